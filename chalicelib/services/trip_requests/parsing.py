"""Understanding what a traveller asks for: words or fields in, places and dates out, or what is wrong with them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated

import msgspec

from chalicelib import settings
from chalicelib.domain.identity import Identity
from chalicelib.domain.ids import PassengerId
from chalicelib.domain.money import CurrencyCode, Money
from chalicelib.domain.places.place import Place
from chalicelib.domain.text import CostCentre, ShortText
from chalicelib.domain.timestamps import Day
from chalicelib.domain.trip_requests.arrivals import earliest_arrival
from chalicelib.domain.trip_requests.sale_window import sale_window
from chalicelib.domain.trip_requests.spelling import spell_travellers
from chalicelib.domain.trip_requests.trip_request import (
    Answers,
    Cabin,
    StayRequest,
    TravellerName,
    TripRequest,
)
from chalicelib.domain.value import Value
from chalicelib.errors import AmbiguousRequest, Clarification, FieldError, InvalidInput
from chalicelib.services import employees
from chalicelib.services.trip_requests.currencies import check_currency
from chalicelib.services.trip_requests.limits import check_party, limits_of
from chalicelib.services.trip_requests.naming import (
    Named,
    display_name,
    name_travellers,
    refuse_repeated,
    refuse_unnamed,
)

# One who flies one way checks in when they arrive: overnight, and across the date line, two days later at most.
ARRIVES_WITHIN = timedelta(days=2)
# Who flies back after midnight, or late in the evening, keeps the room for a night more.
KEEPS_ROOM = timedelta(days=1)

# Why a cost centre cannot be charged for travellers with these user ids (None for a guest; none where they are named).
WhyNot = Callable[[str, Sequence[str | None]], str | None]

PlaceText = Annotated[
    str, msgspec.Meta(min_length=1, max_length=100, description="A city, or an IATA airport or city code")
]
# Where a journey begins and ends as long as that has not been read.
_ANYWHERE = Place(name="anywhere", country="ZZ", airports=(), latitude=0, longitude=0, timezone="UTC")


class StayPreferences(Value, frozen=True):
    """A hotel at the destination; by default for all nights of the trip."""

    check_in: Annotated[
        Day | None,
        msgspec.Meta(
            description="Date of the first night; by default the night of arrival, to which an arrival before 06:00 of "
            "the next day belongs"
        ),
    ] = None
    check_out: Day | None = None
    nightly_cap: Money | None = None
    near_centre: bool = False
    total_cap: Annotated[
        Money | None, msgspec.Meta(description="The most that all nights and rooms may cost together")
    ] = None


class BookingRequest(Value, frozen=True):
    """A trip request: `request` in words, or `origin`, `destination` and `departOn`.

    `answers` answers the questions of an earlier attempt, by the question's field.
    """

    request: Annotated[str, msgspec.Meta(min_length=1, max_length=1000, description="The trip in words")] | None = None
    answers: Answers = {}
    origin: PlaceText | None = None
    destination: PlaceText | None = None
    depart_on: Day | None = None
    return_on: Annotated[
        Day | None, msgspec.Meta(description="Date of return (ISO 8601); absent for a one-way trip")
    ] = None
    cabin: Cabin | None = None
    stay: StayPreferences | None = None
    purpose: ShortText | None = None
    cost_centre: Annotated[
        CostCentre | None,
        msgspec.Meta(
            description="The cost centre that is charged for all; by default each traveller's share is charged to "
            "their own, and a guest's to yours"
        ),
    ] = None
    travellers: Annotated[
        tuple[TravellerName, ...],
        msgspec.Meta(max_length=9, description="Travellers, you included; by default only you"),
    ] = ()
    passenger_ids: Annotated[
        tuple[PassengerId, ...],
        msgspec.Meta(
            max_length=9, description="Instead of `travellers`: ids of passenger profiles that you may book for"
        ),
    ] = ()
    currency: Annotated[
        CurrencyCode | None,
        msgspec.Meta(
            description="Currency of the offers, the company's by default; one in which no supplier sells is refused, "
            "with those that there are"
        ),
    ] = None


def understand(
    identity: Identity,
    booking_request: BookingRequest,
    *,
    now: datetime,
    why_not: WhyNot = lambda _centre, _users: None,
) -> TripRequest:
    """Return what is asked for, with real places and dates. `why_not` says why a cost centre cannot be charged for
    travellers with these user ids, nobody's of them where they are named.

    Raises InvalidInput with everything that is wrong, AmbiguousRequest with everything that must be asked back.
    """
    named = name_travellers(identity, booking_request.travellers, booking_request.passenger_ids)
    refused = _refuse_cost_centres(booking_request, named, why_not)
    booking_request = _with_cost_centre(identity, booking_request)
    # Before anything is asked back: nobody answers questions about a trip that is refused whatever they say.
    with_stay = booking_request.stay is not None
    check_currency(booking_request.currency or settings.current().currency, with_stay=with_stay)
    check_party(len(named.travellers), with_stay=with_stay)
    if booking_request.request is None:
        request = _read_fields(booking_request, named, now)
    else:
        request = _read_words(identity, booking_request, booking_request.request, now, named, refused)
    request = msgspec.structs.replace(request, passenger_ids=named.passenger_ids)
    check_dates(request, now)
    check_currency(request.currency, with_stay=request.stay is not None)
    check_party(len(request.travellers), with_stay=request.stay is not None)
    answer = booking_request.answers.get("latinNames")
    spelled = spell_travellers(request.travellers, named.nationalities, answer)
    return msgspec.structs.replace(request, travellers=spelled)


def names_cost_centre(booking_request: BookingRequest) -> bool:
    """Return whether the request says which cost centre pays, in a field or in its words."""
    return booking_request.cost_centre is not None or bool(_named_cost_centres(booking_request))


def _named_cost_centres(booking_request: BookingRequest) -> tuple[str, ...]:
    """Return the cost centres that the request names: those of its words, else that of the field."""
    field = (booking_request.cost_centre,) if booking_request.cost_centre is not None else ()
    if booking_request.request is None:
        return field
    from chalicelib.domain.trip_requests.reading.people import cost_centres_in

    return cost_centres_in(booking_request.request) or field


def _refuse_cost_centres(booking_request: BookingRequest, named: Named, why_not: WhyNot) -> frozenset[str]:
    """Return which of the cost centres that the request names cannot be charged. Raises InvalidInput when it is none
    that can."""
    reasons = {code: why_not(code, named.user_ids) for code in _named_cost_centres(booking_request)}
    refused = {code: reason for code, reason in reasons.items() if reason is not None}
    if refused and len(refused) == len(reasons):
        errors = [FieldError("/costCentre", reason) for reason in refused.values()]
        raise InvalidInput("You may not charge this cost centre.", errors)
    return frozenset(refused)


def check_dates(request: TripRequest, now: datetime) -> None:
    """Raise InvalidInput with every date of `request` that cannot be booked any more, or not yet, or not so."""
    errors = date_errors_in(request, now)
    if errors:
        raise InvalidInput("These dates cannot be booked.", errors)


def with_places(
    request: TripRequest, places: tuple[Place | str, Place | str], answers: Mapping[str, str], now: datetime
) -> TripRequest:
    """Return `request` from and to these places. What is refused whatever is answered is refused before anything is
    asked back, and only places are offered from which its dates are on sale.

    Raises InvalidInput with everything that is wrong, AmbiguousRequest with everything that must be asked back.
    """
    try:
        origin, destination = read_places(*places, answers)
    except AmbiguousRequest as doubt:
        raise AmbiguousRequest(list(_answerable(request, places[0], answers, doubt.questions, now))) from None
    return msgspec.structs.replace(request, origin=origin, destination=destination)


def _answerable(
    request: TripRequest,
    origin: Place | str,
    answers: Mapping[str, str],
    questions: Sequence[Clarification],
    now: datetime,
) -> Iterator[Clarification]:
    """Yield the questions with the choices by which the dates are on sale. Raises InvalidInput where none is."""
    from chalicelib.domain.places.resolver import resolve_place

    asked = next((each for each in questions if each.field == "origin"), None)
    choices = asked.choices if asked else ((answers.get("origin", origin), ""),)
    errors = {}
    for code, _ in choices:
        place = code if isinstance(code, Place) else resolve_place(code, "origin")
        errors[code] = date_errors_in(msgspec.structs.replace(request, origin=place), now)
    if errors and all(errors.values()):
        raise InvalidInput("These dates cannot be booked.", errors[choices[0][0]])
    for question in questions:
        on_sale = tuple(each for each in question.choices if not errors[each[0]]) if question is asked else None
        yield question if on_sale is None else question._replace(choices=on_sale)


def date_errors_in(request: TripRequest, now: datetime) -> list[FieldError]:
    """Yield every date of `request` that cannot be booked any more, or not yet, or not so."""
    window = sale_window(request.origin, now, limits_of(with_stay=False).ahead)
    today, sold_until = window.today, window.last
    errors = []
    if request.depart_on < today:
        errors.append(FieldError("/departOn", f"in the past: today is {today}"))
    if request.depart_on > sold_until:
        errors.append(FieldError("/departOn", f"airlines sell only until {sold_until}"))
    if request.return_on and request.return_on < request.depart_on:
        errors.append(FieldError("/returnOn", "before the departure"))
    if request.return_on and request.return_on > sold_until:
        errors.append(FieldError("/returnOn", f"airlines sell only until {sold_until}"))
    if request.stay is not None:
        errors.extend(_stay_errors_in(request.stay, request, today))
    return errors


def _stay_errors_in(stay: StayRequest, request: TripRequest, today: date) -> Iterator[FieldError]:
    """Yield what is wrong with a stay: it lies with its journey, from the first arrival that can be to the return, and
    is on sale."""
    returns, limits = request.return_on, limits_of(with_stay=True)
    sold_until = today + limits.ahead
    if stay.check_in < min(request.depart_on, earliest_arrival(request)):
        yield FieldError("/stay/checkIn", "before the departure")
    elif returns is not None and stay.check_in > returns:
        yield FieldError("/stay/checkIn", "after the return")
    elif returns is None and stay.check_in - request.depart_on > ARRIVES_WITHIN:
        yield FieldError("/stay/checkIn", f"more than {ARRIVES_WITHIN.days} days after the departure")
    if stay.check_out <= stay.check_in:
        yield FieldError("/stay/checkOut", "not after the check-in")
    elif returns is not None and stay.check_out > returns + KEEPS_ROOM:
        yield FieldError("/stay/checkOut", "after the return")
    if stay.nights > limits.nights:
        yield FieldError("/stay/checkOut", f"{stay.nights} nights; hotels sell at most {limits.nights}")
    if stay.check_out > sold_until:
        yield FieldError("/stay/checkOut", f"hotels sell only until {sold_until}")
    for name, cap in (("nightlyCap", stay.nightly_cap), ("totalCap", stay.total_cap)):
        if cap and cap.amount <= 0:
            yield FieldError(f"/stay/{name}/amount", "not above zero")


def _with_cost_centre(identity: Identity, booking_request: BookingRequest) -> BookingRequest:
    """Return the same with what it counts against: as asked, else the requester's own cost centre, else the stage's."""
    if booking_request.cost_centre is not None:
        return booking_request
    usual = employees.cost_centre_of(identity.user_id)
    return msgspec.structs.replace(booking_request, cost_centre=usual)


def _read_fields(booking_request: BookingRequest, named: Named, now: datetime) -> TripRequest:
    errors = [
        FieldError(f"/{name}", "required unless the trip is given in words")
        for name, value in (
            ("origin", booking_request.origin),
            ("destination", booking_request.destination),
            ("departOn", booking_request.depart_on),
        )
        if value is None
    ]
    if (
        errors
        or booking_request.origin is None
        or booking_request.destination is None
        or booking_request.depart_on is None
    ):
        raise InvalidInput("Origin, destination and date are required, in words or as fields.", errors)
    if not named.travellers:
        raise refuse_unnamed()
    draft = TripRequest(
        origin=_ANYWHERE,
        destination=_ANYWHERE,
        depart_on=booking_request.depart_on,
        return_on=booking_request.return_on,
        cabin=booking_request.cabin or Cabin.ECONOMY,
        stay=read_stay(booking_request.stay, booking_request.depart_on, booking_request.return_on)
        if booking_request.stay
        else None,
        purpose=booking_request.purpose,
        cost_centre=booking_request.cost_centre or employees.default_cost_centre(),
        travellers=named.travellers,
        currency=booking_request.currency or settings.current().currency,
    )
    places = booking_request.origin, booking_request.destination
    return with_places(draft, places, dict(booking_request.answers.items()), now)


def _read_words(
    identity: Identity,
    booking_request: BookingRequest,
    text: str,
    now: datetime,
    named: Named,
    refused_cost_centres: frozenset[str],
) -> TripRequest:
    from chalicelib.domain.trip_requests.reading.reader import ReadingDefaults, read_request

    twice = [
        FieldError(f"/{name}", "say it in the words, or leave the words out")
        for name, value in (
            ("origin", booking_request.origin),
            ("destination", booking_request.destination),
            ("departOn", booking_request.depart_on),
            ("returnOn", booking_request.return_on),
            ("stay", booking_request.stay),
        )
        if value is not None
    ]
    if twice:
        raise InvalidInput("A trip is given in words or as fields, not both.", twice)
    here = settings.current()
    defaults = ReadingDefaults(
        traveller=next(iter(named.travellers), None),
        currency=booking_request.currency or here.currency,
        cabin=booking_request.cabin or Cabin.ECONOMY,
        cost_centre=booking_request.cost_centre or employees.default_cost_centre(),
        refused_cost_centres=refused_cost_centres,
        display_name=display_name(identity),
        given=named.travellers if named.is_given else (),
        limits=limits_of(with_stay=False),
        stay_limits=limits_of(with_stay=True),
    )
    read = read_request(text, now=now, defaults=defaults, answers=dict(booking_request.answers.items()))
    if not named.is_given:
        refuse_repeated(
            read.travellers, "/answers/travellers" if "travellers" in booking_request.answers else "/request"
        )
    return msgspec.structs.replace(read, purpose=booking_request.purpose or read.purpose)


def read_places(origin: Place | str, destination: Place | str, answers: Mapping[str, str]) -> tuple[Place, Place]:
    """Return both places, found by what they are called where they are not known yet; what is wrong with either is
    reported at once, and questions about both are asked at once."""
    from chalicelib.domain.places.resolver import resolve_place

    errors: list[FieldError] = []
    questions: list[Clarification] = []
    found: list[Place] = []
    for field, place in (("origin", origin), ("destination", destination)):
        if isinstance(place, Place):
            found.append(place)
            continue
        try:
            found.append(resolve_place(answers.get(field, place), field))
        except AmbiguousRequest as error:
            questions.extend(error.questions)
        except InvalidInput as error:
            errors.extend(error.errors)
    if errors:
        raise InvalidInput("A place could not be found.", errors)
    if questions:
        raise AmbiguousRequest(questions)
    if set(found[0].airports) & set(found[1].airports):
        raise InvalidInput("Origin and destination are the same place.", [FieldError("/destination", "the origin")])
    return found[0], found[1]


def read_stay(preferences: StayPreferences, depart_on: date, return_on: date | None) -> StayRequest:
    """Return the stay that is requested, by default for the nights of the trip. Raises InvalidInput when it has no
    end."""
    check_out = preferences.check_out or return_on
    if check_out is None:
        detail = "required for a stay on a one-way trip"
        raise InvalidInput("The check-out date is missing.", [FieldError("/stay/checkOut", detail)])
    return StayRequest(
        check_in=preferences.check_in or depart_on,
        check_out=check_out,
        nightly_cap=preferences.nightly_cap,
        near_centre=preferences.near_centre,
        begins_on_arrival=preferences.check_in is None,
        total_cap=preferences.total_cap,
    )
