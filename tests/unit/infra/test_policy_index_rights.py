"""Whoever searches or indexes policy documents may do so where the stage's vectors lie, and nowhere else."""

import json
from collections.abc import Callable
from fnmatch import fnmatchcase
from itertools import product
from pathlib import Path
from typing import Any, cast

import pytest

from infra import policies, policy_index_rights, reading_models
from infra.document_rights import VECTORS
from infra.layers import RETRIEVAL
from infra.policy_index_rights import index_statements
from infra.policy_statements import Statement

TITAN = "amazon.titan-embed-text-v2:0"
VERBS = ("search", "write")
Configure = Callable[..., Path]


@pytest.fixture(name="configure")
def a_configuration(tmp_path: Path) -> Configure:
    """Writes a configuration in which dev has these variables, and a function these settings."""

    def write(variables: dict[str, str], function: dict[str, Any] | None = None) -> Path:
        config = json.loads(policy_index_rights.CHALICE.read_text(encoding="utf-8"))
        config["stages"]["dev"]["environment_variables"].update(variables)
        config["stages"]["dev"]["lambda_functions"]["heartbeat"].update(function or {})
        file = tmp_path / "config.json"
        file.write_text(json.dumps(config), encoding="utf-8")
        return file

    return write


def allowed(statements: list[Statement]) -> set[tuple[str, str]]:
    """Each action with each resource."""
    return {
        pair
        for each in statements
        for pair in product(cast("list[str]", each["Action"]), cast("list[str]", each["Resource"]))
    }


@pytest.mark.parametrize("stage", policies.STAGES)
@pytest.mark.parametrize("verb", VERBS)
def test_vectors_in_the_stage_s_own_bucket_take_no_right_more(stage: str, verb: str) -> None:
    assert index_statements(stage, verb) == []


def test_in_s3_vectors_each_may_do_what_it_does_with_the_indexes_of_its_stage(configure: Configure) -> None:
    config = configure({"SOJOURN_POLICY_INDEX": "s3_vectors"})
    arn = "arn:aws:s3vectors:*:*:bucket/sojourn-dev-policy-index/index/*"

    searches, writes = (allowed(index_statements("dev", verb, config)) for verb in VERBS)

    assert {action for action, _ in searches} == {"s3vectors:GetVectors", "s3vectors:QueryVectors"}
    assert ("s3vectors:QueryVectors", arn) not in writes
    assert {resource for _, resource in searches | writes} == {arn}
    assert not any(fnmatchcase("bucket/sojourn-dev-policy-index-2/index/a", arn.split(":")[-1]) for _, arn in writes)
    assert index_statements("prod", "write", config) == []


@pytest.mark.parametrize(("function", "networked"), [({}, False), ({"subnet_ids": ["subnet-1"]}, True)])
def test_in_postgresql_it_may_read_the_one_secret_and_be_in_a_network_if_it_is_in_one(
    configure: Configure, function: dict[str, Any], networked: bool
) -> None:
    config = configure({"SOJOURN_POLICY_INDEX": "pgvector"}, function)

    found = allowed(index_statements("dev", "search", config))

    secret = ("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:sojourn-dev-policy-index-??????")
    assert secret in found
    assert {action.partition(":")[0] for action, _ in found - {secret}} == ({"ec2"} if networked else set())


def test_the_one_model_that_embeds_may_be_asked(configure: Configure) -> None:
    config = configure({"SOJOURN_EMBEDDINGS": f"bedrock:{TITAN}=0.02"})

    assert reading_models.find_models("dev", "embeddings", config) == (TITAN,)
    assert reading_models.find_models("prod", "embeddings", config) == ()
    assert allowed(reading_models.model_statements("dev", "embeddings", config)) == {
        ("bedrock:InvokeModel", f"arn:aws:bedrock:*::foundation-model/{TITAN}")
    }


def test_every_function_that_searches_or_indexes_has_these_rights_and_no_other_has() -> None:
    granted = {function for function, grants in policies.GRANTS.items() if set(VECTORS) & set(grants)}

    assert granted == set(RETRIEVAL.functions)
    assert all(set(VECTORS) <= set(policies.GRANTS[function]) for function in granted)
