"""Two readings of the same words held against each other: what the rules read, and what a model claims and the words
bear out. Where they differ, whoever asked says which is meant."""

import hashlib
from collections.abc import Mapping, Sequence

import msgspec

from chalicelib.domain.trip_requests.claims.agreement import find_disagreements
from chalicelib.domain.trip_requests.claims.claim import (
    AnyClaim,
    DepartureDayClaim,
    DestinationClaim,
    NightsClaim,
    OneWayClaim,
    OriginClaim,
)
from chalicelib.domain.trip_requests.claims.evidence import BorneOut
from chalicelib.domain.trip_requests.preferences import TimeWindow
from chalicelib.domain.trip_requests.reading.days.trip_dates import ONE_WAY
from chalicelib.domain.trip_requests.trip_request import READING, TripRequest
from chalicelib.errors import AmbiguousRequest, Clarification

_DIGITS = 12


def supply_answers(questions: Sequence[Clarification], kept: Sequence[BorneOut]) -> dict[str, str]:
    """Return answers that the words bear out to questions about what the rules did not find in them. A question between
    two readings is none of these: nobody but whoever asked can answer it."""
    known = {field: answer for each in kept if each.is_certain for field, answer in _answers_of(each).items()}
    return {each.field: known[each.field] for each in questions if each.field in known and not _is_between(each)}


def choose_reading(
    request: TripRequest, other: TripRequest | None, kept: Sequence[BorneOut], answers: Mapping[str, str]
) -> TripRequest:
    """Return the request that the rules read, unless the words bear out something else with certainty: then the reading
    that was chosen, of the two. Raises AmbiguousRequest where none was, or one that is not offered any more."""
    differ = find_disagreements(kept, request)
    chosen = answers.get(READING)
    if not differ and chosen is None:
        return request
    readings = [request, *([other] if other is not None and other != request else [])]
    for reading in readings:
        if chosen == name_reading(reading):
            return reading
    raise AmbiguousRequest([_ask(readings, differ)])


def confirm_reading(request: TripRequest, answers: Mapping[str, str]) -> TripRequest:
    """Return a request of which there is one reading; raises AmbiguousRequest where another was chosen before."""
    return choose_reading(request, None, (), answers)


def name_reading(request: TripRequest) -> str:
    """Return by which code a reading is chosen: it stands for all of it, so that none is taken for another."""
    said = (request.slices, request.stays, request.cars, request.preferences, len(request.travellers))
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()[:_DIGITS]


def _ask(readings: Sequence[TripRequest], differ: Sequence[BorneOut]) -> Clarification:
    quoted = ", ".join(f'"{phrase}"' for phrase in dict.fromkeys(each.claim.phrase for each in differ))
    about = f"{quoted} can be read in two ways." if quoted else "The words are read otherwise now."
    choices = tuple((name_reading(each), _describe(each)) for each in readings)
    return Clarification(READING, f"{about} Which trip is meant? Otherwise say it in other words.", choices)


def _describe(request: TripRequest) -> str:
    """Return a request in a line, with all that may differ."""
    slices = [
        f"{each.origin.name} to {each.destination.name} on {each.depart_on} by {each.mode.value}, {each.cabin.value}"
        f"{_times('departing', each.departure)}{_times('arriving', each.arrival)}"
        for each in request.slices
    ]
    stays = [
        f"hotel in {each.place.name} from {each.check_in} to {each.check_out}"
        f"{f', at most {each.nightly_cap} a night' if each.nightly_cap else ''}"
        f"{f', at most {each.total_cap} in all' if each.total_cap else ''}"
        for each in request.stays
    ]
    cars = [f"car in {each.pick_up.name} from {each.pick_up_on} to {each.drop_off_on}" for each in request.cars]
    wishes = [type(each).__struct_config__.tag for each in request.preferences]
    people = [f"{len(request.travellers)} travellers"] if len(request.travellers) > 1 else []
    return "; ".join([*slices, *stays, *cars, *map(str, wishes), *people])


def _times(verb: str, window: TimeWindow | None) -> str:
    if window is None:
        return ""
    return f", {verb} {window.not_before or '00:00'} to {window.not_after or '24:00'}"


def _is_between(question: Clarification) -> bool:
    """Return whether a question is between readings of what was said, and not about what was not found."""
    return any(code != ONE_WAY and not code.isdigit() for code, _ in question.choices)


def _answers_of(said: BorneOut) -> dict[str, str]:
    """Return what a claim answers, by the fields of questions."""
    claim: AnyClaim = said.claim
    match claim:
        case OriginClaim(slice=number):
            return {"origin" if number == 0 else f"slices.{number}.origin": said.english}
        case DestinationClaim(slice=number):
            fields = ["destination"] if number == 0 else []
            return dict.fromkeys((*fields, f"slices.{number}.destination"), said.english)
        case DepartureDayClaim(slice=number, day=day):
            usual = {0: ["departOn"], 1: ["returnOn"]}.get(number, [])
            return {field: day.isoformat() for field in (*usual, f"slices.{number}.departOn")}
        case OneWayClaim():
            return {"returnOn": ONE_WAY}
        case NightsClaim(nights=nights):
            return {"nights": str(nights)}
        case _:
            return {}
