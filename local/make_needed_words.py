"""Makes data/needed_words.json beside the patterns of the reading: for each of them what a text that it matches needs.

Of each pattern every way to match is followed: what stands in all of them is needed, and of alternatives one. The
patterns are read as `re` reads them itself.
"""

import importlib
import json
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from re import _constants as codes  # Python's own reading of a pattern,
from re import _parser as parser  # which nothing else says so exactly
from typing import Any

from chalicelib.domain import trip_requests
from chalicelib.domain.trip_requests import late_patterns
from chalicelib.domain.trip_requests.late_patterns import LatePattern, name_of

TARGET = late_patterns.FILE
_MOST = 200  # to look for more takes as long as to look for the pattern
_ASCII = 128
_LARGEST_RANGE = 10  # the digits
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)

Needed = frozenset[str]
NOTHING: Needed = frozenset()


def main() -> int:
    """Write the file."""
    patterns = find_patterns()
    made = make_file(patterns)
    TARGET.write_text(made, encoding="utf-8")
    print(f"needed words: {len(patterns)} patterns, {len(json.loads(made))} need some")
    return 0


def find_patterns() -> list[LatePattern]:
    """Return every pattern that the modules of the reading hold, each once."""
    names = [each.name for each in pkgutil.walk_packages(trip_requests.__path__, f"{trip_requests.__name__}.")]
    values = [value for name in names for value in vars(importlib.import_module(name)).values()]
    found = {name_of(each.pattern, each.flags): each for value in values for each in _patterns_in(value)}
    return [found[name] for name in sorted(found)]


def _patterns_in(value: object) -> Iterator[LatePattern]:
    """Yield the patterns in what a module holds: alone, or in tables of them."""
    match value:
        case LatePattern():
            yield value
        case tuple() | list() | frozenset():
            for each in value:
                yield from _patterns_in(each)
        case dict():
            yield from _patterns_in((*value, *value.values()))
        case _:
            return


def make_file(patterns: Iterable[LatePattern]) -> str:
    """Return what the file holds of these patterns, a line for each that needs something."""
    lines = [
        f"{json.dumps(name_of(each.pattern, each.flags))}: {json.dumps(sorted(needed))}"
        for each in patterns
        if (needed := find_needed(each.pattern, each.flags))
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def find_needed(pattern: str, flags: int = 0) -> Needed:
    """Return texts in small letters, one of which is in every text that the pattern matches; nothing where there are no
    such texts, or none that few texts have."""
    needed = _of_all(parser.parse(pattern, flags))
    return NOTHING if any(each.isspace() or (len(each) == 1 and each.isalpha()) for each in needed) else needed


def _of_all(parsed: Any) -> Needed:
    """Return what a sequence needs: the best of what its pieces do, of which letters in a row are one."""
    best, letters = NOTHING, ""
    for code, argument in (*parsed, (None, None)):
        if code is codes.LITERAL and argument < _ASCII:
            letters += chr(argument).lower()
            continue
        best = max(best, frozenset({letters} if letters else ()), _of_one(code, argument), key=_worth)
        letters = ""
    return best


def _of_one(code: Any, argument: Any) -> Needed:
    if code is codes.SUBPATTERN:
        return _of_all(argument[-1])
    if code is codes.ATOMIC_GROUP:
        return _of_all(argument)
    if code is codes.ASSERT:
        return _of_all(argument[1])
    if code in _REPEATS:
        least, _most, repeated = argument
        return _of_all(repeated) if least else NOTHING
    if code is codes.BRANCH:
        return _of_any([_of_all(each) for each in argument[1]])
    if code is codes.IN:
        return _of_any([_of_member(*each) for each in argument])
    return NOTHING


def _of_member(code: Any, argument: Any) -> Needed:
    """Return what a member of a set needs."""
    if code is codes.LITERAL and argument < _ASCII:
        return frozenset(chr(argument).lower())
    if code is codes.RANGE and argument[1] < _ASCII and argument[1] - argument[0] < _LARGEST_RANGE:
        return frozenset(chr(each).lower() for each in range(argument[0], argument[1] + 1))
    return NOTHING


def _of_any(alternatives: list[Needed]) -> Needed:
    """Return what alternatives need together, without what has another in it."""
    if not all(alternatives):
        return NOTHING
    together = frozenset[str]().union(*alternatives)
    shortest = frozenset(each for each in together if not any(one != each and one in each for one in together))
    return shortest if len(shortest) <= _MOST else NOTHING


def _worth(needed: Needed) -> tuple[int, int]:
    """Long texts are found seldom, and few of them soon."""
    return (min(map(len, needed)), -len(needed)) if needed else (0, 0)


if __name__ == "__main__":
    sys.exit(main())
