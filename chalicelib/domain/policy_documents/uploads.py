"""Whether what was uploaded is the file that was announced, as far as its size, type, checksum and first bytes say."""

from collections.abc import Callable, Mapping

from chalicelib.domain.policy_documents.document import SUFFIXES, PolicyFile, PolicyFileType
from chalicelib.domain.policy_documents.problems import ParsingFailure, ParsingProblem, failure_of

# Readers of PDF accept what stands before its header, within the first kilobyte (ISO 32000-1, Annex H).
HEAD = 1024
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# What is surely no text: PDF, zip and what is made of it, older Office files, JPEG, PNG, GIF, gzip, RTF.
_OLE = b"\xd0\xcf\x11\xe0"
_NO_TEXT = (b"%PDF-", b"PK\x03\x04", _OLE, b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"\x1f\x8b", b"{\\rtf")


def _is_text(head: bytes) -> bool:
    if head.startswith(_NO_TEXT):
        return False
    return head.startswith(_UTF16) or b"\0" not in head


_BEGINS: Mapping[PolicyFileType, Callable[[bytes], bool]] = {
    PolicyFileType.PDF: lambda head: b"%PDF-" in head,
    # One that is protected by a password is an OLE container: the parser says so.
    PolicyFileType.DOCX: lambda head: head.startswith((b"PK\x03\x04", _OLE)),
    PolicyFileType.HTML: _is_text,
    PolicyFileType.MARKDOWN: _is_text,
    PolicyFileType.TEXT: _is_text,
}


def file_errors(file: PolicyFile) -> list[tuple[str, str]]:
    """Return what the fields' own rules cannot say is wrong: (field, why) for each."""
    suffixes = SUFFIXES[file.content_type]
    if file.file_name.lower().endswith(suffixes):
        return []
    return [("fileName", f"A file of this type is named {' or '.join(suffixes)}.")]


def judge_upload(
    file: PolicyFile, *, size_bytes: int, content_type: str, sha256: str, head: bytes
) -> ParsingFailure | None:
    """Return why what was found is not the file that was announced; None when it is. `sha256` and `head` (the first
    HEAD bytes) are empty when it was too large to be read."""
    if size_bytes != file.size_bytes:
        found = f"The file has {size_bytes} bytes, not {file.size_bytes}."
        return failure_of(ParsingProblem.NOT_AS_ANNOUNCED, found)
    if content_type.partition(";")[0].strip().lower() != file.content_type:
        return failure_of(ParsingProblem.NOT_AS_ANNOUNCED, f"The file was not sent as {file.content_type}.")
    if sha256 != file.sha256:
        return failure_of(ParsingProblem.NOT_AS_ANNOUNCED, "The file's SHA-256 is not the one that was announced.")
    if not _BEGINS[file.content_type](head):
        return failure_of(ParsingProblem.WRONG_TYPE, f"The file does not begin as {file.content_type} does.")
    return None
