"""Employee records: the travel manager keeps all, and everybody sets their own delegate."""

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec

from chalicelib import clock, settings
from chalicelib.domain.employees import (
    Delegation,
    Employee,
    EmployeeDetails,
    ManagementChainError,
    details_of,
    managers_above,
)
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.mentions import Erased
from chalicelib.domain.privacy.requests import ErasureStatus
from chalicelib.domain.value import Cursor
from chalicelib.domain.versions import require_version
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import FieldError, InvalidInput, NotFound, PersonErased
from chalicelib.models import employees, mentions, privacy
from chalicelib.models.employees import ManagementChainChanged

_TURNS = 4
_RECORD = "The employee's record"


def get_employee(identity: Identity, user_id: str) -> Employee:
    """Return anybody's record, for a travel manager. Raises NotAllowed, NotFound."""
    identity.require(Role.TRAVEL_MANAGER, Role.SYSTEM)
    return employees.get_employee(user_id)


def own_record(identity: Identity) -> Employee:
    """Return the caller's own record. Raises NotFound."""
    found = employees.find_employee(identity.user_id)
    if found is None:
        raise NotFound("You have no employee record.")
    return found


def list_employees(
    identity: Identity,
    *,
    cost_centre: str | None,
    manager_id: str | None,
    active: bool,
    limit: int,
    start: Cursor | None,
) -> ResultPage[Employee]:
    """List a page of people by name, and where the next page starts. Raises NotAllowed."""
    identity.require(Role.TRAVEL_MANAGER, Role.SYSTEM)
    return employees.list_employees(
        cost_centre=cost_centre, manager_id=manager_id, active=active, limit=limit, start=start
    )


def put_employee(identity: Identity, user_id: str, details: EmployeeDetails, *, expected: int | None) -> Employee:
    """Keep a new person, or put `details` in the place of what is kept; `expected` is the version that the caller has
    seen, 0 for none, None for any.

    Whose data was erased is as good as new then. Raises NotAllowed, VersionConflict, PersonErased while the person's
    data is being erased, InvalidInput with a pointer for each person who cannot be what they are to be.
    """
    identity.require(Role.TRAVEL_MANAGER, Role.SYSTEM)
    return _put(user_id, lambda _before: details, expected=expected, reinstates=True)


def write_record(user_id: str, details: EmployeeDetails, *, expected: int) -> Employee:
    """Put `details` in the place of the version `expected`, 0 for none, for a travel manager who asked for it before.
    Raises what `put_employee` raises but NotAllowed, and PersonErased also when the erasure is done."""
    return _put(user_id, lambda _before: details, expected=expected)


def rewrite_employee(
    identity: Identity, user_id: str, change: Callable[[EmployeeDetails], EmployeeDetails], *, expected: int | None
) -> Employee:
    """Change a record to what `change` makes of it. Raises what `put_employee` and `change` raise, NotFound, and
    PersonErased also when the erasure is done."""
    identity.require(Role.TRAVEL_MANAGER, Role.SYSTEM)
    employees.get_employee(user_id)
    return _put(user_id, lambda before: change(details_of(before)) if before else None, expected=expected)


def deactivate_employee(identity: Identity, user_id: str, *, expected: int | None) -> None:
    """Deactivate an employee: they get no approval requests, and have no delegate. Who is below them stays so.

    Raises NotAllowed, NotFound, VersionConflict.
    """
    identity.require(Role.TRAVEL_MANAGER, Role.SYSTEM)
    before = employees.get_employee(user_id)
    require_version(before, expected, _RECORD)
    if before.active or before.delegate:
        _replace(before, active=False, delegate=None)


def set_delegate(identity: Identity, delegation: Delegation, *, expected: int | None) -> Employee:
    """Set the caller's delegate. Raises NotFound, VersionConflict, InvalidInput with a pointer."""
    before = own_record(identity)
    require_version(before, expected, _RECORD)
    errors = _delegation_errors(before.user_id, delegation, "")
    if errors:
        raise InvalidInput("This person cannot be your delegate.", errors)
    return _replace(before, delegate=delegation)


def remove_delegate(identity: Identity, *, expected: int | None) -> None:
    """Remove the caller's delegate. Raises NotFound, VersionConflict."""
    before = own_record(identity)
    require_version(before, expected, _RECORD)
    if before.delegate is not None:
        _replace(before, delegate=None)


def cost_centre_of(user_id: str) -> str:
    """Return what this person's trips count against unless they say otherwise: their own, else the stage's."""
    found = employees.find_employee(user_id)
    return (found.cost_centre if found and found.active else None) or default_cost_centre()


