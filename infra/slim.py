"""Makes the package smaller and quicker to start, without changing what it does.

Lambda unpacks the zip and compiles every imported module afresh in each cold start, for its code folder is read-only.
So: what no function can need is left out (the descriptions of AWS services that are never called are two thirds of the
zip, the words in those that are called half of their size), and bytecode is put in, in the form that Python takes
without looking at the source.
"""

import gzip
import hashlib
import json
import py_compile
import sys
import tempfile
import zipfile
from importlib.util import MAGIC_NUMBER
from pathlib import Path, PurePosixPath
from typing import Any

from infra.streaming import WRAPPER

# The AWS services whose clients are made in chalicelib; tests/e2e/test_package.py makes one of each from the zip.
SERVICES = frozenset(
    {
        "apigatewaymanagementapi",
        "bedrock-runtime",
        "dynamodb",
        "geo-places",
        "geo-routes",
        "s3",
        "s3vectors",
        "cognito-idp",
        "kms",
        "lambda",
        "secretsmanager",
        "sqs",
        "ssm",
        "stepfunctions",
        "sts",
    }
)
_ENDPOINTS = "botocore/data/endpoints.json"
_DESCRIPTION = "/service-2.json"
# What python-jose would check signatures with if `cryptography` were not here. Nothing imports them, ecdsa has a known
# weakness without a mend, and a package that lacks `cryptography` by mistake fails instead of falling back to them.
UNUSED = frozenset({"ecdsa", "rsa", "pyasn1"})
EPOCH = (2020, 1, 1, 0, 0, 0)


def slim(code: Path, cache: Path) -> None:
    """Rewrite the zip in place. The same content gives the same bytes; `cache` keeps bytecode between packagings."""
    cache.mkdir(parents=True, exist_ok=True)
    smaller = code.with_suffix(".slim")
    with zipfile.ZipFile(code) as whole, zipfile.ZipFile(smaller, "w", zipfile.ZIP_DEFLATED) as kept:
        needed = sorted(name for name in whole.namelist() if is_needed(name))
        endpoints = {_description(whole, name)["metadata"]["endpointPrefix"] for name in needed if _DESCRIPTION in name}
        for name in needed:
            body = whole.read(name)
            if name == _ENDPOINTS:
                body = _only(endpoints, body)
            if _DESCRIPTION in name:  # plain: packed once, by the zip, and not to be unpacked in every cold start
                plain = json.dumps(_without_words(_description(whole, name))).encode()
                add(kept, name.removesuffix(".gz"), plain)
            else:
                add(kept, name, body)
            if name.endswith(".py"):
                add(kept, *compile_source(name, body, cache, "/var/task"))
    smaller.replace(code)


def is_needed(name: str) -> bool:
    """Return whether a function may need a file of the package while it runs."""
    path = PurePosixPath(name)
    if name.endswith(("/", ".pyi", ".pyc")):
        return False
    if path.parts[0].partition("-")[0] in UNUSED:
        return False
    if path.parts[:2] == ("botocore", "data") and len(path.parts) > 3:
        return path.parts[2] in SERVICES and path.stem != "examples-1"
    if path.parts[:2] in {("boto3", "examples"), ("boto3", "data")}:
        return False
    if path.parts[0].endswith(".dist-info"):
        return path.name == "METADATA"
    return "tests" not in path.parts[1:-1]


def _description(whole: zipfile.ZipFile, name: str) -> dict[str, Any]:
    """Return what botocore knows of a service."""
    return dict(json.loads(gzip.decompress(whole.read(name))))


def _only(prefixes: set[str], endpoints: bytes) -> bytes:
    """Return Botocore's table of endpoints, 1.2 MB read for the first client of a process, with the services called
    alone."""
    table = json.loads(endpoints)
    for partition in table["partitions"]:
        partition["services"] = {name: where for name, where in partition["services"].items() if name in prefixes}
    return json.dumps(table).encode()


def _without_words(value: Any) -> Any:
    """Return a description without the texts that document it; a thing that is itself called `documentation` is no
    text.

    Those of a service's context parameters stay: botocore reads them whenever it signs ahead of time.
    """
    if isinstance(value, dict):
        texts = [name for name, inner in value.items() if name == "documentation" and isinstance(inner, str)]
        kept = {name: inner for name, inner in value.items() if name not in texts}
        return {name: inner if name == "clientContextParams" else _without_words(inner) for name, inner in kept.items()}
    return [_without_words(inner) for inner in value] if isinstance(value, list) else value


def add(archive: zipfile.ZipFile, name: str, body: bytes) -> None:
    """Put a file into a zip, with nothing in it of when or where that was done."""
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    is_run = ".so" in PurePosixPath(name).suffixes or name == WRAPPER
    entry.external_attr = (0o755 if is_run else 0o644) << 16
    archive.writestr(entry, body)


def compile_source(name: str, source: bytes, cache: Path, where: str) -> tuple[str, bytes]:
    """Return the name and the bytes of the bytecode of a module that stands below `where` on Lambda."""
    path = PurePosixPath(name)
    compiled = f"{path.parent}/__pycache__/{path.stem}.{sys.implementation.cache_tag}.pyc".removeprefix("./")
    stored = cache / hashlib.sha256(MAGIC_NUMBER + f"{where}/{name}".encode() + b"\0" + source).hexdigest()
    if not stored.exists():
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            (text := Path(folder, path.name)).write_bytes(source)
            made = Path(folder, "made")
            mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
            py_compile.compile(str(text), str(made), dfile=f"{where}/{name}", doraise=True, invalidation_mode=mode)
            made.replace(stored)
    return compiled, stored.read_bytes()
