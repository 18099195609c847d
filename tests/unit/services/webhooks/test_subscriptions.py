"""Subscribing: who may, what is refused, and what becomes of the secret."""

import base64
from collections.abc import Iterator
from datetime import timedelta

import msgspec
import pytest

from chalicelib import settings
from chalicelib.domain.identity import Identity
from chalicelib.domain.webhooks.webhook import MOST_WEBHOOKS
from chalicelib.errors import Conflict, InvalidInput, NotAllowed, NotFound, VersionConflict
from chalicelib.services.webhooks import subscriptions
from chalicelib.services.webhooks.subscriptions import WebhookRequest, decrypt_secrets
from tests.simulation.cloud.empty import empty_cloud
from tests.support.turning_clock import TurningClock, turning_clock

CLARA = Identity(user_id="clara", email="clara@example.com", name="Clara", groups=frozenset({"travel-manager"}))
ANNA = Identity(user_id="anna", email="anna@example.com", name="Anna", groups=frozenset({"traveller", "approver"}))
REQUEST = WebhookRequest(url="https://hooks.example.com/in", event_types=("booking.*",), description="Expenses")


@pytest.fixture(autouse=True)
def clock() -> Iterator[TurningClock]:
    with empty_cloud(), turning_clock() as clock:
        yield clock


def changed(**fields: object) -> WebhookRequest:
    return msgspec.structs.replace(REQUEST, **fields)


def test_subscription_has_a_secret_of_256_bits_of_its_own() -> None:
    first = subscriptions.create_webhook(CLARA, REQUEST, webhook_id="whk_1")
    second = subscriptions.create_webhook(CLARA, REQUEST, webhook_id="whk_2")

    (mine,), (other,) = decrypt_secrets(first), decrypt_secrets(second)
    assert mine.value.startswith("whsec_")
    assert len(base64.b64decode(mine.value.removeprefix("whsec_"), validate=True)) == 32
    assert mine.value != other.value


def test_subscription_that_was_made_already_is_answered_again_with_its_secret() -> None:
    first = subscriptions.create_webhook(CLARA, REQUEST, webhook_id="whk_1")

    again = subscriptions.create_webhook(CLARA, REQUEST, webhook_id="whk_1")

    assert again == first
    assert len(subscriptions.list_webhooks(CLARA, limit=10, start=None)[0]) == 1


def test_only_the_travel_manager_has_to_do_with_webhooks() -> None:
    subscriptions.create_webhook(CLARA, REQUEST, webhook_id="whk_1")

    for forbidden in (
        lambda: subscriptions.create_webhook(ANNA, REQUEST, webhook_id="whk_2"),
        lambda: subscriptions.get_webhook(ANNA, "whk_1"),
        lambda: subscriptions.list_webhooks(ANNA, limit=10, start=None),
        lambda: subscriptions.replace_webhook(ANNA, "whk_1", REQUEST, expected=None),
        lambda: subscriptions.delete_webhook(ANNA, "whk_1", expected=None),
        lambda: subscriptions.rotate_webhook_secret(ANNA, "whk_1"),
    ):
        with pytest.raises(NotAllowed):
            forbidden()


def test_address_inside_is_refused_when_subscribing_and_when_changing() -> None:
    subscriptions.create_webhook(CLARA, REQUEST, webhook_id="whk_1")
    inside = changed(url="https://169.254.169.254/latest/meta-data/")

    with pytest.raises(InvalidInput):
        subscriptions.create_webhook(CLARA, inside, webhook_id="whk_2")
    with pytest.raises(InvalidInput):
        subscriptions.replace_webhook(CLARA, "whk_1", inside, expected=None)

    assert subscriptions.get_webhook(CLARA, "whk_1").url == REQUEST.url


@pytest.mark.parametrize(
    ("stage", "switched_on", "allowed"), [("local", True, True), ("local", False, False), ("prod", True, False)]
)
def test_this_machine_is_allowed_on_the_local_stage_where_it_is_switched_on(
    stage: str, switched_on: bool, allowed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = settings.Settings(stage=stage, webhook_loopback=switched_on)
    monkeypatch.setattr(settings, "current", lambda: here)

    assert subscriptions.loopback_allowed() is allowed


def test_type_of_event_that_does_not_exist_is_pointed_at() -> None:
    with pytest.raises(InvalidInput) as refused:
        subscriptions.create_webhook(CLARA, changed(event_types=("*", "booking.bookd")), webhook_id="whk_1")

    assert [error.pointer for error in refused.value.errors] == ["/eventTypes/1"]


def test_there_are_only_so_many() -> None:
    for number in range(MOST_WEBHOOKS):
        subscriptions.create_webhook(CLARA, REQUEST, webhook_id=f"whk_{number:02d}")

    with pytest.raises(Conflict):
        subscriptions.create_webhook(CLARA, REQUEST, webhook_id="whk_99")


def test_list_goes_page_by_page_newest_first() -> None:
    for number in range(5):
        subscriptions.create_webhook(CLARA, REQUEST, webhook_id=f"whk_{number}")

    found, position = subscriptions.list_webhooks(CLARA, limit=3, start=None)
    rest, end = subscriptions.list_webhooks(CLARA, limit=3, start=position)

    assert [each.webhook_id for each in [*found, *rest]] == ["whk_4", "whk_3", "whk_2", "whk_1", "whk_0"]
    assert end is None


def test_change_counts_only_on_what_was_read() -> None:
    made = subscriptions.create_webhook(CLARA, REQUEST, webhook_id="whk_1")

    after = subscriptions.replace_webhook(CLARA, "whk_1", changed(enabled=False), expected=made.version)

    assert (after.version, after.enabled, after.encrypted_secrets) == (2, False, made.encrypted_secrets)
    assert subscriptions.get_webhook(CLARA, "whk_1") == after
    with pytest.raises(VersionConflict):
        subscriptions.replace_webhook(CLARA, "whk_1", REQUEST, expected=made.version)
    with pytest.raises(VersionConflict):
        subscriptions.delete_webhook(CLARA, "whk_1", expected=made.version)


def test_removed_subscription_is_gone() -> None:
    subscriptions.create_webhook(CLARA, REQUEST, webhook_id="whk_1")

    subscriptions.delete_webhook(CLARA, "whk_1", expected=None)

    for gone in (
        lambda: subscriptions.get_webhook(CLARA, "whk_1"),
        lambda: subscriptions.delete_webhook(CLARA, "whk_1", expected=None),
        lambda: subscriptions.replace_webhook(CLARA, "whk_1", REQUEST, expected=None),
        lambda: subscriptions.rotate_webhook_secret(CLARA, "whk_1"),
    ):
        with pytest.raises(NotFound):
            gone()


def test_replaced_secret_ends_a_day_later(clock: TurningClock) -> None:
    made = subscriptions.create_webhook(CLARA, REQUEST, webhook_id="whk_1")
    clock.turn(hours=5)

    rotated = subscriptions.rotate_webhook_secret(CLARA, "whk_1")

    new, old = decrypt_secrets(rotated)
    assert (new.expires_at, old.expires_at) == (None, clock.time + timedelta(hours=24))
    assert old.value == decrypt_secrets(made)[0].value
    assert new.value != old.value
