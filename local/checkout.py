"""The files of a working copy that belong to the project: not environments, nor what commands build in it meanwhile."""

import subprocess
from functools import cache
from pathlib import Path

from infra.package import ROOT


@cache
def written_paths() -> tuple[Path, ...]:
    """Return the files that git knows, or would take, by their paths in the project, in order."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return tuple(Path(each) for each in sorted(filter(None, listed)) if (ROOT / each).is_file())
