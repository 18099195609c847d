"""The journey that the places of a text make: which slice leads from where to where, in the order of travel.

A place is gone to from the one before it, unless the words say from where; what is said twice is one.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.journeys.journey_drafts import Draft, is_known
from chalicelib.domain.trip_requests.reading.journeys.journey_ends import end_journey
from chalicelib.domain.trip_requests.reading.journeys.named_slices import Journey
from chalicelib.domain.trip_requests.reading.journeys.place_mentions import PlaceMention, find_mentions, find_returns
from chalicelib.domain.trip_requests.reading.journeys.place_names import is_same_place, more_exact
from chalicelib.domain.trip_requests.reading.text.words import GAP

_CORRECTS = LatePattern(
    r"[\s,.;(-]*\b(?:no|nope|nah|sorry|i mean|actually|rather|make (?:it|that)|scratch that|correction|wait)\b"
    r"[\s,.-]*$",
    re.IGNORECASE,
)
_LONGEST_CORRECTION = 24
# What another reader took behind a comma may be of something else: "back on the 9th, with Delta from Atlanta".
_SOMETHING_ELSE = LatePattern(rf",\s*[^,{GAP}]*{GAP}")
_NOTHING_BETWEEN = LatePattern(
    rf"(?:[\s{GAP},;:]|\b(?:on|at|in|by|the|a|flights?|trains?|ticket|then|but|and|this|time|again|shall|will|is|be|to|me|us"
    r"|fly|flying|leg|journey|trip|i|we)\b)*",
    re.IGNORECASE,
)


class _Event(NamedTuple):
    """A place, or a way back to a place that is not named."""

    at: int
    mention: PlaceMention | None
    home: re.Match[str] | None = None


def find_journey(text: str) -> Journey:
    """Return the journey that the places in `text` make."""
    draft = Draft(text)
    mentions = find_mentions(text)
    for event in _events(text, mentions):
        if event.mention is None:
            _pass_return(draft, event.home)
        elif not _correct(draft, event.mention):
            _pass_place(draft, event.mention, mentions)
    if draft.origin is None and draft.destination is None:
        _go_home(draft)
    return end_journey(draft)


def _events(text: str, mentions: Sequence[PlaceMention]) -> Iterator[_Event]:
    within = [(mention.lead, mention.end) for mention in mentions]
    returns = [one for one in find_returns(text) if not any(start <= one.start() < end for start, end in within)]
    places = [_Event(mention.start, mention) for mention in mentions]
    yield from sorted([*places, *(_Event(one.start(), None, one) for one in returns)], key=lambda event: event.at)


def _pass_return(draft: Draft, said: re.Match[str] | None) -> None:
    _go_home(draft)
    draft.home_before = said


def _go_home(draft: Draft) -> None:
    """Add the way back that was spoken of, where no place was named for it."""
    said, draft.home_before = draft.home_before, None
    if said is None or not draft.slices:
        return
    last = draft.slices[-1]
    if last.goes_back or is_same_place(last.destination, draft.home):
        return
    draft.add(last.destination, draft.home, said.start(), said.end(), back=True)


def _correct(draft: Draft, mention: PlaceMention) -> bool:
    """Return whether a place is said in the stead of the one before it ("to Rome, no, to Pisa"), which it replaces."""
    said = _CORRECTS.search(draft.text[max(mention.lead - _LONGEST_CORRECTION, 0) : mention.lead])
    if said is None or mention.role not in {"from", "to"}:
        return False
    last = draft.slices[-1] if draft.slices else None
    if mention.role == "from" and draft.origin is not None:
        draft.use(draft.origin)
        draft.origin = mention
        return True
    if mention.role == "to" and last is not None:
        draft.slices[-1] = last._replace(destination=mention.name)
    elif mention.role == "to" and draft.destination is not None:
        draft.use(draft.destination)
        draft.destination = mention
    else:
        return False
    draft.use(mention._replace(lead=mention.lead - len(said[0])))
    return True


def _pass_place(draft: Draft, mention: PlaceMention, mentions: Sequence[PlaceMention]) -> None:
    place = mentions.index(mention)
    behind = mentions[place + 1] if place + 1 < len(mentions) else None
    is_joined = behind is not None and behind.role == "link" and behind.lead == mention.end
    match mention.role:
        case "link":
            _join(draft, mentions[place - 1], mention)
        case "from":
            _depart(draft, mention, is_joined=is_joined)
        case "to":
            _head_for(draft, mention, is_joined=is_joined and not (draft.slices and behind and behind.goes_home))
        case "back":
            _return_to(draft, mention)
        case _ if not is_joined or mention.role in {"gap", "home", "is"}:
            _note(draft, mention)


def _note(draft: Draft, mention: PlaceMention) -> None:
    """Keep a place that no word of going leads to, for the end that is missing at last; one on the way ("via Rome")
    stays in the text and is asked about."""
    if mention.role == "gap":
        draft.use(mention)  # reached by oneself
    elif mention.role == "home":
        draft.lives = mention
    elif mention.role == "is":
        draft.present = mention
    elif mention.role == "at" and draft.origin is not None and _is_for(draft, mention):
        _head_for(draft, mention, is_joined=False)  # "leaving Rome on the 3rd for Pisa"
    elif mention.role == "at" and draft.leaves_here is not None and _is_for(draft, mention):
        draft.add(draft.here, mention.name, draft.leaves_here.lead, mention.end)
        draft.use(mention)
    elif mention.role == "bare":
        draft.bare.append(mention)
    elif mention.role != "via":
        draft.stops.append(mention)


def _is_for(draft: Draft, mention: PlaceMention) -> bool:
    return draft.text[mention.lead : mention.start].lower().startswith("for ")


def _join(draft: Draft, before: PlaceMention, mention: PlaceMention) -> None:
    """Go from one place to the one that is joined to it."""
    _drop_corrected(draft, before)
    if before.role == "gap":
        return
    if draft.slices and (is_same_place(before.name, mention.name) or _is_said_of_others(draft, before, mention)):
        draft.use(before, mention)
        return
    start = before.lead if before.role != "link" else before.end
    said = draft.home_before
    if said is not None and (_is_return(draft, said, before) or _leads_home(draft, before, mention)):
        draft.home_before = None
        draft.is_return = not draft.slices and _is_homeward(said)
    else:
        _go_home(draft)
    _take_lead_in(draft, before)
    draft.add(before.name, mention.name, start, mention.end, back=mention.goes_home and bool(draft.slices))
    draft.use(before, mention)
    draft.heads_for = True


def _drop_corrected(draft: Draft, before: PlaceMention) -> None:
    """Forget the place in whose stead the two that are joined are said: "can we do Graz... no, Linz to Ulm"."""
    said = _CORRECTS.search(draft.text[: before.lead])
    if said is not None and draft.bare and draft.bare[-1].end >= said.start():
        draft.use(draft.bare.pop()._replace(end=before.lead))


def _is_homeward(said: re.Match[str]) -> bool:
    """Return whether words say that one goes home, as "return" does before a colon: "return Rome - Oslo" is there and
    back."""
    return bool(said["colon"]) or "return" not in said[0].lower()


def _is_said_of_others(draft: Draft, before: PlaceMention, mention: PlaceMention) -> bool:
    """Return whether two joined places are a slice that was said before ("a window seat on SYD-AKL"), or the gap
    between two of them, for which nothing is to be booked ("between Tbilisi and Baku we go by car")."""
    if is_same_place(before.name, draft.here):
        starts = [each.origin for each in draft.slices]
        return draft.text[before.lead :].lower().startswith("between") and is_known(mention.name, starts)
    return any(
        is_same_place(before.name, each.origin) and is_same_place(mention.name, each.destination)
        for each in draft.slices[:-1]
    ) or (
        draft.text[before.lead :].lower().startswith("between")
        and is_known(before.name, [each.destination for each in draft.slices])
        and is_known(mention.name, [each.origin for each in draft.slices])
    )


def _is_return(draft: Draft, said: re.Match[str], before: PlaceMention) -> bool:
    """Return whether "back" or "return" is said of the two places behind it: "Return: Rome - Oslo", not "..., back on
    the 5th; Oslo - Bergen"."""
    if not draft.slices:
        return True
    if is_same_place(before.name, draft.here):
        return True
    return not is_same_place(before.name, draft.home) and GAP not in draft.text[said.end() : before.lead]


