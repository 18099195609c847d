"""Share links: what each shows, to whom, and when it ends."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from pynamodb.transactions import TransactWrite

from chalicelib import clock, settings
from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.mentions import Erased
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.domain.tracking.looks import Standing
from chalicelib.domain.tracking.track_shares import MOST_SHARES, TrackShareRequest, read_token
from chalicelib.dynamodb.tables import transactions
from chalicelib.errors import Conflict, InvalidInput, NotAllowed, NotFound, PersonErased, TooManyRequests
from chalicelib.models import consents, mentions, position_looks, track_shares, trips
from chalicelib.models.track_shares import TrackShareRow
from chalicelib.services import employees
from chalicelib.services.privacy.positions import erase_shares
from chalicelib.services.tracking.sharing import (
    SharedTrack,
    create_share,
    get_share,
    list_shares,
    narrow_span,
    open_share,
    revoke_share,
)
from chalicelib.services.trips import trips as trip_service
from tests.simulation.cloud.empty import empty_cloud
from tests.support.passenger_samples import ANNA, CLARA, person
from tests.support.turning_clock import TurningClock, turning_clock
from tests.unit.domain.tracking.windows_samples import decision
from tests.unit.services.tracking.track_samples import DAY, NOW, TRIP_ID, consent_on_a_trip, withdraw

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def turning() -> Iterator[TurningClock]:
    with empty_cloud(), turning_clock(NOW) as turned:
        consent_on_a_trip()
        yield turned


def make(**fields: Any) -> tuple[str, str]:
    """A link of Anna's: its id and its token."""
    request = TrackShareRequest(**{"label": "Home", "trip_id": TRIP_ID, "level": SharingLevel.EXACT, **fields})
    share, token = create_share(ANNA, request, share_id=clock.new_id("trs"))
    return share.share_id, token


def opened(token: str) -> SharedTrack | None:
    try:
        return open_share(token)
    except NotFound:
        return None


def is_refused(token: str) -> bool:
    try:
        open_share(token)
    except TooManyRequests:
        return True
    return False


def test_a_link_to_a_trip_shows_its_window_and_moves_with_it() -> None:
    _, token = make()
    before = open_share(token).span

    trip = trips.get_trip(TRIP_ID)
    later = msgspec.structs.replace(trip, ends_at=trip.ends_at + DAY, version=trip.version + 1)
    trips.replace_trip(trip, later)

    assert before == (trip.starts_at - 3 * HOUR, trip.ends_at + 3 * HOUR)
    assert open_share(token).span == (before.since, before.until + DAY)


def test_a_link_to_a_span_of_time_shows_that_and_may_lie_ahead() -> None:
    _, token = make(trip_id=None, since=NOW + HOUR, until=NOW + 2 * HOUR, expires_at=NOW + DAY)

    shared = open_share(token)

    assert shared.span == (NOW + HOUR, NOW + 2 * HOUR)
    assert narrow_span(shared, None, NOW + 1.5 * HOUR) == (NOW + HOUR, NOW + 1.5 * HOUR)
    assert narrow_span(shared, NOW, NOW + 3 * HOUR) == shared.span
    assert narrow_span(shared, None, NOW) is None


@pytest.mark.parametrize(("asked", "shown"), [("exact", "exact"), ("city", "city"), ("country", "country")])
def test_a_link_shows_no_more_than_its_level_and_the_look_says_which(asked: str, shown: str) -> None:
    share_id, token = make(level=SharingLevel(asked))

    assert open_share(token).sight.level == shown

    (look,) = position_looks.list_looks(ANNA.user_id, limit=10, start=None).rows
    assert (look.standing, look.share_id, look.viewer_id, look.reason) == (Standing.SHARE_LINK, share_id, None, None)
    assert look.level == shown


def test_many_visits_in_a_while_are_one_look(turning: TurningClock) -> None:
    _, token = make()
    for _ in range(3):
        open_share(token)
    turning.turn(minutes=30)
    open_share(token)

    assert len(position_looks.list_looks(ANNA.user_id, limit=10, start=None).rows) == 2


def test_a_link_is_opened_only_so_often_in_a_minute(monkeypatch: pytest.MonkeyPatch, turning: TurningClock) -> None:
    here = msgspec.structs.replace(settings.current(), reads_per_minute=5)
    monkeypatch.setattr(settings, "current", lambda: here)
    _, token = make()
    _, other = make()

    assert sum(is_refused(token) for _ in range(20)) >= 10
    assert open_share(other)
    turning.turn(minutes=1)
    assert open_share(token)


