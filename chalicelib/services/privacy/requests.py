"""What people ask of what is known about them: exports and erasures, by themselves or by a travel manager for them."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from chalicelib import clock, observability
from chalicelib.domain.identity import Identity
from chalicelib.domain.ids import id_at, time_of
from chalicelib.domain.mentions import is_name
from chalicelib.domain.privacy.ledger import begin_again, enter
from chalicelib.domain.privacy.requests import EXPORT_KEPT, Erasure, ErasureStatus, Export, advance_erasure
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.errors import Conflict, NotFound, Unavailable, VersionConflict
from chalicelib.gateways import erasure_ledger
from chalicelib.models import mentions, privacy
from chalicelib.services.privacy import guests
from chalicelib.services.privacy.erasure import GUEST_STEPS, STEPS, ErasureStep, live_bookings
from chalicelib.services.privacy.export import read_entries
from chalicelib.services.privacy.export_entries import ExportEntry
from chalicelib.services.privacy.subjects import subjects_of_guest, subjects_of_user
from chalicelib.worklist import NOTHING, Part, work_off

# What one request may spend on an erasure, in seconds; the nightly job goes on where that is not enough.
A_REQUEST = 15.0
A_NIGHT = 60.0

# No backup is older, so none brings back who was erased before: ninety days, and what a clock may be wrong.
BACKUPS_KEPT = timedelta(days=95)
_FIRST = 1  # the version of an erasure of which nothing has been done

# How long ago an erasure began that is gone through once more by night: whatever the hour, one night is behind it.
RECHECKED_FOR = timedelta(days=2)

# What came of an erasure by night.
DONE, LEFT, REPLAYED, COMPLETED = "erasures", "erasures_left", "erasures_replayed", "erasures_completed"


def request_export(identity: Identity, user_id: str | None, *, export_id: str) -> Export:
    """Permit the reading of everything held about a person, for a week. Raises NotAllowed for somebody else's."""
    now = clock.now()
    export = Export(
        export_id=export_id,
        user_id=identity.person_meant(user_id),
        requested_by=identity.user_id,
        created_at=now,
        expires_at=now + EXPORT_KEPT,
    )
    privacy.put_export(export)
    return export


def get_export(identity: Identity, export_id: str) -> Export:
    """Return an export that the caller asked for and that has not expired. Raises NotFound."""
    export = privacy.get_export(export_id)
    still = identity.may_act_for(export.user_id)
    if export.requested_by != identity.user_id or not still or clock.now() >= export.expires_at:
        raise NotFound(f"There is no export {export_id}.")
    return export


def list_entries(identity: Identity, export_id: str, *, limit: int, start: Cursor | None) -> ResultPage[ExportEntry]:
    """List a page of what an export shows, as it is held now, and where the next page starts. Raises NotFound."""
    return read_entries(get_export(identity, export_id), limit=limit, start=start)


def request_erasure(identity: Identity, user_id: str | None, *, erasure_id: str) -> Erasure:
    """Erase a person's data: at once as far as a request's time goes, the rest by night. One that runs already goes on.

    From its beginning on nothing that names the person is written any more. Raises NotAllowed for somebody else,
    Conflict while bookings are under way.
    """
    person = identity.person_meant(user_id)
    erasure = _find_running(person, erasure_id) or _begin(
        _new_erasure(identity, erasure_id, user_id=person), subjects_of_user(person)
    )
    return carry_on(erasure, seconds=A_REQUEST)


def request_guest_erasure(identity: Identity, passenger_id: str, *, erasure_id: str) -> Erasure:
    """Erase a guest's data, as `request_erasure` does a user's: for who keeps the guest's profile or may book for them,
    and for travel managers, also when the profile is gone.

    Raises NotFound, Conflict while bookings are under way.
    """
    guests.require_erasable(identity, passenger_id)
    erasure = _find_running(passenger_id, erasure_id) or _begin(
        _new_erasure(identity, erasure_id, passenger_id=passenger_id), subjects_of_guest(passenger_id)
    )
    return carry_on(erasure, seconds=A_REQUEST)


