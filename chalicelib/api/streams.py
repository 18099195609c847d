"""The operations that stream, as one function serves them whose answer is sent on while it is written.

Everything up to the first event is as in the API's function, which answers the same operations where nothing streams:
the same views, the same refusals. Then the answer stays open, until nothing more can come, the reader's token ends, the
function's time is nearly over, or the reader has left.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

import msgspec
from chalice.app import Request, Response

from chalicelib import clock, observability, settings
from chalicelib.api import assistant, person_feeds, policy_documents, progress, trip_progress
from chalicelib.api.http import problems
from chalicelib.api.http.event_streams import RETRY, Turn, stream_events
from chalicelib.api.http.exchange import OpenStream, id_of, open_stream
from chalicelib.api.http.route import Route
from chalicelib.api.http.routing import allow_origin
from chalicelib.services.api_addresses import complete_addresses

# Before its time is over, so that the reader is told to come back, and Lambda sees no failure.
LAST_SECONDS = 10.0
_RESOURCES = (progress, person_feeds, trip_progress, policy_documents, assistant)
ROUTES: Mapping[str, Route] = {
    route.path: route for each in _RESOURCES for route in each.blueprint.api_routes if route.takes_ticket
}
# Between how an answer begins, as JSON, and its body.
_END_OF_PRELUDE = b"\0" * 8


class Invocation(Turn, Protocol):
    """One call of the function: its id, its clock, and how long it may take."""

    aws_request_id: str

    def get_remaining_time_in_millis(self) -> int: ...


def stream(event: dict[str, Any], invocation: Invocation) -> Iterator[bytes]:
    """Yield the answer to a request of the gateway, in the form in which the gateway takes one that streams: its status
    and headers, and then the body, bit by bit. Closed by whoever sends it, when the reader has left."""
    request = Request(event, invocation)
    response, opened = open_stream(ROUTES[request.path], request)
    yield _write_prelude(response)
    if opened is None:
        yield str(response.body).encode()
    else:
        yield from _send(opened, request, invocation)


def _send(opened: OpenStream, request: Request, invocation: Invocation) -> Iterator[bytes]:
    """Yield the events of an open stream. An error that comes meanwhile ends it, and is in the log: the reader comes
    back, and is told then."""
    failed, sent = False, 0
    ids = {"requestId": id_of(request), "route": request.path}
    with observability.scheduled_operation("events.stream", **ids) as work:  # to open it was measured
        try:
            for text in stream_events(opened.stream, opened.found, invocation, _find_end(opened, invocation)):
                yield complete_addresses(text, opened.api_address).encode()
                sent += 1
        except GeneratorExit:
            work.note(outcome="left", sent=sent)
            return
        except Exception as error:  # noqa: BLE001 - the last door, as for every request
            failed = True
            work.fail(error, unexpected=problems.kind_of(type(error)).status >= 500)
        work.note(sent=sent)
    if failed:
        yield RETRY.encode()


def _find_end(opened: OpenStream, invocation: Invocation) -> float:
    """Return when a stream has to end, by the invocation's clock."""
    of_function = invocation.get_remaining_time_in_millis() / 1000 - LAST_SECONDS
    of_token = (opened.until - clock.now()).total_seconds()
    return invocation.now() + min(of_function, of_token)


def _write_prelude(response: Response) -> bytes:
    shared = allow_origin(settings.current().allow_origin).get_access_control_headers()
    headers = {name: str(value) for name, value in {**shared, **response.headers}.items()}
    return msgspec.json.encode({"statusCode": response.status_code, "headers": headers}) + _END_OF_PRELUDE
