"""`python -m local.breaking_changes`: what of the API as it was released a caller would miss now.

The description of the last release is kept as `tests/golden/description.json`; `make description` keeps today's in its
place, which is done with each release. What breaks callers has to stand in the changelog, under `## Unreleased`.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from infra.package import ROOT
from local.make_client import load_description

Json = dict[str, Any]
Parameters = Mapping[tuple[str, str], Json]

RELEASED = ROOT / "tests" / "golden" / "description.json"
CHANGELOG = ROOT / "CHANGELOG.md"
_WORDS = frozenset(
    {"description", "example", "examples", "title", "summary", "links", "headers", "tags", "info", "servers"}
)
_METHODS = frozenset({"get", "put", "post", "patch", "delete"})
_UPPER, _LOWER = ("maximum", "maxLength", "maxItems"), ("minimum", "minLength", "minItems")


class Break(NamedTuple):
    """What no longer is as callers know it: an operation, a parameter or a field, and what has become of it."""

    thing: str
    what: str


def find_breaks(released: Json, now: Json) -> list[Break]:
    """Return what callers of the released description would miss, each once."""
    found = dict.fromkeys(
        each
        for path, methods in released["paths"].items()
        for method, operation in methods.items()
        if method in _METHODS
        for each in _of_operation(operation, now["paths"].get(path, {}).get(method), released, now)
    )
    return list(found)


def unlisted(breaks: list[Break], changelog: str) -> list[Break]:
    """Return those that the changelog does not have under `## Unreleased`."""
    section = re.search(r"^## Unreleased\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    listed = set(re.findall(r"`([^`]+)`", section.group(1))) if section else set()
    return [each for each in breaks if each.thing not in listed]


def reduce(document: Json) -> Json:
    """Return what of a description callers rely on: without words, examples and what only tools read."""

    def kept(value: Any, *, names: bool = False) -> Any:
        if isinstance(value, dict):
            return {
                key: kept(each, names=key in {"properties", "schemas", "paths", "parameters"} and not names)
                for key, each in value.items()
                if names or (key not in _WORDS and not key.startswith("x-"))
            }
        return [kept(each) for each in value] if isinstance(value, list) else value

    return {"paths": kept(document["paths"], names=True), "components": kept(document["components"])}


def _of_operation(old: Json, new: Json | None, released: Json, now: Json) -> Iterator[Break]:
    name = old["operationId"]
    if new is None:
        yield Break(name, "is gone")
        return
    if new["operationId"] != name:
        yield Break(name, f"is called {new['operationId']}")
    yield from _of_parameters(name, _parameters(old, released), _parameters(new, now), (released, now))
    comparison = _Comparison(released, now, sent=True)
    yield from _of_contents(f"{name} body", old.get("requestBody"), new.get("requestBody"), comparison)
    for status, answer in old["responses"].items():
        if status.startswith("2"):
            comparison = _Comparison(released, now, sent=False)
            yield from _of_contents(f"{name} {status}", answer, new["responses"].get(status), comparison)


def _of_parameters(name: str, old: Parameters, new: Parameters, both: tuple[Json, Json]) -> Iterator[Break]:
    for key, each in new.items():
        if each.get("required") and not old.get(key, {}).get("required"):
            yield Break(f"{name}?{key[1]}", "has to be given")
    for key, each in old.items():
        at = f"{name}?{key[1]}"
        if key not in new:
            yield Break(at, "is gone")
        else:
            yield from _Comparison(*both, sent=True).compare(each["schema"], new[key]["schema"], at)


def _of_contents(at: str, old: Json | None, new: Json | None, comparison: "_Comparison") -> Iterator[Break]:
    for media, content in (old or {}).get("content", {}).items():
        other = (new or {}).get("content", {}).get(media)
        if other is None:
            yield Break(at, f"is no {media} any more")
        else:
            yield from comparison.compare(content["schema"], other["schema"], at)
    if old is not None and new is None:
        yield Break(at, "is gone")


def _parameters(operation: Json, document: Json) -> Parameters:
    found = [_resolve(each, document) for each in operation["parameters"]]
    return {(each["in"], each["name"]): each for each in found}


def _resolve(schema: Json, document: Json) -> Json:
    while "$ref" in schema:
        kind, name = str(schema["$ref"]).split("/")[-2:]
        schema = document["components"][kind][name]
    return schema


class _Comparison:
    """Compares what is sent, which must not be asked to be more, or what is answered, which must not be less."""

    def __init__(self, released: Json, now: Json, *, sent: bool) -> None:
        self.released, self.now, self.sent = released, now, sent
        self.seen: set[str] = set()

    def compare(self, old: Json, new: Json, at: str) -> Iterator[Break]:
        """Yield what breaks from `old` to `new`; a type that has a name is compared once, under that name."""
        if name := str(old.get("$ref", "")).rpartition("/")[2]:
            if name in self.seen:
                return
            self.seen.add(name)
            at = name
        before, after = _members(old, self.released), _members(new, self.now)
        for kind, each in before.items():
            if kind not in after:
                yield Break(at, f"is no {kind} any more")
                continue
            yield from self._compare_one(each, after[kind], at)
        if not self.sent and after.keys() - before.keys() == {"null"}:
            yield Break(at, "may be null")

    def _compare_one(self, old: Json, new: Json, at: str) -> Iterator[Break]:
        fields, others = old.get("properties", {}), new.get("properties", {})
        for field, its in fields.items():
            if field not in others:
                yield Break(f"{at}.{field}", "is gone")
            else:
                yield from self.compare(its, others[field], f"{at}.{field}")
        was, is_now = set(old.get("required", ())), set(new.get("required", ()))
        for field in sorted((is_now - was) if self.sent else (was - is_now) & others.keys()):
            yield Break(f"{at}.{field}", "has to be given" if self.sent else "may be left out")
        for inside in ("items", "additionalProperties"):
            if isinstance(old.get(inside), dict) and isinstance(new.get(inside), dict):
                yield from self.compare(old[inside], new[inside], f"{at}[]")
        if self.sent:
            yield from self._tightened(old, new, at)

    @staticmethod
    def _tightened(old: Json, new: Json, at: str) -> Iterator[Break]:
        for value in old.get("enum", ()):
            if value not in new.get("enum", [value]):
                yield Break(at, f"does not take {value}")
        for key, worse in (*((each, -1) for each in _UPPER), *((each, 1) for each in _LOWER)):
            if key in new and (key not in old or (new[key] - old[key]) * worse > 0):
                yield Break(at, f"has another {key}")
        if new.get("pattern") not in {None, old.get("pattern")}:
            yield Break(at, "has another pattern")


def _members(schema: Json, document: Json) -> Mapping[str, Json]:
    """Return the types that a value may have, by what tells them apart in JSON."""
    found: dict[str, Json] = {}
    schema = _resolve(schema, document)
    for each in schema.get("anyOf") or schema.get("oneOf") or [schema]:
        member = _resolve(each, document)
        tags = [
            f"{key} {its['enum'][0]}"
            for key, its in member.get("properties", {}).items()
            if len(its.get("enum", ())) == 1
        ]
        kind = member.get("type") or ("string" if "enum" in member else "object" if "properties" in member else "value")
        found[" ".join([kind, *tags])] = member
    return found


def main() -> int:
    """Say what breaks and is not in the changelog; or keep today's description as the released one."""
    parser = argparse.ArgumentParser(prog="python -m local.breaking_changes", description=__doc__)
    parser.add_argument("--release", action="store_true", help="keep today's description as released")
    now = reduce(load_description())
    if parser.parse_args().release:
        RELEASED.write_text(json.dumps(now, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")
        print(f"description: {len(now['paths'])} paths kept as released")
        return 0
    breaks = find_breaks(json.loads(RELEASED.read_text(encoding="utf-8")), now)
    missing = unlisted(breaks, CHANGELOG.read_text(encoding="utf-8"))
    for each in missing:
        print(f"  {each.thing} {each.what}, and the changelog does not say so")
    print(f"breaking changes: {len(breaks)} since the last release, {len(missing)} not in the changelog")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
