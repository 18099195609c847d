"""Runs named tests of the repository that it is started in, as often as it is asked to, each time in a process of its
own: a copy of one that has loaded what the tests stand on, and nothing of the repository.

It is asked by a line of JSON, a list of tests, and answers by one: pytest's exit code, and what it printed.
"""

import gc
import importlib
import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryFile

import pytest

_LOADED = ("boto3", "botocore.session", "chalice.app", "chalice.test", "hypothesis", "moto", "pynamodb.models", "yaml")
_OPTIONS = (
    *("-q", "-x", "-n", "0", "-p", "no:cacheprovider", "-p", "no:randomly"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),  # of plugins that are loaded already
)


def main() -> None:
    for name in _LOADED:
        importlib.import_module(name)
    gc.freeze()  # so that no copy looks through what all of them have
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_run(json.loads(line))) + "\n")
        sys.stdout.flush()


def _run(tests: list[str]) -> tuple[int, str]:
    with TemporaryFile() as printed, Path(os.devnull).open("rb") as nothing:
        child = os.fork()
        if child == 0:
            for stream, number in ((nothing, 0), (printed, 1), (printed, 2)):
                os.dup2(stream.fileno(), number)
            code = 70  # whatever keeps pytest from saying how it went
            try:
                importlib.invalidate_caches()
                code = int(pytest.main([*_OPTIONS, *tests]))
                sys.stdout.flush()
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        printed.seek(0)
        return os.waitstatus_to_exitcode(status), printed.read().decode(errors="replace")


if __name__ == "__main__":
    main()
