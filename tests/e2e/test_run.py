"""The one command for a first look: starts a copy of its own, books a trip before one's eyes, and leaves nothing."""

import os
import re
import subprocess
from pathlib import Path

from infra.package import ROOT
from local import cloud
from local.stack import Stack
from tests.support.waiting import PATIENCE


def test_make_run_books_a_trip_beside_a_running_copy(stack: Stack, tmp_path: Path) -> None:
    home = tmp_path / "second"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SOJOURN_", "MAKE"))}
    done = subprocess.run(
        ["make", "--no-print-directory", "run", "ONCE=1"],  # noqa: S607 - whichever make the developer has
        cwd=ROOT,
        env={**environment, "SOJOURN_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=4 * PATIENCE,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    last = done.stdout.rstrip().splitlines()[-1]
    assert re.match(r"booked bkg_[0-9A-HJKMNP-TV-Z]{26} for [0-9.,]+ EUR: options after", last), last
    assert cloud.find(home) is None, "the copy that it started is still running"
    assert not (home / "tmp").exists()
    assert cloud.find(Path(stack.home)) is not None, "the copy that ran before still runs"
