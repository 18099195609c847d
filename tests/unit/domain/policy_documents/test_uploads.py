"""What was uploaded counts only if it is the file that was announced."""

import msgspec
import pytest

from chalicelib.domain.policy_documents.document import SUFFIXES, PolicyFileType
from chalicelib.domain.policy_documents.problems import ParsingProblem
from chalicelib.domain.policy_documents.uploads import file_errors, judge_upload
from tests.support.policy_document_samples import HANDBOOK, policy_file

HEADS = {
    PolicyFileType.PDF: b"%PDF-1.7\n",
    PolicyFileType.DOCX: b"PK\x03\x04\x14\x00",
    PolicyFileType.HTML: b"<!doctype html>",
    PolicyFileType.MARKDOWN: HANDBOOK,
    PolicyFileType.TEXT: "Reiserichtlinie für alle".encode("utf-16"),
}


@pytest.mark.parametrize("kind", PolicyFileType)
def test_file_as_announced_is_taken(kind: PolicyFileType) -> None:
    body = HEADS[kind]
    file = policy_file(body, kind)

    assert file_errors(file) == []
    assert judge_upload(file, size_bytes=len(body), content_type=kind, sha256=file.sha256, head=body) is None


@pytest.mark.parametrize("kind", PolicyFileType)
@pytest.mark.parametrize("other", [b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\x00\x01\x02\x03", b"{\\rtf1}"])
def test_file_of_another_kind_is_no_policy_document_of_any_type(kind: PolicyFileType, other: bytes) -> None:
    file = policy_file(other, kind)

    failure = judge_upload(file, size_bytes=len(other), content_type=kind, sha256=file.sha256, head=other)

    assert failure is not None
    assert failure.problem is ParsingProblem.WRONG_TYPE


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"size_bytes": 7}, "7 bytes"),
        ({"content_type": "application/pdf"}, "not sent as"),
        ({"sha256": "0" * 64}, "SHA-256"),
    ],
)
def test_file_that_differs_from_what_was_announced_is_refused(change: dict[str, object], words: str) -> None:
    file = policy_file()
    found = {"size_bytes": file.size_bytes, "content_type": file.content_type, "sha256": file.sha256, "head": HANDBOOK}

    failure = judge_upload(file, **(found | change))  # type: ignore[arg-type]

    assert failure is not None
    assert failure.problem is ParsingProblem.NOT_AS_ANNOUNCED
    assert words in (failure.found or "")


def test_type_that_a_browser_sends_with_its_charset_is_the_same_type() -> None:
    file = policy_file()

    assert (
        judge_upload(
            file,
            size_bytes=file.size_bytes,
            content_type="text/markdown; charset=utf-8",
            sha256=file.sha256,
            head=HANDBOOK,
        )
        is None
    )


@pytest.mark.parametrize("kind", PolicyFileType)
def test_name_has_a_suffix_of_its_type(kind: PolicyFileType) -> None:
    file = policy_file(HEADS[kind], kind)

    for suffix in SUFFIXES[kind]:
        assert file_errors(msgspec.structs.replace(file, file_name=f"Policy.2026{suffix.upper()}")) == []
    assert file_errors(msgspec.structs.replace(file, file_name="policy.exe")) != []


def test_word_file_that_is_protected_is_left_to_the_parser_which_says_so() -> None:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    file = policy_file(head, PolicyFileType.DOCX)

    assert judge_upload(file, size_bytes=8, content_type=file.content_type, sha256=file.sha256, head=head) is None
