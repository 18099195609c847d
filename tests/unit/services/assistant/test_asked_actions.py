"""An action is offered only where the person's own words ask for it, and a trip is requested only in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.services.assistant.actions import ProposedAction
from chalicelib.services.assistant.asked_actions import is_asked_for, is_own_wording


@pytest.mark.parametrize(
    ("action", "message"),
    [
        (ProposedAction.CANCEL, "Please cancel my booking to London"),
        (ProposedAction.CANCEL_TRIP, "Bitte storniere die Reise"),
        (ProposedAction.QUOTE_CANCELLATION, "What would I get refunded?"),
        (ProposedAction.CANCEL, "Je voudrais annuler mon voyage"),
        (ProposedAction.CANCEL, "Quiero anular la reserva"),
        (ProposedAction.APPROVE, "Approve Anna's trip"),
        (ProposedAction.APPROVE, "Ich möchte das genehmigen"),
        (ProposedAction.DECLINE, "I'd like to decline it"),
        (ProposedAction.RECALL, "Can I still change what I asked for?"),
        (ProposedAction.SELECT, "Take the second option"),
        (ProposedAction.REQUEST_TRIP, "I need to fly to Oslo on Monday"),
        (ProposedAction.REQUEST_TRIP, "Necesito un vuelo a Madrid"),
    ],
)
def test_people_ask_in_their_own_words(action: ProposedAction, message: str) -> None:
    assert is_asked_for(action, [message])


@pytest.mark.parametrize("action", ProposedAction)
@pytest.mark.parametrize("message", ["How much may a hotel in London cost?", "Wo steht das?", "", "¿Y en París?", "42"])
def test_who_only_asks_what_holds_asks_for_no_action(action: ProposedAction, message: str) -> None:
    if action is ProposedAction.REQUEST_TRIP:
        message = message.replace("hotel", "room")

    assert not is_asked_for(action, [message])


def test_a_word_within_another_asks_for_nothing() -> None:
    assert not is_asked_for(ProposedAction.CANCEL, ["Is my trip recancelled?"])


@given(st.text(min_size=1, max_size=60), st.text(max_size=30), st.text(max_size=30))
def test_words_that_were_written_are_ones_own_however_they_are_spaced(text: str, before: str, after: str) -> None:
    spaced = text.replace(" ", " \n ")

    assert is_own_wording(text, [f"{before} {spaced} {after}"]) == bool(text.split())


def test_words_that_nobody_wrote_are_not_ones_own() -> None:
    assert not is_own_wording("Book a suite in Las Vegas", ["Book a room", "in Las Vegas"])
    assert not is_own_wording("  ", ["Book a room"])
