"""What a message about a trip request changes of it, by rules: the readers in their order, and what nobody understood.

Nothing is changed by halves: while anything of a message is in doubt, all of it waits for the answer.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from chalicelib.domain.trip_requests.conversation.changes import (
    AddStay,
    DropStays,
    MoveTrip,
    SetCabin,
    SetDeparture,
    SetMode,
    SetStayDay,
    SetStayTerms,
    SetWindow,
)
from chalicelib.domain.trip_requests.conversation.contradictions import settle_contradictions
from chalicelib.domain.trip_requests.conversation.day_changes import settle_days, take_days
from chalicelib.domain.trip_requests.conversation.doubts import IGNORE
from chalicelib.domain.trip_requests.conversation.orders import read_orders, read_payment, read_travellers
from chalicelib.domain.trip_requests.conversation.part_changes import read_added_car, read_added_stay, read_drops
from chalicelib.domain.trip_requests.conversation.place_changes import read_places
from chalicelib.domain.trip_requests.conversation.reading import Reading, say_slice
from chalicelib.domain.trip_requests.conversation.shift_changes import read_lengths, settle_shifts, take_shifts
from chalicelib.domain.trip_requests.conversation.stay_terms import read_stay_terms
from chalicelib.domain.trip_requests.conversation.term_changes import (
    read_avoided_airlines,
    read_cabin,
    read_comforts,
    read_modes,
    settle_cabins,
    settle_modes,
    settle_times,
    take_times,
)
from chalicelib.domain.trip_requests.conversation.understood import Understood
from chalicelib.domain.trip_requests.languages.detection import detect_language
from chalicelib.domain.trip_requests.languages.small_words import Language
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.text.words import GAP
from chalicelib.domain.trip_requests.trip_request import TripRequest

# What nobody goes on without: it may turn what was understood into its opposite.
_NEGATION = LatePattern(
    r"\b(?:no|not|never|nothing|none|without|except|unless|but not|instead|rather than|other than|if|only if"
    r"|provided)\b"
    r"|n't\b|\bdont\b",
    re.IGNORECASE,
)
_INTERJECTION = LatePattern(r"^\W*(?:(?:no|nope|nah|yes|yeah|yep)\b\W*)+")
# Words that carry politeness and grammar, and nothing that a trip could be changed by. Negations are none of them.
_PASSED_OVER = """
a about actually again ah also an and any anyway are as ask at be because been bit book booking but by can change come
could day date dear do does er everything fine flight flights fly flying for from get getting give go going good great
guess have having hello hey hi hm hmm how i i'd i'll i'm i've in instead is it it's its just kindly let let's like
lol look lot love make me mean meant mind modify move much my need needs now of off oh ok okay on one only or our ours
out perhaps pick please pls plz prefer put rather really request revise right say set shall should so sorry still such
suppose sure switch take tell thank thanks that that's the their them then there they think this though thx ticket
tickets time to too travel trip turn um update us use very want wants wait was way we we'd we'll well were what will
wish with wonder would yeah yes you your
"""
_FILLER = frozenset(_PASSED_OVER.split())
# Names of parts of a trip, which are passed over once something of such a part is understood.
_NOUNS: tuple[tuple[frozenset[str], tuple[type, ...]], ...] = (
    (frozenset({"hotel", "hotels", "room", "rooms", "stay"}), (AddStay, DropStays, SetStayDay, SetStayTerms)),
    (frozenset({"train", "trains", "leave"}), (SetMode, SetWindow, SetDeparture, MoveTrip)),
    (frozenset({"upgrade", "downgrade"}), (SetCabin,)),
    (frozenset({"push", "shift", "reschedule", "departure", "leaving"}), (SetDeparture, MoveTrip)),
)
# Asked where nothing was understood, in the language that it seems to be.
_WHAT: Mapping[Language, str] = {
    Language.ENGLISH: "What should change?",
    Language.GERMAN: "Nachrichten werden hier nur auf Englisch gelesen. Was soll sich ändern?",
    Language.FRENCH: "Les messages ne sont lus ici qu'en anglais. Qu'est-ce qui doit changer ?",
    Language.SPANISH: "Aquí los mensajes solo se leen en inglés. ¿Qué debe cambiar?",
}
_WORD = LatePattern(r"[^\s,;:.!?()\"¦/\-–+&]+")


def understand_message(
    text: str,
    request: TripRequest,
    now: datetime,
    answers: Mapping[str, str] | None = None,
    focus: Sequence[int] = (),
) -> Understood:
    """Return what `text` changes of `request` at `now`, or what has to be asked back first; `answers` are those to
    questions about the same text, `focus` the slices whose day was changed last.

    Where questions or refusals are left there are no changes.
    """
    reading = Reading(text, request, now, answers or {}, focus)
    shifts = take_shifts(reading)
    read_avoided_airlines(reading)
    read_drops(reading)
    read_payment(reading)
    read_orders(reading)
    read_travellers(reading)
    read_added_stay(reading)
    read_added_car(reading)
    read_stay_terms(reading)
    reading.message.take_numbered_slices(request)
    windows = take_times(reading)
    read_lengths(reading)
    days = take_days(reading)
    read_cabin(reading)
    read_modes(reading)
    read_comforts(reading)
    reading.message.take_scopes(request, _outbound_slices(reading))
    settle_shifts(reading, shifts)
    settle_days(reading, days)
    settle_cabins(reading)
    settle_modes(reading)
    settle_times(reading, windows)
    read_places(reading)
    reading.message.put_back_unused()
    settle_contradictions(reading)
    _account_for_the_rest(reading)
    doubts = reading.doubts
    if whole := [asked for asked in doubts.questions if asked.field == "message"]:
        return Understood((), tuple(whole), doubts.refusals)  # to be said again: the other questions may be no more
    if doubts.questions or doubts.refusals:
        return Understood((), doubts.questions, doubts.refusals)
    return Understood(tuple(dict.fromkeys(reading.changes)))


def _account_for_the_rest(reading: Reading) -> None:
    """Ask about words that nothing understood; where nothing at all was, there is nothing to go on with."""
    left = _left_over(reading)
    quoted = ", ".join(f'"{each}"' for each in left)
    doubts = reading.doubts
    if not reading.changes and not doubts.questions and not doubts.refusals:
        about = f"Not understood: {quoted}. " if quoted else ""
        doubts.ask_again("message", f"{about}{_WHAT[detect_language(reading.message.said)]}")
    elif any(map(_NEGATION.search, left)):
        doubts.ask_again("message", f"Not understood: {quoted}. What should change?")
    elif left:
        doubts.choose("unread", f"Not understood: {quoted}. Go on without that?", [(IGNORE, "Go on without that")])


def _outbound_slices(reading: Reading) -> tuple[int, ...]:
    """Return the slices of the way there: of more than two slices the first, or all but the last, as it is answered."""
    said, count = reading.message.outbound_words, len(reading.slices)
    if said is None or count <= 2:
        return (0,)
    choices = [("first", f"Only {say_slice(reading.slices[0])}"), ("all", "All but the last")]
    answer = reading.doubts.choose("slices.out", f'Which slices are meant by "{said}"?', choices)
    return tuple(range(count - 1)) if answer == "all" else (0,)


def _left_over(reading: Reading) -> list[str]:
    """Return the runs of words that are neither understood nor mere politeness."""
    text = _INTERJECTION.sub("", reading.message.words.text)
    passed = _FILLER.union(
        *(names for names, kinds in _NOUNS if any(isinstance(each, kinds) for each in reading.changes))
    )
    found: list[str] = []
    for run in re.split(rf"[{GAP},;.!?()]+", text):
        words = list(_WORD.finditer(run))
        while words and words[0][0].lower() in passed:
            words.pop(0)
        while words and words[-1][0].lower() in passed:
            words.pop()
        if words:
            found.append(run[words[0].start() : words[-1].end()])
    return found
