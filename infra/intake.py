"""Whether functions ask their queues: Lambda's pollers ask all the time, and each time is paid for, so those of a stage
that puts nothing into a queue let it be."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from chalicelib import settings
from infra.gateway_answers import CHALICE
from infra.policy_statements import EMULATED

INTAKE, COPYING = "booking_intake", "copy_reports"


def asks_queue(variables: Mapping[str, object]) -> bool:
    """Return whether the intake's function is called from its queue, by the stage's environment: not where nothing is
    ever put into it. The embedded cloud asks, for either way in is tried there."""
    return variables["SOJOURN_INVOKE_MODE"] != "direct" or variables["SOJOURN_STAGE"] == EMULATED


def copies_reports(variables: Mapping[str, object]) -> bool:
    """Return whether the reports are copied, by the stage's environment."""
    said = {name: value for name, value in variables.items() if isinstance(value, str)}
    return settings.load(said).reporting_copy


# The functions that may have no reason to ask, and when they do.
MAY_REST: Mapping[str, Callable[[Mapping[str, object]], bool]] = {
    INTAKE: asks_queue,
    COPYING: copies_reports,
}


def stage_asks_queue(stage: str, config: Path = CHALICE, *, function: str = INTAKE) -> bool:
    """Return whether a function asks its queue on a stage by that name."""
    variables = json.loads(config.read_text(encoding="utf-8"))["stages"][stage]["environment_variables"]
    return function not in MAY_REST or MAY_REST[function](variables)
