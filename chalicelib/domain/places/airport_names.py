"""What airports are called, by their IATA codes. `local/make_airport_names.py` makes data/airport_names.json of the
source of `resolver.find_airport`, so that whoever only shows names need not read all there is of every airport."""

from functools import cache
from pathlib import Path

import msgspec

_FILE = Path(__file__).parent / "data" / "airport_names.json"


def airport_name(iata: str) -> str | None:
    """Return what the airport with this IATA code is called; None where that is not known."""
    return _names().get(iata)


@cache
def _names() -> dict[str, str]:
    return msgspec.json.decode(_FILE.read_bytes(), type=dict[str, str])
