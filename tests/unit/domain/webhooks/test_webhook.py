"""Who is told of what, how it is signed, and when it is tried again."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from chalicelib.domain.encryption import Encrypted
from chalicelib.domain.webhooks.webhook import (
    MOST_SECRETS,
    OVERLAP,
    PING,
    TRIED_FOR,
    WAITS,
    Delivery,
    DeliveryStatus,
    Secret,
    Webhook,
    is_given_up,
    next_attempt_at,
    rotate_secrets,
    sign_headers,
    unknown_types,
    wants,
)

NOW = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)
OLD, NEW = Secret(value="whsec_b2xk"), Secret(value="whsec_bmV3")


def webhook(*event_types: str) -> Webhook:
    return Webhook(
        webhook_id="whk_1",
        url="https://hooks.example.com/",
        event_types=event_types,
        description="",
        enabled=True,
        encrypted_secrets=Encrypted(key="a key", text="secrets"),
        created_at=NOW,
        created_by="clara",
        updated_at=NOW,
    )


def delivery(event_id: str = "evt_1", event_type: str = "booking.booked") -> Delivery:
    return Delivery(
        webhook_id="whk_1",
        event_id=event_id,
        event_type=event_type,
        status=DeliveryStatus.PENDING,
        created_at=NOW,
        round_began=NOW,
    )


@pytest.mark.parametrize(
    ("wanted", "is_notified"),
    [
        (["booking.booked"], True),
        (["booking.*"], True),
        (["*"], True),
        (["booking.cancelled", "booking.booked"], True),
        (["booking.cancelled"], False),
        (["webhook.*"], False),
        (["booking"], False),
    ],
)
def test_event_is_delivered_to_who_subscribes_to_its_type_its_family_or_all(
    wanted: list[str], is_notified: bool
) -> None:
    assert wants(webhook(*wanted), "booking.booked") is is_notified


def test_types_that_no_event_has_are_found() -> None:
    assert unknown_types(["booking.booked", "booking.*", "*", "webhook.disabled"]) == []
    assert unknown_types(["booking.bookd", "*", "book.*", "*.booked", "", "webhook.ping"]) == [0, 2, 3, 4, 5]


def test_signature_is_the_one_of_the_published_example() -> None:
    secret = Secret(value="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    at = datetime.fromtimestamp(1614265330, UTC)

    headers = sign_headers((secret,), "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}', at)

    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_for_a_day_old_and_new_secret_sign() -> None:
    both = rotate_secrets((OLD,), NEW, NOW)

    before = sign_headers(both, "evt_1", b"{}", NOW + OVERLAP - timedelta(seconds=1))
    after = sign_headers(both, "evt_1", b"{}", NOW + OVERLAP)

    assert len(before["webhook-signature"].split(" ")) == 2
    assert len(after["webhook-signature"].split(" ")) == 1


def test_secret_replaced_twice_keeps_the_end_it_was_given_first() -> None:
    later = NOW + timedelta(hours=1)

    kept = rotate_secrets(rotate_secrets((OLD,), NEW, NOW), Secret(value="whsec_bmV3ZXI="), later)

    assert [each.expires_at for each in kept] == [None, later + OVERLAP, NOW + OVERLAP]


def test_each_secret_signs_to_the_end_it_was_given_however_often_it_is_replaced() -> None:
    kept: tuple[Secret, ...] = (OLD,)
    for number in range(1, MOST_SECRETS):
        kept = rotate_secrets(kept, Secret(value=f"whsec_{number:04d}"), NOW + timedelta(minutes=number))

    headers = sign_headers(kept, "evt_1", b"{}", NOW + OVERLAP)

    assert kept[-1].value == OLD.value
    assert len(headers["webhook-signature"].split(" ")) == MOST_SECRETS


def test_tries_are_spread_over_72_hours_and_then_end() -> None:
    assert sum(WAITS, timedelta()) == TRIED_FOR
    for number in range(50):
        tried, now, waits = delivery(f"evt_{number}"), NOW, []
        while True:
            tried = msgspec.structs.replace(tried, tries=tried.tries + 1, attempts=tried.attempts + 1)
            then = next_attempt_at(tried, now)
            if then is None:
                break
            waits.append(then - now)
            now = then

        assert timedelta(hours=64) < now - NOW <= TRIED_FOR
        assert len(waits) in {len(WAITS), len(WAITS) - 1}
        assert all(wait <= planned * 1.1 for wait, planned in zip(waits, WAITS, strict=False))


def test_deliveries_that_failed_together_are_not_tried_again_together() -> None:
    tried = [msgspec.structs.replace(delivery(f"evt_{n}"), tries=4, attempts=4) for n in range(100)]

    times = {next_attempt_at(each, NOW) for each in tried}

    assert len(times) == 100
    assert all(at and timedelta(minutes=27) <= at - NOW <= timedelta(minutes=33) for at in times)


def test_ping_is_tried_once() -> None:
    assert next_attempt_at(msgspec.structs.replace(delivery(event_type=PING), tries=1, attempts=1), NOW) is None


@pytest.mark.parametrize(
    ("failures", "hours", "given_up"),
    [(9, 100, False), (10, 71, False), (10, 72, True), (500, 1, False), (0, 0, False)],
)
def test_webhook_is_given_up_after_many_failures_over_three_days(failures: int, hours: int, given_up: bool) -> None:
    failing = msgspec.structs.replace(webhook("*"), failures=failures, failing_since=NOW if failures else None)

    assert is_given_up(failing, NOW + timedelta(hours=hours)) is given_up
