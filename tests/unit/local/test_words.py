"""The words of names: which are found, and which are not."""

import pytest

from local import word_table, words
from local.words import Name

ROOM = "chalicelib.domain.trips.trip"


def wrong(text: str, room: str = ROOM, *, of_type: bool = False) -> list[str]:
    return [finding.word for finding in words.findings([Name(room, text, of_type)])]


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("ask_leave", "leave"),
        ("notUndone", "undone"),
        ("LapsedApproval", "lapsed"),
        ("budget_given_back", "given back"),
        ("calledOff", "called off"),
        ("stands_in", "stands in"),
        ("OUTBOUND_LEG", "leg"),
        ("legs", "legs"),
        ("tripState", "state"),
        ("HTTPState", "state"),
    ],
)
def test_word_that_the_field_does_not_use_is_found(name: str, word: str) -> None:
    assert wrong(name) == [word]


@pytest.mark.parametrize(
    "name", ["given_name", "airline", "deadline", "departsAt", "gateway", "legal", "tellers", "status"]
)
def test_word_inside_another_is_not_found(name: str) -> None:
    assert wrong(name) == []


def test_ambiguous_word_stands_in_its_rooms_only() -> None:
    assert wrong("line", "chalicelib.observability") == []
    assert wrong("line", "chalicelib.domain.approvals.chain") == ["line"]
    assert wrong("line", "chalicelib.observability_of_others") == ["line"]


def test_compound_stands_everywhere() -> None:
    assert wrong("state_machine_arn") == wrong("underWay") == wrong("passengerIds") == []
    assert wrong("machine_state") == ["state"]


def test_ending_is_banned_for_types_only() -> None:
    assert wrong("BookingAsk", of_type=True) == ["...ask"]
    assert wrong("StayWish", of_type=True) == ["...wish"]
    assert wrong("Task", of_type=True) == wrong("to_ask") == []


def test_excepted_name_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "EXCEPTIONS", {"maternity_leave": "is an absence"})

    assert wrong("maternity_leave") == []
    assert wrong("paternity_leave") == ["leave"]


def test_names_of_code_are_what_it_defines_takes_sets_and_hands_on() -> None:
    source = "class Trip:\n  def move(self, to): self.place = {'log_key': 1, 'a text': 2}; log(until=to); here = other"

    found = {name.text for name in words.names_of_code(source, ROOM)}

    assert found == {"Trip", "move", "self", "to", "place", "log_key", "until", "here"}


def test_names_of_the_api_are_read_wherever_they_stand() -> None:
    operation = {"operationId": "get_trip", "parameters": [{"name": "wait"}], "summary": "Give leave"}
    schemas = {"Trip": {"properties": {"tripId": {}}}, "Status": {"enum": ["open"]}}
    document = {"paths": {"/v1/trips": {"get": operation}}, "components": {"schemas": schemas}}

    found = [name.text for name in words.names_of_api(document)]

    assert found == ["/v1/trips", "get_trip", "wait", "Trip", "tripId", "Status", "open"]
    assert [finding.word for finding in words.wrong_texts(words.texts_of_api(document))] == ["leave"]


def test_headings_and_names_of_tests_are_read() -> None:
    page = "# Trips\n```sh\n# no heading\n```\n## To call off a trip\n"

    assert [it.word for it in words.findings(words.headings("trips", page))] == ["call off"]
    assert [it.name for it in words.findings(words.names_of_tests("def test_leg(): ...", ROOM))] == ["test_leg"]


def test_exceptions_are_few() -> None:
    assert len(word_table.EXCEPTIONS) <= word_table.MOST_EXCEPTIONS == 25
