"""Styles of a DOCX: which are headings, captions, titles and tables of contents, and which carry numbers."""

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element  # nosec B405 - the type; defusedxml parses

from chalicelib.gateways.document_parsing.docx_package import attribute, child, local_name

_HEADING = re.compile(r"heading\s*([1-9])$", re.IGNORECASE)
_DEEPEST_CHAIN = 20


class Style(NamedTuple):
    """What a paragraph style says, before what it is based on is asked."""

    name: str
    based_on: str | None
    outline: int | None
    list_id: str | None
    list_level: int | None


class Styles:
    """The paragraph styles of a document."""

    def __init__(self, root: Element | None) -> None:
        self._styles = {
            attribute(each, "styleId") or "": _read(each)
            for each in (root if root is not None else ())
            if local_name(each) == "style"
        }

    def heading_level(self, identifier: str | None) -> int | None:
        """Return the depth of the heading that a style makes, from 1; None when it makes none."""
        for style in self._chain(identifier):
            if found := _HEADING.match(style.name):
                return int(found[1])
            if style.outline is not None:
                return style.outline + 1 if style.outline < 9 else None
        return int(found[1]) if identifier and (found := _HEADING.match(identifier)) else None

    def numbering(self, identifier: str | None) -> tuple[str | None, int | None]:
        """Return the list and the level (from 0) that a style numbers its paragraphs by."""
        list_id, level = None, None
        for style in self._chain(identifier):
            list_id = list_id if list_id is not None else style.list_id
            level = level if level is not None else style.list_level
        return list_id, level

    def is_called(self, identifier: str | None, name: str) -> bool:
        """Return whether a style, or one that it is based on, has a name that begins so (in lower case)."""
        names = [style.name for style in self._chain(identifier)] or [identifier or ""]
        return any(each.lower().startswith(name) for each in names)

    def _chain(self, identifier: str | None) -> list[Style]:
        chain: list[Style] = []
        while identifier in self._styles and len(chain) < _DEEPEST_CHAIN:
            chain.append(self._styles[identifier])
            identifier = chain[-1].based_on
        return chain


def _read(style: Element) -> Style:
    properties = child(style, "pPr")
    return Style(
        attribute(child(style, "name"), "val") or "",
        attribute(child(style, "basedOn"), "val"),
        outline_of(properties),
        attribute(child(properties, "numPr", "numId"), "val"),
        level_of(child(properties, "numPr", "ilvl")),
    )


def outline_of(properties: Element | None) -> int | None:
    """Return the outline level that paragraph properties name, from 0."""
    return level_of(child(properties, "outlineLvl"))


def level_of(element: Element | None) -> int | None:
    """Return a level, from 0, None for what is none."""
    value = attribute(element, "val")
    return int(value) if value is not None and value.isdecimal() and len(value) < 3 else None
