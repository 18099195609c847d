"""How the deployment is: what it runs, and whether what it stands on answers."""

import threading
import time

import msgspec

from chalicelib import __version__, settings
from chalicelib.gateways import health
from chalicelib.gateways.health import Probe

KEPT_SECONDS = 10.0


class Health(msgspec.Struct, frozen=True):
    """The stage, the version of the code, and each system that it stands on; `ok` when all of them are."""

    ok: bool
    stage: str
    version: str
    dependencies: dict[str, Probe]


class _Kept:
    """What was found last, so that anybody may ask as often as they like: one round of probes in ten seconds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until = 0.0
        self._found: dict[str, Probe] = {}

    def probes(self) -> dict[str, Probe]:
        with self._lock:
            if time.monotonic() >= self._until:
                self._found = health.probe_dependencies()
                self._until = time.monotonic() + KEPT_SECONDS
            return self._found


_kept = _Kept()


def check_health() -> Health:
    """Return the state of things, at most ten seconds old."""
    found = _kept.probes()
    is_ok = all(probe.ok for probe in found.values())
    return Health(ok=is_ok, stage=settings.current().stage, version=__version__, dependencies=found)
