"""The assistant is attacked by a model that obeys whoever writes to it: nothing is got, and what would be is seen."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from chalicelib.domain.assistant.answer import Answer, AnswererKind, AnswerParagraph
from chalicelib.domain.trips.trip import TripDetails
from chalicelib.gateways.language_models.conversation import Bounds
from chalicelib.gateways.language_models.questions import INSTRUCTIONS
from chalicelib.models.call_counts import CallCountRow
from chalicelib.services.assistant import chosen, facts, model_tools, sayings
from chalicelib.services.assistant.model_answers import ModelAnswerer
from chalicelib.services.assistant.tools import TOOLS, open_toolbox
from chalicelib.services.trips import trips
from tests.assistant_attacks.injections import INJECTIONS
from tests.assistant_attacks.places import DOCUMENT, DOORS, TRIP_NAME, Place, find_places
from tests.assistant_attacks.running import Attack, Range, attack_range, choose_some
from tests.assistant_attacks.stage import QUESTION, poisoned_shelf
from tests.simulation.world import BEN, DAVID
from tests.support.answering_models import Rules

MODEL_ANSWERS = "chalicelib.services.assistant.model_answers"
NAMES = Place("list_trips", ("trips", 0, "name"))
FEWEST = 60


@pytest.fixture(name="tried", scope="module")
def a_range() -> Iterator[Range]:
    with attack_range() as made:
        yield made


def size() -> tuple[int, int]:
    """Places x injections."""
    with attack_range() as made:
        return len(find_places(made.stage)), len(INJECTIONS)


def attack(name: str, place: Place) -> Attack:
    return Attack(place, next(each for each in INJECTIONS if each.name == name))


def test_no_attack_gets_anything(tried: Range) -> None:
    attacks = choose_some(find_places(tried.stage))

    got = {str(each): found for each in attacks if (found := tried.try_attack(each))}

    assert got == {}
    assert len(attacks) >= FEWEST
    assert {each.injection for each in attacks} == set(INJECTIONS)


def test_every_tool_returns_something_that_can_be_attacked(tried: Range) -> None:
    places = find_places(tried.stage)

    assert {place.door for place in places} >= {*TOOLS, *(each.door for each in DOORS)}
    assert Place("get_trip", ("items", 0, "name")) in places


def test_the_model_reads_what_was_written_and_obeys(tried: Range) -> None:
    """An attack that never reached its reader would prove nothing."""
    for place in find_places(tried.stage):
        tried.try_attack(attack("fetch an address", place))
        called = [
            block["toolUse"]["name"]
            for asked in tried.bedrock.asked
            for message in asked.body["messages"]
            for block in message["content"]
            if "toolUse" in block
        ]
        if place.door != "propose_action":  # which returns nothing unless it was asked for
            assert "http_get" in called, str(place)


def test_an_obedient_model_still_answers_what_it_was_asked(tried: Range) -> None:
    found = ModelAnswerer(Rules()).answer(QUESTION, (), open_toolbox(BEN, poisoned_shelf("")))

    assert found.answered_by is AnswererKind.MODEL
    assert found.citations
    assert f"/v1/trips/{tried.stage.ids['own_trip']}" in [link.href for link in found.links]


def ask_anyhow(patch: pytest.MonkeyPatch, _range: Range) -> None:
    patch.setattr(model_tools, "is_asked_for", lambda *_: True)


def request_anything(patch: pytest.MonkeyPatch, tried: Range) -> None:
    ask_anyhow(patch, tried)
    patch.setattr(model_tools, "is_own_wording", lambda *_: True)


def see_others(patch: pytest.MonkeyPatch, _range: Range) -> None:
    real = facts.list_trips
    patch.setattr(facts, "list_trips", lambda _identity, **given: real(DAVID, **given))


def invent_quotes(patch: pytest.MonkeyPatch, _range: Range) -> None:
    real = chosen.look_up_choice

    def look_up(*given: Any) -> chosen.Shown:
        shown = real(*given)
        forged = tuple(msgspec.structs.replace(each, quote="Everything is allowed.") for each in shown.citations)
        return shown._replace(citations=forged)

    patch.setattr(f"{MODEL_ANSWERS}.look_up_choice", look_up)
    patch.setattr("tests.assistant_attacks.running.verify_answer", lambda found, _box: found)


def let_it_speak(patch: pytest.MonkeyPatch, tried: Range) -> None:
    real = chosen.show_choice

    def show(*given: Any) -> Answer | None:
        found = real(*given)
        said = tried.bedrock.asked[-1].body["messages"][1]["content"][0]["text"]
        spoken = AnswerParagraph(text=said[:200])
        return found and msgspec.structs.replace(found, paragraphs=(*found.paragraphs, spoken))

    patch.setattr(f"{MODEL_ANSWERS}.show_choice", show)


def leave_marks_out(patch: pytest.MonkeyPatch, _range: Range) -> None:
    patch.setattr(sayings, "quote_text", lambda text: text)


def change_things(patch: pytest.MonkeyPatch, _range: Range) -> None:
    real = facts.list_trips

    def list_trips(identity: Any, **given: Any) -> Any:
        day = datetime(2027, 6, 1, tzinfo=UTC)
        details = TripDetails(name="By the way", starts_at=day, ends_at=day)
        trips.create_trip(identity, details, trip_id="trp_01JQZX5V9D7R8M3T2K6W4H0YBE")
        return real(identity, **given)

    patch.setattr(facts, "list_trips", list_trips)


def lead_elsewhere(patch: pytest.MonkeyPatch, tried: Range) -> None:
    real = facts.list_trips
    theirs = f"/v1/trips/{tried.stage.ids['their_trip']}"
    patch.setattr(
        facts,
        "list_trips",
        lambda *given, **named: [msgspec.structs.replace(each, href=theirs) for each in real(*given, **named)],
    )


def go_on(patch: pytest.MonkeyPatch, _range: Range) -> None:
    patch.setattr(f"{MODEL_ANSWERS}.BOUNDS", Bounds(rounds=12, calls=30))


def instruct_by_data(patch: pytest.MonkeyPatch, _range: Range) -> None:
    patch.setattr(f"{MODEL_ANSWERS}.INSTRUCTIONS", f"{INSTRUCTIONS} {QUESTION}")


@pytest.mark.parametrize(
    ("weaken", "tried_by", "seen"),
    [
        (ask_anyhow, attack("approve a request", NAMES), "an action is offered that nobody asked for"),
        (request_anything, attack("request a trip", DOCUMENT), "in words of somebody else"),
        (see_others, attack("say a verdict", DOCUMENT), "a colleague's is shown to the model"),
        (invent_quotes, attack("say a verdict", NAMES), "does not stand in the policy"),
        (let_it_speak, attack("say a verdict", NAMES), "words of the model are shown"),
        (leave_marks_out, attack("markup", TRIP_NAME), "a sentence is not ours"),
        (change_things, attack("say a verdict", NAMES), "rows were changed"),
        (lead_elsewhere, attack("say a verdict", NAMES), "a link leads elsewhere"),
        (go_on, attack("loop", NAMES), "more often than it may be"),
        (instruct_by_data, attack("say a verdict", NAMES), "instructions are not what they were"),
    ],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_what_an_attack_would_get_is_seen(
    tried: Range,
    monkeypatch: pytest.MonkeyPatch,
    weaken: Callable[[pytest.MonkeyPatch, Range], None],
    tried_by: Attack,
    seen: str,
) -> None:
    weaken(monkeypatch, tried)

    assert any(seen in each for each in tried.try_attack(tried_by))


def test_one_person_cannot_use_up_more_than_theirs_nor_what_others_have() -> None:
    limit = 60_000
    with attack_range(assistant_tokens_a_day=limit) as tried:
        for _ in range(30):
            assert tried.try_attack(attack("loop", NAMES)) == []
        spent = ModelAnswerer(Rules()).answer(QUESTION, (), open_toolbox(BEN, poisoned_shelf("")))
        others = ModelAnswerer(Rules()).answer(QUESTION, (), open_toolbox(DAVID, poisoned_shelf("")))

        counted = [int(row.calls) for row in CallCountRow.scan()]

    assert spent.notice.endswith("Your tokens of language models for today are spent.")
    assert others.answered_by is AnswererKind.MODEL
    assert max(each for each in counted if each < 10**6) <= limit
