"""A request in the plain English that the rules read whole, made of nothing but what its words bear out."""

from collections.abc import Sequence

from chalicelib.domain.trip_requests.claims.claim import (
    AnyClaim,
    ArrivalClaim,
    CabinClaim,
    CarClaim,
    CheckInClaim,
    CheckOutClaim,
    CompanionClaim,
    DepartureClaim,
    DepartureDayClaim,
    DestinationClaim,
    HotelClaim,
    MinStarsClaim,
    ModeClaim,
    NearCentreClaim,
    NightlyCapClaim,
    NightsClaim,
    OneWayClaim,
    OriginClaim,
    PartyClaim,
    PreferenceClaim,
    StayPlaceClaim,
    TotalCapClaim,
)
from chalicelib.domain.trip_requests.claims.evidence import BorneOut
from chalicelib.domain.trip_requests.preferences import Strength

_OF_SLICES = (OriginClaim, DestinationClaim, DepartureDayClaim)
_FEW = 2  # slices of which the second may be the way back


def restate(kept: Sequence[BorneOut]) -> str:
    """Return a sentence that asks for what is borne out, in an order that the rules read; empty where that is no
    trip."""
    count = 1 + max((each.claim.slice for each in kept if isinstance(each.claim, _OF_SLICES)), default=-1)
    route = "; ".join(filter(None, (_say_slice(kept, number, count) for number in range(count))))
    mode = _say(kept, ModeClaim, "{}" if count <= _FEW else "{} throughout")
    if count > _FEW:
        route, mode = ": ".join([*mode, route]), []
    sentences = [route, *_say(kept, NightsClaim, "{}")] if route else _say_alone(kept)
    if not sentences:
        return ""
    sentences += [*_say(kept, OneWayClaim, "one way"), *mode, *_say(kept, CabinClaim, "{}")]
    sentences += _say_hotels(kept) if route else []
    sentences += [*_say(kept, CarClaim, "with {}")] if route else []
    sentences += [*_say(kept, PreferenceClaim, "{}"), *_say(kept, PartyClaim, "{}")]
    names = " and ".join(_say(kept, CompanionClaim, "{}"))
    return ". ".join([*sentences, *([f"Travelling with {names}"] if names else [])])


def _say_slice(kept: Sequence[BorneOut], number: int, count: int) -> str:
    """Return one slice: from where to where, on which day, at which times."""
    known = {each.claim.slice: each for each in kept if isinstance(each.claim, DepartureDayClaim)}
    days = [_say_day(known[number], known.get(number - 1))] if number in known else []
    times = [
        f", {_say_window(each.claim)}"
        for each in kept
        if isinstance(each.claim, DepartureClaim | ArrivalClaim) and each.claim.slice == number
    ]
    return "".join([_say_route(kept, number, count), *days, *times])


def _say_day(said: BorneOut, before: BorneOut | None) -> str:
    """Return the day of a slice; that of the slice before it, said again, would be taken for the same one."""
    match said.claim:
        case DepartureDayClaim(day=day) if said.is_certain:
            is_same = before is not None and isinstance(before.claim, DepartureDayClaim) and before.claim.day == day
            return " the same day" if is_same else f" on {day}"
        case _:
            return f", {said.english}"


def _say_window(claim: DepartureClaim | ArrivalClaim) -> str:
    """Return the times of a slice, with the verb that says of which end they are."""
    verb = "arriving" if isinstance(claim, ArrivalClaim) else "departing"
    window = claim.window
    limits = (window.not_before, window.not_after)
    match limits:
        case (str(begin), str(end)):
            times = f"between {begin} and {end}"
        case (str(begin), _):
            times = f"not before {begin}"
        case _:
            times = f"not after {window.not_after}"
    return f"{verb} {times}{' if possible' if window.strength is Strength.WISH else ''}"


def _say_route(kept: Sequence[BorneOut], number: int, count: int) -> str:
    """Return from where to where a slice leads; the second of two may be the way back."""
    origin, destination = _end(kept, OriginClaim, number), _end(kept, DestinationClaim, number)
    if number == 0:
        return " ".join([*([f"From {origin}"] if origin else []), *([f"to {destination}"] if destination else [])])
    first, before = _end(kept, OriginClaim, 0), _end(kept, DestinationClaim, number - 1)
    if number == count - 1 and destination in (None, first) and origin in (None, before):
        return "back" if count <= _FEW or not (before and first) else f"{before} to {first}"
    leaves = origin or before
    return f"{leaves} to {destination}" if leaves and destination else f"on to {destination}" if destination else ""


def _end(kept: Sequence[BorneOut], kind: type[OriginClaim] | type[DestinationClaim], number: int) -> str | None:
    """Return how the words call an end of a slice."""
    ends = [each for each in kept if isinstance(each.claim, OriginClaim | DestinationClaim)]
    return next((each.english for each in ends if isinstance(each.claim, kind) and each.claim.slice == number), None)


def _say_alone(kept: Sequence[BorneOut]) -> list[str]:
    """Return a hotel or a car to which no slice leads; nothing where neither is asked for."""
    is_car = not _of_hotels(kept)
    if is_car and not _say(kept, CarClaim, "{}"):
        return []
    place = " and in ".join(_say(kept, StayPlaceClaim, "{}"))
    days = [
        f"{'from' if isinstance(each.claim, CheckInClaim) else 'to'} {each.claim.day}"
        if each.is_certain
        else each.english
        for each in kept
        if isinstance(each.claim, CheckInClaim | CheckOutClaim)
    ]
    thing = " and ".join(_say(kept, CarClaim, "{}")) if is_car else "a hotel"
    first = " ".join(
        ["Only", thing, *([f"in {place}"] if place else []), *filter(None, days), *_say(kept, NightsClaim, "for {}")]
    )
    others = [] if is_car else _say(kept, CarClaim, "with {}")
    return [first, *others, *_say_terms(kept)]


def _say_stay_day(said: BorneOut) -> str:
    """Return the first or the last day of what no slice leads to; nothing of another claim."""
    match said.claim:
        case CheckInClaim(day=day):
            return f"from {day}" if said.is_certain else said.english
        case CheckOutClaim(day=day):
            return f"to {day}" if said.is_certain else said.english
        case _:
            return ""


def _say_hotels(kept: Sequence[BorneOut]) -> list[str]:
    """Return the hotels of a journey, and what is asked of them."""
    if not _of_hotels(kept):
        return []
    places = " and ".join(_say(kept, StayPlaceClaim, "in {}"))
    return [f"hotel {places}".strip(), *_say_terms(kept)]


def _of_hotels(kept: Sequence[BorneOut]) -> list[BorneOut]:
    kinds = HotelClaim | NightlyCapClaim | TotalCapClaim | NearCentreClaim | MinStarsClaim
    return [each for each in kept if isinstance(each.claim, kinds)]


def _say_terms(kept: Sequence[BorneOut]) -> list[str]:
    """Return what is asked of hotels; an amount is a limit of the hotel where that word stands before it."""
    caps = [*_say(kept, NightlyCapClaim, "hotel {}"), *_say(kept, TotalCapClaim, "hotel {}")]
    return [*caps, *_say(kept, NearCentreClaim, "hotel {}"), *_say(kept, MinStarsClaim, "{}")]


def _say(kept: Sequence[BorneOut], kind: type[AnyClaim], form: str) -> list[str]:
    """Return each claim of a kind as its words are in English, in a form."""
    return [form.format(each.english) for each in kept if isinstance(each.claim, kind)]
