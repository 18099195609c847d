"""Patterns of many words: built so that a place in a text where none of them begins is passed at once, and so that each
of the words is found in steps of its letters, however many there are."""

import re
from collections.abc import Iterable

_END = ""
_Tree = dict[str, "_Tree"]


def any_of(words: Iterable[str]) -> str:
    """Return a pattern of any of these words, the longest that fits."""
    tree: _Tree = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[_END] = {}
    return _pattern(tree)


def _pattern(tree: _Tree) -> str:
    branches = [re.escape(letter) + _pattern(rest) for letter, rest in sorted(tree.items()) if letter]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and _END not in tree else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if _END in tree else joined
