"""Which actions a person's own words ask for: none is offered that they do not speak of, whatever else was read.

A model that looks for answers reads what others wrote, too. What it may propose is settled here, before, by words of
the person alone.
"""

import re
from collections.abc import Iterable, Mapping

from chalicelib.services.assistant.actions import ProposedAction

_WORD = re.compile(r"[^\W\d_]+")
_CANCEL = ("cancel", "call", "drop", "refund", "undo", "storn", "absag", "abgesag", "annul", "rembours", "anul")
_BOOK = ("book", "reserv", "réserv", "buch", "gebuch")
# How words begin that ask for an action, in the languages in which requests are read.
_ASKED_BY: Mapping[ProposedAction, tuple[str, ...]] = {
    ProposedAction.SELECT: (
        *("select", "choos", "chose", "pick", "take", "option", *_BOOK, "wähl", "auswähl", "nimm", "nehm"),
        *("choisi", "prend", "prenez", "sélection", "elig", "elij", "eleg", "escog", "seleccion", "tomo", "tomar"),
    ),
    ProposedAction.APPROVE: (
        *("approv", "accept", "agree", "sign", "genehm", "freig", "zustimm", "approuv", "valid", "aprob", "acept"),
        *("aprueb",),
    ),
    ProposedAction.DECLINE: (
        *("declin", "reject", "refus", "deny", "denied", "turn", "ablehn", "lehn", "abgelehn", "rejet", "rechaz"),
        *("deneg", "denieg"),
    ),
    ProposedAction.RECALL: (
        *("recall", "withdraw", "revis", "change", "edit", "pull", "zurück", "änder", "rappel", "retir", "modif"),
        *("cambi",),
    ),
    ProposedAction.CANCEL: _CANCEL,
    ProposedAction.QUOTE_CANCELLATION: _CANCEL,
    ProposedAction.CANCEL_TRIP: _CANCEL,
    ProposedAction.REQUEST_TRIP: (
        *(*_BOOK, "request", "need", "want", "fly", "flight", "travel", "trip", "train", "hotel", "reis", "flieg"),
        *("flug", "flüg", "brauch", "zug", "voyag", "vol", "train", "hôtel", "besoin", "viaj", "vuel", "tren"),
        *("necesit",),
    ),
}


def is_asked_for(action: ProposedAction, messages: Iterable[str]) -> bool:
    """Return whether a person's messages have a word that asks for an action."""
    words = {word for message in messages for word in _WORD.findall(message.casefold())}
    return any(word.startswith(_ASKED_BY[action]) for word in words)


def is_own_wording(text: str, messages: Iterable[str]) -> bool:
    """Return whether a text stands in one of a person's messages, however it is spaced."""
    wanted = " ".join(text.split())
    return bool(wanted) and any(wanted in " ".join(message.split()) for message in messages)
