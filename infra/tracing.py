"""Whether a stage is traced by X-Ray, as `.chalice/config.json` says (`xray`), and the rights that it takes."""

import json
from pathlib import Path

from infra.policy_statements import Statement, allow

CHALICE = Path(__file__).parent.parent / ".chalice" / "config.json"
# What runs every few minutes for nobody is not traced (infra/service.yaml): it would be most of what is paid for.
UNTRACED = frozenset({"heartbeat", "sweeper"})
# Neither knows a resource: a trace is nobody's own.
SENDING = ("xray:PutTelemetryRecords", "xray:PutTraceSegments")
SAMPLING = ("xray:GetSamplingRules", "xray:GetSamplingTargets")


def is_traced(stage: str, config: Path = CHALICE) -> bool:
    """Return whether functions, gateway and workflow of a stage tell X-Ray what they do."""
    stages = json.loads(config.read_text(encoding="utf-8"))["stages"]
    return bool(stages[stage].get("xray", False))


def trace_statements(function: str, stage: str, config: Path = CHALICE) -> list[Statement]:
    """Return what allows a function to send what it does; nothing where it is not traced."""
    return [allow(list(SENDING), ["*"])] if is_traced(stage, config) and function not in UNTRACED else []
