"""What the embedded cloud counted at its door (`local/ministack_meter.py`), as an amount of what AWS bills.

Whatever is called has to be known here, as something that is paid for or as something that is not: a call of neither
kind is an error, so that a new service cannot stay out of the bill.
"""

import json
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache

import msgspec

from bench.cost.usage import Usage, total
from infra.chalice_finish import list_finishes
from infra.gateway_answers import CHALICE
from infra.tracing import is_traced

Units = Mapping[str, float]

# A function has a processor's share by its memory, and a whole one while it starts.
PROCESSOR_MEGABYTES = 1769
# How long a call is waited for, in seconds: longer than is usual within a region.
WAITS = {"dynamodb": 0.005, "dynamodb:TransactWriteItems": 0.015, "dynamodb:TransactGetItems": 0.010, "kms": 0.010,
         "sqs": 0.010, "states": 0.025, "s3": 0.030, "secretsmanager": 0.015, "ssm": 0.015, "websocket": 0.015,
         "sns": 0.015, "cognito-idp": 0.030}  # fmt: skip

PAID_CALLS = {
    "kms:Sign": "kms.signatures",
    "kms:Verify": "kms.signatures",
    "kms:GetPublicKey": "kms.signatures",
    "kms": "kms.requests",
    "s3:PUT": "s3.puts",
    "s3:POST": "s3.puts",
    "s3:GET": "s3.gets",
    "s3:HEAD": "s3.gets",
    "secretsmanager": "secrets.requests",
    "sns": "sns.publishes",
}
# Paid otherwise (by units, messages, transitions, people), or not at all.
OTHER_CALLS = {"dynamodb", "sqs", "states", "websocket", "ssm", "sts", "s3:DELETE", "cognito-idp", "lambda", "logs"}
COUNTED = {
    "api.requests": ("api.requests", 1.0),
    "api.bytes": ("transfer.gigabytes", 1e-9),
    "websocket.messages": ("websocket.messages", 1.0),
    "states.transitions": ("states.transitions", 1.0),
    "sqs.requests": ("sqs.requests", 1.0),
    "invocations:cold": ("lambda.requests", 1.0),
    "invocations:warm": ("lambda.requests", 1.0),
    "logs.bytes": ("logs.gigabytes", 1e-9),
    "s3.bytes": ("s3.gigabyteMonths", 12e-9),  # as for rows: once a year's are kept
}


class Used(msgspec.Struct, frozen=True):
    """What one function used for one booking; either is empty where it is not known."""

    function: str
    booking: str
    units: dict[str, float]


class Reading(msgspec.Struct, frozen=True):
    """Everything that was counted since the start, and the bytes that rows take by table."""

    used: tuple[Used, ...]
    stored: dict[str, float]

    def since(self, before: "Reading") -> "Reading":
        """Return what was used between two readings."""
        known = {(each.function, each.booking): each.units for each in before.used}
        changed = (
            Used(each.function, each.booking, _less(each.units, known.get((each.function, each.booking), {})))
            for each in self.used
        )
        return Reading(tuple(each for each in changed if each.units), _less(self.stored, before.stored))

    def of_booking(self, booking_id: str) -> "Reading":
        """Return what was used for one booking, whoever did."""
        return Reading(tuple(each for each in self.used if each.booking == booking_id), {})

    def by_function(self) -> dict[str, Units]:
        """Return the units of each function; what was called from outside is nobody's cost."""
        functions: dict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
        for each in self.used:
            for unit, number in each.units.items():
                functions[each.function][unit] += number
        functions.pop("", None)
        return {name: dict(units) for name, units in functions.items()}

    def sum_of(self, beginning: str) -> float:
        """Return the number of units whose names begin so."""
        units = (unit for each in self.by_function().values() for unit in each.items())
        return sum(number for name, number in units if name.startswith(beginning))

    def metrics(self) -> set[str]:
        """Return the names of the metrics that were measured, with their dimensions."""
        names = {name for each in self.used for name in each.units if name.startswith("metric:")}
        return {name.removeprefix("metric:") for name in names}


def read(endpoint: str) -> Reading:
    """Return what an embedded cloud has counted so far."""
    return _call("GET", endpoint)


@contextmanager
def counting(endpoint: str) -> Iterator[None]:
    """Let an embedded cloud count meanwhile."""
    _call("POST", endpoint)
    try:
        yield
    finally:
        _call("DELETE", endpoint)


def _call(method: str, endpoint: str) -> Reading:
    asked = urllib.request.Request(f"{endpoint}/_sojourn/usage", method=method)  # noqa: S310 - http, our own
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310 - as above
        return msgspec.json.decode(answer.read(), type=Reading)


def _less(units: Units, before: Units) -> dict[str, float]:
    left = {name: number - before.get(name, 0) for name, number in units.items()}
    return {name: number for name, number in left.items() if number}


class Speed(msgspec.Struct, frozen=True):
    """What an invocation takes of a processor, in seconds: its start, the first event, and any later one."""

    start: float
    first: float
    later: float


