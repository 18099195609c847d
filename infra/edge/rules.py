"""The firewall's rules, in the order in which they are asked, each with how it answers. docs/edge.md says why each is
as it is.

They know the API below `/api`, where it lies for CloudFront and for the API's own host alike, and by it which routes
anybody may call. Bodies are not searched for SQL or script: they are JSON, and hold what people write in free words.
"""

import json
import re
from collections.abc import Iterable
from typing import NamedTuple

from infra.templates import Value, attribute, ref

PREFIX = "/api"
HEALTH = "/v1/health"
LONGEST_QUERY, LONGEST_PATH = 4_096, 1_024
# Beyond the largest that any operation takes (an import of employees, 2 MB): 3,000,000 bytes and more.
LARGE_BODY = "^([3-9][0-9]{6}|[1-9][0-9]{7,})$"
# Programs that look for weaknesses and say who they are. Libraries by which programs call an API are none.
SCANNERS = (
    "acunetix|dirbuster|dirsearch|feroxbuster|gobuster|havij|jorgee|masscan|nessus|netsparker|nikto|nmap|nuclei|openvas"
    "|sqlmap|wfuzz|whatweb|wpscan|zgrab"
)
# Rules that AWS keeps: addresses known for attacks, and requests that only attacks on well-known programs make.
MANAGED = {
    "ip-reputation": "AWSManagedRulesAmazonIpReputationList",
    "known-bad-inputs": "AWSManagedRulesKnownBadInputsRuleSet",
}
LONGEST_REGEX = 512  # of a rule
RATE_WINDOW_SECONDS = 300
NO_VALUE = ref("AWS::NoValue")


_PATH: Value = {"UriPath": {}}
_QUERY: Value = {"QueryString": {}}
_SEARCHED = (_PATH, _QUERY)


class Answer(NamedTuple):
    """How a request is answered that a rule stops: a problem, as the API's own are."""

    status: int
    slug: str
    title: str
    detail: str
    headers: tuple[tuple[str, str], ...] = ()

    def to_body(self) -> str:
        """Return the problem document. No rule can put in the request's id, which CloudFront sends in a header."""
        said = {"type": f"urn:sojourn:problem:{self.slug}", "title": self.title, "status": self.status}
        return json.dumps({**said, "detail": self.detail, "requestId": "edge"}, separators=(",", ":"))


UNAUTHENTICATED = Answer(
    401,
    "unauthenticated",
    "Sign in first",
    "Send `Authorization: Bearer <token>`; without it only what is public is answered. GET /v1/docs says what is.",
    (("WWW-Authenticate", "Bearer"),),
)
TOO_MANY = Answer(
    429,
    "too-many-requests",
    "Too many requests",
    "From your network come more requests than this service takes within five minutes. Wait, and send less often.",
    (("Retry-After", "60"),),
)
TOO_LARGE = Answer(
    413,
    "body-too-large",
    "The request is too large",
    "The address, its query or the body is larger than any operation takes.",
)
BLOCKED = Answer(
    403,
    "blocked",
    "The request was blocked",
    "The firewall takes this request for an attack, or for one from where this service is not offered.",
)


class Rule(NamedTuple):
    """What is asked of a request, and how it is answered; without an answer, it is let through at once."""

    name: str
    statement: Value
    answer: Answer | None
    condition: str = ""  # of the template, without which there is no such rule


def list_rules(public: Iterable[str]) -> tuple[Rule, ...]:
    """Return our own rules. `public` are the paths of routes that anybody may call, as the API describes them."""
    is_public = match_public(public)
    is_elsewhere = _not(_any(*_networks("Allowed"), _countries()))
    is_large = (
        _size(_QUERY, "GT", LONGEST_QUERY),
        _size(_PATH, "GT", LONGEST_PATH),
        _regex(_header("content-length"), LARGE_BODY),
    )
    signs_in = _size(_header("authorization"), "GT", 0)
    return (
        # Monitors are let in however many others there are, and from wherever. Health is answered from what is kept.
        Rule("health-check", _all(_path_is(PREFIX + HEALTH), _method_is("GET", "HEAD"), _size(_QUERY, "EQ", 0)), None),
        Rule("rate-limit", _rate(), TOO_MANY),
        Rule("networks", _all(is_elsewhere, _not(is_public)), BLOCKED, "Restricts"),
        Rule("scanners", _regex(_header("user-agent"), f"({SCANNERS})", "LOWERCASE"), BLOCKED),
        Rule("sizes", _any(*is_large), TOO_LARGE),
        Rule("sql-injection", _any(*map(_sql, _SEARCHED)), BLOCKED),
        Rule("cross-site-scripting", _any(*map(_script, _SEARCHED)), BLOCKED),
        # A browser asks beforehand whether it may call (OPTIONS), and sends no token with that.
        Rule(
            "public-routes",
            _all(_path_begins(f"{PREFIX}/"), _not(signs_in), _not(_method_is("OPTIONS")), _not(is_public)),
            UNAUTHENTICATED,
        ),
    )


