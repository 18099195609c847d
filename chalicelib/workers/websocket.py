"""The WebSocket side of the API: who may connect, and what each message's `action` does.

Answers and pushes are JSON objects with a `type`; an answer repeats the message's `id`, so that clients can match them.
"""

from collections.abc import Mapping
from typing import Annotated, Any, cast

import msgspec

from chalicelib import observability
from chalicelib.decoding.json_text import parse_json
from chalicelib.decoding.messages import read_text
from chalicelib.domain.bookings.events import Event
from chalicelib.domain.bookings.feed_places import PLACE_PATTERN
from chalicelib.domain.ids import BookingId, EventId, UserId
from chalicelib.domain.tracking.looks import Reason
from chalicelib.domain.value import Value
from chalicelib.dynamodb.errors import is_transient
from chalicelib.errors import (
    AmbiguousRequest,
    FieldError,
    InvalidInput,
    NotAllowed,
    PersonErased,
    SojournError,
    TooManyRequests,
    Unauthenticated,
    Unavailable,
)
from chalicelib.models import websocket_connections
from chalicelib.models.websocket_connections import Connection
from chalicelib.observability import Operation
from chalicelib.services import authentication, call_limits, live_updates, person_feeds, tickets
from chalicelib.services.authentication import Session
from chalicelib.services.authorization import people
from chalicelib.services.booking_workflow.conversation import (
    MessageRequest,
    MessageText,
    PlanningRound,
    SpokenTurn,
    send_once,
)
from chalicelib.services.booking_workflow.intake import BookingAccepted, accept_once
from chalicelib.services.call_limits import CallKind
from chalicelib.services.person_feeds import PersonEvent
from chalicelib.services.trip_requests.fields import BookingRequest

LONGEST_ID = 64
MessageId = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_ID)] | None


class Subscribe(Value, frozen=True, tag="subscribe", tag_field="action"):
    """Subscribe to a booking's events, from the event after `last_event_id` on."""

    booking_id: BookingId
    last_event_id: EventId | None = None
    id: MessageId = None


class Unsubscribe(Value, frozen=True, tag="unsubscribe", tag_field="action"):
    """Unsubscribe from a booking's events."""

    booking_id: BookingId
    id: MessageId = None


class SubscribeMe(Value, frozen=True, tag="subscribe_me", tag_field="action"):
    """Subscribe to what concerns you, over all bookings, from the place `last_event_id` on."""

    last_event_id: Annotated[str, msgspec.Meta(pattern=f"^(?:{PLACE_PATTERN}|{person_feeds.LATEST})$")] | None = None
    id: MessageId = None


class UnsubscribeMe(Value, frozen=True, tag="unsubscribe_me", tag_field="action"):
    """Unsubscribe from what concerns you."""

    id: MessageId = None


class CreateBooking(Value, frozen=True, tag="create_booking", tag_field="action"):
    """Request a trip: what `POST /v1/bookings` does with the same body and `Idempotency-Key`."""

    body: BookingRequest
    idempotency_key: Annotated[str, msgspec.Meta(pattern=r"^[\x21-\x7e]{1,255}$", examples=["6b1f0c7e"])]
    id: MessageId = None


class SendMessage(Value, frozen=True, tag="send_message", tag_field="action"):
    """Say in words what to change of a booking: what `POST /v1/bookings/{bookingId}/messages` does with the same words
    and `Idempotency-Key`."""

    booking_id: BookingId
    message: MessageText
    idempotency_key: Annotated[str, msgspec.Meta(pattern=r"^[\x21-\x7e]{1,255}$", examples=["6b1f0c7e"])]
    round: PlanningRound = None
    id: MessageId = None


class FollowTraveller(Value, frozen=True, tag="follow_traveller", tag_field="action"):
    """Follow a traveller: their positions, progress, geofence events and warnings, as far as one may see them."""

    user_id: UserId
    reason: Reason | None = None
    id: MessageId = None


class UnfollowTraveller(Value, frozen=True, tag="unfollow_traveller", tag_field="action"):
    """Follow a traveller no more."""

    user_id: UserId
    id: MessageId = None


class PingServer(Value, frozen=True, tag="ping", tag_field="action"):
    """Ping the server."""

    id: MessageId = None


Message = (
    Subscribe
    | Unsubscribe
    | SubscribeMe
    | UnsubscribeMe
    | CreateBooking
    | SendMessage
    | FollowTraveller
    | UnfollowTraveller
    | PingServer
)


class Subscribed(Value, frozen=True, tag="subscribed", tag_field="type"):
    """The connection listens now; `events` is what has happened already. With `more`, the rest of it is asked for by
    subscribing again from the last of them."""

    booking_id: str
    events: tuple[Event, ...]
    more: bool
    id: MessageId = None


