"""One HTTP request from end to end: authentication, decoding, idempotency, response; every error becomes a problem.

Chalice's middleware never sees an exception, so this stands around the view itself (and CORS headers stay on errors).
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from chalice.app import Request, Response

from chalicelib import observability
from chalicelib.api.http import problems
from chalicelib.api.http.addresses import api_address
from chalicelib.api.http.calls import Answer, Call, RawBody
from chalicelib.api.http.event_streams import EventStream, News, answer_events
from chalicelib.api.http.identity import TICKET, identify, is_token_sent
from chalicelib.api.http.media_types import is_json, refuse_other_media
from chalicelib.api.http.problems import Kind, PreconditionFailed, PreconditionRequired
from chalicelib.api.http.route import Route
from chalicelib.api.http.versions import Deprecation, version_headers
from chalicelib.decoding.json_text import parse_json
from chalicelib.decoding.typed_values import MOST_ERRORS, to_body, to_query
from chalicelib.domain.identity import Identity
from chalicelib.domain.ids import is_user_id
from chalicelib.dynamodb.errors import is_transient
from chalicelib.errors import FieldError, InsufficientScope, InvalidInput, TooManyRequests, Unavailable, VersionConflict
from chalicelib.observability import Operation
from chalicelib.services import call_limits, idempotency
from chalicelib.services.api_addresses import complete_addresses
from chalicelib.services.authorization import people, programs
from chalicelib.services.authorization.people import People
from chalicelib.services.idempotency import IdempotencyScope, StoredAnswer
from chalicelib.services.shown_names import show_names

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
}
_EVENTS = "text/event-stream"
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_VERSION_TAG = re.compile(r'"v([0-9]{1,15})(?:\.[\w-]{22})?"')
_TAGS = re.compile(r'(?:W/)?"[!#-~]*"(?:[ \t]*,[ \t]*(?:W/)?"[!#-~]*")*')  # RFC 9110
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")


def serve(route: Route, request: Request) -> Response:
    """Answer `request` by `route`'s view. Never raises: what nobody foresaw is a 500, with its traceback in the log."""
    with observability.operation(route.name, **_ids_of(route, request)) as work:
        try:
            reply = _answer(route, request, work)
        except Exception as error:  # noqa: BLE001 - the last door: no error may leave without its problem body
            reply = _refusal(error, route, request, work)
        work.note(statusCode=reply.status)
    return to_response(reply, id_of(request), route.cache_control, route.deprecated)


class OpenStream(NamedTuple):
    """A stream that somebody may read: what was found at once, where the API is reached, and until when they may."""

    stream: EventStream
    found: News
    api_address: str
    until: datetime


def open_stream(route: Route, request: Request) -> tuple[Response, OpenStream | None]:
    """Return how a request is answered whose events are sent as they happen, and what they are; nothing with a refusal.
    Never raises, as `serve`."""
    opened = None
    with observability.operation(route.name, **_ids_of(route, request)) as work:
        try:
            opened = _open(route, request, work)
            reply = StoredAnswer(status=200, headers={"Content-Type": _EVENTS}, body="")
        except Exception as error:  # noqa: BLE001 - as above
            reply = _refusal(error, route, request, work)
        work.note(statusCode=reply.status)
    return to_response(reply, id_of(request), route.cache_control, route.deprecated), opened


def _open(route: Route, request: Request, work: Operation) -> OpenStream:
    call, _ = open_call(route, request, work)
    stream = route.view(call)
    if not isinstance(stream, EventStream):
        raise TypeError(f"{route.name} answers no events")
    return OpenStream(stream, stream.source.read(), call.api_address, call.session.expires_at)


def _ids_of(route: Route, request: Request) -> dict[str, str]:
    """Return what every line of a request has."""
    trace = request.headers.get("traceparent", "")
    ids = {"requestId": id_of(request), "method": route.method, "route": route.path}
    if extended := request.context.get("extendedRequestId"):
        ids["extendedRequestId"] = str(extended)  # the gateway's own; a caller can choose the other
    if _TRACEPARENT.fullmatch(trace):
        ids["traceparent"] = trace
    return ids


