"""A web ACL as AWS WAF judges by it, of those statements that ours have: the rules as they are rendered are asked of a
request, one after the other.

Whether a text is SQL or script is AWS's own secret: here it is what everybody would call so. Rules that AWS keeps stop
nothing. A statement, a field or a transformation of another kind is an error.
"""

import html
import ipaddress
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote_plus

from infra.templates import Value

_SQL = re.compile(
    r"('|\b\d+)\s*(or|and)\s+\S+\s*=|\bunion\b.+\bselect\b|;\s*(drop|delete|insert|update)\b|\bsleep\s*\("
)
_SCRIPT = re.compile(r"<\s*(script|iframe|svg|img)\b|\bon\w+\s*=|javascript:", re.IGNORECASE)
_COMPARE: Mapping[str, Callable[[int, int], bool]] = {"EQ": int.__eq__, "GT": int.__gt__, "LT": int.__lt__}
_PLACED: Mapping[str, Callable[[str, str], bool]] = {
    "EXACTLY": str.__eq__,
    "STARTS_WITH": str.startswith,
    "ENDS_WITH": str.endswith,
    "CONTAINS": str.__contains__,
}
_TRANSFORMED: Mapping[str, Callable[[str], str]] = {
    "NONE": str,
    "LOWERCASE": str.lower,
    "URL_DECODE": unquote_plus,
    "HTML_ENTITY_DECODE": html.unescape,
}


class Request(NamedTuple):
    """A request as the firewall sees it. `before` is how many came from the same address within the window."""

    path: str
    query: str = ""
    method: str = "GET"
    headers: Mapping[str, str] = {}
    body: str = ""
    address: str = "198.51.100.7"
    country: str = "DE"
    before: int = 0


class Judged(NamedTuple):
    """Which rule decided, and how; none and the default, if no rule did."""

    rule: str
    allowed: bool
    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = {}


class WebAcl:
    """The web ACL among the resources of a template as a stage gets it (`resolving.resolve`)."""

    def __init__(self, resources: Mapping[str, Value], told: Mapping[str, str] | None = None) -> None:
        self._sets = {name: each["Properties"] for name, each in resources.items() if each["Type"].endswith("::IPSet")}
        (self._acl,) = (it["Properties"] for it in resources.values() if it["Type"] == "AWS::WAFv2::WebACL")
        self._told = told or {}

    @property
    def rules(self) -> list[str]:
        """The names of the rules in the order in which they are asked."""
        return [rule["Name"] for rule in self._ordered()]

    def judge(self, request: Request, *, only: str = "") -> Judged:
        """What becomes of a request; of `only` one rule, if it is named."""
        for rule in self._ordered():
            if only in {"", rule["Name"]} and self._matches(rule["Statement"], request) and "Action" in rule:
                return self._decide(rule["Name"], rule["Action"])
        return self._decide("", self._acl["DefaultAction"])

    def _ordered(self) -> list[Value]:
        return sorted(self._acl["Rules"], key=lambda rule: int(rule["Priority"]))

    def _decide(self, name: str, action: Value) -> Judged:
        if "Allow" in action:
            return Judged(name, allowed=True)
        answer = action["Block"].get("CustomResponse")
        if answer is None:
            return Judged(name, allowed=False, status=403)
        body = json.loads(self._acl["CustomResponseBodies"][answer["CustomResponseBodyKey"]]["Content"])
        headers = {each["Name"]: each["Value"] for each in answer.get("ResponseHeaders", [])}
        return Judged(name, allowed=False, status=int(answer["ResponseCode"]), body=body, headers=headers)

    def _matches(self, statement: Value, request: Request) -> bool:
        ((kind, of),) = statement.items()
        match kind:
            case "AndStatement" | "OrStatement":
                assert len(of["Statements"]) > 1, "AWS takes no fewer than two"
                every = (self._matches(each, request) for each in of["Statements"])
                return all(every) if kind == "AndStatement" else any(every)
            case "NotStatement":
                return not self._matches(of["Statement"], request)
            case "RateBasedStatement":
                counted = self._matches(of["ScopeDownStatement"], request)
                return counted and request.before >= int(of["Limit"])
            case "IPSetReferenceStatement":
                return self._is_within(of["Arn"]["Fn::GetAtt"][0], request.address)
            case "GeoMatchStatement":
                return request.country in _split(of["CountryCodes"])
            case "ManagedRuleGroupStatement":
                return False
        return any(self._fits(kind, of, text) for text in _read(of, request))

    def _fits(self, kind: str, of: Value, text: str) -> bool:
        match kind:
            case "ByteMatchStatement":
                wanted = of["SearchString"]
                wanted = self._told[wanted["Ref"]] if isinstance(wanted, dict) else wanted
                return _PLACED[of["PositionalConstraint"]](text, wanted)
            case "RegexMatchStatement":
                assert len(of["RegexString"]) <= 512, "AWS takes no longer one"
                return re.search(of["RegexString"], text) is not None
            case "SizeConstraintStatement":
                return _COMPARE[of["ComparisonOperator"]](len(text.encode()), int(of["Size"]))
            case "SqliMatchStatement":
                return _SQL.search(text) is not None
            case "XssMatchStatement":
                return _SCRIPT.search(text) is not None
        raise AssertionError(f"a statement of another kind: {kind}")

    def _is_within(self, name: str, address: str) -> bool:
        held = self._sets[name]
        networks = [ipaddress.ip_network(each) for each in _split(held["Addresses"])]
        assert {f"IPV{each.version}" for each in networks} <= {held["IPAddressVersion"]}
        return any(ipaddress.ip_address(address) in each for each in networks)


def _read(of: Value, request: Request) -> Iterable[str]:
    """The field that a statement looks at, as it looks at it; a header that is not there matches nothing."""
    match of["FieldToMatch"]:
        case {"UriPath": _}:
            text: str | None = request.path
        case {"QueryString": _}:
            text = request.query
        case {"Method": _}:
            text = request.method
        case {"SingleHeader": {"Name": name}}:
            text = {each.lower(): value for each, value in request.headers.items()}.get(name.lower())
        case other:
            raise AssertionError(f"a field of another kind: {other}")
    for each in sorted(of["TextTransformations"], key=lambda it: int(it["Priority"])):
        text = None if text is None else _TRANSFORMED[each["Type"]](text)
    return [] if text is None else [text]


def _split(said: Any) -> list[str]:
    """A list, or a text that CloudFormation splits."""
    if isinstance(said, dict):
        mark, text = said["Fn::Split"]
        return [each for each in text.split(mark) if each]
    return list(said)
