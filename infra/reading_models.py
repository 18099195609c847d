"""The right to ask language models, of exactly those that a stage's setting names; none where it names none."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from chalicelib import settings
from chalicelib.model_names import EmbeddingModel, PricedModel
from chalicelib.residency import PROFILE
from chalicelib.settings import Settings
from infra.policy_statements import Statement, allow

CHALICE = Path(__file__).parent.parent / ".chalice" / "config.json"


# What models are asked for, and which settings name them.
_NAMED: Mapping[str, Callable[[Settings], Sequence[PricedModel | EmbeddingModel]]] = {
    "words": lambda here: here.models,
    "answers": lambda here: here.answering_models,
    "embeddings": lambda here: [here.embedding_model] if here.embedding_model else [],
}
PURPOSES = tuple(_NAMED)


def find_models(stage: str, purpose: str, config: Path = CHALICE) -> tuple[str, ...]:
    """Return the ids of the models that a stage asks for one purpose: what `words` say, `answers`, or
    `embeddings`."""
    return tuple(model.model_id for model in _NAMED[purpose](_load(stage, config)))


def model_statements(stage: str, purpose: str, config: Path = CHALICE) -> list[Statement]:
    """Return what allows to ask the models of a stage for one purpose, and their guardrail to watch those that answer;
    nothing where it asks none."""
    models = find_models(stage, purpose, config)
    guardrail_id = _load(stage, config).assistant_guardrail.partition(":")[0]
    if not (models and guardrail_id and purpose == "answers"):
        return ask_statements(models)
    guard = allow(["bedrock:ApplyGuardrail"], [f"arn:aws:bedrock:*:*:guardrail/{guardrail_id}"])
    return [*ask_statements(models), guard]


def _load(stage: str, config: Path) -> Settings:
    environment = json.loads(config.read_text(encoding="utf-8"))["stages"][stage]["environment_variables"]
    return settings.load(environment)


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
