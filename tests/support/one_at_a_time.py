"""moto, made to answer one call at a time as DynamoDB would, for tests with several threads.

moto checks a condition and writes in two steps, and its failed transactions put back a copy of the whole table: both
undo what other threads have written meanwhile.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

import pytest
from moto import mock_aws
from moto.core import botocore_stubber


@contextmanager
def aws_one_at_a_time() -> Iterator[None]:
    """AWS replaced by moto, its calls one after another."""
    call, lock = botocore_stubber.BotocoreStubber.__call__, Lock()

    def one_at_a_time(*args: Any, **kwargs: Any) -> Any:
        with lock:
            return call(*args, **kwargs)

    with pytest.MonkeyPatch.context() as patch, mock_aws():
        patch.setattr(botocore_stubber.BotocoreStubber, "__call__", one_at_a_time)
        yield
