"""What an export is made of: entries, which a walk through its sections reads page by page."""

from typing import Annotated, Any, NamedTuple

import msgspec

from chalicelib.domain.privacy.requests import Export
from chalicelib.domain.value import Cursor, Value


class ExportEntry(Value, frozen=True):
    """One exported record: its kind, its id and its content."""

    section: Annotated[
        str, msgspec.Meta(examples=["bookings"], description="What kind of record it is, such as `bookings`")
    ]
    id: Annotated[str, msgspec.Meta(description="Id of the record within its section")]
    data: Annotated[dict[str, Any], msgspec.Meta(description="The record, as it is stored")]


class Walk(NamedTuple):
    """One read of one section."""

    export: Export
    limit: int
    start: Cursor | None

    @property
    def user_id(self) -> str:
        return self.export.user_id


def export_entry(section: str, name: str, value: Any) -> ExportEntry:
    """Return what is kept of a thing as an entry of a section."""
    return ExportEntry(section=section, id=name, data=msgspec.to_builtins(value))
