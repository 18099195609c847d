"""A stage at rest: nothing happens in it by the clock, and no function takes a message off a queue."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from infra.target import Target


@contextmanager
def at_rest(target: Target) -> Iterator[None]:
    """Have a stage rest meanwhile, for half of what it keeps is worse than nothing to work on. If what is done
    meanwhile fails, it goes on resting, until that is done."""
    rules, mappings = list_rules(target), list_mappings(target)
    _set(target, rules, mappings, on=False)
    yield
    _set(target, rules, mappings, on=True)


def list_rules(target: Target) -> list[str]:
    """Return the names of a stage's schedules."""
    pages = target.client("events").get_paginator("list_rules").paginate(NamePrefix=f"sojourn-{target.stage}-")
    return [rule["Name"] for page in pages for rule in page["Rules"]]


def list_mappings(target: Target) -> list[str]:
    """Return the ids of what hands a stage's queues to its functions."""
    pages = target.client("lambda").get_paginator("list_event_source_mappings").paginate()
    named = f":function:sojourn-{target.stage}-"
    return [each["UUID"] for page in pages for each in page["EventSourceMappings"] if named in each["FunctionArn"]]


def _set(target: Target, rules: list[str], mappings: list[str], *, on: bool) -> None:
    events, functions = target.client("events"), target.client("lambda")
    change: Callable[..., object] = events.enable_rule if on else events.disable_rule
    for name in rules:
        change(Name=name)
    for mapping in mappings:
        functions.update_event_source_mapping(UUID=mapping, Enabled=on)
