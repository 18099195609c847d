"""Values of any length in one attribute: read back as they were, and never larger than a row may be."""

import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.trip_requests.trip_request import MOST_CARS, MOST_SLICES
from chalicelib.dynamodb.tables import LONGEST_PLAIN, lengthen, shorten
from chalicelib.models.bookings import BookingRow, to_row
from tests.support.trip_shapes import make_shape

LARGEST_ROW = 400_000
MOST_OPTIONS = 20


@settings(max_examples=10)
@given(st.text(max_size=40), st.integers(0, 2 * LONGEST_PLAIN))
def test_text_of_any_length_comes_back(part: str, times: int) -> None:
    text = msgspec.json.encode(part * (times // max(1, len(part))))

    kept = shorten(text)

    assert msgspec.json.decode(lengthen(kept)) == msgspec.json.decode(text)
    assert len(kept.encode()) <= max(len(text), LONGEST_PLAIN)


@pytest.mark.parametrize(("size", "is_plain"), [(LONGEST_PLAIN, True), (LONGEST_PLAIN + 1, False)])
def test_short_text_is_kept_to_be_read_by_people(size: int, is_plain: bool) -> None:
    text = msgspec.json.encode("x" * (size - 2))

    assert (shorten(text) == text.decode()) is is_plain
    assert msgspec.json.decode(lengthen(shorten(text))) == "x" * (size - 2)


def test_booking_of_the_largest_shape_with_twenty_options_fits_a_row() -> None:
    chance = random.Random(1)
    shape = make_shape(6, slices=MOST_SLICES, cars=MOST_CARS)
    others = [make_shape(chance.randrange(10**6), slices=MOST_SLICES, cars=MOST_CARS) for _ in range(MOST_OPTIONS)]
    options = tuple(
        msgspec.structs.replace(each.option, option_id=f"opt_{number}", rank=number + 1)
        for number, each in enumerate(others)
    )
    booking = msgspec.structs.replace(shape.booking, options=(*options, shape.option))

    row = to_row(booking).serialize()

    kept = row["document"]["S"]
    assert len(msgspec.json.encode(booking)) > 3 * len(kept) > LONGEST_PLAIN
    assert len(msgspec.json.encode(row)) < LARGEST_ROW
    assert BookingRow.document.deserialize(kept) == booking
