"""Tracks over HTTP: one's own and others', as a list, drawn and summed up, and by a link that anybody may open."""

import re
from datetime import timedelta
from typing import Any

import gpxpy
import msgspec
import polyline
import pytest
from chalice.test import HTTPResponse
from shapely.geometry import shape

from chalicelib.api import geofences, track_shares, tracking, tracks
from chalicelib.domain.tracking.fix import DEGREE, Fix, SharingLevel
from chalicelib.models.idempotency import IdempotencyRow
from chalicelib.models.track_shares import TrackShareRow
from tests.support.traces import PHONE, REST, RIDE, TABLET, fixes_of, make_trace
from tests.support.turning_clock import TurningClock
from tests.unit.api.harness import Api
from tests.unit.api.people import Person, pointers
from tests.unit.services.tracking.track_samples import DAY, NOW, TRIP_ID, consent_on_a_trip, keep_track, withdraw

pytestmark = pytest.mark.usefixtures("stage")

MINE = f"/v1/me/positions?since={NOW - DAY:%Y-%m-%dT%H:%M:%SZ}&until={NOW:%Y-%m-%dT%H:%M:%SZ}"
REASON = "reason=Strike%20at%20the%20airport"
FORMATS = {
    "geojson": "application/geo+json",
    "polyline5": "application/vnd.sojourn.polyline5+json",
    "polyline6": "application/vnd.sojourn.polyline6+json",
    "gpx": "application/gpx+xml",
}


@pytest.fixture
def trips_api(clock: TurningClock) -> Api:
    """The API of tracks, on the day of Anna's ride; whoever is there in other tests of the API is here as well."""
    clock.time = NOW
    consent_on_a_trip()
    return Api(tracks.blueprint, track_shares.blueprint, tracking.blueprint, geofences.blueprint)


@pytest.fixture
def ride(trips_api: Api) -> list[Fix]:
    trace = make_trace(RIDE, 200)
    keep_track(trace)
    return fixes_of(trace)


def places(fixes: list[Fix]) -> list[tuple[float, float]]:
    return [(fix.latitude / DEGREE, fix.longitude / DEGREE) for fix in fixes]


def test_my_positions_are_listed_with_all_that_devices_said(anna: Person, ride: list[Fix]) -> None:
    page = anna.get(f"{MINE}&limit=2")

    first = ride[0]
    assert page["items"][0] == {
        "at": "2027-03-03T08:15:30Z",
        "deviceId": PHONE,
        "kind": "fix",
        "latitude": first.latitude / DEGREE,
        "longitude": first.longitude / DEGREE,
        "accuracyMetres": first.accuracy_metres,
        "speedMetresPerSecond": (first.speed_cm_s or 0) / 100,
        "headingDegrees": (first.heading_cdeg or 0) / 100,
        "altitudeMetres": (first.altitude_dm or 0) / 10,
        "batteryPercent": 90,
        "level": None,
        "places": [],
        "flags": [],
    }
    assert len(page["items"]) == 2
    assert [item["latitude"] for item in anna.walk(f"{MINE}&limit=37")] == [fix.latitude / DEGREE for fix in ride]


def read_all(person: Person, path: str, **headers: str) -> list[HTTPResponse]:
    """Each page of a track in some format, by the links that lead on."""
    answers = [person.send("GET", path, **headers)]
    while link := answers[-1].headers.get("Link"):
        answers.append(person.send("GET", link.partition(">")[0][1:], **headers))
    assert {answer.status_code for answer in answers} == {200}
    return answers


@pytest.mark.parametrize("by_header", [False, True])
def test_gpx_is_what_an_independent_reader_reads(anna: Person, ride: list[Fix], by_header: bool) -> None:
    headers = {"accept": FORMATS["gpx"]} if by_header else {}
    answers = read_all(anna, f"{MINE}&limit=120{'' if by_header else '&format=gpx'}", **headers)

    assert [answer.headers["Content-Type"] for answer in answers] == [FORMATS["gpx"]] * 2
    documents = [gpxpy.parse(answer.body.decode()) for answer in answers]
    points = [point for document in documents for point in document.walk(only_points=True)]
    assert [(point.latitude, point.longitude) for point in points] == places(ride)
    assert [point.time for point in points] == [fix.moment for fix in ride]


