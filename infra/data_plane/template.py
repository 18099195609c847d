"""The plane's template as it is deployed: what may be said of it from base.yaml, and what it is made of."""

import json
from pathlib import Path

from infra.data_plane import alarms, cache, database, endpoints, network
from infra.templates import Value, load, merge

STACK = "data-plane"
BASE = Path(__file__).with_name("base.yaml")
MANY = (network, endpoints, database, cache, alarms)


def template() -> Value:
    """Return the whole template."""
    return merge(load(BASE), MANY)


def text() -> str:
    """Return the template as it is sent to CloudFormation."""
    return json.dumps(template(), indent=1)
