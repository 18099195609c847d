"""`make bench`: the same read and write through every peer, in one run, what a page of a list costs, how long
it takes to find the best itineraries of millions, how many sentences are read right, how long reading takes at most,
what positions cost to keep, to read and to follow, and how soon a stream says what was committed.

Everything is CPU time, which a busy computer disturbs least, and is compared within a round: the peers take turns, so
that what disturbs one disturbs all. A ratio is the median of the rounds' ratios, with the least and the greatest.
"""

import subprocess
import sys
import time
from collections import defaultdict
from contextlib import ExitStack
from statistics import median

from bench import company_lists, paging, planning, reading_speed, reports, starts, streams, tracking
from bench.packages import BARE, OURS, PEERS, Built, Peer, build
from bench.running import PYTHON, Worker, check
from bench.sentences import reading

WARM_ROUNDS, REQUESTS = 12, 60
COLD_ROUNDS = 7

Samples = dict[str, list[float]]


def main() -> int:
    begun = time.monotonic()
    print("bench: packaging", flush=True)
    built = {peer.name: build(peer) for peer in PEERS}
    read, write, memory = measure_warm(built)
    plain, compiled, first = measure_cold(built)
    default = {peer.name: compiled[peer.name] if peer is OURS else plain[peer.name] for peer in PEERS}

    print_table("warm, us of CPU a request", {"read": read, "write": write})
    print_table(
        "init, ms of CPU to import the handler from an unpacked folder",
        {"as packaged": default, "with bytecode": compiled, "bytecode, and the first answer": first},
    )
    print(f"\nPython itself starts in {interpreter():.0f} ms of CPU, which is in none of these.")
    print_sizes(built, memory)
    passed = judge(read, write, default, compiled, first)
    started = starts.measure(built[OURS.name].compiled)
    paged = f"{paging.measure()}, {company_lists.measure()}"
    reported = reports.measure()
    planned = planning.measure()
    sentences = reading.measure()
    read_fast = reading_speed.measure()
    tracked = tracking.measure()
    streamed = streams.measure()
    print("\nHow policy documents are searched is measured with a regulation: make bench POLICY_CORPUS=regulation.md")
    verdict = "all met" if passed else "MISSED"
    peers = summary(read, write, default, compiled)
    ours = f"{started}, {paged}, {reported}, {planned}, {sentences}, {read_fast}, {tracked}, {streamed}"
    print(f"bench: {peers}, {ours}, {verdict}, {time.monotonic() - begun:.0f} s")
    return 0


def measure_warm(built: dict[str, Built]) -> tuple[Samples, Samples, dict[str, float]]:
    """Microseconds a read and a write, by peer and round; and the megabytes at the peak."""
    read: Samples = defaultdict(list)
    write: Samples = defaultdict(list)
    with ExitStack() as stack:
        workers = {peer: stack.enter_context(Worker(peer, built[peer.name].compiled)) for peer in PEERS}
        for peer, worker in workers.items():
            check(peer, worker)
            worker.timed("read", REQUESTS)
            worker.timed("write", REQUESTS)
        for number in range(WARM_ROUNDS):
            for peer in turns(number):
                read[peer.name].append(workers[peer].timed("read", REQUESTS))
            for peer in turns(number):
                write[peer.name].append(workers[peer].timed("write", REQUESTS))
        return read, write, {peer.name: worker.peak_memory() for peer, worker in workers.items()}


def measure_cold(built: dict[str, Built]) -> tuple[Samples, Samples, Samples]:
    """Milliseconds, by peer and round: init without bytecode, with it, and with it up to the first answer."""
    plain: Samples = defaultdict(list)
    compiled: Samples = defaultdict(list)
    first: Samples = defaultdict(list)
    for number in range(COLD_ROUNDS):
        for peer in turns(number):
            with Worker(peer, built[peer.name].plain) as worker:
                plain[peer.name].append(worker.started["init"][0])
            with Worker(peer, built[peer.name].compiled) as worker:
                init, answer = worker.started["init"][0], worker.started["first"][0]
                compiled[peer.name].append(init)
                first[peer.name].append(init + answer)
    return plain, compiled, first


def turns(number: int) -> list[Peer]:
    """The peers, each round beginning with another."""
    start = number % len(PEERS)
    return [*PEERS[start:], *PEERS[:start]]


def interpreter() -> float:
    """Milliseconds of CPU that an empty program takes; the least of five."""
    script = "import time; print(time.process_time() * 1000)"
    run = [str(PYTHON), "-I", "-S", "-B", "-c", script]
    return min(float(subprocess.run(run, capture_output=True, check=True).stdout) for _ in range(5))


def ratios(ours: list[float], theirs: list[float]) -> list[float]:
    return [mine / other for mine, other in zip(ours, theirs, strict=True)]


def spread(values: list[float], digits: int = 0) -> str:
    """`median (least-greatest)`."""
    return f"{median(values):.{digits}f} ({min(values):.{digits}f}-{max(values):.{digits}f})"


def print_table(title: str, columns: dict[str, Samples]) -> None:
    print(f"\n{title}: median (least-greatest), and the ratio to the bare handler")
    print(" " * 31 + "".join(f"{name:>38}" for name in columns))
    for peer in PEERS:
        cells = []
        for samples in columns.values():
            against = ratios(samples[peer.name], samples[BARE.name])
            cells.append(f"{spread(samples[peer.name])}  {spread(against, 2)}")
        print(f"  {peer.title:29}" + "".join(f"{cell:>38}" for cell in cells))


def print_sizes(built: dict[str, Built], memory: dict[str, float]) -> None:
    print("\nsize and memory: MB of the zip as packaged, with bytecode, without; MB of memory at the peak")
    for peer in PEERS:
        made = built[peer.name]
        default = made.compiled_zip if peer is OURS else made.plain_zip
        sizes = "".join(f"{size / 1e6:8.1f}" for size in (default, made.compiled_zip, made.plain_zip))
        print(f"  {peer.title:29}{sizes}{memory[peer.name]:8.0f}")


def judge(read: Samples, write: Samples, default: Samples, compiled: Samples, first: Samples) -> bool:
    """Print each target with what was reached; whether all were."""

    def against_bare(samples: Samples) -> list[float]:
        return ratios(samples[OURS.name], samples[BARE.name])

    limits = [
        ("warm read to the bare handler's", against_bare(read), 1.35),
        ("warm write to the bare handler's", against_bare(write), 1.35),
        ("init, both with bytecode", against_bare(compiled), 1.2),
        ("init and first answer, both with bytecode", against_bare(first), 1.2),
        ("init, both as packaged by default", against_bare(default), 0.6),
    ]
    for peer in PEERS:
        if peer not in (OURS, BARE):
            measures = {"read": read, "write": write, "init with bytecode": compiled, "init as packaged": default}
            limits += [
                (f"{name} to that of {peer.title}", ratios(samples[OURS.name], samples[peer.name]), 1.0)
                for name, samples in measures.items()
            ]
    print("\ntargets")
    for name, reached, limit in limits:
        verdict = "met   " if median(reached) <= limit else "MISSED"
        print(f"  {verdict} {name}: {spread(reached, 2)}, at most {limit}")
    return all(median(reached) <= limit for _, reached, limit in limits)


def summary(read: Samples, write: Samples, default: Samples, compiled: Samples) -> str:
    parts = {"read": read, "write": write, "init": compiled, "init as packaged": default}
    said = [f"{name} {median(ratios(each[OURS.name], each[BARE.name])):.2f}" for name, each in parts.items()]
    return f"{', '.join(said)} of the bare handler"


if __name__ == "__main__":
    sys.exit(main())
