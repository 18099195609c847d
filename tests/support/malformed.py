"""Bodies that no operation may take: made from its own schema and example, and from what JSON must not be."""

import copy
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

Json = dict[str, Any]


def _pattern(_validator: Any, pattern: str, value: Any, _schema: Any) -> Iterator[ValidationError]:
    """As ECMA-262 reads it: `$` is the very end, and digits are ASCII."""
    to_the_end = re.sub(r"(?<!\\)\$$", r"\\Z", pattern)
    if isinstance(value, str) and not re.search(to_the_end, value, re.ASCII):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


def _one_of(validator: Any, members: list[Json], value: Any, schema: Json) -> Iterator[ValidationError]:
    """As OpenAPI reads it: where a field says which member it is, no other is looked at."""
    if "discriminator" not in schema or not isinstance(value, dict):
        yield from Draft202012Validator.VALIDATORS["oneOf"](validator, members, value, schema)
        return
    apart = schema["discriminator"]
    reference = apart["mapping"].get(str(value.get(apart["propertyName"])))
    if reference is None:
        yield ValidationError(f"{apart['propertyName']} names none of {', '.join(apart['mapping'])}")
    else:
        yield from validator.descend(value, next(each for each in members if each["$ref"] == reference))


_Strict: Any = extend(Draft202012Validator, {"pattern": _pattern, "oneOf": _one_of})  # type: ignore[no-untyped-call]


class Malformed(NamedTuple):
    """A body, what is wrong with it, and where (a JSON pointer; "" is the body as a whole)."""

    name: str
    raw: bytes
    pointer: str = ""


