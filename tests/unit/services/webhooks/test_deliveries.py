"""Events on their way to a real receiver, through real tables and the queue: tried, tried again, given up, replayed."""

import json
from datetime import timedelta

import msgspec
import pytest
from standardwebhooks.webhooks import WebhookVerificationError

from chalicelib import settings
from chalicelib.domain.ids import event_id
from chalicelib.domain.webhooks.webhook import DeliveryStatus
from chalicelib.errors import Conflict, NotAllowed, NotFound
from chalicelib.models import booking_events
from chalicelib.models.booking_events import PendingEvent
from chalicelib.services.operations import outbox
from chalicelib.services.policies import publish_policy
from chalicelib.services.webhooks import deliveries as webhook_deliveries
from chalicelib.services.webhooks import subscriptions
from chalicelib.services.webhooks.subscriptions import WebhookRequest, decrypt_secrets
from tests.support.receiver import Receiver, answer, hang_up
from tests.unit.policy_samples import seeded_document
from tests.unit.services.webhooks.delivery_world import (
    ANNA,
    BOOKING,
    CLARA,
    EVENT,
    World,
    deliveries,
    delivery,
    happened,
    subscribe,
)

pytestmark = pytest.mark.usefixtures("world")


# --- who is notified, and of what -------------------------------------------------------------------------------------


def test_event_reaches_who_subscribed_to_it_and_nobody_else(world: World, server: Receiver) -> None:
    subscribe(server, "booking.booked", webhook_id="whk_01JQZXD3N5P7R9T1V3X5Z7B9D1")
    subscribe(server, "booking.cancelled", webhook_id="whk_01JQZXD3N5P7R9T1V3X5Z7B9D2")
    off = subscribe(server, "*", webhook_id="whk_01JQZXD3N5P7R9T1V3X5Z7B9D3")
    subscriptions.replace_webhook(
        CLARA,
        "whk_01JQZXD3N5P7R9T1V3X5Z7B9D3",
        WebhookRequest(url=off.url, event_types=("*",), enabled=False),
        expected=None,
    )

    assert webhook_deliveries.fan_out(happened()) == 1
    assert world.handle_post() == [DeliveryStatus.DELIVERED]

    assert [each.event_id for each in server.received] == [EVENT]
    assert (
        deliveries(webhook_id="whk_01JQZXD3N5P7R9T1V3X5Z7B9D2"),
        deliveries(webhook_id="whk_01JQZXD3N5P7R9T1V3X5Z7B9D3"),
    ) == ([], [])


def test_message_is_the_event_signed(world: World, server: Receiver) -> None:
    webhook = subscribe(server)

    webhook_deliveries.fan_out(happened())
    world.handle_post()

    (received,) = server.received
    assert received.is_signed_by(decrypt_secrets(webhook)[0].value)
    assert received.headers["user-agent"] == "Sojourn-Webhooks/1"
    assert json.loads(received.body) == {
        "type": "booking.booked",
        "timestamp": "2026-11-20T08:10:00Z",
        "data": {
            "eventId": EVENT,
            "bookingId": BOOKING,
            "seq": 4,
            "type": "booking.booked",
            "status": "booked",
            "at": "2026-11-20T08:10:00Z",
            "data": {"tripId": "trp_1"},
            "requesterId": "anna",
            "travellerIds": ["david"],
        },
    }


