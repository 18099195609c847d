"""Who verifies tokens at the gateway of a packaged stage: routes open to programs wait for the function, the others for
the user pool; and what the function may do."""

import json
import os
import subprocess
import sys
from typing import cast

import pytest

from chalicelib.api.blueprints import BLUEPRINTS
from infra import policies
from infra.package import ROOT
from infra.packaged_template import ALIAS
from infra.rendering import render_service
from infra.templates import Value

ROUTES = [route for blueprint in BLUEPRINTS for route in blueprint.api_routes]
SCHEMES = """
import json
import app
from chalice.deploy.swagger import CFNSwaggerGenerator
paths = CFNSwaggerGenerator().generate_swagger(app.app)["paths"].values()
asked = [scheme for methods in paths for each in methods.values() for scheme in each.get("security", [])]
print(json.dumps(sorted({name for scheme in asked for name in scheme})))
"""


@pytest.fixture(scope="module")
def resources() -> Value:
    template: Value = json.loads(render_service("prod"))["Resources"]
    return template


def test_routes_open_to_programs_wait_for_the_function_and_the_others_for_the_user_pool(resources: Value) -> None:
    """Of a ticket the gateway knows nothing: whatever takes one asks for it, or for a token, itself."""
    paths = resources["RestAPI"]["Properties"]["DefinitionBody"]["paths"]
    expected: dict[bool, list[dict[str, list[str]]]] = {True: [{"authorize_caller": []}], False: [{"users": []}]}

    for route in ROUTES:
        methods = ("get", "head") if route.method == "GET" else (route.method.lower(),)
        found = [paths[route.path][method].get("security") for method in methods]
        is_open = route.public or route.takes_ticket
        assert found == [None if is_open else expected[route.scope is not None]] * len(methods), route.name


def test_the_gateway_asks_the_functions_alias_and_keeps_its_answer_for_a_minute(resources: Value) -> None:
    api = resources["RestAPI"]["Properties"]["DefinitionBody"]
    scheme = api["securityDefinitions"]["authorize_caller"]
    asked = scheme["x-amazon-apigateway-authorizer"]

    assert (scheme["in"], scheme["name"]) == ("header", "Authorization")
    assert (asked["type"], asked["authorizerResultTtlInSeconds"]) == ("token", 60)
    assert asked["authorizerUri"]["Fn::Sub"].endswith(f"/functions/${{AuthorizeCallerAlias{ALIAS}}}/invocations")
    permission = resources["AuthorizeCallerInvokePermission"]["Properties"]
    assert permission["FunctionName"] == {"Ref": f"AuthorizeCallerAlias{ALIAS}"}
    assert permission["Principal"] == "apigateway.amazonaws.com"


def test_where_another_issuers_tokens_are_taken_every_route_waits_for_the_function() -> None:
    """The user pool's authorizer knows no other issuer."""
    given = {
        "PATH": os.environ["PATH"],
        "AWS_REGION": "eu-central-1",
        "SOJOURN_TOKEN_ISSUER": "https://login.example.com",
        "SOJOURN_TOKEN_KEYS_URL": "https://login.example.com/keys",
        "SOJOURN_TOKEN_AUDIENCE": "sojourn",
    }
    command = [sys.executable, "-c", SCHEMES]
    done = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, timeout=120, check=True)

    assert json.loads(done.stdout) == ["authorize_caller"]


@pytest.mark.parametrize("stage", policies.STAGES)
def test_the_function_may_look_up_its_pool_and_write_what_it_did_and_nothing_else(stage: str) -> None:
    statements = policies.policy("authorize_caller", stage)["Statement"]
    allowed = {action for each in statements for action in cast("list[str]", each["Action"])}

    assert allowed <= {
        *("logs:CreateLogStream", "logs:PutLogEvents"),
        *("xray:PutTelemetryRecords", "xray:PutTraceSegments"),
        "ssm:GetParameter",
    }
    (looked_up,) = (each["Resource"] for each in statements if each["Action"] == ["ssm:GetParameter"])
    assert looked_up == [f"arn:aws:ssm:*:*:parameter/sojourn/{stage}/foundation"]
