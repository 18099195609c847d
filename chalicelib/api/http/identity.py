"""From a request to whoever is behind it: by the gateway's verified claims, or by checking the token here.

`chalice local` and the test client enforce no authorizer, and believe forged claims; their events have no `apiId`, so
without one the token is always checked in full.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from chalice.app import Request

from chalicelib import settings
from chalicelib.domain.identity import Identity
from chalicelib.errors import Unauthenticated
from chalicelib.services import authentication, tokens


def identify(request: Request) -> Identity:
    """Return who sends `request`; Unauthenticated when nobody, or nobody that holds."""
    if settings.current().verify_tokens_in_app or "apiId" not in request.context:
        return authentication.verify_caller(tokens.read_bearer(request.headers.get("authorization", "")))
    authorizer = request.context.get("authorizer") or {}
    return identity_from_claims(read_claims(authorizer.get("claims")))


def identity_from_claims(claims: Mapping[str, Any]) -> Identity:
    """Return the person or program of claims that the gateway verified; what its authorizers do not check is checked
    here.

    That is: the use of the token, for whom it was issued, and once more the issuer and the times, since an authorizer
    may answer from its cache.
    """
    if not claims:
        raise Unauthenticated("A token is required.")
    return authentication.caller_of(claims)


def read_claims(found: Mapping[str, Any] | str | None) -> Mapping[str, Any]:
    """Return claims as the gateway hands them on: Cognito's authorizer as they are, the function's as JSON, for what a
    function says is text. Raises Unauthenticated for what neither of them wrote."""
    if isinstance(found, Mapping):
        return found
    try:
        return msgspec.json.decode(found or "{}", type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise Unauthenticated("A token is required.") from error
