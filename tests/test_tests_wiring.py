"""Holds the tests together: what they share stands in modules of its own, so that every test module can be read, moved
and run alone."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.security import matrices

TESTS = Path(__file__).parent


def imported_modules(source: str) -> Iterator[str]:
    """The full names of the modules that `source` imports, and of what may be one."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported_test_modules(source: str) -> set[str]:
    """The test modules that `source` takes something from."""
    return {name for name in imported_modules(source) if is_test_module(name)}


def is_test_module(name: str) -> bool:
    path = TESTS.parent.joinpath(*name.split("."))
    return path.name.startswith("test_") and path.with_suffix(".py").exists()


def test_no_test_module_is_imported() -> None:
    found = {
        str(path.relative_to(TESTS)): names
        for path in TESTS.rglob("*.py")
        if (names := imported_test_modules(path.read_text(encoding="utf-8")))
    }

    assert found == {}


def test_an_imported_test_module_would_be_seen() -> None:
    this = f"tests.{Path(__file__).stem}"

    assert imported_test_modules(f"from {this} import is_test_module") == {this}
    assert imported_test_modules(f"def later() -> None:\n    import {this} as shared") == {this}
    assert imported_test_modules(f"from tests import {Path(__file__).stem}") == {this}
    assert imported_test_modules("from tests.support import test_nothing_of_this_name") == set()


# --- tests that are generated from the code ---------------------------------------------------------------------------


def is_measured(source: str) -> bool:
    """Whether a test module says how large the matrix is that it tries."""
    return any(isinstance(node, ast.FunctionDef) and node.name == "size" for node in ast.parse(source).body)


def test_every_matrix_is_listed_by_the_cause_that_it_stands_against() -> None:
    found = {
        path.relative_to(TESTS.parent).as_posix()
        for path in TESTS.rglob("test_*.py")
        if is_measured(path.read_text(encoding="utf-8"))
    }

    assert sorted(found) == sorted(matrices.paths())
    assert all(matrices.CAUSES.values())


def test_a_matrix_that_is_not_listed_would_be_seen() -> None:
    assert is_measured("def size() -> tuple[int, int]:\n    return 2, 3\n")
    assert not is_measured("class Box:\n    def size(self) -> int:\n        return 2\n")


# --- what one test changes and the next must not find -----------------------------------------------------------------


def find_early_patches(source: str) -> list[str]:
    """The fixtures of a module that patch before the worlds that its tests ask for, so that pytest takes the patches
    away only after those, and puts back what was theirs."""
    fixtures = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef))
    return [
        fixture.name
        for fixture in fixtures
        if any("autouse=True" in ast.unparse(each) for each in fixture.decorator_list)
        and any(each.arg == "monkeypatch" for each in fixture.args.args)
    ]


def test_fixtures_of_everybody_keep_off_monkeypatch() -> None:
    found = {
        path.relative_to(TESTS).as_posix(): find_early_patches(source)
        for path in TESTS.rglob("*.py")
        if "World" in (source := path.read_text(encoding="utf-8")) or path.name == "conftest.py"
    }

    assert {path: names for path, names in found.items() if names} == {}
    assert find_early_patches("@pytest.fixture(autouse=True)\ndef early(monkeypatch): ...\n") == ["early"]


# --- tests that kill, race or wait ------------------------------------------------------------------------------------

# What a test does by itself when it waits, or has several threads at one thing; whoever only follows a booking to its
# end (`wait_for`) is not among them.
THREADS = frozenset({"ThreadPoolExecutor", "Thread", "Barrier", "at_once"})
WAITING = THREADS | {"eventually", "becomes", "ends_soon", "sleep", "passage"}


def unmarked(source: str) -> set[str]:
    """The tests of a module that wait, by themselves or through what stands beside them, and do not say so."""
    body = ast.parse(source).body
    if any(isinstance(node, ast.Assign) and _is_mark(node.value) for node in body):
        return set()
    definitions = {node.name: node for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    mentioned = {name: set(_mentioned(node)) for name, node in definitions.items()}
    waiting = {name for name, node in definitions.items() if WAITING & set(_called(node))}
    while more := {name for name, names in mentioned.items() if names & waiting} - waiting:
        waiting |= more
    return {
        name
        for name in waiting
        if name.startswith("test_") and not any(map(_is_mark, definitions[name].decorator_list))
    }


def _called(node: ast.AST) -> Iterator[str]:
    """The names of what a definition calls."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            yield ast.unparse(inner.func).rpartition(".")[2]


def _mentioned(node: ast.AST) -> Iterator[str]:
    """The names that a definition uses, its fixtures among them."""
    for inner in ast.walk(node):
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
    found = {
        str(path.relative_to(TESTS)): names
        for path in TESTS.rglob("test_*.py")
        if path.parent.name != "security"  # run by its own command, on a copy of its own
        and (names := unmarked(path.read_text(encoding="utf-8")))
    }

    assert found == {}


def test_a_test_that_waits_unmarked_would_be_seen() -> None:
    waits = "def test_it(): time.sleep(1)\n"
    through_a_fixture = "def pool(): return ThreadPoolExecutor(2)\ndef race(pool): ...\ndef test_it(race): ...\n"

    assert unmarked(waits) == unmarked(through_a_fixture) == {"test_it"}
    assert unmarked(f"@pytest.mark.waits\n{waits}") == unmarked(f"pytestmark = [pytest.mark.waits]\n{waits}") == set()
    assert unmarked("def test_it(booking): booking.wait_for('booked')\n") == set()


# --- tests with several threads at moto -------------------------------------------------------------------------------


def asks_plain_moto_at_once(source: str) -> bool:
    """Whether a test module has threads, and moto as it is, whose answers to several threads are wrong. In
    `one_at_a_time` and `wire` it answers one call after another, as DynamoDB would."""
    called = {name for node in ast.parse(source).body for name in _called(node)}
    return bool(THREADS & called) and "mock_aws" in called


def test_tests_with_several_threads_ask_moto_one_at_a_time() -> None:
    found = {
        str(path.relative_to(TESTS))
        for path in TESTS.rglob("test_*.py")
        if path.parent.name != "security"  # where the threads ask a deployed copy
        and asks_plain_moto_at_once(path.read_text(encoding="utf-8"))
    }

    assert found == set()


def test_threads_at_plain_moto_would_be_seen() -> None:
    moto = "def tables():\n    with mock_aws(): yield\n"
    threads = "def test_it(): ThreadPoolExecutor(2).map(int, '12')\n"

    assert asks_plain_moto_at_once(moto + threads)
    assert not asks_plain_moto_at_once(moto)
    assert not asks_plain_moto_at_once(threads + moto.replace("mock_aws", "aws_one_at_a_time"))