def test_a_revoked_link_opens_nothing_at_once() -> None:
    share_id, token = make()
    revoke_share(ANNA, share_id)

    assert opened(token) is None
    with pytest.raises(NotFound):
        revoke_share(ANNA, share_id)


def test_an_expired_link_opens_nothing_although_its_row_is_there(turning: TurningClock) -> None:
    share_id, token = make(expires_at=NOW + HOUR)
    turning.turn(minutes=60)

    assert track_shares.find_share(read_token(token).owner, share_id) is not None
    assert opened(token) is None
    assert list_shares(ANNA, limit=10, start=None).rows == []
    with pytest.raises(NotFound):
        get_share(ANNA, share_id)


def test_a_link_ends_with_its_trip() -> None:
    _, token = make()
    trip_service.cancel_trip(ANNA, TRIP_ID, expected=None)

    assert opened(token) is None


def test_a_link_shows_nothing_once_consent_is_withdrawn() -> None:
    _, token = make()
    withdraw()

    assert opened(token) is None


def test_a_link_stays_ended_when_its_person_consents_again(turning: TurningClock) -> None:
    before = [make() for _ in range(MOST_SHARES)]
    turning.turn(minutes=1)
    withdraw()
    turning.turn(minutes=1)
    consents.add_consent(decision(3, clock.now(), granted=True))

    _, after = make()

    assert [opened(token) for _, token in before] == [None] * MOST_SHARES
    assert opened(after)
    assert len(list_shares(ANNA, limit=50, start=None).rows) == 1


def test_a_link_goes_on_when_its_person_consents_to_another_text(turning: TurningClock) -> None:
    _, token = make()
    turning.turn(minutes=1)
    consents.add_consent(decision(2, clock.now(), granted=True))

    assert opened(token)


def test_a_leavers_link_shows_nothing() -> None:
    _, token = make()
    employees.put_employee(CLARA, ANNA.user_id, EmployeeDetails(name="Anna Weber", active=False), expected=None)

    assert opened(token) is None


def test_an_erased_persons_links_are_gone_and_no_more_can_be_made() -> None:
    for _ in range(3):
        make()
    assert erase_shares(ANNA.user_id, None) == (3, None)
    assert erase_shares(ANNA.user_id, None) == (0, None)
    assert list(TrackShareRow.scan()) == []

    with TransactWrite(connection=transactions()) as transaction:
        erased = Erased(erasure_id="ers_1", subjects=(ANNA.user_id,))
        mentions.mark(transaction, ANNA.user_id, erased, NOW, instead_of=None)
    with pytest.raises(PersonErased):
        make(trip_id=None)


def test_no_other_token_opens_a_link() -> None:
    _, token = make()
    _, other = make()
    mine, theirs = read_token(token), read_token(other)

    for wrong in (
        mine._replace(secret=theirs.secret),
        mine._replace(share_id=theirs.share_id),
        mine._replace(owner="A" * 22),
        mine._replace(secret=mine.secret[:-1] + ("A" if mine.secret[-1] != "A" else "B")),
    ):
        assert opened(wrong.text) is None
    assert opened(token)


def test_only_the_hash_of_a_token_is_kept() -> None:
    _, token = make()
    (row,) = TrackShareRow.scan()

    assert read_token(token).secret not in str(row.serialize())


def test_only_who_travels_on_a_trip_shares_where_they_are_on_it() -> None:
    request = TrackShareRequest(label="Home", trip_id=TRIP_ID)
    with pytest.raises(NotAllowed):
        create_share(CLARA, request, share_id=clock.new_id("trs"))
    with pytest.raises(NotFound):
        create_share(person("stella", "traveller"), request, share_id=clock.new_id("trs"))


def test_everything_that_is_wrong_with_a_request_is_said_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        make(trip_id=None, since=NOW, until=NOW, expires_at=NOW)

    assert [error.pointer for error in refused.value.errors] == ["/expiresAt", "/until"]


def test_a_persons_links_are_limited_and_listed_to_them_alone() -> None:
    made = [make()[0] for _ in range(MOST_SHARES)]

    with pytest.raises(Conflict, match="20 links"):
        make()
    listed = list_shares(ANNA, limit=50, start=None).rows
    assert {share.share_id for share in listed} == set(made)
    assert list_shares(CLARA, limit=50, start=None).rows == []
    with pytest.raises(NotFound):
        get_share(CLARA, made[0])

    revoke_share(ANNA, made[0])
    assert make()
