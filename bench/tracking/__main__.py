"""`python -m bench.tracking`: what positions cost, alone."""

import sys

from bench.tracking import geofencing


def main() -> int:
    print(f"tracking: {geofencing.measure()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
