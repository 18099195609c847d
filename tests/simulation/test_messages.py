"""What is said about a booking in words, while it waits for its traveller, for approval, or is booked: revised, chosen,
recalled and cancelled by the same code as by fields, asked back, and kept."""

from datetime import date
from typing import Any

import pytest

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.revisions import MAX_RECONSIDERATIONS
from chalicelib.domain.bookings.turns import MAX_TURNS, TurnOutcome
from chalicelib.domain.identity import Identity
from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.domain.verdict import Outcome
from chalicelib.errors import Conflict, NotAllowed, NotFound
from chalicelib.services.booking_workflow import conversation, decisions
from chalicelib.services.booking_workflow.conversation import MessageRequest, SpokenTurn
from tests.simulation.invariants import violations
from tests.simulation.outcomes import event_types, money
from tests.simulation.stages import booked, planned, revise, sent_back, waiting_for_approval
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.support.asked_trips import there_and_back


def say(booking_id: str, message: str, *, by: Identity = ANNA, key: str | None = None, **more: Any) -> SpokenTurn:
    said = MessageRequest(message=message, **more)
    return conversation.send_message(by, booking_id, said, operation_id=key or f"{booking_id} {message}")


def fields_of(turn: SpokenTurn) -> list[str]:
    return [asked.field for asked in turn.questions]


def status_of(world: World, booking_id: str) -> BookingStatus:
    return world.booking(booking_id).status


def test_what_is_corrected_before_a_selection_is_planned_again_and_bought(world: World) -> None:
    booking_id = planned(world)
    first = world.booking(booking_id)

    turn = say(booking_id, "back on the 6th, please")
    world.run()

    booking = world.booking(booking_id)
    assert (turn.outcome, turn.number, turn.questions) == (TurnOutcome.CHANGED, 1, ())
    assert ("/slices/1/departOn", "2027-03-05", "2027-03-06") in [(c.pointer, c.before, c.after) for c in turn.changes]
    assert (booking.status, booking.round, booking.reconsidered) == (BookingStatus.AWAITING_SELECTION, 2, (1,))
    assert there_and_back(booking.request).return_on == date(2027, 3, 6)
    assert {each.option_id for each in first.options}.isdisjoint(each.option_id for each in booking.options)
    assert booking.planning_rounds_since_revision == 1
    assert event_types(world, booking_id).count("revised") == 1

    assert say(booking_id, "the cheapest one").outcome is TurnOutcome.SELECTED
    world.run()

    assert status_of(world, booking_id) is BookingStatus.BOOKED
    assert violations(world) == []


def test_several_corrections_one_after_another_each_have_their_turn(world: World) -> None:
    booking_id = planned(world)
    said = ("make it business", "from Hamburg instead", "add a hotel", "a day later", "without the hotel then")
    for message in said:
        assert say(booking_id, message).outcome is TurnOutcome.CHANGED, message
        world.run()
        assert status_of(world, booking_id) is BookingStatus.AWAITING_SELECTION

    booking = world.booking(booking_id)
    assert [each.number for each in booking.turns] == [1, 2, 3, 4, 5]
    assert {each.cabin for each in booking.request.slices} == {Cabin.BUSINESS}
    assert booking.request.slices[0].origin.name == "Hamburg"
    assert (booking.request.stays, booking.request.starts_on) == ((), date(2027, 3, 4))
    assert violations(world, ended=False) == []


def test_what_is_unclear_is_asked_and_answered_by_the_next_message(world: World) -> None:
    booking_id = planned(world)
    before = world.booking(booking_id).request

    asked = say(booking_id, "no, the 12th")
    assert (asked.outcome, fields_of(asked), asked.changes) == (TurnOutcome.ASKED, ["day.0"], ())
    assert world.booking(booking_id).request == before
    again = say(booking_id, "what do you mean?")
    assert (again.outcome, fields_of(again)) == (TurnOutcome.ASKED, ["day.0"])
    answered = say(booking_id, "the second one")
    world.run()

    assert answered.outcome is TurnOutcome.CHANGED
    assert there_and_back(world.booking(booking_id).request).return_on == date(2027, 3, 12)
    assert event_types(world, booking_id).count("message_answered") == 2
    assert violations(world, ended=False) == []


def test_correction_of_a_correction_is_about_the_same_day(world: World) -> None:
    booking_id = planned(world)
    say(booking_id, "back on the 8th")
    world.run()

    turn = say(booking_id, "no, the 9th")

    assert turn.outcome is TurnOutcome.CHANGED
    assert there_and_back(world.booking(booking_id).request).return_on == date(2027, 3, 9)


def test_question_may_be_dismissed(world: World) -> None:
    booking_id = planned(world)
    say(booking_id, "leave after lunch")
    before = world.booking(booking_id)

    turn = say(booking_id, "never mind")

    assert (turn.outcome, turn.questions) == (TurnOutcome.UNCHANGED, ())
    assert world.booking(booking_id).request == before.request
    assert fields_of(say(booking_id, "the second one")) == []  # an option, and no answer any more


