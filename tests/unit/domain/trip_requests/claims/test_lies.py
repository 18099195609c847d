"""Nothing that a model makes up survives: what is taken of its claims is what the words themselves say."""

from collections import Counter
from datetime import UTC, datetime
from functools import cache
from typing import get_args

import msgspec
import pytest

from chalicelib.domain.trip_requests.claims.checking import check_claims
from chalicelib.domain.trip_requests.claims.claim import AnyClaim
from chalicelib.domain.trip_requests.claims.reading import NotRestated, read_checked
from chalicelib.domain.trip_requests.languages.detection import detect_language
from chalicelib.domain.trip_requests.reading.reader import ReadingDefaults
from chalicelib.domain.trip_requests.trip_request import Traveller, TripRequest
from chalicelib.errors import InvalidInput
from tests.support.claimed_trips import TRUE, Claimed, JsonClaim, Lie, holds_claim, list_lies, to_claims

NOW = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)
DEFAULTS = ReadingDefaults(
    traveller=Traveller(given_name="Anna", family_name="Berger"), currency="EUR", cost_centre="GENERAL"
)
ANSWERS = {"travellers": "Boris / Klein"}
LIES = tuple(list_lies())


def read(text: str, claims: tuple[JsonClaim, ...], **answers: str) -> TripRequest:
    language = detect_language(text)
    checked = check_claims(to_claims(claims), text, language, now=NOW, defaults=DEFAULTS)
    return read_checked(checked, language, now=NOW, defaults=DEFAULTS, answers=answers)


@cache
def read_truth(text: str) -> TripRequest:
    return read(text, next(true.claims for true in TRUE if true.text == text), **ANSWERS)


@pytest.mark.parametrize("lie", LIES, ids=[f"{number}-{lie.way}" for number, lie in enumerate(LIES)])
def test_no_lie_survives(lie: Lie) -> None:
    truth = read_truth(lie.text)
    try:
        request = read(lie.text, lie.claims, **ANSWERS, unread="ignore")
    except (InvalidInput, NotRestated):
        return

    assert holds_claim(lie.lying, truth) or not holds_claim(lie.lying, request)


@pytest.mark.parametrize("lie", LIES[::5], ids=[f"{number}-{lie.way}" for number, lie in enumerate(LIES[::5])])
def test_no_lie_changes_a_trip_unasked(lie: Lie) -> None:
    truth = read_truth(lie.text)
    try:
        request = read(lie.text, lie.claims, **ANSWERS)
    except (InvalidInput, NotRestated):
        return

    # What the trip is for changes nothing of it, and may be left out.
    assert msgspec.structs.replace(request, purpose=truth.purpose) == truth


def test_lies_are_of_every_kind_and_manner() -> None:
    ways = Counter(lie.way.partition(":")[0] for lie in LIES)
    kinds = Counter(lie.lying["says"] for lie in LIES)

    assert len(LIES) >= 300
    assert len(ways) >= 9
    assert len(kinds) == len(get_args(AnyClaim))


@pytest.mark.parametrize("true", TRUE, ids=[true.text[:30] for true in TRUE])
def test_truth_is_taken_whole(true: Claimed) -> None:
    request = read(true.text, true.claims, **ANSWERS)

    assert [said for said in true.claims if not holds_claim(said, request)] == []
