"""Data stays in the regions that a stage allows: nothing is deployed elsewhere, and no model is asked elsewhere."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.residency import AREAS, is_allowed, list_departures
from chalicelib.settings import load

NOVA = "amazon.nova-lite-v1:0"
ACCOUNT = "arn:aws:bedrock:eu-central-1:111122223333"
REGIONS = ("eu-central-1", "eu-west-1", "us-east-1", "us-gov-west-1", "ap-southeast-2")


def departures(allowed: str, *models: str, region: str = "eu-central-1", asked_in: str = "") -> list[str]:
    entries = tuple(each for each in allowed.split(",") if each)
    return list(list_departures(entries, region=region, asked_in=asked_in, model_ids=models))


@pytest.mark.parametrize(
    ("allowed", "model"),
    [
        ("", f"global.{NOVA}"),
        ("eu-central-1", NOVA),
        ("eu-*", f"eu.{NOVA}"),
        ("eu-*", f"{ACCOUNT}:inference-profile/eu.{NOVA}"),
        ("us-*", f"us-gov.{NOVA}"),
        ("eu-central-1", f"arn:aws:bedrock:eu-central-1::foundation-model/{NOVA}"),
        ("eu-central-1", f"{ACCOUNT}:provisioned-model/abc123"),
        ("eu-*", f"{ACCOUNT}:custom-model/amazon.nova-lite-v1:0/abc"),
    ],
)
def test_a_model_that_stays_where_it_is_asked_is_taken(allowed: str, model: str) -> None:
    assert departures(allowed, model, region="us-east-1" if allowed == "us-*" else "eu-central-1") == []


@pytest.mark.parametrize(
    ("allowed", "model", "reason"),
    [
        ("eu-central-1", f"eu.{NOVA}", "may be asked anywhere in eu-*, and not all of eu-* is allowed"),
        ("eu-central-1,eu-west-1", f"eu.{NOVA}", "and not all of eu-* is allowed"),
        ("eu-*", f"us.{NOVA}", "may be asked anywhere in us-*"),
        ("eu-*", f"global.{NOVA}", "may be asked anywhere (global.)"),
        ("eu-*", f"xx.{NOVA}", "may be asked anywhere (xx.)"),
        ("eu-*", f"{ACCOUNT}:inference-profile/global.{NOVA}", "may be asked anywhere"),
        ("eu-*", f"{ACCOUNT}:application-inference-profile/abc", "whose name does not say in which regions"),
        ("eu-*", f"{ACCOUNT}:prompt-router/abc", "whose name does not say in which regions"),
        ("eu-*", f"arn:aws:bedrock:us-east-1::foundation-model/{NOVA}", "is in us-east-1, which is not allowed"),
        ("eu-*", f"arn:aws:bedrock:::foundation-model/{NOVA}", "is in any region, which is not allowed"),
        ("eu-*", "arn:aws:sagemaker:eu-central-1:111122223333:endpoint/own", "is named by an ARN that says no region"),
    ],
)
def test_a_model_that_may_be_asked_elsewhere_is_refused(allowed: str, model: str, reason: str) -> None:
    with pytest.raises(msgspec.ValidationError) as refused:
        load({"SOJOURN_ALLOWED_REGIONS": allowed, "SOJOURN_READING_MODELS": f"{model}=0.1/0.2"})

    assert reason in str(refused.value)


@given(st.sets(st.sampled_from([*REGIONS, "eu-*", "us-*", "ap-*"])), st.sampled_from(sorted(AREAS)))
def test_a_profile_is_taken_only_where_every_region_that_it_may_choose_is_allowed(allowed: set[str], area: str) -> None:
    entries = sorted(allowed)
    inside = [region for region in REGIONS if region.startswith(AREAS[area].removesuffix("*"))]

    refused = departures(",".join(entries), f"{area}.{NOVA}", region="")

    assert refused or all(is_allowed(region, entries) for region in inside)


@pytest.mark.parametrize("region", REGIONS)
def test_a_function_that_starts_in_a_region_that_is_not_allowed_says_so(region: str) -> None:
    given_settings = {"SOJOURN_ALLOWED_REGIONS": "eu-*", "AWS_REGION": region}
    if region.startswith("eu-"):
        assert load(given_settings).region == region
        return
    with pytest.raises(
        msgspec.ValidationError, match=rf"^SOJOURN_ALLOWED_REGIONS is eu-\*, but the region {region} is not allowed$"
    ):
        load(given_settings)


def test_a_region_that_nobody_named_is_not_judged() -> None:
    assert load({"SOJOURN_ALLOWED_REGIONS": "us-east-1"}).allowed_regions == "us-east-1"


@pytest.mark.parametrize("purpose", ["READING", "ASSISTANT"])
def test_models_asked_in_another_region_need_that_one_allowed_too(purpose: str) -> None:
    settings = {f"SOJOURN_{purpose}_MODELS": f"{NOVA}=0.1/0.2", f"SOJOURN_{purpose}_REGION": "us-east-1"}

    load({**settings, "SOJOURN_ALLOWED_REGIONS": "eu-central-1,us-east-1"})
    with pytest.raises(msgspec.ValidationError, match="models are asked in us-east-1, which is not allowed"):
        load({**settings, "SOJOURN_ALLOWED_REGIONS": "eu-central-1"})


@pytest.mark.parametrize("text", ["Frankfurt", "*", "eu", "eu-central-1,", "eu-central-1 eu-west-1", "eu-*-1"])
def test_a_setting_that_names_no_regions_is_refused(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        load({"SOJOURN_ALLOWED_REGIONS": text})


def test_allowed_regions_cannot_be_changed_behind_a_deployment() -> None:
    with pytest.raises(msgspec.ValidationError, match="needed while packaging"):
        load({"SOJOURN_ALLOWED_REGIONS": "ssm:regions"})
