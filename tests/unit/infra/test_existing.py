"""What outlives a stack can be taken in again: all of it is found by name, and only it is asked for."""

import json
from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from infra.existing import FINDERS, _named, find_existing, keeping, moving, template_for
from infra.foundation import template as foundation
from infra.target import Target
from infra.templates import Value
from infra.workflow import machine
from infra.workflow import template as workflow

REGION = "eu-central-1"
HERE = Target("dev", REGION)


@pytest.fixture(autouse=True)
def account() -> Iterator[None]:
    with mock_aws():
        yield


def make_table(name: str) -> None:
    boto3.client("dynamodb", region_name=REGION).create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "tripId", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "tripId", "KeyType": "HASH"}],
    )


def make_key(alias: str) -> str:
    kms = boto3.client("kms", region_name=REGION)
    key = str(kms.create_key()["KeyMetadata"]["KeyId"])
    kms.create_alias(AliasName=alias, TargetKeyId=key)
    return key


def make_pool(name: str) -> str:
    return boto3.client("cognito-idp", region_name=REGION).create_user_pool(PoolName=name)["UserPool"]["Id"]


def identifiers(found: list[Value]) -> dict[str, dict[str, str]]:
    return {each["LogicalResourceId"]: each["ResourceIdentifier"] for each in found}


def test_whatever_outlives_the_foundation_is_found_again_when_it_is_deployed_again() -> None:
    kept = {it["Type"] for it in foundation.template()["Resources"].values() if it.get("DeletionPolicy") == "Retain"}

    assert kept <= FINDERS.keys()


def test_an_empty_account_has_nothing_to_take_in() -> None:
    assert find_existing(HERE, foundation.template(), set()) == []
    assert find_existing(HERE, workflow.template(), set()) == []


def test_what_is_there_is_found_by_the_names_of_its_stage_and_of_no_other() -> None:
    make_table("sojourn-dev-trips")
    make_table("sojourn-prod-items")
    key = make_key("alias/sojourn-dev-locators")
    make_key("alias/sojourn-prod-webhooks")
    boto3.client("s3", region_name=REGION).create_bucket(
        Bucket="sojourn-dev-documents-123456789012-eu-central-1",
        CreateBucketConfiguration={"LocationConstraint": REGION},
    )
    pool = make_pool("sojourn-dev-users")
    make_pool("sojourn-dev-users-of-another")

    assert identifiers(find_existing(HERE, foundation.template(), set())) == {
        "TripsTable": {"TableName": "sojourn-dev-trips"},
        "LocatorsKey": {"KeyId": key},
        "LocatorsKeyAlias": {"AliasName": "alias/sojourn-dev-locators"},
        "DocumentsBucket": {"BucketName": "sojourn-dev-documents-123456789012-eu-central-1"},
        "UserPool": {"UserPoolId": pool},
    }


def test_a_vault_and_secrets_of_the_stage_are_found() -> None:
    backup = boto3.client("backup", region_name=REGION)
    secrets = boto3.client("secretsmanager", region_name=REGION)
    for name in ("sojourn-dev-tables", "sojourn-prod-tables"):
        backup.create_backup_vault(BackupVaultName=name)
    arn = secrets.create_secret(Name="sojourn-dev-signing", SecretString="first")["ARN"]
    secrets.create_secret(Name="sojourn-dev-supplier-sandbox", SecretString="gone")
    secrets.delete_secret(SecretId="sojourn-dev-supplier-sandbox")

    assert identifiers(find_existing(HERE, foundation.template(), set())) == {
        "BackupVault": {"BackupVaultName": "sojourn-dev-tables"},
        "SigningSecret": {"Id": arn},
    }


def test_the_secret_that_another_region_replicates_is_not_taken_in(monkeypatch: pytest.MonkeyPatch) -> None:
    class Secrets:
        def describe_secret(self, **_: str) -> dict[str, str]:
            return {"ARN": "arn:of:replica", "PrimaryRegion": "eu-west-1"}

    real = Target.client
    monkeypatch.setattr(
        Target, "client", lambda self, name: Secrets() if name == "secretsmanager" else real(self, name)
    )

    assert find_existing(HERE, foundation.template(), set()) == []


def test_what_the_stack_has_already_is_not_asked_for() -> None:
    make_table("sojourn-dev-trips")

    assert find_existing(HERE, foundation.template(), {"TripsTable"}) == []


def test_of_two_pools_of_one_name_somebody_has_to_choose() -> None:
    make_pool("sojourn-dev-users")
    make_pool("sojourn-dev-users")

    with pytest.raises(ValueError, match="There are 2 user pools called sojourn-dev-users"):
        find_existing(HERE, foundation.template(), set())


def test_a_machine_is_found_with_the_role_that_it_has() -> None:
    trust = json.dumps({"Version": "2012-10-17", "Statement": []})
    role = boto3.client("iam").create_role(RoleName="made-up-1A2B", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    arn = boto3.client("stepfunctions", region_name=REGION).create_state_machine(
        name="sojourn-dev-booking", definition=json.dumps({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}),
        roleArn=role,
    )["stateMachineArn"]  # fmt: skip

    assert identifiers(find_existing(HERE, workflow.template(), set())) == {
        "BookingMachine": {"Arn": arn},
        "BookingMachineRole": {"RoleName": "made-up-1A2B"},
    }


def everything(template: Value) -> list[Value]:
    """Each resource that can be taken in, as if the account had it."""
    return [{"LogicalResourceId": name} for name, it in template["Resources"].items() if it["Type"] in FINDERS]


@pytest.mark.parametrize("template", [foundation.template(), workflow.template()], ids=["foundation", "workflow"])
def test_the_template_that_takes_in_refers_to_nothing_that_is_not_there(template: Value) -> None:
    found = everything(template)
    for some in (found, *([each] for each in found)):
        made = template_for(some, template, {})

        assert made["Resources"].keys() == {each["LogicalResourceId"] for each in some}
        assert not (_named(made["Resources"]) & template["Resources"].keys()) - made["Resources"].keys()
        assert all(it["DeletionPolicy"] for it in made["Resources"].values())
        assert "Outputs" not in made


def test_the_template_that_takes_in_leaves_what_is_deployed_as_it_is() -> None:
    deployed = foundation.template()
    del deployed["Resources"]["TripsTable"]
    before = json.dumps(deployed, sort_keys=True)

    made = template_for([{"LogicalResourceId": "TripsTable"}], foundation.template(), deployed)

    assert json.dumps(deployed, sort_keys=True) == before
    assert made["Outputs"] == deployed["Outputs"]
    assert {name: it for name, it in made["Resources"].items() if name != "TripsTable"} == deployed["Resources"]
    assert (
        made["Resources"]["TripsTable"]["Properties"] == foundation.template()["Resources"]["TripsTable"]["Properties"]
    )


def test_what_moves_to_another_stack_is_kept_when_it_leaves_the_first() -> None:
    before = foundation.template()
    before["Resources"] |= machine.resources() | {"Old": {"Type": "AWS::SQS::Queue", "Properties": {}}}

    names = moving(before, foundation.template(), workflow.template())
    kept = keeping(before, names)

    assert names == ["BookingMachine", "BookingMachineRole"]
    assert {name for name, it in kept["Resources"].items() if it != before["Resources"][name]} == set(names)
    assert {kept["Resources"][name]["DeletionPolicy"] for name in names} == {"Retain"}
    assert moving(foundation.template(), foundation.template(), workflow.template()) == []
