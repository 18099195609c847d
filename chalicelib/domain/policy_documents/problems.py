"""Why a file could not be made into a policy document: a closed list, each with what to do about it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.value import Value

LARGEST = 25 * 1024 * 1024  # bytes
MOST_PAGES = 500
MOST_SECTIONS = 5_000
_LONGEST_FOUND = 300


class ParsingProblem(StrEnum):
    """Why a file of a policy document was not parsed."""

    NOT_UPLOADED = "not_uploaded"
    NOT_AS_ANNOUNCED = "not_as_announced"
    WRONG_TYPE = "wrong_type"
    TOO_LARGE = "too_large"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_COMPLEX = "too_complex"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    EMPTY = "empty"
    SCANNED_WITHOUT_TEXT = "scanned_without_text"
    UNREADABLE_TEXT = "unreadable_text"
    ACTIVE_CONTENT = "active_content"
    UNSAFE_MARKUP = "unsafe_markup"
    NOT_PARSED = "not_parsed"


ADVICE: Mapping[ParsingProblem, str] = {
    ParsingProblem.NOT_UPLOADED: "No file came within a day. Create a new version and upload its file.",
    ParsingProblem.NOT_AS_ANNOUNCED: (
        "The uploaded file is not the one that was announced. Create a new version with the size and SHA-256 of the "
        "very file that you upload."
    ),
    ParsingProblem.WRONG_TYPE: (
        "The file's content is not of the type that was announced. Export it as PDF, DOCX, HTML, Markdown or plain "
        "text, and announce that type."
    ),
    ParsingProblem.TOO_LARGE: (
        f"The file has more than {LARGEST // 1024 // 1024} MB, or unpacks to far more than it should. Remove images, "
        "or upload its parts as documents of their own."
    ),
    ParsingProblem.TOO_MANY_PAGES: (
        f"The file has more than {MOST_PAGES} pages. Upload its parts as documents of their own."
    ),
    ParsingProblem.TOO_COMPLEX: (
        "Parsing the file takes more time or memory than a document may take. Print it to a new PDF, or upload its "
        "parts as documents of their own."
    ),
    ParsingProblem.DAMAGED: (
        "The file is damaged or incomplete. Open it, save it anew, and upload that as a new version."
    ),
    ParsingProblem.ENCRYPTED: "The file is protected by a password. Save it without one, and upload a new version.",
    ParsingProblem.EMPTY: "There is no text in the file. Check that it is the right one, and upload a new version.",
    ParsingProblem.SCANNED_WITHOUT_TEXT: (
        "Pages of the file are pictures without text. Run text recognition (OCR) over it, or export it from the "
        "program that it was written in."
    ),
    ParsingProblem.UNREADABLE_TEXT: (
        "The file has text that cannot be read, for its fonts or its encoding do not say which characters it is made "
        "of. Export it again with its fonts embedded, or save it as UTF-8."
    ),
    ParsingProblem.ACTIVE_CONTENT: "The file carries macros or programs. Save it without them (DOCX, not DOCM).",
    ParsingProblem.UNSAFE_MARKUP: (
        "The file's markup defines entities or refers to other files, which is not read. Save it anew with a word "
        "processor."
    ),
    ParsingProblem.NOT_PARSED: (
        "Parsing failed several times for a reason on our side; operators have been told. Upload the file again "
        "later, or in another format."
    ),
}


class ParsingWarning(StrEnum):
    """What is missing from a version that was parsed all the same."""

    TABLES_NOT_READ = "tables_not_read"
    """Tables stand in the text as they were printed, and not as rows of cells."""
    PICTURES_NOT_READ = "pictures_not_read"
    """Some pages are pictures without text."""


class ParsingFailure(Value, frozen=True):
    """Why a version of a policy document failed, and what to do about it."""

    problem: Annotated[ParsingProblem, msgspec.Meta(examples=["encrypted"], description="What is wrong with the file")]
    detail: Annotated[str, msgspec.Meta(description="What to do about it")]
    found: Annotated[
        str | None, msgspec.Meta(description="What was found in this very file, such as the number of a page")
    ] = None


def failure_of(problem: ParsingProblem, found: str | None = None) -> ParsingFailure:
    """Return the failure as it is told, with what to do about it; `found` says what was seen in this very file."""
    return ParsingFailure(problem=problem, detail=ADVICE[problem], found=found[:_LONGEST_FOUND] if found else None)
