"""What a program may do, and for whom: never more than its scopes, and for a person never more than that person.

A program that names nobody acts as itself, and sees of the whole company what its scopes allow. One that names a person
acts as they could, with the rights that they have at that moment, and each act bears both ids.
"""

import msgspec

from chalicelib import settings
from chalicelib.domain.authorization.scopes import Scope, read_scopes
from chalicelib.domain.identity import ROLES_OF_PEOPLE, Identity, Role
from chalicelib.errors import FieldError, InsufficientScope, InvalidInput, NotAllowed
from chalicelib.services import accounts
from chalicelib.services.authorization.people import People

HEADER = "Act-For"
_NOBODY = f"{HEADER} names nobody whom you may act for."


def may_act_for_others(identity: Identity) -> bool:
    """Return whether somebody may name a person to act for: a program that has the scope for it, and no person."""
    return identity.is_program and Scope.ACT_FOR in _scopes_of(identity)


def require_scope(identity: Identity, scope: Scope | None) -> None:
    """Raise NotAllowed for a program where an operation is for people only, InsufficientScope where its token lacks the
    scope."""
    if identity.program is None:
        return
    if scope is None:
        raise NotAllowed("No program may do this: it takes a person who signs in.")
    if scope not in _scopes_of(identity):
        detail = f"This needs the scope {scope.qualified}: ask for it with the token, if the program was granted it."
        raise InsufficientScope(detail, scope=scope.qualified)


def act_for(identity: Identity, user_id: str | None, scope: Scope | None, *, writes: bool) -> Identity:
    """Return as whom a caller acts who names this person, or nobody.

    Raises NotAllowed where they may not name anybody, or whom they name is not known or has left; InvalidInput where a
    program has to name somebody; Unavailable.
    """
    if user_id is None:
        if identity.is_program and scope is not None and scope.needs_person:
            detail = "Send the userId of the person for whom the program acts."
            raise InvalidInput(f"{HEADER} is required.", [FieldError(f"/{HEADER}", detail)])
        return identity
    if not may_act_for_others(identity):
        if identity.is_program:
            needed = Scope.ACT_FOR.qualified
            detail = f"You may not act for anybody else without the scope {needed}: send no {HEADER}."
            raise InsufficientScope(detail, scope=needed)
        raise NotAllowed(f"You may not act for anybody else: send no {HEADER}.")
    return _as_person(identity, user_id, writes=writes)


def _as_person(identity: Identity, user_id: str, *, writes: bool) -> Identity:
    """Return the person as the program acts for them: by whichever roles they hold when one is asked for, which of
    another issuer's people only their own tokens say.

    What names they go by is asked of their account only where something is written, for it takes a call of the pool.
    """
    found = People().find(user_id)
    if found is not None and (found.erased or not found.active):
        raise NotAllowed(_NOBODY)
    is_pool = not settings.current().token_issuer
    account = accounts.find_account(user_id) if is_pool and (writes or found is None) else None
    if (found is None and account is None) or (account is not None and not account.enabled):
        raise NotAllowed(_NOBODY)
    return msgspec.structs.replace(
        identity,
        user_id=user_id,
        email=(found.email if found else None) or "",
        name=(account.name if account else "") or (found.name if found else ""),
        given_name=account.given_name if account else "",
        family_name=account.family_name if account else "",
        groups=frozenset(ROLES_OF_PEOPLE if is_pool else [Role.TRAVELLER]),
    )


def _scopes_of(identity: Identity) -> frozenset[Scope]:
    return read_scopes(sorted(identity.program.scopes)) if identity.program else frozenset()
