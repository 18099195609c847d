"""Employees over HTTP: records kept by the travel manager; everybody names their own delegate."""

from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.api.http.patching import apply_patch
from chalicelib.api.http.routing import (
    Answer,
    ApiBlueprint,
    Call,
    Example,
    Page,
    PageQuery,
    links_to,
    user_identifier,
)
from chalicelib.api.openapi import examples
from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.employees import ChargeableCostCentres, Delegation, Email, Employee, EmployeeDetails, details_of
from chalicelib.domain.identity import Role
from chalicelib.domain.ids import UserId
from chalicelib.domain.text import CostCentre, FullName, PolicyGroup
from chalicelib.domain.value import Value
from chalicelib.errors import NotFound, VersionConflict
from chalicelib.services import employees as service
from chalicelib.services.approvals.people_changes import request_reassignments
from chalicelib.services.booking_workflow.leaving import request_endings

blueprint = ApiBlueprint(
    __name__,
    tag="Employees",
    description="Employee records: managers, cost centres and delegates, which decide who approves a trip.",
)

_EMPLOYEE_OPERATIONS = ("get_employee", "put_employee", "update_employee", "deactivate_employee")

_PARAMS = {
    "userId": user_identifier(
        "The person's id: the `sub` of their first account in the user pool", examples.TRAVELLER_ID
    )
}


class EmployeesQuery(PageQuery, frozen=True):
    """Which employees to list."""

    cost_centre: Annotated[CostCentre | None, msgspec.Meta(description="Only employees of this cost centre")] = None
    manager_id: Annotated[UserId | None, msgspec.Meta(description="Only direct reports of this manager (`userId`)")] = (
        None
    )
    active: Annotated[bool, msgspec.Meta(description="True: active employees; false: deactivated ones")] = True


class EmployeePatch(Value, frozen=True):
    """A merge patch of an employee record (RFC 7396): null removes a field, fields left out stay unchanged."""

    name: FullName | UnsetType = UNSET
    email: Annotated[
        Email | UnsetType | None, msgspec.Meta(description="Address by which colleagues find and share with the person")
    ] = UNSET
    manager_id: UserId | UnsetType | None = UNSET
    grade: Annotated[
        Annotated[int, msgspec.Meta(ge=1, le=20)] | UnsetType,
        msgspec.Meta(description="Rank in the company, 1 to 20, as the company counts it"),
    ] = UNSET
    cost_centre: Annotated[
        CostCentre | UnsetType | None, msgspec.Meta(description="Cost centre that the person's trips are charged to")
    ] = UNSET
    delegate: Annotated[
        Delegation | UnsetType | None, msgspec.Meta(description="Who decides approvals in the person's place, and when")
    ] = UNSET
    active: Annotated[bool | UnsetType, msgspec.Meta(description="False once the person has left")] = UNSET
    chargeable_cost_centres: ChargeableCostCentres | UnsetType = UNSET
    policy_group: PolicyGroup | UnsetType | None = UNSET


@blueprint.route(
    "/v1/employees",
    summary="List employees by name",
    scope=Scope.EMPLOYEES_READ,
    description="A page may be short although more follow.",
    roles=[Role.TRAVEL_MANAGER],
    links=[links_to(*_EMPLOYEE_OPERATIONS, userId="/items/0/userId")],
    example=lambda: Example(response=Page(items=(examples.EMPLOYEE,), next_cursor=None)),
)
def list_employees(call: Call[None, EmployeesQuery]) -> Answer[Page[Employee]]:
    query = call.query
    found, position = service.list_employees(
        call.identity,
        cost_centre=query.cost_centre,
        manager_id=query.manager_id,
        active=query.active,
        limit=query.limit,
        start=call.position(),
    )
    return call.page(found, position)


@blueprint.route(
    "/v1/employees/{userId}",
    summary="Get an employee",
    scope=Scope.EMPLOYEES_READ,
    params=_PARAMS,
    roles=[Role.TRAVEL_MANAGER],
    errors=[NotFound],
    links=[links_to(*_EMPLOYEE_OPERATIONS, userId="/userId", etag=True)],
    example=lambda: Example(response=examples.EMPLOYEE),
)
def get_employee(call: Call[None, None]) -> Answer[Employee]:
    return _show(service.get_employee(call.identity, call.path["userId"]))


