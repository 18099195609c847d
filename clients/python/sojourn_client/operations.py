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

    def create_booking(
        self, body: models.BookingRequest, *, idempotency_key: str | None = None
    ) -> Answer[models.BookingAccepted]:
        """Request a trip.

        Send the trip request in words, or as fields. An ambiguous request is answered with questions (422);
        send it again with `answers`. Planning continues after the response: follow `eventsUrl`.

        Requires the role traveller or travel-desk. Open to programs with the scope
        `sojourn/bookings.write`, which name a person in `Act-For`.
        """
        return self._call(
            "POST", "/v1/bookings", models.BookingAccepted, body=body, idempotency_key=idempotency_key, keyed=True
        )

    def list_bookings(
        self,
        *,
        status: models.BookingStatus | None = None,
        role: models.PartyRole | None = None,
        user_id: str | None = None,
        cost_centre: str | None = None,
        outcome: models.Outcome | None = None,
        country: str | None = None,
        starts_from: dt.date | None = None,
        starts_to: dt.date | None = None,
        scope: models.ListScope | None = None,
        record_locator: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        known: Answer[Page[models.ListedBooking]] | None = None,
    ) -> Answer[Page[models.ListedBooking]]:
        """List bookings.

        Bookings that you asked for, for yourself or others, and those that others asked for and you travel
        by, newest first. With `scope=all`, for travel managers, those of the whole company: in order of
        their first days, or with `userId` that person's, newest first. A page may be short, because of
        filters, although `nextCursor` says that more follow. With `recordLocator` the travel desk and
        travel managers find anybody's; suppliers use a record locator again, so there may be several. With
        `Accept: text/csv` the page is a file of a header and a line for each item; `Link` leads to the next
        page. What is more than a page is exported: `POST /v1/exports`.

        Open to every signed-in user. Open to programs with the scope `sojourn/bookings.read`.
        """
        return self._call(
            "GET",
            "/v1/bookings",
            Page[models.ListedBooking],
            query={
                "status": status,
                "role": role,
                "userId": user_id,
                "costCentre": cost_centre,
                "outcome": outcome,
                "country": country,
                "startsFrom": starts_from,
                "startsTo": starts_to,
                "scope": scope,
                "recordLocator": record_locator,
                "limit": limit,
                "cursor": cursor,
            },
            known=known,
        )

    def all_bookings(
        self,
        *,
        status: models.BookingStatus | None = None,
        role: models.PartyRole | None = None,
        user_id: str | None = None,
        cost_centre: str | None = None,
        outcome: models.Outcome | None = None,
        country: str | None = None,
        starts_from: dt.date | None = None,
        starts_to: dt.date | None = None,
        scope: models.ListScope | None = None,
        record_locator: str | None = None,
        limit: int | None = None,
    ) -> Iterator[models.ListedBooking]:
        """As `list_bookings`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(
            lambda cursor: self.list_bookings(
                status=status,
                role=role,
                user_id=user_id,
                cost_centre=cost_centre,
                outcome=outcome,
                country=country,
                starts_from=starts_from,
                starts_to=starts_to,
                scope=scope,
                record_locator=record_locator,
                limit=limit,
                cursor=cursor,
            )
        )

    def get_booking(
        self, booking_id: str, *, known: Answer[models.BookingView] | None = None
    ) -> Answer[models.BookingView]:
        """Get a booking with its options and policy verdicts.

        Whoever was asked to approve it once, and is no more, gets what became of it (409).

        Open to every signed-in user. Open to programs with the scope `sojourn/bookings.read`.
        """
        return self._call("GET", f"/v1/bookings/{segment(booking_id)}", models.BookingView, known=known)

    def select_option(
        self, booking_id: str, body: models.SelectionRequest, *, idempotency_key: str | None = None
    ) -> Answer[models.BookingView]:
        """Select an option.

        Reserves the price on the cost centre's budget. Hold, approval and purchase follow without further
        calls.

        Allowed while the status of the booking is `awaiting_selection`.

        Open to every signed-in user. Open to programs with the scope `sojourn/bookings.write`, which name a
        person in `Act-For`.
        """
        return self._call(
            "POST",
            f"/v1/bookings/{segment(booking_id)}/selection",
            models.BookingView,
            body=body,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def decide_approval(
        self, booking_id: str, body: models.ApprovalDecisionRequest, *, idempotency_key: str | None = None
    ) -> Answer[models.BookingView]:
        """Approve, decline or send back a booking.

        The decision applies to what the hash covers, which is all that the booking showed when you read it,
        and to nothing else. `sent_back` lets the requester revise the trip request and requires a comment.

        Allowed while the status of the booking is `awaiting_approval`.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "POST",
            f"/v1/bookings/{segment(booking_id)}/approval",
            models.BookingView,
            body=body,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def recall_booking(
        self, booking_id: str, body: models.RecallRequest, *, idempotency_key: str | None = None
    ) -> Answer[models.BookingView]:
        """Recall a booking from approval to revise it.

        Releases the holds and returns the budget reservation. Send `{}` for no comment.

        Allowed while the status of the booking is `awaiting_approval`.

        Open to every signed-in user. Open to programs with the scope `sojourn/bookings.write`, which name a
        person in `Act-For`.
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
        self, booking_id: str, body: models.RevisionRequest, *, idempotency_key: str | None = None
    ) -> Answer[models.BookingView]:
        """Revise a booking that was sent back or recalled.

        Send the fields that change; `{}` plans the same trip again, so that another option may be selected.
        Planning uses the policy in effect now: follow `eventsUrl`.

        Allowed while the status of the booking is `revising`.

        Open to every signed-in user. Open to programs with the scope `sojourn/bookings.write`, which name a
        person in `Act-For`.
        """
        return self._call(
            "POST",
            f"/v1/bookings/{segment(booking_id)}/revision",
            models.BookingView,
            body=body,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def cancel_booking(self, booking_id: str, *, idempotency_key: str | None = None) -> Answer[models.BookingView]:
        """Cancel a booking before it is bought.

        Also while it is delayed (`delay`): it then ends with the next attempt, within ten minutes.

        Allowed while the status of the booking is `awaiting_selection` or `awaiting_approval` or
        `revising`.

        Open to every signed-in user. Open to programs with the scope `sojourn/bookings.write`, which name a
        person in `Act-For`.
        """
        return self._call(
            "POST",
            f"/v1/bookings/{segment(booking_id)}/cancellation",
            models.BookingView,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def list_audit_entries(
        self,
        booking_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        known: Answer[Page[models.AuditEntryView]] | None = None,
    ) -> Answer[Page[models.AuditEntryView]]:
        """List a booking's audit entries, oldest first.

        Open to every signed-in user. Open to programs with the scope `sojourn/audit.read`.
        """
        return self._call(
            "GET",
            f"/v1/bookings/{segment(booking_id)}/audit",
            Page[models.AuditEntryView],
            query={"limit": limit, "cursor": cursor},
            known=known,
        )

    def all_audit_entries(self, booking_id: str, *, limit: int | None = None) -> Iterator[models.AuditEntryView]:
        """As `list_audit_entries`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_audit_entries(booking_id, limit=limit, cursor=cursor))

    def verify_audit(
        self, booking_id: str, *, known: Answer[models.Verification] | None = None
    ) -> Answer[models.Verification]:
        """Verify a booking's audit chain.

        Compares the entries with each other, with the booking's version, and with the latest anchor: a
        signed statement about the chain in a bucket where nothing can be changed, at most an hour older
        than the chain.

        Open to every signed-in user. Open to programs with the scope `sojourn/audit.read`.
        """
        return self._call(
            "GET", f"/v1/bookings/{segment(booking_id)}/audit/verification", models.Verification, known=known
        )

    def send_message(
        self, booking_id: str, body: models.MessageRequest, *, idempotency_key: str | None = None
    ) -> Answer[models.SpokenTurn]:
        """Say in words what to change, or what to select.

        Revises the trip request, selects an option, recalls or cancels, as the words say; or asks back what
        is unclear, which the next message answers. Nothing is changed by halves. Of a booked trip,
        `instead` names what to do.

        Allowed while the status of the booking is `awaiting_selection` or `awaiting_approval` or `revising`
        or `booked`.

        Open to every signed-in user. Open to programs with the scope `sojourn/bookings.write`, which name a
        person in `Act-For`.
        """
        return self._call(
            "POST",
            f"/v1/bookings/{segment(booking_id)}/messages",
            models.SpokenTurn,
            body=body,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def list_messages(
        self,
        booking_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        known: Answer[Page[models.SpokenTurn]] | None = None,
    ) -> Answer[Page[models.SpokenTurn]]:
        """List what was said about a booking, oldest first.

        For its requester, its travellers and travel managers.

        Open to every signed-in user. Open to programs with the scope `sojourn/bookings.read`.
        """
        return self._call(
            "GET",
            f"/v1/bookings/{segment(booking_id)}/messages",
            Page[models.SpokenTurn],
            query={"limit": limit, "cursor": cursor},
            known=known,
        )

    def all_messages(self, booking_id: str, *, limit: int | None = None) -> Iterator[models.SpokenTurn]:
        """As `list_messages`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_messages(booking_id, limit=limit, cursor=cursor))

    def list_approvals(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        scope: Literal["all", "mine"] | None = None,
        status: models.ApprovalRecordStatus | None = None,
        known: Answer[Page[models.ApprovalTaskView]] | None = None,
    ) -> Answer[Page[models.ApprovalTaskView]]:
        """List approval requests, pending or past.

        Pending ones (`status=open`) with the earliest deadline first: the requests that name you as
        approver, somebody whose delegate you are today, or a pool that you belong to. Past ones (`decided`,
        `ended`) with the latest booking first, for 400 days: what you or a pool of yours were asked, and
        what became of it. A page may be short although more follow. `scope=all` is for travel managers.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET",
            "/v1/approvals",
            Page[models.ApprovalTaskView],
            query={"limit": limit, "cursor": cursor, "scope": scope, "status": status},
            known=known,
        )

    def all_approvals(
        self,
        *,
        limit: int | None = None,
        scope: Literal["all", "mine"] | None = None,
        status: models.ApprovalRecordStatus | None = None,
    ) -> Iterator[models.ApprovalTaskView]:
        """As `list_approvals`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_approvals(limit=limit, scope=scope, status=status, cursor=cursor))

    def create_quote(
        self, booking_id: str, body: models.QuoteRequest, *, idempotency_key: str | None = None
    ) -> Answer[models.QuoteView]:
        """Create a quote for a cancellation or a date change.

        States the cancellation fee and refund of each part, and where the refund goes. Nothing changes
        until the quote is confirmed. It can be confirmed on exactly these terms until `expiresAt`, while
        the booking stays unchanged. A date change, of some slices, stays and cars or of all, states the
        replacement and its policy verdict.

        Allowed while the status of the booking is `booked`.

        Open to every signed-in user. Open to programs with the scope `sojourn/bookings.write`, which name a
        person in `Act-For`.
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
        """Get a quote and its status.

        Open to every signed-in user. Open to programs with the scope `sojourn/bookings.read`.
        """
        return self._call(
            "GET", f"/v1/bookings/{segment(booking_id)}/quotes/{segment(quote_id)}", models.QuoteView, known=known
        )

    def confirm_quote(
        self, booking_id: str, quote_id: str, *, idempotency_key: str | None = None
    ) -> Answer[models.BookingView]:
        """Confirm a quote.

        The booking becomes `changing`. Once the change is settled it is `booked` again or `cancelled`, and
        has a receipt. For a date change, `amendment.replacementBookingId` is the booking that replaces this
        one once it is bought. Confirming a quote twice has no further effect. Follow `eventsUrl`.

        Allowed while the status of the booking is `booked`.

        Open to every signed-in user. Open to programs with the scope `sojourn/bookings.write`, which name a
        person in `Act-For`.
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
        """List a booking's cancellation and refund receipts.

        One receipt for each settled change, oldest first.

        Open to every signed-in user. Open to programs with the scope `sojourn/bookings.read`.
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

    def list_credits(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        user_id: str | None = None,
        known: Answer[Page[models.Credit]] | None = None,
    ) -> Answer[Page[models.Credit]]:
        """List my travel credits, oldest first.

        Includes credits that are used up or expired: see `remaining` and `expiresAt`.

        Open to every signed-in user. Open to programs with the scope `sojourn/bookings.read`.
        """
        return self._call(
            "GET",
            "/v1/credits",
            Page[models.Credit],
            query={"limit": limit, "cursor": cursor, "userId": user_id},
            known=known,
        )

    def all_credits(self, *, limit: int | None = None, user_id: str | None = None) -> Iterator[models.Credit]:
        """As `list_credits`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_credits(limit=limit, user_id=user_id, cursor=cursor))

    def receive_notice(self, supplier: str, body: models.SupplierNotice) -> Answer[models.NoticeReceipt]:
        """Receive a supplier's change notice.

        For suppliers. The request is signed as Standard Webhooks defines, with `webhook-id`, `webhook-
        timestamp` and `webhook-signature` over the raw body, and at most five minutes old. A notice is
        applied once, whatever the status of its order. One that contradicts itself or another slice, lies
        in the past or more than a year ahead, or moves a flight or train by days is not applied but put
        aside for a travel manager (`needs_review`). After 503, send it again.

        Requires no token.
        """
        return self._call("POST", f"/v1/suppliers/{segment(supplier)}/notices", models.NoticeReceipt, body=body)

    def decide_supplier_change(
        self,
        booking_id: str,
        change_id: str,
        body: models.SupplierChangeDecisionRequest,
        *,
        idempotency_key: str | None = None,
    ) -> Answer[models.BookingView]:
        """Accept or decline a supplier's schedule change.

        Declining cancels the part with a full refund, and makes the booking `changing` until the
        cancellation is settled. A change that nobody has declined by `respondBy` counts as accepted.
        Repeating a decision has no effect.

        Allowed while the status of the booking is `booked`.

        Open to every signed-in user. Open to programs with the scope `sojourn/bookings.write`, which name a
        person in `Act-For`.
        """
        return self._call(
            "POST",
            f"/v1/bookings/{segment(booking_id)}/supplier-changes/{segment(change_id)}/decision",
            models.BookingView,
            body=body,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def list_notice_reviews(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        status: models.ReviewStatus | None = None,
        known: Answer[Page[models.NoticeReview]] | None = None,
    ) -> Answer[Page[models.NoticeReview]]:
        """List supplier notices that were put aside, oldest first.

        For travel managers. Notices are kept for ninety days.

        Requires the role travel-manager. Not open to programs.
        """
        return self._call(
            "GET",
            "/v1/supplier-notices",
            Page[models.NoticeReview],
            query={"limit": limit, "cursor": cursor, "status": status},
            known=known,
        )

    def all_notice_reviews(
        self, *, limit: int | None = None, status: models.ReviewStatus | None = None
    ) -> Iterator[models.NoticeReview]:
        """As `list_notice_reviews`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_notice_reviews(limit=limit, status=status, cursor=cursor))

    def get_notice_review(
        self, review_id: str, *, known: Answer[models.NoticeReview] | None = None
    ) -> Answer[models.NoticeReview]:
        """Get a supplier notice that was put aside.

        For travel managers: the notice as it was received, why it was put aside, and the times before.

        Requires the role travel-manager. Not open to programs.
        """
        return self._call("GET", f"/v1/supplier-notices/{segment(review_id)}", models.NoticeReview, known=known)

    def decide_notice_review(
        self, review_id: str, body: models.NoticeReviewDecisionRequest, *, idempotency_key: str | None = None
    ) -> Answer[models.NoticeReview]:
        """Accept or dismiss a supplier notice that was put aside.

        Accepting applies the notice: the booking, its trip and its items move, and the traveller may
        decline the change as usual. Dismissing changes nothing but the audit of the booking, which names
        who decided. Repeating a decision has no effect. A notice that contradicts itself, or does not apply
        any more, can only be dismissed.

        Requires the role travel-manager. Not open to programs.
        """
        return self._call(
            "POST",
            f"/v1/supplier-notices/{segment(review_id)}/decision",
            models.NoticeReview,
            body=body,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def stream_booking_events(
        self, booking_id: str, *, wait: int | None = None, named: bool | None = None, last_event_id: str | None = None
    ) -> Answer[str]:
        """Stream a booking's events.

        Server-sent events after `Last-Event-ID`: at once those that there are, then those that come. It
        stays open, and says things as they happen, for a quarter of an hour at most; where it cannot be
        streamed, it is sent after `wait` seconds. It ends with `retry:`, and an EventSource reconnects for
        the rest.

        Open to every signed-in user. Where no header can be sent, `?ticket=` stands for the token. Open to
        programs with the scope `sojourn/bookings.read`.
        """
        return self._call(
            "GET",
            f"/v1/sse/bookings/{segment(booking_id)}",
            str,
            query={"wait": wait, "named": named, "lastEventId": last_event_id},
        )

    def stream_my_events(
        self, *, wait: int | None = None, named: bool | None = None, last_event_id: str | None = None
    ) -> Answer[str]:
        """Stream what concerns you.

        Server-sent events of all bookings in one stream: what waits for you (`attention` is `action`:
        options to select, approvals asked of you or of a pool that you belong to, revisions, suppliers'
        changes), and what became of yours: at once those that there are after `Last-Event-ID`, then those
        that come. It stays open, and says things as they happen, for a quarter of an hour at most; where it
        cannot be streamed, it is sent after `wait` seconds. It ends with `retry:`, and an EventSource
        reconnects for the rest. The `id` is a place in your own stream; `eventId` in the data is the
        event's, the same as everywhere. Events are kept for 30 days. What you may not see by now is left
        out.

        Open to every signed-in user. Where no header can be sent, `?ticket=` stands for the token. Not open
        to programs.
        """
        return self._call("GET", "/v1/sse/me", str, query={"wait": wait, "named": named, "lastEventId": last_event_id})

    def create_ticket(self, *, idempotency_key: str | None = None) -> Answer[models.TicketView]:
        """Take a ticket for a connection.

        Browsers send no header when they open a WebSocket or an EventSource. In place of a token, the
        address then has a ticket: `?ticket=...` of the WebSocket address, or of an operation that streams
        events. It opens one connection, within 60 seconds, and that lasts no longer than the token by which
        the ticket was taken; rights are asked when it is used. A page of another origin cannot use it. A
        token is refused in an address.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("POST", "/v1/tickets", models.TicketView, idempotency_key=idempotency_key, keyed=True)

    def create_trip(
        self, body: models.TripDetails, *, idempotency_key: str | None = None
    ) -> Answer[models.TripWithItems]:
        """Create a trip by hand.

        Open to every signed-in user. Open to programs with the scope `sojourn/trips.write`, which name a
        person in `Act-For`.
        """
        return self._call(
            "POST", "/v1/trips", models.TripWithItems, body=body, idempotency_key=idempotency_key, keyed=True
        )

    def list_trips(
        self,
        *,
        status: models.TripStatus | None = None,
        starts_from: dt.date | None = None,
        starts_to: dt.date | None = None,
        user_id: str | None = None,
        role: models.PartyRole | None = None,
        cost_centre: str | None = None,
        outcome: models.Outcome | None = None,
        country: str | None = None,
        on: dt.date | None = None,
        scope: models.ListScope | None = None,
        shared: bool | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        known: Answer[Page[models.TripView]] | None = None,
    ) -> Answer[Page[models.TripView]]:
        """List trips.

        The trips that you travel on, whoever asked for them, and those that you asked for, latest start
        first; or with `shared`, those shared with you, latest share first. A travel manager may list
        anybody's by `userId`, and with `scope=all` those of the whole company, earliest start first; with
        `on` and `country`, those that are there on that day. A page may be short, because of filters,
        although `nextCursor` says that more follow. With `Accept: text/csv` the page is a file of a header
        and a line for each item; `Link` leads to the next page. What is more than a page is exported: `POST
        /v1/exports`.

        Open to every signed-in user. Open to programs with the scope `sojourn/trips.read`.
        """
        return self._call(
            "GET",
            "/v1/trips",
            Page[models.TripView],
            query={
                "status": status,
                "startsFrom": starts_from,
                "startsTo": starts_to,
                "userId": user_id,
                "role": role,
                "costCentre": cost_centre,
                "outcome": outcome,
                "country": country,
                "on": on,
                "scope": scope,
                "shared": shared,
                "limit": limit,
                "cursor": cursor,
            },
            known=known,
        )

    def all_trips(
        self,
        *,
        status: models.TripStatus | None = None,
        starts_from: dt.date | None = None,
        starts_to: dt.date | None = None,
        user_id: str | None = None,
        role: models.PartyRole | None = None,
        cost_centre: str | None = None,
        outcome: models.Outcome | None = None,
        country: str | None = None,
        on: dt.date | None = None,
        scope: models.ListScope | None = None,
        shared: bool | None = None,
        limit: int | None = None,
    ) -> Iterator[models.TripView]:
        """As `list_trips`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(
            lambda cursor: self.list_trips(
                status=status,
                starts_from=starts_from,
                starts_to=starts_to,
                user_id=user_id,
                role=role,
                cost_centre=cost_centre,
                outcome=outcome,
                country=country,
                on=on,
                scope=scope,
                shared=shared,
                limit=limit,
                cursor=cursor,
            )
        )

    def get_trip(
        self, trip_id: str, *, known: Answer[models.TripWithItems] | None = None
    ) -> Answer[models.TripWithItems]:
        """Get a trip with its itinerary.

        Open to every signed-in user. Open to programs with the scope `sojourn/trips.read`.
        """
        return self._call("GET", f"/v1/trips/{segment(trip_id)}", models.TripWithItems, known=known)

    def replace_trip(
        self, trip_id: str, body: models.TripDetails, *, if_match: Answer[Any] | str
    ) -> Answer[models.TripWithItems]:
        """Replace a trip.

        The dates of a booked trip follow its booking: send them unchanged.

        Open to every signed-in user. Open to programs with the scope `sojourn/trips.write`, which name a
        person in `Act-For`.
        """
        return self._call("PUT", f"/v1/trips/{segment(trip_id)}", models.TripWithItems, body=body, if_match=if_match)

    def update_trip(
        self, trip_id: str, body: models.TripPatch, *, if_match: Answer[Any] | str
    ) -> Answer[models.TripWithItems]:
        """Update a trip.

        A JSON Merge Patch (RFC 7396), as `application/merge-patch+json` or `application/json`.

        Open to every signed-in user. Open to programs with the scope `sojourn/trips.write`, which name a
        person in `Act-For`.
        """
        return self._call("PATCH", f"/v1/trips/{segment(trip_id)}", models.TripWithItems, body=body, if_match=if_match)

    def delete_trip(self, trip_id: str, *, if_match: Answer[Any] | str | None = None) -> Answer[None]:
        """Delete a trip with its items and shares.

        For whoever asked for it, since it is gone for all; only a trip made by hand, or a cancelled one.
        With `If-Match`, only if nobody has changed it since.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("DELETE", f"/v1/trips/{segment(trip_id)}", type(None), if_match=if_match)

    def cancel_trip(
        self, trip_id: str, *, if_match: Answer[Any] | str | None = None, idempotency_key: str | None = None
    ) -> Answer[models.TripWithItems]:
        """Cancel a trip.

        For trips planned by hand. A trip with confirmed orders is cancelled through its booking.

        Open to every signed-in user. Open to programs with the scope `sojourn/trips.write`, which name a
        person in `Act-For`.
        """
        return self._call(
            "POST",
            f"/v1/trips/{segment(trip_id)}/cancellation",
            models.TripWithItems,
            if_match=if_match,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def get_timeline(self, trip_id: str, *, known: Answer[models.Timeline] | None = None) -> Answer[models.Timeline]:
        """Get a trip's timeline and its conflicts.

        The trip's items in order, in local times. Findings are advice: items that overlap, connections that
        are too short, two stays for one night, a night without a stay, items outside the dates of the trip.

        Open to every signed-in user. Open to programs with the scope `sojourn/trips.read`.
        """
        return self._call("GET", f"/v1/trips/{segment(trip_id)}/timeline", models.Timeline, known=known)

    def list_shares(
        self,
        trip_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        known: Answer[Page[models.Share]] | None = None,
    ) -> Answer[Page[models.Share]]:
        """List a trip's shares.

        Open to every signed-in user. Not open to programs.
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
        self, trip_id: str, user_id: str, *, known: Answer[models.Share] | None = None
    ) -> Answer[models.Share]:
        """Get a colleague's share of a trip.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("GET", f"/v1/trips/{segment(trip_id)}/shares/{segment(user_id)}", models.Share, known=known)

    def put_share(
        self, trip_id: str, user_id: str, body: models.ShareRequest, *, if_match: Answer[Any] | str
    ) -> Answer[models.Share]:
        """Share a trip with a colleague, or change their right.

        Send `If-Match: "v0"` to create a share, the ETag that you read to change one, or `*` for either.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "PUT", f"/v1/trips/{segment(trip_id)}/shares/{segment(user_id)}", models.Share, body=body, if_match=if_match
        )

    def delete_share(self, trip_id: str, user_id: str, *, if_match: Answer[Any] | str | None = None) -> Answer[None]:
        """Stop sharing a trip with a colleague.

        Takes effect at once. Colleagues may remove their own share.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "DELETE", f"/v1/trips/{segment(trip_id)}/shares/{segment(user_id)}", type(None), if_match=if_match
        )

    def get_trip_progress(
        self,
        trip_id: str,
        *,
        user_id: str | None = None,
        reason: str | None = None,
        known: Answer[models.TripProgress] | None = None,
    ) -> Answer[models.TripProgress]:
        """Get a traveller's progress along a trip.

        The moves of the itinerary that are under way, come next, or were the last: how far each has come
        along its planned path, and when it is likely to end, by positions and schedule together. An
        estimate is withheld, with the reason, where its newest position is too old. Who looks at somebody
        else gives a `reason`; the look is written down, and the traveller reads it.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET",
            f"/v1/trips/{segment(trip_id)}/progress",
            models.TripProgress,
            query={"userId": user_id, "reason": reason},
            known=known,
        )

    def stream_tracking(
        self,
        user_id: str,
        *,
        wait: int | None = None,
        named: bool | None = None,
        reason: str | None = None,
        last_event_id: str | None = None,
    ) -> Answer[str]:
        """Stream where a traveller is.

        Server-sent events: `following` first, with where the traveller is; then `positions` and
        `trip_progress` as positions newer than the last come in, and every geofence event and warning. The
        right to look is asked each time; `following_ended` says that there is nothing more to see. It stays
        open, and says things as they happen, for a quarter of an hour at most; where it cannot be streamed,
        it is sent after `wait` seconds. It ends with `retry:`, and an EventSource reconnects for the rest.

        Open to every signed-in user. Where no header can be sent, `?ticket=` stands for the token. Not open
        to programs.
        """
        return self._call(
            "GET",
            f"/v1/sse/users/{segment(user_id)}/tracking",
            str,
            query={"wait": wait, "named": named, "reason": reason, "lastEventId": last_event_id},
        )

    def create_item(self, body: models.ItemDetails, *, idempotency_key: str | None = None) -> Answer[models.ItemView]:
        """Create an item.

        With `tripId` the item belongs to that trip, which must be yours or shared with you with the right
        `write`.

        Open to every signed-in user. Open to programs with the scope `sojourn/trips.write`, which name a
        person in `Act-For`.
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
        """List my items, or a trip's.

        Your items newest first, and after them what was booked for you on trips that stand with another
        traveller; with `tripId`, that trip's items in order of their start. Expired items are left out, as
        are a trip's items with another `status`: a page may be short although `nextCursor` says that more
        follow.

        Open to every signed-in user. Open to programs with the scope `sojourn/trips.read`.
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
        """Get an item.

        Open to every signed-in user. Open to programs with the scope `sojourn/trips.read`.
        """
        return self._call("GET", f"/v1/items/{segment(item_id)}", models.ItemView, known=known)

    def replace_item(
        self, item_id: str, body: models.ItemDetails, *, if_match: Answer[Any] | str
    ) -> Answer[models.ItemView]:
        """Replace an item.

        Fields left out are removed. Fields of a booked item that the supplier decides must be sent
        unchanged.

        Open to every signed-in user. Open to programs with the scope `sojourn/trips.write`, which name a
        person in `Act-For`.
        """
        return self._call("PUT", f"/v1/items/{segment(item_id)}", models.ItemView, body=body, if_match=if_match)

    def update_item(
        self, item_id: str, body: models.ItemPatch, *, if_match: Answer[Any] | str
    ) -> Answer[models.ItemView]:
        """Update an item.

        A JSON Merge Patch (RFC 7396), as `application/merge-patch+json` or `application/json`.

        Open to every signed-in user. Open to programs with the scope `sojourn/trips.write`, which name a
        person in `Act-For`.
        """
        return self._call("PATCH", f"/v1/items/{segment(item_id)}", models.ItemView, body=body, if_match=if_match)

    def delete_item(self, item_id: str, *, if_match: Answer[Any] | str | None = None) -> Answer[None]:
        """Delete an item.

        With `If-Match`, only if nobody has changed it since. A booked item is deleted with its trip.

        Open to every signed-in user. Open to programs with the scope `sojourn/trips.write`, which name a
        person in `Act-For`.
        """
        return self._call("DELETE", f"/v1/items/{segment(item_id)}", type(None), if_match=if_match)

    def create_trip_calendar(
        self, trip_id: str, *, idempotency_key: str | None = None
    ) -> Answer[models.CalendarAddress]:
        """Create a calendar address for a trip.

        Whoever has the address can read the calendar: keep it like a password. It is shown once and cannot
        be read again. Another request creates a new address and revokes the old one, except a retry with
        the same Idempotency-Key, which returns the same address; it is stored encrypted and is readable
        only with that key.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "POST",
            f"/v1/trips/{segment(trip_id)}/calendar",
            models.CalendarAddress,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def get_trip_calendar(
        self, trip_id: str, *, known: Answer[models.CalendarView] | None = None
    ) -> Answer[models.CalendarView]:
        """Get my calendar of a trip.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("GET", f"/v1/trips/{segment(trip_id)}/calendar", models.CalendarView, known=known)

    def revoke_trip_calendar(self, trip_id: str) -> Answer[None]:
        """Revoke a trip's calendar address.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("DELETE", f"/v1/trips/{segment(trip_id)}/calendar", type(None))

    def create_my_calendar(self, *, idempotency_key: str | None = None) -> Answer[models.CalendarAddress]:
        """Create a calendar address for all my trips.

        Covers the last three months and at most a hundred trips. Whoever has the address can read the
        calendar: keep it like a password. It is shown once and cannot be read again. Another request
        creates a new address and revokes the old one, except a retry with the same Idempotency-Key, which
        returns the same address; it is stored encrypted and is readable only with that key.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "POST", "/v1/me/calendar", models.CalendarAddress, idempotency_key=idempotency_key, keyed=True
        )

    def get_my_calendar(self, *, known: Answer[models.CalendarView] | None = None) -> Answer[models.CalendarView]:
        """Get the calendar of all my trips.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("GET", "/v1/me/calendar", models.CalendarView, known=known)

    def revoke_my_calendar(self) -> Answer[None]:
        """Revoke my calendar address.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("DELETE", "/v1/me/calendar", type(None))

    def read_calendar(self, token: str, *, known: Answer[str] | None = None) -> Answer[str]:
        """Read a calendar feed (iCalendar, RFC 5545).

        For calendar programs. Contains no record locators. A revoked address answers 404 at once.

        Requires no token.
        """
        return self._call("GET", f"/v1/calendars/{segment(token)}", str, known=known)

    def request_list_export(
        self, body: models.ListExportRequest, *, idempotency_key: str | None = None
    ) -> Answer[models.ListExportView]:
        """Export a list of the company as a file.

        A CSV file of all that the list has, for travel managers. It is written in the background, beginning
        within a minute: follow `Location` until `status` is `done` or `failed`. Rows that change meanwhile
        are as they were when they were read. At most 100,000 rows, and 20 exports a person.

        Requires the role travel-manager. Not open to programs.
        """
        return self._call(
            "POST", "/v1/exports", models.ListExportView, body=body, idempotency_key=idempotency_key, keyed=True
        )

    def list_list_exports(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        known: Answer[Page[models.ListExportView]] | None = None,
    ) -> Answer[Page[models.ListExportView]]:
        """List my exports of lists, newest first.

        Requires the role travel-manager. Not open to programs.
        """
        return self._call(
            "GET", "/v1/exports", Page[models.ListExportView], query={"limit": limit, "cursor": cursor}, known=known
        )

    def all_list_exports(self, *, limit: int | None = None) -> Iterator[models.ListExportView]:
        """As `list_list_exports`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_list_exports(limit=limit, cursor=cursor))

    def get_list_export(
        self, list_export_id: str, *, known: Answer[models.ListExportView] | None = None
    ) -> Answer[models.ListExportView]:
        """Get an export of a list, with the address of its file.

        Requires the role travel-manager. Not open to programs.
        """
        return self._call("GET", f"/v1/exports/{segment(list_export_id)}", models.ListExportView, known=known)

    def delete_list_export(self, list_export_id: str) -> Answer[None]:
        """Delete an export of a list and its file.

        Requires the role travel-manager. Not open to programs.
        """
        return self._call("DELETE", f"/v1/exports/{segment(list_export_id)}", type(None))

    def create_document(
        self, body: models.DocumentRequest, *, idempotency_key: str | None = None
    ) -> Answer[models.DocumentUpload]:
        """Create a document and its upload form.

        The form accepts exactly the announced file, for five minutes. Then confirm the document. One that
        is not confirmed within a day expires and is removed.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "POST", "/v1/documents", models.DocumentUpload, body=body, idempotency_key=idempotency_key, keyed=True
        )

    def list_documents(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        kind: models.DocumentKind | None = None,
        trip_id: str | None = None,
        known: Answer[Page[models.DocumentView]] | None = None,
    ) -> Answer[Page[models.DocumentView]]:
        """List my documents, newest first.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET",
            "/v1/documents",
            Page[models.DocumentView],
            query={"limit": limit, "cursor": cursor, "kind": kind, "tripId": trip_id},
            known=known,
        )

    def all_documents(
        self, *, limit: int | None = None, kind: models.DocumentKind | None = None, trip_id: str | None = None
    ) -> Iterator[models.DocumentView]:
        """As `list_documents`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_documents(limit=limit, kind=kind, trip_id=trip_id, cursor=cursor))

    def get_document(
        self, document_id: str, *, known: Answer[models.DocumentView] | None = None
    ) -> Answer[models.DocumentView]:
        """Get a document.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("GET", f"/v1/documents/{segment(document_id)}", models.DocumentView, known=known)

    def delete_document(self, document_id: str, *, if_match: Answer[Any] | str | None = None) -> Answer[None]:
        """Delete a document and its file.

        With `If-Match`, only if nobody has changed it since.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("DELETE", f"/v1/documents/{segment(document_id)}", type(None), if_match=if_match)

    def confirm_document(self, document_id: str, *, idempotency_key: str | None = None) -> Answer[models.DocumentView]:
        """Confirm an uploaded document.

        Checks the file. `status` in the response is `confirmed`, or `rejected` with the reason if the file
        differs from the announced one in size, type, checksum or content; a rejected file is deleted, and a
        new document must be created. 409 if nothing has been uploaded yet: confirm again with another
        Idempotency-Key after the upload.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "POST",
            f"/v1/documents/{segment(document_id)}/confirmation",
            models.DocumentView,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def create_download_link(
        self, document_id: str, *, known: Answer[models.DownloadLink] | None = None
    ) -> Answer[models.DownloadLink]:
        """Create a download link for a document.

        The link is valid for one minute, needs no token and returns the file as an attachment; compare its
        SHA-256 with the one in the response.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("GET", f"/v1/documents/{segment(document_id)}/download", models.DownloadLink, known=known)

    def register_tracking_device(
        self, body: models.DeviceRequest, *, idempotency_key: str | None = None
    ) -> Answer[models.DeviceRegistration]:
        """Register a tracking device.

        The answer has the device's credential, which cannot be read again. A retry with the same
        Idempotency-Key returns the same one; it is stored encrypted and is readable only with that key.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "POST",
            "/v1/me/tracking-devices",
            models.DeviceRegistration,
            body=body,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def list_tracking_devices(
        self, *, known: Answer[Page[models.DeviceDetails]] | None = None
    ) -> Answer[Page[models.DeviceDetails]]:
        """List my tracking devices, oldest first.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("GET", "/v1/me/tracking-devices", Page[models.DeviceDetails], known=known)

    def get_tracking_device(
        self, device_id: str, *, known: Answer[models.DeviceDetails] | None = None
    ) -> Answer[models.DeviceDetails]:
        """Get a tracking device.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("GET", f"/v1/me/tracking-devices/{segment(device_id)}", models.DeviceDetails, known=known)

    def rename_tracking_device(
        self, device_id: str, body: models.DeviceRequest, *, if_match: Answer[Any] | str
    ) -> Answer[models.DeviceDetails]:
        """Rename a tracking device.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "PUT", f"/v1/me/tracking-devices/{segment(device_id)}", models.DeviceDetails, body=body, if_match=if_match
        )

    def revoke_tracking_device(self, device_id: str, *, if_match: Answer[Any] | str | None = None) -> Answer[None]:
        """Revoke a tracking device.

        It reports nothing from then on. What it has reported stays as long as positions are kept.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("DELETE", f"/v1/me/tracking-devices/{segment(device_id)}", type(None), if_match=if_match)

    def report_positions(self, body: models.FixBatch) -> Answer[models.PositionsReceipt]:
        """Report positions.

        Takes one fix or up to 1,000, in any order, in `fixes`; one may also be sent by itself. Each is
        judged by itself. Fixes that came before change nothing, and late ones are put where they belong.

        Requires no token.
        """
        return self._call("POST", "/v1/tracking/positions", models.PositionsReceipt, body=body)

    def report_osmand_position(
        self,
        body: dict[str, Any],
        *,
        id: str | None = None,
        deviceid: str | None = None,
        timestamp: str | None = None,
        lat: float | None = None,
        lon: float | None = None,
        location: str | None = None,
        accuracy: float | None = None,
        speed: float | None = None,
        speed_metres_per_second: float | None = None,
        bearing: float | None = None,
        heading: float | None = None,
        altitude: float | None = None,
        batt: float | None = None,
        valid: str | None = None,
    ) -> Answer[models.PositionsReceipt]:
        """Report a position as OsmAnd or Traccar's client.

        For OsmAnd and Traccar's client, whose device identifier is the credential. Other parameters than
        these are passed over. The answer is 200 also where a position is refused, for these clients would
        send it again for ever. Parameters may come in the query or as a form; newer clients send JSON.

        Requires no token.
        """
        return self._call(
            "POST",
            "/v1/tracking/osmand",
            models.PositionsReceipt,
            query={
                "id": id,
                "deviceid": deviceid,
                "timestamp": timestamp,
                "lat": lat,
                "lon": lon,
                "location": location,
                "accuracy": accuracy,
                "speed": speed,
                "speedMetresPerSecond": speed_metres_per_second,
                "bearing": bearing,
                "heading": heading,
                "altitude": altitude,
                "batt": batt,
                "valid": valid,
            },
            body=body,
        )

    def report_queried_position(
        self,
        *,
        id: str | None = None,
        deviceid: str | None = None,
        timestamp: str | None = None,
        lat: float | None = None,
        lon: float | None = None,
        location: str | None = None,
        accuracy: float | None = None,
        speed: float | None = None,
        speed_metres_per_second: float | None = None,
        bearing: float | None = None,
        heading: float | None = None,
        altitude: float | None = None,
        batt: float | None = None,
        valid: str | None = None,
        known: Answer[models.PositionsReceipt] | None = None,
    ) -> Answer[models.PositionsReceipt]:
        """Report a position in a query.

        For OsmAnd and Traccar's client, whose device identifier is the credential. Other parameters than
        these are passed over. The answer is 200 also where a position is refused, for these clients would
        send it again for ever.

        Requires no token.
        """
        return self._call(
            "GET",
            "/v1/tracking/osmand",
            models.PositionsReceipt,
            query={
                "id": id,
                "deviceid": deviceid,
                "timestamp": timestamp,
                "lat": lat,
                "lon": lon,
                "location": location,
                "accuracy": accuracy,
                "speed": speed,
                "speedMetresPerSecond": speed_metres_per_second,
                "bearing": bearing,
                "heading": heading,
                "altitude": altitude,
                "batt": batt,
                "valid": valid,
            },
            known=known,
        )

    def report_owntracks_message(self, body: dict[str, Any]) -> Answer[tuple[str, ...]]:
        """Report a position as OwnTracks.

        For OwnTracks in HTTP mode, with the credential as the password. Messages that are no location are
        answered alike and not kept. The answer is a list of commands for the app, and there are none.

        Requires no token.
        """
        return self._call("POST", "/v1/tracking/owntracks", tuple[str, ...], body=body)

    def create_passenger(
        self, body: models.PassengerRequest, *, idempotency_key: str | None = None
    ) -> Answer[models.PassengerView]:
        """Create a passenger profile.

        Your own (at most one), or a guest's.

        Open to every signed-in user. Not open to programs.
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
        user_id: str | None = None,
        known: Answer[Page[models.PassengerSummary]] | None = None,
    ) -> Answer[Page[models.PassengerSummary]]:
        """List passenger profiles I may book for.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET",
            "/v1/passengers",
            Page[models.PassengerSummary],
            query={"limit": limit, "cursor": cursor, "relation": relation, "userId": user_id},
            known=known,
        )

    def all_passengers(
        self, *, limit: int | None = None, relation: models.Relation | None = None, user_id: str | None = None
    ) -> Iterator[models.PassengerSummary]:
        """As `list_passengers`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(
            lambda cursor: self.list_passengers(limit=limit, relation=relation, user_id=user_id, cursor=cursor)
        )

    def get_passenger(
        self, passenger_id: str, *, reveal: bool | None = None, known: Answer[models.PassengerView] | None = None
    ) -> Answer[models.PassengerView]:
        """Get a passenger profile.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET",
            f"/v1/passengers/{segment(passenger_id)}",
            models.PassengerView,
            query={"reveal": reveal},
            known=known,
        )

    def replace_passenger(
        self, passenger_id: str, body: models.PassengerDetails, *, if_match: Answer[Any] | str
    ) -> Answer[models.PassengerView]:
        """Replace a passenger profile.

        Read it with `reveal=true` first: masked values are refused, and fields left out are removed.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "PUT", f"/v1/passengers/{segment(passenger_id)}", models.PassengerView, body=body, if_match=if_match
        )

    def delete_passenger(self, passenger_id: str, *, if_match: Answer[Any] | str | None = None) -> Answer[None]:
        """Delete a passenger profile.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("DELETE", f"/v1/passengers/{segment(passenger_id)}", type(None), if_match=if_match)

    def list_accesses(
        self,
        passenger_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        known: Answer[Page[models.PassengerAccess]] | None = None,
    ) -> Answer[Page[models.PassengerAccess]]:
        """List accesses to a passenger profile, latest first.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET",
            f"/v1/passengers/{segment(passenger_id)}/accesses",
            Page[models.PassengerAccess],
            query={"limit": limit, "cursor": cursor},
            known=known,
        )

    def all_accesses(self, passenger_id: str, *, limit: int | None = None) -> Iterator[models.PassengerAccess]:
        """As `list_accesses`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_accesses(passenger_id, limit=limit, cursor=cursor))

    def list_consents(
        self, *, known: Answer[Page[models.ConsentView]] | None = None
    ) -> Answer[Page[models.ConsentView]]:
        """List my consents by purpose.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("GET", "/v1/consents", Page[models.ConsentView], known=known)

    def get_consent(
        self, purpose: str, *, known: Answer[models.ConsentView] | None = None
    ) -> Answer[models.ConsentView]:
        """Get a consent.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("GET", f"/v1/consents/{segment(purpose)}", models.ConsentView, known=known)

    def set_consent(
        self, purpose: str, body: models.ConsentRequest, *, if_match: Answer[Any] | str
    ) -> Answer[models.ConsentView]:
        """Grant or withdraw a consent.

        Send `If-Match: "v0"` for the first decision, then the ETag that you read, or `*` for either.

        Open to every signed-in user. Not open to programs.
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
        """List the history of a consent, latest first.

        Open to every signed-in user. Not open to programs.
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

    def get_tracking(self, *, known: Answer[models.TrackingView] | None = None) -> Answer[models.TrackingView]:
        """Get how my positions are shared.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("GET", "/v1/me/tracking", models.TrackingView, known=known)

    def set_tracking(self, body: models.TrackingRequest, *, if_match: Answer[Any] | str) -> Answer[models.TrackingView]:
        """Set how my positions are shared.

        Send `If-Match: "v0"` for the first time, then the ETag that you read, or `*` for either. With
        `granted` false nothing is kept from that moment on, and nobody but you sees what was.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("PUT", "/v1/me/tracking", models.TrackingView, body=body, if_match=if_match)

    def delete_positions(self) -> Answer[None]:
        """Delete all positions of mine.

        What is kept of where you were is removed, with what was said of it: events at geofences, warnings.
        What you want from now on, and who looked, stays.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("DELETE", "/v1/me/tracking/positions", type(None))

    def list_position_looks(
        self, *, limit: int | None = None, cursor: str | None = None, known: Answer[Page[models.Look]] | None = None
    ) -> Answer[Page[models.Look]]:
        """List who looked at my positions, latest first.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET", "/v1/me/position-looks", Page[models.Look], query={"limit": limit, "cursor": cursor}, known=known
        )

    def all_position_looks(self, *, limit: int | None = None) -> Iterator[models.Look]:
        """As `list_position_looks`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_position_looks(limit=limit, cursor=cursor))

    def list_my_positions(
        self,
        *,
        since: dt.datetime | None = None,
        until: dt.datetime | None = None,
        device_id: str | None = None,
        tolerance: float | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        known: Answer[Page[models.PositionView]] | None = None,
    ) -> Answer[Page[models.PositionView]]:
        """List my positions, earliest first.

        All that is kept, as it is kept; at most 31 days at a time. `format` chooses how it is written, else
        the `Accept` header. Drawn formats (GeoJSON, polylines, GPX) and whatever is simplified to a
        `tolerance` hold fixes with which nothing is wrong, in stretches of one device without a break;
        pings, coarse positions and what is flagged are in the plain list. A page may be short, or empty,
        although more follows: `nextCursor`, or `Link` in every format, says whether.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET",
            "/v1/me/positions",
            Page[models.PositionView],
            query={
                "since": since,
                "until": until,
                "deviceId": device_id,
                "tolerance": tolerance,
                "limit": limit,
                "cursor": cursor,
            },
            known=known,
        )

    def all_my_positions(
        self,
        *,
        since: dt.datetime | None = None,
        until: dt.datetime | None = None,
        device_id: str | None = None,
        tolerance: float | None = None,
        limit: int | None = None,
    ) -> Iterator[models.PositionView]:
        """As `list_my_positions`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(
            lambda cursor: self.list_my_positions(
                since=since, until=until, device_id=device_id, tolerance=tolerance, limit=limit, cursor=cursor
            )
        )

    def list_positions(
        self,
        user_id: str,
        *,
        since: dt.datetime | None = None,
        until: dt.datetime | None = None,
        device_id: str | None = None,
        tolerance: float | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        reason: str | None = None,
        known: Answer[Page[models.PositionView]] | None = None,
    ) -> Answer[Page[models.PositionView]]:
        """List the positions of a person, earliest first.

        For travel managers and for arrangers, by a reason that the person reads, and no more exactly than
        the person shares; at most 31 days at a time. `format` chooses how it is written, else the `Accept`
        header. Drawn formats (GeoJSON, polylines, GPX) and whatever is simplified to a `tolerance` hold
        fixes with which nothing is wrong, in stretches of one device without a break; pings, coarse
        positions and what is flagged are in the plain list. A page may be short, or empty, although more
        follows: `nextCursor`, or `Link` in every format, says whether.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET",
            f"/v1/users/{segment(user_id)}/positions",
            Page[models.PositionView],
            query={
                "since": since,
                "until": until,
                "deviceId": device_id,
                "tolerance": tolerance,
                "limit": limit,
                "cursor": cursor,
                "reason": reason,
            },
            known=known,
        )

    def all_positions(
        self,
        user_id: str,
        *,
        since: dt.datetime | None = None,
        until: dt.datetime | None = None,
        device_id: str | None = None,
        tolerance: float | None = None,
        limit: int | None = None,
        reason: str | None = None,
    ) -> Iterator[models.PositionView]:
        """As `list_positions`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(
            lambda cursor: self.list_positions(
                user_id,
                since=since,
                until=until,
                device_id=device_id,
                tolerance=tolerance,
                limit=limit,
                reason=reason,
                cursor=cursor,
            )
        )

    def get_my_track_summary(
        self,
        *,
        since: dt.datetime | None = None,
        until: dt.datetime | None = None,
        device_id: str | None = None,
        known: Answer[models.TrackSummary] | None = None,
    ) -> Answer[models.TrackSummary]:
        """Get my stops and moves.

        A stop is where a device stayed within 100 metres for five minutes; a move is what lies between.
        Flagged positions count for nothing. At most 7 days.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET",
            "/v1/me/track-summary",
            models.TrackSummary,
            query={"since": since, "until": until, "deviceId": device_id},
            known=known,
        )

    def get_track_summary(
        self,
        user_id: str,
        *,
        since: dt.datetime | None = None,
        until: dt.datetime | None = None,
        device_id: str | None = None,
        reason: str | None = None,
        known: Answer[models.TrackSummary] | None = None,
    ) -> Answer[models.TrackSummary]:
        """Get the stops and moves of a person.

        For travel managers and for arrangers, by a reason that the person reads. A stop is where a device
        stayed within 100 metres for five minutes; a move is what lies between. Flagged positions count for
        nothing. At most 7 days.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET",
            f"/v1/users/{segment(user_id)}/track-summary",
            models.TrackSummary,
            query={"since": since, "until": until, "deviceId": device_id, "reason": reason},
            known=known,
        )

    def create_track_share(
        self, body: models.TrackShareRequest, *, idempotency_key: str | None = None
    ) -> Answer[models.TrackShareAddress]:
        """Create a link to share my track.

        Whoever has the address sees what it shows, without signing in: a trip of yours, or a span of time
        that may lie ahead. It shows no more than you share with anybody, and ends when you revoke it, when
        it expires (at most 30 days ahead), when the trip is cancelled, and when you withdraw your consent.
        You read each visit in `/v1/me/position-looks`. At most 20 links are open at a time. The address is
        shown once and cannot be read again, except by a retry with the same Idempotency-Key.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "POST",
            "/v1/me/track-shares",
            models.TrackShareAddress,
            body=body,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def list_track_shares(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        known: Answer[Page[models.TrackShareView]] | None = None,
    ) -> Answer[Page[models.TrackShareView]]:
        """List my share links that are open, latest first.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET",
            "/v1/me/track-shares",
            Page[models.TrackShareView],
            query={"limit": limit, "cursor": cursor},
            known=known,
        )

    def all_track_shares(self, *, limit: int | None = None) -> Iterator[models.TrackShareView]:
        """As `list_track_shares`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_track_shares(limit=limit, cursor=cursor))

    def get_track_share(
        self, share_id: str, *, known: Answer[models.TrackShareView] | None = None
    ) -> Answer[models.TrackShareView]:
        """Get a share link of mine.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("GET", f"/v1/me/track-shares/{segment(share_id)}", models.TrackShareView, known=known)

    def revoke_track_share(self, share_id: str) -> Answer[None]:
        """Revoke a share link.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("DELETE", f"/v1/me/track-shares/{segment(share_id)}", type(None))

    def read_shared_track(
        self,
        share_token: str,
        *,
        since: dt.datetime | None = None,
        until: dt.datetime | None = None,
        device_id: str | None = None,
        tolerance: float | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        known: Answer[Page[models.PositionView]] | None = None,
    ) -> Answer[Page[models.PositionView]]:
        """Read a shared track, earliest first.

        For whoever was given the address. `since` and `until` narrow what the link shows. A link that is
        revoked or expired, or whose person shares nothing any more, answers 404. `format` chooses how it is
        written, else the `Accept` header. Drawn formats (GeoJSON, polylines, GPX) and whatever is
        simplified to a `tolerance` hold fixes with which nothing is wrong, in stretches of one device
        without a break; pings, coarse positions and what is flagged are in the plain list. A page may be
        short, or empty, although more follows: `nextCursor`, or `Link` in every format, says whether.

        Requires no token.
        """
        return self._call(
            "GET",
            f"/v1/shared-tracks/{segment(share_token)}",
            Page[models.PositionView],
            query={
                "since": since,
                "until": until,
                "deviceId": device_id,
                "tolerance": tolerance,
                "limit": limit,
                "cursor": cursor,
            },
            known=known,
        )

    def all_read_shared_track(
        self,
        share_token: str,
        *,
        since: dt.datetime | None = None,
        until: dt.datetime | None = None,
        device_id: str | None = None,
        tolerance: float | None = None,
        limit: int | None = None,
    ) -> Iterator[models.PositionView]:
        """As `read_shared_track`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(
            lambda cursor: self.read_shared_track(
                share_token,
                since=since,
                until=until,
                device_id=device_id,
                tolerance=tolerance,
                limit=limit,
                cursor=cursor,
            )
        )

    def create_geofence(
        self, body: models.GeofenceCreation, *, idempotency_key: str | None = None
    ) -> Answer[models.GeofenceView]:
        """Create a geofence.

        At most 500 of your own, and as many of the company's. A place, a route and a trip stand for what
        they are at this moment.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "POST", "/v1/geofences", models.GeofenceView, body=body, idempotency_key=idempotency_key, keyed=True
        )

    def list_geofences(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        owner: models.GeofenceOwner | None = None,
        known: Answer[Page[models.GeofenceView]] | None = None,
    ) -> Answer[Page[models.GeofenceView]]:
        """List geofences, oldest first.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET",
            "/v1/geofences",
            Page[models.GeofenceView],
            query={"limit": limit, "cursor": cursor, "owner": owner},
            known=known,
        )

    def all_geofences(
        self, *, limit: int | None = None, owner: models.GeofenceOwner | None = None
    ) -> Iterator[models.GeofenceView]:
        """As `list_geofences`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_geofences(limit=limit, owner=owner, cursor=cursor))

    def get_geofence(
        self, geofence_id: str, *, known: Answer[models.GeofenceView] | None = None
    ) -> Answer[models.GeofenceView]:
        """Get a geofence.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("GET", f"/v1/geofences/{segment(geofence_id)}", models.GeofenceView, known=known)

    def replace_geofence(
        self, geofence_id: str, body: models.GeofenceRequest, *, if_match: Answer[Any] | str
    ) -> Answer[models.GeofenceView]:
        """Replace a geofence.

        With another name alone it goes on counting. Otherwise it counts from then: whoever is inside enters
        it then, and what was said of it before stays as it is.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "PUT", f"/v1/geofences/{segment(geofence_id)}", models.GeofenceView, body=body, if_match=if_match
        )

    def delete_geofence(self, geofence_id: str, *, if_match: Answer[Any] | str | None = None) -> Answer[None]:
        """Delete a geofence.

        What happened there stays in the events of whose it was.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("DELETE", f"/v1/geofences/{segment(geofence_id)}", type(None), if_match=if_match)

    def list_geofence_events(
        self,
        geofence_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        since: dt.datetime | None = None,
        until: dt.datetime | None = None,
        kind: models.GeofenceEventKind | None = None,
        user_id: str | None = None,
        reason: str | None = None,
        known: Answer[Page[models.GeofenceRecord]] | None = None,
    ) -> Answer[Page[models.GeofenceRecord]]:
        """List what happened at a geofence, latest first.

        Your own events. At the company's geofences travel managers see those of everybody who shares where
        they are, or of `userId`, and arrangers those of whom they arrange trips for: by a reason that each
        of them reads. The latest first; a page may be short although more follows.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET",
            f"/v1/geofences/{segment(geofence_id)}/events",
            Page[models.GeofenceRecord],
            query={
                "limit": limit,
                "cursor": cursor,
                "since": since,
                "until": until,
                "kind": kind,
                "userId": user_id,
                "reason": reason,
            },
            known=known,
        )

    def all_geofence_events(
        self,
        geofence_id: str,
        *,
        limit: int | None = None,
        since: dt.datetime | None = None,
        until: dt.datetime | None = None,
        kind: models.GeofenceEventKind | None = None,
        user_id: str | None = None,
        reason: str | None = None,
    ) -> Iterator[models.GeofenceRecord]:
        """As `list_geofence_events`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(
            lambda cursor: self.list_geofence_events(
                geofence_id,
                limit=limit,
                since=since,
                until=until,
                kind=kind,
                user_id=user_id,
                reason=reason,
                cursor=cursor,
            )
        )

    def list_my_geofence_events(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        since: dt.datetime | None = None,
        until: dt.datetime | None = None,
        geofence_id: str | None = None,
        kind: models.GeofenceEventKind | None = None,
        known: Answer[Page[models.GeofenceRecord]] | None = None,
    ) -> Answer[Page[models.GeofenceRecord]]:
        """List my geofence events, latest first.

        When you entered and left geofences, your own and the company's. A position that comes late corrects
        an event (`revision` counts that), or withdraws it. The latest first; a page may be short although
        more follows.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET",
            "/v1/me/geofence-events",
            Page[models.GeofenceRecord],
            query={
                "limit": limit,
                "cursor": cursor,
                "since": since,
                "until": until,
                "geofenceId": geofence_id,
                "kind": kind,
            },
            known=known,
        )

    def all_my_geofence_events(
        self,
        *,
        limit: int | None = None,
        since: dt.datetime | None = None,
        until: dt.datetime | None = None,
        geofence_id: str | None = None,
        kind: models.GeofenceEventKind | None = None,
    ) -> Iterator[models.GeofenceRecord]:
        """As `list_my_geofence_events`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(
            lambda cursor: self.list_my_geofence_events(
                limit=limit, since=since, until=until, geofence_id=geofence_id, kind=kind, cursor=cursor
            )
        )

    def geocode(
        self,
        *,
        q: str,
        latitude: float | None = None,
        longitude: float | None = None,
        limit: int | None = None,
        offline: bool | None = None,
        known: Answer[models.PlaceList] | None = None,
    ) -> Answer[models.PlaceList]:
        """Find a place by name.

        Names that several places share give several answers. With a point, what is nearest comes first.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET",
            "/v1/maps/geocode",
            models.PlaceList,
            query={"q": q, "latitude": latitude, "longitude": longitude, "limit": limit, "offline": offline},
            known=known,
        )

    def reverse_geocode(
        self,
        *,
        latitude: float,
        longitude: float,
        limit: int | None = None,
        offline: bool | None = None,
        known: Answer[models.Surroundings] | None = None,
    ) -> Answer[models.Surroundings]:
        """Find what is at a point.

        Airports and cities around a point; with a provider, addresses, and the nearest road.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET",
            "/v1/maps/reverse-geocode",
            models.Surroundings,
            query={"latitude": latitude, "longitude": longitude, "limit": limit, "offline": offline},
            known=known,
        )

    def list_nearest_airports(
        self,
        *,
        latitude: float,
        longitude: float,
        limit: int | None = None,
        known: Answer[models.PlaceList] | None = None,
    ) -> Answer[models.PlaceList]:
        """Find the nearest airports.

        Airports with an IATA code that serve a city, the nearest first.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET",
            "/v1/maps/airports",
            models.PlaceList,
            query={"latitude": latitude, "longitude": longitude, "limit": limit},
            known=known,
        )

    def get_time_zone(
        self, *, latitude: float, longitude: float, known: Answer[models.TimeZoneView] | None = None
    ) -> Answer[models.TimeZoneView]:
        """Get the time zone of a point.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET",
            "/v1/maps/time-zone",
            models.TimeZoneView,
            query={"latitude": latitude, "longitude": longitude},
            known=known,
        )

    def plan_route(
        self,
        *,
        origin: str,
        destination: str,
        via: tuple[str, ...] | None = None,
        mode: models.TravelMode | None = None,
        precision: int | None = None,
        offline: bool | None = None,
        known: Answer[models.RouteView] | None = None,
    ) -> Answer[models.RouteView]:
        """Plan a route.

        The quickest way by car, by bicycle or on foot; a flight along the great circle. 404 where there is
        no road within 1 km of a point, or no way between two.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET",
            "/v1/maps/route",
            models.RouteView,
            query={
                "origin": origin,
                "destination": destination,
                "via": via,
                "mode": mode,
                "precision": precision,
                "offline": offline,
            },
            known=known,
        )

    def request_export(
        self, body: models.PrivacyRequest, *, idempotency_key: str | None = None
    ) -> Answer[models.ExportView]:
        """Request an export of a person's data.

        `entriesUrl` in the response is readable for a week. Nothing is copied: each page shows the data as
        stored when it is read.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "POST", "/v1/privacy/exports", models.ExportView, body=body, idempotency_key=idempotency_key, keyed=True
        )

    def get_export(
        self, export_id: str, *, known: Answer[models.ExportView] | None = None
    ) -> Answer[models.ExportView]:
        """Get a data export.

        Open to every signed-in user. Not open to programs.
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
        """List the entries of a data export.

        Read on until `nextCursor` is null: a page may be short, or empty, although more follow.

        Open to every signed-in user. Not open to programs.
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

    def request_erasure(
        self, body: models.ErasureRequest, *, idempotency_key: str | None = None
    ) -> Answer[models.ErasureView]:
        """Request erasure of a person's data.

        Deletes the passenger profile, guests, documents, shares, the account and everything written by
        hand; anonymises bookings and booked trips, those that others made for the person as well.
        Accounting and audit keep the pseudonymous user id. From its beginning on, nothing that names the
        person is accepted. A second request while one runs continues it. An erasure cannot be reverted.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "POST", "/v1/privacy/erasures", models.ErasureView, body=body, idempotency_key=idempotency_key, keyed=True
        )

    def get_erasure(
        self, erasure_id: str, *, known: Answer[models.ErasureView] | None = None
    ) -> Answer[models.ErasureView]:
        """Get the progress of an erasure.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("GET", f"/v1/privacy/erasures/{segment(erasure_id)}", models.ErasureView, known=known)

    def send_assistant_message(
        self, body: models.AssistantMessageRequest, *, idempotency_key: str | None = None
    ) -> Answer[models.AssistantMessage]:
        """Ask the assistant.

        Answers a question about the travel policy or about your own trips, bookings, approvals, budget and
        documents. `answeredBy` says whether a language model made the answer; without one it quotes and
        lists. Every quote is in the policy word for word. `actions` are requests that you may send; nothing
        changes by a message. A conversation answers one message at a time.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "POST",
            "/v1/assistant/messages",
            models.AssistantMessage,
            body=body,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def stream_assistant_message(
        self, body: models.AssistantMessageRequest, *, idempotency_key: str | None = None
    ) -> Answer[str]:
        """Ask the assistant, answered as events.

        The same as a stream of server-sent events: `message.started`, `text`, `citation` before the words
        that it is of, `link`, `action`, `message.completed`. What a broken connection lost is read again by
        the stream of the conversation after `Last-Event-ID`, or by sending the same `Idempotency-Key`
        again.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "POST", "/v1/sse/assistant/messages", str, body=body, idempotency_key=idempotency_key, keyed=True
        )

    def stream_conversation(
        self,
        conversation_id: str,
        *,
        wait: int | None = None,
        named: bool | None = None,
        last_event_id: str | None = None,
    ) -> Answer[str]:
        """Stream a conversation's events.

        Server-sent events after `Last-Event-ID`, those of some messages at a time: at once those that there
        are, then those that come. It stays open, and says things as they happen, for a quarter of an hour
        at most; where it cannot be streamed, it is sent after `wait` seconds. It ends with `retry:`, and an
        EventSource reconnects for the rest.

        Open to every signed-in user. Where no header can be sent, `?ticket=` stands for the token. Not open
        to programs.
        """
        return self._call(
            "GET",
            f"/v1/sse/assistant/conversations/{segment(conversation_id)}",
            str,
            query={"wait": wait, "named": named, "lastEventId": last_event_id},
        )

    def list_conversations(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        known: Answer[Page[models.ConversationView]] | None = None,
    ) -> Answer[Page[models.ConversationView]]:
        """List my conversations, the latest begun first.

        A page may be short, because of what is deleted, although `nextCursor` says that more follow.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET",
            "/v1/assistant/conversations",
            Page[models.ConversationView],
            query={"limit": limit, "cursor": cursor},
            known=known,
        )

    def all_conversations(self, *, limit: int | None = None) -> Iterator[models.ConversationView]:
        """As `list_conversations`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_conversations(limit=limit, cursor=cursor))

    def get_conversation(
        self, conversation_id: str, *, known: Answer[models.ConversationView] | None = None
    ) -> Answer[models.ConversationView]:
        """Get a conversation.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET", f"/v1/assistant/conversations/{segment(conversation_id)}", models.ConversationView, known=known
        )

    def delete_conversation(self, conversation_id: str) -> Answer[None]:
        """Delete a conversation.

        With all its messages, at once and for good.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("DELETE", f"/v1/assistant/conversations/{segment(conversation_id)}", type(None))

    def list_conversation_messages(
        self,
        conversation_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        known: Answer[Page[models.AssistantMessage]] | None = None,
    ) -> Answer[Page[models.AssistantMessage]]:
        """List a conversation's messages, the oldest first.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET",
            f"/v1/assistant/conversations/{segment(conversation_id)}/messages",
            Page[models.AssistantMessage],
            query={"limit": limit, "cursor": cursor},
            known=known,
        )

    def all_conversation_messages(
        self, conversation_id: str, *, limit: int | None = None
    ) -> Iterator[models.AssistantMessage]:
        """As `list_conversation_messages`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_conversation_messages(conversation_id, limit=limit, cursor=cursor))

    def list_policy_versions(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        known: Answer[Page[models.PolicyVersionView]] | None = None,
    ) -> Answer[Page[models.PolicyVersionView]]:
        """List the versions of the travel policy.

        Newest first. A version never changes; verdicts, bookings and the audit name the one they rest on.

        Open to every signed-in user. Open to programs with the scope `sojourn/policies.read`.
        """
        return self._call(
            "GET", "/v1/policies", Page[models.PolicyVersionView], query={"limit": limit, "cursor": cursor}, known=known
        )

    def all_policy_versions(self, *, limit: int | None = None) -> Iterator[models.PolicyVersionView]:
        """As `list_policy_versions`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_policy_versions(limit=limit, cursor=cursor))

    def get_policy(self, *, known: Answer[models.PolicyView] | None = None) -> Answer[models.PolicyView]:
        """Get the travel policy in effect.

        Open to every signed-in user. Open to programs with the scope `sojourn/policies.read`.
        """
        return self._call("GET", "/v1/policies/current", models.PolicyView, known=known)

    def publish_policy(
        self, body: models.PolicySubmission, *, if_match: Answer[Any] | str
    ) -> Answer[models.PolicyView]:
        """Publish the next version of the travel policy.

        Send `If-Match: "v0"` for the first version, otherwise the ETag of the newest version, or `*`. Words
        of policy documents that clauses name as their `source` must stand there letter by letter; they
        become `citations`. What was read of any version may be edited and sent as it is: `version`,
        `citations` and `outdatedSources`, which only Sojourn sets, are accepted as that version has them
        and refused when they differ.

        Requires the role travel-manager. Not open to programs.
        """
        return self._call("PUT", "/v1/policies/current", models.PolicyView, body=body, if_match=if_match)

    def get_policy_version(
        self, version: str, *, known: Answer[models.PolicyView] | None = None
    ) -> Answer[models.PolicyView]:
        """Get a version of the travel policy.

        Everybody who is signed in may read every version: bookings cite it as their `policyVersion`.

        Open to every signed-in user. Open to programs with the scope `sojourn/policies.read`.
        """
        return self._call("GET", f"/v1/policies/{segment(version)}", models.PolicyView, known=known)

    def search_policy(
        self,
        *,
        q: str,
        limit: int | None = None,
        document_id: str | None = None,
        known: Answer[models.PolicyHits] | None = None,
    ) -> Answer[models.PolicyHits]:
        """Search the policy.

        Searches the version that counts of every policy document, and the clauses of the travel policy in
        effect (`documentId` is then `travel-policy`). Each section comes once, with the sentences of its
        best paragraph; `start` and `end` are their places in the section's text.

        Open to every signed-in user. Open to programs with the scope `sojourn/policies.read`.
        """
        return self._call(
            "GET",
            "/v1/policies/search",
            models.PolicyHits,
            query={"q": q, "limit": limit, "documentId": document_id},
            known=known,
        )

    def create_policy_document(
        self, body: models.PolicyDocumentRequest, *, idempotency_key: str | None = None
    ) -> Answer[models.PolicyDocumentUpload]:
        """Create a policy document and the upload form of its first version.

        The form accepts exactly the announced file, for five minutes. Then confirm the version. One whose
        file has not come within a day has failed. There are at most 200 documents.

        Requires the role travel-manager. Not open to programs.
        """
        return self._call(
            "POST",
            "/v1/policy-documents",
            models.PolicyDocumentUpload,
            body=body,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def list_policy_documents(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        status: models.PolicyDocumentStatus | None = None,
        known: Answer[Page[models.PolicyDocumentSummary]] | None = None,
    ) -> Answer[Page[models.PolicyDocumentSummary]]:
        """List policy documents, newest first.

        Travel managers see all; everybody else those of which a version was parsed.

        Open to every signed-in user. Open to programs with the scope `sojourn/policies.read`.
        """
        return self._call(
            "GET",
            "/v1/policy-documents",
            Page[models.PolicyDocumentSummary],
            query={"limit": limit, "cursor": cursor, "status": status},
            known=known,
        )

    def all_policy_documents(
        self, *, limit: int | None = None, status: models.PolicyDocumentStatus | None = None
    ) -> Iterator[models.PolicyDocumentSummary]:
        """As `list_policy_documents`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.list_policy_documents(limit=limit, status=status, cursor=cursor))

    def get_policy_document(
        self, policy_document_id: str, *, known: Answer[models.PolicyDocumentView] | None = None
    ) -> Answer[models.PolicyDocumentView]:
        """Get a policy document with its versions.

        Open to every signed-in user. Open to programs with the scope `sojourn/policies.read`.
        """
        return self._call(
            "GET", f"/v1/policy-documents/{segment(policy_document_id)}", models.PolicyDocumentView, known=known
        )

    def delete_policy_document(
        self, policy_document_id: str, *, if_match: Answer[Any] | str | None = None
    ) -> Answer[None]:
        """Delete a policy document with all its versions.

        409 while the travel policy in effect, or one that will be, cites it. With `If-Match`, only if
        nobody has changed it since.

        Requires the role travel-manager. Not open to programs.
        """
        return self._call(
            "DELETE", f"/v1/policy-documents/{segment(policy_document_id)}", type(None), if_match=if_match
        )

    def create_policy_document_version(
        self, policy_document_id: str, body: models.PolicyFile, *, idempotency_key: str | None = None
    ) -> Answer[models.PolicyDocumentUpload]:
        """Create the next version of a policy document and its upload form.

        The version before counts until the new one is parsed. Versions never change: what is cited of the
        old one still stands there. A document has at most 100.

        Requires the role travel-manager. Not open to programs.
        """
        return self._call(
            "POST",
            f"/v1/policy-documents/{segment(policy_document_id)}/versions",
            models.PolicyDocumentUpload,
            body=body,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def delete_policy_document_version(
        self, policy_document_id: str, version: str, *, if_match: Answer[Any] | str | None = None
    ) -> Answer[None]:
        """Delete a version of a policy document.

        The newest parsed version that is left counts again; with the last one the document is deleted. 409
        while the travel policy in effect, or one that will be, cites it. With `If-Match`, only if nobody
        has changed the document since.

        Requires the role travel-manager. Not open to programs.
        """
        return self._call(
            "DELETE",
            f"/v1/policy-documents/{segment(policy_document_id)}/versions/{segment(version)}",
            type(None),
            if_match=if_match,
        )

    def confirm_policy_document_version(
        self, policy_document_id: str, version: str, *, idempotency_key: str | None = None
    ) -> Answer[models.PolicyDocumentView]:
        """Confirm the uploaded file of a version, which is then parsed.

        Checks the file: the version is `received` and will be parsed, or has `failed` if the file differs
        from the announced one in size, type, checksum or content. Follow `eventsUrl`. 409 if nothing has
        been uploaded yet: confirm again with another Idempotency-Key after the upload.

        Requires the role travel-manager. Not open to programs.
        """
        return self._call(
            "POST",
            f"/v1/policy-documents/{segment(policy_document_id)}/versions/{segment(version)}/confirmation",
            models.PolicyDocumentView,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def create_policy_document_download_link(
        self, policy_document_id: str, version: str, *, known: Answer[models.DownloadLink] | None = None
    ) -> Answer[models.DownloadLink]:
        """Create a download link for a version of a policy document.

        The link is valid for one minute, needs no token and returns the file as an attachment.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET",
            f"/v1/policy-documents/{segment(policy_document_id)}/versions/{segment(version)}/download",
            models.DownloadLink,
            known=known,
        )

    def list_policy_sections(
        self,
        policy_document_id: str,
        version: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        known: Answer[Page[models.PolicySectionView]] | None = None,
    ) -> Answer[Page[models.PolicySectionView]]:
        """List the sections of a version of a policy document.

        In the order of the document. Quotes of `text` are verbatim: offsets count code points of it, from
        0. A page may hold fewer sections than `limit` although more follow.

        Open to every signed-in user. Open to programs with the scope `sojourn/policies.read`.
        """
        return self._call(
            "GET",
            f"/v1/policy-documents/{segment(policy_document_id)}/versions/{segment(version)}/sections",
            Page[models.PolicySectionView],
            query={"limit": limit, "cursor": cursor},
            known=known,
        )

    def all_policy_sections(
        self, policy_document_id: str, version: str, *, limit: int | None = None
    ) -> Iterator[models.PolicySectionView]:
        """As `list_policy_sections`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(
            lambda cursor: self.list_policy_sections(policy_document_id, version, limit=limit, cursor=cursor)
        )

    def get_policy_section(
        self,
        policy_document_id: str,
        version: str,
        position: str,
        *,
        known: Answer[models.PolicySectionView] | None = None,
    ) -> Answer[models.PolicySectionView]:
        """Get a section of a version of a policy document.

        Open to every signed-in user. Open to programs with the scope `sojourn/policies.read`.
        """
        return self._call(
            "GET",
            f"/v1/policy-documents/{segment(policy_document_id)}/versions/{segment(version)}/sections/{segment(position)}",
            models.PolicySectionView,
            known=known,
        )

    def stream_policy_document_events(
        self,
        policy_document_id: str,
        *,
        wait: int | None = None,
        named: bool | None = None,
        last_event_id: str | None = None,
    ) -> Answer[str]:
        """Stream a policy document's events.

        Server-sent events after `Last-Event-ID`: at once those that there are, then those that come. It
        stays open, and says things as they happen, for a quarter of an hour at most; where it cannot be
        streamed, it is sent after `wait` seconds. It ends with `retry:`, and an EventSource reconnects for
        the rest. The last hundred events are kept. Travel managers see all, everybody else that a version
        was parsed or indexed.

        Open to every signed-in user. Where no header can be sent, `?ticket=` stands for the token. Not open
        to programs.
        """
        return self._call(
            "GET",
            f"/v1/sse/policy-documents/{segment(policy_document_id)}",
            str,
            query={"wait": wait, "named": named, "lastEventId": last_event_id},
        )

    def list_budgets(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        period: str | None = None,
        known: Answer[Page[models.BudgetView]] | None = None,
    ) -> Answer[Page[models.BudgetView]]:
        """List budgets by cost centre.

        The budgets of one period. Amounts may be a moment old; a single budget is read with its latest
        amounts.

        Requires the role travel-manager. Open to programs with the scope `sojourn/reports.read`.
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
        """Get a budget.

        Requires the role travel-manager or approver. Open to programs with the scope
        `sojourn/reports.read`.
        """
        return self._call(
            "GET", f"/v1/budgets/{segment(cost_centre)}/{segment(period)}", models.BudgetView, known=known
        )

    def set_budget(
        self, cost_centre: str, period: str, body: models.BudgetRequest, *, if_match: Answer[Any] | str
    ) -> Answer[models.BudgetView]:
        """Create a budget, or change its limit and thresholds.

        Send `If-Match: "v0"` to create one, the ETag that you read to change one, or `*` for either. When a
        percentage of `thresholds` (by default 80 and 95 percent) is reached, the event
        `budget.threshold_reached` is published once.

        Requires the role travel-manager. Not open to programs.
        """
        return self._call(
            "PUT",
            f"/v1/budgets/{segment(cost_centre)}/{segment(period)}",
            models.BudgetView,
            body=body,
            if_match=if_match,
        )

    def preview_employee_import(
        self,
        body: models.FileRequest,
        *,
        missing: models.MissingPeople | None = None,
        accounts: models.UnknownAccounts | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[models.EmployeeImport]:
        """Preview an import of employees from CSV.

        UTF-8, up to 5,000 rows and 2,000,000 bytes, with `,`, `;` or a tab between cells. The first line
        names the columns, in any order and case: `email` or `userId`, and any of `name`, `managerEmail`,
        `managerId`, `grade`, `costCentre`, `chargeableCostCentres` (with `|` between them), `policyGroup`,
        `active`. A column that is left out changes nothing; an empty cell removes the value. Nothing is
        changed until the import is applied.

        Requires the role travel-manager. Not open to programs.
        """
        return self._call(
            "POST",
            "/v1/employees/imports",
            models.EmployeeImport,
            query={"missing": missing, "accounts": accounts},
            body=body,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def get_employee_import(
        self, import_id: str, *, known: Answer[models.EmployeeImport] | None = None
    ) -> Answer[models.EmployeeImport]:
        """Get an import of employees and its progress.

        Requires the role travel-manager. Not open to programs.
        """
        return self._call("GET", f"/v1/employees/imports/{segment(import_id)}", models.EmployeeImport, known=known)

    def list_employee_import_rows(
        self,
        import_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        action: models.RowAction | None = None,
        outcome: models.RowOutcome | None = None,
        known: Answer[Page[models.ImportRow]] | None = None,
    ) -> Answer[Page[models.ImportRow]]:
        """List the rows of an import of employees.

        Rows with errors first, by their line; then in the order in which they are written, managers first.

        Requires the role travel-manager. Not open to programs.
        """
        return self._call(
            "GET",
            f"/v1/employees/imports/{segment(import_id)}/rows",
            Page[models.ImportRow],
            query={"limit": limit, "cursor": cursor, "action": action, "outcome": outcome},
            known=known,
        )

    def all_employee_import_rows(
        self,
        import_id: str,
        *,
        limit: int | None = None,
        action: models.RowAction | None = None,
        outcome: models.RowOutcome | None = None,
    ) -> Iterator[models.ImportRow]:
        """As `list_employee_import_rows`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(
            lambda cursor: self.list_employee_import_rows(
                import_id, limit=limit, action=action, outcome=outcome, cursor=cursor
            )
        )

    def apply_employee_import(
        self, import_id: str, body: models.ApplicationRequest, *, idempotency_key: str | None = None
    ) -> Answer[models.EmployeeImport]:
        """Apply an import of employees as previewed.

        It begins within a minute and is done row by row; read the import for its progress. A record that
        changes meanwhile is left alone (`conflict`). Send `{}` when nothing is to be confirmed.

        Requires the role travel-manager. Not open to programs.
        """
        return self._call(
            "POST",
            f"/v1/employees/imports/{segment(import_id)}/application",
            models.EmployeeImport,
            body=body,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def export_employees(self, *, known: Answer[str] | None = None) -> Answer[str]:
        """Export employees as CSV.

        Everybody in the columns of an import, deactivated employees too: imported again, nothing changes.

        Requires the role travel-manager. Not open to programs.
        """
        return self._call("GET", "/v1/employees/export", str, known=known)

    def report_spend(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        from_month: str | None = None,
        to_month: str | None = None,
        cost_centre: str | None = None,
        group_by: models.SpendGrouping | None = None,
        known: Answer[Page[models.SpendFigures]] | None = None,
    ) -> Answer[Page[models.SpendFigures]]:
        """Report spend by month, cost centre, traveller, route or carrier.

        A booking counts in the month (UTC) in which it was bought, whatever becomes of it later: a refund
        lowers the figures of that month. Figures follow a change within seconds, and are compared with the
        bookings every night. Amounts are never converted: a group has an entry for each currency, and a
        page may have more entries than `limit`, which counts groups. At most 24 months at a time. Send
        `Accept: text/csv` for a spreadsheet; then the `Link` header leads to the next page. By cost centre
        and by traveller, a booking of several is divided among them, to the minor unit, and counts as one
        booking for each. By route and by carrier there are fares alone, each divided equally among its
        slices, and these among their segments.

        Requires the role travel-manager. Open to programs with the scope `sojourn/reports.read`.
        """
        return self._call(
            "GET",
            "/v1/reports/spend",
            Page[models.SpendFigures],
            query={
                "limit": limit,
                "cursor": cursor,
                "fromMonth": from_month,
                "toMonth": to_month,
                "costCentre": cost_centre,
                "groupBy": group_by,
            },
            known=known,
        )

    def all_report_spend(
        self,
        *,
        limit: int | None = None,
        from_month: str | None = None,
        to_month: str | None = None,
        cost_centre: str | None = None,
        group_by: models.SpendGrouping | None = None,
    ) -> Iterator[models.SpendFigures]:
        """As `report_spend`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(
            lambda cursor: self.report_spend(
                limit=limit,
                from_month=from_month,
                to_month=to_month,
                cost_centre=cost_centre,
                group_by=group_by,
                cursor=cursor,
            )
        )

    def report_compliance(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        from_month: str | None = None,
        to_month: str | None = None,
        cost_centre: str | None = None,
        group_by: models.ComplianceGrouping | None = None,
        known: Answer[Page[models.ComplianceFigures]] | None = None,
    ) -> Answer[Page[models.ComplianceFigures]]:
        """Report compliance with the travel policy by month, cost centre or traveller.

        A booking counts in the month (UTC) in which it was bought, whatever becomes of it later: a refund
        lowers the figures of that month. Figures follow a change within seconds, and are compared with the
        bookings every night. Amounts are never converted: a group has an entry for each currency, and a
        page may have more entries than `limit`, which counts groups. At most 24 months at a time. Send
        `Accept: text/csv` for a spreadsheet; then the `Link` header leads to the next page. A declined
        request counts in the month in which it was made.

        Requires the role travel-manager. Open to programs with the scope `sojourn/reports.read`.
        """
        return self._call(
            "GET",
            "/v1/reports/compliance",
            Page[models.ComplianceFigures],
            query={
                "limit": limit,
                "cursor": cursor,
                "fromMonth": from_month,
                "toMonth": to_month,
                "costCentre": cost_centre,
                "groupBy": group_by,
            },
            known=known,
        )

    def all_report_compliance(
        self,
        *,
        limit: int | None = None,
        from_month: str | None = None,
        to_month: str | None = None,
        cost_centre: str | None = None,
        group_by: models.ComplianceGrouping | None = None,
    ) -> Iterator[models.ComplianceFigures]:
        """As `report_compliance`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(
            lambda cursor: self.report_compliance(
                limit=limit,
                from_month=from_month,
                to_month=to_month,
                cost_centre=cost_centre,
                group_by=group_by,
                cursor=cursor,
            )
        )

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
        """List employees by name.

        A page may be short although more follow.

        Requires the role travel-manager. Open to programs with the scope `sojourn/employees.read`.
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

    def get_employee(self, user_id: str, *, known: Answer[models.Employee] | None = None) -> Answer[models.Employee]:
        """Get an employee.

        Requires the role travel-manager. Open to programs with the scope `sojourn/employees.read`.
        """
        return self._call("GET", f"/v1/employees/{segment(user_id)}", models.Employee, known=known)

    def put_employee(
        self, user_id: str, body: models.EmployeeDetails, *, if_match: Answer[Any] | str
    ) -> Answer[models.Employee]:
        """Create or replace an employee.

        Send `If-Match: "v0"` to create one, the ETag that you read to replace one, or `*` for either. The
        manager and the delegate must be employees already, and a management chain must not form a circle.

        Requires the role travel-manager. Open to programs with the scope `sojourn/employees.write`.
        """
        return self._call("PUT", f"/v1/employees/{segment(user_id)}", models.Employee, body=body, if_match=if_match)

    def update_employee(
        self, user_id: str, body: models.EmployeePatch, *, if_match: Answer[Any] | str
    ) -> Answer[models.Employee]:
        """Update an employee.

        A JSON Merge Patch (RFC 7396), as `application/merge-patch+json` or `application/json`.

        Requires the role travel-manager. Open to programs with the scope `sojourn/employees.write`.
        """
        return self._call("PATCH", f"/v1/employees/{segment(user_id)}", models.Employee, body=body, if_match=if_match)

    def deactivate_employee(self, user_id: str, *, if_match: Answer[Any] | str | None = None) -> Answer[None]:
        """Deactivate an employee.

        The record stays, with `active` false, so that the management chain of the people below keeps its
        levels. From then on, whatever token they have, a deactivated employee decides, books, buys,
        arranges and sees nothing, and their calendars are closed. Approval requests to them pass on to the
        next in the chain; bookings that they asked for, or travel by, are cancelled unless something is
        bought. They may still ask for their data, or for its erasure.

        Requires the role travel-manager. Open to programs with the scope `sojourn/employees.write`.
        """
        return self._call("DELETE", f"/v1/employees/{segment(user_id)}", type(None), if_match=if_match)

    def get_my_employee(self, *, known: Answer[models.Employee] | None = None) -> Answer[models.Employee]:
        """Get my employee record.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("GET", "/v1/me/employee", models.Employee, known=known)

    def set_delegate(self, body: models.Delegation, *, if_match: Answer[Any] | str) -> Answer[models.Employee]:
        """Set my delegate.

        The delegate approves in your place from the first to the last day, both inclusive (UTC). `If-Match`
        takes the ETag of `/v1/me/employee`.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("PUT", "/v1/me/delegation", models.Employee, body=body, if_match=if_match)

    def remove_delegate(self, *, if_match: Answer[Any] | str | None = None) -> Answer[None]:
        """Remove my delegate.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("DELETE", "/v1/me/delegation", type(None), if_match=if_match)

    def find_colleagues(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        query: str,
        known: Answer[Page[models.Colleague]] | None = None,
    ) -> Answer[Page[models.Colleague]]:
        """Find colleagues by name or address.

        Active employees, for sharing, delegating and arranging: their name, address and id, and nothing
        else. For active employees; a page may be short although more follow.

        Open to every signed-in user. Not open to programs.
        """
        return self._call(
            "GET",
            "/v1/colleagues",
            Page[models.Colleague],
            query={"limit": limit, "cursor": cursor, "query": query},
            known=known,
        )

    def all_find_colleagues(self, *, limit: int | None = None, query: str) -> Iterator[models.Colleague]:
        """As `find_colleagues`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.find_colleagues(limit=limit, query=query, cursor=cursor))

    def list_compensations(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        known: Answer[Page[models.Compensation]] | None = None,
    ) -> Answer[Page[models.Compensation]]:
        """List failed compensations, longest waiting first.

        Bookings whose compensation has just succeeded are left out: a page may be short although more
        follow.

        Requires the role operator. Not open to programs.
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
        """Get the compensation of a booking.

        Once everything is compensated, the final status of the booking. A booking that was compensated
        without an error is 404.

        Requires the role operator. Not open to programs.
        """
        return self._call("GET", f"/v1/compensations/{segment(booking_id)}", models.Compensation, known=known)

    def retry_compensation(self, booking_id: str, *, idempotency_key: str | None = None) -> Answer[models.Compensation]:
        """Retry a compensation now.

        Compensations are retried automatically, first after a minute, later every hour. This starts the
        next attempt at once. Read `Location` for its result.

        Requires the role operator. Not open to programs.
        """
        return self._call(
            "POST",
            f"/v1/compensations/{segment(booking_id)}/retry",
            models.Compensation,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def verify_all_audits(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        known: Answer[Page[models.Verification]] | None = None,
    ) -> Answer[Page[models.Verification]]:
        """Verify the audit chains of all bookings.

        Every booking that was ever anchored, in the order of the ids, those too that are gone from the
        tables. Follow `nextCursor` to the end: whatever is not `intact` was tampered with.

        Requires the role travel-manager or operator. Open to programs with the scope `sojourn/audit.read`.
        """
        return self._call(
            "GET",
            "/v1/audit/verification",
            Page[models.Verification],
            query={"limit": limit, "cursor": cursor},
            known=known,
        )

    def all_verify_all_audits(self, *, limit: int | None = None) -> Iterator[models.Verification]:
        """As `verify_all_audits`, every item to the end of the list; `limit` is how many a page has."""
        return self._all(lambda cursor: self.verify_all_audits(limit=limit, cursor=cursor))

    def create_webhook(
        self, body: models.WebhookRequest, *, idempotency_key: str | None = None
    ) -> Answer[models.NewWebhook]:
        """Create a webhook.

        The response contains the signing secret, which is not shown again. See docs/webhooks.md for how to
        verify signatures.

        Requires the role travel-manager. Open to programs with the scope `sojourn/webhooks.write`.
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
        """List webhooks, newest first.

        Requires the role travel-manager. Open to programs with the scope `sojourn/webhooks.write`.
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
        """Get a webhook and its delivery status.

        Requires the role travel-manager. Open to programs with the scope `sojourn/webhooks.write`.
        """
        return self._call("GET", f"/v1/webhooks/{segment(webhook_id)}", models.WebhookView, known=known)

    def replace_webhook(
        self, webhook_id: str, body: models.WebhookRequest, *, if_match: Answer[Any] | str
    ) -> Answer[models.WebhookView]:
        """Replace a webhook, keeping its secret.

        Enabling a webhook that was disabled for failures resets its failure count; replay the deliveries it
        missed.

        Requires the role travel-manager. Open to programs with the scope `sojourn/webhooks.write`.
        """
        return self._call(
            "PUT", f"/v1/webhooks/{segment(webhook_id)}", models.WebhookView, body=body, if_match=if_match
        )

    def delete_webhook(self, webhook_id: str, *, if_match: Answer[Any] | str | None = None) -> Answer[None]:
        """Delete a webhook.

        Pending deliveries are dropped.

        Requires the role travel-manager. Open to programs with the scope `sojourn/webhooks.write`.
        """
        return self._call("DELETE", f"/v1/webhooks/{segment(webhook_id)}", type(None), if_match=if_match)

    def rotate_webhook_secret(self, webhook_id: str, *, idempotency_key: str | None = None) -> Answer[models.NewSecret]:
        """Rotate a webhook's signing secret.

        For 24 hours every message is signed with both secrets, so that the receiver can switch in between.

        Requires the role travel-manager. Open to programs with the scope `sojourn/webhooks.write`.
        """
        return self._call(
            "POST",
            f"/v1/webhooks/{segment(webhook_id)}/secret",
            models.NewSecret,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def ping_webhook(self, webhook_id: str, *, idempotency_key: str | None = None) -> Answer[models.DeliveryView]:
        """Send a test message to a webhook.

        Sends an event of type `webhook.ping` once, without retries, even if the webhook is disabled. See
        its delivery for the result.

        Requires the role travel-manager. Open to programs with the scope `sojourn/webhooks.write`.
        """
        return self._call(
            "POST",
            f"/v1/webhooks/{segment(webhook_id)}/ping",
            models.DeliveryView,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def list_deliveries(
        self,
        webhook_id: str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        status: models.DeliveryStatus | None = None,
        known: Answer[Page[models.DeliveryView]] | None = None,
    ) -> Answer[Page[models.DeliveryView]]:
        """List a webhook's deliveries, newest first.

        Requires the role travel-manager. Open to programs with the scope `sojourn/webhooks.write`.
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
        """Get the delivery of an event.

        Requires the role travel-manager. Open to programs with the scope `sojourn/webhooks.write`.
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
        """Replay the delivery of an event.

        Sends the event again at once, under the same id and with the full number of retries.

        Requires the role travel-manager. Open to programs with the scope `sojourn/webhooks.write`.
        """
        return self._call(
            "POST",
            f"/v1/webhooks/{segment(webhook_id)}/deliveries/{segment(event_id)}/replay",
            models.DeliveryView,
            idempotency_key=idempotency_key,
            keyed=True,
        )

    def get_me(self, *, known: Answer[models.MeView] | None = None) -> Answer[models.MeView]:
        """Get the current user.

        Open to every signed-in user. Not open to programs.
        """
        return self._call("GET", "/v1/me", models.MeView, known=known)

    def get_health(self, *, known: Answer[models.HealthView] | None = None) -> Answer[models.HealthView]:
        """Get the health of the service.

        200 if every dependency answers, 503 with the same body if one does not.

        Requires no token.
        """
        return self._call("GET", "/v1/health", models.HealthView, known=known)

    def get_openapi(self, *, known: Answer[dict[str, Any]] | None = None) -> Answer[dict[str, Any]]:
        """Get the OpenAPI description.

        Requires no token.
        """
        return self._call("GET", "/v1/openapi.json", dict[str, Any], known=known)

    def get_docs(self, *, known: Answer[str] | None = None) -> Answer[str]:
        """Read the API reference as a web page.

        Requires no token.
        """
        return self._call("GET", "/v1/docs", str, known=known)
