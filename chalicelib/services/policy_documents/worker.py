"""Parsing a version of a policy document: claimed for a while, its file read and parsed, its sections written, and then
said to be parsed. A crash between any two lines leaves a claim that ends, after which it is done again.

What the file is to blame for ends in `failed`, with what to do about it. What a system is to blame for is tried again,
and does not count; what neither explains is tried a few times and then given up, with a dead letter for operators.
"""

from collections.abc import Callable
from datetime import timedelta
from math import ceil

import msgspec

from chalicelib import clock, observability
from chalicelib.domain.policy_documents import parsing
from chalicelib.domain.policy_documents.document import (
    ParsingProgress,
    PolicyDocument,
    PolicyDocumentStatus,
    PolicyDocumentVersion,
)
from chalicelib.domain.policy_documents.long_sections import fit_sections
from chalicelib.domain.policy_documents.problems import LARGEST, MOST_SECTIONS, ParsingProblem, failure_of
from chalicelib.domain.policy_documents.section import ParsedDocument
from chalicelib.errors import NotFound, Unavailable
from chalicelib.gateways import queues, storage
from chalicelib.gateways.document_parsing import parsing as parsers
from chalicelib.gateways.document_parsing.protocol import ParsingFailed
from chalicelib.models import policy_documents, policy_sections
from chalicelib.services.policy_documents.changes import change_document
from chalicelib.services.policy_documents.files import kept_key
from chalicelib.services.policy_documents.follow_up import follow_up
from chalicelib.services.policy_documents.messages import PolicyDocumentMessage

# A worker that has not ended by then has died with its function, which may run for 300 s.
CLAIM_LASTS = timedelta(seconds=360)
_REPORTS = 10  # of how far parsing has come, a document
_WAITING = frozenset({PolicyDocumentStatus.RECEIVED, PolicyDocumentStatus.PARSING})


class FileMissing(Exception):
    """The file of a version that was received is not where it was kept."""


def parse_version(message: PolicyDocumentMessage) -> None:
    """Parse the version that a message names, unless that was done, is being done, or is not to be done any more.

    Raises Unavailable, and whatever nobody has foreseen: then it is tried again.
    """
    try:
        found = policy_documents.get_document(message.document_id).find(message.version)
    except NotFound:
        found = None
    if found is None:
        return  # it was deleted meanwhile
    if _is_free(found) and parsing.is_given_up(found):
        _give_up(message)
    elif (claimed := _claim(message)) is not None:
        _parse_claimed(message.document_id, claimed)
    follow_up(message.document_id, message.version)


def _is_free(version: PolicyDocumentVersion) -> bool:
    """Return whether a version is to be parsed, and nobody does."""
    return version.status in _WAITING and not parsing.is_claimed(version, clock.now())


def _claim(message: PolicyDocumentMessage) -> PolicyDocumentVersion | None:
    """Return the version as claimed; None when somebody else is at it, or there is nothing to be parsed."""
    claimed = False

    def change(before: PolicyDocument) -> PolicyDocument:
        nonlocal claimed
        found, now = before.find(message.version), clock.now()
        claimed = found is not None and _is_free(found)
        if not claimed:
            return before
        return parsing.begin_parsing(before, message.version, now, until=now + CLAIM_LASTS)

    document = change_document(message.document_id, change)
    return document.find(message.version) if claimed else None


def _give_up(message: PolicyDocumentMessage) -> None:
    """Say of a version that it cannot be parsed. The dead letter comes first: doubled, it is no harm; lost, nobody
    would look for what is wrong with us."""
    queues.put_aside("policy-documents", msgspec.json.encode(message).decode())
    observability.error("parsing given up", documentId=message.document_id, version=message.version)

    def change(before: PolicyDocument) -> PolicyDocument:
        found = before.find(message.version)
        if found is None or not _is_free(found):
            return before
        return parsing.fail_version(before, message.version, failure_of(ParsingProblem.NOT_PARSED), clock.now())

    change_document(message.document_id, change)


def _parse_claimed(document_id: str, claimed: PolicyDocumentVersion) -> None:
    number = claimed.version
    try:
        parsed = _parse_file(document_id, claimed)
    except ParsingFailed as error:
        failure = failure_of(error.problem, error.detail)
        observability.info("policy document failed", documentId=document_id, version=number, problem=error.problem)
        _end(document_id, claimed, lambda before: parsing.fail_version(before, number, failure, clock.now()))
    except Unavailable:
        _end(document_id, claimed, lambda before: _release(before, number, counts=False))
        raise
    except Exception:
        _end(document_id, claimed, lambda before: _release(before, number, counts=True))
        raise
    else:
        progress = ParsingProgress(pages_parsed=parsed.pages or 0, pages=parsed.pages, sections=len(parsed.sections))
        _end(
            document_id,
            claimed,
            lambda before: parsing.complete_parsing(before, number, progress, clock.now(), warnings=parsed.warnings),
        )


def _release(before: PolicyDocument, version: int, *, counts: bool) -> PolicyDocument:
    return parsing.release_parsing(before, version, clock.now(), counts=counts)


def _end(document_id: str, claimed: PolicyDocumentVersion, change: Callable[[PolicyDocument], PolicyDocument]) -> None:
    """Write how an attempt ended, if it still counts."""

    def change_if_held(before: PolicyDocument) -> PolicyDocument:
        if parsing.holds_claim(before, claimed.version, claimed.attempts):
            return change(before)
        observability.warning("parsed too late", documentId=document_id, version=claimed.version)
        return before

    change_document(document_id, change_if_held)


def _parse_file(document_id: str, claimed: PolicyDocumentVersion) -> ParsedDocument:
    """Return the sections of the version's file, which are written. Raises ParsingFailed, Unavailable, FileMissing."""
    key = kept_key(document_id, claimed.version)
    stored = storage.read(key, at_most=LARGEST)
    if stored is None or stored.body is None:
        raise FileMissing(f"{key} is not there, or larger than it was.")
    reporter = _Reporter(document_id, claimed)
    parsed = parsers.parse(stored.body, claimed.file.content_type, on_progress=reporter, key=key)
    sections = fit_sections(parsed.sections)
    if len(sections) > MOST_SECTIONS:
        raise ParsingFailed(ParsingProblem.TOO_COMPLEX, f"{len(sections)} sections; {MOST_SECTIONS} are the most")
    if not any(each.text.strip() or each.heading.strip() for each in sections):
        raise ParsingFailed(ParsingProblem.EMPTY)
    policy_sections.write_sections(document_id, claimed.version, sections)
    return msgspec.structs.replace(parsed, sections=sections)


class _Reporter:
    """Writes how far parsing has come, some ten times a document; called with the pages parsed and their number."""

    def __init__(self, document_id: str, claimed: PolicyDocumentVersion) -> None:
        self._document_id = document_id
        self._claimed = claimed
        self._reported = 0

    def __call__(self, pages_parsed: int, pages: int | None) -> None:
        if pages is None or pages_parsed < self._reported + ceil(pages / _REPORTS):
            return
        self._reported = pages_parsed
        progress = ParsingProgress(pages_parsed=pages_parsed, pages=pages)
        _end(
            self._document_id,
            self._claimed,
            lambda before: parsing.report_progress(before, self._claimed.version, progress, clock.now()),
        )
