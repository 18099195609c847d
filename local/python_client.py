"""Writes the Python client's types and methods from the API's own description, for `make client`.

What the description leaves open (retries, paging, progress) is written by hand beside them.
"""

import json
import keyword
import re
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chalicelib.domain.currencies import MINOR_DIGITS
from local.described_operations import SENT, DescribedOperation, is_page, list_operations, name_of

Json = dict[str, Any]

PACKAGE = Path(__file__).parent.parent / "clients" / "python" / "sojourn_client"
_NOTICE = "Written by `make client`."
_SIMPLE = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "None",
    "object": "dict[str, Any]",
}
_FORMATS = {"date": "dt.date", "date-time": "dt.datetime"}


def sources(document: Json) -> dict[str, str]:
    """Return the generated modules by file name, formatted as `ruff format` does."""
    return {
        "currencies.py": _format(currencies_source(MINOR_DIGITS)),
        "models.py": _format(models_source(document)),
        "operations.py": _format(operations_source(document)),
    }


def currencies_source(digits: Mapping[str, int]) -> str:
    """Return how many digits the minor unit of each currency has."""
    entries = "\n".join(f'    "{code}": {digits[code]},' for code in sorted(digits))
    head = f'"""The currencies of ISO 4217, with the digits of their minor units. {_NOTICE}"""\n'
    return f"{head}\nfrom collections.abc import Mapping\n\nMINOR_DIGITS: Mapping[str, int] = {{\n{entries}\n}}\n"


def models_source(document: Json) -> str:
    """Return every schema as a struct or an enum; pages are `Page[...]`, written by hand."""
    every = document["components"]["schemas"]
    schemas = {name: schema for name, schema in every.items() if not is_page(schema)}
    enums = [_enum(name, schema) for name, schema in schemas.items() if "enum" in schema]
    made = {name: schema for name, schema in schemas.items() if "enum" not in schema and _is_class(name, schema, every)}
    structs = [_struct(name, schema, schemas) for name, schema in made.items()]
    unions = [_alias(name, schema) for name, schema in schemas.items() if "oneOf" in schema and not name.endswith(SENT)]
    body = "\n\n".join([*enums, *structs, *unions])
    msgspec = "from msgspec import UNSET, UnsetType, field\n\nfrom sojourn_client.base import Model, OpenEnum\n"
    return f'"""The types that operations take and give. {_NOTICE}"""\n\n{_imports(body)}\n{msgspec}{body}\n'


def operations_source(document: Json) -> str:
    """Return every operation as a method, in the order of the description's tags."""
    methods = "\n".join(_methods(each) for each in list_operations(document))
    body = (
        f'class Operations(Calls):\n    """One method an operation, under its name in the description."""\n\n{methods}'
    )
    ours = (
        "from sojourn_client import models\nfrom sojourn_client.base import Answer, Page\n"
        "from sojourn_client.calls import Calls, segment\n\n\n"
    )
    return f'"""Every operation of the API as a method. {_NOTICE}"""\n\n{_imports(body)}\n{ours}{body}\n'


def _imports(body: str) -> str:
    """Return what `body` uses of the standard library."""
    names = [
        name
        for name in ("Any", "ClassVar", "Literal")
        if f"{name}[" in body or f"{name}," in body or f"{name}]" in body
    ]
    lines = [
        ("import datetime as dt", "dt." in body),
        ("from collections.abc import Iterator", "Iterator[" in body),
        (f"from typing import {', '.join(names)}", bool(names)),
    ]
    return "from __future__ import annotations\n\n" + "".join(f"{line}\n" for line, used in lines if used)


# --- types ------------------------------------------------------------------------------------------------------------


def _name_in(schema: Json) -> str:
    """Return the name of the type that a reference leads to: one that is sent and answered is one type here, which
    takes what a newer server adds."""
    return name_of(schema).removesuffix(SENT)


def _is_class(name: str, schema: Json, schemas: Json) -> bool:
    """Return whether a schema becomes a struct of its own: no union does, nor what is described again as it is sent."""
    return "oneOf" not in schema and not (name.endswith(SENT) and name.removesuffix(SENT) in schemas)


def _snake(name: str) -> str:
    """Spell `departOn` as `depart_on`. ValueError for a name that msgspec would not turn back."""
    snake = re.sub(r"(?<!^)([A-Z])", lambda found: f"_{found.group(1).lower()}", name)
    if re.sub(r"_(\w)", lambda found: found.group(1).upper(), snake) != name:
        raise ValueError(f"no name for {name}")
    return snake + "_" * keyword.iskeyword(snake)


