"""`python -m infra.foundation.lint`: write the template that is deployed to build/, and let cfn-lint judge it."""

import subprocess
import sys
from pathlib import Path

from infra.foundation import template
from infra.policy_files import ROOT

RENDERED = ROOT / "build" / "foundation.json"


def main() -> int:
    RENDERED.parent.mkdir(exist_ok=True)
    RENDERED.write_text(template.text(), encoding="utf-8")
    command = [str(Path(sys.executable).with_name("cfn-lint")), str(RENDERED)]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
