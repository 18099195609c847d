"""Taking people out of a booking: names, and what was written about them or by them.

Places that are cities and airports, dates, prices, cost centres and the pseudonymous ids stay, for accounts and audit.
What a hotel was to be near goes with the words: its name is whatever somebody called it, and may be a home.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from chalicelib.domain.approvals.approval import ApprovalRequest, remove_remarks
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.mentions import ERASED_NAME, authors_of, is_traveller
from chalicelib.domain.bookings.revisions import Revision, without_words
from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.bookings.turns import without_said
from chalicelib.domain.offers.offers import Order
from chalicelib.domain.trip_requests.trip_request import Traveller

ERASED = Traveller(given_name=ERASED_NAME[0], family_name=ERASED_NAME[1])
ERASED_PROFILE = "erased"


def anonymise(booking: Booking, subjects: frozenset[str]) -> dict[str, Any]:
    """Return what to replace in a booking so that nothing in it tells of these people; nothing when nothing does.

    With who asked for it, and with each traveller, go all words and their own name; with who asked go those too whom
    they named, guests and whoever is a name alone. The names of other travellers with an account stay. Of who only
    decided on it goes what they wrote.
    """
    gone = _places_of(booking, subjects)
    if booking.requester_id in subjects or any(gone):
        after = _without_words(booking)
    elif authors_of(booking) & subjects:
        after = _without_remarks(booking, subjects)
    else:
        return {}
    return _differences(booking, _without_names(after, gone))


def anonymise_all(booking: Booking) -> dict[str, Any]:
    """Return what to replace in a booking so that it does not tell who travelled; nothing when it does not."""
    return _differences(booking, _without_names(_without_words(booking), [True] * len(booking.request.travellers)))


def names_until(booking: Booking, kept: timedelta) -> datetime | None:
    """Return until when a booking that has ended may tell who travelled: `kept` after the last day of the journey.
    None when it does not tell, or has not ended."""
    if not booking.terminal or not _names_anybody(booking):
        return None
    last = booking.request.ends_on
    return datetime(last.year, last.month, last.day, tzinfo=UTC) + kept


def _names_anybody(booking: Booking) -> bool:
    """Return whether anything is left to replace: a name as a rule, for which the rest need not be searched."""
    return any(each != ERASED for each in booking.request.travellers) or bool(anonymise_all(booking))


def only_of(booking: Booking, subjects: frozenset[str]) -> Booking:
    """Return a booking as it is shown to people who travel on it, for which others' names and ids are nobody's
    business."""
    others = [not place for place in _places_of(booking, subjects)]
    shown = _without_names(booking, others)
    travellers = tuple(
        msgspec.structs.replace(each, user_id=None) if other else each
        for each, other in zip(shown.travellers, others, strict=False)
    )
    known = {*subjects, booking.requester_id}
    barred = tuple(each for each in booking.barred if each in known)
    desk = tuple(each for each in booking.desk_user_ids if each in known)
    turns = tuple(each for each in shown.turns if each.by in subjects)
    return msgspec.structs.replace(
        shown, travellers=travellers, barred=barred, desk_user_ids=desk, waiting=None, turns=turns
    )


def remarks_of(booking: Booking, subjects: frozenset[str]) -> list[str]:
    """Return what these people wrote when they decided on a booking."""
    approval = booking.approval_request
    steps = [(step.decided_by, step.comment) for step in approval.steps] if approval else []
    final = [(approval.decided_by, approval.comment)] if approval else []
    returned = [(each.returned_by, each.comment) for each in booking.revisions]
    said = [comment for by, comment in (*steps, *final, *returned) if comment and by in subjects]
    return list(dict.fromkeys(said))


def _places_of(booking: Booking, subjects: frozenset[str]) -> list[bool]:
    """Return of each traveller whether they are to be taken out."""
    request = booking.request
    asked = booking.requester_id in subjects
    if booking.travellers:
        return [is_traveller(each, subjects) or (asked and each.user_id is None) for each in booking.travellers]
    if asked:
        return [True] * len(request.travellers)
    profiles = request.passenger_ids or (None,) * len(request.travellers)
    return [profile in subjects for profile in profiles]


def _without_names(booking: Booking, gone: list[bool]) -> Booking:
    """Return the booking without these travellers' names; and without the record locators, which open it at the
    supplier's, when nobody is left by name."""
    request = booking.request
    profiles = zip(request.passenger_ids, gone, strict=False)
    anonymous = msgspec.structs.replace(
        request,
        travellers=tuple(ERASED if out else who for who, out in zip(request.travellers, gone, strict=True)),
        passenger_ids=tuple(ERASED_PROFILE if out else each for each, out in profiles),
    )
    travellers = zip(booking.travellers, gone, strict=False)
    nobody_left = all(each == ERASED for each in anonymous.travellers)
    unnamed = msgspec.structs.replace(
        booking,
        request=anonymous,
        travellers=tuple(_without_name(each) if out else each for each, out in travellers),
        missing=tuple(each for each in booking.missing if not gone[each.traveller_index]),
        orders=tuple(map(_without_locator, booking.orders)) if nobody_left else booking.orders,
    )
    names = set(_names_of(booking, gone))
    return _without_mentions(unnamed, _mention_of(names)) if names else unnamed


