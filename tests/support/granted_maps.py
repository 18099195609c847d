"""What a stage may ask Amazon Location, by its settings."""

import json
from pathlib import Path
from typing import cast

from infra.map_rights import map_statements


def allowed(folder: Path, geocoding: str, routing: str) -> dict[str, set[str]]:
    """What a stage with these settings may do, by what it may do it to."""
    config = folder / "config.json"
    variables = {"SOJOURN_GEOCODING": geocoding, "SOJOURN_ROUTING": routing}
    config.write_text(json.dumps({"stages": {"dev": {"environment_variables": variables}}}))
    found: dict[str, set[str]] = {}
    for statement in map_statements("dev", config):
        resources, actions = cast("list[str]", statement["Resource"]), cast("list[str]", statement["Action"])
        (resource,) = resources
        found.setdefault(resource, set()).update(actions)
    return found
