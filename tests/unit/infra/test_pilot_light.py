"""A second region holds what has to be there before the first is lost; a deployment there makes the rest around it."""

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from infra import artifacts, guards, pilot_light
from infra.deploy import Deployment
from infra.existing import FINDERS
from infra.foundation import template as foundation
from infra.foundation.keys import KEYS
from infra.foundation.pilot_light import REPLICA, list_keys, make_template
from infra.gateway_answers import CHALICE
from infra.identity import keep_identity
from infra.stacks import Stacks
from infra.target import DeploymentFailed, Target
from infra.templates import Value
from tests.support.cloudformation import OneStack
from tests.support.resolving import ACCOUNT, resolve

FIRST, SECOND = "eu-central-1", "eu-west-1"
HERE = Target("prod", FIRST)
PRIMARIES = {name: f"arn:aws:kms:{FIRST}:{ACCOUNT}:key/mrk-{name}" for name in list_keys()}
STANDING = {"BackupVault", "BackupRole", "ReplicationRole"}


class Stored(OneStack):
    """One stack, whose templates are read from where the artifacts put them."""

    def __init__(self, region: str, template: Value | None = None, **parameters: str) -> None:
        super().__init__("CREATE_COMPLETE" if template else "", parameters)
        self._s3 = boto3.client("s3", region_name=region)
        self.resources = set(template["Resources"]) if template else set()
        self._template = template or {}

    def create_change_set(self, **asked: Any) -> Value:
        address = asked["TemplateURL"]
        bucket, _, key = address.removeprefix("https://").partition("/")
        body = self._s3.get_object(Bucket=bucket.partition(".")[0], Key=key)["Body"].read()
        self.templates[address] = json.loads(body)
        return super().create_change_set(**asked)

    def describe_change_set(self, **asked: Any) -> Value:
        """What another parameter changes is the bucket that is replicated."""
        answer = super().describe_change_set(**asked)
        if answer["Status"] == "FAILED" or answer["Changes"]:
            return answer
        bucket = {"LogicalResourceId": "DocumentsBucket", "ResourceType": "AWS::S3::Bucket"}
        return {**answer, "Changes": [{"ResourceChange": {"Action": "Modify", "Replacement": "False", **bucket}}]}

    def get_template(self, **_: Any) -> Value:
        return {"TemplateBody": self._template}

    def list_stack_resources(self, **_: Any) -> Value:
        made = [{"LogicalResourceId": name, "ResourceStatus": "CREATE_COMPLETE"} for name in self.resources]
        return {"StackResourceSummaries": made}


class Regions:
    """Two regions of one account: moto's, but for CloudFormation, and what AWS Backup may do."""

    def __init__(self, patch: pytest.MonkeyPatch, **regions: Stored) -> None:
        self.stacks = {name.replace("_", "-"): stack for name, stack in regions.items()}
        self.backs_up = {"DynamoDB": True}
        real = Target.client

        def client(target: Target, service: str) -> Any:
            if service == "cloudformation":
                return self.stacks[target.region]
            return self if service == "backup" else real(target, service)

        patch.setattr(Target, "client", client)

    def describe_region_settings(self) -> Value:
        said = {"ResourceTypeOptInPreference": {"DynamoDB": True}}
        return {**said, "ResourceTypeManagementPreference": self.backs_up}

    def get_paginator(self, _: str) -> "Regions":
        return self

    def paginate(self) -> list[Value]:
        return [{"BackupVaultList": []}]


