"""What may be switched on beside what a stage has, and what a month of it costs."""

from collections.abc import Callable
from typing import NamedTuple

from bench.cost.metered import megabytes
from bench.cost.months import BACKED_UP, HOURS, OFFICE_HOURS, Stage
from bench.cost.schedules import count_runs
from bench.cost.standing import add_copies, count_edge
from bench.cost.usage import Usage
from infra.edge.said import ON, REGIONAL
from infra.foundation import keys
from infra.foundation.backup_plans import SCHEDULES

SECONDS = HOURS * 3600
WATCHED_BY_POLLS = 100.0
# In and out: instructions and tools three times, and what was looked up once or twice.
QUESTION_TOKENS = (7_000, 200)


class Flag(NamedTuple):
    """Something that may be switched on: what it is, and what it uses in a month of so many bookings."""

    name: str
    uses: Callable[[Stage, float], Usage]


def _ready(stage: Stage, _: float) -> Usage:
    return Usage({"lambda.provisionedGigabyteSeconds": SECONDS * megabytes(stage.name)["api_handler"] / 1024})


def _ready_in_office_hours(stage: Stage, _: float) -> Usage:
    seconds = OFFICE_HOURS * 3600
    return Usage({"lambda.provisionedGigabyteSeconds": seconds * megabytes(stage.name)["api_handler"] / 1024})


def _traces(stage: Stage, bookings: float) -> Usage:
    return Usage({"xray.traces": stage.month(bookings).of("xray.traces")})


def _hourly(stage: Stage, bookings: float) -> Usage:
    return stage.backups(bookings, add_copies(each for each in SCHEDULES if not each.is_cold))


def _daily(stage: Stage, bookings: float) -> Usage:
    return stage.backups(bookings, add_copies(each for each in SCHEDULES if each.is_cold))


def _copies(stage: Stage, bookings: float) -> Usage:
    a_day = sum(count_runs(each.cron) for each in SCHEDULES)
    moved = stage.gigabytes_kept(bookings, BACKED_UP) * a_day * HOURS / 24
    return stage.backups(bookings, add_copies(SCHEDULES)) + Usage({"transfer.regionGigabytes": moved})


def _questions(_stage: Stage, _: float) -> Usage:
    """Return the tokens of a thousand questions of three turns each: two that look something up, and the answer."""
    read, written = QUESTION_TOKENS
    return Usage({"bedrock.liteInputTokens": 1_000 * read, "bedrock.liteOutputTokens": 1_000 * written})


def _rotated(_stage: Stage, _: float) -> Usage:
    """Return what KMS asks for keeping a key's former material: as much as for a key, twice at most."""
    return Usage({"kms.keys": sum(not key.signs for key in keys.KEYS)})


def _requests_at_the_edge(_stage: Stage, _: float) -> Usage:
    """Return a million requests of the API: its own firewall judges them too, by the key that CloudFront sends."""
    return Usage({"cloudfront.requests": 1_000_000, "firewall.requests": 2_000_000})


FLAGS = (
    Flag("one API function kept ready all the time (provisioned concurrency)", _ready),
    Flag("the same in office hours", _ready_in_office_hours),
    Flag("X-Ray, which is in the figures above where `.chalice/config.json` has `xray`", _traces),
    Flag("hourly backups of the tables, kept for a week", _hourly),
    Flag("daily backups, kept for ninety days, which are in the figures of prod above", _daily),
    Flag("copies of both in a second region", _copies),
    Flag("a key of our own more, or the replica of one in a second region", lambda _stage, _: Usage({"kms.keys": 1})),
    Flag("the first yearly rotation of the four keys that rotate, and once more the second", _rotated),
    Flag("the replica of a secret in a second region", lambda _stage, _: Usage({"secrets.secrets": 1})),
    Flag("a dashboard more", lambda _stage, _: Usage({"cloudwatch.dashboards": 1})),
    Flag("ten alarms more", lambda _stage, _: Usage({"cloudwatch.alarms": 10})),
    Flag("ten metrics of our own more", lambda _stage, _: Usage({"cloudwatch.metrics": 10})),
    Flag("CloudFront with its firewall before the stage, before the first request", lambda _stage, _: count_edge(ON)),
    Flag("a firewall in the stage's region alone, the same", lambda _stage, _: count_edge(REGIONAL)),
    Flag("a million requests through CloudFront and both firewalls", _requests_at_the_edge),
    Flag("a thousand questions to the assistant that a model answers (Amazon Nova Lite)", _questions),
    Flag("a hundred hours watched by long polls", lambda stage, _: stage.polled_hour() * WATCHED_BY_POLLS),
    Flag("a thousand people beyond the first ten thousand", lambda _stage, _: Usage({"cognito.people": 1_000})),
)
