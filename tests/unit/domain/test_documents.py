"""Which files are taken as what they are said to be, and when the owner of a travel document is reminded."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from chalicelib.domain import documents as rules
from chalicelib.domain.documents import (
    ContentType,
    Document,
    DocumentKind,
    DocumentRequest,
    DocumentStatus,
    FoundFile,
)
from tests.support.files import FILES, announcement

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
ID = "doc_01JQZXB2M4C6N8P0R2T4V6X8Z2"


def document(expires_on: date | None = None) -> Document:
    kind = DocumentKind.VISA if expires_on else DocumentKind.RECEIPT
    return rules.announce_document(announcement(kind=kind, expires_on=expires_on), ID, "ada", NOW)


def found(of: ContentType = ContentType.PDF, **changes: Any) -> FoundFile:
    new = announcement(of)
    truth = FoundFile(size_bytes=new.size_bytes, content_type=of.value, sha256=new.sha256, head=FILES[of])
    return msgspec.structs.replace(truth, **changes)


@pytest.mark.parametrize("content_type", list(ContentType))
def test_a_file_of_every_type_is_taken_as_what_it_is(content_type: ContentType) -> None:
    announced = rules.announce_document(announcement(content_type), ID, "ada", NOW)

    assert rules.judge(announced, found(content_type)) is None


@pytest.mark.parametrize("claimed", list(ContentType))
@pytest.mark.parametrize("body", [*FILES.values(), b"MZ\x90\x00", b"<svg onload=alert(1)>", b"<html>", b"\x00" * 64])
def test_a_file_is_taken_as_no_other_type(claimed: ContentType, body: bytes) -> None:
    announced = rules.announce_document(announcement(claimed, body), ID, "ada", NOW)
    file = FoundFile(size_bytes=len(body), content_type=claimed.value, sha256=announced.sha256, head=body)

    wrong = rules.judge(announced, file)

    assert (wrong is None) == (body == FILES[claimed])
    assert wrong is None or wrong.code == "content"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"size_bytes": 1}, "size"),
        ({"size_bytes": rules.LARGEST * 2, "sha256": "", "head": b""}, "size"),
        ({"content_type": "text/html"}, "content-type"),
        ({"content_type": "application/pdf; charset=utf-8"}, "content-type"),
        ({"sha256": "0" * 64}, "checksum"),
        ({"head": b" %PDF-1.7"}, "content"),
        ({"head": b""}, "content"),
    ],
)
def test_what_differs_from_the_announcement_is_named(changes: dict[str, Any], code: str) -> None:
    wrong = rules.judge(document(), found(**changes))

    assert wrong is not None
    assert wrong.code == code


@pytest.mark.parametrize(
    "name", ["a/b.pdf", "..\\b.pdf", "a\x00.pdf", "a\nb.pdf", "a\u202efdp.exe", "a\u2028.pdf", "", "x" * 197 + ".pdf"]
)
def test_a_name_that_could_deceive_does_not_decode(name: str) -> None:
    plain = {**msgspec.to_builtins(announcement()), "fileName": name}

    with pytest.raises(msgspec.ValidationError, match="fileName"):
        msgspec.convert(plain, DocumentRequest)


@pytest.mark.parametrize("name", ["hotel.exe", "hotel.pdf.exe", "hotel", "hotel.png", "hotel.pdf\n"])
def test_a_name_must_fit_the_type(name: str) -> None:
    assert [field for field, _ in rules.errors_in(announcement(file_name=name), TODAY)] == ["fileName"]


@pytest.mark.parametrize("name", ["hotel.PDF", "Flüge nach Kraków.pdf", "日程.pdf", '50% "off"; x=1.pdf'])
def test_a_name_may_be_of_any_language(name: str) -> None:
    assert (
        rules.errors_in(msgspec.convert(msgspec.to_builtins(announcement(file_name=name)), DocumentRequest), TODAY)
        == []
    )


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_only_what_lets_one_travel_expires(kind: DocumentKind) -> None:
    wrong = rules.errors_in(announcement(kind=kind, expires_on=TODAY), TODAY)

    assert (wrong == []) == (kind in {DocumentKind.VISA, DocumentKind.PASSPORT})


def test_what_has_expired_is_not_taken() -> None:
    past = announcement(kind=DocumentKind.PASSPORT, expires_on=TODAY - timedelta(days=1))

    assert [field for field, _ in rules.errors_in(past, TODAY)] == ["expiresOn"]


def reminders_of(expires_on: date, first: date, step: int = 1) -> list[tuple[int, date]]:
    """Walk from day to day as the sweeper does, looking only when something is due."""
    held, sent = rules.confirm_document(document(expires_on), NOW), []
    day = first
    while day <= expires_on + timedelta(days=100):
        now = datetime.combine(day, NOW.time(), UTC)
        if held.due_at is not None and held.due_at <= now:
            notice = rules.expiry_notice(held, day)
            if notice is None:
                held = rules.clear_due(held, now)
            else:
                sent.append((notice.days_before, day))
                held = rules.record_reminder(held, notice.days_before, now)
        day += timedelta(days=step)
    assert held.due_at is None
    return sent


def test_the_owner_is_reminded_three_times_once_each() -> None:
    expiry = TODAY + timedelta(days=400)

    assert reminders_of(expiry, TODAY) == [(days, expiry - timedelta(days=days)) for days in (90, 30, 7)]


@pytest.mark.parametrize(
    ("days_left", "expected"),
    [(91, [90, 30, 7]), (90, [90, 30, 7]), (89, [90, 30, 7]), (20, [30, 7]), (3, [7]), (0, [7])],
)
def test_a_document_that_comes_late_is_reminded_of_what_is_left(days_left: int, expected: list[int]) -> None:
    assert [days for days, _ in reminders_of(TODAY + timedelta(days=days_left), TODAY)] == expected


def test_a_sweeper_that_slept_reminds_of_the_nearest_only() -> None:
    expiry = TODAY + timedelta(days=100)

    assert [days for days, _ in reminders_of(expiry, TODAY, step=75)] == [30]


def test_nobody_is_reminded_after_the_expiry() -> None:
    expiry = TODAY + timedelta(days=100)

    assert reminders_of(expiry, expiry + timedelta(days=1)) == []


def test_what_does_not_expire_is_never_due() -> None:
    assert rules.confirm_document(document(), NOW).due_at is None


def test_every_move_is_a_new_version() -> None:
    first = document()
    moved = rules.delete_document(rules.confirm_document(first, NOW), NOW)

    assert (first.version, moved.version) == (1, 3)
    assert moved.status is DocumentStatus.DELETED


def test_an_event_has_one_id_for_each_reminder() -> None:
    notice = rules.expiry_notice(document(TODAY + timedelta(days=5)), TODAY)

    assert notice is not None
    assert rules.notice_id(notice) == "evt_01JQZXB2M4C6N8P0R2T4V6X8Z2_000007"
