"""What an erasure leaves on purpose, and why. The scan takes nothing else for allowed, and `docs/privacy.md` says the
same to people."""

import re

from tests.erasure.places import Place

# Kinds of traces that may stay, and where. Everything of every other kind is gone from every place.
PSEUDONYM = "user id"
PROFILE = "passenger id"
LOCATOR = "record locator"
COST_CENTRE = "cost centre"

_ACCOUNTS = ("table bookings", "table booking-audit", "table booking-events")
KEPT: dict[str, dict[str, str]] = {
    PSEUDONYM: {
        **dict.fromkeys(_ACCOUNTS, "accounts and audit are whole; the id leads to nobody"),
        "table webhook-deliveries": "events, which know the person by it alone",
        "table credits": "money that a supplier keeps, for the accounts",
        "table consents": "that consent was withdrawn, and when",
        "table mentions": "the mark that refuses what would name the person again",
        "bucket audit-anchors": "the ledger of erasures, by which nobody comes back with a backup",
        "table privacy-exports": "that an export was asked for; a week",
        "table list-exports": "who asked for a list as a file, and of whom; a day",
        "table privacy-erasures": "that the erasure was asked for and done",
        "table passenger-accesses": "who used a profile, for its person",
        "table employees": "the place in the management chain of those below",
        "table employee-imports": "who sent a file of people, and whose manager somebody in it is; a week",
        "table policies": "who published a version of the travel policy",
        "table webhooks": "who made a webhook of the company's",
        "table trips": "that a booked trip was made, for the accounts",
        "table items": "that a booked trip was made, for the accounts",
        "table documents": "the row of an erased file, until a late upload can come no more",
        "table approval-tasks": "whom a live booking asks",
        "table person-feeds": "that an event is in a pool's feed and was in theirs, for 30 days",
        "table approval-history": "who decided what others were asked, for 400 days",
        "log": "lines know a person by it alone, for 30 days",
    },
    PROFILE: {
        "bucket audit-anchors": "the ledger of erasures, by which no guest comes back with a backup",
        "table mentions": "the mark that refuses what would name the guest again",
        "table privacy-erasures": "that the erasure of a guest was asked for and done",
        "table passenger-accesses": "who used the profile, for its person",
        "log": "lines know a profile by it alone, for 30 days",
    },
    LOCATOR: {
        "table sandbox-ledger": "the simulated supplier's own books",
    },
    COST_CENTRE: {
        **dict.fromkeys(_ACCOUNTS, "the company's account, not a person"),
        "table budgets": "the company's account, not a person",
        "table webhook-deliveries": "events, with the company's account",
        "table list-exports": "which list was asked for as a file; a day",
    },
}


def may_stay(place: Place, kind: str) -> bool:
    """Whether traces of a kind may be left in a place."""
    allowed = KEPT.get(kind, {})
    return _known_as(place) in allowed or place.kind in allowed


def _known_as(place: Place) -> str:
    """Return how a place is listed here: a bucket without stage, account and region."""
    return re.sub(r"^bucket sojourn-[a-z]+-(.+?)-\d{12}.*$", r"bucket \1", str(place))
