"""What a program may be allowed: each scope is one of the resource server's, and a token names those that it carries.

A scope bounds what a program may do, whoever it acts for; it gives no rights that the person acted for has not.
"""

from enum import StrEnum

RESOURCE_SERVER = "sojourn"


class Scope(StrEnum):
    """A scope, as the resource server names it; a token puts the server's name before it (`sojourn/trips.read`)."""

    BOOKINGS_READ = "bookings.read"
    BOOKINGS_WRITE = "bookings.write"
    TRIPS_READ = "trips.read"
    TRIPS_WRITE = "trips.write"
    EMPLOYEES_READ = "employees.read"
    EMPLOYEES_WRITE = "employees.write"
    POLICIES_READ = "policies.read"
    REPORTS_READ = "reports.read"
    WEBHOOKS_WRITE = "webhooks.write"
    AUDIT_READ = "audit.read"
    ACT_FOR = "act-for"

    @property
    def qualified(self) -> str:
        """The scope as tokens and the token endpoint write it."""
        return f"{RESOURCE_SERVER}/{self.value}"

    @property
    def needs_person(self) -> bool:
        """Whether it is for acting for a person only: nobody travels, chooses or cancels for nobody."""
        return self in _FOR_PEOPLE

    @property
    def summary(self) -> str:
        """What it allows, for who grants it."""
        return _SUMMARIES[self]


_FOR_PEOPLE = frozenset({Scope.BOOKINGS_WRITE, Scope.TRIPS_WRITE})
_SUMMARIES = {
    Scope.BOOKINGS_READ: "Read bookings, with their options, events and quotes",
    Scope.BOOKINGS_WRITE: "Request and cancel bookings for a person",
    Scope.TRIPS_READ: "Read trips and their items",
    Scope.TRIPS_WRITE: "Plan and change trips and their items for a person",
    Scope.EMPLOYEES_READ: "Read employee records",
    Scope.EMPLOYEES_WRITE: "Create, change and deactivate employee records",
    Scope.POLICIES_READ: "Read the travel policy and search its documents",
    Scope.REPORTS_READ: "Read budgets and reports of spend",
    Scope.WEBHOOKS_WRITE: "Manage webhooks",
    Scope.AUDIT_READ: "Verify the audit trail",
    Scope.ACT_FOR: "Name a person to act for",
}


def read_scopes(claim: object) -> frozenset[Scope]:
    """Return the scopes that a token's `scope` claim (words between spaces, or a list) names; others are passed over.

    Where an issuer has no resource servers, scopes stand without the server's name.
    """
    words = claim if isinstance(claim, list | tuple) else str(claim or "").split()
    known = {each.qualified: each for each in Scope} | {each.value: each for each in Scope}
    return frozenset(known[word] for word in words if isinstance(word, str) and word in known)
