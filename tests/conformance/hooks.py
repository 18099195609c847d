"""What schemathesis loads: a key of its own for each write, a note of every answer, and the argued exceptions.

Runs inside schemathesis' process; the runner says where to write what was seen.
"""

import json
import os
import threading
import uuid
from collections import Counter
from functools import wraps
from pathlib import Path
from typing import Any

import schemathesis
from schemathesis.checks import CHECKS
from schemathesis.core.failures import Failure

from tests.conformance.company import GONE
from tests.conformance.exceptions import EXCUSES, Answered, excuse_for

Json = dict[str, Any]
Case = schemathesis.Case[Any]

SEEN = Path(os.environ["SOJOURN_CONFORMANCE_SEEN"])
SPARED = frozenset(os.environ["SOJOURN_CONFORMANCE_SPARED"].split(","))
LEAVING = frozenset({"deactivate_employee", "put_employee", "update_employee"})
DEVICE = os.environ["SOJOURN_CONFORMANCE_DEVICE"]
# What a device calls by a credential of its own, which no token of a person stands for.
BY_DEVICES = frozenset(
    {"report_positions", "report_osmand_position", "report_queried_position", "report_owntracks_message"}
)

_lock = threading.Lock()
_excused: dict[str, set[str]] = {}


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: Case, kwargs: Json) -> None:
    """A key names one write, and the generator would send one key with many. Who has left can do nothing, and the
    generator would take the ids of those that it tries as from other answers. Who tries is a person, and acts for
    nobody else; a device is theirs."""
    if case.headers and case.meta and case.meta.generation.mode.is_positive:
        case.headers.pop("Act-For", None)
        if "Idempotency-Key" in case.headers:
            case.headers["Idempotency-Key"] = uuid.uuid4().hex
    operation_id = case.operation.definition.raw["operationId"]
    if operation_id in BY_DEVICES and case.meta and case.meta.generation.mode.is_positive:
        case.headers["Authorization"] = f"Bearer {DEVICE}"
    if operation_id in LEAVING and (case.path_parameters or {}).get("userId") in SPARED:
        case.path_parameters["userId"] = GONE


@schemathesis.check
class Reached:
    """Notes how every operation answered, for the runner to see which never succeeded."""

    def __init__(self) -> None:
        self.statuses: dict[str, Counter[int]] = {}

    def after_response(self, ctx: Any, response: Any, case: Case) -> None:
        if response.request.method != case.operation.method.upper():
            return  # a preflight, or a method that the path has not
        name = case.operation.definition.raw["operationId"]
        self.statuses.setdefault(name, Counter())[response.status_code] += 1

    def after_run(self, ctx: Any) -> None:
        excused = {name: len(cases) for name, cases in _excused.items()}
        seen = {"statuses": self.statuses, "excused": excused}
        SEEN.write_text(json.dumps(seen), encoding="utf-8")


def _answered(response: Any, case: Case) -> Answered:
    try:
        problem = response.json()
    except ValueError:
        problem = {}
    found = problem if isinstance(problem, dict) else {}
    return Answered(
        operation_id=case.operation.definition.raw["operationId"],
        method=response.request.method,
        status=response.status_code,
        type=found.get("type", ""),
        detail=found.get("detail", ""),
        pointers=tuple(error["pointer"] for error in found.get("errors", ())),
        active=found.get("active"),
    )


def _with_excuses(name: str) -> None:
    check: Any = CHECKS.get_one(name)

    @wraps(check)
    def checked(ctx: Any, response: Any, case: Case) -> bool | None:
        try:
            return check(ctx, response, case)  # type: ignore[no-any-return]
        except Failure:
            excuse = excuse_for(name, _answered(response, case))
            if excuse is None:
                raise
            with _lock:
                _excused.setdefault(excuse, set()).add(case.id)
            return None

    CHECKS.register(checked)


for each in sorted({excuse.check for excuse in EXCUSES}):
    _with_excuses(each)
