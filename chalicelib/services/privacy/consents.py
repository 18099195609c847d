"""Granting and withdrawing consents, and expiring old ones."""

from datetime import datetime, timedelta

from chalicelib import clock, settings
from chalicelib.domain.identity import Identity
from chalicelib.domain.privacy.consents import Consent, ConsentChangeReason, Purpose, end_consent, next_entry
from chalicelib.domain.value import Cursor
from chalicelib.domain.versions import require_version
from chalicelib.dynamodb.due_rows import Due, to_moment
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.errors import VersionConflict
from chalicelib.models import consents
from chalicelib.worklist import NOTHING, Part


def get_consent(identity: Identity, purpose: Purpose) -> Consent | None:
    """Return the caller's latest decision; None before the first."""
    return consents.find_consent(identity.user_id, purpose)


def decide(identity: Identity, purpose: Purpose, *, granted: bool, text_version: str, expected: int | None) -> Consent:
    """Grant or withdraw a consent; `expected` is the version that the caller has seen (0 before the first decision).

    A consent expires by itself after the stage's `consent_days`. Raises VersionConflict.
    """
    before = consents.find_consent(identity.user_id, purpose)
    require_version(before, expected, "The decision")
    now = clock.now()
    decision = next_entry(
        before,
        user_id=identity.user_id,
        purpose=purpose,
        granted=granted,
        text_version=text_version,
        now=now,
        expires_at=now + timedelta(days=settings.current().consent_days),
    )
    consents.add_consent(decision)
    return decision


def list_history(identity: Identity, purpose: Purpose, *, limit: int, start: Cursor | None) -> ResultPage[Consent]:
    """List a page of the caller's decisions for a purpose, the latest first, and where the next page starts."""
    return consents.list_history(identity.user_id, purpose, limit=limit, start=start)


def withdraw_all(user_id: str, reason: ConsentChangeReason) -> int:
    """Withdraw all consents of a person; how many were ended. Raises VersionConflict."""
    held = [found for purpose in Purpose if (found := consents.find_consent(user_id, purpose)) and found.granted]
    for consent in held:
        consents.add_consent(end_consent(consent, reason, clock.now()))
    return len(held)


def to_end(now: datetime) -> Part[Due]:
    """Return the consents whose time is over, as something to be recorded."""
    return Part(
        "consents",
        lambda: consents.list_expired(now),
        _end_expired,
        lambda due: {"userId": due.key[0], "entry": due.key[1]},
        due_at=lambda due: to_moment(due.due_at),
    )


def _end_expired(due: Due) -> str:
    consent = consents.get_decision(due)
    latest = consents.find_consent(consent.user_id, consent.purpose)
    ended = latest is not None and latest.version == consent.version and _end(latest)
    consents.unmark(consent)
    return "consents" if ended else NOTHING


def _end(consent: Consent) -> bool:
    try:
        consents.add_consent(end_consent(consent, ConsentChangeReason.EXPIRED, clock.now()))
    except VersionConflict:
        return False  # the person has decided anew at this moment
    return True
