"""What is said of a stage's edge is taken whole or refused in words; what is not said stays as it stands."""

import re
from typing import Any

import pytest

from infra.edge.front import template as front_template
from infra.edge.said import OFF, ON, REGIONAL, Edge, find_edge, read_edge, read_rules
from infra.target import DeploymentFailed

HOST = {"EDGE_DOMAIN": "travel.example.com", "EDGE_ZONE_ID": "Z0123456789ABC"}
STANDS = Edge(ON, "travel.example.com", "Z0123456789ABC")


@pytest.mark.parametrize("kind", [ON, REGIONAL])
def test_an_edge_is_said_once_and_stands_from_then_on(kind: str) -> None:
    said = read_edge({"EDGE": kind, **HOST}, Edge())

    assert said == Edge(kind, *HOST.values())
    assert read_edge({}, said) == said
    assert said.address == "https://travel.example.com/api"


def test_without_a_word_nothing_stands() -> None:
    assert read_edge({}, Edge()) == read_edge({"EDGE": OFF}, STANDS) == Edge()
    assert Edge().address == ""


def test_people_and_cloudfront_come_by_different_hosts() -> None:
    assert STANDS.rest_domain == "gateway.travel.example.com"
    assert STANDS._replace(kind=REGIONAL).rest_domain == "travel.example.com"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"EDGE": "yes"}, "none of off, on, regional"),
        ({"EDGE": ON}, "needs a host"),
        ({"EDGE": ON, "EDGE_DOMAIN": "travel.example.com"}, "needs a host"),
        ({"EDGE": ON, **HOST, "EDGE_DOMAIN": "https://travel.example.com"}, "needs a host"),
        ({"EDGE": ON, **HOST, "EDGE_DOMAIN": "Travel.Example.com"}, "needs a host"),
        ({"EDGE": REGIONAL, **HOST, "EDGE_ZONE_ID": "/hostedzone/Z0123456789ABC"}, "needs a host"),
    ],
)
def test_what_is_not_said_whole_is_refused(said: dict[str, str], words: str) -> None:
    with pytest.raises(DeploymentFailed, match=words):
        read_edge(said, Edge())


@pytest.mark.parametrize("said", [{"EDGE": REGIONAL}, {"EDGE_DOMAIN": "other.example.com"}, {"EDGE_ZONE_ID": "ZOTHER"}])
def test_what_stands_is_not_turned_into_another(said: dict[str, str]) -> None:
    with pytest.raises(DeploymentFailed, match="EDGE=off first"):
        read_edge(said, STANDS)


def test_stack_says_what_stands_once_it_is_whole() -> None:
    given = {"Domain": "travel.example.com", "ZoneId": "Z0123456789ABC"}
    known: dict[str, Any] = {
        "Parameters": [{"ParameterKey": key, "ParameterValue": value} for key, value in given.items()]
    }

    assert find_edge(None) == find_edge(known) == Edge()
    assert find_edge({**known, "Outputs": [{"OutputKey": "Edge", "OutputValue": ON}]}) == STANDS


def test_rules_get_what_is_said_and_nothing_else() -> None:
    networks = "203.0.113.0/24,2001:db8::/32, 192.0.2.0/24"
    told = read_rules(
        {
            "EDGE_ALLOWED_NETWORKS": networks,
            "EDGE_UNCOUNTED_NETWORKS": "",
            "EDGE_ALLOWED_COUNTRIES": "DE,FR",
            "EDGE_REQUESTS_PER_ADDRESS": "500",
        }
    )

    assert told == {
        "AllowedNetworks4": "203.0.113.0/24,192.0.2.0/24",
        "AllowedNetworks6": "2001:db8::/32",
        "UncountedNetworks4": "",
        "UncountedNetworks6": "",
        "AllowedCountries": "DE,FR",
        "RequestsPerAddress": "500",
    }
    assert read_rules({}) == {}
    declared = front_template(["/v1/health"])["Parameters"]
    assert told.keys() <= declared.keys()
    for name, value in told.items():
        assert re.fullmatch(declared[name].get("AllowedPattern", ".*"), value), name


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"EDGE_ALLOWED_NETWORKS": "203.0.113.9/24"}, "has host bits set"),
        ({"EDGE_ALLOWED_NETWORKS": "office"}, "does not appear to be an IPv4 or IPv6 network"),
        ({"EDGE_UNCOUNTED_NETWORKS": "0.0.0.0/0"}, "is everybody"),
        ({"EDGE_ALLOWED_COUNTRIES": "Germany"}, "two letters"),
        ({"EDGE_ALLOWED_COUNTRIES": "DE, FR"}, "two letters"),
        ({"EDGE_REQUESTS_PER_ADDRESS": "5"}, "10 or more"),
        ({"EDGE_REQUESTS_PER_ADDRESS": "many"}, "10 or more"),
    ],
)
def test_what_the_firewall_would_not_take_is_refused_beforehand(said: dict[str, str], words: str) -> None:
    with pytest.raises(DeploymentFailed, match=words):
        read_rules(said)
