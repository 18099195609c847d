"""A host that its zone does not have is said before a certificate is waited for."""

from collections.abc import Iterator
from typing import Any

import pytest
from moto import mock_aws

from infra.edge.said import ON, Edge
from infra.edge.zone import check_zone
from infra.target import DeploymentFailed, Target

TARGET = Target("dev", "eu-central-1")


@pytest.fixture(autouse=True)
def cloud() -> Iterator[None]:
    with mock_aws():
        yield


def zone(name: str, **more: Any) -> str:
    made = TARGET.client("route53").create_hosted_zone(Name=name, CallerReference=name, **more)
    return str(made["HostedZone"]["Id"]).rpartition("/")[2]


@pytest.mark.parametrize("name", ["travel.example.com", "example.com"])
def test_a_zone_of_the_host_or_above_it_is_taken(name: str) -> None:
    check_zone(TARGET, Edge(ON, "travel.example.com", zone(name)))


@pytest.mark.parametrize("name", ["example.org", "a.travel.example.com", "ample.com"])
def test_a_zone_that_does_not_have_the_host_is_refused(name: str) -> None:
    with pytest.raises(DeploymentFailed, match=f"is of {name}, to which travel.example.com does not belong"):
        check_zone(TARGET, Edge(ON, "travel.example.com", zone(name)))


def test_a_zone_that_only_a_network_sees_is_refused() -> None:
    network = {"VPCRegion": "eu-central-1", "VPCId": "vpc-1"}
    private = zone("example.com", VPC=network, HostedZoneConfig={"PrivateZone": True, "Comment": ""})

    with pytest.raises(DeploymentFailed, match="is private"):
        check_zone(TARGET, Edge(ON, "travel.example.com", private))


def test_a_zone_that_is_not_there_is_said() -> None:
    with pytest.raises(DeploymentFailed, match="no hosted zone Z0123456789ABC"):
        check_zone(TARGET, Edge(ON, "travel.example.com", "Z0123456789ABC"))
