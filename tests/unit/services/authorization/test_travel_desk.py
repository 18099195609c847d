"""The travel desk asks, chooses and cancels for everybody, is seen to do so, decides on nothing that it touched, and
has no right left the moment that its role is taken away."""

from collections.abc import Callable, Iterator

import msgspec
import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.passengers import AccessReason, PassengerKind, profile_of
from chalicelib.errors import NotAllowed, NotFound
from chalicelib.models import passengers as passenger_rows
from chalicelib.services import passengers, travel_credits
from chalicelib.services.authorization.positions import find_standing
from chalicelib.services.authorization.roles import with_current_roles
from chalicelib.services.booking_workflow import conversation, decisions, revisions
from chalicelib.services.bookings.queries import BookingOperation, list_audit_entries, operations
from chalicelib.services.operations import reconciliation, sweeper
from chalicelib.services.privacy import requests
from chalicelib.services.trips import trips
from chalicelib.services.trips.trips import TripFilter
from tests.simulation.approvals import TIMED, asked, asked_for, company, data_of, keep, publish
from tests.simulation.outcomes import money
from tests.simulation.stages import planned
from tests.simulation.world import ANNA, BEN, DAVID, World
from tests.simulation.worlds import world
from tests.support.passenger_samples import details, encrypted
from tests.support.people import person_of

TESS = person_of("tess", "Tess Brink", "traveller", "travel-desk")
PASSENGER_ID = "psg_01JQZX5V9D7R8M3T2K6W4H0YBE"
DESK_ACTOR = {"kind": "person", "id": "tess", "role": "travel_desk", "programId": None}


@pytest.fixture
def here() -> Iterator[World]:
    with world() as made:
        company(made)
        with made.wire.quiet():
            keep("tess", name=TESS.name, manager_id="clara")
            keep_davids_profile(made)
        publish(made, TIMED)
        yield made


def keep_davids_profile(made: World) -> None:
    """David's own, in which he lets nobody book for him."""
    named = details(given_name="David", family_name="Okafor", arranger_ids=())
    kind, now = PassengerKind.EMPLOYEE, made.clock.time
    profile = profile_of(named, passenger_id=PASSENGER_ID, kind=kind, user_id="david", now=now)
    passenger_rows.create_passenger(profile, encrypted(PASSENGER_ID))


def actors_of(booking_id: str, who: Identity = DAVID) -> dict[str, object]:
    entries, _ = list_audit_entries(who, booking_id, limit=100, start=None)
    return {each.action: msgspec.to_builtins(each.actor) for each in entries}


@pytest.mark.parametrize("federated", [False, True])
def test_the_desk_books_for_whoever_has_not_made_it_their_arranger(here: World, federated: bool) -> None:
    """Whether its accounts are the pool's own or of the company's identity provider."""
    here.wire.federated |= {"tess"} if federated else set()
    booking_id = asked_for(here, TESS, passenger_ids=(PASSENGER_ID,))
    assert asked(here, booking_id) == ["ben"]  # David's manager, and not the desk's

    here.decide(booking_id, "approved", BEN)
    here.run()

    booking = here.booking(booking_id)
    assert (booking.status, booking.requester_id) == (BookingStatus.BOOKED, "tess")
    assert [each.user_id for each in booking.travellers] == ["david"]


def test_nobody_else_books_for_a_person_who_did_not_let_them(here: World) -> None:
    with pytest.raises(Exception, match="may not book"):
        here.ask(ANNA, passenger_ids=(PASSENGER_ID,))


def test_the_traveller_reads_in_audit_and_events_that_it_was_the_desk(here: World) -> None:
    booking_id = asked_for(here, TESS, passenger_ids=(PASSENGER_ID,))

    actors = actors_of(booking_id)
    assert actors["booking.requested"] == actors["booking.selected"] == DESK_ACTOR
    assert [each["actorRole"] for each in data_of(here, booking_id, "requested")] == ["travel_desk"]


def test_a_trip_of_their_own_is_no_business_of_the_desk(here: World) -> None:
    booking_id = asked_for(here, TESS)

    assert asked(here, booking_id) == ["clara"]
    assert here.booking(booking_id).desk_user_ids == ()
    assert actors_of(booking_id, TESS)["booking.requested"] == {
        "kind": "person",
        "id": "tess",
        "role": None,
        "programId": None,
    }
    with pytest.raises(NotAllowed):
        here.decide(booking_id, "approved", TESS)


def test_the_desk_acts_on_what_others_asked_for(here: World) -> None:
    booking_id = planned(here)
    offered = operations(TESS, here.booking(booking_id))
    assert offered == (BookingOperation.SELECT, BookingOperation.CANCEL)

    decisions.select_option(TESS, booking_id, here.booking(booking_id).options[0].option_id)
    here.run()
    revisions.recall(TESS, booking_id, "the meeting was moved")
    here.run()
    decisions.cancel_booking(TESS, booking_id)
    here.run()

    booking = here.booking(booking_id)
    assert (booking.status, booking.requester_id) == (BookingStatus.CANCELLED, "anna")
    assert booking.desk_user_ids == ("tess",)
    actors = actors_of(booking_id, ANNA)
    assert actors["booking.selected"] == actors["booking.recalled"] == actors["booking.cancel_requested"] == DESK_ACTOR


