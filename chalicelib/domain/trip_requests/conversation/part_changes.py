"""Parts that a message adds or drops: a hotel, a rental car, the way back."""

import re
from datetime import date

from chalicelib.domain.places.place import Place
from chalicelib.domain.places.resolver import resolve_place
from chalicelib.domain.trip_requests.conversation.changes import (
    AddCar,
    AddPreference,
    AddStay,
    DropCars,
    DropPreferences,
    DropReturn,
    DropStays,
    SetWindow,
)
from chalicelib.domain.trip_requests.conversation.reading import Reading
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.preferences import MostStops, Strength
from chalicelib.domain.trip_requests.reading.journeys.place_names import place_at_start, tidy_name
from chalicelib.domain.trip_requests.reading.text.numbers import COUNT, count_of
from chalicelib.domain.trip_requests.stay_dates import is_same_city
from chalicelib.domain.trip_requests.trip_request import CarCategory
from chalicelib.errors import AmbiguousRequest

_HOTEL = r"(?:hotels?(?: rooms?| stay| bookings?)?|rooms?|accommodation|(?:a )?place to stay|somewhere to stay|stay)"
_CAR = (
    r"(?:(?P<kinds>(?:(?:rental|hire|rented|hired|mini|economy|compact|intermediate|standard|full[ -]size"
    r"|premium|automatic) )*)cars?(?: rental| hire)?)"
)
_RETURN = (
    r"(?:(?:return|inbound)(?: (?:flight|leg|journey|trip|train|part))?|way (?:back|home)|(?:flight|train"
    r"|journey|trip)"
    r" (?:back|home))"
)
_DROPS = (
    r"(?:drop|remove|delete|skip|lose|omit|scrap|cancel|forget(?: about)?|leave out|take out|leave off|cut|ditch|no"
    r"|without|minus|not|do(?:n't| not) (?:need|want|book)|no need (?:for|of)|get rid of|can do without|won't need)"
)
_THE = r"(?:\s+(?:the|a|an|any|my|our|that|this|both|all))*\s+"
_DROP = LatePattern(
    rf"\b{_DROPS}{_THE}(?:(?P<hotel>{_HOTEL})|(?P<car>(?:rental |hire )?cars?)|(?P<back>{_RETURN}))"
    rf"(?: in (?=\S))?(?: (?:needed|required|please))?\b(?! (?:near|in|at|under|below|for|on|to|from|after"
    rf"|before)\b)",
    re.IGNORECASE,
)
_AS_WELL = LatePattern(
    rf"(?:,| and| or| nor)+ (?:the |my |our |a |any |no )*(?:(?P<hotel>{_HOTEL})|(?P<car>(?:rental |hire )?cars?)"
    rf"|(?P<back>{_RETURN}))\b(?! (?:near|in|at|under|below|for|on|to|from|after|before|is|a)\b)",
    re.IGNORECASE,
)
_DROP_IN = LatePattern(rf"\b{_DROPS}{_THE}{_HOTEL} in\s+", re.IGNORECASE)
_NO_HOTEL_NEEDED = LatePattern(
    rf"\b(?:the )?(?P<hotel>{_HOTEL}) (?:is |are )?(?:not|no longer) (?:needed|required|necessary)\b", re.IGNORECASE
)
_ADD_RETURN = LatePattern(
    rf"\b(?:(?:add|include|including|with|plus|also|and|book|get|need|want|make it) )+(?:an? |the )?{_RETURN}\b"
    r"|\b(?:(?:make it|book|want|need) )*(?:a )?round[- ]?trip\b",
    re.IGNORECASE,
)
_KEEP = LatePattern(
    rf"\b(?:keep|leave|with)(?: (?:the|my|our|all|everything|it))*(?: (?:{_HOTEL}|{_RETURN}|cars?|rest|dates?"
    rf"|days?|flights?"
    r"|trains?|else|same|as (?:it is|they are)|(?:un)?changed))+\b|\bkeep (?:everything|all of it"
    r"|it all)(?: else)?\b",
    re.IGNORECASE,
)
_ONE_WAY = LatePattern(
    r"\b(?:(?:just|only|make it) )?(?:a )?one[- ]way(?: (?:only|ticket|trip|please))?\b", re.IGNORECASE
)
_ADDS = (
    r"(?:add(?:ing)?|include|including|with|plus|also|and|book|get|need|want|give (?:me|us)|throw in"
    r"|i'd like|we'd like)"
)
_ADD_HOTEL = LatePattern(
    rf"\b{_ADDS}(?:\s+(?:also|me|us|for|too))*(?:\s+(?:an?|the|some|another))?\s+{_HOTEL}\b"
    rf"(?:\s+(?:for|of)\s+(?P<nights>{COUNT})\s+nights?\b)?",
    re.IGNORECASE,
)
_BARE_HOTEL = LatePattern(rf"^\W*(?:(?:an?|the)\s+)?{_HOTEL}\b(?:\s+(?:too|as well|please))*", re.IGNORECASE)
_NIGHTS_BEHIND = LatePattern(rf"[\s¦,]*(?:for\s+)?(?P<nights>{COUNT})\s+nights?\b", re.IGNORECASE)
_NIGHTS_APART = LatePattern(rf"\b(?:for\s+)?(?!an? )(?P<nights>{COUNT})\s+nights?\b", re.IGNORECASE)
_ADD_CAR = LatePattern(rf"\b{_ADDS}(?:\s+(?:also|me|us))*(?:\s+(?:an?|the|some))?\s+{_CAR}\b", re.IGNORECASE)
_IN = LatePattern(r"[\s¦]*\b(?:in|at)\s+", re.IGNORECASE)
_ANY_TIME = LatePattern(
    r"\b(?:(?:at )?any ?time(?: (?:is|of day is) (?:fine|ok(?:ay)?|good))?|(?:the )?times? (?:do(?:es)?n't"
    r"|do(?:es)? not)"
    r" matter|no matter when|whenever)\b",
    re.IGNORECASE,
)
_ANY_AIRLINE = LatePattern(
    r"\bany (?:airline|carrier)s?(?: (?:is|will be) (?:fine|ok(?:ay)?|good))?\b"
    r"|\b(?:the )?(?:airline|carrier) (?:doesn't|does not) matter\b",
    re.IGNORECASE,
)
_SOME_STOPS = LatePattern(
    r"\b(?P<count>one|two|three|a|[1-3]) (?:stops?|changes?|connections?|stop-?overs?) (?:is|are|would be)"
    r" (?:fine|ok(?:ay)?|good|no problem|acceptable)\b",
    re.IGNORECASE,
)
_ANY_STOPS = LatePattern(
    r"\b(?:stops|changes|connections?|stop-?overs?) (?:is|are) (?:fine|ok(?:ay)?|good|no problem)\b"
    r"|\b(?:stops|changes|connections) do(?:n't| not) matter\b",
    re.IGNORECASE,
)


