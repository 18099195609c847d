"""`make bench POLICY_CORPUS=regulation.md`: how well questions find the sections that answer them, of a public
regulation in Markdown, which is no part of this project. `POLICY_QUESTIONS` names the questions of another one.

Everything is measured in one run, on one core: the default ranking, the words alone that it falls back to, and what one
would take off the shelf. Half of the questions are set apart (questions.py). What counts is the processor's time, which
a busy computer disturbs least.
"""

import argparse
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple
from unittest.mock import patch

from bench.retrieval.questions import FOUND_WITHIN, OWN, Figures, Question, UnknownSections, judge, read_questions
from chalicelib.domain.policy_documents.search import DocumentVersion
from chalicelib.domain.policy_documents.section import Section
from chalicelib.domain.policy_documents.word_ranking import WordedDocument, rank_by_words
from chalicelib.gateways.embeddings.local import find_embedders
from chalicelib.gateways.policy_index.local import LocalIndex
from chalicelib.gateways.storage import StoredFile
from infra import layers, models

Find = Callable[[str, int], Sequence[int]]
DOCUMENT = DocumentVersion(document_id="pdc_01JQZX5V9D7R8M3T2K6W4H0YBE", version=1, title="Regulation")
LIMIT = 10
GOALS = {"recall": 0.55, "milliseconds": 30.0}
COLD = """
import sys, time
begun = time.perf_counter()
sys.path[:0] = sys.argv[1:]
from chalicelib.gateways.embeddings.local import find_embedders
for embedder in find_embedders():
    embedder.embed(["May I fly business class?"])
print(1000 * (time.perf_counter() - begun))
"""


