"""The authorizer function: verifies the token of a request before the API's function is asked, people's and programs'.

What it finds is kept by the gateway for each token, and holds for every route: which of them a token opens, and whether
it is still in force, the API's function asks at each call.
"""

import json
from typing import Any

import cognitojwt.token_utils  # noqa: F401 - with what verifies signatures: every event needs it, so a start brings it

from chalicelib import observability
from chalicelib.domain.identity import Role
from chalicelib.errors import Unauthenticated
from chalicelib.services import tokens

_GROUPS = "cognito:groups"
# What the API's function goes by; a token may say more, and an answer may not be longer than 8 KB.
_CLAIMS = ("iss", "aud", "exp", "iat", "nbf", "sub", "token_use", "client_id", "scope", "email", "email_verified",
           "name", "given_name", "family_name")  # fmt: skip


def authorize(authorization: str, method_arn: str) -> dict[str, Any]:
    """Answer the gateway whether the token of an `Authorization` header is one of this stage's, with its claims.

    Raises Unavailable while that cannot be known, which the gateway answers 503.
    """
    with observability.scheduled_operation("authorize_caller") as work:  # the request itself is measured
        try:
            claims = tokens.verify_token(tokens.read_bearer(authorization))
        except Unauthenticated as error:
            work.note(outcome="refused", reason=str(error))
            return _answer("Deny", "nobody", method_arn, {})
        subject = str(claims["sub"])
        work.note(outcome="verified")
        return _answer("Allow", subject, method_arn, {"claims": _write_claims(claims)})


def _write_claims(claims: tokens.Claims) -> str:
    """Return the claims that count as JSON in ASCII, since the gateway hands on nothing but plain text."""
    said = {name: claims[name] for name in _CLAIMS if claims.get(name) is not None}
    groups = tokens.read_words(claims.get(_GROUPS))
    return json.dumps({**said, _GROUPS: sorted(groups & set(Role))}, separators=(",", ":"))


def _answer(effect: str, principal: str, method_arn: str, context: dict[str, str]) -> dict[str, Any]:
    """Return a policy over every route of the API's stage that the request is for, since it is kept for the token."""
    arn, _, _ = method_arn.partition("/")
    stage = method_arn.removeprefix(f"{arn}/").partition("/")[0]
    statement = {"Action": "execute-api:Invoke", "Effect": effect, "Resource": [f"{arn}/{stage}/*/*"]}
    return {
        "principalId": principal,
        "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
        "context": context,
    }
