"""The edge is put up and taken away in an order in which nobody finds a closed door, each part in its own region."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from infra import deploy, guards
from infra.edge import deployment, front, gateway, site
from infra.edge.deployment import Api, Edges, describe_api
from infra.edge.origin_key import OriginKeys
from infra.edge.said import OFF, ON, REGIONAL, Edge
from infra.package import Package
from infra.stacks import Plan
from infra.target import DeploymentFailed, Held, Target
from infra.templates import Value

TARGET = Target("prod", "eu-central-1")
EDGE = Edge(ON, "travel.example.com", "Z0123456789ABC")
SAID = {"EDGE": ON, "EDGE_DOMAIN": EDGE.domain, "EDGE_ZONE_ID": EDGE.zone_id}
API = Api("rest1", "socket1", ("/v1/health",))
KEYS = OriginKeys("n" * 64, "f" * 64)
FRONT = front.template(API.public)
GATEWAYS = {kind: gateway.template(kind, API.public) for kind in gateway.KINDS}
TEMPLATE: Value = {
    "Resources": {
        "RestAPI": {
            "Properties": {
                "DefinitionBody": {
                    "paths": {
                        "/v1/health": {"get": {}, "options": {}},
                        "/v1/me": {"get": {"security": []}, "options": {}},
                    }
                }
            }
        }
    }
}


class Account:
    """In place of CloudFormation in both regions: which stacks there are, and what is done to them in turn."""

    def __init__(self) -> None:
        self.stacks: dict[str, Value] = {}
        self.done: list[str] = []
        self.plans: dict[str, Plan] = {}
        self.differing: set[str] = set()
        self.checked: list[Edge] = []

    def in_region(self, target: Target, *_: Any) -> "Region":
        return Region(self, target.region)

    def publish(self, target: Target, *_: str) -> int:
        self.done.append(f"publish {target.region}")
        return 2

    def put(self, region: str, plan: Plan) -> dict[str, str]:
        name = f"{region}/{plan.stack}"
        self.done.append(name)
        self.plans[name] = plan
        outputs = {"SiteBucket": "site", "DistributionId": "E1"}
        if plan.stack.endswith("-gateway"):
            outputs = {"Edge": plan.template["Outputs"]["Edge"]["Value"]}
        self.stacks[name] = {
            "Outputs": [{"OutputKey": key, "OutputValue": value} for key, value in outputs.items()],
            "Parameters": [{"ParameterKey": key, "ParameterValue": value} for key, value in plan.given.items()],
        }
        return outputs


class Region:
    def __init__(self, account: Account, name: str) -> None:
        self._account, self._name = account, name

    def find(self, stack: str) -> Value | None:
        return self._account.stacks.get(f"{self._name}/{stack}")

    def outputs(self, stack: str) -> dict[str, str]:
        return {each["OutputKey"]: each["OutputValue"] for each in (self.find(stack) or {})["Outputs"]}

    def apply(self, plan: Plan) -> dict[str, str]:
        assert plan.template_url
        return self._account.put(self._name, plan)

    def differs(self, plan: Plan) -> bool:
        return plan.stack in self._account.differing

    def delete(self, stack: str) -> None:
        self._account.done.append(f"delete {self._name}/{stack}")
        del self._account.stacks[f"{self._name}/{stack}"]

    def protect(self, stack: str) -> None:
        self._account.done.append(f"protect {self._name}/{stack}")


class Bucket:
    def __init__(self, target: Target) -> None:
        self._region = target.region

    def put(self, _body: bytes, name: str) -> str:
        return name

    def url(self, key: str) -> str:
        return f"https://{self._region}/{key}"


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Account:
    made = Account()
    monkeypatch.setattr(deployment, "Stacks", made.in_region)
    monkeypatch.setattr(deployment, "Artifacts", Bucket)
    monkeypatch.setattr(deployment, "read_keys", lambda _: KEYS)
    monkeypatch.setattr(deployment, "check_zone", lambda _, edge: made.checked.append(edge))
    monkeypatch.setattr(front, "template", lambda public: FRONT if public == API.public else pytest.fail("others"))
    monkeypatch.setattr(gateway, "template", lambda kind, _public: GATEWAYS[kind])
    monkeypatch.setattr(site, "publish", made.publish)
    monkeypatch.setattr(site, "clear", lambda target, bucket: made.done.append(f"clear {target.region}/{bucket}"))
    return made


def edges(environment: Mapping[str, str] = {}, stage: str = "prod", asked: list[str] | None = None) -> Edges:
    agree = (lambda _: None) if asked is None else asked.append
    return Edges(TARGET._replace(stage=stage), lambda _: None, agree, environment)


HERE, THERE = "eu-central-1/sojourn-dev-gateway", "us-east-1/sojourn-dev-edge"


def test_the_api_knows_the_key_before_cloudfront_sends_it(account: Account) -> None:
    edges(stage="dev").apply(EDGE, API)

    assert account.done == [HERE, THERE, "publish us-east-1"]
    given, sent = account.plans[HERE].given, account.plans[THERE].given
    assert (given["OriginKey"], given["FormerOriginKey"], sent["OriginKey"]) == (*KEYS, KEYS.current)
    assert given["RestDomain"] == sent["ApiHost"] == "gateway.travel.example.com"
    assert (given["RestApiId"], given["WebsocketApiId"]) == ("rest1", "socket1")


def test_an_api_alone_is_guarded_in_its_own_region(account: Account) -> None:
    edges({"EDGE_ALLOWED_COUNTRIES": "DE", "ALARM_EMAIL": "ops@example.com"}, "dev").apply(
        EDGE._replace(kind=REGIONAL), API
    )

    assert account.done == [HERE]
    given = account.plans[HERE].given
    assert (given["RestDomain"], given["AllowedCountries"]) == ("travel.example.com", "DE")
    assert not {"OriginKey", "AlarmEmail"} & given.keys()


def test_what_is_said_of_rules_and_alarms_is_said_to_cloudfronts_stack(account: Account) -> None:
    edges({"EDGE_REQUESTS_PER_ADDRESS": "50", "ALARM_EMAIL": "ops@example.com"}, "dev").apply(EDGE, API)

    assert account.plans[THERE].given.items() >= {"RequestsPerAddress": "50", "AlarmEmail": "ops@example.com"}.items()
    assert "RequestsPerAddress" not in account.plans[HERE].given


@pytest.mark.parametrize("kind", [ON, REGIONAL])
def test_whatever_is_given_is_declared(account: Account, kind: str) -> None:
    said = {"EDGE_UNCOUNTED_NETWORKS": "203.0.113.0/24", "EDGE_ALLOWED_COUNTRIES": "", "ALARM_EMAIL": ""}
    edges(said, "dev").apply(EDGE._replace(kind=kind), API)

    for plan in account.plans.values():
        assert plan.given.keys() <= plan.template["Parameters"].keys()
        needed = {name for name, each in plan.template["Parameters"].items() if "Default" not in each}
        assert needed <= plan.given.keys()


def test_in_the_embedded_cloud_the_api_is_reached_where_that_answers(account: Account) -> None:
    local = Edges(Target("local", "eu-central-1", "http://127.0.0.1:4566"), print, guards.go_on, {})
    local.apply(EDGE, API)

    given = account.plans["us-east-1/sojourn-local-edge"].given
    assert (given["ApiHost"], given["ApiPort"]) == ("127.0.0.1", "4566")
    assert given["ApiPath"] == "/_aws/execute-api/rest1"


def test_what_stands_is_found_and_what_is_half_there_does_not(account: Account) -> None:
    assert edges(stage="dev").find() == Edge()
    edges(stage="dev").apply(EDGE, API)
    assert edges(stage="dev").find() == EDGE

    account.stacks[THERE]["Outputs"] = []
    assert edges(stage="dev").find() == Edge()


def test_cloudfront_goes_before_what_it_asks_and_somebody_agrees_to_each(account: Account) -> None:
    edges(stage="dev").apply(EDGE, API)
    account.done.clear()
    asked: list[str] = []

    edges(stage="dev", asked=asked).remove()

    assert account.done == ["clear us-east-1/site", f"delete {THERE}", f"delete {HERE}"]
    assert asked == ["Take sojourn-dev-edge away?", "Take sojourn-dev-gateway away?"]
    edges(stage="dev").remove()
    assert account.done[3:] == []


def test_nothing_is_emptied_if_somebody_says_no(account: Account) -> None:
    edges(stage="dev").apply(EDGE, API)
    account.done.clear()

    def refuse(_: str) -> None:
        raise DeploymentFailed("no")

    with pytest.raises(DeploymentFailed, match="no"):
        Edges(TARGET._replace(stage="dev"), print, refuse, {}).remove()
    assert account.done == []


def test_what_stands_before_prod_is_not_deleted_by_accident(account: Account) -> None:
    edges(stage="prod").apply(EDGE, API)

    assert [each for each in account.done if each.startswith("protect")] == [
        "protect eu-central-1/sojourn-prod-gateway",
        "protect us-east-1/sojourn-prod-edge",
    ]


def test_data_that_may_not_be_in_us_east_1_are_not_led_through_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def refuse(target: Target) -> None:
        seen.append(target.region)
        raise DeploymentFailed("us-east-1 is not allowed.")

    monkeypatch.setattr(guards, "check_region", refuse)

    with pytest.raises(DeploymentFailed, match="EDGE=regional stays in the stage's region"):
        edges(SAID).read(Edge())
    assert seen == ["us-east-1"]
    assert edges({**SAID, "EDGE": REGIONAL}).read(Edge()).kind == REGIONAL


def test_rules_that_the_firewall_would_not_take_are_refused_before_anything_is_done(account: Account) -> None:
    with pytest.raises(DeploymentFailed, match="two letters"):
        edges({**SAID, "EDGE_ALLOWED_COUNTRIES": "Germany"}).read(Edge())
    assert account.done == []


def test_routes_that_anybody_may_call_are_read_from_the_service() -> None:
    found = describe_api(TEMPLATE, {"RestAPIId": "rest1", "WebsocketAPIId": "socket1"})

    assert found == API


# --- with the rest of a stage -----------------------------------------------------------------------------------------


class Stage:
    """In place of a stage's other stacks: the service, by where it says that people reach it."""

    def __init__(self, account: Account) -> None:
        self.target, self.stacks, self._account = TARGET, account.in_region(TARGET), account
        account.stacks["eu-central-1/sojourn-prod-service"] = {
            "Outputs": [
                {"OutputKey": key, "OutputValue": value}
                for key, value in (("RestAPIId", "rest1"), ("WebsocketAPIId", "socket1"))
            ]
        }

    def plan_service(self, _built: Package, template: Value, address: str = "") -> Plan:
        return Plan("sojourn-prod-service", template, "", {"PublicUrl": address})

    def plan_workflow(self) -> Plan:
        return Plan("sojourn-prod-workflow", {}, "", {})

    def plan_foundation(self) -> Plan:
        return Plan("sojourn-prod-foundation", {}, "", {})

    def plan_vectors(self) -> list[Plan]:
        return []

    def reserve(self, plan: Plan) -> Plan:
        return plan

    def apply_everything(self, service: Plan, _work: Plan) -> dict[str, str]:
        return self.apply_service(service)

    def apply_service(self, plan: Plan) -> dict[str, str]:
        self._account.done.append(f"service {plan.given['PublicUrl'] or 'at its own address'}")
        return {"RestAPIId": "rest1", "WebsocketAPIId": "socket1", "EndpointURL": "https://rest1/api"}

    def release_code(self, service: Plan, _others: object) -> dict[str, str]:
        return self.apply_service(service)


