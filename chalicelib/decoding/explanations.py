"""What is wrong with a value, and how to mend it, in words for whoever sent it: from what was wanted and what came,
never in the words of the library that found it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from msgspec import inspect

_ULID = "01JQZX5V9D7R8M3T2K6W4H0YBE"
_DAY, _TIME = "2027-03-03", "2027-03-03T09:30:00Z"
_MOST_LISTED = 60
_LISTS = inspect.ListType | inspect.SetType | inspect.FrozenSetType | inspect.VarTupleType | inspect.TupleType
_HOLDERS = _LISTS | inspect.StructType | inspect.DictType
_PLAIN = {
    inspect.BoolType: "true or false, without quotes",
    inspect.DateType: f"a day such as {_DAY}",
    inspect.DateTimeType: f"a time with its zone such as {_TIME}",
}
_SIMPLE_CLASS = re.compile(r"\^\[([^\[\]]+)\]\{(\d+)(?:,(\d+))?\}\$")
_ID = re.compile(r"\^([a-z]{3})_\[")
_RANGES = {
    "A-Z": ("capital letters", "AB"),
    "a-z": ("small letters", "ab"),
    "0-9": ("digits", "12"),
    "a-f": ("the letters a to f", "ef"),
}
# How texts look that are no plain row of letters and digits, by how their patterns begin: in words, and one of them.
_LOOKS = {
    "^([01][0-9]|2": ("a time of day in hours and minutes", "09:30"),
    "^[A-Z0-9][A-Z0-9-]": ("2 to 32 capital letters, digits and hyphens", "SALES-EU"),
    "^[A-Z](": ("capital Latin letters, as in a passport", "MUELLER"),
    "^(slices": ("what was asked about", "slices.0.origin"),
    "^(origin": ("what was asked about", "origin"),
    "^[0-9]{1,2}\\.": ("the number of a component and that of its part", "0.1"),
    "^[0-9]{1,12}\\.": ("seconds and a sequence number", "0.1"),
    "^(?:[0-9]{1,12}(?:": ("the place of an event in the stream, or `latest`", "12.0.7"),
    "^[0-9]{1,7}(": ("a number in decimal notation", "1.0842"),
    "^[1-9][0-9]{0,2}(": ("the number of a clause", "2.1"),
    "^[\\x21": ("visible ASCII characters without spaces", "ord-7Q2M4X"),
    "^[A-Za-z0-9][A-Za-z0-9_-]": ("letters, digits, hyphens and underscores", "sales-team"),
    "^-?[0-9]": ("latitude and longitude in degrees", "52.52,13.405"),
    "^\\+": ("a phone number with the country's code, digits alone", "+4930123456"),
    "^20[0-9]{2}$": ("a year", "2027"),
    "^20[0-9]{2}-(": ("a month", "2027-03"),
    "^(pdc_": ("the id of a policy document, or `travel-policy`", f"pdc_{_ULID}"),
    "^opt_": ("the id of an option", "opt_3f9a1c2b7d4e"),
    "^[^@": ("an email address", "anna.berger@example.com"),
    "^[^/": ("the name of a file, without folders", "receipt.pdf"),
    "^[^\\x00": ("a line of text that can be seen", "Anna Berger"),
    "[^ ": ("text that is not empty", "How much may a hotel cost?"),
}


class _Wanted(NamedTuple):
    """One of the types that a value may be, and an example of it where the type has one."""

    kind: Any
    example: Any


@cache
def _info_of(wanted: Any) -> Any:
    return inspect.type_info(wanted)


def explain(value: Any, info: Any, name: str = "") -> str:
    """Return what is wrong with a value that is none of the type that `info` inspects; `name` is its field."""
    members = list(_members(info))
    may_be = [each for each in members if not isinstance(each.kind, inspect.NoneType)]
    if value is None:
        return f"It may not be null: give {_describe_all(may_be)}."
    of_kind = [each for each in may_be if _takes(each.kind, value)]
    if not of_kind:
        return f"{_kind_of(value)} is not taken here: give {_describe_all(may_be)}.{_hint(name, may_be)}"
    return _explain_one(value, of_kind)


def explain_unknown(name: str, known: Iterable[str], *, what: str = "field") -> str:
    """Return that there is no such field, with the nearest one, or all where they are few."""
    names = sorted(known)
    near = _nearest(name, names)
    if near is not None:
        return f"There is no such {what}: did you mean `{near}`?"
    return f"There is no such {what}. There {'are' if names else 'is'} {_list_words(names) if names else 'none'}."


def explain_missing(wanted: Any) -> str:
    """Return that a field is required, and what it has to be."""
    members = [each for each in _members(_info_of(wanted)) if not isinstance(each.kind, inspect.NoneType)]
    return f"This field is required: give {_describe_all(members)}."


def _members(info: Any, examples: Sequence[Any] = ()) -> Iterator[_Wanted]:
    if isinstance(info, inspect.Metadata):
        found = (info.extra_json_schema or {}).get("examples") or examples
        yield from _members(info.type, found)
    elif isinstance(info, inspect.UnionType):
        for each in info.types:
            yield from _members(each, examples)
    else:
        yield _Wanted(info, examples[0] if examples else None)


def _takes(kind: Any, value: Any) -> bool:
    """Return whether a value is of the kind that JSON has for a type."""
    if isinstance(value, bool):
        return isinstance(kind, inspect.BoolType)
    if isinstance(value, int | float):
        return isinstance(kind, inspect.FloatType) or (isinstance(kind, inspect.IntType) and isinstance(value, int))
    if isinstance(value, str):
        texts = inspect.StrType | inspect.EnumType | inspect.LiteralType | inspect.DateType | inspect.DateTimeType
        return isinstance(kind, texts)
    return isinstance(kind, _LISTS if isinstance(value, list) else inspect.StructType | inspect.DictType)


def _kind_of(value: Any) -> str:
    kinds = {
        bool: "A truth value",
        int: "A number",
        float: "A fraction",
        str: "Text",
        list: "A list",
        dict: "An object",
    }
    return kinds[type(value)]


def _explain_one(value: Any, wanted: Sequence[_Wanted]) -> str:
    """Return why a value of the right kind is wrong all the same."""
    first = wanted[0]
    match first.kind:
        case inspect.EnumType() | inspect.LiteralType():
            return _explain_word(value, [word for each in wanted for word in _words_of(each.kind)])
        case inspect.DateType() if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return f"There is no such day in the calendar: give a day such as {_DAY}."
        case inspect.DateTimeType() if re.fullmatch(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?", value):
            return f"It has no time zone: give a time such as {_TIME} or 2027-03-03T10:30:00+01:00."
        case inspect.StructType() if len(wanted) > 1 or first.kind.tag_field is not None:
            return _explain_kind(value, [each.kind for each in wanted])
        case inspect.StrType():
            return _explain_text(value, first)
    wrong = "It is not in the right form"
    if isinstance(value, int | float):
        wrong = f"{value} is out of bounds"
    elif isinstance(value, list):
        wrong = f"It has {len(value)} entries"
    return f"{wrong}: give {_describe_all(wanted)}."


def _explain_word(value: str, words: Sequence[str]) -> str:
    near = _nearest(value, words)
    mended = f": did you mean `{near}`?" if near is not None else "."
    return f"`{_cut(value)}` is not allowed{mended} Allowed: {_list_words(words)}."


def _explain_text(value: str, wanted: _Wanted) -> str:
    kind = wanted.kind
    if kind.max_length is not None and len(value) > kind.max_length:
        return f"It has {len(value)} characters: give {_describe(wanted)}."
    if kind.min_length is not None and len(value) < kind.min_length:
        return f"It has {len(value)} characters, which are too few: give {_describe(wanted)}."
    return f"It is not in the right form: give {_describe(wanted)}."


def _explain_kind(value: Mapping[str, Any], kinds: Sequence[Any]) -> str:
    """Return that an object does not say which of several it is."""
    field, tags = kinds[0].tag_field, [str(kind.tag) for kind in kinds]
    if field not in value:
        return f"`{field}` says which kind it is, and is required: one of {_list_words(tags)}."
    return f"`{field}`: {_explain_word(str(value[field]), tags)}"


def _hint(name: str, wanted: Sequence[_Wanted]) -> str:
    is_amount = name == "amount" and any(isinstance(each.kind, inspect.IntType) for each in wanted)
    return " Amounts are in minor units: 19999 is 199.99 in a currency with two decimals." if is_amount else ""


def _describe_all(wanted: Sequence[_Wanted]) -> str:
    structs = [each for each in wanted if isinstance(each.kind, inspect.StructType)]
    if len(structs) > 1:
        tags = _list_words([str(each.kind.tag) for each in structs])
        return f"an object whose `{structs[0].kind.tag_field}` is one of {tags}"
    literals = [word for each in wanted if isinstance(each.kind, inspect.LiteralType) for word in _words_of(each.kind)]
    others = [_describe(each) for each in wanted if not isinstance(each.kind, inspect.LiteralType)]
    return " or ".join([*dict.fromkeys(others), *([f"one of {_list_words(literals)}"] if literals else [])])


def _describe(wanted: _Wanted) -> str:
    """Return a type in words, with an example."""
    kind, example = wanted
    if isinstance(kind, inspect.EnumType | inspect.LiteralType):
        return f"one of {_list_words(_words_of(kind))}"
    if isinstance(kind, inspect.IntType | inspect.FloatType):
        named = "a whole number" if isinstance(kind, inspect.IntType) else "a number"
        return f"{named}{_span(kind)}{_such_as(example, _within(kind))}"
    if isinstance(kind, inspect.StrType):
        return _describe_text(kind, example)
    return _describe_holder(kind) if isinstance(kind, _HOLDERS) else _PLAIN.get(type(kind), "any value")


def _describe_holder(kind: Any) -> str:
    if isinstance(kind, inspect.StructType):
        return _describe_object(kind)
    if isinstance(kind, inspect.DictType):
        return f"an object{_sizes(kind.min_length, kind.max_length, 'entries')}, such as {{}}"
    return f"a list{_describe_length(kind)}, such as [{_first_of(kind)}]"


def _describe_length(kind: Any) -> str:
    if isinstance(kind, inspect.TupleType):
        return f" of {len(kind.item_types)} entries"
    return _sizes(kind.min_length, kind.max_length, "entries")


def _first_of(kind: Any) -> str:
    """Return an entry of a list, where it is simple enough to be shown."""
    inner = kind.item_types[0] if isinstance(kind, inspect.TupleType) else kind.item_type
    first = next(_members(inner))
    if isinstance(first.kind, inspect.EnumType | inspect.LiteralType):
        return f'"{_words_of(first.kind)[0]}"'
    if isinstance(first.kind, inspect.StrType):
        return f'"{first.example or look_of(first.kind.pattern)[1]}"'
    return "{...}" if isinstance(first.kind, inspect.StructType) else "..."


def _describe_object(kind: Any) -> str:
    required = [field.encode_name for field in kind.fields if field.required]
    names = required or [field.encode_name for field in kind.fields][:6]
    return f"an object with {_list_words(names)}" if names else "an object, such as {}"


def _describe_text(kind: Any, example: Any) -> str:
    words, shown = look_of(kind.pattern)
    sizes = "" if kind.pattern is not None and kind.max_length is None else _sizes(kind.min_length, kind.max_length, "")
    length = f" of{sizes.removeprefix(' of')} characters" if sizes.strip() else ""
    return f"{words}{length}, such as `{example if example is not None else shown}`"


def look_of(pattern: str | None) -> tuple[str, str]:
    """Return how a text looks that has to match a pattern, in words, and an example."""
    if pattern is None:
        return "text", "Berlin"
    if look := next((look for start, look in _LOOKS.items() if pattern.startswith(start)), None):
        return look
    if found := _ID.match(pattern):
        return "an id", f"{found[1]}_{_ULID}" + ("_000004" if found[1] == "evt" else "")
    if found := _SIMPLE_CLASS.fullmatch(pattern):
        return _look_of_class(found[1], int(found[2]), int(found[3] or found[2]))
    return "text", "Berlin"


def _look_of_class(signs: str, least: int, most: int) -> tuple[str, str]:
    ranges = [each for each in _RANGES if each in signs]
    rest = signs
    for each in ranges:
        rest = rest.replace(each, "")
    said = [_RANGES[each][0] for each in ranges] + [f"`{sign}`" for sign in rest]
    letters = "".join(_RANGES[each][1] for each in ranges)
    length = min(max(least, len(letters)), most)
    span = str(least) if least == most else f"{least} to {most}"
    return f"{span} characters out of {', '.join(said)}", (letters * length)[:length]


def _words_of(kind: Any) -> list[str]:
    if isinstance(kind, inspect.EnumType):
        return [str(member.value) for member in kind.cls]
    return [str(value) for value in kind.values]


def _within(kind: Any) -> Any:
    """Return a number that a type takes."""
    least = kind.ge if kind.ge is not None else kind.gt + 1 if kind.gt is not None else None
    most = kind.le if kind.le is not None else kind.lt - 1 if kind.lt is not None else None
    if least is not None:
        return least
    return 1 if most is None or most >= 1 else most


def _span(kind: Any) -> str:
    low = kind.ge if kind.ge is not None else kind.gt
    high = kind.le if kind.le is not None else kind.lt
    if low is not None and high is not None:
        return f" from {low} to {high}"
    return f" of at least {low}" if low is not None else f" of at most {high}" if high is not None else ""


def _sizes(least: int | None, most: int | None, unit: str) -> str:
    span = f" of {least or 0} to {most}" if most is not None else f" of at least {least}" if least else ""
    span = f" of {most}" if least == most is not None else span
    return f"{span} {unit}".rstrip() if span else ""


def _such_as(example: Any, otherwise: Any) -> str:
    return f", such as {example if example is not None else otherwise}"


def _nearest(word: str, words: Sequence[str]) -> str | None:
    from difflib import get_close_matches  # which a function that is sent nothing wrong never asks

    by_small = {each.lower().replace("_", ""): each for each in words}
    found = get_close_matches(word[:100].lower().replace("_", "").replace("-", ""), by_small, n=1, cutoff=0.6)
    return by_small[found[0]] if found else None


def _list_words(words: Sequence[str]) -> str:
    shown = ", ".join(f"`{word}`" for word in words[:_MOST_LISTED])
    return shown if len(words) <= _MOST_LISTED else f"{shown} and {len(words) - _MOST_LISTED} more"


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}..."


def type_at(wanted: Any, value: Any, steps: Sequence[str]) -> tuple[Any, Any]:
    """Return what is wanted at a place inside `wanted`, as msgspec's inspection says it, and what stands there; of what
    has no type of its own, those of what holds it."""
    info = _info_of(wanted)
    for step in steps:
        inner = _step_into(info, value, step)
        if inner is None:  # the field that says which of several an object is
            break
        info = inner
        value = value[int(step)] if isinstance(value, list) else value.get(step) if isinstance(value, dict) else None
    return info, value


def _step_into(info: Any, value: Any, step: str) -> Any:
    for each, _ in _members(info):
        if isinstance(each, inspect.TupleType) and isinstance(value, list):
            return each.item_types[min(int(step), len(each.item_types) - 1)]
        if isinstance(each, _LISTS) and not isinstance(each, inspect.TupleType) and isinstance(value, list):
            return each.item_type
        if isinstance(each, inspect.DictType) and isinstance(value, dict):
            return each.value_type
        if isinstance(each, inspect.StructType) and isinstance(value, dict):
            field = next((field for field in each.fields if field.encode_name == step), None)
            if field is not None:
                return field.type
    return None
