"""From a request to whoever is behind it: by the gateway's verified claims, by checking the token here, or by a ticket.

`chalice local` and the test client enforce no authorizer, and believe forged claims; their events have no `apiId`, so
without one the token is always checked in full. So it is where a ticket may stand in its place, of which the gateway
knows nothing.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from chalice.app import Request

from chalicelib import settings
from chalicelib.errors import Unauthenticated
from chalicelib.services import authentication, tickets, tokens
from chalicelib.services.authentication import Session

TICKET = "ticket"
"""The parameter of an address in which a ticket stands."""


def identify(request: Request, *, takes_ticket: bool) -> Session:
    """Return who sends `request`, and until when their token holds; Unauthenticated when nobody, or nobody that
    holds."""
    authorizer = {} if _is_unguarded(request) else request.context.get("authorizer") or {}
    if takes_ticket and not authorizer:
        return _admit(request.headers, request.query_params or {})
    if _is_unguarded(request):
        return _verify(request.headers)
    return session_from_claims(read_claims(authorizer.get("claims")))


def is_token_sent(request: Request) -> bool:
    """Return whether there is anything in the header in which a token is sent."""
    return request.headers.get("authorization", "").strip().lower() not in ("", "bearer")


def _is_unguarded(request: Request) -> bool:
    return settings.current().verify_tokens_in_app or "apiId" not in request.context


def _admit(headers: Mapping[str, str], query: Mapping[str, str]) -> Session:
    """Return who brings a token in a header, or a ticket in the address: one of both."""
    ticket = query.get(TICKET)
    if ticket is None:
        return _verify(headers)
    if headers.get("authorization"):
        raise Unauthenticated("Send a token or a ticket, not both.")
    return tickets.use_ticket(ticket, origin=headers.get("origin"))


def _verify(headers: Mapping[str, str]) -> Session:
    return authentication.verify_caller(tokens.read_bearer(headers.get("authorization", "")))


def session_from_claims(claims: Mapping[str, Any]) -> Session:
    """Return the person or program of claims that the gateway verified; what its authorizers do not check is checked
    here.

    That is: the use of the token, for whom it was issued, and once more the issuer and the times, since an authorizer
    may answer from its cache.
    """
    if not claims:
        raise Unauthenticated("A token is required.")
    return authentication.session_of(claims)


def read_claims(found: Mapping[str, Any] | str | None) -> Mapping[str, Any]:
    """Return claims as the gateway hands them on: Cognito's authorizer as they are, the function's as JSON, for what a
    function says is text. Raises Unauthenticated for what neither of them wrote."""
    if isinstance(found, Mapping):
        return found
    try:
        return msgspec.json.decode(found or "{}", type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise Unauthenticated("A token is required.") from error
