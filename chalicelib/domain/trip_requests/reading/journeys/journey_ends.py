"""What is made of the places that are left when a text has been gone through: the ends of its journey that are still
open."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.journeys.journey_drafts import Draft, is_known
from chalicelib.domain.trip_requests.reading.journeys.named_slices import Journey, NamedSlice
from chalicelib.domain.trip_requests.reading.journeys.place_mentions import PlaceMention, find_event
from chalicelib.domain.trip_requests.reading.journeys.place_names import certain_place, is_same_place, more_exact
from chalicelib.domain.trip_requests.reading.text.words import GAP

_HAS_DAY = LatePattern(rf"\s*{GAP}")
# Behind the day of one slice, more is said.
_GOES_ON = LatePattern(
    rf"{GAP}.*?(?:[,;.:\n]|\b(?:and|then|but|return\w*|back|home|out|leav\w+|depart\w*)\b)", re.IGNORECASE | re.DOTALL
)


def end_journey(draft: Draft) -> Journey:
    """Return the journey, with the places that are left as the ends that are still open."""
    _end(draft)
    _say_exactly(draft)
    return Journey(
        tuple(draft.slices),
        tuple(draft.origins),
        tuple(draft.destinations),
        tuple(mention.name for mention in draft.homes),
        draft.heads_for,
        tuple(draft.spans),
        draft.is_return,
        tuple((mention.name, mention.lead, mention.end) for mention in (*draft.stops, *draft.bare)),
    )


def _say_exactly(draft: Draft) -> None:
    """Call each place by the name that says which of its namesakes is meant, if one was said: "Portland, Maine"."""
    said = [name for each in draft.slices for name in (each.origin, each.destination) if name]
    exact = [name for name in said if certain_place(name)]

    def call(name: str | None) -> str | None:
        if name is None or certain_place(name):
            return name
        return next((other for other in exact if is_same_place(name, other)), name)

    draft.slices = [
        each._replace(origin=call(each.origin), destination=call(each.destination)) for each in draft.slices
    ]


def _end(draft: Draft) -> None:
    _end_at_home(draft)
    if draft.slices:
        _end_slices(draft)
        return
    if draft.origin is not None:
        draft.origins.append(draft.origin.name)
        draft.use(draft.origin)
    if draft.destination is not None:
        draft.destinations.append(draft.destination.name)
        draft.use(draft.destination)
    if draft.origin and draft.destination and is_same_place(draft.origin.name, draft.destination.name) and draft.stops:
        draft.destinations.clear()  # "in Paris, from Oslo on the 3rd and to Oslo on the 5th"
    if _is_list_of_stops(draft):
        _go_through(draft)
        return
    for mention in draft.bare:
        _place_bare(draft, mention)
    _place_stops(draft)


def _is_list_of_stops(draft: Draft) -> bool:
    """Return whether places with a day behind each are gone through from where the journey starts: "from Rome, I need
    Oslo on the 3rd and Riga on the 5th"."""
    behind = [_HAS_DAY.match(draft.text, mention.end) for mention in draft.bare]
    return len(behind) > 1 and all(behind) and len(draft.origins) == 1 and not (draft.destinations or draft.stops)


def _go_through(draft: Draft) -> None:
    here = draft.origins.pop()
    for mention in draft.bare:
        draft.add(here, mention.name, mention.lead, mention.end)
        draft.use(mention)
        here = mention.name
    if said := draft.home_before:
        draft.add(here, draft.home, said.start(), said.end(), back=True)


def _place_stops(draft: Draft) -> None:
    """Take where one is, or goes back to, for the end of the journey that is missing."""
    for mention in draft.stops:
        if is_known(mention.name, [*draft.origins, *draft.destinations]):
            draft.use(mention)
        elif mention.role != "about" and not draft.destinations:
            draft.destinations.append(mention.name)
            draft.use(mention)
    for mention in draft.stops:
        if mention.role == "about" and not draft.destinations and (event := find_event(draft.text, mention)):
            draft.destinations.append(mention.name)
            draft.spans.append(event)
    for mention in tuple(draft.homes):
        if not draft.destinations:
            draft.destinations.append(mention.name)
            draft.homes.remove(mention)
            draft.is_return = True
        elif not draft.origins:
            draft.origins.append(mention.name)


