"""The reference's types: a schema in words, with links to the types that it names."""

import json
from collections.abc import Iterator
from typing import Any

from chalicelib.api.openapi.descriptions import VALUE_DESCRIPTIONS
from chalicelib.api.openapi.html import Html, element, inline, join, prose, text
from chalicelib.domain.value import JsonObject

# A bound as large as this is that of JSON's reader, and tells nobody anything.
_NO_LIMIT = 10**15
_FORMATS = {"date": "date", "date-time": "date and time"}


def schemas(document: JsonObject) -> Html:
    """Return all types, in the order of their names."""
    found = sorted(document["components"]["schemas"].items(), key=lambda named: str(named[0]).lower())
    return join(_schema(name, schema) for name, schema in found)


def kind(schema: JsonObject) -> Html:
    """Name the type of a value in a few words."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        return element("a", show_name(name), href=f"#type-{name}")
    if several := schema.get("anyOf") or schema.get("oneOf"):
        return join(_between([kind(each) for each in several], " or "))
    if "enum" in schema:
        return join(_between([element("code", _value(each)) for each in schema["enum"]], " or "))
    if "prefixItems" in schema:
        return join(["list of ", *_between([kind(each) for each in schema["prefixItems"]], " and ")])
    if schema.get("type") == "array":
        return join(["list of ", kind(schema["items"])])
    if schema.get("type") == "object" and isinstance(schema.get("additionalProperties"), dict):
        return join(["object of ", kind(schema["additionalProperties"])])
    return text(_FORMATS.get(schema.get("format", ""), schema.get("type", "any value")))


def limits(schema: JsonObject) -> Html:
    """Describe the limits of a value, and its default."""
    return join(_between(list(_limits(schema)), ", "))


def show_name(name: str) -> str:
    """Return a type's name as people read it: `SharePage` is `Page of Share`."""
    return f"Page of {name.removesuffix('Page')}" if name.endswith("Page") else name


def described(schema: JsonObject) -> str:
    """Return a schema's description, or that of the one type that it may have."""
    own = schema.get("description")
    return str(own or next((each["description"] for each in schema.get("anyOf", ()) if "description" in each), ""))


def _schema(name: str, schema: JsonObject) -> Html:
    body = show_fields(schema)
    if "enum" in schema:
        body = _words(schema)
    elif "oneOf" in schema:
        body = element("p", kind(schema))
    head = element("h3", element("a", show_name(name), href=f"#type-{name}"))
    return element("article", head, prose(schema.get("description", "")), body, id=f"type-{name}", class_="type")


def _words(schema: JsonObject) -> Html:
    """Render the values of a list with what each means."""
    meanings = schema.get(VALUE_DESCRIPTIONS) or [""] * len(schema["enum"])
    rows = [
        join([element("dt", element("code", _value(value))), element("dd", inline(meaning))])
        for value, meaning in zip(schema["enum"], meanings, strict=True)
    ]
    return element("dl", *rows, class_="rows")


def show_fields(schema: JsonObject) -> Html:
    """Render the fields of a type, each with its meaning and its limits."""
    required = schema.get("required", ())
    rows = [_field(name, each, name in required) for name, each in schema.get("properties", {}).items()]
    return element("dl", *rows)


def _field(name: str, schema: JsonObject, is_required: bool) -> Html:
    need = "" if is_required else element("span", "optional", class_="quiet")
    term = element("dt", element("code", name), " ", element("span", kind(schema), class_="kind"), " ", need)
    said = described(schema)
    bounds = limits(schema)
    texts = [inline(said)] if said else []
    texts += [element("span", bounds, class_="quiet")] if bounds else []
    values = next((each for each in (schema, *schema.get("anyOf", ())) if VALUE_DESCRIPTIONS in each), None)
    texts += [_words(values)] if values else []
    return join([term, element("dd", join(_between(texts, " ")))])


def _limits(schema: JsonObject) -> Iterator[Html]:
    bounds = [
        ("minLength", "maxLength", "characters"),
        ("minItems", "maxItems", "entries"),
        ("minProperties", "maxProperties", "entries"),
        ("minimum", "maximum", ""),
    ]
    for least, most, unit in bounds:
        low, high = _bound(schema.get(least)), _bound(schema.get(most))
        if (low, high) != (None, None):
            yield text(f"{_span(low, high)} {unit}".strip())
    if "pattern" in schema:
        yield element("code", schema["pattern"])
    if "default" in schema and schema["default"] not in (None, [], {}):
        yield join(["default ", element("code", _value(schema["default"]))])
    for each in schema.get("anyOf", ()):
        yield from _limits(each)
    for each in schema.get("examples", ())[:1]:
        yield join(["such as ", element("code", _value(each))])


def _bound(number: Any) -> Any:
    return None if number is None or abs(number) >= _NO_LIMIT else number


def _span(low: Any, high: Any) -> str:
    if low is None:
        return f"at most {high}"
    return f"at least {low}" if high is None else f"{low} to {high}"


def _value(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _between(parts: list[Html], between: str) -> list[object]:
    """Return `parts` with `between` between them."""
    spread: list[object] = []
    for part in parts:
        spread += [between, part] if spread else [part]
    return spread
