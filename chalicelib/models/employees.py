"""The employees table. Who is above whom is checked in the transaction that changes it, so that no circle can close."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, GetError, TransactWriteError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.domain.employees import Employee
from chalicelib.domain.mentions import Erased
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.errors import is_condition_failed, is_transient
from chalicelib.dynamodb.paging import ResultPage, page_of
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, table_meta, transactions
from chalicelib.errors import NotFound, SojournError, Unavailable, VersionConflict
from chalicelib.models import colleagues, mentions

_CONDITION_FAILED = "ConditionalCheckFailed"
_MOST_REPRESENTED = 50
_PENDING = "change"


class ManagementChainChanged(VersionConflict):
    """Somebody above the employee has changed since the management chain was looked at."""


class _ByRoster(GlobalSecondaryIndex["EmployeeRow"]):
    class Meta:
        index_name = "roster-name"
        projection = AllProjection()

    roster = UnicodeAttribute(hash_key=True)
    sort_name = UnicodeAttribute(range_key=True, attr_name="sortName")


class _ByManager(GlobalSecondaryIndex["EmployeeRow"]):
    class Meta:
        index_name = "manager-name"
        projection = AllProjection()

    manager_id = UnicodeAttribute(hash_key=True, attr_name="managerId")
    sort_name = UnicodeAttribute(range_key=True, attr_name="sortName")


class _ByCostCentre(GlobalSecondaryIndex["EmployeeRow"]):
    class Meta:
        index_name = "cost-centre-name"
        projection = AllProjection()

    cost_centre = UnicodeAttribute(hash_key=True, attr_name="costCentre")
    sort_name = UnicodeAttribute(range_key=True, attr_name="sortName")


class _ByDelegate(GlobalSecondaryIndex["EmployeeRow"]):
    class Meta:
        index_name = "delegate-until"
        projection = AllProjection()

    delegate_id = UnicodeAttribute(hash_key=True, attr_name="delegateId")
    delegate_until = UnicodeAttribute(range_key=True, attr_name="delegateUntil")


class _ByChange(GlobalSecondaryIndex["EmployeeRow"]):
    """Only people of whom a change is still to be followed up have the key, and are in it."""

    class Meta:
        index_name = "change-pending"
        projection = KeysOnlyProjection()

    pending = UnicodeAttribute(hash_key=True)
    changed_at = TimeAttribute(range_key=True, attr_name="changedAt")


class EmployeeRow(Model):
    """One person; `document` is the whole, the other attributes are what indexes and conditions need."""

    Meta = table_meta("employees")

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    roster = UnicodeAttribute()
    sort_name = UnicodeAttribute(attr_name="sortName")
    manager_id = UnicodeAttribute(attr_name="managerId", null=True)
    cost_centre = UnicodeAttribute(attr_name="costCentre", null=True)
    delegate_id = UnicodeAttribute(attr_name="delegateId", null=True)
    delegate_until = UnicodeAttribute(attr_name="delegateUntil", null=True)
    version = NumberAttribute()
    pending = UnicodeAttribute(null=True)
    changed_at = TimeAttribute(attr_name="changedAt")
    document = StructAttribute[Employee](Employee)

    by_roster = _ByRoster()
    by_manager = _ByManager()
    by_cost_centre = _ByCostCentre()
    by_delegate = _ByDelegate()
    by_change = _ByChange()


def find_employee(user_id: str) -> Employee | None:
    """Return the person, read consistently, or None when there is no record. Raises Unavailable when it may be read a
    moment later."""
    try:
        return EmployeeRow.get(user_id, consistent_read=True).document
    except DoesNotExist:
        return None
    except GetError as error:
        if is_transient(error):
            raise Unavailable("The employee could not be read.") from error
        raise


def get_employee(user_id: str) -> Employee:
    """Return the person, read consistently. Raises NotFound, Unavailable."""
    found = find_employee(user_id)
    if found is None:
        raise NotFound(f"There is no employee {user_id}.")
    return found


def find_employees(user_ids: Iterable[str]) -> dict[str, Employee]:
    """Return the records of those of these people of whom there is one, in one read for a hundred. Raises Unavailable
    when they may be read a moment later."""
    wanted = sorted(set(user_ids))
    try:
        return {row.user_id: row.document for row in EmployeeRow.batch_get(wanted)} if wanted else {}
    except GetError as error:
        if is_transient(error):
            raise Unavailable("The employees could not be read.") from error
        raise


def names_of(user_ids: Iterable[str]) -> dict[str, str]:
    """Return the names of those of these people of whom there is a record."""
    return {user_id: found.name for user_id, found in find_employees(user_ids).items()}


def put_employee(
    before: Employee | None,
    after: Employee,
    managers: Sequence[Employee] = (),
    *,
    reinstated: Erased | None = None,
    erasing: bool = False,
) -> None:
    """Put `after` in the place of `before` (None for somebody new), if none of the `managers` above has changed either.

    Somebody who is erased is kept anew only by who takes their mark away, `reinstated`; erasing itself asks nothing.
    Raises VersionConflict, ManagementChainChanged, PersonErased, Unavailable.
    """
    unchanged = EmployeeRow.user_id.does_not_exist() if before is None else EmployeeRow.version == before.version
    checks = 0
    try:
        with TransactWrite(connection=transactions()) as transaction:
            if reinstated is not None:
                mentions.unmark(transaction, after.user_id, reinstated)
            elif not erasing:
                checks = mentions.require_not_erased(transaction, [after.user_id])
            for above in managers:
                still = EmployeeRow.version == above.version
                transaction.condition_check(EmployeeRow, above.user_id, condition=still)
            colleagues.save_terms(transaction, before, after)
            transaction.save(_to_row(after), condition=unchanged)
    except TransactWriteError as error:
        raise _refusal(error, checks) from error


def list_employees(
    *, cost_centre: str | None, manager_id: str | None, active: bool, limit: int, start: Cursor | None
) -> ResultPage[Employee]:
    """Return one page of people by name, and where the next page starts; it may be short although more follow."""
    paging: dict[str, Any] = {"page_size": limit, "last_evaluated_key": start}
    if manager_id is not None:
        rows = EmployeeRow.by_manager.query(manager_id, **paging)
    elif cost_centre is not None:
        rows = EmployeeRow.by_cost_centre.query(cost_centre, **paging)
    else:
        rows = EmployeeRow.by_roster.query(_roster(active=active), **paging)

    def wanted(row: EmployeeRow) -> bool:
        return row.document.active is active and cost_centre in (None, row.document.cost_centre)

    found, position = page_of(rows, wanted, limit=limit)
    return ResultPage([row.document for row in found], position)


def list_everybody() -> Iterator[Employee]:
    """Yield every record, those of active people first; the index may lag behind."""
    for active in (True, False):
        yield from (row.document for row in EmployeeRow.by_roster.query(_roster(active=active)))


def list_represented(user_id: str, day: date) -> Iterator[Employee]:
    """Yield those whose delegate the person is on `day`."""
    rows = EmployeeRow.by_delegate.query(
        user_id, EmployeeRow.delegate_until >= day.isoformat(), limit=_MOST_REPRESENTED
    )
    yield from (row.document for row in rows if row.document.delegate_on(day) == user_id)


def list_changed(before: datetime, limit: int) -> Iterator[str]:
    """Yield ids of people whose records changed before a time, and of whom what follows from it is still to be done,
    the oldest change first."""
    for row in EmployeeRow.by_change.query(_PENDING, EmployeeRow.changed_at <= before, limit=limit):
        yield row.user_id


def mark_followed_up(employee: Employee) -> None:
    """Note that all has been done that follows from this version of a record; a later one is still pending."""
    _update_if(employee.user_id, EmployeeRow.pending.remove(), EmployeeRow.version == employee.version)


def postpone_follow_up(user_id: str, until: datetime) -> None:
    """Let what follows from a change be tried again at a time; harmless when it has been done."""
    _update_if(user_id, EmployeeRow.changed_at.set(until), EmployeeRow.pending.exists())


def _update_if(user_id: str, action: Action, condition: Condition) -> None:
    try:
        EmployeeRow(user_id).update(actions=[action], condition=condition)
    except UpdateError as error:
        if not is_condition_failed(error):
            raise


def _to_row(employee: Employee) -> EmployeeRow:
    """Return the row that keeps the record; every change of it is to be followed up."""
    delegate = employee.delegate
    return EmployeeRow(
        employee.user_id,
        roster=_roster(active=employee.active),
        sort_name=f"{employee.name.casefold()[:100]}#{employee.user_id}",
        manager_id=employee.manager_id,
        cost_centre=employee.cost_centre,
        delegate_id=delegate and delegate.delegate_id,
        delegate_until=delegate and delegate.until.isoformat(),
        version=employee.version,
        pending=_PENDING,
        changed_at=employee.updated_at,
        document=employee,
    )


def _roster(*, active: bool) -> str:
    return "active" if active else "former"


def _refusal(error: TransactWriteError, checks: int) -> SojournError:
    """Return what the refusal means; whether the person is erased and the checks of the management chain stand before
    the record itself."""
    codes = [reason.code if reason else None for reason in error.cancellation_reasons]
    erased = mentions.person_erased(codes, checks)
    if erased is not None:
        return erased
    if codes and codes[-1] == _CONDITION_FAILED:
        return VersionConflict("The employee record has changed meanwhile.")
    if _CONDITION_FAILED in codes or "TransactionConflict" in codes:
        return ManagementChainChanged("The employee's management chain has changed meanwhile.")
    return Unavailable("It is not certain whether the change was written.")
