"""What was taken out of a stage: a folder of parts, each with its checksum, and a list of them. It is written part by
part, so that who is interrupted goes on, and is whole when the list says so.

It holds what the stage holds of people: it is readable by its owner alone, and is to be kept as the stage itself is.
"""

import gzip
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from infra.commands import CommandFailed

FORMAT = 1
Row = dict[str, Any]
_LIST = "manifest.json"
_BLOCK = 1 << 20


class BundleBroken(CommandFailed):
    """A bundle is not whole, or not what was written; the message says which part, and what to do."""


class Part(msgspec.Struct, frozen=True):
    """A file of rows: its checksum, how many there are, and a sum over them that does not depend on their order."""

    file: str
    sha256: str
    rows: int
    total: str


class Manifest(msgspec.Struct, kw_only=True):
    """Where a bundle comes from, as of which moment, and its parts by name."""

    format: int = FORMAT
    id: str
    stage: str
    account: str
    region: str
    moment: float  # Unix time that the tables are of
    data_version: int = 0
    keys: dict[str, str] = {}  # alias of KMS without the stage, and the ARN of the key that it led to
    audit_key: str = ""  # its public half, DER in base64
    exports: dict[str, str] = {}  # of tables under way, by table
    parts: dict[str, Part] = {}
    complete: bool = False


class Total:
    """A sum over rows, the same in whichever order they come."""

    def __init__(self) -> None:
        self.rows, self._sum = 0, 0

    def add(self, line: bytes) -> None:
        self.rows += 1
        self._sum += int.from_bytes(hashlib.sha256(line).digest())

    def __str__(self) -> str:
        return f"{self._sum % (1 << 256):064x}"


def to_line(row: Row) -> bytes:
    """Return a row as one line, the same for equal rows."""
    return msgspec.json.encode(row, order="sorted")


class Bundle:
    """A bundle in its folder."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder, self.manifest = folder, manifest

    def has(self, name: str) -> bool:
        """Return whether a part is there as it was written."""
        part = self.manifest.parts.get(name)
        return part is not None and (self.folder / part.file).exists() and self._hash(part.file) == part.sha256

    def write(self, name: str, rows: Iterable[Row]) -> Part:
        """Write a part, and list it when all of it is on disk."""
        file, total = f"{name}.jsonl.gz", Total()
        path = self.folder / file
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_suffix(".fresh")
        with _open_private(fresh) as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed:
            for row in rows:
                line = to_line(row)
                total.add(line)
                packed.write(line + b"\n")
        fresh.rename(path)
        self.manifest.parts[name] = part = Part(file, self._hash(file), total.rows, str(total))
        self.save()
        return part

    def read(self, name: str) -> Iterator[Row]:
        """Yield the rows of a part, of which there are none if there is no such part."""
        part = self.manifest.parts.get(name)
        if part is not None:
            with gzip.open(self.folder / part.file, "rb") as packed:
                for line in packed:
                    yield msgspec.json.decode(line)

    def save(self) -> None:
        """Write the list."""
        fresh = self.folder / f"{_LIST}.fresh"
        with _open_private(fresh) as file:
            file.write(msgspec.json.format(msgspec.json.encode(self.manifest)))
        fresh.rename(self.folder / _LIST)

    def check(self) -> None:
        """See that all of it is there. Raises BundleBroken."""
        if not self.manifest.complete:
            raise BundleBroken(f"{self.folder} is not whole: export into it once more, which goes on where it ended.")
        broken = [name for name in self.manifest.parts if not self.has(name)]
        if broken:
            raise BundleBroken(f"{', '.join(broken)} of {self.folder} are not as they were written: export anew.")

    def _hash(self, file: str) -> str:
        return hash_file(self.folder / file)


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def open_bundle(folder: Path) -> Bundle | None:
    """Return the bundle in a folder; None where there is none. Raises BundleBroken for one of another format."""
    path = folder / _LIST
    if not path.exists():
        return None
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except msgspec.MsgspecError as error:
        raise BundleBroken(f"{path} cannot be read: {error}") from error
    if manifest.format != FORMAT:
        raise BundleBroken(f"{folder} is of format {manifest.format}, and this release knows {FORMAT} alone.")
    return Bundle(folder, manifest)


def begin_bundle(folder: Path, manifest: Manifest) -> Bundle:
    """Begin a bundle in a folder that is empty, or not there. Raises BundleBroken."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise BundleBroken(f"{folder} has something in it that is no bundle: say another folder.")
    folder.chmod(0o700)
    bundle = Bundle(folder, manifest)
    bundle.save()
    return bundle


def _open_private(path: Path) -> BinaryIO:
    """Open a file to be written, which its owner alone may read."""
    path.touch(mode=0o600)
    return path.open("wb")
