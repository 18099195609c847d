"""Bodies that are not what they should be: each is refused with 400, 413 or 415, and never breaks anything."""

import json
from datetime import date
from typing import Annotated, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.api.http.calls import PageQuery
from chalicelib.api.items import ItemQuery
from chalicelib.decoding.json_text import DEEPEST, LARGEST_BODY, LARGEST_NUMBER, parse_json
from chalicelib.decoding.typed_values import to_body, to_query
from chalicelib.domain.timestamps import Day, Moment
from chalicelib.domain.value import Value
from chalicelib.errors import BodyTooLarge, InvalidInput
from chalicelib.services.trip_requests.fields import BookingRequest
from chalicelib.services.trip_requests.revising import RevisionRequest
from tests.unit.api.small_api import NoteBody

MALFORMED = {
    "empty": b"",
    "white space": b" \n",
    "cut off": b'{"title": "Mi',
    "trailing comma": b'{"title": "Milk",}',
    "single quotes": b"{'title': 'Milk'}",
    "comment": b'{"title": "Milk"} // note',
    "two values": b'{"title": "Milk"}{}',
    "byte order mark": b'\xef\xbb\xbf{"title": "Milk"}',
    "UTF-16": '{"title": "Milk"}'.encode("utf-16"),
    "bad UTF-8": b'{"title": "\xff"}',
    "overlong UTF-8": b'{"title": "\xc0\xaf"}',
    "half a surrogate pair": b'{"title": "\\ud800"}',
    "half a surrogate pair as a key": b'{"\\udc00": 1, "title": "Milk"}',
    "control character": b'{"title": "a\nb"}',
    "key twice": b'{"title": "Milk", "title": "Beer"}',
    "key twice, once escaped": b'{"title": "Milk", "t\\u0069tle": "Beer"}',
    "key twice, deep inside": b'{"title": "Milk", "lines": [{"text": "a", "text": "b"}]}',
    "NaN": b'{"title": "Milk", "lines": [{"text": "a", "weight": NaN}]}',
    "Infinity": b'{"title": "Milk", "lines": [{"text": "a", "weight": Infinity}]}',
    "minus Infinity": b'{"title": "Milk", "lines": [{"text": "a", "weight": -Infinity}]}',
    "more than a float holds": b'{"title": "Milk", "lines": [{"text": "a", "weight": 1e999}]}',
    "an endless integer": b'{"title": ' + b"9" * 10_000 + b"}",
    "nested lists": b"[" * 100 + b"]" * 100,
    "nested beyond the stack": b"[" * 100_000 + b"]" * 100_000,
    "nested objects": b'{"a":' * 50 + b"1" + b"}" * 50,
    "unclosed nest": b"[" * 200_000,
    "null": b"null",
    "a list": b"[]",
    "a string": b'"title"',
    "a number": b"1",
    "no title": b"{}",
    "title of the wrong type": b'{"title": 1}',
    "title null": b'{"title": null}',
    "text for a number": b'{"title": "Milk", "lines": [{"text": "a", "weight": "1"}]}',
    "true for a number": b'{"title": "Milk", "lines": [{"text": "a", "weight": true}]}',
    "unknown field": b'{"title": "Milk", "color": "red"}',
    "unknown field with a slash": b'{"title": "Milk", "a/b~c": 1}',
    "other case": b'{"Title": "Milk"}',
    "snake case": b'{"title": "Milk", "first_line": null}',
    "too long": b'{"title": "' + b"x" * 51 + b'"}',
}


