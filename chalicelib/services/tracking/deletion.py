"""Deleting where somebody was, at their own wish: their preferences, and who looked, stay."""

from chalicelib.domain.identity import Identity
from chalicelib.domain.value import Cursor
from chalicelib.services.privacy.positions import erase_positions


def delete_positions(identity: Identity) -> int:
    """Remove all that is kept of where the caller was; how many quarters of an hour that was. Done again, it goes on
    where it was interrupted."""
    count, going = 0, True
    start: Cursor | None = None
    while going:
        removed, start = erase_positions(identity.user_id, start)
        count += removed
        going = start is not None
    return count
