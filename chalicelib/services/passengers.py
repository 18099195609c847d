"""Passenger profiles: one's own, those of guests, those of people who let one book for them, and all for the travel
desk. Sensitive values are decrypted here and nowhere else, and every access is recorded."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from chalicelib import clock, observability, settings
from chalicelib.domain.encryption import Encrypted
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.passengers import (
    AccessReason,
    PassengerAccess,
    PassengerDetails,
    PassengerKind,
    Profile,
    Secrets,
    change_profile,
    errors_in,
    profile_of,
    secrets_of,
)
from chalicelib.domain.value import Cursor
from chalicelib.domain.versions import require_version
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.errors import FieldError, InvalidInput, NotAllowed, NotFound
from chalicelib.gateways import encryption
from chalicelib.gateways.encryption import DecryptionFailed
from chalicelib.models import passengers
from chalicelib.models.passengers import Linked, Relation, StoredProfile, encryption_context
from chalicelib.services.colleagues import list_unknown


class DecryptedProfile(NamedTuple):
    """A profile with its secrets."""

    profile: Profile
    secrets: Secrets


def create_passenger(
    identity: Identity, kind: PassengerKind, details: PassengerDetails, *, passenger_id: str
) -> DecryptedProfile:
    """Keep a new profile, one's own or a guest's; the same `passenger_id` again is the same profile.

    Raises NotFound on a stage that keeps no profiles, InvalidInput with everything that is wrong, Conflict when the
    caller has a profile already.
    """
    _require_profiles()
    now = clock.now()
    flaws = errors_in(details, user_id=identity.user_id, today=now.date())
    _refuse_flaws(flaws or list_unknown(details.arranger_ids, "/arrangerIds"))
    already = _find(passenger_id)
    if already is not None and already.profile.user_id == identity.user_id:
        return _decrypt(already)
    profile = profile_of(details, passenger_id=passenger_id, kind=kind, user_id=identity.user_id, now=now)
    secrets = secrets_of(details)
    passengers.create_passenger(profile, _encrypt(passenger_id, secrets))
    return DecryptedProfile(profile, secrets)


def get_passenger(identity: Identity, passenger_id: str, *, reveal: bool = False) -> DecryptedProfile:
    """Return a profile that the caller may use; to `reveal` its sensitive values is recorded first. Raises NotFound."""
    kept = _get_usable(identity, passenger_id)
    if reveal:
        note_access(identity.user_id, passenger_id, AccessReason.REVEALED)
    return _decrypt(kept)


def list_passengers(
    identity: Identity, *, user_id: str | None = None, relation: Relation | None, limit: int, start: Cursor | None
) -> ResultPage[Linked]:
    """List a page of the profiles that the caller may use, and where the next page starts: for the travel desk those
    that a person may use. Raises NotFound, NotAllowed for somebody else's."""
    _require_profiles()
    person = user_id or identity.user_id
    if person != identity.user_id:
        identity.require(Role.TRAVEL_DESK)
    return passengers.list_linked(person, relation=relation, limit=limit, start=start)


def replace_passenger(
    identity: Identity, passenger_id: str, details: PassengerDetails, *, expected: int | None
) -> DecryptedProfile:
    """Replace a profile of one's own or of a guest; `expected` is the version that the caller has seen, None for any.

    Raises NotFound, NotAllowed for an arranger, VersionConflict, InvalidInput with everything that is wrong.
    """
    kept = _get_changeable(identity, passenger_id, expected=expected)
    now = clock.now()
    before = _decrypt_if_whole(kept)
    known = before.secrets.documents if before else ()
    flaws = errors_in(details, user_id=kept.profile.user_id, today=now.date(), known=known)
    _refuse_flaws(flaws or list_unknown(details.arranger_ids, "/arrangerIds", known=kept.profile.arranger_ids))
    after, secrets = change_profile(kept.profile, details, now), secrets_of(details)
    passengers.replace_passenger(kept.profile, after, _encrypt(passenger_id, secrets))
    return DecryptedProfile(after, secrets)


def delete_passenger(identity: Identity, passenger_id: str, *, expected: int | None) -> None:
    """Delete a profile of one's own or of a guest. Raises NotFound, NotAllowed for an arranger, VersionConflict."""
    passengers.delete_passenger(_get_changeable(identity, passenger_id, expected=expected).profile)


def list_accesses(
    identity: Identity, passenger_id: str, *, limit: int, start: Cursor | None
) -> ResultPage[PassengerAccess]:
    """List a page of who saw or used a profile, the latest first, for the person or who keeps it. Raises NotFound,
    NotAllowed for an arranger."""
    kept = _get_usable(identity, passenger_id)
    _require_owner(identity, kept.profile, "read its accesses")
    return passengers.list_accesses(passenger_id, limit=limit, start=start)


