"""Who may read what the whole company books and travels, across people."""

from chalicelib.domain.identity import Identity, Role


def require_company_reader(identity: Identity) -> None:
    """Raise NotAllowed unless the caller may list the bookings and trips of everybody: travel managers may, and
    programs by their scope."""
    identity.require(Role.TRAVEL_MANAGER, Role.SYSTEM)
