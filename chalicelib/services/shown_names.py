"""Who somebody is, beside every id of a person in an answer or a message."""

from typing import Any

from chalicelib import observability
from chalicelib.domain.shown_names import with_names
from chalicelib.errors import Unavailable
from chalicelib.models import employees


def show_names(shown: Any) -> Any:
    """Return what is shown with a name beside each id of a person, by one read; without names while they cannot be
    read, for what was done is done."""
    try:
        return with_names(shown, employees.names_of)
    except Unavailable:
        observability.warning("shown without names")
        return shown
