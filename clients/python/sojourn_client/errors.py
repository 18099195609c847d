"""What can go wrong, one class for each kind of problem (RFC 9457) that the API answers.

SojournError
├── NoAnswer                    nothing came back, after all tries
├── UnexpectedAnswer            something came back that this version of the client cannot read
└── ApiError                    a problem; .status, .problem, .request_id
    ├── InvalidInput            400  .errors: what is wrong, and where
    ├── Unauthenticated         401
    ├── NotAllowed              403
    │   └── InsufficientScope
    ├── NotFound                404  also what is somebody else's
    ├── MethodNotAllowed        405
    ├── Conflict                409
    │   ├── VersionConflict     409  somebody else changed it first
    │   ├── BudgetExceeded      409
    │   ├── ReservationLimit    409
    │   ├── QuoteExpired        409
    │   ├── QuoteStale          409
    │   ├── Departed            409
    │   └── StillRunning        409  the first request with this Idempotency-Key has not finished
    ├── PreconditionFailed      412  somebody else changed it since it was read
    ├── BodyTooLarge            413
    ├── UnsupportedMediaType    415
    ├── AmbiguousRequest        422  .questions: what has to be answered first
    ├── KeyReused               422  the Idempotency-Key belongs to another request
    ├── PreconditionRequired    428
    ├── TooManyRequests         429
    └── ServerError             5xx
        └── Unavailable         503
            ├── SupplierUnavailable  503
            └── SupplierTimeout      504
"""

from collections.abc import Mapping
from typing import ClassVar

import msgspec

from sojourn_client.models import FieldProblem, Problem, Question

PROBLEM_PREFIX = "urn:sojourn:problem:"


class SojournError(Exception):
    """Anything that this client raises by itself."""


class NoAnswer(SojournError):
    """No answer came, after all tries; whether the request was done is not known."""


class UnexpectedAnswer(SojournError):
    """The answer is none that this version of the client can read."""


class ApiError(SojournError):
    """The API answered a problem; `str(error)` says it in a sentence, with the fields that it is about."""

    slug: ClassVar[str] = ""

    def __init__(self, problem: Problem, headers: Mapping[str, str]) -> None:
        fields = [f"{error.pointer or '/'}: {error.detail}" for error in problem.errors]
        super().__init__(" ".join([f"{problem.status} {problem.title}: {problem.detail}", *fields]))
        self.problem = problem
        self.headers = headers

    @property
    def status(self) -> int:
        return self.problem.status

    @property
    def request_id(self) -> str:
        """Names the request in the service's logs."""
        return self.problem.request_id

    @property
    def errors(self) -> tuple[FieldProblem, ...]:
        """What is wrong with the input, and where."""
        return self.problem.errors

    @property
    def questions(self) -> tuple[Question, ...]:
        """What has to be answered before the request can be understood."""
        return self.problem.questions


class InvalidInput(ApiError):
    slug = "invalid-input"


class Unauthenticated(ApiError):
    slug = "unauthenticated"


class NotAllowed(ApiError):
    slug = "not-allowed"


class InsufficientScope(NotAllowed):
    """The token of a program lacks the scope that `problem.scope` names."""

    slug = "insufficient-scope"


class NotFound(ApiError):
    slug = "not-found"


class MethodNotAllowed(ApiError):
    slug = "method-not-allowed"


class Conflict(ApiError):
    slug = "conflict"


class VersionConflict(Conflict):
    slug = "version-conflict"


class BudgetExceeded(Conflict):
    slug = "budget-exceeded"


class ReservationLimit(Conflict):
    slug = "reservation-limit"


class QuoteExpired(Conflict):
    slug = "quote-expired"


class QuoteStale(Conflict):
    slug = "quote-stale"


class Departed(Conflict):
    slug = "departed"


class StillRunning(Conflict):
    slug = "still-running"


class PreconditionFailed(ApiError):
    slug = "precondition-failed"


class BodyTooLarge(ApiError):
    slug = "body-too-large"


class UnsupportedMediaType(ApiError):
    slug = "unsupported-media-type"


class AmbiguousRequest(ApiError):
    slug = "ambiguous-request"


class KeyReused(ApiError):
    slug = "key-reused"


class PreconditionRequired(ApiError):
    slug = "precondition-required"


class TooManyRequests(ApiError):
    slug = "too-many-requests"


class ServerError(ApiError):
    slug = "internal"


class Unavailable(ServerError):
    slug = "unavailable"


class SupplierUnavailable(Unavailable):
    slug = "supplier-unavailable"


class SupplierTimeout(Unavailable):
    slug = "supplier-timeout"


def _all(base: type[ApiError]) -> dict[str, type[ApiError]]:
    found = {base.slug: base}
    for each in base.__subclasses__():
        found.update(_all(each))
    return found


BY_SLUG = _all(ApiError)
_BY_STATUS: dict[int, type[ApiError]] = {
    400: InvalidInput,
    401: Unauthenticated,
    403: NotAllowed,
    404: NotFound,
    405: MethodNotAllowed,
    409: Conflict,
    412: PreconditionFailed,
    413: BodyTooLarge,
    415: UnsupportedMediaType,
    428: PreconditionRequired,
    429: TooManyRequests,
    503: Unavailable,
}


def error_of(status: int, headers: Mapping[str, str], body: bytes) -> ApiError:
    """The error for an answer of 400 and more, whoever gave it: the API, or a gateway before it."""
    try:
        problem = msgspec.json.decode(body, type=Problem)
    except msgspec.DecodeError:
        request_id = headers.get("X-Request-Id", "")
        said = body.decode(errors="replace")[:500]
        problem = Problem(
            type="about:blank", title="No problem document", status=status, detail=said, request_id=request_id
        )
    slug = problem.type.removeprefix(PROBLEM_PREFIX)
    fallback = _BY_STATUS.get(status, ServerError if status >= 500 else ApiError)
    return BY_SLUG.get(slug, fallback)(problem, headers)
