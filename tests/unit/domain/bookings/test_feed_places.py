"""Feeds read as one: whatever they hold and wherever reading is cut, every event comes once and in its feed's order."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.approvals.approval import Pool
from chalicelib.domain.bookings.feed_places import FeedPlace, list_feeds, merge_feeds, read_place
from chalicelib.domain.bookings.feeds import Attention, FeedEntry

FEEDS = list_feeds("anna", tuple(Pool))
BEGAN = datetime(2027, 3, 3, tzinfo=UTC)

# Of each event: when it happened, and in which of the three feeds it is, at least one.
events = st.lists(
    st.tuples(st.integers(0, 50), st.sets(st.sampled_from(range(3)), min_size=1)),
    max_size=12,
)
readers = st.sampled_from([(), (Pool.APPROVERS,), (Pool.TRAVEL_MANAGERS,), tuple(Pool)])


def fill(found: list[tuple[int, set[int]]]) -> dict[str, list[FeedEntry]]:
    filled: dict[str, list[FeedEntry]] = {feed: [] for feed in FEEDS if feed}
    for number, (minute, places) in enumerate(found):
        feeds = tuple(feed for place, feed in enumerate(FEEDS) if place in places and feed)
        for feed in feeds:
            filled[feed].append(
                FeedEntry(
                    number=len(filled[feed]) + 1,
                    event_id=f"evt_{number}",
                    booking_id="bkg_1",
                    seq=number,
                    at=BEGAN + timedelta(minutes=minute),
                    attention=Attention.INFORMATION,
                    feeds=feeds,
                )
            )
    return filled


def read_on(
    feeds: tuple[str | None, ...], filled: dict[str, list[FeedEntry]], place: FeedPlace, limit: int
) -> tuple[list[FeedEntry], FeedPlace, bool]:
    after = dict(zip(feeds, place, strict=True))
    found = {feed: each[after[feed] : after[feed] + limit] for feed, each in filled.items() if feed in after}
    placed = merge_feeds(feeds, found, place, limit)
    return [each.entry for each in placed if each.entry], placed[-1].place if placed else place, len(placed) == limit


@given(events, readers, st.lists(st.integers(1, 5), min_size=1))
def test_every_event_comes_once_however_reading_is_cut(
    found: list[tuple[int, set[int]]], pools: tuple[Pool, ...], limits: list[int]
) -> None:
    feeds, filled = list_feeds("anna", pools), fill(found)
    place, seen, turn, more = FeedPlace(), list[FeedEntry](), 0, True
    while more:
        entries, place, more = read_on(feeds, filled, place, limits[turn % len(limits)])
        seen += entries
        turn += 1

    wanted = {each.event_id for feed in feeds if feed for each in filled[feed]}
    assert sorted(each.event_id for each in seen) == sorted(wanted)
    for feed in feeds:
        shown_first = [each.number for each in seen if feed == next(own for own in feeds if own in each.feeds)]
        assert shown_first == sorted(shown_first)
    assert place == tuple(len(filled[feed]) if feed else 0 for feed in feeds)


@given(events, st.integers(1, 4))
def test_a_place_is_read_as_it_is_written_and_reading_on_from_it_is_the_same(
    found: list[tuple[int, set[int]]], limit: int
) -> None:
    filled = fill(found)
    _, place, _ = read_on(FEEDS, filled, FeedPlace(), limit)

    again = read_place(place.text)

    assert again == place
    assert again is not None
    assert read_on(FEEDS, filled, again, 50)[0] == read_on(FEEDS, filled, place, 50)[0]


def test_what_is_no_place_is_none() -> None:
    for text in ("", "1", "1.2", "1.2.3.4", "a.b.c", "1.2.-3", "1.2.3\n", "latest"):
        assert read_place(text) is None