def test_whole_trip_is_cancelled_only_once_that_is_confirmed(world: World) -> None:
    booking_id = planned(world)

    assert fields_of(say(booking_id, "cancel the trip")) == ["cancel"]
    assert status_of(world, booking_id) is BookingStatus.AWAITING_SELECTION
    assert say(booking_id, "yes please").outcome is TurnOutcome.CANCELLED
    world.run()

    assert status_of(world, booking_id) is BookingStatus.CANCELLED
    assert violations(world) == []
    with pytest.raises(Conflict, match="request a new trip"):
        say(booking_id, "a day later")


def test_option_is_selected_by_its_place_and_never_by_a_bare_yes(world: World) -> None:
    booking_id = planned(world)
    options = world.booking(booking_id).options
    chosen = next(n for n, each in enumerate(options, 1) if each.verdict and each.verdict.outcome is Outcome.COMPLIANT)

    asked = say(booking_id, "book it")
    assert fields_of(asked) == ["option"]
    assert {choice.code for asked_ in asked.questions for choice in asked_.choices} <= {o.option_id for o in options}
    assert say(booking_id, "option 99", round=1).outcome is TurnOutcome.ASKED
    turn = say(booking_id, f"option {chosen} please", round=1)

    assert (turn.outcome, turn.option_id) == (TurnOutcome.SELECTED, options[chosen - 1].option_id)
    assert world.booking(booking_id).selected_option_id == turn.option_id


def test_choice_from_options_of_another_round_is_refused(world: World) -> None:
    booking_id = planned(world)
    say(booking_id, "a day later")
    world.run()

    with pytest.raises(Conflict, match="round 2"):
        say(booking_id, "the second one", round=1)


def test_what_waits_for_approval_is_recalled_first_if_that_is_wanted(world: World) -> None:
    booking_id = waiting_for_approval(world)
    approval = world.booking(booking_id).approval_request

    asked = say(booking_id, "back a day later")
    assert (asked.outcome, fields_of(asked)) == (TurnOutcome.ASKED, ["recall"])
    assert world.booking(booking_id).approval_request == approval
    assert say(booking_id, "what for?").outcome is TurnOutcome.ASKED
    recalled = say(booking_id, "yes")
    assert (recalled.outcome, fields_of(recalled)) == (TurnOutcome.RECALLED, ["proceed"])
    with pytest.raises(Conflict, match="being worked on"):
        say(booking_id, "go ahead")
    world.run()
    turn = say(booking_id, "go ahead", key="later")
    world.run()

    assert turn.outcome is TurnOutcome.CHANGED
    booking = world.booking(booking_id)
    assert (booking.status, there_and_back(booking.request).return_on) == (
        BookingStatus.AWAITING_SELECTION,
        date(2027, 3, 6),
    )
    assert money(world) == (0, 0)
    assert violations(world, ended=False) == []


def test_what_was_recalled_may_be_left_as_it_is_after_all(world: World) -> None:
    booking_id = waiting_for_approval(world)
    for message in ("back a day later", "yes"):
        say(booking_id, message)
    world.run()
    request = world.booking(booking_id).request

    turn = say(booking_id, "no")

    booking = world.booking(booking_id)
    assert (turn.outcome, booking.status, booking.request) == (TurnOutcome.UNCHANGED, BookingStatus.REVISING, request)


def test_answer_to_what_was_asked_before_the_request_was_revised_otherwise_changes_nothing(world: World) -> None:
    booking_id = waiting_for_approval(world)
    for message in ("a day later", "yes"):
        say(booking_id, message)
    world.run()
    revise(world, booking_id, depart_on=date(2027, 3, 4), return_on=date(2027, 3, 6))
    world.run()
    request = world.booking(booking_id).request

    turn = say(booking_id, "yes", key="late")

    assert (turn.outcome, fields_of(turn)) == (TurnOutcome.ASKED, ["message"])
    assert world.booking(booking_id).request == request


def test_question_while_approval_is_waited_for_leaves_the_approval_as_it_is(world: World) -> None:
    booking_id = waiting_for_approval(world)

    say(booking_id, "hello?")
    world.decide(booking_id, "approved")
    world.run()

    assert status_of(world, booking_id) is BookingStatus.BOOKED
    assert violations(world) == []


def test_what_was_sent_back_is_revised_in_words(world: World) -> None:
    booking_id = sent_back(world)

    assert say(booking_id, "shorter, please").outcome is TurnOutcome.ASKED
    turn = say(booking_id, "return on the 4th")
    world.run()

    booking = world.booking(booking_id)
    assert turn.outcome is TurnOutcome.CHANGED
    (revision,) = booking.revisions
    assert revision.revised_at is not None
    assert revision.changes == turn.changes
    assert booking.status is BookingStatus.AWAITING_SELECTION


