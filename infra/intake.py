"""Whether a stage's intake asks its queue: Lambda's pollers ask all the time, and each time is paid for."""

import json
from collections.abc import Mapping
from pathlib import Path

from infra.gateway_answers import CHALICE
from infra.policy_statements import EMULATED

FUNCTION = "booking_intake"


def asks_queue(variables: Mapping[str, str]) -> bool:
    """Return whether the intake's function is called from its queue, by the stage's environment: not where nothing is
    ever put into it. The embedded cloud asks, for either way in is tried there."""
    return variables["SOJOURN_INVOKE_MODE"] != "direct" or variables["SOJOURN_STAGE"] == EMULATED


def stage_asks_queue(stage: str, config: Path = CHALICE) -> bool:
    """Return the same of a stage by its name."""
    return asks_queue(json.loads(config.read_text(encoding="utf-8"))["stages"][stage]["environment_variables"])
