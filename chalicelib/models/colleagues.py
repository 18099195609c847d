"""The colleagues table: by which words and addresses active employees are found.

Rows follow from the employee record alone, and are written in the transaction that changes it (`employees.py`).
"""

from collections.abc import Iterator

from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.domain.colleagues import list_terms
from chalicelib.domain.employees import Employee
from chalicelib.dynamodb.tables import table_meta


class ColleagueRow(Model):
    """One term by which one employee is found: `initial` is its first character, so that it can be searched by its
    beginning."""

    Meta = table_meta("colleagues")

    initial = UnicodeAttribute(hash_key=True)
    term = UnicodeAttribute(range_key=True)
    user_id = UnicodeAttribute(attr_name="userId")


def save_terms(transaction: TransactWrite, before: Employee | None, after: Employee) -> None:
    """Write in the transaction by what the employee is found now, and remove by what no more."""
    were, are = list_terms(before), list_terms(after)
    for term in sorted(were - are):
        transaction.delete(ColleagueRow(*_key(term, after.user_id)))
    for term in sorted(are - were):
        transaction.save(ColleagueRow(*_key(term, after.user_id), user_id=after.user_id))


def find_terms(prefix: str, after: str | None) -> Iterator[tuple[str, str, str]]:
    """Yield what begins with `prefix`, in order, from behind `after`: the term, its employee, and where it stands."""
    condition = ColleagueRow.term.startswith(prefix)
    start = {"initial": {"S": prefix[0]}, "term": {"S": after}} if after else None
    for row in ColleagueRow.query(prefix[0], condition, last_evaluated_key=start):
        yield row.term.rpartition("#")[0], row.user_id, row.term


def _key(term: str, user_id: str) -> tuple[str, str]:
    return term[0], f"{term}#{user_id}"
