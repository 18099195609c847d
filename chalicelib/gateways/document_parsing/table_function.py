"""The function of the stage that reads ruled tables: it alone can run out of memory over them."""

import msgspec

from chalicelib import observability
from chalicelib.domain.value import Value
from chalicelib.errors import Unavailable
from chalicelib.gateways import functions
from chalicelib.gateways.document_parsing.tables import PageTables

FUNCTION = "read_policy_tables"
SECONDS = 65.0  # a little more than the function may run


class TablesQuery(Value, frozen=True, forbid_unknown_fields=False):
    """Which pages of a file in the bucket are looked at."""

    key: str
    pages: tuple[int, ...]


def ask_for_tables(query: TablesQuery) -> PageTables | None:
    """Return the tables of the pages, None when the function could not read them: the document is parsed without."""
    try:
        return msgspec.json.decode(functions.invoke(FUNCTION, query, seconds=SECONDS), type=PageTables)
    except (Unavailable, msgspec.DecodeError) as error:
        observability.warning("tables not read", documentKey=query.key, reason=str(error)[:200])
        return None
