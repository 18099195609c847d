"""What stands in front of a stage, as its templates say it: who reaches what, by which encryption, and what is kept."""

import json
import re
from typing import Any

import pytest

from infra.edge import front, gateway, site
from infra.edge.said import ON, REGIONAL
from tests.support.resolving import resolve

PUBLIC = ("/v1/health", "/v1/docs")
TOLD = {"Domain": "travel.example.com", "ZoneId": "Z0123456789ABC", "ApiHost": "gateway.travel.example.com"}
FRONT = front.template(PUBLIC)
GATEWAYS = {kind: gateway.template(kind, PUBLIC) for kind in gateway.KINDS}
MADE = resolve(FRONT, "prod", OriginKey="k" * 64, **TOLD)
DISTRIBUTION: dict[str, Any] = MADE["Distribution"]["Properties"]["DistributionConfig"]
BEHAVIORS: dict[str, dict[str, Any]] = {each["PathPattern"]: each for each in DISTRIBUTION["CacheBehaviors"]}
ORIGINS: dict[str, dict[str, Any]] = {each["Id"]: each for each in DISTRIBUTION["Origins"]}
CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
ALL_BUT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
# Which errors CloudFront keeps, even where it keeps nothing else (its guide, "HTTP 4xx and 5xx status codes that
# CloudFront caches").
KEPT_ERRORS = {400, 403, 404, 405, 414, 500, 501, 502, 503, 504}


