"""What people are told of a booking that ended because a step of its workflow failed: a code, and words.

The workflow knows an error by the name of its class and by what it said. What the domain refused is told in its own
words, under the code of its kind; of what nobody foresaw nothing is told but that.
"""

import json
from collections.abc import Mapping

import msgspec

from chalicelib import errors
from chalicelib.domain.authorization.reasons import REASONS
from chalicelib.domain.bookings.booking import Failure, MoveNotAllowed
from chalicelib.domain.value import Value

LONGEST_DETAIL = 500


class TaskError(Value, frozen=True, forbid_unknown_fields=False):
    """What Step Functions hands on of a task that failed: the error's class, and what Lambda says of it, as JSON."""

    error: str = msgspec.field(name="Error", default="")
    cause: str = msgspec.field(name="Cause", default="")


UNKNOWN = Failure(code="internal_error", detail="Internal error; nothing was bought.")
UNAVAILABLE = Failure(code="unavailable", detail="A system that the booking depends on was unavailable.")

# What Lambda says that has no room for a step, or fails itself, of which the step knows nothing.
_OF_LAMBDA = ("TooManyRequestsException", "ServiceException", "AWSLambdaException", "SdkClientException",
              "ClientExecutionTimeoutException", "ResourceNotFoundException", "ResourceConflictException",
              "ResourceNotReadyException")  # fmt: skip

# By the name of the error's class. These have words of their own, since the error's speak to whoever called.
_FIXED: Mapping[str, Failure] = {
    "PolicyMissing": Failure(code="policy_missing", detail="There is no travel policy in effect."),
    "SupplierUnavailable": Failure(code="supplier_unavailable", detail="The supplier was unavailable for too long."),
    "SupplierTimeout": Failure(code="supplier_timeout", detail="The supplier did not answer for too long."),
    "HoldExpired": Failure(code="hold_expired", detail="The supplier's hold expired before the purchase."),
    "SoldOut": Failure(code="sold_out", detail="The supplier is sold out in spite of its hold."),
    "ChargedMore": Failure(
        code="price_changed", detail="The supplier charged more than agreed; the order was cancelled."
    ),
    **REASONS,
    "UnreadableInput": Failure(code="internal_error", detail="The workflow was given what it cannot read."),
    "Unavailable": UNAVAILABLE,
    **{f"Lambda.{name}": UNAVAILABLE for name in _OF_LAMBDA},
}
# The code of each kind of refusal; the nearest ancestor counts.
_CODES: Mapping[type[errors.SojournError], str] = {
    errors.InvalidInput: "invalid_request",
    errors.AmbiguousRequest: "invalid_request",
    errors.BodyTooLarge: "invalid_request",
    errors.KeyReused: "conflict",
    errors.NotFound: "not_found",
    errors.NotAllowed: "not_allowed",
    errors.Unauthenticated: "not_allowed",
    errors.Conflict: "conflict",
    errors.BudgetExceeded: "budget_exceeded",
    errors.ReservationLimit: "budget_exceeded",
    errors.PersonErased: "person_erased",
    errors.OfferExpired: "offer_expired",
    errors.HoldReleased: "hold_released",
    errors.OrderCancelled: "order_cancelled",
    errors.TooManyRequests: "unavailable",
    errors.Unavailable: "unavailable",
}


def failure_of(error: TaskError) -> Failure:
    """Return why a booking ends of which a step failed with `error`."""
    fixed = _FIXED.get(error.error)
    if fixed is not None:
        return fixed
    kind = _find_class(error.error)
    if kind is None:
        return UNKNOWN
    code = next((_CODES[base] for base in kind.__mro__ if base in _CODES), UNKNOWN.code)
    return Failure(code=code, detail=_read_words(error.cause) or UNKNOWN.detail)


def code_of_delay(error: TaskError) -> str:
    """Return the code of what keeps a booking for the moment."""
    return _FIXED.get(error.error, UNAVAILABLE).code


def _find_class(name: str) -> type[errors.SojournError] | None:
    found = MoveNotAllowed if name == MoveNotAllowed.__name__ else getattr(errors, name, None)
    return found if isinstance(found, type) and issubclass(found, errors.SojournError) else None


def _read_words(cause: str) -> str:
    """Return what the error said, of what Lambda says about it; nothing where that cannot be read."""
    try:
        described = json.loads(cause)
    except ValueError:
        return ""
    words = described.get("errorMessage") if isinstance(described, dict) else None
    return words[:LONGEST_DETAIL] if isinstance(words, str) else ""
