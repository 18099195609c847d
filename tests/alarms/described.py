"""What the rendered templates watch: alarms, metric filters, dashboards and saved queries, by the names that they have
on a stage."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from infra import account
from infra.edge import front
from infra.foundation import template as foundation
from infra.templates import Value
from infra.workflow import template as workflow
from tests.alarms.aws_metrics import DISTRIBUTION
from tests.alarms.cloudwatch.composites import CompositeAlarm
from tests.alarms.cloudwatch.evaluation import Computation, Measurement, MetricAlarm, Query
from tests.alarms.cloudwatch.metrics import Metric, metric
from tests.alarms.cloudwatch.unsupported import Unsupported
from tests.support.resolving import ACCOUNT, REGION, resolve
from tests.support.tables import STAGE

_PARAMETERS = {"ArtifactsBucket": "artifacts", "BookingDefinitionKey": "booking.json", "ChargesLimit": "200"}
# What a reference to a resource is, by its kind: one of its names, or the ARN that is made of it.
_NAMED = {
    "AWS::CloudFront::Distribution": DISTRIBUTION,
    "AWS::CloudWatch::Alarm": "{AlarmName}",
    "AWS::CloudWatch::CompositeAlarm": "{AlarmName}",
    "AWS::Logs::LogGroup": "{LogGroupName}",
    "AWS::StepFunctions::StateMachine": f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:{{StateMachineName}}",
}
_PREFIX = f"sojourn-{STAGE}-"


class MetricFilter(NamedTuple):
    """What counts the lines of a log group that match a pattern."""

    id: str
    group: str
    pattern: str
    metric: Metric
    value: str


class Shown(NamedTuple):
    """What a dashboard shows: a metric, what it searches for (a namespace, dimensions' names and a metric's name), or
    an alarm."""

    title: str
    metric: Metric | None = None
    search: str = ""
    alarm: str = ""


class SavedQuery(NamedTuple):
    """A query of Logs Insights that is kept with the stage."""

    name: str
    text: str
    groups: tuple[str, ...]


class Described(NamedTuple):
    """Everything that is watched."""

    alarms: tuple[MetricAlarm, ...]
    composites: tuple[CompositeAlarm, ...]
    filters: tuple[MetricFilter, ...]
    shown: tuple[Shown, ...]
    queries: tuple[SavedQuery, ...]

    def names(self) -> list[str]:
        """Every alarm's name, without the stage's."""
        return [*(each.name for each in self.alarms), *(each.name for each in self.composites)]


def describe(parameters: Mapping[str, str] | None = None) -> Described:
    """What is watched on a stage whose alarms are made with these parameters. Raises Unsupported."""
    made: dict[str, Value] = {}
    apart = (front.template(["/v1/health"]), *account.list_templates().values())  # in a region of their own
    for template in (foundation.template(), workflow.template(), *apart):
        declared = template.get("Parameters", {})
        given = {name: value for name, value in (_PARAMETERS | dict(parameters or {})).items() if name in declared}
        made |= resolve(template, STAGE, **given)
    physical = {name: text for name, each in made.items() if (text := _name(each))}
    found: dict[str, list[tuple[str, Value]]] = {}
    for name, each in made.items():
        found.setdefault(each["Type"], []).append((name, _refer(each.get("Properties", {}), physical)))
    kinds = {kind.removeprefix("AWS::"): tuple(each) for kind, each in found.items()}
    return Described(
        alarms=tuple(_read_alarm(said) for _, said in kinds.get("CloudWatch::Alarm", ())),
        composites=tuple(
            CompositeAlarm(_strip(said["AlarmName"]), said["AlarmRule"].replace(_PREFIX, ""))
            for _, said in kinds.get("CloudWatch::CompositeAlarm", ())
        ),
        filters=tuple(each for name, said in kinds.get("Logs::MetricFilter", ()) for each in _read_filter(name, said)),
        shown=tuple(each for _, said in kinds.get("CloudWatch::Dashboard", ()) for each in _read_dashboard(said)),
        queries=tuple(_read_query(said) for _, said in kinds.get("Logs::QueryDefinition", ())),
    )


def _name(resource: Value) -> str:
    form = _NAMED.get(resource["Type"], "")
    return form.format(**{name: value for name, value in resource.get("Properties", {}).items() if name in form})


def _refer(said: Any, physical: Mapping[str, str]) -> Any:
    """Put the physical names of resources in the place of references to them."""
    match said:
        case list():
            return [_refer(each, physical) for each in said]
        case {"Ref": str(name)} if len(said) == 1 and name in physical:
            return physical[name]
        case dict():
            return {key: _refer(each, physical) for key, each in said.items()}
        case str():
            return re.sub(r"\$\{(\w+)\}", lambda found: physical.get(found[1], found[0]), said)
        case _:
            return said


def _strip(name: str) -> str:
    """A name without the stage's, or the project's."""
    return name.removeprefix(_PREFIX).removeprefix("sojourn-")


# --- alarms and filters -----------------------------------------------------------------------------------------------


def _read_alarm(said: Value) -> MetricAlarm:
    queries = tuple(_read_queries(said))
    periods = int(said["EvaluationPeriods"])
    (returned,) = _returned(said)
    return MetricAlarm(
        name=_strip(said["AlarmName"]),
        queries=queries,
        returned=returned,
        period=_period(said),
        evaluation_periods=periods,
        datapoints_to_alarm=int(said.get("DatapointsToAlarm", periods)),
        threshold=float(said["Threshold"]),
        comparison=said["ComparisonOperator"],
        missing=said.get("TreatMissingData", "missing"),
        ignores_few_samples=said.get("EvaluateLowSampleCountPercentile") == "ignore",
    )


def _read_queries(said: Value) -> Iterator[Query]:
    if "Metrics" not in said:
        yield Measurement(
            "m1", _read_metric(said), said.get("Statistic") or said["ExtendedStatistic"], said.get("Unit")
        )
        return
    for each in said["Metrics"]:
        if "Expression" in each:
            yield Computation(each["Id"], each["Expression"])
        else:
            asked = each["MetricStat"]
            yield Measurement(each["Id"], _read_metric(asked["Metric"]), asked["Stat"], asked.get("Unit"))


def _returned(said: Value) -> tuple[str, ...]:
    """The ids of what is returned, which is one."""
    if "Metrics" not in said:
        return ("m1",)
    found = tuple(each["Id"] for each in said["Metrics"] if each.get("ReturnData", True))
    if len(found) != 1:
        raise Unsupported(f"{said['AlarmName']} returns {len(found)} series")
    return found


def _period(said: Value) -> int:
    """The one period that all metrics of an alarm have."""
    asked = [each.get("MetricStat", each).get("Period") for each in said.get("Metrics", [said])]
    periods = {int(each) for each in asked if each is not None}
    if len(periods) != 1:
        raise Unsupported(f"{said['AlarmName']} has the periods {sorted(periods)}")
    return periods.pop()


def _read_metric(said: Value) -> Metric:
    dimensions = {each["Name"]: each["Value"] for each in said.get("Dimensions", ())}
    return metric(said["Namespace"], said["MetricName"], dimensions)


def _read_filter(name: str, said: Value) -> Iterator[MetricFilter]:
    for each in said["MetricTransformations"]:
        if unknown := each.keys() - {"MetricNamespace", "MetricName", "MetricValue", "Unit"}:
            raise Unsupported(f"{name} has {', '.join(sorted(unknown))}")
        counted = metric(each["MetricNamespace"], each["MetricName"])
        yield MetricFilter(name, said["LogGroupName"], said["FilterPattern"], counted, str(each["MetricValue"]))


# --- what people look at ----------------------------------------------------------------------------------------------

_SEARCH = re.compile(r"SEARCH\('(\{[^}]*\}[^']*)'")


def _read_dashboard(said: Value) -> Iterator[Shown]:
    body = json.loads(said["DashboardBody"])
    for widget in body["widgets"]:
        said = widget["properties"]
        if widget["type"] == "metric":
            yield from _read_widget(said)
        for arn in said.get("alarms", ()):
            yield Shown(said.get("title", ""), alarm=_strip(arn.rpartition(":alarm:")[2]))


def _read_widget(said: Value) -> Iterator[Shown]:
    title = said.get("title", "")
    before: list[str] = []
    for row in said.get("metrics", ()):
        parts = [each for each in row if not isinstance(each, dict)]
        if not parts:
            (options,) = row
            for found in _SEARCH.finditer(options.get("expression", "")):
                yield Shown(title, search=found[1])
            continue
        # A dot stands for what stands there in the row before, three for all up to the last.
        before = _spell_out(parts, before)
        namespace, name, *rest = before
        yield Shown(title, metric(namespace, name, dict(zip(rest[::2], rest[1::2], strict=True))))


def _spell_out(parts: list[str], before: list[str]) -> list[str]:
    if "..." in parts:
        place = parts.index("...")
        return [*before[: len(before) - (len(parts) - place - 1)], *parts[place + 1 :]]
    return [before[place] if part == "." else part for place, part in enumerate(parts)]


def _read_query(said: Value) -> SavedQuery:
    return SavedQuery(_strip(said["Name"]), said["QueryString"], tuple(said.get("LogGroupNames", ())))
