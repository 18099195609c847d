"""Understanding what a traveller asks for: words or fields in, places and dates out, or what is wrong with them."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

import msgspec

from chalicelib import settings
from chalicelib.domain.identity import Identity
from chalicelib.domain.trip_requests.request_reading import RequestReading
from chalicelib.domain.trip_requests.spelling import spell_travellers
from chalicelib.domain.trip_requests.trip_request import ENGLISH, MOST_PREFERENCES, Cabin, TripRequest
from chalicelib.errors import FieldError, InvalidInput
from chalicelib.gateways.suppliers import registry
from chalicelib.services import employees
from chalicelib.services.trip_requests.bookable import BookablePeople, put_profiles
from chalicelib.services.trip_requests.currencies import check_currency
from chalicelib.services.trip_requests.fields import BookingRequest
from chalicelib.services.trip_requests.limits import check_party, check_trip, limits_of
from chalicelib.services.trip_requests.naming import (
    Named,
    display_name,
    name_travellers,
    refuse_repeated,
    refuse_unnamed,
)
from chalicelib.services.trip_requests.shapes import Shape, settle_shape

# Why a cost centre cannot be charged for travellers with these user ids (None for a guest; none where they are named).
WhyNot = Callable[[str, Sequence[str | None]], str | None]


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
    kinds = _kinds_of(booking_request)
    check_currency(booking_request.currency or settings.current().currency, kinds)
    check_party(len(named.travellers), kinds)
    words = booking_request.words
    people = BookablePeople(identity)
    if words is None:
        request = _read_fields(booking_request, named, now)
    else:
        request = _read_words(identity, booking_request, words, now, named, refused, people)
    nationalities = named.nationalities
    if words is None or named.is_given:
        request = msgspec.structs.replace(request, passenger_ids=named.passenger_ids)
    else:
        request, nationalities = put_profiles(request, named, people.profile_of)
    check_trip(request, now)
    check_currency(request.currency, registry.kinds_of(request))
    check_party(len(request.travellers), registry.kinds_of(request))
    answer = booking_request.answers.get("latinNames")
    spelled = spell_travellers(request.travellers, nationalities, answer)
    return msgspec.structs.replace(request, travellers=spelled)


def explain_words(words: str | None, request: TripRequest, now: datetime) -> RequestReading | None:
    """Return how words were read, of which `request` came at `now`; None without any, and where nobody knows."""
    if words is None:
        return None
    from chalicelib.services.trip_requests.words import explain

    return explain(words, request, now)


def includes_requester(booking_request: BookingRequest) -> bool:
    """Return whether the requester is one of the travellers, where no travellers were given beside the words."""
    if booking_request.words is None:
        return True
    from chalicelib.domain.trip_requests.reading.people.people import says_requester_travels

    return says_requester_travels(booking_request.words)


def names_cost_centre(booking_request: BookingRequest) -> bool:
    """Return whether the request says which cost centre pays, in a field or in its words."""
    return booking_request.cost_centre is not None or bool(_named_cost_centres(booking_request))


def days_asked_for(booking_request: BookingRequest) -> tuple[date, ...]:
    """Return the days on which something of what is asked for in fields begins; none of a request in words."""
    stays = [each.check_in for each in booking_request.stays if each.check_in is not None]
    return (
        *(each.depart_on for each in booking_request.slices),
        *stays,
        *(each.pick_up_on for each in booking_request.cars),
    )


def _named_cost_centres(booking_request: BookingRequest) -> tuple[str, ...]:
    """Return the cost centres that the request names: those of its words, else that of the field."""
    field = (booking_request.cost_centre,) if booking_request.cost_centre is not None else ()
    words = booking_request.words
    if words is None:
        return field
    from chalicelib.domain.trip_requests.languages.glossary import put_cost_centres_in_english
    from chalicelib.domain.trip_requests.reading.people.charges import cost_centres_in

    return cost_centres_in(put_cost_centres_in_english(words)) or field


def _refuse_cost_centres(booking_request: BookingRequest, named: Named, why_not: WhyNot) -> frozenset[str]:
    """Return which of the cost centres that the request names cannot be charged. Raises InvalidInput when it is none
    that can."""
    reasons = {code: why_not(code, named.user_ids) for code in _named_cost_centres(booking_request)}
    refused = {code: reason for code, reason in reasons.items() if reason is not None}
    if refused and len(refused) == len(reasons):
        errors = [FieldError("/costCentre", reason) for reason in refused.values()]
        raise InvalidInput("You may not charge this cost centre.", errors)
    return frozenset(refused)


def _kinds_of(booking_request: BookingRequest) -> tuple[str, ...]:
    """Return what is asked for in fields; words ask for a flight at least, for all that is known before they are
    read."""
    return registry.kinds_of(booking_request) or ("flight",)


def _with_cost_centre(identity: Identity, booking_request: BookingRequest) -> BookingRequest:
    """Return the same with what it counts against: as asked, else the requester's own cost centre, else the stage's."""
    if booking_request.cost_centre is not None:
        return booking_request
    usual = employees.cost_centre_of(identity.user_id)
    return msgspec.structs.replace(booking_request, cost_centre=usual)


def _read_fields(booking_request: BookingRequest, named: Named, now: datetime) -> TripRequest:
    if not (booking_request.slices or booking_request.stays or booking_request.cars):
        detail = "required, or `stays` or `cars`, unless the trip is given in words"
        raise InvalidInput("A trip is given in words, or by slices, stays or cars.", [FieldError("/slices", detail)])
    if booking_request.cabin is not None:
        raise InvalidInput(
            "Each slice has a cabin of its own.", [FieldError("/cabin", "of a request in words; give it in `slices`")]
        )
    if booking_request.replies:
        raise InvalidInput(
            "Fields are changed by fields.",
            [FieldError("/replies", "of a request in words; change the fields instead")],
        )
    if not named.travellers:
        raise refuse_unnamed()
    shape = Shape(booking_request.slices, booking_request.stays, booking_request.cars)
    around = TripRequest(
        slices=(),
        stays=(),
        preferences=booking_request.preferences,
        purpose=booking_request.purpose,
        cost_centre=booking_request.cost_centre or employees.default_cost_centre(),
        travellers=named.travellers,
        currency=booking_request.currency or settings.current().currency,
    )
    return settle_shape(shape, around, booking_request.answers, now)


def _read_words(
    identity: Identity,
    booking_request: BookingRequest,
    text: str,
    now: datetime,
    named: Named,
    refused_cost_centres: frozenset[str],
    people: BookablePeople,
) -> TripRequest:
    from chalicelib.domain.trip_requests.reading.reader import ReadingDefaults
    from chalicelib.services.trip_requests.words import read_words

    twice = [
        FieldError(f"/{name}", "say it in the words, or leave the words out")
        for name, value in (
            ("slices", booking_request.slices),
            ("stays", booking_request.stays),
            ("cars", booking_request.cars),
        )
        if value
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
        find_people=people.find,
        given=named.travellers if named.is_given else (),
        home=named.home_airport,
        limits=limits_of(["flight"]),
        stay_limits=limits_of(["flight", "stay"]),
    )
    answers = dict(booking_request.answers.items())
    if not booking_request.replies:
        read = read_words(text, now=now, defaults=defaults, answers=answers)
    else:
        from chalicelib.services.trip_requests.replies import read_with_replies

        read = read_with_replies(
            lambda known: read_words(known.get(ENGLISH, "").strip() or text, now=now, defaults=defaults, answers=known),
            answers,
            booking_request.replies,
            now,
        )
    if not named.is_given:
        refuse_repeated(
            read.travellers, "/answers/travellers" if "travellers" in booking_request.answers else "/request"
        )
    # What is given beside the words comes first: it is what the caller is sure of.
    preferences = tuple(dict.fromkeys((*booking_request.preferences, *read.preferences)))
    if len(preferences) > MOST_PREFERENCES:
        detail = f"{len(preferences)} together with those of the words; a trip has at most {MOST_PREFERENCES}"
        raise InvalidInput("Too many preferences.", [FieldError("/preferences", detail)])
    return msgspec.structs.replace(read, purpose=booking_request.purpose or read.purpose, preferences=preferences)
