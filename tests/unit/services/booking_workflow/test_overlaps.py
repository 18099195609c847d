"""The same trip twice: said on the option, judged by the policy, and named to those who may see the other trip."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.identity import Identity
from chalicelib.domain.offers.offers import Overlap, OverlapKind
from chalicelib.domain.passengers import PassengerKind, profile_of
from chalicelib.domain.policies.rules.trips import OverlappingTrip
from chalicelib.domain.trips.trip import TripDetails
from chalicelib.domain.verdict import Action, Outcome
from chalicelib.models import passengers
from chalicelib.services.booking_workflow import decisions
from chalicelib.services.bookings import queries
from chalicelib.services.trips import trips as trip_service
from tests.simulation.stages import booked, planned, waiting_for_approval
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.support.passenger_samples import details, encrypted

DAVIDS = "psg_01JQZW3V9D7R8M3T2K6W4H0YBD"
DENIED = OverlappingTrip(clause="2.6", action=Action.DENY)


def arrange(world: World) -> None:
    """Let Anna book for David, who has a profile."""
    named = details(given_name="David", family_name="Okafor", arranger_ids=("anna",))
    with world.wire.quiet():
        profile = profile_of(
            named, passenger_id=DAVIDS, kind=PassengerKind.EMPLOYEE, user_id=DAVID.user_id, now=world.clock.time
        )
        passengers.create_passenger(profile, encrypted(profile.passenger_id))


def overlaps(booking_id: str, identity: Identity = ANNA) -> list[Overlap]:
    """What the person reads on the options, each once."""
    shown = queries.show_options(identity, queries.get_booking(identity, booking_id))
    return list(dict.fromkeys(overlap for option in shown for overlap in option.overlaps))


def outcomes(world: World, booking_id: str) -> set[Outcome | None]:
    return {option.verdict.outcome if option.verdict else None for option in world.booking(booking_id).options}


def test_the_same_trip_twice_is_said_and_the_same_flight_as_such(world: World) -> None:
    first = booked(world)
    flown = world.booking(first).selected.flights[0].slices[0].segments[0]

    again = planned(world)

    booking = world.booking(again)
    assert all(option.overlaps for option in booking.options)
    for option in booking.options:
        is_same = option.flights[0].slices[0].segments[0] == flown
        assert not is_same or option.overlaps[0].kind is OverlapKind.SAME_FLIGHT
    named = overlaps(again)
    assert {(each.trip_id, each.trip_name) for each in named} == {(world.booking(first).trip_id, "Berlin to London")}
    assert {each.trip_id for option in booking.options for each in option.overlaps} == {None}  # what is kept names none


def test_one_trip_alone_overlaps_nothing_not_even_itself(world: World) -> None:
    booking_id = booked(world)

    assert overlaps(booking_id) == []
    assert overlaps(planned(world, depart_on=date(2027, 6, 8), return_on=date(2027, 6, 10))) == []


def test_what_is_cancelled_overlaps_nothing(world: World) -> None:
    trip = trip_service.create_trip(ANNA, _by_hand(), trip_id="trp_01JQZW3V9D7R8M3T2K6W4H0YBA")
    assert [each.kind for each in overlaps(planned(world))] == [OverlapKind.OVERLAPPING_DATES]

    trip_service.cancel_trip(ANNA, trip.trip.trip_id, expected=None)

    assert overlaps(planned(world)) == []


@pytest.mark.parametrize(
    ("action", "outcome"),
    [(Action.NOTE, Outcome.COMPLIANT), (Action.APPROVE, Outcome.APPROVAL_REQUIRED), (Action.DENY, Outcome.DENIED)],
)
def test_the_policy_decides_on_it(world: World, action: Action, outcome: Outcome) -> None:
    booked(world)
    world.publish(OverlappingTrip(clause="2.6", action=action))

    assert outcomes(world, planned(world)) == {outcome}


def test_what_overlaps_only_since_it_was_planned_is_judged_before_it_is_bought(world: World) -> None:
    world.publish(DENIED)
    second = planned(world)
    booked(world, after=timedelta())

    decisions.select_option(ANNA, second, world.booking(second).options[0].option_id)
    world.run(60)

    assert world.booking(second).status is not BookingStatus.BOOKED
    assert world.booking(second).trip_id is None


def test_a_trip_is_named_to_nobody_who_may_not_see_it(world: World) -> None:
    arrange(world)
    trip_service.create_trip(DAVID, _by_hand(name="Job interview"), trip_id="trp_01JQZW3V9D7R8M3T2K6W4H0YBD")

    booking_id = planned(world, passenger_ids=(DAVIDS,))

    for who, name in ((ANNA, None), (DAVID, "Job interview"), (CLARA, "Job interview")):
        (found,) = overlaps(booking_id, who)
        assert (found.traveller, found.trip_name) == ("David Okafor", name)
        assert (found.trip_id is None) is (name is None)


def test_approvers_learn_that_there_is_another_trip_and_not_which(world: World) -> None:
    trip_service.create_trip(ANNA, _by_hand(name="Job interview"), trip_id="trp_01JQZW3V9D7R8M3T2K6W4H0YBA")

    booking_id = waiting_for_approval(world)

    (found,) = overlaps(booking_id, BEN)
    assert (found.kind, found.trip_id, found.trip_name, found.starts_at) == (
        OverlapKind.OVERLAPPING_DATES, None, None, None
    )  # fmt: skip


def test_who_books_for_a_colleague_again_sees_it_though_the_colleague_never_asked(world: World) -> None:
    arrange(world)
    booked(world, passenger_ids=(DAVIDS,))

    assert overlaps(planned(world, passenger_ids=(DAVIDS,)))
    assert overlaps(planned(world)) == []  # Anna, who asked for it, does not travel by it


def _by_hand(name: str = "By hand") -> TripDetails:
    return TripDetails(
        name=name, starts_at=datetime(2027, 3, 4, 9, tzinfo=UTC), ends_at=datetime(2027, 3, 4, 17, tzinfo=UTC)
    )
