"""The people whom somebody may book for, by name: those whose passenger profiles they keep or arrange for."""

from collections.abc import Callable, Sequence

import msgspec

from chalicelib import settings
from chalicelib.domain.identity import Identity
from chalicelib.domain.names import is_same_name, is_within
from chalicelib.domain.passengers import Profile
from chalicelib.domain.trip_requests.trip_request import Traveller, TripRequest
from chalicelib.domain.value import Cursor
from chalicelib.errors import FieldError, InvalidInput
from chalicelib.services import passengers
from chalicelib.services.trip_requests.naming import Named

_PAGE = 100
_MOST_PAGES = 5


class BookablePeople:
    """Finds people by name among the profiles that somebody may use, which are read when a name is first looked up."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        self._profiles: Sequence[Profile] | None = None

    def find(self, name: str) -> tuple[Traveller, ...]:
        """Return the travellers with this name, or with this first or family name, as in their passports."""
        found = [each.traveller for each in self._list() if is_within(name, each.traveller.full_name)]
        same = [each for each in found if is_same_name(each.full_name, name)]
        return tuple(dict.fromkeys(same or found))

    def profile_of(self, traveller: Traveller) -> Profile | None:
        """Return the only profile of this name; None where there is none, or several."""
        found = [each for each in self._list() if each.traveller == traveller]
        return found[0] if len(found) == 1 else None

    def _list(self) -> Sequence[Profile]:
        if self._profiles is None:
            self._profiles = list_profiles(self._identity) if settings.current().passengers_enabled else []
        return self._profiles


def list_profiles(identity: Identity) -> list[Profile]:
    """Return the profiles that somebody may use, at most so many as a person is known to keep."""
    found: list[Profile] = []
    start: Cursor | None = None
    for _ in range(_MOST_PAGES):
        page = passengers.list_passengers(identity, relation=None, limit=_PAGE, start=start)
        found += [each.profile for each in page.rows]
        start = page.next
        if start is None:
            break
    return found


def put_profiles(
    request: TripRequest, named: Named, find_profile: Callable[[Traveller], Profile | None]
) -> tuple[TripRequest, tuple[str, ...]]:
    """Return a request read from words with the profiles of its travellers, who stand first where they have one, and
    the nationalities of these. Raises InvalidInput where the requester does not travel, and somebody has no profile
    that they may use."""
    own = dict(zip(named.travellers, named.passenger_ids, strict=False))
    others = [each for each in request.travellers if each not in named.travellers]
    if not others:
        return msgspec.structs.replace(request, passenger_ids=named.passenger_ids), named.nationalities
    found = {each: profile for each in others if (profile := find_profile(each))}
    is_among = not named.travellers or any(each in named.travellers for each in request.travellers)
    if settings.current().passengers_enabled and not is_among and len(found) < len(others):
        detail = "You are not among the travellers: book for others by their passenger profiles, in `passengerIds`."
        raise InvalidInput(detail, [FieldError("/request", detail)])
    ids = {**own, **{each: profile.passenger_id for each, profile in found.items()}}
    nationalities = {
        **dict(zip(named.travellers, named.nationalities, strict=False)),
        **{each: profile.nationality for each, profile in found.items()},
    }
    profiled = [each for each in request.travellers if each in ids]
    by_name = [each for each in request.travellers if each not in ids]
    request = msgspec.structs.replace(
        request, travellers=(*profiled, *by_name), passenger_ids=tuple(ids[each] for each in profiled)
    )
    return request, tuple(nationalities[each] for each in profiled)
