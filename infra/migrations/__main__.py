"""Brings what a stage keeps to the number of a migration, there or back: `python -m infra.migrations --stage dev`.

`--dry-run` says what would be changed, and changes nothing. Which number a stage is at stands in the parameter
`/sojourn/<stage>/data-version`; a stage that has none is at 0.
"""

import argparse
import sys

from infra import guards, policies
from infra.commands import command
from infra.migrations import company_lists, document_kinds
from infra.migrations.migration import Migration
from infra.migrations.running import migrate
from infra.target import Target

MIGRATIONS: tuple[Migration, ...] = (document_kinds.MIGRATION, company_lists.MIGRATION)


@command
def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m infra.migrations", description=__doc__)
    parser.add_argument("--stage", required=True, choices=policies.STAGES)
    parser.add_argument(
        "--to", type=int, default=MIGRATIONS[-1].number, help="the number to go to; the last, if not said"
    )
    parser.add_argument("--dry-run", action="store_true")
    asked = parser.parse_args()
    target = Target.from_environment(asked.stage)
    print(f"migrate: {target.stage} in account {target.account()}, {target.region}, {target.endpoint or 'AWS'}")
    agree = guards.ask_somebody(target, agreed=asked.dry_run or guards.is_agreed())
    migrate(target, MIGRATIONS, asked.to, print, agree, dry_run=asked.dry_run)


if __name__ == "__main__":
    sys.exit(main())
