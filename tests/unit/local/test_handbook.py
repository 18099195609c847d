"""The seeded travel handbook: a PDF of twelve pages that says what its Markdown says, and whose sections have the words
of the seeded policy's clauses."""

from collections.abc import Iterator

import msgspec
import pytest

from chalicelib.domain.assistant.answer import Answer, AnswerOutcome
from chalicelib.domain.policies.citing import cite_source
from chalicelib.domain.policies.document import PolicyDraft as ServersDraft
from chalicelib.domain.policy_documents.citation import Citation, is_verbatim
from chalicelib.domain.policy_documents.search import Ranking
from chalicelib.domain.policy_documents.section import CELL_BREAK, PARAGRAPH_BREAK, ParsedDocument
from chalicelib.gateways.document_parsing.parsing import parse
from chalicelib.services.assistant.answering import answer_with
from chalicelib.services.assistant.extractive import ExtractiveAnswerer
from chalicelib.services.assistant.policy_reader import StoredPolicy
from chalicelib.services.policies import publish_policy
from chalicelib.services.policy_search.ranking import SearchQuery, rank
from local.handbook import HANDBOOK, TITLE, CitableVersion, cite_handbook
from local.seed import SEED_DATA
from sojourn_client.models import PolicySubmission
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.world import ANNA, CLARA
from tests.support.cited_documents import HANDBOOK as DOCUMENT
from tests.support.cited_documents import keep_document
from tests.support.handbook import read_handbook
from tests.support.handbook_questions import ANSWERED, REFUSED


@pytest.fixture(scope="module")
def parsed() -> ParsedDocument:
    return parse(HANDBOOK.read_bytes(), "application/pdf", on_progress=lambda _parsed, _pages: None)


def read_citing_draft() -> ServersDraft:
    """The seeded policy as it is sent, each clause citing the handbook."""
    policy = msgspec.json.decode((SEED_DATA / "travel-policy.json").read_bytes(), type=PolicySubmission)
    citing = cite_handbook(policy, CitableVersion(DOCUMENT, 1))
    return msgspec.json.decode(msgspec.json.encode(citing), type=ServersDraft)


class WordsOfPolicy(StoredPolicy):
    """The policy as it is stored, searched by the words that it shares with a question."""

    def search(self, question: str, limit: int) -> Ranking:
        return rank(SearchQuery(question=question, limit=limit), None)


@pytest.fixture(scope="module")
def stored(parsed: ParsedDocument) -> Iterator[WordsOfPolicy]:
    """The handbook as it was parsed, and the policy in effect that cites it."""
    with empty_cloud():
        keep_document(parsed.sections)
        publish_policy(CLARA, read_citing_draft())
        yield WordsOfPolicy()


def ask(question: str, stored: WordsOfPolicy) -> Answer:
    return answer_with(ExtractiveAnswerer(), ANNA, question, (), stored)


def test_the_pdf_says_what_the_markdown_says(parsed: ParsedDocument) -> None:
    written = read_handbook()

    assert (parsed.title, parsed.pages) == (TITLE, 12)
    assert [(each.number, each.heading) for each in parsed.sections] == [(s.number, s.heading) for s in written]
    for section, source in zip(parsed.sections, written, strict=True):
        assert section.text.startswith(PARAGRAPH_BREAK.join(source.paragraphs))
        for table in source.tables:
            assert "\n".join(CELL_BREAK.join(row) for row in table.rows) in section.text


def test_every_clause_of_the_seeded_policy_cites_its_section_word_for_word(parsed: ParsedDocument) -> None:
    cited = read_citing_draft().clauses

    assert len(cited) == 47
    for clause in cited:
        assert clause.source is not None
        found = cite_source(clause.source, parsed.sections, TITLE)
        assert isinstance(found, Citation), found
        assert is_verbatim(found, parsed.sections[found.position])
        assert (found.number, found.heading) == (clause.number, clause.title)
        assert clause.text.startswith(found.quote)


@pytest.mark.parametrize(("question", "number"), ANSWERED.items())
def test_a_question_is_answered_from_the_section_that_says_so(
    question: str, number: str, stored: WordsOfPolicy
) -> None:
    answer = ask(question, stored)

    first = answer.citations[0]
    section = stored.find_section(first)
    assert (answer.outcome, first.number) == (AnswerOutcome.ANSWERED, number)
    assert section is not None
    assert is_verbatim(first, section)


@pytest.mark.parametrize("question", REFUSED)
def test_what_no_travel_policy_answers_is_not_answered(question: str, stored: WordsOfPolicy) -> None:
    answer = ask(question, stored)

    assert answer.outcome in (AnswerOutcome.NOTHING_FOUND, AnswerOutcome.OUT_OF_SCOPE)
    assert answer.citations == ()
