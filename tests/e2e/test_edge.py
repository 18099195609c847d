"""What stands in front of a stage, made in the embedded cloud before a copy of it: its site and its API under one host,
asked as a browser asks. What only AWS has (the firewall, caches, certificates) is tried in `tests/unit/infra/edge`."""

import base64
import hashlib
import json
import re
import shutil
import uuid
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPMessage
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest

from infra.edge import site
from infra.edge.deployment import Api, Edges
from infra.edge.front import REGION
from infra.edge.said import ON, Edge
from infra.guards import go_on
from infra.limits import Throttle, throttle_public
from infra.stacks import Stacks
from local.stack import Stack
from tests.e2e.world import World, day

DOMAIN = "travel.example.com"
PUBLIC = ("/v1/docs", "/v1/health", "/v1/openapi.json")

pytestmark = pytest.mark.skipif(
    not shutil.which("node"), reason="the embedded CloudFront runs its functions in Node.js"
)


class Answered(NamedTuple):
    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def problem(self) -> str:
        """The kind of the problem that was answered."""
        assert self.headers["Content-Type"] == "application/problem+json"
        return str(json.loads(self.body)["type"]).removeprefix("urn:sojourn:problem:")


class Front:
    """A copy behind its edge, by the name of the distribution."""

    def __init__(self, stack: Stack, edges: Edges) -> None:
        there = stack.target._replace(region=REGION)
        self.edges, self.stacks = edges, Stacks(there, print, go_on)
        self.outputs = self.stacks.outputs(there.stack("edge"))
        self._netloc = urlsplit(stack.endpoint).netloc

    def ask(
        self, path: str, method: str = "GET", body: Any = None, *, scheme: str = "https", **headers: str
    ) -> Answered:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {"Host": self.outputs["DistributionDomain"], "X-Forwarded-Proto": scheme, **named}
        connection = HTTPConnection(self._netloc, timeout=30)
        try:
            connection.request(method, path, None if body is None else json.dumps(body), sent)
            answer = connection.getresponse()
            return Answered(answer.status, answer.headers, answer.read())
        finally:
            connection.close()


@pytest.fixture(scope="module")
def front(stack: Stack) -> Iterator[Front]:
    route53 = stack.client("route53")
    zone = route53.create_hosted_zone(Name=DOMAIN, CallerReference=uuid.uuid4().hex)["HostedZone"]["Id"]
    outputs = Stacks(stack.target, print, go_on).outputs(stack.name("service"))
    edges = Edges(stack.target, print, go_on, {})
    edges.apply(Edge(ON, DOMAIN, zone.rpartition("/")[2]), Api(outputs["RestAPIId"], outputs["WebsocketAPIId"], PUBLIC))
    yield Front(stack, edges)
    edges.remove()
    route53.delete_hosted_zone(Id=zone)


def digest_of(tag: str, page: str) -> str:
    """How a Content-Security-Policy names what stands in the page between these tags."""
    found = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
    assert found
    return f"'sha256-{base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()}'"


def test_site_and_api_are_under_one_host(front: Front) -> None:
    page, health = front.ask("/"), front.ask("/api/v1/health")

    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "/api/v1/health" in page.body.decode()
    assert (health.status, json.loads(health.body)["status"]) == (200, "ok")


def test_page_may_run_its_own_script_and_ask_its_own_host_and_nothing_else(front: Front) -> None:
    page = front.ask("/")

    allowed = dict(each.split(" ", 1) for each in page.headers["Content-Security-Policy"].split("; "))
    assert allowed["style-src"] == digest_of("style", page.body.decode())
    assert allowed["script-src"] == digest_of("script", page.body.decode())
    assert (allowed["default-src"], allowed["connect-src"]) == ("'none'", "'self'")
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["X-Frame-Options"] == "DENY"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Permissions-Policy"]


@pytest.mark.parametrize("place", ["/bookings/bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F7", "/trips/", "/api", "/a.b/c?d=e.f"])
def test_a_place_within_the_page_is_the_page(front: Front, place: str) -> None:
    deep = front.ask(place)

    assert (deep.status, deep.body) == (200, front.ask("/").body)


def test_a_file_that_is_not_there_is_no_page(front: Front) -> None:
    absent = front.ask("/console.js")

    assert absent.status in {403, 404}
    assert b"<!doctype" not in absent.body


