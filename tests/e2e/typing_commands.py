"""Typing a stage's command, in this process."""

from types import ModuleType

import pytest


def run_command(monkeypatch: pytest.MonkeyPatch, module: ModuleType, *words: str) -> int:
    """Run a command of the stage, as `make` does; its exit code."""
    monkeypatch.setattr("sys.argv", [module.__name__, *words, "--stage", "local"])
    return int(module.main())
