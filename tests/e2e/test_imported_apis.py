"""The emulator, as it is run here, imports a REST API whole from its definition, which `chalice deploy` has it do."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from local.stack import Stack

POOL = "arn:aws:cognito-idp:eu-central-1:000000000000:userpool/eu-central-1_AbC"
PREFLIGHT = {"statusCode": "200", "responseParameters": {"method.response.header.Access-Control-Allow-Origin": "'*'"}}
USERS = {
    "type": "apiKey",
    "name": "Authorization",
    "in": "header",
    "x-amazon-apigateway-authtype": "cognito_user_pools",
    "x-amazon-apigateway-authorizer": {"type": "cognito_user_pools", "providerARNs": [POOL]},
}


def definition(*paths: str) -> dict[str, Any]:
    mock = {"type": "mock", "responses": {"default": PREFLIGHT}}
    operations = {
        "get": {"security": [{"users": []}], "x-amazon-apigateway-integration": {"type": "aws_proxy", "uri": "arn:x"}},
        "options": {"x-amazon-apigateway-integration": mock},
    }
    return {
        "swagger": "2.0",
        "info": {"title": "imported", "version": "1"},
        "securityDefinitions": {"users": USERS},
        "paths": dict.fromkeys(paths, operations),
        "x-amazon-apigateway-gateway-responses": {"UNAUTHORIZED": {"statusCode": "418"}},
    }


@pytest.fixture
def imported(stack: Stack) -> Iterator[str]:
    gateway = stack.client("apigateway")
    body = json.dumps(definition("/", "/notes/{id}")).encode()
    api = gateway.import_rest_api(body=body, parameters={"endpointConfigurationTypes": "REGIONAL"})["id"]
    yield api
    gateway.delete_rest_api(restApiId=api)


def resources(stack: Stack, api: str) -> dict[str, dict[str, Any]]:
    found = stack.client("apigateway").get_resources(restApiId=api, embed=["methods"])["items"]
    return {each["path"]: each.get("resourceMethods", {}) for each in found}


def test_routes_authorizers_mocks_and_the_gateways_own_answers_are_imported(stack: Stack, imported: str) -> None:
    gateway = stack.client("apigateway")
    found = resources(stack, imported)
    (authorizer,) = gateway.get_authorizers(restApiId=imported)["items"]

    assert gateway.get_rest_api(restApiId=imported)["endpointConfiguration"]["types"] == ["REGIONAL"]
    assert set(found) == {"/", "/notes", "/notes/{id}"}
    assert authorizer["providerARNs"] == [POOL]
    assert found["/notes/{id}"]["GET"]["authorizerId"] == authorizer["id"]
    answers = found["/"]["OPTIONS"]["methodIntegration"]["integrationResponses"]
    assert answers["200"]["responseParameters"] == PREFLIGHT["responseParameters"]
    assert gateway.get_gateway_response(restApiId=imported, responseType="UNAUTHORIZED")["statusCode"] == "418"


def test_another_definition_replaces_the_first_and_the_api_keeps_its_id(stack: Stack, imported: str) -> None:
    gateway = stack.client("apigateway")
    before = {each["id"] for each in gateway.get_rest_apis()["items"]}

    gateway.put_rest_api(restApiId=imported, mode="overwrite", body=json.dumps(definition("/", "/trips")).encode())

    assert set(resources(stack, imported)) == {"/", "/trips"}
    assert {each["id"] for each in gateway.get_rest_apis()["items"]} == before


def test_an_api_that_is_not_there_is_not_overwritten(stack: Stack) -> None:
    gateway = stack.client("apigateway")

    with pytest.raises(gateway.exceptions.NotFoundException):
        gateway.put_rest_api(restApiId="nothing", mode="overwrite", body=json.dumps(definition("/")).encode())
