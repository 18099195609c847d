"""The tables of traveller profiles: the profiles, who may use which, and who did.

A profile and the links to it are one transaction, so a list never shows what may not be used.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from pynamodb.attributes import NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, PutError, TransactWriteError, UpdateError
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib import settings
from chalicelib.domain.encryption import Encrypted
from chalicelib.domain.passengers import PassengerAccess, PassengerKind, Profile
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.due_rows import PAGE
from chalicelib.dynamodb.errors import is_condition_failed
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, table_meta, transactions
from chalicelib.errors import Conflict, NotFound, SojournError, Unavailable, VersionConflict
from chalicelib.models import mentions

ACCESSES_KEPT = timedelta(days=7 * 365)

_CONDITION_FAILED = "ConditionalCheckFailed"


class Relation(StrEnum):
    """The caller's relation to a passenger profile."""

    OWN = "own"
    GUEST = "guest"
    ARRANGER = "arranger"


class _ByUse(GlobalSecondaryIndex["PassengerRow"]):
    class Meta:
        index_name = "kind-used"
        projection = KeysOnlyProjection()

    kind = UnicodeAttribute(hash_key=True)
    last_used_at = TimeAttribute(range_key=True, attr_name="lastUsedAt")


class PassengerRow(Model):
    """One profile; `encrypted` opens only for this table and this id."""

    Meta = table_meta("passengers")

    passenger_id = UnicodeAttribute(hash_key=True, attr_name="passengerId")
    kind = UnicodeAttribute()
    last_used_at = TimeAttribute(attr_name="lastUsedAt")
    version = NumberAttribute()
    document = StructAttribute[Profile](Profile)
    encrypted = StructAttribute[Encrypted](Encrypted)

    by_use = _ByUse()


class LinkRow(Model):
    """One profile that somebody may use. A person's own has a fixed name, so there is one at most."""

    Meta = table_meta("passenger-links")

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    link = UnicodeAttribute(range_key=True)
    passenger_id = UnicodeAttribute(attr_name="passengerId")


class AccessRow(Model):
    """One use of a profile."""

    Meta = table_meta("passenger-accesses")

    passenger_id = UnicodeAttribute(hash_key=True, attr_name="passengerId")
    access_id = UnicodeAttribute(range_key=True, attr_name="accessId")
    expires_at = TTLAttribute(attr_name="expiresAt")
    document = StructAttribute[PassengerAccess](PassengerAccess)


class StoredProfile(NamedTuple):
    """A profile with what is encrypted of it."""

    profile: Profile
    encrypted: Encrypted


class Linked(NamedTuple):
    """A profile and how it comes to be in a list."""

    profile: Profile
    relation: Relation


def encryption_context(passenger_id: str) -> dict[str, str]:
    """Return what a profile's secrets are bound to."""
    return {"table": settings.current().name("passengers"), "passengerId": passenger_id}


def get_passenger(passenger_id: str) -> StoredProfile:
    """Return the profile, read consistently. Raises NotFound."""
    try:
        row = PassengerRow.get(passenger_id, consistent_read=True)
    except DoesNotExist:
        raise NotFound(f"There is no passenger {passenger_id}.") from None
    return StoredProfile(row.document, row.encrypted)


def find_passenger(passenger_id: str) -> Profile | None:
    """Return the profile, read consistently, or None when there is none."""
    try:
        return get_passenger(passenger_id).profile
    except NotFound:
        return None


def find_own(user_id: str) -> str | None:
    """Return the id of a person's own profile, if there is one."""
    try:
        return LinkRow.get(user_id, Relation.OWN.value, consistent_read=True).passenger_id
    except DoesNotExist:
        return None


def create_passenger(profile: Profile, encrypted: Encrypted) -> None:
    """Keep a new profile. Raises Conflict when the person has one already, or the id is taken; PersonErased,
    Unavailable."""
    people = {profile.user_id, profile.passenger_id, *profile.arranger_ids}
    with (
        _writing("This person has a profile already.", checks=len(people)),
        TransactWrite(connection=transactions()) as transaction,
    ):
        mentions.require_not_erased(transaction, people)
        transaction.save(
            _to_row(profile, encrypted, profile.created_at), condition=PassengerRow.passenger_id.does_not_exist()
        )
        for link in _links(profile).values():
            transaction.save(link, condition=LinkRow.user_id.does_not_exist())


def replace_passenger(before: Profile, after: Profile, encrypted: Encrypted, *, erasing: bool = False) -> None:
    """Put `after` in the place of `before`, and the links with it. Raises VersionConflict, Unavailable, PersonErased
    when its person or who may use it newly is erased; an erasure itself asks that of a new keeper alone."""
    old, new = _links(before), _links(after)
    newly = {user_id for user_id, _ in new.keys() - old.keys()}
    people = newly if erasing else {after.user_id, after.passenger_id, *newly}
    with _writing(checks=len(people)), TransactWrite(connection=transactions()) as transaction:
        mentions.require_not_erased(transaction, people)
        transaction.save(_to_row(after, encrypted, after.updated_at), condition=PassengerRow.version == before.version)
        for key in new.keys() - old.keys():
            transaction.save(new[key])
        for key in old.keys() - new.keys():
            transaction.delete(old[key])