class Measured(NamedTuple):
    """A way to find sections: both halves, and how long a question takes, in milliseconds."""

    tuned: Figures
    apart: Figures
    wall: float
    processor: float


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--questions", type=Path, default=OWN)
    asked = parser.parse_args()
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":  # read once, when numpy is imported
        command = [sys.executable, "-m", "bench.retrieval", *sys.argv[1:]]
        return subprocess.run(command, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"}, check=False).returncode
    layer = layers.build(layers.RETRIEVAL, layers.Platform.here())
    weights = unpack(layer)
    sections = read_corpus(asked.corpus)
    try:
        questions = read_questions(asked.questions, sections)
    except UnknownSections as error:
        print(error, file=sys.stderr)
        return 1
    with kept_in_memory():
        ways, told = list_ways(weights / models.PACKAGE, sections)
        measured = {name: measure(find, questions) for name, find in ways.items()}
        answered = count_refusals(ways["default"], sections)
    print(f"\n{asked.corpus.name}: {told}, {len(questions)} questions, every second set apart")
    print(f"  {'recall@1, recall@5, MRR@10':30}{'tuned half':>20}{'set apart':>22}{'ms a question':>16}{'of CPU':>8}")
    for name, it in measured.items():
        print(f"  {name:30}{it.tuned!s:>20}{it.apart!s:>22}{it.wall:16.1f}{it.processor:8.1f}")
    print(summarize(measured, answered, layer, measure_cold_load(weights)))
    return 0


def read_corpus(file: Path) -> tuple[Section, ...]:
    """Return the sections of a Markdown file, as the product parses them."""
    from chalicelib.gateways.document_parsing.markdown import parse_markdown

    return parse_markdown(file.read_bytes(), lambda *_: None).sections


def unpack(layer: Path) -> Path:
    """Return the folder of what the layer's functions import, unpacked once."""
    folder = layer.with_suffix("")
    if not folder.exists():
        with zipfile.ZipFile(layer) as archive:
            archive.extractall(fresh := folder.with_suffix(".fresh"))
        fresh.rename(folder)
    return folder / "python"


@contextmanager
def kept_in_memory() -> Iterator[None]:
    """Keep vectors in memory in place of the bucket."""
    files: dict[str, bytes] = {}

    def write(key: str, body: bytes, **_: object) -> None:
        files[key] = body

    def read(key: str, **_: object) -> StoredFile | None:
        return StoredFile(len(files[key]), "", files[key]) if key in files else None

    with (
        patch("chalicelib.gateways.storage.write", write),
        patch("chalicelib.gateways.storage.read", read),
    ):
        yield


def list_ways(weights: Path, sections: Sequence[Section]) -> tuple[dict[str, Find], str]:
    """Return each way to find sections by its name, and what was made ready for them."""
    from bench.retrieval.baselines import Bm25, FullText, SingleModel

    embedders = find_embedders(weights)
    index, worded = LocalIndex(embedders), WordedDocument(DOCUMENT, sections)
    begun = time.process_time()
    index.add_document(DOCUMENT, sections)
    seconds = time.process_time() - begun

    def by_meaning(question: str, limit: int) -> list[int]:
        return [each.position for each in index.search(question, [DOCUMENT], limit).passages]

    def by_words(question: str, limit: int) -> list[int]:
        return [each.position for each in rank_by_words(question, [worded], limit)]

    ways: dict[str, Find] = {
        "BM25": Bm25(sections).find,
        "SQLite FTS5": FullText(sections).find,
        "MiniLM alone": SingleModel(embedders[1], sections).find,
        "words, the fallback": by_words,
        "default": by_meaning,
    }
    counted = f"{len(sections)} sections, {len(worded.passages)} passages"
    return ways, f"{counted}, embedded in {seconds:.0f} s of CPU"


def measure(find: Find, questions: Sequence[Question]) -> Measured:
    """Ask every question, after one that warms up."""
    find("May I fly business class?", LIMIT)
    found, walls, processor = dict[str, Sequence[int]](), [], []
    for question in questions:
        wall, cpu = time.perf_counter(), time.process_time()
        found[question.text] = find(question.text, LIMIT)
        walls.append(1000 * (time.perf_counter() - wall))
        processor.append(1000 * (time.process_time() - cpu))
    tuned, apart = ([each for each in questions if each.apart is half] for half in (False, True))
    return Measured(judge(tuned, found), judge(apart, found), median(walls), median(processor))


def count_refusals(find: Find, sections: Sequence[Section]) -> tuple[int, int]:
    """Return how many sections that answer the question of their heading by a short no are found by it among the first
    five, and how many there are."""
    refusals = [each for each in sections if each.heading.endswith("?") and is_refusal(each.text)]
    found = sum(each.position in find(each.heading, FOUND_WITHIN) for each in refusals)
    return found, len(refusals)


def is_refusal(text: str) -> bool:
    """Return whether a section says no and hardly more."""
    return text.split(",", maxsplit=1)[0].split(".", maxsplit=1)[0].strip().lower() == "no" and len(text) < 250


def measure_cold_load(weights: Path) -> float:
    """Return how many milliseconds a new process takes to import numpy, load both models and embed once; of three."""
    command = [sys.executable, "-I", "-c", COLD, str(weights), str(layers.ROOT)]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(3)]
    return median(float(run.stdout) for run in runs)


def summarize(measured: dict[str, Measured], answered: tuple[int, int], layer: Path, cold: float) -> str:
    """Return the line of figures that ends the run."""
    default = measured["default"]
    others = ", ".join(f"{name} {it.apart.within:.2f}" for name, it in measured.items() if name != "default")
    met = default.apart.within >= GOALS["recall"] and default.processor <= GOALS["milliseconds"]
    sizes = f"layer {layer.stat().st_size / 1e6:.0f} MB, {layers.unzipped_size(layer) / 1e6:.0f} MB unzipped"
    times = f"p50 {default.processor:.0f} ms of CPU ({default.wall:.0f} by the clock), cold load {cold:.0f} ms"
    return (
        f"retrieval: recall@5 {default.apart.within:.2f} on the half set apart ({others}), MRR"
        f" {default.apart.reciprocal:.2f}, {answered[0]} of {answered[1]} short refusals found by their question,"
        f" {times}, {sizes}, {'all met' if met else 'MISSED'}"
    )


if __name__ == "__main__":
    sys.exit(main())
