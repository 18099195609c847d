"""What the two models compute, a number at a time, as their papers and their first implementations have it: slow, and
written without a look at how the code that is tested does it."""

import math
from pathlib import Path
from typing import Any

from chalicelib.gateways.embeddings.weights import Weights

Row = list[float]


def matrix(weights: Weights, name: str) -> list[Row]:
    """A matrix of the file as plain numbers, what was rounded to bytes multiplied out by column."""
    rows: list[Row] = weights.stored(name).tolist()
    if f"{name}_scale" not in weights:
        return rows
    scales = vector(weights, f"{name}_scale")
    return [[value * scale for value, scale in zip(row, scales, strict=True)] for row in rows]


def vector(weights: Weights, name: str) -> Row:
    values: Row = weights.stored(name).tolist()
    return values


def dense(row: Row, by: list[Row], bias: Row | None = None) -> Row:
    sums = [
        math.fsum(value * line[column] for value, line in zip(row, by, strict=True)) for column in range(len(by[0]))
    ]
    return [total + more for total, more in zip(sums, bias, strict=True)] if bias else sums


def norm(row: Row, gain: Row, shift: Row) -> Row:
    mean = math.fsum(row) / len(row)
    variance = math.fsum((value - mean) ** 2 for value in row) / len(row)
    scaled = [(value - mean) / math.sqrt(variance + 1e-12) for value in row]
    return [value * by + more for value, by, more in zip(scaled, gain, shift, strict=True)]


def add(*rows: Row) -> Row:
    return [math.fsum(values) for values in zip(*rows, strict=True)]


def unit(row: Row) -> Row:
    length = math.sqrt(math.fsum(value * value for value in row))
    return [value / length for value in row]


def embed_minilm(folder: Path, numbers: list[int], heads: int) -> Row:
    """The mean of what a BERT makes of the pieces, of length 1."""
    weights = Weights(folder)
    scales: dict[str, Row] = {name: vector(weights, f"{name}_scale") for name in ("words", "positions")}
    stored: dict[str, Any] = {name: weights.stored(name) for name in scales}
    rows = []
    for place, number in enumerate(numbers):
        word = [value * scales["words"][number] for value in stored["words"][number].tolist()]
        position = [value * scales["positions"][place] for value in stored["positions"][place].tolist()]
        summed = add(word, position, vector(weights, "segment"))
        rows.append(norm(summed, vector(weights, "embedding_gain"), vector(weights, "embedding_shift")))
    layer = 0
    while f"layer{layer}_attend" in weights:
        rows = _through_layer(weights, f"layer{layer}", rows, heads)
        layer += 1
    return unit([value / len(rows) for value in add(*rows)])


def _through_layer(weights: Weights, name: str, rows: list[Row], heads: int) -> list[Row]:
    def through(part: str, row: Row) -> Row:
        return dense(row, matrix(weights, f"{name}_{part}"), vector(weights, f"{name}_{part}_bias"))

    def normed(part: str, row: Row) -> Row:
        return norm(row, vector(weights, f"{name}_{part}_gain"), vector(weights, f"{name}_{part}_shift"))

    looked = attend([through("attend", row) for row in rows], heads)
    rows = [normed("attended", add(row, through("attended", each))) for row, each in zip(rows, looked, strict=True)]
    wide = [[gelu(value) for value in through("widen", row)] for row in rows]
    return [normed("narrow", add(row, through("narrow", each))) for row, each in zip(rows, wide, strict=True)]


def attend(projected: list[Row], heads: int) -> list[Row]:
    width = len(projected[0]) // 3
    size = width // heads
    out = []
    for row in projected:
        taken: Row = []
        for head in range(heads):
            columns = range(head * size, (head + 1) * size)
            suits = [
                math.fsum(row[column] * other[width + column] for column in columns) / math.sqrt(size)
                for other in projected
            ]
            total = math.fsum(map(math.exp, suits))
            shares = [math.exp(suit) / total for suit in suits]
            taken += [
                math.fsum(share * other[2 * width + column] for share, other in zip(shares, projected, strict=True))
                for column in columns
            ]
        out.append(taken)
    return out


def gelu(value: float) -> float:
    return value * (1 + math.erf(value / math.sqrt(2))) / 2


def embed_use(folder: Path, numbers: list[int]) -> Row:
    """What the convolutions and the dense layers of the encoder make of the pieces, of length 1."""
    weights = Weights(folder)
    low, scale, table = vector(weights, "table_low"), vector(weights, "table_scale"), weights.stored("table")
    looked_up = []
    for number in numbers:
        chunk = number % len(low)
        looked_up.append([value * scale[chunk] + low[chunk] for value in table[number].tolist()])
    project, bias = matrix(weights, "project"), vector(weights, "project_bias")
    gain, shift = vector(weights, "project_gain"), vector(weights, "project_shift")
    projected = [norm(dense(row, project, bias), gain, shift) for row in looked_up]
    size = len(projected[0]) // 3
    features = looked_up
    for branch, (order, before) in enumerate(((2, 0), (3, 1), (5, 2))):
        rows = [row[branch * size : (branch + 1) * size] for row in projected]
        for step in (1, 2):
            name = f"convolve{order}_{step}"
            rows = _convolve(rows, order, before, matrix(weights, name), vector(weights, f"{name}_bias"))
        features = [feature + row for feature, row in zip(features, rows, strict=True)]
    normed = [norm(row, vector(weights, "gain"), vector(weights, "shift")) for row in features]
    each = [dense(row, matrix(weights, "sum"), vector(weights, "sum_bias")) for row in normed]
    return _last_layers(weights, [value / math.sqrt(len(numbers)) for value in add(*each)])


def _convolve(rows: list[Row], order: int, before: int, by: list[Row], bias: Row) -> list[Row]:
    nothing = [0.0] * len(rows[0])
    made = []
    for place, row in enumerate(rows):
        window: Row = []
        for other in range(place - before, place - before + order):
            window += rows[other] if 0 <= other < len(rows) else nothing
        made.append(add(row, relu(dense(window, by, bias))))
    return made


def _last_layers(weights: Weights, row: Row) -> Row:
    first = relu(dense(row, matrix(weights, "dense0")))
    second = relu(add(dense(row, matrix(weights, "dense1_skip")), dense(first, matrix(weights, "dense1"))))
    third = relu(dense(second, matrix(weights, "dense2")))
    last = add(dense(second, matrix(weights, "dense3_skip")), dense(third, matrix(weights, "dense3")))
    return unit([math.tanh(value) for value in last])


def relu(row: Row) -> Row:
    return [max(value, 0.0) for value in row]
