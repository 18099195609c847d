"""What a message asks of the parts of a trip: cabin, train or plane, times, comforts, airlines to avoid."""

import re

from chalicelib.domain.trip_requests.conversation.changes import (
    AddPreference,
    SetCabin,
    SetMode,
    SetStayTerms,
    SetWindow,
    Slices,
)
from chalicelib.domain.trip_requests.conversation.reading import Reading, say_slice
from chalicelib.domain.trip_requests.conversation.stay_terms import set_stay_terms, stays_meant
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.preferences import (
    CheckedBags,
    MostStops,
    NoOvernight,
    SeatChoice,
    Strength,
    WithCarriers,
    WithoutCarriers,
)
from chalicelib.domain.trip_requests.reading.airlines import AIRLINES
from chalicelib.domain.trip_requests.reading.days.times import AskedWindow, take_windows
from chalicelib.domain.trip_requests.reading.wishes.comforts import (
    Comforts,
    find_unplaced,
    place_preferences,
    take_comforts,
)
from chalicelib.domain.trip_requests.trip_request import Cabin, TravelMode

_TO = (
    r"(?:(?:upgrade|downgrade|switch|change|move|go|fly|travel)(?: (?:me|us|it|that|everything))?(?: (?:to"
    r"|in))?\s+|in\s+)?"
)
_CABINS = {
    Cabin.PREMIUM_ECONOMY: r"premium(?:[ -]economy)(?:[ -](?:class|cabin))?|premium class",
    Cabin.BUSINESS: r"business(?:[ -](?:class|cabin|seats?))?(?! (?:trip|travel|hotel|meeting|cent))",
    Cabin.FIRST: r"first[ -](?:class|cabin)",
    Cabin.ECONOMY: r"(?:economy|tourist)(?:[ -](?:class|cabin|seats?))?|coach class",
}
_CABIN = {cabin: LatePattern(rf"\b{_TO}(?:{said})\b", re.IGNORECASE) for cabin, said in _CABINS.items()}
_TRAIN = r"(?:the |a )?(?:trains?|rail|railway|eurostar|tgv|thalys|shinkansen|amtrak|(?-i:ICE))"
_PLANE = r"(?:the |a )?(?:planes?|flights?|air)"
_GO = r"(?:(?:take|by|go(?: by)?|travel(?: by)?|use|on|with|switch to|change to|make it|prefer|rather)\s+)"
_BY_TRAIN = LatePattern(
    rf"\b{_GO}+{_TRAIN}\b(?: (?:instead(?: of (?:flying|{_PLANE}))?|rather(?: than (?:flying|{_PLANE}))?))?"
    rf"|\b{_TRAIN}(?= (?:both ways|each way|all the way|throughout)\b)|\b{_TRAIN} (?:instead(?: of (?:flying"
    rf"|{_PLANE}))?|rather(?: than (?:flying|{_PLANE}))?)",
    re.IGNORECASE,
)
_BY_PLANE = LatePattern(
    rf"\b(?:by (?:plane|air)|(?:fly|flying|{_GO}*{_PLANE}) (?:instead|rather)(?: (?:of|than) {_TRAIN})?"
    rf"|(?:take|{_GO}) ?(?:the |a )?plane)\b",
    re.IGNORECASE,
)
_EITHER = LatePattern(rf"\b(?:by )?(?:{_TRAIN} or {_PLANE}|{_PLANE} or {_TRAIN})\b", re.IGNORECASE)
# Names stand as names are written; long ones in small letters as well, as the words of a request have them.
_LONG_NAME = 7
_NAMES = {name.lower(): code for name, code in AIRLINES.items()}
_NAME = "|".join(
    re.escape(name) if len(name) >= _LONG_NAME else f"(?-i:{re.escape(name)})"
    for name in sorted(AIRLINES, key=len, reverse=True)
)
_AVOID = LatePattern(
    rf"\b(?:not|no|never|avoid|without|except|anything but|any(?:thing|one| airline)? (?:but|except)|do(?:n't"
    rf"| not) (?:want|book|fly)"
    rf"|not (?:with|on)|other than|instead of)(?: (?:with|on|by|to fly))?\s+(?P<names>(?:{_NAME})(?:(?:\s*,\s*"
    rf"|\s+(?:or|and|nor)\s+)(?:{_NAME}))*)"
    r"(?: flights?)?\b",
    re.IGNORECASE,
)
_WITH_AIRLINE = LatePattern(
    rf"\b(?:(?:with|on|by|fly|use|take|prefer|make it)\s+)*(?P<name>{_NAME})(?: flights?)?(?: (?:instead|rather"
    rf"|please|only|if possible))*\b",
    re.IGNORECASE,
)
_NEGATION = LatePattern(r"\b(?:not|instead of|rather than|no longer)\s+(?:(?:in|a|the)\s+)*$", re.IGNORECASE)
_ONE_NAME = LatePattern(_NAME, re.IGNORECASE)


