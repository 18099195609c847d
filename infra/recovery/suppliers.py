"""Compares suppliers' books with a stage's bookings, after it was restored: `python -m infra.recovery.suppliers`.

It is the application itself that asks, on behalf of the stage that SOJOURN_STAGE names, or of `--stage`.
"""

import argparse
import os
import sys
from datetime import datetime

from infra import policies
from infra.package import REGION


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.recovery.suppliers", description=__doc__)
    parser.add_argument("--stage", choices=policies.STAGES, default=os.environ.get("SOJOURN_STAGE"))
    parser.add_argument("--since", required=True, type=datetime.fromisoformat, help="the moment of the restoration")
    parser.add_argument("--cancel", action="store_true", help="cancel and release what no booking stands for")
    asked = parser.parse_args()
    if asked.stage is None or asked.since.tzinfo is None:
        parser.error("say --stage, and --since with its zone: 2027-03-01T08:00:00Z")
    # Before anything reads the settings: they are read once, and the tables are named by them.
    os.environ.update({"SOJOURN_STAGE": asked.stage, "AWS_DEFAULT_REGION": os.environ.get("AWS_REGION", REGION)})
    return _compare(asked.since, cancel=asked.cancel)


def _compare(since: datetime, *, cancel: bool) -> int:
    from chalicelib.errors import SojournError
    from chalicelib.services.operations.unknown_purchases import compensate, list_unknown, list_vanished

    try:
        unknown = list(list_unknown(since))
        for each in unknown:
            print(f"unknown-purchases: {each.supplier} has the {each.kind} {each.key}")
            if cancel:
                compensate(each)
        vanished = list(list_vanished())
        for key in vanished:
            print(f"unknown-purchases: the order {key} stands here as booked, and its supplier has nothing left of it")
    except SojournError as error:
        print(error, file=sys.stderr)
        return 1
    done = "compensated" if cancel else "CANCEL=1 cancels and releases them" if unknown else "nothing to do"
    print(
        f"unknown-purchases: {len(unknown)} since {since.isoformat()}, {done}; {len(vanished)} gone at their supplier"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
