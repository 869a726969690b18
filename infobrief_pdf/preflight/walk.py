"""What a page paints, found by following its content with the graphics state (ISO 32000-1, 8.4)."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any, Final

from pikepdf import Dictionary, ObjectSet, Stream

from infobrief_pdf.bind import values
from infobrief_pdf.diagnostics import reasons
from infobrief_pdf.preflight import colours
from infobrief_pdf.preflight.facts import Seen
from infobrief_pdf.preflight.fonts import font_name, is_embedded, procedures
from infobrief_pdf.preflight.notes import Notes
from infobrief_pdf.preflight.opening import Frame, content
from infobrief_pdf.preflight.scanner import INLINE_IMAGE, Operation, name, operations
from infobrief_pdf.preflight.state import UNIT, Matrix, Paint, State, matrix_of, moved, placed, product

_MOST_OPERATIONS: Final = 2_000_000
_MOST_BYTES: Final = 200_000_000
_MOST_RECTANGLES: Final = 2_000
_DEEPEST: Final = 24
_DEEPEST_STATE: Final = 1_000
_INVISIBLE: Final = 3

_FILLING: Final = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"))
_STROKING: Final = frozenset((b"S", b"s", b"B", b"B*", b"b", b"b*"))
_DEVICE: Final = {b"g": colours.GRAY, b"rg": colours.RGB, b"k": colours.CMYK}


class TooComplex(ValueError):  # noqa: N818 - becomes a refusal
    """The file paints more than anybody can look at."""


class Budget:
    """How much content a file may still have: forms that paint forms can be endless."""

    def __init__(self) -> None:
        self._left = _MOST_OPERATIONS
        self._bytes_left = _MOST_BYTES

    def spend(self) -> None:
        """Count an operation. Raises `TooComplex`."""
        self._left -= 1
        if self._left < 0:
            raise TooComplex(reasons.TOO_COMPLEX)

    def read(self, data: bytes) -> bytes:
        """Count content that is read; the content. Raises `TooComplex`."""
        self._bytes_left -= len(data)
        if self._bytes_left < 0:
            raise TooComplex(reasons.TOO_COMPLEX)
        return data


def seen(frame: Frame, budget: Budget) -> Seen:
    """What one page paints, its printed annotations included. Raises `TooComplex`."""
    walk = _Walk(frame, budget)
    walk.follow(content(frame), frame.resources, State(UNIT), 0)
    for annotation in frame.annotations:
        walk.appearance(annotation)
    return walk.notes.seen


class _Walk:
    """Follows content; `resources` and `depth` are those of the content that is followed just now."""

    def __init__(self, frame: Frame, budget: Budget) -> None:
        self.notes = Notes(frame)
        self._budget = budget
        self._once = ObjectSet()
        self._resources: Any = frame.resources
        self._depth = 0
        self._text: Matrix = UNIT
        self._saved: list[State] = []
        self._rectangles: list[list[float]] = []
        self._is_box = True

    def follow(self, data: bytes, resources: Any, state: State, depth: int) -> None:
        outer = self._resources, self._depth, self._saved, self._text
        self._resources, self._depth, self._saved = resources, depth, []
        for operation in operations(self._budget.read(data)):
            self._budget.spend()
            if operation.operator == b"Q":
                state = self._saved.pop() if self._saved else state
            elif handler := _HANDLERS.get(operation.operator):
                handler(self, operation, state)
        self._resources, self._depth, self._saved, self._text = outer

    def appearance(self, annotation: Any) -> None:
        """The picture of an annotation."""
        normal = values.dictionary(annotation, "/AP").get("/N")
        if isinstance(normal, Dictionary):
            normal = normal.get(f"/{values.name(annotation, '/AS')}")
        if isinstance(normal, Stream):
            self._paint_form(normal, State(placed(normal, values.numbers(annotation, "/Rect"))))

    # The graphics state

    def save(self, _operation: Operation, state: State) -> None:
        if len(self._saved) < _DEEPEST_STATE:
            self._saved.append(copy.copy(state))

    def transform(self, operation: Operation, state: State) -> None:
        if found := operation.numbers(6):
            state.matrix = product(tuple(found), state.matrix)

    def set_width(self, operation: Operation, state: State) -> None:
        if found := operation.numbers(1):
            state.width = found[0]

    def set_parameters(self, operation: Operation, state: State) -> None:
        state.change(values.dictionary(self._resources, "/ExtGState", operation.name()))

    # Paths

    def rectangle(self, operation: Operation, state: State) -> None:
        if found := operation.numbers(4):
            self.notes.stand(state.matrix, *found)
            if len(self._rectangles) < _MOST_RECTANGLES:
                self._rectangles.append(found)

    def move(self, operation: Operation, state: State) -> None:
        if found := operation.numbers(2):
            self.notes.point = moved(state.matrix, *found)

    def draw(self, _operation: Operation, _state: State) -> None:
        self._is_box = False

    def paint_path(self, operation: Operation, state: State) -> None:
        if operation.operator in _FILLING:
            self._paint(state.fill, "area")
            self.notes.transparency(state, state.fill_alpha)
            for _x, _y, width, height in self._rectangles if self._is_box else ():
                self.notes.bar(state, width, height)
        if operation.operator in _STROKING:
            self._paint(state.stroke, "line")
            self.notes.transparency(state, state.stroke_alpha)
            self.notes.line(state)
        self._rectangles, self._is_box = [], True

    # Colours

    def device(self, operation: Operation, state: State) -> None:
        space = _DEVICE[operation.operator.lower()]
        if found := operation.numbers(space.components):
            _choose(state, operation, (space, tuple(found), None))

    def choose_space(self, operation: Operation, state: State) -> None:
        space, found = colours.named(operation.name(), self._resources)
        _choose(state, operation, (space, space.initial, found))

    def set_colour(self, operation: Operation, state: State) -> None:
        space, before, _ = state.fill if operation.operator.islower() else state.stroke
        if pattern := operation.name():
            found = values.dictionary(self._resources, "/Pattern").get(pattern)
            _choose(state, operation, (colours.PATTERN, (), found))
        else:
            numbers = operation.numbers(len(operation.operands))
            _choose(state, operation, (space, tuple(numbers) if numbers else before, None))

    def paint_shading(self, operation: Operation, state: State) -> None:
        shading = values.dictionary(self._resources, "/Shading").get(operation.name())
        if isinstance(shading, Dictionary | Stream):
            self.notes.point = state.matrix[4], state.matrix[5]
            self.notes.space(colours.described(shading.get("/ColorSpace")), "shading")
            self.notes.transparency(state, state.fill_alpha)

    def _paint(self, paint: Paint, use: str) -> None:
        if paint[0] is not colours.PATTERN:
            self.notes.paint(paint, use)
        elif isinstance(paint[2], Dictionary | Stream) and self._once.add(paint[2]):
            self._paint_pattern(paint[2], use)

    def _paint_pattern(self, pattern: Any, use: str) -> None:
        """ISO 32000-1, 8.7; a cell is looked at once."""
        if isinstance(pattern, Stream):
            if self._depth < _DEEPEST:
                inner = State(matrix_of(pattern))
                self.follow(pattern.read_bytes(), pattern.get("/Resources"), inner, self._depth + 1)
            return
        shading = pattern.get("/Shading")
        if isinstance(shading, Dictionary | Stream):
            self.notes.space(colours.described(shading.get("/ColorSpace")), use)

    # Text

    def begin_text(self, _operation: Operation, _state: State) -> None:
        self._text = UNIT

    def move_text(self, operation: Operation, state: State) -> None:
        if operation.operator == b"Tm":
            found = operation.numbers(6)
            self._text = tuple(found) if found else self._text
        elif found := operation.numbers(2):
            self._text = product((1.0, 0.0, 0.0, 1.0, *found), self._text)
        self.notes.point = moved(product(self._text, state.matrix), 0, 0)

    def set_mode(self, operation: Operation, state: State) -> None:
        if found := operation.numbers(1):
            state.mode = int(found[0])

    def set_font(self, operation: Operation, state: State) -> None:
        called = name(operation.operands[-2]) if len(operation.operands) > 1 else ""
        state.font = values.dictionary(self._resources, "/Font", called)

    def show_text(self, _operation: Operation, state: State) -> None:
        mode = state.mode % 4
        if mode == _INVISIBLE:  # the text that recognition lays under a scan
            return
        if mode in (0, 2):
            self._paint(state.fill, "text")
            self.notes.transparency(state, state.fill_alpha)
        if mode in (1, 2):
            self._paint(state.stroke, "text")
            self.notes.transparency(state, state.stroke_alpha)
        if not len(state.font) or not self._once.add(state.font):
            return
        self.notes.font(font_name(state.font), is_embedded=is_embedded(state.font))
        for data, resources in procedures(state.font):
            if self._depth < _DEEPEST:
                self.follow(data, resources, copy.copy(state), self._depth + 1)

    # Pictures and forms

    def paint_object(self, operation: Operation, state: State) -> None:
        painted = values.get(values.dictionary(self._resources, "/XObject"), operation.name(), Stream)
        kind = values.name(painted, "/Subtype")
        if painted is not None and kind == "Image":
            self._paint_picture(painted, state)
        elif painted is not None and kind == "Form":
            self._paint_form(painted, state)

    def _paint_form(self, form: Any, state: State) -> None:
        if self._depth >= _DEEPEST:
            return
        inner = copy.copy(state)
        inner.matrix = product(matrix_of(form), state.matrix)
        own = values.get(form, "/Resources", Dictionary)
        group = values.dictionary(form, "/Group")
        if values.name(group, "/S") == "Transparency":
            inner.begin_group(group)
        self.notes.point = inner.matrix[4], inner.matrix[5]
        self.follow(form.read_bytes(), self._resources if own is None else own, inner, self._depth + 1)

    def _paint_picture(self, picture: Any, state: State) -> None:
        width, height = (values.get(picture, key, int) or 0 for key in ("/Width", "/Height"))
        self.notes.picture(width, height, state)
        has_mask = values.get(picture, "/SMask", Stream) is not None
        self.notes.transparency(state, state.fill_alpha, has_mask=has_mask)
        if values.get(picture, "/ImageMask", bool):
            self._paint(state.fill, "picture")
        else:
            self.notes.space(colours.of_picture(picture), "picture")

    def inline_picture(self, operation: Operation, state: State) -> None:
        keys = operation.pairs()
        try:
            self.notes.picture(int(keys["/W"]), int(keys["/H"]), state)
        except (KeyError, ValueError):
            return
        if keys.get("/IM") == b"true":
            self._paint(state.fill, "picture")
        elif called := name(keys.get("/CS", b"")):
            self.notes.space(colours.named(called, self._resources)[0], "picture")


def _choose(state: State, operation: Operation, paint: Paint) -> None:
    """Operators in small letters are for filling, those in capitals for strokes (ISO 32000-1, 8.6.8)."""
    if operation.operator.islower():
        state.fill = paint
    else:
        state.stroke = paint


_HANDLERS: Final[Mapping[bytes, Callable[[_Walk, Operation, State], None]]] = {
    b"q": _Walk.save, b"cm": _Walk.transform, b"w": _Walk.set_width, b"gs": _Walk.set_parameters,
    b"re": _Walk.rectangle, b"m": _Walk.move,
    **dict.fromkeys((b"l", b"c", b"v", b"y"), _Walk.draw),
    **dict.fromkeys((*_FILLING, *_STROKING, b"n"), _Walk.paint_path),
    **dict.fromkeys((b"g", b"rg", b"k", b"G", b"RG", b"K"), _Walk.device),
    **dict.fromkeys((b"cs", b"CS"), _Walk.choose_space),
    **dict.fromkeys((b"sc", b"scn", b"SC", b"SCN"), _Walk.set_colour),
    b"sh": _Walk.paint_shading,
    b"BT": _Walk.begin_text, b"Tr": _Walk.set_mode, b"Tf": _Walk.set_font,
    **dict.fromkeys((b"Tm", b"Td", b"TD"), _Walk.move_text),
    **dict.fromkeys((b"Tj", b"TJ", b"'", b'"'), _Walk.show_text),
    b"Do": _Walk.paint_object, INLINE_IMAGE: _Walk.inline_picture,
}  # fmt: skip
"""What each operator does (ISO 32000-1, annex A); all others change nothing that is looked at."""
