"""Tickets: what stands in an address in place of a token, where no header can be sent with it.

An address is written down in more places than a header, so a ticket is good for a minute and for one connection, and a
token is none. It speaks for whoever took it as their token did when they took it: no longer than that, and with the
rights that are asked of the token's owner anew when it is used.
"""

import re
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

import msgspec

from chalicelib import clock
from chalicelib.domain.identity import Identity
from chalicelib.errors import Unauthenticated
from chalicelib.models import tickets as table
from chalicelib.services import tokens
from chalicelib.services.authentication import Session

LIFETIME = timedelta(seconds=60)
PATTERN = r"tkt_[0-7][0-9A-HJKMNP-TV-Z]{25}_[A-Za-z0-9_-]{43}"
_SECRET_BYTES = 32
_TICKET = re.compile(PATTERN)
_ID_LENGTH = len("tkt_") + 26
_UNKNOWN = "The ticket is not known, or has expired: take another by POST /v1/tickets."
_USED = "The ticket was used already, and opens one connection only: take another by POST /v1/tickets."
_EXPIRED = f"The ticket has expired, for it is good for {LIFETIME.seconds} seconds: take another by POST /v1/tickets."
_ELSEWHERE = "The ticket was taken by a page of another origin."


class Ticket(NamedTuple):
    """A ticket, which is told once, and until when it can be used."""

    text: str
    expires_at: datetime


class _Taken(msgspec.Struct, frozen=True, rename="camel"):
    """Whose a ticket is: by whose token it was taken, how long that holds, and from which page."""

    identity: Identity
    token_expires_at: datetime
    issuer: str
    origin: str | None


def take_ticket(session: Session, ticket_id: str, *, origin: str | None) -> Ticket:
    """Return a ticket for whoever a token speaks for, under a new id. `origin`: of the page that asks, if a page
    does."""
    import secrets

    text = f"{ticket_id}_{secrets.token_urlsafe(_SECRET_BYTES)}"
    expires_at = min(clock.now() + LIFETIME, session.expires_at)
    taken = _Taken(session.identity, session.expires_at, tokens.current_issuer().name, origin)
    table.put_ticket(ticket_id, _hash(text), _encrypt(text, taken), expires_at)
    return Ticket(text, expires_at)


def use_ticket(text: str, *, origin: str | None) -> Session:
    """Return whom a ticket speaks for, and until when their token holds. It is used up by that.

    `origin`: of the page that uses it. Raises Unauthenticated for a ticket that is none, was used, has expired, is of
    another issuer's token, or was taken by a page of another origin; Unavailable.
    """
    now = clock.now()
    if not _TICKET.fullmatch(text):
        raise Unauthenticated(_UNKNOWN)
    encrypted = table.use_ticket(text[:_ID_LENGTH], _hash(text), now)
    if encrypted is None:
        raise Unauthenticated(_explain(text))
    taken = _decrypt(text, encrypted)
    if taken.issuer != tokens.current_issuer().name or taken.token_expires_at <= now:
        raise Unauthenticated("The token by which the ticket was taken does not hold any more: sign in again.")
    # A browser sends no origin with what a page asks of its own host.
    if origin is not None and taken.origin not in {None, origin}:
        raise Unauthenticated(_ELSEWHERE)
    return Session(taken.identity, taken.token_expires_at)


def _explain(text: str) -> str:
    """Say why a ticket opens nothing; of one that is forged, no more than that it is not known."""
    found = table.find_ticket(text[:_ID_LENGTH])
    if found is None or found.secret_hash != _hash(text):
        return _UNKNOWN
    return _USED if found.is_used else _EXPIRED


def _encrypt(text: str, taken: _Taken) -> str:
    from chalicelib.gateways import encryption

    return encryption.encrypt_with(_key(text), msgspec.json.encode(taken), _hash(text))


def _decrypt(text: str, encrypted: str) -> _Taken:
    from chalicelib.gateways import encryption

    return msgspec.json.decode(encryption.decrypt_with(_key(text), encrypted, _hash(text)), type=_Taken)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _key(text: str) -> bytes:
    """Return the key that opens what is kept of a ticket: it follows from the ticket, which is kept nowhere."""
    return sha256(b"encrypt\0" + text.encode()).digest()
