"""The emulator's state on disk, whole, every few seconds: what `kill -9` takes is the seconds since.

The emulator saves its state when it is asked to end, and at no other time. Here, while it persists and something was
asked of it, a child process is forked that has the memory as it was at that moment, and writes all of it into a new
generation, a folder that gets its name when everything in it is on disk. The fork happens between two requests, for
the emulator handles a request to DynamoDB in one go in the same thread; so a transaction is in it whole or not at all.
The last generation is restored at the next start.
"""

import asyncio
import ctypes
import json
import logging
import os
import re
import shutil
import signal
import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import Any

Message = MutableMapping[str, Any]
Application = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]
]
GetState = Callable[[], Any]

SECONDS_BETWEEN = 2.0  # from the beginning of one to that of the next, unless the environment says otherwise
_VARIABLE = "SOJOURN_SNAPSHOT_SECONDS"
_LONGEST = 60  # seconds that writing one may take: the child may wait for a lock that nobody is left to release
_NAME = re.compile(r"generation-(\d{10})")
_OWN = "/_ministack/"  # what nothing is changed by
_KEPT = 2  # generations, the present one included
_PR_SET_PDEATHSIG = 1

_log = logging.getLogger("snapshots")


def install(app: Any, persistence: Any, lambda_svc: Any) -> None:
    """Let the emulator restore the last generation, write one every few seconds, and one when it ends."""
    packages = Packages(lambda_svc)
    snapshots = Snapshots(Path(persistence.STATE_DIR), app, persistence, packages)
    last = snapshots.last()
    if last is not None:
        persistence.STATE_DIR = str(last)
    lambda_svc._prune_orphan_code_blobs = lambda _referenced: None  # an older generation may want them
    _drop_code_of_nobody(Path(lambda_svc.CODE_BLOB_DIR), snapshots.generations())
    app.save_all = snapshots.write_last
    app.app = snapshots.watch(app.app)


def _drop_code_of_nobody(folder: Path, generations: Sequence[Path]) -> None:
    """Remove the packages of functions that no generation names."""
    named = [file.read_text(encoding="utf-8") for path in generations for file in path.glob("lambda.json")]
    for package in folder.glob("*.zip") if named else ():
        if not any(package.stem in text for text in named):
            package.unlink()


class Packages:
    """The functions' packages: some sixteen megabytes for each function, which the emulator would hash for every
    generation. Each is hashed once, before the child is forked, which knows it then."""

    def __init__(self, lambda_svc: Any) -> None:
        self._functions, self._write = lambda_svc._functions, lambda_svc._write_code_blob
        self._names: dict[int, tuple[bytes, str]] = {}
        lambda_svc._write_code_blob = self.write

    def write(self, package: bytes) -> str:
        """Keep a package on disk, and return its name."""
        known = self._names.get(id(package))
        if known is None or known[0] is not package:
            known = self._names[id(package)] = package, self._write(package)
        return known[1]

    def write_all(self) -> None:
        """Keep those of all functions, and forget all others."""
        functions = list(self._functions._data.values())
        versions = [version for function in functions for version in function.get("versions", {}).values()]
        packages = [each.get("code_zip") for each in (*functions, *versions)]
        present = [package for package in packages if isinstance(package, bytes)]
        for package in present:
            self.write(package)
        self._names = {id(package): self._names[id(package)] for package in present}


class Snapshots:
    """The generations in one folder, and when the next one is due."""

    def __init__(self, folder: Path, app: Any, persistence: Any, packages: Packages) -> None:
        self.folder, self.app, self.persistence, self.packages = folder, app, persistence, packages
        self.pause = float(os.environ.get(_VARIABLE, SECONDS_BETWEEN))
        self.changed = False
        self.child: int | None = None
        self.writing: asyncio.Task[None] | None = None

    def generations(self) -> list[Path]:
        """Return every whole generation, the oldest first."""
        return sorted(path for path in self.folder.glob("generation-*") if _NAME.fullmatch(path.name))

    def last(self) -> Path | None:
        return next(reversed(self.generations()), None)

    def next_number(self) -> int:
        last = self.last()
        return 1 if last is None else int(last.name.rpartition("-")[2]) + 1

    def watch(self, application: Application) -> Application:
        """Return the application, which notes that it was asked for something, and writes while it runs."""

        async def watched(scope: Message, receive: Any, send: Any) -> None:
            if scope["type"] == "lifespan":
                self.writing = asyncio.create_task(self.write_for_ever())
            elif not str(scope.get("path", "")).startswith(_OWN):
                self.changed = True
            await application(scope, receive, send)

        return watched

    async def write_for_ever(self) -> None:
        """Write a generation whenever something may have changed, one after the other."""
        pause = self.pause
        while True:
            await asyncio.sleep(pause)
            began = time.monotonic()
            if self.changed:
                self.changed = False
                await self._write_or_say()
            pause = max(self.pause / 4, self.pause - (time.monotonic() - began))

    async def _write_or_say(self) -> None:
        if not await self.write_aside():
            _log.error("The state could not be written: it is tried again.")
            self.changed = True

    async def write_aside(self) -> bool:
        """Write a generation in a process that has the memory of this moment; whether that went well."""
        self.packages.write_all()
        services, number, parent = self.app._build_persistence_save_dict(), self.next_number(), os.getpid()
        child = os.fork()
        if child == 0:
            self._write_and_end(services, number, parent)
        self.child = child
        return await asyncio.to_thread(self._wait_for, child)

    def _wait_for(self, child: int) -> bool:
        _, ended = os.waitpid(child, 0)
        self.child = None
        return os.waitstatus_to_exitcode(ended) == 0

    def write_last(self, services: Mapping[str, GetState]) -> None:
        """Write the last generation, as the emulator ends; one that is being written is out of date."""
        while (child := self.child) is not None:
            os.kill(child, signal.SIGKILL)
            time.sleep(0.01)
        self.write(services, self.next_number())

    def _write_and_end(self, services: Mapping[str, GetState], number: int, parent: int) -> None:
        """Be the child: end with the parent, hold no connection of it open, and run nothing of its own."""
        code = 1
        try:
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            signal.alarm(_LONGEST)
            os.closerange(3, os.sysconf("SC_OPEN_MAX"))
            if os.getppid() == parent:
                self.write(services, number)
                code = 0
        finally:
            os._exit(code)

    def write(self, services: Mapping[str, GetState], number: int) -> None:
        """Write the state of these services as a generation; one that says nothing keeps what it had."""
        fresh, before = self.folder / f"generation-{number:010}.fresh", self.last()
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        for name, get_state in services.items():
            state = get_state()
            if state is not None:
                self._write_state(fresh / f"{name}.json", name, state)
        for old in before.glob("*.json") if before else ():
            if not (fresh / old.name).exists():
                os.link(old, fresh / old.name)
        _sync(fresh)
        fresh.rename(fresh.with_suffix(""))
        _sync(self.folder)
        for path in self.generations()[:-_KEPT]:
            shutil.rmtree(path)

    def _write_state(self, path: Path, name: str, state: Any) -> None:
        form = self.persistence._state_format_version(name)
        with path.open("w", encoding="utf-8") as file:
            json.dump({"__ministack_format__": form, "payload": state}, file, default=self.persistence._json_default)
            file.flush()
            os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Have the folder's own entries on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
