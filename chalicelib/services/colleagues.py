"""Finding colleagues to share with, to delegate to or to have arrange a trip; and whether there is somebody at all."""

import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator
from itertools import islice

from chalicelib.domain.colleagues import Colleague, is_first_match, list_prefixes, to_colleague
from chalicelib.domain.employees import Employee
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.errors import FieldError, InvalidInput, NotAllowed
from chalicelib.models import colleagues, employees
from chalicelib.services import accounts

_SHORTEST = 2  # letters
_READ_PER_ROW = 5  # as many terms are read at most for each that is wanted

Found = tuple[str, str, str]


def find_colleagues(identity: Identity, query: str, *, limit: int, start: Cursor | None) -> ResultPage[Colleague]:
    """List a page of the active employees whose name, from one of its words on, or address begins with the query. A
    page may be short although more follow.

    Raises NotAllowed for who is no active employee, InvalidInput when too little is left of the query.
    """
    _require_colleague(identity)
    prefixes = list_prefixes(query)
    if not prefixes or max(map(_weigh, prefixes)) < _SHORTEST:
        detail = (
            f"Send at least {_SHORTEST} letters or digits of a name or an address, or one character of a word each."
        )
        raise InvalidInput("Too little to search by.", [FieldError("/query", detail)])
    terms = list(islice(_list_terms(prefixes, start), _READ_PER_ROW * limit + 1))
    records = employees.find_employees(user_id for _, (_, user_id, _) in terms)
    return _fill_page(terms, limit, lambda found: _match(records.get(found[1]), found[0], prefixes))


def is_known(user_id: str) -> bool:
    """Return whether there is somebody of this id who has not left: by their employee record, or else by their account
    in the user pool. Raises Unavailable."""
    found = employees.find_employee(user_id)
    return found.active if found is not None else accounts.find_account(user_id) is not None


def list_unknown(user_ids: Iterable[str], pointer: str, *, known: Container[str] = ()) -> list[FieldError]:
    """Return an error for each of these of whom there is nobody, or who has left; who is `known` is not looked for.
    Raises Unavailable."""
    detail = "There is nobody of this id, or they have left: find colleagues with `GET /v1/colleagues`."
    return [
        FieldError(f"{pointer}/{place}", detail)
        for place, each in enumerate(user_ids)
        if each not in known and not is_known(each)
    ]


def _weigh(prefix: str) -> int:
    """Return how many letters there are to search by: a character that is a syllable or a word, as those of many family
    names are, says as much as two."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in prefix)


def _require_colleague(identity: Identity) -> None:
    """Raise NotAllowed for whoever is no active employee, and holds no role beyond that of a traveller."""
    if employees.find_employee(identity.user_id) is None and not identity.has(
        Role.APPROVER, Role.TRAVEL_DESK, Role.TRAVEL_MANAGER, Role.OPERATOR
    ):
        raise NotAllowed("Only employees find colleagues: you have no employee record.")


def _list_terms(prefixes: tuple[str, ...], start: Cursor | None) -> Iterator[tuple[int, Found]]:
    """Yield what begins with the first of the prefixes, then with the next, from where the page before ended."""
    place, after = (int(start["prefix"]["N"]), start["term"]["S"]) if start else (0, None)
    for number, prefix in enumerate(prefixes):
        if number >= place:
            yield from ((number, found) for found in colleagues.find_terms(prefix, after if number == place else None))


def _fill_page(
    terms: list[tuple[int, Found]], limit: int, match: Callable[[Found], Colleague | None]
) -> ResultPage[Colleague]:
    page: list[Colleague] = []
    for read, (number, found) in enumerate(terms, 1):
        colleague = match(found)
        page += [colleague] if colleague else []
        if read < len(terms) and (len(page) == limit or read == _READ_PER_ROW * limit):
            return ResultPage(page, {"prefix": {"N": str(number)}, "term": {"S": found[2]}})
    return ResultPage(page, None)


def _match(employee: Employee | None, term: str, prefixes: tuple[str, ...]) -> Colleague | None:
    """Return an employee as colleagues see them, once, however many of their terms are asked for; the table may be
    behind their record for a moment."""
    if employee is None or not is_first_match(employee, term, prefixes):
        return None
    return to_colleague(employee)
