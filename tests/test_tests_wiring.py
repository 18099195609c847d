"""Holds the tests together: what they share stands in modules of its own, so that every test module can be read, moved
and run alone."""

import ast
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from infra.package import ROOT
from local.checkout import written_paths
from tests.security import matrices

TESTS = Path(__file__).parent


class Part(NamedTuple):
    """A statement of a module, and all that is in it."""

    root: ast.stmt
    nodes: tuple[ast.AST, ...]


class Seen(NamedTuple):
    """What is looked for in a module of the tests, which is read and walked through once for all of it."""

    imports: set[str]
    measured: bool
    early_patches: list[str]
    unmarked: set[str]
    walks: list[str]
    asks_plain_moto_at_once: bool


@cache
def modules() -> dict[str, Seen]:
    """What is found in every module of the tests, by its path."""
    paths = [ROOT / path for path in written_paths() if path.suffix == ".py"]
    return {
        str(path.relative_to(TESTS)): see(path.read_text(encoding="utf-8"))
        for path in paths
        if path.is_relative_to(TESTS)
    }


def see(source: str) -> Seen:
    parts = [Part(root, tuple(ast.walk(root))) for root in ast.parse(source).body]
    return Seen(
        imported_test_modules(parts),
        is_measured(parts),
        find_early_patches(parts),
        unmarked(parts),
        find_walks(parts),
        asks_plain_moto_at_once(parts),
    )


def nodes_of(parts: Sequence[Part]) -> Iterator[ast.AST]:
    """Everything in a module."""
    return chain.from_iterable(part.nodes for part in parts)


def modules_with_tests() -> dict[str, Seen]:
    """Those with tests in them, of all but what attacks a copy by a command of its own."""
    return {
        path: seen
        for path, seen in modules().items()
        if Path(path).name.startswith("test_") and Path(path).parent.name != "security"
    }


def imported_modules(parts: Sequence[Part]) -> Iterator[str]:
    """The full names of the modules that a module imports, and of what may be one."""
    for node in nodes_of(parts):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported_test_modules(parts: Sequence[Part]) -> set[str]:
    """The test modules that a module takes something from."""
    return {name for name in imported_modules(parts) if is_test_module(name)}


@cache
def is_test_module(name: str) -> bool:
    path = TESTS.parent.joinpath(*name.split("."))
    return path.name.startswith("test_") and path.with_suffix(".py").exists()


def test_no_test_module_is_imported() -> None:
    assert {path: seen.imports for path, seen in modules().items() if seen.imports} == {}


def test_an_imported_test_module_would_be_seen() -> None:
    this = f"tests.{Path(__file__).stem}"

    assert see(f"from {this} import is_test_module").imports == {this}
    assert see(f"def later() -> None:\n    import {this} as shared").imports == {this}
    assert see(f"from tests import {Path(__file__).stem}").imports == {this}
    assert see("from tests.support import test_nothing_of_this_name").imports == set()


# --- tests that are generated from the code ---------------------------------------------------------------------------


def is_measured(parts: Sequence[Part]) -> bool:
    """Whether a test module says how large the matrix is that it tries."""
    return any(isinstance(part.root, ast.FunctionDef) and part.root.name == "size" for part in parts)


def test_every_matrix_is_listed_by_the_cause_that_it_stands_against() -> None:
    found = {
        f"tests/{path}" for path, seen in modules().items() if seen.measured and Path(path).name.startswith("test_")
    }

    assert sorted(found) == sorted(matrices.paths())
    assert all(matrices.CAUSES.values())


def test_a_matrix_that_is_not_listed_would_be_seen() -> None:
    assert see("def size() -> tuple[int, int]:\n    return 2, 3\n").measured
    assert not see("class Box:\n    def size(self) -> int:\n        return 2\n").measured


# --- what one test changes and the next must not find -----------------------------------------------------------------


def find_early_patches(parts: Sequence[Part]) -> list[str]:
    """The fixtures of a module that patch before the worlds that its tests ask for, so that pytest takes the patches
    away only after those, and puts back what was theirs."""
    fixtures = (node for node in nodes_of(parts) if isinstance(node, ast.FunctionDef))
    return [
        fixture.name
        for fixture in fixtures
        if any("autouse=True" in ast.unparse(each) for each in fixture.decorator_list)
        and any(each.arg == "monkeypatch" for each in fixture.args.args)
    ]


def test_fixtures_of_everybody_keep_off_monkeypatch() -> None:
    found = {
        path: seen.early_patches
        for path, seen in modules().items()
        if seen.early_patches and (Path(path).name == "conftest.py" or "World" in (TESTS / path).read_text("utf-8"))
    }

    assert found == {}
    assert see("@pytest.fixture(autouse=True)\ndef early(monkeypatch): ...\n").early_patches == ["early"]


# --- folders that change while tests are collected --------------------------------------------------------------------

# In which environments, copies and packages are made and taken away by the tests that run beside.
CHANGING = ("ROOT", "TESTS")
WALKS = ("rglob(", "walk(", "glob('**")