@pytest.mark.parametrize("message", ["a day later", "make it business", "cancel the trip"])
def test_what_is_booked_says_what_to_do_instead(world: World, message: str) -> None:
    booking_id = booked(world)
    before = world.booking(booking_id)

    turn = say(booking_id, message)

    booking = world.booking(booking_id)
    assert (turn.outcome, turn.instead) == (TurnOutcome.NOT_POSSIBLE, ("create_quote",))
    assert (booking.status, booking.request, booking.due_at) == (before.status, before.request, before.due_at)
    assert violations(world) == []


def test_who_travels_is_fixed(world: World) -> None:
    turn = say(planned(world), "actually three of us")

    assert (turn.outcome, turn.instead) == (TurnOutcome.NOT_POSSIBLE, ("cancel_booking", "create_booking"))


def test_what_cannot_be_booked_says_why_and_changes_nothing(world: World) -> None:
    booking_id = planned(world)
    before = world.booking(booking_id).request

    for message in ("500 days later", "from London", "a year earlier", "52 weeks earlier"):
        turn = say(booking_id, message)
        assert turn.outcome in {TurnOutcome.NOT_POSSIBLE, TurnOutcome.ASKED}, message
        assert turn.reply
    assert world.booking(booking_id).request == before


def test_same_message_sent_again_is_the_same_turn(world: World) -> None:
    booking_id = planned(world)
    first = say(booking_id, "a day later", key="1")

    assert say(booking_id, "a day later", key="1") == first
    world.run()
    assert say(booking_id, "a day later", key="1") == first
    assert len(world.booking(booking_id).turns) == 1
    assert world.booking(booking_id).request.starts_on == date(2027, 3, 4)


def test_who_may_say_and_read_what_was_said(world: World) -> None:
    booking_id = waiting_for_approval(world)
    say(booking_id, "hello")

    for stranger, error in ((DAVID, NotFound), (BEN, NotAllowed)):
        with pytest.raises(error):
            say(booking_id, "a day later", by=stranger)
        with pytest.raises(error):
            conversation.list_turns(stranger, booking_id, limit=10, start=None)
    with pytest.raises(NotAllowed):
        say(booking_id, "a day later", by=CLARA)
    assert [each.message for each in conversation.list_turns(CLARA, booking_id, limit=10, start=None).rows] == ["hello"]


def test_conversation_is_read_a_page_at_a_time(world: World) -> None:
    booking_id = planned(world)
    for number in range(5):
        say(booking_id, f"hello {number}")

    found, start = [], None
    while True:
        page = conversation.list_turns(ANNA, booking_id, limit=2, start=start)
        found += [each.message for each in page.rows]
        start = page.next
        if start is None:
            break

    assert found == [f"hello {number}" for number in range(5)]


def test_conversation_has_an_end(world: World) -> None:
    booking_id = planned(world)
    for number in range(MAX_TURNS):
        say(booking_id, f"hello {number}")

    with pytest.raises(Conflict, match="keeps 40 messages"):
        say(booking_id, "a day later")


def test_nothing_is_planned_again_for_ever(world: World) -> None:
    booking_id = planned(world)
    for number in range(MAX_RECONSIDERATIONS):
        assert say(booking_id, "a day later", key=str(number)).outcome is TurnOutcome.CHANGED
        world.run()

    with pytest.raises(Conflict, match="select one of the options"):
        say(booking_id, "a day later", key="too many")
    world.choose(booking_id)
    world.run()
    assert status_of(world, booking_id) is BookingStatus.BOOKED
    assert violations(world) == []


def test_correction_after_the_options_have_expired_is_refused(world: World) -> None:
    booking_id = planned(world)
    world.sweeping = False
    expires_at = world.booking(booking_id).options_expire_at
    assert expires_at is not None
    world.clock.time = expires_at

    with pytest.raises(Conflict, match="expired"):
        say(booking_id, "a day later")


def test_booking_that_is_planned_is_not_talked_about(world: World) -> None:
    booking_id = world.ask()

    with pytest.raises(Conflict, match="being worked on"):
        say(booking_id, "a day later")


@pytest.mark.parametrize("sweeping", [True, False])
def test_correction_counts_though_the_workflow_is_not_notified_of_it(world: World, sweeping: bool) -> None:
    """The call to the workflow is lost; the sweeper, or the end of the wait, makes up for it."""
    world.sweeping = sweeping
    booking_id = planned(world)
    waiting = world.booking(booking_id).waiting
    assert waiting is not None
    _without_notice(world, lambda: say(booking_id, "a day later"))

    world.run(seconds=86_400, until=lambda: world.booking(booking_id).choosable)

    booking: Booking = world.booking(booking_id)
    assert (booking.status, booking.round) == (BookingStatus.AWAITING_SELECTION, 2)
    assert booking.request.starts_on == date(2027, 3, 4)
    decisions.select_option(ANNA, booking_id, world.option(booking_id, Outcome.COMPLIANT).option_id)
    world.run()
    assert status_of(world, booking_id) is BookingStatus.BOOKED
    assert violations(world) == []


def _without_notice(world: World, act: Any) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decisions, "notify_workflow", lambda _booking: False)
        act()
