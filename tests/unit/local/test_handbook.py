"""The seeded travel handbook: a PDF of twelve pages that says what its Markdown says, and whose sections have the words
of the seeded policy's clauses."""

import msgspec
import pytest

from chalicelib.domain.policies.citing import cite_source
from chalicelib.domain.policies.document import PolicyDraft as ServersDraft
from chalicelib.domain.policy_documents.citation import Citation, is_verbatim
from chalicelib.domain.policy_documents.section import CELL_BREAK, PARAGRAPH_BREAK, ParsedDocument
from chalicelib.gateways.document_parsing.parsing import parse
from local.handbook import HANDBOOK, TITLE, CitableVersion, cite_handbook
from local.seed import SEED_DATA
from sojourn_client.models import PolicyDraft
from tests.support.handbook import read_handbook

DOCUMENT = "pdc_01JQZX5V9D7R8M3T2K6W4H0YBE"


@pytest.fixture(scope="module")
def parsed() -> ParsedDocument:
    return parse(HANDBOOK.read_bytes(), "application/pdf", on_progress=lambda _parsed, _pages: None)


def test_the_pdf_says_what_the_markdown_says(parsed: ParsedDocument) -> None:
    written = read_handbook()

    assert (parsed.title, parsed.pages) == (TITLE, 12)
    assert [(each.number, each.heading) for each in parsed.sections] == [(s.number, s.heading) for s in written]
    for section, source in zip(parsed.sections, written, strict=True):
        assert section.text.startswith(PARAGRAPH_BREAK.join(source.paragraphs))
        for table in source.tables:
            assert "\n".join(CELL_BREAK.join(row) for row in table.rows) in section.text


def test_every_clause_of_the_seeded_policy_cites_its_section_word_for_word(parsed: ParsedDocument) -> None:
    policy = msgspec.json.decode((SEED_DATA / "travel-policy.json").read_bytes(), type=PolicyDraft)

    cited = msgspec.json.decode(
        msgspec.json.encode(cite_handbook(policy, CitableVersion(DOCUMENT, 1))), type=ServersDraft
    ).clauses

    assert len(cited) == len(policy.clauses)
    for clause in cited:
        assert clause.source is not None
        found = cite_source(clause.source, parsed.sections, TITLE)
        assert isinstance(found, Citation), found
        assert is_verbatim(found, parsed.sections[found.position])
        assert (found.number, found.heading) == (clause.number, clause.title)
        assert clause.text.startswith(found.quote)
