"""`make drill`: a copy of its own loses its tables, documents and users at a random moment while people book in it, is
brought back from what outlives that, and everything is verified.

What stands for AWS here: system backups of deleted tables, which lag by some seconds as a copy in another region does;
a bucket into which documents are copied as S3 replicates them; and the hourly list of people. Everything else is what
an operator types: `make restore-stage`.
"""

# ruff: noqa: T201 - what it prints is what it is for

import argparse
import math
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from infra import guards
from infra.deploy import deploy, read_package
from infra.package import ROOT, Package
from infra.recovery.contents import back_up_people, call_functions, restore_contents
from infra.recovery.stacks import clear_stacks, stop_executions
from infra.recovery.tables import list_tables, restore_tables
from infra.transfer import audit
from infra.transfer.bundle import Row
from infra.transfer.people import list_people
from local import cloud, deployment
from local.ministack_recovery import JOURNAL, LAG, WITNESS
from local.stack import Stack, save
from tests.drill import verification, witness
from tests.drill.load import Load
from tests.drill.loss import Replication, lose
from tests.e2e.conftest import HASTE
from tests.e2e.world import World
from tests.erasure.lives import Person, hire, settle_down
from tests.support.receiver import Receiver, receiver
from tests.support.waiting import eventually

_MOMENTS, _LAGS, _PATIENCE = (10.0, 40.0), (5.0, 15.0), 600.0  # seconds
_SHOWN = 10


class Plan(NamedTuple):
    """What chance decides: when the stage is lost, and how far its backups lag."""

    seed: int
    moment: float
    lag: float


class Lost(NamedTuple):
    """What is known of a stage that was lost."""

    at: float
    load: Load
    people: list[Row]
    erased: list[Person]
    webhook_secret: str


def main() -> int:
    parser = argparse.ArgumentParser(prog="make drill", description=__doc__)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--package", type=Path, help="a folder that was packaged before; packaged now if not said")
    asked = parser.parse_args()
    plan = make_plan(asked.seed)
    print(
        f"drill: seed {plan.seed}: lost {plan.moment:.1f} s into the load, backups lag by {plan.lag:.1f} s", flush=True
    )
    with tempfile.TemporaryDirectory(prefix="sojourn-drill-") as folder, receiver() as server:
        home = Path(folder)
        settings = {**HASTE, JOURNAL: "1", LAG: str(plan.lag), WITNESS: str(home / "witness.jsonl")}
        started, _ = cloud.start(home, settings=settings)
        try:
            built = read_package(asked.package) if asked.package else deployment.build(home, _say)
            return Drill(home, started, plan, server, built).run()
        finally:
            cloud.stop(home)


def make_plan(seed: int) -> Plan:
    """Return what a seed decides."""
    chance = random.Random(seed)
    return Plan(seed, chance.uniform(*_MOMENTS), chance.uniform(*_LAGS))


