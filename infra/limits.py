"""What bounds a stage: how many calls a second its gateways let through, and how many of a function run at once.

`infra/service.yaml` says the bound of every route, `.chalice/config.json` how much room a function has to itself; here
are the parts that follow from which routes there are, and from how much room the account has.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from infra.gateway_answers import CHALICE
from infra.templates import Value

PUBLIC_RATE, PUBLIC_BURST = 100, 200  # calls a second of a route that anybody may call, and at once
DEVICE_RATE, DEVICE_BURST = 900, 400  # of one where devices report, which sign in there: a thousand may have it to do
DEVICES = "/v1/tracking/"
API = "api_handler"
RESERVED = "ReservedConcurrentExecutions"
RESERVES = "ReserveConcurrency"  # the parameter by which a stack reserves it, or not
_RESERVES = "Reserves"
EVERY_ROUTE = {"ResourcePath": "/*", "HttpMethod": "*"}
_NO_VALUE = {"Ref": "AWS::NoValue"}


class Throttle(NamedTuple):
    """How often one route may be called: so many times a second, and so many at once."""

    path: str  # as API Gateway's settings write it, `/~1v1~1health`
    method: str
    rate: float
    burst: int

    def to_setting(self) -> Value:
        """Return what CloudFormation knows it by."""
        limits = {"ThrottlingRateLimit": self.rate, "ThrottlingBurstLimit": self.burst}
        return {"ResourcePath": self.path, "HttpMethod": self.method, **limits}

    def to_patches(self) -> Iterator[dict[str, str]]:
        """Yield what changes a gateway's stage to it."""
        where = "/*/*" if self.path == "/*" else f"{self.path}/{self.method}"
        yield {"op": "replace", "path": f"{where}/throttling/rateLimit", "value": f"{self.rate:g}"}
        yield {"op": "replace", "path": f"{where}/throttling/burstLimit", "value": str(self.burst)}


def read_setting(setting: Value) -> Throttle:
    """Return the bound that a setting of CloudFormation says."""
    return Throttle(
        setting["ResourcePath"], setting["HttpMethod"], setting["ThrottlingRateLimit"], setting["ThrottlingBurstLimit"]
    )


def throttle_public(path: str, method: str) -> Throttle:
    """Return the bound of a route that anybody may call."""
    rate, burst = (DEVICE_RATE, DEVICE_BURST) if path.startswith(DEVICES) else (PUBLIC_RATE, PUBLIC_BURST)
    return Throttle(f"/{path.replace('/', '~1')}", method, rate, burst)


def list_public(paths: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield the routes that run a function for anybody, by path and method."""
    for path, methods in paths.items():
        yield from (
            (path, name.upper()) for name, each in methods.items() if name != "options" and "security" not in each
        )


def bound_calls(template: Value) -> Value:
    """Bound what anybody may call more narrowly than the rest, with whatever else is set for every route."""
    api = template["Resources"].get("RestAPI", {}).get("Properties", {})
    for every in [it for it in api.get("MethodSettings", []) if EVERY_ROUTE.items() <= it.items()]:
        public = list_public(api["DefinitionBody"]["paths"])
        api["MethodSettings"] = [every, *({**every, **throttle_public(*each).to_setting()} for each in public)]
    return template


def let_reserve(template: Value) -> Value:
    """Have functions keep room to themselves only where the account has as much: on another, Lambda would refuse the
    whole stack. Where none does, there is nothing to ask the account about."""
    if not list_reserved(template):
        template.get("Conditions", {}).pop(_RESERVES, None)
        template.get("Parameters", {}).pop(RESERVES, None)
    for resource in template["Resources"].values():
        reserved = _read_reserved(resource)
        if reserved is not None:
            resource["Properties"][RESERVED] = {"Fn::If": [_RESERVES, reserved, _NO_VALUE]}
    return template


def list_reserved(template: Value) -> dict[str, int]:
    """Return how many of each function may run at once, and have room for it, by its name in `app.py`."""
    found = ((it, _read_reserved(it)) for it in template["Resources"].values())
    return {
        it["Properties"]["FunctionName"]["Fn::Sub"].removeprefix("sojourn-${Stage}-"): reserved
        for it, reserved in found
        if reserved is not None
    }


def _read_reserved(resource: Value) -> int | None:
    match resource.get("Properties", {}).get(RESERVED):
        case {"Fn::If": [_, int(reserved), _]} | int(reserved):
            return reserved
        case _:
            return None


def list_configured(stage: str, config: Path = CHALICE) -> dict[str, int]:
    """Return the same of a stage, as Chalice's own command reads it."""
    functions = json.loads(config.read_text(encoding="utf-8"))["stages"][stage]["lambda_functions"]
    return {name: it["reserved_concurrency"] for name, it in functions.items() if "reserved_concurrency" in it}
