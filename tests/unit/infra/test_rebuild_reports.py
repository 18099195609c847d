"""`make rebuild-reports` counts a stage's bookings anew, and says what was wrong."""

import os

import pytest

from chalicelib.models.reports import FiguresRow
from chalicelib.settings import Settings, load
from infra.recovery import reports
from tests.simulation.cloud.empty import empty_cloud, take_table_away
from tests.unit.services.reports.report_samples import expected_of, keep, life_of, reported


def run(patch: pytest.MonkeyPatch) -> int:
    for name in ("SOJOURN_STAGE", "SOJOURN_REPORTING_COPY", "AWS_DEFAULT_REGION"):
        patch.setenv(name, os.environ.get(name, ""))  # the command sets all of them
    patch.setattr("sys.argv", ["reports", "--stage", "local"])
    return reports.main()


def test_what_was_never_counted_is_counted_and_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with empty_cloud():
        for number in range(3):
            keep(life_of(number)[1])

        assert run(monkeypatch) == 0
        assert reported() == expected_of(life_of(number)[1] for number in range(3))

    said = capsys.readouterr().out
    assert said.startswith("rebuild-reports: 3 bookings count, 3 of them were not counted so, 0 figures were wrong")


def test_a_stage_that_does_not_answer_is_said_to_have_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with empty_cloud(), monkeypatch.context() as lost:
        keep(life_of(0)[1])
        take_table_away(lost, FiguresRow)

        assert run(lost) == 1

    assert "could not be read" in capsys.readouterr().err


@pytest.mark.parametrize("copies", [True, False])
def test_a_stage_that_keeps_a_copy_has_it_filled_too(monkeypatch: pytest.MonkeyPatch, *, copies: bool) -> None:
    """The command reads from the stage's configuration what its functions have in their environment."""
    monkeypatch.setattr(reports, "read_settings", lambda stage: Settings(stage=stage, reporting_copy=copies))

    with empty_cloud():
        assert run(monkeypatch) == 0

    assert load(os.environ).reporting_copy is copies
