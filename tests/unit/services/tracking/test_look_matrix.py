"""Who sees where somebody is: everybody who can have to do with a traveller, by what they consent to, how exactly they
share, where they are on their trip, and who has left. What is right is written from what docs/tracking-privacy.md
promises and not from the code."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import product
from typing import NamedTuple

import msgspec
import pytest

from chalicelib import clock, settings
from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.domain.tracking.looks import LookKind, Sight
from chalicelib.domain.trips.share import Right, Share
from chalicelib.errors import NotAllowed, NotFound
from chalicelib.models import consents, employees, passengers, position_looks, shares, tracking_preferences, trips
from chalicelib.services import employees as employee_service
from chalicelib.services.authorization.roles import with_current_roles
from chalicelib.services.tracking.looks import look_at
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.wire import Wire
from tests.support.passenger_samples import ANNA, CLARA, keep_profile, person
from tests.unit.domain.tracking.windows_samples import HOUR, NOW, decision, preferences, trip

EXACT, IN_ZONE, CITY, COUNTRY = SharingLevel
DAY = timedelta(days=1)
REASON = "Strike at the airport: who needs another way home?"

ARRANGER, FORMER_ARRANGER, LOST_ROLE = (person(each, "traveller") for each in ("arno", "fritz", "tanja"))
VIEWERS: Mapping[str, Identity] = {
    "the traveller": ANNA,
    "travel manager": CLARA,
    "arranger": ARRANGER,
    "whoever was an arranger once": FORMER_ARRANGER,
    "whoever was a travel manager once": msgspec.structs.replace(LOST_ROLE, groups=CLARA.groups),
    "approver": person("ada", "traveller", "approver"),
    "operator": person("otto", "traveller", "operator"),
    "requester of the trip": person("rita", "traveller"),
    "fellow traveller": person("felix", "traveller"),
    "manager in the chain": person("maria", "traveller", "approver"),
    "whoever may read the trip": person("sven", "traveller"),
    "whoever may write the trip": person("wanda", "traveller"),
    "stranger": person("stella", "traveller"),
}
CARING = ("travel manager", "arranger")
TRAVELLER = "the traveller"
OTHERS = [each for each in VIEWERS.values() if each is not ANNA]
CONSENTS = ("never granted", "granted", "withdrawn", "expired", "granted again")
# For how many hours the trip is over; until it begins, where it is less than nothing.
TIMES = {"before": -9, "under way": None, "just over": 1, "over": 20, "long over": 100}
LEFT = ("nobody", "the viewer", "the traveller")
LEVELS: tuple[tuple[SharingLevel, str], ...] = (
    (EXACT, "exact"),
    (IN_ZONE, "exact"),
    (CITY, "exact"),
    (COUNTRY, "exact"),
    (EXACT, "city"),
    (IN_ZONE, "city"),
    (EXACT, "none"),
)

WORLDS = tuple(product(CONSENTS, TIMES, LEFT))  # each with one of the levels, in turn


def size() -> tuple[int, int]:
    """How large the matrix is."""
    return len(VIEWERS) * len(LookKind), len(WORLDS)


class Scene(NamedTuple):
    """Where a trip stands, and since when its traveller has consented without a gap."""

    trip_starts: datetime
    trip_ends: datetime
    consented_since: datetime | None
    is_booked: bool


@pytest.fixture(autouse=True)
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with empty_cloud() as wire:
        wire.lost_roles[LOST_ROLE.user_id] = frozenset({Role.TRAVEL_MANAGER})
        yield wire


def settle(consent: str, time: str, *, is_booked: bool = True) -> Scene:
    """Anna and everybody around her: her trip, her consent, whom she named, whom the trip is shared with."""
    over = TIMES[time]
    starts = NOW - 30 * HOUR if over is None else NOW - (over + 40) * HOUR if over > 0 else NOW - over * HOUR
    ends = NOW + 30 * HOUR if over is None else starts + 40 * HOUR
    journey = trip(starts, ends, booked=is_booked, requester_id="rita", traveller_ids=("anna", "felix"))
    trips.create_trip(journey)
    for user_id, right in (("sven", Right.READ), ("wanda", Right.WRITE)):
        share = Share(
            trip_id=journey.trip_id, user_id=user_id, right=right, shared_at=NOW, updated_at=NOW, shared_by="anna"
        )
        shares.put_share(None, share)
    employee_service.put_employee(CLARA, "maria", EmployeeDetails(name="Maria Berger"), expected=None)
    employee_service.put_employee(CLARA, "anna", EmployeeDetails(name="Anna Berger", manager_id="maria"), expected=None)
    profile_id = keep_profile(ANNA, arranger_ids=("arno", "fritz"))
    _drop_arranger(profile_id, "fritz")
    return Scene(starts, ends, _consent(consent), is_booked)


def _drop_arranger(profile_id: str, user_id: str) -> None:
    kept = passengers.get_passenger(profile_id)
    left = tuple(each for each in kept.profile.arranger_ids if each != user_id)
    after = msgspec.structs.replace(kept.profile, arranger_ids=left, version=kept.profile.version + 1)
    passengers.replace_passenger(kept.profile, after, kept.encrypted)


def _consent(consent: str) -> datetime | None:
    """What Anna decided; since when she has consented without a gap, if she does."""
    long_ago, lately = NOW - 300 * DAY, NOW - 10 * HOUR
    granted = decision(1, long_ago, granted=True)
    made = {
        "never granted": (),
        "granted": (granted,),
        "withdrawn": (granted, decision(2, lately, granted=False)),
        "expired": (decision(1, long_ago, granted=True, expires_at=lately),),
        "granted again": (granted, decision(2, lately - HOUR, granted=False), decision(3, lately, granted=True)),
    }[consent]
    for each in made:
        consents.add_consent(each)
    return {"granted": long_ago, "granted again": lately}.get(consent)


def leave(user_id: str) -> None:
    if (found := employees.find_employee(user_id)) is None:
        employee_service.put_employee(CLARA, user_id, EmployeeDetails(name="Left Berger", active=False), expected=None)
    else:
        employee_service.deactivate_employee(CLARA, user_id, expected=found.version)


def look(viewer: Identity, kind: LookKind) -> Sight | None:
    """What somebody sees; None when nothing."""
    try:
        return look_at(with_current_roles(viewer), ANNA.user_id, kind=kind, reason=REASON)
    except (NotFound, NotAllowed):
        return None


def may_see(who: str, kind: LookKind, scene: Scene, left: str) -> bool:
    """Whether somebody else may see where Anna is, by the words of the page."""
    if who not in CARING or left != "nobody" or scene.consented_since is None:
        return False
    is_open = scene.trip_starts - 3 * HOUR <= NOW < scene.trip_ends + 3 * HOUR
    return is_open or (who == "travel manager" and kind is LookKind.HISTORY)


def lesser(level: SharingLevel, most: str) -> SharingLevel | None:
    """What both show."""
    match most:
        case "none":
            return None
        case "city":
            return {EXACT: CITY, CITY: CITY, COUNTRY: COUNTRY}.get(level)
        case _:
            return level


def shown_at(at: datetime, who: str, kind: LookKind, scene: Scene, level: SharingLevel) -> SharingLevel | None:
    """What is shown of a moment of the trip to somebody who may see it."""
    since = scene.consented_since or NOW
    if who == "arranger" or kind is not LookKind.HISTORY:
        since = max(since, scene.trip_starts - 3 * HOUR)
    if at < since:
        return None
    return lesser(level, "city") if scene.trip_ends + 3 * HOUR <= NOW - 72 * HOUR else level


@pytest.mark.parametrize(("place", "consent", "time", "left"), [(n, *each) for n, each in enumerate(WORLDS)])
def test_nobody_sees_a_position_that_they_should_not(
    monkeypatch: pytest.MonkeyPatch, place: int, consent: str, time: str, left: str
) -> None:
    scene = settle(consent, time)
    level, most = LEVELS[place % len(LEVELS)]
    choose(monkeypatch, level, most)
    for user_id in {"the traveller": ["anna"], "the viewer": [each.user_id for each in OTHERS]}.get(left, []):
        leave(user_id)
    seen = {(who, kind): look(each, kind) for who, each in VIEWERS.items() for kind in LookKind}

    allowed, at = lesser(level, most), scene.trip_starts + HOUR
    expected = {
        (who, kind): allowed if who != TRAVELLER and may_see(who, kind, scene, left) else None for who, kind in seen
    }
    assert {key: sight.level if sight else None for key, sight in seen.items() if key[0] != TRAVELLER} == {
        key: shown for key, shown in expected.items() if key[0] != TRAVELLER
    }
    for (who, kind), sight in seen.items():
        if who == TRAVELLER:
            assert sight is not None
            assert sight.level_at(at) is EXACT
        elif sight is not None:
            assert sight.level_at(at) is shown_at(at, who, kind, scene, sight.level), (who, kind)
    written = position_looks.list_looks("anna", limit=100, start=None)[0]
    assert {(each.viewer_id, each.kind) for each in written} == {
        (VIEWERS[who].user_id, kind) for (who, kind), shown in expected.items() if shown
    }


def test_an_arranger_sees_nothing_on_a_trip_by_hand_that_others_may_write() -> None:
    settle("granted", "under way", is_booked=False)

    assert look(ARRANGER, LookKind.LIVE) is None
    assert look(CLARA, LookKind.LIVE) is not None


def choose(monkeypatch: pytest.MonkeyPatch, level: SharingLevel, most: str) -> None:
    tracking_preferences.replace_preferences(None, preferences(level))
    here = msgspec.structs.replace(settings.current(), tracking_level=most)
    monkeypatch.setattr(settings, "current", lambda: here)
