"""Runs the emulator, in the emulator's own environment, with one thing done better: code is unpacked once.

The emulator unpacks a function's zip anew for every worker that it starts, thousands of files each time, which costs a
cold start more than the function itself does, and a hundred megabytes. All functions share one package, and Lambda's
code folder is shared and read-only too; so here each distinct zip is unpacked once, and workers get a link to it.
"""

import hashlib
import os
import tempfile
import threading
import zipfile
from pathlib import Path
from types import SimpleNamespace

from ministack import app
from ministack.core import lambda_runtime

_unpacking = threading.Lock()


class _UnpackedOnce(zipfile.ZipFile):
    """A zip whose `extractall` leaves a link to the one unpacked copy."""

    def extractall(self, path: object = None, *_: object) -> None:  # the emulator names the folder and nothing else
        content = hashlib.sha256(Path(str(self.filename)).read_bytes()).hexdigest()
        shared = Path(tempfile.gettempdir(), "code", content[:16])
        with _unpacking:
            if not shared.exists():
                fresh = shared.with_suffix(".fresh")
                super().extractall(fresh)
                fresh.rename(shared)
        folder = Path(str(path))
        folder.rmdir()
        folder.symlink_to(shared, target_is_directory=True)


def main() -> None:
    lambda_runtime.zipfile = SimpleNamespace(ZipFile=_UnpackedOnce, BadZipFile=zipfile.BadZipFile)
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
    app.main()


if __name__ == "__main__":
    main()
