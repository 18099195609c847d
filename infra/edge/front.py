"""The template of what stands in front of a stage, in us-east-1: `infra/edge.yaml` with its firewall, what depends on
the site's files, and its alarms."""

import json
from collections.abc import Iterable

from infra.edge import alarms, firewall, rules, site
from infra.package import ROOT
from infra.templates import Value, load, name_of, resource

PART = "edge"
REGION = "us-east-1"  # where AWS wants the firewall and the certificate of CloudFront, and measures it
BASE = ROOT / "infra" / "edge.yaml"
A_YEAR = 365 * 24 * 3600


def template(public: Iterable[str]) -> Value:
    """Return the whole template; `public` are the paths of the API's routes that anybody may call."""
    made = load(BASE)
    made["Parameters"] |= rules.list_parameters()
    made["Conditions"] |= rules.list_conditions()
    made["Resources"] |= {
        "SiteFunction": _function(),
        "SiteHeaders": _headers(),
        **firewall.judging("CLOUDFRONT", PART, public),
        **alarms.resources(),
    }
    return made


def text(public: Iterable[str]) -> str:
    """Return the template as it is sent to CloudFormation."""
    return json.dumps(template(public), indent=1)


def _function() -> Value:
    runtime = {"Comment": "Leads places within the site's page to the page.", "Runtime": "cloudfront-js-2.0"}
    properties = {"Name": name_of("site"), "AutoPublish": True, "FunctionConfig": runtime}
    return resource("CloudFront::Function", {**properties, "FunctionCode": site.function_code()})


def _headers() -> Value:
    security = {
        "ContentSecurityPolicy": {"ContentSecurityPolicy": site.security_policy(), "Override": True},
        "ContentTypeOptions": {"Override": True},
        "FrameOptions": {"FrameOption": "DENY", "Override": True},
        "ReferrerPolicy": {"ReferrerPolicy": "no-referrer", "Override": True},
        "StrictTransportSecurity": {"AccessControlMaxAgeSec": A_YEAR, "IncludeSubdomains": True, "Override": True},
    }
    powers = {"Header": "Permissions-Policy", "Value": "camera=(), geolocation=(), microphone=()", "Override": True}
    config = {
        "Name": name_of("site"),
        "SecurityHeadersConfig": security,
        "CustomHeadersConfig": {"Items": [powers]},
        "RemoveHeadersConfig": {"Items": [{"Header": "Server"}]},
    }
    return resource("CloudFront::ResponseHeadersPolicy", {"ResponseHeadersPolicyConfig": config})
