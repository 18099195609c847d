"""Tokens of the user pool, checked in full where no gateway has: on WebSocket `$connect` and in `chalice local`.

cognitojwt (1.4.1) supplies the reading of a token and the check of its client; what it leaves out (issuer, times with
skew, the use of the token, keys that rotate) is checked here: docs/decisions says why its `decode` is not called.
"""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from chalicelib import settings
from chalicelib.domain.identity import Identity
from chalicelib.domain.ids import is_user_id
from chalicelib.errors import Unauthenticated
from chalicelib.gateways import jwks, parameters
from chalicelib.services import accounts

SKEW_SECONDS = 30
LONGEST_TOKEN = 16_384

_OPTIONS = {
    "require_exp": True,
    "require_iat": True,
    "require_aud": True,
    "require_iss": True,
    "require_sub": True,
    "verify_at_hash": False,  # the access token, which that hash is of, is not sent to us
    "leeway": SKEW_SECONDS,
}


class Session(msgspec.Struct, frozen=True):
    """Who a token speaks for, and until when."""

    identity: Identity
    expires_at: datetime


def verify_id_token(token: str) -> Identity:
    """Return who `token` (a Cognito id token) speaks for; Unauthenticated unless everything about it holds."""
    return verify_session(token).identity


def verify_session(token: str) -> Session:
    """Verify as `verify_id_token` does, with the time at which the token expires (for a connection that stays open)."""
    from cognitojwt.exceptions import CognitoJWTException
    from cognitojwt.token_utils import check_client_id
    from jose import JWTError, jwt

    if len(token) > LONGEST_TOKEN:
        raise Unauthenticated("The token is too long.")
    pool_id, client_id = parameters.user_pool()
    key = msgspec.to_builtins(_key_of(token, pool_id))
    try:
        claims = jwt.decode(token, key, ["RS256"], _OPTIONS, audience=client_id, issuer=issuer(pool_id))
        require_id_token(claims)
        check_client_id(claims, client_id)
    except (JWTError, CognitoJWTException) as error:
        raise Unauthenticated("The token is not valid.") from error
    return Session(person_of(claims), datetime.fromtimestamp(when(claims["exp"]), UTC))


def issuer(pool_id: str) -> str:
    """Return the `iss` of every token of a pool, in the embedded cloud too; a pool's id begins with its region."""
    region, _, _ = pool_id.partition("_")
    return f"https://cognito-idp.{region}.amazonaws.com/{pool_id}"


def require_id_token(claims: Mapping[str, Any]) -> None:
    """Raise Unauthenticated for an access token, and for one that is issued, or begins to hold, in the future."""
    if claims.get("token_use") != "id":
        raise Unauthenticated("An id token is required.")
    if max(when(claims.get("iat")), when(claims.get("nbf", 0))) > time.time() + SKEW_SECONDS:
        raise Unauthenticated("The token is not valid yet.")


def person_of(claims: Mapping[str, Any]) -> Identity:
    """Return the person whose account the verified `claims` are of. Raises Unauthenticated, Unavailable."""
    return accounts.find_person(identity_of(claims), verified_email=claims.get("email_verified") in (True, "true"))


def identity_of(claims: Mapping[str, Any]) -> Identity:
    """Return the account in verified `claims`, by its `sub`; Unauthenticated without one that every other door would
    take."""
    user_id = claims.get("sub")
    if not isinstance(user_id, str) or not is_user_id(user_id):
        raise Unauthenticated("The token has no subject.")
    return Identity(
        user_id=user_id,
        email=str(claims.get("email") or ""),
        name=str(claims.get("name") or ""),
        groups=_groups(claims.get("cognito:groups")),
        given_name=str(claims.get("given_name") or ""),
        family_name=str(claims.get("family_name") or ""),
    )


def when(claim: object) -> float:
    """Read seconds since the epoch of a time claim: a number, digits, or AWS's `Wed Mar 03 08:15:00 UTC 2027`."""
    if isinstance(claim, int | float) and not isinstance(claim, bool):
        return float(claim)
    text = str(claim)
    if text.isdecimal():
        return float(text)
    try:
        moment = datetime.strptime(text, "%a %b %d %H:%M:%S UTC %Y").replace(tzinfo=UTC)
    except ValueError as error:
        raise Unauthenticated("The token's times are not valid.") from error
    return moment.timestamp()


def _key_of(token: str, pool_id: str) -> jwks.Key:
    """Return the pool's key that `token` says it is signed with; Unauthenticated for anything but a plain RS256
    token."""
    from cognitojwt.token_utils import get_unverified_headers
    from jose import JWTError

    try:
        headers = get_unverified_headers(token)
    except JWTError as error:
        raise Unauthenticated("The token is malformed.") from error
    kid = headers.get("kid")
    if headers.get("alg") != "RS256" or "crit" in headers or not isinstance(kid, str):
        raise Unauthenticated("The token's signature algorithm is not the user pool's.")
    found = jwks.store(_keys_url(pool_id)).find(kid)
    if found is None:
        raise Unauthenticated("The token is not signed with a key of the user pool.")
    return found


def _keys_url(pool_id: str) -> str:
    endpoint = settings.current().aws_endpoint_url
    base = f"{endpoint.rstrip('/')}/{pool_id}" if endpoint else issuer(pool_id)
    return f"{base}/.well-known/jwks.json"


def _groups(claim: object) -> frozenset[str]:
    """Return groups as a token has them (a list), as API Gateway (`admin,approver`) or the emulator (`[admin
    approver]`)."""
    if isinstance(claim, list | tuple):
        return frozenset(str(group) for group in claim)
    text = str(claim or "").removeprefix("[").removesuffix("]")
    return frozenset(text.replace(",", " ").split())
