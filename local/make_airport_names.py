"""Makes chalicelib/domain/places/data/airport_names.json: the name of every airport with an IATA code.

Source: airportsdata. Run `python -m local.make_airport_names` when its version changes; the same version gives the same
bytes.
"""

import json
from pathlib import Path

import airportsdata

TARGET = Path(__file__).resolve().parent.parent / "chalicelib" / "domain" / "places" / "data" / "airport_names.json"


def render_names() -> str:
    """Return the file's text: a JSON object of IATA code to name, a row an airport."""
    names = {code: row["name"] for code, row in airportsdata.load("IATA").items()}
    return json.dumps(names, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


if __name__ == "__main__":
    TARGET.write_text(render_names(), "utf-8")
