"""The JSON Schemas of what routes take and give, as programs that generate clients read them.

What callers send is closed, since an unknown field is refused; what is answered is open, since fields are only ever
added. A type that is both sent and answered is described twice: as it is answered under its name, as it is sent with
`Input` behind it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from chalicelib.api.http.event_streams import EventStream
from chalicelib.api.http.problems import Problem
from chalicelib.api.http.route import Route
from chalicelib.api.openapi.name_fields import add_name_fields
from chalicelib.api.openapi.times import mark_times
from chalicelib.decoding.json_text import LARGEST_NUMBER
from chalicelib.domain.value import JsonObject
from chalicelib.services.api_addresses import ADDRESS_FIELDS

REF = "#/components/schemas/{name}"
SENT = "Input"
FORM = "application/x-www-form-urlencoded"
# What is answered without what has its default; everything else comes whole.
SPARSE = frozenset({Problem.__name__})
# Types of one name in several modules, as the description calls them.
_PUBLIC_NAMES = {
    "anchors.Receipt": "AnchorReceipt",
    "amendments.Receipt": "Receipt",
    "approval_history.RecordStatus": "ApprovalRecordStatus",
    "geofence_records.RecordStatus": "GeofenceRecordStatus",
    "maps.TravelMode": "TravelMode",
    "trip_request.TravelMode": "TransportMode",
    "tracks.MoveView": "TrackMoveView",
    "trip_progress.MoveView": "TripMoveView",
}
# What is one of several types told apart by a field, by a type that nothing listed before it may be.
_UNION_NAMES = {
    "CabinByDuration": "PolicyRule",
    "CutPathGeometry": "StretchGeometry",
    "FlightOfferView": "OptionComponent",
    "MostStops": "Preference",
    "PlaceShape": "GeofenceShape",
    "CircleShape": "GeofenceArea",
}
_REFERENCE = re.compile(r'"#/components/schemas/([^"]+)"')


class Schemas:
    """The schemas of all types of some routes, under names that the document can refer to."""

    def __init__(self, routes: Sequence[Route], others: Iterable[Any] = ()) -> None:
        bodies = [kind for route in routes for kind in route.body_types.values()]
        queries = [route.described_query for route in routes if route.described_query is not None]
        answers = [*(route.output_type for route in routes), *others, Problem]
        answers += [each.body_type for route in routes for each in route.alternatives.values()]
        answers += [kind for route in routes for kind in route.events.values()]
        typed = [
            kind for route in routes for kind in (*route.body_types.values(), route.described_query, route.output_type)
        ]
        wanted = [kind for kind in [*typed, *answers] if kind not in (None, EventStream)]
        found, components = _describe(wanted)
        # Tables and types that only the description needs.
        from chalicelib.api.openapi.descriptions import describe
        from chalicelib.api.openapi.event_schemas import UNION, part_events

        if UNION in components:
            part_events(components)
        describe(components)
        self._of = list(zip(wanted, found, strict=True))
        names = {name_of(self.of(kind)) for kind in queries}
        self._queries = {name: components.pop(name) for name in names}
        sent = find_reached([self.of(kind) for kind in bodies], components)
        answered = find_reached([self.of(kind) for kind in answers if kind not in (None, EventStream)], components)
        add_name_fields(components, sent)
        self._twice = _find_shared(sent & answered, components)
        self.components = _close_sent(components, sent, self._twice)
        self._forms = {name: self.components.pop(name) for name in {name_of(self.of(kind)) for kind in _forms(routes)}}

    def of(self, kind: Any) -> JsonObject:
        """Return the schema of what is answered, in most cases a reference."""
        return next(dict(schema) for known, schema in self._of if known == kind)

    def sent(self, kind: Any) -> JsonObject:
        """Return the schema of a body; that of a form as a whole, since generators make no type of its name."""
        schema = _refer_to_sent(self.of(kind), self._twice)
        whole = self._forms.get(name_of(schema), schema) if "$ref" in schema else schema
        return {key: each for key, each in whole.items() if key != "title" or whole is schema}

    def query(self, kind: Any) -> JsonObject:
        """Return the schema of a query as a whole."""
        return dict(self._queries[name_of(self.of(kind))])


def _forms(routes: Sequence[Route]) -> Iterator[Any]:
    yield from (kind for route in routes for media_type, kind in route.body_types.items() if media_type == FORM)


def name_of(reference: JsonObject) -> str:
    """Return the name of the component that a reference leads to."""
    return str(reference["$ref"]).rpartition("/")[2]


def find_reached(schemas: Sequence[JsonObject], components: Mapping[str, JsonObject]) -> frozenset[str]:
    """Return the names of all components that these schemas refer to, at any depth."""
    found, left = set[str](), [name for schema in schemas for name in _find_references(schema)]
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += _find_references(components[name])
    return frozenset(found)


def _find_references(schema: JsonObject) -> list[str]:
    return _REFERENCE.findall(msgspec.json.encode(schema).decode())


def _describe(wanted: Sequence[Any]) -> tuple[list[JsonObject], dict[str, JsonObject]]:
    """Return the schemas of these types, and all that they refer to by name; what JSON Schema says in several forms
    is said in the one that all generators read."""
    made = msgspec.json.schema_components(wanted, ref_template=REF)
    names = {name: _public_name(name) for name in made[1]}
    if len({*names.values()}) < len(names):
        raise LookupError(f"types of one name: {sorted(names)}")
    found, components = _rename(made, names)
    for kind, schema in zip(wanted, found, strict=True):
        mark_times(kind, schema, components)
    components = {name: {**schema, "title": name} for name, schema in components.items()}
    unions: dict[str, JsonObject] = {}
    components = {name: _hoist(schema, unions) for name, schema in components.items()}
    found = [_hoist(schema, unions) for schema in found]
    for schema in [*components.values(), *unions.values()]:
        _type_enums(schema)
        _level_tuples(schema)
    return found, {**components, **unions}


def _public_name(name: str) -> str:
    """Return what the description calls a type: a page by what it is of. LookupError for two types of one name."""
    if "." in name:
        public = _PUBLIC_NAMES.get(".".join(name.split(".")[-2:]))
        if public is None:
            raise LookupError(f"{name} has the name of another type in the description: tell them apart")
        return public
    page = re.fullmatch(r"Page_(\w+)_", name)
    return f"{page[1]}Page" if page else name


def _rename(made: Any, names: Mapping[str, str]) -> tuple[list[JsonObject], dict[str, JsonObject]]:
    prefix = REF.format(name="")
    text = msgspec.json.encode(made).decode()
    text = re.sub(rf'"{re.escape(prefix)}([^"]+)"', lambda found: f'"{prefix}{names[found[1]]}"', text)
    found, components = msgspec.json.decode(text)
    return found, {names[name]: schema for name, schema in components.items()}


def _hoist(schema: Any, unions: dict[str, JsonObject]) -> Any:
    """Return `schema` with references in the place of unions, each of which is put under its name into `unions`."""
    if isinstance(schema, list):
        return [_hoist(each, unions) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "discriminator" not in schema:
        return {key: _hoist(each, unions) for key, each in schema.items()}
    members = {name_of(each) for each in schema["anyOf"] if "$ref" in each}
    name = next((name for member, name in _UNION_NAMES.items() if member in members), None)
    if name is None:
        raise LookupError(f"one of {', '.join(sorted(members))}: say what the description calls it")
    unions[name] = {
        "title": name,
        "description": f"One of several types, set apart by `{schema['discriminator']['propertyName']}`.",
        "oneOf": [each for each in schema["anyOf"] if "$ref" in each],
        "discriminator": schema["discriminator"],
    }
    reference = {"$ref": REF.format(name=name)}
    beside = {key: each for key, each in schema.items() if key not in {"anyOf", "discriminator"}}
    if {"type": "null"} in schema["anyOf"]:
        return {**beside, "anyOf": [reference, {"type": "null"}]}
    return {**beside, **reference}


def _type_enums(schema: Any) -> None:
    """Say of each list of allowed values inside what they are."""
    for each in _walk(schema):
        if "enum" in each:
            kinds = {type(value) for value in each["enum"]}
            each.setdefault("type", {str: "string", int: "integer", bool: "boolean"}[kinds.pop()])


def _level_tuples(schema: Any) -> None:
    """Say of each list of a fixed length inside, whose members are all of one kind, just that: of places of their own
    few generators know."""
    for each in _walk(schema):
        places = each.get("prefixItems")
        if places and all(place == places[0] for place in places):
            del each["prefixItems"]
            each["items"] = places[0]


def _walk(schema: Any) -> Iterator[JsonObject]:
    """Yield each schema inside a schema, itself first, what is under the name of a property included."""
    if isinstance(schema, dict):
        yield schema
    for each in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _walk(each)


def _find_shared(both: frozenset[str], components: Mapping[str, JsonObject]) -> frozenset[str]:
    """Return those of what is sent and answered that differ: objects, and what has one of them inside."""
    objects = {name for name in both if components[name].get("type") == "object"}
    return frozenset(name for name in both if name in objects or objects & find_reached([components[name]], components))


def _close_sent(
    components: Mapping[str, JsonObject], sent: frozenset[str], twice: frozenset[str]
) -> dict[str, JsonObject]:
    made: dict[str, JsonObject] = {}
    for name, schema in components.items():
        if name in twice or name not in sent:
            made[name] = _as_answered(schema)
        if name in sent:
            title = name + SENT * (name in twice)
            made[title] = {**_refer_to_sent(_as_sent(schema), twice), "title": title}
    doubled = {name for name in made if list(made).count(name) > 1}
    if doubled or any(f"{name}{SENT}" in components for name in twice):
        raise LookupError(f"a name that the description gives ends in {SENT}")
    return made


def _refer_to_sent(schema: Any, twice: frozenset[str]) -> Any:
    """Return `schema` with its references led to what is sent."""
    text = msgspec.json.encode(schema).decode()
    return msgspec.json.decode(
        _REFERENCE.sub(lambda found: f'{found[0][:-1]}{SENT}"' if found[1] in twice else found[0], text)
    )


def _as_answered(schema: JsonObject) -> JsonObject:
    """Return the schema of an answer: fields are added to it without notice, and each that has a default comes.

    The default stays: it is what an answer means that was kept before the field was added.
    """
    made = {key: each for key, each in schema.items() if key != "additionalProperties" or each is not False}
    if made.get("title") not in SPARSE and "properties" in made:
        coming = {name for name, each in made["properties"].items() if "default" in each}
        required = {*made.get("required", ())} | coming
        made["required"] = [name for name in made["properties"] if name in required]
    made["properties"] = {name: _as_address(name, each) for name, each in made.get("properties", {}).items()}
    _size_numbers(made, bounded=False)
    return {key: each for key, each in made.items() if key != "properties" or each}


def _as_address(name: str, schema: JsonObject) -> JsonObject:
    """Return the schema of a field; of one that leads somewhere, as it leaves: a whole address."""
    if name not in ADDRESS_FIELDS or schema.get("type") != "string":
        return schema
    said = {key: each for key, each in schema.items() if key not in {"pattern", "examples"}}
    return {**said, "format": "uri", "description": said.get("description", "Address in full")}


def _as_sent(schema: JsonObject) -> JsonObject:
    """Return the schema of what is sent: what may be left out has no default, which some generators take for something
    that is always there; what it means to leave it out is said in words."""
    made: JsonObject = msgspec.json.decode(msgspec.json.encode(schema))
    for each in made.get("properties", {}).values():
        value = each.pop("default", None)
        if value not in (None, [], {}) and "default" not in each.get("description", "").lower():
            shown = value if isinstance(value, str) else msgspec.json.encode(value).decode()
            each["description"] = f"{each['description']}; " if "description" in each else ""
            each["description"] += f"by default `{shown}`" if each["description"] else f"By default `{shown}`"
    _size_numbers(made, bounded=True)
    return made


def _size_numbers(schema: JsonObject, *, bounded: bool) -> None:
    """Say of each whole number that it may need 64 bits, and, where it is sent, how large it may be: no larger ones are
    read."""
    for each in _walk(schema):
        if each.get("type") == "integer" and "enum" not in each:
            if not {"maximum", "exclusiveMaximum"} & each.keys():
                each.setdefault("format", "int64")
            if bounded:
                _bound(each)


def _bound(number: JsonObject) -> None:
    if "exclusiveMinimum" not in number:
        number.setdefault("minimum", -LARGEST_NUMBER)
    if "exclusiveMaximum" not in number:
        number.setdefault("maximum", LARGEST_NUMBER)
