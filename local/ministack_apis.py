"""What the emulator's API Gateway lacks of importing an API from its OpenAPI document.

`POST /restapis?mode=import`, by which `chalice deploy` makes an API, makes an empty one there, and
`PUT /restapis/{id}?mode=overwrite`, by which it changes one, changes nothing. The emulator reads such documents for
CloudFormation; here both calls do so too. What it does not read of them in either way is read here as well: how the
gateway itself answers (`x-amazon-apigateway-gateway-responses`), and what answers without a function (mocks, by which
browsers are told what they may send).
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Document = dict[str, Any]
Answer = tuple[int, dict[str, str], bytes]
Handle = Callable[[str, str, Mapping[str, str], bytes, Mapping[str, Any]], Awaitable[Answer]]

RESPONSES = "x-amazon-apigateway-gateway-responses"
INTEGRATION = "x-amazon-apigateway-integration"
# What the emulator keeps of an API by its id, and an import makes anew.
_IMPORTED = ("_resources", "_authorizers_v1", "_gateway_responses")


def install(gateway: Any) -> None:
    """Let the emulator's module of REST APIs import documents whole."""
    import_api, handle = gateway._import_rest_api, gateway.handle_request

    def import_whole(document: Document, base: Document | None = None) -> str:
        api = str(import_api(document, base))
        _import_answers(gateway, api, document)
        return api

    gateway._import_rest_api = import_whole
    gateway.handle_request = _with_imports(gateway, handle)


def _with_imports(gateway: Any, handle: Handle) -> Handle:
    async def answer(
        method: str, path: str, headers: Mapping[str, str], body: bytes, query: Mapping[str, Any]
    ) -> Answer:
        parts = path.strip("/").split("/")
        mode = _first(query.get("mode"))
        if (method, parts, mode) == ("POST", ["restapis"], "import"):
            api = gateway._import_rest_api(json.loads(body), _settings(query))
            return _with_status(gateway._get_rest_api(api), 201)
        if method == "PUT" and len(parts) == 2 and parts[0] == "restapis":
            return _overwrite(gateway, parts[1], json.loads(body))
        return await handle(method, path, headers, body, query)

    return answer


def _overwrite(gateway: Any, api: str, document: Document) -> Answer:
    """Let an API answer as another document says; its id, its stages and its deployments stay."""
    if api in gateway._rest_apis:
        fresh = gateway._import_rest_api(document)
        for kept in _IMPORTED:
            getattr(gateway, kept)[api] = getattr(gateway, kept)[fresh]
        gateway._rest_apis[api]["name"] = gateway._rest_apis[fresh]["name"]
        gateway._delete_rest_api(fresh)
    answer: Answer = gateway._get_rest_api(api)
    return answer


def _import_answers(gateway: Any, api: str, document: Document) -> None:
    for kind, response in document.get(RESPONSES, {}).items():
        gateway._put_gateway_response(api, kind, response)
    resources = {each["path"]: each["id"] for each in gateway._resources[api].values()}
    for path, operations in document.get("paths", {}).items():
        for method, operation in operations.items():
            for response in _mocked(operation):
                where = (api, resources[path], method.upper(), str(response.get("statusCode", "200")))
                gateway._put_integration_response(*where, response)


def _mocked(operation: Any) -> list[Document]:
    integration = operation.get(INTEGRATION, {}) if isinstance(operation, dict) else {}
    is_mock = str(integration.get("type", "")).lower() == "mock"
    return list(integration.get("responses", {}).values()) if is_mock else []


def _settings(query: Mapping[str, Any]) -> Document:
    kind = _first(query.get("endpointConfigurationTypes")) or "EDGE"
    return {"endpointConfiguration": {"types": [kind]}}


def _first(value: Any) -> str:
    return str((value[0] if value else "") if isinstance(value, list) else value or "")


def _with_status(answer: Answer, status: int) -> Answer:
    _, headers, body = answer
    return status, headers, body
