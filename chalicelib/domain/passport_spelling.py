"""How a passport spells a name in Latin letters: proposed by the tables of ICAO Doc 9303, part 3, section 6, which its
bearer confirms or corrects.

The tables are those of Latin, Cyrillic and Arabic letters. For other scripts, and for letters that no table has,
nothing is proposed: a guess would be somebody else's name. The machine-readable line has a filler for a hyphen and
leaves an apostrophe out; both stay here, since carriers take them.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.person_names import APOSTROPHES
from chalicelib.domain.text import LONGEST_NAME

LATIN_NAME_PATTERN = "[A-Z]([A-Z' -]*[A-Z'])?"
_LATIN = re.compile(LATIN_NAME_PATTERN)
LatinName = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=LONGEST_NAME,
        pattern=f"^{LATIN_NAME_PATTERN}$",
        description="As spelled in the machine-readable lines of the passport: letters from A to Z",
        examples=["ANNA MARIA"],
    ),
]


class SpellingStatus(StrEnum):
    """Where the Latin spelling of a name comes from: the name itself, its bearer, or a proposal that is not confirmed;
    or it is missing, since nothing can be proposed for the script."""

    AS_WRITTEN = "as_written"
    CONFIRMED = "confirmed"
    PROPOSED = "proposed"
    MISSING = "missing"


MOST_PROPOSED = 4

# Whose hyphens and apostrophes are those of ASCII, and what no machine-readable line has.
_PUNCTUATION = {**dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys("‐‑־", "-"), **dict.fromkeys(".·", "")}

# Latin national letters that are more than a letter and a mark; the second spelling is one that passports have as well.
_NATIONAL: Mapping[str, tuple[str, ...]] = {
    "Ä": ("AE", "A"),
    "Å": ("AA", "A"),
    "Æ": ("AE",),
    "Ð": ("D",),
    "Đ": ("D",),
    "Ħ": ("H",),
    "Ĳ": ("IJ",),
    "ĸ": ("Q",),
    "Ł": ("L",),
    "Ŀ": ("L",),
    "Ñ": ("N",),
    "Ŋ": ("N",),
    "Ö": ("OE", "O"),
    "Ø": ("OE", "O"),
    "Œ": ("OE",),
    "ß": ("SS",),
    "ẞ": ("SS",),
    "Ŧ": ("T",),
    "Ü": ("UE", "U"),
    "Þ": ("TH",),
    "I": ("I",),
}

_CYRILLIC = {
    "А": "A", "Б": "B", "В": "V", "Г": "G", "Д": "D", "Е": "E", "Ё": "E", "Ж": "ZH", "З": "Z", "И": "I",
    "І": "I", "Й": "I", "К": "K", "Л": "L", "М": "M", "Н": "N", "О": "O", "П": "P", "Р": "R", "С": "S",
    "Т": "T", "У": "U", "Ф": "F", "Х": "KH", "Ц": "TS", "Ч": "CH", "Ш": "SH", "Щ": "SHCH", "Ы": "Y", "Ъ": "IE",
    "Э": "E", "Ю": "IU", "Я": "IA", "Ѵ": "Y", "Ґ": "G", "Ў": "U", "Ѫ": "U", "Ѓ": "G", "Ђ": "D", "Ѕ": "DZ",
    "Ј": "J", "Ќ": "K", "Љ": "LJ", "Њ": "NJ", "Һ": "C", "Џ": "DZ", "Є": "IE", "Ї": "I", "Ћ": "C", "Ь": "_",
}  # fmt: skip
# What the table has otherwise for a language; whose it is, the nationality says, or letters that only it has.
_LANGUAGES: Mapping[str, Mapping[str, str]] = {
    "BY": {"Г": "H", "Ё": "IO"},
    "BG": {"Щ": "SHT"},
    "MK": {"Ѓ": "GJ", "Ќ": "KJ", "Х": "H", "Ц": "C", "Џ": "DJ"},
    "RS": {"Г": "H", "Ж": "Z", "Х": "H", "Ц": "C", "Ч": "C", "Ш": "S"},
    "RS-Latn": {"Ж": "Z", "Х": "H", "Ц": "C", "Ч": "C", "Ш": "S"},  # as Serbian itself is written in Latin letters
    "UA": {"Г": "H", "И": "Y"},
}
_ONLY_IN = {"BY": "Ў", "MK": "ЃЌЅ", "RS": "ЂЋ", "UA": "ЄЇҐ"}

_ARABIC = {
    "ء": "XE", "آ": "XAA", "أ": "XAE", "ؤ": "U", "إ": "I", "ئ": "XI", "ا": "A", "ب": "B", "ة": "XTA", "ت": "T",
    "ث": "XTH", "ج": "J", "ح": "XH", "خ": "XKH", "د": "D", "ذ": "XDH", "ر": "R", "ز": "Z", "س": "S", "ش": "XSH",
    "ص": "XSS", "ض": "XDZ", "ط": "XTT", "ظ": "XZZ", "ع": "E", "غ": "G", "ف": "F", "ق": "Q", "ك": "K", "ل": "L",
    "م": "M", "ن": "N", "ه": "H", "و": "W", "ى": "XAY", "ي": "Y", "ٱ": "XXA", "ٹ": "XXT", "ټ": "XRT", "پ": "P",
    "ځ": "XKE", "څ": "XXH", "چ": "XC", "ڈ": "XXD", "ډ": "XDR", "ڑ": "XXR", "ړ": "XRR", "ږ": "XRX", "ژ": "XJ",
    "ښ": "XXS", "ک": "XKK", "ګ": "XXK", "ڭ": "XNG", "گ": "XGG", "ں": "XNN", "ڼ": "XXN", "ھ": "XDO", "ۀ": "XYH",
    "ہ": "XXG", "ۂ": "XGE", "ۃ": "XTG", "ی": "XYA", "ۍ": "XXY", "ې": "Y", "ے": "XYB", "ۓ": "XBE",
}  # fmt: skip
_SHADDA = "\u0651"
_NOT_ENCODED = frozenset("\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0652\u0670\u200c\u200d")


def plain_spelling(name: str) -> str | None:
    """Return a name as it is spelled in any passport, if it has no letters but those of A to Z; else None."""
    plain = _tidy("".join(_PUNCTUATION.get(each, each) for each in name))
    return plain.upper() if plain.isascii() and _LATIN.fullmatch(plain.upper()) else None


def propose_spellings(name: str, nationality: str | None = None) -> tuple[str, ...]:
    """Return how a passport may spell a name, the likeliest first; nothing where a letter of it is in no table."""
    language = _language_of(name, nationality)
    found = [spelled for each in (language, f"{language}-Latn", None) for spelled in _spell(name, each)]
    return tuple(dict.fromkeys(found))[:MOST_PROPOSED]


def is_latin_name(name: str) -> bool:
    """Return whether this is a name as a carrier takes it: letters from A to Z, spaces, hyphens and apostrophes."""
    return _LATIN.fullmatch(name) is not None


def tidy_latin_name(text: str) -> str:
    """Return what somebody writes for their Latin spelling as it is kept: in capitals, without what a ticket lacks."""
    return plain_spelling(text) or _tidy(text).upper()


def spell(name: str, confirmed: str | None, nationality: str | None = None) -> tuple[str | None, SpellingStatus]:
    """Return the Latin spelling of a name, and where it comes from; None for one that has to be given."""
    if confirmed is not None:
        return confirmed, SpellingStatus.CONFIRMED
    if plain := plain_spelling(name):
        return plain, SpellingStatus.AS_WRITTEN
    proposed = next(iter(propose_spellings(name, nationality)), None)
    return proposed, SpellingStatus.PROPOSED if proposed else SpellingStatus.MISSING


def _spell(name: str, language: str | None) -> Iterator[str]:
    """Yield each spelling: as the tables have it first, then with the other spelling of each national letter."""
    words = unicodedata.normalize("NFC", name).upper().replace("ẞ", "SS").split(" ")
    spelled = [list(_spell_word(word, language)) for word in words]
    for variant in (0, 1):
        chosen = [each[min(variant, len(each) - 1)] if each else None for each in spelled]
        whole = _tidy(" ".join(word for word in chosen if word is not None))
        if None not in chosen and _LATIN.fullmatch(whole):
            yield whole


def _spell_word(word: str, language: str | None) -> Iterator[str]:
    letters = [_spell_letter(word, place, language) for place in range(len(word))]
    if all(letters):
        yield "".join(each[0] for each in letters).replace("_", "")
        yield "".join(each[-1] for each in letters).replace("_", "")


def _spell_letter(word: str, place: int, language: str | None) -> tuple[str, ...]:
    """Return the spellings of one letter; `_` for one that is not spelled; none for one that no table has."""
    each = word[place]
    if each in _NOT_ENCODED or (each == _SHADDA and place == 0):
        return ("_",)
    if each == _SHADDA:  # it doubles the letter before it
        return _spell_letter(word, place - 1, language)
    if each == "ة" and place == len(word) - 1:
        return ("XAH",)
    known = _LANGUAGES.get(language or "", {}).get(each) or _CYRILLIC.get(each) or _ARABIC.get(each)
    if known is not None:
        return (known,)
    if each in _PUNCTUATION or each in "'-":
        return (_PUNCTUATION.get(each, each) or "_",)
    return _NATIONAL.get(each) or _without_marks(each)


def _without_marks(each: str) -> tuple[str, ...]:
    """Return the letter from A to Z that is left of one with marks."""
    if unicodedata.category(each) == "Mn" and "\u0300" <= each <= "\u036f":
        return ("_",)
    base = unicodedata.normalize("NFD", each)[0]
    return (base,) if "A" <= base <= "Z" else ()


def _language_of(name: str, nationality: str | None) -> str | None:
    letters = set(name.upper())
    shown = [language for language, only in _ONLY_IN.items() if letters & set(only)]
    return next(iter(shown), nationality)


def _tidy(text: str) -> str:
    return re.sub(" +", " ", text).strip(" ")
