"""What somebody is beside the name is passed over with it; nothing else is."""

import pytest

from chalicelib.domain.trip_requests.reading.leftovers.decisive_words import all_decisive, negations
from chalicelib.domain.trip_requests.reading.people.appositions import begin_of_name, begin_with_role, end_with_role

NAME = "Ann Lee"


def begin(before: str) -> str:
    return before[begin_with_role(before + NAME, len(before)) :]


def end(behind: str) -> str:
    return behind[: end_with_role(NAME + behind, len(NAME)) - len(NAME)]


@pytest.mark.parametrize(
    ("before", "role"),
    [
        ("for our rep ", "our rep "),
        ("for my site engineer, ", "my site engineer, "),
        ("send the consultant ", "the consultant "),
        ("and welder ", "welder "),
        ("our next flight ", ""),
        ("see the number ", ""),
        ("with a window seat ", ""),
        ("my boss and ", ""),
        ("two passengers ", ""),
    ],
)
def test_role_before_a_name_is_part_of_who_it_is(before: str, role: str) -> None:
    assert begin(before) == role


@pytest.mark.parametrize(
    ("behind", "role"),
    [
        (", Chief Engineer, flies", ", Chief Engineer,"),
        (", our new head of sales, flies", ", our new head of sales,"),
        (" (technician) flies", " (technician)"),
        (", Bob Ray, to Oslo", ""),
        (", window seat for the passenger, please", ""),
        (", no later than noon, to Oslo", ""),
        (", manager and two engineers, fly", ""),
        (", from our office manager, to Oslo", ""),
    ],
)
def test_role_behind_a_name_is_part_of_who_it_is(behind: str, role: str) -> None:
    assert end(behind) == role


def test_no_word_that_matters_is_passed_over_with_a_name() -> None:
    words = sorted(all_decisive() | negations())

    assert [word for word in words if word in begin(f"our {word} engineer ").split()] == []
    assert [word for word in words if end(f", {word} engineer, flies")] == []


@pytest.mark.parametrize(
    ("name", "begins"), [("Technician Ann Lee", 11), ("Ann Lee", 0), ("Engineer Lee", 0), ("Mark Hill Lee", 0)]
)
def test_position_before_a_full_name_is_none_of_it(name: str, begins: int) -> None:
    assert begin_of_name(name) == begins
