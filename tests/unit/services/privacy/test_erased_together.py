"""People who are erased at the same time, each of whom holds something of the other's."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib import clock
from chalicelib.domain.identity import Identity
from chalicelib.domain.passengers import PassengerKind
from chalicelib.domain.trips.item import ItemDetails
from chalicelib.domain.trips.share import Right, Share
from chalicelib.models import passengers, privacy, shares
from chalicelib.services.privacy import requests as privacy_requests
from chalicelib.services.trips import items
from tests.simulation.cloud.empty import empty_cloud
from tests.support.passenger_samples import ANNA, DAVID
from tests.unit.services.privacy.privacy_samples import NOW, forget, keep_profile, keep_trip


@pytest.fixture(autouse=True)
def cloud() -> Iterator[None]:
    with empty_cloud():
        yield


def hold_each_others() -> list[str]:
    """Each keeps a profile and a guest whom the other may book for, and has a trip on which the other writes; the
    guests."""
    return [hold_theirs(mine, theirs) for mine, theirs in ((ANNA, DAVID), (DAVID, ANNA))]


def hold_theirs(mine: Identity, theirs: Identity) -> str:
    keep_profile(mine, arranger_ids=(theirs.user_id,))
    trip = keep_trip(mine)
    shares.put_share(
        None,
        Share(
            trip_id=trip.trip_id,
            user_id=theirs.user_id,
            right=Right.WRITE,
            shared_at=NOW,
            updated_at=NOW,
            shared_by=mine.user_id,
        ),
    )
    items.create_item(theirs, ItemDetails(name="Dinner", trip_id=trip.trip_id), item_id=clock.new_id("itm"))
    return keep_profile(mine, PassengerKind.GUEST, arranger_ids=(theirs.user_id, "eve"))


def test_two_who_hold_something_of_each_other_are_both_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    guests = hold_each_others()
    monkeypatch.setattr(privacy_requests, "A_REQUEST", 0.0)
    for who in (ANNA, DAVID):
        forget(who)

    assert privacy_requests.carry_on_all(seconds=60) == (2, 0)
    assert [passengers.get_passenger(each).profile.user_id for each in guests] == ["eve", "eve"]


def test_a_guest_whom_nobody_is_left_to_keep_goes_with_the_last_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    guest = keep_profile(ANNA, PassengerKind.GUEST, arranger_ids=("david",))
    monkeypatch.setattr(privacy_requests, "A_REQUEST", 0.0)
    for who in (ANNA, DAVID):
        forget(who)

    assert privacy_requests.carry_on_all(seconds=60) == (2, 0)
    assert passengers.find_passenger(guest) is None


def test_who_is_to_be_erased_by_two_at_once_is_erased_once(monkeypatch: pytest.MonkeyPatch) -> None:
    begin, begun = privacy.begin_erasure, list[str]()

    def begin_second(*asked: Any) -> None:
        if not begun:
            begun.append("")
            begun[0] = forget(ANNA).erasure_id
        begin(*asked)

    monkeypatch.setattr(privacy, "begin_erasure", begin_second)
    monkeypatch.setattr(privacy_requests, "A_REQUEST", 0.0)

    assert forget(ANNA).erasure_id == begun[0]