def release(account: Account, said: Mapping[str, str] = {}, *, only_code: bool = False) -> str:
    """Release to prod; the address that is said in the end."""
    stage: Any = Stage(account)
    built = Package(Path("code"), Path("template"))
    make = deploy._release_code if only_code else deploy._release_all
    outputs, released = make(stage, built, TEMPLATE, edges(said))
    assert [plan.stack for plan in released] == ["sojourn-prod-service", "sojourn-prod-workflow"]
    return outputs["Address"]


PUT = [
    "eu-central-1/sojourn-prod-gateway",
    "protect eu-central-1/sojourn-prod-gateway",
    "us-east-1/sojourn-prod-edge",
    "protect us-east-1/sojourn-prod-edge",
    "publish us-east-1",
]


def test_the_gateways_own_address_is_closed_once_there_is_another_one(account: Account) -> None:
    assert release(account, SAID) == EDGE.address

    assert account.done == ["service at its own address", *PUT, f"service {EDGE.address}"]
    assert account.checked == [EDGE]


def test_a_zone_without_the_host_is_said_before_anything_is_done(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise DeploymentFailed("no such zone")

    monkeypatch.setattr(deployment, "check_zone", refuse)

    with pytest.raises(DeploymentFailed, match="no such zone"):
        release(account, SAID)
    assert account.done == []


def test_a_stage_whose_edge_stands_is_released_at_once(account: Account) -> None:
    release(account, SAID)
    account.done.clear()

    assert release(account) == EDGE.address
    assert account.done == [f"service {EDGE.address}", *PUT]


def test_the_gateways_own_address_is_opened_before_the_edge_goes(account: Account) -> None:
    release(account, SAID)
    account.done.clear()

    assert release(account, {"EDGE": OFF}) == "https://rest1/api"
    assert account.done[0] == "service at its own address"
    assert account.done[2:] == [f"delete {PUT[2]}", f"delete {PUT[0]}"]


def test_a_stage_without_an_edge_is_released_as_ever(account: Account) -> None:
    assert release(account) == "https://rest1/api"
    assert account.done == ["service at its own address"]
    assert account.checked == []


def test_a_try_that_failed_leaves_the_gateway_open_and_is_gone_on_with(account: Account) -> None:
    release(account, SAID)
    account.stacks["us-east-1/sojourn-prod-edge"]["Outputs"] = []
    account.done.clear()

    release(account, SAID)

    assert account.done == ["service at its own address", *PUT, f"service {EDGE.address}"]


def test_code_alone_goes_behind_an_edge_that_stays_as_it_is(account: Account) -> None:
    release(account, SAID)
    account.done.clear()

    assert release(account, only_code=True) == EDGE.address
    assert account.done == [f"service {EDGE.address}"]


@pytest.mark.parametrize("stack", ["sojourn-prod-gateway", "sojourn-prod-edge"])
def test_code_is_held_where_the_edge_would_change(account: Account, stack: str) -> None:
    release(account, SAID)
    account.done.clear()
    account.differing = {stack}

    with pytest.raises(Held, match=f"{stack}: more than code"):
        release(account, only_code=True)
    with pytest.raises(Held, match="EDGE=off: more than code"):
        release(account, {"EDGE": OFF}, only_code=True)
    assert account.done == []