def test_an_error_of_the_api_stays_one(front: Front, world: World) -> None:
    token = f"Bearer {world.traveller.token}"
    absent = front.ask("/api/v1/bookings/bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F7", Authorization=token)
    closed = front.ask("/api/v1/budgets", Authorization=token)

    assert (absent.status, absent.problem) == (404, "not-found")
    assert (closed.status, closed.problem) == (403, "not-allowed")
    assert front.ask("/api/v1/me").status == 401


def test_api_asked_without_its_place_says_where_it_is(front: Front) -> None:
    lost = front.ask("/v1/health")

    assert (lost.status, lost.problem) == (404, "not-found")
    assert "/api/v1" in json.loads(lost.body)["detail"]
    assert front.ask("/docs").headers["Location"] == "/api/v1/docs"


def test_who_calls_and_what_they_send_along_reaches_the_api(front: Front, world: World) -> None:
    sent = {"Authorization": f"Bearer {world.traveller.token}", "Content_Type": "application/json"}
    ends = {"startsAt": f"{day(33)}T08:00:00Z", "endsAt": f"{day(35)}T18:00:00Z"}
    key = uuid.uuid4().hex

    made, again = (
        front.ask("/api/v1/trips", "POST", {"name": "By one host", **ends}, Idempotency_Key=key, **sent)
        for _ in range(2)
    )
    trip = f"/api/v1/trips/{json.loads(made.body)['trip']['tripId']}"
    seen = front.ask(trip, **sent)

    assert (made.status, again.body) == (201, made.body)
    assert (seen.status, seen.headers["Cache-Control"]) == (200, "no-store")
    assert front.ask(trip, If_None_Match=seen.headers["ETag"], **sent).status == 304
    assert front.ask(trip, "DELETE", If_Match=seen.headers["ETag"], **sent).status == 204


def test_the_apis_own_host_leads_to_it_below_api(front: Front) -> None:
    health = front.ask("/api/v1/health", Host=f"gateway.{DOMAIN}")

    assert (health.status, json.loads(health.body)["status"]) == (200, "ok")
    assert "X-Amz-Cf-Id" not in health.headers


def test_what_the_gateway_bounds_stays_bounded(front: Front, stack: Stack) -> None:
    gateway = stack.client("apigateway")
    api = Stacks(stack.target, print, go_on).outputs(stack.name("service"))["RestAPIId"]
    route = throttle_public("/v1/health", "GET")

    def bound(throttle: Throttle) -> None:
        gateway.update_stage(restApiId=api, stageName="api", patchOperations=[*throttle.to_patches()])

    bound(route._replace(rate=0.001, burst=1))
    try:
        answers = [front.ask("/api/v1/health") for _ in range(3)]
    finally:
        bound(route)

    assert [answer.status for answer in answers[1:]] == [429, 429]
    assert answers[-1].problem == "too-many-requests"


def test_what_is_not_encrypted_is_sent_elsewhere_and_no_token_with_it(front: Front) -> None:
    page, call = (
        front.ask("/trips?a=b", scheme="http"),
        front.ask("/api/v1/me", scheme="http", Authorization="Bearer x"),
    )

    host = front.outputs["DistributionDomain"]
    assert (page.status, page.headers["Location"]) == (301, f"https://{host}/trips?a=b")
    assert call.status == 403


def test_what_stands_is_found_again_and_its_site_is_put_once(front: Front, stack: Stack) -> None:
    there = stack.target._replace(region=REGION)

    assert front.edges.find().address == f"https://{DOMAIN}/api"
    assert site.publish(there, front.outputs["SiteBucket"], front.outputs["DistributionId"]) == 0


def test_a_file_that_somebody_changed_is_put_again(front: Front, stack: Stack) -> None:
    there = stack.target._replace(region=REGION)
    bucket, distribution = front.outputs["SiteBucket"], front.outputs["DistributionId"]
    there.client("s3").put_object(Bucket=bucket, Key=site.PAGE, Body=b"another")

    assert site.publish(there, bucket, distribution) == 1
    assert b"<!doctype" in front.ask("/").body
    kept = there.client("cloudfront").list_invalidations(DistributionId=distribution)["InvalidationList"]
    assert kept["Quantity"] == 2
