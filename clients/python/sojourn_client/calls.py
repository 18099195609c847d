"""How an operation becomes a request, and its answer a value: what the generated methods share."""

import datetime as dt
import functools
import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

import msgspec

from sojourn_client.base import Answer, Item, Page, tag_of
from sojourn_client.errors import UnexpectedAnswer
from sojourn_client.transport import Reply, Transport

T = TypeVar("T")


class Calls:
    """Sends the requests of the operations."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport

    def _call(  # noqa: PLR0913 - all that an operation can have, by keyword; only generated code calls it
        self,
        method: str,
        path: str,
        output: type[T],
        *,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        if_match: Answer[Any] | str | None = None,
        idempotency_key: str | None = None,
        keyed: bool = False,
        known: Answer[T] | None = None,
    ) -> Answer[T]:
        """The answer of one operation; `known` itself when the API says that it still holds.

        Raises ApiError, NoAnswer, UnexpectedAnswer.
        """
        headers = {"Idempotency-Key": idempotency_key or uuid.uuid4().hex} if keyed else {}
        if if_match is not None:
            headers["If-Match"] = tag_of(if_match)
        if known is not None and known.etag is not None:
            headers["If-None-Match"] = known.etag
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = msgspec.json.encode(body)
        reply = self.transport.expect(
            method, path + _query(query or {}), headers, data, again=keyed or method != "POST"
        )
        if reply.status == 304 and known is not None:
            return known
        return Answer(_decoded(reply, output), reply.status, reply.headers)

    def _all(self, page_after: Callable[[str | None], Answer[Page[Item]]]) -> Iterator[Item]:
        """The items of all pages, each page asked for when the one before has been read."""
        cursor: str | None = None
        while True:
            page = page_after(cursor).body
            yield from page.items
            cursor = page.next_cursor
            if cursor is None:
                return


def segment(value: object) -> str:
    """A value as it stands in a path."""
    return quote(_text(value), safe="")


def _query(given: Mapping[str, Any]) -> str:
    sent = [(name, _text(each)) for name, value in given.items() if value is not None for each in _each(value)]
    return f"?{urlencode(sent)}" if sent else ""


def _each(value: object) -> tuple[object, ...]:
    """The values of a parameter, which is sent once for each of them."""
    return value if isinstance(value, tuple) else (value,)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)


def _decoded(reply: Reply, output: Any) -> Any:
    """The body as `output`, which is str for what is not JSON and None for what has no body."""
    try:
        return _reader(output)(reply.body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnexpectedAnswer(f"{reply.status}, {len(reply.body)} bytes: {error}") from error


@functools.cache
def _reader(output: Any) -> Callable[[bytes], Any]:
    if output is str:
        return bytes.decode
    decoder = msgspec.json.Decoder(output)
    return lambda body: decoder.decode(body or b"null")
