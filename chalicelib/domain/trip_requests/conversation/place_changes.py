"""Places in a message: "start from Hamburg instead", "to Paris rather than London", "fly back from Munich"."""

import re
from collections.abc import Sequence

from chalicelib.domain.places.place import Place
from chalicelib.domain.places.resolver import resolve_place
from chalicelib.domain.trip_requests.conversation.changes import ReplacePlace, SetSliceEnd, SliceEnd
from chalicelib.domain.trip_requests.conversation.reading import Reading
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.journeys.place_names import place_at_end, place_at_start, tidy_name
from chalicelib.domain.trip_requests.stay_dates import is_same_city
from chalicelib.errors import AmbiguousRequest, InvalidInput

_FROM = LatePattern(
    r"\b(?:(?:the )?(?:origin|start|departure)(?: (?:city|airport))?(?: is|:)?\s+(?:to\s+)?(?=[A-Z])|(?:from"
    r"|out of|starting in)\s+)",
)
_TO = LatePattern(
    r"\b(?:(?:the )?destination(?: is|:)?\s+(?:to\s+)?(?=[A-Z])|(?:to|into|towards|visit|arriving (?:in|at)"
    r"|landing (?:in|at))\s+)"
)
_INSTEAD = LatePattern(r"\b(?:instead of|rather than|in place of|and not|not)\s+", re.IGNORECASE)
_WITH = LatePattern(r"\b(?:replace|swap|exchange|change)\s+", re.IGNORECASE)
_BY = LatePattern(r"\s*(?:\bby\b|\bwith\b|\bfor\b|\bto\b)\s+", re.IGNORECASE)
_MAKE_IT = LatePattern(r"\b(?:make (?:it|that)|let's say|i meant|rather|actually)\s+(?=[A-Z])", re.IGNORECASE)
_PASSED = LatePattern(r"\b(?:via|through|over|near|by|at)\s+$", re.IGNORECASE)
_CAPITAL = LatePattern(r"(?<!\w)(?=[A-Z])")


def read_places(reading: Reading) -> None:
    """Read which places of the trip are others."""
    if _read_swap(reading):
        return
    before = len(reading.changes), len(reading.doubts.questions)
    for pattern, end in ((_FROM, "origin"), (_TO, "destination")):
        for match in list(pattern.finditer(reading.message.words.text)):
            _read_end(reading, match, "origin" if end == "origin" else "destination")
    if (len(reading.changes), len(reading.doubts.questions)) == before:
        _read_bare(reading)


def _read_swap(reading: Reading) -> bool:
    """Read "Paris instead of London" and "replace London by Paris"."""
    text = reading.message.words.text
    if (start := _WITH.search(text)) and (old := _known_at_start(reading, text[start.end() :])):
        by = _BY.match(text, start.end() + len(old[1]))
        name = place_at_start(text[by.end() :]) if by else None
        if by and name:
            reading.message.words.blank(start.start(), by.end() + len(name))
            return _replace(reading, old[0], name)
    for match in _INSTEAD.finditer(text):
        old = _known_at_start(reading, text[match.end() :])
        before = text[: match.start()].rstrip(" ,¦")
        name = place_at_end(before)
        if old and name and not _is_of_trip(reading, name):
            lead = re.search(
                r"(?:\b(?:to|from|in|go|fly|make it)\s+)*$", before[: len(before) - len(name)], re.IGNORECASE
            )
            begin = lead.start() if lead else len(before) - len(name)
            reading.message.words.blank(begin, match.end() + len(old[1]))
            return _replace(reading, old[0], name)
    return False


