"""Webhooks of a deployed copy and their receivers on this computer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tests.e2e.ear import Json
from tests.e2e.world import World
from tests.support.receiver import Receiver, receiver
from tests.support.waiting import eventually


@contextmanager
def subscribed(world: World, *event_types: str) -> Iterator[tuple[Receiver, Json, str]]:
    """A receiver that is subscribed: itself, its webhook, and its secret."""
    with receiver() as server:
        made = world.manager.post("/v1/webhooks", {"url": server.url, "eventTypes": list(event_types)})
        webhook = made["webhook"]
        try:
            yield server, webhook, made["secret"]
        finally:
            assert world.manager.call("DELETE", f"/v1/webhooks/{webhook['webhookId']}").status == 204


def delivery(world: World, webhook: Json, event_id: str, until: Callable[[Json], Any]) -> Json:
    """How an event fared, once it has fared so."""
    path = f"/v1/webhooks/{webhook['webhookId']}/deliveries/{event_id}"

    def found() -> Json:
        reply = world.manager.call("GET", path)
        return dict(reply.body) if reply.status == 200 and until(reply.body) else {}

    return eventually(found)
