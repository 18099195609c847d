"""Text as it may stand in a section, and bytes as text: composed characters (NFC), single spaces, nothing unseen."""

import codecs
import re
import unicodedata
from collections.abc import Iterable

from chalicelib.domain.policy_documents.problems import ParsingProblem
from chalicelib.gateways.document_parsing.protocol import ParsingFailed

# Letters that print as one glyph, written out; marks that are not seen; the bullets of symbol fonts. Joiners (U+200C
# and U+200D) stay: some scripts and emoji need them, and so do the marks that turn the reading direction.
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_UNSEEN = dict.fromkeys([*range(9), *range(14, 28), *range(127, 133), *range(134, 160), 0xAD, 0x200B, 0x2060, 0xFEFF])
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")
_MENDED = {**_LIGATURES, **_UNSEEN, **_SURROGATES, 0xF0B7: "•", 0xF0A7: "•", 0xF02D: "-"}
_MENDABLE = re.compile("[" + "".join(map(re.escape, map(chr, _MENDED))) + "]")
BULLETS = "•‣◦▪▫●○■□►▸⁃∙·➢✓"
_BULLET = re.compile(rf"^(?:[{BULLETS}]|[-–—*o](?=\s))\s*(?=\S)")
# Bytes that mark an encoding, the longer ones first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_UNREADABLE_SHARE = 0.1
_LONE = 2
# Letters with marks for each that has none: one in twenty in French or German, one in seven in Icelandic.
_MOST_MARKED = 1 / 3
_PUNCTUATION = frozenset("\u00a0§°€£–—‘’‚“”„…•·«»‹›×")
_SAMPLE = 200_000  # characters that are looked at to see whether a file is text


def clean(text: str) -> str:
    """Return `text` in one line: composed, single spaces, without what is not seen."""
    return " ".join(mend(text).split())


def mend(text: str) -> str:
    """Return `text` composed and without what is not seen, its whitespace as it is."""
    mended = text.translate(_MENDED) if _MENDABLE.search(text) else text
    return mended if unicodedata.is_normalized("NFC", mended) else unicodedata.normalize("NFC", mended)


def without_bullet(text: str) -> str:
    """Return a paragraph without the sign of a list item that is no word."""
    return _BULLET.sub("", text)


def decode(body: bytes, declared: Iterable[str] = ()) -> str:
    """Return a file's text: by the mark that it begins with, as UTF-8, as declared, or as Windows writes it in western
    Europe.

    Raises ParsingFailed for what is no text at all, and for text in an encoding that nothing tells: letters that were
    guessed are not what the document says.
    """
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return _vet(_decode(body, encoding) or "")
    if unmarked := _utf_16_without_mark(body):
        return _vet(_decode(body, unmarked) or "")
    for name in ("utf-8", *declared):
        if (text := _decode(body, name)) is not None:
            return _vet(text)
    mostly = _mostly_utf_8(body)
    return _vet(mostly) if mostly is not None else _western(body)


def _mostly_utf_8(body: bytes) -> str | None:
    """Return a text of which some bytes are no UTF-8, cut off or slipped in, and more characters beyond ASCII are."""
    text = body.decode("utf-8", "replace")
    broken = text.count(_REPLACEMENT)
    return text if len(text) - sum(map(str.isascii, text)) >= 2 * broken else None


def _western(body: bytes) -> str:
    """Return a text as Windows writes it in western Europe. Raises ParsingFailed where it would have more letters with
    marks than any language there, or bytes that stand for none, but for a lone one."""
    text = _vet(body.decode("cp1252", "replace"))
    beyond = [each for each in text if not each.isascii() and each not in _PUNCTUATION]
    broken = beyond.count(_REPLACEMENT)
    letters = sum(each.isascii() and each.isalpha() for each in text)
    if len(beyond) > letters * _MOST_MARKED or (broken > _LONE and broken > len(beyond) * _UNREADABLE_SHARE):
        raise ParsingFailed(ParsingProblem.UNREADABLE_TEXT, "its encoding is unknown, and it is not UTF-8")
    return text


def _decode(body: bytes, encoding: str) -> str | None:
    try:
        if codecs.lookup(encoding).name not in _TEXT_CODECS:
            return None
        return body.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        # A mark or a lone byte in the wrong place shall not cost the whole text.
        return body.decode(encoding, "replace") if encoding.startswith("utf-16") else None


_TEXT_CODECS = frozenset(
    codecs.lookup(name).name
    for name in (
        *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "ascii"),
        *(f"cp125{n}" for n in range(9)),
        *(f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16)),
        *("koi8-r", "koi8-u", "cp437", "cp850", "cp866", "cp874", "cp932", "cp949", "cp950", "mac-roman"),
        *("shift_jis", "euc_jp", "iso2022_jp", "euc_kr", "gb2312", "gbk", "gb18030", "big5"),
    )
)


def _utf_16_without_mark(body: bytes) -> str | None:
    """Return how a text of mostly Latin letters, every other byte zero, is encoded; None for others."""
    sample = body[:4096]
    if len(sample) < 8 or len(body) % 2:
        return None
    even, odd = sample[::2].count(0) / len(sample[::2]), sample[1::2].count(0) / len(sample[1::2])
    if odd > 0.6 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 and odd < 0.1 else None


def _vet(text: str) -> str:
    """Return the text, of which at most a tenth is no character. Raises ParsingFailed."""
    sample = text[:: max(len(text) // _SAMPLE, 1)]
    if sample and unreadable(sample) / len(sample) > _UNREADABLE_SHARE:
        raise ParsingFailed(ParsingProblem.WRONG_TYPE, "the file is not text")
    return text


def unreadable(text: str) -> int:
    """Return how many characters of a text are none: controls, private use, replacements, unassigned."""
    return sum(1 for each in text if _is_unreadable(each))


def _is_unreadable(character: str) -> bool:
    code = ord(character)
    if code < 128:
        return code < 32 and character not in "\t\n\r\f\v\x1b\x1a"
    return character == "\N{REPLACEMENT CHARACTER}" or unicodedata.category(character) in {"Co", "Cn", "Cs", "Cc"}
