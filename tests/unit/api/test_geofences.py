"""Geofences over HTTP: drawn by their owners, with clear errors; what happened there is seen by whom it may be."""

from typing import Any

import pytest

from chalicelib.api import geofences, tracking, trips
from chalicelib.api import items as item_routes
from chalicelib.domain.tracking.fix import SharingLevel, Signal
from chalicelib.models import geofences as table
from chalicelib.models import tracking_events
from chalicelib.services.tracking import geofencing
from chalicelib.services.tracking.person_geofences import PersonGeofences
from tests.support.passenger_samples import ANNA
from tests.support.traces import STARTS_AT
from tests.support.turning_clock import TurningClock
from tests.support.walks import beside, fix_at
from tests.unit.api.harness import Api
from tests.unit.api.people import Person, pointers
from tests.unit.services.tracking.track_samples import NOW, TRIP_ID, consent_on_a_trip, keep_track, withdraw

pytestmark = pytest.mark.usefixtures("stage")

URL = "/v1/geofences"
MINE = "/v1/me/geofence-events"
REASON = "reason=Strike%20at%20the%20airport"
HOTEL = (52.52, 13.37)
AIRPORT: dict[str, Any] = {"name": "Airport", "shape": {"kind": "place", "name": "BER"}}
CIRCLE: dict[str, Any] = {"kind": "circle", "latitude": HOTEL[0], "longitude": HOTEL[1], "radiusMetres": 200}
BOW_TIE = [[0, 0], [1, 1], [0, 1], [1, 0]]
HOME = {"name": "Hotel", "shape": CIRCLE}


@pytest.fixture
def trips_api(clock: TurningClock) -> Api:
    """The API of geofences. Anna is on a trip; who is there in other tests of the API is here as well."""
    clock.time = NOW
    consent_on_a_trip()
    clock.turn(hours=-24)
    return Api(geofences.blueprint, tracking.blueprint, trips.blueprint, item_routes.blueprint)


def visit(clock: TurningClock, place: tuple[float, float] = HOTEL) -> None:
    """Anna stays at a place for some minutes, and goes away."""
    clock.time = NOW
    far = beside(place, 3_000, 0)
    staying = [fix_at(place, STARTS_AT + at) for at in (0, 60, 300)]
    signals: list[Signal] = [*staying, *(fix_at(far, STARTS_AT + at) for at in (600, 660))]
    keep_track(signals)
    geofencing.update_events(PersonGeofences(ANNA.user_id), signals)


def company(clara: Person) -> str:
    """A geofence of the company around the hotel."""
    return str(clara.post(URL, {**HOME, "owner": "company"})["geofenceId"])


def kinds(page: Any) -> list[str]:
    return [each["kind"] for each in page["items"]]


def test_a_geofence_is_drawn_read_written_over_and_deleted(anna: Person) -> None:
    made = anna.send("POST", URL, AIRPORT)
    path = f"{URL}/{made.json_body['geofenceId']}"

    assert (made.status_code, made.headers["ETag"], made.headers["Location"]) == (
        201,
        '"v1"',
        f"http://localhost{path}",
    )
    assert made.json_body["found"]["radiusMetres"] == 4_000
    assert made.json_body["shape"] == {"kind": "place", "name": "BER", "radiusMetres": None}
    assert anna.get(path) == made.json_body
    assert anna.get(URL)["items"] == [made.json_body]

    renamed = anna.put(path, {**AIRPORT, "name": "Brandenburg"})
    assert (renamed["name"], renamed["countsFrom"]) == ("Brandenburg", made.json_body["countsFrom"])
    assert anna.send("PUT", path, AIRPORT, if_match='"v1"').status_code == 412
    assert anna.send("DELETE", path, if_match='"v2"').status_code == 204
    assert anna.send("GET", path).status_code == 404
    assert anna.get(URL)["items"] == []


def test_written_over_it_counts_from_then(anna: Person, clock: TurningClock) -> None:
    made = anna.post(URL, HOME)
    clock.turn(hours=1)

    wider = anna.put(f"{URL}/{made['geofenceId']}", {**HOME, "shape": {**CIRCLE, "radiusMetres": 300}})

    assert wider["countsFrom"] > made["countsFrom"]
    assert wider["createdAt"] == made["createdAt"]


