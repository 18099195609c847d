"""Processes of our own that import the app anew, as each of our functions does when it starts."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def start_process(script: str, *arguments: str, **environment: str) -> Any:
    """What a script prints on its last line, as JSON: run on stage `dev`, without this process's environment."""
    given = {"PATH": os.environ["PATH"], "AWS_REGION": "eu-central-1", "SOJOURN_STAGE": "dev", **environment}
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])
