"""Who the travellers are known to be when a booking is taken in, and who is barred by it."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from chalicelib import settings
from chalicelib.domain.bookings.travellers import BookingTraveller, barred_users
from chalicelib.domain.passengers import PassengerKind
from chalicelib.domain.trip_requests.trip_request import Traveller
from chalicelib.services.trip_requests.fields import BookingRequest
from chalicelib.services.trip_requests.parsing import understand
from chalicelib.services.trip_requests.travellers import identify_travellers
from tests.support.asked_trips import ask_there_and_back
from tests.support.passenger_samples import ANNA, DAVID, keep_profile

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


pytestmark = pytest.mark.usefixtures("empty")


def identify(
    *names: str, passenger_ids: tuple[str, ...] = (), words: str | None = None
) -> tuple[BookingTraveller, ...]:
    travellers = tuple(
        Traveller(given_name=given, family_name=family) for given, _, family in (name.rpartition(" ") for name in names)
    )
    named: dict[str, Any] = {"travellers": travellers, "passenger_ids": passenger_ids}
    in_fields = ask_there_and_back("BER", "LHR", date(2027, 3, 3), **named)
    asked = BookingRequest(request=words, **named) if words else in_fields
    return identify_travellers(ANNA, understand(ANNA, asked, now=NOW))


def users(found: tuple[BookingTraveller, ...]) -> list[str | None]:
    return [each.user_id for each in found]


def test_single_unnamed_traveller_is_the_requester() -> None:
    assert users(identify()) == ["anna"]
    assert users(identify(words="Berlin to London 3-5 March 2027")) == ["anna"]


def test_requester_is_known_by_the_whole_name_and_nobody_else_is() -> None:
    assert users(identify("ANNA berger", "Grace Hopper")) == ["anna", None]
    assert users(identify("Ben Berger")) == [None]


def test_requester_is_known_by_the_name_of_their_own_profile() -> None:
    keep_profile(ANNA, given_name="Anna", family_name="Weber")

    assert users(identify("Grace Hopper", "Anna Weber")) == [None, "anna"]


def test_traveller_on_an_own_profile_is_its_person_and_a_guest_is_nobody() -> None:
    his = keep_profile(DAVID, given_name="David", family_name="Okafor", arranger_ids=("anna",))
    guest = keep_profile(ANNA, PassengerKind.GUEST, given_name="Grace", family_name="Hopper")

    found = identify(passenger_ids=(his, guest))

    assert [(each.full_name, each.user_id, each.passenger_id) for each in found] == [
        ("David Okafor", "david", his),
        ("Grace Hopper", None, guest),
    ]
    assert barred_users("anna", found) == ("anna", "david")


def test_stage_without_profiles_knows_the_requester_by_their_account(monkeypatch: pytest.MonkeyPatch) -> None:
    without = msgspec.structs.replace(settings.current(), passengers_enabled=False)
    monkeypatch.setattr(settings, "current", lambda: without)

    assert users(identify("Anna Weber", "Anna Berger")) == [None, "anna"]


def test_trip_in_words_starts_at_the_home_airport_of_the_first_profile() -> None:
    keep_profile(ANNA, home_airport="TRN")
    guest = keep_profile(ANNA, PassengerKind.GUEST, given_name="Grace", family_name="Hopper", home_airport="OSL")
    words = "to London 3-5 March 2027"

    own = understand(ANNA, BookingRequest(request=words), now=NOW)
    hers = understand(ANNA, BookingRequest(request=words, passenger_ids=(guest,)), now=NOW)

    assert [each.slices[0].origin.airports for each in (own, hers)] == [("TRN",), ("OSL",)]
