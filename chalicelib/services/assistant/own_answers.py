"""Answers about what is the asking person's own: trips, bookings, approvals, budget and documents, listed from the rows
that the services show them, with links to each and the actions that are open to them now."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import islice

from chalicelib import clock
from chalicelib.domain.assistant.answer import (
    BY_RULES,
    MOST_ACTIONS,
    MOST_LINKS,
    ActionLink,
    Answer,
    AnswererKind,
    AnswerOutcome,
    AnswerParagraph,
    Link,
)
from chalicelib.domain.assistant.spans import CALENDAR_WORDS, Span, read_spans
from chalicelib.domain.assistant.stems import fold
from chalicelib.domain.assistant.topics import Topic, speaks_of
from chalicelib.domain.bookings.booking import LIVE, BookingStatus
from chalicelib.domain.documents import DocumentKind
from chalicelib.domain.money import currency_error
from chalicelib.domain.text import COST_CENTRE_PATTERN
from chalicelib.errors import Conflict, NotAllowed, NotFound
from chalicelib.services.assistant import actions, facts, sayings
from chalicelib.services.assistant.actions import ProposedAction
from chalicelib.services.assistant.facts import AnyFact, BookingDetail, BookingFact, TripDetail, TripFact
from chalicelib.services.assistant.toolbox import Toolbox

_MOST_SHOWN = 5
_MOST_LOOKED_AT = 12  # trips of which the itinerary is read for one question
_A_DAY = timedelta(days=1)
_MOST_ITEMS = 12
_EXPIRING_SOON = 365  # days
_LONGEST_REQUEST = 1_000
_PLACE = re.compile(r"\b(?:to|in|from|at|for|nach|in|à|a) ([A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?)")
_COST_CENTRE = re.compile(rf"(?<![\w-])(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]{{3,}}){COST_CENTRE_PATTERN}(?![\w-])")
_BOOKING_ID = re.compile(r"\bbkg_[0-7][0-9A-HJKMNP-TV-Z]{25}\b")
_PERIOD = re.compile(r"\b20[0-9]{2}\b")
_PAPERS = {
    DocumentKind.PASSPORT: re.compile(r"\b(?:passports?|reisepass|passeport|pasaporte)\b", re.IGNORECASE),
    DocumentKind.VISA: re.compile(r"\b(?:visas?|visum|visado)\b", re.IGNORECASE),
}
_OF_EXPIRY = re.compile(
    r"expir|valid|renew|run(?:s)? out|still good|soon|läuft|gültig|valable|caduca|vence", re.IGNORECASE
)
_IN_THE_PAST = re.compile(r"\b(?:last|past|previous|latest|former|did|been|was)\b", re.IGNORECASE)
_FOR_SELECTION = re.compile(r"\b(?:selection|choice|options|offers)\b", re.IGNORECASE)


def answer_own(topic: Topic, question: str, box: Toolbox) -> Answer:
    """Return the answer to a question about one's own things. Raises Unavailable.

    What is listed may be gone, or no longer the person's to see, a moment later when it is read: then it is said so.
    """
    try:
        return _BY_TOPIC[topic](question, box)
    except (NotFound, NotAllowed, Conflict):
        return _nothing("This has changed in this very moment: please ask again", box, ())


def _next_trip(question: str, box: Toolbox) -> Answer:
    upcoming = facts.list_trips(box.identity, upcoming=True, limit=facts.MOST_READ)
    fitting = _fitting_trips(question, upcoming, box)
    if not fitting:
        return _nothing("I see no upcoming trip of yours" + _of_place(question), box, upcoming[:_MOST_SHOWN])
    detail = fitting[0]
    said = [sayings.say_trip(detail), *(sayings.say_item(each) for each in detail.items[:_MOST_ITEMS])]
    return _found(["Your next trip" + _of_place(question) + " is this:", *said], box, fitting)


def _trips(question: str, box: Toolbox) -> Answer:
    upcoming = not _IN_THE_PAST.search(question)
    listed = facts.list_trips(box.identity, upcoming=upcoming, limit=facts.MOST_READ)
    fitting = _fitting_trips(question, listed, box)
    which = "upcoming" if upcoming else "past"
    if not fitting:
        return _nothing(f"I see no {which} trip of yours" + _of_place(question), box, ())
    return _found([f"Your {which} trips:", *map(sayings.say_trip, fitting)], box, fitting)


def _bookings(question: str, box: Toolbox) -> Answer:
    named = _BOOKING_ID.search(question)
    if named:
        return _named_booking(named[0], box)
    status = BookingStatus.AWAITING_SELECTION if _FOR_SELECTION.search(question) else None
    listed = facts.list_bookings(box.identity, status=status, limit=facts.MOST_READ)
    fitting = _fitting_bookings(question, listed)
    if not fitting:
        return _nothing("I see no booking of yours" + _of_place(question), box, ())
    live = [each for each in fitting if each.status in LIVE] or fitting
    detail = facts.get_booking(box.identity, live[0].booking_id)[0]
    others = [each for each in fitting if each.booking_id != detail.booking_id][: _MOST_SHOWN - 1]
    said = [sayings.say_booking_detail(detail), *(["Your other bookings:"] if others else [])]
    said += [sayings.say_booking(each) for each in others]
    return _found(said, box, [detail, *others], _offers_of(detail, box))


def _named_booking(booking_id: str, box: Toolbox) -> Answer:
    try:
        detail = facts.get_booking(box.identity, booking_id)[0]
    except (NotFound, Conflict):
        return _nothing("I see no such booking of yours", box, ())
    return _found([sayings.say_booking_detail(detail)], box, [detail], _offers_of(detail, box))


def _approvals(_question: str, box: Toolbox) -> Answer:
    tasks = facts.list_approvals(box.identity, limit=_MOST_SHOWN)
    if not tasks:
        return _nothing("Nothing waits for your approval", box, ())
    offered = [
        actions.offer_booking_action(box.identity, each.booking_id, action)
        for each in tasks
        for action in (ProposedAction.APPROVE, ProposedAction.DECLINE)
    ]
    return _found(["This waits for your approval, the most urgent first:", *map(sayings.say_task, tasks)], box, tasks,
                  offered)  # fmt: skip


def _documents(question: str, box: Toolbox) -> Answer:
    kind = next((kind for kind, named in _PAPERS.items() if named.search(question)), None)
    within = _EXPIRING_SOON * 20 if kind else _EXPIRING_SOON
    expiring = within if _OF_EXPIRY.search(question) else None
    found = facts.list_documents(box.identity, kind=kind, expiring_within_days=expiring, limit=_MOST_SHOWN)
    if not found:
        what = f"no {kind.value}" if kind else "no document"
        of_expiry = " that expires" + ("" if kind else " within a year") if expiring is not None else ""
        return _nothing(f"You have uploaded {what}{of_expiry}", box, ())
    return _found(["Your documents:", *map(sayings.say_document, found)], box, found)


def _budget(question: str, box: Toolbox) -> Answer:
    period = _PERIOD.search(question)
    try:
        found = facts.get_budget(box.identity, _find_cost_centre(question), period[0] if period else None)
    except NotAllowed:
        return _nothing("Budgets are shown to approvers and travel managers alone", box, ())
    except NotFound as error:
        return _nothing(str(error).rstrip("."), box, ())
    return _found([sayings.say_budget(found)], box, [found])


def _find_cost_centre(question: str) -> str | None:
    """Return the cost centre that a question names: a word in capitals that is no currency, if not all of it is."""
    if question == question.upper():
        return None
    return next((each[0] for each in _COST_CENTRE.finditer(question) if currency_error(each[0])), None)


def _cancellation(question: str, box: Toolbox) -> Answer:
    named = _BOOKING_ID.search(question)
    listed = facts.list_bookings(box.identity, status=None, limit=facts.MOST_READ)
    today = clock.now().date()
    fitting = [
        each
        for each in _fitting_bookings(question, listed)
        if (named is None or each.booking_id == named[0]) and (each.status in LIVE or each.ends_on >= today)
    ]
    details = [facts.get_booking(box.identity, each.booking_id)[0] for each in fitting[:_MOST_SHOWN]]
    offered = [(each, offer) for each in details if (offer := _offer_cancellation(each, box))]
    by_hand = [] if named else _cancellable_trips(question, box)
    if not offered and not by_hand:
        return _nothing("I see nothing of yours that can be cancelled" + _of_place(question), box, ())
    said = ["I change nothing myself. This is what you can cancel, if you send the request:"]
    said += [sayings.say_booking_detail(each) for each, _ in offered] + [sayings.say_trip(each) for each, _ in by_hand]
    shown: list[AnyFact] = [*(each for each, _ in offered), *(each for each, _ in by_hand)]
    return _found(said, box, shown, [offer for _, offer in (*offered, *by_hand)])


def _offer_cancellation(booking: BookingDetail, box: Toolbox) -> ActionLink | None:
    for action in (ProposedAction.CANCEL, ProposedAction.QUOTE_CANCELLATION):
        offered = _offer(booking, action, box)
        if offered:
            return offered
    return None


def _cancellable_trips(question: str, box: Toolbox) -> list[tuple[TripFact, ActionLink]]:
    listed = facts.list_trips(box.identity, upcoming=True, limit=facts.MOST_READ)
    by_hand = _fitting_trips(question, [each for each in listed if each.booking_id is None], box)
    return [(each, actions.offer_trip_cancellation(box.identity, each.trip_id)) for each in by_hand]


def _trip_request(question: str, box: Toolbox) -> Answer:
    try:
        offered = actions.offer_new_booking(box.identity, " ".join(question.split())[:_LONGEST_REQUEST])
    except NotAllowed:
        return _nothing("Only travellers may request trips", box, ())
    said = "I book nothing myself. With this request your words are read as a trip request, and options are shown:"
    return _found([said], box, (), [offered])


def _help(_question: str, box: Toolbox) -> Answer:
    said = (
        "Ask me about the travel policy, such as “How much may a hotel in London cost?”: I quote what it says, and "
        "where. Or about what is yours: your next trip, the status of a booking, what waits for your approval, which "
        "documents expire, what is left of your budget. I change nothing; what can be done I offer as a request that "
        "you may send."
    )
    return _found([said], box, ())


_BY_TOPIC: Mapping[Topic, Callable[[str, Toolbox], Answer]] = {
    Topic.HELP: _help,
    Topic.NEXT_TRIP: _next_trip,
    Topic.TRIPS: _trips,
    Topic.BOOKINGS: _bookings,
    Topic.APPROVALS: _approvals,
    Topic.DOCUMENTS: _documents,
    Topic.BUDGET: _budget,
    Topic.CANCELLATION: _cancellation,
    Topic.TRIP_REQUEST: _trip_request,
}


def _fitting_trips(question: str, listed: Sequence[TripFact], box: Toolbox) -> list[TripDetail]:
    """Return the first trips that a question names a place or a day of, with their local times; the first of all where
    it names none. A day is that of the place where the trip starts: so is "today"."""
    days, spans = _read_spans(question), _read_spans_anywhere(question)
    near = [each for each in listed if not days or _is_near(spans, each)]
    named = [each for each in near if speaks_of(question, [_without_small_words(each.name)])]
    fitting = named if named or _find_place(question) else near
    read = (facts.get_trip(box.identity, each.trip_id) for each in fitting[:_MOST_LOOKED_AT])
    return list(islice((each for each in read if not days or _is_on_day(question, each)), _MOST_SHOWN))


def _read_spans_anywhere(question: str) -> list[Span]:
    """Return the days that a question names, as they are wherever it is today."""
    today = clock.now().date()
    return [span for away in (-_A_DAY, timedelta(), _A_DAY) for span in read_spans(question, today + away)]


def _is_near(spans: Iterable[Span], trip: TripFact) -> bool:
    """Return whether a trip may be on one of these days, wherever it starts and ends."""
    first, last = trip.starts_at.date() - _A_DAY, trip.ends_at.date() + _A_DAY
    return any(span.meets(first, last) for span in spans)


def _is_on_day(question: str, trip: TripFact) -> bool:
    today = clock.now().astimezone(trip.starts_at.tzinfo).date()
    return any(span.meets(trip.starts_at.date(), trip.ends_at.date()) for span in read_spans(question, today))


def _fitting_bookings(question: str, listed: Sequence[BookingFact]) -> list[BookingFact]:
    spans = _read_spans(question)
    on_day = [each for each in listed if not spans or any(it.meets(each.starts_on, each.ends_on) for it in spans)]
    named = [each for each in on_day if speaks_of(question, each.places)]
    return named if named or _find_place(question) else on_day


def _without_small_words(name: str) -> str:
    """Return the words of a trip's name that may be places: a question has "to" and "trip" of its own."""
    return " ".join(word for word in name.split() if word[:1].isupper() or not word.isascii())


