"""Whatever changes while somebody is followed, in any order: nobody hears of a position that they may not see then, and
nobody sees one more exactly than its owner shares it then."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.identity import Role
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.errors import NotFound
from chalicelib.services.tracking.processing import process_positions
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.wire import Wire
from tests.support.passenger_samples import ANNA, CLARA
from tests.unit.domain.tracking.track_samples import report
from tests.unit.services.tracking.on_the_way_samples import (
    EIGHT,
    HOUR,
    ROAD,
    follow_anna,
    heard,
    plan,
    set_time,
    share,
)

WINDOW_ENDS = EIGHT + 33 * HOUR

_CHANGES = st.sampled_from(
    ["exact", "city", "country", "in_zone", "withdraw", "grant", "lose_role", "regain_role", "wait", "follow"]
)


class Followed:
    """Anna, whom Clara follows, and what holds of both at the moment."""

    def __init__(self, wire: Wire, patch: pytest.MonkeyPatch) -> None:
        self.wire, self._patch = wire, patch
        self.now, self.level = EIGHT, SharingLevel.EXACT
        self.granted = self.has_role = True
        self._connections = 0
        self.follow()

    @property
    def may_look(self) -> bool:
        return self.granted and self.has_role and self.now < WINDOW_ENDS

    def follow(self) -> None:
        """Follow by a new connection, if that is possible; the one of before hears on as far as it may."""
        self._connections += 1
        connection = f"con-{self._connections}"
        if self.may_look:
            follow_anna(CLARA, connection)
        else:
            with pytest.raises(NotFound):
                follow_anna(CLARA, connection)

    def change(self, change: str) -> None:
        match change:
            case "withdraw" | "grant":
                self.granted = change == "grant"
                share(self.level, granted=self.granted)
            case "lose_role" | "regain_role":
                self.has_role = change == "regain_role"
                self.wire.lost_roles[CLARA.user_id] = frozenset(set() if self.has_role else {Role.TRAVEL_MANAGER})
            case "wait":
                self.now += timedelta(hours=20)
            case "follow":
                self.follow()
            case _:
                self.level = SharingLevel(change)
                share(self.level, granted=self.granted)

    def report(self, number: int) -> list[str]:
        """How exactly the connections hear of a position that comes in now."""
        self.now += timedelta(minutes=1)
        set_time(self._patch, self.now)
        begun = len(self.wire.pushed)
        process_positions(ANNA.user_id, [report(ROAD[number], int(self.now.timestamp()))])
        said = [message for _, message in self.wire.pushed[begun:] if message["type"] == "positions"]
        return [position["level"] for message in said for position in message["positions"]]


@settings(max_examples=12, deadline=None)
@given(st.lists(_CHANGES, min_size=1, max_size=8))
def test_nobody_hears_more_than_holds_at_that_moment(changes: list[str]) -> None:
    with empty_cloud() as wire, pytest.MonkeyPatch.context() as patch:
        plan(patch)
        set_time(patch, EIGHT)
        followed = Followed(wire, patch)
        assert followed.report(0) == ["exact"]
        for number, change in enumerate(changes, 1):
            followed.change(change)
            set_time(patch, followed.now)

            levels = followed.report(number)

            assert set(levels) <= ({followed.level.value} if followed.may_look else set())
        ended = {to for to, _ in wire.pushed if heard(wire, to, "following_ended")}
        for connection in ended:
            kinds = [message["type"] for to, message in wire.pushed if to == connection]
            assert kinds[-1] == "following_ended", "nothing comes after the end"