class Unsubscribed(Value, frozen=True, tag="unsubscribed", tag_field="type"):
    """The connection does not listen any more."""

    booking_id: str
    id: MessageId = None


class SubscribedMe(Value, frozen=True, tag="subscribed_me", tag_field="type"):
    """The connection hears now what concerns its person; `events` has happened already, `place` is behind them. With
    `more`, the rest is pushed with the next event, or asked for at once by subscribing again from `place`."""

    place: str
    events: tuple[PersonEvent, ...]
    more: bool
    id: MessageId = None


class UnsubscribedMe(Value, frozen=True, tag="unsubscribed_me", tag_field="type"):
    """The connection does not hear any more what concerns its person."""

    id: MessageId = None


class Accepted(Value, frozen=True, tag="booking_accepted", tag_field="type"):
    """A booking was requested; the connection is subscribed to it already."""

    booking: BookingAccepted
    id: MessageId = None


class Answered(Value, frozen=True, tag="turn", tag_field="type"):
    """What became of a message about a booking."""

    turn: SpokenTurn
    id: MessageId = None


class Unfollowed(Value, frozen=True, tag="unfollowed", tag_field="type"):
    """The connection does not follow the traveller any more."""

    user_id: str
    id: MessageId = None


class Pong(Value, frozen=True, tag="pong", tag_field="type"):
    """The answer to a ping."""

    id: MessageId = None


class Refused(Value, frozen=True, tag="error", tag_field="type"):
    """The message could not be acted on: the error's name, what is wrong and where, and what has to be asked back."""

    code: Annotated[str, msgspec.Meta(examples=["not_found"])]
    detail: str
    errors: tuple[dict[str, str], ...] = ()
    questions: tuple[dict[str, Any], ...] = ()
    id: MessageId = None


def on_connect(event: Mapping[str, Any]) -> dict[str, Any]:
    """Let a person in who brings a valid id token in `Authorization: Bearer ...` or, from a browser, a ticket in
    `?ticket=`, unless they are erased; to open a connection counts as a call that writes."""
    context = event["requestContext"]
    with observability.operation("websocket.connect", connectionId=context["connectionId"]) as line:
        try:
            session = _admit(event)
        except Unauthenticated as error:
            line.note(statusCode=401, reason=str(error))
            return {"statusCode": 401}
        endpoint = f"https://{context['domainName']}/{context['stage']}"
        try:
            call_limits.count_call(session.identity.user_id, "write")
            people.require_active(session.identity)
            live_updates.connect(session.identity, context["connectionId"], endpoint, until=session.expires_at)
        except (NotAllowed, PersonErased):
            line.note(statusCode=403, userId=session.identity.user_id)
            return {"statusCode": 403}
        except TooManyRequests:
            line.note(statusCode=429, userId=session.identity.user_id)
            return {"statusCode": 429}
        line.note(statusCode=200, userId=session.identity.user_id)
    return {"statusCode": 200}


def on_message(event: Mapping[str, Any]) -> dict[str, Any]:
    """Act on a message and send the answer to the connection that it came from."""
    connection_id = event["requestContext"]["connectionId"]
    with observability.operation("websocket.message", connectionId=connection_id) as line:
        try:
            connection = live_updates.get_connection(connection_id)
        except Unauthenticated:
            line.note(statusCode=401)
            return {"statusCode": 401}
        line.note(statusCode=200, userId=connection.identity.user_id)
        reply = _answer(connection, event.get("body") or "", line)
        line.note(reply=reply.__struct_config__.tag)
        live_updates.send(connection, reply)
    return {"statusCode": 200}


def on_disconnect(event: Mapping[str, Any]) -> dict[str, Any]:
    """Forget the connection."""
    connection_id = event["requestContext"]["connectionId"]
    with observability.operation("websocket.disconnect", connectionId=connection_id):
        live_updates.disconnect(connection_id)
    return {"statusCode": 200}


def _answer(connection: Connection, body: str, line: Operation) -> msgspec.Struct:
    """Return the answer to a message. Nothing of an error that nobody foresaw gets out: it is in the log."""
    message_id = None
    try:
        message_id = _read_id(body)
        message: Message = read_text(body, cast(Any, Message))
        kind: CallKind = "write" if isinstance(message, CreateBooking | SendMessage) else "read"
        call_limits.count_call(connection.identity.user_id, kind)
        caller = people.current_identity(connection.identity, str(message.__struct_config__.tag))
        return _act(msgspec.structs.replace(connection, identity=caller), message)
    except Exception as error:  # noqa: BLE001 - the last door: every message is answered
        answered = Unavailable("The database cannot be reached at the moment.") if is_transient(error) else error
        line.fail(error, unexpected=not isinstance(answered, SojournError))
        return _refusal(answered, message_id)