def id_of(request: Request) -> str:
    """Return the gateway's id of the request, or Lambda's where no gateway stands before us."""
    return str(request.context.get("requestId") or getattr(request.lambda_context, "aws_request_id", "") or "local")


def to_response(
    reply: StoredAnswer, request_id: str, cache_control: str, deprecation: Deprecation | None = None
) -> Response:
    """Return `reply` as Chalice sends it, with what every answer carries."""
    cacheable = reply.status in {200, 304}
    headers: dict[str, Any] = {
        **SECURITY_HEADERS,
        "Cache-Control": cache_control if cacheable else "no-store",
        "X-Request-Id": request_id,
        **version_headers(deprecation),
        **reply.headers,
    }
    return Response(body=reply.body, headers=headers, status_code=reply.status)


def split_path(full: str) -> tuple[str, str]:
    """Split a path into (what the gateway puts before it, the API's own path): `/api/v1/me` is `/api` and `/v1/me`."""
    before, mark, after = full.rstrip("/").partition("/v1/")
    return (before, mark + after) if mark else ("", full)


def refuse(error: Exception, kind: Kind, request: Request, *, instance: str) -> StoredAnswer:
    """Render the problem response to a request that `error` ended."""
    body = problems.problem_of(error, kind, instance=instance, request_id=id_of(request))
    headers = {"Content-Type": problems.CONTENT_TYPE}
    retry_after = error.retry_after if isinstance(error, TooManyRequests) else kind.retry_after
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    if kind.status == 401:  # RFC 6750, section 3.1: who sent no token is told of no error
        headers["WWW-Authenticate"] = 'Bearer error="invalid_token"' if is_token_sent(request) else "Bearer"
    if isinstance(error, InsufficientScope):
        headers["WWW-Authenticate"] = f'Bearer error="insufficient_scope", scope="{error.scope}"'
    return StoredAnswer(status=kind.status, headers=headers, body=msgspec.json.encode(body).decode())


def _refusal(error: Exception, route: Route, request: Request, work: Operation) -> StoredAnswer:
    answered = Unavailable("The database cannot be reached at the moment.") if is_transient(error) else error
    kind = _kind(answered, route, request)
    work.fail(error, unexpected=kind.status >= 500)
    _, resource = split_path(request.context.get("path") or request.path)
    return refuse(answered, kind, request, instance=resource)


def _kind(error: Exception, route: Route, request: Request) -> Kind:
    if isinstance(error, VersionConflict) and route.reads_if_match and "if-match" in request.headers:
        return problems.kind_of(PreconditionFailed)
    return problems.kind_of(type(error))


def _answer(route: Route, request: Request, work: Operation) -> StoredAnswer:
    call, plain = open_call(route, request, work)
    if call.idempotency_key is None:
        return _conditional(route, request, _render(route, call, route.view(call)))
    return _once(route, request, call, plain, work)


def open_call(route: Route, request: Request, work: Operation) -> tuple[Call[Any, Any], Any]:
    """Return the call that a request is, known to be sound, of somebody who may make it, and its body as plain JSON
    values. Raises whatever is wrong with it."""
    session = None if route.public else identify(request, takes_ticket=route.takes_ticket)
    records = People()
    caller = None if session is None else _authorize(route, request, session.identity, work, records)
    path = route.read_path(request.uri_params or {})
    # The `userId` of a line is the caller's.
    work.note(**{"subjectId" if name == "userId" else name: value for name, value in path.items()})
    if route.verify is not None:
        route.verify(path, request.headers, _raw_body(request))
    plain = _plain_body(route, request)
    call = _call(route, request, caller, path, plain)
    call.token_session = session
    if route.method == "GET":  # what writes may change what somebody is called
        call.names = records.names
    return call, plain


