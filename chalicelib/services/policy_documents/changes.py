"""Changing a policy document: read, changed, and written if nobody else has changed it meanwhile."""

from collections.abc import Callable

from chalicelib.domain.policy_documents.document import PolicyDocument
from chalicelib.dynamodb.retry import until_kept
from chalicelib.models import policy_documents

Change = Callable[[PolicyDocument], PolicyDocument]


def change_document(document_id: str, change: Change) -> PolicyDocument:
    """Return the document after a `change`, which is made again on what is there when somebody else's came before;
    when it returns the very same document, nothing is written. Raises NotFound, what `change` raises,
    VersionConflict."""

    def attempt() -> PolicyDocument:
        before = policy_documents.get_document(document_id)
        return policy_documents.replace_document(before, change(before))

    return until_kept(attempt, attempts=8, pause=0.01)
