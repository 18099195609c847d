"""`make data-plane-servers`: cache, policy index and reporting copy on real servers, and a trip with all of it switched
on. The servers are started for it under an ordinary user and leave nothing behind, no user either."""

import sys
from pathlib import Path

from tests.postgres.__main__ import main

if __name__ == "__main__":
    sys.exit(main("data-plane-servers", Path(__file__).with_name("suite.py")))
