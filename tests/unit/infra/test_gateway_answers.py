"""What the gateway itself answers: to the origin of the stage, and with what a refusal has to have."""

import json
from pathlib import Path
from typing import Any

import pytest

from chalicelib.api.http import problems
from infra.chalice_finish import list_gateway_responses
from infra.gateway_answers import ORIGIN, answer_origin, find_origin
from infra.policies import STAGES

HEADER = "gatewayresponse.header."


def test_every_answer_goes_to_the_origin_that_functions_answer_to() -> None:
    answers = answer_origin(list_gateway_responses(), "https://travel.example.com")

    assert {each["responseParameters"][ORIGIN] for each in answers.values()} == {"'https://travel.example.com'"}
    assert answers.keys() == list_gateway_responses().keys()
    assert {name: {**each, "responseParameters": None} for name, each in answers.items()} == {
        name: {**each, "responseParameters": None} for name, each in list_gateway_responses().items()
    }


def test_the_origin_is_the_one_that_the_stage_sets(tmp_path: Path) -> None:
    config = tmp_path / "config.json"
    given = {"dev": {}, "prod": {"SOJOURN_ALLOW_ORIGIN": "https://travel.example.com"}}
    stages = {stage: {"environment_variables": each} for stage, each in given.items()}
    config.write_text(json.dumps({"stages": stages}), encoding="utf-8")

    assert find_origin("dev", config) == "*"
    assert find_origin("prod", config) == "https://travel.example.com"


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_one(stage: str) -> None:
    assert find_origin(stage)


@pytest.mark.parametrize("origin", ["https://a'b.example", "https://ä.example", "https://a.example\n"])
def test_what_no_header_can_carry_is_refused(origin: str) -> None:
    with pytest.raises(ValueError, match="is no origin"):
        answer_origin(list_gateway_responses(), origin)


def problems_answered() -> dict[str, dict[str, Any]]:
    """The problem that the gateway answers, by its own kind of response; what it fills in, filled in."""
    found = {}
    for kind, response in list_gateway_responses().items():
        template = response["responseTemplates"]["application/json"]
        found[kind] = json.loads(template.replace("$context.error.messageString", '"said"'))
        assert found[kind]["requestId"] == "$context.requestId", kind
    return found


def test_what_the_gateway_refuses_is_the_problem_that_the_service_would_answer() -> None:
    kinds = {problems.TYPE_PREFIX + kind.slug: kind for kind in problems.TABLE.values()}
    named = {kind: each for kind, each in problems_answered().items() if not kind.startswith("DEFAULT")}

    assert len(named) >= 9
    for kind, each in named.items():
        assert each["title"] == kinds[each["type"]].title, kind
        assert each["status"] == int(list_gateway_responses()[kind]["statusCode"]), kind
        assert each["status"] == kinds[each["type"]].status or kind.startswith("INTEGRATION"), kind


@pytest.mark.parametrize(
    ("kind", "remedy"),
    [
        ("UNAUTHORIZED", "Authorization: Bearer <id token>"),
        ("ACCESS_DENIED", "sign in again"),
        ("MISSING_AUTHENTICATION_TOKEN", "/v1/docs"),
        ("RESOURCE_NOT_FOUND", "/v1/docs"),
        ("UNSUPPORTED_MEDIA_TYPE", "application/json"),
        ("THROTTLED", "later"),
        ("INTEGRATION_TIMEOUT", "Idempotency-Key"),
    ],
)
def test_a_refusal_of_the_gateway_says_what_to_do(kind: str, remedy: str) -> None:
    assert remedy in problems_answered()[kind]["detail"]


def test_a_refused_token_says_which_scheme_is_wanted() -> None:
    """The gateway gives a function's own such header another name."""
    parameters = list_gateway_responses()["UNAUTHORIZED"]["responseParameters"]

    assert parameters[f"{HEADER}WWW-Authenticate"] == "'Bearer'"
    denied = list_gateway_responses()["ACCESS_DENIED"]["responseParameters"]  # what the function refuses
    assert denied[f"{HEADER}WWW-Authenticate"] == "'Bearer error=\"invalid_token\"'"
    assert denied.keys() == parameters.keys()
    others = list_gateway_responses()["THROTTLED"]["responseParameters"]
    assert parameters.keys() - others.keys() == {f"{HEADER}WWW-Authenticate"}
    assert others.keys() <= parameters.keys()
