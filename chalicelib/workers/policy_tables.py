"""The function that reads ruled tables of policy documents, asked by the one that parses them."""

from typing import Any

import msgspec

from chalicelib import observability
from chalicelib.decoding import messages
from chalicelib.gateways.document_parsing.table_function import TablesQuery
from chalicelib.services.policy_documents.tables import read_tables


def read_policy_tables(event: dict[str, Any]) -> dict[str, Any]:
    """Return the tables of pages of a file. Raises Unavailable, InvalidInput."""
    with observability.operation("readPolicyTables") as line:
        query = messages.read_values(event, TablesQuery)
        found = read_tables(query)
        line.note(documentKey=query.key, pages=len(query.pages), tables=len(found.tables), complete=found.complete)
        answer: dict[str, Any] = msgspec.to_builtins(found)
        return answer
