"""Names beside ids in the description of answers."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.bookings.audit import Actor
from chalicelib.domain.shown_names import ID_FIELDS, LIST_FIELDS, NAME, NAMED


def add_name_fields(components: dict[str, Any], sent: frozenset[str]) -> None:
    """Describe the names in the schemas of what is answered; `sent` are the names of those that callers send."""
    for title, schema in components.items():
        properties = schema.get("properties", {})
        added = {} if title in sent else _describe(title, properties)
        schema.get("properties", {}).update(added)


def _describe(title: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in properties:
        name = ID_FIELDS.get(field)
        if name is not None and name not in properties and not (field == "userId" and NAMED & properties.keys()):
            found[name] = _name_of(field)
        elif field in LIST_FIELDS:
            names = {"type": "array", "items": _NULLABLE, "description": f"Names of `{field}`, in the same order"}
            found[LIST_FIELDS[field]] = names
        elif field == "delegate":
            found[f"{field}{NAME}"] = _name_of("delegate.delegateId")
    if title == Actor.__name__:
        found["name"] = _name_of("id")
    return found


_NULLABLE = {"anyOf": [{"type": "string"}, {"type": "null"}]}


def _name_of(field: str) -> dict[str, Any]:
    return {**_NULLABLE, "description": f"Name of `{field}`; null if there is no employee record"}
