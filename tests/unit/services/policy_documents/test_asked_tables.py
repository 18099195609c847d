"""Ruled tables of a document that is parsed come from the function that reads them; without it, their text is kept."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from moto.core.botocore_stubber import MockRawResponse

from chalicelib.domain.policy_documents.document import PolicyDocumentStatus, PolicyFileType
from chalicelib.domain.policy_documents.problems import ParsingWarning
from chalicelib.models import policy_sections
from chalicelib.services.policy_documents import uploads
from chalicelib.services.policy_documents.messages import PolicyDocumentMessage
from chalicelib.services.policy_documents.worker import parse_version
from chalicelib.workers.policy_tables import read_policy_tables
from tests.support.parsing_here import parsing_here
from tests.support.policy_document_samples import policy_file
from tests.support.policy_files import MadeSection, MadeTable, make_pdf
from tests.unit.services.policy_documents.policy_world import MANAGER, PolicyWorld

RATES = MadeTable((("City", "Rate"), ("Oslo", "190 EUR")))
RULED = make_pdf([MadeSection("Rates", ("By city.",), "1", tables=(RATES,))])
ADDRESS = "/functions/sojourn-local-read_policy_tables/invocations?Qualifier=live"
Send = Callable[..., Any]


@pytest.fixture(autouse=True)
def _no_child() -> Iterator[None]:
    with parsing_here():
        yield


def parsed(world: PolicyWorld) -> tuple[PolicyDocumentStatus, tuple[ParsingWarning, ...], str]:
    """How a document with a ruled table was parsed, and the text of its one section."""
    document = world.create(policy_file(RULED, PolicyFileType.PDF))
    world.upload(document, body=RULED, kind=PolicyFileType.PDF)
    uploads.confirm_version(MANAGER, document.document_id, 1)
    parse_version(PolicyDocumentMessage(document_id=document.document_id, version=1))
    version = world.version(document)
    (section,) = policy_sections.read_sections(document.document_id, 1, count=99)
    return version.status, tuple(version.warnings), section.text


def test_tables_are_those_that_the_function_read_in_the_bucket(
    world: PolicyWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    carry = world.wire.carry

    def carry_or_invoke(moto: Send, request: Any) -> AWSResponse:
        if not request.url.endswith(ADDRESS):
            return carry(moto, request)
        found = msgspec.json.encode(read_policy_tables(json.loads(request.body)))
        return AWSResponse(request.url, 200, HTTPHeaders(), MockRawResponse(found))

    monkeypatch.setattr(world.wire, "carry", carry_or_invoke)

    status, warnings, text = parsed(world)

    assert (status, warnings) == (PolicyDocumentStatus.PARSED, ())
    assert "Oslo" in text
    assert "190 EUR" in text


def test_where_the_function_is_not_there_their_text_is_kept_and_it_is_said(world: PolicyWorld) -> None:
    status, warnings, text = parsed(world)

    assert (status, warnings) == (PolicyDocumentStatus.PARSED, (ParsingWarning.TABLES_NOT_READ,))
    assert "Oslo 190 EUR" in text