def list_parameters() -> Value:
    """Return what the rules are told by the stack's parameters."""
    networks = "([0-9a-f:.]+/[0-9]{1,3}(,[0-9a-f:.]+/[0-9]{1,3})*)?"
    made = {
        f"{kind}Networks{version}": {
            "Type": "String",
            "Default": "",
            "AllowedPattern": f"^{networks}$",
            "Description": f"{said}, between commas; {none}.",
        }
        for kind, said, none in (
            ("Allowed", "Networks that alone may call what is not public", "none, any may"),
            ("Uncounted", "Networks whose requests are not counted, such as a company's own", "none, all are"),
        )
        for version in ("4", "6")
    }
    return made | {
        "AllowedCountries": {
            "Type": "String",
            "Default": "",
            "AllowedPattern": "^([A-Z]{2}(,[A-Z]{2})*)?$",
            "Description": "Countries (ISO 3166) that alone may call what is not public, between commas; none, any.",
        },
        "RequestsPerAddress": {
            "Type": "Number",
            "Default": 10_000,
            "MinValue": 10,
            "MaxValue": 2_000_000_000,
            "Description": "How many requests an address may send in five minutes.",
        },
    }


def list_conditions() -> Value:
    """Return the conditions that the rules stand under."""
    given = ("AllowedNetworks4", "AllowedNetworks6", "AllowedCountries", "UncountedNetworks4", "UncountedNetworks6")
    conditions = {f"Has{name}": {"Fn::Not": [{"Fn::Equals": [ref(name), ""]}]} for name in given}
    return {**conditions, "Restricts": {"Fn::Or": [{"Condition": f"Has{name}"} for name in given[:3]]}}


def match_public(paths: Iterable[str]) -> Value:
    """Return the statement that a request is for one of these paths. ValueError if there are too many for one rule."""
    texts = [re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(path.removeprefix("/v1/"))) for path in sorted(set(paths))]
    pattern = f"^{PREFIX}/v1/({'|'.join(texts)})$"
    if not texts or len(pattern) > LONGEST_REGEX:
        raise ValueError(f"{len(texts)} public routes take {len(pattern)} characters of {LONGEST_REGEX}")
    return _regex(_PATH, pattern)


# --- statements -------------------------------------------------------------------------------------------------------


def _all(*statements: Value) -> Value:
    return {"AndStatement": {"Statements": list(statements)}}


def _any(*statements: Value) -> Value:
    return {"OrStatement": {"Statements": list(statements)}}


def _not(statement: Value) -> Value:
    return {"NotStatement": {"Statement": statement}}


def _bytes(field: Value, text: str, where: str) -> Value:
    match = {"FieldToMatch": field, "SearchString": text, "PositionalConstraint": where}
    return {"ByteMatchStatement": {**match, "TextTransformations": _decoded("NONE")}}


def _path_is(path: str) -> Value:
    return _bytes(_PATH, path, "EXACTLY")


def _path_begins(path: str) -> Value:
    return _bytes(_PATH, path, "STARTS_WITH")


def _method_is(*methods: str) -> Value:
    return _regex({"Method": {}}, f"^({'|'.join(methods)})$")


def _regex(field: Value, pattern: str, *transformations: str) -> Value:
    match = {"FieldToMatch": field, "RegexString": pattern}
    return {"RegexMatchStatement": {**match, "TextTransformations": _decoded(*transformations or ("NONE",))}}


def _size(field: Value, comparison: str, size: int) -> Value:
    asked = {"FieldToMatch": field, "ComparisonOperator": comparison, "Size": size}
    return {"SizeConstraintStatement": {**asked, "TextTransformations": _decoded("NONE")}}


def _header(name: str) -> Value:
    return {"SingleHeader": {"Name": name}}


def _sql(field: Value) -> Value:
    asked = {"FieldToMatch": field, "SensitivityLevel": "LOW"}
    return {"SqliMatchStatement": {**asked, "TextTransformations": _decoded("URL_DECODE", "LOWERCASE")}}


def _script(field: Value) -> Value:
    asked = {"FieldToMatch": field, "TextTransformations": _decoded("URL_DECODE", "HTML_ENTITY_DECODE")}
    return {"XssMatchStatement": asked}


def _rate() -> Value:
    counted = {"Limit": ref("RequestsPerAddress"), "AggregateKeyType": "IP", "EvaluationWindowSec": RATE_WINDOW_SECONDS}
    return {"RateBasedStatement": {**counted, "ScopeDownStatement": _not(_any(*_networks("Uncounted")))}}


def _networks(kind: str) -> tuple[Value, Value]:
    first, second = (
        {"IPSetReferenceStatement": {"Arn": attribute(f"{kind}Networks{each}Set", "Arn")}} for each in "46"
    )
    return first, second


def _countries() -> Value:
    match = {"GeoMatchStatement": {"CountryCodes": {"Fn::Split": [",", ref("AllowedCountries")]}}}
    return {"Fn::If": ["HasAllowedCountries", match, NO_VALUE]}


def _decoded(*transformations: str) -> list[Value]:
    return [{"Priority": place, "Type": each} for place, each in enumerate(transformations)]
