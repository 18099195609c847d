"""How long reading a request in words takes at most; also alone, by `python -m bench.reading_speed`.

Each of 10,000 texts is read once in a process that has read others before, as a function that has started does; what
it keeps of names that it looked up holds less than there are texts, so that hardly any is known from before. All is
CPU time. The worst text is named by its kind and its beginning.
"""

import argparse
import time
from collections import defaultdict
from datetime import UTC, datetime
from statistics import mean

from bench.reading_texts import Drawn, draw_texts, known_sentences
from bench.sentences.reading import DEFAULTS
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.errors import AmbiguousRequest, InvalidInput

TEXTS, MOST_MS, SEED = 10_000, 50, 14
NOW = datetime(2027, 3, 1, 10, tzinfo=UTC)
_SHOWN = 60


def measure(count: int = TEXTS, seed: int = SEED) -> str:
    """Print what reading takes by the kind of text, with the target; return a line for the summary."""
    print(f"\nreading {count:,} texts of at most 1,000 characters, ms of CPU: mean, worst")
    for entry in known_sentences():
        _read(str(entry["text"]))
    times: dict[str, list[float]] = defaultdict(list)
    worst, took = Drawn("", ""), 0.0
    for drawn in draw_texts(count, seed):
        taken = time_reading(drawn.text)
        times[drawn.kind].append(taken)
        if taken > took:
            worst, took = drawn, taken
    for kind, each in sorted(times.items()):
        print(f"  {kind:36}{mean(each):6.1f}{max(each):8.1f}")
    print(f"  the worst is of the kind {worst.kind!r}, and begins {worst.text[:_SHOWN]!r}")
    print(f"  {'met   ' if took <= MOST_MS else 'MISSED'} worst {took:.1f} ms, at most {MOST_MS}")
    return f"worst of {count:,} texts read in {took:.0f} ms{'' if took <= MOST_MS else ' (target MISSED)'}"


def time_reading(text: str) -> float:
    """Milliseconds of CPU."""
    begun = time.process_time()
    _read(text)
    return (time.process_time() - begun) * 1000


def _read(text: str) -> None:
    try:
        read_request(text, now=NOW, defaults=DEFAULTS)
    except (AmbiguousRequest, InvalidInput):
        return


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(prog="python -m bench.reading_speed", description=__doc__)
    arguments.add_argument("--texts", type=int, default=TEXTS, help="how many texts are read")
    arguments.add_argument("--seed", type=int, default=SEED, help="what they are drawn by")
    given = arguments.parse_args()
    print(measure(given.texts, given.seed))
