"""The plane's alarms: on connections, processors and memory of database and cache, and on functions that do without the
cache. docs/data-plane.md has a row for each of them."""

from infra.data_plane.network import under
from infra.templates import Value, identify, sub
from infra.workflow.alarm_kinds import Alarm, Measurement, of_stage, render

GUIDE = "docs/data-plane.md"
_PAGE = "alarms"


def _of_database(metric: str, statistic: str = "Maximum") -> Measurement:
    return Measurement("AWS/RDS", metric, {"DBClusterIdentifier": sub("sojourn-${Stage}")}, statistic)


def _of_cache(metric: str, statistic: str = "Maximum") -> Measurement:
    """Return what ElastiCache measures of the first node, which is called so; the group itself has no such metrics."""
    return Measurement("AWS/ElastiCache", metric, {"CacheClusterId": sub("sojourn-${Stage}-001")}, statistic)


DATABASE = (
    Alarm(
        "database-connections",
        "The database has had more than 80 connections for ten minutes: functions hold one each.",
        _of_database("DatabaseConnections"),
        threshold=80,
        periods=2,
        page=_PAGE,
        runbook=GUIDE,
    ),
    Alarm(
        "database-processor",
        "The database's processor has been busy for a quarter of an hour.",
        _of_database("CPUUtilization", "Average"),
        threshold=85,
        periods=3,
        page=_PAGE,
        runbook=GUIDE,
    ),
    Alarm(
        "database-capacity",
        "The database has used all of its capacity, memory and processor, for a quarter of an hour.",
        _of_database("ACUUtilization"),
        threshold=95,
        periods=3,
        page=_PAGE,
        runbook=GUIDE,
    ),
    Alarm(
        "database-deadlocks",
        "Transactions of the database wait for each other.",
        _of_database("Deadlocks"),
        threshold=0.01,  # a second, on the average of a minute: about one in it
        page=_PAGE,
        runbook=GUIDE,
    ),
    Alarm(
        "reporting-copy-differences",
        "The copy of the reports was not what is counted; it was put right.",
        of_stage("ReportingCopyDifferences"),
        page=_PAGE,
        runbook=GUIDE,
    ),
)
CACHE = (
    Alarm(
        "cache-connections",
        "The cache has had more than 1,000 connections for ten minutes: functions hold one each.",
        _of_cache("CurrConnections"),
        threshold=1_000,
        periods=2,
        page=_PAGE,
        runbook=GUIDE,
    ),
    Alarm(
        "cache-processor",
        "The processor of the cache's first node has been busy for a quarter of an hour.",
        _of_cache("EngineCPUUtilization", "Average"),
        threshold=80,
        periods=3,
        page=_PAGE,
        runbook=GUIDE,
    ),
    Alarm(
        "cache-memory",
        "The cache has been nearly full for a quarter of an hour: what is asked for may be making room already.",
        _of_cache("DatabaseMemoryUsagePercentage"),
        threshold=90,
        periods=3,
        page=_PAGE,
        runbook=GUIDE,
    ),
    Alarm(
        "cache-failures",
        "Functions have done without the cache for ten minutes: it is slower, and nothing else is wrong.",
        of_stage("CacheFailures"),
        threshold=5,
        periods=2,
        page=_PAGE,
        runbook=GUIDE,
    ),
)


def resources() -> dict[str, Value]:
    """Return the alarms of what there is."""
    return _render("HasDatabase", DATABASE) | _render("HasCache", CACHE)


def _render(condition: str, alarms: tuple[Alarm, ...]) -> dict[str, Value]:
    return {identify(each.name, "Alarm"): under(condition, render(each)) for each in alarms}
