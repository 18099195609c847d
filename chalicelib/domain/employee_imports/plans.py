"""What a file of people changes, worked out row by row before anything is written: whom each row is about, what becomes
of their record, and what is wrong with it.

A plan is written in its order, managers before those below them, so that at no moment a management chain is a circle.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

import msgspec

from chalicelib.domain.account_links import fold_address
from chalicelib.domain.employee_imports.files import EmployeeFile, FileRow, RowError
from chalicelib.domain.employees import Employee, EmployeeDetails, ManagementChainError, details_of, managers_above
from chalicelib.domain.value import Value

# Of those who are active, so many in a hundred may be deactivated without a word; more are probably a wrong file.
UNCONFIRMED_PERCENT = 10


class RowAction(StrEnum):
    """What a row does."""

    ERROR = "error"
    CREATE = "create"
    CHANGE = "change"
    DEACTIVATE = "deactivate"
    UNCHANGED = "unchanged"


class RowOutcome(StrEnum):
    """What became of a row when the import was applied."""

    APPLIED = "applied"
    CONFLICT = "conflict"
    REFUSED = "refused"


class MissingPeople(StrEnum):
    """What becomes of active employees who are not in the file."""

    KEEP = "keep"
    DEACTIVATE = "deactivate"


class UnknownAccounts(StrEnum):
    """What becomes of a new person for whose address the user pool has no account yet."""

    REFUSE = "refuse"
    CREATE = "create"


class ImportRow(Value, frozen=True):
    """A row of an import: what it does, or what is wrong with it; and, once applied, what became of it."""

    row: Annotated[int | None, msgspec.Meta(description="Line of the file; null for who is not in it")]
    action: Annotated[RowAction, msgspec.Meta(description="What it does")]
    user_id: str | None = None
    email: Annotated[str | None, msgspec.Meta(description="Address of the person, where the row names one")] = None
    changes: Annotated[tuple[str, ...], msgspec.Meta(description="Columns whose values change")] = ()
    errors: Annotated[tuple[RowError, ...], msgspec.Meta(description="Everything that is wrong with it")] = ()
    outcome: Annotated[
        RowOutcome | None,
        msgspec.Meta(description="What became of it; null until it is applied, or where it does nothing"),
    ] = None
    reason: Annotated[str | None, msgspec.Meta(description="Why it was not applied")] = None


class PlannedRow(Value, frozen=True):
    """A row with what is to be written: the record as it is to be, in the place of its `version` (0 for somebody
    new)."""

    shown: ImportRow
    version: int = 0
    details: EmployeeDetails | None = None


class Company(NamedTuple):
    """What a file is compared with: every record by `userId`, whose the accounts are that have an address, and who of
    those without a record is erased."""

    people: Mapping[str, Employee]
    accounts: Mapping[str, Collection[str]]
    erased: Collection[str] = ()


class ImportOptions(Value, frozen=True):
    """How a file is to be taken."""

    missing: Annotated[
        MissingPeople, msgspec.Meta(description="What becomes of active employees who are not in the file")
    ] = MissingPeople.KEEP
    accounts: Annotated[
        UnknownAccounts, msgspec.Meta(description="What becomes of new people for whose address there is no account")
    ] = UnknownAccounts.REFUSE


class _Wanted(NamedTuple):
    """A row about somebody who is known by now."""

    row: FileRow
    user_id: str
    before: Employee | None


def plan_import(
    file: EmployeeFile,
    company: Company,
    options: ImportOptions,
    *,
    requester_id: str,
    now: datetime,
    new_id: Callable[[int], str],
) -> list[PlannedRow]:
    """Return what the file changes: rows with errors first, then in the order in which they are to be written.

    `new_id` makes the `userId` of somebody new from the number of their row.
    """
    planner = _Planner(file, company, options, requester_id, now, new_id)
    return planner.plan()


class _Planner:
    """One file under way; what is wrong with a row is gathered in `errors`, by its number."""

    def __init__(
        self,
        file: EmployeeFile,
        company: Company,
        options: ImportOptions,
        requester_id: str,
        now: datetime,
        new_id: Callable[[int], str],
    ) -> None:
        self.file, self.company, self.options = file, company, options
        self.requester_id, self.now, self.new_id = requester_id, now, new_id
        self.errors: dict[int, list[RowError]] = defaultdict(list)
        self.by_email: dict[str, list[str]] = defaultdict(list)
        for each in company.people.values():
            if each.email and not each.erased:
                self.by_email[fold_address(each.email)].append(each.user_id)

    def plan(self) -> list[PlannedRow]:
        for row in self.file.rows:
            self.errors[row.number] += row.errors
        wanted = [found for row in self.file.rows if not row.errors and (found := self._identify(row)) is not None]
        self._refuse_repeated(wanted)
        after = self._find_records(wanted)
        self._refuse_circles(wanted, after)
        sound = [each for each in wanted if not self.errors[each.row.number]]
        depth = _depth_of(after, self.company.people)
        ordered = sorted(sound, key=lambda each: (depth(each.user_id), each.row.number))
        return [
            *self._faulty(),
            *(self._planned(each, after[each.user_id]) for each in ordered),
            *self._missing(wanted),
        ]

    def _refuse(self, number: int, column: str | None, detail: str) -> None:
        self.errors[number].append(RowError(column, detail))

    # Whom a row is about

    def _identify(self, row: FileRow) -> _Wanted | None:
        """Return the row with its person; None, with the error, for who is not known."""
        user_id, email = row.cells.get("userId"), row.cells.get("email")
        if user_id is None:
            user_id = self._find_by_email(row.number, email)
        if user_id is None:
            return None
        before = self.company.people.get(user_id)
        if before.erased if before is not None else user_id in self.company.erased:
            self._refuse(row.number, "userId", "the data of this person was erased: create them by themselves")
            return None
        if before is None and row.cells.get("name") is None:
            self._refuse(row.number, "name", "is required for somebody new")
            return None
        return _Wanted(row, user_id, before)

    def _find_by_email(self, number: int, email: str | None) -> str | None:
        if email is None:
            self._refuse(number, "email", "is required where there is no `userId`")
            return None
        known = self.by_email.get(fold_address(email), [])
        if len(known) > 1:
            self._refuse(number, "email", "several employees have this address: name the `userId` of the one meant")
            return None
        if known:
            return known[0]
        owners = self.company.accounts.get(fold_address(email), ())
        if len(owners) > 1:
            self._refuse(number, "email", "several accounts have this address: name the `userId` of the one meant")
            return None
        if not owners and self.options.accounts is UnknownAccounts.REFUSE:
            detail = "nobody has an account with this address: invite them first, or send `accounts=create`"
            self._refuse(number, "email", detail)
            return None
        return next(iter(owners), None) or self.new_id(number)

    def _refuse_repeated(self, wanted: Sequence[_Wanted]) -> None:
        """Refuse a person that a row above is about already, and an address that is given to one person and is another
        one's. An address that a record has and keeps is not looked at again, be it of several."""
        people: dict[str, int] = {}
        addresses: dict[str, int] = {}
        in_file = {each.user_id for each in wanted}
        for each in wanted:
            first = people.setdefault(each.user_id, each.row.number)
            if first != each.row.number:
                self._refuse(each.row.number, None, f"is about the same person as line {first}")
        for each in sorted(wanted, key=_keeps_address, reverse=True):
            number, address = each.row.number, _address_of(each)
            if address is None:
                continue
            first = addresses.setdefault(address, number)
            if _keeps_address(each):
                continue
            if first != number:
                self._refuse(number, "email", f"is the address of line {first} as well")
            elif set(self.by_email.get(address, ())) - in_file:
                self._refuse(number, "email", "is the address of another employee")

    # What becomes of their records

    def _find_records(self, wanted: Sequence[_Wanted]) -> dict[str, EmployeeDetails]:
        """Return the record of each row as it is to be; one whose manager cannot be is refused."""
        in_file = {each.user_id for each in wanted}
        known = self.company.people.keys() | in_file
        addresses: dict[str, set[str]] = defaultdict(set)
        for address, holders in self.by_email.items():
            addresses[address] |= set(holders) - in_file
        for each in wanted:
            addresses[_address_of(each) or ""].add(each.user_id)
        return {each.user_id: self._record_of(each, addresses, known) for each in wanted}

    def _record_of(self, wanted: _Wanted, addresses: Mapping[str, set[str]], known: set[str]) -> EmployeeDetails:
        cells = wanted.row.cells
        base = details_of(wanted.before) if wanted.before else EmployeeDetails(name=cells["name"])
        fields: dict[str, Any] = {}
        for column, field in _FIELDS.items():
            if column in cells:
                fields[field] = cells[column]
        if "chargeableCostCentres" in cells:
            fields["chargeable_cost_centres"] = cells["chargeableCostCentres"] or ()
        if "managerEmail" in cells or "managerId" in cells:
            fields["manager_id"] = self._find_manager(wanted, addresses, known)
        if fields.get("active") is False:
            fields["delegate"] = None
            if wanted.user_id == self.requester_id:
                self._refuse(wanted.row.number, "active", "you cannot deactivate yourself")
        return msgspec.structs.replace(base, **fields)

    def _find_manager(self, wanted: _Wanted, addresses: Mapping[str, set[str]], known: set[str]) -> str | None:
        number, cells = wanted.row.number, wanted.row.cells
        manager_id, email = cells.get("managerId"), cells.get("managerEmail")
        if manager_id is not None and manager_id not in known:
            self._refuse(number, "managerId", "is no employee, and no line is about them")
        if email is None:
            return manager_id if isinstance(manager_id, str) else None
        meant = addresses.get(fold_address(email), set())
        if manager_id is not None:
            if manager_id not in meant:
                self._refuse(number, "managerEmail", "is not the address of `managerId`")
            return str(manager_id)
        if len(meant) > 1:
            self._refuse(number, "managerEmail", "several employees have this address: name the `managerId`")
        elif not meant:
            self._refuse(number, "managerEmail", "is the address of no employee, and of no line")
        return next(iter(meant)) if len(meant) == 1 else None

    def _refuse_circles(self, wanted: Sequence[_Wanted], after: Mapping[str, EmployeeDetails]) -> None:
        """Refuse rows whose management chain cannot be, or leads to somebody new whose own row is refused; and again,
        until nobody is added to those."""
        people = {**self.company.people, **{each.user_id: self._employee(each, after[each.user_id]) for each in wanted}}
        for each in wanted:
            manager_id = after[each.user_id].manager_id
            if manager_id == (each.before.manager_id if each.before else None):
                continue
            try:
                managers_above(each.user_id, manager_id, people.get)
            except ManagementChainError as error:
                self._refuse(each.row.number, _manager_column(each.row), str(error))
        refused = True
        while refused:
            faulty = {each.user_id: each for each in wanted if each.before is None and self.errors[each.row.number]}
            below = [
                each for each in wanted if after[each.user_id].manager_id in faulty and not self.errors[each.row.number]
            ]
            for each in below:
                above = faulty[str(after[each.user_id].manager_id)]
                detail = f"is new in line {above.row.number}, which has errors"
                self._refuse(each.row.number, _manager_column(each.row), detail)
            refused = bool(below)

    def _employee(self, wanted: _Wanted, details: EmployeeDetails) -> Employee:
        fields = {field: getattr(details, field) for field in EmployeeDetails.__struct_fields__}
        created_at = wanted.before.created_at if wanted.before else self.now
        version = wanted.before.version + 1 if wanted.before else 1
        return Employee(user_id=wanted.user_id, version=version, created_at=created_at, updated_at=self.now, **fields)

    # The plan

    def _faulty(self) -> list[PlannedRow]:
        return [
            PlannedRow(
                shown=ImportRow(
                    row=row.number,
                    action=RowAction.ERROR,
                    user_id=row.cells.get("userId"),
                    email=row.cells.get("email"),
                    errors=tuple(self.errors[row.number]),
                )
            )
            for row in self.file.rows
            if self.errors[row.number]
        ]

    def _planned(self, wanted: _Wanted, details: EmployeeDetails) -> PlannedRow:
        before = wanted.before
        was = details_of(before) if before else None
        changes = tuple(
            column for column, field in _SHOWN.items() if was is None or getattr(was, field) != getattr(details, field)
        )
        action = RowAction.CREATE if before is None else RowAction.CHANGE if was != details else RowAction.UNCHANGED
        if before is not None and before.active and not details.active:
            action = RowAction.DEACTIVATE
        shown = ImportRow(
            row=wanted.row.number,
            action=action,
            user_id=wanted.user_id,
            email=details.email,
            changes=changes if before is not None else (),
        )
        if action is RowAction.UNCHANGED:
            return PlannedRow(shown=shown, version=before.version if before else 0)
        return PlannedRow(shown=shown, version=before.version if before else 0, details=details)

    def _missing(self, wanted: Sequence[_Wanted]) -> list[PlannedRow]:
        """Return who is deactivated because they are not in the file; never whoever imports it."""
        if self.options.missing is MissingPeople.KEEP:
            return []
        there = {each.user_id for each in wanted} | {self.requester_id}
        gone = [each for each in self.company.people.values() if each.active and each.user_id not in there]
        return [
            PlannedRow(
                shown=ImportRow(
                    row=None, action=RowAction.DEACTIVATE, user_id=each.user_id, email=each.email, changes=("active",)
                ),
                version=each.version,
                details=msgspec.structs.replace(details_of(each), active=False, delegate=None),
            )
            for each in sorted(gone, key=lambda each: each.user_id)
        ]


