"""The data plane lets in who uses it and nobody else, over TLS, and is as large as somebody said."""

from itertools import product
from typing import Any

import pytest

from infra import policies
from infra.data_plane import alarms, cache
from infra.data_plane.endpoints import CALLED, ROUTED
from infra.data_plane.functions import CACHING, COPYING
from infra.data_plane.template import template
from infra.layers import RETRIEVAL
from tests.support.resolving import resolve

TEMPLATE = template()
SHAPES = tuple(product(("2", "3"), ("none", "one", "each")))
BOTH = {"Database": "on", "Cache": "on"}
# By which endpoint a service of `policies.GRANTS` is reached.
SERVICES = {
    "accounts": "cognito-idp",
    "bucket": "s3",
    "function": "lambda",
    "key": "kms",
    "models": "bedrock-runtime",
    "parameter": "ssm",
    "queue": "sqs",
    "secret": "secretsmanager",
    "table": "dynamodb",
    "workflow": "states",
}
# What is granted for services that a stage may have switched on, beside those of the plane itself.
BY_SETTING = {"maps", "parsing", "vectors", "reporting"}


def plane(stage: str = "dev", **said: str) -> dict[str, Any]:
    return resolve(TEMPLATE, stage, **{**BOTH, **said})


def of_kind(resources: dict[str, Any], kind: str) -> dict[str, Any]:
    return {name: it["Properties"] for name, it in resources.items() if it["Type"] == f"AWS::{kind}"}


def reached(resources: dict[str, Any]) -> set[tuple[str, str, int]]:
    """Who may reach whom on which port, where both sides let it pass."""
    out = {
        (it["GroupId"]["Fn::GetAtt"][0], it["DestinationSecurityGroupId"]["Fn::GetAtt"][0], it["FromPort"])
        for it in of_kind(resources, "EC2::SecurityGroupEgress").values()
        if "DestinationSecurityGroupId" in it
    }
    into = {
        (it["SourceSecurityGroupId"]["Fn::GetAtt"][0], it["GroupId"]["Fn::GetAtt"][0], it["FromPort"])
        for it in of_kind(resources, "EC2::SecurityGroupIngress").values()
    }
    assert out == into
    return out


@pytest.mark.parametrize(("zones", "nat"), SHAPES)
def test_the_network_has_as_many_zones_and_gateways_as_were_said(zones: str, nat: str) -> None:
    made = plane(Zones=zones, Nat=nat)

    private = [name for name in made if name.startswith("PrivateSubnet")]
    gateways = {"none": 0, "one": 1, "each": int(zones)}[nat]
    assert len(private) == int(zones)
    assert len(of_kind(made, "EC2::NatGateway")) == gateways
    assert len([name for name in made if name.startswith("PublicSubnet")]) == gateways
    assert len(of_kind(made, "EC2::InternetGateway")) == (gateways > 0)
    routes = {
        name: it["NatGatewayId"]["Ref"] for name, it in of_kind(made, "EC2::Route").items() if "NatGatewayId" in it
    }
    assert len(routes) == (int(zones) if gateways else 0)
    assert len(set(routes.values())) == gateways
    assert len({str(it["CidrBlock"]) for it in of_kind(made, "EC2::Subnet").values()}) == int(zones) + gateways


@pytest.mark.parametrize(("zones", "nat"), SHAPES)
def test_all_that_is_named_is_there(zones: str, nat: str) -> None:
    """What is left out with its condition is named by nothing that is there."""
    for database, there in product(("on", "off"), repeat=2):
        made = plane(Zones=zones, Nat=nat, Database=database, Cache=there, ModelEndpoints="on")

        assert list(find_references(made) - made.keys()) == []


def find_references(said: Any) -> set[str]:
    """The resources that are named anywhere."""
    match said:
        case {"Ref": str(name)}:
            return {name}
        case {"Fn::GetAtt": [name, _]}:
            return {name}
        case dict():
            after = said.get("DependsOn", [])
            found = {after} if isinstance(after, str) else set(after)
            return found.union(*(find_references(each) for each in said.values()))
        case list():
            return set().union(*map(find_references, said))
    return set()


def test_nobody_reaches_anything_but_by_what_is_said() -> None:
    assert reached(plane()) == {
        ("FunctionGroup", "DatabaseGroup", 5432),
        ("ReaderGroup", "DatabaseGroup", 5432),
        ("FunctionGroup", "CacheAccessGroup", 6379),
        ("FunctionGroup", "EndpointGroup", 443),
        ("ReaderGroup", "EndpointGroup", 443),
    }
    for group in of_kind(plane(), "EC2::SecurityGroup").values():
        assert "SecurityGroupIngress" not in group
        assert [each["CidrIp"] for each in group["SecurityGroupEgress"]] == ["127.0.0.1/32"]
    open_to_all = [it for it in of_kind(plane(), "EC2::SecurityGroupEgress").values() if "CidrIp" in it]
    assert sorted((it["GroupId"]["Fn::GetAtt"][0], it["FromPort"], it["ToPort"]) for it in open_to_all) == [
        ("FunctionGroup", 443, 443),
        ("ReaderGroup", 443, 443),
    ]


