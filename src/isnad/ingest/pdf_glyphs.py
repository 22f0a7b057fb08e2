"""Where each sign of a PDF page stands: the operators of its content, followed one by one (ISO 32000-1, 8.4 and 9.4).

pypdf opens the file and knows its fonts. Its own `extract_text` is not used: it turns Arabic around by runs, which
puts the numbers of a sentence into the wrong places.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject
from pypdf.generic import ContentStream, DictionaryObject, StreamObject
from pypdf.generic._font import Font

from isnad.errors import OversizedSourceError

_DEEPEST = 8
"""Forms within forms; more is a circle."""
_MOST_FORMS = 2000
_MOST_DRAWN = 4 * 1024 * 1024
"""Bytes of one page's content, with its forms as often as they are drawn: some four seconds' work. A page of a
newspaper has some 100 KB, one with a detailed map a few MB."""
_NO_CHANGE = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_UNKNOWN = "\ufffd"

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A sign: its characters (several for a ligature), where it begins along its line and where across, its width
    and the height of its font, all in units of the page, and the line's angle in whole degrees."""

    text: str
    x: float
    y: float
    width: float
    size: float
    angle: int


@dataclass(slots=True)
class Allowance:
    """How many bytes of content may still be followed in a file; below zero it holds too many."""

    left: int


def glyphs_of(page: PageObject, allowance: Allowance) -> Iterator[Glyph]:
    """The signs of a page in the order in which they are drawn. Raises OversizedSourceError where the page or the file
    has too much content, and whatever pypdf does for a broken page."""
    content = page.get("/Contents")
    if content is not None:
        yield from _Walk(page.pdf, allowance).content(content, page.get("/Resources"), _State())


@dataclass(slots=True)
class _State:
    """The part of the graphics state that text depends on; lengths in units of the text's own space."""

    place: Matrix = _NO_CHANGE
    font: Font | None = None
    size: float = 0.0
    signs: float = 0.0
    words: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0

    def copy(self) -> "_State":
        return _State(
            self.place, self.font, self.size, self.signs, self.words, self.stretch, self.leading, self.rise
        )  # fmt: skip


@dataclass(slots=True)
class _Told:
    """What is drawn between two marks stands for this text (ISO 32000-1, 14.9.4)."""

    text: str | None
    drawn: list[Glyph] = field(default_factory=list)


@dataclass(slots=True)
class _Walk:
    """One page: its forms share the count that bounds them."""

    pdf: Any
    allowance: Allowance
    drawn: int = 0
    forms: int = 0
    depth: int = 0
    _fonts: dict[int, Font | None] = field(default_factory=dict)

    def content(self, content: Any, resources: Any, state: _State) -> Iterator[Glyph]:
        """The signs of a content stream."""
        have = resources.get_object() if resources is not None else None
        have = have if isinstance(have, DictionaryObject) else DictionaryObject()
        drawing = _Drawing(state, lambda name: self._font(have, name))
        stream = ContentStream(content.get_object(), self.pdf, "bytes")
        self._take(len(stream.get_data()))
        for operands, operator in stream.operations:
            if operator == b"Do" and operands:
                yield from self._form(have, operands[0], drawing.state)
            else:
                yield from drawing.do(operator, operands)

    def _take(self, size: int) -> None:
        self.drawn += size
        self.allowance.left -= size
        if self.drawn > _MOST_DRAWN or self.allowance.left < 0:
            raise OversizedSourceError("it draws more than a report does")

    def _form(self, resources: DictionaryObject, name: Any, state: _State) -> Iterator[Glyph]:
        forms = resources.get("/XObject")
        form = forms.get_object().get(name) if forms is not None else None
        form = form.get_object() if form is not None else None
        self.forms += 1
        if not isinstance(form, StreamObject) or form.get("/Subtype") != "/Form":
            return
        if self.depth >= _DEEPEST or self.forms > _MOST_FORMS:
            return
        inner = state.copy()
        inner.place = _times(_matrix(form.get("/Matrix", _NO_CHANGE)), state.place)
        self.depth += 1
        yield from self.content(form, form.get("/Resources", resources), inner)
        self.depth -= 1

    def _font(self, resources: DictionaryObject, name: str) -> Font | None:
        fonts = resources.get("/Font")
        found = fonts.get_object().get(name) if fonts is not None else None
        told = found.get_object() if found is not None else None
        if not isinstance(told, DictionaryObject):
            return None
        if id(told) not in self._fonts:
            font = Font.from_font_resource(told)
            self._fonts[id(told)] = font if font.interpretable else None
        return self._fonts[id(told)]


