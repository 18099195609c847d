"""What a page of a PDF prints: pieces of text with their place, size and weight, ruled lines, pictures.

The content stream is read operator by operator (ISO 32000-2, 8.4 and 9.4), for only so are width and place of each
piece known, from which lines, columns and headings follow.
"""

import math
from typing import Any, NamedTuple

from pypdf import PageObject
from pypdf.generic import ContentStream, DictionaryObject, StreamObject

from chalicelib.domain.policy_documents.problems import ParsingProblem
from chalicelib.gateways.document_parsing.pdf_fonts import PageFont, read_font
from chalicelib.gateways.document_parsing.protocol import ParsingFailed

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
MOST_PIECES = 200_000  # of a page
_DEEPEST_FORM = 12
_MOST_FORMS = 3_000
_MOST_RULES = 20_000
_SHORTEST_RULE = 8.0  # points
_THICKEST_RULE = 3.0
_SPACE = 0.16  # of the font size: a gap that is wider parts words


# Fonts by the identity of their description, which is kept beside so that no other can have it.
Fonts = dict[int, tuple[PageFont, DictionaryObject]]


class Piece(NamedTuple):
    """Text that is shown at once: where its baseline begins and ends, in points from the lower left of the page."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool


class Rule(NamedTuple):
    """A straight line or thin bar, level or upright."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        return self.x1 - self.x0 >= self.y1 - self.y0


class PageContent(NamedTuple):
    """All that a page prints."""

    width: float
    height: float
    pieces: list[Piece]
    rules: list[Rule]
    pictures: int
    drawn: int


