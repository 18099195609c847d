"""Writes down what every role asks the emulator for, where SOJOURN_RIGHTS_LOG names a file: which right each request
needed, on what, and whether it was allowed. Least privilege is proven from it."""

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

VARIABLE = "SOJOURN_RIGHTS_LOG"
_ROLE = ":assumed-role/"


def install(evaluator: Any, log: Path) -> None:
    """Let the emulator's evaluator write a line for each request of a role; the same again not within a second."""
    enforce, account = evaluator.enforce, evaluator.resolve_principal
    file = log.open("a", encoding="utf-8", buffering=1)
    written: dict[str, int] = {}

    def write(access_key: str, action: str, resource: str, context: Mapping[str, Any], refused: object) -> None:
        from ministack.core.responses import get_account_id

        principal = account(access_key or "", get_account_id())
        arn = str(getattr(principal, "arn", ""))
        if _ROLE not in arn:
            return
        role = arn.partition(_ROLE)[2].partition("/")[0]
        line = json.dumps([role, action, resource, _kept(context), refused is None])
        now = time.time()
        if written.get(line) != int(now):
            written[line] = int(now)
            file.write(f"[{now}, {line}]\n")

    def enforce_and_write(
        access_key_id: str,
        iam_action: str,
        service: str,
        region: str,
        resource_arn: str = "*",
        service_context: dict[str, Any] | None = None,
    ) -> Any:
        refused = enforce(access_key_id, iam_action, service, region, resource_arn, service_context)
        write(access_key_id, iam_action, resource_arn, service_context or {}, refused)
        return refused

    evaluator.enforce = enforce_and_write


def _kept(context: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return of the request's condition keys the one that our policies ask about."""
    found = {name.lower(): value for name, value in context.items()}.get("dynamodb:enclosingoperation")
    return {"dynamodb:enclosingoperation": [str(each) for each in found]} if found else {}