def test_it_may_count_from_before(anna: Person, clara: Person, clock: TurningClock) -> None:
    clock.time = NOW
    before = "2027-03-03T06:00:00Z"

    assert anna.post(URL, {**HOME, "countsFrom": before})["countsFrom"] == before
    assert clara.post(URL, {**HOME, "owner": "company", "countsFrom": before})["countsFrom"] == before
    for long_ago in ("2027-02-20T06:00:00Z", "2027-03-09T06:00:00Z"):
        assert pointers(anna.send("POST", URL, {**HOME, "countsFrom": long_ago})) == ["/countsFrom"]


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({**HOME, "shape": {**CIRCLE, "radiusMetres": 5}}, ["/shape/radiusMetres"]),
        ({**HOME, "shape": {**CIRCLE, "kind": "square"}}, ["/shape/kind"]),
        ({**HOME, "events": ["dwell"]}, ["/dwellSeconds"]),
        ({**HOME, "calendar": {"zone": "Europe/Atlantis"}}, ["/calendar/zone"]),
        ({**AIRPORT, "shape": {"kind": "place", "name": "Nowhereville"}}, ["/shape/name"]),
        ({**HOME, "shape": {"kind": "polygon", "coordinates": [BOW_TIE]}}, ["/shape/coordinates/0"]),
        ({**HOME, "shape": {"kind": "route", "through": [[13.4, 52.5], [13.4, 95]]}}, ["/shape/through/1/1"]),
        ({**HOME, "shape": {"kind": "route", "through": [[13.4, 52.5], [13.4, 52.5]]}}, ["/shape/through"]),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused_with_a_pointer(anna: Person, body: dict[str, Any], wrong: list[str]) -> None:
    assert pointers(anna.send("POST", URL, body)) == wrong
    assert anna.get(URL)["items"] == []


def test_a_name_that_several_places_have_is_asked_about(anna: Person) -> None:
    answer = anna.send("POST", URL, {**HOME, "shape": {"kind": "place", "name": "Springfield"}})

    assert answer.status_code == 422


def test_a_route_becomes_the_corridor_along_it(anna: Person) -> None:
    shape = {"kind": "route", "through": [[13.3694, 52.525], [13.5033, 52.3667]], "mode": "car", "halfWidthMetres": 800}

    made = anna.post(URL, {"name": "To the airport", "shape": shape})

    path = made["found"]["coordinates"]
    assert (path[0], path[-1]) == ([13.3694, 52.525], [13.5033, 52.3667])
    assert made["found"]["halfWidthMetres"] == 800


def test_a_trip_becomes_the_corridor_along_its_moves(anna: Person, david: Person) -> None:
    office = {"name": "Office", "latitude": 52.36, "longitude": 13.5}
    customer = {"name": "Customer", "latitude": 52.39, "longitude": 13.06}
    for hour, kind, place in ((7, "meeting", office), (8, "ride", None), (10, "meeting", customer)):
        times = {"startsAt": f"2027-03-03T{hour:02}:00:00Z", "endsAt": f"2027-03-03T{hour:02}:45:00Z"}
        anna.post("/v1/items", {"kind": kind, "name": "Plan", "tripId": TRIP_ID, "place": place, **times})
    body = {"name": "My trip", "shape": {"kind": "trip", "tripId": TRIP_ID, "halfWidthMetres": 30_000}}

    made = anna.post(URL, body)

    assert made["found"]["coordinates"] == [[13.5, 52.36], [13.06, 52.39]]
    assert david.send("POST", URL, body).status_code == 404


