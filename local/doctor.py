"""`make doctor`: what this machine lacks for each of the commands, and what to do about it.

It runs before anything is installed, on whichever Python is there, so that also one that is too old says so: nothing
but the standard library, and nothing of it that Python 3.8 lacks.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
OLDEST = (3, 11)
GIGABYTE = 1_000_000_000
MEMORY_GB, DISK_GB, OPEN_FILES = 2, 3, 1_024
PROGRAMS = ("make", "bash", "git", "curl", "openssl", "npm", "uv")
LOCKS = {
    ".venv": "requirements-dev.txt",
    ".venv-cloud": "local/requirements.txt",
}
READY, MISSING, OUTDATED = "ready", "missing", "outdated"
PROBE = "python-ulid"  # a small package of the locks
PATIENCE_SECONDS = 60


class Machine(NamedTuple):
    """What there is. Sizes in bytes; None is what cannot be found out here."""

    python: tuple[int, int]
    system: str
    has_proc: bool
    can_make_environments: bool
    loopback: bool
    memory: int | None
    disk: int
    open_files: int | None
    programs: frozenset[str]
    environments: Mapping[str, str]
    index_answers: bool | None
    aws_credentials: bool


class Finding(NamedTuple):
    """One thing that was looked at. `advice` is empty where nothing is lacking; what only `use` needs is optional.

    What `make env` makes is not lacking, only not made yet.
    """

    name: str
    seen: str
    advice: str = ""
    use: str = ""
    to_be_made: bool = False


def diagnose(machine: Machine) -> list[Finding]:
    """Return what every command needs, and then what only some do."""
    return [*_needed(machine), *_resources(machine), *_environments(machine), *_optional(machine)]


def _needed(machine: Machine) -> list[Finding]:
    version = ".".join(map(str, machine.python))
    runs_it = machine.system == "Linux" and machine.has_proc
    oldest = ".".join(map(str, OLDEST))
    findings = [
        Finding(
            "Python",
            version,
            ""
            if machine.python >= OLDEST
            else f"install Python {oldest} or newer, and name it: `make env PYTHON=python{oldest}`",
        ),
        Finding(
            "venv and ensurepip",
            _there(machine.can_make_environments),
            "" if machine.can_make_environments else "install them; on Debian and Ubuntu they are `python3-venv`",
        ),
        Finding(
            "system",
            machine.system,
            ""
            if runs_it
            else "functions run here as on AWS, on Linux with /proc: use a container or a virtual machine",
        ),
        Finding("loopback", _there(machine.loopback), "" if machine.loopback else "let programs listen on 127.0.0.1"),
    ]
    for program in ("make", "bash"):
        there = program in machine.programs
        findings.append(Finding(program, _there(there), "" if there else f"install {program}"))
    return findings


def _resources(machine: Machine) -> list[Finding]:
    memory = machine.memory is None or machine.memory >= MEMORY_GB * GIGABYTE
    disk = machine.disk >= DISK_GB * GIGABYTE
    files = machine.open_files is None or machine.open_files >= OPEN_FILES
    return [
        Finding(
            "free memory",
            _gigabytes(machine.memory),
            "" if memory else f"a copy wants {MEMORY_GB} GB: end something else",
        ),
        Finding(
            "free disk",
            _gigabytes(machine.disk),
            "" if disk else f"environments and a copy want {DISK_GB} GB: make room",
        ),
        Finding(
            "open files",
            "unknown" if machine.open_files is None else str(machine.open_files),
            "" if files else f"allow {OPEN_FILES}: `ulimit -n {OPEN_FILES}`",
        ),
    ]


def _environments(machine: Machine) -> list[Finding]:
    findings = [
        Finding(name, condition, "" if condition == READY else "`make env` makes it", to_be_made=condition != READY)
        for name, condition in machine.environments.items()
    ]
    if machine.index_answers is None:
        return findings
    advice = "" if machine.index_answers else "let pip reach one: `pip config set global.index-url ...`"
    return [*findings, Finding("package index", "answers" if machine.index_answers else "does not answer", advice)]


def _optional(machine: Machine) -> list[Finding]:
    uses = {
        "git": "`make bench BASE=` and contributing",
        "curl": "the examples in docs/",
        "openssl": "verifying the audit by hand",
        "npm": "`make conformance`",
        "uv": "`make locks`",
    }
    programs = [
        Finding(name, _there(name in machine.programs), "" if name in machine.programs else f"install {name}", use)
        for name, use in uses.items()
    ]
    credentials = Finding(
        "AWS credentials",
        _there(machine.aws_credentials),
        "" if machine.aws_credentials else "set AWS_PROFILE, or whatever your account gives you",
        "`make deploy`",
    )
    return [*programs, credentials]


def _there(it: bool) -> str:
    return "there" if it else "not there"


def _gigabytes(size: int | None) -> str:
    return "unknown" if size is None else f"{size / GIGABYTE:.1f} GB"


def report(findings: list[Finding]) -> tuple[list[str], bool]:
    """Return the lines that say so, and whether all that every command needs is there."""
    lines, lacking, optional, unmade = [], [], [], []
    for found in findings:
        if not found.advice:
            lines.append(f"  ok      {found.name}: {found.seen}")
        elif found.to_be_made:
            unmade.append(found.name)
            lines.append(f"  to do   {found.name}: {found.seen}; {found.advice}")
        elif found.use:
            optional.append(found.name)
            lines.append(f"  -       {found.name}: {found.seen}; {found.advice}. Only {found.use} needs it")
        else:
            lacking.append(found.name)
            lines.append(f"  LACKING {found.name}: {found.seen}; {found.advice}")
    verdict = f"{', '.join(lacking)} lacking" if lacking else "nothing is lacking"
    without = f"; without {', '.join(optional)} some commands do not work" if optional else ""
    following = "; `make env` comes next" if unmade and not lacking else ""
    return [*lines, f"doctor: {verdict}{following}{without}"], not lacking


def look() -> Machine:
    """Return what this machine has. The package index is asked only when something has to come from there."""
    environments = {name: _condition_of(ROOT / name, ROOT / lock) for name, lock in LOCKS.items()}
    return Machine(
        python=sys.version_info[:2],
        system=platform.system(),
        has_proc=Path("/proc/self/fd").is_dir(),
        can_make_environments=all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")),
        loopback=_can_listen(),
        memory=_free_memory(Path("/proc/meminfo")),
        disk=shutil.disk_usage(ROOT).free,
        open_files=_open_files(),
        programs=frozenset(name for name in PROGRAMS if shutil.which(name)),
        environments=environments,
        index_answers=None if set(environments.values()) == {READY} else _index_answers(),
        aws_credentials=_has_credentials(os.environ, Path.home()),
    )


def _can_listen() -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", 0))
        except OSError:
            return False
    return True


def _free_memory(table: Path) -> int | None:
    """Return how much more programs may take; None where the kernel does not say."""
    if not table.exists():
        return None
    for line in table.read_text(encoding="ascii").splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return None


def _open_files() -> int | None:
    if importlib.util.find_spec("resource") is None:
        return None
    import resource

    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    return sys.maxsize if allowed == resource.RLIM_INFINITY else allowed


def _condition_of(environment: Path, lock: Path) -> str:
    """Return whether an environment was made from the lock as it is, by the mark that `make env` leaves."""
    mark = environment / ".ready"
    if not mark.exists():
        return MISSING
    made_of = subprocess.run(["cksum"], input=lock.read_bytes(), stdout=subprocess.PIPE, check=True)  # noqa: S607  # nosec B607 - whichever is there
    return READY if mark.read_text(encoding="ascii").strip() == made_of.stdout.decode().strip() else OUTDATED


def _index_answers() -> bool | None:
    """Return whether pip gets a package; None where there is no pip to ask with."""
    if importlib.util.find_spec("pip") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "-qq", "--no-deps", "--no-cache-dir", "-d", folder, PROBE]
        try:
            done = subprocess.run(command, capture_output=True, timeout=PATIENCE_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return False
    return done.returncode == 0


def _has_credentials(environment: Mapping[str, str], home: Path) -> bool:
    named = ("AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_FULL_URI")
    return any(environment.get(name) for name in named) or (home / ".aws" / "credentials").exists()


def main() -> int:
    """Print it all; 1 when something is lacking that every command needs."""
    lines, sound = report(diagnose(look()))
    print("\n".join(lines))
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
