"""An operation on the reference page: what it takes, as curl and in Python, what it answers and where that leads."""

import json
import re
import shlex
from collections.abc import Iterator
from typing import Any

from chalicelib.api.openapi.html import Html, element, inline, join, prose, text
from chalicelib.api.openapi.html_schemas import kind, limits, show_fields, show_name
from chalicelib.api.openapi.python_examples import write_python
from chalicelib.domain.value import JsonObject

_JSON = "application/json"
# A new key in every shell that runs Python, which is all that this takes anyway.
_NEW_KEY = "-H \"Idempotency-Key: $(python3 -c 'import uuid; print(uuid.uuid4())')\""


def show_operation(path: str, method: str, operation: JsonObject, document: JsonObject) -> Html:
    """Render an operation."""
    parameters = [_resolve(each, document) for each in operation["parameters"]]
    schemas = document["components"]["schemas"]
    name = element("code", operation["operationId"], class_="name")
    return element(
        "article",
        element("h3", element("a", inline(operation["summary"]), href=f"#{id_of(operation)}")),
        element("p", badge(method), " ", element("code", _breakable(path)), " ", name, class_="path"),
        prose(operation.get("description", "")),
        _parameters(parameters),
        _request(operation, schemas),
        show_example("As curl", _curl(path, method, operation, parameters), is_open=True),
        _python(path, operation, parameters, schemas),
        *_answers(operation),
        _failures(operation),
        _onward(operation),
        id=id_of(operation),
        class_="operation",
    )


def show_example(title: str, written: str, *, is_open: bool) -> Html:
    """Render what can be copied, behind its title."""
    inside = join([element("summary", title), element("pre", element("code", written), tabindex="0")])
    return Html(f"<details{' open' if is_open else ''}>{inside}</details>")


def id_of(operation: JsonObject) -> str:
    """Return where an operation stands on the page."""
    return f"op-{operation['operationId']}"


def badge(method: str) -> Html:
    """Render the HTTP method."""
    return element("span", method.upper(), class_=f"method {method}")


def write_value(value: Any) -> str:
    """Return an example as text."""
    return value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)


def _parameters(parameters: list[JsonObject]) -> Html:
    if not parameters:
        return Html()
    return join([element("h4", "Parameters"), element("dl", *map(_parameter, parameters))])


def _parameter(parameter: JsonObject) -> Html:
    place = f"in the {parameter['in']}" + ("" if parameter["required"] else ", optional")
    schema = parameter["schema"]
    term = [element("code", parameter["name"]), " ", element("span", kind(schema), class_="kind"), " "]
    bounds = limits({name: value for name, value in schema.items() if name != "examples"})
    said = [inline(parameter.get("description", "")), " ", element("span", bounds, class_="quiet") if bounds else ""]
    return join([element("dt", *term, element("span", place, class_="quiet")), element("dd", *said)])


def _request(operation: JsonObject, schemas: JsonObject) -> Html:
    """Render the body that is sent, with its fields beside it."""
    if "requestBody" not in operation:
        return Html()
    media, content = next(iter(operation["requestBody"]["content"].items()))
    sent = element("p", kind(content["schema"]), " as ", element("code", media))
    name = str(content["schema"].get("$ref", "")).rpartition("/")[2]
    fields = schemas.get(name, {})
    if not fields.get("properties"):
        return join([element("h4", "Body"), sent])
    inside = element("details", element("summary", "Fields"), show_fields(fields))
    return join([element("h4", "Body"), sent, inside])


def _curl(path: str, method: str, operation: JsonObject, parameters: list[JsonObject]) -> str:
    """Write the example as a curl command."""
    values = {each["name"]: each.get("example", "") for each in parameters if each["in"] == "path"}
    address = re.sub(r"{(\w+)}", lambda name: str(values[name.group(1)]), path)
    lines = [f'curl "$BASE{address}"' if method == "get" else f'curl -X {method.upper()} "$BASE{address}"']
    if operation["security"]:
        lines.append('-H "Authorization: Bearer $TOKEN"')
    names = {each["name"] for each in parameters if each["in"] == "header"}
    if "Idempotency-Key" in names:
        lines.append(_NEW_KEY)
    if "If-Match" in names:
        lines.append("-H 'If-Match: \"v3\"'")
    for media, content in list(operation.get("requestBody", {}).get("content", {}).items())[:1]:
        lines.append(f'-H "Content-Type: {media}"')
        lines.append(f"-d {shlex.quote(write_value(content.get('example')))}")
    return " \\\n  ".join(lines)


def _python(path: str, operation: JsonObject, parameters: list[JsonObject], schemas: JsonObject) -> Html:
    return show_example("In Python", write_python(path, operation, parameters, schemas), is_open=False)


def _answers(operation: JsonObject) -> Iterator[Html]:
    for status, response in operation["responses"].items():
        if not status.startswith("2"):
            continue
        yield element("h4", f"Answer {status}")
        for media, content in response.get("content", {}).items():
            yield element("p", kind(content["schema"]), " as ", element("code", media))
            yield from _events(content["schema"])
            yield show_example("Example", write_value(content.get("example")), is_open=False)
        headers = [element("code", name) for name in response.get("headers", {})]
        yield element("p", "Headers: ", join(headers, ", "), class_="quiet") if headers else Html()


def _events(schema: JsonObject) -> Iterator[Html]:
    """Yield which events a stream sends, with the type of the data of each; nothing for what is no stream."""
    if "contentSchema" not in schema:
        return
    items = schema["contentSchema"]["items"]
    for each in items.get("anyOf", [items]):
        fields = each["properties"]
        yield element("p", "Event ", kind(fields["event"]), ", its data ", kind(fields["data"]["contentSchema"]))


def _failures(operation: JsonObject) -> Html:
    """Return which problems there may be, by status."""
    listed = []
    for status, response in operation["responses"].items():
        if status.startswith(("4", "5")):
            slugs = [slug for content in response["content"].values() for slug in content.get("examples", {})]
            listed.append(
                element("li", element("strong", status), " ", join([element("code", s) for s in slugs], ", "))
            )
    problem = element("a", show_name("Problem"), href="#type-Problem")
    return join([element("h4", "Errors: ", problem), element("ul", *listed, class_="errors")])


def _onward(operation: JsonObject) -> Html:
    """Render the links of an answer."""
    links = [each for response in operation["responses"].values() for each in response.get("links", {}).values()]
    named = {
        each["operationId"]: each.get("description") or each["operationId"] for each in links if "operationId" in each
    }
    if not named:
        return Html()
    items = [element("li", element("a", inline(said), href=f"#op-{name}")) for name, said in named.items()]
    return join([element("h4", "Links to"), element("ul", *items, class_="errors")])


def _resolve(parameter: JsonObject, document: JsonObject) -> JsonObject:
    reference = parameter.get("$ref")
    return document["components"]["parameters"][reference.rpartition("/")[2]] if reference else parameter


def _breakable(path: str) -> Html:
    """Render a path that may break into lines before its slashes."""
    return Html(str(text(path)).replace("/", "<wbr>/"))