_FIELDS = {
    "email": "email",
    "name": "name",
    "grade": "grade",
    "costCentre": "cost_centre",
    "policyGroup": "policy_group",
    "active": "active",
}
_SHOWN = {**_FIELDS, "managerId": "manager_id", "chargeableCostCentres": "chargeable_cost_centres"}


def _address_of(wanted: _Wanted) -> str | None:
    """Return the address that somebody is to have, folded; None for none."""
    before = wanted.before.email if wanted.before else None
    email = wanted.row.cells.get("email", before)
    return fold_address(email) if email else None


def _keeps_address(wanted: _Wanted) -> bool:
    before = wanted.before.email if wanted.before else None
    return before is not None and fold_address(before) == _address_of(wanted)


def _manager_column(row: FileRow) -> str:
    return "managerEmail" if row.cells.get("managerEmail") else "managerId"


def _depth_of(after: Mapping[str, EmployeeDetails], people: Mapping[str, Employee]) -> Callable[[str], int]:
    """Return how far below the top somebody will be; circles were refused, and end here where they are of others."""

    def manager_of(user_id: str) -> str | None:
        found: EmployeeDetails | Employee | None = after.get(user_id) or people.get(user_id)
        return found.manager_id if found else None

    def depth(user_id: str) -> int:
        seen = {user_id}
        above = manager_of(user_id)
        while above is not None and above not in seen:
            seen.add(above)
            above = manager_of(above)
        return len(seen)

    return depth