def _authorize(route: Route, request: Request, caller: Identity, work: Operation, records: People) -> Identity:
    """Return as whom the caller may do this: themselves, or, for a program, the person whom it names."""
    person = _read_person(request.headers)
    _note_caller(caller, person, work)
    named = caller if person is None or caller.program is None else msgspec.structs.replace(caller, user_id=person)
    writes = route.method != "GET"
    call_limits.count_call(named.caller_id, "write" if writes else "read")
    programs.require_scope(caller, route.scope)
    acting = programs.act_for(caller, person, route.scope, writes=writes)
    current = people.current_identity(acting, route.name, records)
    if route.roles and not current.is_program:
        current.require(*route.roles)
    return current


def _read_person(headers: Mapping[str, str]) -> str | None:
    """Return for whom the caller says that they act."""
    person = headers.get(programs.HEADER.lower())
    if person is not None and not is_user_id(person):
        raise InvalidInput(f"{programs.HEADER} is not valid.", [FieldError(f"/{programs.HEADER}", "Send one userId.")])
    return person


def _note_caller(caller: Identity, person: str | None, work: Operation) -> None:
    """Have the line say whose call it is; of a program's, also for whom."""
    if caller.program is None:
        work.note(userId=caller.user_id)
    else:
        work.note(userId=person or caller.user_id, programId=caller.program.client_id)


def _raw_body(request: Request) -> bytes:
    raw: str | bytes = request.raw_body
    return raw.encode() if isinstance(raw, str) else raw


def _plain_body(route: Route, request: Request) -> Any:
    raw = request.raw_body
    if route.takes_raw:  # which nothing but the fingerprint of an Idempotency-Key looks at
        return None if route.idempotency == "none" else hashlib.sha256(_raw_body(request)).hexdigest()
    if route.body_type is not None:
        refuse_other_media(request.headers.get("content-type", "application/json"))
        return parse_json(raw)
    if raw:
        raise InvalidInput("This operation takes no body.", [FieldError("", "Send none.")])
    return None


def _call(route: Route, request: Request, caller: Identity | None, path: dict[str, str], plain: Any) -> Call[Any, Any]:
    given = request.query_params
    parameters = {name: given.getlist(name) for name in given} if given else {}
    if route.takes_ticket:
        parameters.pop(TICKET, None)
    base_path, resource = split_path(request.context.get("path") or request.path)
    return Call(
        body=_body(route, request, plain),
        query=None if route.open_query is not None else to_query(parameters, route.query_type),
        parameters=parameters,
        path=path,
        headers=request.headers,
        request_id=id_of(request),
        api_address=api_address(request, base_path),
        resource=resource,
        caller=caller,
        traceparent=request.headers.get("traceparent"),
        idempotency_key=_key(route, request.headers),
        expected_version=_read_expected_version(route, request.headers),
    )


def _body(route: Route, request: Request, plain: Any) -> Any:
    if route.takes_raw:
        return RawBody(request.headers.get("content-type", "").partition(";")[0].strip().lower(), _raw_body(request))
    if route.body_type is None:
        return None
    try:
        return to_body(plain, route.body_type)
    except InvalidInput as error:
        further = route.further_errors(plain) if route.further_errors else ()
        raise InvalidInput(str(error), [*error.errors, *further][:MOST_ERRORS]) from error


def _key(route: Route, headers: Mapping[str, str]) -> str | None:
    key = headers.get("idempotency-key")
    if route.idempotency == "none":
        return None
    if key is None and route.idempotency == "required":
        raise InvalidInput("An Idempotency-Key is required.", [FieldError("/Idempotency-Key", "Send a new UUID.")])
    if key is not None and not _KEY.fullmatch(key):
        raise InvalidInput(
            "The Idempotency-Key is not valid.", [FieldError("/Idempotency-Key", "1 to 255 visible ASCII characters.")]
        )
    return key


