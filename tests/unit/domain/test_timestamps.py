"""Which time zones there are: the names of one dated release of the IANA database, whatever the machine has."""

from zoneinfo import ZoneInfo

import airportsdata
import pytest

from chalicelib.domain.places.gazetteer import gazetteer
from chalicelib.domain.timestamps import zone_errors_in, zone_names

# Names that some machines have files for, or that people take for zones.
STRANGE = """
right/Europe/Berlin right/Asia/Tokyo right/UTC posix/America/New_York posix/Pacific/Apia posix/Africa/Lagos Factory
localtime posixrules Europe Asia America/Argentina Etc zone.tab zone1970.tab iso3166.tab tzdata.zi leapseconds
leap-seconds.list +VERSION SystemV/EST5 europe/berlin ASIA/TOKYO Europe/Atlantis CEST BST IST UTC+2 GMT+2 +02:00
America/New-York Pacific/Auckland/ /Pacific/Auckland ../UTC ./UTC US/Pacific-New
"""
LINKS = """
Asia/Calcutta Asia/Kolkata Europe/Kiev Europe/Kyiv US/Pacific America/Buenos_Aires Australia/ACT Pacific/Samoa
Asia/Rangoon Africa/Asmera Atlantic/Faeroe America/Godthab Brazil/East Canada/Newfoundland NZ-CHAT UTC GMT Etc/GMT+12
Etc/GMT-14 EST Singapore Antarctica/Troll
"""


@pytest.mark.parametrize("name", STRANGE.split())
def test_what_is_no_zone_is_refused_where_it_stands(name: str) -> None:
    (error,) = zone_errors_in(startTimezone="Europe/Berlin", endTimezone=name)

    assert error.pointer == "/endTimezone"


@pytest.mark.parametrize("name", LINKS.split())
def test_old_and_new_names_of_zones_are_taken(name: str) -> None:
    assert list(zone_errors_in(startTimezone=name)) == []


def test_every_name_is_a_zone_that_times_can_be_shown_in() -> None:
    assert {ZoneInfo(name).key for name in zone_names()} == zone_names()
    assert len(zone_names()) > 590


def test_every_place_lies_in_a_zone_of_the_list() -> None:
    book = gazetteer()
    cities = {book.place(city).timezone for city in book.cities}
    airports = {row["tz"] for row in airportsdata.load("IATA").values()}

    assert (cities | airports) <= zone_names()