def find_walks(parts: Sequence[Part]) -> list[str]:
    """Where a module looks through all folders below one in which others come and go: it may stumble over one that is
    gone, and what it finds differs from one process to the next."""
    calls = [node for node in nodes_of(parts) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    return [
        text
        for call in calls
        if (text := ast.unparse(call)).startswith(tuple(f"{folder}.{walk}" for folder in CHANGING for walk in WALKS))
    ]


def test_no_test_looks_through_folders_that_change_meanwhile() -> None:
    assert {path: seen.walks for path, seen in modules().items() if seen.walks} == {}


def test_a_look_through_all_folders_would_be_seen() -> None:
    assert see("FILES = sorted(ROOT.glob('**/*.in'))\n").walks == ["ROOT.glob('**/*.in')"]
    assert see("def files(): return list(ROOT.rglob('*.py'))\n").walks == ["ROOT.rglob('*.py')"]
    assert see("FILES = [*ROOT.glob('*.md'), *(ROOT / 'docs').rglob('*.md')]\n").walks == []


# --- tests that kill, race or wait ------------------------------------------------------------------------------------

# What a test does by itself when it waits, or has several threads at one thing; whoever only follows a booking to its
# end (`wait_for`) is not among them.
THREADS = frozenset({"ThreadPoolExecutor", "Thread", "Barrier", "at_once"})
WAITING = THREADS | {"eventually", "becomes", "ends_soon", "sleep", "passage"}


def unmarked(parts: Sequence[Part]) -> set[str]:
    """The tests of a module that wait, by themselves or through what stands beside them, and do not say so."""
    if any(isinstance(part.root, ast.Assign) and _is_mark(part.root.value) for part in parts):
        return set()
    defined, marked = dict[str, Part](), set[str]()
    for part in parts:
        if isinstance(part.root, ast.FunctionDef | ast.ClassDef):
            defined[part.root.name] = part
            marked |= {part.root.name for each in part.root.decorator_list if _is_mark(each)}
    mentioned = {name: set(_mentioned(part)) for name, part in defined.items()}
    waiting = {name for name, part in defined.items() if WAITING & set(_called(part))}
    while more := {name for name, names in mentioned.items() if names & waiting} - waiting:
        waiting |= more
    return {name for name in waiting - marked if name.startswith("test_")}


def _called(part: Part) -> Iterator[str]:
    """The names of what a definition calls."""
    for inner in part.nodes:
        if isinstance(inner, ast.Call):
            if isinstance(inner.func, ast.Name):
                yield inner.func.id
            elif isinstance(inner.func, ast.Attribute):
                yield inner.func.attr


def _mentioned(part: Part) -> Iterator[str]:
    """The names that a definition uses, its fixtures among them."""
    for inner in part.nodes:
        if isinstance(inner, ast.Name):
            yield inner.id
        elif isinstance(inner, ast.Attribute):
            yield inner.attr
        elif isinstance(inner, ast.arg):
            yield inner.arg


def _is_mark(node: ast.expr) -> bool:
    """Whether this is `pytest.mark.waits`, or a list with it."""
    return "pytest.mark.waits" in ast.unparse(node)


def test_tests_that_kill_race_or_wait_say_so() -> None:
    assert {path: seen.unmarked for path, seen in modules_with_tests().items() if seen.unmarked} == {}


def test_a_test_that_waits_unmarked_would_be_seen() -> None:
    waits = "def test_it(): time.sleep(1)\n"
    through_a_fixture = "def pool(): return ThreadPoolExecutor(2)\ndef race(pool): ...\ndef test_it(race): ...\n"

    assert see(waits).unmarked == see(through_a_fixture).unmarked == {"test_it"}
    assert see(f"@pytest.mark.waits\n{waits}").unmarked == set()
    assert see(f"pytestmark = [pytest.mark.waits]\n{waits}").unmarked == set()
    assert see("def test_it(booking): booking.wait_for('booked')\n").unmarked == set()


# --- tests with several threads at moto -------------------------------------------------------------------------------


def asks_plain_moto_at_once(parts: Sequence[Part]) -> bool:
    """Whether a test module has threads, and moto as it is, whose answers to several threads are wrong. In
    `one_at_a_time` and `wire` it answers one call after another, as DynamoDB would."""
    called = {name for part in parts for name in _called(part)}
    return bool(THREADS & called) and "mock_aws" in called


def test_tests_with_several_threads_ask_moto_one_at_a_time() -> None:
    assert {path for path, seen in modules_with_tests().items() if seen.asks_plain_moto_at_once} == set()


def test_threads_at_plain_moto_would_be_seen() -> None:
    moto = "def tables():\n    with mock_aws(): yield\n"
    threads = "def test_it(): ThreadPoolExecutor(2).map(int, '12')\n"

    assert see(moto + threads).asks_plain_moto_at_once
    assert not see(moto).asks_plain_moto_at_once
    assert not see(threads + moto.replace("mock_aws", "aws_one_at_a_time")).asks_plain_moto_at_once