def read_drops(reading: Reading) -> None:
    """Read which parts are not wanted any more."""
    words = reading.message.words
    while match := _DROP_IN.search(words.text):
        if (name := place_at_start(words.text[match.end() :])) is None:
            break
        places = [number for number, stay in enumerate(reading.stays) if _is_named(name, stay.place)]
        if not places:
            break
        words.blank(match.start(), match.end() + len(name))
        reading.changes.append(DropStays(stays=tuple(places)))
    for match in [*_DROP.finditer(words.text), *_NO_HOTEL_NEEDED.finditer(words.text)]:
        if reading.message.is_negated_before(match.start()):
            continue
        words.blank(*match.span())
        _drop(reading, match)
        while match := _AS_WELL.match(words.text, match.end()):
            words.blank(*match.span())
            _drop(reading, match)
    if words.take(_ONE_WAY):
        _drop_return(reading)
    _read_indifference(reading)
    _read_return(reading)
    words.take_all(_KEEP)


def _drop(reading: Reading, match: re.Match[str]) -> None:
    said = match.groupdict()
    if said["hotel"]:
        _drop_stays(reading)
    elif said.get("car"):
        _drop_cars(reading)
    else:
        _drop_return(reading)


def read_added_stay(reading: Reading) -> None:
    """Read a hotel that is wanted besides; where it is not said, in the cities with a night that have none."""
    words = reading.message.words
    match = _ADD_HOTEL.search(words.text)
    if match is None and not reading.stays:
        match = _BARE_HOTEL.search(words.text)
    if match is None or reading.message.is_negated(*match.span()):
        return
    begin, end = match.span()
    said_nights = match["nights"] if "nights" in match.re.groupindex else None
    named, end = _place_behind(reading, end)
    if said_nights is None and (behind := _NIGHTS_BEHIND.match(words.text, end)):
        said_nights, end = behind["nights"], behind.end()
    if reading.stays and _is_there_already(reading, named):
        words.blank(begin, end)
        _ask_that_one(reading)
        return
    words.blank(begin, end)
    reading.adds_stay = True
    if said_nights is None and (apart := words.take(_NIGHTS_APART)):
        said_nights = apart["nights"]
    nights = count_of(said_nights) if said_nights else None
    for place in _stay_places(reading, named):
        asked = nights or _nights_open(reading, place)
        if asked is None and not _has_end(reading, place):
            return
        reading.changes.append(AddStay(place=place, nights=asked))


