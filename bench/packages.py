"""Unpacked Lambda packages, one a peer: its handler and what it requires, copied out of .venv-bench, or our own zip."""

import hashlib
import importlib.metadata
import json
import py_compile
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
ENVIRONMENT = ROOT / ".venv-bench"
BUILT = ROOT / "build" / "bench"


class Peer(NamedTuple):
    """One way to write the handler. `requires` are the distributions at the top; ours are packaged by infra.package."""

    name: str
    title: str
    requires: tuple[str, ...]
    module: str = "handler"
    attribute: str = "handler"


BARE = Peer("bare", "bare boto3 handler", ("boto3",))
OURS = Peer("sojourn", "Sojourn", (), "app", "app")
PEERS = (
    BARE,
    OURS,
    Peer("powertools", "Powertools' resolver, pydantic", ("boto3", "aws-lambda-powertools", "pydantic")),
    Peer("flask_apig_wsgi", "Flask with apig-wsgi", ("boto3", "flask", "apig-wsgi")),
    Peer("fastapi_mangum", "FastAPI with Mangum", ("boto3", "fastapi", "mangum")),
)


class Built(NamedTuple):
    """A peer's package in two forms, and the bytes of each zip."""

    plain: Path
    compiled: Path
    plain_zip: int
    compiled_zip: int


def build(peer: Peer) -> Built:
    """The package without bytecode, and with it (unchecked hash, as infra/slim.py does it).

    Ours is made afresh; another's only when its handler, its lock or the interpreter is another.
    """
    home = BUILT / peer.name
    plain, compiled, stamp = home / "plain", home / "bytecode", home / "stamp.json"
    wanted = _fingerprint(peer)
    if stamp.exists() and peer is not OURS:
        known = json.loads(stamp.read_text(encoding="utf-8"))
        if known["fingerprint"] == wanted:
            return Built(plain, compiled, known["plain"], known["compiled"])
    remove(home)
    compiled.mkdir(parents=True)
    plain.mkdir()
    if peer is OURS:
        package(ROOT, BUILT / "packaged", compiled)
        shutil.copytree(compiled, plain, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        _copy_peer(peer, plain)
        shutil.copytree(plain, compiled, dirs_exist_ok=True)
        _compile(compiled)
    made = Built(plain, compiled, _zip(plain), _zip(compiled))
    make_read_only(home)
    stamp.write_text(json.dumps({"fingerprint": wanted, "plain": made.plain_zip, "compiled": made.compiled_zip}))
    return made


def _fingerprint(peer: Peer) -> str:
    sources = [ROOT / "bench" / "requirements.txt", Path(__file__), *sorted(_sources(peer))]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources) + sys.version.encode()).hexdigest()


def _sources(peer: Peer) -> list[Path]:
    """What a peer's package has of ours: what all share, and its own handler."""
    own = ROOT / "bench" / "peers" / peer.name / "handler.py"
    return [] if peer is OURS else [*(ROOT / "bench" / "peers").glob("*.py"), own]


def make_read_only(folder: Path) -> None:
    """As Lambda's code folder is: nothing can be written beside the code."""
    for path in folder.rglob("*"):
        path.chmod(path.stat().st_mode & 0o555)


def remove(folder: Path) -> None:
    """Take a folder away, read-only as it may be."""
    if folder.exists():
        for path in [folder, *folder.rglob("*")]:
            path.chmod(path.stat().st_mode | 0o200)
        shutil.rmtree(folder)


def package(tree: Path, out: Path, folder: Path) -> Path:
    """Package the application of `tree` by its own `infra.package`, unpack it into `folder`; the template beside it."""
    command = [sys.executable, "-m", "infra.package", "--stage", "local", "--out", str(out)]
    subprocess.run(command, cwd=tree, check=True, stdout=subprocess.DEVNULL)
    with zipfile.ZipFile(out / "deployment.zip") as archive:
        archive.extractall(folder)
    return out / "sam.json"


def _copy_peer(peer: Peer, folder: Path) -> None:
    for source in _sources(peer):
        shutil.copy(source, folder)
    site = next((ENVIRONMENT / "lib").glob("python3.*/site-packages"))
    for distribution in _closure(site, peer.requires):
        for file in distribution.files or ():
            if ".." in file.parts or "__pycache__" in file.parts:
                continue
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(site / file, folder / file)


def _closure(site: Path, names: tuple[str, ...]) -> Iterator[importlib.metadata.Distribution]:
    """The named distributions and all that they require, without extras."""
    known = {_normal(each.metadata["Name"]): each for each in importlib.metadata.distributions(path=[str(site)])}
    waiting, seen = [_normal(name) for name in names], set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in known:  # not installed: it is for another platform or Python
            continue
        seen.add(name)
        yield known[name]
        needed = [line for line in known[name].requires or () if "extra ==" not in line]
        waiting += [_normal(re.split(r"[\s<>=!~;\[(]", line, maxsplit=1)[0]) for line in needed]


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _compile(folder: Path) -> None:
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    for source in folder.rglob("*.py"):
        name = f"/var/task/{source.relative_to(folder)}"
        py_compile.compile(str(source), dfile=name, doraise=True, invalidation_mode=mode)


def _zip(folder: Path) -> int:
    file = folder.parent / f"{folder.name}.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder))
    return file.stat().st_size
