"""What is known against the packages that ship: asked of PyPI, by version, through pip-audit.

A package index may have no pages of single versions, as mirrors often do not. Then the project's own page is asked, for
the few packages that read what strangers send; it speaks of the newest version only, so another one stays unchecked.
"""

import json
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import urllib3
from pip._internal.models.index import PyPI

from infra.package import ROOT

Json = dict[str, Any]
PIP_AUDIT = ROOT / ".venv-audit" / "bin" / "pip-audit"
PROJECT = PyPI.pypi_url + "/{}/json"
# What reads tokens, bodies and answers, before anything else has looked at them; and what parses uploaded files.
READERS = (
    *("chalice", "cryptography", "ecdsa", "msgspec", "python-jose", "rsa", "urllib3"),
    *("charset-normalizer", "defusedxml", "markdown-it-py", "pdfminer-six", "pdfplumber", "pillow", "pypdf"),
    *("pypdfium2", "selectolax"),
)
# Advisories that we know of, by id or alias, and why they do not touch us.
ACCEPTED: Mapping[str, str] = {
    "CVE-2024-23342": "ecdsa: timing of signatures on elliptic curves. Tokens are signed with RSA and checked "
    "by `cryptography`; nothing imports ecdsa, which python-jose asks for, and the package lacks it (infra/slim.py)",
}


class Audit(NamedTuple):
    """What was found: packages with how many advisories each was checked against, and what is known against them."""

    shipped: dict[str, str]
    checked: frozenset[str]
    open: tuple[str, ...]
    accepted: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{len(self.checked)} of {len(self.shipped)} shipped packages really checked,"
            f" {len(self.open)} advisories open, {len(self.accepted)} argued"
        )


def shipped() -> dict[str, str]:
    """The version of each package in the Lambda zip and its layers: what their locks pin, and Chalice's runtime."""
    locks = [ROOT / "requirements.txt", *sorted((ROOT / "layers").glob("*.txt"))]
    lines = "".join(lock.read_text(encoding="utf-8") for lock in locks)
    chalice = re.search(r"^chalice==[^ ]+", (ROOT / "requirements-dev.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert chalice is not None
    pins = [*re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", lines, re.MULTILINE), chalice[0].split("==")]
    return agreed(pins)


def agreed(pins: Iterable[Sequence[str]]) -> dict[str, str]:
    """The version of each package. Raises ValueError when two locks pin different ones: a layer and the zip would mix
    them, and only one would be asked about."""
    versions: dict[str, str] = {}
    for name, version in pins:
        if versions.setdefault(name, version) != version:
            raise ValueError(f"{name} is pinned to {versions[name]} and to {version}")
    return versions


def audit() -> Audit:
    """Ask for everything that ships. Raises CalledProcessError when pip-audit itself fails."""
    pins = shipped()
    found = by_version(pins)
    for name in READERS:
        if name not in found and (known := by_project(name, pins[name])) is not None:
            found[name] = known
    return judged(pins, found)


def judged(pins: dict[str, str], found: Mapping[str, list[Json]]) -> Audit:
    """What was found, apart by what we have an answer to."""
    advisories = {f"{name} {pins[name]}: {each['id']}": each for name, known in found.items() for each in known}
    argued = tuple(
        line for line, each in advisories.items() if any(i in ACCEPTED for i in (each["id"], *each["aliases"]))
    )
    return Audit(pins, frozenset(found), tuple(line for line in advisories if line not in argued), argued)


def by_version(pins: Mapping[str, str]) -> dict[str, list[Json]]:
    """The advisories of each version that there was an answer for."""
    with tempfile.TemporaryDirectory() as folder:
        wanted, report = Path(folder, "requirements.txt"), Path(folder, "report.json")
        wanted.write_text("".join(f"{name}=={version}\n" for name, version in pins.items()), encoding="utf-8")
        options = ("--no-deps", "--disable-pip", "--vulnerability-service", "pypi", "--progress-spinner", "off")
        command = [str(PIP_AUDIT), "-r", str(wanted), *options, "--format", "json", "--output", str(report)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if not report.exists():
            raise subprocess.CalledProcessError(done.returncode, command, done.stdout, done.stderr)
        answered = json.loads(report.read_text(encoding="utf-8"))["dependencies"]
    return {each["name"]: each["vulns"] for each in answered if "vulns" in each}


def by_project(name: str, version: str, get: Callable[[str], Json | None] | None = None) -> list[Json] | None:
    """The advisories of a project's newest version; None if that is not the one that is pinned, or nobody answers."""
    page = (get or _get)(PROJECT.format(name))
    if page is None or page["info"]["version"] != version:
        return None
    return [each for each in page.get("vulnerabilities", []) if not each.get("withdrawn")]


def _get(url: str) -> Json | None:
    try:
        answer = urllib3.request("GET", url, retries=1, timeout=15)
    except urllib3.exceptions.HTTPError:
        return None
    return dict(answer.json()) if answer.status == 200 else None
