"""Make what Chalice's own commands need beside the repository: `python -m infra.foundation --stage dev`."""

import argparse
import sys

from infra import policies, policy_files


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.foundation", description=__doc__)
    parser.add_argument("--stage", required=True, choices=policies.STAGES)
    stage = parser.parse_args().stage
    written = policy_files.write(stage)
    print(
        f"foundation: {stage} has {written.files} policies with {written.statements} statements,"
        f" the longest {written.longest} of {policy_files.LONGEST} characters"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