def test_there_are_never_too_many(anna: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chalicelib.services.tracking.geofences.MOST_GEOFENCES", 2)
    first = anna.post(URL, HOME)
    anna.post(URL, HOME)

    assert anna.send("POST", URL, HOME).status_code == 409
    assert anna.send("DELETE", f"{URL}/{first['geofenceId']}", if_match="*").status_code == 204
    assert anna.send("POST", URL, HOME).status_code == 201
    assert len(table.read_all(ANNA.user_id)) == 2


def test_lists_come_in_pages(anna: Person) -> None:
    made = [anna.post(URL, {**HOME, "name": f"Place {number}"})["geofenceId"] for number in range(5)]

    assert [each["geofenceId"] for each in anna.walk(f"{URL}?limit=2")] == sorted(made)


def test_an_own_geofence_is_nobody_elses(anna: Person, david: Person, clara: Person) -> None:
    path = f"{URL}/{anna.post(URL, HOME)['geofenceId']}"

    for person in (david, clara):
        assert person.send("GET", path).status_code == 404
        assert person.send("PUT", path, HOME).status_code == 404
        assert person.send("DELETE", path, if_match="*").status_code == 404
        assert person.send("GET", f"{path}/events?{REASON}").status_code == 404
        assert person.send("GET", f"{path}/events?userId=anna&{REASON}").status_code == 404
        assert person.get(URL)["items"] == []


def test_the_companys_are_drawn_by_travel_managers_and_read_by_all(anna: Person, clara: Person) -> None:
    path = f"{URL}/{company(clara)}"

    assert anna.send("POST", URL, {**HOME, "owner": "company"}).status_code == 403
    assert anna.get(path)["owner"] == "company"
    assert [each["geofenceId"] for each in anna.get(f"{URL}?owner=company")["items"]] == [path.rpartition("/")[2]]
    assert anna.send("PUT", path, HOME).status_code == 403
    assert anna.send("DELETE", path, if_match="*").status_code == 403
    assert clara.put(path, {**HOME, "name": "Head office"})["name"] == "Head office"


def test_my_events_are_listed_with_what_they_are_of(anna: Person, clara: Person, clock: TurningClock) -> None:
    own, shared = anna.post(URL, HOME)["geofenceId"], company(clara)
    visit(clock)

    page = anna.get(MINE)
    assert kinds(page) == ["exit", "exit", "enter", "enter"]
    assert {each["geofenceId"] for each in page["items"]} == {own, shared}
    first = page["items"][-1]
    assert (first["at"], first["revision"], first["status"]) == ("2027-03-03T08:15:30Z", 1, "current")
    assert len(anna.walk(f"{MINE}?limit=3")) == 4
    assert kinds(anna.get(f"{MINE}?geofenceId={own}")) == ["exit", "enter"]
    assert kinds(anna.get(f"{MINE}?kind=exit")) == ["exit", "exit"]
    assert kinds(anna.get(f"{MINE}?until=2027-03-03T08:20:00Z")) == ["enter", "enter"]
    assert kinds(anna.get(f"{MINE}?since=2027-03-03T08:20:00Z")) == ["exit", "exit"]
    assert kinds(anna.get(f"{URL}/{own}/events")) == ["exit", "enter"]


def test_who_looks_at_others_says_why_and_is_written_down(
    anna: Person, david: Person, clara: Person, clock: TurningClock
) -> None:
    anna.post(URL, HOME)
    path = f"{URL}/{company(clara)}/events"
    visit(clock)

    assert pointers(clara.send("GET", path)) == ["/reason"]
    assert kinds(clara.get(f"{path}?{REASON}")) == ["exit", "enter"]
    assert kinds(clara.get(f"{path}?userId=anna&{REASON}")) == ["exit", "enter"]
    assert {each["geofenceId"] for each in clara.get(f"{path}?{REASON}")["items"]} == {path.split("/")[3]}
    [look] = anna.get("/v1/me/position-looks")["items"]
    assert (look["viewerId"], look["reason"], look["kind"]) == ("clara", "Strike at the airport", "history")
    assert david.get(path)["items"] == []
    assert david.send("GET", f"{path}?userId=anna&{REASON}").status_code == 404


@pytest.mark.parametrize("level", SharingLevel)
def test_others_see_events_where_zones_are_shared(
    anna: Person, clara: Person, clock: TurningClock, level: SharingLevel
) -> None:
    path = f"{URL}/{company(clara)}/events?{REASON}"
    visit(clock)
    body = {"granted": True, "textVersion": "1", "level": level.value, "quietHours": None}
    anna.put("/v1/me/tracking", body)

    shown = ["exit", "enter"] if level in {SharingLevel.EXACT, SharingLevel.IN_ZONE} else []
    assert kinds(clara.get(path)) == shown
    assert kinds(anna.get(MINE)) == ["exit", "enter"]


def test_without_consent_nobody_else_sees_anything(anna: Person, clara: Person, clock: TurningClock) -> None:
    path = f"{URL}/{company(clara)}/events?{REASON}"
    visit(clock)
    withdraw()

    assert clara.get(path)["items"] == []
    assert clara.send("GET", f"{path}&userId=anna").status_code == 404
    assert kinds(anna.get(MINE)) == ["exit", "enter"]


def test_the_log_says_which_are_private(anna: Person, clara: Person, clock: TurningClock) -> None:
    anna.post(URL, HOME)
    company(clara)
    visit(clock)

    logged = [each.event for each in tracking_events.list_events(ANNA.user_id, after=0, limit=10)]
    assert [each.private for each in logged] == [each.data["owner"] == "person" for each in logged]
    assert len(logged) == 4
