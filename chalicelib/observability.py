"""What Sojourn says about itself: one JSON line an event, with its metrics (EMF) in it. Open to all but the domain.

No token, no personal data: fields that hold people are withheld by name, addresses and tokens are cut out of any text.
Powertools is imported with the first line, not with the module.
"""

import json
import re
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from chalicelib import settings, tracing
from chalicelib.errors import SojournError

if TYPE_CHECKING:
    from logging import Logger as LogSink

NAMESPACE = "Sojourn"
SERVICE = "sojourn"
LONGEST_TEXT = 2_000

# Words in a field's name that say it holds a person, or a secret.
_PRIVATE = re.compile(
    r"(?i:email|phone|passw|secret|token|authorization|credential|passenger|travellers|given|family)"
    r"|^name$|[a-z]Name$|^body$|^request(?:Text|Reading)$"
)
_LEVELS = {"INFO": 20, "WARNING": 30, "ERROR": 40}  # of `logging`, which is imported with the first line
_ALLOWED_NAMES = frozenset({"tableName", "queueName", "functionName", "stepName", "ruleName", "passengerId"})
_TOKEN = re.compile(r"\beyJ[\w-]{4,}(?:\.[\w-]*){1,4}|(?i:\bbearer\s+)[\w.~+/=-]+")
_making = threading.Lock()  # two threads that both made the logger would find each other's half made
_ADDRESS = re.compile(r"(?<![\w.+%'-])[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")
_SUSPECT = re.compile(r"@|eyJ|(?i:bearer)")  # what every token and every address has, so that most texts are let be


class Operation:
    """One piece of work under way (a request, a step, a message); what is noted stands in its line.

    With `measured` it is counted among the stage's metrics; a failure that nobody foresaw always is.
    """

    def __init__(self, name: str, fields: dict[str, object], *, measured: bool) -> None:
        self.name = name
        self.measured = measured
        self.fields = fields
        self.level = "INFO"
        self.failed = False

    def note(self, **fields: object) -> None:
        """Add `fields` to the line that ends this operation."""
        self.fields.update(fields)

    def fail(self, error: BaseException, *, unexpected: bool) -> None:
        """Say that the operation failed; an `unexpected` error comes with its traceback and counts as ours."""
        self.note(error=type(error).__name__, outcome="error")
        if unexpected:
            self.level, self.failed = "ERROR", True
            self.note(reason=str(error), stack=_stack(error))


_under_way: ContextVar[Operation | None] = ContextVar("operation", default=None)


def operation(name: str, /, **ids: object) -> AbstractContextManager[Operation]:
    """Do the block as operation `name`: one line at its end with `duration` (ms), `outcome` and `ids`, and its metrics.

    An error is noted (one of ours by name, any other with its traceback) and raised on.
    """
    return _under(Operation(name, dict(ids), measured=True))


def scheduled_operation(name: str, /, **ids: object) -> AbstractContextManager[Operation]:
    """Do the same for what runs by the clock. It is measured only when it fails: metrics are paid for by the hour, and
    would be kept alive while nobody does anything.
    """
    return _under(Operation(name, dict(ids), measured=False))


@contextmanager
def _under(work: Operation) -> Iterator[Operation]:
    token = _under_way.set(work)
    begun = time.perf_counter()
    try:
        yield work
    except BaseException as error:
        work.fail(error, unexpected=not isinstance(error, SojournError))
        raise
    finally:
        _under_way.reset(token)
        _finish(work, (time.perf_counter() - begun) * 1000)


def touch(**ids: object) -> None:
    """Add the ids of things touched to the line of the operation under way, if there is one."""
    work = _under_way.get()
    if work is not None:
        work.note(**ids)


def info(message: str, /, **fields: object) -> None:
    """Write one line at INFO; field names in camelCase, values that JSON can hold."""
    _emit("INFO", message, fields)


def warning(message: str, /, **fields: object) -> None:
    """Write one line at WARNING."""
    _emit("WARNING", message, fields)


def error(message: str, /, **fields: object) -> None:
    """Write one line at ERROR; inside an `except` block with the error's name and traceback."""
    caught = sys.exc_info()[1]
    if caught is not None:
        fields = {"error": type(caught).__name__, "reason": str(caught), "stack": _stack(caught), **fields}
    _emit("ERROR", message, fields)


def metric(
    name: str, value: float = 1, unit: str = "Count", *, by_operation: bool = True, outcome: str | None = None
) -> None:
    """Write one measurement in a line of its own; `unit` as CloudWatch names it (Count, Milliseconds, Seconds ...).

    Each operation has a metric of its own, which is paid for, unless what is measured may happen in any of them; and so
    has each outcome, if there is one.
    """
    work = _under_way.get()
    dimensions = {"operation": work.name if work else "none"} if by_operation else {}
    if outcome is not None:
        dimensions["outcome"] = outcome
    _emit("INFO", "metric", {}, _metrics(dimensions, (name, value, unit)))


