"""`python -m infra.lint_workflows`: the pipeline's workflows before zizmor, which looks for what lets strangers in."""

import subprocess
import sys
from pathlib import Path

from infra.package import ROOT

FOLDER = ROOT / ".github"


def main() -> int:
    """Lint without asking anything of the network; 1 when anything was found."""
    linter = str(Path(sys.executable).with_name("zizmor"))
    command = [linter, "--offline", "--no-progress", "--quiet", "--min-severity", "informational", str(FOLDER)]
    done = subprocess.run(command, check=False)
    if done.returncode:
        return 1
    print(f"workflows: 0 findings in {len(list(FOLDER.glob('workflows/*.yml')))} and what updates dependencies")
    return 0


if __name__ == "__main__":
    sys.exit(main())
