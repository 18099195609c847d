"""What was looked up is described field by field; what people wrote stays in quotation marks, on one line, bounded."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.assistant.answer import LONGEST_PARAGRAPH
from chalicelib.domain.assistant.describing import describe_thing, describe_value, quote_text

BOOKING: dict[str, Any] = {
    "linkHandle": "link-1",
    "bookingId": "bkg_01JQZX5V9D7R8M3T2K6W4H0YBE",
    "status": "awaiting_approval",
    "startsOn": "2027-03-03",
    "endsAt": "2027-03-05T18:30:00+01:00",
    "places": ["Berlin", "London"],
    "price": {"amount": 34_500, "currency": "EUR"},
    "failure": None,
    "operations": ["cancel"],
    "options": [{"optionId": "opt_1", "rank": 1, "price": {"amount": 5_000, "currency": "JPY"}}],
    "href": "/v1/bookings/bkg_01JQZX5V9D7R8M3T2K6W4H0YBE",
}


def test_a_thing_is_described_field_by_field_without_what_is_for_programs() -> None:
    assert describe_thing("Booking: London", BOOKING) == (
        "“Booking: London”: status awaiting approval; starts on 3 March 2027; ends at 5 March 2027, 18:30; "
        "places “Berlin”, “London”; price 345.00 EUR.\n"
        "- options 1: rank 1, price 5000 JPY"
    )


@pytest.mark.parametrize(
    ("value", "described"),
    [
        (True, "yes"),
        (7, "7"),
        ("in_policy", "in policy"),
        ("2027-03-03T08:00:00Z", "3 March 2027, 08:00"),
        ("Sales kickoff", "“Sales kickoff”"),
        ({"clause": "4.2", "actual": None}, "clause “4.2”"),
    ],
)
def test_values_are_described_as_people_write_them(value: Any, described: str) -> None:
    assert describe_value(value) == described


def test_long_lists_say_how_many_more_there_are() -> None:
    described = describe_thing("Trip", {"items": [{"name": f"Night {number}"} for number in range(12)]})

    assert described.count("\n") == 9
    assert described.endswith("- and 4 more")


@given(st.text(max_size=400))
def test_what_people_wrote_stays_on_one_line_within_its_marks(text: str) -> None:
    quoted = quote_text(text)

    assert quoted[0] == "“"
    assert quoted[-1] == "”"
    assert quoted[1:-1].count("”") == 0
    assert quoted.isprintable()
    assert len(quoted) <= 122


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
        max_leaves=20,
    )
)
def test_anything_that_has_fields_can_be_described(value: Any) -> None:
    described = describe_thing("Thing", {"value": value, "values": [{"value": value}] * 500})

    assert 0 < len(described) <= LONGEST_PARAGRAPH