def scrub(value: object) -> Any:
    """Return `value` as it may stand in a line: without tokens, addresses and people, and of bounded length."""
    if isinstance(value, str):
        text = value[: 2 * LONGEST_TEXT]
        if _SUSPECT.search(text):
            text = _ADDRESS.sub("[address]", _TOKEN.sub("[token]", text))
        return text[:LONGEST_TEXT]
    if isinstance(value, dict):
        return {key: "[withheld]" if _is_private(str(key)) else scrub(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [scrub(item) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return scrub(str(value))


def _finish(work: Operation, milliseconds: float) -> None:
    work.fields.setdefault("outcome", "ok")
    measured = _measure(work, milliseconds) if work.measured or work.failed else {}
    fields = {**work.fields, "operation": work.name, "duration": round(milliseconds, 1)}
    tracing.send_operation(work.name, milliseconds / 1000, work.fields, failed=work.failed)
    _write(work.level, work.name, fields, measured)


def _measure(work: Operation, milliseconds: float) -> dict[str, Any]:
    return _metrics(  # of all operations together: a metric for each would cost more than the stage does
        {},
        ("Requests", 1, "Count"),
        ("Errors", int(work.failed), "Count"),
        ("Duration", milliseconds, "Milliseconds"),
    )


def _emit(level: str, message: str, fields: dict[str, Any], measured: dict[str, Any] | None = None) -> None:
    work = _under_way.get()
    if work is not None:
        inherited = {"operation": work.name, **{k: v for k, v in work.fields.items() if k.endswith("Id")}}
        fields = {**inherited, **fields}
    _write(level, message, fields, measured or {})


def _write(level: str, message: str, fields: dict[str, Any], measured: dict[str, Any]) -> None:
    """Write the line; this is the one way out. A line that carries metrics is written whatever the level, or they would
    be lost."""
    logger = _logger()
    number = _LEVELS[level]
    if measured:
        number = max(number, logger.getEffectiveLevel())
    taken = _list_taken()
    clean = {f"{key}_" if key in taken else key: value for key, value in scrub(fields).items()}
    logger.log(number, scrub(message), extra={**clean, **measured})


def _as_json(line: object) -> str:
    try:
        return msgspec.json.encode(line).decode()
    except UnicodeEncodeError:  # half a surrogate pair, which `json` escapes
        return json.dumps(line)


@cache
def _list_taken() -> frozenset[str]:
    """Return names that a log record has for itself, and refuses to have overwritten."""
    import logging

    return frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime"}


def _metrics(dimensions: dict[str, str], *values: tuple[str, float, str]) -> dict[str, Any]:
    """Return the fields that make a line a measurement of this stage in CloudWatch's embedded metric format."""
    whole = (("environment", settings.current().stage), *dimensions.items())
    form = _metric_form(whole, tuple((name, unit) for name, _, unit in values))
    directive = {**form["_aws"], "Timestamp": int(time.time() * 1000)}
    return {**form, **{name: [float(value)] for name, value, _ in values}, "_aws": directive}


@lru_cache(maxsize=500)
def _metric_form(dimensions: tuple[tuple[str, str], ...], units: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """Return a measurement as Powertools writes it, checked by it; it is the same each time but for its time and
    values."""
    from aws_lambda_powertools.metrics.provider.cloudwatch_emf.cloudwatch import AmazonCloudWatchEMFProvider

    provider = AmazonCloudWatchEMFProvider(namespace=NAMESPACE, metric_set={}, dimension_set={}, metadata_set={})
    for name, value in dimensions:
        provider.add_dimension(name, value)
    for name, unit in units:
        provider.add_metric(name, unit, 0)
    return dict(provider.serialize_metric_set())


@lru_cache(maxsize=1000)
def _is_private(field: str) -> bool:
    return field not in _ALLOWED_NAMES and bool(_PRIVATE.search(field))


def _stack(error: BaseException) -> str:
    """Return where `error` came from, innermost last; places only, since its message stands in `reason`."""
    frames = traceback.extract_tb(error.__traceback__)[-12:]
    return "\n".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)


def _logger() -> "LogSink":
    with _making:
        return _make_sink()


@cache
def _make_sink() -> "LogSink":
    import logging

    from aws_lambda_powertools import Logger

    class StandardError(logging.Handler):
        """Writes to what is standard error now, not to what it was when the process began."""

        def emit(self, record: logging.LogRecord) -> None:
            sys.stderr.write(self.format(record) + "\n")

    here = settings.current()
    name = f"{SERVICE}-lines"  # Chalice has the logger that is named like the app, with a handler of its own
    lines = Logger(
        service=name,
        level=here.log_level,
        logger_handler=StandardError(),
        location=None,
        utc=True,
        use_rfc3339=True,
        log_uncaught_exceptions=False,
        json_serializer=_as_json,
        json_deserializer=str,  # our messages are words; none is to be read as JSON
    )
    lines.append_keys(service=SERVICE, environment=here.stage)
    sink = logging.getLogger(name)
    sink.propagate = False
    return sink
