"""Conditions that are none, since they only ask politely: "if possible", "if that suits you"."""

from chalicelib.domain.trip_requests.reading.leftovers.everyday_words import is_everyday

_OPENS = frozenset((
    "possible", "yes", "there", "available", "you", "you'd", "that's", "it's", "that", "need", "any", "at", "so",
    "they", "i", "there's", "offered", "needed", "required", "ok", "okay", "sold", "u", "i'm", "convenient",
    "necessary", "allowed", "feasible", "permitted", "not", "doable", "applicable",
))  # fmt: skip
# By what is possible, and whom it suits.
_HEADS = frozenset((
    "possible", "available", "ok", "okay", "alright", "right", "fine", "convenient", "feasible", "doable", "allowed",
    "permitted", "offered", "needed", "required", "necessary", "problem", "trouble", "bother", "mistaken", "wrong",
    "correct", "exists", "left", "space", "help", "helps", "works", "suits", "suit", "please", "mind", "can", "could",
    "may", "choice", "option", "options", "going", "manage", "managed", "lucky", "allows", "allow", "permits", "lets",
    "stretches", "stretch", "helped", "applicable", "anything",
))  # fmt: skip
_LONGEST = 10


def is_polite(condition: list[str]) -> bool:
    """Return whether the words behind an "if" are no condition of the trip."""
    folded = [word.lower() for word in condition]
    asks = not folded or folded[0] in _OPENS or not _HEADS.isdisjoint(folded)
    return asks and len(folded) <= _LONGEST and all(is_everyday(word) or word == "not" for word in folded)
