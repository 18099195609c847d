"""Restores a stage that was lost, in two halves with a deployment between them (`make restore-stage`), and lists its
people (`make back-up-people`)."""

import argparse
import sys
from datetime import datetime

from infra import guards, policies
from infra.commands import command
from infra.recovery.contents import back_up_people, call_functions, restore_contents
from infra.recovery.stacks import clear_stacks, stop_executions
from infra.recovery.tables import list_tables, restore_tables
from infra.target import Target


@command
def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m infra.recovery", description=__doc__)
    parser.add_argument("step", choices=("tables", "contents", "people"))
    parser.add_argument("--stage", required=True, choices=policies.STAGES)
    parser.add_argument(
        "--at", type=datetime.fromisoformat, help="no later than this moment, with its zone; the newest"
    )
    parser.add_argument("--replica", default="", help="the bucket that files and lists of people come back from")
    asked = parser.parse_args()
    if asked.at is not None and asked.at.tzinfo is None:
        parser.error("say --at with its zone: 2027-03-01T08:00:00Z")
    if asked.step == "contents" and not asked.replica:
        parser.error("say --replica")
    target = Target.from_environment(asked.stage)
    _take(target, asked)


def _take(target: Target, asked: argparse.Namespace) -> None:
    match asked.step:
        case "tables":
            agree = guards.ask_somebody(target)
            agree(f"Restore what {target.stage} has lost?")
            present = list_tables(target)
            stop_executions(target, print)
            clear_stacks(target, print, agree)
            restored = restore_tables(target, asked.at, print, present=present)
            for name, moment in sorted(restored.tables.items()):
                print(f"  {name} as of {moment.isoformat()}")
        case "contents":
            restore_contents(target, asked.replica, print)
            call_functions(target, print)
        case "people":
            back_up_people(target, print)


if __name__ == "__main__":
    sys.exit(main())
