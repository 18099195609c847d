"""The clauses of the travel policy in their own words, wherever an event or an audit entry names them by number.

Rows hold the version and the numbers alone, which is enough because a version never changes; the words, and the words
of a policy document that they cite, are put beside them when somebody reads.
"""

from collections.abc import Iterator

import msgspec

from chalicelib import observability
from chalicelib.domain.bookings.events import Event
from chalicelib.domain.policies.document import CitedClause
from chalicelib.domain.value import JsonObject
from chalicelib.errors import Unavailable
from chalicelib.services.policies import find_cited_clause

CITED = "citedClauses"
# Bytes of JSON that the words of an event may have: a message over WebSocket has 128 KB at most. Clauses that come
# after so many are named by their numbers alone.
LONGEST_WORDS = 32_000


def cite_in_event(event: Event) -> Event:
    """Return an event with the words of the clauses that its data names."""
    found = list_cited_clauses(event.data)
    return msgspec.structs.replace(event, data={**event.data, CITED: msgspec.to_builtins(found)}) if found else event


def list_cited_clauses(data: JsonObject) -> tuple[CitedClause, ...]:
    """Return in their own words the clauses that the data of an event or an audit entry names; none while the policy
    cannot be read, since what happened is shown in any case."""
    try:
        return tuple(_within_bounds(_find_all(data)))
    except Unavailable:
        observability.warning("shown without the words of clauses")
        return ()


def _find_all(data: JsonObject) -> Iterator[CitedClause]:
    version, numbers = data.get("policyVersion"), data.get("clauses")
    if isinstance(version, int) and isinstance(numbers, list | tuple):
        yield from (found for each in numbers if (found := find_cited_clause(version, str(each))) is not None)


def _within_bounds(clauses: Iterator[CitedClause]) -> Iterator[CitedClause]:
    left = LONGEST_WORDS
    for each in clauses:
        left -= len(msgspec.json.encode(each))
        if left < 0:
            return
        yield each
