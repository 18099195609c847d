"""Patterns of many words: built so that a place in a text where none of them begins is passed at once, and so that each
of the words is found in steps of its letters, however many there are. Where words go on alike, that stands there once
as far as it can: whoever imports a pattern compiles each of its letters."""

import re
from collections.abc import Iterable
from typing import NamedTuple

_END = ""
_Tree = dict[str, "_Tree"]


class _Node(NamedTuple):
    """What may follow a beginning: nothing more, where a word `ends`; letters, and the node of what follows them."""

    ends: bool
    after: tuple[tuple[str, int], ...]


def any_of(words: Iterable[str]) -> str:
    """Return a pattern of any of these words, the longest that fits."""
    tree: _Tree = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[_END] = {}
    numbers: dict[_Node, int] = {}
    first = _number(tree, numbers)
    return _pattern(list(numbers), first, None)


def _number(tree: _Tree, numbers: dict[_Node, int]) -> int:
    """Return the number of a tree's node, which is above the numbers of all that follows; those alike have the same."""
    after = tuple((letter, _number(rest, numbers)) for letter, rest in sorted(tree.items()) if letter)
    return numbers.setdefault(_Node(_END in tree, after), len(numbers))


def _pattern(nodes: list[_Node], number: int, until: int | None) -> str:
    """Return the pattern of what leads from a node to another, or to the ends of words where `until` is none."""
    node = nodes[number]
    if number == until or not node.after:
        return ""
    shared = _find_shared(nodes, number)
    letters: dict[int, list[str]] = {}
    for letter, following in node.after:
        letters.setdefault(following, []).append(re.escape(letter))
    branches = [_one_of(some) + _pattern(nodes, following, shared) for following, some in letters.items()]
    joined = branches[0] if len(branches) == 1 and not node.ends else f"(?:{'|'.join(branches)})"
    if shared is None:
        return f"{joined}?" if node.ends else joined
    return joined + _pattern(nodes, shared, until)


def _one_of(letters: list[str]) -> str:
    return letters[0] if len(letters) == 1 else f"[{''.join(letters)}]"


def _find_shared(nodes: list[_Node], number: int) -> int | None:
    """Return the nearest node that every way on from a node leads through; none where a word may end before."""
    reached = {number}
    while not nodes[max(reached)].ends:
        highest = max(reached)
        reached = reached - {highest} | {following for _, following in nodes[highest].after}
        if len(reached) == 1:
            return reached.pop()
    return None