def _type(schema: Json, prefix: str = "") -> str:
    """Return the annotation for `schema`; `prefix` stands before the names of types."""
    if "$ref" in schema:
        return prefix + _name_in(schema)
    if several := schema.get("anyOf") or schema.get("oneOf"):
        return _union([_type(each, prefix) for each in several])
    if "enum" in schema:
        return f"Literal[{', '.join(json.dumps(each) for each in schema['enum'])}]"
    if schema.get("type") == "array" and "minItems" in schema and schema["minItems"] == schema.get("maxItems"):
        return f"tuple[{', '.join([_type(schema['items'], prefix)] * schema['minItems'])}]"
    if schema.get("type") == "array":
        return f"tuple[{_type(schema['items'], prefix)}, ...]"
    if schema.get("type") == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"dict[str, {_type(schema['additionalProperties'], prefix)}]"
    if "type" not in schema:
        return "Any"
    kind: str = schema["type"]
    return _FORMATS.get(schema.get("format", ""), _SIMPLE[kind])


def _union(kinds: list[str]) -> str:
    return " | ".join(sorted(dict.fromkeys(kinds), key=lambda kind: kind == "None"))


def _enum(name: str, schema: Json) -> str:
    meanings = schema.get("x-enum-descriptions", [""] * len(schema["enum"]))
    members = "\n".join(_member(value, meaning) for value, meaning in zip(schema["enum"], meanings, strict=True))
    return f"\n\nclass {name}(OpenEnum):\n{_docstring(schema.get('description', name), 4)}\n\n{members}"


def _member(value: str, meaning: str) -> str:
    line = f"    {_constant(value)} = {json.dumps(value)}"
    return f"{line}\n{_docstring(meaning, 4)}" if meaning else line


def _alias(name: str, schema: Json) -> str:
    """Return the name of a union: annotations that name it are read once the whole module is there."""
    return f"\n\n{name} = {_union([_type(each) for each in schema['oneOf']])}"


def _constant(value: str) -> str:
    return re.sub(r"\W", "_", value).upper()


def _struct(name: str, schema: Json, schemas: Json) -> str:
    properties = schema["properties"]
    required = set(schema.get("required", ()))
    tag = {key: properties[key]["enum"][0] for key in required if len(properties[key].get("enum", ())) == 1}
    if len(tag) > 1:
        raise ValueError(f"{name} has more than one tag")
    tagged = "".join(f', tag={json.dumps(value)}, tag_field="{key}"' for key, value in tag.items())
    fields = [
        _tag(key, tag[key]) if key in tag else _field(key, each, key in required, schemas)
        for key, each in properties.items()
    ]
    head = f"\n\nclass {name}(Model, frozen=True, kw_only=True{tagged}):"
    return "\n".join([head, f"{_docstring(schema.get('description', name), 4)}\n", *fields])


def _tag(name: str, value: str) -> str:
    """Return what sets a type apart from its alternatives: the same for all values of it, and part of none."""
    return f"    {_snake(name)}: ClassVar[Literal[{json.dumps(value)}]] = {json.dumps(value)}"


def _field(name: str, schema: Json, required: bool, schemas: Json) -> str:
    kind = _type(schema)
    if keyword.iskeyword(name):
        if not required:
            raise ValueError(f"no way to leave out {name}")
        line = f'    {_snake(name)}: {kind} = field(name="{name}")'
    elif "default" in schema:  # what an older answer means that lacks it, or leaving it out
        line = f"    {_snake(name)}: {kind} = {_default(schema, schemas)}"
    elif required:
        line = f"    {_snake(name)}: {kind}"
    else:
        line = f"    {_snake(name)}: {_union([*kind.split(' | '), 'UnsetType'])} = UNSET"
    description = schema.get("description") or next(
        (each["description"] for each in schema.get("anyOf", ()) if "description" in each), ""
    )
    return f"{line}\n{_docstring(description, 4)}" if description else line


def _default(schema: Json, schemas: Json) -> str:
    value = schema["default"]
    target = schemas.get(_name_in(schema), {}) if "$ref" in schema else {}
    if "enum" in target:
        return f"{_name_in(schema)}.{_constant(value)}"
    if "properties" in target:
        own = {key: each.get("default") for key, each in target["properties"].items()}
        if value != own:
            raise ValueError(f"a default that is none of its type's: {value}")
        name = _name_in(schema)
        return f"field(default_factory=lambda: {name}())  # noqa: PLW0108 - it is defined further down"
    if isinstance(value, list):
        each = schema.get("items", {})
        inner = [_default({**each, "default": one}, schemas) for one in value]
        return f"({', '.join(inner)}{',' if len(inner) == 1 else ''})"
    return "field(default_factory=dict)" if value == {} else repr(value)


