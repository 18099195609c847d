"""Share links: what may be asked for, and how a token is known again without being kept."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.domain.tracking.track_shares import (
    LONGEST_OPEN,
    SECRET_BYTES,
    TOKEN_PATTERN,
    TrackShareRequest,
    errors_in,
    make_share,
    opens,
    owner_of,
    read_token,
)

NOW = datetime(2027, 3, 3, 8, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SHARE, TRIP = "trs_01JQZX5V9D7R8M3T2K6W4H0YBE", "trp_01JQZXB2M4C6N8P0R2T4V6X8Z0"


def request(**fields: Any) -> TrackShareRequest:
    return TrackShareRequest(**{"label": "Home", **fields})


@pytest.mark.parametrize(
    ("fields", "pointers"),
    [
        ({}, []),
        ({"trip_id": TRIP}, []),
        ({"since": NOW - 300 * DAY, "until": NOW}, []),
        ({"since": NOW + DAY, "until": NOW + 2 * DAY, "expires_at": NOW + 3 * DAY}, []),
        ({"expires_at": NOW + LONGEST_OPEN}, []),
        ({"expires_at": NOW + LONGEST_OPEN + HOUR}, ["/expiresAt"]),
        ({"expires_at": NOW}, ["/expiresAt", "/until"]),
        ({"since": NOW, "until": NOW}, ["/until"]),
        ({"since": NOW + 2 * DAY}, ["/until"]),
        ({"until": NOW - HOUR}, ["/until"]),
        ({"since": NOW - 400 * DAY}, ["/until"]),
        ({"trip_id": TRIP, "until": NOW}, ["/tripId"]),
        ({"trip_id": TRIP, "since": NOW, "expires_at": NOW - HOUR}, ["/tripId", "/expiresAt"]),
    ],
)
def test_each_thing_that_is_wrong_with_a_request_is_named(fields: dict[str, Any], pointers: list[str]) -> None:
    assert [error.pointer for error in errors_in(request(**fields), NOW)] == pointers


def test_who_says_nothing_shares_their_city_from_now_on_for_a_day() -> None:
    share, _ = make_share(request(), share_id=SHARE, user_id="anna", now=NOW, random=bytes(SECRET_BYTES))

    assert share.level is SharingLevel.CITY
    assert (share.since, share.until, share.expires_at) == (NOW, NOW + DAY, NOW + DAY)
    assert (share.is_open(NOW + DAY - HOUR), share.is_open(NOW + DAY)) == (True, False)


def test_a_trip_is_shared_without_a_span_of_its_own() -> None:
    share, _ = make_share(request(trip_id=TRIP), share_id=SHARE, user_id="anna", now=NOW, random=bytes(SECRET_BYTES))

    assert (share.trip_id, share.since, share.until) == (TRIP, None, None)


@given(st.binary(min_size=SECRET_BYTES, max_size=SECRET_BYTES), st.from_regex("[A-Za-z0-9_-]{1,64}", fullmatch=True))
def test_a_token_is_read_as_it_was_made_and_opens_its_own_link_alone(random: bytes, user_id: str) -> None:
    share, token = make_share(request(), share_id=SHARE, user_id=user_id, now=NOW, random=random)
    other, _ = make_share(request(), share_id=SHARE, user_id=user_id, now=NOW, random=bytes(reversed(random)) + b"")

    assert re.fullmatch(TOKEN_PATTERN, token.text)
    assert read_token(token.text) == token
    assert opens(token.secret, share)
    assert opens(token.secret, other) == (random == random[::-1])
    assert not opens(token.secret, None)
    assert not opens("", share)
    kept = msgspec.json.encode(share).decode()
    assert token.secret not in kept
    assert token.owner == owner_of(user_id)
