"""Whoever reads where people were shows it only as `looks` says, or shows it to nobody else: by what files import."""

from pathlib import Path

from tests.support.forgetting import models_used

CHALICELIB = Path(__file__).parents[4] / "chalicelib"
POSITIONS = {"positions", "tracking_events", "geofence_events"}
# Who reads them without a look, and why.
WITHOUT_A_LOOK = {
    "services/privacy/positions.py": "erases them, and exports them for their person",
    "services/tracking/deletion.py": "deletes them at their person's wish",
    "services/tracking/feed.py": "adds to a person's log; whom it is pushed to looks",
    "services/tracking/geofencing.py": "finds when a person was in which geofence, and shows nothing",
    "services/tracking/maintenance.py": "makes them coarse, and shows nothing",
    "services/tracking/storing.py": "stores them, and shows nothing",
    "services/tracking/trip_warnings.py": "finds what a traveller is to be warned of, and shows nothing",
}


def readers() -> dict[str, str]:
    """The text of every file outside of the models that imports one of these."""
    files = {str(path.relative_to(CHALICELIB)): path for path in CHALICELIB.rglob("*.py")}
    return {
        name: path.read_text("utf-8")
        for name, path in files.items()
        if not name.startswith("models/") and models_used(path) & POSITIONS
    }


def test_whoever_shows_positions_is_given_what_a_look_shows() -> None:
    found = readers()

    without = {name for name, text in found.items() if "Sight" not in text}
    assert without == WITHOUT_A_LOOK.keys()
    assert len(found) > len(without), "somebody shows them"
