"""Trips shared with colleagues over HTTP: what they see, what they may do, and that it ends when it is taken back."""

import pytest

from chalicelib.domain.identity import Identity
from chalicelib.gateways import user_pool
from chalicelib.services import employees
from tests.support.booked_samples import BOOKING_ID
from tests.support.turning_clock import TurningClock
from tests.unit.api.people import Person, pointers
from tests.unit.api.trip_samples import BOOKED, booked_trip, from_day_to_day, planned

pytestmark = pytest.mark.usefixtures("stage")


def test_a_colleague_sees_a_shared_trip_without_its_booking_and_price(
    anna: Person, david: Person, clara: Person
) -> None:
    booked_trip()
    anna.put(f"/v1/trips/{BOOKED}/shares/david", {"right": "read"})
    anna.put(f"/v1/trips/{BOOKED}/shares/clara", {"right": "write"})

    seen = david.get(f"/v1/trips/{BOOKED}")["trip"]

    assert (seen["access"], seen["bookingId"], seen["price"]) == ("read", None, None)
    assert david.walk("/v1/trips?shared=true") == [seen]
    assert david.walk("/v1/trips") == []
    assert david.send("PATCH", f"/v1/trips/{BOOKED}", {"name": "x"}).status_code == 403
    assert clara.patch(f"/v1/trips/{BOOKED}", {"name": "Kickoff"})["trip"]["bookingId"] == BOOKING_ID


def test_the_right_to_write_does_not_reach_the_trips_life_or_its_shares(anna: Person, david: Person) -> None:
    trip_id = planned(anna)
    path = f"/v1/trips/{trip_id}"
    anna.put(f"{path}/shares/david", {"right": "write"})
    anna.put(f"{path}/shares/emma", {"right": "read"})

    assert david.patch(path, {"name": "Kickoff"})["trip"]["name"] == "Kickoff"
    answers = [
        david.send("DELETE", path),
        david.send("POST", f"{path}/cancellation"),
        david.send("GET", f"{path}/shares"),
        david.send("GET", f"{path}/shares/emma"),
        david.send("PUT", f"{path}/shares/emma", {"right": "write"}),
        david.send("DELETE", f"{path}/shares/emma"),
    ]
    assert [answer.status_code for answer in answers] == [403] * len(answers)


def test_what_is_revoked_is_gone_at_once(anna: Person, david: Person) -> None:
    trip_id = planned(anna)
    share = f"/v1/trips/{trip_id}/shares/david"
    anna.put(share, {"right": "write"})
    assert david.get(f"/v1/trips/{trip_id}")["trip"]["access"] == "write"

    assert anna.send("DELETE", share).status_code == 204

    assert david.send("GET", f"/v1/trips/{trip_id}").status_code == 404
    assert david.walk("/v1/trips?shared=true") == []
    assert anna.send("DELETE", share).status_code == 404


def test_a_colleague_gives_up_a_share(anna: Person, david: Person) -> None:
    trip_id = planned(anna)
    share = f"/v1/trips/{trip_id}/shares/david"
    anna.put(share, {"right": "read"})

    assert david.get(share)["right"] == "read"
    assert david.send("DELETE", share).status_code == 204
    assert anna.walk(f"/v1/trips/{trip_id}/shares") == []


def test_a_share_is_made_and_changed_by_version(anna: Person) -> None:
    share = f"/v1/trips/{planned(anna)}/shares/david"

    codes = [
        anna.send("PUT", share, {"right": "read"}, if_match='"v1"').status_code,
        anna.send("PUT", share, {"right": "read"}, if_match='"v0"').status_code,
        anna.send("PUT", share, {"right": "write"}, if_match='"v0"').status_code,
        anna.send("PUT", share, {"right": "write"}, if_match='"v1"').status_code,
        anna.send("DELETE", share, if_match='"v1"').status_code,
        anna.send("DELETE", share, if_match='"v2"').status_code,
    ]

    assert codes == [412, 200, 412, 200, 412, 204]
    assert pointers(anna.send("PUT", share.replace("david", "anna"), {"right": "read"})) == ["/userId"]


def test_shares_come_in_pages_and_end_somewhere(anna: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chalicelib.models.shares.MOST_SHARES", 3)
    path = f"/v1/trips/{planned(anna)}/shares"
    for colleague in ("emma", "david", "ben"):
        anna.put(f"{path}/{colleague}", {"right": "read"})

    assert [share["userId"] for share in anna.walk(f"{path}?limit=1")] == ["ben", "david", "emma"]
    assert anna.send("PUT", f"{path}/frank", {"right": "read"}).status_code == 409
    assert anna.send("PUT", f"{path}/emma", {"right": "write"}).status_code == 200


def test_shared_trips_are_filtered_like_ones_own(anna: Person, david: Person, clock: TurningClock) -> None:
    for first, last in ((1, 2), (19, 22), (25, 26)):
        clock.turn(seconds=1)
        trip_id = planned(anna, name=f"{first}", **from_day_to_day(first, last))
        anna.put(f"/v1/trips/{trip_id}/shares/david", {"right": "read"})

    def names(query: str) -> list[str]:
        return [trip["name"] for trip in david.walk(f"/v1/trips?shared=true&limit=1&{query}")]

    assert names("") == ["25", "19", "1"]
    assert names("status=in_progress") == ["19"]
    assert names("startsFrom=2026-11-02&startsTo=2026-11-20") == ["19"]
    assert pointers(david.send("GET", "/v1/trips?shared=true&userId=anna")) == ["/userId"]


def test_a_trip_is_shared_only_with_somebody_who_is_there(anna: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    trip_id = planned(anna)
    manager = Identity(user_id="eva", email="e@example.com", name="Eva", groups=frozenset({"travel-manager"}))
    employees.deactivate_employee(manager, "emma", expected=None)
    accounts = {"frida": user_pool.Account("frida", "Frida")}  # who has no employee record
    monkeypatch.setattr(user_pool, "find_account", accounts.get)

    refused = [anna.send("PUT", f"/v1/trips/{trip_id}/shares/{who}", {"right": "read"}) for who in ("nobody", "emma")]

    assert [pointers(each) for each in refused] == [["/userId"], ["/userId"]]
    assert anna.put(f"/v1/trips/{trip_id}/shares/frida", {"right": "read"})["userId"] == "frida"
    assert [each["userId"] for each in anna.walk(f"/v1/trips/{trip_id}/shares")] == ["frida"]
