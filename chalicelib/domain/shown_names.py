"""Names beside ids: wherever an answer or a message shows a person's `userId`, it says who that is, by the employee
records of now.

A field is known by how it is called (`requesterId`, `decidedBy`, `arrangerIds`, ...), so that a new one gets its name
by itself; what must not be shown has no id either. All records of an answer are read at once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

import msgspec

from chalicelib.domain.bookings.audit import Actor
from chalicelib.domain.employees import Delegation
from chalicelib.domain.value import SentValue

NAME = "Name"
# Whose id stands in a field of this name; the list is what people are called in this API.
_PEOPLE = ("user", "requester", "approver", "delegator", "traveller", "owner", "manager", "delegate", "represented",
           "viewer")  # fmt: skip
_ACTS = ("decided", "ended", "returned", "shared", "created", "requested", "granted", "rotated", "published", "agreed",
         "uploaded")  # fmt: skip
ID_FIELDS: Mapping[str, str] = {
    **{f"{who}Id": f"{who}{NAME}" for who in _PEOPLE},
    **{f"{act}By": f"{act}By{NAME}" for act in _ACTS},
}
LIST_FIELDS: Mapping[str, str] = {
    "arrangerIds": "arrangerNames",
    "travellerIds": "travellerNames",
    "subjectIds": "subjectNames",
    "excludedUserIds": "excludedUserNames",
}
# In the data of events and audit entries: who was asked, each a person's id or the name of a pool.
DATA_FIELDS: Mapping[str, str] = {
    "approvers": "approverNames",
    "previousApprovers": "previousApproverNames",
    "reminded": "remindedNames",
}
# What names its person already.
NAMED = frozenset({"name", "givenName"})
# What shows nobody by an id, and is long.
_SKIPPED = frozenset({"options", "option", "request", "clauses", "components", "receipts", "parts", "orders"})

FindNames = Callable[[Iterable[str]], Mapping[str, str]]


class _Place(NamedTuple):
    """A place in an answer where a name belongs."""

    into: dict[str, Any]
    field: str
    user_ids: str | tuple[str, ...] | None


def with_names(body: Any, find_names: FindNames) -> Any:
    """Return the body of an answer with a name beside each id of a person: null for who has no employee record. The
    same body when it shows nobody."""
    plain = msgspec.to_builtins(body)
    places = list(_find_places(body, plain))
    wanted = {each for place in places for each in _listed(place.user_ids)}
    if not places:
        return body
    names = find_names(wanted) if wanted else {}
    for into, field, user_ids in places:
        is_list = isinstance(user_ids, tuple)
        into[field] = [names.get(each) for each in _listed(user_ids)] if is_list else names.get(str(user_ids))
    return plain


def _listed(user_ids: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return user_ids if isinstance(user_ids, tuple) else (user_ids,) if user_ids else ()


def _find_places(value: Any, plain: Any) -> Iterator[_Place]:
    """Yield where names belong in `plain`, which is `value` as it is sent."""
    if isinstance(value, msgspec.Struct) and isinstance(plain, dict):
        yield from _find_in_struct(value, plain)
    elif isinstance(value, tuple | list) and isinstance(plain, tuple | list):
        for each, shown in zip(value, plain, strict=True):
            yield from _find_places(each, shown)
    elif isinstance(value, dict) and isinstance(plain, dict):
        yield from (
            _Place(plain, name, tuple(map(str, plain[field])))
            for field, name in DATA_FIELDS.items()
            if isinstance(plain.get(field), tuple | list)
        )


def _find_in_struct(value: msgspec.Struct, plain: dict[str, Any]) -> Iterator[_Place]:
    if isinstance(value, Actor):
        yield _Place(plain, "name", value.id if value.kind == "person" else None)
    is_sent = isinstance(value, SentValue)
    for field in value.__struct_fields__:
        here = getattr(value, field)
        shown = _encode(field)
        if shown in plain and shown not in _SKIPPED:
            yield from () if is_sent else _find_in_field(plain, shown, here)
            yield from _find_places(here, plain[shown])
        if isinstance(here, Delegation):
            yield _Place(plain, f"{shown}{NAME}", here.delegate_id)


def _find_in_field(plain: dict[str, Any], field: str, value: Any) -> Iterator[_Place]:
    name = ID_FIELDS.get(field)
    if name is not None and name not in plain and not (field == "userId" and NAMED & plain.keys()):
        yield _Place(plain, name, value)
    elif field in LIST_FIELDS:
        yield _Place(plain, LIST_FIELDS[field], tuple(value))


@cache
def _encode(field: str) -> str:
    """Return a field as it is called on the wire."""
    first, *others = field.split("_")
    return first + "".join(each.title() for each in others)
