"""Fonts of a PDF: which characters their codes mean, how wide each is, whether they are bold."""

import re

from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject
from pypdf.generic._font import Font

REPLACED = "\N{REPLACEMENT CHARACTER}"
_BOLD = re.compile(r"bold|black|heavy|semibold|demi|[-,]b(?:i|$)", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_HEAVY = 600


class PageFont:
    """A font as it is used on a page."""

    def __init__(self, font: Font | None, *, readable: bool, bold: bool) -> None:
        self._font = font
        self._readable = readable
        self.bold = bold
        self._known: dict[bytes, tuple[str, float, int, int]] = {}

    def read(self, codes: bytes) -> tuple[str, float, int, int]:
        """Return the text of codes, its width in ems, how many characters these are and how many of them spaces."""
        if (known := self._known.get(codes)) is not None:
            return known
        read = self._read(codes)
        if len(self._known) < 20_000:
            self._known[codes] = read
        return read

    def _read(self, codes: bytes) -> tuple[str, float, int, int]:
        font = self._font
        if font is None:
            return REPLACED * len(codes), 0.5 * len(codes), len(codes), 0
        if isinstance(font.encoding, str):
            raw = _decode(codes, font.encoding)
            named = raw
        else:
            raw = "".join(map(chr, codes))
            named = "".join(font.encoding.get(code, chr(code)) for code in codes)
        text = "".join(_character(font.character_map.get(each, each)) for each in named)
        usual = font.character_widths.get("default", 500)
        width = sum(
            font.space_width if each == font.space_char else font.character_widths.get(each, usual) for each in raw
        )
        shown = text if self._readable else "".join(each if each.isspace() else REPLACED for each in text)
        return shown, width / 1000, len(raw), codes.count(b" ") if len(raw) == len(codes) else 0


def read_font(font: DictionaryObject) -> PageFont:
    """Return a font; of one whose description is damaged nothing can be read."""
    name = str(font.get("/BaseFont", ""))
    try:
        read = Font.from_font_resource(font)
        weight = read.font_descriptor.weight
        heavy = bool(read.font_descriptor.flags & _FORCE_BOLD) or (
            str(weight).isdecimal() and int(str(weight)) >= _HEAVY
        )
        return PageFont(
            read, readable=read.interpretable and not _is_unmapped(font), bold=heavy or bool(_BOLD.search(name))
        )
    except (PyPdfError, AttributeError, KeyError, TypeError, ValueError, IndexError, OverflowError):
        return PageFont(None, readable=False, bold=bool(_BOLD.search(name)))


def _decode(codes: bytes, encoding: str) -> str:
    try:
        return codes.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return codes.decode(encoding, "replace")
    except LookupError:
        return REPLACED * len(codes)


def _character(mapped: object) -> str:
    """Return what a code means; the name of a glyph that no table knows is no character."""
    text = mapped if isinstance(mapped, str) else REPLACED
    if len(text) > 1 and text.startswith("/"):
        return REPLACED
    return _windows_character(text) if "\x7f" <= text <= "\x9f" else text


def _windows_character(control: str) -> str:
    """Return what a code of the Windows encoding means where a font's table says nothing; unused ones are bullets."""
    try:
        return bytes([ord(control)]).decode("cp1252").replace("\x7f", "•")
    except (UnicodeDecodeError, TypeError):
        return "•"


def _is_unmapped(font: DictionaryObject) -> bool:
    """Return whether nothing says which characters a composite font's glyphs are."""
    if font.get("/Subtype") != "/Type0" or "/ToUnicode" in font:
        return False
    below = font.get("/DescendantFonts")
    held = below.get_object() if below is not None else []
    first = held[0].get_object() if held else DictionaryObject()
    system = first.get("/CIDSystemInfo", DictionaryObject()).get_object()
    return str(font.get("/Encoding", "")).startswith("/Identity") and str(system.get("/Ordering", "")) in {
        "Identity",
        "",
    }
