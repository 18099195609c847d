"""Makes the reports of a stage anew from its bookings: `python -m infra.recovery.reports`, while the stage works.

It is the application itself that counts, on behalf of the stage that SOJOURN_STAGE names, or of `--stage`.
"""

import argparse
import os
import sys

from infra import policies
from infra.data_plane.functions import read_settings
from infra.package import REGION


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.recovery.reports", description=__doc__)
    parser.add_argument("--stage", choices=policies.STAGES, default=os.environ.get("SOJOURN_STAGE"))
    asked = parser.parse_args()
    if asked.stage is None:
        parser.error("say --stage")
    # Before anything reads the settings: they are read once, the tables are named by them, and so is whether the stage
    # keeps a copy of its reports, which is filled as well.
    copies = read_settings(asked.stage).reporting_copy
    os.environ.update(
        {
            "SOJOURN_STAGE": asked.stage,
            "SOJOURN_REPORTING_COPY": str(copies).lower(),
            "AWS_DEFAULT_REGION": os.environ.get("AWS_REGION", REGION),
        }
    )
    return _rebuild()


def _rebuild() -> int:
    from chalicelib.errors import SojournError
    from chalicelib.services.reports.recount import rebuild_reports

    try:
        done = rebuild_reports()
    except SojournError as error:
        print(error, file=sys.stderr)
        return 1
    print(
        f"rebuild-reports: {done.bookings} bookings count, {done.miscounted} of them were not counted so,"
        f" {done.wrong_figures} figures were wrong; all are right, but {done.changing} that were changing"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