def learn_speeds(reading: Reading) -> dict[str, Speed]:
    """Return how fast each function was. One that was never called twice counts as if each event were its first."""
    return {name: _speed(units) for name, units in reading.by_function().items() if _invocations(units)}


def _speed(units: Units) -> Speed:
    cold, warm = units.get("invocations:cold", 0), units.get("invocations:warm", 0)
    first = units.get("cpu:cold", 0) / cold if cold else 0.0
    later = units.get("cpu:warm", 0) / warm if warm else first
    return Speed(units.get("cpu:start", 0) / cold if cold else 0.0, first or later, later)


def _invocations(units: Units) -> float:
    return units.get("invocations:cold", 0) + units.get("invocations:warm", 0)


@cache
def megabytes(stage: str) -> dict[str, int]:
    """Return the memory of each function of a stage."""
    functions = json.loads(CHALICE.read_text(encoding="utf-8"))["stages"][stage]["lambda_functions"]
    return {name: int(each["lambda_memory_size"]) for name, each in functions.items()}


@cache
def beginning_traces(stage: str) -> frozenset[str]:
    """Return the functions of a stage with whose calls traces begin: all that are traced but steps."""
    if not is_traced(stage):
        return frozenset()
    return frozenset(each.name for each in list_finishes() if not each.tracing and not each.name.startswith("step_"))


class Model(msgspec.Struct, frozen=True):
    """How counted units become what is billed: speeds and memory of functions, with which of them traces begin, and how
    many starts there are among the invocations of each."""

    speeds: Mapping[str, Speed]
    memory: Mapping[str, int]
    kept_log_months: float
    traced: frozenset[str] = frozenset()
    cold: Callable[[str], float] = lambda _function: 0.0

    def usage_of(self, functions: Mapping[str, Units]) -> Usage:
        """Return what is billed for these units of functions. ValueError for a call that is neither paid nor free."""
        return total(self._usage(name, units) for name, units in functions.items())

    def _usage(self, function: str, units: Units) -> Usage:
        counted = total(_counted(name, number) for name, number in units.items())
        kept = Usage({"logs.gigabyteMonths": counted.of("logs.gigabytes") * self.kept_log_months})
        seconds = Usage({"lambda.gigabyteSeconds": self._gigabyte_seconds(function, units)})
        return counted + kept + seconds + Usage({"xray.traces": self._traces(function, units)})

    def _traces(self, function: str, units: Units) -> float:
        """Return how many traces begin: with a call that no traced thing made, and with an execution, to which all of
        its steps belong."""
        if not self.traced:
            return 0.0
        return (_invocations(units) if function in self.traced else 0.0) + units.get("call:states:StartExecution", 0.0)

    def _gigabyte_seconds(self, function: str, units: Units) -> float:
        invocations = _invocations(units)
        if not invocations:
            return 0.0
        speed, megabytes = self.speeds[function], self.memory[function]
        share, cold = min(1.0, megabytes / PROCESSOR_MEGABYTES), self.cold(function)
        warm_seconds, cold_seconds = speed.later / share, speed.start + speed.first / share
        running = invocations * ((1 - cold) * warm_seconds + cold * cold_seconds)
        return (running + sum(_waited(name, number) for name, number in units.items())) * megabytes / 1024


def _waited(unit: str, number: float) -> float:
    if not unit.startswith("call:"):
        return 0.0
    call = unit.removeprefix("call:")
    return number * WAITS.get(call, WAITS.get(call.partition(":")[0], 0.0))


def _counted(unit: str, number: float) -> Usage:
    kind, _, rest = unit.partition(":")
    match kind:
        case "read" | "write":
            return Usage({f"dynamodb.{kind}s": number})
        case "call":
            return _called(rest, number)
        case "cpu" | "metric":  # paid by the second, and by the month
            return Usage()
        case _:
            name, factor = COUNTED[unit]
            return Usage({name: number * factor})


def _called(call: str, number: float) -> Usage:
    service = call.partition(":")[0]
    paid = PAID_CALLS.get(call) or PAID_CALLS.get(service)
    if paid:
        return Usage({paid: number})
    if {call, service} & OTHER_CALLS:
        return Usage()
    raise ValueError(f"nobody has said what a call of {call} costs")


def times(functions: Mapping[str, Units], number: float) -> dict[str, Units]:
    """Return so many times these units."""
    return {name: {unit: each * number for unit, each in units.items()} for name, units in functions.items()}


def merge(several: Iterable[Mapping[str, Units]]) -> dict[str, Units]:
    """Return all these units together."""
    merged: dict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for functions in several:
        for name, units in functions.items():
            for unit, number in units.items():
                merged[name][unit] += number
    return {name: dict(units) for name, units in merged.items()}


def without(functions: Mapping[str, Units], others: Mapping[str, Units]) -> dict[str, Units]:
    """Return what is used beyond others, nothing less than nothing."""
    left = {name: _less(units, others.get(name, {})) for name, units in functions.items()}
    return {name: {unit: max(0.0, number) for unit, number in units.items()} for name, units in left.items()}


def names(functions: Mapping[str, Units]) -> Sequence[str]:
    """Return the functions that were called."""
    return sorted(name for name, units in functions.items() if _invocations(units))
