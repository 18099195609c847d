"""Receivers of webhooks in virtual time: one that answers, and one that takes the connection and never says a word.

A function that waits for one of them is in the middle of its work meanwhile: it has a thread to itself, of which never
two run, so that everything goes on in the order of virtual time and a seed is the same schedule again.
"""

import json
import threading
from collections.abc import Mapping
from contextvars import Context
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from chalicelib.domain.webhooks.addresses import WebhookAddress
from chalicelib.gateways import webhook_http
from chalicelib.gateways.webhook_http import Reached
from chalicelib.services.webhooks.subscriptions import WebhookRequest, create_webhook
from tests.simulation.cloud.queues import Queue
from tests.simulation.world import CLARA, Task, World
from tests.support.tables import STAGE

SOUND, HANGING = "https://sound.example.com/events", "https://hanging.example.com/events"
AT_ONCE = 20  # functions of the queue, as its event source has it
SOUND_WITHIN = timedelta(seconds=1)
QUEUE = f"sojourn-{STAGE}-webhooks"
_TAKES = 60.0  # seconds until a thread of ours that says nothing has gone wrong


class WorldIsOver(BaseException):
    """Raised where a function waits for a receiver when the run is over: it dies with its world. No function catches
    it."""


def _wait_for(lock: threading.Lock, otherwise: str) -> None:
    if not lock.acquire(timeout=_TAKES):
        raise AssertionError(otherwise)


class _Thread(threading.Thread):
    """A thread that is used again: to begin a new one takes longer than most of what is done in it."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.task: Task = lambda: None
        self._mine, self._theirs = threading.Lock(), threading.Lock()
        self._mine.acquire()
        self._theirs.acquire()
        self.start()

    def resume(self) -> None:
        """Let it go on until it hands back; called by every thread but this."""
        self._mine.release()
        _wait_for(self._theirs, "a function neither waits nor ends")

    def hand_back(self) -> None:
        """Let whoever has resumed it go on; called by this thread alone."""
        self._theirs.release()
        _wait_for(self._mine, "a function is never resumed")

    def run(self) -> None:
        going = True
        while going:
            self._mine.acquire()
            going = False
            try:
                Context().run(self.task)
                going = True
                IDLE.append(self)
            finally:
                self.task = lambda: None
                self._theirs.release()


IDLE: list[_Thread] = []


class Waiting:
    """A function in a thread of its own, which hands back to whoever resumed it whenever it waits."""

    def __init__(self, made: World, task: Task) -> None:
        self.made, self.over, self._ends = made, False, False
        self._task = task
        self._within = (made.wire.within, made.wire._turn)
        self.thread = IDLE.pop() if IDLE else _Thread()
        self.thread.task = self._run

    def resume(self) -> None:
        """Let it go on until it waits, or is over."""
        assert not self.over, "nothing is left of the function to go on"
        wire = self.made.wire
        before, (wire.within, wire._turn) = (wire.within, wire._turn), self._within
        self.thread.resume()
        self._within, (wire.within, wire._turn) = (wire.within, wire._turn), before

    def wait(self, seconds: float) -> None:
        """Called by the function itself: let everything else happen for so long."""
        self.made.later(seconds, self.resume)
        self.thread.hand_back()
        if self._ends:
            raise WorldIsOver

    def end(self) -> None:
        """Let it die where it waits, while its world is still there to die in."""
        self._ends = True
        self.resume()

    def _run(self) -> None:
        try:
            self._task()
        except WorldIsOver:
            pass
        finally:
            self.over = True


class Receivers:
    """Who subscribes to the world's events, when each heard of what, and the functions that are at it."""

    def __init__(self, made: World, patch: pytest.MonkeyPatch) -> None:
        self.made = made
        self.heard: dict[str, datetime] = {}  # by the sound one: when first, by event
        self._urls: dict[str, str] = {}  # by webhook
        self._at_work: dict[threading.Thread, Waiting] = {}
        made.deliverers[QUEUE] = self
        patch.setattr(webhook_http, "post", self._post)

    def subscribe(self, url: str, number: int) -> None:
        with self.made.wire.quiet():
            request = WebhookRequest(url=url, event_types=("*",))
            made = create_webhook(CLARA, request, webhook_id=f"whk_01JQZX5V9D7R8M3T2K6W{number:06d}")
            self._urls[made.webhook_id] = url

    def is_full(self) -> bool:
        """Whether as many functions are at work as there may be."""
        self._at_work = {thread: each for thread, each in self._at_work.items() if not each.over}
        return len(self._at_work) >= AT_ONCE

    def deliver(self, queue: Queue) -> None:
        """Hand over one message to a function of its own, in a thread of its own where that will have to wait."""
        if not self._will_wait(queue):
            self.made.deliver(queue, 1)
            return
        waiting = Waiting(self.made, lambda: self.made.deliver(queue, 1))
        self._at_work[waiting.thread] = waiting
        waiting.resume()

    def _will_wait(self, queue: Queue) -> bool:
        """Whether the message that comes next is for a receiver that hangs, or says nothing of whom it is for."""
        try:
            webhook_id = msgspec.json.decode(queue.ready(self.made.clock.time)[0].body)["webhookId"]
        except (msgspec.DecodeError, KeyError, TypeError):
            return True
        return self._urls.get(webhook_id) != SOUND

    def _post(self, address: WebhookAddress, _body: bytes, headers: Mapping[str, str], **more: Any) -> Reached:
        if address.host in HANGING:
            seconds = more["seconds"]
            self._at_work[threading.current_thread()].wait(seconds)
            return Reached(None, f"No answer within {seconds:g} s.", round(1000 * seconds))
        self.heard.setdefault(headers["webhook-id"], self.made.clock.time)
        return Reached(204, None, 5)

    def close(self) -> None:
        """End what still waits for a receiver when nobody will resume it any more."""
        for waiting in self._at_work.values():
            if not waiting.over:
                waiting.end()

    def late(self) -> list[str]:
        """What the sound receiver heard later than it could have, or never."""
        wrong = []
        for row in self.made.rows("booking-events").values():
            event = json.loads(row["event"]["S"])
            event_id, at = event["eventId"], datetime.fromisoformat(event["at"])
            heard = self.heard.get(event_id)
            if heard is None:
                wrong.append(f"the sound receiver never hears of {event_id}")
            elif heard > at + SOUND_WITHIN:
                wrong.append(f"the sound receiver hears of {event_id} after {(heard - at).total_seconds()} s")
        return wrong
