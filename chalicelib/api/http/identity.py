"""From a request to the person behind it: by the gateway's verified claims, or by checking the token here.

`chalice local` and the test client enforce no authorizer, and believe forged claims; their events have no `apiId`, so
without one the token is always checked in full.
"""

import time
from collections.abc import Mapping
from typing import Any

from chalice.app import Request

from chalicelib import settings
from chalicelib.domain.identity import Identity
from chalicelib.errors import Unauthenticated
from chalicelib.gateways import parameters
from chalicelib.services import authentication


def identify(request: Request) -> Identity:
    """Return who sends `request`; Unauthenticated when nobody, or nobody that holds."""
    if settings.current().verify_tokens_in_app or "apiId" not in request.context:
        return authentication.verify_id_token(_bearer(request.headers.get("authorization", "")))
    authorizer = request.context.get("authorizer") or {}
    return identity_from_claims(authorizer.get("claims") or {})


def identity_from_claims(claims: Mapping[str, Any]) -> Identity:
    """Read the person from claims that the gateway verified; what its authorizer does not check is checked here.

    That is: the use of the token (the emulator lets access tokens through), the app client, and once more the issuer
    and the expiry, since an authorizer may answer from its cache.
    """
    pool_id, client_id = parameters.user_pool()
    authentication.require_id_token(claims)
    if claims.get("aud") != client_id or claims.get("iss") != authentication.issuer(pool_id):
        raise Unauthenticated("The token was issued for another client or user pool.")
    if authentication.when(claims.get("exp")) < time.time() - authentication.SKEW_SECONDS:
        raise Unauthenticated("The token has expired.")
    return authentication.person_of(claims)


def _bearer(header: str) -> str:
    """Return the token of an Authorization header, with or without the scheme, as Cognito authorizers take it."""
    scheme, _, rest = header.strip().partition(" ")
    token = rest.strip() if scheme.lower() == "bearer" else header.strip()
    if not token:
        raise Unauthenticated("A token is required.")
    return token
