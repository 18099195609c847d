"""Which actions a person's own words ask for: none is offered that they do not speak of, whatever else was read.

A model that looks for answers reads what others wrote, too. What it may propose is decided here by words of the person
alone; what they quote, forward or put below a colon is somebody else's.
"""

import re
from collections.abc import Iterable, Mapping

from chalicelib.services.assistant.actions import ProposedAction

_QUOTED = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|\"[^\"]*\"|```.*?```|^[ \t]*>.*?$", re.DOTALL | re.MULTILINE)
# Where what somebody else wrote begins: below a colon, a rule, or the head of a mail.
_FORWARDED = re.compile(
    r":[ \t]*\r?\n|^[ \t]*[-_=*]{3,}|^[ \t]*(?:from|to|sent|date|subject|von|an|gesendet|datum|betreff|de|à|envoyé"
    r"|objet|para|enviado|fecha|asunto)[ \t]?:",
    re.IGNORECASE | re.MULTILINE,
)
_BETWEEN = r"\W+(?:\w+\W+){0,5}"


def _asking(*phrases: str) -> re.Pattern[str]:
    """Return what finds any of these: how words begin, or words with at most five others between them."""
    return re.compile("|".join(rf"\b(?:{each.replace(' .. ', _BETWEEN)})" for each in phrases), re.IGNORECASE)


_CANCEL = _asking(
    *("cancel", r"call\w* .. off\b", "refund", "storn", "absag", "abgesag", r"sag\w* .. ab\b", "annul", "rembours"),
    *(r"anul(?:ar|a|e|o|en)\b", "reembols"),
)
# What asks for an action, in the languages in which requests are read.
_ASKED_BY: Mapping[ProposedAction, re.Pattern[str]] = {
    ProposedAction.SELECT: _asking(
        *("select", "choos", "chose", "pick", r"take .. (?:option|one|cheapest|first|second|third|it)\b", "option"),
        *(r"book\W+(?:it|this|that|the)\b", "wähl", "auswähl", r"(?:nimm|nehme?)\W+(?:die|das|den|es)\b"),
        *("choisi", r"prend\w* .. option", "sélection", r"elig(?:e|o|es)\b", "elij", "eleg", "escog", "seleccion"),
    ),
    ProposedAction.APPROVE: _asking(
        *("approv", r"accept\W+(?:it|this|that|the|her|his|their)\b", r"agree\b", r"sign\w* .. off\b", "genehm"),
        *("freig", "zustimm", r"stimm\w* .. zu\b", "approuv", r"valid(?:er|ez|é|ée|e)\b", "aprob", "aprueb", "acept"),
    ),
    ProposedAction.DECLINE: _asking(
        *(
            "declin",
            "reject",
            "refus",
            r"den(?:y|ied)\b",
            r"turn\w* .. down\b",
            "ablehn",
            "abgelehn",
            r"lehn\w* .. ab\b",
        ),
        *("rejet", "rechaz", "deneg", "denieg"),
    ),
    ProposedAction.RECALL: _asking(
        *("recall", "withdraw", "revis", "chang", r"edit\b", r"(?:pull|take)\w* .. back\b", "zurückzieh", "zurückhol"),
        *("änder", "rappel", "retir", "modif", "cambi"),
    ),
    ProposedAction.CANCEL: _CANCEL,
    ProposedAction.QUOTE_CANCELLATION: _CANCEL,
    ProposedAction.CANCEL_TRIP: _CANCEL,
    ProposedAction.REQUEST_TRIP: _asking(
        *("book", "reserv", "réserv", "buch", "request", "need", "want", "fly", "flight", "travel", "trip", "train"),
        *("hotel", "reis", "flieg", "flug", "flüg", "brauch", "zug", "voyag", "vol", "hôtel", "besoin", "viaj", "vuel"),
        *("tren", "necesit"),
    ),
}


def is_asked_for(action: ProposedAction, message: str) -> bool:
    """Return whether a person's message has words of their own that ask for an action."""
    return bool(_ASKED_BY[action].search(_drop_others(message)))


def is_own_wording(text: str, messages: Iterable[str]) -> bool:
    """Return whether a text stands in what a person wrote themselves, in one of their messages, however it is
    spaced."""
    wanted = re.compile(rf"(?<!\w){re.escape(' '.join(text.split()))}(?!\w)")
    return bool(text.split()) and any(wanted.search(" ".join(_drop_others(each).split())) for each in messages)


def _drop_others(message: str) -> str:
    """Return a message without what its writer quotes or forwards."""
    forwarded = _FORWARDED.search(message)
    return _QUOTED.sub(" ", message[: forwarded.start()] if forwarded else message)
