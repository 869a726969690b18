"""In which form an edition is set for a fold."""

from __future__ import annotations

from dataclasses import replace

from infobrief_pdf.diagnostics import refuse
from infobrief_pdf.impose.folds import FOLDS
from infobrief_pdf.model.edition import Edition


def folded(form: Edition, wanted: str | None) -> Edition:
    """The edition as it is set for a fold, its own or another; one that is not imposed stays what it is.

    Raises `Refused` for a fold that there is not.
    """
    if form.imposition is None:
        return form
    name = wanted or form.imposition
    if name not in FOLDS:
        raise refuse("fold-unknown", None, fold=name, known=", ".join(FOLDS))
    fold = FOLDS[name]
    return replace(
        form,
        imposition=name,
        paper=fold.page,
        is_folded=fold.is_nested,
        variants=(f"{form.name}-{name}",),
        suffix=form.suffix if name == form.imposition else f"{form.suffix}-{name}",
    )
