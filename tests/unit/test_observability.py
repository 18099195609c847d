"""A line says who, what and how long, and never a token or a person."""

import json
import subprocess
import sys
from typing import Any

import pytest

from chalicelib import observability, settings
from chalicelib.errors import SoldOut

TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl"


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Any:
    def read() -> list[dict[str, Any]]:
        return [json.loads(line) for line in capsys.readouterr().err.splitlines()]

    return read


def test_an_operation_is_one_log_line_with_its_metrics(lines: Any) -> None:
    with observability.operation("step_plan", bookingId="bkg_1") as work:
        work.note(rounds=2)
        observability.touch(offerId="off_1")

    (line,) = lines()
    assert line["operation"] == line["message"] == "step_plan"
    assert (line["bookingId"], line["offerId"], line["rounds"], line["outcome"]) == ("bkg_1", "off_1", 2, "ok")
    assert (line["level"], line["service"], line["environment"]) == ("INFO", "sojourn", settings.current().stage)
    assert line["timestamp"].endswith("+00:00")
    assert line["duration"] >= 0
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    assert directive["Namespace"] == "Sojourn"
    assert directive["Dimensions"] == [["environment"]]
    assert {each["Name"]: line[each["Name"]] for each in directive["Metrics"]} == {
        "Requests": [1.0],
        "Errors": [0.0],
        "Duration": line["Duration"],
    }


def series(lines: list[dict[str, Any]]) -> set[tuple[str, ...]]:
    """The metrics that CloudWatch makes of lines, and sends a bill for: each name with each value of its dimensions."""
    return {
        (each["Name"], *(line[dimension] for dimension in dimensions))
        for line in lines
        for directive in line.get("_aws", {}).get("CloudWatchMetrics", [])
        for each in directive["Metrics"]
        for dimensions in directive["Dimensions"]
    }


def test_however_many_operations_there_are_they_are_three_metrics(lines: Any) -> None:
    for number in range(100):
        with observability.operation(f"operation_{number}"):
            observability.metric("CallsRefused", by_operation=False)

    stage = settings.current().stage
    assert series(lines()) == {(name, stage) for name in ("Requests", "Errors", "Duration", "CallsRefused")}


def test_an_operation_by_the_clock_is_a_metric_only_when_it_fails(lines: Any) -> None:
    with observability.scheduled_operation("sweep"):
        pass
    with pytest.raises(SoldOut), observability.scheduled_operation("sweep"):
        raise SoldOut
    with pytest.raises(ZeroDivisionError), observability.scheduled_operation("sweep"):
        _ = 1 / 0

    done, refused, failed = lines()
    assert (done["operation"], done["outcome"], refused["outcome"]) == ("sweep", "ok", "error")
    assert series([done, refused]) == set()
    assert (failed["Requests"], failed["Errors"]) == ([1.0], [1.0])


def test_a_measurement_of_an_operation_is_a_metric_of_its_own(lines: Any) -> None:
    with observability.operation("sweep"):
        observability.metric("OldestDueSeconds", 3)

    written = lines()
    assert ("OldestDueSeconds", settings.current().stage, "sweep") in series(written)
    assert {line["operation"] for line in written} == {"sweep"}


def test_an_error_of_ours_is_named_and_raised_on(lines: Any) -> None:
    with pytest.raises(SoldOut), observability.operation("step_hold"):
        raise SoldOut("None left.")

    (line,) = lines()
    assert (line["error"], line["outcome"], line["level"], line["Errors"]) == ("SoldOut", "error", "INFO", [0.0])
    assert "stack" not in line


def test_an_error_that_nobody_foresaw_comes_with_its_place(lines: Any) -> None:
    with pytest.raises(ZeroDivisionError), observability.operation("step_hold"):
        raise ZeroDivisionError("of all things")

    (line,) = lines()
    assert (line["error"], line["reason"], line["level"]) == ("ZeroDivisionError", "of all things", "ERROR")
    assert line["Errors"] == [1.0]
    assert "test_observability.py" in line["stack"]


