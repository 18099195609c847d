"""By what one travels: trains and rental cars where they are asked for; and what nobody sells here, a seat on a coach
or a ferry, a taxi. That is said so, and becomes no flight unasked.

"Coach" is also a cabin, "Van" a city and BUS an airport: what stands around the word says which is meant.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from chalicelib.domain.places.resolver import names_place
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.scopes import Scope, scope_before
from chalicelib.domain.trip_requests.reading.text.words import GAP, Words
from chalicelib.domain.trip_requests.reading.transport.car_rentals import take_rental_places, take_rental_terms
from chalicelib.domain.trip_requests.trip_request import CarCategory, TravelMode

SOLD = "Only flights, trains, hotel stays and rental cars are sold here."

_ROAD = (
    r"(?:mini)?bus(?:es)?|coach(?:es)?|shuttles?|(?:mini)?vans?|(?:mini)?cabs?|taxis?|cars?|limos?|limousines?"
    r"|chauffeurs?|transfers?|motor(?:cycle|bike)s?|bikes?|bicycles?|scooters?|camper(?: ?van)?s?|motorhomes?"
    r"|uber|lyft|flixbus|greyhound|megabus"
)
_RAIL = (
    r"trains?|rail(?:ways?)?|acela|ouigo|avlo|westbahn|lyria|gwr|scotrail|rajdhani|shatabdi|duronto|vande bharat|talgo"
    r"|bullet trains?|[a-z]+ express(?= or any train)|eurostar|tgv|shinkansen|amtrak|ktx|railjet|frecciarossa|italo"
    r"|thalys|nightjet"
    r"|(?-i:ICE|AVE|CRH|HSR|THSR|LNER|IC)"
)
_URBAN = r"trams?|metro|subway|underground|interrail"
_WATER = r"ferry|ferries|boats?|ships?|cruises?|hydrofoils?|catamarans?"
_AIR = r"helicopters?|private jets?"
_ADJECTIVE = (
    r"rental|rented|hire|hired|hire[ -]?car|self[ -]?drive|small|private|company|airport|night|sleeper|express"
    r"|high[ -]speed|overnight|early|(?-i:AC)|air[ -]conditioned|intercity|regional"
    r"|late|first|last|direct|fast|slow|small|large|local|shared|tgv|ktx|(?-i:ICE|AVE)|eurostar|shinkansen"
    r"|mini|economy|compact|intermediate|mid[ -]?size|standard|full[ -]?size|premium|automatic"
)
_LEAD = r"by|on|via|in|take|taking|catch|catching|ride|riding|rent|renting|hire|hiring|charter|chartering"
_NOUN = (
    r"tickets?|seats?|rides?|trips?|tours?|journeys?|transfers?|rentals?|hire|pass|connections?|services?|fares?"
    r"|reservations?|bookings?"
)
_MODE = LatePattern(
    rf"(?:\b(?P<lead>{_LEAD})\s+)?(?:\b(?P<article>an?|one|the|my|our|another|some)\s+)?"
    rf"(?P<thing>(?P<kinds>(?:\b(?:{_ADJECTIVE})\s+){{0,4}})\b(?P<mode>{_ROAD}|(?P<rail>{_RAIL})|{_URBAN}|{_WATER}"
    rf"|{_AIR})\b(?!['’-]\w)"
    rf"(?:\s+(?P<noun>{_NOUN})\b)?)",
    re.IGNORECASE,
)
_SIZE = r"small|large|mini|economy|compact|intermediate|mid[ -]?size|standard|full[ -]?size|premium|automatic"
# A rental that is named without a car: "just a rental this time".
_RENTAL = LatePattern(
    r"(?:\b(?:(?:just|only) )?(?:a|the|one) |\A|(?<=[.,:;!] )|(?<=need )|(?<=want )|(?<=book ))(?:(?:regular"
    r"|plain|basic|simple|normal|cheap|decent|nice|little|old) ){0,2}"
    rf"(?P<kinds>(?:(?:{_SIZE}) )?)(?:rental|hire)(?: only)?\b(?! (?:car|flat|apartment|bike"
    r"|agency|company))",
    re.IGNORECASE,
)
# Looked for first: a text without any of them is passed in one pass.
_ANY_MODE = LatePattern(rf"\b(?:{_ROAD}|{_RAIL}|{_URBAN}|{_WATER}|{_AIR})\b", re.IGNORECASE)
_AIR_WORDS = r"(?:the |a )?(?:planes?|air|flights?|fly(?:ing)?)"
_RAIL_WORDS = r"(?:the |a )?(?:trains?|rail)"
_EITHER = LatePattern(
    rf"\b(?:either )?(?:by |take )?(?:{_RAIL_WORDS} or (?:by )?{_AIR_WORDS}|{_AIR_WORDS} or (?:by )?{_RAIL_WORDS})\b",
    re.IGNORECASE,
)
# A train that is only preferred or allowed: planes are looked at as well.
_WOULD_ALSO = LatePattern(
    r",?\s+(?:if (?:possible|available|there is (?:one|any)|it (?:goes|runs|exists))|preferred"
    r"|preferably(?=\s*(?:[,.;!)]|$))|is (?:fine|ok|okay) too|too is (?:fine|ok))\b",
    re.IGNORECASE,
)
_WOULD_BEFORE = LatePattern(r"\b(?:preferably|ideally|rather|prefer(?: to go| to travel)?)\s*$", re.IGNORECASE)
# "By train, no planes": what a train is anyway.
_NO_PLANES = LatePattern(
    r"\b(?:(?:and|so|please|pls) )?no (?:planes?|flying|aeroplanes?|airplanes?)\b(?! before| after)", re.IGNORECASE
)
_BY_AIR = LatePattern(
    r"\b(?:(?:by|with) (?:the |a )?(?:air)?plane|by (?:air|flight)"
    r"|(?:(?:take|taking|catch|catching|get) (?:a |the )?)?(?:fly|flying|flight|(?:air)?plane)(?= (?-i:[A-Z]))"
    r"|(?:(?:take|taking|catch|catching|get) (?:a |the )?)?(?:fly|flying|flight|(?:air)?plane)(?= (?:back|home"
    r"|out|there|on|onward|from|to)\b)"
    rf"|(?<=back )by flight|(?<=return )(?:by )?(?:flight|plane)(?=\s*(?:(?:on|by|at|the|in)\b|[,;.{GAP}]|$))"
    r"|(?:plane|flight|air) (?:back|home|out))\b"
    r"|(?<=\()(?:by )?(?:flight|plane|air)(?=\))"
    rf"|(?<={GAP}) ?flights?\b",  # "the morning flight", of which the time is taken already
    re.IGNORECASE,
)
_FOR_ALL = LatePattern(
    r"\s*(?:throughout|everywhere|all the way|each time|for all(?: of (?:it|them))?|both ways)\b", re.IGNORECASE
)
_FOR_ALL_BEFORE = LatePattern(
    r"\b(?:all(?: of (?:it|them))?|everything|everywhere|always|throughout|(?:all|every|each|both)(?: the)? (?:ways?"
    r"|legs?|slices?"
    r"|journeys?|stretch(?:es)?|parts?))(?: (?:is|are|please|should be|to be|must be|go(?:es)?|travel))*\s*$",
    re.IGNORECASE,
)
# What says that a train is that of the way back: "I'll come home by", "train back on the 5th".
_HOMEWARD_BEFORE = LatePattern(r"\b(?:back|home|homewards?|return(?:s|ing)?)(?: again)?,?\s*$", re.IGNORECASE)
_HOMEWARD_BEHIND = LatePattern(r"\s+(?:(?:on|for) the way )?(?:back|home|homewards?)\b", re.IGNORECASE)
_HOMEWARD = LatePattern(r"\b(?:back|home|return)\b", re.IGNORECASE)
_OUTWARD = LatePattern(r"\b(?:out|there|outbound|outward)\b", re.IGNORECASE)
_OUTWARD_BEHIND = LatePattern(
    r"\s+(?:(?:on|for) the way )?(?:out|there|outbound|outward)\b(?! (?:of|at|from|by)\b)", re.IGNORECASE
)
_LOOK_BACK = 30
_DRIVEN = LatePattern(r"\b(?:private|company|airport|shared)\b")
_NO_RENTAL = frozenset(
    {"ticket", "tickets", "seat", "seats", "transfer", "transfers", "ride", "rides", "tour", "tours"}
)
# What these words are part of is no seat that anybody asks for: a place, a business, an event.
_PART_OF = LatePattern(
    r"\s+(?:stations?|stops?|terminals?|ports?|harbour|harbor|compan(?:y|ies)|makers?|manufacturers?|plants?"
    r"|factor(?:y|ies)"
    r"|fairs?|shows?|expo|conference|congress|summit|museum|parks?|parking|industry|dealers?|suppliers?|workshops?"
    r"|drivers?"
    r"|operators?|platforms?|depots?|strikes?|unions?|yards?|builders?|business|association|team|project|building)\b",
    re.IGNORECASE,
)
# Before the word: that it is not wanted, or is one's own; and before it alone, that it is a verb or a place.
_NOT_ASKED = LatePattern(
    r"\b(?:no|not|without|don't need|instead of|rather than|than|avoid|near|close to|next to|opposite)"
    r"(?:\s+(?:by|an?|any|the|my|our|his|her|their))?\s*$|\bwith(?:\s+(?:the|my|our|his|her|their))\s*$",
    re.IGNORECASE,
)
_VERB_OR_PLACE = LatePattern(r"\b(?:to|from|for|at|visit|visiting)\s*$", re.IGNORECASE)
_NAMED_VAN = LatePattern(r"[A-Z][\w'-]+ [vV]an (?:(?:de|den|der|het|'t) )?[A-Z]")
_COACH_GOES = LatePattern(r"\s+(?:to|from|between)\b", re.IGNORECASE)
_FLIGHT = LatePattern(
    r"\b(?:fly|flying|flights?|planes?|airlines?|seats?|cabins?|landing|lands?|take-?off|airports?"
    r"|non-?stop|aisle|layovers?)\b",
    re.IGNORECASE,
)


def mentions_flight(text: str) -> bool:
    """Return whether the words speak of flying, so that "coach" among them is a cabin."""
    return bool(_FLIGHT.search(text))


def take_cabin_coach(words: Words) -> re.Match[str] | None:
    """Return a "coach" that may be a cabin, taken out of `words`: one that neither goes anywhere nor is a thing one
    takes."""
    for match in _asked_for(words.text):
        is_coach = match["mode"].lower() == "coach"
        is_vehicle = match["article"] or match["lead"] or match["noun"] or match["thing"].lower() != "coach"
        if is_coach and not is_vehicle and not _COACH_GOES.match(words.text, match.end()):
            words.blank(*match.span())
            return match
    return None


class NamedMode(NamedTuple):
    """A mode of travel that is named, at `start` of the text, maybe said to be that of every slice."""

    start: int
    mode: TravelMode
    is_for_all: bool = False
    is_of_return: bool = False  # "home by rail", "the train back"
    is_of_out: bool = False  # "fly out", "train there"
    scope: Scope | None = None  # of which of several slices: "the last leg by rail"


class AskedCar(NamedTuple):
    """A rental car that is asked for, at `start` to `end` of the text."""

    start: int
    end: int
    category: CarCategory
    automatic: bool
    pick_up_at: str | None = None
    drop_off_at: str | None = None
    pick_up: str | None = None  # where, if the words say that it is dropped off elsewhere
    drop_off: str | None = None


def take_modes(words: Words) -> tuple[NamedMode, ...]:
    """Return which modes of travel are named, in order, taken out of `words`: trains, either, and planes beside them;
    none where nothing but flights are spoken of."""
    found = [NamedMode(match.start(), TravelMode.ANY) for match in words.take_all(_EITHER)]
    for match in _take_all(words, lambda match: match["rail"] is not None):
        would_fly = words.take_behind(_WOULD_ALSO, match.end()) or _WOULD_BEFORE.search(words.text[: match.start()])
        is_for_all = bool(words.take_behind(_FOR_ALL, match.end()))
        is_for_all = is_for_all or _FOR_ALL_BEFORE.search(words.text[: match.start()]) is not None
        is_of_return = bool(
            _HOMEWARD_BEFORE.search(words.text[: match.start()][-_LOOK_BACK:])
            or _HOMEWARD_BEHIND.match(words.text, match.end())
        )
        mode = TravelMode.ANY if would_fly else TravelMode.RAIL
        is_of_out = _OUTWARD_BEHIND.match(words.text, match.end()) is not None
        ranked = scope_before(words.text, match.start())
        scope = ranked.scope if ranked and ranked.scope.kind in {"nth", "side"} else None
        if ranked and scope:
            words.blank(ranked.start, ranked.end)
        found.append(NamedMode(match.start(), mode, is_for_all, is_of_return, is_of_out, scope))
    if found:
        words.take_all(_NO_PLANES)
        found += [
            NamedMode(match.start(), TravelMode.AIR, is_of_return=_is_homeward(match), is_of_out=_is_outward(match))
            for match in words.take_all(_BY_AIR)
        ]
    return tuple(sorted(found))


def _is_homeward(match: re.Match[str]) -> bool:
    """Return whether a flight is said to be that of the way back: "plane back", "return flight on the 5th"."""
    before = match.string[max(0, match.start() - _LOOK_BACK) : match.start()]
    return bool(
        _HOMEWARD.search(match[0])
        or _HOMEWARD_BEHIND.match(match.string, match.end())
        or _HOMEWARD_BEFORE.search(before)
    )


def _is_outward(match: re.Match[str]) -> bool:
    """Return whether a flight is said to be that of the way out: "fly out", "plane there"."""
    return bool(_OUTWARD.search(match[0]) or _OUTWARD_BEHIND.match(match.string, match.end()))


_SEVERAL_CARS = LatePattern(r"\b(?:another|second|other|two|2|three|3|both|each|one more)\b", re.IGNORECASE)


# "Drop the car off at noon" behind a car that is asked for.
_SAME_CAR = LatePattern(r".*\b(?:the|this|that) (?:rental |hire )?(?:car|vehicle)\s*", re.IGNORECASE)


def take_cars(words: Words) -> tuple[AskedCar, ...]:
    """Return the rental cars that are asked for, in order, taken out of `words`."""
    text = words.text
    found = [*_take_all(words, _is_rental), *words.take_all(_RENTAL)]
    cars = [
        AskedCar(*match.span(), _category(match["kinds"]), "automatic" in match["kinds"].lower())
        for match in sorted(found, key=lambda match: match.start())
    ]
    cars = [car for place, car in enumerate(cars) if place == 0 or not _SAME_CAR.fullmatch(text, car.start, car.end)]
    if len(cars) > 1 and not _SEVERAL_CARS.search(words.text):
        cars = cars[-1:]  # said twice: "room and car ..., car from the 3rd"
    if len(cars) != 1:
        return tuple(cars)
    places = take_rental_places(words, cars[0].end)
    terms = take_rental_terms(words, cars[0].start)
    return (
        cars[0]._replace(
            pick_up=places.pick_up,
            drop_off=places.drop_off,
            category=terms.category or cars[0].category,
            automatic=terms.automatic or cars[0].automatic,
            pick_up_at=terms.pick_up_at,
            drop_off_at=terms.drop_off_at,
        ),
    )


def take_unsold(words: Words) -> tuple[str, ...]:
    """Return what is asked for and nobody sells, in the traveller's own words, taken out of `words`."""
    found = _take_all(words, lambda match: match["rail"] is None and not _is_rental(match))
    return tuple(dict.fromkeys(match["thing"].lower() for match in found))


