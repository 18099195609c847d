"""Who a verified token speaks for: a person, by an id token, or a program, by an access token of its own."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from chalicelib.domain.identity import Identity, Program, Role
from chalicelib.domain.ids import is_user_id
from chalicelib.errors import Unauthenticated
from chalicelib.services import accounts, tokens


class Session(msgspec.Struct, frozen=True):
    """Who a token speaks for, and until when."""

    identity: Identity
    expires_at: datetime


def verify_caller(token: str) -> Session:
    """Return the person or the program that `token` speaks for; Unauthenticated unless everything about it holds."""
    return session_of(tokens.verify_token(token))


def verify_session(token: str) -> Session:
    """Verify the id token of a person, and return with them when it expires (for a connection that stays open)."""
    claims = tokens.verify_token(token)
    require_id_token(claims)
    return session_of(claims)


def session_of(claims: Mapping[str, Any]) -> Session:
    """Return for whom verified claims speak, and until when. Raises what `caller_of` raises."""
    return Session(caller_of(claims), datetime.fromtimestamp(tokens.when(claims["exp"]), UTC))


def caller_of(claims: Mapping[str, Any]) -> Identity:
    """Return the person or the program whom the verified `claims` are of. Raises Unauthenticated for those that are no
    longer, or not yet, in force, or were issued for something else; Unavailable."""
    tokens.require_in_force(claims)
    if is_program(claims):
        tokens.require_audience(claims)
        return program_of(claims)
    require_id_token(claims)
    tokens.require_audience(claims)
    return person_of(claims)


def is_program(claims: Mapping[str, Any]) -> bool:
    """Return whether the token is a program's own, by client credentials: an access token about the client itself. What
    a client gets for a person who signs in is about that person."""
    return (
        claims.get("token_use") == "access" and bool(claims.get("client_id")) and claims["client_id"] == claims["sub"]
    )


def require_id_token(claims: Mapping[str, Any]) -> None:
    """Raise Unauthenticated for an access token."""
    if claims.get("token_use") != "id":
        raise Unauthenticated("An id token is required.")


def program_of(claims: Mapping[str, Any]) -> Identity:
    """Return the program whose client the verified `claims` are of; Unauthenticated for a client that has no id."""
    client_id = claims.get("client_id")
    if not isinstance(client_id, str) or not is_user_id(client_id):
        raise Unauthenticated("The token has no client.")
    program = Program(client_id, tokens.read_words(claims.get("scope")))
    return Identity(user_id=program.user_id, email="", name="", groups=frozenset({Role.SYSTEM}), program=program)


def person_of(claims: Mapping[str, Any]) -> Identity:
    """Return the person whose account the verified `claims` are of. Raises Unauthenticated, Unavailable."""
    return accounts.find_person(identity_of(claims), verified_email=claims.get("email_verified") in (True, "true"))


def identity_of(claims: Mapping[str, Any]) -> Identity:
    """Return the account in verified `claims`, by its `sub`; Unauthenticated without one that every other door would
    take. No group makes a person a program."""
    user_id = claims.get("sub")
    if not isinstance(user_id, str) or not is_user_id(user_id):
        raise Unauthenticated("The token has no subject.")
    return Identity(
        user_id=user_id,
        email=str(claims.get("email") or ""),
        name=str(claims.get("name") or ""),
        groups=tokens.read_words(claims.get("cognito:groups")) - {Role.SYSTEM},
        given_name=str(claims.get("given_name") or ""),
        family_name=str(claims.get("family_name") or ""),
    )