def get_erasure(identity: Identity, erasure_id: str) -> Erasure:
    """Return how far an erasure has come, for its person, who asked for it, or a travel manager. Raises NotFound."""
    erasure = privacy.get_erasure(erasure_id)
    if identity.user_id != erasure.requested_by and not identity.may_act_for(erasure.subject):
        raise NotFound(f"There is no erasure {erasure_id}.")
    return erasure


def carry_on(erasure: Erasure, *, seconds: float) -> Erasure:
    """Continue an erasure from where it stands, until it is done or the time is over; the erasure as it stands then.

    What cannot be erased now stays for the next time.
    """
    until = time.monotonic() + seconds
    try:
        while erasure.status is ErasureStatus.RUNNING and time.monotonic() < until:
            erasure = _do_piece(erasure)
    except VersionConflict:
        return privacy.get_erasure(erasure.erasure_id)  # something changed meanwhile, or another is at it
    except (Conflict, NotFound, Unavailable):
        observability.warning("erasure continues later", erasureId=erasure.erasure_id, step=erasure.step)
    return erasure


def carry_on_all(*, seconds: float) -> tuple[int, int]:
    """Go on with what is not done, the oldest first; how many are done now, and how many are not."""
    worked = work_off([to_carry_on()], seconds=seconds)
    return worked.counts[DONE], worked.counts[LEFT] + worked.failed


def to_carry_on() -> Part[str]:
    """Return the erasures that are not done, each of which has its own share of the time."""
    return Part(
        "erasures",
        privacy.list_running_erasures,
        _finish,
        lambda erasure_id: {"erasureId": erasure_id},
        due_at=_began_at,
    )


def to_replay(now: datetime) -> Part[str]:
    """Return the erasures that the ledger remembers and the tables do not: those of people who came back with a
    backup."""
    return Part(
        "erasures to replay",
        lambda: _list_forgotten(now - BACKUPS_KEPT),
        _replay,
        lambda erasure_id: {"erasureId": erasure_id},
        due_at=_began_at,
    )


def to_recheck(now: datetime) -> Part[str]:
    """Return the erasures of the last days that are done, to be gone through once more: what was written a moment
    before one began may not have been in the indexes yet that it goes by."""
    return Part(
        "erasures to recheck",
        lambda: erasure_ledger.list_erasures(after=id_at("era", now - RECHECKED_FOR)),
        _recheck,
        lambda erasure_id: {"erasureId": erasure_id},
    )


def _began_at(erasure_id: str) -> datetime:
    return time_of(erasure_id.removeprefix("era_"))


def _list_forgotten(since: datetime) -> Iterator[str]:
    for erasure_id in erasure_ledger.list_erasures(after=id_at("era", since)):
        try:
            privacy.get_erasure(erasure_id)
        except NotFound:
            yield erasure_id


def _replay(erasure_id: str) -> str:
    """Begin an erasure anew, also while bookings are under way: what came back of them is waited for."""
    erasure = begin_again(erasure_ledger.read_entry(erasure_id), clock.now())
    subjects = subjects_of_user if erasure.user_id else subjects_of_guest
    privacy.begin_erasure(erasure, subjects(erasure.subject), mentions.find_mark(erasure.subject))
    observability.warning("erasure replayed from the ledger", erasureId=erasure_id)
    carry_on(erasure, seconds=A_NIGHT)
    return REPLAYED