def find_usable(identity: Identity, passenger_ids: Sequence[str]) -> list[Profile]:
    """Return the profiles that the caller asks to book for, in the order given.

    Raises InvalidInput that points at each one that is not there for them, whether it exists or not.
    """
    if not settings.current().passengers_enabled:
        raise InvalidInput(
            "This stage keeps no passenger profiles.",
            [FieldError("/passengerIds", "name the travellers in `travellers` instead")],
        )
    found = [_find(passenger_id) for passenger_id in passenger_ids]
    usable = [kept.profile for kept in found if kept is not None and _may_use(identity, kept.profile)]
    allowed = {profile.passenger_id for profile in usable}
    errors = [
        FieldError(f"/passengerIds/{place}", "no passenger profile with this id that you may book for")
        for place, passenger_id in enumerate(passenger_ids)
        if passenger_id not in allowed
    ]
    errors += [
        FieldError(f"/passengerIds/{place}", "this person is named twice")
        for place, passenger_id in enumerate(passenger_ids)
        if passenger_id in passenger_ids[:place]
    ]
    if errors:
        raise InvalidInput("You may not book for some of the travellers.", errors)
    return usable


def note_booking(identity: Identity, passenger_ids: Sequence[str], booking_id: str) -> None:
    """Record that a booking is made for these profiles, before it is kept."""
    for passenger_id in passenger_ids:
        note_access(identity.user_id, passenger_id, AccessReason.BOOKED, booking_id=booking_id)
        passengers.note_use(passenger_id, clock.now())


def note_access(user_id: str, passenger_id: str, reason: AccessReason, *, booking_id: str | None = None) -> None:
    """Record that somebody sees or uses a profile. Raises when it cannot be written: then nothing may be shown."""
    access = PassengerAccess(
        access_id=clock.new_id("acc"),
        passenger_id=passenger_id,
        user_id=user_id,
        at=clock.now(),
        reason=reason,
        booking_id=booking_id,
    )
    passengers.add_access(access)


def find_own(identity: Identity) -> Profile | None:
    """Return the caller's own profile, if they have one."""
    passenger_id = passengers.find_own(identity.user_id)
    kept = _find(passenger_id) if passenger_id else None
    return kept.profile if kept else None


def reveal_for_export(passenger_id: str) -> tuple[Profile, Secrets | None]:
    """Return a profile with its secrets, for the export of what is held about its person; without them when it was
    altered, which is logged. Raises NotFound."""
    kept = passengers.get_passenger(passenger_id)
    decrypted = _decrypt_if_whole(kept)
    return kept.profile, decrypted.secrets if decrypted else None


def reveal_to_suppliers(passenger_id: str) -> DecryptedProfile | None:
    """Return a profile with its secrets, for the suppliers that a booking is bought from; None when it is gone, or was
    altered, which is logged: its traveller is booked by name then, and what carriers need is missing."""
    kept = _find(passenger_id) if settings.current().passengers_enabled else None
    return _decrypt_if_whole(kept) if kept else None


def _require_profiles() -> None:
    if not settings.current().passengers_enabled:
        raise NotFound("This stage keeps no passenger profiles.")


def _find(passenger_id: str) -> StoredProfile | None:
    try:
        return passengers.get_passenger(passenger_id)
    except NotFound:
        return None


def _get_usable(identity: Identity, passenger_id: str) -> StoredProfile:
    _require_profiles()
    kept = passengers.get_passenger(passenger_id)
    if not _may_use(identity, kept.profile):
        raise NotFound(f"There is no passenger {passenger_id}.")
    return kept


def _may_use(identity: Identity, profile: Profile) -> bool:
    """Return whether the caller may read a profile and book for its person: as whose it is, their arranger, or the
    travel desk."""
    return profile.usable_by(identity.user_id) or identity.has(Role.TRAVEL_DESK)


def _get_changeable(identity: Identity, passenger_id: str, *, expected: int | None) -> StoredProfile:
    kept = _get_usable(identity, passenger_id)
    _require_owner(identity, kept.profile, "change it")
    require_version(kept.profile, expected, "The profile")
    return kept


def _require_owner(identity: Identity, profile: Profile, what: str) -> None:
    if profile.user_id != identity.user_id:
        raise NotAllowed(f"Only the owner of the passenger profile may {what}.")


def _refuse_flaws(found: list[FieldError]) -> None:
    if found:
        raise InvalidInput("The passenger profile is not valid.", found)


def _encrypt(passenger_id: str, secrets: Secrets) -> Encrypted:
    return encryption.encrypt(msgspec.json.encode(secrets), encryption_context(passenger_id))


def _decrypt(kept: StoredProfile) -> DecryptedProfile:
    plain = encryption.decrypt(kept.encrypted, encryption_context(kept.profile.passenger_id))
    return DecryptedProfile(kept.profile, msgspec.json.decode(plain, type=Secrets))


def _decrypt_if_whole(kept: StoredProfile) -> DecryptedProfile | None:
    """Return a profile with its secrets; None when it was altered, which is logged: what does not need them goes on."""
    try:
        return _decrypt(kept)
    except DecryptionFailed:
        observability.error("passenger profile cannot be decrypted", passengerId=kept.profile.passenger_id)
        return None
