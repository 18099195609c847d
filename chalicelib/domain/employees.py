"""The people of the company: who answers for whom, and who stands in while somebody is away."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated

import msgspec

from chalicelib.domain.ids import UserId
from chalicelib.domain.text import CostCentre, FullName, PolicyGroup
from chalicelib.domain.timestamps import Day
from chalicelib.domain.value import SentValue, Value

# A management chain is no longer than this, from an employee to the top.
LONGEST_CHAIN = 20

# Spelled out: what `\s` stands for differs between Python and JSON Schema.
_NO_SPACE = r"[^@\x00-\x20\x7f-\xa0\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]"
Email = Annotated[
    str, msgspec.Meta(pattern=f"^{_NO_SPACE}{{1,64}}@{_NO_SPACE}{{1,190}}$", examples=["anna.weber@example.com"])
]


class Delegation(SentValue, frozen=True):
    """A delegate who approves while the employee is absent, from `from` to `until`, both inclusive (UTC)."""

    delegate_id: UserId
    first_day: Annotated[Day, msgspec.Meta(description="First day on which the delegate decides (ISO 8601)")] = (
        msgspec.field(name="from")
    )
    until: Annotated[Day, msgspec.Meta(description="Last day on which the delegate decides (ISO 8601)")]

    def holds_on(self, day: date) -> bool:
        return self.first_day <= day <= self.until


ChargeableCostCentres = Annotated[
    tuple[CostCentre, ...],
    msgspec.Meta(max_length=50, description="Cost centres that the employee may charge beside their own"),
]


class EmployeeDetails(SentValue, frozen=True):
    """An employee record as a travel manager writes it."""

    name: FullName
    email: Annotated[
        Email | None, msgspec.Meta(description="Address by which colleagues find and share with the person; null: none")
    ] = None
    manager_id: Annotated[
        UserId | None, msgspec.Meta(description="`userId` of the manager; null at the top of the company")
    ] = None
    grade: Annotated[
        int, msgspec.Meta(ge=1, le=20, description="Rank in the company, 1 to 20, as the company counts it")
    ] = 1
    cost_centre: Annotated[
        CostCentre | None, msgspec.Meta(description="Default cost centre of the employee's trips")
    ] = None
    delegate: Annotated[
        Delegation | None,
        msgspec.Meta(description="Who decides approvals in the person's place, and when; null: nobody"),
    ] = None
    active: Annotated[
        bool, msgspec.Meta(description="False for a deactivated employee, who gets no approval requests")
    ] = True
    chargeable_cost_centres: ChargeableCostCentres = ()
    policy_group: Annotated[
        PolicyGroup | None, msgspec.Meta(description="Group whose rules of the travel policy hold; null for none")
    ] = None


class Employee(Value, frozen=True):
    """An employee record; after erasure, only the place in the management chain remains."""

    user_id: str
    name: Annotated[str, msgspec.Meta(description="Full name; `Erased` after an erasure")]
    email: Annotated[
        str | None,
        msgspec.Meta(description="Address by which colleagues find and share with the person; null after an erasure"),
    ]
    manager_id: Annotated[
        str | None, msgspec.Meta(description="The manager, by their id; null at the top of the management chain")
    ]
    grade: Annotated[int, msgspec.Meta(description="Rank in the company, 1 to 20, as the company counts it")]
    cost_centre: str | None
    delegate: Annotated[
        Delegation | None,
        msgspec.Meta(description="Who decides approvals in the person's place, and when; null: nobody"),
    ]
    active: Annotated[
        bool,
        msgspec.Meta(
            description="False once the person has left: they can sign in, and do nothing but read their own data"
        ),
    ]
    version: Annotated[int, msgspec.Meta(ge=1)]
    created_at: datetime
    updated_at: datetime
    chargeable_cost_centres: ChargeableCostCentres = ()
    policy_group: Annotated[
        PolicyGroup | None, msgspec.Meta(description="Group whose rules of the travel policy hold; null for none")
    ] = None
    erased: Annotated[bool, msgspec.Meta(description="True once the person's data has been erased")] = False

    def delegate_on(self, day: date) -> str | None:
        """Return who is the delegate on `day`; None when the person is there."""
        return self.delegate.delegate_id if self.delegate and self.delegate.holds_on(day) else None


Find = Callable[[str], Employee | None]


class ManagementChainError(ValueError):
    """A management chain that cannot be: it comes back to the employee, or is too long."""


def managers_above(user_id: str, manager_id: str | None, find: Find) -> tuple[Employee, ...]:
    """Return everybody above, from the manager to the top; an unknown manager ends it.

    Raises ManagementChainError for a chain that leads back to `user_id` or into a circle, or that is longer than
    `LONGEST_CHAIN`.
    """
    managers: list[Employee] = []
    seen = {user_id}
    while manager_id is not None:
        if manager_id in seen:
            raise ManagementChainError(
                "would make the management chain a circle"
                if manager_id == user_id
                else ("leads into a management chain that is a circle")
            )
        if len(managers) == LONGEST_CHAIN:
            raise ManagementChainError(f"would make the management chain longer than {LONGEST_CHAIN} levels")
        seen.add(manager_id)
        manager = find(manager_id)
        if manager is None:
            break
        managers.append(manager)
        manager_id = manager.manager_id
    return tuple(managers)


def details_of(employee: Employee) -> EmployeeDetails:
    """Return what the travel manager keeps of `employee`, as it would be sent."""
    return EmployeeDetails(
        name=employee.name,
        email=employee.email,
        manager_id=employee.manager_id,
        grade=employee.grade,
        cost_centre=employee.cost_centre,
        delegate=employee.delegate,
        active=employee.active,
        chargeable_cost_centres=employee.chargeable_cost_centres,
        policy_group=employee.policy_group,
    )
