"""What people ask of what is known about them: exports and erasures, by themselves or by a travel manager for them."""

import time

from chalicelib import clock, observability
from chalicelib.domain.identity import Identity
from chalicelib.domain.privacy.requests import EXPORT_KEPT, Erasure, ErasureStatus, Export, advance_erasure
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.errors import Conflict, NotFound, Unavailable, VersionConflict
from chalicelib.models import privacy
from chalicelib.services.privacy.erasure import STEPS, live_bookings
from chalicelib.services.privacy.export import ExportEntry, read_entries
from chalicelib.worklist import Part, work_off

# What one request may spend on an erasure, in seconds; the nightly job goes on where that is not enough.
A_REQUEST = 15.0
A_NIGHT = 60.0

# What came of an erasure by night.
DONE, LEFT = "erasures", "erasures_left"

_NAMES = [step.name for step in STEPS]


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

    Raises NotAllowed for somebody else, Conflict while bookings are under way.
    """
    person = identity.person_meant(user_id)
    erasure = _find_erasure(person, erasure_id)
    if erasure is None:
        if next(live_bookings(person), None) is not None:
            raise Conflict("Bookings are in progress: cancel them, or wait until they are booked.")
        now = clock.now()
        erasure = Erasure(
            erasure_id=erasure_id,
            user_id=person,
            requested_by=identity.user_id,
            status=ErasureStatus.RUNNING,
            created_at=now,
            updated_at=now,
            step=_NAMES[0],
        )
        privacy.save_erasure(erasure)
    return carry_on(erasure, seconds=A_REQUEST)


def get_erasure(identity: Identity, erasure_id: str) -> Erasure:
    """Return how far an erasure has come, for its person, who asked for it, or a travel manager. Raises NotFound."""
    erasure = privacy.get_erasure(erasure_id)
    if identity.user_id != erasure.requested_by and not identity.may_act_for(erasure.user_id):
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
    )


def _finish(erasure_id: str) -> str:
    erasure = carry_on(privacy.get_erasure(erasure_id), seconds=A_NIGHT)
    return DONE if erasure.status is ErasureStatus.DONE else LEFT


def _do_piece(erasure: Erasure) -> Erasure:
    place = _NAMES.index(erasure.step or _NAMES[0])
    count, position = STEPS[place].erase(erasure.user_id, erasure.position)
    following = _NAMES[place + 1] if place + 1 < len(_NAMES) else None
    after = advance_erasure(erasure, count=count, position=position, next_step=following, now=clock.now())
    privacy.save_erasure(after)
    return after


def _find_erasure(user_id: str, erasure_id: str) -> Erasure | None:
    """Return the erasure of this id, or else one of this person that is not done."""
    try:
        return privacy.get_erasure(erasure_id)
    except NotFound:
        latest, _ = privacy.list_erasures(user_id, limit=1, start=None)
    running = [privacy.get_erasure(each.erasure_id) for each in latest if each.status is ErasureStatus.RUNNING]
    return running[0] if running and running[0].status is ErasureStatus.RUNNING else None
