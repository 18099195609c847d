"""Every `*` and `?` that is left in a role's policy, with the reason why nothing narrower can stand there."""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from chalicelib.settings import IndexPlace
from infra import policies
from infra.data_plane.rights import REPORTING, connect_as
from infra.policy_index_rights import grant
from infra.policy_statements import EMULATED
from infra.reading_models import ask_statements
from tests.least_privilege.evaluator import Statement, as_list
from tests.least_privilege.requests import ACCOUNT
from tests.least_privilege.stages import MACHINE, place, role_policy
from tests.support.tables import REGION

SAMPLE_MODELS = ("amazon.nova-lite-v1:0", "eu.amazon.nova-lite-v1:0")
SAMPLE_INDEXES: tuple[IndexPlace, ...] = ("s3_vectors", "pgvector")


class Wildcard(NamedTuple):
    """What a wildcard stands for in resources of this form. `condition` is what a statement with it has to say."""

    resource: str
    stands_for: str
    why: str
    condition: str = ""
    actions: str = ""
    """How all actions of the statement begin."""
    emulated: bool = False
    """It stands on the embedded cloud's stage alone, and something narrower on all others."""


PLACES = Wildcard(
    r"(arn:aws:[a-z0-9-]+:)(?:\*|[a-z0-9-]+):\*(:.+)",
    "the region and the account",
    "with both in every ARN the longest policy would be longer than IAM takes; other regions are denied, and a role's "
    "policy opens nothing in another account",
)
WILDCARDS = (
    PLACES,
    Wildcard(
        r"arn:aws:logs:[^*]+:log-group:/aws/lambda/sojourn-[^*]+:\*",
        "the log streams of the function's own group",
        "Lambda makes a stream for each of its environments, and calls it by its date and a random number",
    ),
    Wildcard(
        r"arn:aws:secretsmanager:[^*]+:secret:sojourn-[^*]+-\?{6}",
        "the six characters at the end of a secret's ARN",
        "Secrets Manager makes them up when the secret is made, anew for one that is made again",
    ),
    Wildcard(
        r"arn:aws:states:[^*]+:execution:sojourn-[^*]+-booking:\*",
        "the executions of the booking workflow",
        "each is called by its booking's id",
    ),
    Wildcard(
        r"arn:aws:s3:::sojourn-[^*]+-documents-[^*]+/(?:uploads|documents|exports|policies(?:/travel-policy)?)/\*",
        "the files in one folder of the documents",
        "each is called by the id of its document, or of its export",
    ),
    Wildcard(
        r"arn:aws:s3:::sojourn-[^*]+-audit-anchors-[^*]+/\*",
        "the anchors and receipts of the audit, or the ledger of erasures",
        "each is called by its number or by what it is of",
    ),
    Wildcard(
        r"arn:aws:execute-api:[^*]+:[a-z0-9]+/api/(?:POST|DELETE)/@connections/\*",
        "the open connections of the stage's own WebSocket API",
        "the gateway makes up an id for each connection",
    ),
    Wildcard(
        r"arn:aws:kms:[^*]+:key/\*",
        "the id of a key",
        "KMS makes it up; the condition names the key by its alias, and only our foundation can give it that",
        condition="kms:ResourceAliases",
    ),
    Wildcard(
        r"arn:aws:cognito-idp:[^*]+:userpool/\*",
        "the id of the user pool",
        "Cognito makes it up; the condition names the pool by its tag, and only our foundation can give it that",
        condition="aws:ResourceTag/sojourn",
    ),
    Wildcard(
        r"arn:aws:lambda:[^*]+:function:sojourn-[^*]+-step_\*",
        "the steps of the workflow, of this release and of those before it",
        "an execution goes on by the workflow that it began with, and calls its steps as they were called then",
    ),
    Wildcard(
        r"\*",
        "the delivery of the workflow's log",
        "CloudWatch's log delivery has no resources of its own that IAM could name",
        actions="logs:",
    ),
    Wildcard(
        r"\*",
        "traces",
        "a trace is nobody's own, and X-Ray's actions know no resource",
        actions="xray:",
    ),
    Wildcard(
        r"\*",
        "the network interfaces by which Lambda has a function in a network",
        "Lambda makes them as the function, and AWS takes no narrower resource of the role of one in a network",
        actions="ec2:",
    ),
    Wildcard(
        r"arn:aws:s3vectors:[^*]+:bucket/sojourn-[^*]+-policy-index/index/\*",
        "the indexes of policy documents in the stage's own bucket",
        "each is called by the model whose vectors it has",
    ),
    Wildcard(
        r"arn:aws:rds-db:[^*]+:dbuser:\*/sojourn_[a-z_]+",
        "the id of the data plane's database",
        "RDS makes it up when the cluster is made; the user behind it is the stage's own, and of one thing",
    ),
    Wildcard(
        r"arn:aws:bedrock:\*::foundation-model/[^*]+",
        "the region of a model",
        "a profile asks its model wherever in its part of the world there is room",
    ),
    Wildcard(
        r"arn:aws:cognito-idp:[^*]+:userpool/\*",
        "the id of the user pool",
        "the embedded cloud knows no tags of a pool in conditions",
        emulated=True,
    ),
    Wildcard(
        r"\*",
        "the state machine that a task's token belongs to",
        "the embedded cloud cannot tell it from the token",
        actions="states:SendTask",
        emulated=True,
    ),
)


class Unargued(NamedTuple):
    """A wildcard that no entry is about."""

    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: nothing is said of the wildcard in {self.text}"


def find_unargued(stages: Iterable[str]) -> list[str]:
    """Return what is wrong: wildcards without an entry, and entries without a wildcard."""
    found: list[str] = []
    used: set[Wildcard] = set()
    for where, stage, statement in _statements(stages):
        if statement["Effect"] == "Deny":
            continue
        found += [f"{where}: {each} names more than one action" for each in as_list(statement["Action"]) if "*" in each]
        for resource in as_list(statement["Resource"]):
            named = re.sub(PLACES.resource, rf"\g<1>{REGION}:{ACCOUNT}\g<2>", resource)
            used.update({PLACES} if named != resource else ())
            if not re.search(r"[*?]", named):
                continue
            argued = [each for each in WILDCARDS if is_about(each, stage, statement, named)]
            used.update(argued)
            found += [] if argued else [str(Unargued(where, resource))]
    dead = [f"no policy has the wildcard for {each.stands_for} any more" for each in WILDCARDS if each not in used]
    return [*dict.fromkeys(found), *dead]


def is_about(wildcard: Wildcard, stage: str, statement: Statement, resource: str) -> bool:
    """Return whether an entry is about this resource of a statement."""
    if wildcard.emulated and stage != EMULATED:
        return False
    return (
        re.fullmatch(wildcard.resource, resource) is not None
        and wildcard.condition in json.dumps(statement.get("Condition", {}))
        and all(each.startswith(wildcard.actions) for each in as_list(statement["Action"]))
    )


def _statements(stages: Iterable[str]) -> Iterator[tuple[str, str, Statement]]:
    for stage in stages:
        for function in (*policies.GRANTS, MACHINE):
            yield from ((f"{stage} {function}", stage, each) for each in role_policy(function, stage)["Statement"])
        yield from ((f"{stage} models", stage, each) for each in place(ask_statements(SAMPLE_MODELS)))
        for index, verb in product(SAMPLE_INDEXES, ("search", "write")):
            yield from ((f"{stage} {index}", stage, each) for each in place(grant(index, verb, stage, in_network=True)))
        yield from ((f"{stage} data plane", stage, each) for each in place([connect_as(stage, REPORTING)]))
