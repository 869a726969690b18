"""What readers of German see."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from infobrief_pdf.catalogue.language import Language

GERMAN: Final = Language(
    labels=MappingProxyType(
        {
            "addresses": "Adressen",
            "archive": "Archiv aller Ausgaben",
            "atfront": "ganz vorn",
            "background": "Hintergrund",
            "behind": "hinter Seite",
            "bindcorner": "einzelne Blätter, oben links geheftet",
            "binding": "Verarbeitung",
            "bindleaf": "einzelnes Blatt, auf beiden Seiten bedruckt",
            "bindsaddle": "Rückstichheftung mit zwei Klammern",
            "bindside": "einzelnes Blatt, auf einer Seite bedruckt",
            "bleed": "Beschnitt",
            "bleedvalue": "an allen Seiten; Schnitt- und Passmarken und Farbbalken außerhalb",
            "calendar": "Termine des Jahres",
            "checksum": "Prüfsumme (SHA-256)",
            "client": "Auftrag von",
            "condition": "Druckbedingung",
            "contact": "Kontakt",
            "contacts": "Kontakt",
            "contents": "Inhalt",
            "cutout": "In Originalgröße (100 %) auf festes Papier drucken und an den Linien "
            "ausschneiden.",
            "copies": "Auflage",
            "date": "Termin",
            "delivery": "Liefertermin und Anschrift",
            "demands": "Wir fordern",
            "details": "Veranstaltung",
            "editorial": "Editorial",
            "editors": "Redaktion",
            "email": "E-Mail:",
            "events": "Termine",
            "filing": "Nehmen Sie zuerst alle Blätter heraus, die hier stehen; legen Sie dann die neuen "
            "ein. Danach stimmt der Ordner mit Inhalt und Registern überein; dieses Blatt brauchen Sie nicht "
            "mehr.",
            "extent": "Umfang",
            "file": "Datei",
            "footnote": "Fußnote",
            "fromissue": "Aus dieser Ausgabe",
            "frontmatter": "Umschlag und Inhalt",
            "fullarticle": "Der ganze Beitrag",
            "imprint": "Impressum",
            "inklimit": "Farbauftrag höchstens",
            "inks": "Farben",
            "inksvalue": "Cyan, Magenta, Gelb und Schwarz, keine Sonderfarben",
            "issuecount": "Ausgaben",
            "issuelist": "Inhalt nach Ausgaben",
            "issueone": "Ausgabe",
            "links": "Weiterlesen",
            "lowered": "Einige Ausgaben lagen nur als PDF vor und wurden unverändert übernommen. Diese Datei "
            "erfüllt deshalb PDF/UA-1 und PDF/A-3a nicht als Ganzes und erklärt sie nicht.",
            "morearticles": "… und {count} weitere, siehe Inhalt",
            "occasion": "Anlass",
            "online": "Im Browser ansehen.",
            "organiser": "Veranstalter:",
            "other": "Weitere Beiträge",
            "page": "Seite",
            "pages": "Seiten",
            "part": "Teil",
            "partof": "von",
            "pagecount": "Seiten",
            "people": "Personen und Organisationen",
            "phone": "Tel.:",
            "preface": "Vorwort",
            "pressrequest": "Alle Farben sind bereits separiert; bitte wandeln Sie die Datei nicht um. "
            "Schwarzer Text ist reines Schwarz und überdruckt. Mit der Prüfsumme lässt sich feststellen, "
            "ob die Datei unverändert angekommen ist.",
            "promise": "Diese Datei ist nach PDF/UA-1 barrierefrei und nach PDF/A-3a archivierbar. "
            "Die Quelltexte aller Ausgaben liegen ihr bei.",
            "putin": "Einlegen",
            "registers": "Register",
            "release": "Freigabe: Datum und Unterschrift",
            "remark": "Anmerkung",
            "responsible": "Verantwortlich",
            "sectionlist": "Inhalt nach Rubriken",
            "see": "siehe",
            "seealso": "siehe auch",
            "sheetback": "Blatt 1, Rückseite",
            "sheetblank": "leer",
            "sheetcheck": "Legen Sie diese Anleitung beiseite. Das erste Blatt muss aussehen wie hier "
            "abgebildet.",
            "sheetcut": "Schneiden Sie den Stapel auf halber Höhe quer durch und legen Sie die untere "
            "Hälfte unter die obere.",
            "sheetblanks": "Format {format}, {pages} Seiten, davon {blanks} leer.",
            "sheetflat": "Gefaltet wird nicht: Die Seiten stehen in Leserichtung nebeneinander.",
            "sheetfold": "Falten Sie den Stapel in der Mitte nach hinten, sodass Seite 1 vorn liegt.",
            "sheetfront": "Blatt 1, Vorderseite",
            "sheetfull": "Format {format}, {pages} Seiten.",
            "sheetlast": "letzte Seite",
            "sheetlong": "an der langen Kante",
            "sheetpaper": "Legen Sie A4-Papier mit {grammage} g/m² ein: {sheets} Blatt und eines für diese "
            "Anleitung.",
            "sheetprint": "Drucken Sie alle Seiten beidseitig in Originalgröße (100 Prozent, nicht an die "
            "Seite angepasst). Gewendet wird {edge}.",
            "sheetshort": "an der kurzen Kante",
            "sheetstaple": "Heften Sie von außen durch den Falz, je ein Viertel der Höhe von oben und von "
            "unten.",
            "sheettitle": "Druckanleitung",
            "shortened": "Gekürzt; der ganze Beitrag steht hier:",
            "spine": "Rückenschild",
            "subjects": "Sachregister",
            "supplement": "Nachlieferung",
            "takeout": "Herausnehmen",
            "standard": "Dateiformat",
            "stock": "Papier",
            "stockvalue": "gestrichen, matt oder glänzend, 135 g/m²",
            "ticket": "Druckauftrag",
            "trimsize": "Endformat",
            "turnover": "Bitte wenden",
            "until": "bis",
            "volume": "Jahresband",
            "what": "Was",
            "where": "Wohin",
            "wholeissue": "Ganze Ausgabe",
        }
    ),
    months=(
        "Januar", "Februar", "März", "April", "Mai", "Juni",
        "Juli", "August", "September", "Oktober", "November", "Dezember",
    ),
    weekdays=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    date_form="{day:02}.{month:02}.{year}",
    time_form="{start} Uhr",
    time_span_form="{start}–{end} Uhr",
    day_form="{day}.",
)  # fmt: skip
