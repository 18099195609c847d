"""The wish for a hotel: whether there is one, how near the centre, and what a night may cost."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from chalicelib.domain.money import Money, from_major
from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.reading.clarifications import Findings
from chalicelib.domain.trip_requests.reading.nearness import NamedNear, take_nearness
from chalicelib.domain.trip_requests.reading.numbers import AMOUNT, COUNT, amount_in, amount_of, shared_sign
from chalicelib.domain.trip_requests.reading.place_names import place_at_start, tidy_name
from chalicelib.domain.trip_requests.reading.trip_dates import TripDates, say_too_long
from chalicelib.domain.trip_requests.reading.words import GAP, Words
from chalicelib.domain.trip_requests.sale_window import MOST_NIGHTS, SaleWindow
from chalicelib.domain.trip_requests.trip_request import StayRequest

_A_HOTEL = r"(?:hotels?|accommodation|lodgings?|stay|room|place to stay)"
_NO_HOTEL = re.compile(
    r"\b(?:(?:no|without(?: an?| any)?"
    r"|(?:do|does|did|will|shall|would)(?:n't| not) (?:need|require|want)(?: an?| any)?)"
    rf" {_A_HOTEL}(?: (?:is |are )?(?:needed|required|necessary|this time))?"
    rf"|(?:the |my |our )?{_A_HOTEL},? (?:is |are )?(?:not (?:needed|required|necessary|wanted)|(?:already |all )?"
    r"(?:booked|arranged|sorted|taken care of|organised|organized|paid)(?: already)?|(?:i|we) (?:already )?have"
    r"(?: already)?|(?:i|we)(?:'ve| have) (?:already )?(?:booked|got|arranged|sorted))"
    r"|(?<!can )(?<!could )(?<!may )(?<!should )(?<!must )(?:i|we)(?:'ve| have)? (?:already )?"
    r"(?:have|got|booked|arranged) (?:a |my |our |the )?"
    rf"{_A_HOTEL}(?: already)?)\b",
    re.IGNORECASE,
)
_ROOM = r"(?:(?:1|one|an?) )?(?:(?:single|double|twin|hotel|ac|quiet) )?(?<!meeting )(?<!class )(?<!bath )room"
# Counted rooms say who travels as well: they are left to whoever counts the travellers.
_ROOMS = re.compile(r"\brooms\b", re.IGNORECASE)
_COUNTED = re.compile(
    rf"\b(?:{COUNT}|number of|some|several|few|many|separate|single|double|twin|bed)\s+$", re.IGNORECASE
)
_HOTEL = re.compile(
    r"\b(?:(?:and|with|plus|including|book|need) )*(?:an? |the |any )?"
    rf"(?:hotels?(?: accommodation)?(?:,? {_ROOM}| rooms| stay)?|accommodations?|lodgings?|{_ROOM}"
    r"|(?:some)?where to (?:stay|sleep|crash)|(?:place|bed|somewhere) to (?:stay|sleep|crash)|beds?|stay(?=\s*:))\b",
    re.IGNORECASE,
)
_CENTRE = re.compile(
    r"\b(?:(?:which is |that is )?(?:near|close to|in|by|around|at) )?(?:the )?"
    r"(?:city[- ]cent(?:re|er)|town cent(?:re|er)|(?<!cost )(?<!cost-)cent(?:re|er)(?: of (?:the )?(?:town|city))?"
    r"|down ?town|centrally located|central(?= ?(?:location|¦))(?: location)?)\b",
    re.IGNORECASE,
)
_LIMIT = (
    r"(?:\b(?:(?:for|at|costing|priced) )?(?P<limit>under|below|max(?:imum)?\.?(?: of)?|up to|at most|no more than"
    r"|not more than|less than|cheaper than|within|not over|not above|capped at|cap(?: of)?|budget(?: of)?"
    r"|limit(?: of)?"
    r"|not exceeding|not to exceed|keep it (?:under|below)"
    r"|for|at|around|about|from|over|above)\s+)?"
)
_PER_NIGHT = r"\s*(?:\b(?:a|per|each|every|the)[ -]?night(?:ly)?\b|/\s?(?:night|nt)\b|\bnightly\b|\bp\.?n\.?(?![a-z]))"
_BEHIND = (
    r"(?:,?\s*(?:\b(?:max(?:imum)?|tops|at (?:the )?most|or (?:less|under|below)|(?:is|being) (?:my|the"
    r"|our) (?:limit|max(?:imum)?|cap"
    r"|budget|ceiling))\b\.?))?"
)
_TOPS = r"(?:\s+(?:max(?:imum)?|tops|at most)\b)?"
_NIGHTLY = re.compile(_LIMIT + AMOUNT + _TOPS + _PER_NIGHT + _BEHIND, re.IGNORECASE)
_BARE_NIGHTLY = re.compile(
    _LIMIT + r"(?<![0-9.,])(?P<bare>[0-9]{1,7}(?:\.[0-9]{2})?)" + _TOPS + _PER_NIGHT + _BEHIND, re.IGNORECASE
)
_HOTEL_PRICE = re.compile(
    r"(?P<hotel>hotel[^,.;!?¦]{0,40}?)" + _LIMIT + AMOUNT + r"(?:\s*(?P<total>in total|total|all in))?", re.IGNORECASE
)
_NOT_A_CAP = frozenset({"around", "about", "from", "over", "above"})
_MOST_NIGHTS_OFFERED = 5
# That a hotel or a car is all there is to book; who gets there by themselves needs no journey.
_ONLY = re.compile(
    r"\b(?:(?:only|just|all (?:i|we) need is) (?:need )?(?:an? |the |some )?(?:hotel|room|accommodation|place to stay"
    r"|rental car|hire car|car)|(?:hotel|room|accommodation|car) only|no flights?(?: this time| needed| required)?"
    r"|(?:i|we) (?:only|just) need (?:an? )?(?:hotel|room|rental car|car))\b",
    re.IGNORECASE,
)
_IN_EACH = re.compile(
    r"\b(?:in|at) (?:each|every|both|all)(?: of)?(?: the)?(?: (?:cit(?:y|ies)|towns?|stops?|places?))?\b"
    r"|\bfor (?:each|every|both|all)(?: of)?(?: the)? (?:cit(?:y|ies)|towns?|stops?|places?)\b",
    re.IGNORECASE,
)
_IN = re.compile(rf"[\s{GAP}]*\b(?:in|at)\s+", re.IGNORECASE)
_AND_IN = re.compile(r"[\s,]*\band\s+(?:(?:in|at)\s+)?|\s*,\s*(?:in|at)\s+", re.IGNORECASE)
_NO_FLIGHT = re.compile(r"\bno flights?(?: this time| needed| required)?\b", re.IGNORECASE)
_JOURNEY = re.compile(
    r"\b(?:fly|flying|flights?|planes?|tickets?|trips?|travel(?:l?ing)?|one[- ]way|round[- ]trip|return(?:ing)?"
    r"|home)\b",
    re.IGNORECASE,
)


def speaks_of_journey(text: str) -> bool:
    """Return whether the words ask for more than a hotel or a car, be it in passing."""
    return bool(_JOURNEY.search(text))


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
    shared: re.Match[str] | None = None  # the price of a night, where several currencies share its sign
    near: NamedNear | None = None


def read_stay(words: Words, findings: Findings, own_currency: str) -> StayReading:
    """Take the hotel and its price out of `words`."""
    refused = bool(words.take_all(_NO_HOTEL))
    priced = _NIGHTLY.search(words.text)
    shared = priced if priced is not None and shared_sign(priced) else None
    nightly, total = _take_price(words, findings, own_currency)
    hotels = words.take_all(_HOTEL)
    rooms = list(_ROOMS.finditer(words.text))
    for match in rooms:
        if not _COUNTED.search(words.text[: match.start()]):
            words.blank(*match.span())
    wanted = bool(hotels or rooms) or nightly is not None or total is not None
    in_each = any("hotels" in match[0].lower() for match in hotels)
    if hotels and words.take_all(_IN_EACH):
        in_each = True
    near_centre = wanted and bool(words.take_all(_CENTRE))
    near = take_nearness(words) if wanted and not near_centre else None
    if refused and wanted:
        findings.refuse("A hotel is both asked for and refused.")
    ends = tuple(sorted(match.end() for match in (*hotels, *rooms)))
    return StayReading(wanted and not refused, near_centre, nightly, total, ends, in_each, shared, near)


def settle_currency(
    reading: StayReading, places: Sequence[Place], own_currency: str, findings: Findings
) -> StayReading:
    """Return the reading with the price of a night in the currency of the places, where several share its sign; two
    that fit are asked about."""
    if reading.shared is None or reading.nightly_cap is None:
        return reading
    countries = {place.country for place in places}
    # The first two letters of a currency are its country's, by ISO 4217.
    possible = shared_sign(reading.shared)
    fitting = [code for code in possible if code[:2] in countries]
    if not fitting:
        return reading
    if own_currency in possible and own_currency not in fitting:
        fitting.append(own_currency)
    code: str | None = fitting[0]
    if len(fitting) > 1:
        choices = [(each, str(amount_in(reading.shared, each))) for each in fitting]
        code = findings.choose("nightlyCap", f"Which currency is {reading.shared[0].strip()!r}?", choices)
    return reading._replace(nightly_cap=amount_in(reading.shared, code) if code else None)


def take_stay_places(words: Words, reading: StayReading) -> tuple[str, ...]:
    """Return the cities in which a hotel is said to be, taken out of `words`."""
    found: list[str] = []
    for end in reading.ends:
        lead = _IN.match(words.text, end)
        while lead and (place := place_at_start(words.text[lead.end() :])):
            found.append(tidy_name(place))
            behind = lead.end() + len(place)
            words.blank(lead.start(), behind)
            lead = _AND_IN.match(words.text, behind)
    return tuple(found)


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


def _take_price(words: Words, findings: Findings, own_currency: str) -> tuple[Money | None, Money | None]:
    """Return (limit for a night, limit for all nights)."""
    if match := words.take(_NIGHTLY):
        return _cap(match, findings, own_currency), None
    if match := words.take(_BARE_NIGHTLY):
        amount = from_major(Decimal(match["bare"]), own_currency)
        choices = [(own_currency, str(amount))]
        code = findings.choose("nightlyCap", f"In which currency is {match['bare']} a night?", choices)
        return (amount if code else None), None
    match = _HOTEL_PRICE.search(words.text)
    if match is None:
        return None, None
    words.blank(match.end("hotel"), match.end())
    amount_said = _cap(match, findings, own_currency)
    if amount_said is None or match["total"]:
        return None, amount_said
    choices = [("night", f"{amount_said} a night"), ("stay", f"{amount_said} for all nights together")]
    answer = findings.choose("nightlyCap", f"Is {amount_said} the limit for a night or for the whole stay?", choices)
    return (amount_said, None) if answer == "night" else (None, amount_said)


def _cap(match: re.Match[str], findings: Findings, own_currency: str) -> Money | None:
    amount = amount_of(match, own_currency)
    said = match[0].strip()
    if amount is None:
        findings.refuse(f"The currency in {said!r} is not one that we know.")
    elif amount.amount == 0:
        findings.refuse("The price of a night must be more than zero.")
    elif (match["limit"] or "").lower() in _NOT_A_CAP:
        findings.refuse(f"{said!r} is no upper limit; say up to how much a night may cost.")
    else:
        return amount
    return None
