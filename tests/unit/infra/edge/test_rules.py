"""Each rule of the firewall stops what it is for, and lets through what it must not stop, as it is rendered: on
CloudFront and on the API's own host."""

from typing import Any

import pytest

from chalicelib.domain.employee_imports.files import MOST_BYTES
from infra.edge import front, gateway, rules
from infra.edge.firewall import KEY_HEADER
from infra.edge.said import ON, REGIONAL
from infra.templates import Value
from tests.support.resolving import resolve
from tests.support.web_acl import Judged, Request, WebAcl

PUBLIC = (
    "/v1/calendars/{token}",
    "/v1/docs",
    "/v1/health",
    "/v1/openapi.json",
    "/v1/shared-tracks/{shareToken}",
    "/v1/suppliers/{supplier}/notices",
    "/v1/tracking/positions",
)
HEALTH = "/api/v1/health"
SIGNED_IN = {"Authorization": "Bearer eyJ", "User-Agent": "Mozilla/5.0 (X11; Linux x86_64)"}
FRONT = front.template(PUBLIC)
GATEWAYS = {kind: gateway.template(kind, PUBLIC) for kind in gateway.KINDS}
OFFICE, OFFICE_6, HOME = "203.0.113.9", "2001:db8::9", "198.51.100.7"
RESTRICTED = {"AllowedNetworks4": "203.0.113.0/24,192.0.2.0/24", "AllowedNetworks6": "2001:db8::/32"}


def acl(**told: str) -> WebAcl:
    return WebAcl(resolve(FRONT, "prod", **told))


def call(path: str, **more: Any) -> Request:
    """A request of somebody who is signed in."""
    return Request(f"/api/v1/{path}", **{"headers": SIGNED_IN, **more})


def scan(by: str) -> dict[str, str]:
    return {**SIGNED_IN, "User-Agent": by}


def length(size: int) -> dict[str, str]:
    return {**SIGNED_IN, "Content-Length": str(size)}


# For each rule, what it must stop (the health check: what it must not let in by itself), and what it must let pass.
STOPPED: dict[str, list[Request]] = {
    "rate-limit": [call("bookings", before=10_000), Request("/", before=10_000)],
    "scanners": [
        call("bookings", headers=scan("sqlmap/1.8.2#stable (https://sqlmap.org)")),
        Request("/", headers=scan("Mozilla/5.00 (Nikto/2.5.0)")),
        call("me", headers=scan("Mozilla/5.0 (compatible; Nmap Scripting Engine)")),
    ],
    "sizes": [
        call("bookings", query="a" * 4_097),
        call("a" * 1_025),
        call("employee-imports", method="POST", headers=length(3_000_000)),
        call("bookings", method="POST", headers=length(25_000_000)),
    ],
    "sql-injection": [
        call("bookings", query="status=x%27%20OR%201%3D1--"),
        call("bookings", query="limit=1%20UNION%20ALL%20SELECT%20password%20FROM%20users"),
        call("bookings/1%3B%20drop%20table%20bookings"),
    ],
    "cross-site-scripting": [
        Request("/", query="q=%3Cscript%3Ealert(1)%3C/script%3E"),
        call("colleagues", query="name=&lt;img src=x onerror=alert(1)&gt;"),
    ],
    "public-routes": [
        Request("/api/v1/me"),
        Request("/api/v1/bookings", method="POST"),
        Request("/api/v1/health/"),
        Request("/api/v1/docs/../me"),
        Request("/api/v1/suppliers/notices"),
        Request("/api/v1/calendars/a/b"),
        Request("/api/v2/me"),
        Request("/api/v1/me", headers={"Authorization": ""}),
    ],
}
PASSED: dict[str, list[Request]] = {
    "rate-limit": [call("bookings", before=9_999)],
    "scanners": [
        call("bookings", headers=scan("python-requests/2.32.3")),
        call("bookings", headers=scan("curl/8.5.0")),
        Request("/api/v1/tracking/positions", method="POST"),
    ],
    "sizes": [
        call("bookings", query="a" * 4_096),
        call("employee-imports", method="POST", headers=length(MOST_BYTES + 500_000)),
        call("bookings", method="POST", headers=SIGNED_IN),
    ],
    "sql-injection": [
        call("colleagues", query="name=O%27Brien"),
        call("policy-search", query="text=select%20hotels%20from%20the%20list%20or%20book%20one"),
        # What people write is read as words by whatever reads it.
        call("bookings", method="POST", body='{"request": "to London; drop table bookings -- \' OR 1=1"}'),
    ],
    "cross-site-scripting": [
        call("places", query="name=Sant%20Cugat%20%26%20Rub%C3%AD"),
        call("bookings", method="POST", body='{"request": "<script>alert(1)</script>"}'),
    ],
    "public-routes": [
        Request(HEALTH),
        Request("/api/v1/docs"),
        Request("/api/v1/openapi.json"),
        Request("/api/v1/calendars/wJalrXUtnFEMI.ics"),
        Request("/api/v1/suppliers/sandbox/notices", method="POST"),
        Request("/api/v1/me", method="OPTIONS"),
        Request("/bookings/bkg_1"),
        call("me"),
    ],
}
ANSWERED = {"rate-limit": 429, "sizes": 413, "public-routes": 401}
FIREWALLS = {
    "cloudfront": lambda: resolve(FRONT, "prod"),
    "regional": lambda: resolve(GATEWAYS[REGIONAL], "prod"),
}


