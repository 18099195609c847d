"""What a guide tells its reader to type, and typing it."""

import os
import re
import subprocess
from pathlib import Path

from infra.package import ROOT
from local.stack import Stack


def snippets(guide: str, language: str) -> list[str]:
    """All snippets of a guide in one language, in its order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)


def run_in_shell(script: str, stack: Stack, folder: Path) -> subprocess.CompletedProcess[str]:
    """Type `script` into bash in `folder`, beside the running `stack`; `make` is the clone's."""
    in_the_clone = f'make() {{ command make -C "{ROOT}" "$@"; }}'
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("SOJOURN_", "MAKE"))}
    return subprocess.run(
        ["bash", "-c", f"set -euo pipefail\n{in_the_clone}\n{script}"],  # noqa: S607 - the reader's own shell
        cwd=folder,
        env={**inherited, "SOJOURN_HOME": stack.home},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
