"""Booking for people who have a profile: by whom it may be done, what the booking says, and who is told."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from chalicelib import clock, settings
from chalicelib.domain.identity import Identity
from chalicelib.domain.passengers import AccessReason, PassengerKind
from chalicelib.domain.trip_requests.trip_request import Traveller, TripRequest
from chalicelib.errors import InvalidInput
from chalicelib.models.passengers import PassengerRow
from chalicelib.services import passengers
from chalicelib.services.trip_requests.fields import BookingRequest
from chalicelib.services.trip_requests.parsing import understand
from tests.support.asked_trips import ask_there_and_back
from tests.support.passenger_samples import ANNA, DAVID, keep_profile

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
BOOKING = "bkg_01JQZX5V9D7R8M3T2K6W4H0YBE"


pytestmark = pytest.mark.usefixtures("empty")


def ask(identity: Identity = ANNA, **changes: Any) -> TripRequest:
    return understand(identity, ask_there_and_back("BER", "LHR", date(2027, 3, 3), **changes), now=NOW)


def refused(**changes: Any) -> list[str]:
    with pytest.raises(InvalidInput) as error:
        ask(**changes)
    return [each.pointer for each in error.value.errors]


def named(*names: str) -> tuple[Traveller, ...]:
    return tuple(Traveller(given_name=each.split()[0], family_name=each.split()[1]) for each in names)


def test_profiles_give_the_names_as_in_the_passport_in_the_order_given() -> None:
    guest = keep_profile(ANNA, PassengerKind.GUEST, given_name="Grace", family_name="Hopper")
    theirs = keep_profile(
        DAVID, PassengerKind.EMPLOYEE, given_name="David", family_name="Okafor", arranger_ids=("anna",)
    )

    request = ask(passenger_ids=(guest, theirs))

    assert request.travellers == named("Grace Hopper", "David Okafor")
    assert request.passenger_ids == (guest, theirs)


def test_profiles_go_with_a_request_in_words() -> None:
    guest = keep_profile(ANNA, PassengerKind.GUEST, given_name="Grace", family_name="Hopper")

    request = understand(
        ANNA, BookingRequest(request="Berlin to London 3-5 March 2027", passenger_ids=(guest,)), now=NOW
    )

    assert request.travellers == named("Grace Hopper")


def test_a_profile_that_is_not_for_the_caller_is_pointed_at_as_one_that_is_not_there() -> None:
    mine, his = keep_profile(ANNA, PassengerKind.EMPLOYEE), keep_profile(DAVID, PassengerKind.EMPLOYEE)

    assert refused(passenger_ids=(mine, his, clock.new_id("psg"))) == ["/passengerIds/1", "/passengerIds/2"]


def test_nobody_travels_twice() -> None:
    mine = keep_profile(ANNA, PassengerKind.EMPLOYEE)

    assert refused(passenger_ids=(mine, mine)) == ["/passengerIds/1"]


def test_names_and_profiles_do_not_mix() -> None:
    mine = keep_profile(ANNA, PassengerKind.EMPLOYEE)

    assert refused(passenger_ids=(mine,), travellers=named("Anna Berger")) == ["/travellers"]


def test_others_come_along_by_name_but_are_booked_for_by_profile() -> None:
    assert len(ask(travellers=named("Anna Berger", "Grace Hopper")).travellers) == 2
    assert refused(travellers=named("Grace Hopper")) == ["/travellers"]


def test_the_caller_is_known_by_the_name_in_their_passport_too() -> None:
    assert refused(travellers=named("Anna Weber")) == ["/travellers"]

    keep_profile(ANNA, PassengerKind.EMPLOYEE)

    assert ask(travellers=named("Anna Weber")).travellers == named("Anna Weber")


def test_a_stage_without_profiles_takes_names_only(monkeypatch: pytest.MonkeyPatch) -> None:
    without = msgspec.structs.replace(settings.current(), passengers_enabled=False)
    monkeypatch.setattr(settings, "current", lambda: without)

    assert ask(travellers=named("Grace Hopper")).travellers == named("Grace Hopper")
    assert refused(passenger_ids=(clock.new_id("psg"),)) == ["/passengerIds"]


def test_a_booking_is_written_down_where_the_person_can_see_it(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = keep_profile(DAVID, PassengerKind.EMPLOYEE, arranger_ids=("anna",))
    later = datetime(2028, 1, 1, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: later)

    passengers.note_booking(ANNA, [theirs], BOOKING)

    (seen,) = passengers.list_accesses(DAVID, theirs, limit=10, start=None)[0]
    assert (seen.user_id, seen.reason, seen.booking_id) == ("anna", AccessReason.BOOKED, BOOKING)
    assert PassengerRow.get(theirs).last_used_at == later
