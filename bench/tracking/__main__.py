"""`python -m bench.tracking`: what positions cost, alone; or what comes of other people's traces (`--traces *.gpx`)."""

import argparse
import sys
from pathlib import Path

from bench import tracking
from bench.tracking import orders


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.tracking", description=__doc__)
    parser.add_argument("--traces", nargs="*", type=Path, default=[], help="GPX files")
    traces = parser.parse_args().traces
    print(f"tracking: {orders.measure(traces) if traces else tracking.measure()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
