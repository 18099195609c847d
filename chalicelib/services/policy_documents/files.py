"""Where the files of policy documents lie in the documents' bucket."""

# Below it everything of a version that is kept: its file, and what is made of its sections.
FILE = "file"


def upload_key(document_id: str, version: int) -> str:
    """Return where the file of a version is uploaded to; the bucket forgets everything there after a day."""
    return f"uploads/policies/{document_id}/{version}"


def folder(document_id: str, version: int) -> str:
    """Return below what everything of a version is kept, with the slash at its end."""
    return f"policies/{document_id}/{version}/"


def kept_key(document_id: str, version: int) -> str:
    """Return where the checked file of a version lies."""
    return folder(document_id, version) + FILE
