"""What the commands for a stage have in common: how one ends that could not do what it was asked for."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

P = ParamSpec("P")


class CommandFailed(Exception):
    """What was asked for could not be done; the message says what failed and why, and what to do."""

    exit_code = 1


def command(work: Callable[P, None]) -> Callable[P, int]:
    """Make of what a command does how the command ends: 0, or the code of its failure, which is said on one line."""

    @wraps(work)
    def main(*args: P.args, **kwargs: P.kwargs) -> int:
        try:
            work(*args, **kwargs)
        except CommandFailed as error:
            print(error, file=sys.stderr)
            return error.exit_code
        return 0

    return main
