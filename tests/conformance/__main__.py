"""`make conformance`: a copy is deployed, its own description is linted, and every operation and link of it is tried
as each identity; at the end one line of figures.

EXAMPLES (cases for each operation in the random phases) and SEED change how much, and which.
"""
# ruff: noqa: T201 - this is a command, and its lines are its answer

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from local import cloud, deployment
from local.stack import Stack, load
from tests.conformance import chalice_path, document, reference_page, status_page
from tests.conformance.addresses import follow_addresses
from tests.conformance.generated_clients import try_generators
from tests.conformance.javascript_client import use_client
from tests.conformance.keeping import keep_promises
from tests.conformance.seeds import NEWCOMER, make_bookings, make_seeds
from tests.conformance.tracked import TRACKED
from tests.conformance.turns import REPORTS, HowMuch, Identity, Turn, take_turn
from tests.conformance.walking import names_of_links
from tests.support.receiver import receiver

Json = dict[str, Any]

HASTE = {"SFN_WAIT_SCALE": "0.1"}
AT_ONCE = 2
# What takes a signature over the body's bytes, which no generator can make; tests/e2e/test_changes.py calls it.
SIGNED = frozenset({"receive_notice"})
# Erasing a person takes away their account and what they are tried with: only who has joined for it is erased.
# And who publishes policies that nobody would write comes last.
IDENTITIES = (
    Identity("traveller"),
    Identity("approver"),
    Identity("travel-manager"),
    Identity("operator", only=("Compensations",)),
    Identity(NEWCOMER, only=("Privacy",)),
    Identity(TRACKED, only=("Tracks", "Tracking", "Geofences")),
)


def main() -> int:
    """Run everything; 0 if nothing failed."""
    arguments = _arguments()
    started = time.monotonic()
    much = HowMuch(arguments.examples, arguments.seed)
    failed, line = _on_a_new_copy(much) if arguments.home is None else _try(load(arguments.home), much)
    print(f"conformance: {line}, {time.monotonic() - started:.0f} s")
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.conformance", description=__doc__)
    parser.add_argument("--examples", type=int, default=int(os.environ.get("EXAMPLES") or 20))
    parser.add_argument("--seed", type=int, default=int(os.environ.get("SEED") or 20261120))
    parser.add_argument("--home", type=Path, default=os.environ.get("SOJOURN_E2E_HOME"), help="of a running copy")
    return parser.parse_args()


def _on_a_new_copy(much: HowMuch) -> tuple[bool, str]:
    """With a copy that is deployed for this, and taken away again."""
    with tempfile.TemporaryDirectory(prefix="sojourn-conformance-") as folder:
        home = Path(folder)
        running, _ = cloud.start(home, settings=HASTE)
        try:
            return _try(deployment.install(running, home, deployment.build(home, print), print), much)
        finally:
            cloud.stop(home)


def _try(stack: Stack, much: HowMuch) -> tuple[bool, str]:
    """Whether anything failed, and the figures of everything."""
    described = document.fetch(stack)
    try:
        wrong = document.faults(described)
    except document.LinterFailed as error:
        raise SystemExit(f"conformance: {error}") from error
    for each in wrong:
        print(f"  {each}")
    print(f"  document: {len(document.operation_ids(described))} operations, {len(wrong)} faults", flush=True)
    pages = (reference_page.look_at(stack, described), status_page.look_at())
    for page in pages:
        print(f"  {page.describe()}", flush=True)
        for each in page.faults:
            print(f"    {each}")
    generated = try_generators(stack, described)
    print(f"  {generated.describe()}", flush=True)
    for each in generated.faults:
        print(f"    {each}")
    followed = follow_addresses(stack, described)
    print(f"  {followed.describe()}", flush=True)
    for each in followed.dead:
        print(f"    {each}")
    kept = keep_promises(stack)
    print(f"  {kept.describe()}", flush=True)
    for each in kept.broken:
        print(f"    {each}")
    bookings = make_bookings(stack)
    with receiver() as server, ThreadPoolExecutor(AT_ONCE) as pool:
        seeds = [partial(make_seeds, stack, each.role, bookings, server.url) for each in IDENTITIES]
        waiting = [
            pool.submit(take_turn, stack, described, identity, fresh, much)
            for identity, fresh in zip(IDENTITIES, seeds, strict=True)
        ]
        turns = [_reported(each.result()) for each in waiting]
    failed, line = _summarise(described, wrong, turns)
    promises = f"{kept.offered.total()} choices offered, {kept.taken.total()} taken"
    compared = chalice_path.compare(stack, print)
    print(f"  {compared.describe()}", flush=True)
    for each in compared.differences:
        print(f"    {each}")
    used = use_client(stack)
    print(f"  {used.describe()}", flush=True)
    broken = (used.fault, kept.broken, *(page.faults for page in pages), compared.differences, generated.faults)
    passed = kept.taken and compared.passed and followed.passed and not any(broken)
    parts = f"{compared.parts} parts of both deployments compared"
    said = [each.describe() for each in (*pages, used, generated, followed)]
    return failed or not passed, "; ".join([line, promises, parts, *said])


def _reported(turn: Turn) -> Turn:
    print(f"  {turn.describe()}", flush=True)
    for fault in turn.walked.faults:
        print(f"    {fault}")
    for report in turn.reports:
        for failure in report["failures"]:
            print(f"    {failure['title']}: {', '.join(failure['operations'])}")
        for error in report["errors"]:
            print(f"    {error}")
    if not turn.passed:
        print(f"    the whole of it: {REPORTS / turn.role}/*.txt", flush=True)
    return turn


def _summarise(described: Json, wrong: Sequence[str], turns: Sequence[Turn]) -> tuple[bool, str]:
    statuses: dict[str, set[str]] = {}
    for turn in turns:
        for name, counts in turn.statuses.items():
            statuses.setdefault(name, set()).update(counts)
    operations, links = document.operation_ids(described), names_of_links(described)
    missing = {
        "was never called": sorted(operations - statuses.keys()),
        "never succeeded": sorted(name for name, seen in statuses.items() if min(seen) >= "4" and name not in SIGNED),
        "was never followed": sorted(links - {link for turn in turns for link in turn.walked.taken}),
        "leads nowhere": sorted(
            {link for turn in turns for link in turn.walked.taken - turn.walked.led}
            - {link for turn in turns for link in turn.walked.led}
        ),
    }
    for what, names in missing.items():
        for name in names:
            print(f"  {name} {what}")
    counted = [counts for turn in turns for counts in turn.statuses.values()]
    broken = sum(times for counts in counted for status, times in counts.items() if status >= "5")
    excused = {name for turn in turns for name in turn.excused}
    untested, failing, unfollowed, dead = (len(names) for names in missing.values())
    failed = bool(wrong or broken or any(missing.values())) or not all(turn.passed for turn in turns)
    return failed, (
        f"{len(operations)} operations, {untested} untested, {failing} never successful; "
        f"{len(links)} links, {unfollowed} never followed, {dead} leading nowhere; {len(turns)} identities, "
        f"{sum(turn.cases for turn in turns)} cases, {sum(turn.failures for turn in turns)} failures, "
        f"{broken} server errors; {sum(turn.excused.total() for turn in turns)} cases under {len(excused)} argued "
        f"exceptions; {len(wrong)} faults in the document"
    )


if __name__ == "__main__":
    sys.exit(main())