def _read_spans(question: str) -> list[Span]:
    return read_spans(question, clock.now().date())


def _find_place(question: str) -> str | None:
    """Return the place that a question names; months and days have capitals, too, and are none."""
    named = (each[1] for each in _PLACE.finditer(question))
    return next((each for each in named if fold(each.split()[0]) not in CALENDAR_WORDS), None)


def _of_place(question: str) -> str:
    place = _find_place(question)
    return f" to {place}" if place else ""


def _offers_of(booking: BookingDetail, box: Toolbox) -> list[ActionLink]:
    """Return what may be done with a booking now: its best options to select, and what else is open."""
    choosable = [each.option_id for each in booking.options if each.outcome and each.outcome.may_be_chosen]
    selections = [_offer(booking, ProposedAction.SELECT, box, option_id) for option_id in choosable[:3]]
    others = [
        _offer(booking, action, box)
        for action in (ProposedAction.RECALL, ProposedAction.CANCEL, ProposedAction.QUOTE_CANCELLATION)
    ]
    return [each for each in (*selections, *others) if each is not None]


def _offer(
    booking: BookingDetail, action: ProposedAction, box: Toolbox, option_id: str | None = None
) -> ActionLink | None:
    if not actions.is_open(action, booking.operations):
        return None
    return actions.offer_booking_action(box.identity, booking.booking_id, action, option_id)


def _found(said: Sequence[str], box: Toolbox, shown: Iterable[AnyFact], offered: Sequence[ActionLink] = ()) -> Answer:
    return _answer(AnswerOutcome.ANSWERED, said, box, shown, offered)


def _nothing(said: str, box: Toolbox, shown: Iterable[AnyFact]) -> Answer:
    return _answer(AnswerOutcome.NOTHING_FOUND, [f"{said}."], box, shown, ())


def _answer(
    outcome: AnswerOutcome, said: Sequence[str], box: Toolbox, shown: Iterable[AnyFact], offered: Sequence[ActionLink]
) -> Answer:
    links = tuple(Link(title=facts.name_fact(each), href=each.href) for each in shown)[:MOST_LINKS]
    open_actions = tuple(offered)[:MOST_ACTIONS]
    for link in links:
        box.hand_out_link(link)
    for action in open_actions:
        box.hand_out_action(action)
    return Answer(
        outcome=outcome,
        answered_by=AnswererKind.EXTRACTIVE,
        notice=BY_RULES,
        paragraphs=tuple(AnswerParagraph(text=each) for each in said),
        links=links,
        actions=open_actions,
    )
