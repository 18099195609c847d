"""`make upgrade`: an earlier release, this one and one with a step more are deployed into one copy, one over the other
and back again, while people's bookings wait at every place where they can; then every booking is finished.

What it proves: no row is lost, no booking fails, a release reads the rows of the one after it, and a step's function is
there for as long as an execution may call it.
"""

# ruff: noqa: T201 - what it prints is what it is for

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from botocore.exceptions import ClientError

from infra.deploy import read_package
from infra.package import ROOT
from local import cloud, deployment
from local.stack import load
from tests.e2e.conftest import HASTE
from tests.e2e.world import World
from tests.upgrade import clones, lives
from tests.upgrade.lives import Bookings, Row

STEP = "step_inspect"


class Broken(Exception):
    """A release has not kept what it should; the message says what."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="make upgrade", description=__doc__)
    parser.add_argument("--base", default="HEAD^", help="the commit of the release before; the parent if not said")
    asked = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="sojourn-upgrade-") as name:
        folder = Path(name)
        started, _ = cloud.start(folder / "home", settings=HASTE)
        try:
            count = Upgrade(folder, started).prove(asked.base)
        except (Broken, clones.DeploymentRefused) as error:
            print(error, file=sys.stderr)
            return 1
        finally:
            cloud.stop(folder / "home")
    print(f"upgrade: {count} bookings lived through {asked.base}, this release, one with a step more, and back,"
          f" {time.monotonic() - begun:.0f} s")  # fmt: skip
    return 0


class Upgrade:
    """One copy, in which one release follows another."""

    def __init__(self, folder: Path, started: cloud.Cloud) -> None:
        self._folder = folder
        self._home = folder / "home"
        self._cloud = started
        self._all: Bookings = {}
        self._rows: dict[str, Row] = {}

    def prove(self, base: str) -> int:
        """Deploy one release over the other and back, and let people live with each; how many bookings there were.
        Broken: something was not kept."""
        earlier = clones.check_out(self._folder / "earlier", base)
        later = clones.copy_with_another_step(self._folder / "later")
        self._say(f"{base} is deployed", clones.run, earlier, self._home, "local", "up")
        of_base = self._live("under the earlier release")

        self._say("this release is deployed over it", clones.run, ROOT, self._home, "local", "up")
        self._compare()
        self._finish(of_base)
        of_this = self._live("under this release")

        self._say("one with a step more is deployed over it", clones.run, later, self._home, "local", "up")
        self._compare()
        of_later = self._live("under the later release")
        self._say("it is taken back", self._go_back)
        self._expect_step(there=True)
        self._compare()
        self._finish(of_this | of_later)
        self._say("this release is deployed once more", clones.run, ROOT, self._home, "local", "up")
        self._expect_step(there=False)

        self._read_with_earlier_code(earlier)
        return len(self._all)

    def _read_with_earlier_code(self, earlier: Path) -> None:
        """Have the code of the earlier release read what this one wrote, and this one finish it."""
        waiting = self._live("before the earlier code")
        package = self._folder / "package"
        clones.run(earlier, self._home, "infra.package", "--stage", "local", "--out", str(package))
        self._say("the code of the earlier release is put back", self._install, package)
        self._compare()
        self._say("this release is deployed at last", clones.run, ROOT, self._home, "local", "up")
        self._compare()
        self._finish(waiting)

    def _world(self) -> World:
        return World(load(self._home))

    def _live(self, when: str) -> Bookings:
        bookings = lives.live(self._world(), when)
        self._all |= bookings
        self._rows |= lives.see(self._world(), bookings)
        return bookings

    def _compare(self) -> None:
        """See that every booking there ever was can be read, and is what it was."""
        found = lives.see(self._world(), self._all)
        changed = [kind for kind, row in found.items() if row != self._rows[kind]]
        if changed:
            raise Broken(f"These are not what they were: {', '.join(changed)}.")

    def _finish(self, bookings: Bookings) -> None:
        ended = lives.finish(self._world(), bookings)
        failed = {kind: status for kind, status in ended.items() if status != "booked"}
        if failed:
            raise Broken(f"These did not end as they should: {json.dumps(failed)}.")
        print(f"  {len(ended)} bookings are booked", flush=True)

    def _go_back(self) -> None:
        clones.run(ROOT, self._home, "infra.releases", "--stage", "local", endpoint=self._cloud.endpoint)

    def _install(self, folder: Path) -> None:
        """Deploy a package as this release deploys; its API may have another address than the one before."""
        deployment.install(self._cloud, self._home, read_package(folder), lambda _: None)

    def _expect_step(self, *, there: bool) -> None:
        stack = load(self._home)
        name = stack.name(STEP)
        if self._has_function(name) != there:
            raise Broken(f"{name} is {'gone, and executions may call it' if there else 'there, and nothing calls it'}.")

    def _has_function(self, name: str) -> bool:
        try:
            load(self._home).client("lambda").get_function(FunctionName=name)
        except ClientError as error:
            if error.response["Error"]["Code"] == "ResourceNotFoundException":
                return False
            raise
        return True

    @staticmethod
    def _say(what: str, do: Callable[..., object], *arguments: object) -> None:
        begun = time.monotonic()
        do(*arguments)
        print(f"  {what}, {time.monotonic() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())
