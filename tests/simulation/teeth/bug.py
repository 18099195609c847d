"""What a seeded bug is."""

from typing import NamedTuple

DOMAIN, MODELS, SERVICES = "chalicelib/domain/", "chalicelib/models/", "chalicelib/services/"


class Bug(NamedTuple):
    """`old`, which stands in `file` exactly once, becomes `new`."""

    name: str
    file: str
    old: str
    new: str
