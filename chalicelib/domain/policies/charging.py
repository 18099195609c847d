"""Which cost centres a trip may charge: for each traveller's share, their own and the requester's, those granted to
either by the travel manager, and any other with the approval of its owner. It holds whatever the travel policy says."""

from collections.abc import Sequence
from typing import NamedTuple

from chalicelib.domain.employees import Employee
from chalicelib.domain.verdict import NO_CLAUSE, Action, Violation

OWN_COST_CENTRE = "own_cost_centre"


class Charge(NamedTuple):
    """Whether travellers' shares may be charged to a cost centre: without more (`allowed` holds it), or if its owner
    approves. `for_others` is set where travellers' rights count beside the requester's; `travellers` are the places of
    those whose shares they are, where they are not all."""

    cost_centre: str
    allowed: Sequence[str]
    owner_id: str | None
    for_others: bool = False
    travellers: tuple[int, ...] = ()

    @property
    def is_own(self) -> bool:
        return self.cost_centre in self.allowed

    @property
    def refusal(self) -> str | None:
        """Why it cannot be charged at all; None when it can, be it with its owner's approval."""
        if self.is_own or self.owner_id:
            return None
        return f"you may charge {', '.join(self.allowed)}; {self.cost_centre} has no owner who could approve"

    @property
    def violations(self) -> tuple[Violation, ...]:
        """What charging it violates, whatever the policy says."""
        if self.is_own:
            return ()
        ownership = "whose owner has to approve" if self.owner_id else "which has no owner who could approve"
        whose = "or the traveller " if self.for_others else ""
        return (
            Violation(
                rule=OWN_COST_CENTRE,
                clause=NO_CLAUSE,
                expected=f"a cost centre that the requester {whose}may charge: {', '.join(self.allowed)}",
                actual=f"{self.cost_centre}, {ownership}",
                action=Action.APPROVE if self.owner_id else Action.DENY,
                travellers=self.travellers,
            ),
        )


def charge_of(people: Sequence[Employee | None], cost_centre: str, default: str, owner: Employee | None) -> Charge:
    """Return whether a share may be charged to a cost centre with that `owner` by the right of any of `people`, of whom
    the requester is the first (None: somebody without an employee record); `default` is what everybody may charge who
    has no cost centre of their own."""
    allowed = [each for person in people for each in _allowed_of(person, cost_centre, default, owner)]
    owner_id = owner.user_id if owner and owner.active else None
    return Charge(cost_centre, tuple(dict.fromkeys(allowed)), owner_id, for_others=len(people) > 1)


def _allowed_of(person: Employee | None, cost_centre: str, default: str, owner: Employee | None) -> list[str]:
    known = person if person and person.active else None
    own = (known.cost_centre if known else None) or default
    owned = [cost_centre] if known and owner and known.user_id == owner.user_id else []
    return [own, *(known.chargeable_cost_centres if known else ()), *owned]
