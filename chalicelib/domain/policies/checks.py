"""How each rule of the policy is checked against one option: what it expects, what it finds, and nothing else.

Every check only ever finds more as a price or a cabin rises, so that a dearer option is never judged more kindly.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache, singledispatch
from typing import NamedTuple, TypeVar

from chalicelib.domain.money import Money, convert
from chalicelib.domain.offers.offers import Leg, Option, Refundability, StayOffer
from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.policies import document as rules
from chalicelib.domain.policies.document import Action, Amounts, Policy, Rule, Violation
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.value import Value

Band = TypeVar("Band")


class Case(Value, frozen=True):
    """Everything that a rule may look at."""

    option: Option
    request: TripRequest
    policy: Policy
    today: date
    budget_left: Money | None


class Finding(NamedTuple):
    """One way in which a rule is broken; `action` only where it is not the rule's own."""

    expected: str
    actual: str
    action: Action | None = None


def find_violations(rule: Rule, case: Case) -> Iterator[Violation]:
    """Every way in which the option breaks `rule`, at least one when it does."""
    for finding in _check(rule, case):
        yield Violation(
            rule=rule.name,
            clause=rule.clause,
            expected=finding.expected,
            actual=finding.actual,
            action=finding.action or rule.action,
        )


def route_length(request: TripRequest) -> int:
    """Metres along the great circle from origin to destination, whatever way the airline flies."""
    here, there = request.origin, request.destination
    return round(great_circle_distance(here.latitude, here.longitude, there.latitude, there.longitude))


def in_scope(scope: rules.Scope, request: TripRequest) -> bool:
    """Whether a trip of this request is domestic or international, as `scope` asks."""
    international = request.origin.country != request.destination.country
    return scope == "any" or (scope == "international") is international


def same_city(one: str, other: str) -> bool:
    """Whether two names are the same but for case, accents and what is not a letter ("Saint-Denis", "SAINT DENIS")."""
    return _plain(one) == _plain(other)


def names_destination(rule: rules.DestinationApproval, request: TripRequest) -> bool:
    """Whether the trip goes to one of the countries or cities that the rule names."""
    there = request.destination
    return there.country in rule.countries or any(
        city.country == there.country
        and (same_city(city.city, there.name) or not set(city.airports).isdisjoint(there.airports))
        for city in rule.cities
    )


def city_cap(rule: rules.NightlyCap, city: str, country: str) -> rules.CityCap | None:
    """The limit that the rule sets for this very city, by any of its names."""
    for cap in rule.cities:
        if cap.country == country and any(same_city(name, city) for name in (cap.city, *cap.also)):
            return cap
    return None


def nightly_amounts(rule: rules.NightlyCap, city: str, country: str) -> Amounts:
    """The limit for a room a night in `city`: the city's, else the country's, else the default."""
    if (cap := city_cap(rule, city, country)) is not None:
        return cap.amounts
    return next((cap.amounts for cap in rule.countries if cap.country == country), rule.default)


