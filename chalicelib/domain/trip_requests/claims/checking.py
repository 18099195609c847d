"""Which claims the words of a request bear out. A phrase has to stand in the text, whole and not denied; read by the
rules by itself, it has to say what is claimed; and nothing around it may say otherwise."""

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

import msgspec

from chalicelib.domain.trip_requests.claims import route_checks, wish_checks
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
    PurposeClaim,
    StayPlaceClaim,
    TotalCapClaim,
)
from chalicelib.domain.trip_requests.claims.evidence import BorneOut, Checked, Dropped, Evidence
from chalicelib.domain.trip_requests.claims.located import Span
from chalicelib.domain.trip_requests.languages.small_words import Language
from chalicelib.domain.trip_requests.reading.reader import ReadingDefaults

_OfStay = HotelClaim | NightsClaim | NightlyCapClaim | TotalCapClaim | NearCentreClaim | MinStarsClaim
_Wish = ModeClaim | CabinClaim | CarClaim | PreferenceClaim | PartyClaim | _OfStay
_Said = DepartureDayClaim | OneWayClaim | DepartureClaim | ArrivalClaim | CheckInClaim | CheckOutClaim | _Wish
_OF_MANY = (PreferenceClaim, CompanionClaim, StayPlaceClaim)
_FIRST_ENDS, _THEN_DAYS, _THEN_THE_REST = range(3)


def check_claims(
    claims: Sequence[AnyClaim], text: str, language: Language, *, now: datetime, defaults: ReadingDefaults
) -> Checked:
    """Return which claims about `text` are borne out by it, places and days first, for the rest hangs on them; two
    that contradict each other are both dropped, and all of a later slice of which an end is not borne out."""
    evidence = Evidence(text, language, now, defaults)
    dropped: list[Dropped] = []
    for claim in sorted(claims, key=_order):
        spans = () if _is_beyond(claim, evidence) else evidence.text.find(claim.phrase)
        borne_out = next((found for span in spans if (found := _check(evidence, claim, span))), None)
        if borne_out is None:
            dropped.append(Dropped(claim, spans[0] if spans else None))
        else:
            evidence.kept.append(borne_out)
    lost = {claim.slice for claim, _ in dropped if isinstance(claim, OriginClaim | DestinationClaim)}
    contested = [
        each
        for each in evidence.kept
        if any(_contradicts(each, other) for other in evidence.kept)
        or (getattr(each.claim, "slice", 0) > 0 and getattr(each.claim, "slice", 0) in lost)
    ]
    kept = tuple(each for each in evidence.kept if each not in contested)
    return Checked(evidence.text, kept, (*dropped, *(Dropped(each.claim, each.span) for each in contested)))


def _order(claim: AnyClaim) -> tuple[int, int]:
    match claim:
        case OriginClaim() | DestinationClaim():
            return _FIRST_ENDS, claim.slice
        case StayPlaceClaim():
            return _FIRST_ENDS, 0
        case DepartureDayClaim():
            return _THEN_DAYS, claim.slice
        case CheckInClaim() | CheckOutClaim():
            return _THEN_DAYS, 0
        case _:
            return _THEN_THE_REST, 0


def _is_beyond(claim: AnyClaim, evidence: Evidence) -> bool:
    """Return whether a claim is about a slice to which no slice before it leads."""
    number = getattr(claim, "slice", 0)
    known = {getattr(each.claim, "slice", 0) for each in evidence.kept}
    return number > 0 and number - 1 not in known and number not in known


def _check(evidence: Evidence, claim: AnyClaim, span: Span) -> BorneOut | None:
    """Return the claim as the phrase at `span` bears it out, whatever it is about."""
    if evidence.around.denies(span):
        return None
    match claim:
        case OriginClaim():
            return route_checks.check_origin(evidence, claim, span)
        case DestinationClaim():
            return route_checks.check_destination(evidence, claim, span)
        case StayPlaceClaim():
            return route_checks.check_stay_place(evidence, claim, span)
        case CompanionClaim():
            return wish_checks.check_companion(evidence, claim, span)
        case PurposeClaim():
            return wish_checks.check_purpose(evidence, claim, span)
        case _:
            english = evidence.english(claim.phrase)
            return (
                _check_said(evidence, claim, span, english) if english and not _is_cut(evidence, claim, span) else None
            )


def _is_cut(evidence: Evidence, claim: _Said, span: Span) -> bool:
    """Return whether more of a day or of a number stands beside the phrase, or it is said of something else."""
    match claim:
        case DepartureDayClaim():
            around = evidence.around
            return around.cuts_day(span) or around.is_of_event(span) or around.is_bounded(span)
        case CheckInClaim() | CheckOutClaim():
            return evidence.around.cuts_day(span)
        case NightlyCapClaim() | TotalCapClaim():
            return evidence.around.cuts_number(span) or evidence.around.is_of_fare(span)
        case NightsClaim() | PartyClaim() | MinStarsClaim():
            return evidence.around.cuts_number(span)
        case DepartureClaim() | ArrivalClaim():
            return evidence.around.cuts_time(span) or evidence.around.is_of_event(span)
        case _:
            return False


def _check_said(evidence: Evidence, claim: _Said, span: Span, english: str) -> BorneOut | None:
    match claim:
        case DepartureDayClaim():
            return route_checks.check_departure_day(evidence, claim, span, english)
        case OneWayClaim():
            return route_checks.check_one_way(evidence, claim, span, english)
        case DepartureClaim() | ArrivalClaim():
            return route_checks.check_window(evidence, claim, span, english)
        case CheckInClaim() | CheckOutClaim():
            return route_checks.check_stay_day(evidence, claim, span, english)
        case _:
            return _check_wish(evidence, claim, span, english)


def _check_wish(evidence: Evidence, claim: _Wish, span: Span, english: str) -> BorneOut | None:
    match claim:
        case ModeClaim():
            return wish_checks.check_mode(evidence, claim, span, english)
        case CabinClaim():
            return wish_checks.check_cabin(evidence, claim, span, english)
        case CarClaim():
            return wish_checks.check_car(evidence, claim, span, english)
        case PreferenceClaim():
            return wish_checks.check_preference(evidence, claim, span, english)
        case PartyClaim():
            return wish_checks.check_party(evidence, claim, span, english)
        case _:
            return _check_stay(evidence, claim, span, english)


def _check_stay(evidence: Evidence, claim: _OfStay, span: Span, english: str) -> BorneOut | None:
    match claim:
        case HotelClaim():
            return wish_checks.check_hotel(evidence, claim, span, english)
        case NightsClaim():
            return wish_checks.check_nights(evidence, claim, span, english)
        case NightlyCapClaim() | TotalCapClaim():
            return wish_checks.check_cap(evidence, claim, span, english)
        case NearCentreClaim() | MinStarsClaim():
            return wish_checks.check_stay(evidence, claim, span, english)
        case _:
            assert_never(claim)


def _contradicts(one: BorneOut, other: BorneOut) -> bool:
    """Return whether two claims cannot both hold: a trip, and a slice, has one of everything but of preferences, hotels
    and companions."""
    if type(one.claim) is not type(other.claim) or isinstance(one.claim, _OF_MANY):
        return False
    values = [{**msgspec.structs.asdict(each.claim), "phrase": ""} for each in (one, other)]
    return values[0].get("slice") == values[1].get("slice") and values[0] != values[1]
