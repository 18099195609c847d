"""Names of places in a text: where one starts, where one ends, and whether two mean the same place."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import islice

from chalicelib.domain.places.normalization import fold
from chalicelib.domain.places.place import Place
from chalicelib.domain.places.resolver import (
    is_airport,
    may_name_place,
    most_words_of_a_name,
    names_place,
    resolve_place,
)
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.text.words import Words, is_filler
from chalicelib.errors import AmbiguousRequest, InvalidInput

MOST_WORDS_IN_A_PLACE = 7
# Of the region and the country behind a name.
_WORDS_BEHIND = 6
_LONGEST_NAME, _LONGEST_WORD = 100, 40


def place_at_end(part: str) -> str | None:
    """Return the longest end of `part` that names a place; in lower case only after nothing but filler."""
    part = part.rstrip(" ,")
    for token in list(re.finditer(r"[^\s,]\S*", part))[-MOST_WORDS_IN_A_PLACE:]:
        candidate = part[token.start() :]
        after_filler = all(is_filler(word.strip(",")) or word == "," for word in part[: token.start()].split())
        if not is_filler(candidate) and (after_filler or candidate[0].isupper()) and is_place(candidate):
            return candidate
    return None


# Two names before a day, as in "Pune Delhi on 3 March"; behind such a word they are somebody's.
_SIDE_BY_SIDE = LatePattern(
    r"(?<!\bfor )(?<!\bwith )(?<!\bmr )(?<!\bms )(?<!\bmrs )(?<!\bdr )(?<![\w'-])"
    r"(?P<one>[^\W\d_a-z][^\W\d_]{2,20}|[a-z]{5,20}) "
    r"(?P<other>[^\W\d_a-z][^\W\d_]{2,20}|[a-z]{5,20})(?=,? (?:(?:on|at|for|leaving|departing|going|out) )?(?:the )?"
    r"[0-9]{1,2}(?:st|nd|rd|th)?\b)",
)


# "Dubai-Cape Town-Dubai": names of one or more words, joined by hyphens.
_WORDS_OF_A_NAME = r"[^\W\d_a-z][^\W\d_]{1,20}(?: (?:(?:de|del|do|da) )?[^\W\d_a-z][^\W\d_]{1,20}){0,3}"
_JOINED_NAMES = LatePattern(rf"(?<![\w-]){_WORDS_OF_A_NAME}(?:-{_WORDS_OF_A_NAME}){{1,3}}(?![\w-])")


def part_joined_names(words: Words) -> None:
    """Split "Dubai-Riyadh" and "Dubai Riyadh on 3 March", which are two places where they are not the name of one."""
    for match in reversed(list(re.finditer(r"(?<![\w-])[^\W\d_]{3,}(?:-[^\W\d_]{3,})+(?![\w-])", words.text))):
        if not is_place(match[0]) and all(map(is_place, match[0].split("-"))):
            words.text = words.text[: match.start()] + match[0].replace("-", " - ") + words.text[match.end() :]
    for match in reversed(list(_JOINED_NAMES.finditer(words.text))):
        first, *others = match[0].split("-")
        if all(map(is_place, others)) and place_at_end(first) and not is_place(match[0]):
            words.text = words.text[: match.start()] + match[0].replace("-", " - ") + words.text[match.end() :]
    for match in reversed(list(_SIDE_BY_SIDE.finditer(words.text))):
        names = (match["one"], match["other"])
        is_code = names[1].isupper() and not names[0].isupper()  # "Basel SBB" is a station
        if not (is_code or is_place(match[0])) and all(is_place(name) and not is_filler(name) for name in names):
            words.text = f"{words.text[: match.end('one')]} - {words.text[match.start('other') :]}"


_STOP = LatePattern(r"[¦;!?]|\.(?=\s|$)")


def place_at_start(chunk: str, known: Callable[[str], bool] = names_place) -> str | None:
    """Return the longest beginning of `chunk` that names a place."""
    part = _STOP.split(chunk[: _LONGEST_NAME + 1], maxsplit=1)[0]
    first = re.match(r"[^\s,/]+", part)
    most = most_words_of_a_name(first[0][:_LONGEST_WORD]) if first else 0
    if most == 0:
        return None
    tokens = list(
        islice(re.finditer(r"[^\s,/]+", part[:_LONGEST_NAME]), min(most + _WORDS_BEHIND, MOST_WORDS_IN_A_PLACE))
    )
    for token in reversed(tokens):
        candidate = part[: token.end()]
        if candidate.endswith(".."):
            candidate = candidate.rstrip(".")
        candidate = candidate.rstrip("-/>:;")
        if ")" in candidate and "(" not in candidate:
            candidate = candidate[: candidate.index(")")]
        if candidate and not is_filler(candidate) and is_place(candidate, known):
            return candidate
    return None


@lru_cache(maxsize=8192)
def is_place(text: str, known: Callable[[str], bool] = names_place) -> bool:
    """Return whether `text` names a place as people write it in a sentence, where "me" and "or" are no states."""
    words = re.findall(r"[^\s,]+", text)
    if not words:
        return False
    first, *others = words
    if others and len(others[-1]) <= 2 and not others[-1].isupper():
        return False
    is_small = len(first) <= 2 and not others and not first.isupper()
    return not is_small and (not others or may_name_place(text)) and known(text)


def tidy_name(text: str) -> str:
    return " ".join(text.strip(" ,").split())


def distinct_places(texts: Iterable[str]) -> list[str]:
    """Return `texts` without those that mean the same place as one before them."""
    found: list[str] = []
    for text in texts:
        if not is_same_as_any(text, found):
            found.append(text)
    return found


def is_same_as_any(text: str, others: list[str]) -> bool:
    """Return whether one of `others` means the same place: "London" and "London, UK", not "London, Ontario" as well."""
    name, region = _fold_text(text)
    return any(
        name == other_name and (region == other_region or not region or not other_region)
        for other_name, other_region in map(_fold_text, others)
    )


def is_same_place(one: str | None, other: str | None) -> bool:
    """Return whether two names may mean the same place: "London, UK" and "London", "Milan" and "Linate", "Fukuoka" and
    "FUK"; two airports of a city, or two cities of an airport, are not the same."""
    if one is None or other is None:
        return False
    if is_same_as_any(one, [other]):
        return True
    return any(_are_same(mine, theirs) for mine in _meanings(one) for theirs in _meanings(other))


def more_exact(one: str | None, other: str | None) -> str | None:
    """Return the name that says more of two that mean the same place: an airport rather than its city."""
    if one is None or other is None:
        return one or other
    return other if _exactness(other) > _exactness(one) else one


def _exactness(name: str) -> tuple[bool, int]:
    found = _meanings(name)
    return len(found) == 1 and is_airport(found[0]), -len(found)


def _are_same(one: Place, other: Place) -> bool:
    if is_airport(one) or is_airport(other):
        return not set(one.airports).isdisjoint(other.airports)
    return one == other


@lru_cache(maxsize=2048)
def _meanings(name: str) -> tuple[Place, ...]:
    """Return every place that a name may mean."""
    try:
        return (resolve_place(name, in_words=True),)
    except AmbiguousRequest as doubt:
        return tuple(resolve_place(code) for question in doubt.questions for code, _ in question.choices)
    except InvalidInput:
        return ()


def _fold_text(text: str) -> tuple[str, str]:
    name, _, region = text.partition(",")
    return fold(name), fold(region)


def certain_place(text: str | None) -> Place | None:
    """Return the one place that a name means; None where there are several, or none."""
    found = _meanings(text) if text else ()
    return found[0] if len(found) == 1 else None