class Drill:
    """One loss, and what comes after it."""

    def __init__(self, home: Path, started: cloud.Cloud, plan: Plan, server: Receiver, built: Package) -> None:
        self._home, self._cloud, self._plan, self._server = home, started, plan, server
        self._chance = random.Random(plan.seed)
        self._package = built
        self._stack = deployment.install(started, home, self._package, _say)
        self._target = self._stack.target
        self._replica = Replication(self._target)

    def run(self) -> int:
        """Lose the stage, bring it back, and verify it; 0 if nothing is lost."""
        lost = self._live_and_lose()
        moment, flaws = self._restore_tables(lost)
        changes = witness.read(self._home / "witness.jsonl")
        missing = witness.find_missing(self._target, changes, moment, lost.at)
        ages = f"from {missing.newest:.1f} to {missing.oldest:.1f} s old"
        _say(f"  {missing.changes} committed changes are missing, {ages}")
        world = self._bring_up(lost)
        self._book_first(world, lost)
        rto = time.time() - lost.at
        _say(f"  the first booking is booked {rto:.0f} s after the loss")
        flaws += self._verify(world, lost, moment)
        for flaw in flaws[:_SHOWN]:
            _say(f"  {flaw}")
        print(f"drill: {len(flaws)} lost, RPO {math.ceil(missing.oldest)} s, RTO {math.ceil(rto)} s")
        return 1 if flaws else 0

    def _live_and_lose(self) -> Lost:
        world = World(self._stack)
        self._replica.start()
        webhook = world.manager.post("/v1/webhooks", {"url": self._server.url, "eventTypes": ["booking.booked"]})
        erased = [self._settle(world, number) for number in (1, 2)]
        back_up_people(self._target, _say)
        people = list(list_people(self._target))
        load = Load(world, self._chance)
        load.start()
        eventually(load.is_warm, seconds=_PATIENCE)
        world.invoke("anchor_audit")
        _erase(world, erased[0])
        time.sleep(self._plan.moment)
        load.note_loss()  # the erasure that begins now is interrupted by it
        self._begin_erasure(world, erased[1])
        at = time.time()
        lose(self._target, self._chance)
        _say(f"  lost, after {len(load.accepted)} things were accepted")
        load.stop()
        self._replica.stop()
        return Lost(at, load, people, erased, webhook["secret"])

    def _begin_erasure(self, world: World, person: Person) -> None:
        """Have somebody's erasure begun, and only just: no backup knows of it, and the ledger does."""

        def ask() -> None:
            with suppress(Exception):  # whatever becomes of the answer, in a stage that is being lost
                world.manager.call("POST", "/v1/privacy/erasures", {"userId": person.user_id})

        threading.Thread(target=ask, daemon=True).start()
        ledger = {"Bucket": audit.bucket_of(self._target), "Prefix": "erasures/"}
        eventually(lambda: person.user_id in self._read_all(**ledger))

    def _read_all(self, **where: str) -> str:
        s3 = self._target.client("s3")
        keys = [each["Key"] for each in s3.list_objects_v2(**where).get("Contents", [])]
        return "".join(s3.get_object(Bucket=where["Bucket"], Key=key)["Body"].read().decode() for key in keys)

    def _settle(self, world: World, number: int) -> Person:
        return settle_down(world, number, random.Random(self._chance.random()), *hire(world, number))

    def _restore_tables(self, lost: Lost) -> tuple[float, list[str]]:
        """Restore the tables; the moment that they are of, and what of them is not as it was then."""
        present = list_tables(self._target)
        stop_executions(self._target, _say)
        clear_stacks(self._target, _say, guards.go_on)
        restored = restore_tables(self._target, None, _say, present=present)
        moments = {each for name, each in restored.tables.items() if name not in present}
        assert len(moments) == 1, f"tables are restored to {len(moments)} moments"
        moment = moments.pop().timestamp()
        changes = witness.read(self._home / "witness.jsonl")
        flaws = [
            *lost.load.failures,
            *(f"{name} had no backup" for name in restored.without),
            *witness.compare(self._target, changes, moment),
        ]
        _say(
            f"  {len(witness.expected(changes, moment))} rows compared, as of {lost.at - moment:.1f} s before the loss"
        )
        return moment, flaws

    def _bring_up(self, lost: Lost) -> World:
        """Deploy, bring files and people back, and let people choose passwords."""
        outputs = deploy(self._target, self._package, _quietly)
        stack = deployment.save_copy(self._cloud, self._home, outputs)
        restore_contents(self._target, self._replica.bucket, _say)
        self._choose_passwords(stack)
        call_functions(self._target, _say)
        return World(stack)

    def _choose_passwords(self, stack: Stack) -> None:
        cognito = stack.client("cognito-idp")
        for user in stack.users.values():
            cognito.admin_set_user_password(
                UserPoolId=stack.user_pool_id, Username=user.email, Password=user.password, Permanent=True
            )
        save(stack)

    def _book_first(self, world: World, lost: Lost) -> None:
        booked = world.finish(world.options(world.trip_request(ahead=340)))
        assert booked["status"] == "booked", booked["failure"]
        wanted = f"/v1/bookings/{booked['bookingId']}"
        received = eventually(
            lambda: [each for each in self._server.received if booked["bookingId"] in each.body.decode()]
        )
        assert received[0].is_signed_by(lost.webhook_secret), wanted

    def _verify(self, world: World, lost: Lost, moment: float) -> list[str]:
        flaws = list(verification.of_rows_that_last(world))
        flaws += verification.of_people(world, lost.people)
        flaws += verification.of_accepted(world, lost.load.accepted, moment)
        _say("  people and what they were told are verified")
        flaws += verification.bring_to_an_end(world)
        flaws += self._compare_suppliers(world, moment)
        checked, broken = verification.of_audit(world)
        _say(f"  {checked} anchored bookings are verified, {len(world.rows('bookings'))} in all")
        flaws += broken
        flaws += verification.of_invariants(world, world.rows("sandbox-ledger"))
        world.invoke("nightly")
        flaws += verification.of_erased(world, lost.erased, [self._replica.bucket])
        return flaws

    def _compare_suppliers(self, world: World, moment: float) -> list[str]:
        """Do as an operator does; what is unknown after that."""
        since = datetime.fromtimestamp(moment, UTC).isoformat()
        command = [sys.executable, "-m", "infra.recovery.suppliers", "--since", since]
        environment = {**os.environ, **world.stack.environment()}
        for more in (["--cancel"], []):
            done = subprocess.run(
                [*command, *more], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
            )
            _say(f"  {(done.stdout + done.stderr).strip().splitlines()[-1]}")
        lines = done.stdout.splitlines()
        return [f"{line} still" for line in lines[:-1]] + [done.stderr] * bool(done.returncode)


def _erase(world: World, person: Person) -> None:
    asked = {"userId": person.user_id}
    eventually(lambda: world.manager.post("/v1/privacy/erasures", asked)["status"] == "done")


def _say(line: str) -> None:
    print(line, flush=True)


def _quietly(_: str) -> None:
    """Say nothing."""


if __name__ == "__main__":
    sys.exit(main())
