"""Every operation of the API as a method. Written by `make client`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, Literal

from sojourn_client import models
from sojourn_client.base import Answer, Page
from sojourn_client.calls import Calls, segment


class Operations(Calls):
    """One method an operation, under its name in the description."""

    def list_approvals(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        scope: Literal["all", "mine"] | None = None,
        known: Answer[Page[models.ApprovalTask]] | None = None,
    ) -> Answer[Page[models.ApprovalTask]]:
        """What waits for my approval, the earliest deadline first.

        What names me, whom I stand in for today, or a pool that I belong to. A page may be short although
        more follow. `scope=all` is for travel managers.

        For everybody who is signed in.
        """
        return self._call(
            "GET",
            "/v1/approvals",
            Page[models.ApprovalTask],
            query={"limit": limit, "cursor": cursor, "scope": scope},
            known=known,
        )

    def all_approvals(
        self, *, limit: int | None = None, scope: Literal["all", "mine"] | None = None
    ) -> Iterator[models.ApprovalTask]:
        """As `list_approvals`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_approvals(limit=limit, scope=scope, cursor=cursor))

    def create_booking(
        self, body: models.BookingAsk, *, idempotency_key: str | None = None
    ) -> Answer[models.BookingAccepted]:
        """Ask for a trip.

        Send the request in words, or as fields. What can be read in more than one way comes back as
        questions; send the same again with `answers`. The work goes on after the answer: watch `eventsUrl`.

        Needs the role traveller.
        """
        return self._call(
            "POST", "/v1/bookings", models.BookingAccepted, body=body, idempotency_key=idempotency_key, keyed=True
        )

    def list_bookings(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        state: models.State | None = None,
        known: Answer[Page[models.BookingSummary]] | None = None,
    ) -> Answer[Page[models.BookingSummary]]:
        """My bookings, newest first.

        For everybody who is signed in.
        """
        return self._call(
            "GET",
            "/v1/bookings",
            Page[models.BookingSummary],
            query={"limit": limit, "cursor": cursor, "state": state},
            known=known,
        )

    def all_bookings(
        self, *, limit: int | None = None, state: models.State | None = None
    ) -> Iterator[models.BookingSummary]:
        """As `list_bookings`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_bookings(limit=limit, state=state, cursor=cursor))

    def get_booking(
        self, booking_id: str, *, known: Answer[models.BookingView] | None = None
    ) -> Answer[models.BookingView]:
        """One booking, with its options and verdicts.

        For everybody who is signed in.
        """
        return self._call("GET", f"/v1/bookings/{segment(booking_id)}", models.BookingView, known=known)

    def decide_approval(
        self, booking_id: str, body: models.ApprovalDecision, *, idempotency_key: str | None = None
    ) -> Answer[models.BookingView]:
        """Approve, reject or send back.

        The decision counts for the offers, the price and the policy version that the hash covers, no
        others. `sent_back` lets the traveller revise the request; it needs a comment.

        Possible while the booking is `awaiting_approval`.

        For everybody who is signed in.
        """
        return self._call(
            "POST",
            f"/v1/bookings/{segment(booking_id)}/approval",
            models.BookingView,
            body=body,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def list_audit(
        self,
        booking_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        known: Answer[Page[models.AuditEntry]] | None = None,
    ) -> Answer[Page[models.AuditEntry]]:
        """The audit chain of a booking, from its beginning.

        For everybody who is signed in.
        """
        return self._call(
            "GET",
            f"/v1/bookings/{segment(booking_id)}/audit",
            Page[models.AuditEntry],
            query={"limit": limit, "cursor": cursor},
            known=known,
        )

    def all_audit(self, booking_id: str, *, limit: int | None = None) -> Iterator[models.AuditEntry]:
        """As `list_audit`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_audit(booking_id, limit=limit, cursor=cursor))

    def verify_audit(
        self, booking_id: str, *, known: Answer[models.Verification] | None = None
    ) -> Answer[models.Verification]:
        """Whether the audit chain is whole, or the first entry that breaks it.

        For everybody who is signed in.
        """
        return self._call(
            "GET", f"/v1/bookings/{segment(booking_id)}/audit/verification", models.Verification, known=known
        )

    def cancel_booking(self, booking_id: str, *, idempotency_key: str | None = None) -> Answer[models.BookingView]:
        """Call a booking off before it is bought.

        Possible while the booking is `awaiting_selection` or `awaiting_approval` or `revising`.

        For everybody who is signed in.
        """
        return self._call(
            "POST",
            f"/v1/bookings/{segment(booking_id)}/cancellation",
            models.BookingView,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def recall_booking(
        self, booking_id: str, body: models.RecallAsk, *, idempotency_key: str | None = None
    ) -> Answer[models.BookingView]:
        """Take a booking back from its approver, to revise it.

        What was held and reserved is given back. Send `{}` where there is nothing to say.

        Possible while the booking is `awaiting_approval`.

        For everybody who is signed in.
        """
        return self._call(
            "POST",
            f"/v1/bookings/{segment(booking_id)}/recall",
            models.BookingView,
            body=body,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def revise_booking(
        self, booking_id: str, body: models.RevisionAsk, *, idempotency_key: str | None = None
    ) -> Answer[models.BookingView]:
        """Revise a booking that has come back.

        Name what changes; `{}` plans the same trip afresh, so that another option may be chosen. It is
        planned under the policy of today: watch `eventsUrl`.

        Possible while the booking is `revising`.

        For everybody who is signed in.
        """
        return self._call(
            "POST",
            f"/v1/bookings/{segment(booking_id)}/revision",
            models.BookingView,
            body=body,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def select_option(
        self, booking_id: str, body: models.Selection, *, idempotency_key: str | None = None
    ) -> Answer[models.BookingView]:
        """Choose an option.

        Reserves the price on the cost centre's budget; holding, approval and buying go on by themselves.

        Possible while the booking is `awaiting_selection`.

        For everybody who is signed in.
        """
        return self._call(
            "POST",
            f"/v1/bookings/{segment(booking_id)}/selection",
            models.BookingView,
            body=body,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def create_quote(
        self, booking_id: str, body: models.QuoteAsk, *, idempotency_key: str | None = None
    ) -> Answer[models.QuoteView]:
        """Ask what changing a booking would cost.

        Fee and refund for each segment, and where the refund goes. Nothing happens until the quote is
        confirmed; it can be until `expiresAt`, on exactly these terms, while the booking stays as it is. A
        date change, of a trip or one way of it, names what would be bought instead, with its verdict.

        Possible while the booking is `booked`.

        For everybody who is signed in.
        """
        return self._call(
            "POST",
            f"/v1/bookings/{segment(booking_id)}/quotes",
            models.QuoteView,
            body=body,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def get_quote(
        self, booking_id: str, quote_id: str, *, known: Answer[models.QuoteView] | None = None
    ) -> Answer[models.QuoteView]:
        """One quote, and what may become of it.

        For everybody who is signed in.
        """
        return self._call(
            "GET", f"/v1/bookings/{segment(booking_id)}/quotes/{segment(quote_id)}", models.QuoteView, known=known
        )

    def confirm_quote(
        self, booking_id: str, quote_id: str, *, idempotency_key: str | None = None
    ) -> Answer[models.BookingView]:
        """Agree to a quote.

        The booking becomes `changing`, and is `booked` again or `cancelled` when it is settled, with a
        receipt. Of a date change, `change.replacementId` names the booking that takes its place once that
        is bought. Confirming a quote again changes nothing. Watch `eventsUrl`.

        Possible while the booking is `booked`.

        For everybody who is signed in.
        """
        return self._call(
            "POST",
            f"/v1/bookings/{segment(booking_id)}/quotes/{segment(quote_id)}/confirmation",
            models.BookingView,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def list_receipts(
        self,
        booking_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        known: Answer[Page[models.Receipt]] | None = None,
    ) -> Answer[Page[models.Receipt]]:
        """What was given back of a booking, and where the money went.

        One receipt for each confirmed change that is settled, the oldest first.

        For everybody who is signed in.
        """
        return self._call(
            "GET",
            f"/v1/bookings/{segment(booking_id)}/receipts",
            Page[models.Receipt],
            query={"limit": limit, "cursor": cursor},
            known=known,
        )

    def all_receipts(self, booking_id: str, *, limit: int | None = None) -> Iterator[models.Receipt]:
        """As `list_receipts`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_receipts(booking_id, limit=limit, cursor=cursor))

    def decide_supplier_change(
        self, booking_id: str, change_id: str, body: models.ChangeDecision, *, idempotency_key: str | None = None
    ) -> Answer[models.BookingView]:
        """Accept or decline a schedule change.

        Declining gives the segment back for nothing, and makes the booking `changing` until that is
        settled. A change that nobody has declined by `respondBy` stands. Deciding the same again changes
        nothing.

        Possible while the booking is `booked`.

        For everybody who is signed in.
        """
        return self._call(
            "POST",
            f"/v1/bookings/{segment(booking_id)}/supplier-changes/{segment(change_id)}/decision",
            models.BookingView,
            body=body,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def receive_notice(self, supplier: str, body: models.SupplierNotice) -> Answer[models.NoticeTaken]:
        """Take a supplier's notice of a change.

        For suppliers, not for people: signed as Standard Webhooks has it, with `webhook-id`, `webhook-
        timestamp` and `webhook-signature` over the body as it is, at most five minutes old. A notice counts
        once, whatever has become of its order; 503 asks to send it again.

        Needs no token.
        """
        return self._call("POST", f"/v1/suppliers/{segment(supplier)}/notices", models.NoticeTaken, body=body)

    def list_budgets(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        period: str | None = None,
        known: Answer[Page[models.BudgetView]] | None = None,
    ) -> Answer[Page[models.BudgetView]]:
        """The budgets of a period, by cost centre.

        As they were a moment ago; one budget by itself is shown as it stands.

        Needs the role travel-manager.
        """
        return self._call(
            "GET",
            "/v1/budgets",
            Page[models.BudgetView],
            query={"limit": limit, "cursor": cursor, "period": period},
            known=known,
        )

    def all_budgets(self, *, limit: int | None = None, period: str | None = None) -> Iterator[models.BudgetView]:
        """As `list_budgets`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_budgets(limit=limit, period=period, cursor=cursor))

    def get_budget(
        self, cost_centre: str, period: str, *, known: Answer[models.BudgetView] | None = None
    ) -> Answer[models.BudgetView]:
        """One budget as it stands.

        Needs the role travel-manager or approver.
        """
        return self._call(
            "GET", f"/v1/budgets/{segment(cost_centre)}/{segment(period)}", models.BudgetView, known=known
        )

    def set_budget(
        self, cost_centre: str, period: str, body: models.BudgetLimit, *, if_match: Answer[Any] | str
    ) -> Answer[models.BudgetView]:
        """Make a budget, or change its limit and where it warns.

        Send `If-Match: "v0"` to make a new one, the ETag that you read to change one, or `*` for either.
        Reaching a threshold of `warnAt` (80 and 95 unless said otherwise) is told once, as the event
        `budget.threshold_reached`.

        Needs the role travel-manager.
        """
        return self._call(
            "PUT",
            f"/v1/budgets/{segment(cost_centre)}/{segment(period)}",
            models.BudgetView,
            body=body,
            if_match=if_match,
        )

    def read_calendar(self, token: str, *, known: Answer[str] | None = None) -> Answer[str]:
        """A calendar, for programs that subscribe to one (RFC 5545).

        It shows no confirmation numbers. An address that was taken back is 404 at once.

        Needs no token.
        """
        return self._call("GET", f"/v1/calendars/{segment(token)}", str, known=known)

    def open_my_calendar(self, *, idempotency_key: str | None = None) -> Answer[models.CalendarAddress]:
        """Open a calendar of all my trips.

        It goes back three months and holds the latest hundred trips. Whoever has the address reads the
        calendar: keep it as you keep a password. It is shown once and cannot be asked for again. Opening
        the calendar again gives a new address and takes the old one back, unless it is the same request
        under the same Idempotency-Key: what is kept for that can be opened with the key alone.

        For everybody who is signed in.
        """
        return self._call(
            "POST", "/v1/me/calendar", models.CalendarAddress, idempotency_key=idempotency_key, keyed=True
        )

    def get_my_calendar(self, *, known: Answer[models.OpenCalendar] | None = None) -> Answer[models.OpenCalendar]:
        """Whether the calendar of all my trips is open.

        For everybody who is signed in.
        """
        return self._call("GET", "/v1/me/calendar", models.OpenCalendar, known=known)

    def close_my_calendar(self) -> Answer[None]:
        """Take the address of the calendar of all my trips back.

        For everybody who is signed in.
        """
        return self._call("DELETE", "/v1/me/calendar", type(None))

    def open_trip_calendar(self, trip_id: str, *, idempotency_key: str | None = None) -> Answer[models.CalendarAddress]:
        """Open a calendar of a trip.

        Whoever has the address reads the calendar: keep it as you keep a password. It is shown once and
        cannot be asked for again. Opening the calendar again gives a new address and takes the old one
        back, unless it is the same request under the same Idempotency-Key: what is kept for that can be
        opened with the key alone.

        For everybody who is signed in.
        """
        return self._call(
            "POST",
            f"/v1/trips/{segment(trip_id)}/calendar",
            models.CalendarAddress,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def get_trip_calendar(
        self, trip_id: str, *, known: Answer[models.OpenCalendar] | None = None
    ) -> Answer[models.OpenCalendar]:
        """Whether my calendar of a trip is open.

        For everybody who is signed in.
        """
        return self._call("GET", f"/v1/trips/{segment(trip_id)}/calendar", models.OpenCalendar, known=known)

    def close_trip_calendar(self, trip_id: str) -> Answer[None]:
        """Take the address of my calendar of a trip back.

        For everybody who is signed in.
        """
        return self._call("DELETE", f"/v1/trips/{segment(trip_id)}/calendar", type(None))

    def list_compensations(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        known: Answer[Page[models.Compensation]] | None = None,
    ) -> Answer[Page[models.Compensation]]:
        """What could not be undone, the longest waiting first.

        A page may be short although more follow: what has just been undone is left out.

        Needs the role operator.
        """
        return self._call(
            "GET", "/v1/compensations", Page[models.Compensation], query={"limit": limit, "cursor": cursor}, known=known
        )

    def all_compensations(self, *, limit: int | None = None) -> Iterator[models.Compensation]:
        """As `list_compensations`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_compensations(limit=limit, cursor=cursor))

    def get_compensation(
        self, booking_id: str, *, known: Answer[models.Compensation] | None = None
    ) -> Answer[models.Compensation]:
        """What is left to undo of one booking.

        Once all is undone it says how the booking has ended. A booking that undid itself is not here.

        Needs the role operator.
        """
        return self._call("GET", f"/v1/compensations/{segment(booking_id)}", models.Compensation, known=known)

    def retry_compensation(self, booking_id: str, *, idempotency_key: str | None = None) -> Answer[models.Compensation]:
        """Try to undo it again now.

        It is tried again by itself, after a minute at first and every hour in the end; this does not wait
        for that. Read `Location` to see what came of it.

        Needs the role operator.
        """
        return self._call(
            "POST",
            f"/v1/compensations/{segment(booking_id)}/retry",
            models.Compensation,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def list_consents(
        self, *, known: Answer[Page[models.ConsentView]] | None = None
    ) -> Answer[Page[models.ConsentView]]:
        """What I allow, purpose by purpose.

        For everybody who is signed in.
        """
        return self._call("GET", "/v1/consents", Page[models.ConsentView], known=known)

    def get_consent(
        self, purpose: str, *, known: Answer[models.ConsentView] | None = None
    ) -> Answer[models.ConsentView]:
        """Whether I allow one thing.

        For everybody who is signed in.
        """
        return self._call("GET", f"/v1/consents/{segment(purpose)}", models.ConsentView, known=known)

    def decide_consent(
        self, purpose: str, body: models.Decision, *, if_match: Answer[Any] | str
    ) -> Answer[models.ConsentView]:
        """Give leave, or take it back.

        Send `If-Match: "v0"` for the first decision, then the ETag that you read, or `*` for either.

        For everybody who is signed in.
        """
        return self._call("PUT", f"/v1/consents/{segment(purpose)}", models.ConsentView, body=body, if_match=if_match)

    def list_consent_history(
        self,
        purpose: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        known: Answer[Page[models.Consent]] | None = None,
    ) -> Answer[Page[models.Consent]]:
        """How I decided before, the latest first.

        For everybody who is signed in.
        """
        return self._call(
            "GET",
            f"/v1/consents/{segment(purpose)}/history",
            Page[models.Consent],
            query={"limit": limit, "cursor": cursor},
            known=known,
        )

    def all_consent_history(self, purpose: str, *, limit: int | None = None) -> Iterator[models.Consent]:
        """As `list_consent_history`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_consent_history(purpose, limit=limit, cursor=cursor))

    def list_credits(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        employee_id: str | None = None,
        known: Answer[Page[models.Credit]] | None = None,
    ) -> Answer[Page[models.Credit]]:
        """My travel credits, the oldest first.

        Those that are used up or have expired, too: `left` and `expiresAt` tell.

        For everybody who is signed in.
        """
        return self._call(
            "GET",
            "/v1/credits",
            Page[models.Credit],
            query={"limit": limit, "cursor": cursor, "employeeId": employee_id},
            known=known,
        )

    def all_credits(self, *, limit: int | None = None, employee_id: str | None = None) -> Iterator[models.Credit]:
        """As `list_credits`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_credits(limit=limit, employee_id=employee_id, cursor=cursor))

    def get_docs(self, *, known: Answer[str] | None = None) -> Answer[str]:
        """The reference, as a page to read.

        Needs no token.
        """
        return self._call("GET", "/v1/docs", str, known=known)

    def get_health(self, *, known: Answer[models.HealthView] | None = None) -> Answer[models.HealthView]:
        """How the service is.

        200 when every dependency answers, 503 with the same body when one does not.

        Needs no token.
        """
        return self._call("GET", "/v1/health", models.HealthView, known=known)

    def get_me(self, *, known: Answer[models.MeView] | None = None) -> Answer[models.MeView]:
        """Who I am here.

        For everybody who is signed in.
        """
        return self._call("GET", "/v1/me", models.MeView, known=known)

    def get_openapi(self, *, known: Answer[dict[str, Any]] | None = None) -> Answer[dict[str, Any]]:
        """This document.

        Needs no token.
        """
        return self._call("GET", "/v1/openapi.json", dict[str, Any], known=known)

    def announce_document(
        self, body: models.NewDocument, *, idempotency_key: str | None = None
    ) -> Answer[models.DocumentAnnounced]:
        """Announce a document, and get the form to upload it with.

        The form takes exactly the announced file for five minutes. Then confirm. What is not confirmed
        within a day is forgotten.

        For everybody who is signed in.
        """
        return self._call(
            "POST", "/v1/documents", models.DocumentAnnounced, body=body, idempotency_key=idempotency_key, keyed=True
        )

    def list_documents(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        kind: models.DocumentsDocumentKind | None = None,
        trip_id: str | None = None,
        known: Answer[Page[models.DocumentsDocumentView]] | None = None,
    ) -> Answer[Page[models.DocumentsDocumentView]]:
        """My documents, newest first.

        For everybody who is signed in.
        """
        return self._call(
            "GET",
            "/v1/documents",
            Page[models.DocumentsDocumentView],
            query={"limit": limit, "cursor": cursor, "kind": kind, "tripId": trip_id},
            known=known,
        )

    def all_documents(
        self, *, limit: int | None = None, kind: models.DocumentsDocumentKind | None = None, trip_id: str | None = None
    ) -> Iterator[models.DocumentsDocumentView]:
        """As `list_documents`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_documents(limit=limit, kind=kind, trip_id=trip_id, cursor=cursor))

    def get_document(
        self, document_id: str, *, known: Answer[models.DocumentsDocumentView] | None = None
    ) -> Answer[models.DocumentsDocumentView]:
        """One document.

        For everybody who is signed in.
        """
        return self._call("GET", f"/v1/documents/{segment(document_id)}", models.DocumentsDocumentView, known=known)

    def delete_document(self, document_id: str, *, if_match: Answer[Any] | str | None = None) -> Answer[None]:
        """Delete a document and its file.

        Send If-Match to delete only what you have seen.

        For everybody who is signed in.
        """
        return self._call("DELETE", f"/v1/documents/{segment(document_id)}", type(None), if_match=if_match)

    def confirm_document(
        self, document_id: str, *, idempotency_key: str | None = None
    ) -> Answer[models.DocumentsDocumentView]:
        """Have the uploaded file checked and kept.

        Look at `state` in the answer: `confirmed`, or `rejected` with the reason when the file is not the
        announced one in size, type, checksum or content; then it is gone, and a new document must be
        announced. 409 when nothing has been uploaded yet: confirm again, under another Idempotency-Key,
        once it has.

        For everybody who is signed in.
        """
        return self._call(
            "POST",
            f"/v1/documents/{segment(document_id)}/confirmation",
            models.DocumentsDocumentView,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def link_document(
        self, document_id: str, *, known: Answer[models.DownloadLink] | None = None
    ) -> Answer[models.DownloadLink]:
        """A link to a document's file, valid for one minute.

        The link needs no token. It gives the file as an attachment; compare its SHA-256 with the one here.

        For everybody who is signed in.
        """
        return self._call("GET", f"/v1/documents/{segment(document_id)}/download", models.DownloadLink, known=known)

    def list_employees(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        cost_centre: str | None = None,
        manager_id: str | None = None,
        active: bool | None = None,
        known: Answer[Page[models.Employee]] | None = None,
    ) -> Answer[Page[models.Employee]]:
        """People, by name.

        A page may be short although more follow.

        Needs the role travel-manager.
        """
        return self._call(
            "GET",
            "/v1/employees",
            Page[models.Employee],
            query={
                "limit": limit,
                "cursor": cursor,
                "costCentre": cost_centre,
                "managerId": manager_id,
                "active": active,
            },
            known=known,
        )

    def all_employees(
        self,
        *,
        limit: int | None = None,
        cost_centre: str | None = None,
        manager_id: str | None = None,
        active: bool | None = None,
    ) -> Iterator[models.Employee]:
        """As `list_employees`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(
            lambda cursor: self.list_employees(
                limit=limit, cost_centre=cost_centre, manager_id=manager_id, active=active, cursor=cursor
            )
        )

    def get_employee(
        self, employee_id: str, *, known: Answer[models.Employee] | None = None
    ) -> Answer[models.Employee]:
        """One person.

        Needs the role travel-manager.
        """
        return self._call("GET", f"/v1/employees/{segment(employee_id)}", models.Employee, known=known)

    def put_employee(
        self, employee_id: str, body: models.EmployeeDetails, *, if_match: Answer[Any] | str
    ) -> Answer[models.Employee]:
        """Keep a new person, or replace what is kept.

        Send `If-Match: "v0"` for a new person, the ETag that you read to replace one, or `*` for either. A
        manager and a delegate have to be kept already, and no line of managers may lead back to where it
        starts.

        Needs the role travel-manager.
        """
        return self._call("PUT", f"/v1/employees/{segment(employee_id)}", models.Employee, body=body, if_match=if_match)

    def change_employee(
        self, employee_id: str, body: models.EmployeePatch, *, if_match: Answer[Any] | str
    ) -> Answer[models.Employee]:
        """Change what is kept of a person.

        A JSON Merge Patch (RFC 7396), as `application/merge-patch+json` or `application/json`.

        Needs the role travel-manager.
        """
        return self._call(
            "PATCH", f"/v1/employees/{segment(employee_id)}", models.Employee, body=body, if_match=if_match
        )

    def deactivate_employee(self, employee_id: str, *, if_match: Answer[Any] | str | None = None) -> Answer[None]:
        """Note that a person has left.

        The record stays, inactive: who is below keeps their place in the line. Who left is asked nothing.

        Needs the role travel-manager.
        """
        return self._call("DELETE", f"/v1/employees/{segment(employee_id)}", type(None), if_match=if_match)

    def set_delegation(self, body: models.Delegation, *, if_match: Answer[Any] | str) -> Answer[models.Employee]:
        """Let somebody stand in for me.

        They decide in your place; both days count (UTC). `If-Match` takes the ETag of `/v1/me/employee`.

        For everybody who is signed in.
        """
        return self._call("PUT", "/v1/me/delegation", models.Employee, body=body, if_match=if_match)

    def end_delegation(self, *, if_match: Answer[Any] | str | None = None) -> Answer[None]:
        """Nobody stands in for me any more.

        For everybody who is signed in.
        """
        return self._call("DELETE", "/v1/me/delegation", type(None), if_match=if_match)

    def get_my_employee(self, *, known: Answer[models.Employee] | None = None) -> Answer[models.Employee]:
        """What is kept of me as an employee.

        For everybody who is signed in.
        """
        return self._call("GET", "/v1/me/employee", models.Employee, known=known)

    def create_item(self, body: models.ItemDetails, *, idempotency_key: str | None = None) -> Answer[models.ItemView]:
        """Add an item.

        With `tripId` it hangs on that trip, which must be yours or shared with you for writing.

        For everybody who is signed in.
        """
        return self._call("POST", "/v1/items", models.ItemView, body=body, idempotency_key=idempotency_key, keyed=True)

    def list_items(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        status: models.ItemStatus | None = None,
        trip_id: str | None = None,
        known: Answer[Page[models.ItemView]] | None = None,
    ) -> Answer[Page[models.ItemView]]:
        """My items, newest first; or a trip's, in order of their start.

        Items whose time has run out are passed over, as are a trip's in another `status`: a page may be
        short although `nextCursor` says that more follow.

        For everybody who is signed in.
        """
        return self._call(
            "GET",
            "/v1/items",
            Page[models.ItemView],
            query={"limit": limit, "cursor": cursor, "status": status, "tripId": trip_id},
            known=known,
        )

    def all_items(
        self, *, limit: int | None = None, status: models.ItemStatus | None = None, trip_id: str | None = None
    ) -> Iterator[models.ItemView]:
        """As `list_items`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_items(limit=limit, status=status, trip_id=trip_id, cursor=cursor))

    def get_item(self, item_id: str, *, known: Answer[models.ItemView] | None = None) -> Answer[models.ItemView]:
        """One item.

        For everybody who is signed in.
        """
        return self._call("GET", f"/v1/items/{segment(item_id)}", models.ItemView, known=known)

    def replace_item(
        self, item_id: str, body: models.ItemDetails, *, if_match: Answer[Any] | str
    ) -> Answer[models.ItemView]:
        """Write an item anew.

        What is not given is taken away. What the supplier decides of a booked item must be given as it is.

        For everybody who is signed in.
        """
        return self._call("PUT", f"/v1/items/{segment(item_id)}", models.ItemView, body=body, if_match=if_match)

    def change_item(
        self, item_id: str, body: models.ItemPatch, *, if_match: Answer[Any] | str
    ) -> Answer[models.ItemView]:
        """Change an item.

        A JSON Merge Patch (RFC 7396), as `application/merge-patch+json` or `application/json`.

        For everybody who is signed in.
        """
        return self._call("PATCH", f"/v1/items/{segment(item_id)}", models.ItemView, body=body, if_match=if_match)

    def delete_item(self, item_id: str, *, if_match: Answer[Any] | str | None = None) -> Answer[None]:
        """Remove an item.

        With `If-Match`, only if nobody has changed it since. What was booked goes with its trip.

        For everybody who is signed in.
        """
        return self._call("DELETE", f"/v1/items/{segment(item_id)}", type(None), if_match=if_match)

    def add_passenger(
        self, body: models.NewPassenger, *, idempotency_key: str | None = None
    ) -> Answer[models.PassengerView]:
        """Keep a profile.

        Your own, one at most, or that of a guest.

        For everybody who is signed in.
        """
        return self._call(
            "POST", "/v1/passengers", models.PassengerView, body=body, idempotency_key=idempotency_key, keyed=True
        )

    def list_passengers(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        relation: models.Relation | None = None,
        known: Answer[Page[models.PassengerSummary]] | None = None,
    ) -> Answer[Page[models.PassengerSummary]]:
        """The profiles that I may book for.

        For everybody who is signed in.
        """
        return self._call(
            "GET",
            "/v1/passengers",
            Page[models.PassengerSummary],
            query={"limit": limit, "cursor": cursor, "relation": relation},
            known=known,
        )

    def all_passengers(
        self, *, limit: int | None = None, relation: models.Relation | None = None
    ) -> Iterator[models.PassengerSummary]:
        """As `list_passengers`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_passengers(limit=limit, relation=relation, cursor=cursor))

    def get_passenger(
        self, passenger_id: str, *, reveal: bool | None = None, known: Answer[models.PassengerView] | None = None
    ) -> Answer[models.PassengerView]:
        """One profile, masked unless it is to be revealed.

        For everybody who is signed in.
        """
        return self._call(
            "GET",
            f"/v1/passengers/{segment(passenger_id)}",
            models.PassengerView,
            query={"reveal": reveal},
            known=known,
        )

    def change_passenger(
        self, passenger_id: str, body: models.PassengerDetails, *, if_match: Answer[Any] | str
    ) -> Answer[models.PassengerView]:
        """Replace a profile.

        Read it with `reveal=true` first: a masked number is refused, and what is left out is forgotten.

        For everybody who is signed in.
        """
        return self._call(
            "PUT", f"/v1/passengers/{segment(passenger_id)}", models.PassengerView, body=body, if_match=if_match
        )

    def remove_passenger(self, passenger_id: str, *, if_match: Answer[Any] | str | None = None) -> Answer[None]:
        """Forget a profile.

        For everybody who is signed in.
        """
        return self._call("DELETE", f"/v1/passengers/{segment(passenger_id)}", type(None), if_match=if_match)

    def list_accesses(
        self,
        passenger_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        known: Answer[Page[models.PassengersAccess]] | None = None,
    ) -> Answer[Page[models.PassengersAccess]]:
        """Who saw or used a profile, the latest first.

        For everybody who is signed in.
        """
        return self._call(
            "GET",
            f"/v1/passengers/{segment(passenger_id)}/accesses",
            Page[models.PassengersAccess],
            query={"limit": limit, "cursor": cursor},
            known=known,
        )

    def all_accesses(self, passenger_id: str, *, limit: int | None = None) -> Iterator[models.PassengersAccess]:
        """As `list_accesses`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_accesses(passenger_id, limit=limit, cursor=cursor))

    def get_policy(self, *, known: Answer[models.Policy] | None = None) -> Answer[models.Policy]:
        """The travel policy that is in effect.

        For everybody who is signed in.
        """
        return self._call("GET", "/v1/policies/current", models.Policy, known=known)

    def publish_policy(self, body: models.PolicyDocument, *, if_match: Answer[Any] | str) -> Answer[models.Policy]:
        """Publish the next version of the travel policy.

        Send `If-Match: "v0"` for the first version, otherwise the ETag of the newest version, or `*`.

        Needs the role travel-manager.
        """
        return self._call("PUT", "/v1/policies/current", models.Policy, body=body, if_match=if_match)

    def request_erasure(
        self, body: models.PrivacyAsk, *, idempotency_key: str | None = None
    ) -> Answer[models.ErasureView]:
        """Have a person forgotten.

        Removes the profile, guests, documents, sharing and what was written by hand; takes the person out
        of bookings and booked trips. Accounts and audit keep the pseudonymous user id. Sent again while it
        runs, it goes on. There is no way back.

        For everybody who is signed in.
        """
        return self._call(
            "POST", "/v1/privacy/erasures", models.ErasureView, body=body, idempotency_key=idempotency_key, keyed=True
        )

    def get_erasure(
        self, erasure_id: str, *, known: Answer[models.ErasureView] | None = None
    ) -> Answer[models.ErasureView]:
        """How far a person has been forgotten.

        For everybody who is signed in.
        """
        return self._call("GET", f"/v1/privacy/erasures/{segment(erasure_id)}", models.ErasureView, known=known)

    def request_export(
        self, body: models.PrivacyAsk, *, idempotency_key: str | None = None
    ) -> Answer[models.ExportView]:
        """See everything that is held about a person.

        The answer says where to read it, for a week. Nothing is copied: each page is what is held then.

        For everybody who is signed in.
        """
        return self._call(
            "POST", "/v1/privacy/exports", models.ExportView, body=body, idempotency_key=idempotency_key, keyed=True
        )

    def get_export(
        self, export_id: str, *, known: Answer[models.ExportView] | None = None
    ) -> Answer[models.ExportView]:
        """One export.

        For everybody who is signed in.
        """
        return self._call("GET", f"/v1/privacy/exports/{segment(export_id)}", models.ExportView, known=known)

    def list_export_entries(
        self,
        export_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        known: Answer[Page[models.ExportEntry]] | None = None,
    ) -> Answer[Page[models.ExportEntry]]:
        """What is held, a page at a time.

        Go on until `nextCursor` is null; a page may be short, or empty, although more follow.

        For everybody who is signed in.
        """
        return self._call(
            "GET",
            f"/v1/privacy/exports/{segment(export_id)}/entries",
            Page[models.ExportEntry],
            query={"limit": limit, "cursor": cursor},
            known=known,
        )

    def all_export_entries(self, export_id: str, *, limit: int | None = None) -> Iterator[models.ExportEntry]:
        """As `list_export_entries`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_export_entries(export_id, limit=limit, cursor=cursor))

    def stream_events(
        self, booking_id: str, *, wait: int | None = None, last_event_id: str | None = None
    ) -> Answer[str]:
        """The events of a booking, from `Last-Event-ID` on.

        Everything that has happened since, at once; when nothing has, whatever happens within `wait`
        seconds. The stream then ends with `retry:`, and an EventSource comes back by itself for the rest.

        For everybody who is signed in.
        """
        return self._call(
            "GET", f"/v1/sse/bookings/{segment(booking_id)}", str, query={"wait": wait, "lastEventId": last_event_id}
        )

    def create_trip(
        self, body: models.TripDetails, *, idempotency_key: str | None = None
    ) -> Answer[models.TripWithItems]:
        """Plan a trip by hand.

        For everybody who is signed in.
        """
        return self._call(
            "POST", "/v1/trips", models.TripWithItems, body=body, idempotency_key=idempotency_key, keyed=True
        )

    def list_trips(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        state: models.TripState | None = None,
        starts_from: dt.date | None = None,
        starts_to: dt.date | None = None,
        employee_id: str | None = None,
        shared: bool | None = None,
        known: Answer[Page[models.TripView]] | None = None,
    ) -> Answer[Page[models.TripView]]:
        """My trips, the latest start first; or those shared with me, the latest shared first.

        A travel manager may name anybody as `employeeId`. Trips that the filters leave out are passed over:
        a page may be short although `nextCursor` says that more follow.

        For everybody who is signed in.
        """
        return self._call(
            "GET",
            "/v1/trips",
            Page[models.TripView],
            query={
                "limit": limit,
                "cursor": cursor,
                "state": state,
                "startsFrom": starts_from,
                "startsTo": starts_to,
                "employeeId": employee_id,
                "shared": shared,
            },
            known=known,
        )

    def all_trips(
        self,
        *,
        limit: int | None = None,
        state: models.TripState | None = None,
        starts_from: dt.date | None = None,
        starts_to: dt.date | None = None,
        employee_id: str | None = None,
        shared: bool | None = None,
    ) -> Iterator[models.TripView]:
        """As `list_trips`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(
            lambda cursor: self.list_trips(
                limit=limit,
                state=state,
                starts_from=starts_from,
                starts_to=starts_to,
                employee_id=employee_id,
                shared=shared,
                cursor=cursor,
            )
        )

    def get_trip(
        self, trip_id: str, *, known: Answer[models.TripWithItems] | None = None
    ) -> Answer[models.TripWithItems]:
        """One trip with its itinerary.

        For everybody who is signed in.
        """
        return self._call("GET", f"/v1/trips/{segment(trip_id)}", models.TripWithItems, known=known)

    def replace_trip(
        self, trip_id: str, body: models.TripDetails, *, if_match: Answer[Any] | str
    ) -> Answer[models.TripWithItems]:
        """Write a trip anew.

        The dates of a booked trip are the booking's: give them as they are.

        For everybody who is signed in.
        """
        return self._call("PUT", f"/v1/trips/{segment(trip_id)}", models.TripWithItems, body=body, if_match=if_match)

    def change_trip(
        self, trip_id: str, body: models.TripPatch, *, if_match: Answer[Any] | str
    ) -> Answer[models.TripWithItems]:
        """Change a trip.

        A JSON Merge Patch (RFC 7396), as `application/merge-patch+json` or `application/json`.

        For everybody who is signed in.
        """
        return self._call("PATCH", f"/v1/trips/{segment(trip_id)}", models.TripWithItems, body=body, if_match=if_match)

    def delete_trip(self, trip_id: str, *, if_match: Answer[Any] | str | None = None) -> Answer[None]:
        """Remove a trip with its items and shares.

        Only one made by hand, or called off. With `If-Match`, only if nobody has changed it since.

        For everybody who is signed in.
        """
        return self._call("DELETE", f"/v1/trips/{segment(trip_id)}", type(None), if_match=if_match)

    def cancel_trip(
        self, trip_id: str, *, if_match: Answer[Any] | str | None = None, idempotency_key: str | None = None
    ) -> Answer[models.TripWithItems]:
        """Call a trip off.

        A trip whose orders stand cannot be called off here yet.

        For everybody who is signed in.
        """
        return self._call(
            "POST",
            f"/v1/trips/{segment(trip_id)}/cancellation",
            models.TripWithItems,
            if_match=if_match,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def list_shares(
        self,
        trip_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        known: Answer[Page[models.Share]] | None = None,
    ) -> Answer[Page[models.Share]]:
        """Whom a trip is shared with.

        For everybody who is signed in.
        """
        return self._call(
            "GET",
            f"/v1/trips/{segment(trip_id)}/shares",
            Page[models.Share],
            query={"limit": limit, "cursor": cursor},
            known=known,
        )

    def all_shares(self, trip_id: str, *, limit: int | None = None) -> Iterator[models.Share]:
        """As `list_shares`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_shares(trip_id, limit=limit, cursor=cursor))

    def get_share(
        self, trip_id: str, colleague_id: str, *, known: Answer[models.Share] | None = None
    ) -> Answer[models.Share]:
        """What a trip is shared as with a colleague.

        For everybody who is signed in.
        """
        return self._call(
            "GET", f"/v1/trips/{segment(trip_id)}/shares/{segment(colleague_id)}", models.Share, known=known
        )

    def put_share(
        self, trip_id: str, colleague_id: str, body: models.ShareBody, *, if_match: Answer[Any] | str
    ) -> Answer[models.Share]:
        """Share a trip with a colleague, or change what they may do.

        Send `If-Match: "v0"` to share it anew, the ETag that you read to change it, or `*` for either.

        For everybody who is signed in.
        """
        return self._call(
            "PUT",
            f"/v1/trips/{segment(trip_id)}/shares/{segment(colleague_id)}",
            models.Share,
            body=body,
            if_match=if_match,
        )

    def delete_share(
        self, trip_id: str, colleague_id: str, *, if_match: Answer[Any] | str | None = None
    ) -> Answer[None]:
        """Share a trip with a colleague no longer.

        It counts at once. Colleagues may give up a share of their own.

        For everybody who is signed in.
        """
        return self._call(
            "DELETE", f"/v1/trips/{segment(trip_id)}/shares/{segment(colleague_id)}", type(None), if_match=if_match
        )

    def get_timeline(self, trip_id: str, *, known: Answer[models.Timeline] | None = None) -> Answer[models.Timeline]:
        """What happens on a trip in local times, and what does not fit together.

        Findings: things that overlap, connections that are too short, two stays for one night, a night
        without a bed, items outside the trip. They are advice and refuse nothing.

        For everybody who is signed in.
        """
        return self._call("GET", f"/v1/trips/{segment(trip_id)}/timeline", models.Timeline, known=known)

    def create_webhook(
        self, body: models.WebhookAsk, *, idempotency_key: str | None = None
    ) -> Answer[models.NewWebhook]:
        """Subscribe a system to events.

        The answer holds the secret that signs; it is not shown again. docs/webhooks.md says how to verify.

        Needs the role travel-manager.
        """
        return self._call(
            "POST", "/v1/webhooks", models.NewWebhook, body=body, idempotency_key=idempotency_key, keyed=True
        )

    def list_webhooks(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        known: Answer[Page[models.WebhookView]] | None = None,
    ) -> Answer[Page[models.WebhookView]]:
        """All webhooks, newest first.

        Needs the role travel-manager.
        """
        return self._call(
            "GET", "/v1/webhooks", Page[models.WebhookView], query={"limit": limit, "cursor": cursor}, known=known
        )

    def all_webhooks(self, *, limit: int | None = None) -> Iterator[models.WebhookView]:
        """As `list_webhooks`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_webhooks(limit=limit, cursor=cursor))

    def get_webhook(
        self, webhook_id: str, *, known: Answer[models.WebhookView] | None = None
    ) -> Answer[models.WebhookView]:
        """One webhook, and how it fares.

        Needs the role travel-manager.
        """
        return self._call("GET", f"/v1/webhooks/{segment(webhook_id)}", models.WebhookView, known=known)

    def replace_webhook(
        self, webhook_id: str, body: models.WebhookAsk, *, if_match: Answer[Any] | str
    ) -> Answer[models.WebhookView]:
        """Change a webhook; its secret stays.

        Enabling one that was disabled for its failures forgets them; replay what it missed.

        Needs the role travel-manager.
        """
        return self._call(
            "PUT", f"/v1/webhooks/{segment(webhook_id)}", models.WebhookView, body=body, if_match=if_match
        )

    def delete_webhook(self, webhook_id: str, *, if_match: Answer[Any] | str | None = None) -> Answer[None]:
        """End a subscription.

        What has not been delivered by then is not sent any more.

        Needs the role travel-manager.
        """
        return self._call("DELETE", f"/v1/webhooks/{segment(webhook_id)}", type(None), if_match=if_match)

    def list_deliveries(
        self,
        webhook_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        status: models.DeliveryStatus | None = None,
        known: Answer[Page[models.DeliveryView]] | None = None,
    ) -> Answer[Page[models.DeliveryView]]:
        """What was sent to a webhook in the last 30 days, newest first.

        Needs the role travel-manager.
        """
        return self._call(
            "GET",
            f"/v1/webhooks/{segment(webhook_id)}/deliveries",
            Page[models.DeliveryView],
            query={"limit": limit, "cursor": cursor, "status": status},
            known=known,
        )

    def all_deliveries(
        self, webhook_id: str, *, limit: int | None = None, status: models.DeliveryStatus | None = None
    ) -> Iterator[models.DeliveryView]:
        """As `list_deliveries`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_deliveries(webhook_id, limit=limit, status=status, cursor=cursor))

    def get_delivery(
        self, webhook_id: str, event_id: str, *, known: Answer[models.DeliveryView] | None = None
    ) -> Answer[models.DeliveryView]:
        """How one event fared with a webhook.

        Needs the role travel-manager.
        """
        return self._call(
            "GET",
            f"/v1/webhooks/{segment(webhook_id)}/deliveries/{segment(event_id)}",
            models.DeliveryView,
            known=known,
        )

    def replay_delivery(
        self, webhook_id: str, event_id: str, *, idempotency_key: str | None = None
    ) -> Answer[models.DeliveryView]:
        """Send an event again.

        At once, with the same id, and with all its tries before it.

        Needs the role travel-manager.
        """
        return self._call(
            "POST",
            f"/v1/webhooks/{segment(webhook_id)}/deliveries/{segment(event_id)}/replay",
            models.DeliveryView,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def ping_webhook(self, webhook_id: str, *, idempotency_key: str | None = None) -> Answer[models.DeliveryView]:
        """Send a message to try a webhook out.

        Its type is `webhook.ping`. It is tried once, also where the webhook is disabled; see its delivery.

        Needs the role travel-manager.
        """
        return self._call(
            "POST",
            f"/v1/webhooks/{segment(webhook_id)}/ping",
            models.DeliveryView,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def rotate_secret(self, webhook_id: str, *, idempotency_key: str | None = None) -> Answer[models.NewSecret]:
        """Sign with a new secret.

        For 24 hours every message is signed by both, so that the receiver can change over in between.

        Needs the role travel-manager.
        """
        return self._call(
            "POST",
            f"/v1/webhooks/{segment(webhook_id)}/secret",
            models.NewSecret,
            idempotency_key=idempotency_key,
            keyed=True,
        )
