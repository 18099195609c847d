"""How soon an open stream says what was committed: the function's own runtime and operation over a stand-in of the
Runtime API, on the simulation's tables, in real time.

`python -m bench.streams`. Left out are the gateway, the network to the reader, and DynamoDB's few milliseconds.
"""

import queue
import random
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, cast

EVENTS = 40
LIMIT_MS = 100.0
_LONGEST_GAP = 0.4


class Latency(NamedTuple):
    """Milliseconds from a commit until its event had come: of the first event, half of all, and the slowest."""

    first: float
    median: float
    slowest: float

    @property
    def passed(self) -> bool:
        return self.slowest <= LIMIT_MS


def measure() -> str:
    """Print what was measured; a line for the summary."""
    found = measure_latency()
    word = "reached" if found.passed else "MISSED"
    print(f"\nstreams: milliseconds from the commit of {EVENTS} events until each has come, at most {LIMIT_MS:.0f}")
    print(f"  first {found.first:.0f}, median {found.median:.0f}, slowest {found.slowest:.0f}: {word}")
    return f"streams say what was committed after {found.slowest:.0f} ms at most"


def measure_latency() -> Latency:
    """Commit events at random times, and take the time until each has come."""
    from tests.simulation.stages import planned
    from tests.simulation.world import ANNA
    from tests.simulation.worlds import world
    from tests.support.gateway import make_event
    from tests.support.streamed import append_events

    drawn, took = random.Random(0), list[float]()
    with world() as made, streaming() as invoke:
        booking_id = planned(made)
        came = invoke(make_event(ANNA, "GET", f"/v1/sse/bookings/{booking_id}"))
        while came.get()[1] != 5:
            pass
        for number in range(6, 6 + EVENTS):
            time.sleep(drawn.uniform(0, _LONGEST_GAP))
            committed = time.perf_counter()
            append_events(booking_id, 1, after=number - 1)
            at, seq = came.get()
            assert seq == number
            took.append(1000 * (at - committed))
    return Latency(took[0], sorted(took)[len(took) // 2], max(took))


@contextmanager
def streaming() -> Iterator[Any]:
    """The runtime at work: what it is invoked with is answered by a queue of when each event came, and its number."""
    from chalicelib.api import streams
    from chalicelib.workers.stream_runtime import Ending, Handler, Runtime, answer_events
    from tests.support.runtime_api import RuntimeApi

    ending = Ending()
    with RuntimeApi() as api:
        runtime = Runtime(api.address, ending.stopping)
        handler = cast("Handler", streams.stream)
        thread = threading.Thread(target=answer_events, args=(runtime, handler, ending), daemon=True)
        thread.start()

        def invoke(event: Any) -> "queue.Queue[tuple[float, int]]":
            answered = api.invoke(event)
            answered.prelude()
            came: queue.Queue[tuple[float, int]] = queue.Queue()
            threading.Thread(target=_note, args=(answered, came), daemon=True).start()
            return came

        yield invoke
        ending.stopping.set()
        thread.join(10)


def _note(answered: Any, came: "queue.Queue[tuple[float, int]]") -> None:
    from tests.support.streamed import ReadEvents

    for chunk in answered.chunks():
        at = time.perf_counter()
        for event in ReadEvents(chunk).data:
            came.put((at, event["seq"]))


if __name__ == "__main__":
    sys.stdout.write(f"{measure()}\n")