def read_cabin(reading: Reading) -> None:
    """Read in which cabin: of the slices that the words say, else of all."""
    message, found = reading.message, []
    for cabin, pattern in _CABIN.items():
        for match in list(pattern.finditer(message.words.text)):
            if message.is_negated(*match.span()):
                _blank_if_so_now(reading, match, cabin)
            elif reading.slices:
                found.append((match.start(), cabin))
                message.words.blank(*match.span())
    message.items += [start for start, _ in found]
    reading.cabins = tuple(sorted(found))


def settle_cabins(reading: Reading) -> None:
    """Change the cabins; two for the same slices are asked about."""
    by_slices: dict[Slices, list[Cabin]] = {}
    for start, cabin in reading.cabins:
        by_slices.setdefault(_slices_of(reading, start), []).append(cabin)
    by_slices.pop((), None)
    for slices, cabins in by_slices.items():
        chosen: Cabin | None = cabins[0]
        if len(set(cabins)) > 1:
            names = {cabin: f"{cabin.value.replace('_', ' ').capitalize()} class" for cabin in cabins}
            choices = [(cabin.value, name) for cabin, name in names.items()]
            answer = reading.doubts.choose("cabin", "Which cabin is meant?", choices)
            chosen = Cabin(answer) if answer else None
        if chosen is not None:
            reading.changes.append(SetCabin(slices=slices, cabin=chosen))


def read_modes(reading: Reading) -> None:
    """Read by what one would rather travel."""
    message, found = reading.message, []
    for pattern, mode in ((_EITHER, TravelMode.ANY), (_BY_TRAIN, TravelMode.RAIL), (_BY_PLANE, TravelMode.AIR)):
        for match in list(pattern.finditer(message.words.text)):
            if reading.slices and not message.is_negated(*match.span()):
                found.append((match.start(), mode))
                message.words.blank(*match.span())
    message.items += [start for start, _ in found]
    reading.modes = tuple(sorted(found))


def settle_modes(reading: Reading) -> None:
    """Change by what the slices are travelled."""
    for start, mode in reading.modes:
        reading.changes.append(SetMode(slices=_slices_of(reading, start), mode=mode))


def take_times(reading: Reading) -> tuple[AskedWindow, ...]:
    """Take the times out of the message; one behind a negation stays unread."""
    windows, _ = reading.message.take_with(take_windows)
    kept: list[AskedWindow] = []
    for asked in windows:
        end = asked.end or asked.start + len(asked.text)
        if reading.message.is_negated(asked.start, end):
            reading.message.put_back(asked.start, end)
        else:
            kept.append(asked)
    reading.message.items += [asked.start for asked in kept]
    return tuple(kept)


