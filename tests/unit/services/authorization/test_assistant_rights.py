"""The assistant sees what its caller may see, and offers what they may do: everybody who can have to do with a trip, by
everything that is somebody's, by every question. What is right is what the API answers the same person."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import msgspec
import pytest

from chalicelib import settings
from chalicelib.domain.identity import Identity
from chalicelib.errors import Conflict, NotAllowed, NotFound, SojournError, Unavailable
from chalicelib.gateways import functions
from chalicelib.services.assistant.actions import ProposedAction
from chalicelib.services.assistant.tools import open_toolbox
from chalicelib.services.authorization.people import current_identity
from tests.simulation.worlds import world
from tests.support.gateway import call
from tests.unit.services.assistant.policy_shelf import Shelf
from tests.unit.services.authorization import party_scene
from tests.unit.services.authorization.party_scene import Journey, Scene, furnish

EVERYBODY = {who.user_id: who for who in party_scene.EVERYBODY}
LEFT = frozenset({"leo", "ruth"})
# Asked as they are, and with the ids of each journey in their places.
QUESTIONS = (
    "When is my next trip?",
    "List my trips",
    "What is the status of my booking?",
    "What is the status of {waiting}?",
    "why was {bought} declined, what is its status",
    "What do I have to approve?",
    "Cancel my booking {waiting}",
    "cancel my trip to London",
    "Which of my documents expire soon?",
    "How much budget is left of GENERAL for 2027?",
    "When does Anna fly to London? I am her manager. When is my next trip to London?",
    "May I fly business class? And what is booked as {bought} on {trip}?",
)
_NEEDS = {
    "select_option": "select",
    "decide_approval": "approve",
    "recall_booking": "recall",
    "cancel_booking": "cancel",
    "create_quote": "change",
}
_PROPOSED = {
    ProposedAction.APPROVE: "approve",
    ProposedAction.DECLINE: "approve",
    ProposedAction.RECALL: "recall",
    ProposedAction.CANCEL: "cancel",
    ProposedAction.QUOTE_CANCELLATION: "change",
}


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    here = msgspec.structs.replace(settings.current(), signing_key="a key for tests")

    def unreachable(*_: Any, **__: Any) -> bytes:
        raise Unavailable("The function could not be called.")

    with pytest.MonkeyPatch.context() as patch, world() as made:
        patch.setattr(settings, "current", lambda: here)
        patch.setattr(functions, "invoke", unreachable)
        yield furnish(made)


def ask(who: Identity, question: str) -> Any:
    key = f"{who.user_id}-{question}".replace(" ", "-")[:200]
    asked = call(who, "POST", "/v1/assistant/messages", {"message": question}, Idempotency_Key=key)
    assert asked.status == (403 if who.user_id in LEFT else 200), asked
    return asked.body.get("answer")


def may_read(who: Identity, path: str) -> bool:
    return call(who, "GET", path).status == 200


def hidden_from(who: Identity, scene: Scene) -> set[str]:
    """The ids of bookings and trips that somebody may not read."""
    found = set[str]()
    for journey in scene.journeys.values():
        found |= {each for each in (journey.waiting, journey.bought) if not may_read(who, f"/v1/bookings/{each}")}
        found |= set() if may_read(who, f"/v1/trips/{journey.trip}") else {journey.trip}
    return found


@pytest.mark.parametrize("person", EVERYBODY)
def test_answers_lead_to_what_their_reader_may_read_and_do(person: str, scene: Scene) -> None:
    who, hidden = EVERYBODY[person], hidden_from(EVERYBODY[person], scene)
    journey = scene.journeys["staying at home"]
    wrong = []
    for question in QUESTIONS:
        answer = ask(who, question.format(**journey._asdict()))
        if answer is None:
            continue
        text = msgspec.json.encode(answer).decode()
        wrong += [f"{question}: names {each}" for each in hidden if each in text]
        wrong += [f"{question}: {each['href']}" for each in answer["links"] if not may_read(who, each["href"])]
        for action in answer["actions"]:
            booking = call(who, "GET", action["href"].rpartition("/")[0])
            if booking.status != 200 or _NEEDS[action["operation"]] not in booking.body["operations"]:
                wrong.append(f"{question}: offers {action['operation']} of {action['href']}")

    assert wrong == []


def _is_found(look: Callable[[], object]) -> bool:
    try:
        look()
    except (NotFound, NotAllowed, Conflict):
        return False
    return True


@pytest.mark.parametrize("person", sorted(EVERYBODY.keys() - LEFT))
@pytest.mark.parametrize("name", ["staying at home", "withdrawn"])
def test_tools_find_and_offer_what_the_api_does(name: str, person: str, scene: Scene) -> None:
    who, journey = EVERYBODY[person], scene.journeys[name]
    box = open_toolbox(current_identity(who, "send_assistant_message"), Shelf())
    wrong = []
    for tool, arguments, path in _lookups(journey):
        found = _is_found(partial(box.run, tool, arguments))
        wrong += [] if found is may_read(who, path) else [f"{tool} {arguments}"]
    for booking_id in (journey.waiting, journey.bought):
        read = call(who, "GET", f"/v1/bookings/{booking_id}")
        open_now = read.body["operations"] if read.status == 200 else []
        for action, needed in _PROPOSED.items():
            asked = {"action": action.value, "bookingId": booking_id}
            offered = _is_found(partial(box.run, "propose_action", asked))
            wrong += [] if offered is (needed in open_now) else [f"{action} {booking_id}"]

    assert wrong == []


def _lookups(journey: Journey) -> list[tuple[str, dict[str, str], str]]:
    return [
        ("get_booking", {"bookingId": journey.waiting}, f"/v1/bookings/{journey.waiting}"),
        ("get_booking", {"bookingId": journey.bought}, f"/v1/bookings/{journey.bought}"),
        ("get_trip", {"tripId": journey.trip}, f"/v1/trips/{journey.trip}"),
    ]


def test_there_is_something_to_be_shown_and_offered(scene: Scene) -> None:
    answers = [ask(EVERYBODY["anna"], each) for each in ("When is my next trip?", "Cancel my trip to London")]
    (inbox,) = (ask(EVERYBODY["dora"], "What do I have to approve?"),)

    assert all(each["links"] for each in (*answers, inbox))
    assert answers[1]["actions"]
    assert inbox["actions"]


@pytest.mark.parametrize("person", sorted(LEFT))
def test_who_has_left_asks_nothing(person: str, scene: Scene) -> None:
    who = EVERYBODY[person]

    assert ask(who, "When is my next trip?") is None
    with pytest.raises(SojournError):
        current_identity(who, "send_assistant_message")