def _names_of(booking: Booking, gone: list[bool]) -> Iterator[str]:
    """Yield what these travellers are called in texts, such as that of a violation, or of who has another trip."""
    asked_for = [each.full_name for each in booking.request.travellers]
    known = [each.full_name for each in booking.travellers]
    for names in (asked_for, known):
        yield from (name for name, out in zip(names, gone, strict=False) if out and name != ERASED.full_name)


def _mention_of(names: set[str]) -> re.Pattern[str]:
    """Return what finds the names in a text, as words of their own: a given and a family name, never one alone."""
    each = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{each})(?!\w)")


def _without_mentions(value: Any, names: re.Pattern[str]) -> Any:
    """Return a value, and whatever it holds, with all names taken out of its texts."""
    if type(value) is str:
        return names.sub(ERASED.full_name, value)
    if isinstance(value, tuple):
        return tuple(_without_mentions(each, names) for each in value)
    if isinstance(value, dict):
        return {key: _without_mentions(each, names) for key, each in value.items()}
    if not isinstance(value, msgspec.Struct):
        return value
    fields = {field: getattr(value, field) for field in value.__struct_fields__}
    changed = {field: _without_mentions(each, names) for field, each in fields.items()}
    if changed == fields:
        return value
    return msgspec.structs.replace(value, **changed)


def _without_words(booking: Booking) -> Booking:
    """Return the booking without anything that a person wrote."""
    approval, request = booking.approval_request, booking.request
    stays = tuple(msgspec.structs.replace(each, near=None) for each in request.stays)
    return msgspec.structs.replace(
        booking,
        request_text=None,
        request_reading=None,
        request=msgspec.structs.replace(request, purpose=None, stays=stays),
        revisions=tuple(map(without_words, booking.revisions)),
        turns=tuple(map(without_said, booking.turns)),
        approval_request=approval and remove_remarks(approval),
    )


def _without_remarks(booking: Booking, subjects: frozenset[str]) -> Booking:
    """Return the booking without what these people wrote when they decided on it, or acted for its parties."""
    approval = booking.approval_request
    acted = not subjects.isdisjoint(booking.desk_user_ids)
    revisions = map(without_words, booking.revisions) if acted else booking.revisions
    return msgspec.structs.replace(
        booking,
        turns=tuple(without_said(each) if each.by in subjects else each for each in booking.turns),
        revisions=tuple(_without_remark(each, subjects) for each in revisions),
        approval_request=approval and _silence(approval, subjects),
    )


def _without_remark(revision: Revision, subjects: frozenset[str]) -> Revision:
    return msgspec.structs.replace(revision, comment=None) if revision.returned_by in subjects else revision


def _silence(approval: ApprovalRequest, subjects: frozenset[str]) -> ApprovalRequest:
    steps = tuple(
        msgspec.structs.replace(step, comment=None) if step.decided_by in subjects else step for step in approval.steps
    )
    comment = None if approval.decided_by in subjects else approval.comment
    return msgspec.structs.replace(approval, comment=comment, steps=steps)


def _without_locator(order: Order) -> Order:
    return msgspec.structs.replace(order, encrypted_locator=None, locator_hash=None)


def _without_name(traveller: BookingTraveller) -> BookingTraveller:
    return msgspec.structs.replace(
        traveller, given_name=ERASED.given_name, family_name=ERASED.family_name, passenger_id=None
    )


def _differences(before: Booking, after: Booking) -> dict[str, Any]:
    return {
        field: getattr(after, field)
        for field in Booking.__struct_fields__
        if getattr(after, field) != getattr(before, field)
    }
