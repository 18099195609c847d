"""What is held of where a person was and who looked: erased a piece at a time. It is erased after the consents are
withdrawn, so that nothing new comes in meanwhile."""

from chalicelib.domain.value import Cursor
from chalicelib.models import position_looks, tracking_preferences

_A_PIECE = 25


def erase_preferences(user_id: str, _start: Cursor | None) -> tuple[int, Cursor | None]:
    """Forget how the person shared their positions."""
    return int(tracking_preferences.delete_preferences(user_id)), None


def erase_looks(user_id: str, _start: Cursor | None) -> tuple[int, Cursor | None]:
    """Remove who looked at the person's positions."""
    gone = position_looks.forget_looks(user_id, _A_PIECE)
    return gone, {"userId": {"S": user_id}} if gone == _A_PIECE else None


def erase_looks_taken(user_id: str, _start: Cursor | None) -> tuple[int, Cursor | None]:
    """Take the person and their reasons out of looks at others, who keep that somebody looked."""
    gone = position_looks.forget_viewer(user_id, _A_PIECE)
    return gone, {"userId": {"S": user_id}} if gone == _A_PIECE else None