def nightly_price(stay: StayOffer) -> Money:
    """What one room costs a night, from the whole price, rounded up so that no fraction hides above a limit."""
    room_nights = max(1, stay.nights * stay.rooms)
    return Money(amount=-(-stay.price.amount // room_nights), currency=stay.price.currency)


@singledispatch
def _check(rule: Rule, case: Case) -> Iterator[Finding]:
    raise NotImplementedError(f"There is no check for the rule {rule.name}.")


@_check.register
def _cabin_by_duration(rule: rules.CabinByDuration, case: Case) -> Iterator[Finding]:
    for leg in (leg for flight in case.option.flights for leg in flight.legs):
        longest = max(segment.duration for segment in leg.segments)
        allowed = _band(rule.bands, [band.from_seconds for band in rule.bands], longest).cabin
        above = [segment for segment in leg.segments if segment.cabin.rank > allowed.rank]
        if above:
            flown = ", ".join(f"{_words(segment.cabin)} on {segment.flight_number}" for segment in above)
            expected = f"{_words(allowed)} at most where the longest flight takes {_hours(longest)}"
            yield Finding(expected, f"{flown} ({_ends(leg)})")


@_check.register
def _fare_cap(rule: rules.FareCap, case: Case) -> Iterator[Finding]:
    length = route_length(case.request)
    amounts = _band(rule.bands, [band.from_metres for band in rule.bands], length).amounts
    for flight in case.option.flights:
        shares = len(case.request.passengers) * len(flight.legs)
        per = f"for {_count(len(case.request.passengers), 'passenger')} and {_count(len(flight.legs), 'direction')}"
        yield from _above(flight.price, amounts, case, times=shares, unit=f"{per} over {_kilometres(length)}")


@_check.register
def _nightly_cap(rule: rules.NightlyCap, case: Case) -> Iterator[Finding]:
    for stay in case.option.stays:
        amounts = nightly_amounts(rule, stay.city, stay.country)
        yield from _above(nightly_price(stay), amounts, case, unit=f"a night in {stay.city}")


@_check.register
def _total_cap(rule: rules.TotalCap, case: Case) -> Iterator[Finding]:
    yield from _above(case.option.price, rule.amounts, case, unit="for the whole trip")


@_check.register
def _budget_available(_: rules.BudgetAvailable, case: Case) -> Iterator[Finding]:
    centre, left, price = case.request.cost_centre, case.budget_left, case.option.price
    if left is None:
        yield Finding(f"a budget of {centre} for {case.request.depart_on.year}", "no budget")
        return
    rate = case.policy.rate(left.currency)
    limits = (left,) if rate is None else (left, convert(left, case.policy.currency, rate))
    yield from _above(price, limits, case, unit=f"left in the budget of {centre}")


@_check.register
def _advance_booking(rule: rules.AdvanceBooking, case: Case) -> Iterator[Finding]:
    days = (case.request.depart_on - case.today).days
    if in_scope(rule.scope, case.request) and days < rule.min_days:
        yield Finding(f"booked at least {_count(rule.min_days, 'day')} ahead", f"{_count(days, 'day')} ahead")


@_check.register
def _preferred_carriers(rule: rules.PreferredCarriers, case: Case) -> Iterator[Finding]:
    preferred = {carrier.code for carrier in rule.carriers}
    others = [code for code in _carriers(case) if code not in preferred]
    if others:
        yield Finding("a preferred carrier: " + ", ".join(carrier.code for carrier in rule.carriers), ", ".join(others))


@_check.register
def _barred_carriers(rule: rules.BarredCarriers, case: Case) -> Iterator[Finding]:
    flown = _carriers(case)
    for carrier in rule.carriers:
        if carrier.code in flown:
            yield Finding("no flight with a barred carrier", f"{carrier.name} ({carrier.code})")


@_check.register
def _destination_approval(rule: rules.DestinationApproval, case: Case) -> Iterator[Finding]:
    if names_destination(rule, case.request):
        there = case.request.destination
        yield Finding(f"a destination without restriction ({rule.reason})", f"{there.name}, {there.country}")


@_check.register
def _short_route(rule: rules.ShortRoute, case: Case) -> Iterator[Finding]:
    length = route_length(case.request)
    if case.option.flights and in_scope(rule.scope, case.request) and length < rule.min_metres:
        yield Finding(f"no flight under {_kilometres(rule.min_metres)}", f"a flight over {_kilometres(length)}")


@_check.register
def _refundable(rule: rules.Refundable, case: Case) -> Iterator[Finding]:
    components = case.option.flights if rule.component == "flight" else case.option.stays
    for component in components:
        if component.refundability is Refundability.NONE:
            for finding in _above(component.price, rule.above, case, unit="unless it is refundable"):
                yield finding._replace(actual=f"{finding.actual} for a {rule.component} that is not refundable")


@_check.register
def _hotel_stars(rule: rules.HotelStars, case: Case) -> Iterator[Finding]:
    for stay in case.option.stays:
        if stay.stars > rule.max_stars:
            yield Finding(f"a hotel of {_count(rule.max_stars, 'star')} at most", f"{stay.stars} stars ({stay.name})")


@_check.register
def _stay_length(rule: rules.StayLength, case: Case) -> Iterator[Finding]:
    for stay in case.option.stays:
        if stay.nights > rule.max_nights:
            yield Finding(f"a stay of {_count(rule.max_nights, 'night')} at most", _count(stay.nights, "night"))


@_check.register
def _travelling_together(rule: rules.TravellingTogether, case: Case) -> Iterator[Finding]:
    together = len(case.request.passengers)
    if case.option.flights and together > rule.max_passengers:
        yield Finding(f"{_count(rule.max_passengers, 'passenger')} at most on one aircraft", f"{together} passengers")


@_check.register
def _purpose_stated(rule: rules.PurposeStated, case: Case) -> Iterator[Finding]:
    if in_scope(rule.scope, case.request) and not (case.request.purpose or "").strip():
        yield Finding("the purpose of the trip", "no purpose given")


def _above(price: Money, amounts: Sequence[Money], case: Case, *, unit: str, times: int = 1) -> Iterator[Finding]:
    """A finding when `price` is above `times` the limit: in its own currency, else in the policy's by company rate."""
    policy = case.policy
    by_currency = {amount.currency: amount for amount in amounts}
    if own := by_currency.get(price.currency):
        if price.amount > own.amount * times:
            yield Finding(f"at most {own * times} {unit}", str(price))
        return
    rate, limit = policy.rate(price.currency), by_currency.get(policy.currency)
    if rate is None or limit is None:
        known = f"at most {amounts[0] * times} {unit}"
        yield Finding(known, f"{price}, and the company has no exchange rate between the two", Action.APPROVE)
        return
    converted = convert(price, policy.currency, rate)
    if converted.amount > limit.amount * times:
        yield Finding(f"at most {limit * times} {unit}", f"{price}, which is {converted} at the company's rate {rate}")


def _band(bands: Sequence[Band], starts: Sequence[int], value: int) -> Band:
    """The last band that starts at or below `value`; the first starts at 0."""
    return next(band for band, start in zip(reversed(bands), reversed(starts), strict=True) if start <= value)


def _carriers(case: Case) -> list[str]:
    return list(dict.fromkeys(code for flight in case.option.flights for code in flight.carriers))


@lru_cache(maxsize=1024)
def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def _words(name: str) -> str:
    return name.replace("_", " ")


def _ends(leg: Leg) -> str:
    return f"{leg.segments[0].origin}-{leg.segments[-1].destination}"


def _hours(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    return f"{hours} h {rest // 60:02} min"


def _kilometres(metres: int) -> str:
    return f"{metres / 1000:.1f} km"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