def say_unsold(things: tuple[str, ...]) -> str:
    """Return that these things are not sold, and what is."""
    quoted = " and ".join(f'"{thing}"' for thing in things)
    return f"Nobody sells {quoted} here. {SOLD}"


def _take_all(words: Words, wanted: Callable[[re.Match[str]], bool]) -> list[re.Match[str]]:
    found = [match for match in _asked_for(words.text) if wanted(match)]
    for match in found:
        words.blank(*match.span())
    return found


def _is_rental(match: re.Match[str]) -> bool:
    """Return whether a car is one to drive oneself, and not the way: "by car", "a private car"."""
    if match["mode"].lower() not in {"car", "cars"}:
        return False
    lead, kinds = (match["lead"] or "").lower(), match["kinds"].lower()
    is_transport = lead in {"by", "on", "via", "in"} or (match["noun"] or "").lower() in _NO_RENTAL
    return not (is_transport or _DRIVEN.search(kinds))


def _category(kinds: str) -> CarCategory:
    plain = re.sub(r"[ -]", "", kinds.lower()).replace("midsize", "intermediate").replace("fullsize", "full_size")
    return next((category for category in CarCategory if category.value in plain), CarCategory.MINI)


def _asked_for(text: str) -> Iterator[re.Match[str]]:
    if not _ANY_MODE.search(text):
        return
    for match in _MODE.finditer(text):
        is_bare = match["thing"] == match["mode"] and not (match["lead"] or match["article"])
        before = text[: match.start()]
        owned = match["article"] in {"my", "our"} and before.rstrip().endswith("with")
        if owned or _PART_OF.match(text, match.end()) or _NOT_ASKED.search(before):
            continue
        if is_bare and (
            _is_in_a_name(match, text) or _VERB_OR_PLACE.search(before) or _is_named_place(match["mode"], text)
        ):
            continue
        yield match


def _is_named_place(word: str, text: str) -> bool:
    """Return whether the word is a place, written as one: "Van to Istanbul", "BUS-IST"."""
    return word[0].isupper() and text.upper() != text and names_place(word)


def _is_in_a_name(match: re.Match[str], text: str) -> bool:
    """Return whether the word is in a person's name, such as "Robin van Persie"."""
    return any(name.start() < match.start() < name.end() for name in _NAMED_VAN.finditer(text))
