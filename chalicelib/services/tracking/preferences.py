"""A person's own say over their positions: whether they consent, how exactly they share, at which hours not at all."""

from typing import NamedTuple

from chalicelib import clock
from chalicelib.domain.identity import Identity
from chalicelib.domain.privacy.consents import Consent
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.domain.tracking.preferences import QuietHours, TrackingPreferences, next_preferences
from chalicelib.domain.tracking.windows import TripWindow, chosen_level, least
from chalicelib.errors import FieldError, InvalidInput, VersionConflict
from chalicelib.models import consents, tracking_preferences
from chalicelib.services.privacy import consents as consent_service
from chalicelib.services.tracking.windows import PURPOSE, company_limits, find_open_window


class Tracking(NamedTuple):
    """What somebody says of their positions, and what follows from it. The `version` rises with every change of
    either."""

    consent: Consent | None
    preferences: TrackingPreferences | None

    @property
    def version(self) -> int:
        return sum(each.version for each in self if each is not None)

    @property
    def is_granted(self) -> bool:
        return self.consent is not None and self.consent.holds(clock.now())

    @property
    def effective_level(self) -> SharingLevel | None:
        """How exactly positions are kept on a trip; None when they are not."""
        return least(chosen_level(self.preferences), company_limits().level) if self.is_granted else None


def get_tracking(identity: Identity) -> Tracking:
    """Return what the caller says of their positions."""
    return Tracking(
        consents.find_consent(identity.user_id, PURPOSE), tracking_preferences.find_preferences(identity.user_id)
    )


def get_open_window(identity: Identity) -> TripWindow | None:
    """Return the window of a trip of the caller that is open now, if one is."""
    return find_open_window(identity.user_id, clock.now())


def set_tracking(
    identity: Identity,
    *,
    granted: bool,
    text_version: str | None,
    level: SharingLevel,
    quiet_hours: QuietHours | None,
    expected: int | None,
) -> Tracking:
    """Keep what the caller wants from now on. `expected` is the version that they have seen; None is any.

    What is said less of is written first: after a crash in between, less is shared than was asked for, and never more.
    Raises InvalidInput, VersionConflict, PersonErased for a consent that is granted, Unavailable.
    """
    before = get_tracking(identity)
    if expected is not None and expected != before.version:
        raise VersionConflict("What you want of your positions has changed meanwhile.")
    wanted = next_preferences(before.preferences, identity.user_id, level, quiet_hours, clock.now())
    if not granted:
        withdrawn = _decide(identity, before, text_version, granted=False)
        return Tracking(withdrawn, _keep(before.preferences, wanted))
    _require_level(level)
    _require_text_version(before, text_version)
    preferences = _keep(before.preferences, wanted)
    return Tracking(_decide(identity, before, text_version, granted=True), preferences)


def _decide(identity: Identity, before: Tracking, text_version: str | None, *, granted: bool) -> Consent | None:
    """Return the consent as it is decided; one that stands already, to the same text, is not decided again."""
    known = before.consent.text_version if before.consent else None
    text = text_version or known
    if text is None or (before.is_granted is granted and (not granted or text == known)):
        return before.consent
    seen = before.consent.version if before.consent else 0
    return consent_service.decide(identity, PURPOSE, granted=granted, text_version=text, expected=seen)


def _keep(before: TrackingPreferences | None, after: TrackingPreferences) -> TrackingPreferences:
    if before is not None and (before.level, before.quiet_hours) == (after.level, after.quiet_hours):
        return before
    tracking_preferences.replace_preferences(before, after)
    return after


def _require_level(level: SharingLevel) -> None:
    """Raise InvalidInput for a level that shows what the company does not let be kept."""
    most = company_limits().level
    if most is None:
        raise InvalidInput(
            "Positions cannot be shared.", [FieldError("/granted", "The company keeps no positions of anybody.")]
        )
    if least(level, most) is not level:
        allowed = ", ".join(each for each in SharingLevel if least(each, most) is each)
        raise InvalidInput(
            "Positions cannot be shared so exactly.", [FieldError("/level", f"The company allows: {allowed}.")]
        )


def _require_text_version(before: Tracking, text_version: str | None) -> None:
    if text_version is None and not before.is_granted:
        detail = "Give the version of the consent text that the person has read."
        raise InvalidInput("A consent needs its text.", [FieldError("/textVersion", detail)])