def test_people_and_origins_are_spoken_to_by_tls_of_1_2_or_newer() -> None:
    for each in (DISTRIBUTION["DefaultCacheBehavior"], *BEHAVIORS.values()):
        assert each["ViewerProtocolPolicy"] in {"https-only", "redirect-to-https"}
    assert DISTRIBUTION["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    origin = ORIGINS["api"]["CustomOriginConfig"]
    assert (origin["OriginProtocolPolicy"], origin["OriginSSLProtocols"]) == ("https-only", ["TLSv1.2"])
    for kind in gateway.KINDS:
        made = GATEWAYS[kind]["Resources"]
        (live,) = made["LiveHost"]["Properties"]["DomainNameConfigurations"]
        assert made["RestHost"]["Properties"]["SecurityPolicy"] == live["SecurityPolicy"] == "TLS_1_2"


def test_a_token_is_never_sent_on_over_plain_http() -> None:
    """A redirect would answer after the token has been sent in the clear, and nobody would notice."""
    assert BEHAVIORS["/api/*"]["ViewerProtocolPolicy"] == "https-only"


def test_the_api_gets_all_that_a_caller_sends_and_nothing_of_it_is_kept() -> None:
    api = BEHAVIORS["/api/*"]

    assert (api["CachePolicyId"], api["OriginRequestPolicyId"]) == (CACHING_DISABLED, ALL_BUT_HOST)
    assert set(api["AllowedMethods"]) == {"GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"}
    assert not api["Compress"]
    assert "ResponseHeadersPolicyId" not in api
    assert list(BEHAVIORS)[-1] == "/api/*", "the first that fits is taken"


def test_only_answers_that_are_everybodys_are_kept_and_by_nothing_of_the_caller() -> None:
    kept = {path: each["CachePolicyId"]["Ref"] for path, each in BEHAVIORS.items() if path != "/api/*"}

    assert kept == {
        "/api/v1/docs": "PublicCache",
        "/api/v1/openapi.json": "PublicCache",
        "/api/v1/health": "HealthCache",
    }
    for path in kept:
        assert "OriginRequestPolicyId" not in BEHAVIORS[path]
        assert BEHAVIORS[path]["Compress"]
    for name, seconds in (("PublicCache", (0, 0, 3600)), ("HealthCache", (10, 10, 10))):
        policy = MADE[name]["Properties"]["CachePolicyConfig"]
        key = policy["ParametersInCacheKeyAndForwardedToOrigin"]
        assert (policy["MinTTL"], policy["DefaultTTL"], policy["MaxTTL"]) == seconds
        assert key["HeadersConfig"] == {"HeaderBehavior": "none"}
        assert key["QueryStringsConfig"] == {"QueryStringBehavior": "none"}
        assert key["EnableAcceptEncodingGzip"]
        assert key["EnableAcceptEncodingBrotli"]


def test_no_error_is_kept_and_none_is_turned_into_a_page() -> None:
    errors = DISTRIBUTION["CustomErrorResponses"]

    assert {each["ErrorCode"] for each in errors} == KEPT_ERRORS
    assert all(each.keys() == {"ErrorCode", "ErrorCachingMinTTL"} for each in errors)
    assert {each["ErrorCachingMinTTL"] for each in errors} == {0}


def test_places_within_the_page_are_found_before_the_bucket_is_asked_and_for_the_site_alone() -> None:
    (run,) = DISTRIBUTION["DefaultCacheBehavior"]["FunctionAssociations"]

    assert run == {"EventType": "viewer-request", "FunctionARN": {"Fn::GetAtt": ["SiteFunction", "FunctionARN"]}}
    assert not any("FunctionAssociations" in each for each in BEHAVIORS.values())


def test_bucket_is_read_by_its_distribution_and_by_nobody_else() -> None:
    reads, sees, refuses = MADE["SiteBucketPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    block = MADE["SiteBucket"]["Properties"]["PublicAccessBlockConfiguration"]

    for each in (reads, sees):
        assert each["Principal"] == {"Service": "cloudfront.amazonaws.com"}
        (arn,) = each["Condition"]["StringEquals"].values()
        assert (
            arn["Fn::Sub"].endswith(":distribution/${Distribution}")
            if isinstance(arn, dict)
            else arn.endswith("distribution/${Distribution}")
        )
    assert (reads["Action"], sees["Action"]) == ("s3:GetObject", "s3:ListBucket")
    assert (refuses["Effect"], refuses["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})
    assert block == dict.fromkeys(block, True)
    access = MADE["SiteAccess"]["Properties"]["OriginAccessControlConfig"]
    assert (access["SigningBehavior"], access["SigningProtocol"]) == ("always", "sigv4")


def test_cloudfront_carries_its_key_to_the_api_and_its_firewall_stands_before_both() -> None:
    assert ORIGINS["api"]["OriginCustomHeaders"] == [{"HeaderName": "x-sojourn-edge", "HeaderValue": "k" * 64}]
    assert "OriginCustomHeaders" not in ORIGINS["site"]
    assert DISTRIBUTION["WebACLId"] == {"Fn::GetAtt": ["WebAcl", "Arn"]}
    for kind in gateway.KINDS:
        guarded = GATEWAYS[kind]["Resources"]["Guarded"]["Properties"]
        assert guarded["ResourceArn"]["Fn::Sub"].endswith("::/restapis/${RestApiId}/stages/api")


def test_api_lies_below_api_at_its_own_host_too() -> None:
    for kind in (ON, REGIONAL):
        mapping = GATEWAYS[kind]["Resources"]["RestMapping"]["Properties"]
        assert (mapping["BasePath"], mapping["Stage"]) == ("api", "api")


def test_embedded_cloud_is_spared_what_it_does_not_know() -> None:
    for template in (FRONT, *GATEWAYS.values()):
        given = {"EmulatorEndpoint": "http://127.0.0.1:4566"}
        kinds = {each["Type"] for each in resolve(template, "local", **given).values()}
        assert not {kind for kind in kinds if "WAFv2" in kind or kind.endswith("::Alarm")}


def test_page_asks_nothing_of_other_hosts() -> None:
    page = next(each.body.decode() for each in site.list_files() if each.path == site.PAGE)

    assert not re.findall(r"https?://", page)
    assert re.findall(r"(?:src|href)=\"([^\"]+)\"", page) == [
        "data:,",
        "/",
        "/api/v1/health",
        "/api/v1/docs",
        "/api/v1/openapi.json",
    ]
    assert not set(site.PLACES) & {page[found.start() : found.end()] for found in re.finditer(r"/\* \S+ \*/", page)}


@pytest.mark.parametrize("name", ["status.css", "status.js"])
def test_page_is_whole_in_itself(name: str) -> None:
    page = next(each.body.decode() for each in site.list_files() if each.path == site.PAGE)

    assert (site.HERE / name).read_text(encoding="utf-8") in page


def test_function_is_as_small_as_cloudfront_takes_it() -> None:
    code = FRONT["Resources"]["SiteFunction"]["Properties"]["FunctionCode"]

    assert len(code.encode()) < 10_240
    assert "handler(event)" in code


def test_templates_are_as_large_as_cloudformation_takes_them() -> None:
    for template in (FRONT, *GATEWAYS.values()):
        assert len(json.dumps(template, indent=1)) < 1_000_000
