"""What is often wrong with a list in a policy: a value comes twice, or does not rise."""

from collections.abc import Hashable, Iterable, Iterator, Sequence

from chalicelib.errors import FieldError


def find_repeated(values: Iterable[Hashable], pointer: str, detail: str) -> Iterator[FieldError]:
    """Yield an error for every value that came before; `{}` in `pointer` is its index, in `detail` that of the
    first."""
    first: dict[Hashable, int] = {}
    for index, value in enumerate(values):
        if first.setdefault(value, index) != index:
            yield FieldError(pointer.format(index), detail.format(first[value]))


def find_band_errors(starts: Sequence[int], field: str, first: int = 0) -> Iterator[FieldError]:
    """Yield an error for a first band that does not start at `first`, and for every band that starts below the one
    before it."""
    if starts[0] != first:
        yield FieldError(f"/bands/0/{field}", f"the first band must start at {first}")
    yield from find_not_ascending(starts, field)


def find_not_ascending(values: Sequence[int], field: str) -> Iterator[FieldError]:
    """Yield an error for every band whose `field` is not above that of the band before it."""
    for index in range(1, len(values)):
        if values[index] <= values[index - 1]:
            yield FieldError(f"/bands/{index}/{field}", "must be above the band before it")
