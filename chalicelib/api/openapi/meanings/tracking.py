"""Positions, geofences, maps and journeys under way."""

from collections.abc import Mapping

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "TravelMode": {"car": "By car", "bicycle": "By bicycle", "foot": "On foot", "flight": "By air"},
    "MapSource": {
        "offline": "What ships with the service: airports, cities, zones, and arithmetic on the globe",
        "location_service": "Amazon Location Service",
        "osrm": "A server of OSRM",
        "valhalla": "A server of Valhalla",
    },
    "PlaceKind": {
        "country": "A country",
        "region": "A state, province or region",
        "city": "A city or town",
        "postal_code": "The area of a postal code",
        "street": "A street",
        "address": "A house number",
        "point_of_interest": "A business, sight or other place with a name",
        "airport": "An airport",
    },
    "Weekday": {
        "monday": "Monday",
        "tuesday": "Tuesday",
        "wednesday": "Wednesday",
        "thursday": "Thursday",
        "friday": "Friday",
        "saturday": "Saturday",
        "sunday": "Sunday",
    },
    "GeofenceOwner": {"person": "A person, who alone knows of it", "company": "The company: it counts for everybody"},
    "GeofenceEventKind": {
        "enter": "The person came in",
        "dwell": "The person has stayed as long as the geofence asks",
        "exit": "The person went out",
    },
    "EventCause": {
        "movement": "The person moved",
        "calendar": "The geofence began or ceased to count while the person was inside",
    },
    "GeofenceRecordStatus": {
        "current": "It happened, as positions known by now have it",
        "withdrawn": "Positions that came late show that it did not happen",
    },
    "SharingLevel": {
        "exact": "Positions as measured",
        "in_zone": "Which geofences you are in, and no coordinates",
        "city": "The nearest city",
        "country": "The country",
    },
    "TrackFormat": {
        "json": "Positions one by one, in pages",
        "geojson": "GeoJSON (RFC 7946)",
        "polyline5": "Encoded polylines of five digits",
        "polyline6": "Encoded polylines of six digits",
        "gpx": "GPX 1.1",
    },
    "EncodedTrack.precision": {"5": "Five digits after the point of a degree", "6": "Six digits"},
    "PositionKind": {
        "fix": "A measured position",
        "ping": "The device is still where it was",
        "coarse": "Only a city, a country or geofences, as its owner shares it",
    },
    "Flag": {
        "repeated": "Another fix of the same second is more accurate",
        "zero_island": "At 0, 0, which devices report without a position",
        "poor_accuracy": "Too inaccurate to go by",
        "clock_ahead": "Its time is yet to come",
        "jump": "Nobody gets there and on in the time",
    },
    "Refusal": {
        "unreadable": "Not a fix in any form that is known",
        "invalid_time": "No time, or none of our century",
        "invalid_position": "Not on the globe, or half a position",
        "invalid_measure": "An accuracy, speed, heading, altitude or charge that cannot be",
        "too_old": "Older than what is kept",
        "clock_ahead": "Farther in the future than a wrong clock explains",
        "not_shared": "No consent, no trip, or quiet hours: it must not be kept",
        "too_many": "Beyond what one call may hold: send it by another",
    },
    "LookKind": {
        "live": "Positions as they came in",
        "last_place": "The last place",
        "progress": "Progress on a trip",
        "history": "Positions of the past",
    },
    "Standing": {
        "self": "The person themselves",
        "arranger": "An arranger of their profile",
        "travel_manager": "A travel manager",
        "share_link": "Whoever opened a share link",
    },
    "Phase": {
        "before": "Has not begun",
        "under_way": "Is under way",
        "arrived": "Is over",
        "unconfirmed": "Its time is over, and no position says that anybody arrived",
    },
    "Basis": {"position": "Positions say so", "schedule": "The itinerary says so"},
    "Confidence": {
        "high": "Rests on a recent position on the path",
        "medium": "Rests on an older position, or one off the path",
        "low": "Rests on the itinerary and little else",
    },
    "Withheld": {
        "no_position": "There is no position in the time of the move",
        "stale": "The newest position is too old",
        "no_path": "Where the move begins or ends is unknown",
        "not_departed": "It is yet to begin, in time: what is planned holds",
        "arrived": "It is over",
        "unconfirmed": "Its time is over, or a later move has begun",
    },
    "WarningKind": {
        "missed_connection": "The next move will probably be missed",
        "stopped": "The traveller has stopped under way",
        "off_route": "The traveller is off the path of the move",
    },
    "WarningStatus": {
        "raised": "Still holds",
        "ended": "No longer holds",
        "withdrawn": "Positions that came late show that there was nothing to warn of",
    },
}
