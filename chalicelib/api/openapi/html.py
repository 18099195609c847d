"""HTML without surprises: text is escaped wherever it comes from, and only elements made here are elements."""

import re
from collections.abc import Iterable
from html import escape

_EMPTY = frozenset({"meta", "link", "br", "input"})


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def text(value: object) -> Html:
    """Return `value` as text; Html stays as it is."""
    return value if isinstance(value, Html) else Html(escape(str(value)))


def element(tag: str, /, *children: object, **attributes: str) -> Html:
    """Return `<tag ...>children</tag>`; an attribute's `_` is a hyphen, and nothing at its end (`class_`,
    `aria_label`)."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items() if value
    )
    if tag in _EMPTY:
        return Html(f"<{tag}{written}>")
    return Html(f"<{tag}{written}>{join(children)}</{tag}>")


def join(parts: Iterable[object], between: str = "") -> Html:
    """Return all `parts`, one after the other."""
    return Html(escape(between).join(text(part) for part in parts))


def prose(words: str) -> Html:
    """Return paragraphs with `code` in them."""
    paragraphs = [each for each in re.split(r"\n\s*\n", words.strip()) if each]
    return join(element("p", inline(each)) for each in paragraphs)


def inline(words: str) -> Html:
    """Render a sentence with `code` and **stress** in it."""
    parts = re.split(r"(`[^`]+`|\*\*[^*]+\*\*)", " ".join(words.split()))
    return join(_mark(part) for part in parts)


def _mark(part: str) -> Html:
    if part.startswith("`") and part.endswith("`") and len(part) > 2:
        return element("code", part[1:-1])
    if part.startswith("**") and part.endswith("**") and len(part) > 4:
        return element("strong", part[2:-2])
    return text(part)
