"""The right to ask language models, of exactly those that a stage's setting names; none where it names none."""

import json
from collections.abc import Sequence
from pathlib import Path

from chalicelib import settings
from chalicelib.residency import PROFILE
from infra.policy_statements import Statement, allow

CHALICE = Path(__file__).parent.parent / ".chalice" / "config.json"


def find_models(stage: str, config: Path = CHALICE) -> tuple[str, ...]:
    """Return the ids of the models that read requests in words on a stage."""
    environment = json.loads(config.read_text(encoding="utf-8"))["stages"][stage]["environment_variables"]
    return tuple(model.model_id for model in settings.load(environment).models)


def ask_statements(model_ids: Sequence[str]) -> list[Statement]:
    """Return what allows to ask these models, by Converse as by InvokeModel, whose right it is. A profile's own models
    may be asked by the profile alone."""
    statements: list[Statement] = []
    for model_id in model_ids:
        profile = PROFILE.fullmatch(model_id)
        if profile is None:
            arn = model_id if model_id.startswith("arn:") else f"arn:aws:bedrock:*::foundation-model/{model_id}"
            statements.append(_ask(arn))
            continue
        arn = f"arn:aws:bedrock:*:*:inference-profile/{model_id}"
        by_it = {"ArnLike": {"bedrock:InferenceProfileArn": arn}}
        model = _ask(f"arn:aws:bedrock:*::foundation-model/{profile['model']}")
        statements += [_ask(arn), {**model, "Condition": by_it}]
    return statements


def _ask(arn: str) -> Statement:
    return allow(["bedrock:InvokeModel"], [arn])
