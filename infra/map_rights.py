"""The rights to ask Amazon Location, of a stage whose settings have it find places or roads; none where nobody asks."""

from pathlib import Path

from chalicelib import settings
from infra.policy_index_rights import CHALICE, read_variables
from infra.policy_statements import Statement, allow


def map_statements(stage: str, config: Path = CHALICE) -> list[Statement]:
    """Return what allows to ask for places, for roads, or for both. Whoever has roads looks for the nearest one by
    places."""
    here = settings.load(read_variables(stage, config))
    finds_places = here.geocoding == "location_service"
    finds_roads = here.routing == "location_service"
    places = [
        *(["geo-places:Geocode"] if finds_places else []),
        *(["geo-places:ReverseGeocode"] if finds_places or finds_roads else []),
    ]
    roads = ["geo-routes:CalculateRoutes", "geo-routes:SnapToRoads"] if finds_roads else []
    return [
        *([allow(places, ["arn:aws:geo-places:*::provider/default"])] if places else []),
        *([allow(roads, ["arn:aws:geo-routes:*::provider/default"])] if roads else []),
    ]
