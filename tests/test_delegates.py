"""That every handler in `app.py` calls a function that is there, and that the guide has every workflow step."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

from infra.handlers import handlers

ROOT = Path(__file__).parent.parent
APP = (ROOT / "app.py").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "booking.md").read_text(encoding="utf-8")
BEGIN_A_WAIT = "step_await_"  # the guide has what is waited for in parentheses
NOT_IN_THE_GUIDE = {"step_escalate"}  # compensates once more, as the sweeper does


def delegates(source: str) -> dict[str, str]:
    """The `module.function` that each function of `source` calls, of the module that it imports."""
    return {
        node.name: f"{imported.module}.{call.func.value.id}:{call.func.attr}"
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
        for imported in node.body
        if isinstance(imported, ast.ImportFrom)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name)
        if call.func.value.id in {alias.name for alias in imported.names}
    }


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
