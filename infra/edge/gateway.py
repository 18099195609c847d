"""The template of the APIs' own hosts, in the stage's region: `infra/edge_gateway.yaml` with the firewall of the REST
API. Behind CloudFront it admits CloudFront alone; without, it judges every request by the same rules."""

import json
from collections.abc import Iterable

from infra.edge import firewall, rules
from infra.edge.said import ON, REGIONAL
from infra.package import ROOT
from infra.templates import Value, load

PART = "gateway"
BASE = ROOT / "infra" / "edge_gateway.yaml"
KINDS = (ON, REGIONAL)


def template(kind: str, public: Iterable[str]) -> Value:
    """Return the whole template for an API behind CloudFront, or for one alone. `public` are the paths of the API's
    routes that anybody may call."""
    made = load(BASE)
    made["Outputs"]["Edge"] = {"Value": kind}
    if kind == ON:
        made["Parameters"] |= {name: _key(description) for name, description in _KEYS.items()}
        made["Resources"] |= firewall.admitting(PART)
    else:
        made["Parameters"] |= rules.list_parameters()
        made["Conditions"] |= rules.list_conditions()
        made["Resources"] |= firewall.judging("REGIONAL", PART, public)
    return made


def text(kind: str, public: Iterable[str]) -> str:
    """Return the template as it is sent to CloudFormation."""
    return json.dumps(template(kind, public), indent=1)


_KEYS = {
    "OriginKey": "What CloudFront sends with each request.",
    "FormerOriginKey": "What it sent before, which is good still.",
}


def _key(description: str) -> Value:
    return {"Type": "String", "NoEcho": True, "MinLength": 32, "Description": description}
