"""Which tables an export and an erasure leave alone, and why; and which ones code touches, by what it imports."""

import ast
from importlib import import_module
from pathlib import Path

from chalicelib import models

NOT_EXPORTED = {
    "account_links": "leads from an account of the user pool to its person's id, and holds nothing else",
    "approval_tasks": "holds ids of bookings, which are exported",
    "booking_commits": "is no table: what is written together",
    "budgets": "is about cost centres",
    "colleagues": "is made of the employee records, and changes with them",
    "call_counts": "counts a person's calls for minutes, under a key that nobody can be read from",
    "company_bookings": "is another way to find bookings, which are exported",
    "employee_imports": "holds what files said of employees, whose records are exported and erased, for a week",
    "idempotency": "keeps answers for a day",
    "locator_index": "leads from a keyed hash to a booking, and goes with the booking's record locators",
    "limits": "counts under hashes, and knows nobody",
    "list_exports": "names who asked for a file, by id, for a day; the file names people by ids alone",
    "person_feeds": "holds ids of events, whose bookings are exported",
    "policies": "is about the company",
    "policy_sections": "is the company's policy, as it was uploaded",
    "tickets": "holds whose a ticket is for a minute, encrypted under the ticket, which nobody has",
    "trip_lists": "is another way to read trips, which are exported and erased",
    "trip_days": "says in which country a trip is when, by the trip's id; trips are exported",
    "reports": "is made of the bookings, which are exported, and changes with them",
    "supplier_notices": "holds what suppliers said of an order, for a while",
    "webhook_deliveries": "holds events, for a while",
    "webhooks": "is about the company's systems",
    "websocket_connections": "lasts as long as a connection",
}
_ERASED_ALL_THE_SAME = {"account_links", "person_feeds", "reports", "websocket_connections"}
NOT_ERASED = {
    "booking_lists": "is another way to read bookings, which are erased",
    "booking_events": "tells again what the bookings hold, without names or words, for ninety days",
    **{name: why for name, why in NOT_EXPORTED.items() if name not in _ERASED_ALL_THE_SAME},
    "booking_audit": "must stay; it knows the person by the pseudonymous user id only",
    "privacy": "says what was asked for, and that it was done",
    "travel_credits": "must stay; it knows the person by the pseudonymous user id only",
}


def models_used(source: Path) -> set[str]:
    """The modules of `models` that a file imports, by their names."""
    found, text = set[str](), source.read_text(encoding="utf-8")
    if models.__name__ not in text:
        return found
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module == models.__name__:
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(f"{models.__name__}."):
            found.add(node.module.rpartition(".")[2])
    return found


def services_used(source: Path) -> set[Path]:
    """The files of the services whose module a file imports as a whole: they erase what is theirs."""
    found = set[Path]()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("chalicelib.services"):
            package = Path(str(import_module(node.module).__file__)).parent
            found |= {file for alias in node.names if (file := package / f"{alias.name}.py").exists()}
    return found
