"""What is said of a machine: that it has everything, or what it lacks, for which commands, and what to do about it."""

import ast
from pathlib import Path

import pytest

from local import doctor
from local.doctor import GIGABYTE, LOCKS, MISSING, OUTDATED, READY, Machine

SOUND = Machine(
    python=(3, 11),
    system="Linux",
    has_proc=True,
    can_make_environments=True,
    loopback=True,
    memory=4 * GIGABYTE,
    disk=40 * GIGABYTE,
    open_files=4_096,
    programs=frozenset(doctor.PROGRAMS),
    environments=dict.fromkeys(LOCKS, READY),
    index_answers=None,
    aws_credentials=True,
)


def said_of(machine: Machine) -> tuple[list[str], bool]:
    return doctor.report(doctor.diagnose(machine))


def test_a_machine_that_has_everything_lacks_nothing() -> None:
    lines, sound = said_of(SOUND)

    assert sound
    assert lines[-1] == "doctor: nothing is lacking"
    assert all(line.startswith("  ok ") for line in lines[:-1])


@pytest.mark.parametrize(
    ("lack", "name", "advice"),
    [
        ({"python": (3, 9)}, "Python", "make env PYTHON=python3.11"),
        ({"can_make_environments": False}, "venv and ensurepip", "python3-venv"),
        ({"system": "Darwin", "has_proc": False}, "system", "container"),
        ({"has_proc": False}, "system", "/proc"),
        ({"loopback": False}, "loopback", "127.0.0.1"),
        ({"programs": SOUND.programs - {"make"}}, "make", "install make"),
        ({"memory": GIGABYTE}, "free memory", "2 GB"),
        ({"disk": GIGABYTE}, "free disk", "3 GB"),
        ({"open_files": 256}, "open files", "ulimit -n 1024"),
        ({"environments": {".venv": MISSING}, "index_answers": False}, "package index", "pip config"),
    ],
)
def test_what_every_command_needs_is_lacking_and_what_to_do_is_said(
    lack: dict[str, object], name: str, advice: str
) -> None:
    lines, sound = said_of(SOUND._replace(**lack))  # type: ignore[arg-type]

    assert not sound
    (line,) = [line for line in lines if line.startswith("  LACKING")]
    assert line.startswith(f"  LACKING {name}: ")
    assert advice in line
    assert f"{name} lacking" in lines[-1]


@pytest.mark.parametrize(
    ("without", "command"),
    [
        ({"programs": SOUND.programs - {"npm"}}, "make conformance"),
        ({"programs": SOUND.programs - {"uv"}}, "make locks"),
        ({"aws_credentials": False}, "make deploy"),
    ],
)
def test_what_some_commands_need_is_said_and_is_no_lack(without: dict[str, object], command: str) -> None:
    lines, sound = said_of(SOUND._replace(**without))  # type: ignore[arg-type]

    assert sound
    (line,) = [line for line in lines if line.startswith("  - ")]
    assert f"Only `{command}` needs it" in line


@pytest.mark.parametrize("state", [MISSING, OUTDATED])
def test_what_make_env_makes_is_what_comes_next(state: str) -> None:
    lines, sound = said_of(SOUND._replace(environments={".venv": state, ".venv-cloud": READY}, index_answers=True))

    assert sound
    assert f"  to do   .venv: {state}; `make env` makes it" in lines
    assert lines[-1] == "doctor: nothing is lacking; `make env` comes next"


def test_what_cannot_be_found_out_is_not_held_against_a_machine() -> None:
    _, sound = said_of(SOUND._replace(memory=None, open_files=None))

    assert sound


def test_an_environment_is_outdated_once_its_lock_changes(tmp_path: Path) -> None:
    environment, lock = tmp_path / "environment", tmp_path / "lock.txt"
    lock.write_text("a==1\n", encoding="ascii")
    assert doctor._condition_of(environment, lock) == MISSING
    environment.mkdir()
    (environment / ".ready").write_text("2852184972 5\n", encoding="ascii")  # what `cksum` says of it

    assert doctor._condition_of(environment, lock) == READY
    lock.write_text("a==2\n", encoding="ascii")
    assert doctor._condition_of(environment, lock) == OUTDATED


def test_memory_is_what_the_kernel_says_is_available(tmp_path: Path) -> None:
    table = tmp_path / "meminfo"
    assert doctor._free_memory(table) is None
    table.write_text("MemTotal: 9 kB\nMemAvailable:   2048 kB\n", encoding="ascii")

    assert doctor._free_memory(table) == 2048 * 1024


def test_credentials_are_found_where_the_sdk_finds_them(tmp_path: Path) -> None:
    assert not doctor._has_credentials({"AWS_REGION": "eu-central-1"}, tmp_path)
    assert doctor._has_credentials({"AWS_PROFILE": "travel"}, tmp_path)
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws" / "credentials").touch()

    assert doctor._has_credentials({}, tmp_path)


def test_it_runs_on_a_python_that_is_too_old_and_on_nothing_but_python() -> None:
    source = Path(doctor.__file__).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 8))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [each.name for each in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }

    assert imported <= {"__future__", "collections", "importlib", "os", "pathlib", "platform", "resource", "shutil",
                        "socket", "subprocess", "sys", "tempfile", "typing"}  # fmt: skip
    assert "from __future__ import annotations" in source


def test_this_machine_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_condition_of", lambda *_: READY)  # nobody is asked for packages here

    seen = doctor.look()

    assert seen.loopback
    assert seen.disk > 0
    assert seen.index_answers is None