def _recheck(erasure_id: str) -> str:
    try:
        erasure = privacy.get_erasure(erasure_id)
    except NotFound:
        return NOTHING  # it is replayed
    if erasure.status is ErasureStatus.RUNNING:
        return NOTHING
    found = {step.name: count for step in _steps_of(erasure) if (count := _erase_again(erasure, step))}
    if not found:
        return NOTHING
    counts = {**erasure.counts, **{name: erasure.counts.get(name, 0) + count for name, count in found.items()}}
    privacy.save_erasure(
        msgspec.structs.replace(erasure, counts=counts, updated_at=clock.now(), version=erasure.version + 1)
    )
    observability.warning("erasure completed later", erasureId=erasure_id, steps=sorted(found))
    return COMPLETED


def _erase_again(erasure: Erasure, step: ErasureStep) -> int:
    """Do all of a step once more, unless the person has been kept anew; how much it changed."""
    changed, position, is_over = 0, None, False
    while not is_over:
        mark = mentions.find_mark(erasure.subject)
        if mark is None or mark.erasure_id != erasure.erasure_id:
            break
        count, position = step.erase(erasure.subject, position)
        changed, is_over = changed + count, position is None
    return changed


def _finish(erasure_id: str) -> str:
    erasure = carry_on(privacy.get_erasure(erasure_id), seconds=A_NIGHT)
    return DONE if erasure.status is ErasureStatus.DONE else LEFT


def _do_piece(erasure: Erasure) -> Erasure:
    if erasure.version == _FIRST:
        erasure_ledger.keep_entry(enter(erasure))  # before anything is gone: a backup must not forget it
    steps = {step.name: step for step in _steps_of(erasure)}
    step = steps[erasure.step or next(iter(steps))]
    count, position = step.erase(erasure.subject, erasure.position)
    after = advance_erasure(erasure, count=count, position=position, steps=list(steps), now=clock.now())
    if after.status is ErasureStatus.DONE:
        _forget_names(erasure)
    privacy.save_erasure(after)
    return after


def _steps_of(erasure: Erasure) -> tuple[ErasureStep, ...]:
    return STEPS if erasure.user_id else GUEST_STEPS


def _forget_names(erasure: Erasure) -> None:
    """Remove from the index and the marks what follows from the person's names: nothing is found by them any more."""
    mark = mentions.find_mark(erasure.subject)
    if mark is None or mark.erasure_id != erasure.erasure_id:
        return
    nameless = msgspec.structs.replace(mark, subjects=tuple(each for each in mark.subjects if not is_name(each)))
    for subject in mark.subjects:
        if is_name(subject):
            mentions.forget_subject(subject)
        else:
            mentions.replace_mark(subject, mark, nameless)


def _new_erasure(
    identity: Identity, erasure_id: str, *, user_id: str | None = None, passenger_id: str | None = None
) -> Erasure:
    now = clock.now()
    return Erasure(
        erasure_id=erasure_id,
        user_id=user_id,
        passenger_id=passenger_id,
        requested_by=identity.user_id,
        status=ErasureStatus.RUNNING,
        created_at=now,
        updated_at=now,
    )


def _begin(erasure: Erasure, subjects: frozenset[str]) -> Erasure:
    """Keep a new erasure and mark its person; return the one that somebody else has begun at this moment instead. What
    is booked at this very moment is found by the erasure, which waits for its end. Raises Conflict while bookings are
    under way."""
    if next(live_bookings(subjects), None) is not None:
        raise Conflict("Bookings are in progress: cancel them, or wait until they are booked.")
    try:
        privacy.begin_erasure(erasure, subjects, mentions.find_mark(erasure.subject))
    except VersionConflict:
        running = _find_running(erasure.subject, erasure.erasure_id)
        if running is None:
            raise
        return running
    return erasure


def _find_running(subject: str, erasure_id: str) -> Erasure | None:
    """Return the erasure of this id, or else one of this person that is not done."""
    try:
        return privacy.get_erasure(erasure_id)
    except NotFound:
        mark = mentions.find_mark(subject)
    if mark is None:
        return None
    latest = privacy.get_erasure(mark.erasure_id)
    return latest if latest.status is ErasureStatus.RUNNING else None