@pytest.fixture(scope="module", params=FIREWALLS)
def firewall(request: pytest.FixtureRequest) -> WebAcl:
    return WebAcl(FIREWALLS[request.param]())


def test_there_are_eight_rules_of_ours_behind_two_of_aws() -> None:
    assert acl(**RESTRICTED).rules == [
        "health-check",
        "ip-reputation",
        "known-bad-inputs",
        "rate-limit",
        "networks",
        "scanners",
        "sizes",
        "sql-injection",
        "cross-site-scripting",
        "public-routes",
    ]
    assert "networks" not in acl().rules


@pytest.mark.parametrize(("rule", "request_"), [(rule, each) for rule in STOPPED for each in STOPPED[rule]])
def test_a_rule_stops_what_it_is_for_and_no_other_has_stopped_it_before(
    firewall: WebAcl, rule: str, request_: Request
) -> None:
    judged = firewall.judge(request_)

    assert (judged.rule, judged.allowed) == (rule, False)
    assert judged.status == judged.body["status"] == ANSWERED.get(rule, 403)
    assert judged.body["type"].startswith("urn:sojourn:problem:")


@pytest.mark.parametrize(("rule", "request_"), [(rule, each) for rule in PASSED for each in PASSED[rule]])
def test_a_rule_lets_pass_what_it_is_not_for_and_no_other_stops_it(
    firewall: WebAcl, rule: str, request_: Request
) -> None:
    assert firewall.judge(request_, only=rule).allowed
    assert firewall.judge(request_).allowed


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_health_check_passes_whatever_stops_others(firewall: WebAcl, method: str) -> None:
    check = Request(HEALTH, method=method, headers=scan("nagios-nmap"), before=1_000_000)

    assert firewall.judge(check) == Judged("health-check", allowed=True)


@pytest.mark.parametrize(
    "request_",
    [
        Request(HEALTH, method="POST", before=10_000),
        Request(HEALTH, query="a=1", before=10_000),
        Request(f"{HEALTH}/", before=10_000),
        Request(f"/x{HEALTH}", before=10_000),
    ],
)
def test_what_only_resembles_a_health_check_is_asked_like_all_others(firewall: WebAcl, request_: Request) -> None:
    assert firewall.judge(request_).rule == "rate-limit"


def test_a_refusal_says_how_to_go_on(firewall: WebAcl) -> None:
    assert firewall.judge(call("me", before=10_000)).headers == {"Retry-After": "60"}
    assert firewall.judge(Request("/api/v1/me")).headers == {"WWW-Authenticate": "Bearer"}


@pytest.mark.parametrize("address", [OFFICE, OFFICE_6])
def test_requests_of_the_companys_own_network_are_not_counted(address: str) -> None:
    known = acl(UncountedNetworks4="203.0.113.0/24", UncountedNetworks6="2001:db8::/32")

    assert known.judge(call("me", address=address, before=1_000_000)).allowed
    assert not known.judge(call("me", address=HOME, before=1_000_000)).allowed