def _read_id(body: str) -> str | None:
    """Return the id that the answer repeats, also where the rest of the message is not as it should be."""
    plain = parse_json(body)
    given = plain.get("id") if isinstance(plain, dict) else None
    return given if isinstance(given, str) and 0 < len(given) <= LONGEST_ID else None


def _act(connection: Connection, message: Message) -> msgspec.Struct:
    match message:
        case Subscribe():
            events = live_updates.subscribe(connection, message.booking_id, message.last_event_id)
            more = len(events) == live_updates.BACKLOG
            return Subscribed(booking_id=message.booking_id, events=tuple(events), more=more, id=message.id)
        case Unsubscribe():
            live_updates.unsubscribe(connection, message.booking_id)
            return Unsubscribed(booking_id=message.booking_id, id=message.id)
        case SubscribeMe() | UnsubscribeMe():
            return _act_on_feed(connection, message)
        case CreateBooking():
            accepted = _take_in(connection, message)
            live_updates.subscribe(connection, accepted.booking_id, None)
            return Accepted(booking=accepted, id=message.id)
        case SendMessage():
            said = MessageRequest(message=message.message, round=message.round)
            turn = send_once(connection.identity, message.booking_id, said, idempotency_key=message.idempotency_key)
            return Answered(turn=turn, id=message.id)
        case FollowTraveller():
            return _follow(connection, message)
        case UnfollowTraveller():
            websocket_connections.unfollow(connection.connection_id, message.user_id)
            return Unfollowed(user_id=message.user_id, id=message.id)
        case PingServer():
            return Pong(id=message.id)


def _act_on_feed(connection: Connection, message: SubscribeMe | UnsubscribeMe) -> msgspec.Struct:
    """Let a connection hear what concerns its person, or no more. Raises InvalidInput."""
    if isinstance(message, UnsubscribeMe):
        person_feeds.unsubscribe(connection)
        return UnsubscribedMe(id=message.id)
    page = person_feeds.subscribe(connection, message.last_event_id)
    events = tuple(each.event for each in page.events)
    return SubscribedMe(place=page.place.text, events=events, more=page.more, id=message.id)


def _follow(connection: Connection, message: FollowTraveller) -> msgspec.Struct:
    """Follow a traveller, and return where they are, as far as that may be seen. Raises what `followers.follow`
    raises."""
    from chalicelib.services.tracking import followers  # few connections follow anybody

    followed = followers.follow(connection, message.user_id, message.reason)
    return msgspec.structs.replace(followed, id=message.id)


def _take_in(connection: Connection, message: CreateBooking) -> BookingAccepted:
    """Take in a booking. Raises what `accept_once` raises, with pointers into the message and not into its body."""
    try:
        return accept_once(connection.identity, message.body, idempotency_key=message.idempotency_key)
    except AmbiguousRequest:
        raise
    except InvalidInput as error:
        inside = [FieldError(f"/body{each.pointer}", each.detail) for each in error.errors]
        raise InvalidInput(str(error), inside) from error


def _refusal(error: Exception, message_id: str | None) -> Refused:
    """Return what HTTP would answer to the same error, by the same words and pointers."""
    if not isinstance(error, SojournError):
        detail = "Internal error; it was logged under the connection's id."
        return Refused(code="internal", detail=detail, id=message_id)
    name = type(error).__name__
    code = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
    fields = error.errors if isinstance(error, InvalidInput) else ()
    questions = error.questions if isinstance(error, AmbiguousRequest) else ()
    return Refused(
        code=code,
        detail=str(error),
        errors=tuple({"pointer": field.pointer, "detail": field.detail} for field in fields),
        questions=tuple(
            {
                "field": asked.field,
                "question": asked.question,
                "choices": [{"code": choice, "label": label} for choice, label in asked.choices],
            }
            for asked in questions
        ),
        id=message_id,
    )


def _admit(event: Mapping[str, Any]) -> Session:
    """Return who connects, by the token in a header or the ticket in the address: one of both. Raises
    Unauthenticated."""
    headers = {name.lower(): str(value) for name, value in (event.get("headers") or {}).items()}
    scheme, _, token = headers.get("authorization", "").partition(" ")
    ticket = (event.get("queryStringParameters") or {}).get("ticket")
    if ticket is None:
        return authentication.verify_session(token.strip() if scheme.lower() == "bearer" else "")
    if token:
        raise Unauthenticated("Send a token or a ticket, not both.")
    return tickets.use_ticket(str(ticket), origin=headers.get("origin"))