def read_added_car(reading: Reading) -> None:
    """Read a rental car that is wanted besides, for the days that one is where the trip goes to."""
    words = reading.message.words
    match = _ADD_CAR.search(words.text)
    if match is None or reading.message.is_negated(*match.span()):
        return
    place, days = _car_place(reading), _car_days(reading)
    if place is None or days is None:
        return
    words.blank(*match.span())
    kinds = match["kinds"].lower().replace("full size", "full_size").replace("full-size", "full_size")
    category = next((each for each in CarCategory if each.value in kinds), CarCategory.MINI)
    reading.changes.append(
        AddCar(place=place, from_day=days[0], until=days[1], category=category, automatic="automatic" in kinds)
    )


def _is_there_already(reading: Reading, named: Place | None) -> bool:
    """Return whether the trip has a hotel each time that it comes to the place that is named, or else to any."""
    if named is None:
        return not _cities_without_stay(reading)
    stays = sum(is_same_city(named, each.place) for each in reading.stays)
    return stays > 0 and stays >= sum(is_same_city(named, each.destination) for each in reading.slices)


def _ask_that_one(reading: Reading) -> None:
    """Ask whether the hotel is the one that there is already."""
    places = " and ".join(dict.fromkeys(stay.place.name for stay in reading.stays))
    question = f"There is a hotel in {places} already. Is that the one that is meant?"
    reading.doubts.choose("stays.same", question, [("same", "Yes, that one")])


def _drop_stays(reading: Reading) -> None:
    if not reading.stays:
        reading.doubts.refuse("There is no hotel in this trip.")
        return
    reading.changes.append(DropStays(stays=tuple(range(len(reading.stays)))))


def _drop_cars(reading: Reading) -> None:
    if not reading.request.cars:
        reading.doubts.refuse("There is no rental car in this trip.")
        return
    reading.changes.append(DropCars())


def _drop_return(reading: Reading) -> None:
    if not reading.returns:
        reading.doubts.refuse("This trip has no way back.")
    elif DropReturn() not in reading.changes:
        reading.changes.append(DropReturn())


def _read_return(reading: Reading) -> None:
    """Read that a way back is wanted; on which day stands beside it, or is asked."""
    match = _ADD_RETURN.search(reading.message.words.text)
    if match is None or reading.returns or not reading.slices:
        return
    reading.message.words.blank(*match.span())
    reading.message.return_at = match.start()