class _Drawing:
    """A content stream's text as it is drawn, operator by operator."""

    def __init__(self, state: _State, font: Callable[[str], Font | None]) -> None:
        self.state = state
        self._font = font
        self._kept: list[_State] = []
        self._line = self._at = _NO_CHANGE
        self._marks: list[_Told] = []

    def do(self, operator: bytes, operands: Any) -> Iterator[Glyph]:
        """One operator; the signs that it draws. What has too few or wrong operands is passed over."""
        try:
            if operator in (b"BDC", b"BMC", b"EMC"):
                yield from self._mark(operator, operands)
            elif operator in _SHOWS:
                yield from self._show(operator, operands)
            elif operator in _CHANGES:
                _CHANGES[operator](self, *operands)
        except (TypeError, ValueError, OverflowError):
            return

    def _mark(self, operator: bytes, operands: Any) -> Iterator[Glyph]:
        if operator != b"EMC":
            told = operands[1] if operator == b"BDC" and len(operands) > 1 else None
            text = told.get("/ActualText") if isinstance(told, DictionaryObject) else None
            self._marks.append(_Told(_string(text) if text is not None else None))
            return
        ended = self._marks.pop() if self._marks else _Told(None)
        if ended.text is not None and ended.drawn:
            first = max(ended.drawn, key=lambda one: one.width)  # a vowel mark may be drawn before its letter
            row = [one for one in ended.drawn if abs(one.y - first.y) < first.size and one.angle == first.angle]
            left, right = min(one.x for one in row), max(one.x + one.width for one in row)
            yield from self._out(Glyph(ended.text, left, first.y, right - left, first.size, first.angle))

    def _out(self, glyph: Glyph) -> Iterator[Glyph]:
        """The sign, unless a text stands for it."""
        for told in reversed(self._marks):
            if told.text is not None:
                told.drawn.append(glyph)
                return
        yield glyph

    def _show(self, operator: bytes, operands: Any) -> Iterator[Glyph]:
        if operator == b'"':
            self.state.words, self.state.signs = float(operands[0]), float(operands[1])
        if operator in (b"'", b'"'):
            self.move(0.0, -self.state.leading)
        for one in operands[-1] if operator == b"TJ" else operands[-1:]:
            if isinstance(one, (bytes, str)):
                yield from self._string(one)
            else:
                self._advance(-float(one) / 1000 * self.state.size * self.state.stretch)

    def _string(self, shown: bytes | str) -> Iterator[Glyph]:
        state = self.state
        if state.font is None:
            return
        raw = shown if isinstance(shown, bytes) else shown.encode("latin-1", "replace")
        for text, width, is_space in _signs(state.font, raw):
            across = (width / 1000 * state.size + state.signs + (state.words if is_space else 0.0)) * state.stretch
            yield from self._out(self._glyph(text, width / 1000 * state.size * state.stretch))
            self._advance(across)

    def _glyph(self, text: str, width: float) -> Glyph:
        a, b, c, d, e, f = _times((1.0, 0.0, 0.0, 1.0, 0.0, self.state.rise), _times(self._at, self.state.place))
        length = math.hypot(a, b) or 1.0
        along, up = a / length, b / length
        return Glyph(
            text, e * along + f * up, f * along - e * up, width * length, abs(self.state.size) * math.hypot(c, d),
            round(math.degrees(math.atan2(up, along))),
        )  # fmt: skip

    def _advance(self, length: float) -> None:
        self._at = _times((1.0, 0.0, 0.0, 1.0, length, 0.0), self._at)

    # what the operators change, by their names in the standard ------------------------------------------------------
    def keep(self) -> None:
        """`q`."""
        self._kept.append(self.state.copy())

    def restore(self) -> None:
        """`Q`."""
        if self._kept:
            self.state = self._kept.pop()

    def transform(self, *numbers: Any) -> None:
        """`cm`."""
        self.state.place = _times(_matrix(numbers), self.state.place)

    def begin(self) -> None:
        """`BT`."""
        self._line = self._at = _NO_CHANGE

    def set_font(self, name: Any, size: Any) -> None:
        """`Tf`."""
        self.state.font, self.state.size = self._font(name), float(size)

    def set_place(self, *numbers: Any) -> None:
        """`Tm`."""
        self._line = self._at = _matrix(numbers)

    def move(self, x: Any, y: Any) -> None:
        """`Td`."""
        self._line = self._at = _times((1.0, 0.0, 0.0, 1.0, float(x), float(y)), self._line)

    def move_and_lead(self, x: Any, y: Any) -> None:
        """`TD`."""
        self.state.leading = -float(y)
        self.move(x, y)

    def next_line(self) -> None:
        """`T*`."""
        self.move(0.0, -self.state.leading)

    def set_signs(self, value: Any) -> None:
        """`Tc`."""
        self.state.signs = float(value)

    def set_words(self, value: Any) -> None:
        """`Tw`."""
        self.state.words = float(value)

    def set_stretch(self, value: Any) -> None:
        """`Tz`, in percent."""
        self.state.stretch = float(value) / 100

    def set_leading(self, value: Any) -> None:
        """`TL`."""
        self.state.leading = float(value)

    def set_rise(self, value: Any) -> None:
        """`Ts`."""
        self.state.rise = float(value)


