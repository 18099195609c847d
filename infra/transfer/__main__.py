"""Takes a stage out into a folder, and puts one in: `python -m infra.transfer export --stage dev --folder DIR`.

SOJOURN_PASSPHRASE says under what the stage's secrets are encrypted in the folder; without it they are left out.
"""

import argparse
import os
import sys
import time
from pathlib import Path

from infra import guards, policies
from infra.commands import command
from infra.target import Target
from infra.transfer import audit
from infra.transfer.exporting import export_stage
from infra.transfer.importing import Options, import_stage
from infra.transfer.secrets_kept import PASSPHRASE
from infra.transfer.tables import NAMES


@command
def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m infra.transfer", description=__doc__)
    parser.add_argument("direction", choices=("export", "import"))
    parser.add_argument("--stage", required=True, choices=policies.STAGES)
    parser.add_argument("--folder", required=True, type=Path)
    parser.add_argument("--over", action="store_true", help="import into a stage that has data")
    parser.add_argument("--flawed", action="store_true", help="import what the audit does not prove")
    asked = parser.parse_args()
    target = Target.from_environment(asked.stage)
    where = f"{target.account()}, {target.region}, {target.endpoint or 'AWS'}"
    print(f"{asked.direction}: {target.stage} in account {where}")
    if asked.direction == "export":
        _export(target, asked.folder)
    else:
        _import(target, asked)


def _export(target: Target, folder: Path) -> None:
    begun = time.monotonic()
    bundle = export_stage(target, folder, os.environ.get(PASSPHRASE, ""), print)
    audited = audit.verify_bundle(bundle)
    for flaw in audited.flaws:
        print(f"export: {flaw}")
    rows = sum(bundle.manifest.parts[f"tables/{name}"].rows for name in NAMES)
    print(
        f"export-stage: {target.stage}, {len(NAMES)} tables, {rows} rows, {bundle.manifest.parts['files'].rows} files,"
        f" {bundle.manifest.parts['people'].rows} people, audit of {audited.chains} bookings with {len(audited.flaws)}"
        f" flaws, in {folder}, {time.monotonic() - begun:.0f} s"
    )


def _import(target: Target, asked: argparse.Namespace) -> None:
    begun = time.monotonic()
    options = Options(over=asked.over, flawed=asked.flawed, passphrase=os.environ.get(PASSPHRASE, ""))
    agree = guards.ask_somebody(target)
    rows = import_stage(target, asked.folder, options, print, agree)
    print(f"import-stage: {rows} rows of {asked.folder} in {target.stage}, {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