def _read_indifference(reading: Reading) -> None:
    """Read of what it does not matter any more how it is."""
    words = reading.message.words
    if words.take(_ANY_TIME):
        for place, each in enumerate(reading.slices):
            if each.departure is not None:
                reading.changes.append(SetWindow(slice=place, end="departure", window=None))
            if each.arrival is not None:
                reading.changes.append(SetWindow(slice=place, end="arrival", window=None))
    if words.take(_ANY_AIRLINE):
        reading.changes.append(DropPreferences(kinds=("carriers", "without_carriers")))
    if match := words.take(_SOME_STOPS):
        stops = MostStops(strength=Strength.MUST, stops=min(count_of(match["count"]), 3))
        reading.changes.append(AddPreference(preference=stops))
    if words.take(_ANY_STOPS):
        reading.changes.append(DropPreferences(kinds=("most_stops",)))


def _place_behind(reading: Reading, end: int) -> tuple[Place | None, int]:
    """Return the place that stands behind "in", and where it ends."""
    text = reading.message.words.text
    lead = _IN.match(text, end)
    name = place_at_start(text[lead.end() :]) if lead else None
    if lead is None or name is None:
        return None, end
    near = next((place for place in reading.request.places if _is_named(name, place)), None)
    return near or _resolve(reading, name), lead.end() + len(name)


def _resolve(reading: Reading, name: str) -> Place | None:
    try:
        return resolve_place(tidy_name(name))
    except AmbiguousRequest as doubt:
        (asked,) = doubt.questions
        code = reading.doubts.choose("stays.place", asked.question, asked.choices)
        return resolve_place(code) if code else None


def _stay_places(reading: Reading, named: Place | None) -> list[Place]:
    if named is not None:
        return [named]
    without = _cities_without_stay(reading)
    if len(without) <= 1:
        return without
    choices = [("all", "In each of them"), *((place.airports[0], f"In {place.name}") for place in without)]
    answer = reading.doubts.choose("stays.place", "In which city is the hotel?", choices)
    if answer is None:
        return []
    return without if answer == "all" else [place for place in without if place.airports[0] == answer]


def _cities_without_stay(reading: Reading) -> list[Place]:
    return [
        place for place in reading.cities_away() if not any(is_same_city(place, stay.place) for stay in reading.stays)
    ]


def _has_end(reading: Reading, place: Place) -> bool:
    """Return whether a slice departs from there, or reaches it never."""
    return any(is_same_city(each.origin, place) for each in reading.slices[1:])


def _nights_open(reading: Reading, place: Place) -> int | None:
    """Return the nights of a hotel whose end no slice says, as they are answered; None where one does, or asked."""
    if _has_end(reading, place):
        return None
    choices = [(str(n), f"{n} night{'s' * (n != 1)}") for n in range(1, 6)]
    answer = reading.doubts.ask("nights", "For how many nights is the hotel?", choices)
    if answer is None:
        return None
    if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= 99:
        return int(answer)
    reading.doubts.ask_again("nights", "For how many nights is the hotel? A number from 1 to 99.", choices)
    return None


def _car_place(reading: Reading) -> Place | None:
    cities = reading.cities_away() or list(dict.fromkeys(stay.place for stay in reading.stays))
    if len(cities) <= 1:
        return cities[0] if cities else None
    choices = [(place.airports[0], f"In {place.name}") for place in cities]
    answer = reading.doubts.choose("cars.place", "In which city is the rental car?", choices)
    return next((place for place in cities if place.airports[0] == answer), None)


def _car_days(reading: Reading) -> tuple[date, date] | None:
    place = _car_place(reading)
    stay = next((each for each in reading.stays if place and is_same_city(each.place, place)), None)
    arrives = next((e.depart_on for e in reading.slices if place and is_same_city(e.destination, place)), None)
    leaves = next((e.depart_on for e in reading.slices[1:] if place and is_same_city(e.origin, place)), None)
    begin = arrives or (stay.check_in if stay else None)
    end = leaves or (stay.check_out if stay else None)
    if begin is None or end is None:
        reading.doubts.refuse(
            "Say until when the rental car is needed by the fields of a revision: the trip has no end."
        )
        return None
    return begin, end


def _is_named(name: str, place: Place) -> bool:
    """Return whether a name is that of a place of the trip."""
    plain = tidy_name(name).casefold()
    return plain == place.name.casefold() or plain.upper() in place.airports
