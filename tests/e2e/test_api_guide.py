"""docs/api.md is true: its snippets run as they stand against a deployed copy, and in the same shell those of
docs/trips.md and docs/changes.md, which go on with what it booked; and its table has every problem."""

import re
from pathlib import Path

import pytest

from chalicelib.api.http import problems
from infra.package import ROOT
from tests.e2e.world import World
from tests.support.guides import run_in_shell, snippets

GUIDE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
GOING_ON = [(ROOT / "docs" / page).read_text(encoding="utf-8") for page in ("trips.md", "changes.md")]


def test_snippets_for_the_shell_book_a_trip(world: World, tmp_path: Path) -> None:
    typed = [block for page in (GUIDE, *GOING_ON) for block in snippets(page, "sh")]

    done = run_in_shell("\necho\n".join(typed), world.stack, tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert '"name":"Anna Berger"' in done.stdout
    assert "event: booking.awaiting_selection" in done.stdout
    changed, calendar, receipts = done.stdout.strip().splitlines()[-3:]
    assert '"notes":"Ask for a quiet room."' in changed
    assert '"name":"Berlin to London"' in changed
    assert '"webcalUrl":"webcal://' in calendar
    assert '"status":"changing"' in receipts or '"items"' in receipts
    assert "urn:sojourn:problem" not in done.stdout


def test_snippets_in_python_book_a_trip(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BASE", world.stack.base_url)
    monkeypatch.setenv("TOKEN", world.stack.token("traveller"))
    scope: dict[str, object] = {}

    exec(compile("\n".join(snippets(GUIDE, "python")), "docs/api.md", "exec"), scope)  # noqa: S102 - our own guide

    printed = capsys.readouterr().out
    assert "booking.awaiting_selection" in printed
    assert "Berlin to London" in printed
    assert "Birmingham" in printed.splitlines()[-1]


def test_every_problem_is_in_the_table() -> None:
    rows = [line for line in GUIDE.splitlines() if re.match(r"\| \d{3} \|", line)]
    documented = {(int(row[2:5]), slug) for row in rows for slug in re.findall(r"`([a-z-]+)`", row.split("|")[2])}

    assert documented == {(kind.status, kind.slug) for kind in problems.TABLE.values()}