@pytest.fixture(autouse=True)
def _account(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # moto does not know the condition of what is denied without TLS, and denies everything.
    monkeypatch.setattr(artifacts, "_only_over_tls", lambda _: {"Version": "2012-10-17", "Statement": []})
    with mock_aws():
        yield


def make_keys(*, several: bool = True) -> None:
    kms = boto3.client("kms", region_name=FIRST)
    for key in KEYS:
        made = kms.create_key(Description=key.name, MultiRegion=several)["KeyMetadata"]["KeyId"]
        kms.create_alias(AliasName=f"alias/sojourn-prod-{key.name}", TargetKeyId=made)


@pytest.fixture(name="regions")
def a_deployed_stage(monkeypatch: pytest.MonkeyPatch) -> Regions:
    make_keys()
    first = Stored(FIRST, foundation.template(), Stage="prod", DocumentsOrigin="https://travel.example.com")
    return Regions(monkeypatch, eu_central_1=first, eu_west_1=Stored(SECOND))


def light(said: list[str] | None = None, region: str = SECOND) -> None:
    pilot_light.light(HERE, Target("prod", region), (said if said is not None else []).append, guards.go_on)


def test_what_stands_there_is_what_cannot_be_made_afterwards() -> None:
    made = resolve(make_template(PRIMARIES), "prod")
    kinds = {name: each["Type"].removeprefix("AWS::") for name, each in made.items()}

    assert {name for name, kind in kinds.items() if kind == "KMS::ReplicaKey"} == set(PRIMARIES)
    assert {name for name, kind in kinds.items() if kind == "S3::Bucket"} == {
        "DocumentsBucket", "AuditAnchorsBucket", "AccessLogsBucket",
    }  # fmt: skip
    assert not {"DynamoDB::Table", "Cognito::UserPool", "SecretsManager::Secret", "KMS::Key"} & set(kinds.values())
    assert made["CopiesVault"]["Properties"]["BackupVaultName"] == "sojourn-prod-copies"
    assert all("ReplicationConfiguration" not in each["Properties"] for each in made.values())


def test_it_outlives_its_stack_and_costs_by_its_keys_alone() -> None:
    made = make_template(PRIMARIES)["Resources"]

    assert all(it["DeletionPolicy"] == "Retain" for it in made.values() if it["Type"] != "AWS::S3::BucketPolicy")


def test_nothing_is_declared_that_nothing_needs() -> None:
    made = make_template(PRIMARIES)

    assert set(made["Parameters"]) == {"Stage", "DocumentsOrigin"}
    assert set(made["Conditions"]) == {"IsProd", "OverTls"}
    assert set(made["Mappings"]) == {"Logs"}


def test_a_deployment_there_keeps_every_replica_and_makes_the_rest_around_it() -> None:
    """Nothing that stands there is replaced or taken away, but the vault, which stays by itself."""
    before = make_template(PRIMARIES)

    after, kept = keep_identity(before, foundation.template())

    assert kept == []
    assert before["Resources"].keys() - after["Resources"].keys() == {"CopiesVault"}
    for name, it in before["Resources"].items():
        if it["Type"] == REPLICA:
            assert after["Resources"][name] == it
        elif name in after["Resources"]:
            assert after["Resources"][name]["Type"] == it["Type"]
    assert REPLICA in FINDERS


def test_a_stage_gets_a_second_region_and_copies_there(regions: Regions) -> None:
    said: list[str] = []

    light(said)

    first, second = regions.stacks[FIRST], regions.stacks[SECOND]
    assert second.parameters == {"Stage": "prod", "DocumentsOrigin": "https://travel.example.com"}
    assert first.parameters["RecoveryRegion"] == SECOND
    assert first.parameters["DocumentsOrigin"] == "https://travel.example.com"
    assert said[-1].startswith(f"pilot-light: prod has {len(KEYS)} keys, its buckets and a vault in {SECOND}")
    keys = [it for it in second._template["Resources"].values() if it["Type"] == REPLICA]
    assert {it["Properties"]["PrimaryKeyArn"].split(":")[3] for it in keys} == {FIRST}

    light()
    assert [name for name, _ in second.calls].count("execute_change_set") == 1, "nothing is made twice"


def test_a_deployment_afterwards_copies_on(regions: Regions) -> None:
    light()
    first = regions.stacks[FIRST]

    stacks = Stacks(HERE, lambda _: None, guards.go_on)
    Deployment(HERE, stacks, artifacts.Artifacts(HERE)).apply_foundation()
    assert first.parameters["RecoveryRegion"] == SECOND

    pilot_light.copy_to(HERE, "", lambda _: None, guards.go_on)
    assert first.parameters["RecoveryRegion"] == ""


def test_keys_of_one_region_are_refused_before_anything_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    make_keys(several=False)
    first = Stored(FIRST, foundation.template(), Stage="prod")
    regions = Regions(monkeypatch, eu_central_1=first, eu_west_1=Stored(SECOND))

    with pytest.raises(DeploymentFailed, match=r"The keys passengers, .* of prod are of one region"):
        light()

    assert all(stack.calls == [] for stack in regions.stacks.values())


def test_what_would_take_data_where_it_may_not_be_is_refused(
    regions: Regions, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    config = json.loads(CHALICE.read_text(encoding="utf-8"))
    config["stages"]["prod"]["environment_variables"]["SOJOURN_ALLOWED_REGIONS"] = "eu-central-1,eu-north-1"
    file = tmp_path / "config.json"
    file.write_text(json.dumps(config), encoding="utf-8")
    monkeypatch.setattr(guards, "CHALICE", file)

    with pytest.raises(DeploymentFailed, match="the region eu-west-1 is not allowed"):
        light()
    assert all(stack.calls == [] for stack in regions.stacks.values())


def test_what_cannot_be_a_second_region_is_refused(regions: Regions) -> None:
    with pytest.raises(DeploymentFailed, match="is the stage's own region"):
        light(region=FIRST)
    regions.backs_up = {"DynamoDB": False}
    with pytest.raises(DeploymentFailed, match=f"may not copy tables in {FIRST} yet: `aws backup update-region"):
        light()
    regions.backs_up = {"DynamoDB": True}
    regions.stacks[SECOND] = Stored(SECOND, foundation.template(), Stage="prod")
    with pytest.raises(DeploymentFailed, match="prod is deployed in eu-west-1 as well, with its tables"):
        light()
    regions.stacks[FIRST] = Stored(FIRST)
    with pytest.raises(DeploymentFailed, match="prod is not deployed in eu-central-1"):
        light()


def test_keys_that_are_at_home_in_the_second_region_are_refused(
    regions: Regions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a failover: the stage lives where its keys are replicas, and is to have its old region as the second."""
    regions.stacks[FIRST], regions.stacks[SECOND] = Stored(FIRST), regions.stacks[FIRST]
    real = Target.client

    def client(target: Target, service: str) -> Any:
        return real(target._replace(region=FIRST) if service == "kms" else target, service)

    monkeypatch.setattr(Target, "client", client)

    with pytest.raises(DeploymentFailed, match="are at home in eu-central-1: make eu-west-1 their home first"):
        pilot_light.light(Target("prod", SECOND), HERE, print, guards.go_on)
