"""Every address that the answers about a booked trip hold, followed just as it stands by whom it was given to: in
bodies, in `Location` and in `Link`. An address that leads nowhere is dead.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import urllib3

from local.client import Reply
from local.stack import Stack
from tests.e2e.world import World

Json = dict[str, Any]

DESCRIPTION = "/v1/openapi.json"  # the addresses in which are of examples
LINKED = re.compile(r"<([^>]+)>")
PATIENCE_SECONDS = 60


class Followed(NamedTuple):
    """The kinds of places where addresses stood, how many were followed, and those that are dead."""

    places: frozenset[str]
    followed: int
    dead: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether there were addresses, in bodies and in headers, and none was dead."""
        return not self.dead and {"Location", "Link", "url", "eventsUrl"} <= self.places

    def describe(self) -> str:
        """Return the figures in a line."""
        return f"addresses: {self.followed} of {len(self.places)} kinds followed, {len(self.dead)} dead"


def follow_addresses(stack: Stack, described: Json) -> Followed:
    """Book a trip, look at it in every view that there is, and follow the addresses in all of them."""
    world = World(stack)
    traveller = world.traveller
    booked = world.finish(world.options(world.trip_request(ahead=240)))
    ids = {"bookingId": booked["bookingId"], "tripId": booked["tripId"]}
    question = {"message": f"What is the status of booking {ids['bookingId']}?"}
    answers = [
        traveller.call("POST", "/v1/bookings", world.trip_request(ahead=250)),
        traveller.call("POST", f"/v1/bookings/{ids['bookingId']}/quotes", {"kind": "cancellation"}),
        traveller.call("POST", f"/v1/trips/{ids['tripId']}/calendar"),
        traveller.call("POST", "/v1/me/calendar"),
        traveller.call("POST", "/v1/assistant/messages", question),
    ]
    refused = [f"{each.status} {each.raw.decode()[:300]}" for each in answers if each.status >= 300]
    answers += [traveller.call("GET", path) for path in find_views(described, ids)]
    found = {
        address: place
        for answer in answers
        if answer.status < 300
        for place, address in find_addresses(answer)
        if is_ours(address, stack.base_url)
    }
    with urllib3.PoolManager(timeout=PATIENCE_SECONDS, retries=False) as pool:
        statuses = {address: _follow(pool, _plain(address, stack.base_url), traveller.token or "") for address in found}
    dead = [f"{found[address]}: {status} {address}" for address, status in statuses.items() if status >= 400]
    return Followed(frozenset(found.values()), len(found), (*refused, *dead))


def find_views(described: Json, ids: Mapping[str, str]) -> list[str]:
    """Return the path of every GET that can be sent with these ids, of one item a page where there are pages."""
    views = []
    for path, methods in described["paths"].items():
        names = set(re.findall(r"{(\w+)}", path))
        if "get" in methods and names <= ids.keys() and "/sse/" not in path and path != DESCRIPTION:
            parameters = {each.get("name") for each in methods["get"]["parameters"]}
            filled = re.sub(r"{(\w+)}", lambda found: ids[found[1]], path)
            views += [f"{filled}?limit=1" if "limit" in parameters else filled]
    return views


def find_addresses(answer: Reply) -> Iterator[tuple[str, str]]:
    """Yield every address that an answer holds, with the name that it stands under; what only a POST reaches is no
    address to follow."""
    if "Location" in answer.headers:
        yield "Location", answer.headers["Location"]
    for address in LINKED.findall(answer.headers.get("Link", "")):
        yield "Link", address
    yield from _inside(answer.body)


def _inside(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        is_read = value.get("method", "GET") == "GET"
        for name, each in value.items():
            if isinstance(each, str) and is_read and re.fullmatch(r"href|\w*[uU]rl", name):
                yield name, each
            yield from _inside(each)
    elif isinstance(value, list):
        for each in value:
            yield from _inside(each)


def is_ours(address: str, base_url: str) -> bool:
    """Return whether an address leads to the copy, or to nowhere in particular, as a mere path does."""
    host = urlsplit(address).netloc
    return not host or host == urlsplit(base_url).netloc


def _plain(address: str, base_url: str) -> str:
    """Return an address for calendar programs as one for everybody."""
    return re.sub(r"^webcal:", f"{urlsplit(base_url).scheme}:", address)


def _follow(pool: urllib3.PoolManager, address: str, token: str) -> int:
    """Return the status that an address answers; 404 for what is no whole address. A stream is not waited for."""
    if not urlsplit(address).scheme:
        return 404
    answer = pool.request("GET", address, headers={"Authorization": f"Bearer {token}"}, preload_content=False)
    status = int(answer.status)
    answer.close()
    return status
