"""The tests that are generated from routes, steps, views, doors and loops, by the cause of defects that they stand
against, and how large each of them is.

Test modules are imported by nobody but pytest; so this is its plugin: pytest has the modules, and each says its size.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pytest

from infra.package import ROOT

SIZES = ROOT / "build" / "reports" / "security-matrices.json"
THIS = "tests.security.matrices"

# What each of them varies: its rows, and its columns.
CAUSES: Mapping[str, Mapping[str, str]] = {
    "what was checked early is trusted late": {
        "tests/unit/api/test_rights.py": "operations and messages x ways in which a right ends, a role or all",
        "tests/unit/api/test_lost_roles.py": "operations that rest on a role x ways in which it does not hold",
        "tests/unit/api/test_program_scopes.py": "operations x programs with each scope and with none, and people",
        "tests/unit/api/test_shared_rights.py": "operations on what is shared x ways in which the share ends",
        "tests/unit/services/authorization/test_spending.py": "operations and steps that spend x ways in which the "
        "right to spend ends",
        "tests/unit/services/authorization/test_party_matrix.py": "requesters, travellers, approvers, delegates, "
        "managers and others x operations on a booking and its trip",
        "tests/unit/services/booking_workflow/test_seen.py": "views to decide on x values in all of them",
        "tests/unit/models/test_limits.py": "limits x callers who add at once",
    },
    "a second door has a weaker parser": {
        "tests/unit/decoding/test_doors.py": "doors x malformed bodies",
        "tests/unit/decoding/test_currencies_at_doors.py": "places that take a currency x codes that are none",
        "tests/unit/decoding/test_lost_text.py": "doors that read text x ways in which text is lost",
        "tests/unit/services/trip_requests/test_naming.py": "names of everywhere, and texts that are none x doors",
    },
    "one bad thing stops all the others": {
        "tests/unit/workers/test_isolation.py": "loops over things of different people x kinds of badness",
        "tests/unit/dynamodb/test_releases.py": "kinds of kept values x places in all of them where a release may add",
    },
    "what is offered leads nowhere": {
        "tests/unit/api/test_promises.py": "scenes of a booking x people who look at it",
        "tests/unit/domain/policies/test_missing_facts.py": "kinds of rules x currencies without a rate",
        "tests/unit/services/approvals/test_dead_ends.py": "pools x those that nobody of can answer",
        "tests/unit/services/authorization/test_asked_too_late.py": "ways of being asked x people who come too late",
        "tests/unit/workers/test_step_failures.py": "steps of the workflow x kinds of errors that end them",
    },
    "a model believes what strangers write": {
        "tests/assistant_attacks/test_attacks.py": "places where somebody can write x injections",
    },
    "account, requester and traveller are taken for one person": {
        "tests/unit/domain/policies/test_groups.py": "kinds of rules x policy groups of those who travel together",
        "tests/unit/services/booking_workflow/test_cost_centres.py": "sets of travellers x cost centres that pay",
        "tests/unit/services/booking_workflow/test_credits_of_travellers.py": "whose credits pay x budgets",
        "tests/unit/services/booking_workflow/test_several_chains.py": "sets of travellers x management chains",
    },
    "what is committed is lost": {
        "tests/simulation/test_lost_executions.py": "paths x tasks of all of them after which the execution is lost",
    },
    "what is private or on record can be read or cut": {
        "tests/unit/api/test_record_locators.py": "reading operations x people who ask",
        "tests/unit/services/tracking/test_look_matrix.py": "people and kinds of looks x consents, times of a trip and "
        "who has left, each at one of the sharing levels",
        "tests/unit/api/http/test_names.py": "operations that answer x fields that hold a person's id",
        "tests/unit/domain/bookings/test_audit_manipulations.py": "manipulations x lengths of chains",
    },
}


class Measured(NamedTuple):
    """One matrix with its size."""

    cause: str
    path: str
    varied: str
    rows: int
    columns: int

    def __str__(self) -> str:
        return f"{self.cause}: {self.rows} x {self.columns} {self.varied} ({self.path})"


def paths() -> list[str]:
    """Every module that is listed."""
    return [path for listed in CAUSES.values() for path in listed]


def run() -> tuple[bool, list[Measured]]:
    """Whether all of them pass, and how large each is."""
    SIZES.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", THIS, *paths()]
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    if not SIZES.exists():
        return False, []
    measured = list(_measured(json.loads(SIZES.read_text(encoding="utf-8"))))
    return code == 0 and all(each.rows and each.columns for each in measured), measured


def _measured(sizes: Mapping[str, list[int]]) -> Iterator[Measured]:
    for cause, listed in CAUSES.items():
        for path, varied in listed.items():
            rows, columns = sizes[path]
            yield Measured(cause, path, varied, rows, columns)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Write down the size of each module that is about to be run."""
    modules: dict[str, Any] = {}
    for item in session.items:
        if (module := item.getparent(pytest.Module)) is not None:
            modules[module.path.relative_to(ROOT).as_posix()] = module.obj
    SIZES.parent.mkdir(parents=True, exist_ok=True)
    SIZES.write_text(json.dumps({path: module.size() for path, module in modules.items()}), encoding="utf-8")
