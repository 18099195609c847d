"""Which time zone a point lies in, by the borders of zones that a library carries: no service is asked.

The borders are those of OpenStreetMap (timezone-boundary-builder, ODbL) as `tzfpy` simplifies them, right to about a
kilometre. At sea it is the nautical zone of the meridian, `Etc/GMT-3`, whose sign is turned round, as IANA has it.
"""


def find_time_zone(latitude: float, longitude: float) -> str:
    """Return the IANA zone of a point in WGS 84 degrees."""
    import tzfpy

    return tzfpy.get_tz(longitude, latitude)
