"""A stage is tried where its users reach it."""

from typing import Any

import pytest

from infra.smoke import find_copy
from infra.target import Target
from infra.templates import Value


class Stacks:
    """In place of CloudFormation, which knows the foundation and the service of a stage."""

    def __init__(self, **given: str) -> None:
        self._given = given

    def describe_stacks(self, StackName: str) -> Value:  # noqa: N803
        outputs = {"UserPoolId": "pool", "UserPoolClientId": "client"}
        parameters: dict[str, Any] = {}
        if StackName.endswith("-service"):
            outputs, parameters = {"EndpointURL": "https://a1.execute-api.eu-central-1.amazonaws.com/api/"}, self._given
        return {
            "Stacks": [
                {
                    "Outputs": [{"OutputKey": key, "OutputValue": value} for key, value in outputs.items()],
                    "Parameters": [{"ParameterKey": key, "ParameterValue": it} for key, it in parameters.items()],
                }
            ]
        }


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({}, "https://a1.execute-api.eu-central-1.amazonaws.com/api"),
        ({"PublicUrl": ""}, "https://a1.execute-api.eu-central-1.amazonaws.com/api"),
        ({"PublicUrl": "https://travel.example.com/api"}, "https://travel.example.com/api"),
    ],
)
def test_what_people_come_by_is_gone_through(
    given: dict[str, str], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Target, "client", lambda *_: Stacks(**given))

    assert find_copy(Target("dev")) == (address, "pool", "client")
