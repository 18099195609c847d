"""A stage behind an edge tells its functions so, and closes its gateway's own address by another deployment of it."""

import json
from typing import Any

from infra.edge.closing import PARAMETER, close_address, name_address
from infra.lint import translate
from infra.package import MERGED
from infra.templates import Value, load

ADDRESS = "https://travel.example.com/api"


def api() -> Value:
    definition = {"swagger": "2.0", "info": {"title": "x", "version": "1"}, "paths": {}}
    return {
        "Type": "AWS::Serverless::Api",
        "Properties": {"StageName": "api", "EndpointConfiguration": "REGIONAL", "DefinitionBody": definition},
    }


def test_the_address_is_closed_by_a_deployment_of_its_own() -> None:
    open_, closed = api(), close_address({"Resources": {"RestAPI": api()}}, ADDRESS)["Resources"]["RestAPI"]
    template: Value = {"Transform": "AWS::Serverless-2016-10-31", "Resources": {"Open": open_, "RestAPI": closed}}

    made: dict[str, Any] = json.loads(translate(json.dumps(template)))["Resources"]

    settings = "x-amazon-apigateway-endpoint-configuration"
    assert made["RestAPI"]["Properties"]["Body"][settings] == {"disableExecuteApiEndpoint": True}
    assert settings not in made["Open"]["Properties"]["Body"]
    marks = {
        name.partition("Deployment")[2] for name, each in made.items() if each["Type"] == "AWS::ApiGateway::Deployment"
    }
    assert len(marks) == 2


def test_a_stage_without_an_edge_stays_open() -> None:
    template: Value = {"Resources": {"RestAPI": api()}}

    assert close_address(template, "") == {"Resources": {"RestAPI": api()}}


def test_functions_know_where_people_reach_them() -> None:
    service = load(MERGED)

    assert service["Globals"]["Function"]["Environment"]["Variables"]["SOJOURN_PUBLIC_URL"] == {"Ref": PARAMETER}
    assert service["Parameters"][PARAMETER]["Default"] == ""
    assert name_address(service, ADDRESS) == {PARAMETER: ADDRESS}


def test_a_release_that_knows_no_edge_gets_no_address() -> None:
    assert name_address({"Resources": {}}, ADDRESS) == {}
