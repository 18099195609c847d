"""That every handler in `app.py` calls a function that is there, and that the guide has every workflow step."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from infra.handlers import handlers
from tests.support.delegates import delegates

ROOT = Path(__file__).parent.parent
APP = (ROOT / "app.py").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "booking.md").read_text(encoding="utf-8")
BEGIN_A_WAIT = "step_await_"  # the guide has what is waited for in parentheses
NOT_IN_THE_GUIDE = {"step_escalate"}  # compensates once more, as the sweeper does


def test_every_handler_delegates_to_a_worker() -> None:
    assert delegates(APP).keys() == handlers(APP) - {"api_handler"}


@pytest.mark.parametrize("delegate", delegates(APP).values())
def test_what_a_handler_calls_is_there(delegate: str) -> None:
    module, _, function = delegate.partition(":")

    assert callable(getattr(import_module(module), function, None))


def test_every_step_of_the_workflow_has_a_row_in_the_guide() -> None:
    steps = {name for name in handlers(APP) if name.startswith("step_") and not name.startswith(BEGIN_A_WAIT)}
    rows = {f"step_{name}" for name in re.findall(r"^\| (\w+) \|", GUIDE, re.MULTILINE)}

    assert steps - NOT_IN_THE_GUIDE - rows == set()
