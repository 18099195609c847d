"""What a stage may set, and what is refused before anything starts."""

import json
from pathlib import Path

import msgspec
import pytest

from chalicelib import settings
from chalicelib.settings import load

STAGES = json.loads((Path(__file__).parents[2] / ".chalice" / "config.json").read_text(encoding="utf-8"))["stages"]
OTHER_ISSUER = {
    "SOJOURN_TOKEN_ISSUER": "https://login.example.com",
    "SOJOURN_TOKEN_KEYS_URL": "https://login.example.com/keys",
    "SOJOURN_TOKEN_AUDIENCE": "sojourn",
}


def test_every_kind_of_component_has_a_supplier_when_none_is_set() -> None:
    assert load({}).suppliers.keys() == settings.SUPPLIERS.keys()


def test_suppliers_are_read_kind_by_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SUPPLIERS", {"flight": ("sandbox", "wings"), "stay": ("sandbox", "beds")})

    here = load({"SOJOURN_SUPPLIERS": "flight=wings, stay = beds"})

    assert here.suppliers == {"flight": "wings", "stay": "beds"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("flight=sandbox,ferry=sandbox", "there is no component 'ferry'; there are flight, rail, stay, car"),
        ("flight=duffel,stay=sandbox", "no 'duffel' sells 'flight'; it is sold by sandbox"),
        ("flight=sandbox,stay=sandbox,car=sandbox", "nobody is named for rail"),
        ("flight=sandbox", "nobody is named for rail, stay, car"),
        ("flight=sandbox,stay=sandbox,stay=sandbox", "'stay' has more than one supplier"),
        ("sandbox", "there is no component 'sandbox'"),
        ("flight=sandbox,stay=sandbox,", "there is no component ''"),
        ("", "there is no component ''"),
    ],
)
def test_suppliers_that_are_off_are_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(msgspec.ValidationError) as error:
        load({"SOJOURN_SUPPLIERS": text})

    assert str(error.value).startswith(f"SOJOURN_SUPPLIERS: {reason}")


@pytest.mark.parametrize("stage", STAGES)
def test_settings_of_every_stage_can_be_read(stage: str) -> None:
    here = load(STAGES[stage]["environment_variables"])

    assert here.stage == stage
    assert here.suppliers.keys() == settings.SUPPLIERS.keys()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("local", None),
        ("bedrock:amazon.titan-embed-text-v2:0", ("amazon.titan-embed-text-v2:0", None)),
        ("bedrock:amazon.titan-embed-text-v2:0=0.02", ("amazon.titan-embed-text-v2:0", 0.02)),
        ("bedrock:eu.cohere.embed-v4:0=0.12", ("eu.cohere.embed-v4:0", 0.12)),
        (
            "bedrock:arn:aws:bedrock:eu-central-1::foundation-model/cohere.embed-english-v3",
            ("arn:aws:bedrock:eu-central-1::foundation-model/cohere.embed-english-v3", None),
        ),
    ],
)
def test_who_embeds_is_read_with_its_price(text: str, expected: tuple[str, float | None] | None) -> None:
    assert load({"SOJOURN_EMBEDDINGS": text}).embedding_model == expected


@pytest.mark.parametrize(
    "text",
    ["", "bedrock", "bedrock:", "titan", "bedrock:amazon.nova-lite-v1:0", "bedrock:amazon.titan-embed-text-v1",
     "bedrock:amazon.titan-embed-text-v2:0=", "bedrock:amazon.titan-embed-text-v2:0=cheap", "openai:ada",
     "bedrock:arn:aws:bedrock:eu-central-1:111122223333:provisioned-model/abc"],
)  # fmt: skip
def test_who_does_not_embed_is_refused(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        load({"SOJOURN_EMBEDDINGS": text})


@pytest.mark.parametrize("text", ["", "s3", "postgres", "LOCAL", "local:2", "pgvector:", "pgvector:0", "pgvector:two"])
def test_an_index_that_there_is_not_is_refused(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        load({"SOJOURN_POLICY_INDEX": text})


@pytest.mark.parametrize(
    ("text", "place"),
    [("local", "local"), ("s3_vectors", "s3_vectors"), ("s3_vectors:12", "s3_vectors"), ("pgvector:2", "pgvector")],
)
def test_an_index_lies_where_it_lies_whatever_number_is_behind_it(text: str, place: str) -> None:
    assert load({"SOJOURN_POLICY_INDEX": text}).index_place == place


def test_a_model_that_would_embed_outside_of_the_allowed_regions_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="may be asked anywhere"):
        load({"SOJOURN_ALLOWED_REGIONS": "eu-*", "SOJOURN_EMBEDDINGS": "bedrock:global.cohere.embed-v4:0"})


@pytest.mark.parametrize(
    "given",
    [
        {"SOJOURN_TOKEN_ISSUER": "https://login.example.com"},
        {"SOJOURN_TOKEN_KEYS_URL": "https://login.example.com/keys", "SOJOURN_TOKEN_AUDIENCE": "sojourn"},
        {**OTHER_ISSUER, "SOJOURN_TOKEN_ISSUER": "http://login.example.com"},
        {**OTHER_ISSUER, "SOJOURN_TOKEN_CLAIMS": "groups"},
        {**OTHER_ISSUER, "SOJOURN_TOKEN_CLAIMS": "exp=never"},
    ],
)
def test_another_issuer_is_named_whole_or_not_at_all(given: dict[str, str]) -> None:
    with pytest.raises(msgspec.ValidationError):
        load(given)


def test_another_issuer_may_call_its_claims_otherwise() -> None:
    claims = "sub=oid,groups=roles,scope=scp,client_id=azp,given_name=https://example.com/given"

    assert load({**OTHER_ISSUER, "SOJOURN_TOKEN_CLAIMS": claims}).token_claims == claims
    assert load({}).token_issuer == ""


@pytest.mark.parametrize(
    "given",
    [
        {"SOJOURN_CACHE": "valkey"},
        {"SOJOURN_CACHE": "redis", "SOJOURN_DATA_PLANE": "true"},
        {"SOJOURN_CACHE_ENDPOINT": "cache.example.com"},
        {"SOJOURN_CACHE_ENDPOINT": "https://cache.example.com:6379"},
        {"SOJOURN_DATA_PLANE": "on"},
        {"SOJOURN_DATA_PLANE": "ssm:data_plane"},
        {"SOJOURN_REPORTING_COPY": "ssm:reporting_copy"},
    ],
)
def test_a_data_plane_that_functions_could_not_use_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(msgspec.ValidationError):
        load(given)


def test_a_stage_uses_no_data_plane_unless_it_says_so() -> None:
    here = load({})
    there = load({"SOJOURN_DATA_PLANE": "true", "SOJOURN_CACHE": "valkey", "SOJOURN_REPORTING_COPY": "true"})

    assert (here.data_plane, here.cache, here.reporting_copy) == (False, "in_process", False)
    assert (there.data_plane, there.cache, there.reporting_copy) == (True, "valkey", True)