def test_database_and_cache_lie_in_private_subnets_alone() -> None:
    made = plane(Nat="each")

    placed = [*of_kind(made, "RDS::DBSubnetGroup").values(), *of_kind(made, "ElastiCache::SubnetGroup").values()]
    assert [[each["Ref"] for each in it["SubnetIds"]] for it in placed] == [["PrivateSubnetA", "PrivateSubnetB"]] * 2
    assert {it["PubliclyAccessible"] for it in of_kind(made, "RDS::DBInstance").values()} == {False}
    assert {it["MapPublicIpOnLaunch"] for it in of_kind(made, "EC2::Subnet").values()} == {False}


@pytest.mark.parametrize("stage", ["dev", "staging", "prod"])
def test_the_database_is_encrypted_speaks_tls_alone_and_has_no_lasting_password_of_ours(stage: str) -> None:
    made = plane(stage, DatabaseInstances="2")

    database = made["DatabaseCluster"]["Properties"]
    assert database["StorageEncrypted"] is True
    assert database["EnableIAMDatabaseAuthentication"] is True
    assert database["ManageMasterUserPassword"] is True  # rotated by the service
    assert "MasterUserPassword" not in database
    assert made["DatabaseParameters"]["Properties"]["Parameters"]["rds.force_ssl"] == "1"
    assert database["DeletionProtection"] is (stage != "dev")
    assert (made["DatabaseCluster"]["DeletionPolicy"], made["DatabaseCluster"]["UpdateReplacePolicy"]) == (
        "Snapshot",
        "Snapshot",
    )
    assert database["BackupRetentionPeriod"] == {"dev": 1, "staging": 7, "prod": 35}[stage]
    assert len(of_kind(made, "RDS::DBInstance")) == 2


@pytest.mark.parametrize(("least", "pauses"), [("0", True), ("0.5", False)])
def test_a_database_pauses_that_may_have_no_capacity_at_all(least: str, *, pauses: bool) -> None:
    scaling = plane(MinimumCapacity=least)["DatabaseCluster"]["Properties"]["ServerlessV2ScalingConfiguration"]

    assert scaling["MinCapacity"] == least
    assert ("SecondsUntilAutoPause" in scaling) is pauses


@pytest.mark.parametrize(("nodes", "several"), [("1", False), ("3", True)])
def test_the_cache_is_encrypted_and_lets_functions_do_what_the_gateway_asks(nodes: str, *, several: bool) -> None:
    made = plane(CacheNodes=nodes)

    group, user = made["CacheGroup"]["Properties"], made["CacheUser"]["Properties"]
    assert group["TransitEncryptionEnabled"] is group["AtRestEncryptionEnabled"] is True
    assert group["TransitEncryptionMode"] == "required"
    assert group["AutomaticFailoverEnabled"] is group["MultiAZEnabled"] is several
    assert user["AuthenticationMode"] == {"Type": "iam"}
    assert user["UserId"] == user["UserName"] == "sojourn-dev-functions"
    assert set(cache.ACCESS.split()) == {"on", "~sojourn:*", "resetchannels", "-@all", "+get", "+set", "+ping"}


def test_what_was_not_asked_for_is_not_made() -> None:
    made = plane(Database="off", Cache="off", Nat="one")

    kinds = {it["Type"].split("::")[1] for it in made.values()}
    assert kinds == {"EC2", "IAM", "Logs"}
    assert [it["VpcEndpointType"] for it in of_kind(made, "EC2::VPCEndpoint").values()] == ["Gateway"] * len(ROUTED)


@pytest.mark.parametrize("function", sorted({*CACHING, *COPYING, *RETRIEVAL.functions}))
def test_without_nat_a_function_reaches_every_service_that_it_may_call(function: str) -> None:
    named = {grant.split(":")[0] for grant in policies.GRANTS[function]} - BY_SETTING
    made = of_kind(plane(ModelEndpoints="on"), "EC2::VPCEndpoint").values()

    endpoints = {it["ServiceName"].rpartition(".")[2] for it in made}
    assert (
        {SERVICES[service] for service in named} <= endpoints == {*ROUTED.values(), *CALLED.values(), "bedrock-runtime"}
    )


def test_endpoints_take_calls_of_this_account_alone() -> None:
    for endpoint in of_kind(plane(), "EC2::VPCEndpoint").values():
        (statement,) = endpoint["PolicyDocument"]["Statement"]
        assert statement["Condition"] == {"StringEquals": {"aws:PrincipalAccount": "123456789012"}}


def test_alarms_look_at_connections_processors_and_memory_of_both() -> None:
    for there, wanted in ((BOTH, (*alarms.DATABASE, *alarms.CACHE)), ({"Cache": "off"}, alarms.DATABASE)):
        made = of_kind(plane(**there), "CloudWatch::Alarm")

        assert {it["AlarmName"] for it in made.values()} == {f"sojourn-dev-{each.name}" for each in wanted}
    looked_at = {each.metric for alarm in (*alarms.DATABASE, *alarms.CACHE) for each in alarm.measurements}
    assert {"DatabaseConnections", "CPUUtilization", "ACUUtilization"} <= looked_at
    assert {"CurrConnections", "EngineCPUUtilization", "DatabaseMemoryUsagePercentage", "CacheFailures"} <= looked_at
