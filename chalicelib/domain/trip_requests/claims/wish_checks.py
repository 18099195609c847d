"""Whether the words bear out how is travelled and stayed, who travels, and what for."""

import msgspec

from chalicelib.domain.trip_requests.claims.claim import (
    CabinClaim,
    CarClaim,
    CompanionClaim,
    DestinationClaim,
    HotelClaim,
    MinStarsClaim,
    ModeClaim,
    NearCentreClaim,
    NightlyCapClaim,
    NightsClaim,
    PartyClaim,
    PreferenceClaim,
    PurposeClaim,
    TotalCapClaim,
)
from chalicelib.domain.trip_requests.claims.evidence import BorneOut, Evidence
from chalicelib.domain.trip_requests.claims.located import Span, plain_text
from chalicelib.domain.trip_requests.claims.probing import CARS, DAYS, MODE, PREFERENCES, STAYS, TERMS, Probed
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.people.traveller_names import FULL_NAME
from chalicelib.domain.trip_requests.trip_request import Cabin

_NAME = LatePattern(FULL_NAME)


def check_mode(evidence: Evidence, claim: ModeClaim, span: Span, english: str) -> BorneOut | None:
    """Return what is travelled by."""
    probed = evidence.prober.one_way(english)
    is_so = probed.request is not None and probed.request.slices[0].mode is claim.mode and probed.says_only(MODE)
    return BorneOut(claim, span, english) if is_so and not evidence.is_of_later_slice(span) else None


def check_cabin(evidence: Evidence, claim: CabinClaim, span: Span, english: str) -> BorneOut | None:
    """Return the cabin, unless the word is about something else: "business" of "business lunch"."""
    behind = evidence.around.word_behind(span)
    wider = f"{claim.phrase} {behind}" if behind else claim.phrase
    said = (_cabin(evidence, english), _cabin(evidence, evidence.english(wider)))
    is_so = said == (claim.cabin, claim.cabin) and not evidence.is_of_later_slice(span)
    return BorneOut(claim, span, english) if is_so else None


def check_hotel(evidence: Evidence, claim: HotelClaim, span: Span, english: str) -> BorneOut | None:
    """Return that a hotel is asked for."""
    probed = evidence.prober.stay(english)
    return (
        BorneOut(claim, span, english) if probed.request and probed.request.stays and probed.says_only(STAYS) else None
    )


def check_nights(evidence: Evidence, claim: NightsClaim, span: Span, english: str) -> BorneOut | None:
    """Return how many nights are spent away."""
    probed = evidence.prober.length(english)
    if probed.request is None or len(probed.request.slices) != 2 or not probed.says_only(DAYS):
        return None
    there, back = probed.request.slices
    return BorneOut(claim, span, english) if (back.depart_on - there.depart_on).days == claim.nights else None


def check_cap(evidence: Evidence, claim: NightlyCapClaim | TotalCapClaim, span: Span, english: str) -> BorneOut | None:
    """Return what a night, or all of them, may cost; where the words leave open which of these it is, or in which
    currency, that is asked about."""
    probed = evidence.prober.hotel(english, evidence.code_of(DestinationClaim))
    if set(probed.doubts) == {"nightlyCap"}:
        return BorneOut(claim, span, english, is_certain=False)
    terms = _terms(probed)
    said = {"nightly_cap" if isinstance(claim, NightlyCapClaim) else "total_cap": claim.amount}
    return BorneOut(claim, span, english) if terms == said else None


def check_stay(evidence: Evidence, claim: NearCentreClaim | MinStarsClaim, span: Span, english: str) -> BorneOut | None:
    """Return where in its city the hotel is, or how many stars it has at least."""
    terms = _terms(evidence.prober.hotel(english, evidence.code_of(DestinationClaim)))
    said = {"near_centre": True} if isinstance(claim, NearCentreClaim) else {"min_stars": claim.stars}
    return BorneOut(claim, span, english) if terms == said else None


def check_car(evidence: Evidence, claim: CarClaim, span: Span, english: str) -> BorneOut | None:
    """Return that a rental car is asked for, and which."""
    probed = evidence.prober.stay(english)
    if probed.request is None or len(probed.request.cars) != 1 or not probed.says_only(CARS):
        return None
    (car,) = probed.request.cars
    is_same = (car.category, car.automatic) == (claim.category, claim.automatic)
    return BorneOut(claim, span, english) if is_same else None


def check_preference(evidence: Evidence, claim: PreferenceClaim, span: Span, english: str) -> BorneOut | None:
    """Return a preference of the whole trip."""
    probed = evidence.prober.one_way(english)
    is_so = probed.says_only(PREFERENCES) and probed.request and probed.request.preferences == (claim.preference,)
    return BorneOut(claim, span, english) if is_so else None


def check_party(evidence: Evidence, claim: PartyClaim, span: Span, english: str) -> BorneOut | None:
    """Return how many travel: the words fit so many, and not one more."""
    fits, fits_more = (evidence.prober.party(english, claim.count + more).says_only() for more in (0, 1))
    return BorneOut(claim, span, english) if fits and not fits_more else None


def check_companion(evidence: Evidence, claim: CompanionClaim, span: Span) -> BorneOut | None:
    """Return the name of somebody who travels, as it is written; which part of it is which is asked."""
    name = plain_text(claim.name)
    is_whole = plain_text(claim.phrase) == name and bool(_NAME.fullmatch(name))
    return BorneOut(claim, span, name) if is_whole and evidence.around.accompanies(span) else None


def check_purpose(evidence: Evidence, claim: PurposeClaim, span: Span) -> BorneOut | None:
    """Return what the trip is for, in the very words of the request."""
    said = evidence.text.text[span.start : span.end]
    return BorneOut(claim, span, said) if plain_text(claim.purpose) == said else None


def _terms(probed: Probed) -> dict[str, object]:
    """Return what a phrase says of the hotel of a journey; nothing where it says something else as well."""
    if probed.request is None or not probed.request.stays or not probed.says_only(TERMS):
        return {}
    stay = msgspec.structs.asdict(probed.request.stays[0])
    return {name: stay[name] for name in ("nightly_cap", "total_cap", "near_centre", "min_stars") if stay[name]}


def _cabin(evidence: Evidence, english: str | None) -> Cabin | None:
    """Return the cabin of a journey of which the phrase says more; None where there is no such phrase."""
    request = evidence.prober.one_way(english).request if english else None
    return request.slices[0].cabin if request else None
