"""PDFs written object by object, so that they can be wrong in any way."""

import zlib
from collections.abc import Mapping

HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def stream(content: bytes, extra: bytes = b"", *, flate: bool = False) -> bytes:
    """Return a stream object's body."""
    held = zlib.compress(content, 9) if flate else content
    form = b" /Filter /FlateDecode" if flate else b""
    return b"<< /Length %d%s %s >>\nstream\n%s\nendstream" % (len(held), form, extra, held)


def pdf_of(objects: Mapping[int, bytes], *, trailer: bytes = b"", root: int = 1) -> bytes:
    """Return a PDF of these objects with its cross-reference table."""
    made = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(made)
    size = max(objects) + 1
    made += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        made += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
    made += b"trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, root, trailer, start)
    return bytes(made)


def page_of(content: bytes, *, page: bytes = b"", resources: bytes = b"", more: Mapping[int, bytes] | None = None,
            flate: bool = False, font: bytes = HELVETICA, trailer: bytes = b"") -> bytes:  # fmt: skip
    """Return a PDF of one page with this content stream."""
    return pdf_of(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> %s >> %s >>" % (resources, page),
            4: stream(content, flate=flate),
            5: font,
            **(more or {}),
        },
        trailer=trailer,
    )


def words(text: str = "1 Travel policy", y: int = 700) -> bytes:
    """Return operators that show a text."""
    return b"BT /F1 12 Tf 72 %d Td (%s) Tj ET\n" % (y, text.encode("latin-1"))


def object_stream_pdf(offsets: bytes, body: bytes, *, count: int, extra: bytes = b"") -> bytes:
    """Return a PDF whose page tree lies in an object stream, read by a cross-reference stream."""
    made = bytearray(b"%PDF-1.7\n")
    held = offsets + body
    at = len(made)
    made += (
        b"4 0 obj\n" + stream(held, b"/Type /ObjStm /N %d /First %d %s" % (count, len(offsets), extra)) + b"\nendobj\n"
    )
    start = len(made)
    rows = (
        bytes([0, 0, 0, 0]) + b"".join(bytes([2, 0, 4, index]) for index in range(3)) + bytes([1, *divmod(at, 256), 0])
    )
    rows += bytes([1, *divmod(start, 256), 0])
    made += b"5 0 obj\n" + stream(rows, b"/Type /XRef /W [1 2 1] /Size 6 /Root 1 0 R") + b"\nendobj\n"
    made += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(made)
