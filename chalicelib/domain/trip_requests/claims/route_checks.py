"""Whether the words bear out where and when is travelled, and by which times."""

import re
from datetime import date

from chalicelib.domain.places.place import Place
from chalicelib.domain.places.resolver import resolve_place
from chalicelib.domain.trip_requests.claims.claim import (
    ArrivalClaim,
    CheckInClaim,
    CheckOutClaim,
    DepartureClaim,
    DepartureDayClaim,
    DestinationClaim,
    OneWayClaim,
    OriginClaim,
    StayPlaceClaim,
)
from chalicelib.domain.trip_requests.claims.evidence import BorneOut, Evidence
from chalicelib.domain.trip_requests.claims.located import Span
from chalicelib.domain.trip_requests.claims.probing import ARRIVAL, DAYS, DEPARTURE, Probed
from chalicelib.domain.trip_requests.languages.exonyms import name_in_english
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.errors import AmbiguousRequest, InvalidInput

# What stands between two places where the first is the one that is left.
_JOINED = LatePattern(r"\s*(?:-|->|>|→|/|,|to|nach|à|a)?\s*", re.IGNORECASE)


def check_origin(evidence: Evidence, claim: OriginClaim, span: Span) -> BorneOut | None:
    """Return where a slice departs, unless the words say that it is gone to; but one goes on from where one arrived."""
    found = _check_place(evidence, claim, span)
    if found is None or not evidence.around.leads_there(span):
        return found
    return found if claim.slice and _is_at(found.place, evidence.place_of(DestinationClaim, claim.slice - 1)) else None


def check_destination(evidence: Evidence, claim: DestinationClaim, span: Span) -> BorneOut | None:
    """Return where a slice arrives, unless the words say that it is left; but one comes back to where one left. Where a
    meeting is, one need not go on to."""
    found = _check_place(evidence, claim, span)
    is_elsewhere = claim.slice > 0 and evidence.around.is_of_event(span)
    if found is None or is_elsewhere or _is_reversed(evidence, claim, span):
        return None
    if not evidence.around.leads_away(span):
        return found
    return found if claim.slice and _is_at(found.place, evidence.place_of(OriginClaim)) else None


def check_stay_place(evidence: Evidence, claim: StayPlaceClaim, span: Span) -> BorneOut | None:
    """Return a city where a hotel is asked for."""
    return _check_place(evidence, claim, span)


def check_departure_day(evidence: Evidence, claim: DepartureDayClaim, span: Span, english: str) -> BorneOut | None:
    """Return the day of a slice; one that is said of the way back is not that of the way there, and one of a slice
    that leads nowhere is of a way back, if there is any."""
    leads_nowhere = claim.slice > 0 and evidence.place_of(DestinationClaim, claim.slice) is None
    if claim.slice == 0 and evidence.around.comes_back(span):
        return None
    if leads_nowhere and not (evidence.around.speaks_of_return() or evidence.is_range(english)):
        return None
    return _check_day(evidence, BorneOut(claim, span, english), claim.day, claim.slice, evidence.code_of(OriginClaim))


def check_stay_day(
    evidence: Evidence, claim: CheckInClaim | CheckOutClaim, span: Span, english: str
) -> BorneOut | None:
    """Return the first or the last day of a hotel or a car to which no slice leads."""
    number = 0 if isinstance(claim, CheckInClaim) else 1
    return _check_day(evidence, BorneOut(claim, span, english), claim.day, number, evidence.code_of(StayPlaceClaim))


def check_one_way(evidence: Evidence, claim: OneWayClaim, span: Span, english: str) -> BorneOut | None:
    """Return that there is no way back, unless the words speak of one."""
    probed = evidence.prober.length(english)
    is_one_way = probed.request is not None and len(probed.request.slices) == 1 and probed.says_only(DAYS)
    return BorneOut(claim, span, english) if is_one_way and evidence.around.back_at() is None else None


def check_window(evidence: Evidence, claim: DepartureClaim | ArrivalClaim, span: Span, english: str) -> BorneOut | None:
    """Return the times of a slice, where the words stand within what is said of it."""
    if evidence.slice_at(span.start) != claim.slice:
        return None
    is_arrival = isinstance(claim, ArrivalClaim)
    probed = evidence.prober.one_way(english)
    if probed.request is None or not probed.says_only(ARRIVAL if is_arrival else DEPARTURE):
        return None
    found = probed.request.slices[0]
    window = found.arrival if is_arrival else found.departure
    return BorneOut(claim, span, english) if window == claim.window else None


def _check_place(
    evidence: Evidence, claim: OriginClaim | DestinationClaim | StayPlaceClaim, span: Span
) -> BorneOut | None:
    """Return the place that the phrase names, if it is the claimed one; one of several of its name where that is so."""
    if evidence.around.cuts_place(span):
        return None
    name = name_in_english(claim.phrase.strip(), evidence.language)
    named, claimed = _find_places(name), _find_places(claim.place)
    if not any(_is_at(one, other) for one in named for other in claimed):
        return None
    only = named[0] if len(named) == 1 else None
    return BorneOut(claim, span, name, only, is_certain=only is not None)


def _find_places(name: str) -> tuple[Place, ...]:
    """Return the place of a name, all that have it where it is open which is meant, or none."""
    try:
        return (resolve_place(name),)
    except AmbiguousRequest as doubt:
        return tuple(resolve_place(code) for question in doubt.questions for code, _ in question.choices)
    except InvalidInput:
        return ()


def _is_at(one: Place | None, other: Place | None) -> bool:
    return one is not None and other is not None and not set(one.airports).isdisjoint(other.airports)


def _is_reversed(evidence: Evidence, claim: DestinationClaim, span: Span) -> bool:
    """Return whether the origin of the slice stands right behind, as in "Lyon to Paris", and never before."""
    origins = [
        each.claim.phrase
        for each in evidence.kept
        if isinstance(each.claim, OriginClaim) and each.claim.slice == claim.slice
    ]
    spans = [found for phrase in origins for found in evidence.text.find(phrase)]
    all_ends = evidence.text.find(claim.phrase)
    if any(origin.start < end.start for origin in spans for end in all_ends):
        return False
    text = evidence.text.text
    return any(_JOINED.fullmatch(text[span.end : origin.start]) for origin in spans)


def _check_day(evidence: Evidence, said: BorneOut, day: date, number: int, origin: str | None) -> BorneOut | None:
    """Return the day that the phrase says, or that is one of those that it may say: of the first slice, or of a later
    one, which may be said as from the day before it."""
    if evidence.is_between(said.english):
        return None
    probed = evidence.prober.departure(said.english, origin)
    days = _days(probed)
    before = evidence.day_before(number)
    if number and len(days) < 2 and before and isinstance(before.claim, DepartureDayClaim):
        probed = evidence.prober.later_day(said.english, before.claim.day)
        days = _days(probed)[1:]
        said = said._replace(is_certain=before.is_certain)
    if days:
        return said if days[min(number, len(days) - 1)] == day else None
    is_open = probed.offers("returnOn" if number else "departOn", day.isoformat())
    return said._replace(is_certain=False) if is_open else None


def _days(probed: Probed) -> list[date]:
    """Return the days of a journey of which a phrase said nothing else."""
    return [each.depart_on for each in probed.request.slices] if probed.request and probed.says_only(DAYS) else []