def _read_end(reading: Reading, match: re.Match[str], end: SliceEnd) -> None:
    words = reading.message.words
    chunk = words.text[match.end() :]
    name = place_at_start(chunk)
    if name is None or reading.message.is_negated(*match.span()):
        return
    scope = reading.message.scope_of(match.start())
    words.blank(match.start(), match.end() + len(name))
    place = _resolve(reading, name, end)
    if place is None:
        return
    if scope is not None and not scope.is_weak and len(reading.slices_in(scope)) == 1:
        reading.changes.append(SetSliceEnd(slice=scope.slices[0], end=end, place=place))
        return
    before = _place_at(reading, end, name)
    if before is not None and not _is_equal(before, place):
        reading.changes.append(ReplacePlace(before=before, after=place))
    elif before is not None:
        reading.doubts.refuse(f"It is {before.name} already.")


def _place_at(reading: Reading, end: SliceEnd, name: str) -> Place | None:
    """Return the place of the trip that another takes the place of: where it starts, or the city that it goes to."""
    if end == "origin" and reading.slices:
        return reading.slices[0].origin
    cities = reading.cities_away() or list(dict.fromkeys(stay.place for stay in reading.stays))
    if len(cities) == 1:
        return cities[0]
    choices = [(each.airports[0], f"Instead of {each.name}") for each in cities]
    code = reading.doubts.choose("replaces", f"Instead of which place is {tidy_name(name)}?", choices)
    return next((each for each in cities if each.airports[0] == code), None)


def _read_bare(reading: Reading) -> None:
    """Read "make it Paris", or a place alone: of which it has to be asked what of the trip it is."""
    text = reading.message.words.text
    for match in [*_MAKE_IT.finditer(text), *_CAPITAL.finditer(text)]:
        name = place_at_start(text[match.end() :])
        if name is None or reading.message.is_negated(match.start(), match.end() + len(name)):
            continue
        if _is_of_trip(reading, name) or not name[0].isupper() or _PASSED.search(text[: match.start()]):
            continue
        place = _resolve(reading, name, "place")
        reading.message.words.blank(match.start(), match.end() + len(name))
        if place is not None:
            _ask_instead_of(reading, name, place)
        return


def _ask_instead_of(reading: Reading, name: str, place: Place) -> None:
    places = list(reading.request.places)
    distinct: list[Place] = []
    for each in places:
        if not any(is_same_city(each, other) for other in distinct):
            distinct.append(each)
    choices = [(each.airports[0], f"Instead of {each.name}") for each in distinct]
    code = reading.doubts.choose("replaces", f"Instead of which place is {tidy_name(name)}?", choices)
    before = next((each for each in distinct if each.airports[0] == code), None)
    if before is not None:
        reading.changes.append(ReplacePlace(before=before, after=place))


def _replace(reading: Reading, before: Place, name: str) -> bool:
    place = _resolve(reading, name, "place")
    if place is not None:
        reading.changes.append(ReplacePlace(before=before, after=place))
    return True


def _resolve(reading: Reading, name: str, field: str) -> Place | None:
    """Return the place of a name; one that several have is asked about."""
    try:
        return resolve_place(tidy_name(name))
    except AmbiguousRequest as doubt:
        (asked,) = doubt.questions
        code = reading.doubts.choose(field, asked.question, asked.choices)
        return resolve_place(code) if code else None
    except InvalidInput as error:
        reading.doubts.refuse(str(error))
        return None


def _known_at_start(reading: Reading, chunk: str) -> tuple[Place, str] | None:
    """Return the place of the trip that a text begins with, and how it is called there."""
    name = place_at_start(chunk)
    if name is None:
        return None
    found = next((place for place in _places(reading) if _is_called(name, place)), None)
    return (found, name) if found else None


def _is_of_trip(reading: Reading, name: str) -> bool:
    return any(_is_called(name, place) for place in _places(reading))


def _places(reading: Reading) -> Sequence[Place]:
    return reading.request.places


def _is_called(name: str, place: Place) -> bool:
    plain = tidy_name(name).casefold()
    return plain == place.name.casefold() or plain.upper() in place.airports


def _is_equal(one: Place, other: Place) -> bool:
    return (one.name, one.airports) == (other.name, other.airports)
