"""Draws texts that a pattern matches, or nearly does: what stands around a match is not looked at."""

import random
import string
from collections.abc import Callable
from re import _constants as codes  # Python's own reading of a pattern,
from re import _parser as parser  # which nothing else says so exactly
from typing import Any

_MOST_REPEATS = 3
_LARGEST_RANGE = 200
_OF_CATEGORY = {
    codes.CATEGORY_DIGIT: string.digits,
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_WORD: string.ascii_letters + string.digits,
    codes.CATEGORY_NOT_DIGIT: string.ascii_letters + " ",
    codes.CATEGORY_NOT_SPACE: string.ascii_letters + string.digits,
    codes.CATEGORY_NOT_WORD: " ,.;:-",
}
_PRINTABLE = string.ascii_letters + string.digits + " ,.-"


def draw_match(pattern: str, draw: random.Random) -> str:
    """Return a text that `pattern` matches, where its surroundings allow it to."""
    return _draw_all(parser.parse(pattern), draw)


def _draw_all(parsed: Any, draw: random.Random) -> str:
    return "".join(_DRAWN[code](argument, draw) for code, argument in parsed)


def _draw_other(letter: int, draw: random.Random) -> str:
    return draw.choice(_PRINTABLE.replace(chr(letter), ""))


def _draw_repeated(argument: Any, draw: random.Random) -> str:
    least, most, repeated = argument
    times = draw.randint(int(least), min(int(most), int(least) + _MOST_REPEATS))
    return "".join(_draw_all(repeated, draw) for _ in range(times))


def _draw_of_set(members: list[tuple[Any, Any]], draw: random.Random) -> str:
    if members[0][0] is codes.NEGATE:
        excluded = {letter for code, argument in members[1:] for letter in _letters_of(code, argument)}
        return draw.choice([letter for letter in _PRINTABLE if letter not in excluded] or ["~"])
    code, argument = draw.choice(members)
    return draw.choice(_letters_of(code, argument))


def _letters_of(code: Any, argument: Any) -> str:
    match code:
        case codes.LITERAL:
            return chr(argument)
        case codes.RANGE:
            return "".join(map(chr, range(argument[0], min(argument[1], argument[0] + _LARGEST_RANGE) + 1)))
        case codes.CATEGORY:
            return _OF_CATEGORY[argument]
        case _:
            raise ValueError(f"A set holds what is not drawn here: {code}")


def _draw_nothing(_argument: Any, _draw: random.Random) -> str:
    return ""


_DRAWN: dict[Any, Callable[[Any, random.Random], str]] = {
    codes.LITERAL: lambda letter, _: chr(letter),
    codes.NOT_LITERAL: _draw_other,
    codes.ANY: lambda _, draw: draw.choice(_PRINTABLE),
    codes.IN: _draw_of_set,
    codes.CATEGORY: lambda category, draw: draw.choice(_OF_CATEGORY[category]),
    codes.BRANCH: lambda branches, draw: _draw_all(draw.choice(branches[1]), draw),
    codes.SUBPATTERN: lambda group, draw: _draw_all(group[-1], draw),
    codes.ATOMIC_GROUP: _draw_all,
    codes.MAX_REPEAT: _draw_repeated,
    codes.MIN_REPEAT: _draw_repeated,
    codes.POSSESSIVE_REPEAT: _draw_repeated,
    codes.AT: _draw_nothing,
    codes.ASSERT: _draw_nothing,
    codes.ASSERT_NOT: _draw_nothing,
    codes.GROUPREF: _draw_nothing,
    codes.GROUPREF_EXISTS: _draw_nothing,
}