def _docstring(text: str, indent: int) -> str:
    """Return `text` as a docstring: its first line as it is, its paragraphs wrapped."""
    pad = " " * indent
    flat = [" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text.strip())]
    flat = [paragraph.replace("\\", "\\\\").replace('"""', "'''") for paragraph in flat]
    lines = [line for paragraph in flat for line in [*textwrap.wrap(paragraph, 108 - indent), ""]][:-1]
    if len(lines) == 1:
        return f'{pad}"""{lines[0]}{" " if lines[0].endswith(chr(34)) else ""}"""'
    return f'{pad}"""' + f"\n{pad}".join(lines).replace(f"\n{pad}\n", "\n\n") + f'\n{pad}"""'


# --- operations -------------------------------------------------------------------------------------------------------


def _methods(operation: DescribedOperation) -> str:
    """Return the method of an operation, and the one that walks through all pages if it answers pages."""
    return _method(operation) + (f"\n{_walker(operation)}" if operation.is_paged else "")


def _method(operation: DescribedOperation) -> str:
    output = _output(operation)
    takes = [*_places(operation), *_keywords(operation, output, known=True)]
    gives = [json.dumps(operation.method.upper()), _address(operation), "type(None)" if output == "None" else output]
    gives += [f"query={_query(operation)}"] if operation.in_query else []
    gives += ["body=body"] if operation.body else []
    gives += ["if_match=if_match"] if operation.takes_version else []
    gives += ["idempotency_key=idempotency_key", "keyed=True"] if operation.is_keyed else []
    gives += ["known=known"] if operation.may_know else []
    head = f"    def {operation.name}({', '.join(['self', *takes])}) -> Answer[{output}]:"
    return f"{head}\n{_docstring(operation.said, 8)}\n        return self._call({', '.join(gives)})\n"


def _walker(operation: DescribedOperation) -> str:
    """Return the method that goes through all pages of this list."""
    item = _type(operation.item or {}, "models.")
    takes = ", ".join([*_places(operation), *_keywords(operation, "", known=False, cursor=False)])
    passed = [_snake(each["name"]) for each in operation.in_path]
    passed += [f"{_snake(q['name'])}={_snake(q['name'])}" for q in operation.in_query if q["name"] != "cursor"]
    call = f"self.{operation.name}({', '.join([*passed, 'cursor=cursor'])})"
    name = f"all_{operation.name.removeprefix('list_')}"
    doc = f'        """As `{operation.name}`, every item to the end of the list; `limit` is how many a page has."""'
    head = f"    def {name}(self, {takes}) -> Iterator[{item}]:"
    return f"{head}\n{doc}\n        return self._all(lambda cursor: {call})\n"


def _output(operation: DescribedOperation) -> str:
    if operation.output is None:
        return "None"
    if operation.output == "text":
        return "str"
    if operation.item is not None:
        return f"Page[{_type(operation.item, 'models.')}]"
    return _type(operation.output, "models.")


def _places(operation: DescribedOperation) -> list[str]:
    places = [f"{_snake(each['name'])}: str" for each in operation.in_path]
    return [*places, f"body: {_type(operation.body, 'models.')}"] if operation.body else places


def _keywords(operation: DescribedOperation, output: str, *, known: bool, cursor: bool = True) -> list[str]:
    words = []
    for each in operation.in_query:
        if cursor or each["name"] != "cursor":
            kind = _type(each["schema"], "models.")
            words.append(f"{_snake(each['name'])}: {kind} " + ("" if each["required"] else "| None = None"))
    if operation.takes_version:
        words.append(f"if_match: Answer[Any] | str{'' if operation.needs_version else ' | None = None'}")
    words += ["idempotency_key: str | None = None"] if operation.is_keyed else []
    words += [f"known: Answer[{output}] | None = None"] if known and operation.may_know else []
    return ["*", *words] if words else []


def _address(operation: DescribedOperation) -> str:
    if not operation.in_path:
        return json.dumps(operation.path)
    return "f" + json.dumps(re.sub(r"{(\w+)}", lambda name: f"{{segment({_snake(name.group(1))})}}", operation.path))


def _query(operation: DescribedOperation) -> str:
    return "{" + ", ".join(f'"{each["name"]}": {_snake(each["name"])}' for each in operation.in_query) + "}"


# --- writing ----------------------------------------------------------------------------------------------------------


def _format(source: str) -> str:
    ruff = Path(sys.executable).with_name("ruff")
    command = [str(ruff), "format", "--line-length", "120", "--stdin-filename", "made.py", "-"]
    return subprocess.run(command, input=source, capture_output=True, text=True, check=True).stdout