def _read_expected_version(route: Route, headers: Mapping[str, str]) -> int | None:
    given = headers.get("if-match") if route.reads_if_match else None
    if given is None:
        if route.needs_if_match:
            raise PreconditionRequired("Send the ETag of the version that you read as If-Match.")
        return None
    if given.strip() == "*":
        return None
    tag = _VERSION_TAG.fullmatch(given.strip())
    if tag is None:
        raise _refuse_tag(given.strip())
    return int(tag.group(1))


def _refuse_tag(given: str) -> Exception:
    """Return what is wrong with an If-Match that names no version: what is no ETag at all is a slip of the caller's,
    and nobody else's change."""
    if not _TAGS.fullmatch(given):
        detail = 'Send the ETag as it was answered, its quotes included: such as "v3".'
        return InvalidInput("If-Match is not valid: an ETag is in quotes.", [FieldError("/If-Match", detail)])
    return PreconditionFailed("If-Match names no version of this resource: send one ETag as it was answered.")


def _once(route: Route, request: Request, call: Call[Any, Any], plain: Any, work: Operation) -> StoredAnswer:
    """Do the work under the call's Idempotency-Key: now, or never again."""
    scope = IdempotencyScope(
        user_id=call.identity.caller_id,
        operation=f"{route.method} {route.path}",
        key=call.idempotency_key or "",
        fingerprint=idempotency.fingerprint(call.resource, msgspec.to_builtins(call.query), plain),
    )

    def do(claimed: idempotency.Claim) -> StoredAnswer:
        call.claim = claimed
        try:
            return _render(route, call, route.view(call))
        except Exception as error:
            if not _kind(error, route, request).final:
                raise
            return _refusal(error, route, request, work)

    done = idempotency.once(scope, do)
    if not done.replayed:
        return done.answer
    work.note(replayed=True)
    return msgspec.structs.replace(done.answer, headers={**done.answer.headers, "Idempotency-Replayed": "true"})


def _render(route: Route, call: Call[Any, Any], answer: Answer[Any] | EventStream) -> StoredAnswer:
    if isinstance(answer, EventStream):
        return StoredAnswer(
            status=200,
            headers={"Content-Type": _EVENTS},
            body=complete_addresses(answer_events(answer), call.api_address),
        )
    headers = dict(answer.headers)
    media_type = answer.media_type or route.produces
    body = "" if answer.body is None else _write_body(media_type, answer.body, call)
    status = answer.status or route.status
    if body:
        headers.setdefault("Content-Type", media_type)
    if route.alternatives:
        headers["Vary"] = "Accept"
    if answer.location is not None:
        headers["Location"] = call.api_address + answer.location
    tag = _tag(route, status, body, answer)
    if tag is not None:
        headers["ETag"] = tag
    return StoredAnswer(status=status, headers=headers, body=body)


def _write_body(media_type: str, body: Any, call: Call[Any, Any]) -> str:
    if not is_json(media_type):
        return str(body)
    return complete_addresses(msgspec.json.encode(show_names(body, call.names)).decode(), call.api_address)


def _tag(route: Route, status: int, body: str, answer: Answer[Any]) -> str | None:
    if answer.version is not None:
        return f'"v{answer.version}.{_digest(body)}"' if answer.content_tagged else f'"v{answer.version}"'
    return f'"{_digest(body)}"' if route.method == "GET" and status == 200 else None


def _digest(body: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(body.encode()).digest()[:16]).rstrip(b"=").decode()


def _conditional(route: Route, request: Request, reply: StoredAnswer) -> StoredAnswer:
    """Return 304 without a body when the caller of a GET has this very representation."""
    known = request.headers.get("if-none-match")
    tag = reply.headers.get("ETag")
    if known is None or tag is None or route.method != "GET":
        return reply
    tags = {each.strip().removeprefix("W/") for each in known.split(",")}
    if tag not in tags and "*" not in tags:
        return reply
    kept = {name: value for name, value in reply.headers.items() if name != "Content-Type"}
    return StoredAnswer(status=304, headers=kept, body="")
