"""MiniLM (all-MiniLM-L6-v2, Apache-2.0): six layers of a transformer that were taught by questions and their answers,
in numpy alone, with weights of a byte each."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from chalicelib.gateways.embeddings.protocol import Matrix
from chalicelib.gateways.embeddings.weights import Weights, normalize, to_unit_length
from chalicelib.gateways.embeddings.word_pieces import WordPieces

if TYPE_CHECKING:
    from chalicelib.gateways.embeddings.weights import Array, Floats

NAME = "minilm-l6-v2-int8-1"
DIMENSIONS = 384
HEADS = 12
LONGEST = 256  # pieces of a text; what follows is not read
_EPSILON = 1e-12
_TOGETHER = 1024  # pieces that are multiplied at once: enough to read the weights seldom, and little memory


class _Norm(NamedTuple):
    gain: "Floats"
    shift: "Floats"

    def apply(self, rows: "Floats") -> "Floats":
        return normalize(rows, self.gain, self.shift, _EPSILON)


class _Dense(NamedTuple):
    matrix: "Floats"
    bias: "Floats"

    def apply(self, rows: "Floats") -> "Floats":
        result: Floats = rows @ self.matrix + self.bias
        return result


class _Layer(NamedTuple):
    """One layer: pieces look at each other, then each goes through a wide layer by itself."""

    attend: _Dense  # to queries, keys and values, side by side
    attended: _Dense
    attended_norm: _Norm
    widen: _Dense
    narrow: _Dense
    narrow_norm: _Norm


class _Model(NamedTuple):
    """What is read of the file of weights once it is needed."""

    pieces: WordPieces
    words: "Array"
    word_scales: "Array"
    positions: "Floats"
    norm: _Norm
    layers: tuple[_Layer, ...]


class MiniLm:
    """The embedder. `folder` holds its weights and its vocabulary."""

    def __init__(self, folder: Path, *, dimensions: int = DIMENSIONS) -> None:
        self._folder = folder
        self._dimensions = dimensions
        self._model: _Model | None = None

    @property
    def name(self) -> str:
        return NAME

    @property
    def dimensions(self) -> int:
        return self._dimensions

    def embed(self, texts: Sequence[str]) -> Matrix:
        import numpy as np

        model = self._model = self._model or _load(self._folder)
        rows = np.empty((len(texts), self._dimensions), np.float32)
        numbered = [model.pieces.number(text, LONGEST) for text in texts]
        done = 0
        for group in _group(numbered):
            rows[done : done + len(group)] = _embed(model, group)
            done += len(group)
        return Matrix(self._dimensions, rows.tobytes())


def _group(numbered: Sequence[list[int]]) -> list[list[list[int]]]:
    """Return the texts in groups of so many pieces as are multiplied at once, or of one text that is longer."""
    groups: list[list[list[int]]] = []
    room = 0
    for numbers in numbered:
        if len(numbers) > room:
            groups.append([])
            room = _TOGETHER
        groups[-1].append(numbers)
        room -= len(numbers)
    return groups


def _load(folder: Path) -> _Model:
    weights = Weights(folder)
    pieces = WordPieces((folder / "vocab.txt").read_text(encoding="utf-8").split("\n"))
    positions = weights.stored("positions")[:LONGEST] * weights.stored("positions_scale")[:LONGEST, None]
    count = sum(f"layer{number}_attend" in weights for number in range(100))
    return _Model(
        pieces,
        weights.stored("words"),
        weights.stored("words_scale"),
        positions + weights.floats("segment"),
        _norm(weights, "embedding"),
        tuple(_layer(weights, f"layer{number}") for number in range(count)),
    )


def _layer(weights: Weights, name: str) -> _Layer:
    return _Layer(
        _dense(weights, f"{name}_attend"),
        _dense(weights, f"{name}_attended"),
        _norm(weights, f"{name}_attended"),
        _dense(weights, f"{name}_widen"),
        _dense(weights, f"{name}_narrow"),
        _norm(weights, f"{name}_narrow"),
    )


def _dense(weights: Weights, name: str) -> _Dense:
    return _Dense(weights.floats(name), weights.floats(f"{name}_bias"))


def _norm(weights: Weights, name: str) -> _Norm:
    return _Norm(weights.floats(f"{name}_gain"), weights.floats(f"{name}_shift"))


def _embed(model: _Model, group: Sequence[list[int]]) -> "Floats":
    """Return a row for each text. Their pieces go through the layers one below the other, but each looks at those of
    its own text alone."""
    import numpy as np

    spans, end = [], 0
    for numbers in group:
        spans.append((end, end + len(numbers)))
        end += len(numbers)
    flat = np.fromiter((number for numbers in group for number in numbers), np.int64, end)
    places = np.concatenate([np.arange(len(numbers)) for numbers in group])
    rows: Floats = model.words[flat] * model.word_scales[flat, None]
    rows = model.norm.apply(rows + model.positions[places])
    for layer in model.layers:
        looked = np.concatenate([_attend(each) for each in _rows_of_texts(layer.attend.apply(rows), spans)])
        rows = layer.attended_norm.apply(rows + layer.attended.apply(looked))
        rows = layer.narrow_norm.apply(rows + layer.narrow.apply(_gelu(layer.widen.apply(rows))))
    return to_unit_length(np.stack([each.mean(axis=0) for each in _rows_of_texts(rows, spans)]))


def _rows_of_texts(rows: "Floats", spans: Sequence[tuple[int, int]]) -> "list[Floats]":
    return [rows[start:end] for start, end in spans]


def _attend(projected: "Floats") -> "Floats":
    """Return what each piece of a text takes from all of its pieces: by each head, their values weighted by how well
    their keys suit its query."""
    import numpy as np

    count, width = len(projected), projected.shape[1] // 3
    queries, keys, values = projected.reshape(count, 3, HEADS, width // HEADS).transpose(1, 2, 0, 3)
    suit = queries @ keys.transpose(0, 2, 1) / np.float32((width // HEADS) ** 0.5)
    suit = np.exp(suit - suit.max(axis=2, keepdims=True))
    suit /= suit.sum(axis=2, keepdims=True)
    taken: Floats = (suit @ values).transpose(1, 0, 2).reshape(count, width)
    return taken


def _gelu(values: "Floats") -> "Floats":
    """Return each number times the chance that a normal one is smaller (Gaussian error linear unit).

    The error function is that of Abramowitz and Stegun, 7.1.26, right to 1.5e-7.
    """
    import numpy as np

    scaled = values * np.float32(0.5**0.5)
    steep = 1 / (1 + np.float32(0.3275911) * np.abs(scaled))
    series = np.zeros_like(steep)
    for factor in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series = (series + np.float32(factor)) * steep
    error = np.copysign(1 - series * np.exp(-scaled * scaled), scaled)
    result: np.ndarray[Any, np.dtype[np.float32]] = values * (1 + error) * np.float32(0.5)
    return result
