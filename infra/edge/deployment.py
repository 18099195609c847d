"""Brings what stands in front of a stage up to date, or takes it away: the APIs' own hosts in the stage's region, and
CloudFront in us-east-1. What CloudFront sends is known to the API's firewall before it is sent."""

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from infra import guards
from infra.artifacts import Artifacts
from infra.edge import front, gateway, site
from infra.edge.origin_key import read_keys
from infra.edge.said import KIND, OFF, ON, Edge, find_edge, read_edge, read_rules
from infra.edge.zone import check_zone
from infra.limits import list_public
from infra.stacks import Agree, Plan, Stacks
from infra.target import DeploymentFailed, Say, Target
from infra.templates import Value

ALARM_EMAIL = "ALARM_EMAIL"  # of the stage's alarms, and of those here


class Api(NamedTuple):
    """What the edge stands before: the ids of both APIs, and the paths of routes that anybody may call."""

    rest: str
    websocket: str
    public: tuple[str, ...]


class Edges:
    """What stands in front of one stage, by what the environment says of it."""

    def __init__(self, target: Target, say: Say, agree: Agree, environment: Mapping[str, str]) -> None:
        self._target, self._say, self._agree, self._environment = target, say, agree, environment
        self._front_target = target._replace(region=front.REGION)
        self._here, self._there = Stacks(target, say, agree), Stacks(self._front_target, say, agree)

    @property
    def is_to_go(self) -> bool:
        """Whether it is said that nothing is to stand, so that what is half there goes too."""
        return self._environment.get(KIND) == OFF

    def find(self) -> Edge:
        """Return what stands. Of what is half there nothing does: nobody can come by it."""
        found = find_edge(self._here.find(self._target.stack(gateway.PART)))
        if found.kind == ON:
            known = self._there.find(self._target.stack(front.PART))
            return found if known is not None and known.get("Outputs") else Edge()
        return found

    def read(self, standing: Edge) -> Edge:
        """Return what is to stand. DeploymentFailed: it cannot, or data would be where they may not."""
        wanted = read_edge(self._environment, standing)
        read_rules(self._environment)
        if wanted.kind == ON:
            try:
                guards.check_region(self._front_target)
            except DeploymentFailed as error:
                raise DeploymentFailed(f"{error} EDGE=regional stays in the stage's region.") from error
        return wanted

    def check(self, edge: Edge) -> None:
        """Refuse what would fail after a long wait. DeploymentFailed says why."""
        if edge.kind != OFF:
            check_zone(self._target, edge)

    def apply(self, edge: Edge, api: Api) -> None:
        """Bring both stacks and the site up to date. DeploymentFailed says what went wrong."""
        if edge.kind != ON:
            self._apply(self._here, self._target, self._plan_gateway(edge, api, self._read_parameters(edge)))
            return
        keys = read_keys(self._target)
        both = {"OriginKey": keys.current, "FormerOriginKey": keys.former}
        self._apply(self._here, self._target, self._plan_gateway(edge, api, both))
        plan = self._plan_front(edge, api, {**self._read_parameters(edge), "OriginKey": keys.current})
        outputs = self._apply(self._there, self._front_target, plan)
        files = site.publish(self._front_target, outputs["SiteBucket"], outputs["DistributionId"])
        self._say(f"deploy: {files} of the site's files are new, at https://{edge.domain}/")

    def remove(self) -> None:
        """Take away whatever is there of both stacks: CloudFront before the hosts that it asks."""
        name = self._target.stack(front.PART)
        if self._there.find(name) is not None:
            self._take_away(self._there, name, self._there.outputs(name).get("SiteBucket", ""))
        name = self._target.stack(gateway.PART)
        if self._here.find(name) is not None:
            self._take_away(self._here, name)

    def list_changed(self, edge: Edge, api: Api) -> Iterator[str]:
        """Yield the stacks that are not what a deployment would make of them, but for the key."""
        parameters = self._read_parameters(edge)
        if edge.kind != OFF and self._here.differs(
            self._plan_gateway(edge, api, {} if edge.kind == ON else parameters)
        ):
            yield self._target.stack(gateway.PART)
        if edge.kind == ON and self._there.differs(self._plan_front(edge, api, parameters)):
            yield self._target.stack(front.PART)

    def _apply(self, stacks: Stacks, target: Target, plan: Plan) -> dict[str, str]:
        artifacts = Artifacts(target)
        key = artifacts.put(json.dumps(plan.template, indent=1).encode(), f"{plan.stack.rsplit('-', 1)[1]}.json")
        outputs = stacks.apply(plan._replace(template_url=artifacts.url(key), template_key=key))
        if target.stage in guards.CAREFUL:
            stacks.protect(plan.stack)
        return outputs

    def _take_away(self, stacks: Stacks, name: str, bucket: str = "") -> None:
        self._agree(f"Take {name} away?")
        if bucket:
            site.clear(self._front_target, bucket)
        stacks.delete(name)
        self._say(f"deploy: {name} is taken away")

    def _read_parameters(self, edge: Edge) -> dict[str, str]:
        """Return what is said of the firewall's rules, and beside them whom the front's alarms notify."""
        alarmed = {"AlarmEmail": self._environment[ALARM_EMAIL]} if ALARM_EMAIL in self._environment else {}
        return read_rules(self._environment) | (alarmed if edge.kind == ON else {})

    def _plan_gateway(self, edge: Edge, api: Api, parameters: Mapping[str, str]) -> Plan:
        given = {
            **self._name_stage(edge),
            "RestDomain": edge.rest_domain,
            "RestApiId": api.rest,
            "WebsocketApiId": api.websocket,
            **parameters,
        }
        return Plan(self._target.stack(gateway.PART), gateway.template(edge.kind, api.public), "", given)

    def _plan_front(self, edge: Edge, api: Api, parameters: Mapping[str, str]) -> Plan:
        given = {**self._name_stage(edge), **self._name_origin(edge, api), **parameters}
        return Plan(self._target.stack(front.PART), front.template(api.public), "", given)

    def _name_stage(self, edge: Edge) -> dict[str, str]:
        return {
            "Stage": self._target.stage,
            "EmulatorEndpoint": self._target.endpoint,
            "Domain": edge.domain,
            "ZoneId": edge.zone_id,
        }

    def _name_origin(self, edge: Edge, api: Api) -> dict[str, str]:
        """Return where CloudFront reaches the API. In the embedded cloud no name leads to anywhere."""
        if self._target.on_aws:
            return {"ApiHost": edge.rest_domain}
        endpoint = urlsplit(self._target.endpoint)
        host, port = str(endpoint.hostname), str(endpoint.port)
        return {"ApiHost": host, "ApiPort": port, "ApiPath": f"/_aws/execute-api/{api.rest}"}


def describe_api(template: Value, outputs: Mapping[str, str]) -> Api:
    """Return what is in front of which the edge stands, by the service's template and what its stack answered."""
    paths = template["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]["paths"]
    public = tuple(sorted({path for path, _ in list_public(paths)}))
    return Api(outputs["RestAPIId"], outputs["WebsocketAPIId"], public)
