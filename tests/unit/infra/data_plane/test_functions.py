"""Functions are in the plane's network when their settings have them use what lies in it, by either way to deploy."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from chalicelib.settings import Settings, load
from infra.data_plane import rights
from infra.data_plane.deployed import put_deployed
from infra.data_plane.functions import CACHING, COPYING, list_networked, put_into_network
from infra.handlers import handlers
from infra.layers import RETRIEVAL
from infra.package import ROOT
from infra.policy_index_rights import CHALICE
from infra.target import DeploymentFailed, Target
from infra.templates import Value

EVERYTHING = {
    "SOJOURN_STAGE": "dev",
    "SOJOURN_DATA_PLANE": "true",
    "SOJOURN_CACHE": "valkey",
    "SOJOURN_REPORTING_COPY": "true",
    "SOJOURN_POLICY_INDEX": "pgvector",
}
PLANE = {"FunctionSubnets": "subnet-1,subnet-2", "FunctionGroup": "sg-plane", "CacheEndpoint": "cache.example.com:6379"}


def properties(name: str, **variables: Any) -> Value:
    return {
        "FunctionName": {"Fn::Sub": f"sojourn-${{Stage}}-{name}"},
        "Environment": {"Variables": {"SOJOURN_USER_POOL_ID": {"Fn::ImportValue": "pool"}, **EVERYTHING, **variables}},
    }


def test_each_setting_takes_those_in_that_use_it_and_without_the_plane_nobody_is() -> None:
    assert list_networked(load(EVERYTHING)) == tuple(sorted({*CACHING, *COPYING, *RETRIEVAL.functions}))
    assert list_networked(Settings(data_plane=True)) == ()
    assert list_networked(Settings(data_plane=True, reporting_copy=True)) == COPYING
    assert list_networked(Settings(data_plane=True, policy_index="pgvector")) == RETRIEVAL.functions
    assert list_networked(Settings(policy_index="pgvector", reporting_copy=True)) == ()


def test_whoever_sends_to_the_internet_is_never_in() -> None:
    from infra import policies

    known = handlers((ROOT / "app.py").read_text(encoding="utf-8"))
    networked = {*CACHING, *COPYING, *RETRIEVAL.functions}

    assert networked <= known
    assert [
        function for function in sorted(networked) if any("socket:" in each for each in policies.GRANTS[function])
    ] == []
    assert "deliver_webhooks" not in networked


def test_a_packaged_function_gets_subnets_group_and_the_address_of_the_cache() -> None:
    made = {name: properties(name) for name in ("step_plan", "push_events", "copy_reports")}

    put_into_network(made)
    again = copy.deepcopy(made)
    put_into_network(again)

    assert again == made
    assert made["step_plan"]["VpcConfig"] == {
        "SubnetIds": {"Fn::Split": [",", {"Fn::ImportValue": {"Fn::Sub": "sojourn-${Stage}-function-subnets"}}]},
        "SecurityGroupIds": [{"Fn::ImportValue": {"Fn::Sub": "sojourn-${Stage}-function-group"}}],
    }
    variables = made["step_plan"]["Environment"]["Variables"]
    assert variables["SOJOURN_CACHE_ENDPOINT"] == {"Fn::ImportValue": {"Fn::Sub": "sojourn-${Stage}-cache-endpoint"}}
    assert made["push_events"] == properties("push_events")


def test_a_function_that_its_configuration_has_put_elsewhere_stays_there() -> None:
    own = {"SubnetIds": ["subnet-own"], "SecurityGroupIds": ["sg-own"]}
    made = {"search_policies": {**properties("search_policies"), "VpcConfig": own}}

    put_into_network(made)

    assert made["search_policies"]["VpcConfig"] == own


class Deployed:
    """CloudFormation and Lambda, as far as a function is put into a network."""

    def __init__(self, outputs: dict[str, str] | None, **functions: Any) -> None:
        self.outputs = outputs
        self.functions: dict[str, Any] = functions
        self.changed: list[str] = []

    def client(self, service: str) -> "Deployed":
        assert service in {"cloudformation", "lambda"}
        return self

    def describe_stacks(self, StackName: str) -> Value:  # noqa: N803
        if self.outputs is None:
            refusal: Any = {
                "Error": {"Code": "ValidationError", "Message": f"Stack with id {StackName} does not exist"}
            }
            raise ClientError(refusal, "DescribeStacks")
        return {"Stacks": [{"Outputs": [{"OutputKey": key, "OutputValue": it} for key, it in self.outputs.items()]}]}

    def get_function_configuration(self, FunctionName: str) -> Value:  # noqa: N803
        found: Value = self.functions.setdefault(FunctionName, {"Environment": {"Variables": {"A": "1"}}})
        return found

    def update_function_configuration(self, FunctionName: str, **changes: Any) -> None:  # noqa: N803
        self.functions[FunctionName] = changes
        self.changed.append(FunctionName)

    def get_waiter(self, name: str) -> "Deployed":
        assert name == "function_updated_v2"
        return self

    def wait(self, **_: str) -> None: ...


def put(monkeypatch: pytest.MonkeyPatch, there: Deployed, variables: dict[str, str]) -> int:
    """Finish a stage with these settings, whose functions are called by their names."""
    monkeypatch.setattr(Target, "client", lambda _, service: there.client(service))
    names = ("api_handler", "step_plan", "push_events", "search_policies", "copy_reports")
    return put_deployed(Target("dev"), {name: name for name in names}, load(variables))


def test_chalices_own_command_is_finished_to_the_same_and_then_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    there = Deployed(PLANE)

    assert put(monkeypatch, there, EVERYTHING) == 4
    changed = sorted(there.changed)
    assert put(monkeypatch, there, EVERYTHING) == 4

    assert changed == sorted(there.changed) == ["api_handler", "copy_reports", "search_policies", "step_plan"]
    assert there.functions["api_handler"] == {
        "VpcConfig": {"SubnetIds": ["subnet-1", "subnet-2"], "SecurityGroupIds": ["sg-plane"]},
        "Environment": {"Variables": {"A": "1", "SOJOURN_CACHE_ENDPOINT": "cache.example.com:6379"}},
    }


def test_what_is_switched_off_leaves_the_network_and_forgets_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    there = Deployed(PLANE)
    put(monkeypatch, there, EVERYTHING)

    assert put(monkeypatch, there, {"SOJOURN_STAGE": "dev"}) == 0

    left = {"VpcConfig": {"SubnetIds": [], "SecurityGroupIds": []}, "Environment": {"Variables": {"A": "1"}}}
    assert there.functions == dict.fromkeys(("api_handler", "copy_reports", "search_policies", "step_plan"), left)


def test_another_network_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    own = {"VpcConfig": {"SubnetIds": ["subnet-own"], "SecurityGroupIds": ["sg-own"]}}
    there = Deployed(PLANE, search_policies=own)

    put(monkeypatch, there, EVERYTHING)

    assert there.functions["search_policies"] == own


def test_without_a_plane_who_should_be_in_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DeploymentFailed, match="copy_reports, search_policies, step_plan should be in"):
        put(monkeypatch, Deployed(None), EVERYTHING)
    assert put(monkeypatch, Deployed(None), {"SOJOURN_STAGE": "dev"}) == 0


def test_a_plane_without_a_cache_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    without = {name: value for name, value in PLANE.items() if name != "CacheEndpoint"}

    with pytest.raises(DeploymentFailed, match="PLANE_CACHE=on"):
        put(monkeypatch, Deployed(without), EVERYTHING)


@pytest.fixture(name="config")
def a_configuration(tmp_path: Path) -> Path:
    """A configuration in which dev uses everything."""
    config = json.loads(CHALICE.read_text(encoding="utf-8"))
    config["stages"]["dev"]["environment_variables"].update(EVERYTHING)
    file = tmp_path / "config.json"
    file.write_text(json.dumps(config), encoding="utf-8")
    return file


def actions(function: str, config: Path) -> dict[str, list[str]]:
    """What a function may do for the plane, by action, and on what."""
    return {
        str(action): [str(each) for each in statement["Resource"]]  # type: ignore[attr-defined]
        for statement in rights.plane_statements(function, "dev", config)
        for action in statement["Action"]  # type: ignore[attr-defined]
    }


def test_each_function_may_connect_as_the_user_that_it_is_and_no_other(config: Path) -> None:
    as_user = "arn:aws:rds-db:*:*:dbuser:*/sojourn_dev"

    assert actions("copy_reports", config)["rds-db:connect"] == [f"{as_user}_reporting"]
    assert actions("search_policies", config)["rds-db:connect"] == [f"{as_user}_policy_index"]
    assert "rds-db:connect" not in actions("api_handler", config)
    assert actions("api_handler", config)["elasticache:Connect"] == [
        "arn:aws:elasticache:*:*:replicationgroup:sojourn-dev",
        "arn:aws:elasticache:*:*:user:sojourn-dev-functions",
    ]
    assert actions("copy_reports", config)["secretsmanager:GetSecretValue"] == [
        "arn:aws:secretsmanager:*:*:secret:sojourn-dev-reporting-??????"
    ]
    assert "ec2:CreateNetworkInterface" in actions("step_plan", config)
    assert actions("push_events", config) == {}


def test_a_stage_that_uses_none_of_it_has_no_right_to_any() -> None:
    assert [function for function in CACHING + COPYING if rights.plane_statements(function, "prod")] == []
    assert rights.asking_statements("prod") == []


def test_whoever_counts_may_ask_for_copies_where_there_is_one(config: Path) -> None:
    (statement,) = rights.asking_statements("dev", config)

    assert statement["Resource"] == ["arn:aws:sqs:*:*:sojourn-dev-reporting"]
