"""Looking at somebody's positions: the one door to all that is kept of where they are.

Whoever reads a position for anybody asks here first, and shows no more than the answer says. A look is written down for
the person before anything is shown; where it cannot be written, nothing is.
"""

from datetime import timedelta

from chalicelib import clock, observability, settings
from chalicelib.domain.identity import Identity
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.domain.tracking.looks import (
    LONGEST_REASON,
    SHORTEST_REASON,
    Look,
    LookKind,
    Range,
    Sight,
    Standing,
    decide_sight,
    is_reason,
    look_of,
    own_sight,
    visit_of,
)
from chalicelib.domain.tracking.windows import least
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.errors import FieldError, InvalidInput, NotFound, PersonErased
from chalicelib.models import position_looks
from chalicelib.services.authorization.people import People
from chalicelib.services.authorization.positions import find_standing
from chalicelib.services.tracking.windows import read_grounds

# Of everything that is open of the time that is looked at.
ANY_TIME = Range()
# For all reasons in the same words, so that nobody learns which it was.
NOTHING_TO_SEE = "There is no position of this person for you to see."


def look_at(identity: Identity, user_id: str, *, kind: LookKind, reason: str | None, asked: Range = ANY_TIME) -> Sight:
    """Return what the caller may see of a person's positions, now; of one's own everything, and without a reason.

    Raises NotFound where there is nothing for them to see, whatever that is because of; InvalidInput without a reason;
    NotAllowed for who has left; Unavailable.
    """
    sight = find_sight(identity, user_id, kind)
    write_look(identity, sight, kind=kind, reason=reason, asked=asked)
    return sight


def find_sight(identity: Identity, user_id: str, kind: LookKind) -> Sight:
    """Return what the caller might see of a person's positions, who has not looked yet. Raises NotFound where there is
    nothing, before a reason is asked for, so that nobody learns that there is something; NotAllowed, Unavailable."""
    people = People()
    standing = find_standing(identity, user_id, people)
    if standing is Standing.SELF:
        return own_sight(user_id)
    if standing is None:
        raise _refused()
    return _decide(user_id, standing, kind)


def write_look(identity: Identity, sight: Sight, *, kind: LookKind, reason: str | None, asked: Range) -> None:
    """Write down that the caller looks at another's, whom it is shown to. Raises InvalidInput without a reason."""
    if sight.standing is not Standing.SELF:
        require_reason(reason)
        _write_down(look_of(sight, identity.user_id, kind, str(reason), asked, clock.now()))


def require_reason(reason: str | None) -> None:
    """Raise InvalidInput where no reason is given to look at somebody."""
    if not is_reason(reason):
        detail = f"Say in {SHORTEST_REASON} to {LONGEST_REASON} characters why you look; the person reads it."
        raise InvalidInput("To look at somebody's position takes a reason.", [FieldError("/reason", detail)])


def visit_share(
    user_id: str, share_id: str, *, kind: LookKind, at_most: SharingLevel = SharingLevel.EXACT, asked: Range = ANY_TIME
) -> Sight:
    """Return what whoever opens a share link of a person may see, which shows no more than `at_most`; the person sees
    that it was opened. Raises NotFound, Unavailable."""
    sight = _decide(user_id, Standing.SHARE_LINK, kind, at_most)
    _write_down(visit_of(sight, share_id, kind, asked, clock.now()))
    return sight


def list_looks(identity: Identity, *, limit: int, start: Cursor | None) -> ResultPage[Look]:
    """List a page of who looked at the caller's positions, the latest first, and where the next page starts."""
    return position_looks.list_looks(identity.user_id, limit=limit, start=start)


def _decide(user_id: str, standing: Standing, kind: LookKind, at_most: SharingLevel = SharingLevel.EXACT) -> Sight:
    """Return what is to be seen. Raises NotFound when it is nothing."""
    now = clock.now()
    sight = decide_sight(read_grounds(user_id, now, since=now), user_id, standing, kind, now)
    level = least(sight.level, at_most) if sight is not None else None
    if sight is None or level is None:
        raise _refused()
    return sight._replace(level=level)


def _refused() -> NotFound:
    observability.metric("LooksRefused", by_operation=False)
    return NotFound(NOTHING_TO_SEE)


def _write_down(look: Look) -> None:
    kept = timedelta(days=settings.current().position_looks_days)
    try:
        position_looks.add_look(look, look.at + kept)
    except PersonErased:  # since it was decided what is to be seen
        raise _refused() from None
