"""docs/api.md is true: its snippets run as they stand against a deployed copy, and its table has every problem."""

import re
from pathlib import Path

import pytest

from chalicelib.api.http import problems
from infra.package import ROOT
from tests.e2e.world import World
from tests.support.guides import run_in_shell, snippets

GUIDE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


def test_snippets_for_the_shell_book_a_trip(world: World, tmp_path: Path) -> None:
    done = run_in_shell("\n".join(snippets(GUIDE, "sh")), world.stack, tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert '"name":"Anna Berger"' in done.stdout
    assert "event: booking.awaiting_selection" in done.stdout
    assert '"notes":"Ask for a quiet room."' in done.stdout.splitlines()[-1]


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
