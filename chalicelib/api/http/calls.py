"""Input and output of a view: a typed call, a typed answer, a page of a list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Generic, NamedTuple, TypeVar, get_origin
from urllib.parse import urlencode

import msgspec

from chalicelib import clock, observability
from chalicelib.api.http.cursors import ListScope, decode_cursor, encode_cursor
from chalicelib.domain.identity import Identity
from chalicelib.domain.value import Cursor, Value
from chalicelib.services.authentication import Session
from chalicelib.services.idempotency import Claim

Body = TypeVar("Body")
Query = TypeVar("Query")
Output = TypeVar("Output")
T = TypeVar("T")


PageLimit = Annotated[int, msgspec.Meta(ge=1, le=100, description="Maximum number of items in the page")]
PageCursor = Annotated[str | None, msgspec.Meta(description="`nextCursor` of the previous page")]


class PageQuery(Value, frozen=True):
    """The query of a list; a list with filters adds them as fields, and its cursors are bound to them."""

    limit: PageLimit = 20
    cursor: PageCursor = None


class Page(Value, Generic[T], frozen=True):
    """A page of a list; `nextCursor` is null on the last page."""

    items: Annotated[tuple[T, ...], msgspec.Meta(description="Entries of this page, in the order of the list")]
    next_cursor: Annotated[
        str | None, msgspec.Meta(description="Send it as `cursor` for the next page; null: this page is the last")
    ]


def is_page(kind: Any) -> bool:
    """Return whether a type is that of a page, or of one that says more."""
    whole = get_origin(kind) or kind
    return isinstance(whole, type) and issubclass(whole, Page)


@dataclass(frozen=True, kw_only=True)
class Answer(Generic[Output]):
    """What a view answers: the body, and what HTTP is to say about it.

    `status` defaults to the route's. `version` becomes a strong ETag (a 200 to a GET without one gets a hash of its
    body); where more than the version changes what is shown, `content_tagged` puts that hash behind the version.
    `location` is a path of this API, such as `/v1/bookings/bkg_...`. `media_type` is one of the route's alternatives,
    where it is not what the route usually produces.
    """

    body: Output = field(kw_only=False)
    status: int | None = None
    version: int | None = None
    content_tagged: bool = False
    location: str | None = None
    media_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def answer_in(media_type: str, body: Any, headers: Mapping[str, str]) -> Answer[Any]:
    """Answer in one of the route's alternatives, whose body is of another type than the route's output."""
    return Answer(body, media_type=media_type, headers=headers)


class RawBody(NamedTuple):
    """A body that a view reads by itself: as what it was sent, in small letters, and its bytes."""

    media: str
    content: bytes


@dataclass(kw_only=True)
class Call(Generic[Body, Query]):
    """A request that is known to be sound: who asks, with what, for what."""

    body: Body
    query: Query
    path: Mapping[str, str]
    headers: Mapping[str, str]
    request_id: str
    api_address: str
    """The address before `/v1` in full: `https://api.example.com/api`."""
    resource: str
    """The path that was asked for, without what the gateway puts before it."""
    caller: Identity | None
    token_session: Session | None = None
    """Whom the token, or the ticket in its place, speaks for, and until when."""
    names: Mapping[str, str | None] = field(default_factory=dict)
    """What people are called whose records were read for the call, and are as they were when it is answered."""
    traceparent: str | None = None
    idempotency_key: str | None = None
    expected_version: int | None = None
    parameters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The query as it was sent; only for a view whose route takes any."""
    claim: Claim | None = None

    @property
    def identity(self) -> Identity:
        """The person who asks; there is nobody on a public route."""
        if self.caller is None:
            raise RuntimeError("A public route knows no caller.")
        return self.caller

    @property
    def session(self) -> Session:
        """Whom the token speaks for, and until when; there is none on a public route."""
        if self.token_session is None:
            raise RuntimeError("A public route knows no token.")
        return self.token_session

    @property
    def operation_id(self) -> str | None:
        """A ULID, the same for every sending under one Idempotency-Key; None without a key."""
        return self.claim.operation_id if self.claim else None

    @property
    def last_event_id(self) -> str | None:
        """Where a reader of events left off."""
        return self.headers.get("last-event-id")

    def new_id(self, prefix: str) -> str:
        """Make a prefixed ULID; under an Idempotency-Key the n-th of a prefix is the same on every sending."""
        made = self.claim.new_id(prefix) if self.claim else clock.new_id(prefix)
        observability.touch(touchedId=made)
        return made

    def position(self) -> Cursor | None:
        """Return where the list that is asked for goes on; None at its start."""
        cursor = getattr(self.query, "cursor", None)
        return decode_cursor(cursor, self._list_scope()) if cursor is not None else None

    def page(self, items: Iterable[T], position: Cursor | None) -> Answer[Page[T]]:
        """Answer with a page of the list, and a link to the next one if `position` says that there is one."""
        cursor = self.cursor_at(position)
        return Answer(Page(items=tuple(items), next_cursor=cursor), headers=self.link_to(cursor))

    def cursor_at(self, position: Cursor | None) -> str | None:
        """Return the cursor by which the list that is asked for goes on; None at its end."""
        return encode_cursor(position, self._list_scope()) if position else None

    def link_to(self, cursor: str | None) -> dict[str, str]:
        """Return the header that leads to the next page, if there is one."""
        return {"Link": f'<{self._next_url(cursor)}>; rel="next"'} if cursor else {}

    def _list_scope(self) -> ListScope:
        """Return what a cursor belongs to: on a public route the list alone, whose path holds what opens it."""
        filters = msgspec.json.encode(self._filters(), order="sorted").decode()
        return ListScope(self.caller.caller_id if self.caller else "", self.resource, filters)

    def _next_url(self, cursor: str) -> str:
        limit = getattr(self.query, "limit", None)
        asked = {"limit": limit, **self._filters(), "cursor": cursor}
        given = {name: _as_word(value) for name, value in asked.items() if value is not None}
        return f"{self.api_address}{self.resource}?{urlencode(given, doseq=True)}"

    def _filters(self) -> dict[str, Any]:
        plain = msgspec.to_builtins(self.query)
        return {name: value for name, value in plain.items() if name not in {"limit", "cursor"}}


def _as_word(value: Any) -> Any:
    """Return a parameter as a query says it: truths are words of JSON."""
    return ("true" if value else "false") if isinstance(value, bool) else value
