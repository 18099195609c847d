"""Files of every kind that may be uploaded, and the bucket that they go to."""

import hashlib
from typing import Any

from chalicelib.domain.documents import ContentType, DocumentKind, DocumentRequest
from tests.support.tables import REGION, client

BUCKET = "sojourn-local-documents-123456789012"
FILES: dict[ContentType, bytes] = {
    ContentType.PDF: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n",
    ContentType.JPEG: b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9",
    ContentType.PNG: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01",
    ContentType.WEBP: b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00",
    ContentType.HEIC: b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
}
NAMES = {
    ContentType.PDF: "hotel.pdf",
    ContentType.JPEG: "taxi.JPG",
    ContentType.PNG: "lunch.png",
    ContentType.WEBP: "bus.webp",
    ContentType.HEIC: "IMG_0001.HEIC",
}


def announcement(
    content_type: ContentType = ContentType.PDF, body: bytes | None = None, **changes: Any
) -> DocumentRequest:
    """What is said of a file before it is uploaded: the truth, but for `changes`."""
    content = FILES[content_type] if body is None else body
    said: dict[str, Any] = {
        "kind": DocumentKind.RECEIPT,
        "file_name": NAMES[content_type],
        "content_type": content_type,
        "size_bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        **changes,
    }
    return DocumentRequest(**said)


def make_bucket() -> Any:
    """The documents' bucket, empty, which keeps versions as the foundation's does; a client that sees into it."""
    s3: Any = client("s3")
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    return s3


def keys_in(s3: Any) -> list[str]:
    """Every key of the bucket."""
    return [found["Key"] for found in s3.list_objects_v2(Bucket=BUCKET).get("Contents", [])]
