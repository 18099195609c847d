"""The rights to the service that a stage's policy index lies in; none where it lies in the stage's own bucket."""

import json
from pathlib import Path
from typing import Any

from chalicelib import settings
from chalicelib.settings import IndexPlace
from infra.policy_statements import Statement, allow

CHALICE = Path(__file__).parent.parent / ".chalice" / "config.json"
# By what is done with the index. A query that is filtered, and tells what it found, takes the right to read vectors.
_ACTIONS = {
    "search": ["s3vectors:GetVectors", "s3vectors:QueryVectors"],
    "write": ["s3vectors:CreateIndex", "s3vectors:DeleteVectors", "s3vectors:GetVectors", "s3vectors:PutVectors"],
}
# What Lambda does, as the function, to have it in a network; AWS takes no narrower resource for it.
NETWORK = [
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
]


def find_index(stage: str, config: Path = CHALICE) -> IndexPlace:
    """Return where a stage's setting has vectors of policy documents lie."""
    return settings.load(read_variables(stage, config)).index_place


def read_variables(stage: str, config: Path = CHALICE) -> dict[str, str]:
    """Return the variables that a stage's configuration sets."""
    given: dict[str, str] = _read_stage(stage, config)["environment_variables"]
    return given


def index_statements(stage: str, verb: str, config: Path = CHALICE) -> list[Statement]:
    """Return what allows to `search` or to `write` a stage's policy index."""
    return grant(find_index(stage, config), verb, stage, in_network=_is_in_network(_read_stage(stage, config)))


def grant(index: IndexPlace, verb: str, stage: str, *, in_network: bool) -> list[Statement]:
    """Return what allows to search or to write an index that lies there, and to do so within a network."""
    match index:
        case "local":
            return []
        case "s3_vectors":
            return [allow(_ACTIONS[verb], [f"arn:aws:s3vectors:*:*:bucket/sojourn-{stage}-policy-index/index/*"])]
        case "pgvector":
            secret = f"arn:aws:secretsmanager:*:*:secret:sojourn-{stage}-policy-index-??????"
            return [
                allow(["secretsmanager:GetSecretValue"], [secret]),
                *([allow(NETWORK, ["*"])] if in_network else []),
            ]


def _read_stage(stage: str, config: Path) -> dict[str, Any]:
    given: dict[str, Any] = json.loads(config.read_text(encoding="utf-8"))["stages"][stage]
    return given


def _is_in_network(given: dict[str, Any]) -> bool:
    """Return whether a stage's configuration puts any of its functions, or all of them, into a network."""
    return any("subnet_ids" in each for each in (given, *given.get("lambda_functions", {}).values()))
