"""The multilingual Universal Sentence Encoder (version 3, Apache-2.0): convolutions over a table of 128,000 pieces of
words in sixteen languages, in numpy alone. It is an order quicker than a transformer, and errs elsewhere."""

from array import array
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from chalicelib.gateways.embeddings.protocol import Matrix
from chalicelib.gateways.embeddings.unigram_pieces import UnigramPieces
from chalicelib.gateways.embeddings.weights import Weights, normalize, to_unit_length

if TYPE_CHECKING:
    from chalicelib.gateways.embeddings.weights import Array, Floats

NAME = "use-multilingual-v3-1"
DIMENSIONS = 512
LONGEST = 512  # pieces of a text; what follows is not read
# How many pieces each convolution looks at, and how many of them stand before the one that it is about.
ORDERS = ((2, 0), (3, 1), (5, 2))
_BEFORE, _AFTER = 2, 2
_EPSILON = 1e-12
_TOGETHER = 384  # pieces that are multiplied at once


class _Convolution(NamedTuple):
    order: int
    before: int
    first: "Floats"
    first_bias: "Floats"
    second: "Floats"
    second_bias: "Floats"

    def apply(self, rows: "Floats", around: "Array") -> "Floats":
        """Return what the convolution makes of the pieces, twice, each time added to what it had."""
        looked = around[:, _BEFORE - self.before : _BEFORE - self.before + self.order]
        once = self._step(rows, looked, self.first, self.first_bias)
        return self._step(once, looked, self.second, self.second_bias)

    def _step(self, rows: "Floats", looked: "Array", matrix: "Floats", bias: "Floats") -> "Floats":
        import numpy as np

        padded = np.concatenate([rows, np.zeros((1, rows.shape[1]), np.float32)])
        seen = padded[looked].reshape(len(rows), -1)
        result: Floats = np.maximum(seen @ matrix + bias, 0) + rows
        return result


class _Model(NamedTuple):
    """What is read of the file of weights once it is needed."""

    pieces: UnigramPieces
    weights: Weights
    convolutions: tuple[_Convolution, ...]
    dense: "dict[str, Floats]"


_PROJECTED = ("project", "project_bias", "project_gain", "project_shift", "gain", "shift", "sum", "sum_bias")
_LAST = ("dense0", "dense1", "dense1_skip", "dense2", "dense3", "dense3_skip")
_DENSE = (*_PROJECTED, *_LAST, "table_low", "table_scale")


class UniversalSentenceEncoder:
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
        group: list[list[int]] = []
        for place, text in enumerate(texts):
            numbers = model.pieces.number(text, LONGEST)
            if group and sum(map(len, group)) + len(numbers) > _TOGETHER:
                rows[place - len(group) : place] = _embed(model, group)
                group = []
            group.append(numbers)
        if group:
            rows[len(texts) - len(group) :] = _embed(model, group)
        return Matrix(self._dimensions, rows.tobytes())


def _load(folder: Path) -> _Model:
    weights = Weights(folder)
    pieces = (folder / "pieces.txt").read_text(encoding="utf-8").split("\n")
    scores = array("f", weights.stored("piece_scores").tobytes())
    convolutions = tuple(
        _Convolution(
            order,
            before,
            *(weights.floats(f"convolve{order}_{step}{kind}") for step in (1, 2) for kind in ("", "_bias")),
        )
        for order, before in ORDERS
    )
    return _Model(UnigramPieces(pieces, scores), weights, convolutions, {name: weights.floats(name) for name in _DENSE})


def _embed(model: _Model, group: Sequence[list[int]]) -> "Floats":
    """Return a row for each text. Their pieces stand one below the other, and no convolution reaches beyond its
    text."""
    import numpy as np

    dense = model.dense
    lengths = np.array([len(numbers) for numbers in group])
    starts = np.array([0, *accumulate(len(numbers) for numbers in group[:-1])])
    flat = np.fromiter((number for numbers in group for number in numbers), np.int64, int(lengths.sum()))
    chunks = flat % len(dense["table_low"])
    table = model.weights.stored("table")
    looked_up: Floats = table[flat] * dense["table_scale"][chunks, None] + dense["table_low"][chunks, None]

    projected = looked_up @ dense["project"] + dense["project_bias"]
    projected = normalize(projected, dense["project_gain"], dense["project_shift"], _EPSILON)
    around = _look_around(starts, lengths)
    branches = np.split(projected, len(model.convolutions), axis=1)
    seen = [each.apply(branch, around) for each, branch in zip(model.convolutions, branches, strict=True)]
    features = normalize(np.concatenate([looked_up, *seen], axis=1), dense["gain"], dense["shift"], _EPSILON)

    # The sum over a text's pieces, divided by the root of how many there are; of the bias as well.
    roots = np.sqrt(lengths, dtype=np.float32)[:, None]
    summed = np.add.reduceat(features, starts, axis=0) @ dense["sum"] / roots + roots * dense["sum_bias"]
    return _finish(dense, summed)


def _finish(dense: "dict[str, Floats]", summed: "Floats") -> "Floats":
    """Return the rows after the last layers, two of which are given what came before the layer before them too."""
    import numpy as np

    first = np.maximum(summed @ dense["dense0"], 0)
    second = np.maximum(summed @ dense["dense1_skip"] + first @ dense["dense1"], 0)
    third = np.maximum(second @ dense["dense2"], 0)
    return to_unit_length(np.tanh(second @ dense["dense3_skip"] + third @ dense["dense3"]))


def _look_around(starts: "Array", lengths: "Array") -> "Array":
    """Return for each piece the places of the pieces around it; beyond its text, that of a row of zeros after all."""
    import numpy as np

    count = int(lengths.sum())
    places = np.arange(count)[:, None] + np.arange(-_BEFORE, _AFTER + 1)
    first, last = np.repeat(starts, lengths)[:, None], np.repeat(starts + lengths, lengths)[:, None]
    result: Array = np.where((places >= first) & (places < last), places, count)
    return result
