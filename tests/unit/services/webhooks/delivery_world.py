"""Webhooks and their deliveries through real tables and the queue, in a time that can be turned."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from chalicelib import settings
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.bookings.events import Event, EventType
from chalicelib.domain.identity import Identity
from chalicelib.domain.ids import event_id
from chalicelib.domain.webhooks.webhook import Delivery, DeliveryStatus, Webhook
from chalicelib.services.webhooks import deliveries as webhook_deliveries
from chalicelib.services.webhooks import subscriptions
from chalicelib.services.webhooks.deliveries import DeliveryMessage
from chalicelib.services.webhooks.subscriptions import WebhookRequest
from chalicelib.worklist import work_off
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.wire import Wire
from tests.support.receiver import Receiver
from tests.support.turning_clock import TurningClock, turning_clock

CLARA = Identity(user_id="clara", email="clara@example.com", name="Clara", groups=frozenset({"travel-manager"}))
ANNA = Identity(user_id="anna", email="anna@example.com", name="Anna", groups=frozenset({"traveller"}))
BOOKING = "bkg_01JQZX5V9D7R8M3T2K6W4H0YBE"
EVENT = event_id(BOOKING, 4)


class World:
    """The tables, the queue's post, and a clock that starts now, so that timestamps hold for the receiver."""

    def __init__(self, wire: Wire, clock: TurningClock) -> None:
        self.wire, self.clock = wire, clock
        self.post: list[tuple[DeliveryMessage, int]] = []
        wire.queues.sent = self._hear

    def _hear(self, queue: str, request: Mapping[str, Any]) -> None:
        if queue.endswith("-webhooks"):
            message = msgspec.json.decode(request["MessageBody"], type=DeliveryMessage)
            self.post.append((message, request.get("DelaySeconds", 0)))

    def handle_post(self) -> list[DeliveryStatus | None]:
        """Handle what was sent so far, letting the time pass for which each message is held back."""
        sent, self.post = self.post, []
        outcomes = []
        for message, delay in sent:
            self.clock.turn(seconds=delay)
            outcomes.append(webhook_deliveries.deliver(message))
        return outcomes

    def live(self, **time: float) -> None:
        """Let time pass as it does deployed: what is sent is handled when it is due, and every minute is swept."""
        end = self.clock.time + timedelta(**time)
        while self.clock.time < end:
            self.handle_post()
            following = self._next_sweep_with_work(end)
            self.clock.time = max(following, self.clock.time)
            self.send_what_is_due()

    def send_what_is_due(self) -> int:
        """Do what the sweeper does for deliveries; how many it sent for."""
        return work_off([webhook_deliveries.to_send(self.clock.time)], seconds=60).counts["resent"]

    def _next_sweep_with_work(self, end: datetime) -> datetime:
        pending = [each.next_attempt_at for each in deliveries(DeliveryStatus.PENDING) if each.next_attempt_at]
        return min([end, *(each + timedelta(seconds=61) for each in pending)])


@contextmanager
def delivery_world() -> Iterator[World]:
    """Tables and queues of their own, from which webhooks on this computer are reached."""
    here = settings.Settings(webhook_loopback=True)
    with pytest.MonkeyPatch.context() as patch, turning_clock(datetime.now(UTC)) as clock, empty_cloud() as wire:
        patch.setattr(settings, "current", lambda: here)
        yield World(wire, clock)


def subscribe(to: Receiver, *event_types: str, webhook_id: str = "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1") -> Webhook:
    request = WebhookRequest(url=to.url, event_types=event_types or ("*",))
    return subscriptions.create_webhook(CLARA, request, webhook_id=webhook_id)


def happened(kind: EventType = EventType.BOOKED, seq: int = 4) -> Event:
    return Event(
        event_id=event_id(BOOKING, seq),
        booking_id=BOOKING,
        seq=seq,
        type=kind,
        status=BookingStatus.BOOKED,
        at=datetime(2026, 11, 20, 8, 10, tzinfo=UTC),
        data={"tripId": "trp_1"},
        requester_id="anna",
        traveller_ids=("david",),
    )


def delivery(webhook_id: str = "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1", event: str = EVENT) -> Delivery:
    return webhook_deliveries.get_delivery(CLARA, webhook_id, event)


def deliveries(
    status: DeliveryStatus | None = None, webhook_id: str = "whk_01JQZXD3N5P7R9T1V3X5Z7B9D1"
) -> list[Delivery]:
    return webhook_deliveries.list_deliveries(CLARA, webhook_id, status=status, limit=100, start=None)[0]