def _end_at_home(draft: Draft) -> None:
    """Let the journey start where the traveller lives, if nothing else is said, or lead there."""
    if (present := draft.present) is not None:
        starts_here = draft.origin is None and draft.lives is None and not draft.slices and not draft.bare
        draft.origin = present if starts_here else draft.origin
        draft.stops += [] if starts_here else [present]
    lives = draft.lives
    if lives is None:
        return
    draft.use(lives)
    if draft.origin is not None and draft.origin.goes_home and not draft.slices and draft.destination is None:
        draft.destination = lives
        draft.is_return = True
    elif draft.origin is None and (not draft.slices or draft.home is None):
        draft.origin = lives


def _leaves_for_home(draft: Draft, origin: PlaceMention) -> bool:
    """Return whether a day is said of a place from where one leaves last: "into Rome on the 3rd, out of Pisa on the
    5th"."""
    is_open = len(draft.slices) == 1 and draft.home is not None and draft.destination is None
    if not is_open or not _GOES_ON.search(draft.text, draft.slices[0].end, origin.end):
        return False  # "Leeds to Oslo from Manchester on the 3rd"
    return not is_known(origin.name, [draft.home]) and _HAS_DAY.match(draft.text, origin.end) is not None


def _begin_where_it_ends(draft: Draft) -> None:
    """Go from where the journey is said to start to the place that is named first, if it ends there: "Rome on the 3rd,
    then on to Oslo, then home to Riga, starting in Riga"."""
    origin, first = draft.origin or draft.leaves_here, draft.slices[0]
    if origin is None or not draft.text[origin.lead : origin.start].lower().startswith("start"):
        return
    if first.origin is None or first.destination is None or len(draft.slices) == 1:
        return
    starts = [each.origin for each in draft.slices]
    if not is_same_place(origin.name, draft.slices[-1].destination) or is_known(origin.name, starts):
        return
    lead = NamedSlice(origin.name, first.origin, first.start, first.start + len(first.origin))
    draft.slices[0] = first._replace(start=first.end - len(first.destination))
    draft.slices.insert(0, lead)
    draft.use(origin)
    draft.origin = draft.leaves_here = None


def _end_slices(draft: Draft) -> None:
    if (origin := draft.origin) and _leaves_for_home(draft, origin):
        draft.add(origin.name, draft.home, origin.lead, origin.end, back=True)
        draft.use(origin)
    _begin_where_it_ends(draft)
    ends = [end for one in draft.slices for end in (one.origin, one.destination) if end]
    if draft.slices[0].origin is None and draft.origin is not None:
        draft.slices[0] = draft.slices[0]._replace(origin=draft.origin.name)
        draft.slices = [each._replace(destination=each.destination or draft.origin.name) for each in draft.slices]
        draft.origins.clear()
    for mention in (draft.origin, draft.destination, *draft.stops, *draft.bare):
        if mention is not None and is_known(mention.name, [*ends, *draft.origins]):
            draft.use(mention)
            if mention in draft.bare:
                draft.slices = [_with_exact_ends(each, mention) for each in draft.slices]


def _with_exact_ends(one: NamedSlice, mention: PlaceMention) -> NamedSlice:
    origin, destination = (end and _named_exactly(end, mention) for end in (one.origin, one.destination))
    return one._replace(origin=origin, destination=destination)


def _named_exactly(end: str, mention: PlaceMention) -> str:
    """Return an end of the journey by the name of its airport, if that is what a place says: "to Rome, Ciampino
    rather"."""
    return more_exact(end, mention.name) or end if is_same_place(end, mention.name) else end


def _place_bare(draft: Draft, mention: PlaceMention) -> None:
    """Take a place without a word before it for the end of the journey that is missing."""
    known = [*draft.origins, *draft.destinations]
    if is_known(mention.name, known):
        draft.use(mention)
        for ends in (draft.origins, draft.destinations):
            ends[:] = [_named_exactly(end, mention) for end in ends]
    elif mention.starts_somewhere and not draft.origins:
        draft.origins.append(mention.name)
        draft.use(mention)
    elif not draft.destinations and not draft.stops:
        draft.destinations.append(mention.name)
        draft.use(mention)
    elif not draft.origins and draft.heads_for:
        draft.origins.append(mention.name)
        draft.use(mention)
