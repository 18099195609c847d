"""What each kind of function costs to start: all are packaged from one `app.py`, and only one of them serves HTTP.

A start is the import of the handler in a new process, from our unpacked package with bytecode. A function other than
the API's imports its worker then, too, so that nothing is left for its first event.
"""

import json
import subprocess
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Any

from bench import work
from bench.running import PYTHON

API = "api_handler"
FUNCTIONS = {API: "the API", "step_hold": "a step", "push_events": "a queue", "sweeper": "a schedule",
             "websocket_connect": "a connection"}  # fmt: skip
ROUNDS = 9
SCRIPT = """
import json, sys, time
sys.path.insert(0, sys.argv[1])
begun = time.process_time()
import app
print(json.dumps([(time.process_time() - begun) * 1000, len(sys.modules)]))
"""


def measure(folder: Path) -> str:
    """Print the start of each kind of function, beside that of the API's; a line for the summary."""
    taken: dict[str, list[float]] = defaultdict(list)
    modules: dict[str, int] = {}
    for _ in range(ROUNDS):
        for function in FUNCTIONS:
            milliseconds, modules[function] = _start(folder, function)
            taken[function].append(milliseconds)
    print("\nstart by function, ms of CPU with bytecode: median (least-greatest), to the API's, modules")
    ratios = {function: _ratio(taken[function], taken[API]) for function in FUNCTIONS}
    for function, kind in FUNCTIONS.items():
        values = taken[function]
        spread = f"{median(values):.0f} ({min(values):.0f}-{max(values):.0f})"
        print(f"  {kind:14}{function:20}{spread:>16}{ratios[function]:8.2f}{modules[function]:8}")
    return f"start of a step {ratios['step_hold']:.2f}, of a queue {ratios['push_events']:.2f} of the API's"


def _start(folder: Path, function: str) -> Any:
    environment = {**work.ENVIRONMENT, "AWS_LAMBDA_FUNCTION_NAME": f"sojourn-local-{function}"}
    run = [str(PYTHON), "-I", "-S", "-B", "-c", SCRIPT, str(folder)]
    return json.loads(subprocess.run(run, env=environment, capture_output=True, check=True).stdout)


def _ratio(ours: list[float], theirs: list[float]) -> float:
    return median(mine / other for mine, other in zip(ours, theirs, strict=True))