def _leads_home(draft: Draft, before: PlaceMention, mention: PlaceMention) -> bool:
    """Return whether two joined places right behind a word such as "back" and its day lead home: "coming back on 18
    April from Lyon to London"."""
    return is_same_place(mention.name, draft.home) and _is_beside(draft, before)


def _take_lead_in(draft: Draft, before: PlaceMention) -> None:
    """Forget the ends that were named before the first slice and are said again by it: "London: Berlin to London"."""
    if draft.origin is not None and before is not draft.origin:
        draft.origins.append(draft.origin.name)
        draft.use(draft.origin)
    draft.origin = None


def _depart(draft: Draft, mention: PlaceMention, *, is_joined: bool) -> None:
    if is_joined or _returns_from(draft, mention):
        return
    goes_to = draft.destination.name if draft.destination else draft.here
    if not mention.goes_home and draft.home_before is None and is_same_place(mention.name, goes_to):
        draft.use(mention)  # "to Oslo ..., leaving Oslo at seven": where one is by then
        draft.leaves_here = mention
        return
    if mention.goes_home and _goes_between(draft, mention):
        return
    if mention.goes_home or draft.home_before is not None:
        is_of_return = mention.goes_home or _is_beside(draft, mention)
        if is_of_return and draft.slices and not is_same_place(mention.name, draft.home):
            draft.home_before = None
            draft.add(mention.name, draft.home, mention.lead, mention.end, back=True)
            draft.use(mention)
            return
        _go_home(draft)
    if draft.destination is not None:
        destination, draft.destination = draft.destination, None
        draft.add(
            mention.name, destination.name, min(mention.lead, destination.lead), max(mention.end, destination.end)
        )
        draft.use(mention, destination)
        return
    if draft.origin is not None and is_same_place(draft.origin.name, mention.name):
        exact = more_exact(draft.origin.name, mention.name)
        draft.use(draft.origin)
        draft.origin = mention._replace(name=exact or mention.name)
        return
    if draft.origin is not None:
        draft.origins.append(draft.origin.name)
        draft.use(draft.origin)
    if draft.slices and is_same_place(mention.name, draft.home):
        exact = more_exact(draft.home, mention.name)
        draft.slices[0] = draft.slices[0]._replace(origin=exact)
        draft.use(mention)
    draft.origin = mention


