"""The clauses of the travel policy in their own words, wherever an event or an audit entry names them by number.

Rows hold the version and the numbers alone, which is enough because a version never changes; the words, and the words
of a policy document that they cite, are put beside them when somebody reads.
"""

from collections.abc import Iterator, Sequence

import msgspec

from chalicelib import observability
from chalicelib.domain.bookings.events import Event
from chalicelib.domain.policies.document import CitedClause
from chalicelib.domain.value import JsonObject
from chalicelib.errors import Unavailable
from chalicelib.services.policies import find_cited_clause

CITED = "citedClauses"
# Bytes of JSON that the words of an event may have, and those of all events that are sent together: a message over
# WebSocket has 128 KB at most. Clauses that come after so many are named by their numbers alone.
LONGEST_WORDS = 32_000
LONGEST_TOGETHER = 64_000


def cite_in_event(event: Event) -> Event:
    """Return an event with the words of the clauses that its data names."""
    return _put_beside(event, list_cited_clauses(event.data))


def cite_in_events(events: Sequence[Event]) -> list[Event]:
    """Return events that are sent together with the words of the clauses that they name, the latest first as long as
    there is room for them."""
    shown, left = [], LONGEST_TOGETHER
    for event in reversed(events):
        found = list_cited_clauses(event.data, longest=min(left, LONGEST_WORDS))
        left -= sum(map(_count_bytes, found))
        shown.append(_put_beside(event, found))
    return shown[::-1]


def list_cited_clauses(data: JsonObject, *, longest: int = LONGEST_WORDS) -> tuple[CitedClause, ...]:
    """Return in their own words the clauses that the data of an event or an audit entry names, as many as fit into so
    many bytes; none while the policy cannot be read, since what happened is shown in any case."""
    try:
        return tuple(_within_bounds(_find_all(data), longest))
    except Unavailable:
        observability.warning("shown without the words of clauses")
        return ()


def _find_all(data: JsonObject) -> Iterator[CitedClause]:
    version, numbers = data.get("policyVersion"), data.get("clauses")
    if isinstance(version, int) and isinstance(numbers, list | tuple):
        yield from (found for each in numbers if (found := find_cited_clause(version, str(each))) is not None)


def _within_bounds(clauses: Iterator[CitedClause], longest: int) -> Iterator[CitedClause]:
    for each in clauses:
        longest -= _count_bytes(each)
        if longest < 0:
            return
        yield each


def _count_bytes(clause: CitedClause) -> int:
    return len(msgspec.json.encode(clause))


def _put_beside(event: Event, found: Sequence[CitedClause]) -> Event:
    return msgspec.structs.replace(event, data={**event.data, CITED: msgspec.to_builtins(found)}) if found else event