def test_a_message_of_the_desk_is_said_by_the_desk(here: World) -> None:
    booking_id = planned(here)

    conversation.send_message(TESS, booking_id, conversation.MessageRequest(message="hello"), operation_id="1")

    assert actors_of(booking_id, ANNA)["booking.message_answered"] == DESK_ACTOR


def test_who_chose_for_somebody_at_the_desk_does_not_approve_it(here: World) -> None:
    both = person_of("tess", "Tess Brink", "traveller", "travel-desk", "travel-manager")
    booking_id = planned(here)
    decisions.select_option(both, booking_id, here.booking(booking_id).options[0].option_id)
    here.run()

    assert BookingOperation.APPROVE not in operations(both, here.booking(booking_id))
    with pytest.raises(NotAllowed):
        here.decide(booking_id, "approved", both)
    here.decide(booking_id, "approved", BEN)


def test_the_desk_approves_nothing(here: World) -> None:
    booking_id = asked_for(here, ANNA)

    assert operations(TESS, here.booking(booking_id)) == (BookingOperation.RECALL, BookingOperation.CANCEL)
    with pytest.raises(NotAllowed, match="approves nothing"):
        here.decide(booking_id, "approved", TESS)


def test_a_booking_of_the_desk_ends_when_its_role_was_taken_away(here: World) -> None:
    booking_id = asked_for(here, TESS, passenger_ids=(PASSENGER_ID,))
    here.wire.lost_roles["tess"] = frozenset({Role.TRAVEL_DESK})

    here.decide(booking_id, "approved", BEN)
    here.run()

    booking = here.booking(booking_id)
    assert booking.failure is not None
    assert booking.failure.code == "arrangement_ended"
    assert money(here) == (0, 0)


def by_message(here: World, booking_id: str) -> None:
    reconciliation.reconcile_booking(booking_id)


def by_sweeper(here: World, booking_id: str) -> None:
    here.clock.time = here.booking(booking_id).due_at or here.clock.time
    sweeper.sweep()


@pytest.mark.parametrize("look", [by_message, by_sweeper])
def test_a_booking_of_the_desk_that_waits_ends_at_the_next_look_when_its_role_was_taken_away(
    here: World, look: Callable[[World, str], None]
) -> None:
    here.wire.federated.add("tess")
    booking_id = asked_for(here, TESS, passenger_ids=(PASSENGER_ID,))
    here.sweeping = False
    look(here, booking_id)
    here.run(60)
    assert here.booking(booking_id).ending is None
    here.wire.lost_roles["tess"] = frozenset({Role.TRAVEL_DESK})

    look(here, booking_id)
    here.run(60)

    failure = here.booking(booking_id).failure
    assert failure is not None
    assert failure.code == "arrangement_ended"
    assert money(here) == (0, 0)


def test_without_the_role_the_token_of_the_desk_opens_nothing(here: World) -> None:
    booking_id = planned(here)
    here.wire.lost_roles["tess"] = frozenset({Role.TRAVEL_DESK})

    with pytest.raises(NotFound):
        decisions.cancel_booking(with_current_roles(TESS), booking_id)
    with pytest.raises(Exception, match="may not book"):
        here.ask(with_current_roles(TESS), passenger_ids=(PASSENGER_ID,))


def test_who_recalled_at_the_desk_reads_it_no_more_without_the_role(here: World) -> None:
    booking_id = asked_for(here, ANNA)
    revisions.recall(TESS, booking_id, None)
    here.wire.lost_roles["tess"] = frozenset({Role.TRAVEL_DESK})

    with pytest.raises(NotFound):
        list_audit_entries(with_current_roles(TESS), booking_id, limit=1, start=None)


def test_the_desk_finds_the_profile_of_a_person_and_each_look_is_recorded(here: World) -> None:
    found, _ = passengers.list_passengers(TESS, user_id="david", relation=None, limit=10, start=None)
    assert [each.profile.passenger_id for each in found] == [PASSENGER_ID]
    with pytest.raises(NotAllowed):
        passengers.list_passengers(ANNA, user_id="david", relation=None, limit=10, start=None)

    passengers.get_passenger(TESS, PASSENGER_ID, reveal=True)

    accesses, _ = passenger_rows.list_accesses(PASSENGER_ID)
    assert [(each.user_id, each.reason) for each in accesses] == [("tess", AccessReason.REVEALED)]
    with pytest.raises(NotAllowed):
        passengers.delete_passenger(TESS, PASSENGER_ID, expected=None)


def test_the_desk_reads_trips_and_credits_but_neither_positions_nor_what_is_held_of_a_person(here: World) -> None:
    assert trips.list_trips(TESS, TripFilter(), user_id="david", limit=5, start=None).rows == []
    assert travel_credits.list_credits(TESS, user_id="david", limit=5, start=None).rows == []

    assert find_standing(TESS, "david") is None
    with pytest.raises(NotAllowed):
        requests.request_export(TESS, "david", export_id="exp_1")
    with pytest.raises(NotAllowed):
        requests.request_erasure(TESS, "david", erasure_id="era_1")