def policy_group_of(user_id: str) -> str | None:
    """Return the policy group of this person; None for none."""
    found = employees.find_employee(user_id)
    return found.policy_group if found and found.active else None


def default_cost_centre() -> str:
    """Return the stage's cost centre, which counts for everybody who has none of their own."""
    return settings.current().default_cost_centre


def erase_employee(user_id: str) -> bool:
    """Take the person out of their record and keep their place in the management chain; whether there was anything to
    take."""
    before = employees.find_employee(user_id)
    if before is None or before.erased:
        return False
    after = _changed(
        before,
        name="Erased",
        email=None,
        cost_centre=None,
        chargeable_cost_centres=(),
        policy_group=None,
        delegate=None,
        active=False,
        erased=True,
    )
    employees.put_employee(before, after, erasing=True)
    return True


def _put(
    user_id: str,
    wanted: Callable[[Employee | None], EmployeeDetails | None],
    *,
    expected: int | None,
    reinstates: bool = False,
) -> Employee:
    def attempt() -> Employee:
        before = employees.find_employee(user_id)
        require_version(before, expected, _RECORD)
        details = wanted(before)
        if details is None:
            raise NotFound(f"There is no employee {user_id}.")
        managers = _checked_managers(user_id, before, details)
        after = _next_version(user_id, before, details)
        reinstated = _find_finished_erasure(user_id) if reinstates else None
        employees.put_employee(before, after, managers, reinstated=reinstated)
        return after

    return until_kept(attempt, ManagementChainChanged, attempts=_TURNS)


def _find_finished_erasure(user_id: str) -> Erased | None:
    """Return the mark of a person who was erased and is kept anew: they are then as good as new. Raises PersonErased
    while the erasure runs."""
    erased = mentions.find_mark(user_id)
    if erased is not None and privacy.get_erasure(erased.erasure_id).status is not ErasureStatus.DONE:
        raise PersonErased("The data of this person is being erased: wait until that is done.")
    return erased


def _next_version(user_id: str, before: Employee | None, details: EmployeeDetails) -> Employee:
    now = clock.now()
    return Employee(
        user_id=user_id,
        version=before.version + 1 if before else 1,
        created_at=before.created_at if before else now,
        updated_at=now,
        **{field: getattr(details, field) for field in EmployeeDetails.__struct_fields__},
    )


def _checked_managers(user_id: str, before: Employee | None, details: EmployeeDetails) -> tuple[Employee, ...]:
    """Return everybody above the employee, where the manager changes. Raises InvalidInput with everything that is wrong
    with manager and delegate; what is kept already and stays is not looked at again."""
    errors: list[FieldError] = []
    managers: tuple[Employee, ...] = ()
    if details.manager_id and not (before and before.manager_id == details.manager_id):
        managers, errors = _managers_to(user_id, details.manager_id)
    if details.delegate and not (before and before.delegate == details.delegate):
        errors += _delegation_errors(user_id, details.delegate, "/delegate")
    if errors:
        raise InvalidInput("The employee record is not valid.", errors)
    return managers


def _managers_to(user_id: str, manager_id: str) -> tuple[tuple[Employee, ...], list[FieldError]]:
    if manager_id == user_id:
        return (), [FieldError("/managerId", "a person cannot be their own manager")]
    try:
        managers = managers_above(user_id, manager_id, employees.find_employee)
    except ManagementChainError as error:
        return (), [FieldError("/managerId", str(error))]
    return managers, [] if managers else [FieldError("/managerId", "is not an employee")]


def _delegation_errors(user_id: str, delegation: Delegation, at: str) -> list[FieldError]:
    errors = []
    if delegation.delegate_id == user_id:
        errors.append(FieldError(f"{at}/delegateId", "a person cannot be their own delegate"))
    else:
        found = employees.find_employee(delegation.delegate_id)
        if found is None or not found.active:
            errors.append(FieldError(f"{at}/delegateId", "is not an active employee"))
    if delegation.until < delegation.first_day:
        errors.append(FieldError(f"{at}/until", "is before `from`"))
    elif delegation.until < _today():
        errors.append(FieldError(f"{at}/until", "has passed already"))
    return errors


def _replace(before: Employee, **changes: Any) -> Employee:
    """Store the record with `changes` that do not touch the management chain. Raises VersionConflict."""
    after = _changed(before, **changes)
    employees.put_employee(before, after)
    return after


def _changed(before: Employee, **changes: Any) -> Employee:
    return msgspec.structs.replace(before, version=before.version + 1, updated_at=clock.now(), **changes)


def _today() -> date:
    return clock.now().date()
