"""The log groups, and the metrics that are counted from their lines.

The groups are made here so that they have a retention, and so that no function needs to make its own.
"""

from collections.abc import Iterator
from typing import NamedTuple

from infra import gateway_logs, policies
from infra.templates import Value, identify, ref, resource, sub

# For how many days a stage keeps what it logs; base.yaml has the mapping.
RETENTION = {"Fn::FindInMap": ["Logs", ref("Stage"), "Days"]}
# Of the API's function, when `chalice deploy` made it.
CHALICE_API_LOG = "ChaliceApiLog"


class Count(NamedTuple):
    """A metric that counts the lines of one of these patterns, and the functions that may write such lines."""

    name: str
    metric: str
    patterns: tuple[str, ...]
    functions: tuple[str, ...]

    @property
    def namespace(self) -> str:
        """Each stage's counts are apart, for a filter of words has no field to take the stage from."""
        return "Sojourn/${Stage}"


def _event(name: str) -> str:
    return f'{{ $.event = "{name}" }}'


COMPENSATION_REQUIRED = Count(
    "CompensationRequired",
    "CompensationRequiredCount",
    (_event("compensation_required"),),
    ("step_escalate", "sweeper", "reconcile_bookings"),
)
BUDGET_THRESHOLD = Count(
    "BudgetThreshold",
    "BudgetThresholdCount",
    (_event("budget.threshold_reached"),),
    ("push_events", "sweeper", "nightly", "api_handler"),
)
# What Lambda writes of a function that could not write of it any more: its time or its memory was over, or it never
# started. What a function raises it has written of itself.
_ENDED_BY_LAMBDA = (
    "Task timed out",
    "Runtime exited",
    "Runtime.ImportModuleError",
    "Runtime.HandlerNotFound",
    "Runtime.UserCodeSyntaxError",
    "in import_module",  # any other error while the function's module is loaded
)
# What nobody foresaw, wherever it happens: Lambda counts only what a function raises, and the API answers instead.
ERRORS = Count("Errors", "ApplicationErrorCount", ('{ $.level = "ERROR" }',), tuple(policies.GRANTS))
EXCEPTIONS = Count(
    "Exceptions",
    "UnhandledExceptionCount",
    ('{ ($.level = "ERROR") && ($.stack = "*") }', " ".join(f'?"{words}"' for words in _ENDED_BY_LAMBDA)),
    tuple(policies.GRANTS),
)
COUNTS = (COMPENSATION_REQUIRED, BUDGET_THRESHOLD, ERRORS, EXCEPTIONS)


def resources() -> dict[str, Value]:
    """Return every group and every metric filter."""
    groups = {_log(function): _group(f"/aws/lambda/sojourn-${{Stage}}-{function}") for function in policies.GRANTS}
    groups[CHALICE_API_LOG] = _group("/aws/lambda/sojourn-${Stage}")
    groups |= {f"{api}Log": _group(name) for api, name in gateway_logs.GROUPS.items()}
    groups["BookingMachineLog"] = _group("/aws/vendedlogs/states/sojourn-${Stage}-booking")
    return groups | dict(_filters())


def _filters() -> Iterator[tuple[str, Value]]:
    """Yield every filter by its id: of each count, for each pattern and each group with such lines."""
    for count in COUNTS:
        for number, pattern in enumerate(count.patterns, start=1):
            more = str(number) if number > 1 else ""
            for function in count.functions:
                yield f"{count.name}{more}In{identify(function)}", _filter(count, pattern, _log(function))
            if "api_handler" in count.functions:
                yield f"{count.name}{more}InChaliceApi", _filter(count, pattern, CHALICE_API_LOG)


def _log(function: str) -> str:
    return identify(function, "Log")


def _group(name: str) -> Value:
    return resource("Logs::LogGroup", {"LogGroupName": sub(name), "RetentionInDays": RETENTION}, kept=False)


def _filter(count: Count, pattern: str, log: str) -> Value:
    counted = {"MetricNamespace": sub(count.namespace), "MetricName": count.metric, "MetricValue": "1"}
    return resource(
        "Logs::MetricFilter",
        {"LogGroupName": ref(log), "FilterPattern": pattern, "MetricTransformations": [counted]},
    )
