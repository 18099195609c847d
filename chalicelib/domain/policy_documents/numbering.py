"""Numbers of sections as they are printed: `4.2`, `§ 301-10.121`, `Article 5`, `IV.`, `Appendix B`."""

import re
from collections.abc import Iterable
from typing import NamedTuple

# What stands before a number in documents of the languages that policies come in, in lower case.
_WORDS = (
    "chapter", "section", "sec.", "article", "art.", "part", "subpart", "subchapter", "appendix", "annex", "annexe",
    "schedule", "exhibit", "attachment", "clause", "rule", "title", "kapitel", "abschnitt", "artikel", "teil", "anhang",
    "anlage", "ziffer", "punkt", "chapitre", "partie", "capítulo", "sección", "artículo", "apéndice", "anexo", "parte",
    "capitolo", "sezione", "articolo", "allegato", "hoofdstuk", "bijlage", "deel", "kapittel", "bilaga", "bilag",
    "rozdział", "załącznik", "глава", "раздел", "статья", "приложение",
)  # fmt: skip
_WORD = "|".join(re.escape(word) for word in _WORDS)
_DECIMAL = r"\d{1,4}[a-zA-Z]?(?:[.\-–]\d{1,4}[a-zA-Z]?)*"
_ROMAN = r"(?:X{1,3}|X[LC]|L?X{0,3})(?:IX|IV|V?I{0,3})"
_ANY = rf"(?:{_DECIMAL}|[IVXLC]{{1,7}}|[A-Z](?:[.\-]\d{{1,3}})*)"
_SEPARATOR = r"(?:\s*[:.)—–|]\s*|\s+-\s+|\s+|$)"

_NAMED = re.compile(rf"(?P<number>(?:{_WORD})\s+{_ANY})(?![\w])(?!\.\d){_SEPARATOR}", re.IGNORECASE)
_SIGN = re.compile(rf"(?P<number>§+\s*(?:§\s*)?{_ANY})(?![\w]){_SEPARATOR}")
_PLAIN = re.compile(
    r"(?P<number>\d{1,3}-\d{1,4}(?:\.\d{1,4})*"  # as regulations have it: 301-10.121
    r"|\d{1,3}[a-z]?(?:\.\d{1,3}[a-z]?)+[.)]?"  # 4.2, 4.2., 4.2.1a
    r"|\d{1,3}[a-z]?[.)]"  # 4.
    r"|[A-Z](?:\.\d{1,3})+[.)]?"  # A.1
    r"|[A-Z][.)]"  # B.
    rf"|(?=[IVXL]){_ROMAN}[.)]"
    r"|\d{1,2}(?=\s)"  # 4
    r")(?:\s+|$|(?<=[.)])(?=[^\W\d_]))"
)
_BARE = re.compile(r"\d{1,2}")
_AT_END = re.compile(r"(?<![\d-])\d{1,3}(?:\.\d{1,3})*[.)]?$")
_DECIMALS = re.compile(r"(\d{1,3})((?:\.\d{1,3})*)[.)]?")


class Numbered(NamedTuple):
    """A heading apart: its number as printed, None without one, and the rest."""

    number: str | None
    heading: str


def split_number(line: str) -> Numbered:
    """Return the number that the line begins with, and the rest; whitespace in `line` is single spaces."""
    for form in (_NAMED, _SIGN, _PLAIN):
        found = form.match(line)
        if found and _is_number(found["number"], line):
            return Numbered(_as_printed(found["number"]), line[found.end() :].lstrip(" .:—–-|"))
    return Numbered(None, line)


def same_number(one: str, other: str) -> bool:
    """Return whether two numbers mean the same section, whatever signs, dots, spaces and letter case they come with."""
    return comparable(one) == comparable(other)


def comparable(number: str) -> str:
    """Return the number without signs, spaces and closing dots, in lower case."""
    return re.sub(r"[§\s]", "", number).rstrip(".):").casefold()


def is_named(line: str) -> bool:
    """Return whether the line begins with a word and a number, or a section sign: `Article 5`, `§ 4`."""
    return bool(_NAMED.match(line) or _SIGN.match(line))


def is_bare(number: str) -> bool:
    """Return whether it is an integer without any sign: `3 nights` may be no section."""
    return bool(_BARE.fullmatch(number))


def follows(number: str, earlier: Iterable[str]) -> bool:
    """Return whether a decimal number continues the earlier ones: 4.3 after 4.2, 4.3.1 after 4.3, 5 after 4.9."""
    parts = decimal_parts(number)
    if parts is None:
        return False
    seen = {each for each in map(_decimals_at_end, earlier) if each}
    heads = {each[: len(parts)] for each in seen}
    *above, last = parts
    first = last <= 1 and (not above or tuple(above) in {each[: len(above)] for each in seen} or above == [1])
    return first or any((*above, last - back) in heads for back in (1, 2))


def decimal_parts(number: str) -> tuple[int, ...] | None:
    """Return `4.2.` as (4, 2), None for what is no decimal number."""
    found = _DECIMALS.fullmatch(number)
    return tuple(int(part) for part in number.rstrip(".)").split(".")) if found else None


def _decimals_at_end(number: str) -> tuple[int, ...] | None:
    """Return the decimals of `Article 2` or `§ 2` too."""
    found = _AT_END.search(number)
    return decimal_parts(found[0]) if found else None


def depth(number: str | None) -> int:
    """Return how many parts a decimal number has, 0 for others."""
    return len(decimal_parts(number) or ()) if number else 0


def named_depth(number: str) -> int:
    """Return how deep what is called so stands in most documents: a chapter above its sections."""
    word = number.split(maxsplit=1)[0].casefold() if number else ""
    if word in {"subpart", "section", "sec.", "clause", "rule", "abschnitt", "sección", "sezione", "раздел"}:
        return 3 if word == "subpart" else 2
    if word in {"part", "subchapter", "teil", "partie", "parte", "deel"}:
        return 2
    return 4 if number.startswith("§") else 1


def _is_number(number: str, line: str) -> bool:
    rest = line[len(number) :].lstrip()
    if is_bare(number):  # a day, a price, a count: `12 May`, `3 %`
        return bool(rest) and rest[0].isalpha() and not rest[0].islower()
    return not (number[0].isdigit() and rest[:1] in {"%", "€", "$", "£"})


def _as_printed(number: str) -> str:
    return re.sub(r"^(§+) ?§ ?", "§ ", number) if number.startswith("§ §") else number.rstrip(" ")