def multiply(one: Matrix, other: Matrix) -> Matrix:
    """Return the matrix that does `one` first, then `other`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return where a point comes to lie."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def read_page(page: PageObject, fonts: Fonts) -> PageContent:
    """Return what a page prints, upright as it is shown; `fonts` are those that other pages have read already."""
    box = page.cropbox
    left, bottom, right, top = (float(each) for each in (box.left, box.bottom, box.right, box.top))
    width, height = abs(right - left), abs(top - bottom)
    moved: Matrix = (1.0, 0.0, 0.0, 1.0, -min(left, right), -min(bottom, top))
    match int(page.rotation or 0) % 360:
        case 90:
            shown, width, height = (0.0, -1.0, 1.0, 0.0, 0.0, width), height, width
        case 180:
            shown = (-1.0, 0.0, 0.0, -1.0, width, height)
        case 270:
            shown, width, height = (0.0, 1.0, -1.0, 0.0, height, 0.0), height, width
        case _:
            shown = UNIT
    reader = _Interpreter(page, multiply(moved, shown), fonts)
    reader.run_page()
    return PageContent(width, height, reader.upright(), reader.rules, reader.pictures, reader.drawn)


class _Graphics:
    """Graphics and text state, as `q` saves it."""

    __slots__ = ("ctm", "font", "leading", "mode", "rise", "scale", "size", "spacing", "word_spacing")

    def __init__(self, ctm: Matrix) -> None:
        self.ctm = ctm
        self.font: PageFont | None = None
        self.size = 0.0
        self.spacing = 0.0
        self.word_spacing = 0.0
        self.scale = 1.0
        self.leading = 0.0
        self.rise = 0.0
        self.mode = 0

    def copy(self) -> "_Graphics":
        made = _Graphics(self.ctm)
        for name in self.__slots__:
            setattr(made, name, getattr(self, name))
        return made


class _Interpreter:
    """Runs a page's operators."""

    def __init__(self, page: PageObject, ctm: Matrix, fonts: Fonts) -> None:
        self.page = page
        self.fonts = fonts
        self.graphics = _Graphics(ctm)
        self.saved: list[_Graphics] = []
        self.matrix = self.line = UNIT
        self.turned: dict[int, list[Piece]] = {0: [], 90: [], 180: [], 270: []}
        self.shown = 0
        self.unseen: list[Piece] = []
        self.rules: list[Rule] = []
        self.path: list[Rule] = []
        self.at = (0.0, 0.0)
        self.pictures = self.drawn = self.forms = 0

    def run_page(self) -> None:
        contents = self.page.get_contents()
        if contents is not None:
            self._run(contents, self.page.get("/Resources"), 0)

    def upright(self) -> list[Piece]:
        """Return the pieces of the direction that most of the page is written in; watermarks across it are left out.
        Text that is not painted counts only over a picture, where text recognition puts it."""
        most = max(self.turned, key=lambda angle: sum(len(piece.text) for piece in self.turned[angle]))
        return self.turned[most] + (self.unseen if self.pictures and not self.turned[most] else [])

    def _run(self, contents: Any, resources: Any, depth: int) -> None:
        resources = resources.get_object() if resources is not None else DictionaryObject()
        if not isinstance(resources, DictionaryObject):
            resources = DictionaryObject()
        stream = contents
        if not isinstance(contents, ContentStream) or contents.forced_encoding != "bytes":
            stream = ContentStream(contents, self.page.pdf, "bytes")
        for operands, operator in stream.operations:
            self._do(operator, operands, resources, depth)

    def _do(self, operator: bytes, operands: Any, resources: DictionaryObject, depth: int) -> None:
        if operator == b"INLINE IMAGE":
            self.pictures += 1
            return
        if operator == b"TJ":
            self._show_all(operands[0] if operands else [])
        elif operator in _SHOWING:
            self._show_after(operator, operands)
        elif operator == b"Do":
            self._paint(operands, resources, depth)
        elif operator == b"Tf":
            self._set_font(operands, resources)
        elif operator in _PAINTING:
            self.drawn += 1
            if operator != b"n":
                self.rules += self.path[: max(_MOST_RULES - len(self.rules), 0)]
            self.path = []
        elif (numbers := _numbers(operands)) is not None:
            self._do_with(operator, numbers)

    def _do_with(self, operator: bytes, numbers: list[float]) -> None:
        if operator in _DRAWING:
            self._draw(operator, numbers)
        elif operator in _SETTING:
            self._set(operator, numbers)
        elif operator in _PLACING:
            self._place(operator, numbers)
        else:
            self._change(operator, numbers)

    def _change(self, operator: bytes, given: list[float]) -> None:
        match operator, given:
            case b"q", _:
                self.saved.append(self.graphics.copy())
                if len(self.saved) > 10_000:
                    raise ParsingFailed(ParsingProblem.TOO_COMPLEX, "a page saves its state too often")
            case b"Q", _ if self.saved:
                self.graphics = self.saved.pop()
            case b"cm", [a, b, c, d, e, f]:
                self.graphics.ctm = multiply((a, b, c, d, e, f), self.graphics.ctm)
            case b"BT", _:
                self.matrix = self.line = UNIT
            case _:
                pass  # colours, marks, clips: nothing that moves text

    def _place(self, operator: bytes, given: list[float]) -> None:
        match operator, given:
            case b"Td", [x, y]:
                self._next_line(x, y)
            case b"TD", [x, y]:
                self.graphics.leading = -y
                self._next_line(x, y)
            case b"Tm", [a, b, c, d, e, f]:
                self.matrix = self.line = (a, b, c, d, e, f)
            case b"T*", _:
                self._next_line(0.0, -self.graphics.leading)
            case _:
                pass  # too few numbers: a damaged page moves nothing there

    def _draw(self, operator: bytes, given: list[float]) -> None:
        match operator, given:
            case b"re", [x, y, w, h]:
                self._add_box(x, y, w, h)
            case b"m", [x, y]:
                self.at = (x, y)
            case b"l", [x, y]:
                self._add_rule(*self.at, x, y)
                self.at = (x, y)
            case _:
                pass  # as above

    def _set(self, operator: bytes, given: list[float]) -> None:
        if len(given) == 1:
            name, value = _SETTING[operator], given[0]
            setattr(self.graphics, name, value / 100 if name == "scale" else int(value) if name == "mode" else value)

    def _next_line(self, x: float, y: float) -> None:
        self.line = multiply((1.0, 0.0, 0.0, 1.0, x, y), self.line)
        self.matrix = self.line

    def _set_font(self, operands: Any, resources: DictionaryObject) -> None:
        if len(operands) != 2 or (size := _number(operands[1])) is None:
            return
        self.graphics.size = size
        held = resources.get("/Font")
        held = held.get_object() if held is not None else None
        font = held.get(operands[0]) if isinstance(held, DictionaryObject) else None
        font = font.get_object() if font is not None else None
        if not isinstance(font, DictionaryObject):
            self.graphics.font = None
            return
        if id(font) not in self.fonts:
            self.fonts[id(font)] = (read_font(font), font)
        self.graphics.font = self.fonts[id(font)][0]

    # --- showing text

    def _show_after(self, operator: bytes, operands: Any) -> None:
        if operator == b"Tj":
            self._show_all(operands[:1])
            return
        if operator == b'"' and len(operands) == 3:
            self.graphics.word_spacing = _number(operands[0]) or 0.0
            self.graphics.spacing = _number(operands[1]) or 0.0
        self._next_line(0.0, -self.graphics.leading)
        self._show_all(operands[-1:])

    def _show_all(self, strings: Any) -> None:
        """Show strings and the gaps between them as one piece."""
        graphics = self.graphics
        if not isinstance(strings, list) or graphics.font is None:
            return
        words: list[str] = []
        x = 0.0  # in the text's own space
        gap = 0.0
        for each in strings:
            if isinstance(each, bytes):
                text, width, count, spaces = graphics.font.read(each)
                if words and gap > _SPACE * abs(graphics.size):
                    words.append(" ")
                words.append(text)
                x += (
                    width * graphics.size + graphics.spacing * count + graphics.word_spacing * spaces
                ) * graphics.scale
                gap = 0.0
            elif (number := _number(each)) is not None:
                gap -= number / 1000 * graphics.size
                x -= number / 1000 * graphics.size * graphics.scale
        if words:
            self._add_piece("".join(words), x)
        self.matrix = multiply((1.0, 0.0, 0.0, 1.0, x, 0.0), self.matrix)

    def _add_piece(self, text: str, width: float) -> None:
        graphics = self.graphics
        whole = multiply(self.matrix, graphics.ctm)
        x0, y0 = apply(whole, 0.0, graphics.rise)
        x1, y1 = apply(whole, width, graphics.rise)
        size = abs(graphics.size) * math.hypot(whole[2], whole[3])
        self.shown += 1
        if self.shown > MOST_PIECES:
            raise ParsingFailed(ParsingProblem.TOO_COMPLEX, f"a page shows more than {MOST_PIECES:,} pieces of text")
        if not (math.isfinite(x0 + x1 + y0 + y1 + size) and abs(x0) + abs(y0) < 1e6 and size < 2000):
            return
        angle = round(math.degrees(math.atan2(whole[1], whole[0])))
        turn = round(angle / 90) * 90 % 360
        if abs((angle - turn + 180) % 360 - 180) > 10:
            return
        match turn:
            case 0:
                place = (min(x0, x1), max(x0, x1), y0)
            case 90:
                place = (min(y0, y1), max(y0, y1), -x0)
            case 180:
                place = (min(-x0, -x1), max(-x0, -x1), -y0)
            case _:
                place = (min(-y0, -y1), max(-y0, -y1), x0)
        piece = Piece(text, *place, size, (graphics.font is not None and graphics.font.bold) or graphics.mode == 2)
        (self.unseen if graphics.mode in {3, 7} else self.turned[turn]).append(piece)

    # --- painting

    def _paint(self, operands: Any, resources: DictionaryObject, depth: int) -> None:
        held = resources.get("/XObject")
        held = held.get_object() if held is not None else None
        if not operands or not isinstance(held, DictionaryObject) or operands[0] not in held:
            return
        painted = held[operands[0]].get_object()
        if not isinstance(painted, StreamObject):
            return
        if painted.get("/Subtype") == "/Image":
            self.pictures += 1
            return
        self.forms += 1
        if painted.get("/Subtype") != "/Form" or depth >= _DEEPEST_FORM:
            return
        if self.forms > _MOST_FORMS:
            raise ParsingFailed(ParsingProblem.TOO_COMPLEX, f"a page paints more than {_MOST_FORMS:,} forms")
        before, saved, texts = self.graphics.copy(), self.saved, (self.matrix, self.line)
        self.saved = []
        numbers = _numbers(painted.get("/Matrix") or ())
        if numbers is not None and len(numbers) == 6:
            a, b, c, d, e, f = numbers
            self.graphics.ctm = multiply((a, b, c, d, e, f), self.graphics.ctm)
        self._run(painted, painted.get("/Resources") or resources, depth + 1)
        self.graphics, self.saved, (self.matrix, self.line) = before, saved, texts

    def _add_box(self, x: float, y: float, w: float, h: float) -> None:
        self.at = (x, y)
        self._add_rule(x, y, x + w, y)
        self._add_rule(x, y + h, x + w, y + h)
        self._add_rule(x, y, x, y + h)
        self._add_rule(x + w, y, x + w, y + h)

    def _add_rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if len(self.path) >= _MOST_RULES:
            return
        (ax, ay), (bx, by) = apply(self.graphics.ctm, x0, y0), apply(self.graphics.ctm, x1, y1)
        wide, high = abs(ax - bx), abs(ay - by)
        if max(wide, high) >= _SHORTEST_RULE and min(wide, high) <= _THICKEST_RULE and math.isfinite(wide + high):
            self.path.append(Rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))


_SHOWING = frozenset({b"Tj", b"'", b'"'})
_PLACING = frozenset({b"Td", b"TD", b"Tm", b"T*"})
_DRAWING = frozenset({b"re", b"m", b"l"})
_SETTING = {b"Tc": "spacing", b"Tw": "word_spacing", b"Tz": "scale", b"TL": "leading", b"Ts": "rise", b"Tr": "mode"}
_PAINTING = frozenset({b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"n", b"sh"})


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < 1e9 else None


def _numbers(operands: Any) -> list[float] | None:
    if not isinstance(operands, list | tuple):
        return None
    numbers = [_number(each) for each in operands]
    return [each for each in numbers if each is not None] if None not in numbers else None
