"""A route as it was declared: what it takes, what it gives, and what the document says of it."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, get_origin, get_type_hints
from urllib.parse import unquote

import msgspec

from chalicelib.api.http.calls import Answer, Call, RawBody
from chalicelib.api.http.event_streams import EventStream
from chalicelib.api.http.versions import Deprecation
from chalicelib.domain import ids
from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.identity import Role
from chalicelib.errors import FieldError, NotFound, VersionConflict

if TYPE_CHECKING:  # all of a booking, which not every resource has to do with
    from chalicelib.domain.bookings.booking import BookingStatus

View = Callable[[Any], Answer[Any] | EventStream]
Idempotency = Literal["none", "accepted", "required"]
JSON = "application/json"


class PathParam(NamedTuple):
    """What a path parameter looks like; anything else is a path that does not exist."""

    pattern: str
    description: str
    example: str


class Example(NamedTuple):
    """One exchange for the document: instances of the declared types."""

    response: Any = None
    request: Any = None


class Alternative(NamedTuple):
    """Another media type in which a route answers, or is asked: the type of its body, text where that is no JSON, and
    an example."""

    body_type: Any
    example: Callable[[], Any]


class Links(NamedTuple):
    """Operations that an answer leads to, all by the same ids."""

    operations: tuple[str, ...]
    ids: Mapping[str, str]
    etag: bool
    bodies: Mapping[str, Mapping[str, str]]


def links_to(
    *operations: str, etag: bool = False, bodies: Mapping[str, Mapping[str, str]] | None = None, **ids: str
) -> Links:
    """Return links to `operations`, for OpenAPI.

    `ids`: where their path parameters stand in the answer, as JSON pointers; those not named are the request's own.
    `etag`: the answer's ETag is the version of what they write. `bodies`: of an operation, fields of its body and where
    they stand in the answer.
    """
    return Links(operations, ids, etag, bodies or {})


def identifier(prefix: str, description: str) -> PathParam:
    """Describe a path parameter that is an id: a prefix and a ULID."""
    return PathParam(ids.prefix_pattern(prefix), description, f"{prefix}_01JMZ8Q4T5X7V9B2N3C4D5E6F7")


def user_identifier(description: str, example: str) -> PathParam:
    """Return the id of a person."""
    return PathParam(ids.USER_PATTERN, description, example)


KNOWN_PARAMS: Mapping[str, PathParam] = {
    "bookingId": identifier("bkg", "The booking's id"),
    "tripId": identifier("trp", "The trip's id"),
    "itemId": identifier("itm", "The item's id"),
    "policyId": identifier("pol", "The policy's id"),
}


@dataclass(frozen=True, kw_only=True)
class Route:
    """One operation of the API."""

    path: str
    method: str
    view: View
    tag: str
    tag_description: str
    summary: str
    description: str
    status: int
    public: bool
    roles: Sequence[Role]
    idempotency: Idempotency
    errors: Sequence[type[Exception]]
    cache_control: str
    produces: str
    example: Callable[[], Example]
    params: Mapping[str, PathParam]
    verify: Callable[[Mapping[str, str], Mapping[str, str], bytes], None] | None = None
    statuses: "Sequence[BookingStatus]" = ()
    links: Sequence[Links] = ()
    also: Mapping[int, Callable[[], Example]] = field(default_factory=dict)
    alternatives: Mapping[str, Alternative] = field(default_factory=dict)
    takes: Mapping[str, Alternative] = field(default_factory=dict)
    open_query: Any = None
    further_errors: Callable[[Any], Iterable[FieldError]] | None = None
    events: Mapping[str, Any] = field(default_factory=dict)
    deprecated: Deprecation | None = None
    body_type: Any = None
    query_type: Any = None
    output_type: Any = None
    scope: Scope | None = None
    patterns: Mapping[str, re.Pattern[str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        compiled = {name: re.compile(param.pattern) for name, param in self.params.items()}
        object.__setattr__(self, "patterns", compiled)
        if bool(self.events) is not self.is_stream:
            raise TypeError(f"{self.name}: a stream, and nothing else, says what events it sends")

    @property
    def name(self) -> str:
        """The view's name, which is the operation's in logs, metrics and the document."""
        return self.view.__name__

    @property
    def needs_if_match(self) -> bool:
        return self.method in {"PUT", "PATCH"}

    @property
    def takes_if_match(self) -> bool:
        """Whether to remove a thing, or to call it off, may be bound to a version, without having to be."""
        takes_away = self.method == "DELETE" or self.path.endswith("/cancellation")
        return takes_away and VersionConflict in self.errors

    @property
    def reads_if_match(self) -> bool:
        return self.needs_if_match or self.takes_if_match

    @property
    def takes_raw(self) -> bool:
        """Whether the view reads the body by itself."""
        return bool(self.takes)

    @property
    def body_types(self) -> Mapping[str, Any]:
        """What a body may hold, by the media type that it is sent as; nothing where there is none."""
        if self.body_type is not None:
            return {JSON: self.body_type}
        return {media_type: each.body_type for media_type, each in self.takes.items()}

    @property
    def described_query(self) -> Any:
        """The parameters that the document names; of an open query others may come, and are passed over."""
        return self.query_type or self.open_query

    @property
    def is_stream(self) -> bool:
        return self.output_type is EventStream

    @property
    def takes_ticket(self) -> bool:
        """Whether a ticket in the address may stand for a token: an EventSource sends no header."""
        return self.is_stream and self.method == "GET"

    def read_path(self, given: Mapping[str, str]) -> dict[str, str]:
        """Return path parameters, URL-decoded once; NotFound where one is not what it should look like."""
        decoded = {name: unquote(value) for name, value in given.items()}
        for name, pattern in self.patterns.items():
            if not pattern.fullmatch(decoded.get(name, "")):
                raise NotFound(f"There is no such {name}.")
        return {name: decoded[name] for name in self.patterns}


def params_of(path: str, given: Mapping[str, PathParam]) -> dict[str, PathParam]:
    """List the path's parameters with what each looks like, in the path's order; KeyError for one not described."""
    return {name: given[name] if name in given else KNOWN_PARAMS[name] for name in re.findall(r"{(\w+)}", path)}


def types_of(view: View) -> tuple[Any, Any, Any]:
    """Return body, query and output as `view` declares them: `Call[Body, Query]` and `Answer[Output]` or `EventStream`.

    A body that the view reads by itself is none. TypeError when it declares none, or a type that would take unknown
    fields.
    """
    hints = get_type_hints(view)
    given = hints.pop("return", None)
    taken = next(iter(hints.values()), None)
    if get_origin(taken) is not Call:
        raise TypeError(f"{view.__name__} must take one `Call[Body, Query]`")
    if given is not EventStream and get_origin(given) is not Answer:
        raise TypeError(f"{view.__name__} must return `Answer[Output]` or `EventStream`")
    body, query = (None if each in {type(None), RawBody} else each for each in get_args(taken))
    for each in (body, query):
        _refuse_lax(view, each)
    output = given if given is EventStream else get_args(given)[0]
    return body, query, None if output is type(None) else output


def _refuse_lax(view: View, wanted: Any) -> None:
    cls = get_origin(wanted) or wanted
    is_struct = isinstance(cls, type) and issubclass(cls, msgspec.Struct)
    if is_struct and not cls.__struct_config__.forbid_unknown_fields:
        raise TypeError(f"{view.__name__}: {cls.__name__} would take unknown fields")
