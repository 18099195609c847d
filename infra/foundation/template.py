"""The foundation's template as it is deployed: what stands once, from base.yaml, and what there is many of."""

import json
from pathlib import Path

from infra.foundation import alarms, keys, logs, queues, tables, workflow
from infra.templates import Value, load

BASE = Path(__file__).with_name("base.yaml")
MANY = (tables, keys, queues, workflow, logs, alarms)


def template() -> Value:
    """Return the whole template; a resource that two of its sources make is an error."""
    base = load(BASE)
    for source in MANY:
        for name, made in source.resources().items():
            if base["Resources"].setdefault(name, made) is not made:
                raise ValueError(f"{source.__name__} makes {name}, which is there already")
    return base


def text() -> str:
    """Return the template as it is sent to CloudFormation."""
    return json.dumps(template(), indent=1)
