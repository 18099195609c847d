"""Numbers that a word processor prints before headings and list items, counted as it counts them."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element  # nosec B405 - the type; defusedxml parses

from chalicelib.gateways.document_parsing.docx_package import attribute, child, local_name
from chalicelib.gateways.document_parsing.labels import format_count

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


class NumberedLevel(NamedTuple):
    """How a level of a list is printed."""

    form: str
    text: str
    start: int
    legal: bool


class Numbering:
    """The lists of a document, each with where it has come to."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, NumberedLevel]] = {}
        self._lists: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        for each in root if root is not None else ():
            if local_name(each) == "abstractNum":
                self._levels[attribute(each, "abstractNumId") or ""] = dict(_read_levels(each))
        for each in root if root is not None else ():
            if local_name(each) == "num":
                self._read_list(each)

    def _read_list(self, number: Element) -> None:
        identifier = attribute(number, "numId") or ""
        self._lists[identifier] = attribute(child(number, "abstractNumId"), "val") or ""
        for each in number:
            level = _whole(attribute(each, "ilvl"))
            start = attribute(child(each, "startOverride"), "val")
            if local_name(each) == "lvlOverride" and start is not None:
                self._restarts.setdefault(identifier, {})[level] = _whole(start)

    def label(self, identifier: str, level: int) -> str | None:
        """Return what is printed before the next paragraph of this list and level (from 0); None where nothing is."""
        abstract = self._lists.get(identifier)
        levels = self._levels.get(abstract or "", {})
        if abstract is None or not 0 <= level < LEVELS or level not in levels:
            return None
        counts = self._counts.setdefault(abstract, [None] * LEVELS)
        if identifier not in self._begun:
            self._begun.add(identifier)
            for at, start in self._restarts.get(identifier, {}).items():
                if 0 <= at < LEVELS:
                    counts[at] = start - 1
        before = counts[level]
        counts[level] = levels[level].start if before is None else before + 1
        counts[level + 1 :] = [None] * (LEVELS - level - 1)
        return self._print(levels, counts, level)

    @staticmethod
    def _print(levels: dict[int, NumberedLevel], counts: list[int | None], level: int) -> str | None:
        here = levels[level]
        if here.form == "bullet":
            return None

        def put(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            other = levels.get(at, here)
            count = counts[at]
            return format_count(other.start if count is None else count, "decimal" if here.legal else other.form)

        return _PLACE.sub(put, here.text).strip() or None


def _read_levels(abstract: Element) -> Iterator[tuple[int, NumberedLevel]]:
    for each in abstract:
        if local_name(each) == "lvl":
            yield (
                _whole(attribute(each, "ilvl")),
                NumberedLevel(
                    attribute(child(each, "numFmt"), "val") or "decimal",
                    (attribute(child(each, "lvlText"), "val") or "")[:60],
                    _whole(attribute(child(each, "start"), "val") or "1"),
                    child(each, "isLgl") is not None,
                ),
            )


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else 0
