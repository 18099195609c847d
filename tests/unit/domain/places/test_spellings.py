import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.places.spellings import correct_city


@pytest.mark.parametrize(
    ("word", "city"),
    [
        ("Nashvile", "Nashville"),
        ("Barcelonna", "Barcelona"),
        ("Budapset", "Budapest"),
        ("edinburg", "Edinburgh"),
        ("Stokholm", "Stockholm"),
        ("Nashville", None),
        ("Lodnon", None),
        ("continue", None),
        ("Xyzzyxyz", None),
    ],
)
def test_larger_city_is_known_with_one_slip_in_its_name(word: str, city: str | None) -> None:
    assert correct_city(word) == city


@given(
    name=st.sampled_from(("Nashville", "Helsinki", "Barcelona", "Melbourne", "Johannesburg")), place=st.integers(0, 6)
)
def test_any_letter_that_is_left_out_or_swapped_is_found(name: str, place: int) -> None:
    without = name[:place] + name[place + 1 :]
    swapped = name[:place] + name[place + 1] + name[place] + name[place + 2 :]

    assert correct_city(without) == name
    assert swapped == name or correct_city(swapped) == name