def test_a_log_line_within_an_operation_carries_its_ids(lines: Any) -> None:
    with observability.operation("step_plan", bookingId="bkg_1", rounds=1):
        observability.info("Searched", offers=3)

    first, _ = lines()
    assert (first["message"], first["operation"], first["bookingId"], first["offers"]) == (
        "Searched",
        "step_plan",
        "bkg_1",
        3,
    )
    assert "rounds" not in first


def test_an_error_logged_in_an_except_block_has_the_error(lines: Any) -> None:
    try:
        json.loads("{")
    except ValueError:
        observability.error("The document could not be read", documentId="doc_1")

    (line,) = lines()
    assert (line["level"], line["error"], line["documentId"]) == ("ERROR", "JSONDecodeError", "doc_1")


def test_a_metric_is_a_log_line_of_its_own(lines: Any) -> None:
    observability.metric("SeatsLost", 2)

    (line,) = lines()
    assert line["SeatsLost"] == [2.0]
    assert line["_aws"]["CloudWatchMetrics"][0]["Metrics"] == [{"Name": "SeatsLost", "Unit": "Count"}]


@pytest.mark.parametrize(
    "fields",
    [
        {"detail": f"Authorization: Bearer {TOKEN}"},
        {"detail": f"the token {TOKEN} failed"},
        {"detail": TOKEN.rpartition(".")[0]},
        {"detail": "bearer opaque-token-1234"},
        {"detail": "mail to ada.lovelace+trips@example.co.uk"},
        {"email": "someone"},
        {"idToken": "opaque-token-1234"},
        {"authorization": "opaque-token-1234"},
        {"name": "Ada Lovelace"},
        {"givenName": "Ada"},
        {"travellers": [{"given": "Ada"}]},
        {"inner": {"list": [{"familyName": "Lovelace"}, {"detail": [TOKEN]}]}},
        {"signingSecret": "opaque-token-1234"},
        {"body": "Ada"},
    ],
)
def test_no_token_and_no_person_gets_into_a_log_line(
    fields: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    observability.info("Something", **fields)
    with pytest.raises(RuntimeError), observability.operation("work", **fields):
        raise RuntimeError(str(fields.get("detail", "")))

    said = capsys.readouterr().err
    assert said.count("\n") == 2
    for private in ("Ada", "Lovelace", "ada.", "opaque-token", "someone", TOKEN[:20], "c2lnbmF0"):
        assert private not in said


def test_ids_and_places_stay_readable(lines: Any) -> None:
    fields = {"bookingId": "bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F7", "tableName": "sojourn-local-bookings", "count": 3}

    observability.info("Read", **fields)

    (line,) = lines()
    assert {name: line[name] for name in fields} == fields


def test_half_a_character_does_not_keep_a_log_line_from_being_written(lines: Any) -> None:
    observability.info("Odd", detail="half \ud83d of a pair")

    (line,) = lines()
    assert line["detail"].startswith("half ")


def test_a_very_long_text_is_cut(lines: Any) -> None:
    observability.info("Long", detail="x" * 100_000)

    (line,) = lines()
    assert len(line["detail"]) == observability.LONGEST_TEXT


@pytest.mark.waits
def test_threads_that_write_the_first_log_lines_at_once_all_write() -> None:
    # In a process of its own, where no line has been written yet.
    script = (
        "from concurrent.futures import ThreadPoolExecutor as Pool\n"
        "from threading import Barrier\n"
        "from chalicelib import observability\n"
        "start = Barrier(8)\n"
        "def write(number):\n"
        "    start.wait()\n"
        "    observability.info('line', number=number)\n"
        "with Pool(8) as pool: list(pool.map(write, range(8)))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    written = [json.loads(line) for line in done.stderr.splitlines()]
    assert sorted(line["number"] for line in written) == list(range(8))
    assert {line["environment"] for line in written} == {settings.current().stage}
