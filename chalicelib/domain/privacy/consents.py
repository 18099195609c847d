"""What a person allows to be done with what is known of them, and the history of it, to which is only added."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.value import Value


class Purpose(StrEnum):
    """A purpose of data use that needs consent."""

    LOCATION_TRACKING = "location_tracking"
    DOCUMENT_STORAGE = "document_storage"
    TRIP_SHARING = "trip_sharing"
    TRAVEL_ANALYTICS = "travel_analytics"
    TRAVEL_OFFERS = "travel_offers"


class ConsentChangeReason(StrEnum):
    """Why an entry of the consent history was made."""

    DECIDED = "decided"
    EXPIRED = "expired"
    ERASED = "erased"


TextVersion = Annotated[
    str,
    msgspec.Meta(
        pattern="^[A-Za-z0-9._-]{1,40}$",
        description="Version of the consent text that the person saw",
        examples=["2026-11-en"],
    ),
]


class Consent(Value, frozen=True):
    """An entry of a person's consent history for one purpose; `version` counts the entries."""

    user_id: str
    purpose: Annotated[Purpose, msgspec.Meta(description="Use of data that the consent is for")]
    version: Annotated[int, msgspec.Meta(ge=1, description="Entries of the purpose are counted from 1")]
    granted: Annotated[bool, msgspec.Meta(description="Whether the consent was in effect from then on")]
    text_version: TextVersion
    decided_at: Annotated[datetime, msgspec.Meta(description="When the entry was made")]
    expires_at: Annotated[datetime | None, msgspec.Meta(description="The consent expires then; null if withdrawn")]
    reason: Annotated[ConsentChangeReason, msgspec.Meta(description="Why the entry was made")] = (
        ConsentChangeReason.DECIDED
    )

    def holds(self, now: datetime) -> bool:
        """Return whether consent is given at this moment."""
        return self.granted and (self.expires_at is None or now < self.expires_at)


def next_entry(
    before: Consent | None,
    *,
    user_id: str,
    purpose: Purpose,
    granted: bool,
    text_version: str,
    now: datetime,
    expires_at: datetime | None,
) -> Consent:
    """Return what a person decides, after what they decided before."""
    return Consent(
        user_id=user_id,
        purpose=purpose,
        version=before.version + 1 if before else 1,
        granted=granted,
        text_version=text_version,
        decided_at=now,
        expires_at=expires_at if granted else None,
    )


def end_consent(before: Consent, reason: ConsentChangeReason, now: datetime) -> Consent:
    """Consent leave without its person's doing."""
    return msgspec.structs.replace(
        before, version=before.version + 1, granted=False, decided_at=now, expires_at=None, reason=reason
    )
