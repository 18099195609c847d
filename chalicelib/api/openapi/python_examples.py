"""An operation's example as a call of the Python client: its methods, types and fields have the description's names."""

import json
import keyword
import re
from collections.abc import Iterable, Mapping
from typing import Any

from chalicelib.api.openapi.schemas import SENT
from chalicelib.domain.value import JsonObject

_WIDTH = 88
_INDENT = 4
_JSON = "application/json"


def write_python(path: str, operation: JsonObject, parameters: Iterable[JsonObject], schemas: JsonObject) -> str:
    """Write the call that sends the example of an operation; its path parameters are those of the example.

    `parameters` are the operation's, references resolved; `schemas` all types by name.
    """
    by_place = {each["name"]: each for each in parameters}
    given = [json.dumps(str(by_place[name]["example"])) for name in re.findall(r"{(\w+)}", path)]
    content = operation.get("requestBody", {}).get("content", {}).get(_JSON)
    if content:
        given.append(_write(content["example"], content["schema"], schemas, _INDENT))
    given += [
        f"{snake_case(name)}={_write(_example_of(each), each['schema'], schemas, _INDENT)}"
        for name, each in by_place.items()
        if each["in"] == "query" and each["required"]
    ]
    if by_place.get("If-Match", {}).get("required"):
        given.append("if_match='\"v3\"'")
    return _join(f"client.{operation['operationId']}(", given, ")", 0)


def snake_case(name: str) -> str:
    """Return a field's name as the client has it: `departOn` is `depart_on`."""
    snake = re.sub(r"(?<!^)([A-Z])", lambda found: f"_{found.group(1).lower()}", name)
    return snake + "_" * keyword.iskeyword(snake)


def _example_of(parameter: JsonObject) -> Any:
    schema = parameter["schema"]
    return parameter.get("example", next(iter(schema.get("examples", ())), _SIMPLEST.get(schema.get("type", ""), "")))


_SIMPLEST: Mapping[str, Any] = {"number": 52.5, "integer": 1, "boolean": True, "string": "Berlin"}


def _write(value: Any, schema: JsonObject, schemas: JsonObject, indent: int) -> str:
    """Write `value` as Python that makes it, from column `indent` on."""
    if value is None:
        return "None"
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        return _write_named(value, name, schemas[name], schemas, indent)
    for each in schema.get("anyOf") or schema.get("oneOf") or ():
        if _fits(value, each, schemas):
            return _write(value, each, schemas, indent)
    if isinstance(value, list):
        kinds = schema.get("prefixItems") or [schema.get("items") or {}] * len(value)
        inside = [_write(each, kind, schemas, indent + _INDENT) for each, kind in zip(value, kinds, strict=False)]
        return f"({inside[0]},)" if len(inside) == 1 and "\n" not in inside[0] else _join("(", inside, ")", indent)
    if isinstance(value, dict):
        kind = schema.get("additionalProperties")
        kind = kind if isinstance(kind, dict) else {}
        inside = [f"{json.dumps(key)}: {_write(each, kind, schemas, indent + _INDENT)}" for key, each in value.items()]
        return _join("{", inside, "}", indent)
    if isinstance(value, str):
        return _FORMATS.get(schema.get("format", ""), "{}").format(json.dumps(value, ensure_ascii=False))
    return repr(value)


_FORMATS = {"date": "dt.date.fromisoformat({})", "date-time": "dt.datetime.fromisoformat({})"}


def _write_named(value: Any, name: str, schema: JsonObject, schemas: JsonObject, indent: int) -> str:
    if "enum" in schema:
        member = re.sub(r"\W", "_", str(value)).upper()
        return f"models.{name}.{member}"
    if "properties" not in schema:
        return _write(value, schema, schemas, indent)
    fields = schema["properties"]
    given = [
        f"{snake_case(key)}={_write(each, fields[key], schemas, indent + _INDENT)}"
        for key, each in value.items()
        if len(fields[key].get("enum", ())) != 1 and not ("default" in fields[key] and fields[key]["default"] == each)
    ]
    known = name.removesuffix(SENT)  # one type in Python, whether it is sent or answered
    return _join(f"models.{known}(", given, ")", indent)


def _fits(value: Any, schema: JsonObject, schemas: JsonObject) -> bool:
    """Return whether a value is of this one of several types: by its tag, its fields, or its type in JSON."""
    if "$ref" in schema:
        return _fits(value, schemas[str(schema["$ref"]).rpartition("/")[2]], schemas)
    if "enum" in schema:
        return value in schema["enum"]
    if isinstance(value, dict):
        fields = schema.get("properties", {})
        tags = {key: each["enum"][0] for key, each in fields.items() if len(each.get("enum", ())) == 1}
        return value.keys() <= fields.keys() and all(value.get(key) == tag for key, tag in tags.items())
    kinds = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array"}
    return schema.get("type") in {kinds[type(value)], "number" if type(value) is int else ""}


def _join(head: str, parts: list[str], tail: str, indent: int) -> str:
    flat = f"{head}{', '.join(parts)}{tail}"
    if "\n" not in flat and indent + len(flat) <= _WIDTH:
        return flat
    if not parts:
        return flat
    inner = " " * (indent + _INDENT)
    return f"{head}\n" + "".join(f"{inner}{part},\n" for part in parts) + " " * indent + tail
