"""Ids: what they look like, and those that follow from something."""

import re
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from ulid import ULID

from chalicelib.domain import ids

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(), timedelta(days=2_900_000)).map(lambda since: EPOCH + since)
TEXTS = st.text(max_size=20)


@given(at=MOMENTS, seed=st.lists(TEXTS, min_size=1, max_size=3))
def test_derived_id_is_a_ulid_of_its_time_and_always_the_same(at: datetime, seed: list[str]) -> None:
    derived = ids.derive_id("bkg", at, *seed)

    assert re.fullmatch(ids.prefix_pattern("bkg"), derived)
    assert ids.time_of(derived.removeprefix("bkg_")) == at - timedelta(microseconds=at.microsecond % 1000)
    assert derived == ids.derive_id("bkg", at, *seed)
    assert str(ULID.from_str(derived.removeprefix("bkg_"))) == derived.removeprefix("bkg_")


@given(one=TEXTS, other=TEXTS)
def test_derived_ids_of_two_seeds_are_two(one: str, other: str) -> None:
    at = datetime(2027, 1, 1, tzinfo=UTC)

    assert (ids.derive_id("bkg", at, one, other) == ids.derive_id("bkg", at, other, one)) == (one == other)


def test_time_of_an_id_that_was_just_made_is_now() -> None:
    at = datetime(2027, 3, 4, 5, 6, 7, 89_000, tzinfo=UTC)

    assert ids.time_of(str(ULID.from_datetime(at))) == at


def test_events_of_a_thing_sort_as_they_happened() -> None:
    made = [ids.event_id("bkg_01JQZX5V9D7R8M3T2K6W4H0YBE", number) for number in (1, 2, 10, 999_999)]

    assert made == sorted(made)
    assert all(re.fullmatch(ids.EVENT_PATTERN, each) for each in made)
