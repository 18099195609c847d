"""Reading the ruled tables of a policy document's file, in a function of its own."""

from chalicelib.domain.policy_documents.problems import LARGEST
from chalicelib.gateways import storage
from chalicelib.gateways.document_parsing.child import read_tables_in_child
from chalicelib.gateways.document_parsing.table_function import TablesQuery
from chalicelib.gateways.document_parsing.tables import PageTables

_MOST_CHARACTERS = 1_000_000  # of all cells: an answer of Lambda has 6 MB at most


def read_tables(query: TablesQuery) -> PageTables:
    """Return the tables of the pages, as far as they can be read; it says when that is not all. Raises Unavailable."""
    stored = storage.read(query.key, at_most=LARGEST)
    found = read_tables_in_child(stored.body, query.pages) if stored is not None and stored.body is not None else None
    return _bound(found) if found is not None else PageTables(tables=(), complete=False)


def _bound(found: PageTables) -> PageTables:
    characters = 0
    for at, table in enumerate(found.tables):
        characters += sum(len(cell) + 4 for row in table.rows for cell in row)
        if characters > _MOST_CHARACTERS:
            return PageTables(tables=found.tables[:at], complete=False)
    return found
