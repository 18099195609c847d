"""The seeded travel handbook: a policy document of twelve pages, of which the seeded travel policy cites the words."""

import re
from pathlib import Path

import msgspec

from sojourn_client.models import Clause, ClauseSource, PolicyDraft

HANDBOOK = Path(__file__).parent / "seed_data" / "travel-handbook.pdf"
TITLE = "Travel handbook"
_FIRST_SENTENCE = re.compile(r".+?\.(?=\s|$)")


def cite_handbook(draft: PolicyDraft, document_id: str, version: int) -> PolicyDraft:
    """Return the seeded policy with each clause resting on its first sentence, as the handbook's section of the same
    number has it."""

    def with_source(clause: Clause) -> Clause:
        sentence = _FIRST_SENTENCE.match(clause.text)
        quote = sentence.group() if sentence else clause.text
        source = ClauseSource(document_id=document_id, version=version, number=clause.number, quote=quote)
        return msgspec.structs.replace(clause, source=source)

    return msgspec.structs.replace(draft, clauses=tuple(map(with_source, draft.clauses)))