def test_while_secrets_change_over_either_verifies_and_a_stranger_does_not(world: World, server: Receiver) -> None:
    old = decrypt_secrets(subscribe(server))[0].value
    new = decrypt_secrets(subscriptions.rotate_webhook_secret(CLARA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1"))[0].value

    webhook_deliveries.fan_out(happened())
    world.handle_post()

    (received,) = server.received
    assert received.is_signed_by(old)
    assert received.is_signed_by(new)
    with pytest.raises(WebhookVerificationError):
        received.is_signed_by("whsec_c3RyYW5nZXI=")


def test_message_that_was_tampered_with_does_not_verify(world: World, server: Receiver) -> None:
    webhook = subscribe(server)
    webhook_deliveries.fan_out(happened())
    world.handle_post()
    (received,) = server.received

    for other in (
        received._replace(body=received.body.replace(b"booked", b"failed")),
        received._replace(headers={**received.headers, "webhook-id": event_id(BOOKING, 5)}),
        received._replace(headers={**received.headers, "webhook-timestamp": "1614265330"}),
    ):
        with pytest.raises(WebhookVerificationError):
            other.is_signed_by(decrypt_secrets(webhook)[0].value)


# --- retries ----------------------------------------------------------------------------------------------------------


def test_failed_try_is_made_again_with_the_same_id_and_body(world: World, server: Receiver) -> None:
    subscribe(server)
    server.behaviours.extend([answer(500), hang_up])
    webhook_deliveries.fan_out(happened())

    outcomes = [world.handle_post() for _ in range(3)]

    assert outcomes == [[DeliveryStatus.PENDING], [DeliveryStatus.PENDING], [DeliveryStatus.DELIVERED]]
    assert len({(each.event_id, each.body) for each in server.received}) == 1
    done = delivery()
    assert (done.attempts, done.next_attempt_at) == (3, None)
    assert done.last_attempt is not None
    assert (done.last_attempt.status_code, done.last_attempt.error) == (204, None)


def test_short_waits_are_left_to_the_queue_and_long_ones_to_the_sweeper(world: World, server: Receiver) -> None:
    subscribe(server)
    server.behaviours.extend([answer(503)] * 20)
    webhook_deliveries.fan_out(happened())

    held_back = []
    while world.post:
        world.handle_post()
        held_back += [delay for _, delay in world.post]

    assert [round(delay / expected, 1) for delay, expected in zip(held_back, (5, 60, 300), strict=True)] == [
        pytest.approx(1.0, abs=0.2)
    ] * 3
    world.clock.turn(minutes=35)
    assert world.send_what_is_due() == 1
    assert world.send_what_is_due() == 0  # it is on its way
    world.clock.turn(minutes=6)
    assert world.send_what_is_due() == 1  # it seems to have been lost
    assert world.handle_post() == [DeliveryStatus.PENDING, None]  # the second finds nothing left to do


def test_receiver_that_never_answers_well_is_tried_for_72_hours_and_then_given_up(
    world: World, server: Receiver
) -> None:
    subscribe(server)
    server.behaviours.extend([answer(500)] * 50)
    begun = world.clock.time
    webhook_deliveries.fan_out(happened())

    world.live(hours=80)

    given_up = delivery()
    assert (given_up.status, given_up.attempts) == (DeliveryStatus.FAILED, 11)
    assert given_up.last_attempt is not None
    assert timedelta(hours=66) < given_up.last_attempt.at - begun < timedelta(hours=73)
    assert given_up.last_attempt.error == "The receiver answered 500."
    assert len(server.received) == 11


def test_receiver_that_comes_back_within_72_hours_gets_its_event(world: World, server: Receiver) -> None:
    subscribe(server)
    server.behaviours.extend([answer(500)] * 7)
    webhook_deliveries.fan_out(happened())

    world.live(hours=80)

    assert (delivery().status, delivery().attempts) == (DeliveryStatus.DELIVERED, 8)
    assert subscriptions.get_webhook(CLARA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1").failures == 0


def test_message_that_comes_twice_is_sent_once(world: World, server: Receiver) -> None:
    subscribe(server)
    webhook_deliveries.fan_out(happened())
    ((message, _),) = world.post

    assert webhook_deliveries.deliver(message) is DeliveryStatus.DELIVERED
    assert webhook_deliveries.deliver(message) is None
    assert len(server.received) == 1


def test_what_waits_for_a_removed_webhook_is_not_sent(world: World, server: Receiver) -> None:
    subscribe(server)
    webhook_deliveries.fan_out(happened())
    subscriptions.delete_webhook(CLARA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1", expected=None)

    assert world.handle_post() == [DeliveryStatus.FAILED]
    assert server.received == []


def test_address_that_has_become_forbidden_is_not_reached(
    world: World, server: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(server)
    webhook_deliveries.fan_out(happened())
    strict = settings.Settings()
    monkeypatch.setattr(settings, "current", lambda: strict)

    assert world.handle_post() == [DeliveryStatus.PENDING]

    last = delivery().last_attempt
    assert last is not None
    assert last.error == "Events cannot be sent to this address."
    assert server.received == []


# --- ping, log and replay ---------------------------------------------------------------------------------------------


def test_ping_is_tried_once_also_where_the_webhook_is_disabled(world: World, server: Receiver) -> None:
    request = WebhookRequest(url=server.url, event_types=("booking.booked",), enabled=False)
    webhook = subscriptions.create_webhook(CLARA, request, webhook_id="whk_01JQZXD3N5P7R9T1V3X5Z7B9D1")
    server.behaviours.append(answer(500))

    webhook_deliveries.ping(CLARA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1", event_id="evt_01JQZX5V9D7R8M3T2K6W4H0YB1")
    webhook_deliveries.ping(CLARA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1", event_id="evt_01JQZX5V9D7R8M3T2K6W4H0YB2")

    assert world.handle_post() == [DeliveryStatus.FAILED, DeliveryStatus.DELIVERED]
    assert all(each.is_signed_by(decrypt_secrets(webhook)[0].value) for each in server.received)
    assert json.loads(server.received[0].body)["type"] == "webhook.ping"
    assert subscriptions.get_webhook(CLARA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1").failures == 0


def test_replay_sends_the_same_event_again_with_all_its_tries(world: World, server: Receiver) -> None:
    subscribe(server)
    webhook_deliveries.fan_out(happened())
    world.handle_post()
    world.clock.turn(days=2)
    server.behaviours.append(answer(500))

    again = webhook_deliveries.replay(CLARA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1", EVENT)

    assert (again.status, again.attempts) == (DeliveryStatus.PENDING, 1)
    assert [world.handle_post(), world.handle_post()] == [[DeliveryStatus.PENDING], [DeliveryStatus.DELIVERED]]
    assert delivery().attempts == 3
    assert len({(each.event_id, each.body) for each in server.received}) == 1


def test_replay_waits_until_the_webhook_is_enabled(world: World, server: Receiver) -> None:
    subscribe(server)
    webhook_deliveries.fan_out(happened())
    world.handle_post()
    off = WebhookRequest(url=server.url, event_types=("*",), enabled=False)
    subscriptions.replace_webhook(CLARA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1", off, expected=None)

    with pytest.raises(Conflict):
        webhook_deliveries.replay(CLARA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1", EVENT)


def test_log_is_listed_by_status_and_page_by_page(world: World, server: Receiver) -> None:
    subscribe(server)
    subscribe(server, webhook_id="whk_01JQZXD3N5P7R9T1V3X5Z7B9D2")
    server.behaviours.extend([answer(204), answer(204), answer(500), answer(500)])
    for seq in range(1, 6):
        webhook_deliveries.fan_out(happened(seq=seq))
        world.clock.turn(seconds=1)
        if seq < 3:
            world.handle_post()

    first, position = webhook_deliveries.list_deliveries(
        CLARA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1", status=None, limit=3, start=None
    )
    rest, end = webhook_deliveries.list_deliveries(
        CLARA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1", status=None, limit=3, start=position
    )

    assert [each.event_id for each in [*first, *rest]] == [event_id(BOOKING, seq) for seq in (5, 4, 3, 2, 1)]
    assert end is None
    waiting = [event_id(BOOKING, seq) for seq in (5, 4, 3, 2)]
    assert [each.event_id for each in deliveries(DeliveryStatus.PENDING)] == waiting
    assert [each.event_id for each in deliveries(DeliveryStatus.DELIVERED)] == [event_id(BOOKING, 1)]
    assert deliveries(DeliveryStatus.FAILED) == []


def test_only_the_travel_manager_sees_and_replays(world: World, server: Receiver) -> None:
    subscribe(server)
    webhook_deliveries.fan_out(happened())

    for forbidden in (
        lambda: webhook_deliveries.ping(
            ANNA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1", event_id="evt_01JQZX5V9D7R8M3T2K6W4H0YB1"
        ),
        lambda: webhook_deliveries.get_delivery(ANNA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1", EVENT),
        lambda: webhook_deliveries.list_deliveries(
            ANNA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1", status=None, limit=1, start=None
        ),
        lambda: webhook_deliveries.replay(ANNA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1", EVENT),
    ):
        with pytest.raises(NotAllowed):
            forbidden()


def test_what_is_not_there_is_not_found(world: World, server: Receiver) -> None:
    subscribe(server)

    for missing in (
        lambda: webhook_deliveries.get_delivery(CLARA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1", EVENT),
        lambda: webhook_deliveries.get_delivery(CLARA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D2", EVENT),
        lambda: webhook_deliveries.replay(CLARA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1", EVENT),
        lambda: webhook_deliveries.list_deliveries(
            CLARA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D2", status=None, limit=1, start=None
        ),
        lambda: webhook_deliveries.ping(
            CLARA, "whk_01JQZXD3N5P7R9T1V3X5Z7B9D2", event_id="evt_01JQZX5V9D7R8M3T2K6W4H0YB1"
        ),
    ):
        with pytest.raises(NotFound):
            missing()


# --- the queue's function ---------------------------------------------------------------------------------------------


def test_message_has_the_clauses_that_it_names_in_their_own_words(world: World, server: Receiver) -> None:
    subscribe(server)
    publish_policy(CLARA, seeded_document())
    asked = msgspec.structs.replace(happened(), data={"policyVersion": 1, "clauses": ["3.2", "5.1"]})
    booking_events.to_row(asked, 2_000_000_000).save()

    outbox.deliver_event(PendingEvent(asked, moved=()), live=False)
    world.handle_post()

    (message,) = server.received
    cited = json.loads(message.body)["data"]["data"]["citedClauses"]
    wanted = {each.number: each.text for each in seeded_document().clauses if each.number in ("3.2", "5.1")}
    assert {each["number"]: each["text"] for each in cited} == wanted
