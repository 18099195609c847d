"""The wish for a hotel: whether there is one, how near the centre, and what a night may cost."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from chalicelib.domain.money import Money
from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.clarifications import Findings
from chalicelib.domain.trip_requests.reading.days.trip_dates import TripDates, say_too_long
from chalicelib.domain.trip_requests.reading.hotels.hotel_prices import AskedPrice, settle_price, take_price
from chalicelib.domain.trip_requests.reading.hotels.hotel_words import (
    ASKED_BEHIND,
    HOTEL,
    find_rooms,
    take_refused_hotel,
)
from chalicelib.domain.trip_requests.reading.hotels.nearness import NamedNear, take_nearness
from chalicelib.domain.trip_requests.reading.hotels.stay_phrases import StayPlace
from chalicelib.domain.trip_requests.reading.journeys.place_names import place_at_start, tidy_name
from chalicelib.domain.trip_requests.reading.text.words import GAP, Words
from chalicelib.domain.trip_requests.sale_window import MOST_NIGHTS, SaleWindow
from chalicelib.domain.trip_requests.trip_request import StayRequest

_CENTRE = LatePattern(
    r"\b(?:(?:which is |that is )?(?:(?:not (?:too )?far|a short walk) from|near|close to|right in|in|by|around"
    r"|at) )?(?:the )?"
    r"(?:city[- ]cent(?:re|er)|town cent(?:re|er)"
    r"|(?:(?<=\bthe )|(?<=\bnear )|(?<=\bin )|(?<=\bby ))cent(?:re|er)(?: of (?:the )?(?:town|city))?"
    r"|down ?town|centrally located|central(?= ?(?:location|¦))(?: location)?"
    r"|(?:heart|middle) of (?:the )?(?:city|town)"
    r"|(?:somewhere|anywhere|something|preferably|ideally|(?:should|must|to) be|as|quite|fairly|very)"
    r" central(?: as possible)?"
    r"|central(?=\s*(?:[,.;!)]|$)))\b",
    re.IGNORECASE,
)
_ROOM = LatePattern(r"\broom\b", re.IGNORECASE)
_MOST_NIGHTS_OFFERED = 5
# "Direct flights are not required": a journey is, and only its kind is not.
_NO_KIND_OF = "".join(
    rf"(?<!\b{kind} )"
    for kind in (
        *(
            "direct",
            "nonstop",
            "non-stop",
            "non stop",
            "through",
            "connecting",
            "class",
            "business",
            "economy",
            "premium",
        ),
        *("refundable", "flexible", "flexi", "early", "late", "morning", "afternoon", "evening", "night", "overnight"),
        *("return", "onward", "outbound", "inbound", "back", "express", "sleeper"),
    )
)
# That a hotel or a car is all there is to book; who gets there by themselves needs no journey.
_GETS_THERE = (
    r"(?:not|don't|do not|won't|no|doesn't) need (?:an? |any |the |of |for )?(?:any )?(?:flights?|trains?"
    r"|tickets?|transport|travel)"
    r"|no (?:flights?|trains?|tickets?|transport|travel|journey|travel tickets?)(?: (?:is|are))? (?:needed"
    r"|required|necessary)"
    rf"|(?:the )?{_NO_KIND_OF}(?:flights?|trains?|tickets?|travel|transport)"
    r"(?: (?:is|are|was|were|has been|have been))? (?:already )?"
    r"(?:not (?:needed|required)|need not be (?:arranged|booked|made|reserved)|needn't be (?:arranged|booked)"
    r"|done|booked|sorted|arranged|taken care of)(?: already)?"
    r"(?: by (?:the |our |my )?(?:clients?|customer|hosts?|company|organi[sz]ers?))?"
    r"|(?:i|we)(?:'ll| will| shall|'ve| have)? (?:see to|book|arrange|sort(?: out)?|handle|manage|take care of"
    r"|do|booked|got)"
    r" (?:the|my|our|any) (?:flights?|trains?|travel|transport|tickets?|journey)(?: (?:myself|ourselves"
    r"|separately|already))?"
    r"(?:,? (?-i:[A-Z][a-z]+) (?:booked|bought|arranged|sorted|did) them"
    r"(?: (?:already|yesterday|last (?:week|month)|this (?:morning|week)|for (?:me|us)))*)?"
    r"|(?:the |my |our )?(?:flights?|flight tickets?|air tickets?|tickets?|trains?|travel|transport"
    r"|journey),? (?:the |our |my )?"
    r"(?:clients?|customer|hosts?|company|organi[sz]ers?|assistant|secretary|office|colleague"
    r"|(?-i:[A-Z][a-z]+)) (?:is|are|will be"
    r"|has|have)(?: already)? (?:arrang|book|provid|handl|organi[sz]|do|pay|issu)\w*(?: (?:for )?(?:them|it))?"
    r"(?: (?:from|on|by) (?:their|his|her|its) (?:side|end|own))?"
    r"|(?:the |our |my )?(?:clients?|customer|hosts?|company|organi[sz]ers?|assistant|secretary|office"
    r"|colleague) (?:is|are|will be|will"
    r"|has|have)(?: already)? (?:arrang|book|provid|handl|organi[sz]|pay|issu)\w*(?: for)? (?:the |my |our "
    r"|all )*(?:flights?"
    r"|flight tickets?|air tickets?|tickets?|trains?|travel|transport)(?: (?:from|on|by) (?:their|his|her"
    r"|its) (?:side|end|own))?"
    r"|(?:the |my )?(?:travel|transport|journey|trip) (?:i|we)(?:'ll| will)? (?:manage|arrange|organi[sz]e|do|make|book"
    r"|handle|take care of)(?: (?:(?:by|with|on) )?(?:(?:my |our )?own(?: (?:vehicle|car|means|transport))?"
    r"|myself|ourselves))?"
    r"|(?:my [a-z]+|somebody|someone|(?-i:[A-Z][a-z]+))(?:'s|'ll| is| will)? (?:be )?(?:dropping|drop|driving"
    r"|drive|taking"
    r"|take|bringing|bring) (?:me|us)(?: (?:off|there|over|down|up|in))*(?= *(?:[.,;!]|$|so\b|and\b))"
    r"|(?:i'm|i am|we're|we are|i've|we've|i|we) already (?:flying|on a (?:flight|plane|train)|have (?:a |my "
    r"|our |the )?"
    r"(?:flights?|trains?|tickets?|seats?)|booked on)\b[^.;:!?,]{0,30}"
    r"|(?:i'm|i am|we're|we are|i'll be|i will be|i'll|i will) (?:already there|driving|drive)(?: (?:down|up"
    r"|there|over|myself|ourselves))*"
    r"(?:,? so no need (?:for|of) (?:an? )?(?:flights?|trains?|tickets?))?"
)
_NOT_BACK = r"(?! (?:back|home|for the (?:way|trip|journey|return)|on the (?:way|return))\b)"
_NO_RIDE = (
    r"no (?:flights?|trains?|air|rail|planes?)(?:(?:,| and| or|/)* (?:no )?(?:flights?|trains?|air|rail|planes?"
    r"|anything"
    r"(?: (?:like that|else))?|transport))+"
)
_ONLY = LatePattern(
    r"\b(?:(?:only|just|all (?:i|we) need is) (?:(?:need|get|grab|book|find|give|reserve) )?(?:(?:me|us) )?"
    r"(?:an? |the |some )?(?:hotel|room|accommodation|place to stay|rental(?: car)?|hire car|car)"
    r"|(?:hotel|room|accommodation|car|car hire|car rental|rental) only"
    rf"|{_NO_RIDE}|no (?:flights?{_NOT_BACK}|air(?:fare\b|\b(?!\s+(?-i:[A-Z]))))(?: this time| needed| required)?"
    rf"|{_GETS_THERE}"
    r"|(?:i|we) (?:only|just) need (?:an? )?(?:hotel|room|rental car|car))\b",
    re.IGNORECASE,
)
_IN_EACH = LatePattern(
    r"\b(?:in|at) (?:each|every|both|all)(?: of)?(?: the)?(?: (?:cit(?:y|ies)|towns?|stops?|places?))?\b"
    r"|\bfor (?:each|every|both|all)(?: of)?(?: the)? (?:cit(?:y|ies)|towns?|stops?|places?)\b",
    re.IGNORECASE,
)
_IN = LatePattern(
    rf"(?:[\s{GAP}:!]|\b{ASKED_BEHIND}\b)*(?:\b(?:in|at)\b|@)\s*",
    re.IGNORECASE,
)
_LOOK_BACK = 60
_IN_BEFORE = LatePattern(
    r"(?:^|[.;,:!?(]\s+|\band\s+)(?P<lead>(?i:in|at)\s+(?P<name>[^\W\d_a-z][\w'-]*(?: [^\W\d_a-z][\w'-]*){0,2})"
    r"(?: alone| only)?,?\s*(?:(?i:i|we)(?:'d)? (?:(?:need|want|like|require) )?)?(?:(?:an?|the|one|my|only an?) )?)$"
)
_AND_IN = LatePattern(
    r"[\s,]*\band\s+(?:(?:in|at)\s+)?|\s*,\s*(?:in|at)\s+"
    rf"|[\s{GAP},;]*\b(?:and|then)\s+(?:(?:then|one|another)\s+)?(?:(?:in|at)\s+)?",
    re.IGNORECASE,
)
# Several are listed behind a colon, each with days of its own.
_TRAVELS_ON = LatePattern(r"\s*(?:->|-|>|/|to\b)")
_LISTED = LatePattern(rf"[\s{GAP}]*:\s*")
_NO_FLIGHT = LatePattern(
    rf"(?:\b(?:so|and) )?\b(?:{_NO_RIDE}|no (?:flights?{_NOT_BACK}|air(?:fare\b|\b(?!\s+(?-i:[A-Z]))))(?: this time"
    rf"| needed"
    rf"| required)?|{_GETS_THERE})\b",
    re.IGNORECASE,
)
_JOURNEY = LatePattern(
    r"\b(?:fly|flying|flights?|planes?|tickets?|trips?|travel(?:l?ing)?|one[- ]way|round[- ]trip|return(?:ing)?"
    r"(?! (?:it|the car)\b)|home)\b",
    re.IGNORECASE,
)
_OCCUPANCY = LatePattern(
    r"\b(?:1 |one |a )?(?:single|double)(?: room)?(?: (?:for single )?(?:use|occupancy))?(?=\s*(?:[,.;)]|$))",
    re.IGNORECASE,
)
_FETCHED = LatePattern(r"\b(?:pick(?:ed|ing)?(?: it)?[ -]?up|p/u|collect(?:ed|ing|ion)?)\b", re.IGNORECASE)
_GOES = LatePattern(r"\b(?:from|to|trains?|rail|cars?)\b|->|\w{3} ?[-/>] ?[a-z]{3}", re.IGNORECASE)


def speaks_of_journey(text: str) -> bool:
    """Return whether the words ask for more than a hotel or a car, be it in passing; what is picked up is returned, and
    nobody."""
    said = {match[0].lower()[:6] for match in _JOURNEY.finditer(text)}
    return bool(said - {"return"} if _FETCHED.search(text) else said)


def take_only(words: Words) -> bool:
    """Return whether the words say that a hotel or a car is all that is to be booked; what of that says nothing else is
    taken out of them."""
    if not _ONLY.search(words.text):
        return False
    words.take_all(_NO_FLIGHT)
    return True


class StayReading(NamedTuple):
    """What was said about a hotel; `total` is a limit for all nights together."""

    wanted: bool
    near_centre: bool
    nightly_cap: Money | None
    total: Money | None
    ends: tuple[int, ...] = ()  # where in the text each word for a hotel ends
    in_each: bool = False  # in each city where a night is spent
    near: NamedNear | None = None
    price: AskedPrice | None = None  # what it may cost, before the places say in which currency


def read_stay(words: Words, findings: Findings) -> StayReading:
    """Take the hotel and its price out of `words`."""
    refused = take_refused_hotel(words)
    is_alone = bool(HOTEL.search(words.text) or _ROOM.search(words.text)) and not (
        speaks_of_journey(words.text) or _GOES.search(words.text)
    )
    price = take_price(words, findings, is_alone=is_alone)
    hotels = words.take_all(HOTEL)
    rooms = find_rooms(words)
    wanted = bool(hotels or rooms) or price is not None
    in_each = any("hotels" in match[0].lower() for match in hotels)
    if hotels and words.take_all(_IN_EACH):
        in_each = True
    if wanted:
        words.take_all(_OCCUPANCY)
    near_centre = wanted and bool(words.take_all(_CENTRE))
    near = take_nearness(words) if wanted and not near_centre else None
    if refused and wanted:
        findings.refuse("A hotel is both asked for and refused.")
    ends = tuple(sorted((*(match.end() for match in hotels), *rooms)))
    return StayReading(wanted and not refused, near_centre, None, None, ends, in_each, near, price)


def settle_currency(
    reading: StayReading, places: Sequence[Place], own_currency: str, findings: Findings
) -> StayReading:
    """Return the reading with its limits, in the currency that the words or the places say; what they leave open is
    asked."""
    if reading.price is None:
        return reading
    caps = settle_price(reading.price, places, own_currency, findings)
    return reading._replace(nightly_cap=caps.nightly, total=caps.total)


def take_stay_places(words: Words, reading: StayReading) -> tuple[StayPlace, ...]:
    """Return the cities in which a hotel is said to be, taken out of `words`."""
    found: list[StayPlace] = []
    for end in reading.ends:
        if (before := _place_before(words.text, end)) is not None:
            found.append(before)
            words.blank(before.start, before.end)
            continue
        lead = _IN.match(words.text, end) or (_LISTED.match(words.text, end) if reading.in_each else None)
        while lead and (place := place_at_start(words.text[lead.end() :])):
            behind = lead.end() + len(place)
            if _TRAVELS_ON.match(words.text, behind):
                break
            found.append(StayPlace(tidy_name(place), lead.end(), behind))
            words.blank(lead.start(), behind)
            lead = _AND_IN.match(words.text, behind)
    return tuple(found)


def _place_before(text: str, end: int) -> StayPlace | None:
    """Return the city that is said right before a word for a hotel, which ends there: "in Bergen a hotel"."""
    begin = len(text[:end].rstrip(GAP))
    lead = _IN_BEFORE.search(text, max(0, begin - _LOOK_BACK), begin)
    if lead is None or place_at_start(lead["name"]) != lead["name"]:
        return None
    return StayPlace(tidy_name(lead["name"]), lead.start("lead"), begin)


class StayNights(NamedTuple):
    """A stay by its nights; where it is, the route says."""

    check_in: date
    check_out: date
    nightly_cap: Money | None
    near_centre: bool
    keeps_nights: bool
    total_cap: Money | None


def place_stay(nights: StayNights, place: Place, *, returns: bool) -> StayRequest:
    """Return the stay at the end of the first slice, until the second where one returns."""
    return StayRequest(
        place=place, begins_on_arrival=True, arrives_by=0, leaves_by=1 if returns else None, **nights._asdict()
    )


def lone_stay(nights: StayNights, place: Place) -> StayRequest:
    """Return a stay that one comes to by oneself."""
    return StayRequest(place=place, **nights._asdict())


def stay_request(reading: StayReading, dates: TripDates, findings: Findings, window: SaleWindow) -> StayNights | None:
    """Return the nights of the stay for the days of the trip: from the night of arrival to the day of return, or as
    many nights as said."""
    if not reading.wanted or dates.depart_on is None:
        return None
    check_out, keeps_nights = dates.return_on, dates.return_on is None
    if check_out is None and dates.nights is not None:
        check_out = dates.depart_on + timedelta(days=dates.nights)
    if check_out is None:
        choices = [
            (str(n), f"{n} night{'s' * (n != 1)}")
            for n in range(1, _MOST_NIGHTS_OFFERED + 1)
            if dates.depart_on + timedelta(days=n) <= window.last and window.may_last(n)
        ]
        answer = findings.ask("nights", "For how many nights is the hotel?", choices)
        if answer is None:
            return None
        most = window.most_nights or MOST_NIGHTS
        if not (answer.isascii() and answer.isdigit() and len(answer) < 4 and 1 <= int(answer) <= most):
            findings.refuse(f"The answer must be a number of nights from 1 to {most}.", "/answers/nights")
            return None
        check_out = dates.depart_on + timedelta(days=int(answer))
    if check_out < dates.depart_on:
        return None  # refused with the dates
    if check_out == dates.depart_on:
        findings.refuse("A hotel is asked for, but the trip has no night.")
        return None
    nights = (check_out - dates.depart_on).days
    if not window.may_last(nights) and not findings.refused:
        findings.refuse(say_too_long(nights, window))
        return None
    return StayNights(
        check_in=dates.depart_on,
        check_out=check_out,
        nightly_cap=reading.nightly_cap,
        near_centre=reading.near_centre,
        keeps_nights=keeps_nights,
        total_cap=reading.total,
    )
