"""Which actions a person's own words ask for: none is offered that they do not speak of, whatever else was read.

A model that looks for answers reads what others wrote, too. What it may propose is decided here by words of the person
alone; what they quote, forward or put below a colon is somebody else's.
"""

import re
from collections.abc import Iterable, Mapping

from chalicelib.services.assistant.actions import ProposedAction

_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|\"[^\"]*\"|```.*?```|^[ \t]*>.*?$", re.DOTALL | re.MULTILINE)
# Where what somebody else wrote begins: below a colon, a rule, or the head of a mail.
_FORWARDED = re.compile(
    r":[ \t]*\r?\n|^[ \t]*[-_=*]{3,}|^[ \t]*(?:from|to|sent|date|subject|von|an|gesendet|datum|betreff|de|à|envoyé"
    r"|objet|para|enviado|fecha|asunto)[ \t]?:",
    re.IGNORECASE | re.MULTILINE,
)
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


def is_asked_for(action: ProposedAction, message: str) -> bool:
    """Return whether a person's message has a word of their own that asks for an action."""
    words = _WORD.findall(_drop_others(message).casefold())
    return any(word.startswith(_ASKED_BY[action]) for word in words)


def is_own_wording(text: str, messages: Iterable[str]) -> bool:
    """Return whether a text stands in what a person wrote themselves, in one of their messages, however it is
    spaced."""
    wanted = " ".join(text.split())
    return bool(wanted) and any(wanted in " ".join(_drop_others(each).split()) for each in messages)


def _drop_others(message: str) -> str:
    """Return a message without what its writer quotes or forwards."""
    forwarded = _FORWARDED.search(message)
    return _QUOTED.sub(" ", message[: forwarded.start()] if forwarded else message)
