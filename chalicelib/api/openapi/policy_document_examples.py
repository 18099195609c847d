"""A policy document from its announcement to its sections, as the API's documentation shows it."""

from datetime import timedelta

from chalicelib.api.openapi.examples import AT, HASH, MANAGER_ID
from chalicelib.domain.policy_documents import parsing
from chalicelib.domain.policy_documents.document import ParsingProgress, PolicyFile, PolicyFileType
from chalicelib.domain.policy_documents.section import Section, Table
from chalicelib.services.file_links import DownloadLink, UploadForm
from chalicelib.services.policy_documents.uploads import PolicyDocumentRequest

DOCUMENT_ID = "pdc_01JQZX5V9D7R8M3T2K6W4H0YBE"
_BUCKET = "https://sojourn-prod-documents-123456789012.s3.eu-central-1.amazonaws.com/"
_TEXT = "At most 180 EUR a night in London, all taxes in.\n\nCity | EUR a night\nLondon | 180\nVienna | 140"

REQUEST = PolicyDocumentRequest(
    title="Travel handbook",
    file=PolicyFile(file_name="travel-handbook.pdf", content_type=PolicyFileType.PDF, size_bytes=482_130, sha256=HASH),
)
FORM = UploadForm(
    url=_BUCKET,
    fields={
        "key": f"uploads/policies/{DOCUMENT_ID}/1",
        "Content-Type": "application/pdf",
        "x-amz-checksum-algorithm": "SHA256",
        "x-amz-checksum-sha256": "n4bQgYhMfWWaL-example",
        "policy": "eyJleHBpcmF0aW9uIjoi...",
        "x-amz-signature": "4b1c...",
    },
    expires_at=AT,
)
LINK = DownloadLink(
    url=f"{_BUCKET}policies/...",
    expires_at=AT,
    file_name=REQUEST.file.file_name,
    content_type=REQUEST.file.content_type,
    size_bytes=REQUEST.file.size_bytes,
    sha256=REQUEST.file.sha256,
)
PENDING = parsing.create_document(DOCUMENT_ID, REQUEST.title, REQUEST.file, uploaded_by=MANAGER_ID, now=AT)
RECEIVED = parsing.receive_file(PENDING, 1, AT)
PARSED = parsing.complete_parsing(
    parsing.begin_parsing(RECEIVED, 1, AT, until=AT + timedelta(minutes=5)),
    1,
    ParsingProgress(pages_parsed=12, pages=12, sections=48),
    AT,
)
EVENT = PARSED.events[-1]
SECTION = Section(
    position=17,
    number="5.2",
    heading="Hotel rates by city",
    level=2,
    text=_TEXT,
    page_starts=((0, 6),),
    tables=(
        Table(
            start=_TEXT.index("City"),
            end=len(_TEXT),
            caption=None,
            rows=(("City", "EUR a night"), ("London", "180"), ("Vienna", "140")),
        ),
    ),
)