def settle_times(reading: Reading, windows: tuple[AskedWindow, ...]) -> None:
    """Put each window on its slice; of which of several it is, is asked where the words do not say."""
    for number, asked in enumerate(windows):
        scope = reading.message.scope_of(asked.start) or reading.message.scope_before(asked.start)
        strong = scope if scope is not None and not scope.is_weak else None
        if asked.of_all:
            places = tuple(range(len(reading.slices)))
        elif asked.of_slice is not None and len(reading.slices) == 2:
            places = (asked.of_slice,)
        elif strong is not None:
            places = reading.slices_in(strong)
        elif len(reading.slices) == 1:
            places = (0,)
        else:
            choices = [(f"slices.{place}", say_slice(each)) for place, each in enumerate(reading.slices)]
            answer = reading.doubts.choose(f"slice.{number}", f'Of which slice is "{asked.text}"?', choices)
            places = (int(answer.removeprefix("slices.")),) if answer else ()
        end = "arrival" if asked.of_arrival else "departure"
        reading.changes += [
            SetWindow(slice=place, end="arrival" if end == "arrival" else "departure", window=asked.window)
            for place in places
        ]


def read_avoided_airlines(reading: Reading) -> None:
    """Read with whom one would not fly: "not Ryanair", "anything but Vueling or easyJet"."""
    words = reading.message.words
    for match in words.take_all(_AVOID):
        codes = tuple(dict.fromkeys(_NAMES[name.lower()] for name in _ONE_NAME.findall(match["names"])))
        before = [each for each in reading.request.preferences if isinstance(each, WithoutCarriers) and not each.slices]
        known = before[0].carriers if before else ()
        avoided = tuple(dict.fromkeys((*known, *codes)))
        reading.changes.append(AddPreference(preference=WithoutCarriers(strength=Strength.MUST, carriers=avoided)))


def read_comforts(reading: Reading) -> None:
    """Read comforts and limits by the rules for requests; one behind a negation stays unread."""
    comforts, spans = reading.message.take_with(take_comforts)
    negated = any(reading.message.is_negated(*span) for span in spans)
    if negated or find_unplaced(comforts, reading.slices):
        for span in spans:
            reading.message.put_back(*span)
        return
    _settle_comforts(reading, comforts._replace(preferences=place_preferences(comforts, reading.slices)))
    for match in list(_WITH_AIRLINE.finditer(reading.message.words.text)):
        if reading.message.is_negated(*match.span()):
            continue
        code = _NAMES[match["name"].lower()]
        reading.message.words.blank(*match.span())
        strength = Strength.MUST if "only" in match[0].lower() else Strength.WISH
        reading.changes.append(AddPreference(preference=WithCarriers(strength=strength, carriers=(code,))))


def _settle_comforts(reading: Reading, comforts: Comforts) -> None:
    for preference in comforts.preferences:
        match preference:
            case MostStops() | NoOvernight() | CheckedBags() | SeatChoice() | WithCarriers() if not reading.slices:
                reading.doubts.refuse("This trip has no slice that this could be about.")
            case _:
                reading.changes.append(AddPreference(preference=preference))
    if comforts.min_stars is not None:
        set_stay_terms(reading, SetStayTerms(stays=stays_meant(reading), min_stars=comforts.min_stars))
    if comforts.refundable_stay:
        set_stay_terms(reading, SetStayTerms(stays=stays_meant(reading), refundable=True))


def _slices_of(reading: Reading, position: int) -> Slices:
    """Return which slices are meant: all, unless the words say; "back on the 6th, in business" may mean either, and
    means none until it is answered."""
    scope = reading.message.scope_of(position)
    every = tuple(range(len(reading.slices)))
    if scope is not None and not scope.is_weak:
        return reading.slices_in(scope)
    before = reading.message.scope_before(position)
    if before is None or before.slices == every:
        return every
    said = reading.slices[before.slices[0]]
    choices = [("all", "Of all slices"), ("only", f"Only of {say_slice(said)}")]
    answer = reading.doubts.choose("slices", "Is that for all of the trip?", choices)
    if answer is None:
        return ()
    return before.slices if answer == "only" else every


def _blank_if_so_now(reading: Reading, match: re.Match[str], cabin: Cabin) -> None:
    """Pass over "not business" where another cabin is named."""
    others = [each for each, pattern in _CABIN.items() if each is not cabin and pattern.search(reading.message.said)]
    negation = _NEGATION.search(reading.message.words.text[: match.start()])
    if others and negation:
        reading.message.words.blank(negation.start(), match.end())
