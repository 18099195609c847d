"""A month of a stage: it grows with what is done, is never below what idles, and its page has a line for each thing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.cost import page, prices, standing
from bench.cost.flags import FLAGS
from bench.cost.metered import Speed
from bench.cost.months import PROMISED, VOLUMES, Operations, Stage
from bench.cost.standing import Copies
from infra.foundation import backup_plans

ONE = {"step_plan": {"invocations:warm": 1.0, "write:bookings": 40.0, "read:policies": 9.0, "logs.bytes": 900}}
LOOK = {"api_handler": {"call:dynamodb:Query": 1.0, "read:bookings": 5.0}}
SPEED = Speed(start=0.3, first=0.1, later=0.02)
OPERATIONS = Operations(
    booking=ONE,
    approval=ONE,
    change=ONE,
    pages={"api_handler": {"invocations:warm": 4.0, "api.requests": 4}},
    viewer_hour={"heartbeat": {"websocket.messages": 12}},
    poll={"api_handler": {"invocations:warm": 1.0, "api.requests": 1}},
    look=LOOK,
    tracked_hour={"store_positions": {"invocations:warm": 6.0, "write:positions": 12}},
    day={"sweeper": {"invocations:warm": 1440.0, "read:bookings/status-due": 6480}},
    stored={"bookings": 20_000, "bookings/indexes": 4_000, "idempotency": 30_000},
    idle_metrics=frozenset({"Sojourn/Requests"}),
    metrics=frozenset({"Sojourn/Requests", "Sojourn/BookingsEnded"}),
    speeds=dict.fromkeys(("step_plan", "api_handler", "sweeper", "heartbeat", "store_positions"), SPEED),
)
TABLE = prices.load("eu-central-1")
STAGES = {name: Stage(name, OPERATIONS, TABLE, log_days=30) for name in VOLUMES}


@given(st.floats(0, 100_000), st.floats(0, 100_000))
def test_more_bookings_cost_more_and_none_cost_what_idles(some: float, more: float) -> None:
    prod, price = STAGES["prod"], TABLE.price

    assert price(prod.month(some)) <= price(prod.month(some + more)) + 1e-9
    assert price(prod.idle()) <= price(prod.month(some)) + 1e-9


def test_few_calls_find_their_functions_cold_and_many_find_them_warm() -> None:
    seconds = [STAGES["prod"].month(number).of("lambda.gigabyteSeconds") for number in (0, 100, 100_000)]

    per_booking = [(seconds[1] - seconds[0]) / 100, (seconds[2] - seconds[0]) / 100_000]
    assert per_booking[0] > 3 * per_booking[1]


def test_an_hour_of_long_polls_holds_a_function_for_nearly_all_of_it() -> None:
    gigabytes = 1024 / 1024

    assert STAGES["prod"].polled_hour(wait=10).of("lambda.gigabyteSeconds") > 0.9 * 3600 * gigabytes


def test_an_hour_of_streams_holds_a_smaller_function_for_all_of_it_and_looks_as_often_as_it_does() -> None:
    prod = STAGES["prod"]
    used = prod.streamed_hour()

    assert used.of("lambda.gigabyteSeconds") == pytest.approx(3600 * 256 / 1024, rel=0.2)
    assert used.of("dynamodb.reads") == pytest.approx(5.0 * 3600 / 890 * (60 / 0.05 + 830 / 0.5))
    assert TABLE.price(prod.viewer_hour()) < TABLE.price(used) < TABLE.price(prod.polled_hour())


def test_rows_are_kept_for_a_year_and_answers_for_a_day() -> None:
    assert STAGES["prod"].gigabytes_kept(1_000) == pytest.approx((24_000 * 12 + 30_000 / 30) * 1_000 * 1e-9)


def test_backups_are_counted_as_often_as_a_table_is_kept_whole() -> None:
    hourly, daily = backup_plans.SCHEDULES
    prod = STAGES["prod"]

    assert (standing.add_copies([hourly]), standing.add_copies([daily])) == (Copies(168, 0), Copies(1, 90))
    assert {name: standing.count_copies(name) for name in ("dev", "prod")} == {"dev": Copies(), "prod": Copies(1, 90)}
    used = prod.backups(1_000, Copies(1, 90))
    assert used.of("dynamodb.backupGigabyteMonths") == pytest.approx(20_000 * 12 * 1_000 * 1e-9)
    assert used.of("dynamodb.coldBackupGigabyteMonths") == pytest.approx(90 * 20_000 * 12 * 1_000 * 1e-9)


def test_the_page_has_every_stage_every_flag_and_the_last_line_of_the_command() -> None:
    figures = page.render(STAGES, "2026-11-29")

    assert all(f"| {name} | {VOLUMES[name]:,} |" in figures for name in PROMISED)
    assert all(f"| {flag.name} |" in figures for flag in FLAGS)
    assert page.summarise(STAGES).startswith("cost: booking 0.00")


def test_figures_take_the_place_of_those_before_and_of_nothing_else(tmp_path: Path) -> None:
    there = tmp_path / "cost.md"
    there.write_text(f"before\n{page.BEGIN}\nold\n{page.END}\nafter\n", encoding="utf-8")

    page.write("new", there)
    page.write("newer", there)

    assert there.read_text(encoding="utf-8") == f"before\n{page.BEGIN}\nnewer\n{page.END}\nafter\n"


def test_the_page_of_the_documentation_has_its_marks_once() -> None:
    text = page.PAGE.read_text(encoding="utf-8")

    assert (text.count(page.BEGIN), text.count(page.END)) == (1, 1)
