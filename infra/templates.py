"""CloudFormation's own words as plain values: templates that are read from YAML, and what they are made of."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

import yaml

try:
    from yaml import CSafeLoader as SafeLoader  # ten times as fast
except ImportError:  # a PyYAML that was built without libyaml
    from yaml import SafeLoader  # type: ignore[assignment]

Value = dict[str, Any]


class _Loader(SafeLoader):
    """Reads the short forms (`!Ref`, `!Sub`, ...) as the long ones, which JSON takes too."""


def _read_short_form(loader: _Loader, suffix: str, node: yaml.Node) -> Value:
    name = suffix if suffix in {"Ref", "Condition"} else f"Fn::{suffix}"
    if isinstance(node, yaml.ScalarNode):
        text = str(loader.construct_scalar(node))
        return {name: text.split(".", 1) if suffix == "GetAtt" else text}
    if isinstance(node, yaml.SequenceNode):
        return {name: loader.construct_sequence(node, deep=True)}
    if isinstance(node, yaml.MappingNode):
        return {name: loader.construct_mapping(node, deep=True)}
    raise yaml.constructor.ConstructorError(problem=f"a !{suffix} of nothing", problem_mark=node.start_mark)


_Loader.add_multi_constructor("!", _read_short_form)


def load(path: Path) -> Value:
    """Read a template, or a part of one."""
    template: Value = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  # nosec B506 - safe, with tags
    return template


class Source(Protocol):
    """A module that makes resources of one kind."""

    __name__: str

    def resources(self) -> dict[str, Value]: ...


def merge(base: Value, sources: Iterable[Source]) -> Value:
    """Add to a template what its sources make; a resource that two of them make is an error."""
    for source in sources:
        for name, made in source.resources().items():
            if base["Resources"].setdefault(name, made) is not made:
                raise ValueError(f"{source.__name__} makes {name}, which is there already")
    return base


def imported(what: str) -> Value:
    """Return what the stage's foundation exports under this name."""
    return {"Fn::ImportValue": sub(f"sojourn-${{Stage}}-{what}")}


def name_of(thing: str) -> Value:
    """Return the physical name of a thing: the stage's own."""
    return sub(f"sojourn-${{Stage}}-{thing}")


def sub(text: str) -> Value:
    return {"Fn::Sub": text}


def ref(resource: str) -> Value:
    return {"Ref": resource}


def attribute(resource: str, name: str) -> Value:
    return {"Fn::GetAtt": [resource, name]}


def identify(name: str, kind: str = "") -> str:
    """Return the id of a resource inside its template: `booking-events` and `Table` give `BookingEventsTable`."""
    return "".join(word.capitalize() for word in name.replace("_", "-").split("-")) + kind


def resource(kind: str, properties: Value, *, kept: bool | None = None) -> Value:
    """Return a resource of the service's kind. `kept` says whether it outlives the stack; unsaid, its kind decides."""
    policy = "Retain" if kept else "Delete"
    return {
        "Type": f"AWS::{kind}",
        **({} if kept is None else {"DeletionPolicy": policy, "UpdateReplacePolicy": policy}),
        "Properties": properties,
    }
