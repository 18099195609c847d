"""Weights of models as `infra/models.py` writes them: mapped into memory, and multiplied out when first used."""

import importlib.util
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chalicelib.errors import Unavailable

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[Any, np.dtype[np.float32]]
    Array = np.ndarray[Any, Any]

PACKAGE = "sojourn_models"  # in the layer of the functions that search


def find_models() -> Path | None:
    """Return the folder that holds a folder of weights for each model; None where the layer is not attached."""
    found = importlib.util.find_spec(PACKAGE)
    return Path(found.submodule_search_locations[0]) if found and found.submodule_search_locations else None


class Weights:
    """The arrays of one model, by name, read where they stand in its file."""

    def __init__(self, folder: Path) -> None:
        import numpy as np

        try:
            self._index: Mapping[str, Any] = json.loads((folder / "index.json").read_bytes())
            self._bytes = np.memmap(folder / "weights.bin", np.uint8, "r")
        except FileNotFoundError as error:
            raise Unavailable(f"the weights of {folder.name}") from error

    def __contains__(self, name: str) -> bool:
        return name in self._index

    def stored(self, name: str) -> "Array":
        """Return an array as it is stored; nothing of it is read yet."""
        it = self._index[name]
        shape = tuple(it["shape"])
        size = int(it["type"][2:])
        for length in shape:
            size *= length
        flat: Array = self._bytes[it["start"] : it["start"] + size].view(it["type"])
        return flat.reshape(shape)

    def floats(self, name: str) -> "Floats":
        """Return a matrix or a vector of float32 in memory, what was rounded to bytes multiplied out by column."""
        import numpy as np

        values: Floats = np.array(self.stored(name), np.float32)
        if f"{name}_scale" in self:
            values *= self.stored(f"{name}_scale")
        return values


def normalize(values: "Floats", gain: "Floats", shift: "Floats", epsilon: float) -> "Floats":
    """Return rows brought to mean 0 and variance 1, then stretched by `gain` and moved by `shift` (layer
    normalisation)."""
    centred = values - values.mean(axis=1, keepdims=True)
    variance = (centred * centred).mean(axis=1, keepdims=True)
    result: Floats = centred / (variance + epsilon) ** 0.5 * gain + shift
    return result


def to_unit_length(rows: "Floats") -> "Floats":
    """Return rows of length 1; one of zeros stays as it is."""
    import numpy as np

    lengths = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    result: Floats = rows / np.maximum(lengths, 1e-12)
    return result
