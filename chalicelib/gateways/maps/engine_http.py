"""Asking a routing engine over HTTP: one answer, within a time and a size, never by a redirect."""

import time
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeVar

import msgspec

from chalicelib.domain.tracking.exports.polyline import decode_polyline
from chalicelib.domain.tracking.geometry.points import Point
from chalicelib.domain.tracking.maps import MapSource
from chalicelib.errors import InvalidInput
from chalicelib.gateways.maps.failures import Failure, report_failure
from chalicelib.gateways.maps.traces import chain

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

CONNECT_SECONDS, READ_SECONDS, WHOLE_SECONDS = 1.0, 4.0, 8.0
LARGEST_ANSWER = 8 * 2**20
_CHUNK = 65_536
_TURNED_AWAY = {401: "denied", 403: "denied", 408: "timeout", 429: "throttled"}

# What numbers of engines can be: whatever is beyond is no answer about the globe.
Metres = Annotated[float, msgspec.Meta(ge=0, le=1e9)]
Kilometres = Annotated[float, msgspec.Meta(ge=0, le=1e6)]
Seconds = Annotated[float, msgspec.Meta(ge=0, le=1e9)]
Latitude = Annotated[float, msgspec.Meta(ge=-90, le=90)]
Longitude = Annotated[float, msgspec.Meta(ge=-180, le=180)]
PlaceInList = Annotated[int, msgspec.Meta(ge=0)]

T = TypeVar("T")


class EngineAnswer(NamedTuple):
    """What an engine said: 200, or 400 where it says in its own words why it does not."""

    is_good: bool
    body: bytes


def ask_engine(source: MapSource, address: str, *, body: bytes | None = None) -> EngineAnswer:
    """Return what is answered at an address: to a POST if there is a body, else to a GET. Raises Unavailable for
    whatever is neither 200 nor 400 in JSON."""
    from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError, TimeoutError  # noqa: A004 - it is no OSError

    headers = {"Accept": "application/json", **({"Content-Type": "application/json"} if body is not None else {})}
    method = "GET" if body is None else "POST"
    began = time.monotonic()
    try:
        response = _pool().request(method, address, body=body, headers=headers, redirect=False, preload_content=False)
        try:
            given = _read(response, began + WHOLE_SECONDS)
        finally:
            response.close()
    except MaxRetryError as error:
        reason = error.reason  # that nobody takes the connection is a kind of timeout, to the library
        is_late = isinstance(reason, TimeoutError) and not isinstance(reason, NewConnectionError)
        raise report_failure(source, "timeout" if is_late else "unreachable") from error
    except TimeoutError as error:
        raise report_failure(source, "timeout") from error
    except HTTPError as error:
        raise report_failure(source, "unreachable", error=type(error).__name__) from error
    if given is None:
        raise report_failure(source, "timeout")
    if len(given) > LARGEST_ANSWER:
        raise report_failure(source, "unreadable", size=LARGEST_ANSWER)
    if response.status not in {200, 400}:
        raise report_failure(source, _name_failure(response.status), statusCode=response.status)
    return EngineAnswer(response.status == 200, given)


def read_answer(source: MapSource, body: bytes, wanted: type[T]) -> T:
    """Return an answer as the type that its engine documents. Raises Unavailable."""
    try:
        return msgspec.json.decode(body, type=wanted)
    except msgspec.DecodeError as error:
        raise report_failure(source, "unreadable", error=str(error)[:200]) from error


def read_path(source: MapSource, shape: str) -> tuple[Point, ...]:
    """Return the points of a path that an engine encoded as a polyline of six digits. Raises Unavailable."""
    try:
        return decode_polyline(shape, 6)
    except InvalidInput as error:
        raise report_failure(source, "unreadable", error=str(error)) from error


def read_route_path(source: MapSource, shapes: Iterable[str]) -> tuple[Point, ...]:
    """Return the points of the path of a route, one or more, from the paths of its legs. Raises Unavailable."""
    path = chain([read_path(source, shape) for shape in shapes])
    if not path:
        raise report_failure(source, "unreadable", error="a route without a path")
    return path


def _name_failure(status: int) -> Failure:
    match _TURNED_AWAY.get(status):
        case "denied":
            return "denied"
        case "timeout":
            return "timeout"
        case "throttled":
            return "throttled"
    return "unavailable" if status >= 500 else "refused"


def _read(response: "BaseHTTPResponse", until: float) -> bytes | None:
    """Return the body, no more of it than is too much; None where it takes too long, a byte now and then."""
    chunks: list[bytes] = []
    size = 0
    while size <= LARGEST_ANSWER:
        chunk = response.read1(_CHUNK)
        if not chunk:
            return b"".join(chunks)
        chunks.append(chunk)
        size += len(chunk)
        if time.monotonic() > until:
            return None
    return b"".join(chunks)


@cache
def _pool() -> "PoolManager":
    from urllib3 import PoolManager, Retry, Timeout

    # An answer that did not come is not asked for again: what is slow now is slower then.
    patience = Retry(total=1, connect=1, read=0, redirect=0, status=0, other=0)
    return PoolManager(timeout=Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS), retries=patience, maxsize=4)
