"""The firewall as CloudFormation makes it: the web ACL with its rules, the networks that they name, and its log, which
holds what was stopped and no more. The embedded cloud's stops nothing, so it is made on AWS alone."""

from collections.abc import Iterable
from typing import Any

from infra.edge.rules import MANAGED, Answer, Rule, list_rules
from infra.templates import Value, attribute, name_of, ref, resource, sub

ACL, LOG = "WebAcl", "WebAclLog"
ON_AWS = "OnAws"
LOG_KEPT_DAYS = 14
# What may carry a token or what somebody looks for. The address that was stopped stays: by it one is let in again.
REDACTED: tuple[Value, ...] = (
    {"UriPath": {}},
    {"QueryString": {}},
    {"SingleHeader": {"Name": "authorization"}},
    {"SingleHeader": {"Name": "cookie"}},
)
# By which an API that CloudFront stands before knows what has come through it.
KEY_HEADER = "x-sojourn-edge"
KEYS = ("OriginKey", "FormerOriginKey")


def judging(scope: str, name: str, public: Iterable[str]) -> dict[str, Value]:
    """Return a firewall that lets through what no rule stops; `scope` is CLOUDFRONT or REGIONAL. Monitors are asked
    first, and what AWS's own rules stop is not counted by ours."""
    monitors, *others = list_rules(public)
    managed = (
        Rule(each, {"ManagedRuleGroupStatement": {"VendorName": "AWS", "Name": group}}, None)
        for each, group in MANAGED.items()
    )
    return {**_networks(scope), **_acl(scope, name, [monitors, *managed, *others], {"Allow": {}})}


def admitting(name: str) -> dict[str, Value]:
    """Return the firewall of an API that is reached through CloudFront alone: it lets through what carries the key that
    CloudFront sends, and nothing else. The key before stays good, so that it can be changed while people work."""
    asked = {"FieldToMatch": {"SingleHeader": {"Name": KEY_HEADER}}, "PositionalConstraint": "EXACTLY"}
    plain = {"TextTransformations": [{"Priority": 0, "Type": "NONE"}]}
    keys = [{"ByteMatchStatement": {**asked, "SearchString": ref(key), **plain}} for key in KEYS]
    return _acl("REGIONAL", name, [Rule("front-only", {"OrStatement": {"Statements": keys}}, None)], {"Block": {}})


def _render(rule: Rule, place: int) -> Value:
    made = {"Name": rule.name, "Priority": place, "Statement": rule.statement, "VisibilityConfig": _visible(rule.name)}
    if "ManagedRuleGroupStatement" in rule.statement:
        made["OverrideAction"] = {"None": {}}
    else:
        made["Action"] = {"Block": {"CustomResponse": _respond(rule.answer)}} if rule.answer else {"Allow": {}}
    return {"Fn::If": [rule.condition, made, ref("AWS::NoValue")]} if rule.condition else made


def _respond(answer: Answer) -> Value:
    headers = [{"Name": name, "Value": value} for name, value in answer.headers]
    said = {"ResponseCode": answer.status, "CustomResponseBodyKey": answer.slug}
    return {**said, **({"ResponseHeaders": headers} if headers else {})}


def _visible(metric: Any) -> Value:
    """Return that requests are counted, and no sample of them is kept: one would show tokens."""
    return {"CloudWatchMetricsEnabled": True, "MetricName": metric, "SampledRequestsEnabled": False}


def _acl(scope: str, name: str, rules: list[Rule], default: Value) -> dict[str, Value]:
    bodies = {
        rule.answer.slug: {"ContentType": "APPLICATION_JSON", "Content": rule.answer.to_body()}
        for rule in rules
        if rule.answer
    }
    properties = {
        "Name": name_of(name),
        "Scope": scope,
        "DefaultAction": default,
        "Rules": [_render(rule, place) for place, rule in enumerate(rules)],
        "VisibilityConfig": _visible(name_of(name)),
        **({"CustomResponseBodies": bodies} if bodies else {}),
    }
    # AWS takes a log for its firewall by the beginning of its name alone.
    log = {"LogGroupName": sub(f"aws-waf-logs-sojourn-${{Stage}}-{name}"), "RetentionInDays": LOG_KEPT_DAYS}
    return {
        ACL: _on_aws(resource("WAFv2::WebACL", properties)),
        LOG: _on_aws(resource("Logs::LogGroup", log, kept=False)),
        "WebAclLogging": _on_aws(resource("WAFv2::LoggingConfiguration", _logged())),
    }


def _logged() -> Value:
    """Return that what was stopped is written down, and nothing else."""
    stopped = {"ActionCondition": {"Action": "BLOCK"}}
    return {
        "ResourceArn": attribute(ACL, "Arn"),
        "LogDestinationConfigs": [
            sub(f"arn:${{AWS::Partition}}:logs:${{AWS::Region}}:${{AWS::AccountId}}:log-group:${{{LOG}}}")
        ],
        "RedactedFields": list(REDACTED),
        "LoggingFilter": {
            "DefaultBehavior": "DROP",
            "Filters": [{"Behavior": "KEEP", "Requirement": "MEETS_ANY", "Conditions": [stopped]}],
        },
    }


def _networks(scope: str) -> dict[str, Value]:
    return {
        f"{kind}Networks{version}Set": _on_aws(
            resource(
                "WAFv2::IPSet",
                {
                    "Name": name_of(f"{kind.lower()}-networks-{version}"),
                    "Scope": scope,
                    "IPAddressVersion": f"IPV{version}",
                    "Addresses": {
                        "Fn::If": [
                            f"Has{kind}Networks{version}",
                            {"Fn::Split": [",", ref(f"{kind}Networks{version}")]},
                            [],
                        ]
                    },
                },
            )
        )
        for kind in ("Allowed", "Uncounted")
        for version in "46"
    }


def _on_aws(made: Value) -> Value:
    return {"Condition": ON_AWS, **made}
