"""The right to read settings that lie in Parameter Store, of a stage whose configuration says that some do."""

import json
from pathlib import Path

from chalicelib.settings import IN_PARAMETER_STORE
from infra.policy_statements import Statement, allow

CHALICE = Path(__file__).parent.parent / ".chalice" / "config.json"


def read_statements(stage: str, config: Path = CHALICE) -> list[Statement]:
    """Return what allows every function to read the stage's own settings; nothing where none lies there."""
    environment = json.loads(config.read_text(encoding="utf-8"))["stages"][stage]["environment_variables"]
    if not any(value.startswith(IN_PARAMETER_STORE) for value in environment.values()):
        return []
    return [allow(["ssm:GetParameters"], [f"arn:aws:ssm:*:*:parameter/sojourn/{stage}/settings/*"])]
