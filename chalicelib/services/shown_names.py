"""Who somebody is, beside every id of a person in an answer or a message."""

from collections.abc import Iterable, Mapping
from typing import Any

from chalicelib import observability
from chalicelib.domain.shown_names import with_names
from chalicelib.errors import Unavailable
from chalicelib.models import employees


def show_names(shown: Any, known: Mapping[str, str | None] | None = None) -> Any:
    """Return what is shown with a name beside each id of a person, by one read of those whose names are not known;
    without names while they cannot be read, for what was done is done."""
    read = known or {}

    def find(user_ids: Iterable[str]) -> dict[str, str]:
        names = employees.names_of(each for each in user_ids if each not in read)
        return names | {user_id: name for user_id, name in read.items() if name is not None}

    try:
        return with_names(shown, find)
    except Unavailable:
        observability.warning("shown without names")
        return shown
