"""`python -m infra.foundation.lint`: write the templates that are deployed to build/, and let cfn-lint judge them."""

import subprocess
import sys
from pathlib import Path

from infra.foundation import template as foundation
from infra.policy_files import ROOT
from infra.workflow import template as workflow

FOLDER = ROOT / "build"
TEMPLATES = {"foundation.json": foundation.text, "workflow.json": workflow.text}


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    for name, text in TEMPLATES.items():
        (FOLDER / name).write_text(text(), encoding="utf-8")
    command = [str(Path(sys.executable).with_name("cfn-lint")), *(str(FOLDER / name) for name in TEMPLATES)]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
