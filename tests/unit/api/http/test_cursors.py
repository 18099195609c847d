"""A cursor comes back as it went out, or not at all."""

import base64

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from chalicelib.api.http.cursors import ListScope, decode_cursor, encode_cursor
from chalicelib.domain.value import Cursor
from chalicelib.errors import InvalidInput

pytestmark = pytest.mark.usefixtures("stage")

SCOPE = ListScope("user-ada", "/v1/notes", '{"colour":"red"}')
positions = st.dictionaries(
    st.text(min_size=1, max_size=20),
    st.dictionaries(st.sampled_from(["S", "N"]), st.text(max_size=40), min_size=1, max_size=1),
    min_size=1,
    max_size=3,
)
in_one_stage = hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(positions, st.builds(ListScope, st.text(), st.text(), st.text()))
@in_one_stage
def test_a_cursor_comes_back_as_it_went_out(position: Cursor, scope: ListScope) -> None:
    assert decode_cursor(encode_cursor(position, scope), scope) == position


@given(positions, st.data())
@in_one_stage
def test_a_changed_cursor_is_refused(position: Cursor, data: st.DataObject) -> None:
    cursor = encode_cursor(position, SCOPE)
    at = data.draw(st.integers(0, len(cursor) - 1))
    changed = cursor[:at] + data.draw(st.characters()) + cursor[at + 1 :]

    if changed != cursor:
        with pytest.raises(InvalidInput):
            decode_cursor(changed, SCOPE)


@given(st.text())
@in_one_stage
def test_a_made_up_cursor_is_refused(word: str) -> None:
    with pytest.raises(InvalidInput):
        decode_cursor(word, SCOPE)


@given(st.builds(ListScope, st.text(), st.text(), st.text()))
@in_one_stage
def test_a_cursor_of_another_list_is_refused(other: ListScope) -> None:
    cursor = encode_cursor({"id": {"S": "a"}}, SCOPE)

    if other != SCOPE:
        with pytest.raises(InvalidInput):
            decode_cursor(cursor, other)


def test_the_fields_of_a_scope_do_not_run_into_each_other() -> None:
    cursor = encode_cursor({"id": {"S": "a"}}, ListScope("ab", "c", "d"))

    with pytest.raises(InvalidInput):
        decode_cursor(cursor, ListScope("a", "bc", "d"))


def test_a_word_that_reads_the_same_is_not_the_cursor_that_was_given_out() -> None:
    """Base64's last character has bits that mean nothing; changing them must not go unnoticed."""
    cursor = encode_cursor({"id": {"S": "abcd"}}, SCOPE)
    assert len(cursor) % 4 != 0
    alias = cursor[:-1] + chr(ord(cursor[-1]) + 1)
    assert _raw(alias) == _raw(cursor)

    with pytest.raises(InvalidInput):
        decode_cursor(alias, SCOPE)


def test_nobody_reads_whose_rows_are_listed() -> None:
    cursor = encode_cursor({"userId": {"S": "user-ada-lovelace"}, "tripId": {"S": "trp_01"}}, SCOPE)

    assert b"user-ada" not in _raw(cursor)
    assert b"userId" not in _raw(cursor)
    assert b"trp_01" not in _raw(cursor)


def test_the_same_position_is_the_same_word() -> None:
    """An answer with a cursor in it keeps its ETag."""
    position: Cursor = {"id": {"S": "a"}}

    assert encode_cursor(position, SCOPE) == encode_cursor(position, SCOPE)
    assert encode_cursor(position, SCOPE) != encode_cursor(position, SCOPE._replace(user_id="user-bob"))


def _raw(word: str) -> bytes:
    return base64.urlsafe_b64decode(word + "=" * (-len(word) % 4))
