"""What the gateway itself answers: to the origin of the stage, and with what a refusal has to have."""

import json
from pathlib import Path

import pytest

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


def test_a_refused_token_says_which_scheme_is_wanted() -> None:
    """The gateway gives a function's own such header another name."""
    parameters = list_gateway_responses()["UNAUTHORIZED"]["responseParameters"]

    assert parameters[f"{HEADER}WWW-Authenticate"] == "'Bearer'"
    assert list_gateway_responses()["ACCESS_DENIED"]["responseParameters"] == parameters  # what the function refuses
    others = list_gateway_responses()["THROTTLED"]["responseParameters"]
    assert parameters.keys() - others.keys() == {f"{HEADER}WWW-Authenticate"}
    assert others.keys() <= parameters.keys()