@pytest.mark.parametrize("by_header", [False, True])
def test_geojson_is_what_an_independent_reader_reads(anna: Person, ride: list[Fix], by_header: bool) -> None:
    headers = {"accept": FORMATS["geojson"]} if by_header else {}
    (answer,) = read_all(anna, f"{MINE}{'' if by_header else '&format=geojson'}", **headers)

    (feature,) = msgspec.json.decode(answer.body)["features"]
    line = shape(feature["geometry"])
    assert answer.headers["Content-Type"] == FORMATS["geojson"]
    assert [(latitude, longitude) for longitude, latitude in line.coords] == places(ride)
    assert feature["bbox"] == pytest.approx(line.bounds, abs=1e-9)
    assert feature["properties"]["coordinateProperties"]["times"][0] == "2027-03-03T08:15:30Z"


@pytest.mark.parametrize("precision", [5, 6])
def test_polylines_are_what_an_independent_reader_reads(anna: Person, ride: list[Fix], precision: int) -> None:
    (answer,) = read_all(anna, f"{MINE}&format=polyline{precision}")

    body = msgspec.json.decode(answer.body)
    (line,) = body["stretches"]
    assert (body["precision"], body["nextCursor"], line["positions"]) == (precision, None, len(ride))
    for read, kept in zip(polyline.decode(line["polyline"], precision), places(ride), strict=True):
        assert read == pytest.approx(kept, abs=0.5000001 * 10**-precision)


def test_a_tolerance_simplifies_in_every_format(anna: Person, ride: list[Fix]) -> None:
    plain = anna.get(f"{MINE}&tolerance=100")["items"]
    (line,) = msgspec.json.decode(anna.send("GET", f"{MINE}&tolerance=100&format=polyline6").body)["stretches"]

    assert 2 <= len(plain) == line["positions"] < len(ride) / 4
    assert [item["at"] for item in (plain[0], plain[-1])] == [
        f"{fix.moment:%Y-%m-%dT%H:%M:%SZ}" for fix in (ride[0], ride[-1])
    ]


