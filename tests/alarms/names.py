"""Names that are watched and never emitted: of metrics in alarms and dashboards, of what filters count, of fields and
values in saved queries."""

import re
from collections.abc import Iterator

from infra.gateway_logs import FORMATS
from tests.alarms.cloudwatch.metrics import Metric
from tests.alarms.described import Described, MetricFilter, SavedQuery, Shown
from tests.alarms.judging import Operated
from tests.alarms.saved_queries import Seen, comparisons_of, fields_of

_SEARCH = re.compile(r"\{([^}]*)\}\s*(.*)", re.DOTALL)
_METRIC_NAME = re.compile(r'MetricName="([^"]+)"')
ACCESS_LOG = "/aws/apigateway/"


class Emitted:
    """The names that stages have emitted so far."""

    def __init__(self, described: Described) -> None:
        self._described = described
        self._metrics: set[Metric] = set()
        self._counting: set[str] = set()
        self._watched = frozenset(each.field for query in described.queries for each in comparisons_of(query.text))
        self._lines = Seen()
        # A gateway writes what its format says; lines of that kind no function writes.
        self._access = Seen(field for fields in FORMATS.values() for field in fields)

    def note(self, stage: Operated) -> None:
        """Note what a stage has emitted, whose log was read."""
        self._metrics |= stage.metrics.names()
        self._counting |= stage.counting
        for line in stage.log:
            self._lines.note(line.text, self._watched)

    def missing(self) -> list[str]:
        """The names that are watched and were never emitted, each with where it is watched."""
        return sorted({*self._metrics_missing(), *self._fields_missing()})

    def _metrics_missing(self) -> Iterator[str]:
        for alarm in self._described.alarms:
            yield from (f"alarm {alarm.name}: {of}" for of in alarm.metrics() - self._metrics)
        for each in self._described.filters:
            yield from self._of_filter(each)
        for shown in self._described.shown:
            if not self._is_shown(shown):
                yield f"dashboard, {shown.title}: {shown.metric or shown.search or shown.alarm}"

    def _of_filter(self, each: MetricFilter) -> Iterator[str]:
        if each.id not in self._counting:
            yield f"filter {each.id}: no line of {each.group} is {each.pattern}"

    def _is_shown(self, shown: Shown) -> bool:
        if shown.alarm:
            return shown.alarm in self._described.names()
        return shown.metric in self._metrics if shown.metric else self._is_found(shown.search)

    def _is_found(self, search: str) -> bool:
        """Whether a search finds any metric: by namespace and all its dimensions' names, and by the metric's name."""
        parts = _SEARCH.match(search)
        name = _METRIC_NAME.search(search)
        if parts is None or name is None:
            return False
        namespace, *dimensions = (each.strip() for each in parts[1].split(","))
        return any(
            of.namespace == namespace and of.name == name[1] and {key for key, _ in of.dimensions} == set(dimensions)
            for of in self._metrics
        )

    def _fields_missing(self) -> Iterator[str]:
        for query in self._described.queries:
            seen = self._access if _is_of_gateways(query) else self._lines
            yield from (f"query {query.name}: the field {name}" for name in fields_of(query.text) - seen.fields)
            if seen is self._lines:
                yield from (
                    f"query {query.name}: {each.field} is never {each.text}"
                    for each in comparisons_of(query.text)
                    if not seen.holds(each)
                )


def _is_of_gateways(query: SavedQuery) -> bool:
    return any(group.startswith(ACCESS_LOG) for group in query.groups)
