"""Tokens checked in full where no gateway has: by the authorizer function, on WebSocket `$connect`, in `chalice local`.
Whose tokens are taken, and under which names they say what, are settings; unless set, they are the stage's user pool's.

cognitojwt (1.4.1) supplies the reading of a token and the check of its client; what it leaves out (issuer, times with
skew, the use of the token, keys that rotate) is checked here: docs/decisions says why its `decode` is not called.
"""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from chalicelib import settings
from chalicelib.errors import Unauthenticated
from chalicelib.gateways import jwks, parameters

SKEW_SECONDS = 30
LONGEST_TOKEN = 16_384

Claims = Mapping[str, Any]
# What `SOJOURN_TOKEN_CLAIMS` may call otherwise.
NAMED = ("sub", "groups", "scope", "client_id", "email", "name", "given_name", "family_name")

_OPTIONS = {
    "require_exp": True,
    "require_iat": True,
    "require_iss": True,
    "require_sub": True,
    "verify_aud": False,  # a program's token of the user pool has none: `require_audience` looks at it
    "verify_at_hash": False,  # the access token, which that hash is of, is not sent to us
    "leeway": SKEW_SECONDS,
}


class Issuer(msgspec.Struct, frozen=True, kw_only=True):
    """Whose tokens are taken: by their `iss`, signed with one of the keys at an address, and issued for an audience."""

    name: str
    keys_url: str
    audience: str
    is_pool: bool


def current_issuer() -> Issuer:
    """Return whose tokens this stage takes: its user pool's, unless settings name another's."""
    here = settings.current()
    if here.token_issuer:
        return Issuer(name=here.token_issuer, keys_url=here.token_keys_url, audience=here.token_audience, is_pool=False)
    pool_id, client_id = parameters.user_pool()
    return Issuer(name=issuer(pool_id), keys_url=_keys_url(pool_id), audience=client_id, is_pool=True)


def issuer(pool_id: str) -> str:
    """Return the `iss` of every token of a pool, in the embedded cloud too; a pool's id begins with its region."""
    region, _, _ = pool_id.partition("_")
    return f"https://cognito-idp.{region}.amazonaws.com/{pool_id}"


def verify_token(token: str) -> Claims:
    """Return what a token says, under the user pool's names, once its signature, issuer and times are known to hold.

    For whom it was issued and what for is `authentication`'s to judge. Raises Unauthenticated; Unavailable while there
    are no keys to verify it with.
    """
    from cognitojwt.exceptions import CognitoJWTException
    from cognitojwt.token_utils import check_client_id
    from jose import JWTError, jwt

    if len(token) > LONGEST_TOKEN:
        raise Unauthenticated("The token is too long.")
    theirs = current_issuer()
    key = msgspec.to_builtins(_key_of(token, theirs))
    try:
        claims = jwt.decode(token, key, ["RS256"], _OPTIONS, issuer=theirs.name)
        if theirs.is_pool and claims.get("token_use") == "id":
            check_client_id(claims, theirs.audience)
    except (JWTError, CognitoJWTException, KeyError) as error:
        raise Unauthenticated("The token is not valid.") from error
    plain = claims if theirs.is_pool else name_claims(claims)
    require_in_force(plain)
    return plain


def read_bearer(header: str) -> str:
    """Return the token of an Authorization header, with or without the scheme, as Cognito authorizers take it. Raises
    Unauthenticated without one."""
    scheme, _, rest = header.strip().partition(" ")
    token = rest.strip() if scheme.lower() == "bearer" else header.strip()
    if not token:
        raise Unauthenticated("A token is required.")
    return token


def name_claims(claims: Claims) -> Claims:
    """Return what a token of another issuer says, under the names by which a user pool says it.

    A user pool's token says what it is for; of another issuer it is a program's if it is about the client itself
    (client credentials: RFC 9068, section 2.2) or says that it is an app's, and else a person's.
    """
    names = dict(pair.split("=") for pair in settings.current().token_claims.split(",") if pair)
    said = {name: claims.get(names.get(name, name)) for name in NAMED}
    client_id = said["client_id"]
    own = client_id is not None and claims.get("sub") in {client_id, f"{client_id}@clients"}
    is_program = own or claims.get("idtyp") == "app"
    return {
        **{name: claims[name] for name in ("iss", "aud", "exp", "iat", "nbf", "email_verified") if name in claims},
        **said,
        "sub": client_id if is_program else said["sub"],
        "token_use": "access" if is_program else "id",
        "cognito:groups": said["groups"],
    }


def require_in_force(claims: Claims) -> None:
    """Raise Unauthenticated unless the claims are of this stage's issuer, and hold now: an authorizer may answer from
    its cache, and checks neither that a token is issued nor that it begins to hold in the future."""
    if claims.get("iss") != current_issuer().name:
        raise Unauthenticated("The token was issued for another client or user pool.")
    now = time.time()
    if when(claims.get("exp")) < now - SKEW_SECONDS:
        raise Unauthenticated("The token has expired.")
    if max(when(claims.get("iat")), when(claims.get("nbf") or 0)) > now + SKEW_SECONDS:
        raise Unauthenticated("The token is not valid yet.")


def require_audience(claims: Claims) -> None:
    """Raise Unauthenticated unless the token was issued for this service; the user pool's access tokens, which are for
    whatever their scopes name, have no audience."""
    theirs = current_issuer()
    if theirs.is_pool and claims.get("token_use") == "access":
        return
    audience = claims.get("aud")
    several = [] if theirs.is_pool or not isinstance(audience, list) else audience
    if theirs.audience != audience and theirs.audience not in several:
        raise Unauthenticated("The token was issued for another client or user pool.")


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


def read_words(claim: object) -> frozenset[str]:
    """Return groups or scopes as a token has them (a list, or words between spaces), as API Gateway (`admin,approver`)
    or the emulator (`[admin approver]`)."""
    if isinstance(claim, list | tuple):
        return frozenset(str(each) for each in claim)
    text = str(claim or "").removeprefix("[").removesuffix("]")
    return frozenset(text.replace(",", " ").split())


def _key_of(token: str, theirs: Issuer) -> jwks.Key:
    """Return the issuer's key that `token` says it is signed with; Unauthenticated for anything but a plain RS256
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
    found = jwks.store(theirs.keys_url).find(kid)
    if found is None:
        raise Unauthenticated("The token is not signed with a key of the user pool.")
    return found


def _keys_url(pool_id: str) -> str:
    endpoint = settings.current().aws_endpoint_url
    base = f"{endpoint.rstrip('/')}/{pool_id}" if endpoint else issuer(pool_id)
    return f"{base}/.well-known/jwks.json"
