"""What a function may do for what lies in the data plane; nothing on a stage whose settings use none of it.

Database and cache are asked by tokens that a role signs (`gateways/connect_tokens.py`): the right is to connect as one
user, whose own rights are the database's and the cache's affair.
"""

from pathlib import Path

from infra.data_plane.functions import COPYING, list_networked, read_settings
from infra.layers import RETRIEVAL
from infra.policy_index_rights import CHALICE, NETWORK
from infra.policy_statements import Statement, allow

INDEX, REPORTING = "policy-index", "reporting"


def plane_statements(function: str, stage: str, config: Path = CHALICE) -> list[Statement]:
    """Return what allows a function to use what its stage's settings have it use."""
    here = read_settings(stage, config)
    made = []
    networked = list_networked(here)
    if here.reporting_copy and function in COPYING:
        secret = f"arn:aws:secretsmanager:*:*:secret:sojourn-{stage}-{REPORTING}-??????"
        made.append(allow(["secretsmanager:GetSecretValue"], [secret]))
    if function not in networked:
        return made
    made.append(allow(NETWORK, ["*"]))
    if function in COPYING:
        made.append(connect_as(stage, REPORTING))
    if function in RETRIEVAL.functions:
        made.append(connect_as(stage, INDEX))
    if here.cache == "valkey":
        cache = [f"replicationgroup:sojourn-{stage}", f"user:sojourn-{stage}-functions"]
        made.append(allow(["elasticache:Connect"], [f"arn:aws:elasticache:*:*:{each}" for each in cache]))
    return made


def asking_statements(stage: str, config: Path = CHALICE) -> list[Statement]:
    """Return what allows to ask for a booking's copy, on a stage that keeps one."""
    if not read_settings(stage, config).reporting_copy:
        return []
    return [allow(["sqs:GetQueueUrl", "sqs:SendMessage"], [f"arn:aws:sqs:*:*:sojourn-{stage}-{REPORTING}"])]


def name_user(stage: str, thing: str) -> str:
    """Return as whom functions ask the plane's database for one thing."""
    return f"sojourn_{stage}_{thing.replace('-', '_')}"


def connect_as(stage: str, thing: str) -> Statement:
    """Return what allows to connect as one user: the id of a cluster is made up, and the user is the stage's own."""
    return allow(["rds-db:connect"], [f"arn:aws:rds-db:*:*:dbuser:*/{name_user(stage, thing)}"])
