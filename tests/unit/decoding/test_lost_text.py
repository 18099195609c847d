"""Text that was lost on its way, at every door: none takes it, and each says where it stands."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.decoding.json_text import parse_json, vet_values
from chalicelib.decoding.messages import read_text, read_values
from chalicelib.decoding.typed_values import to_query
from chalicelib.errors import InvalidInput
from chalicelib.workers import websocket
from chalicelib.workers.booking_steps import CompensateInput
from tests.support import doors
from tests.unit.api.small_api import NoteQuery

# A name as each charset writes it, in the bytes that arrive: none of them is UTF-8.
CHARSETS = {
    "latin-1": "Müller",
    "cp1252": "O’Brien €",
    "iso8859_2": "Łukasz Żółć",
    "iso8859_5": "Иванов",
    "iso8859_7": "Παπαδόπουλος",
    "iso8859_9": "Gökçe Şahin",
    "cp1251": "Иванов",
    "koi8_r": "Иванов",
    "shift_jis": "山田太郎",
    "euc_jp": "山田太郎",
    "gb18030": "李小龍",
    "big5": "陳大文",
    "euc_kr": "김철수",
    "cp1256": "محمد",
    "cp1255": "דוד",
    "tis_620": "สมชาย",
}


def size() -> tuple[int, int]:
    """How many doors that read text are tried, with how many ways in which text is lost each."""
    return len(_text_doors()), len(CHARSETS) * 2 + 3


def _text_doors() -> list[str]:
    routes = [f"{route.method} {route.path}" for route in doors.bodies()]
    return [*routes, *(each.name for each in doors.actions()), *doors.queues()]


def _lost_bodies() -> dict[str, bytes]:
    found = {
        "U+0000, escaped": b'{"name": "a\\u0000b"}',
        "U+FFFD": '{"name": "M�ller"}'.encode(),
        "U+FFFD, escaped": b'{"name": "M\\ufffdller"}',
    }
    for charset, text in CHARSETS.items():
        raw = json.dumps({"name": text}, ensure_ascii=False).encode(charset)
        found[charset] = raw
        found[f"{charset}, as a gateway hands it on"] = raw.decode("utf-8", "replace").encode()
    return found


@pytest.mark.parametrize("raw", _lost_bodies().values(), ids=_lost_bodies().keys())
def test_lost_text_is_refused(raw: bytes) -> None:
    for given_as in (raw, raw.decode("utf-8", "surrogateescape")):
        with pytest.raises(InvalidInput) as refused:
            parse_json(given_as)

        assert all(each.detail for each in refused.value.errors)
        assert refused.value.errors


def test_lost_text_is_pointed_at_wherever_it_stands() -> None:
    body = {"a/b": ["x", {"name": "M�ller"}], "c": "a\0", "d�": 1, "e": "é"}

    with pytest.raises(InvalidInput) as refused:
        parse_json(json.dumps(body))

    assert {each.pointer: "UTF-8" in each.detail for each in refused.value.errors} == {
        "/a~1b/1/name": True,
        "/c": False,
        "": True,
    }


@settings(max_examples=80)
@given(st.text(), st.sampled_from(["\0", "�", ""]), st.text(), st.booleans())
def test_text_is_refused_exactly_when_it_was_lost(before: str, sign: str, after: str, is_escaped: bool) -> None:
    text = f"{before}{sign}{after}"
    raw = json.dumps({"x": [text]}, ensure_ascii=is_escaped)
    is_lost = "\0" in text or "�" in text

    try:
        assert parse_json(raw) == {"x": [text]}
    except InvalidInput as error:
        assert [each.pointer for each in error.errors] == ["/x/0"]  # noqa: PT017 - either read or refused
        assert is_lost
    else:
        assert not is_lost


@pytest.mark.parametrize("door", doors.actions(), ids=lambda door: door.name)
def test_messages_refuse_lost_text(door: doors.Door) -> None:
    sound = {**doors.example_for(door), "id": "M�"}
    wanted: Any = websocket.Message

    with pytest.raises(InvalidInput) as refused:
        read_text(json.dumps(sound), wanted)

    assert [each.pointer for each in refused.value.errors] == ["/id"]


@pytest.mark.parametrize("name", doors.queues())
def test_queues_put_lost_text_aside(name: str) -> None:
    sound = {**doors.example_for(doors.Door(name, doors.wanted_by(name))), "unheardOf": "a\0"}

    with pytest.raises(InvalidInput):
        read_text(json.dumps(sound), doors.wanted_by(name))


def test_booking_whose_error_has_lost_text_is_ended_all_the_same() -> None:
    given_to_step = {
        "bookingId": "bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F7",
        "ending": "failed",
        "error": {"Error": "InvalidInput", "Cause": "M�ller\0"},
    }

    assert read_values(given_to_step, CompensateInput).ending == "failed"
    assert vet_values(["�"], largest=99) == ["�"]


@pytest.mark.parametrize("word", ["M�ller", "a\0"])
def test_query_refuses_lost_text(word: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        to_query({"tags": ["a", word]}, NoteQuery)

    assert [each.pointer for each in refused.value.errors] == ["/tags"]


def test_doors_that_read_text_are_found() -> None:
    rows, columns = size()

    assert rows > 35
    assert columns > 30
