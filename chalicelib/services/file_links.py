"""Files that people send and fetch: forms to upload one and links to download one, signed for one file and for minutes,
so that no file passes through the API; and removing what nobody can reach any more."""

from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from chalicelib import clock, observability
from chalicelib.domain.value import Value
from chalicelib.errors import Unavailable
from chalicelib.gateways import storage

FORM_VALID = timedelta(minutes=5)
LINK_VALID = timedelta(minutes=1)


class UploadForm(Value, frozen=True):
    """The upload form: POST these fields unchanged as multipart/form-data, with the field `file` last."""

    url: Annotated[str, msgspec.Meta(description="Where to POST the form")]
    fields: Annotated[dict[str, str], msgspec.Meta(description="Form fields by name, all of which have to be sent")]
    expires_at: Annotated[datetime, msgspec.Meta(description="Until when the form is accepted")]


class DownloadLink(Value, frozen=True):
    """A download link; needs no token until it expires."""

    url: Annotated[str, msgspec.Meta(description="Address of the file; whoever has it can read the file")]
    expires_at: Annotated[datetime, msgspec.Meta(description="Until when the link works")]
    file_name: Annotated[str, msgspec.Meta(description="Name to save the file under")]
    content_type: Annotated[str, msgspec.Meta(description="Media type of the file")]
    size_bytes: Annotated[int, msgspec.Meta(description="Size of the file in bytes")]
    sha256: Annotated[str, msgspec.Meta(description="SHA-256 of the file's bytes, in hexadecimal digits")]


def make_form(key: str, *, content_type: str, size_bytes: int, sha256: str) -> UploadForm:
    """Return the form for one upload of exactly this file."""
    form = storage.upload_form(key, content_type=content_type, size_bytes=size_bytes, sha256=sha256, valid=FORM_VALID)
    return UploadForm(url=form.url, fields=form.fields, expires_at=clock.now() + FORM_VALID)


def make_link(key: str, *, file_name: str, content_type: str, size_bytes: int, sha256: str) -> DownloadLink:
    """Return a short-lived link to a file, which is saved under its name."""
    return DownloadLink(
        url=storage.download_url(key, file_name=file_name, content_type=content_type, valid=LINK_VALID),
        expires_at=clock.now() + LINK_VALID,
        file_name=file_name,
        content_type=content_type,
        size_bytes=size_bytes,
        sha256=sha256,
    )


def remove_files(*keys: str) -> None:
    """Take files away that nobody can reach any more; what cannot be done now is done later, by the sweeper or by the
    bucket's own rules."""
    try:
        storage.delete(*keys)
    except Unavailable:
        observability.warning("deletion of a document's files left to the sweeper")
