"""Writes the types and methods of the TypeScript client from the API's own description, for `make client`.

What the description leaves open (tries, keys, versions, pages, progress, errors) is written by hand beside them.
"""

import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from chalicelib.domain.currencies import MINOR_DIGITS
from local.described_operations import DescribedOperation, is_page, list_operations, name_of

Json = dict[str, Any]

PACKAGE = Path(__file__).parent.parent / "clients" / "typescript" / "src"
_NOTICE = "Written by `make client`."
_WIDTH = 120
_SIMPLE = {
    "string": "string",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
    "object": "Readonly<Record<string, unknown>>",
}


def sources(document: Json) -> dict[str, str]:
    """Return the generated modules by file name."""
    return {
        "currencies.ts": currencies_source(MINOR_DIGITS),
        "models.ts": models_source(document),
        "operations.ts": operations_source(document),
    }


def currencies_source(digits: Mapping[str, int]) -> str:
    """Return how many digits the minor unit of each currency has."""
    entries = "\n".join(f'  ["{code}", {digits[code]}],' for code in sorted(digits))
    head = f"/** The currencies of ISO 4217, with the digits of their minor units. {_NOTICE} */\n"
    return f"{head}\nexport const MINOR_DIGITS: ReadonlyMap<string, number> = new Map([\n{entries}\n]);\n"


def models_source(document: Json) -> str:
    """Return every schema as an interface, or a type of words; pages are `Page<...>`, written by hand."""
    schemas = {name: schema for name, schema in document["components"]["schemas"].items() if not is_page(schema)}
    answered = set(_reach(_answers(document), document["components"]["schemas"]))
    parts = [_declare(name, schema, is_open=name in answered) for name, schema in schemas.items()]
    uses = 'import type { Open } from "./base.ts";\n\n' if any("Open<" in part for part in parts) else ""
    return f"/** The types that operations take and give. {_NOTICE} */\n\n{uses}" + "\n".join(parts)


def operations_source(document: Json) -> str:
    """Return every operation as a method, in the order of the description's tags."""
    methods = [part for each in list_operations(document) for part in _methods(each)]
    body = "\n".join(methods)
    base = ", ".join(name for name in ("Answer", "Page", "Seen") if re.search(rf"\b{name}\b", body))
    imports = (
        f'import type {{ {base} }} from "./base.ts";\n'
        'import { Calls, segment, type CallOptions, type KeyedOptions } from "./calls.ts";\n'
        'import type * as models from "./models.ts";\n'
    )
    head = "/** One method an operation, under its name in the description. */\n"
    title = f"/** Every operation of the API as a method. {_NOTICE} */\n"
    return f"{title}\n{imports}\n{head}export class Operations extends Calls {{\n{body}}}\n"


# --- types ------------------------------------------------------------------------------------------------------------


def _answers(document: Json) -> Iterator[Json]:
    """Yield what operations answer: what a newer server may add words to."""
    for methods in document["paths"].values():
        for operation in methods.values():
            yield operation.get("responses", {})
    yield from document.get("webhooks", {}).values()


def _reach(parts: Iterable[Any], schemas: Json) -> Iterator[str]:
    """Yield the names of all schemas that some parts of the description lead to."""
    seen, open_parts = set[str](), list(parts)
    while open_parts:
        part = open_parts.pop()
        if isinstance(part, dict):
            name = name_of(part)
            if name in schemas and name not in seen:
                seen.add(name)
                yield name
                open_parts.append(schemas[name])
            open_parts += [value for key, value in part.items() if key not in ("example", "examples")]
        elif isinstance(part, list):
            open_parts += part


def _declare(name: str, schema: Json, *, is_open: bool) -> str:
    docs = _docs(schema.get("description", ""), "")
    if "enum" in schema:
        words = _union([json.dumps(value) for value in schema["enum"]])
        return f"{docs}export type {name} = {f'Open<{words}>' if is_open else words};\n"
    if "properties" not in schema:
        return f"{docs}export type {name} = {_type(schema)};\n"
    required = set(schema.get("required", ()))
    fields = "".join(_field(key, each, key in required) for key, each in schema["properties"].items())
    return f"{docs}export interface {name} {{\n{fields}}}\n" if fields else f"{docs}export type {name} = object;\n"


def _field(name: str, schema: Json, required: bool) -> str:
    description = schema.get("description") or next(
        (each["description"] for each in schema.get("anyOf", ()) if "description" in each), ""
    )
    key = name if re.fullmatch(r"[A-Za-z_$][\w$]*", name) else json.dumps(name)
    return f"{_docs(description, '  ')}  readonly {key}{'' if required else '?'}: {_type(schema)};\n"


def _type(schema: Json, prefix: str = "") -> str:
    """Return the type of `schema`; `prefix` stands before the names of types."""
    if "$ref" in schema:
        return prefix + name_of(schema)
    if several := schema.get("anyOf") or schema.get("oneOf"):
        return _union([_type(each, prefix) for each in several])
    if "enum" in schema:
        return _union([json.dumps(each) for each in schema["enum"]])
    kind = schema.get("type")
    if kind == "array" and "minItems" in schema and schema["minItems"] == schema.get("maxItems"):
        return f"readonly [{', '.join([_type(schema['items'], prefix)] * schema['minItems'])}]"
    if kind == "array":
        inner = _type(schema.get("items", {}), prefix)
        return f"readonly {f'({inner})' if ' ' in inner else inner}[]"
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"Readonly<Record<string, {_type(schema['additionalProperties'], prefix)}>>"
    if isinstance(kind, list):
        return _union([_SIMPLE[each] for each in kind])
    return "unknown" if kind is None else _SIMPLE[kind]


