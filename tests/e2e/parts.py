"""Parts of what is bought."""

from tests.e2e.ear import Json


def last_flight(booking: Json) -> str:
    """The part of a bought trip that is flown last, alone or with others on one ticket."""
    return [str(each["partId"]) for each in booking["parts"] if each["kind"] == "flight"][-1]