_SHOWS = frozenset((b"Tj", b"TJ", b"'", b'"'))
_CHANGES: dict[bytes, Callable[..., None]] = {
    b"q": _Drawing.keep, b"Q": _Drawing.restore, b"cm": _Drawing.transform, b"BT": _Drawing.begin,
    b"Tf": _Drawing.set_font, b"Tm": _Drawing.set_place, b"Td": _Drawing.move, b"TD": _Drawing.move_and_lead,
    b"T*": _Drawing.next_line, b"Tc": _Drawing.set_signs, b"Tw": _Drawing.set_words, b"Tz": _Drawing.set_stretch,
    b"TL": _Drawing.set_leading, b"Ts": _Drawing.set_rise,
}  # fmt: skip


def _signs(font: Font, raw: bytes) -> Iterator[tuple[str, float, bool]]:
    """The characters of each sign, its width in thousandths of the font's height, and whether word spacing counts."""
    if isinstance(font.encoding, str):
        try:
            codes = raw.decode(font.encoding, "surrogatepass")
        except UnicodeDecodeError:
            codes = raw.decode(font.encoding, "replace")
        for code in codes:
            yield _known(font.character_map.get(code), code, font), font.get_text_width(code), False
    else:
        for byte in raw:
            char = font.encoding.get(byte, chr(byte))
            yield _known(font.character_map.get(char), char, font), font.get_text_width(chr(byte)), byte == 32


def _known(told: Any, code: str, font: Font) -> str:
    """What the font's own table tells; without one, the code of a simple font is a character, that of any other not."""
    if isinstance(told, str) and told.strip("\0"):
        return told
    return _UNKNOWN if told is not None or font.sub_type == "Type0" else code


def _string(value: Any) -> str | None:
    value = value.get_object()
    if isinstance(value, bytes):
        return value.decode("utf-16" if value[:2] in (b"\xfe\xff", b"\xff\xfe") else "latin-1", "replace")
    return str(value)


def _matrix(numbers: Any) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in numbers)
    if not all(map(math.isfinite, (a, b, c, d, e, f))):
        raise ValueError("a place that is nowhere")
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    u, v, w, x, y, z = other
    return a * u + b * w, a * v + b * x, c * u + d * w, c * v + d * x, e * u + f * w + y, e * v + f * x + z