def _goes_between(draft: Draft, mention: PlaceMention) -> bool:
    """Return whether one returns from where no word of going led: "leaving Rome on the 3rd, returning from Oslo on the
    5th"."""
    origin = draft.origin
    if draft.slices or draft.destination or origin is None or is_same_place(origin.name, mention.name):
        return False
    draft.origin, draft.home_before = None, None
    draft.add(origin.name, mention.name, origin.lead, origin.end)
    draft.add(mention.name, origin.name, mention.lead, mention.end, back=True)
    draft.use(origin, mention)
    draft.heads_for = True
    return True


def _returns_from(draft: Draft, mention: PlaceMention) -> bool:
    """Return whether a place right behind a way back is where that starts: "back to Rome from Pisa"."""
    last = draft.slices[-1] if draft.slices else None
    if last is None or not last.goes_back or draft.origin is not None:
        return False
    if draft.text[last.end : mention.lead].strip(f"{GAP} ") or is_same_place(mention.name, last.destination):
        return False
    draft.slices[-1] = last._replace(origin=mention.name, end=mention.end)
    draft.use(mention)
    return True


def _is_beside(draft: Draft, mention: PlaceMention) -> bool:
    """Return whether nothing but days, times and small words stands between a word such as "back" and a place."""
    said = draft.home_before
    between = draft.text[said.end() : mention.lead] if said else "?"
    return _NOTHING_BETWEEN.fullmatch(between) is not None and not _SOMETHING_ELSE.search(between)


def _head_for(draft: Draft, mention: PlaceMention, *, is_joined: bool) -> None:
    if is_joined:  # "to Berlin - Rome": both are named by what joins them
        return
    draft.heads_for = True
    if draft.origin is not None and not is_same_place(draft.origin.name, mention.name):
        origin, draft.origin = draft.origin, None
        said = draft.home_before
        if said is not None and said.start() < origin.lead:
            draft.home_before = None
        _go_home(draft)
        draft.add(origin.name, mention.name, origin.lead, mention.end, back=is_same_place(mention.name, draft.home))
        draft.use(origin, mention)
        return
    if draft.slices:
        _go_on(draft, mention)
        return
    before = draft.bare[-1] if draft.bare else None
    if before is not None and draft.destination is None and not is_same_place(before.name, mention.name):
        draft.bare.remove(before)
        draft.add(before.name, mention.name, before.lead, mention.end)
        draft.use(before, mention)
        return
    if draft.destination is None:
        draft.destination = mention
    elif is_same_place(draft.destination.name, mention.name):
        draft.use(draft.destination)
        exact = more_exact(draft.destination.name, mention.name)
        draft.destination = mention._replace(name=exact or mention.name)
    else:
        first, draft.destination = draft.destination, None
        draft.add(None, first.name, first.lead, first.end)
        draft.use(first)
        _go_on(draft, mention)


def _go_on(draft: Draft, mention: PlaceMention) -> None:
    """Go on from where the last slice ended, be it home; to where one already is, nothing is gone."""
    draft.use(mention)
    back = is_same_place(mention.name, draft.home)
    if draft.home_before is not None and not back:
        draft.home_before = None  # "returning to Boston": not to where it began
    if is_same_place(mention.name, draft.here):
        last = draft.slices[-1]
        draft.slices[-1] = last._replace(destination=more_exact(last.destination, mention.name))
        return
    draft.home_before = None
    left, draft.leaves_here = draft.leaves_here, None
    start = left.lead if left else mention.lead
    draft.add(draft.here, mention.name, start, mention.end, back=back and left is None)


def _return_to(draft: Draft, mention: PlaceMention) -> None:
    draft.heads_for = True
    draft.home_before = None
    origin = draft.origin
    if draft.slices and origin is not None and not is_same_place(origin.name, mention.name):
        draft.origin = None
        draft.add(origin.name, mention.name, origin.lead, mention.end, back=True)
        draft.use(origin, mention)
    elif draft.slices:
        draft.use(mention)
        if not is_same_place(mention.name, draft.here):
            draft.add(draft.here, mention.name, mention.lead, mention.end, back=True)
    else:
        draft.homes.append(mention)
        draft.use(mention)
