"""What holds for every test, wherever it stands."""

import gc
import sys
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.support.daily_share import VARIABLE, keep_day
from tests.support.process_memory import forget_all

# How long an example takes says how busy the machine is, and nothing about the code.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")
_DAY = keep_day()


def pytest_report_header() -> str:
    """Say how the same share of the cases that differ from day to day is tried again."""
    return f"cases of the day: {VARIABLE}={_DAY}"


def pytest_collection_finish() -> None:
    """Let the collector pass over what stays until the end, and look less often: a world makes many short-lived
    values, and looking through all modules for garbage among them takes a tenth of the time of its tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    if "moto" in sys.modules:
        _read_service_models_once()
        _read_key_of_pools_once()


def _read_service_models_once() -> None:
    """Let the sessions of boto3 share what they read of the services: moto makes a new session for every test."""
    session = sys.modules["botocore.session"]
    session.create_loader = cache(session.create_loader)  # type: ignore[attr-defined]


def _read_key_of_pools_once() -> None:
    """Let all user pools of moto share the key that they all have: it is kept without its primes, and to find them
    takes longer than most tests."""
    from joserfc._rfc7518 import rsa_key

    binding: Any = rsa_key.RSABinding
    find_primes = binding.import_private_key
    kept = cache(lambda fields: find_primes(dict(fields)))
    binding.import_private_key = lambda fields: kept(tuple(sorted(fields.items())))


@pytest.fixture(autouse=True)
def _another_process() -> None:
    """Each test has a stage and tables of its own, of which nothing is known that was read from another's."""
    forget_all()
