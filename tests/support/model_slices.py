"""Cuts small slices out of the models' weights: the same arithmetic over a few hundred pieces and narrow matrices, so
that the code is tested exactly where the weights themselves are not installed.

`python -m tests.support.model_slices FOLDER` writes `tests/unit/gateways/embeddings/slice` anew out of the weights in
FOLDER, as the layer `retrieval` holds them. What such a slice says of a text means nothing.
"""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np

from chalicelib.gateways.embeddings.weights import Weights
from infra.models import write_weights

SLICE = Path(__file__).parents[1] / "unit" / "gateways" / "embeddings" / "slice"
TEXTS = (
    "May I fly business class when the flight takes longer than six hours?",
    "Darf ich erster Klasse mit der Bahn fahren? Nein, nur zweiter.",
    "Les frais d'hôtel: 120,50 € par nuit, petit-déjeuner compris.",
    "unaffordable re-booking costs (e.g. 3% of $400)",
)
MINILM_WIDTH, MINILM_LAYERS, MINILM_WIDE = 24, 2, 48
USE_WIDTH, USE_BRANCH, USE_LAST = 32, 16, 20
KEPT_WORDS = 260


def cut_minilm(models: Path, home: Path) -> None:
    """Write a slice of MiniLM: some words, the first dimensions, two of the layers."""
    weights = Weights(models)
    lines = (models / "vocab.txt").read_text(encoding="utf-8").split("\n")
    wanted = {piece for text in TEXTS for piece in _minilm_pieces(text, lines)}
    kept = [place for place, piece in enumerate(lines) if piece in wanted or (len(piece) == 1 and piece.isalnum())]
    kept += [place for place, piece in enumerate(lines) if piece.startswith("##") and len(piece) == 3]
    kept = sorted({*kept[:KEPT_WORDS], lines.index("[UNK]"), lines.index("[CLS]"), lines.index("[SEP]")})
    narrow, wide, rows = slice(MINILM_WIDTH), slice(MINILM_WIDE), weights.stored("words").shape[1]
    cut: dict[str, Any] = {
        "words": weights.stored("words")[kept, narrow],
        "words_scale": weights.stored("words_scale")[kept],
        "positions": weights.stored("positions")[:256, narrow],
        "positions_scale": weights.stored("positions_scale")[:256],
        "segment": weights.stored("segment")[narrow],
        "embedding_gain": weights.stored("embedding_gain")[narrow],
        "embedding_shift": weights.stored("embedding_shift")[narrow],
    }
    beside = np.concatenate([np.arange(part * rows, part * rows + MINILM_WIDTH) for part in range(3)])
    for number in range(MINILM_LAYERS):
        for part, across, down in (
            ("attend", narrow, beside),
            ("attended", narrow, narrow),
            ("widen", narrow, wide),
            ("narrow", wide, narrow),
        ):
            name = f"layer{number}_{part}"
            cut[name] = weights.stored(name)[across][:, down]
            cut[f"{name}_scale"] = weights.stored(f"{name}_scale")[down]
            cut[f"{name}_bias"] = weights.stored(f"{name}_bias")[down]
        for part in ("attended", "narrow"):
            for end in ("gain", "shift"):
                cut[f"layer{number}_{part}_{end}"] = weights.stored(f"layer{number}_{part}_{end}")[narrow]
    _write(home, cut, "vocab.txt", [lines[place] for place in kept])


def cut_use(models: Path, home: Path) -> None:
    """Write a slice of the Universal Sentence Encoder: some pieces, the first dimensions of every matrix."""
    weights = Weights(models)
    lines = (models / "pieces.txt").read_text(encoding="utf-8").split("\n")
    wanted = {piece for text in TEXTS for piece in _use_pieces(text, lines)}
    kept = [0, 1, 2, *(place for place, piece in enumerate(lines) if place > 2 and piece in wanted)]
    chunks = len(weights.stored("table_low"))
    width, branch, last = slice(USE_WIDTH), slice(USE_BRANCH), slice(USE_LAST)
    whole, old = weights.stored("project").shape[0], weights.stored("project").shape[1] // 3
    beside = np.concatenate([np.arange(part * old, part * old + USE_BRANCH) for part in range(3)])
    features = np.concatenate([np.arange(USE_WIDTH), whole + beside])
    # Rows keep what their number has to do with the chunk that they are in: their place in the slice decides it.
    cut: dict[str, Any] = {
        "table": weights.stored("table")[kept, width],
        "piece_scores": weights.stored("piece_scores")[kept],
        "table_low": weights.stored("table_low")[:chunks],
        "table_scale": weights.stored("table_scale")[:chunks],
        "project": weights.stored("project")[width][:, beside],
        **{f"project_{part}": weights.stored(f"project_{part}")[beside] for part in ("bias", "gain", "shift")},
        **{part: weights.stored(part)[features] for part in ("gain", "shift")},
        "sum": weights.stored("sum")[features][:, width],
        "sum_bias": weights.stored("sum_bias")[width],
        "dense0": weights.stored("dense0")[width, last],
        "dense1": weights.stored("dense1")[last, last],
        "dense1_skip": weights.stored("dense1_skip")[width, last],
        "dense2": weights.stored("dense2")[last, width],
        "dense3": weights.stored("dense3")[width, width],
        "dense3_skip": weights.stored("dense3_skip")[last, width],
    }
    for order in (2, 3, 5):
        rows = np.concatenate([np.arange(part * old, part * old + USE_BRANCH) for part in range(order)])
        for step in (1, 2):
            name = f"convolve{order}_{step}"
            cut[name] = weights.stored(name)[rows][:, branch]
            cut[f"{name}_bias"] = weights.stored(f"{name}_bias")[branch]
    _write(home, cut, "pieces.txt", [lines[place] for place in kept])


def _write(home: Path, weights: dict[str, Any], vocabulary: str, lines: list[str]) -> None:
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    write_weights(home, {name: np.array(values) for name, values in weights.items()})
    (home / vocabulary).write_text("\n".join(lines), encoding="utf-8")


def _minilm_pieces(text: str, lines: list[str]) -> list[str]:
    from chalicelib.gateways.embeddings.word_pieces import WordPieces

    return [lines[number] for number in WordPieces(lines).number(text, 1000)]


def _use_pieces(text: str, lines: list[str]) -> list[str]:
    """The pieces of a text and all shorter ones that could stand in their place."""
    known = {piece: len(piece) for piece in lines}
    words = [f"\u2581{word}" for word in text.split()]
    parts = {word[start:end] for word in words for start in range(len(word)) for end in range(start + 1, len(word) + 1)}
    return sorted(parts & known.keys())


def main() -> int:
    models = Path(sys.argv[1])
    cut_minilm(models / "minilm", SLICE / "minilm")
    cut_use(models / "use", SLICE / "use")
    sizes = {file.relative_to(SLICE).as_posix(): file.stat().st_size for file in SLICE.rglob("*") if file.is_file()}
    print(json.dumps(sizes, indent=1), sum(sizes.values()))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
