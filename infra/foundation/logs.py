"""The log groups, and the metrics that are counted from their lines.

The groups are made here so that they have a retention, and so that no function needs to make its own.
"""

from typing import NamedTuple

from infra import policies
from infra.templates import Value, identify, ref, resource, sub

# For how many days a stage keeps what it logs; base.yaml has the mapping.
RETENTION = {"Fn::FindInMap": ["Logs", ref("Stage"), "Days"]}


class Count(NamedTuple):
    """A metric that counts the lines of a pattern, and the functions that may write such lines."""

    name: str
    namespace: str
    metric: str
    pattern: str
    functions: tuple[str, ...]


def _event(name: str) -> str:
    return f'$.event = "{name}"'


COMPENSATION_REQUIRED = Count(
    "CompensationRequired",
    "Sojourn/Bookings",
    "compensation-required-${Stage}",
    _event("compensation_required"),
    ("step_escalate", "sweeper", "reconcile_bookings"),
)
BUDGET_THRESHOLD = Count(
    "BudgetThreshold",
    "Sojourn/Budgets",
    "thresholds-reached-${Stage}",
    _event("budget.threshold_reached"),
    ("push_events", "sweeper", "nightly", "api_handler"),
)
# What nobody foresaw, wherever it happens: Lambda counts only what a function raises, and the API answers instead.
ERRORS = Count("Errors", "Sojourn/Errors", "errors-${Stage}", '$.level = "ERROR"', tuple(policies.GRANTS))
EXCEPTIONS = Count(
    "Exceptions",
    "Sojourn/Errors",
    "exceptions-${Stage}",
    '$.level = "ERROR" && $.stack = "*"',
    tuple(policies.GRANTS),
)
COUNTS = (COMPENSATION_REQUIRED, BUDGET_THRESHOLD, ERRORS, EXCEPTIONS)


def resources() -> dict[str, Value]:
    """Return every group and every metric filter."""
    groups = {_log(function): _group(f"/aws/lambda/sojourn-${{Stage}}-{function}") for function in policies.GRANTS}
    # The API's function, when `chalice deploy` made it.
    groups["ChaliceApiLog"] = _group("/aws/lambda/sojourn-${Stage}")
    groups["BookingMachineLog"] = _group("/aws/vendedlogs/states/sojourn-${Stage}-booking")
    return groups | {
        f"{count.name}In{identify(function)}": _filter(count, function)
        for count in COUNTS
        for function in count.functions
    }


def _log(function: str) -> str:
    return identify(function, "Log")


def _group(name: str) -> Value:
    return resource("Logs::LogGroup", {"LogGroupName": sub(name), "RetentionInDays": RETENTION}, kept=False)


def _filter(count: Count, function: str) -> Value:
    counted = {"MetricNamespace": count.namespace, "MetricName": sub(count.metric), "MetricValue": "1"}
    return resource(
        "Logs::MetricFilter",
        {
            "LogGroupName": ref(_log(function)),
            "FilterPattern": f"{{ {count.pattern} }}",
            "MetricTransformations": [counted],
        },
    )
