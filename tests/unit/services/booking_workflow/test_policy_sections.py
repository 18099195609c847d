"""Sections of policy documents that bear on a request stand beside the clauses that apply to it."""

import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.policy_documents.section import Section
from chalicelib.models import booking_events, policy_documents
from chalicelib.models.policy_sections import PolicySectionRow
from chalicelib.services.booking_workflow import conversation
from chalicelib.services.booking_workflow.conversation import MessageRequest
from tests.simulation.cloud.wire import Call
from tests.simulation.stages import planned
from tests.simulation.world import ANNA, World
from tests.support import policy_document_samples as samples
from tests.support.connection import Cut

DOCUMENT = "pdc_01JQZXB2M4C6N8P0R2T4000001"
WORDS = "A flight to London is booked in economy."


@pytest.fixture
def handbook(world: World) -> None:
    publish_handbook(world)


def publish_handbook(world: World) -> None:
    """A policy document with a section on London, and one on nothing that anybody asks for."""
    texts = (("Flights to London", WORDS), ("Zoo", "No zebra is paid."))
    with world.wire.quiet():
        pending = policy_documents.add_document(samples.pending(DOCUMENT))
        for position, (heading, text) in enumerate(texts):
            section = Section(position=position, number=str(position + 1), heading=heading, level=1, text=text)
            PolicySectionRow(f"{DOCUMENT}#1", position, section=section).save()
        policy_documents.replace_document(pending, samples.parsed(pending, 1, len(texts)))


def reads_sections(call: Call) -> bool:
    return call.mentions("policy-sections")


@pytest.mark.usefixtures("handbook")
def test_sections_are_quoted_in_the_booking_and_named_in_its_event(world: World) -> None:
    booking_id = planned(world)

    (hit,) = world.booking(booking_id).policy_sections
    assert (hit.citation.document_id, hit.citation.version, hit.citation.quote) == (DOCUMENT, 1, WORDS)
    with world.wire.quiet():
        events = booking_events.list_events(booking_id, after=0, limit=100)
    (data,) = [each.data for each in events if each.type is EventType.POLICY_RETRIEVED]
    assert data["sections"] == [{"documentId": DOCUMENT, "version": 1, "position": 0}]


def test_without_documents_nothing_is_searched_and_no_event_speaks_of_it(world: World) -> None:
    booking_id = planned(world)

    assert world.booking(booking_id).policy_sections == ()
    assert [call for call in world.wire.calls if call.operation == "lambda.Invoke"] == []
    with world.wire.quiet():
        events = booking_events.list_events(booking_id, after=0, limit=100)
    assert all("sections" not in each.data for each in events)


@pytest.mark.usefixtures("handbook")
@pytest.mark.parametrize("operation", ["lambda.Invoke", "dynamodb.Query of sections"])
def test_booking_goes_on_while_policy_documents_cannot_be_searched(world: World, operation: str) -> None:
    name, _, thing = operation.partition(" of ")
    world.wire.scissors = lambda call: (
        Cut.UNREACHABLE if call.operation == name and (not thing or reads_sections(call)) else None
    )

    booking_id = planned(world)

    assert world.booking(booking_id).status is BookingStatus.AWAITING_SELECTION
    assert len(world.booking(booking_id).policy_sections) == (1 if name == "lambda.Invoke" else 0)
    assert world.wire.cut


@pytest.mark.parametrize(("cut", "searched_by"), [(None, "search_policies"), ("lambda.Invoke", "step_plan")])
def test_trip_that_is_corrected_in_words_is_planned_by_the_sections_of_that_day(
    world: World, cut: str | None, searched_by: str
) -> None:
    booking_id = planned(world)
    assert world.booking(booking_id).policy_sections == ()
    publish_handbook(world)
    world.wire.scissors = lambda call: Cut.UNREACHABLE if call.operation == cut else None

    conversation.send_message(ANNA, booking_id, MessageRequest(message="make it business"), operation_id="1")
    world.run()

    booking = world.booking(booking_id)
    assert booking.round == 2
    assert {call.within for call in world.wire.calls if reads_sections(call)} == {searched_by}
    assert [each.citation.quote for each in booking.policy_sections] == [WORDS]
