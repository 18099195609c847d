"""The embedded cloud's process: started on a free port with a clean environment, and stopped without a trace.

Everything that it writes lies in its home, so copies side by side share nothing.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from infra.commands import CommandFailed
from infra.package import REGION, ROOT

PYTHON = ROOT / ".venv-cloud" / "bin" / "python"
HOST = Path(__file__).parent / "ministack_host.py"
START_SECONDS = 60
_children: "dict[int, subprocess.Popen[bytes]]" = {}  # what this process started: it has to wait for their end
STOP_SECONDS = 15


class Cloud(NamedTuple):
    """A started emulator."""

    pid: int
    port: int

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"


class CloudError(CommandFailed):
    """The emulator does not start or stop; the message says what its log says."""


def start(
    home: Path, port: int = 0, *, persist: bool = False, settings: Mapping[str, str] | None = None
) -> tuple[Cloud, bool]:
    """Start a healthy emulator for `home`, and whether it was started now. Port 0: its last one, or a free one.

    `settings` are variables of the emulator's own, beside those that every copy has.
    """
    if running := find(home):
        if persist and not _persists(home):
            raise CloudError(
                "A copy that forgets everything runs here: `make down` first, then start one that persists."
            )
        return running, False
    if not PYTHON.exists():
        raise CloudError("The embedded cloud's environment is missing: run `make env`.")
    last = _last(home)
    if not persist:
        _forget(home)
        (home / "cloud.log").unlink(missing_ok=True)
    for folder in ("tmp", "state", "s3"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    chosen = port or (last.port if persist and last and _free(last.port) else free_port())
    with (home / "cloud.log").open("ab") as log:
        process = subprocess.Popen(
            [str(PYTHON), "-P", str(HOST)],
            cwd=home,
            env={**_environment(home, chosen, persist=persist), **(settings or {})},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    _children[process.pid] = process
    cloud = Cloud(process.pid, chosen)
    _wait_until_healthy(home, cloud, process)
    (home / "cloud.json").write_text(json.dumps({**cloud._asdict(), "persist": persist}), encoding="utf-8")
    return cloud, True


def _environment(home: Path, port: int, *, persist: bool) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TMPDIR": str(home / "tmp"),
        "STATE_DIR": str(home / "state"),
        "S3_DATA_DIR": str(home / "s3"),
        "S3_PERSIST": "1" if persist else "0",
        "PERSIST_STATE": "1" if persist else "0",
        "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1",
        "IOT_MTLS_ENABLED": "0",  # its door for devices would be open to the whole network
        "AUTH": "true",
        "MINISTACK_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "LOG_LEVEL": "INFO",
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _wait_until_healthy(home: Path, cloud: Cloud, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _healthy(cloud.port):
        if process.poll() is not None or time.monotonic() > deadline:
            _end(cloud.pid)
            tail = (home / "cloud.log").read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
            raise CloudError(
                "\n".join([f"The embedded cloud does not start on port {cloud.port}. Its log ends:", *tail])
            )
        time.sleep(0.1)


def _healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_ministack/health", timeout=2) as answer:  # nosec B310 - http
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def free_port() -> int:
    """Return a port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def find(home: Path) -> Cloud | None:
    """Return the emulator that runs for `home`, if one does."""
    last = _last(home)
    return last if last and _is_ours(last.pid) and _healthy(last.port) else None


def _last(home: Path) -> Cloud | None:
    path = home / "cloud.json"
    if not path.exists():
        return None
    known = json.loads(path.read_text(encoding="utf-8"))
    return Cloud(known["pid"], known["port"])


def _persists(home: Path) -> bool:
    return bool(json.loads((home / "cloud.json").read_text(encoding="utf-8"))["persist"])


def stop(home: Path) -> bool:
    """Stop the emulator of `home` and every function it started; whether one ran. What persists stays."""
    last = _last(home)
    ran = bool(last and _is_ours(last.pid))
    if last and ran:
        _end(last.pid)
    if last and not _persists(home):
        _forget(home)
    shutil.rmtree(home / "tmp", ignore_errors=True)
    return ran


def _forget(home: Path) -> None:
    for folder in ("tmp", "state", "s3"):
        shutil.rmtree(home / folder, ignore_errors=True)
    for file in ("cloud.json", "stack.json"):
        (home / file).unlink(missing_ok=True)


def _end(pid: int) -> None:
    """Ask the emulator to end; then end whatever is left of its own session, for its functions live in it too."""
    _signal(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while _alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    while _alive(pid) and time.monotonic() < deadline + 5:
        time.sleep(0.05)


def _signal(pid: int, what: signal.Signals) -> None:
    try:
        os.kill(pid, what)
    except ProcessLookupError:
        return


def _alive(pid: int) -> bool:
    if child := _children.get(pid):
        return child.poll() is None
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _is_ours(pid: int) -> bool:
    """Return whether the process is an emulator still: its number may have gone to another program since."""
    if not _alive(pid):
        return False
    listing = Path(f"/proc/{pid}/cmdline")
    if listing.exists():
        return b"ministack" in listing.read_bytes()
    command = ["ps", "-p", str(pid), "-o", "command="]  # whichever ps the person at this computer has
    shown = subprocess.run(command, capture_output=True, text=True, check=False)  # nosec B607
    return "ministack" in shown.stdout