def test_a_format_that_is_said_counts_more_than_what_is_accepted(anna: Person, ride: list[Fix]) -> None:
    answer = anna.send("GET", f"{MINE}&format=json", accept=FORMATS["gpx"])

    assert (answer.headers["Content-Type"], answer.headers["Vary"]) == ("application/json", "Accept")
    assert len(answer.json_body["items"]) == len(ride)


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("format=kml", "/format"),
        ("tolerance=-1", "/tolerance"),
        ("tolerance=far", "/tolerance"),
        ("since=2027-03-03T08:15:00", "/since"),
        ("since=yesterday", "/since"),
        ("since=2027-03-03T08:15:00Z&until=2027-03-03T08:15:00Z", "/until"),
        ("since=2026-03-03T08:15:00Z", "/since"),
        ("limit=0", "/limit"),
        ("limit=5001", "/limit"),
        ("cursor=abc", "/cursor"),
        ("deviceId=", "/deviceId"),
        ("zone=UTC", "/zone"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_its_field(anna: Person, ride: list[Fix], query: str, pointer: str) -> None:
    assert pointers(anna.send("GET", f"/v1/me/positions?{query}")) == [pointer]


def test_others_see_what_they_may_by_a_reason_and_the_person_reads_it(
    anna: Person, clara: Person, david: Person, ride: list[Fix]
) -> None:
    path = MINE.replace("me", "users/anna", 1)

    assert clara.get(f"{path}&{REASON}&limit=1")["items"][0]["latitude"] == ride[0].latitude / DEGREE
    assert pointers(clara.send("GET", path)) == ["/reason"]
    assert david.send("GET", f"{path}&{REASON}").status_code == 404
    assert clara.send("GET", f"{path.replace('anna', 'ben')}&{REASON}").status_code == 404
    (look,) = anna.get("/v1/me/position-looks")["items"]
    assert (look["viewerId"], look["kind"], look["reason"]) == ("clara", "history", "Strike at the airport")


def test_who_asks_for_all_until_now_again_and_again_has_looked_once(
    anna: Person, clara: Person, ride: list[Fix], clock: TurningClock
) -> None:
    for _ in range(3):
        clara.get(f"/v1/users/anna/positions?{REASON}")
        clock.turn(seconds=10)

    assert len(anna.get("/v1/me/position-looks")["items"]) == 1


def test_stops_and_moves_are_summed_up_by_device(anna: Person, clara: Person) -> None:
    rest = make_trace(REST, 30)
    keep_track([*rest, *make_trace(RIDE, 120, starts_at=rest[-1].at + 10), *make_trace(REST, 30, device=TABLET)])
    path = "/v1/me/track-summary?since=2027-03-03T00:00:00Z"

    summary = anna.get(path)

    phone, tablet = summary["devices"]
    assert (phone["deviceId"], tablet["deviceId"], tablet["distanceMetres"]) == (PHONE, TABLET, 0)
    assert phone["stops"][0]["beganAt"] == "2027-03-03T08:15:30Z"
    assert sum(move["distanceMetres"] for move in phone["moves"]) == pytest.approx(phone["distanceMetres"], abs=1)
    assert (summary["since"], summary["until"]) == ("2027-03-03T00:00:00Z", f"{NOW:%Y-%m-%dT%H:%M:%SZ}")
    assert clara.get(f"{path.replace('me', 'users/anna', 1)}&{REASON}")["devices"] == summary["devices"]
    assert pointers(anna.send("GET", "/v1/me/track-summary?since=2027-02-20T00:00:00Z")) == ["/since"]


def share(person: Person, **fields: Any) -> dict[str, Any]:
    made: dict[str, Any] = person.post(
        "/v1/me/track-shares", {"label": "Home", "tripId": TRIP_ID, "level": "exact", **fields}
    )
    return made


def test_a_link_is_opened_without_a_token_and_no_machine_is_to_list_it(
    trips_api: Api, anna: Person, ride: list[Fix]
) -> None:
    made = share(anna)
    answer = trips_api.send("GET", f"{made['url']}?limit=1")

    assert re.fullmatch(r"http://localhost/v1/shared-tracks/[\w-]{91}", made["url"])
    assert answer.json_body["items"][0]["latitude"] == ride[0].latitude / DEGREE
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    (look,) = anna.get("/v1/me/position-looks")["items"]
    assert (look["standing"], look["shareId"], look["viewerId"]) == ("share_link", made["shareId"], None)


@pytest.mark.parametrize("chosen", FORMATS)
def test_a_link_leads_on_page_by_page_in_every_format(
    trips_api: Api, anna: Person, ride: list[Fix], chosen: str
) -> None:
    url = share(anna)["url"]
    first = trips_api.send("GET", f"{url}?limit=150&format={chosen}")
    second = trips_api.send("GET", first.headers["Link"].partition(">")[0][1:])

    assert [answer.headers["Content-Type"] for answer in (first, second)] == [FORMATS[chosen]] * 2
    assert "Link" not in second.headers
    assert second.headers["X-Robots-Tag"]


def test_a_link_shows_a_part_of_itself_and_never_more(trips_api: Api, anna: Person, ride: list[Fix]) -> None:
    half = ride[100].moment
    url = share(anna, tripId=None, since=f"{half:%Y-%m-%dT%H:%M:%SZ}", until=f"{NOW:%Y-%m-%dT%H:%M:%SZ}")["url"]

    whole = trips_api.send("GET", url).json_body["items"]
    earlier = trips_api.send("GET", f"{url}?since=2027-01-01T00:00:00Z&until={ride[110].moment:%Y-%m-%dT%H:%M:%SZ}")
    before = trips_api.send("GET", f"{url}?until={half - timedelta(minutes=1):%Y-%m-%dT%H:%M:%SZ}")

    assert [item["latitude"] for item in whole] == [fix.latitude / DEGREE for fix in ride[100:]]
    assert earlier.json_body["items"] == whole[:10]
    assert before.json_body == {"items": [], "nextCursor": None}


def test_a_link_shows_the_city_unless_more_was_asked_for(trips_api: Api, anna: Person, ride: list[Fix]) -> None:
    made = anna.post("/v1/me/track-shares", {"label": "Home", "tripId": TRIP_ID})
    shown = trips_api.send("GET", f"{made['url']}?limit=1").json_body["items"][0]

    assert (made["level"], shown["kind"], shown["places"]) == ("city", "coarse", ["DE", "Berlin"])
    assert (shown["latitude"], shown["longitude"]) == (None, None)


def test_links_are_listed_read_and_revoked_by_whose_they_are(trips_api: Api, anna: Person, david: Person) -> None:
    made = share(anna)
    path = f"/v1/me/track-shares/{made['shareId']}"
    view = {name: value for name, value in made.items() if name != "url"}

    assert anna.get("/v1/me/track-shares")["items"] == [view] == [anna.get(path)]
    assert david.get("/v1/me/track-shares")["items"] == []
    assert [david.send(method, path).status_code for method in ("GET", "DELETE")] == [404, 404]
    assert anna.send("DELETE", path).status_code == 204
    assert anna.send("DELETE", path).status_code == 404
    assert trips_api.send("GET", made["url"]).status_code == 404


@pytest.mark.parametrize("ended", ["expired", "withdrawn"])
def test_a_link_that_has_ended_answers_as_one_that_never_was(
    trips_api: Api, anna: Person, clock: TurningClock, ended: str
) -> None:
    url = share(anna)["url"]
    if ended == "expired":
        clock.turn(days=1)
    else:
        withdraw()

    answers = [trips_api.send("GET", address) for address in (url, f"{url[:-1]}{'A' if url[-1] != 'A' else 'B'}")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].json_body["detail"] == answers[1].json_body["detail"]


def test_only_the_hash_of_a_link_is_kept_and_no_log_reveals_it(
    trips_api: Api, anna: Person, ride: list[Fix], capsys: pytest.CaptureFixture[str]
) -> None:
    url = share(anna)["url"]
    secret = url[-43:]
    assert trips_api.send("GET", url).status_code == 200

    rows = [str(row.serialize()) for model in (TrackShareRow, IdempotencyRow) for row in model.scan()]
    lines = capsys.readouterr().err
    assert "read_shared_track" in lines
    for kept in (*rows, lines):
        assert secret not in kept


def test_a_mistaken_link_is_refused_by_its_fields(anna: Person) -> None:
    answer = anna.send(
        "POST",
        "/v1/me/track-shares",
        {"label": "Home", "tripId": TRIP_ID, "since": f"{NOW:%Y-%m-%dT%H:%M:%SZ}", "expiresAt": "2027-09-01T00:00:00Z"},
    )

    assert pointers(answer) == ["/tripId", "/expiresAt"]
    assert pointers(anna.send("POST", "/v1/me/track-shares", {"level": "nearby"})) == ["/level", "/label"]


def test_who_shares_their_city_shows_it_to_others_and_sees_more_themselves(
    anna: Person, clara: Person, ride: list[Fix]
) -> None:
    tag = anna.send("GET", "/v1/me/tracking").headers["ETag"]
    assert anna.send("PUT", "/v1/me/tracking", {"granted": True, "level": "city"}, if_match=tag).status_code == 200

    seen = clara.get(f"/v1/users/anna/positions?{REASON}&limit=1")["items"][0]
    assert (seen["kind"], seen["level"], seen["places"]) == ("coarse", SharingLevel.CITY, ["DE", "Berlin"])
    assert anna.get(f"{MINE}&limit=1")["items"][0]["kind"] == "fix"


def test_who_shares_their_geofences_shows_which_they_were_in_and_nothing_else(
    anna: Person, clara: Person, ride: list[Fix]
) -> None:
    tag = anna.send("GET", "/v1/me/tracking").headers["ETag"]
    assert anna.send("PUT", "/v1/me/tracking", {"granted": True, "level": "in_zone"}, if_match=tag).status_code == 200
    (latitude, longitude), *_ = places(ride)
    around = {"kind": "circle", "latitude": latitude, "longitude": longitude, "radiusMetres": 50_000}
    geofence = clara.post("/v1/geofences", {"name": "City", "shape": around, "owner": "company"})

    seen = clara.get(f"/v1/users/anna/positions?{REASON}&limit=1")["items"][0]

    assert (seen["kind"], seen["level"], seen["places"]) == ("coarse", SharingLevel.IN_ZONE, [geofence["geofenceId"]])
