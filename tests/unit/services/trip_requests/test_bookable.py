"""Somebody else who is named in the words of a request: by a profile that the requester may book for, or not."""

from datetime import UTC, datetime

import pytest

from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.passengers import PassengerKind
from chalicelib.errors import AmbiguousRequest, InvalidInput
from chalicelib.services.trip_requests.fields import BookingRequest
from chalicelib.services.trip_requests.parsing import includes_requester, understand
from chalicelib.services.trip_requests.travellers import identify_travellers
from tests.support.passenger_samples import ANNA, keep_profile

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
TRIP = "Berlin to London 3-5 March 2027"

pytestmark = pytest.mark.usefixtures("empty")


def travellers(words: str, **answers: str) -> list[tuple[str, str | None]]:
    asked = BookingRequest(request=words, answers=dict(answers))
    request = understand(ANNA, asked, now=NOW)
    found: tuple[BookingTraveller, ...] = identify_travellers(
        ANNA, request, is_requester_first=includes_requester(asked)
    )
    return [(f"{each.given_name} {each.family_name}", each.passenger_id) for each in found]


def test_guest_is_booked_by_their_profile_and_the_requester_stays_at_home() -> None:
    own = keep_profile(ANNA, given_name="Anna", family_name="Berger")
    guest = keep_profile(ANNA, PassengerKind.GUEST, given_name="Grace", family_name="Hopper")

    assert travellers(f"{TRIP} for Grace Hopper") == [("Grace Hopper", guest)]
    assert travellers(f"{TRIP} for Ms Hopper") == [("Grace Hopper", guest)]
    assert travellers(f"{TRIP} with Grace Hopper") == [("Anna Berger", own), ("Grace Hopper", guest)]
    assert travellers(f"{TRIP}, Grace and me") == [("Anna Berger", own), ("Grace Hopper", guest)]


def test_two_of_a_name_are_asked() -> None:
    keep_profile(ANNA, given_name="Anna", family_name="Berger")
    keep_profile(ANNA, PassengerKind.GUEST, given_name="Grace", family_name="Hopper")
    second = keep_profile(ANNA, PassengerKind.GUEST, given_name="Dennis", family_name="Hopper")

    with pytest.raises(AmbiguousRequest) as caught:
        travellers(f"{TRIP} for Mr. Hopper")

    (question,) = caught.value.questions
    assert {code for code, _ in question.choices} == {"Grace / Hopper", "Dennis / Hopper"}
    assert travellers(f"{TRIP} for Mr. Hopper", travellers="Dennis / Hopper") == [("Dennis Hopper", second)]


def test_nobody_is_booked_for_whom_the_requester_does_not_arrange() -> None:
    keep_profile(ANNA, given_name="Anna", family_name="Berger")

    with pytest.raises(InvalidInput, match="not among the travellers"):
        travellers(f"{TRIP} for Grace HOPPER")


def test_requester_travels_with_somebody_who_has_no_profile() -> None:
    own = keep_profile(ANNA, given_name="Anna", family_name="Berger")

    assert travellers(f"{TRIP} with Grace HOPPER") == [("Anna Berger", own), ("Grace HOPPER", None)]
