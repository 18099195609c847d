"""What is said of a stage's edge when it is deployed, and what stands of it. What is not said stays as it is."""

import ipaddress
import re
from collections.abc import Mapping
from typing import NamedTuple

from infra.target import DeploymentFailed
from infra.templates import Value

OFF, ON, REGIONAL = "off", "on", "regional"
KINDS = (OFF, ON, REGIONAL)
# By which environment variable each is said.
KIND, DOMAIN, ZONE = "EDGE", "EDGE_DOMAIN", "EDGE_ZONE_ID"
NETWORKS = {"EDGE_ALLOWED_NETWORKS": "AllowedNetworks", "EDGE_UNCOUNTED_NETWORKS": "UncountedNetworks"}
COUNTRIES, RATE = "EDGE_ALLOWED_COUNTRIES", "EDGE_REQUESTS_PER_ADDRESS"
SETTINGS = (KIND, DOMAIN, ZONE, *NETWORKS, COUNTRIES, RATE)
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_ZONE = re.compile(r"Z[A-Z0-9]{3,31}")


class Edge(NamedTuple):
    """What stands in front of a stage, or is to: nothing (`off`), CloudFront (`on`), or the API's own host alone
    (`regional`), for people at this domain, which the hosted zone has."""

    kind: str = OFF
    domain: str = ""
    zone_id: str = ""

    @property
    def address(self) -> str:
        """Where people reach the API, before `/v1`; empty if nothing stands in front of it."""
        return f"https://{self.domain}/api" if self.kind != OFF else ""

    @property
    def rest_domain(self) -> str:
        """The API's own host, which is people's where there is no other."""
        return f"gateway.{self.domain}" if self.kind == ON else self.domain


def find_edge(gateway: Value | None) -> Edge:
    """Return what the stack of the APIs' hosts says of itself; nothing stands where it is not whole."""
    outputs = {each["OutputKey"]: each["OutputValue"] for each in (gateway or {}).get("Outputs", [])}
    given = {each["ParameterKey"]: each["ParameterValue"] for each in (gateway or {}).get("Parameters", [])}
    return Edge(outputs["Edge"], given["Domain"], given["ZoneId"]) if "Edge" in outputs else Edge()


def read_edge(environment: Mapping[str, str], standing: Edge) -> Edge:
    """Return what is to stand. DeploymentFailed: it is not said whole, or cannot follow what stands."""
    kind = environment.get(KIND, standing.kind)
    if kind not in KINDS:
        raise DeploymentFailed(f"{KIND}={kind} is none of {', '.join(KINDS)}.")
    if kind == OFF:
        return Edge()
    wanted = Edge(kind, environment.get(DOMAIN, standing.domain), environment.get(ZONE, standing.zone_id))
    if not _DOMAIN.fullmatch(wanted.domain) or not _ZONE.fullmatch(wanted.zone_id):
        raise DeploymentFailed(
            f"{KIND}={kind} needs a host, and the hosted zone of Route 53 that it belongs to:"
            f" {DOMAIN}=travel.example.com {ZONE}=Z0123456789ABC. The zone may be of that host alone, with its name"
            " servers named in the company's own."
        )
    if standing.kind != OFF and wanted != standing:
        raise DeploymentFailed(
            f"{standing.domain} stands as {KIND}={standing.kind}, and callers know it: deploy with {KIND}={OFF} first,"
            f" and then with what you want in its place."
        )
    return wanted


def read_rules(environment: Mapping[str, str]) -> dict[str, str]:
    """Return what is said of the firewall's rules, as parameters of a stack. DeploymentFailed: something of it is no
    network, country or number."""
    found: dict[str, str] = {}
    for name, parameter in NETWORKS.items():
        if name in environment:
            found |= _split_versions(name, parameter, environment[name])
    if (countries := environment.get(COUNTRIES)) is not None:
        if not re.fullmatch(r"([A-Z]{2}(,[A-Z]{2})*)?", countries):
            raise DeploymentFailed(f"{COUNTRIES}={countries}: say countries by their two letters, DE,FR, or none.")
        found["AllowedCountries"] = countries
    if (rate := environment.get(RATE)) is not None:
        if not re.fullmatch(r"[1-9][0-9]{1,8}", rate):
            raise DeploymentFailed(f"{RATE}={rate}: say how many requests in five minutes, 10 or more.")
        found["RequestsPerAddress"] = rate
    return found


def _split_versions(name: str, parameter: str, text: str) -> dict[str, str]:
    """Return networks by their version, for a set of the firewall has one. DeploymentFailed: one is none."""
    versions: dict[int, list[str]] = {4: [], 6: []}
    for each in filter(None, text.split(",")):
        try:
            network = ipaddress.ip_network(each.strip())
        except ValueError as error:
            raise DeploymentFailed(f"{name}: {error}. Say 203.0.113.0/24,2001:db8::/32, or nothing.") from error
        if network.prefixlen == 0:
            raise DeploymentFailed(f"{name}: {each} is everybody, which the firewall does not take: say nothing.")
        versions[network.version].append(str(network))
    return {f"{parameter}{version}": ",".join(found) for version, found in versions.items()}
