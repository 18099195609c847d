"""The right to have PDFs parsed by Bedrock Data Automation; none where a stage parses them itself."""

import json
from pathlib import Path

from chalicelib import settings
from chalicelib.gateways.document_parsing.data_automation import profile_of
from infra.policy_statements import Statement, allow

CHALICE = Path(__file__).parent.parent / ".chalice" / "config.json"


def parsing_statements(stage: str, config: Path = CHALICE) -> list[Statement]:
    """Return what allows to ask a stage's project, and to put beside a file what is made of it: the service reads and
    writes with the rights of who asks."""
    given = json.loads(config.read_text(encoding="utf-8"))["stages"][stage]["environment_variables"]
    project = settings.load(given).parsing_project
    if not project:
        return []
    # A profile works in any region of its part of the world, under the same name in each.
    profile = f"arn:aws:bedrock:*:*:{profile_of(project).rpartition(':')[2]}"
    return [
        allow(["bedrock:InvokeDataAutomationAsync"], [project, profile]),
        allow(["bedrock:GetDataAutomationStatus"], ["arn:aws:bedrock:*:*:data-automation-invocation/*"]),
        allow(["s3:PutObject"], [f"arn:aws:s3:::sojourn-{stage}-documents-*/policies/*/automation/*"]),
    ]
