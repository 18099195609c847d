"""The foundation's template as it is deployed: what stands once, from base.yaml, and what there is many of."""

import json
from pathlib import Path

from infra.foundation import backup_plans, buckets, keys, logs, queues, replication, tables, users
from infra.templates import Value, load, merge

BASE = Path(__file__).with_name("base.yaml")
MANY = (tables, buckets, replication, keys, queues, logs, backup_plans, users)


def template() -> Value:
    """Return the whole template."""
    return merge(load(BASE), MANY)


def text() -> str:
    """Return the template as it is sent to CloudFormation."""
    return json.dumps(template(), indent=1)
