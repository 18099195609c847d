"""Anna may book for David, for Eve, and for a guest of hers; and travels herself, or stays at home."""

from chalicelib.domain.passengers import PassengerKind, profile_of
from chalicelib.models import passengers
from tests.simulation.world import ANNA, DAVID, World
from tests.support.passenger_samples import EVE, details, encrypted

OWN, DAVIDS, EVES, GUESTS = (f"psg_01JQZW3V9D7R8M3T2K6W4H0YB{letter}" for letter in "ADEG")
TOGETHER = (DAVIDS, EVES, GUESTS)
QUOTE_ID = "qte_01JQZX5V9D7R8M3T2K6W4H0YBE"

_PEOPLE = (
    (OWN, ANNA, PassengerKind.EMPLOYEE, "Anna", "Berger"),
    (DAVIDS, DAVID, PassengerKind.EMPLOYEE, "David", "Okafor"),
    (EVES, EVE, PassengerKind.EMPLOYEE, "Eve", "Moreau"),
    (GUESTS, ANNA, PassengerKind.GUEST, "Gustavo", "Lima"),
)


def arrange(world: World) -> None:
    """Keep a profile of each of them."""
    with world.wire.quiet():
        for passenger_id, who, kind, given, family in _PEOPLE:
            named = details(given_name=given, family_name=family, arranger_ids=() if who is ANNA else ("anna",))
            profile = profile_of(named, passenger_id=passenger_id, kind=kind, user_id=who.user_id, now=world.clock.time)
            passengers.create_passenger(profile, encrypted(profile.passenger_id))
