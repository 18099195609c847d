"""The template of the third stack as it is deployed."""

import json
from pathlib import Path

from infra.templates import Value, load, merge
from infra.workflow import alarms, chat, dashboard, machine, queries, rotation

BASE = Path(__file__).with_name("base.yaml")
MANY = (machine, alarms, chat, dashboard, queries, rotation)


def template() -> Value:
    """Return the whole template."""
    return merge(load(BASE), MANY)


def text() -> str:
    """Return the template as it is sent to CloudFormation."""
    return json.dumps(template(), indent=1)
