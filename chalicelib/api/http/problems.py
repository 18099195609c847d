"""Errors as the caller sees them (RFC 9457): the one table from the domain's errors to HTTP."""

from typing import Annotated, NamedTuple

import msgspec

from chalicelib import errors
from chalicelib.domain.value import Value

CONTENT_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:sojourn:problem:"


class FieldProblem(Value, frozen=True):
    """An error in one field of the input."""

    pointer: Annotated[
        str, msgspec.Meta(description="JSON pointer (RFC 6901) into the body, or `/` and the query parameter's name")
    ]
    detail: str


class QuestionChoice(Value, frozen=True):
    """One possible answer to a question."""

    code: Annotated[str, msgspec.Meta(description="Send this as the answer")]
    label: Annotated[str, msgspec.Meta(description="The choice in words, for people")]


class Question(Value, frozen=True):
    """A question about an ambiguous request, with the possible answers."""

    field: Annotated[str, msgspec.Meta(description="Answer it in `answers` under this name")]
    question: Annotated[str, msgspec.Meta(description="The question, for people")]
    choices: Annotated[tuple[QuestionChoice, ...], msgspec.Meta(description="Possible answers")]


class Problem(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """Problem details (RFC 9457)."""

    type: Annotated[str, msgspec.Meta(description="URI of the kind of problem; stable")]
    title: Annotated[str, msgspec.Meta(description="What went wrong, the same for every problem of the `type`")]
    status: Annotated[int, msgspec.Meta(ge=400, le=599, description="HTTP status of the answer")]
    detail: Annotated[str, msgspec.Meta(description="What went wrong in this request, in a sentence")]
    remedy: Annotated[
        str, msgspec.Meta(description="What to do about it, the same for every problem of the `type`")
    ] = ""
    instance: Annotated[
        str, msgspec.Meta(description="The path of the request; may be absent if the gateway answers")
    ] = ""
    request_id: Annotated[str, msgspec.Meta(description="The request's id in the logs")]
    errors: Annotated[
        tuple[FieldProblem, ...], msgspec.Meta(description="Every field of the input that is wrong; absent otherwise")
    ] = ()
    questions: Annotated[
        tuple[Question, ...],
        msgspec.Meta(description="What has to be answered before the request can be understood; absent otherwise"),
    ] = ()
    scope: Annotated[
        str, msgspec.Meta(description="The scope that the token of a program lacks; absent if it lacks none")
    ] = ""


class EdgeError(Exception):
    """What only HTTP knows to be wrong; `str(error)` is a sentence fit for the caller."""


class UnsupportedMedia(EdgeError):
    pass


class PreconditionRequired(EdgeError):
    pass


class PreconditionFailed(EdgeError):
    """If-Match named a version that this thing never had, or that somebody else has changed since."""


class MethodNotAllowed(EdgeError):
    pass


class Kind(NamedTuple):
    """A row of the table. `remedy` is what its reader may do, in a sentence. `final`: asking again with the same
    Idempotency-Key gives the same answer."""

    status: int
    slug: str
    title: str
    remedy: str
    final: bool = False
    retry_after: int | None = None  # seconds


_SEND_AGAIN = "Send it again after `Retry-After`, with the same Idempotency-Key where it has one."
INTERNAL = Kind(500, "internal", "Internal error", "Try again; if it stays, tell the operator the `requestId`.")
TABLE: dict[type[Exception], Kind] = {
    errors.InvalidInput: Kind(
        400, "invalid-input", "The input is not valid", "Send it again with what `errors` names put right.", final=True
    ),
    errors.AmbiguousRequest: Kind(
        422,
        "ambiguous-request",
        "The request is ambiguous: answer the questions",
        "Send it again with `answers`: for the `field` of each question, the `code` of one of its choices.",
        final=True,
    ),
    errors.Unauthenticated: Kind(
        401,
        "unauthenticated",
        "Sign in first",
        "Sign in, or refresh the token, and send it as `Authorization: Bearer <token>`.",
    ),
    errors.NotAllowed: Kind(
        403,
        "not-allowed",
        "You may not do this",
        "Ask somebody who may; `GET /v1/me` says what you may do.",
        final=True,
    ),
    errors.InsufficientScope: Kind(
        403,
        "insufficient-scope",
        "The token lacks a scope",
        "Ask for a token with the `scope`; which scopes a program has, its operator says.",
    ),
    errors.NotFound: Kind(
        404,
        "not-found",
        "Not found",
        "Look at the id: there is no such thing, or it is somebody else's.",
        final=True,
    ),
    errors.Conflict: Kind(
        409,
        "conflict",
        "The current status does not allow this",
        "Read it again: its status says what can be done with it now.",
        final=True,
    ),
    errors.VersionConflict: Kind(
        409, "version-conflict", "Somebody else changed it first", "Read it again, and decide on what it is now."
    ),
    errors.BudgetExceeded: Kind(
        409,
        "budget-exceeded",
        "The budget is exhausted",
        "Select something cheaper, charge another cost centre, or ask for a larger budget.",
        final=True,
    ),
    errors.ReservationLimit: Kind(
        409,
        "reservation-limit",
        "Too much is reserved without approval",
        "Wait for approvals, or cancel bookings that wait for one; a larger budget has more room, too.",
        final=True,
    ),
    errors.QuoteExpired: Kind(
        409, "quote-expired", "The quote has expired", "Create another quote, and confirm it in time.", final=True
    ),
    errors.QuoteStale: Kind(
        409,
        "quote-stale",
        "The booking has changed since the quote",
        "Create another quote, which is of the booking as it is now.",
        final=True,
    ),
    errors.Departed: Kind(
        409, "departed", "The journey has begun", "Ask for a quote of the parts that have not begun.", final=True
    ),
    errors.StillRunning: Kind(409, "still-running", "The first request has not finished", _SEND_AGAIN, retry_after=1),
    errors.TooManyRequests: Kind(
        429,
        "too-many-requests",
        "Too many requests",
        "Send it again after `Retry-After`, and fewer requests a minute.",
        retry_after=60,
    ),
    errors.KeyReused: Kind(
        422,
        "key-reused",
        "The Idempotency-Key belongs to another request",
        "Send another Idempotency-Key: each new request has one of its own.",
    ),
    errors.Unavailable: Kind(503, "unavailable", "A required system did not answer", _SEND_AGAIN, retry_after=5),
    errors.SupplierUnavailable: Kind(
        503, "supplier-unavailable", "The supplier did not answer", _SEND_AGAIN, retry_after=10
    ),
    errors.SupplierTimeout: Kind(504, "supplier-timeout", "The supplier took too long", _SEND_AGAIN, retry_after=10),
    errors.SojournError: INTERNAL,
    errors.BodyTooLarge: Kind(
        413, "body-too-large", "The body is too large", "Send less at once, in several requests where there is more."
    ),
    UnsupportedMedia: Kind(
        415,
        "unsupported-media-type",
        "The body must be JSON",
        "Send the body as what the operation takes, with its Content-Type: `application/json` for most.",
    ),
    PreconditionRequired: Kind(
        428,
        "precondition-required",
        "If-Match is required",
        "Read it, and send its ETag as If-Match; `*` is any version.",
    ),
    PreconditionFailed: Kind(
        412,
        "precondition-failed",
        "Somebody else changed it first",
        "Read it again, and send the ETag that it has now as If-Match.",
    ),
    MethodNotAllowed: Kind(
        405,
        "method-not-allowed",
        "This path does not support the method",
        "Use one of the methods that the header `Allow` names.",
    ),
}


def kind_of(error: type[BaseException]) -> Kind:
    """Return the row for an error class: its own or its nearest ancestor's; an unknown error is internal."""
    return next((TABLE[base] for base in error.__mro__ if base in TABLE), INTERNAL)


def problem_of(error: BaseException, kind: Kind, *, instance: str, request_id: str) -> Problem:
    """Make the body that answers `error`; nothing of an internal error's own words gets out."""
    is_ours = kind.slug != INTERNAL.slug
    return Problem(
        type=TYPE_PREFIX + kind.slug,
        title=kind.title,
        status=kind.status,
        detail=(str(error) or kind.title) if is_ours else "The error was logged under the request's id.",
        instance=instance,
        remedy=kind.remedy,
        request_id=request_id,
        errors=_wrong_fields(error),
        questions=_questions(error),
        scope=error.scope if isinstance(error, errors.InsufficientScope) else "",
    )


def _wrong_fields(error: BaseException) -> tuple[FieldProblem, ...]:
    found = error.errors if isinstance(error, errors.InvalidInput) else ()
    return tuple(FieldProblem(pointer=each.pointer, detail=each.detail) for each in found)


def _questions(error: BaseException) -> tuple[Question, ...]:
    asked = error.questions if isinstance(error, errors.AmbiguousRequest) else ()
    return tuple(
        Question(
            field=each.field,
            question=each.question,
            choices=tuple(QuestionChoice(code=code, label=label) for code, label in each.choices),
        )
        for each in asked
    )
