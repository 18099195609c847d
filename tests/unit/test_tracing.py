"""What X-Ray is told: of each operation that is traced, what it was about, and of no person."""

import json
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib import observability, tracing

HEADER = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=1:a87bd80c:0"


@pytest.fixture
def daemon(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """What Lambda has beside a function: it takes what comes, and answers nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        made.bind(("127.0.0.1", 0))
        made.setblocking(False)
        monkeypatch.setenv("AWS_XRAY_DAEMON_ADDRESS", f"127.0.0.1:{made.getsockname()[1]}")
        monkeypatch.setenv("_X_AMZN_TRACE_ID", HEADER)
        yield made
    while tracing._open:
        tracing._open.pop().close()


def received(daemon: socket.socket) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while True:
        try:
            header, _, body = daemon.recv(65_536).partition(b"\n")
        except BlockingIOError:
            return found
        assert json.loads(header) == {"format": "json", "version": 1}
        found.append(json.loads(body))


def test_operation_is_a_part_of_the_functions_segment_with_the_booking_to_search_by(daemon: socket.socket) -> None:
    with observability.operation("step_plan", bookingId="bkg_1", requestId="r1", userId="anna") as line:
        line.note(email="anna@example.com", outcome="planned")

    (part,) = received(daemon)
    assert (part["type"], part["name"], part["fault"]) == ("subsegment", "step_plan", False)
    assert (part["trace_id"], part["parent_id"]) == ("1-5759e988-bd862e3fe1be46a994272793", "53995c3f42cd8ad8")
    assert len(part["id"]) == 16
    assert part["end_time"] >= part["start_time"] > 1_500_000_000
    assert part["annotations"] == {
        "operation": "step_plan",
        "environment": "local",
        "bookingId": "bkg_1",
        "requestId": "r1",
        "outcome": "planned",
    }


def test_request_that_makes_a_booking_is_found_by_it(daemon: socket.socket) -> None:
    with observability.operation("request_booking") as line:
        line.note(touchedId="bkg_7")
    with observability.operation("create_webhook") as line:
        line.note(touchedId="whk_7")

    made, other = received(daemon)
    assert made["annotations"]["bookingId"] == "bkg_7"
    assert "bookingId" not in other["annotations"]


def test_error_that_nobody_foresaw_is_a_fault(daemon: socket.socket) -> None:
    with pytest.raises(ZeroDivisionError), observability.operation("sweep"):
        raise ZeroDivisionError

    (part,) = received(daemon)
    assert (part["fault"], part["annotations"]["error"]) == (True, "ZeroDivisionError")


@pytest.mark.parametrize(
    "header",
    ["", HEADER.replace("Sampled=1", "Sampled=0"), "Root=1-2-3;Sampled=1", "Parent=53995c3f42cd8ad8;Sampled=1", ";;="],
)
def test_what_is_not_traced_is_not_sent(header: str, daemon: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_X_AMZN_TRACE_ID", header)

    with observability.operation("sweep"):
        pass

    assert received(daemon) == []


def test_where_no_daemon_is_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_X_AMZN_TRACE_ID", HEADER)
    monkeypatch.delenv("AWS_XRAY_DAEMON_ADDRESS", raising=False)
    monkeypatch.setattr(tracing, "_send", lambda *_: pytest.fail("told"))

    with observability.operation("sweep"):
        pass


def test_daemon_that_is_away_keeps_nobody_from_anything(daemon: socket.socket) -> None:
    daemon.close()

    for _ in range(3):
        with observability.operation("sweep"):
            pass