def _union(kinds: list[str]) -> str:
    return " | ".join(sorted(dict.fromkeys(kinds), key=lambda kind: kind == "null"))


def _docs(text: str, pad: str) -> str:
    """Return `text` as a comment: its paragraphs wrapped; nothing for no text."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text.strip())]
    if not any(paragraphs):
        return ""
    flat = [paragraph.replace("*/", "*\\/") for paragraph in paragraphs]
    whole = f"{pad}/** {flat[0]} */\n"
    if len(flat) == 1 and len(whole) <= _WIDTH:
        return whole
    lines = [line for paragraph in flat for line in [*textwrap.wrap(paragraph, _WIDTH - len(pad) - 3), ""]][:-1]
    body = "".join(f"{pad} * {line}".rstrip() + "\n" for line in lines)
    return f"{pad}/**\n{body}{pad} */\n"


# --- operations -------------------------------------------------------------------------------------------------------


def _methods(operation: DescribedOperation) -> Iterator[str]:
    """Yield the method of an operation, and the one that walks through all pages if it answers pages."""
    yield _method(operation)
    if operation.is_paged:
        yield _walker(operation)


def _method(operation: DescribedOperation) -> str:
    output, reading = _output(operation)
    sent = [f"query: {{ {', '.join(_passed(operation))} }}"] if operation.in_query else []
    sent += ["body"] if operation.body else []
    sent += ["isKeyed: true"] if operation.is_keyed else []
    given = [json.dumps(operation.method.upper()), _address(operation), json.dumps(reading)]
    given.append(f"{{ {', '.join(['...options', *sent])} }}" if sent else "options")
    call = f"this.call({', '.join(given)})"
    takes = ", ".join([*_places(operation), _options(operation, output)])
    head = f"  async {_camel(operation.name)}({takes}): Promise<Answer<{output}>> {{"
    return f"{_docs(operation.said, '  ')}{head}\n    return await {call};\n  }}\n"


def _walker(operation: DescribedOperation) -> str:
    """Return the method that goes through all pages of this list."""
    item = _type(operation.item or {}, "models.")
    takes = ", ".join([*_places(operation), _options(operation, "", walks=True)])
    cursor = "...(cursor === undefined ? {} : { cursor })"
    passed = ", ".join([*(_camel(each["name"]) for each in operation.in_path), f"{{ ...options, {cursor} }}"])
    name = f"all_{operation.name.removeprefix('list_')}"
    said = f"As `{_camel(operation.name)}`, every item to the end of the list; `limit` is how many a page has."
    call = f"this.all((cursor) => this.{_camel(operation.name)}({passed}))"
    head = f"  {_camel(name)}({takes}): AsyncGenerator<{item}, void, undefined> {{"
    return f"{_docs(said, '  ')}{head}\n    return {call};\n  }}\n"


def _output(operation: DescribedOperation) -> tuple[str, str]:
    """Return the type of what is answered, and as what it is read."""
    if operation.output is None:
        return "null", "nothing"
    if operation.output == "text":
        return "string", "text"
    if operation.item is not None:
        return f"Page<{_type(operation.item, 'models.')}>", "json"
    return _type(operation.output, "models."), "json"


def _places(operation: DescribedOperation) -> list[str]:
    places = [f"{_camel(each['name'])}: string" for each in operation.in_path]
    return [*places, f"body: {_type(operation.body, 'models.')}"] if operation.body else places


def _own_options(operation: DescribedOperation, output: str, *, walks: bool = False) -> list[str]:
    own = [
        f"readonly {_key(each['name'])}{'' if each['required'] else '?'}: {_type(each['schema'], 'models.')}"
        for each in operation.in_query
        if not (walks and each["name"] == "cursor")
    ]
    if walks:
        return own
    own += [f"readonly ifMatch{'' if operation.needs_version else '?'}: Seen"] if operation.takes_version else []
    return [*own, f"readonly known?: Answer<{output}>"] if operation.may_know else own


def _options(operation: DescribedOperation, output: str, *, walks: bool = False) -> str:
    own = _own_options(operation, output, walks=walks)
    base = "KeyedOptions" if operation.is_keyed and not walks else "CallOptions"
    is_needed = any(not re.match(r"readonly [^:]+\?:", each) for each in own)
    kind = f"{base} & {{ {'; '.join(own)} }}" if own else base
    return f"options: {kind}{'' if is_needed else ' = {}'}"


def _passed(operation: DescribedOperation) -> list[str]:
    names = [each["name"] for each in operation.in_query]
    return [f"{_key(name)}: options{f'.{name}' if _key(name) == name else f'[{json.dumps(name)}]'}" for name in names]


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_$][\w$]*", name) else json.dumps(name)


def _address(operation: DescribedOperation) -> str:
    if not operation.in_path:
        return json.dumps(operation.path)
    return "`" + re.sub(r"{(\w+)}", lambda name: f"${{segment({_camel(name.group(1))})}}", operation.path) + "`"


def _camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda found: found.group(1).upper(), name)