class Schemas:
    """The schemas of an OpenAPI document."""

    def __init__(self, document: Json) -> None:
        contents = Resource.from_contents(document, default_specification=DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource("urn:d", contents)
        self.document = document

    def validator(self, schema: Json) -> Validator:
        """Judges values by `schema`, with those formats that are more than a hint."""
        dates = FormatChecker(("date", "date-time"))
        judge: Validator = _Strict(_absolute(schema), registry=self._registry, format_checker=dates)
        return judge

    def resolved(self, schema: Json, value: Any) -> Json:
        """What `schema` says of `value`: behind references, and of a union the member that takes it."""
        if "$ref" in schema:
            at: Any = self.document
            for step in schema["$ref"].removeprefix("#/").split("/"):
                at = at[step]
            return self.resolved(at, value)
        members = [*schema.get("anyOf", []), *schema.get("oneOf", [])]
        fitting = [each for each in members if self.validator(each).is_valid(value)]
        return self.resolved(fitting[0], value) if fitting else schema


def malformed(example: Any, schema: Json, schemas: Schemas) -> list[Malformed]:
    """Everything that is wrong with a body of `schema`: `example` broken in one place each, and what is no JSON."""
    return [*misshapen(example, schema, schemas), *no_json(json.dumps(example).encode())]


def misshapen(example: Any, schema: Json, schemas: Schemas, within: tuple[str, ...] = ("",)) -> list[Malformed]:
    """`example` broken in one place each that lies `within` one of these, so that it is none of `schema`."""
    judge = schemas.validator(schema)
    found = {}
    for name, pointer, body in _broken(example, schema, schemas):
        if pointer.startswith(within) and not judge.is_valid(body):
            found[name] = Malformed(name, json.dumps(body).encode(), pointer)
    return list(found.values())


def no_json(sound: bytes) -> list[Malformed]:
    """What is no JSON, or not what JSON may be here, made from a `sound` object where it takes one."""
    key = sound[: sound.index(b":")].lstrip(b"{ ") if b":" in sound else b'"a"'
    bodies = {
        "nothing": b"",
        "white space": b" \n\t",
        "cut off": sound[:-1],
        "comma at the end": sound[:-1] + b",}",
        "single quotes": b"{'a': 1}",
        "comment": sound + b" // sound",
        "twice": sound + sound,
        "null": b"null",
        "true": b"true",
        "number": b"1",
        "text": b'"text"',
        "list": b"[]",
        "list of it": b"[" + sound + b"]",
        "byte order mark": b"\xef\xbb\xbf" + sound,
        "UTF-16": sound.decode().encode("utf-16"),
        "bad UTF-8": b'{"a": "\xff\xfe"}',
        "overlong UTF-8": b'{"a": "\xc0\xaf"}',
        "null byte": b'{"a": "\x00"}',
        "null byte after it": sound + b"\x00",
        "null byte, escaped": b'{"a": "\\u0000"}',
        "half a surrogate pair": b'{"a": "\\ud800"}',
        "control character": b'{"a": "\x07"}',
        "NaN": b'{"a": NaN}',
        "Infinity": b'{"a": Infinity}',
        "minus Infinity": b'{"a": -Infinity}',
        "more than a float holds": b'{"a": 1e999}',
        "endless number": b'{"a": ' + b"9" * 10_000 + b"}",
        "leading zero": b'{"a": 01}',
        "key twice": b"{" + key + b": 1, " + key + b": 1}",
        "key twice, deep inside": b'{"a": [{"b": 1, "b": 2}]}',
        "deep lists": b"[" * 1_000 + b"]" * 1_000,
        "deeper than the stack": b"[" * 100_000 + b"]" * 100_000,
        "deep objects": b'{"a":' * 1_000 + b"1" + b"}" * 1_000,
        "unclosed lists": b"[" * 100_000,
        "form": b"a=1&b=2",
        "XML": b"<a/>",
        "a megabyte of text": b'{"a": "' + b"x" * 1_048_576 + b'"}',
        "a megabyte of keys": _many_keys(),
        "two megabytes of white space": b" " * 2_097_152 + sound,
    }
    return [Malformed(name, raw) for name, raw in bodies.items()]


@cache
def _many_keys() -> bytes:
    return json.dumps({f"key{n}": n for n in range(65_536)}).encode()


def _broken(example: Any, schema: Json, schemas: Schemas) -> Iterator[tuple[str, str, Any]]:
    """(what is wrong, where, the whole body) for each place of `example` and each way to break it; some may be right
    after all, which the schema tells."""
    for steps, value, said in _places(example, schema, schemas):
        pointer = "".join(f"/{step}" for step in steps)
        for name, wrong in _wrong_values(value, said):
            yield f"{pointer or 'all of it'}: {name}", pointer, _with(example, steps, wrong)
        if isinstance(value, dict):
            yield f"{pointer}: unknown field", f"{pointer}/unheardOf", _with(example, steps, {**value, "unheardOf": 1})
            for name in said.get("required", ()):
                rest = {key: each for key, each in value.items() if key != name}
                yield f"{pointer}/{name}: left out", f"{pointer}/{name}", _with(example, steps, rest)
            for name in value:
                cased = {(key.upper() if key == name else key): each for key, each in value.items()}
                yield f"{pointer}/{name}: in capitals", pointer, _with(example, steps, cased)


Steps = tuple[str | int, ...]


def _places(value: Any, schema: Json, schemas: Schemas, at: Steps = ()) -> Iterator[tuple[Steps, Any, Json]]:
    """Every place of a value with what its schema says of it; also the fields that the value does not have."""
    said = schemas.resolved(schema, value)
    yield at, value, said
    if isinstance(value, dict):
        for name, inner in said.get("properties", {}).items():
            yield from _places(value.get(name), inner, schemas, (*at, name))
    if isinstance(value, list) and "items" in said:
        for index, each in enumerate(value[:2]):
            yield from _places(each, said["items"], schemas, (*at, index))


def _wrong_values(value: Any, said: Json) -> Iterator[tuple[str, Any]]:
    yield from {
        "null": None,
        "true": True,
        "a number": 7,
        "a fraction": 0.5,
        "below any number": -(10**17),
        "above any number": 10**17,
        "a text": "wrong wrong",
        "an empty text": "",
        "a text too long": "x" * 20_001,
        "no enum of ours": "unheardOf",
        "a line": "a\nb",
        "a day that is none": "2027-02-30",
        "a moment without offset": "2027-02-28T10:00:00",
        "a list": [],
        "a list of everything": [None, 1, "x", {}, []],
        "an object": {},
        "an object of everything": {"a": None, "b": 1},
    }.items()
    if "maxLength" in said:
        yield "one character too long", "x" * (said["maxLength"] + 1)
    if "pattern" in said and isinstance(value, str):
        yield "a line break at its end", f"{value}\n"
        yield "digits of another script", "".join(chr(0x660 + int(c)) if c in "0123456789" else c for c in value)
    if "maximum" in said:
        yield "one too many", said["maximum"] + 1
    if "minimum" in said:
        yield "one too few", said["minimum"] - 1
    if "maxItems" in said and value:
        yield "one item too many", [value[0]] * (said["maxItems"] + 1)


def _with(whole: Any, steps: Steps, value: Any) -> Any:
    """A copy of `whole` with `value` at the place that `steps` lead to."""
    if not steps:
        return value
    made = copy.deepcopy(whole)
    holder = made
    for step in steps[:-1]:
        if holder[step] is None:
            holder[step] = {}
        holder = holder[step]
    holder[steps[-1]] = value
    return made


def _absolute(schema: Any) -> Any:
    """`schema` with its references pointed into the registered document."""
    if isinstance(schema, Mapping):
        return {key: f"urn:d{value}" if key == "$ref" else _absolute(value) for key, value in schema.items()}
    return [_absolute(each) for each in schema] if isinstance(schema, list) else schema
