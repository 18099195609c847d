"""Where the files of an export lie: its pieces while it is written, and the whole file when it is done."""

from chalicelib.domain.list_exports import ListExport


def folder_of(export_id: str) -> str:
    """Return the folder of an export."""
    return f"exports/{export_id}/"


def piece_key(export_id: str, piece_id: str) -> str:
    """Return the key of a piece. Each writing of one has its own, so that of two that write the same piece at once
    neither changes what the other has noted."""
    return f"{folder_of(export_id)}{piece_id}.csv"


def file_key(export: ListExport) -> str:
    """Return the key of the whole file."""
    return f"{folder_of(export.export_id)}{file_name(export)}"


def file_name(export: ListExport) -> str:
    """Return what the file is called by whoever saves it."""
    return f"{export.kind.value}-{export.created_at:%Y-%m-%d}.csv"
