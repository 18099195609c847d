"""Share links: by one of these anybody may follow a part of somebody's track until it expires, or is revoked. Each
visit is a look, which the person reads."""

from datetime import datetime
from typing import NamedTuple

from chalicelib import clock
from chalicelib.domain.identity import Identity
from chalicelib.domain.tracking import track_shares as rules
from chalicelib.domain.tracking.looks import LookKind, Range, Sight
from chalicelib.domain.tracking.track_shares import MOST_SHARES, TrackShare, TrackShareRequest
from chalicelib.domain.tracking.windows import windows_of
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.errors import InvalidInput, NotAllowed, NotFound
from chalicelib.models import consents, track_shares, trips
from chalicelib.services.authorization.trips import visible_trip
from chalicelib.services.call_limits import count_call
from chalicelib.services.tracking import looks
from chalicelib.services.tracking.history import TimeSpan
from chalicelib.services.tracking.windows import PURPOSE, company_limits

# Decisions that are looked through for one that ended a link: nobody makes as many in a month.
_MOST_DECISIONS = 100


class SharedTrack(NamedTuple):
    """What a link shows now: of which time, and how exactly."""

    share: TrackShare
    span: TimeSpan
    sight: Sight


def create_share(identity: Identity, request: TrackShareRequest, *, share_id: str) -> tuple[TrackShare, str]:
    """Create a link to a part of the caller's own track, and return it with its token, which is kept nowhere.

    Raises InvalidInput, NotFound for a trip that they do not see, NotAllowed for one on which they do not travel,
    Conflict for too many links, PersonErased.
    """
    import secrets

    now = clock.now()
    wrong = list(rules.errors_in(request, now))
    if wrong:
        raise InvalidInput("The link is not valid.", wrong)
    if request.trip_id is not None and identity.user_id not in visible_trip(identity, request.trip_id).trip.travellers:
        raise NotAllowed("Only who travels on a trip may share where they are on it.")
    share, token = rules.make_share(
        request, share_id=share_id, user_id=identity.user_id, now=now, random=secrets.token_bytes(rules.SECRET_BYTES)
    )
    _remove_ended(identity.user_id)  # which take no room from it
    track_shares.add_share(share)
    return share, token.text


def list_shares(identity: Identity, *, limit: int, start: Cursor | None) -> ResultPage[TrackShare]:
    """List a page of the caller's links that are open, the latest first, and where the next page starts."""
    found, position = track_shares.list_shares(identity.user_id, clock.now(), limit=limit, start=start)
    last = _find_last_withdrawal(identity.user_id)
    return ResultPage([each for each in found if not each.ended_by(last)], position)


def get_share(identity: Identity, share_id: str) -> TrackShare:
    """Return a link of the caller's that is open. Raises NotFound."""
    share = track_shares.find_share(rules.owner_of(identity.user_id), share_id)
    if share is None or not share.is_open(clock.now()) or share.ended_by(_find_last_withdrawal(identity.user_id)):
        raise NotFound("There is no open link of this id.")
    return share


def revoke_share(identity: Identity, share_id: str) -> None:
    """Revoke a link of the caller's, at once. Raises NotFound when there is none that is open."""
    track_shares.delete_share(identity.user_id, get_share(identity, share_id).share_id)


def open_share(token: str) -> SharedTrack:
    """Return what the link of a token shows; the person sees that it was opened.

    Raises NotFound when there is no such link, or it shows nothing any more: it is expired or revoked, its trip is
    cancelled, its person has left, or has withdrawn their consent since. Raises TooManyRequests, Unavailable.
    """
    given = rules.read_token(token)
    share = track_shares.find_share(given.owner, given.share_id)
    if not rules.opens(given.secret, share) or share is None or not share.is_open(clock.now()):
        raise NotFound(looks.NOTHING_TO_SEE)
    count_call(share.share_id, "read")
    if share.ended_by(_find_last_withdrawal(share.user_id)):
        raise NotFound(looks.NOTHING_TO_SEE)
    span = _find_span(share)
    sight = looks.visit_share(
        share.user_id, share.share_id, kind=LookKind.HISTORY, at_most=share.level, asked=Range(*span)
    )
    return SharedTrack(share, span, sight)


def narrow_span(shared: SharedTrack, since: datetime | None, until: datetime | None) -> TimeSpan | None:
    """Return the part of what a link shows that lies in the time that is asked for; None where none does."""
    shown = shared.span
    narrowed = TimeSpan(max(since or shown.since, shown.since), min(until or shown.until, shown.until))
    return narrowed if narrowed.since < narrowed.until else None


def _find_span(share: TrackShare) -> TimeSpan:
    """Return the time that a link shows: of a trip its window, as the trip stands now."""
    if share.since is not None and share.until is not None:
        return TimeSpan(share.since, share.until)
    trip = trips.find_trip(share.trip_id or "")
    for window in windows_of([trip] if trip else [], share.user_id, company_limits()):
        return TimeSpan(*window.interval)
    raise NotFound(looks.NOTHING_TO_SEE)


def end_shares(user_id: str) -> None:
    """End all links of somebody who has left, for good. Done again it finds none."""
    while track_shares.forget_person(user_id, MOST_SHARES) == MOST_SHARES:
        pass


def _remove_ended(user_id: str) -> None:
    last = _find_last_withdrawal(user_id)
    for share in track_shares.list_shares(user_id, clock.now(), limit=MOST_SHARES, start=None).rows if last else ():
        if share.ended_by(last):
            track_shares.delete_share(user_id, share.share_id)


def _find_last_withdrawal(user_id: str) -> datetime | None:
    """Return when a person's consent ended last, if it has in the time for which a link may be open."""
    decisions = consents.list_latest(user_id, PURPOSE, _MOST_DECISIONS)
    return next((each.decided_at for each in decisions if not each.granted), None)
