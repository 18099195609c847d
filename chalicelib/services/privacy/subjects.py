"""As whom a person is known: their user id, their own profile, and the names under which others may have typed them."""

from collections.abc import Sequence

import msgspec

from chalicelib.domain.mentions import name_subjects
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.errors import NotFound
from chalicelib.models import employees, mentions, passengers
from chalicelib.services import accounts


def subjects_of_user(user_id: str) -> frozenset[str]:
    """Return as whom a user is known, as things stand: what their profile, record and account call them, and the `sub`
    of that account, whose tokens are good for an hour after it is gone."""
    profile_id = passengers.find_own(user_id)
    return frozenset(
        {
            user_id,
            accounts.find_sub(user_id) or user_id,
            *([profile_id] if profile_id else []),
            *_names_of_user(user_id, profile_id),
        }
    )


def subjects_of_guest(passenger_id: str) -> frozenset[str]:
    """Return as whom a guest is known: by their profile alone, for a name may be a namesake's."""
    return frozenset({passenger_id})


def erased_subjects(subject: str) -> frozenset[str]:
    """Return as whom all somebody is known whose erasure has begun."""
    erased = mentions.find_mark(subject)
    return frozenset(erased.subjects) if erased else frozenset({subject})


def list_named(subjects: Sequence[str], kind: str, *, limit: int, start: Cursor | None) -> ResultPage[str]:
    """Return ids of one page of the things of a kind that name one of these people, and where it goes on."""
    place, after = _place(start)
    found, after = mentions.list_things(subjects[place], kind, limit=limit, start=after)
    if after is None:
        place += 1
    return ResultPage(found, _position(place, after) if place < len(subjects) else None)


def _names_of_user(user_id: str, profile_id: str | None) -> frozenset[str]:
    employee, account = employees.find_employee(user_id), accounts.find_account(user_id)
    names = [employee.name] if employee and not employee.erased else []
    names += [account.name] if account else []
    if profile_id is not None:
        try:
            names.append(passengers.get_passenger(profile_id).profile.traveller.full_name)
        except NotFound:
            pass  # deleted at this moment
    return frozenset(subject for name in names for subject in name_subjects(name))


def _place(start: Cursor | None) -> tuple[int, Cursor | None]:
    if start is None:
        return 0, None
    return int(start["subject"]["N"]), msgspec.json.decode(start["after"]["S"], type=Cursor | None)


def _position(place: int, after: Cursor | None) -> Cursor:
    return {"subject": {"N": str(place)}, "after": {"S": msgspec.json.encode(after).decode()}}
