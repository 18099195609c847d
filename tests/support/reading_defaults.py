"""What holds in tests of reading where the words say nothing."""

from chalicelib.domain.trip_requests.reading.reader import ReadingDefaults
from chalicelib.domain.trip_requests.trip_request import Traveller

DEFAULTS = ReadingDefaults(
    traveller=Traveller(given_name="Anna", family_name="Adams"), currency="EUR", cost_centre="SALES-EU"
)