@blueprint.route(
    "/v1/employees/{userId}",
    method="PUT",
    summary="Create or replace an employee",
    scope=Scope.EMPLOYEES_WRITE,
    description=(
        'Send `If-Match: "v0"` to create one, the ETag that you read to replace one, or `*` for either. The '
        "manager and the delegate must be employees already, and a management chain must not form a circle."
    ),
    params=_PARAMS,
    roles=[Role.TRAVEL_MANAGER],
    errors=[VersionConflict],
    links=[links_to(*_EMPLOYEE_OPERATIONS, userId="/userId", etag=True)],
    example=lambda: Example(request=details_of(examples.EMPLOYEE), response=examples.EMPLOYEE),
)
def put_employee(call: Call[EmployeeDetails, None]) -> Answer[Employee]:
    return _show(
        _follow_up(service.put_employee(call.identity, call.path["userId"], call.body, expected=call.expected_version))
    )


@blueprint.route(
    "/v1/employees/{userId}",
    method="PATCH",
    summary="Update an employee",
    scope=Scope.EMPLOYEES_WRITE,
    description="A JSON Merge Patch (RFC 7396), as `application/merge-patch+json` or `application/json`.",
    params=_PARAMS,
    roles=[Role.TRAVEL_MANAGER],
    errors=[NotFound, VersionConflict],
    links=[links_to(*_EMPLOYEE_OPERATIONS, userId="/userId", etag=True)],
    example=lambda: Example(request=EmployeePatch(manager_id=examples.MANAGER_ID), response=examples.EMPLOYEE),
)
def update_employee(call: Call[EmployeePatch, None]) -> Answer[Employee]:
    patch = call.body
    changed = service.rewrite_employee(
        call.identity, call.path["userId"], lambda now: apply_patch(now, patch), expected=call.expected_version
    )
    return _show(_follow_up(changed))


@blueprint.route(
    "/v1/employees/{userId}",
    method="DELETE",
    status=204,
    summary="Deactivate an employee",
    scope=Scope.EMPLOYEES_WRITE,
    description=(
        "The record stays, with `active` false, so that the management chain of the people below keeps its levels. "
        "From then on, whatever token they have, a deactivated employee decides, books, buys, arranges and sees "
        "nothing, and their calendars are closed. Approval requests to them pass on to the next in the chain; bookings "
        "that they asked for, or travel by, are cancelled unless something is bought. They may still ask for their "
        "data, or for its erasure."
    ),
    params=_PARAMS,
    roles=[Role.TRAVEL_MANAGER],
    errors=[NotFound, VersionConflict],
    links=[links_to(*_EMPLOYEE_OPERATIONS)],
    example=Example,
)
def deactivate_employee(call: Call[None, None]) -> Answer[None]:
    service.deactivate_employee(call.identity, call.path["userId"], expected=call.expected_version)
    request_reassignments(call.path["userId"])
    request_endings(call.path["userId"])
    return Answer(None)


@blueprint.route(
    "/v1/me/employee",
    summary="Get my employee record",
    errors=[NotFound],
    example=lambda: Example(response=examples.EMPLOYEE),
)
def get_my_employee(call: Call[None, None]) -> Answer[Employee]:
    return _show(service.own_record(call.identity))


@blueprint.route(
    "/v1/me/delegation",
    method="PUT",
    summary="Set my delegate",
    description=(
        "The delegate approves in your place from the first to the last day, both inclusive (UTC). `If-Match` takes "
        "the ETag of `/v1/me/employee`."
    ),
    errors=[NotFound, VersionConflict],
    links=[links_to("remove_delegate")],
    example=lambda: Example(
        request=examples.DELEGATION, response=msgspec.structs.replace(examples.EMPLOYEE, delegate=examples.DELEGATION)
    ),
)
def set_delegate(call: Call[Delegation, None]) -> Answer[Employee]:
    return _show(_follow_up(service.set_delegate(call.identity, call.body, expected=call.expected_version)))


@blueprint.route(
    "/v1/me/delegation",
    method="DELETE",
    status=204,
    summary="Remove my delegate",
    errors=[NotFound, VersionConflict],
    links=[links_to("set_delegate")],
    example=Example,
)
def remove_delegate(call: Call[None, None]) -> Answer[None]:
    service.remove_delegate(call.identity, expected=call.expected_version)
    request_reassignments(call.identity.user_id)
    return Answer(None)


def _follow_up(employee: Employee) -> Employee:
    """Have approvals that wait for the person, and that they may answer no more, pass on at once; and bookings end on
    which nobody may spend any more."""
    request_reassignments(employee.user_id)
    if not employee.active:
        request_endings(employee.user_id)
    return employee


def _show(employee: Employee) -> Answer[Employee]:
    return Answer(employee, version=employee.version)
