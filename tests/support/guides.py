"""What a guide tells its reader to type, and typing it."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from infra.package import ROOT
from local.stack import Stack

_FENCED = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TOOLS = re.compile(r"(?:[A-Z_]+=\S+ )*(?:make|chalice|aws|curl|jq|openssl|python) ")
_AWS = ROOT / "tests" / "support" / "aws_cli.py"


class Typed(NamedTuple):
    """What is typed for it on a copy, whose stage is `local`, and what is printed then."""

    script: str
    printed: str


class Shown(NamedTuple):
    """The test, or the command of its own, that runs it; and words of that which do."""

    by: str
    words: str


class OnAws(NamedTuple):
    """Why it can run nowhere else."""

    reason: str


Evidence = Typed | Shown | OnAws


def list_commands(guide: str) -> set[str]:
    """What the guide has its reader type, in snippets and in its sentences."""
    in_snippets = [line.split("   #")[0] for snippet in _FENCED.findall(guide) for line in snippet.splitlines()]
    in_sentences = re.findall(r"`([^`]+)`", _FENCED.sub("", guide))
    said = (" ".join(each.split()) for each in (*in_snippets, *in_sentences))
    return {each for each in said if _TOOLS.match(f"{each} ")}


def snippets(guide: str, language: str) -> list[str]:
    """All snippets of a guide in one language, in its order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)


def run_in_shell(script: str, stack: Stack, folder: Path) -> subprocess.CompletedProcess[str]:
    """Type `script` into bash in `folder`, beside the running `stack`; `make` is the clone's, and there is no
    `uuidgen`, which small systems lack."""
    lacking = "uuidgen() { echo 'uuidgen: command not found' >&2; return 127; }"
    in_the_clone = f'make() {{ command make -C "{ROOT}" "$@"; }}'
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("SOJOURN_", "MAKE"))}
    return subprocess.run(
        ["bash", "-c", f"set -euo pipefail\n{in_the_clone}\n{lacking}\n{script}"],  # noqa: S607 - the reader's own shell
        cwd=folder,
        env={**inherited, "SOJOURN_HOME": stack.home},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


def type_command(typed: Typed, stack: Stack, folder: Path) -> subprocess.CompletedProcess[str]:
    """Type a command's script, with what its reader has in the environment. `aws` is a stand-in of our own."""
    where = {"AWS_ENDPOINT_URL": stack.endpoint, "AWS_DEFAULT_REGION": stack.region, "CLONE": str(ROOT)}
    given = "".join(f"export {name}='{value}'\n" for name, value in where.items())
    aws = f'aws() {{ "{sys.executable}" "{_AWS}" "$@"; }}'
    return run_in_shell(
        f"{given}{aws}\nexport AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test\n{typed.script}", stack, folder
    )
