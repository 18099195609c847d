"""How the gateway itself answers: to the same origin as the stage's functions, or browsers would see two policies."""

import json
from pathlib import Path

from chalicelib import settings
from infra.templates import Value

CHALICE = Path(__file__).parent.parent / ".chalice" / "config.json"
RESPONSES = "x-amazon-apigateway-gateway-responses"
ORIGIN = "gatewayresponse.header.Access-Control-Allow-Origin"


def find_origin(stage: str, config: Path = CHALICE) -> str:
    """Return the origin that browsers may call a stage from, as its functions are told."""
    environment = json.loads(config.read_text(encoding="utf-8"))["stages"][stage]["environment_variables"]
    return settings.load(environment).allow_origin


def answer_origin(responses: dict[str, Value], origin: str) -> dict[str, Value]:
    """Return the gateway's responses as they answer this origin. ValueError for one that no header can carry."""
    if "'" in origin or not origin.isascii() or not origin.isprintable():
        raise ValueError(f"{origin!r} is no origin")
    return {
        kind: {**response, "responseParameters": {**response["responseParameters"], ORIGIN: f"'{origin}'"}}
        for kind, response in responses.items()
    }