@pytest.mark.parametrize("raw", MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_body_is_invalid_and_says_where(raw: bytes) -> None:
    with pytest.raises(InvalidInput) as refused:
        to_body(parse_json(raw), NoteBody)

    assert refused.value.errors
    for pointer, detail in refused.value.errors:
        assert pointer == "" or pointer.startswith("/")
        assert detail.endswith((".", "?"))
        json.dumps([pointer, detail]).encode()


NO_VALUES = {"1e999": "too large", "9" * 17: "too large", "NaN": "no number", '{"b": 1, "b": 2}': "twice"}


@pytest.mark.parametrize("no_value", NO_VALUES)
@pytest.mark.parametrize(
    ("around", "pointers"),
    [
        ("%s", [""]),
        ('{"a": [1, {"x/y~z": %s}]}', ["/a/1/x~1y~0z"]),
        ('{"a": %s, "c": [0, %s]}', ["/a", "/c/1"]),
        ('{"a": %s', [""]),
        ('{"\\udc00": %s}', [""]),
        ("[%s, " + "[" * 100_000, [""]),
    ],
)
def test_what_no_body_may_have_is_said_where_it_stands(around: str, pointers: list[str], no_value: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_json(around.replace("%s", no_value))

    assert [each.pointer for each in refused.value.errors] == pointers
    if around.endswith("}"):
        assert all(NO_VALUES[no_value] in each.detail for each in refused.value.errors)


def test_a_body_may_be_as_large_as_the_limit() -> None:
    frame = len(b'{"a": ""}')
    assert parse_json(b'{"a": "' + b"x" * (LARGEST_BODY - frame) + b'"}')

    with pytest.raises(BodyTooLarge):
        parse_json(b'{"a": "' + b"x" * (LARGEST_BODY - frame + 1) + b'"}')


def test_a_body_may_be_as_deep_as_the_limit() -> None:
    assert parse_json(b"[" * DEEPEST + b"]" * DEEPEST)

    with pytest.raises(InvalidInput, match="JSON"):
        parse_json(b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1))


def test_a_whole_surrogate_pair_is_text() -> None:
    assert to_body(parse_json(b'{"title": "\\ud83d\\ude80"}'), NoteBody).title == "🚀"


def test_errors_are_bounded() -> None:
    body = {"title": "Milk", **{f"field{number}": 1 for number in range(500)}}

    with pytest.raises(InvalidInput) as refused:
        to_body(body, NoteBody)

    assert len(refused.value.errors) == 50


texts = st.text(st.characters(exclude_characters="\0\ufffd", exclude_categories=["Cs"]))
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(json_values)
def test_sound_json_is_read_as_it_was_written(value: Any) -> None:
    assert parse_json(json.dumps(value).encode()) == value


@given(st.binary(max_size=300))
def test_no_bytes_break_the_parser(raw: bytes) -> None:
    try:
        parse_json(raw)
    except InvalidInput as refused:
        assert refused.errors  # noqa: PT017 - either it is read or it is refused; nothing else may come out


@given(st.dictionaries(st.sampled_from(["title", "colour", "lines", "firstLine", "more"]), json_values))
def test_a_body_is_a_note_or_everything_wrong_with_it_is_said(value: dict[str, Any]) -> None:
    try:
        note = to_body(value, NoteBody)
    except InvalidInput as refused:
        assert refused.errors  # noqa: PT017 - as above
    else:
        assert note.title == value["title"]


@pytest.mark.parametrize("word", ["null", "NULL", "Null"])
def test_the_word_null_in_a_query_is_no_filter_left_out(word: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        to_query({"status": [word], "limit": ["5"]}, ItemQuery)

    assert [each.pointer for each in refused.value.errors] == ["/status"]


class Labelled(Value, frozen=True):
    labels: dict[str, int] = {}
    code: Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}$")] = "EUR"
    notes: tuple[str, ...] = ()


def test_what_is_wrong_under_a_key_is_found_there() -> None:
    with pytest.raises(InvalidInput) as refused:
        to_body({"labels": {"a": 1, "b/c": "x", "d": None}}, Labelled)

    assert [each.pointer for each in refused.value.errors] == ["/labels/b~1c", "/labels/d"]


@pytest.mark.parametrize("request_type", [BookingRequest, RevisionRequest])
def test_an_answer_to_what_is_never_asked_is_refused_where_it_stands(request_type: type) -> None:
    with pytest.raises(InvalidInput) as refused:
        to_body({"answers": {"slices.0.origin": "BER", "a/b": "x", "stays.0.place": ""}}, request_type)

    assert [each.pointer for each in refused.value.errors] == ["/answers/a~1b", "/answers/stays.0.place"]


def test_a_line_break_at_the_end_is_not_ignored() -> None:
    with pytest.raises(InvalidInput) as refused:
        to_body({"code": "EUR\n", "notes": ["two\n", "lines\n"]}, Labelled)

    assert [each.pointer for each in refused.value.errors] == ["/code"]
    assert to_body({"notes": ["two\n", "lines\n"]}, Labelled).notes == ("two\n", "lines\n")


@pytest.mark.parametrize(("text", "number"), [("70611.0", 70_611), ("-2.50e1", -25), ("1E3", 1_000), ("-0.0", 0)])
def test_a_whole_number_is_one_however_it_is_written(text: str, number: int) -> None:
    found = parse_json(text.encode())

    assert (found, type(found)) == (number, int)


@pytest.mark.parametrize("text", ["0.5", "1e300", "1e-300"])
def test_a_fraction_or_what_only_a_float_holds_is_no_whole_number(text: str) -> None:
    assert isinstance(parse_json(text.encode()), float)


@given(
    st.integers(-(10**20), 10**20) | st.integers(2**53 - 3, 2**53 + 3).flatmap(lambda n: st.sampled_from([n, -n])),
    st.sampled_from(["{}", "[1,{}]", '{{"a":{}}}', '["1234567890123456789",{}]', '"{}"', "0.{}"]),
)
def test_a_whole_number_that_some_readers_would_round_is_refused_wherever_it_stands(number: int, around: str) -> None:
    text = around.format(abs(number) if around == "0.{}" else number)

    if abs(number) <= LARGEST_NUMBER or "0." in text or text.startswith('"'):
        assert parse_json(text) == json.loads(text)
    else:
        with pytest.raises(InvalidInput, match="JSON"):
            parse_json(text)


class Table(Value, frozen=True):
    codes: tuple[tuple[int | Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}$")] | None, ...], ...] = ()
    days: tuple[tuple[int | date | None, ...], ...] = ()


@pytest.mark.parametrize(("column", "wrong"), [("codes", "EUR\n"), ("days", "9999-12-31")])
def test_what_is_wrong_in_a_row_beside_numbers_is_not_passed_over(column: str, wrong: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        to_body({column: [[1, None], [2, wrong]]}, Table)

    assert [each.pointer for each in refused.value.errors] == [f"/{column}/1/1"]
    assert to_body({column: [[1, None], [], [-2]]}, Table) == Table(**{column: ((1, None), (), (-2,))})


class Filters(PageQuery, frozen=True):
    mine: bool = False
    ratio: float = 0.0
    first_day: Day | None = None
    since: Moment | None = None
    tags: tuple[int, ...] = ()


@pytest.mark.parametrize(
    ("name", "word"),
    [
        *(("limit", word) for word in ("1e1", "5.0", "0x5", "５", "+5", " 5", "5\n", "1_0", "", "true", "9" * 5_000)),
        *(("mine", word) for word in ("1", "0", "True", "TRUE", "yes", "on", "")),
        *(("ratio", word) for word in ("NaN", "Infinity", "1e999", "1e", "0x1", ".5", "5.", "")),
        *(("firstDay", word) for word in ("20270301", "1e9", "2027-3-1", "0001-01-01", "9999-12-31", "1899-12-31")),
        *(("since", word) for word in ("1767225600", "2027-03-03T08:15:00", "2101-01-01T00:00:00Z")),
        ("since", "0001-01-01T00:00:00+14:00"),
        *(("tags", word) for word in ("1e1", "1.0", "a")),
    ],
)  # fmt: skip
def test_a_query_says_numbers_truths_and_times_in_one_way_only(name: str, word: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        to_query({name: [word]}, Filters)

    assert [each.pointer.rpartition("/")[0] or each.pointer for each in refused.value.errors] == [f"/{name}"]


def test_a_query_is_read_as_it_is_written() -> None:
    given = {"limit": ["7"], "mine": ["true"], "ratio": ["-0.5"], "firstDay": ["2100-12-31"], "tags": ["1", "-2"]}

    query = to_query(given, Filters)

    assert query == Filters(limit=7, mine=True, ratio=-0.5, first_day=date(2100, 12, 31), tags=(1, -2))
    assert to_query({"since": ["2000-01-01T00:00:00+14:00"]}, Filters) is not None
    assert to_query({"ratio": ["-6.5e-149"]}, Filters) == Filters(ratio=-6.5e-149)  # as JSON writes it
