"""Holds what tests forget between worlds to what our modules remember: all, but for what is kept with a reason."""

from collections.abc import Callable
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import chalicelib
from chalicelib.domain.policy_documents.search import DocumentVersion
from chalicelib.gateways import parameters, secrets
from chalicelib.services import call_limits
from chalicelib.services.policy_search import ranking
from tests.simulation.crashes import BOUGHT, run
from tests.support.process_memory import KEPT, OURS, Memory, forget_all, list_memories, memories_of


@pytest.fixture(scope="module")
def every_module() -> None:
    """All that is ours, loaded."""
    for each in walk_packages(chalicelib.__path__, OURS):
        import_module(each.name)


def test_a_path_makes_the_same_calls_whatever_this_process_did_before() -> None:
    forget_all()

    cold, warm = (list(map(str, run(BOUGHT, ()).calls)) for _ in range(2))

    assert warm == cold


@pytest.mark.usefixtures("every_module")
def test_what_is_remembered_is_found_and_what_is_kept_is_there() -> None:
    found = {memory.name.removeprefix(OURS) for memory in list_memories()}

    assert set(FORGOTTEN) <= found
    assert [name for names in KEPT.values() for name in names if name not in found] == []


# One of each kind, and what it is when something is remembered.
FORGOTTEN: dict[str, Callable[[], object]] = {
    "gateways.secrets._kept": lambda: secrets._kept.get(("a secret", "AWSCURRENT")),
    "services.policy_search.ranking._seen": lambda: ranking._seen,
    "services.call_limits._here": lambda: call_limits._here._grants,
    "gateways.parameters.current": lambda: parameters.current.cache_info().currsize,
}


def test_every_kind_of_memory_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    secrets._kept["a secret", "AWSCURRENT"] = secrets._Kept(b"", 0.0)
    ranking._seen.add(("an index", DocumentVersion(document_id="pdc_1", version=1, title="Handbook")))
    call_limits._here._grants["anna", "read"] = call_limits.Grant(1)
    monkeypatch.setattr(parameters, "_look_up", lambda _here: SimpleNamespace())
    parameters.current()
    assert [name for name, is_remembered in FORGOTTEN.items() if not is_remembered()] == []

    forget_all()

    assert [name for name, is_remembered in FORGOTTEN.items() if is_remembered()] == []


def test_a_new_memory_would_be_forgotten_and_a_constant_is_none() -> None:
    module: Any = ModuleType("chalicelib.gateways.tomorrow")
    module.TABLE, module._LIMITS = {"a": 1}, [1]
    module._read, module._rows, module.imported = {"a": 1}, [1], parameters.current
    module._here = call_limits.CallLimits()
    module._here._window = 7

    found = {memory.name.rpartition(".")[2]: memory for memory in memories_of(module)}
    for memory in found.values():
        memory.forget()

    assert sorted(found) == ["_here", "_read", "_rows"]
    assert (module._read, module._rows, module._here._window) == ({}, [], 0)
    assert isinstance(found["_read"], Memory)