def test_limit_of_an_address_is_a_parameter() -> None:
    low = acl(RequestsPerAddress="100")

    assert (low.judge(call("me", before=99)).allowed, low.judge(call("me", before=100)).allowed) == (True, False)


@pytest.mark.parametrize(
    ("told", "address", "country", "allowed"),
    [
        (RESTRICTED, OFFICE, "DE", True),
        (RESTRICTED, OFFICE_6, "DE", True),
        (RESTRICTED, HOME, "DE", False),
        ({"AllowedCountries": "DE,FR"}, HOME, "FR", True),
        ({"AllowedCountries": "DE,FR"}, HOME, "US", False),
        (RESTRICTED | {"AllowedCountries": "FR"}, HOME, "FR", True),
        (RESTRICTED | {"AllowedCountries": "FR"}, OFFICE, "US", True),
        (RESTRICTED | {"AllowedCountries": "FR"}, HOME, "US", False),
        ({}, HOME, "US", True),
    ],
)
def test_only_networks_and_countries_that_are_named_get_in(
    told: dict[str, str], address: str, country: str, allowed: bool
) -> None:
    judged = acl(**told).judge(call("me", address=address, country=country))

    assert (judged.allowed, judged.rule) == (allowed, "" if allowed else "networks")


@pytest.mark.parametrize("path", ["/api/v1/calendars/abc.ics", "/api/v1/suppliers/sandbox/notices", HEALTH])
def test_what_is_public_is_so_from_everywhere(path: str) -> None:
    assert acl(**RESTRICTED).judge(Request(path, address=HOME)).allowed


def test_an_api_behind_cloudfront_lets_in_what_has_its_key_and_nothing_else() -> None:
    resources = resolve(GATEWAYS[ON], "prod", OriginKey="n" * 64, FormerOriginKey="f" * 64)
    door = WebAcl(resources)

    for key, allowed in (("n" * 64, True), ("f" * 64, True), ("n" * 63, False), ("", False)):
        assert door.judge(Request(HEALTH, headers={KEY_HEADER: key})).allowed is allowed
    assert not door.judge(call("me")).allowed
    assert door.judge(call("me")).status == 403


def test_what_was_stopped_is_written_down_without_tokens_and_paths_and_what_passed_is_not() -> None:
    for made in (FRONT, *GATEWAYS.values()):
        log = made["Resources"]["WebAclLogging"]["Properties"]
        assert log["LoggingFilter"]["DefaultBehavior"] == "DROP"
        (kept,) = log["LoggingFilter"]["Filters"]
        assert (kept["Behavior"], kept["Conditions"]) == ("KEEP", [{"ActionCondition": {"Action": "BLOCK"}}])
        assert {"UriPath": {}} in log["RedactedFields"]
        assert {"QueryString": {}} in log["RedactedFields"]
        assert {"SingleHeader": {"Name": "authorization"}} in log["RedactedFields"]
        name = made["Resources"]["WebAclLog"]["Properties"]["LogGroupName"]["Fn::Sub"]
        assert name.startswith("aws-waf-logs-sojourn-${Stage}-")


def test_no_sample_of_a_request_is_kept() -> None:
    def seen(made: Any) -> list[Value]:
        if isinstance(made, list):
            return [each for it in made for each in seen(it)]
        if isinstance(made, dict):
            own = [made["VisibilityConfig"]] if "VisibilityConfig" in made else []
            return own + [each for it in made.values() for each in seen(it)]
        return []

    visible = seen(FRONT) + seen(GATEWAYS[ON])
    assert len(visible) == 13
    assert not any(each["SampledRequestsEnabled"] for each in visible)


def test_more_public_routes_than_a_rule_takes_are_an_error_and_so_are_none() -> None:
    with pytest.raises(ValueError, match="public routes"):
        rules.match_public([f"/v1/some-rather-long-name-of-a-resource/{each}" for each in range(20)])
    with pytest.raises(ValueError, match="public routes"):
        rules.match_public([])