def delete_passenger(profile: Profile, *, unused_since: datetime | None = None) -> None:
    """Forget the profile and all links to it. Raises VersionConflict when it has changed since, or was used after
    `unused_since`; Unavailable."""
    unchanged = PassengerRow.version == profile.version
    if unused_since is not None:
        unchanged &= PassengerRow.last_used_at < unused_since
    with _writing(), TransactWrite(connection=transactions()) as transaction:
        row = PassengerRow(profile.passenger_id)
        transaction.delete(row, condition=unchanged)
        for link in _links(profile).values():
            transaction.delete(link)


def list_linked(user_id: str, *, relation: Relation | None, limit: int, start: Cursor | None) -> ResultPage[Linked]:
    """Return one page of the profiles that somebody may use, read consistently: those of others, guests, then their
    own; and where it goes on."""
    condition = LinkRow.link.startswith(relation.value) if relation else None
    found = LinkRow.query(user_id, condition, consistent_read=True, limit=limit, last_evaluated_key=start)
    relations = {row.passenger_id: Relation(row.link.partition("#")[0]) for row in found}
    rows = PassengerRow.batch_get(list(relations), consistent_read=True) if relations else ()
    profiles = {row.passenger_id: row.document for row in rows}
    linked = [Linked(profiles[key], how) for key, how in relations.items() if key in profiles]
    return ResultPage(linked, found.last_evaluated_key)


def note_use(passenger_id: str, now: datetime) -> None:
    """Note that the profile was used just now, so it is not to be forgotten yet; one that is gone is let be."""
    try:
        PassengerRow(passenger_id).update(
            actions=[PassengerRow.last_used_at.set(now)], condition=PassengerRow.passenger_id.exists()
        )
    except UpdateError as error:
        if not is_condition_failed(error):
            raise


class Unused(NamedTuple):
    """A profile that nobody uses, as it is listed."""

    passenger_id: str
    last_used_at: datetime


def list_unused(kind: PassengerKind, before: datetime) -> Iterator[Unused]:
    """Yield profiles that nobody has used since a time, the longest unused first."""
    for row in PassengerRow.by_use.query(kind.value, PassengerRow.last_used_at < before, page_size=PAGE):
        yield Unused(row.passenger_id, row.last_used_at)


def add_access(access: PassengerAccess) -> None:
    """Write down a use; the same one again changes nothing. Raises Unavailable."""
    until = access.at + ACCESSES_KEPT
    try:
        AccessRow(access.passenger_id, access.access_id, expires_at=until, document=access).save()
    except PutError as error:
        raise Unavailable("The access could not be recorded, so the profile is not shown.") from error


def list_accesses(
    passenger_id: str, *, limit: int | None = None, start: Cursor | None = None
) -> ResultPage[PassengerAccess]:
    """Return one page of a profile's uses, the latest first; all when `limit` is None."""
    rows = AccessRow.query(passenger_id, scan_index_forward=False, limit=limit, last_evaluated_key=start)
    return ResultPage([row.document for row in rows], rows.last_evaluated_key)


def _to_row(profile: Profile, encrypted: Encrypted, used_at: datetime) -> PassengerRow:
    return PassengerRow(
        profile.passenger_id,
        kind=profile.kind.value,
        last_used_at=used_at,
        version=profile.version,
        document=profile,
        encrypted=encrypted,
    )


def _links(profile: Profile) -> dict[tuple[str, str], LinkRow]:
    """Return a row for everybody who may use the profile, by its key."""
    own = profile.kind is PassengerKind.EMPLOYEE
    owners = Relation.OWN.value if own else f"{Relation.GUEST}#{profile.passenger_id}"
    keys = [(profile.user_id, owners)]
    keys += [(user_id, f"{Relation.ARRANGER}#{profile.passenger_id}") for user_id in profile.arranger_ids]
    return {key: LinkRow(*key, passenger_id=profile.passenger_id) for key in keys}


@contextmanager
def _writing(taken: str | None = None, *, checks: int = 0) -> Iterator[None]:
    """Say what a refused transaction means, which begins with `checks` of people; `taken` is what a new profile is told
    when it cannot be."""
    try:
        yield
    except TransactWriteError as error:
        raise _refusal(error, taken, checks) from error


def _refusal(error: TransactWriteError, taken: str | None, checks: int) -> SojournError:
    reasons = [reason.code if reason else None for reason in error.cancellation_reasons]
    erased, codes = mentions.person_erased(reasons, checks), set(reasons)
    if erased is not None:
        return erased
    if _CONDITION_FAILED in codes:
        return Conflict(taken) if taken else VersionConflict("The profile has changed meanwhile.")
    if "TransactionConflict" in codes:
        return VersionConflict("The profile is being changed at the moment.")
    return Unavailable("It is not certain whether the profile was written.")
