/** Every operation of the API as a method. Written by `make client`. */

import type { Answer, Page, Seen } from "./base.ts";
import { Calls, segment, type CallOptions, type KeyedOptions } from "./calls.ts";
import type * as models from "./models.ts";

/** One method an operation, under its name in the description. */
export class Operations extends Calls {
  /**
   * Request a trip.
   *
   * Send the trip request in words, or as fields. An ambiguous request is answered with questions (422); send it again
   * with `answers`. Planning continues after the response: follow `eventsUrl`.
   *
   * Requires the role traveller or travel-desk. Open to programs with the scope `sojourn/bookings.write`, which name a
   * person in `Act-For`.
   */
  async createBooking(body: models.BookingRequest, options: KeyedOptions = {}): Promise<Answer<models.BookingAccepted>> {
    return await this.call("POST", "/v1/bookings", "json", { ...options, body, isKeyed: true });
  }

  /**
   * List bookings.
   *
   * Bookings that you asked for, for yourself or others, and those that others asked for and you travel by, newest
   * first. With `scope=all`, for travel managers, those of the whole company: in order of their first days, or with
   * `userId` that person's, newest first. A page may be short, because of filters, although `nextCursor` says that more
   * follow. With `recordLocator` the travel desk and travel managers find anybody's; suppliers use a record locator
   * again, so there may be several. With `Accept: text/csv` the page is a file of a header and a line for each item;
   * `Link` leads to the next page. What is more than a page is exported: `POST /v1/exports`.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/bookings.read`.
   */
  async listBookings(options: CallOptions & { readonly status?: models.BookingStatus; readonly role?: models.PartyRole; readonly userId?: string; readonly costCentre?: string; readonly outcome?: models.Outcome; readonly country?: string; readonly startsFrom?: string; readonly startsTo?: string; readonly scope?: models.ListScope; readonly recordLocator?: string; readonly limit?: number; readonly cursor?: string; readonly known?: Answer<Page<models.ListedBooking>> } = {}): Promise<Answer<Page<models.ListedBooking>>> {
    return await this.call("GET", "/v1/bookings", "json", { ...options, query: { status: options.status, role: options.role, userId: options.userId, costCentre: options.costCentre, outcome: options.outcome, country: options.country, startsFrom: options.startsFrom, startsTo: options.startsTo, scope: options.scope, recordLocator: options.recordLocator, limit: options.limit, cursor: options.cursor } });
  }

  /** As `listBookings`, every item to the end of the list; `limit` is how many a page has. */
  allBookings(options: CallOptions & { readonly status?: models.BookingStatus; readonly role?: models.PartyRole; readonly userId?: string; readonly costCentre?: string; readonly outcome?: models.Outcome; readonly country?: string; readonly startsFrom?: string; readonly startsTo?: string; readonly scope?: models.ListScope; readonly recordLocator?: string; readonly limit?: number } = {}): AsyncGenerator<models.ListedBooking, void, undefined> {
    return this.all((cursor) => this.listBookings({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Get a booking with its options and policy verdicts.
   *
   * Whoever was asked to approve it once, and is no more, gets what became of it (409).
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/bookings.read`.
   */
  async getBooking(bookingId: string, options: CallOptions & { readonly known?: Answer<models.BookingView> } = {}): Promise<Answer<models.BookingView>> {
    return await this.call("GET", `/v1/bookings/${segment(bookingId)}`, "json", options);
  }

  /**
   * Select an option.
   *
   * Reserves the price on the cost centre's budget. Hold, approval and purchase follow without further calls.
   *
   * Allowed while the status of the booking is `awaiting_selection`.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/bookings.write`, which name a person in
   * `Act-For`.
   */
  async selectOption(bookingId: string, body: models.SelectionRequest, options: KeyedOptions = {}): Promise<Answer<models.BookingView>> {
    return await this.call("POST", `/v1/bookings/${segment(bookingId)}/selection`, "json", { ...options, body, isKeyed: true });
  }

  /**
   * Approve, decline or send back a booking.
   *
   * The decision applies to what the hash covers, which is all that the booking showed when you read it, and to nothing
   * else. `sent_back` lets the requester revise the trip request and requires a comment.
   *
   * Allowed while the status of the booking is `awaiting_approval`.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async decideApproval(bookingId: string, body: models.ApprovalDecisionRequest, options: KeyedOptions = {}): Promise<Answer<models.BookingView>> {
    return await this.call("POST", `/v1/bookings/${segment(bookingId)}/approval`, "json", { ...options, body, isKeyed: true });
  }

  /**
   * Recall a booking from approval to revise it.
   *
   * Releases the holds and returns the budget reservation. Send `{}` for no comment.
   *
   * Allowed while the status of the booking is `awaiting_approval`.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/bookings.write`, which name a person in
   * `Act-For`.
   */
  async recallBooking(bookingId: string, body: models.RecallRequest, options: KeyedOptions = {}): Promise<Answer<models.BookingView>> {
    return await this.call("POST", `/v1/bookings/${segment(bookingId)}/recall`, "json", { ...options, body, isKeyed: true });
  }

  /**
   * Revise a booking that was sent back or recalled.
   *
   * Send the fields that change; `{}` plans the same trip again, so that another option may be selected. Planning uses
   * the policy in effect now: follow `eventsUrl`.
   *
   * Allowed while the status of the booking is `revising`.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/bookings.write`, which name a person in
   * `Act-For`.
   */
  async reviseBooking(bookingId: string, body: models.RevisionRequest, options: KeyedOptions = {}): Promise<Answer<models.BookingView>> {
    return await this.call("POST", `/v1/bookings/${segment(bookingId)}/revision`, "json", { ...options, body, isKeyed: true });
  }

  /**
   * Cancel a booking before it is bought.
   *
   * Also while it is delayed (`delay`): it then ends with the next attempt, within ten minutes.
   *
   * Allowed while the status of the booking is `awaiting_selection` or `awaiting_approval` or `revising`.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/bookings.write`, which name a person in
   * `Act-For`.
   */
  async cancelBooking(bookingId: string, options: KeyedOptions = {}): Promise<Answer<models.BookingView>> {
    return await this.call("POST", `/v1/bookings/${segment(bookingId)}/cancellation`, "json", { ...options, isKeyed: true });
  }

  /**
   * List a booking's audit entries, oldest first.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/audit.read`.
   */
  async listAuditEntries(bookingId: string, options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly known?: Answer<Page<models.AuditEntryView>> } = {}): Promise<Answer<Page<models.AuditEntryView>>> {
    return await this.call("GET", `/v1/bookings/${segment(bookingId)}/audit`, "json", { ...options, query: { limit: options.limit, cursor: options.cursor } });
  }

  /** As `listAuditEntries`, every item to the end of the list; `limit` is how many a page has. */
  allAuditEntries(bookingId: string, options: CallOptions & { readonly limit?: number } = {}): AsyncGenerator<models.AuditEntryView, void, undefined> {
    return this.all((cursor) => this.listAuditEntries(bookingId, { ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Verify a booking's audit chain.
   *
   * Compares the entries with each other, with the booking's version, and with the latest anchor: a signed statement
   * about the chain in a bucket where nothing can be changed, at most an hour older than the chain.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/audit.read`.
   */
  async verifyAudit(bookingId: string, options: CallOptions & { readonly known?: Answer<models.Verification> } = {}): Promise<Answer<models.Verification>> {
    return await this.call("GET", `/v1/bookings/${segment(bookingId)}/audit/verification`, "json", options);
  }

  /**
   * Say in words what to change, or what to select.
   *
   * Revises the trip request, selects an option, recalls or cancels, as the words say; or asks back what is unclear,
   * which the next message answers. Nothing is changed by halves. Of a booked trip, `instead` names what to do.
   *
   * Allowed while the status of the booking is `awaiting_selection` or `awaiting_approval` or `revising` or `booked`.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/bookings.write`, which name a person in
   * `Act-For`.
   */
  async sendMessage(bookingId: string, body: models.MessageRequest, options: KeyedOptions = {}): Promise<Answer<models.SpokenTurn>> {
    return await this.call("POST", `/v1/bookings/${segment(bookingId)}/messages`, "json", { ...options, body, isKeyed: true });
  }

  /**
   * List what was said about a booking, oldest first.
   *
   * For its requester, its travellers and travel managers.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/bookings.read`.
   */
  async listMessages(bookingId: string, options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly known?: Answer<Page<models.SpokenTurn>> } = {}): Promise<Answer<Page<models.SpokenTurn>>> {
    return await this.call("GET", `/v1/bookings/${segment(bookingId)}/messages`, "json", { ...options, query: { limit: options.limit, cursor: options.cursor } });
  }

  /** As `listMessages`, every item to the end of the list; `limit` is how many a page has. */
  allMessages(bookingId: string, options: CallOptions & { readonly limit?: number } = {}): AsyncGenerator<models.SpokenTurn, void, undefined> {
    return this.all((cursor) => this.listMessages(bookingId, { ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * List approval requests, pending or past.
   *
   * Pending ones (`status=open`) with the earliest deadline first: the requests that name you as approver, somebody
   * whose delegate you are today, or a pool that you belong to. Past ones (`decided`, `ended`) with the latest booking
   * first, for 400 days: what you or a pool of yours were asked, and what became of it. A page may be short although
   * more follow. `scope=all` is for travel managers.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async listApprovals(options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly scope?: "all" | "mine"; readonly status?: models.ApprovalRecordStatus; readonly known?: Answer<Page<models.ApprovalTaskView>> } = {}): Promise<Answer<Page<models.ApprovalTaskView>>> {
    return await this.call("GET", "/v1/approvals", "json", { ...options, query: { limit: options.limit, cursor: options.cursor, scope: options.scope, status: options.status } });
  }

  /** As `listApprovals`, every item to the end of the list; `limit` is how many a page has. */
  allApprovals(options: CallOptions & { readonly limit?: number; readonly scope?: "all" | "mine"; readonly status?: models.ApprovalRecordStatus } = {}): AsyncGenerator<models.ApprovalTaskView, void, undefined> {
    return this.all((cursor) => this.listApprovals({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Create a quote for a cancellation or a date change.
   *
   * States the cancellation fee and refund of each part, and where the refund goes. Nothing changes until the quote is
   * confirmed. It can be confirmed on exactly these terms until `expiresAt`, while the booking stays unchanged. A date
   * change, of some slices, stays and cars or of all, states the replacement and its policy verdict.
   *
   * Allowed while the status of the booking is `booked`.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/bookings.write`, which name a person in
   * `Act-For`.
   */
  async createQuote(bookingId: string, body: models.QuoteRequest, options: KeyedOptions = {}): Promise<Answer<models.QuoteView>> {
    return await this.call("POST", `/v1/bookings/${segment(bookingId)}/quotes`, "json", { ...options, body, isKeyed: true });
  }

  /**
   * Get a quote and its status.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/bookings.read`.
   */
  async getQuote(bookingId: string, quoteId: string, options: CallOptions & { readonly known?: Answer<models.QuoteView> } = {}): Promise<Answer<models.QuoteView>> {
    return await this.call("GET", `/v1/bookings/${segment(bookingId)}/quotes/${segment(quoteId)}`, "json", options);
  }

  /**
   * Confirm a quote.
   *
   * The booking becomes `changing`. Once the change is settled it is `booked` again or `cancelled`, and has a receipt.
   * For a date change, `amendment.replacementBookingId` is the booking that replaces this one once it is bought.
   * Confirming a quote twice has no further effect. Follow `eventsUrl`.
   *
   * Allowed while the status of the booking is `booked`.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/bookings.write`, which name a person in
   * `Act-For`.
   */
  async confirmQuote(bookingId: string, quoteId: string, options: KeyedOptions = {}): Promise<Answer<models.BookingView>> {
    return await this.call("POST", `/v1/bookings/${segment(bookingId)}/quotes/${segment(quoteId)}/confirmation`, "json", { ...options, isKeyed: true });
  }

  /**
   * List a booking's cancellation and refund receipts.
   *
   * One receipt for each settled change, oldest first.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/bookings.read`.
   */
  async listReceipts(bookingId: string, options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly known?: Answer<Page<models.Receipt>> } = {}): Promise<Answer<Page<models.Receipt>>> {
    return await this.call("GET", `/v1/bookings/${segment(bookingId)}/receipts`, "json", { ...options, query: { limit: options.limit, cursor: options.cursor } });
  }

  /** As `listReceipts`, every item to the end of the list; `limit` is how many a page has. */
  allReceipts(bookingId: string, options: CallOptions & { readonly limit?: number } = {}): AsyncGenerator<models.Receipt, void, undefined> {
    return this.all((cursor) => this.listReceipts(bookingId, { ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * List my travel credits, oldest first.
   *
   * Includes credits that are used up or expired: see `remaining` and `expiresAt`.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/bookings.read`.
   */
  async listCredits(options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly userId?: string; readonly known?: Answer<Page<models.Credit>> } = {}): Promise<Answer<Page<models.Credit>>> {
    return await this.call("GET", "/v1/credits", "json", { ...options, query: { limit: options.limit, cursor: options.cursor, userId: options.userId } });
  }

  /** As `listCredits`, every item to the end of the list; `limit` is how many a page has. */
  allCredits(options: CallOptions & { readonly limit?: number; readonly userId?: string } = {}): AsyncGenerator<models.Credit, void, undefined> {
    return this.all((cursor) => this.listCredits({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Receive a supplier's change notice.
   *
   * For suppliers. The request is signed as Standard Webhooks defines, with `webhook-id`, `webhook-timestamp` and
   * `webhook-signature` over the raw body, and at most five minutes old. A notice is applied once, whatever the status
   * of its order. One that contradicts itself or another slice, lies in the past or more than a year ahead, or moves a
   * flight or train by days is not applied but put aside for a travel manager (`needs_review`). After 503, send it
   * again.
   *
   * Requires no token.
   */
  async receiveNotice(supplier: string, body: models.SupplierNoticeInput, options: CallOptions = {}): Promise<Answer<models.NoticeReceipt>> {
    return await this.call("POST", `/v1/suppliers/${segment(supplier)}/notices`, "json", { ...options, body });
  }

  /**
   * Accept or decline a supplier's schedule change.
   *
   * Declining cancels the part with a full refund, and makes the booking `changing` until the cancellation is settled.
   * A change that nobody has declined by `respondBy` counts as accepted. Repeating a decision has no effect.
   *
   * Allowed while the status of the booking is `booked`.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/bookings.write`, which name a person in
   * `Act-For`.
   */
  async decideSupplierChange(bookingId: string, changeId: string, body: models.SupplierChangeDecisionRequest, options: KeyedOptions = {}): Promise<Answer<models.BookingView>> {
    return await this.call("POST", `/v1/bookings/${segment(bookingId)}/supplier-changes/${segment(changeId)}/decision`, "json", { ...options, body, isKeyed: true });
  }

  /**
   * List supplier notices that were put aside, oldest first.
   *
   * For travel managers. Notices are kept for ninety days.
   *
   * Requires the role travel-manager. Not open to programs.
   */
  async listNoticeReviews(options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly status?: models.ReviewStatus; readonly known?: Answer<Page<models.NoticeReview>> } = {}): Promise<Answer<Page<models.NoticeReview>>> {
    return await this.call("GET", "/v1/supplier-notices", "json", { ...options, query: { limit: options.limit, cursor: options.cursor, status: options.status } });
  }

  /** As `listNoticeReviews`, every item to the end of the list; `limit` is how many a page has. */
  allNoticeReviews(options: CallOptions & { readonly limit?: number; readonly status?: models.ReviewStatus } = {}): AsyncGenerator<models.NoticeReview, void, undefined> {
    return this.all((cursor) => this.listNoticeReviews({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Get a supplier notice that was put aside.
   *
   * For travel managers: the notice as it was received, why it was put aside, and the times before.
   *
   * Requires the role travel-manager. Not open to programs.
   */
  async getNoticeReview(reviewId: string, options: CallOptions & { readonly known?: Answer<models.NoticeReview> } = {}): Promise<Answer<models.NoticeReview>> {
    return await this.call("GET", `/v1/supplier-notices/${segment(reviewId)}`, "json", options);
  }

  /**
   * Accept or dismiss a supplier notice that was put aside.
   *
   * Accepting applies the notice: the booking, its trip and its items move, and the traveller may decline the change as
   * usual. Dismissing changes nothing but the audit of the booking, which names who decided. Repeating a decision has
   * no effect. A notice that contradicts itself, or does not apply any more, can only be dismissed.
   *
   * Requires the role travel-manager. Not open to programs.
   */
  async decideNoticeReview(reviewId: string, body: models.NoticeReviewDecisionRequest, options: KeyedOptions = {}): Promise<Answer<models.NoticeReview>> {
    return await this.call("POST", `/v1/supplier-notices/${segment(reviewId)}/decision`, "json", { ...options, body, isKeyed: true });
  }

  /**
   * Stream a booking's events.
   *
   * Server-sent events after `Last-Event-ID`: at once those that there are, then those that come. It stays open, and
   * says things as they happen, for a quarter of an hour at most; where it cannot be streamed, it is sent after `wait`
   * seconds. It ends with `retry:`, and an EventSource reconnects for the rest.
   *
   * Open to every signed-in user. Where no header can be sent, `?ticket=` stands for the token. Open to programs with
   * the scope `sojourn/bookings.read`.
   */
  async streamBookingEvents(bookingId: string, options: CallOptions & { readonly wait?: number; readonly named?: boolean; readonly lastEventId?: string } = {}): Promise<Answer<string>> {
    return await this.call("GET", `/v1/sse/bookings/${segment(bookingId)}`, "text", { ...options, query: { wait: options.wait, named: options.named, lastEventId: options.lastEventId } });
  }

  /**
   * Stream what concerns you.
   *
   * Server-sent events of all bookings in one stream: what waits for you (`attention` is `action`: options to select,
   * approvals asked of you or of a pool that you belong to, revisions, suppliers' changes), and what became of yours:
   * at once those that there are after `Last-Event-ID`, then those that come. It stays open, and says things as they
   * happen, for a quarter of an hour at most; where it cannot be streamed, it is sent after `wait` seconds. It ends
   * with `retry:`, and an EventSource reconnects for the rest. The `id` is a place in your own stream; `eventId` in the
   * data is the event's, the same as everywhere. Events are kept for 30 days. What you may not see by now is left out.
   *
   * Open to every signed-in user. Where no header can be sent, `?ticket=` stands for the token. Not open to programs.
   */
  async streamMyEvents(options: CallOptions & { readonly wait?: number; readonly named?: boolean; readonly lastEventId?: string } = {}): Promise<Answer<string>> {
    return await this.call("GET", "/v1/sse/me", "text", { ...options, query: { wait: options.wait, named: options.named, lastEventId: options.lastEventId } });
  }

  /**
   * Take a ticket for a connection.
   *
   * Browsers send no header when they open a WebSocket or an EventSource. In place of a token, the address then has a
   * ticket: `?ticket=...` of the WebSocket address, or of an operation that streams events. It opens one connection,
   * within 60 seconds, and that lasts no longer than the token by which the ticket was taken; rights are asked when it
   * is used. A page of another origin cannot use it. A token is refused in an address.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async createTicket(options: KeyedOptions = {}): Promise<Answer<models.TicketView>> {
    return await this.call("POST", "/v1/tickets", "json", { ...options, isKeyed: true });
  }

  /**
   * Create a trip by hand.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/trips.write`, which name a person in `Act-
   * For`.
   */
  async createTrip(body: models.TripDetails, options: KeyedOptions = {}): Promise<Answer<models.TripWithItems>> {
    return await this.call("POST", "/v1/trips", "json", { ...options, body, isKeyed: true });
  }

  /**
   * List trips.
   *
   * The trips that you travel on, whoever asked for them, and those that you asked for, latest start first; or with
   * `shared`, those shared with you, latest share first. A travel manager may list anybody's by `userId`, and with
   * `scope=all` those of the whole company, earliest start first; with `on` and `country`, those that are there on that
   * day. A page may be short, because of filters, although `nextCursor` says that more follow. With `Accept: text/csv`
   * the page is a file of a header and a line for each item; `Link` leads to the next page. What is more than a page is
   * exported: `POST /v1/exports`.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/trips.read`.
   */
  async listTrips(options: CallOptions & { readonly status?: models.TripStatus; readonly startsFrom?: string; readonly startsTo?: string; readonly userId?: string; readonly role?: models.PartyRole; readonly costCentre?: string; readonly outcome?: models.Outcome; readonly country?: string; readonly on?: string; readonly scope?: models.ListScope; readonly shared?: boolean; readonly limit?: number; readonly cursor?: string; readonly known?: Answer<Page<models.TripView>> } = {}): Promise<Answer<Page<models.TripView>>> {
    return await this.call("GET", "/v1/trips", "json", { ...options, query: { status: options.status, startsFrom: options.startsFrom, startsTo: options.startsTo, userId: options.userId, role: options.role, costCentre: options.costCentre, outcome: options.outcome, country: options.country, on: options.on, scope: options.scope, shared: options.shared, limit: options.limit, cursor: options.cursor } });
  }

  /** As `listTrips`, every item to the end of the list; `limit` is how many a page has. */
  allTrips(options: CallOptions & { readonly status?: models.TripStatus; readonly startsFrom?: string; readonly startsTo?: string; readonly userId?: string; readonly role?: models.PartyRole; readonly costCentre?: string; readonly outcome?: models.Outcome; readonly country?: string; readonly on?: string; readonly scope?: models.ListScope; readonly shared?: boolean; readonly limit?: number } = {}): AsyncGenerator<models.TripView, void, undefined> {
    return this.all((cursor) => this.listTrips({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Get a trip with its itinerary.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/trips.read`.
   */
  async getTrip(tripId: string, options: CallOptions & { readonly known?: Answer<models.TripWithItems> } = {}): Promise<Answer<models.TripWithItems>> {
    return await this.call("GET", `/v1/trips/${segment(tripId)}`, "json", options);
  }

  /**
   * Replace a trip.
   *
   * The dates of a booked trip follow its booking: send them unchanged.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/trips.write`, which name a person in `Act-
   * For`.
   */
  async replaceTrip(tripId: string, body: models.TripDetails, options: CallOptions & { readonly ifMatch: Seen }): Promise<Answer<models.TripWithItems>> {
    return await this.call("PUT", `/v1/trips/${segment(tripId)}`, "json", { ...options, body });
  }

  /**
   * Update a trip.
   *
   * A JSON Merge Patch (RFC 7396), as `application/merge-patch+json` or `application/json`.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/trips.write`, which name a person in `Act-
   * For`.
   */
  async updateTrip(tripId: string, body: models.TripPatch, options: CallOptions & { readonly ifMatch: Seen }): Promise<Answer<models.TripWithItems>> {
    return await this.call("PATCH", `/v1/trips/${segment(tripId)}`, "json", { ...options, body });
  }

  /**
   * Delete a trip with its items and shares.
   *
   * For whoever asked for it, since it is gone for all; only a trip made by hand, or a cancelled one. With `If-Match`,
   * only if nobody has changed it since.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async deleteTrip(tripId: string, options: CallOptions & { readonly ifMatch?: Seen } = {}): Promise<Answer<null>> {
    return await this.call("DELETE", `/v1/trips/${segment(tripId)}`, "nothing", options);
  }

  /**
   * Cancel a trip.
   *
   * For trips planned by hand. A trip with confirmed orders is cancelled through its booking.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/trips.write`, which name a person in `Act-
   * For`.
   */
  async cancelTrip(tripId: string, options: KeyedOptions & { readonly ifMatch?: Seen } = {}): Promise<Answer<models.TripWithItems>> {
    return await this.call("POST", `/v1/trips/${segment(tripId)}/cancellation`, "json", { ...options, isKeyed: true });
  }

  /**
   * Get a trip's timeline and its conflicts.
   *
   * The trip's items in order, in local times. Findings are advice: items that overlap, connections that are too short,
   * two stays for one night, a night without a stay, items outside the dates of the trip.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/trips.read`.
   */
  async getTimeline(tripId: string, options: CallOptions & { readonly known?: Answer<models.Timeline> } = {}): Promise<Answer<models.Timeline>> {
    return await this.call("GET", `/v1/trips/${segment(tripId)}/timeline`, "json", options);
  }

  /**
   * List a trip's shares.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async listShares(tripId: string, options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly known?: Answer<Page<models.Share>> } = {}): Promise<Answer<Page<models.Share>>> {
    return await this.call("GET", `/v1/trips/${segment(tripId)}/shares`, "json", { ...options, query: { limit: options.limit, cursor: options.cursor } });
  }

  /** As `listShares`, every item to the end of the list; `limit` is how many a page has. */
  allShares(tripId: string, options: CallOptions & { readonly limit?: number } = {}): AsyncGenerator<models.Share, void, undefined> {
    return this.all((cursor) => this.listShares(tripId, { ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Get a colleague's share of a trip.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async getShare(tripId: string, userId: string, options: CallOptions & { readonly known?: Answer<models.Share> } = {}): Promise<Answer<models.Share>> {
    return await this.call("GET", `/v1/trips/${segment(tripId)}/shares/${segment(userId)}`, "json", options);
  }

  /**
   * Share a trip with a colleague, or change their right.
   *
   * Send `If-Match: "v0"` to create a share, the ETag that you read to change one, or `*` for either.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async putShare(tripId: string, userId: string, body: models.ShareRequest, options: CallOptions & { readonly ifMatch: Seen }): Promise<Answer<models.Share>> {
    return await this.call("PUT", `/v1/trips/${segment(tripId)}/shares/${segment(userId)}`, "json", { ...options, body });
  }

  /**
   * Stop sharing a trip with a colleague.
   *
   * Takes effect at once. Colleagues may remove their own share.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async deleteShare(tripId: string, userId: string, options: CallOptions & { readonly ifMatch?: Seen } = {}): Promise<Answer<null>> {
    return await this.call("DELETE", `/v1/trips/${segment(tripId)}/shares/${segment(userId)}`, "nothing", options);
  }

  /**
   * Get a traveller's progress along a trip.
   *
   * The moves of the itinerary that are under way, come next, or were the last: how far each has come along its planned
   * path, and when it is likely to end, by positions and schedule together. An estimate is withheld, with the reason,
   * where its newest position is too old. Who looks at somebody else gives a `reason`; the look is written down, and
   * the traveller reads it.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async getTripProgress(tripId: string, options: CallOptions & { readonly userId?: string; readonly reason?: string; readonly known?: Answer<models.TripProgress> } = {}): Promise<Answer<models.TripProgress>> {
    return await this.call("GET", `/v1/trips/${segment(tripId)}/progress`, "json", { ...options, query: { userId: options.userId, reason: options.reason } });
  }

  /**
   * Stream where a traveller is.
   *
   * Server-sent events: `following` first, with where the traveller is; then `positions` and `trip_progress` as
   * positions newer than the last come in, and every geofence event and warning. The right to look is asked each time;
   * `following_ended` says that there is nothing more to see. It stays open, and says things as they happen, for a
   * quarter of an hour at most; where it cannot be streamed, it is sent after `wait` seconds. It ends with `retry:`,
   * and an EventSource reconnects for the rest.
   *
   * Open to every signed-in user. Where no header can be sent, `?ticket=` stands for the token. Not open to programs.
   */
  async streamTracking(userId: string, options: CallOptions & { readonly wait?: number; readonly named?: boolean; readonly reason?: string; readonly lastEventId?: string } = {}): Promise<Answer<string>> {
    return await this.call("GET", `/v1/sse/users/${segment(userId)}/tracking`, "text", { ...options, query: { wait: options.wait, named: options.named, reason: options.reason, lastEventId: options.lastEventId } });
  }

  /**
   * Create an item.
   *
   * With `tripId` the item belongs to that trip, which must be yours or shared with you with the right `write`.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/trips.write`, which name a person in `Act-
   * For`.
   */
  async createItem(body: models.ItemDetails, options: KeyedOptions = {}): Promise<Answer<models.ItemView>> {
    return await this.call("POST", "/v1/items", "json", { ...options, body, isKeyed: true });
  }

  /**
   * List my items, or a trip's.
   *
   * Your items newest first, and after them what was booked for you on trips that stand with another traveller; with
   * `tripId`, that trip's items in order of their start. Expired items are left out, as are a trip's items with another
   * `status`: a page may be short although `nextCursor` says that more follow.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/trips.read`.
   */
  async listItems(options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly status?: models.ItemStatus; readonly tripId?: string; readonly known?: Answer<Page<models.ItemView>> } = {}): Promise<Answer<Page<models.ItemView>>> {
    return await this.call("GET", "/v1/items", "json", { ...options, query: { limit: options.limit, cursor: options.cursor, status: options.status, tripId: options.tripId } });
  }

  /** As `listItems`, every item to the end of the list; `limit` is how many a page has. */
  allItems(options: CallOptions & { readonly limit?: number; readonly status?: models.ItemStatus; readonly tripId?: string } = {}): AsyncGenerator<models.ItemView, void, undefined> {
    return this.all((cursor) => this.listItems({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Get an item.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/trips.read`.
   */
  async getItem(itemId: string, options: CallOptions & { readonly known?: Answer<models.ItemView> } = {}): Promise<Answer<models.ItemView>> {
    return await this.call("GET", `/v1/items/${segment(itemId)}`, "json", options);
  }

  /**
   * Replace an item.
   *
   * Fields left out are removed. Fields of a booked item that the supplier decides must be sent unchanged.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/trips.write`, which name a person in `Act-
   * For`.
   */
  async replaceItem(itemId: string, body: models.ItemDetails, options: CallOptions & { readonly ifMatch: Seen }): Promise<Answer<models.ItemView>> {
    return await this.call("PUT", `/v1/items/${segment(itemId)}`, "json", { ...options, body });
  }

  /**
   * Update an item.
   *
   * A JSON Merge Patch (RFC 7396), as `application/merge-patch+json` or `application/json`.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/trips.write`, which name a person in `Act-
   * For`.
   */
  async updateItem(itemId: string, body: models.ItemPatch, options: CallOptions & { readonly ifMatch: Seen }): Promise<Answer<models.ItemView>> {
    return await this.call("PATCH", `/v1/items/${segment(itemId)}`, "json", { ...options, body });
  }

  /**
   * Delete an item.
   *
   * With `If-Match`, only if nobody has changed it since. A booked item is deleted with its trip.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/trips.write`, which name a person in `Act-
   * For`.
   */
  async deleteItem(itemId: string, options: CallOptions & { readonly ifMatch?: Seen } = {}): Promise<Answer<null>> {
    return await this.call("DELETE", `/v1/items/${segment(itemId)}`, "nothing", options);
  }

  /**
   * Create a calendar address for a trip.
   *
   * Whoever has the address can read the calendar: keep it like a password. It is shown once and cannot be read again.
   * Another request creates a new address and revokes the old one, except a retry with the same Idempotency-Key, which
   * returns the same address; it is stored encrypted and is readable only with that key.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async createTripCalendar(tripId: string, options: KeyedOptions = {}): Promise<Answer<models.CalendarAddress>> {
    return await this.call("POST", `/v1/trips/${segment(tripId)}/calendar`, "json", { ...options, isKeyed: true });
  }

  /**
   * Get my calendar of a trip.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async getTripCalendar(tripId: string, options: CallOptions & { readonly known?: Answer<models.CalendarView> } = {}): Promise<Answer<models.CalendarView>> {
    return await this.call("GET", `/v1/trips/${segment(tripId)}/calendar`, "json", options);
  }

  /**
   * Revoke a trip's calendar address.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async revokeTripCalendar(tripId: string, options: CallOptions = {}): Promise<Answer<null>> {
    return await this.call("DELETE", `/v1/trips/${segment(tripId)}/calendar`, "nothing", options);
  }

  /**
   * Create a calendar address for all my trips.
   *
   * Covers the last three months and at most a hundred trips. Whoever has the address can read the calendar: keep it
   * like a password. It is shown once and cannot be read again. Another request creates a new address and revokes the
   * old one, except a retry with the same Idempotency-Key, which returns the same address; it is stored encrypted and
   * is readable only with that key.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async createMyCalendar(options: KeyedOptions = {}): Promise<Answer<models.CalendarAddress>> {
    return await this.call("POST", "/v1/me/calendar", "json", { ...options, isKeyed: true });
  }

  /**
   * Get the calendar of all my trips.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async getMyCalendar(options: CallOptions & { readonly known?: Answer<models.CalendarView> } = {}): Promise<Answer<models.CalendarView>> {
    return await this.call("GET", "/v1/me/calendar", "json", options);
  }

  /**
   * Revoke my calendar address.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async revokeMyCalendar(options: CallOptions = {}): Promise<Answer<null>> {
    return await this.call("DELETE", "/v1/me/calendar", "nothing", options);
  }

  /**
   * Read a calendar feed (iCalendar, RFC 5545).
   *
   * For calendar programs. Contains no record locators. A revoked address answers 404 at once.
   *
   * Requires no token.
   */
  async readCalendar(token: string, options: CallOptions & { readonly known?: Answer<string> } = {}): Promise<Answer<string>> {
    return await this.call("GET", `/v1/calendars/${segment(token)}`, "text", options);
  }

  /**
   * Export a list of the company as a file.
   *
   * A CSV file of all that the list has, for travel managers. It is written in the background, beginning within a
   * minute: follow `Location` until `status` is `done` or `failed`. Rows that change meanwhile are as they were when
   * they were read. At most 100,000 rows, and 20 exports a person.
   *
   * Requires the role travel-manager. Not open to programs.
   */
  async requestListExport(body: models.ListExportRequest, options: KeyedOptions = {}): Promise<Answer<models.ListExportView>> {
    return await this.call("POST", "/v1/exports", "json", { ...options, body, isKeyed: true });
  }

  /**
   * List my exports of lists, newest first.
   *
   * Requires the role travel-manager. Not open to programs.
   */
  async listListExports(options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly known?: Answer<Page<models.ListExportView>> } = {}): Promise<Answer<Page<models.ListExportView>>> {
    return await this.call("GET", "/v1/exports", "json", { ...options, query: { limit: options.limit, cursor: options.cursor } });
  }

  /** As `listListExports`, every item to the end of the list; `limit` is how many a page has. */
  allListExports(options: CallOptions & { readonly limit?: number } = {}): AsyncGenerator<models.ListExportView, void, undefined> {
    return this.all((cursor) => this.listListExports({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Get an export of a list, with the address of its file.
   *
   * Requires the role travel-manager. Not open to programs.
   */
  async getListExport(listExportId: string, options: CallOptions & { readonly known?: Answer<models.ListExportView> } = {}): Promise<Answer<models.ListExportView>> {
    return await this.call("GET", `/v1/exports/${segment(listExportId)}`, "json", options);
  }

  /**
   * Delete an export of a list and its file.
   *
   * Requires the role travel-manager. Not open to programs.
   */
  async deleteListExport(listExportId: string, options: CallOptions = {}): Promise<Answer<null>> {
    return await this.call("DELETE", `/v1/exports/${segment(listExportId)}`, "nothing", options);
  }

  /**
   * Create a document and its upload form.
   *
   * The form accepts exactly the announced file, for five minutes. Then confirm the document. One that is not confirmed
   * within a day expires and is removed.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async createDocument(body: models.DocumentRequest, options: KeyedOptions = {}): Promise<Answer<models.DocumentUpload>> {
    return await this.call("POST", "/v1/documents", "json", { ...options, body, isKeyed: true });
  }

  /**
   * List my documents, newest first.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async listDocuments(options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly kind?: models.DocumentKind; readonly tripId?: string; readonly known?: Answer<Page<models.DocumentView>> } = {}): Promise<Answer<Page<models.DocumentView>>> {
    return await this.call("GET", "/v1/documents", "json", { ...options, query: { limit: options.limit, cursor: options.cursor, kind: options.kind, tripId: options.tripId } });
  }

  /** As `listDocuments`, every item to the end of the list; `limit` is how many a page has. */
  allDocuments(options: CallOptions & { readonly limit?: number; readonly kind?: models.DocumentKind; readonly tripId?: string } = {}): AsyncGenerator<models.DocumentView, void, undefined> {
    return this.all((cursor) => this.listDocuments({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Get a document.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async getDocument(documentId: string, options: CallOptions & { readonly known?: Answer<models.DocumentView> } = {}): Promise<Answer<models.DocumentView>> {
    return await this.call("GET", `/v1/documents/${segment(documentId)}`, "json", options);
  }

  /**
   * Delete a document and its file.
   *
   * With `If-Match`, only if nobody has changed it since.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async deleteDocument(documentId: string, options: CallOptions & { readonly ifMatch?: Seen } = {}): Promise<Answer<null>> {
    return await this.call("DELETE", `/v1/documents/${segment(documentId)}`, "nothing", options);
  }

  /**
   * Confirm an uploaded document.
   *
   * Checks the file. `status` in the response is `confirmed`, or `rejected` with the reason if the file differs from
   * the announced one in size, type, checksum or content; a rejected file is deleted, and a new document must be
   * created. 409 if nothing has been uploaded yet: confirm again with another Idempotency-Key after the upload.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async confirmDocument(documentId: string, options: KeyedOptions = {}): Promise<Answer<models.DocumentView>> {
    return await this.call("POST", `/v1/documents/${segment(documentId)}/confirmation`, "json", { ...options, isKeyed: true });
  }

  /**
   * Create a download link for a document.
   *
   * The link is valid for one minute, needs no token and returns the file as an attachment; compare its SHA-256 with
   * the one in the response.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async createDownloadLink(documentId: string, options: CallOptions & { readonly known?: Answer<models.DownloadLink> } = {}): Promise<Answer<models.DownloadLink>> {
    return await this.call("GET", `/v1/documents/${segment(documentId)}/download`, "json", options);
  }

  /**
   * Register a tracking device.
   *
   * The answer has the device's credential, which cannot be read again. A retry with the same Idempotency-Key returns
   * the same one; it is stored encrypted and is readable only with that key.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async registerTrackingDevice(body: models.DeviceRequest, options: KeyedOptions = {}): Promise<Answer<models.DeviceRegistration>> {
    return await this.call("POST", "/v1/me/tracking-devices", "json", { ...options, body, isKeyed: true });
  }

  /**
   * List my tracking devices, oldest first.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async listTrackingDevices(options: CallOptions & { readonly known?: Answer<Page<models.DeviceDetails>> } = {}): Promise<Answer<Page<models.DeviceDetails>>> {
    return await this.call("GET", "/v1/me/tracking-devices", "json", options);
  }

  /**
   * Get a tracking device.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async getTrackingDevice(deviceId: string, options: CallOptions & { readonly known?: Answer<models.DeviceDetails> } = {}): Promise<Answer<models.DeviceDetails>> {
    return await this.call("GET", `/v1/me/tracking-devices/${segment(deviceId)}`, "json", options);
  }

  /**
   * Rename a tracking device.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async renameTrackingDevice(deviceId: string, body: models.DeviceRequest, options: CallOptions & { readonly ifMatch: Seen }): Promise<Answer<models.DeviceDetails>> {
    return await this.call("PUT", `/v1/me/tracking-devices/${segment(deviceId)}`, "json", { ...options, body });
  }

  /**
   * Revoke a tracking device.
   *
   * It reports nothing from then on. What it has reported stays as long as positions are kept.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async revokeTrackingDevice(deviceId: string, options: CallOptions & { readonly ifMatch?: Seen } = {}): Promise<Answer<null>> {
    return await this.call("DELETE", `/v1/me/tracking-devices/${segment(deviceId)}`, "nothing", options);
  }

  /**
   * Report positions.
   *
   * Takes one fix or up to 1,000, in any order, in `fixes`; one may also be sent by itself. Each is judged by itself.
   * Fixes that came before change nothing, and late ones are put where they belong.
   *
   * Requires no token.
   */
  async reportPositions(body: models.FixBatch, options: CallOptions = {}): Promise<Answer<models.PositionsReceipt>> {
    return await this.call("POST", "/v1/tracking/positions", "json", { ...options, body });
  }

  /**
   * Report a position as OsmAnd or Traccar's client.
   *
   * For OsmAnd and Traccar's client, whose device identifier is the credential. Other parameters than these are passed
   * over. The answer is 200 also where a position is refused, for these clients would send it again for ever.
   * Parameters may come in the query or as a form; newer clients send JSON.
   *
   * Requires no token.
   */
  async reportOsmandPosition(body: Readonly<Record<string, unknown>>, options: CallOptions & { readonly id?: string; readonly deviceid?: string; readonly timestamp?: string; readonly lat?: number; readonly lon?: number; readonly location?: string; readonly accuracy?: number; readonly speed?: number; readonly speedMetresPerSecond?: number; readonly bearing?: number; readonly heading?: number; readonly altitude?: number; readonly batt?: number; readonly valid?: string } = {}): Promise<Answer<models.PositionsReceipt>> {
    return await this.call("POST", "/v1/tracking/osmand", "json", { ...options, query: { id: options.id, deviceid: options.deviceid, timestamp: options.timestamp, lat: options.lat, lon: options.lon, location: options.location, accuracy: options.accuracy, speed: options.speed, speedMetresPerSecond: options.speedMetresPerSecond, bearing: options.bearing, heading: options.heading, altitude: options.altitude, batt: options.batt, valid: options.valid }, body });
  }

  /**
   * Report a position in a query.
   *
   * For OsmAnd and Traccar's client, whose device identifier is the credential. Other parameters than these are passed
   * over. The answer is 200 also where a position is refused, for these clients would send it again for ever.
   *
   * Requires no token.
   */
  async reportQueriedPosition(options: CallOptions & { readonly id?: string; readonly deviceid?: string; readonly timestamp?: string; readonly lat?: number; readonly lon?: number; readonly location?: string; readonly accuracy?: number; readonly speed?: number; readonly speedMetresPerSecond?: number; readonly bearing?: number; readonly heading?: number; readonly altitude?: number; readonly batt?: number; readonly valid?: string; readonly known?: Answer<models.PositionsReceipt> } = {}): Promise<Answer<models.PositionsReceipt>> {
    return await this.call("GET", "/v1/tracking/osmand", "json", { ...options, query: { id: options.id, deviceid: options.deviceid, timestamp: options.timestamp, lat: options.lat, lon: options.lon, location: options.location, accuracy: options.accuracy, speed: options.speed, speedMetresPerSecond: options.speedMetresPerSecond, bearing: options.bearing, heading: options.heading, altitude: options.altitude, batt: options.batt, valid: options.valid } });
  }

  /**
   * Report a position as OwnTracks.
   *
   * For OwnTracks in HTTP mode, with the credential as the password. Messages that are no location are answered alike
   * and not kept. The answer is a list of commands for the app, and there are none.
   *
   * Requires no token.
   */
  async reportOwntracksMessage(body: Readonly<Record<string, unknown>>, options: CallOptions = {}): Promise<Answer<readonly string[]>> {
    return await this.call("POST", "/v1/tracking/owntracks", "json", { ...options, body });
  }

  /**
   * Create a passenger profile.
   *
   * Your own (at most one), or a guest's.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async createPassenger(body: models.PassengerRequest, options: KeyedOptions = {}): Promise<Answer<models.PassengerView>> {
    return await this.call("POST", "/v1/passengers", "json", { ...options, body, isKeyed: true });
  }

  /**
   * List passenger profiles I may book for.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async listPassengers(options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly relation?: models.Relation; readonly userId?: string; readonly known?: Answer<Page<models.PassengerSummary>> } = {}): Promise<Answer<Page<models.PassengerSummary>>> {
    return await this.call("GET", "/v1/passengers", "json", { ...options, query: { limit: options.limit, cursor: options.cursor, relation: options.relation, userId: options.userId } });
  }

  /** As `listPassengers`, every item to the end of the list; `limit` is how many a page has. */
  allPassengers(options: CallOptions & { readonly limit?: number; readonly relation?: models.Relation; readonly userId?: string } = {}): AsyncGenerator<models.PassengerSummary, void, undefined> {
    return this.all((cursor) => this.listPassengers({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Get a passenger profile.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async getPassenger(passengerId: string, options: CallOptions & { readonly reveal?: boolean; readonly known?: Answer<models.PassengerView> } = {}): Promise<Answer<models.PassengerView>> {
    return await this.call("GET", `/v1/passengers/${segment(passengerId)}`, "json", { ...options, query: { reveal: options.reveal } });
  }

  /**
   * Replace a passenger profile.
   *
   * Read it with `reveal=true` first: masked values are refused, and fields left out are removed.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async replacePassenger(passengerId: string, body: models.PassengerDetails, options: CallOptions & { readonly ifMatch: Seen }): Promise<Answer<models.PassengerView>> {
    return await this.call("PUT", `/v1/passengers/${segment(passengerId)}`, "json", { ...options, body });
  }

  /**
   * Delete a passenger profile.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async deletePassenger(passengerId: string, options: CallOptions & { readonly ifMatch?: Seen } = {}): Promise<Answer<null>> {
    return await this.call("DELETE", `/v1/passengers/${segment(passengerId)}`, "nothing", options);
  }

  /**
   * List accesses to a passenger profile, latest first.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async listAccesses(passengerId: string, options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly known?: Answer<Page<models.PassengerAccess>> } = {}): Promise<Answer<Page<models.PassengerAccess>>> {
    return await this.call("GET", `/v1/passengers/${segment(passengerId)}/accesses`, "json", { ...options, query: { limit: options.limit, cursor: options.cursor } });
  }

  /** As `listAccesses`, every item to the end of the list; `limit` is how many a page has. */
  allAccesses(passengerId: string, options: CallOptions & { readonly limit?: number } = {}): AsyncGenerator<models.PassengerAccess, void, undefined> {
    return this.all((cursor) => this.listAccesses(passengerId, { ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * List my consents by purpose.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async listConsents(options: CallOptions & { readonly known?: Answer<Page<models.ConsentView>> } = {}): Promise<Answer<Page<models.ConsentView>>> {
    return await this.call("GET", "/v1/consents", "json", options);
  }

  /**
   * Get a consent.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async getConsent(purpose: string, options: CallOptions & { readonly known?: Answer<models.ConsentView> } = {}): Promise<Answer<models.ConsentView>> {
    return await this.call("GET", `/v1/consents/${segment(purpose)}`, "json", options);
  }

  /**
   * Grant or withdraw a consent.
   *
   * Send `If-Match: "v0"` for the first decision, then the ETag that you read, or `*` for either.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async setConsent(purpose: string, body: models.ConsentRequest, options: CallOptions & { readonly ifMatch: Seen }): Promise<Answer<models.ConsentView>> {
    return await this.call("PUT", `/v1/consents/${segment(purpose)}`, "json", { ...options, body });
  }

  /**
   * List the history of a consent, latest first.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async listConsentHistory(purpose: string, options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly known?: Answer<Page<models.Consent>> } = {}): Promise<Answer<Page<models.Consent>>> {
    return await this.call("GET", `/v1/consents/${segment(purpose)}/history`, "json", { ...options, query: { limit: options.limit, cursor: options.cursor } });
  }

  /** As `listConsentHistory`, every item to the end of the list; `limit` is how many a page has. */
  allConsentHistory(purpose: string, options: CallOptions & { readonly limit?: number } = {}): AsyncGenerator<models.Consent, void, undefined> {
    return this.all((cursor) => this.listConsentHistory(purpose, { ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Get how my positions are shared.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async getTracking(options: CallOptions & { readonly known?: Answer<models.TrackingView> } = {}): Promise<Answer<models.TrackingView>> {
    return await this.call("GET", "/v1/me/tracking", "json", options);
  }

  /**
   * Set how my positions are shared.
   *
   * Send `If-Match: "v0"` for the first time, then the ETag that you read, or `*` for either. With `granted` false
   * nothing is kept from that moment on, and nobody but you sees what was.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async setTracking(body: models.TrackingRequest, options: CallOptions & { readonly ifMatch: Seen }): Promise<Answer<models.TrackingView>> {
    return await this.call("PUT", "/v1/me/tracking", "json", { ...options, body });
  }

  /**
   * Delete all positions of mine.
   *
   * What is kept of where you were is removed, with what was said of it: events at geofences, warnings. What you want
   * from now on, and who looked, stays.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async deletePositions(options: CallOptions = {}): Promise<Answer<null>> {
    return await this.call("DELETE", "/v1/me/tracking/positions", "nothing", options);
  }

  /**
   * List who looked at my positions, latest first.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async listPositionLooks(options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly known?: Answer<Page<models.Look>> } = {}): Promise<Answer<Page<models.Look>>> {
    return await this.call("GET", "/v1/me/position-looks", "json", { ...options, query: { limit: options.limit, cursor: options.cursor } });
  }

  /** As `listPositionLooks`, every item to the end of the list; `limit` is how many a page has. */
  allPositionLooks(options: CallOptions & { readonly limit?: number } = {}): AsyncGenerator<models.Look, void, undefined> {
    return this.all((cursor) => this.listPositionLooks({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * List my positions, earliest first.
   *
   * All that is kept, as it is kept; at most 31 days at a time. `format` chooses how it is written, else the `Accept`
   * header. Drawn formats (GeoJSON, polylines, GPX) and whatever is simplified to a `tolerance` hold fixes with which
   * nothing is wrong, in stretches of one device without a break; pings, coarse positions and what is flagged are in
   * the plain list. A page may be short, or empty, although more follows: `nextCursor`, or `Link` in every format, says
   * whether.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async listMyPositions(options: CallOptions & { readonly since?: string; readonly until?: string; readonly deviceId?: string; readonly tolerance?: number; readonly limit?: number; readonly cursor?: string; readonly known?: Answer<Page<models.PositionView>> } = {}): Promise<Answer<Page<models.PositionView>>> {
    return await this.call("GET", "/v1/me/positions", "json", { ...options, query: { since: options.since, until: options.until, deviceId: options.deviceId, tolerance: options.tolerance, limit: options.limit, cursor: options.cursor } });
  }

  /** As `listMyPositions`, every item to the end of the list; `limit` is how many a page has. */
  allMyPositions(options: CallOptions & { readonly since?: string; readonly until?: string; readonly deviceId?: string; readonly tolerance?: number; readonly limit?: number } = {}): AsyncGenerator<models.PositionView, void, undefined> {
    return this.all((cursor) => this.listMyPositions({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * List the positions of a person, earliest first.
   *
   * For travel managers and for arrangers, by a reason that the person reads, and no more exactly than the person
   * shares; at most 31 days at a time. `format` chooses how it is written, else the `Accept` header. Drawn formats
   * (GeoJSON, polylines, GPX) and whatever is simplified to a `tolerance` hold fixes with which nothing is wrong, in
   * stretches of one device without a break; pings, coarse positions and what is flagged are in the plain list. A page
   * may be short, or empty, although more follows: `nextCursor`, or `Link` in every format, says whether.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async listPositions(userId: string, options: CallOptions & { readonly since?: string; readonly until?: string; readonly deviceId?: string; readonly tolerance?: number; readonly limit?: number; readonly cursor?: string; readonly reason?: string; readonly known?: Answer<Page<models.PositionView>> } = {}): Promise<Answer<Page<models.PositionView>>> {
    return await this.call("GET", `/v1/users/${segment(userId)}/positions`, "json", { ...options, query: { since: options.since, until: options.until, deviceId: options.deviceId, tolerance: options.tolerance, limit: options.limit, cursor: options.cursor, reason: options.reason } });
  }

  /** As `listPositions`, every item to the end of the list; `limit` is how many a page has. */
  allPositions(userId: string, options: CallOptions & { readonly since?: string; readonly until?: string; readonly deviceId?: string; readonly tolerance?: number; readonly limit?: number; readonly reason?: string } = {}): AsyncGenerator<models.PositionView, void, undefined> {
    return this.all((cursor) => this.listPositions(userId, { ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Get my stops and moves.
   *
   * A stop is where a device stayed within 100 metres for five minutes; a move is what lies between. Flagged positions
   * count for nothing. At most 7 days.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async getMyTrackSummary(options: CallOptions & { readonly since?: string; readonly until?: string; readonly deviceId?: string; readonly known?: Answer<models.TrackSummary> } = {}): Promise<Answer<models.TrackSummary>> {
    return await this.call("GET", "/v1/me/track-summary", "json", { ...options, query: { since: options.since, until: options.until, deviceId: options.deviceId } });
  }

  /**
   * Get the stops and moves of a person.
   *
   * For travel managers and for arrangers, by a reason that the person reads. A stop is where a device stayed within
   * 100 metres for five minutes; a move is what lies between. Flagged positions count for nothing. At most 7 days.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async getTrackSummary(userId: string, options: CallOptions & { readonly since?: string; readonly until?: string; readonly deviceId?: string; readonly reason?: string; readonly known?: Answer<models.TrackSummary> } = {}): Promise<Answer<models.TrackSummary>> {
    return await this.call("GET", `/v1/users/${segment(userId)}/track-summary`, "json", { ...options, query: { since: options.since, until: options.until, deviceId: options.deviceId, reason: options.reason } });
  }

  /**
   * Create a link to share my track.
   *
   * Whoever has the address sees what it shows, without signing in: a trip of yours, or a span of time that may lie
   * ahead. It shows no more than you share with anybody, and ends when you revoke it, when it expires (at most 30 days
   * ahead), when the trip is cancelled, and when you withdraw your consent. You read each visit in `/v1/me/position-
   * looks`. At most 20 links are open at a time. The address is shown once and cannot be read again, except by a retry
   * with the same Idempotency-Key.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async createTrackShare(body: models.TrackShareRequest, options: KeyedOptions = {}): Promise<Answer<models.TrackShareAddress>> {
    return await this.call("POST", "/v1/me/track-shares", "json", { ...options, body, isKeyed: true });
  }

  /**
   * List my share links that are open, latest first.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async listTrackShares(options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly known?: Answer<Page<models.TrackShareView>> } = {}): Promise<Answer<Page<models.TrackShareView>>> {
    return await this.call("GET", "/v1/me/track-shares", "json", { ...options, query: { limit: options.limit, cursor: options.cursor } });
  }

  /** As `listTrackShares`, every item to the end of the list; `limit` is how many a page has. */
  allTrackShares(options: CallOptions & { readonly limit?: number } = {}): AsyncGenerator<models.TrackShareView, void, undefined> {
    return this.all((cursor) => this.listTrackShares({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Get a share link of mine.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async getTrackShare(shareId: string, options: CallOptions & { readonly known?: Answer<models.TrackShareView> } = {}): Promise<Answer<models.TrackShareView>> {
    return await this.call("GET", `/v1/me/track-shares/${segment(shareId)}`, "json", options);
  }

  /**
   * Revoke a share link.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async revokeTrackShare(shareId: string, options: CallOptions = {}): Promise<Answer<null>> {
    return await this.call("DELETE", `/v1/me/track-shares/${segment(shareId)}`, "nothing", options);
  }

  /**
   * Read a shared track, earliest first.
   *
   * For whoever was given the address. `since` and `until` narrow what the link shows. A link that is revoked or
   * expired, or whose person shares nothing any more, answers 404. `format` chooses how it is written, else the
   * `Accept` header. Drawn formats (GeoJSON, polylines, GPX) and whatever is simplified to a `tolerance` hold fixes
   * with which nothing is wrong, in stretches of one device without a break; pings, coarse positions and what is
   * flagged are in the plain list. A page may be short, or empty, although more follows: `nextCursor`, or `Link` in
   * every format, says whether.
   *
   * Requires no token.
   */
  async readSharedTrack(shareToken: string, options: CallOptions & { readonly since?: string; readonly until?: string; readonly deviceId?: string; readonly tolerance?: number; readonly limit?: number; readonly cursor?: string; readonly known?: Answer<Page<models.PositionView>> } = {}): Promise<Answer<Page<models.PositionView>>> {
    return await this.call("GET", `/v1/shared-tracks/${segment(shareToken)}`, "json", { ...options, query: { since: options.since, until: options.until, deviceId: options.deviceId, tolerance: options.tolerance, limit: options.limit, cursor: options.cursor } });
  }

  /** As `readSharedTrack`, every item to the end of the list; `limit` is how many a page has. */
  allReadSharedTrack(shareToken: string, options: CallOptions & { readonly since?: string; readonly until?: string; readonly deviceId?: string; readonly tolerance?: number; readonly limit?: number } = {}): AsyncGenerator<models.PositionView, void, undefined> {
    return this.all((cursor) => this.readSharedTrack(shareToken, { ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Create a geofence.
   *
   * At most 500 of your own, and as many of the company's. A place, a route and a trip stand for what they are at this
   * moment.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async createGeofence(body: models.GeofenceCreation, options: KeyedOptions = {}): Promise<Answer<models.GeofenceView>> {
    return await this.call("POST", "/v1/geofences", "json", { ...options, body, isKeyed: true });
  }

  /**
   * List geofences, oldest first.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async listGeofences(options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly owner?: models.GeofenceOwner; readonly known?: Answer<Page<models.GeofenceView>> } = {}): Promise<Answer<Page<models.GeofenceView>>> {
    return await this.call("GET", "/v1/geofences", "json", { ...options, query: { limit: options.limit, cursor: options.cursor, owner: options.owner } });
  }

  /** As `listGeofences`, every item to the end of the list; `limit` is how many a page has. */
  allGeofences(options: CallOptions & { readonly limit?: number; readonly owner?: models.GeofenceOwner } = {}): AsyncGenerator<models.GeofenceView, void, undefined> {
    return this.all((cursor) => this.listGeofences({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Get a geofence.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async getGeofence(geofenceId: string, options: CallOptions & { readonly known?: Answer<models.GeofenceView> } = {}): Promise<Answer<models.GeofenceView>> {
    return await this.call("GET", `/v1/geofences/${segment(geofenceId)}`, "json", options);
  }

  /**
   * Replace a geofence.
   *
   * With another name alone it goes on counting. Otherwise it counts from then: whoever is inside enters it then, and
   * what was said of it before stays as it is.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async replaceGeofence(geofenceId: string, body: models.GeofenceRequest, options: CallOptions & { readonly ifMatch: Seen }): Promise<Answer<models.GeofenceView>> {
    return await this.call("PUT", `/v1/geofences/${segment(geofenceId)}`, "json", { ...options, body });
  }

  /**
   * Delete a geofence.
   *
   * What happened there stays in the events of whose it was.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async deleteGeofence(geofenceId: string, options: CallOptions & { readonly ifMatch?: Seen } = {}): Promise<Answer<null>> {
    return await this.call("DELETE", `/v1/geofences/${segment(geofenceId)}`, "nothing", options);
  }

  /**
   * List what happened at a geofence, latest first.
   *
   * Your own events. At the company's geofences travel managers see those of everybody who shares where they are, or of
   * `userId`, and arrangers those of whom they arrange trips for: by a reason that each of them reads. The latest
   * first; a page may be short although more follows.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async listGeofenceEvents(geofenceId: string, options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly since?: string; readonly until?: string; readonly kind?: models.GeofenceEventKind; readonly userId?: string; readonly reason?: string; readonly known?: Answer<Page<models.GeofenceRecord>> } = {}): Promise<Answer<Page<models.GeofenceRecord>>> {
    return await this.call("GET", `/v1/geofences/${segment(geofenceId)}/events`, "json", { ...options, query: { limit: options.limit, cursor: options.cursor, since: options.since, until: options.until, kind: options.kind, userId: options.userId, reason: options.reason } });
  }

  /** As `listGeofenceEvents`, every item to the end of the list; `limit` is how many a page has. */
  allGeofenceEvents(geofenceId: string, options: CallOptions & { readonly limit?: number; readonly since?: string; readonly until?: string; readonly kind?: models.GeofenceEventKind; readonly userId?: string; readonly reason?: string } = {}): AsyncGenerator<models.GeofenceRecord, void, undefined> {
    return this.all((cursor) => this.listGeofenceEvents(geofenceId, { ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * List my geofence events, latest first.
   *
   * When you entered and left geofences, your own and the company's. A position that comes late corrects an event
   * (`revision` counts that), or withdraws it. The latest first; a page may be short although more follows.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async listMyGeofenceEvents(options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly since?: string; readonly until?: string; readonly geofenceId?: string; readonly kind?: models.GeofenceEventKind; readonly known?: Answer<Page<models.GeofenceRecord>> } = {}): Promise<Answer<Page<models.GeofenceRecord>>> {
    return await this.call("GET", "/v1/me/geofence-events", "json", { ...options, query: { limit: options.limit, cursor: options.cursor, since: options.since, until: options.until, geofenceId: options.geofenceId, kind: options.kind } });
  }

  /** As `listMyGeofenceEvents`, every item to the end of the list; `limit` is how many a page has. */
  allMyGeofenceEvents(options: CallOptions & { readonly limit?: number; readonly since?: string; readonly until?: string; readonly geofenceId?: string; readonly kind?: models.GeofenceEventKind } = {}): AsyncGenerator<models.GeofenceRecord, void, undefined> {
    return this.all((cursor) => this.listMyGeofenceEvents({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Find a place by name.
   *
   * Names that several places share give several answers. With a point, what is nearest comes first.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async geocode(options: CallOptions & { readonly q: string; readonly latitude?: number; readonly longitude?: number; readonly limit?: number; readonly offline?: boolean; readonly known?: Answer<models.PlaceList> }): Promise<Answer<models.PlaceList>> {
    return await this.call("GET", "/v1/maps/geocode", "json", { ...options, query: { q: options.q, latitude: options.latitude, longitude: options.longitude, limit: options.limit, offline: options.offline } });
  }

  /**
   * Find what is at a point.
   *
   * Airports and cities around a point; with a provider, addresses, and the nearest road.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async reverseGeocode(options: CallOptions & { readonly latitude: number; readonly longitude: number; readonly limit?: number; readonly offline?: boolean; readonly known?: Answer<models.Surroundings> }): Promise<Answer<models.Surroundings>> {
    return await this.call("GET", "/v1/maps/reverse-geocode", "json", { ...options, query: { latitude: options.latitude, longitude: options.longitude, limit: options.limit, offline: options.offline } });
  }

  /**
   * Find the nearest airports.
   *
   * Airports with an IATA code that serve a city, the nearest first.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async listNearestAirports(options: CallOptions & { readonly latitude: number; readonly longitude: number; readonly limit?: number; readonly known?: Answer<models.PlaceList> }): Promise<Answer<models.PlaceList>> {
    return await this.call("GET", "/v1/maps/airports", "json", { ...options, query: { latitude: options.latitude, longitude: options.longitude, limit: options.limit } });
  }

  /**
   * Get the time zone of a point.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async getTimeZone(options: CallOptions & { readonly latitude: number; readonly longitude: number; readonly known?: Answer<models.TimeZoneView> }): Promise<Answer<models.TimeZoneView>> {
    return await this.call("GET", "/v1/maps/time-zone", "json", { ...options, query: { latitude: options.latitude, longitude: options.longitude } });
  }

  /**
   * Plan a route.
   *
   * The quickest way by car, by bicycle or on foot; a flight along the great circle. 404 where there is no road within
   * 1 km of a point, or no way between two.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async planRoute(options: CallOptions & { readonly origin: string; readonly destination: string; readonly via?: readonly string[]; readonly mode?: models.TravelMode; readonly precision?: number; readonly offline?: boolean; readonly known?: Answer<models.RouteView> }): Promise<Answer<models.RouteView>> {
    return await this.call("GET", "/v1/maps/route", "json", { ...options, query: { origin: options.origin, destination: options.destination, via: options.via, mode: options.mode, precision: options.precision, offline: options.offline } });
  }

  /**
   * Request an export of a person's data.
   *
   * `entriesUrl` in the response is readable for a week. Nothing is copied: each page shows the data as stored when it
   * is read.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async requestExport(body: models.PrivacyRequest, options: KeyedOptions = {}): Promise<Answer<models.ExportView>> {
    return await this.call("POST", "/v1/privacy/exports", "json", { ...options, body, isKeyed: true });
  }

  /**
   * Get a data export.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async getExport(exportId: string, options: CallOptions & { readonly known?: Answer<models.ExportView> } = {}): Promise<Answer<models.ExportView>> {
    return await this.call("GET", `/v1/privacy/exports/${segment(exportId)}`, "json", options);
  }

  /**
   * List the entries of a data export.
   *
   * Read on until `nextCursor` is null: a page may be short, or empty, although more follow.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async listExportEntries(exportId: string, options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly known?: Answer<Page<models.ExportEntry>> } = {}): Promise<Answer<Page<models.ExportEntry>>> {
    return await this.call("GET", `/v1/privacy/exports/${segment(exportId)}/entries`, "json", { ...options, query: { limit: options.limit, cursor: options.cursor } });
  }

  /** As `listExportEntries`, every item to the end of the list; `limit` is how many a page has. */
  allExportEntries(exportId: string, options: CallOptions & { readonly limit?: number } = {}): AsyncGenerator<models.ExportEntry, void, undefined> {
    return this.all((cursor) => this.listExportEntries(exportId, { ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Request erasure of a person's data.
   *
   * Deletes the passenger profile, guests, documents, shares, the account and everything written by hand; anonymises
   * bookings and booked trips, those that others made for the person as well. Accounting and audit keep the
   * pseudonymous user id. From its beginning on, nothing that names the person is accepted. A second request while one
   * runs continues it. An erasure cannot be reverted.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async requestErasure(body: models.ErasureRequest, options: KeyedOptions = {}): Promise<Answer<models.ErasureView>> {
    return await this.call("POST", "/v1/privacy/erasures", "json", { ...options, body, isKeyed: true });
  }

  /**
   * Get the progress of an erasure.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async getErasure(erasureId: string, options: CallOptions & { readonly known?: Answer<models.ErasureView> } = {}): Promise<Answer<models.ErasureView>> {
    return await this.call("GET", `/v1/privacy/erasures/${segment(erasureId)}`, "json", options);
  }

  /**
   * Ask the assistant.
   *
   * Answers a question about the travel policy or about your own trips, bookings, approvals, budget and documents.
   * `answeredBy` says whether a language model made the answer; without one it quotes and lists. Every quote is in the
   * policy word for word. `actions` are requests that you may send; nothing changes by a message. A conversation
   * answers one message at a time.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async sendAssistantMessage(body: models.AssistantMessageRequest, options: KeyedOptions = {}): Promise<Answer<models.AssistantMessage>> {
    return await this.call("POST", "/v1/assistant/messages", "json", { ...options, body, isKeyed: true });
  }

  /**
   * Ask the assistant, answered as events.
   *
   * The same as a stream of server-sent events: `message.started`, `text`, `citation` before the words that it is of,
   * `link`, `action`, `message.completed`. What a broken connection lost is read again by the stream of the
   * conversation after `Last-Event-ID`, or by sending the same `Idempotency-Key` again.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async streamAssistantMessage(body: models.AssistantMessageRequest, options: KeyedOptions = {}): Promise<Answer<string>> {
    return await this.call("POST", "/v1/sse/assistant/messages", "text", { ...options, body, isKeyed: true });
  }

  /**
   * Stream a conversation's events.
   *
   * Server-sent events after `Last-Event-ID`, those of some messages at a time: at once those that there are, then
   * those that come. It stays open, and says things as they happen, for a quarter of an hour at most; where it cannot
   * be streamed, it is sent after `wait` seconds. It ends with `retry:`, and an EventSource reconnects for the rest.
   *
   * Open to every signed-in user. Where no header can be sent, `?ticket=` stands for the token. Not open to programs.
   */
  async streamConversation(conversationId: string, options: CallOptions & { readonly wait?: number; readonly named?: boolean; readonly lastEventId?: string } = {}): Promise<Answer<string>> {
    return await this.call("GET", `/v1/sse/assistant/conversations/${segment(conversationId)}`, "text", { ...options, query: { wait: options.wait, named: options.named, lastEventId: options.lastEventId } });
  }

  /**
   * List my conversations, the latest begun first.
   *
   * A page may be short, because of what is deleted, although `nextCursor` says that more follow.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async listConversations(options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly known?: Answer<Page<models.ConversationView>> } = {}): Promise<Answer<Page<models.ConversationView>>> {
    return await this.call("GET", "/v1/assistant/conversations", "json", { ...options, query: { limit: options.limit, cursor: options.cursor } });
  }

  /** As `listConversations`, every item to the end of the list; `limit` is how many a page has. */
  allConversations(options: CallOptions & { readonly limit?: number } = {}): AsyncGenerator<models.ConversationView, void, undefined> {
    return this.all((cursor) => this.listConversations({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Get a conversation.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async getConversation(conversationId: string, options: CallOptions & { readonly known?: Answer<models.ConversationView> } = {}): Promise<Answer<models.ConversationView>> {
    return await this.call("GET", `/v1/assistant/conversations/${segment(conversationId)}`, "json", options);
  }

  /**
   * Delete a conversation.
   *
   * With all its messages, at once and for good.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async deleteConversation(conversationId: string, options: CallOptions = {}): Promise<Answer<null>> {
    return await this.call("DELETE", `/v1/assistant/conversations/${segment(conversationId)}`, "nothing", options);
  }

  /**
   * List a conversation's messages, the oldest first.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async listConversationMessages(conversationId: string, options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly known?: Answer<Page<models.AssistantMessage>> } = {}): Promise<Answer<Page<models.AssistantMessage>>> {
    return await this.call("GET", `/v1/assistant/conversations/${segment(conversationId)}/messages`, "json", { ...options, query: { limit: options.limit, cursor: options.cursor } });
  }

  /** As `listConversationMessages`, every item to the end of the list; `limit` is how many a page has. */
  allConversationMessages(conversationId: string, options: CallOptions & { readonly limit?: number } = {}): AsyncGenerator<models.AssistantMessage, void, undefined> {
    return this.all((cursor) => this.listConversationMessages(conversationId, { ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * List the versions of the travel policy.
   *
   * Newest first. A version never changes; verdicts, bookings and the audit name the one they rest on.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/policies.read`.
   */
  async listPolicyVersions(options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly known?: Answer<Page<models.PolicyVersionView>> } = {}): Promise<Answer<Page<models.PolicyVersionView>>> {
    return await this.call("GET", "/v1/policies", "json", { ...options, query: { limit: options.limit, cursor: options.cursor } });
  }

  /** As `listPolicyVersions`, every item to the end of the list; `limit` is how many a page has. */
  allPolicyVersions(options: CallOptions & { readonly limit?: number } = {}): AsyncGenerator<models.PolicyVersionView, void, undefined> {
    return this.all((cursor) => this.listPolicyVersions({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Get the travel policy in effect.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/policies.read`.
   */
  async getPolicy(options: CallOptions & { readonly known?: Answer<models.PolicyView> } = {}): Promise<Answer<models.PolicyView>> {
    return await this.call("GET", "/v1/policies/current", "json", options);
  }

  /**
   * Publish the next version of the travel policy.
   *
   * Send `If-Match: "v0"` for the first version, otherwise the ETag of the newest version, or `*`. Words of policy
   * documents that clauses name as their `source` must stand there letter by letter; they become `citations`. What was
   * read of any version may be edited and sent as it is: `version`, `citations` and `outdatedSources`, which only
   * Sojourn sets, are accepted as that version has them and refused when they differ.
   *
   * Requires the role travel-manager. Not open to programs.
   */
  async publishPolicy(body: models.PolicySubmission, options: CallOptions & { readonly ifMatch: Seen }): Promise<Answer<models.PolicyView>> {
    return await this.call("PUT", "/v1/policies/current", "json", { ...options, body });
  }

  /**
   * Get a version of the travel policy.
   *
   * Everybody who is signed in may read every version: bookings cite it as their `policyVersion`.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/policies.read`.
   */
  async getPolicyVersion(version: string, options: CallOptions & { readonly known?: Answer<models.PolicyView> } = {}): Promise<Answer<models.PolicyView>> {
    return await this.call("GET", `/v1/policies/${segment(version)}`, "json", options);
  }

  /**
   * Search the policy.
   *
   * Searches the version that counts of every policy document, and the clauses of the travel policy in effect
   * (`documentId` is then `travel-policy`). Each section comes once, with the sentences of its best paragraph; `start`
   * and `end` are their places in the section's text.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/policies.read`.
   */
  async searchPolicy(options: CallOptions & { readonly q: string; readonly limit?: number; readonly documentId?: string; readonly known?: Answer<models.PolicyHits> }): Promise<Answer<models.PolicyHits>> {
    return await this.call("GET", "/v1/policies/search", "json", { ...options, query: { q: options.q, limit: options.limit, documentId: options.documentId } });
  }

  /**
   * Create a policy document and the upload form of its first version.
   *
   * The form accepts exactly the announced file, for five minutes. Then confirm the version. One whose file has not
   * come within a day has failed. There are at most 200 documents.
   *
   * Requires the role travel-manager. Not open to programs.
   */
  async createPolicyDocument(body: models.PolicyDocumentRequest, options: KeyedOptions = {}): Promise<Answer<models.PolicyDocumentUpload>> {
    return await this.call("POST", "/v1/policy-documents", "json", { ...options, body, isKeyed: true });
  }

  /**
   * List policy documents, newest first.
   *
   * Travel managers see all; everybody else those of which a version was parsed.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/policies.read`.
   */
  async listPolicyDocuments(options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly status?: models.PolicyDocumentStatus; readonly known?: Answer<Page<models.PolicyDocumentSummary>> } = {}): Promise<Answer<Page<models.PolicyDocumentSummary>>> {
    return await this.call("GET", "/v1/policy-documents", "json", { ...options, query: { limit: options.limit, cursor: options.cursor, status: options.status } });
  }

  /** As `listPolicyDocuments`, every item to the end of the list; `limit` is how many a page has. */
  allPolicyDocuments(options: CallOptions & { readonly limit?: number; readonly status?: models.PolicyDocumentStatus } = {}): AsyncGenerator<models.PolicyDocumentSummary, void, undefined> {
    return this.all((cursor) => this.listPolicyDocuments({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Get a policy document with its versions.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/policies.read`.
   */
  async getPolicyDocument(policyDocumentId: string, options: CallOptions & { readonly known?: Answer<models.PolicyDocumentView> } = {}): Promise<Answer<models.PolicyDocumentView>> {
    return await this.call("GET", `/v1/policy-documents/${segment(policyDocumentId)}`, "json", options);
  }

  /**
   * Delete a policy document with all its versions.
   *
   * 409 while the travel policy in effect, or one that will be, cites it. With `If-Match`, only if nobody has changed
   * it since.
   *
   * Requires the role travel-manager. Not open to programs.
   */
  async deletePolicyDocument(policyDocumentId: string, options: CallOptions & { readonly ifMatch?: Seen } = {}): Promise<Answer<null>> {
    return await this.call("DELETE", `/v1/policy-documents/${segment(policyDocumentId)}`, "nothing", options);
  }

  /**
   * Create the next version of a policy document and its upload form.
   *
   * The version before counts until the new one is parsed. Versions never change: what is cited of the old one still
   * stands there. A document has at most 100.
   *
   * Requires the role travel-manager. Not open to programs.
   */
  async createPolicyDocumentVersion(policyDocumentId: string, body: models.PolicyFileInput, options: KeyedOptions = {}): Promise<Answer<models.PolicyDocumentUpload>> {
    return await this.call("POST", `/v1/policy-documents/${segment(policyDocumentId)}/versions`, "json", { ...options, body, isKeyed: true });
  }

  /**
   * Delete a version of a policy document.
   *
   * The newest parsed version that is left counts again; with the last one the document is deleted. 409 while the
   * travel policy in effect, or one that will be, cites it. With `If-Match`, only if nobody has changed the document
   * since.
   *
   * Requires the role travel-manager. Not open to programs.
   */
  async deletePolicyDocumentVersion(policyDocumentId: string, version: string, options: CallOptions & { readonly ifMatch?: Seen } = {}): Promise<Answer<null>> {
    return await this.call("DELETE", `/v1/policy-documents/${segment(policyDocumentId)}/versions/${segment(version)}`, "nothing", options);
  }

  /**
   * Confirm the uploaded file of a version, which is then parsed.
   *
   * Checks the file: the version is `received` and will be parsed, or has `failed` if the file differs from the
   * announced one in size, type, checksum or content. Follow `eventsUrl`. 409 if nothing has been uploaded yet: confirm
   * again with another Idempotency-Key after the upload.
   *
   * Requires the role travel-manager. Not open to programs.
   */
  async confirmPolicyDocumentVersion(policyDocumentId: string, version: string, options: KeyedOptions = {}): Promise<Answer<models.PolicyDocumentView>> {
    return await this.call("POST", `/v1/policy-documents/${segment(policyDocumentId)}/versions/${segment(version)}/confirmation`, "json", { ...options, isKeyed: true });
  }

  /**
   * Create a download link for a version of a policy document.
   *
   * The link is valid for one minute, needs no token and returns the file as an attachment.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async createPolicyDocumentDownloadLink(policyDocumentId: string, version: string, options: CallOptions & { readonly known?: Answer<models.DownloadLink> } = {}): Promise<Answer<models.DownloadLink>> {
    return await this.call("GET", `/v1/policy-documents/${segment(policyDocumentId)}/versions/${segment(version)}/download`, "json", options);
  }

  /**
   * List the sections of a version of a policy document.
   *
   * In the order of the document. Quotes of `text` are verbatim: offsets count code points of it, from 0. A page may
   * hold fewer sections than `limit` although more follow.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/policies.read`.
   */
  async listPolicySections(policyDocumentId: string, version: string, options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly known?: Answer<Page<models.PolicySectionView>> } = {}): Promise<Answer<Page<models.PolicySectionView>>> {
    return await this.call("GET", `/v1/policy-documents/${segment(policyDocumentId)}/versions/${segment(version)}/sections`, "json", { ...options, query: { limit: options.limit, cursor: options.cursor } });
  }

  /** As `listPolicySections`, every item to the end of the list; `limit` is how many a page has. */
  allPolicySections(policyDocumentId: string, version: string, options: CallOptions & { readonly limit?: number } = {}): AsyncGenerator<models.PolicySectionView, void, undefined> {
    return this.all((cursor) => this.listPolicySections(policyDocumentId, version, { ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Get a section of a version of a policy document.
   *
   * Open to every signed-in user. Open to programs with the scope `sojourn/policies.read`.
   */
  async getPolicySection(policyDocumentId: string, version: string, position: string, options: CallOptions & { readonly known?: Answer<models.PolicySectionView> } = {}): Promise<Answer<models.PolicySectionView>> {
    return await this.call("GET", `/v1/policy-documents/${segment(policyDocumentId)}/versions/${segment(version)}/sections/${segment(position)}`, "json", options);
  }

  /**
   * Stream a policy document's events.
   *
   * Server-sent events after `Last-Event-ID`: at once those that there are, then those that come. It stays open, and
   * says things as they happen, for a quarter of an hour at most; where it cannot be streamed, it is sent after `wait`
   * seconds. It ends with `retry:`, and an EventSource reconnects for the rest. The last hundred events are kept.
   * Travel managers see all, everybody else that a version was parsed or indexed.
   *
   * Open to every signed-in user. Where no header can be sent, `?ticket=` stands for the token. Not open to programs.
   */
  async streamPolicyDocumentEvents(policyDocumentId: string, options: CallOptions & { readonly wait?: number; readonly named?: boolean; readonly lastEventId?: string } = {}): Promise<Answer<string>> {
    return await this.call("GET", `/v1/sse/policy-documents/${segment(policyDocumentId)}`, "text", { ...options, query: { wait: options.wait, named: options.named, lastEventId: options.lastEventId } });
  }

  /**
   * List budgets by cost centre.
   *
   * The budgets of one period. Amounts may be a moment old; a single budget is read with its latest amounts.
   *
   * Requires the role travel-manager. Open to programs with the scope `sojourn/reports.read`.
   */
  async listBudgets(options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly period?: string; readonly known?: Answer<Page<models.BudgetView>> } = {}): Promise<Answer<Page<models.BudgetView>>> {
    return await this.call("GET", "/v1/budgets", "json", { ...options, query: { limit: options.limit, cursor: options.cursor, period: options.period } });
  }

  /** As `listBudgets`, every item to the end of the list; `limit` is how many a page has. */
  allBudgets(options: CallOptions & { readonly limit?: number; readonly period?: string } = {}): AsyncGenerator<models.BudgetView, void, undefined> {
    return this.all((cursor) => this.listBudgets({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Get a budget.
   *
   * Requires the role travel-manager or approver. Open to programs with the scope `sojourn/reports.read`.
   */
  async getBudget(costCentre: string, period: string, options: CallOptions & { readonly known?: Answer<models.BudgetView> } = {}): Promise<Answer<models.BudgetView>> {
    return await this.call("GET", `/v1/budgets/${segment(costCentre)}/${segment(period)}`, "json", options);
  }

  /**
   * Create a budget, or change its limit and thresholds.
   *
   * Send `If-Match: "v0"` to create one, the ETag that you read to change one, or `*` for either. When a percentage of
   * `thresholds` (by default 80 and 95 percent) is reached, the event `budget.threshold_reached` is published once.
   *
   * Requires the role travel-manager. Not open to programs.
   */
  async setBudget(costCentre: string, period: string, body: models.BudgetRequest, options: CallOptions & { readonly ifMatch: Seen }): Promise<Answer<models.BudgetView>> {
    return await this.call("PUT", `/v1/budgets/${segment(costCentre)}/${segment(period)}`, "json", { ...options, body });
  }

  /**
   * Preview an import of employees from CSV.
   *
   * UTF-8, up to 5,000 rows and 2,000,000 bytes, with `,`, `;` or a tab between cells. The first line names the
   * columns, in any order and case: `email` or `userId`, and any of `name`, `managerEmail`, `managerId`, `grade`,
   * `costCentre`, `chargeableCostCentres` (with `|` between them), `policyGroup`, `active`. A column that is left out
   * changes nothing; an empty cell removes the value. Nothing is changed until the import is applied.
   *
   * Requires the role travel-manager. Not open to programs.
   */
  async previewEmployeeImport(body: models.FileRequest, options: KeyedOptions & { readonly missing?: models.MissingPeople; readonly accounts?: models.UnknownAccounts } = {}): Promise<Answer<models.EmployeeImport>> {
    return await this.call("POST", "/v1/employees/imports", "json", { ...options, query: { missing: options.missing, accounts: options.accounts }, body, isKeyed: true });
  }

  /**
   * Get an import of employees and its progress.
   *
   * Requires the role travel-manager. Not open to programs.
   */
  async getEmployeeImport(importId: string, options: CallOptions & { readonly known?: Answer<models.EmployeeImport> } = {}): Promise<Answer<models.EmployeeImport>> {
    return await this.call("GET", `/v1/employees/imports/${segment(importId)}`, "json", options);
  }

  /**
   * List the rows of an import of employees.
   *
   * Rows with errors first, by their line; then in the order in which they are written, managers first.
   *
   * Requires the role travel-manager. Not open to programs.
   */
  async listEmployeeImportRows(importId: string, options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly action?: models.RowAction; readonly outcome?: models.RowOutcome; readonly known?: Answer<Page<models.ImportRow>> } = {}): Promise<Answer<Page<models.ImportRow>>> {
    return await this.call("GET", `/v1/employees/imports/${segment(importId)}/rows`, "json", { ...options, query: { limit: options.limit, cursor: options.cursor, action: options.action, outcome: options.outcome } });
  }

  /** As `listEmployeeImportRows`, every item to the end of the list; `limit` is how many a page has. */
  allEmployeeImportRows(importId: string, options: CallOptions & { readonly limit?: number; readonly action?: models.RowAction; readonly outcome?: models.RowOutcome } = {}): AsyncGenerator<models.ImportRow, void, undefined> {
    return this.all((cursor) => this.listEmployeeImportRows(importId, { ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Apply an import of employees as previewed.
   *
   * It begins within a minute and is done row by row; read the import for its progress. A record that changes meanwhile
   * is left alone (`conflict`). Send `{}` when nothing is to be confirmed.
   *
   * Requires the role travel-manager. Not open to programs.
   */
  async applyEmployeeImport(importId: string, body: models.ApplicationRequest, options: KeyedOptions = {}): Promise<Answer<models.EmployeeImport>> {
    return await this.call("POST", `/v1/employees/imports/${segment(importId)}/application`, "json", { ...options, body, isKeyed: true });
  }

  /**
   * Export employees as CSV.
   *
   * Everybody in the columns of an import, deactivated employees too: imported again, nothing changes.
   *
   * Requires the role travel-manager. Not open to programs.
   */
  async exportEmployees(options: CallOptions & { readonly known?: Answer<string> } = {}): Promise<Answer<string>> {
    return await this.call("GET", "/v1/employees/export", "text", options);
  }

  /**
   * Report spend by month, cost centre, traveller, route or carrier.
   *
   * A booking counts in the month (UTC) in which it was bought, whatever becomes of it later: a refund lowers the
   * figures of that month. Figures follow a change within seconds, and are compared with the bookings every night.
   * Amounts are never converted: a group has an entry for each currency, and a page may have more entries than `limit`,
   * which counts groups. At most 24 months at a time. Send `Accept: text/csv` for a spreadsheet; then the `Link` header
   * leads to the next page. By cost centre and by traveller, a booking of several is divided among them, to the minor
   * unit, and counts as one booking for each. By route and by carrier there are fares alone, each divided equally among
   * its slices, and these among their segments.
   *
   * Requires the role travel-manager. Open to programs with the scope `sojourn/reports.read`.
   */
  async reportSpend(options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly fromMonth?: string; readonly toMonth?: string; readonly costCentre?: string; readonly groupBy?: models.SpendGrouping; readonly known?: Answer<Page<models.SpendFigures>> } = {}): Promise<Answer<Page<models.SpendFigures>>> {
    return await this.call("GET", "/v1/reports/spend", "json", { ...options, query: { limit: options.limit, cursor: options.cursor, fromMonth: options.fromMonth, toMonth: options.toMonth, costCentre: options.costCentre, groupBy: options.groupBy } });
  }

  /** As `reportSpend`, every item to the end of the list; `limit` is how many a page has. */
  allReportSpend(options: CallOptions & { readonly limit?: number; readonly fromMonth?: string; readonly toMonth?: string; readonly costCentre?: string; readonly groupBy?: models.SpendGrouping } = {}): AsyncGenerator<models.SpendFigures, void, undefined> {
    return this.all((cursor) => this.reportSpend({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Report compliance with the travel policy by month, cost centre or traveller.
   *
   * A booking counts in the month (UTC) in which it was bought, whatever becomes of it later: a refund lowers the
   * figures of that month. Figures follow a change within seconds, and are compared with the bookings every night.
   * Amounts are never converted: a group has an entry for each currency, and a page may have more entries than `limit`,
   * which counts groups. At most 24 months at a time. Send `Accept: text/csv` for a spreadsheet; then the `Link` header
   * leads to the next page. A declined request counts in the month in which it was made.
   *
   * Requires the role travel-manager. Open to programs with the scope `sojourn/reports.read`.
   */
  async reportCompliance(options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly fromMonth?: string; readonly toMonth?: string; readonly costCentre?: string; readonly groupBy?: models.ComplianceGrouping; readonly known?: Answer<Page<models.ComplianceFigures>> } = {}): Promise<Answer<Page<models.ComplianceFigures>>> {
    return await this.call("GET", "/v1/reports/compliance", "json", { ...options, query: { limit: options.limit, cursor: options.cursor, fromMonth: options.fromMonth, toMonth: options.toMonth, costCentre: options.costCentre, groupBy: options.groupBy } });
  }

  /** As `reportCompliance`, every item to the end of the list; `limit` is how many a page has. */
  allReportCompliance(options: CallOptions & { readonly limit?: number; readonly fromMonth?: string; readonly toMonth?: string; readonly costCentre?: string; readonly groupBy?: models.ComplianceGrouping } = {}): AsyncGenerator<models.ComplianceFigures, void, undefined> {
    return this.all((cursor) => this.reportCompliance({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * List employees by name.
   *
   * A page may be short although more follow.
   *
   * Requires the role travel-manager. Open to programs with the scope `sojourn/employees.read`.
   */
  async listEmployees(options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly costCentre?: string; readonly managerId?: string; readonly active?: boolean; readonly known?: Answer<Page<models.Employee>> } = {}): Promise<Answer<Page<models.Employee>>> {
    return await this.call("GET", "/v1/employees", "json", { ...options, query: { limit: options.limit, cursor: options.cursor, costCentre: options.costCentre, managerId: options.managerId, active: options.active } });
  }

  /** As `listEmployees`, every item to the end of the list; `limit` is how many a page has. */
  allEmployees(options: CallOptions & { readonly limit?: number; readonly costCentre?: string; readonly managerId?: string; readonly active?: boolean } = {}): AsyncGenerator<models.Employee, void, undefined> {
    return this.all((cursor) => this.listEmployees({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Get an employee.
   *
   * Requires the role travel-manager. Open to programs with the scope `sojourn/employees.read`.
   */
  async getEmployee(userId: string, options: CallOptions & { readonly known?: Answer<models.Employee> } = {}): Promise<Answer<models.Employee>> {
    return await this.call("GET", `/v1/employees/${segment(userId)}`, "json", options);
  }

  /**
   * Create or replace an employee.
   *
   * Send `If-Match: "v0"` to create one, the ETag that you read to replace one, or `*` for either. The manager and the
   * delegate must be employees already, and a management chain must not form a circle.
   *
   * Requires the role travel-manager. Open to programs with the scope `sojourn/employees.write`.
   */
  async putEmployee(userId: string, body: models.EmployeeDetails, options: CallOptions & { readonly ifMatch: Seen }): Promise<Answer<models.Employee>> {
    return await this.call("PUT", `/v1/employees/${segment(userId)}`, "json", { ...options, body });
  }

  /**
   * Update an employee.
   *
   * A JSON Merge Patch (RFC 7396), as `application/merge-patch+json` or `application/json`.
   *
   * Requires the role travel-manager. Open to programs with the scope `sojourn/employees.write`.
   */
  async updateEmployee(userId: string, body: models.EmployeePatch, options: CallOptions & { readonly ifMatch: Seen }): Promise<Answer<models.Employee>> {
    return await this.call("PATCH", `/v1/employees/${segment(userId)}`, "json", { ...options, body });
  }

  /**
   * Deactivate an employee.
   *
   * The record stays, with `active` false, so that the management chain of the people below keeps its levels. From then
   * on, whatever token they have, a deactivated employee decides, books, buys, arranges and sees nothing, and their
   * calendars are closed. Approval requests to them pass on to the next in the chain; bookings that they asked for, or
   * travel by, are cancelled unless something is bought. They may still ask for their data, or for its erasure.
   *
   * Requires the role travel-manager. Open to programs with the scope `sojourn/employees.write`.
   */
  async deactivateEmployee(userId: string, options: CallOptions & { readonly ifMatch?: Seen } = {}): Promise<Answer<null>> {
    return await this.call("DELETE", `/v1/employees/${segment(userId)}`, "nothing", options);
  }

  /**
   * Get my employee record.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async getMyEmployee(options: CallOptions & { readonly known?: Answer<models.Employee> } = {}): Promise<Answer<models.Employee>> {
    return await this.call("GET", "/v1/me/employee", "json", options);
  }

  /**
   * Set my delegate.
   *
   * The delegate approves in your place from the first to the last day, both inclusive (UTC). `If-Match` takes the ETag
   * of `/v1/me/employee`.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async setDelegate(body: models.DelegationInput, options: CallOptions & { readonly ifMatch: Seen }): Promise<Answer<models.Employee>> {
    return await this.call("PUT", "/v1/me/delegation", "json", { ...options, body });
  }

  /**
   * Remove my delegate.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async removeDelegate(options: CallOptions & { readonly ifMatch?: Seen } = {}): Promise<Answer<null>> {
    return await this.call("DELETE", "/v1/me/delegation", "nothing", options);
  }

  /**
   * Find colleagues by name or address.
   *
   * Active employees, for sharing, delegating and arranging: their name, address and id, and nothing else. For active
   * employees; a page may be short although more follow.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async findColleagues(options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly query: string; readonly known?: Answer<Page<models.Colleague>> }): Promise<Answer<Page<models.Colleague>>> {
    return await this.call("GET", "/v1/colleagues", "json", { ...options, query: { limit: options.limit, cursor: options.cursor, query: options.query } });
  }

  /** As `findColleagues`, every item to the end of the list; `limit` is how many a page has. */
  allFindColleagues(options: CallOptions & { readonly limit?: number; readonly query: string }): AsyncGenerator<models.Colleague, void, undefined> {
    return this.all((cursor) => this.findColleagues({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * List failed compensations, longest waiting first.
   *
   * Bookings whose compensation has just succeeded are left out: a page may be short although more follow.
   *
   * Requires the role operator. Not open to programs.
   */
  async listCompensations(options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly known?: Answer<Page<models.Compensation>> } = {}): Promise<Answer<Page<models.Compensation>>> {
    return await this.call("GET", "/v1/compensations", "json", { ...options, query: { limit: options.limit, cursor: options.cursor } });
  }

  /** As `listCompensations`, every item to the end of the list; `limit` is how many a page has. */
  allCompensations(options: CallOptions & { readonly limit?: number } = {}): AsyncGenerator<models.Compensation, void, undefined> {
    return this.all((cursor) => this.listCompensations({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Get the compensation of a booking.
   *
   * Once everything is compensated, the final status of the booking. A booking that was compensated without an error is
   * 404.
   *
   * Requires the role operator. Not open to programs.
   */
  async getCompensation(bookingId: string, options: CallOptions & { readonly known?: Answer<models.Compensation> } = {}): Promise<Answer<models.Compensation>> {
    return await this.call("GET", `/v1/compensations/${segment(bookingId)}`, "json", options);
  }

  /**
   * Retry a compensation now.
   *
   * Compensations are retried automatically, first after a minute, later every hour. This starts the next attempt at
   * once. Read `Location` for its result.
   *
   * Requires the role operator. Not open to programs.
   */
  async retryCompensation(bookingId: string, options: KeyedOptions = {}): Promise<Answer<models.Compensation>> {
    return await this.call("POST", `/v1/compensations/${segment(bookingId)}/retry`, "json", { ...options, isKeyed: true });
  }

  /**
   * Verify the audit chains of all bookings.
   *
   * Every booking that was ever anchored, in the order of the ids, those too that are gone from the tables. Follow
   * `nextCursor` to the end: whatever is not `intact` was tampered with.
   *
   * Requires the role travel-manager or operator. Open to programs with the scope `sojourn/audit.read`.
   */
  async verifyAllAudits(options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly known?: Answer<Page<models.Verification>> } = {}): Promise<Answer<Page<models.Verification>>> {
    return await this.call("GET", "/v1/audit/verification", "json", { ...options, query: { limit: options.limit, cursor: options.cursor } });
  }

  /** As `verifyAllAudits`, every item to the end of the list; `limit` is how many a page has. */
  allVerifyAllAudits(options: CallOptions & { readonly limit?: number } = {}): AsyncGenerator<models.Verification, void, undefined> {
    return this.all((cursor) => this.verifyAllAudits({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Create a webhook.
   *
   * The response contains the signing secret, which is not shown again. See docs/webhooks.md for how to verify
   * signatures.
   *
   * Requires the role travel-manager. Open to programs with the scope `sojourn/webhooks.write`.
   */
  async createWebhook(body: models.WebhookRequest, options: KeyedOptions = {}): Promise<Answer<models.NewWebhook>> {
    return await this.call("POST", "/v1/webhooks", "json", { ...options, body, isKeyed: true });
  }

  /**
   * List webhooks, newest first.
   *
   * Requires the role travel-manager. Open to programs with the scope `sojourn/webhooks.write`.
   */
  async listWebhooks(options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly known?: Answer<Page<models.WebhookView>> } = {}): Promise<Answer<Page<models.WebhookView>>> {
    return await this.call("GET", "/v1/webhooks", "json", { ...options, query: { limit: options.limit, cursor: options.cursor } });
  }

  /** As `listWebhooks`, every item to the end of the list; `limit` is how many a page has. */
  allWebhooks(options: CallOptions & { readonly limit?: number } = {}): AsyncGenerator<models.WebhookView, void, undefined> {
    return this.all((cursor) => this.listWebhooks({ ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Get a webhook and its delivery status.
   *
   * Requires the role travel-manager. Open to programs with the scope `sojourn/webhooks.write`.
   */
  async getWebhook(webhookId: string, options: CallOptions & { readonly known?: Answer<models.WebhookView> } = {}): Promise<Answer<models.WebhookView>> {
    return await this.call("GET", `/v1/webhooks/${segment(webhookId)}`, "json", options);
  }

  /**
   * Replace a webhook, keeping its secret.
   *
   * Enabling a webhook that was disabled for failures resets its failure count; replay the deliveries it missed.
   *
   * Requires the role travel-manager. Open to programs with the scope `sojourn/webhooks.write`.
   */
  async replaceWebhook(webhookId: string, body: models.WebhookRequest, options: CallOptions & { readonly ifMatch: Seen }): Promise<Answer<models.WebhookView>> {
    return await this.call("PUT", `/v1/webhooks/${segment(webhookId)}`, "json", { ...options, body });
  }

  /**
   * Delete a webhook.
   *
   * Pending deliveries are dropped.
   *
   * Requires the role travel-manager. Open to programs with the scope `sojourn/webhooks.write`.
   */
  async deleteWebhook(webhookId: string, options: CallOptions & { readonly ifMatch?: Seen } = {}): Promise<Answer<null>> {
    return await this.call("DELETE", `/v1/webhooks/${segment(webhookId)}`, "nothing", options);
  }

  /**
   * Rotate a webhook's signing secret.
   *
   * For 24 hours every message is signed with both secrets, so that the receiver can switch in between.
   *
   * Requires the role travel-manager. Open to programs with the scope `sojourn/webhooks.write`.
   */
  async rotateWebhookSecret(webhookId: string, options: KeyedOptions = {}): Promise<Answer<models.NewSecret>> {
    return await this.call("POST", `/v1/webhooks/${segment(webhookId)}/secret`, "json", { ...options, isKeyed: true });
  }

  /**
   * Send a test message to a webhook.
   *
   * Sends an event of type `webhook.ping` once, without retries, even if the webhook is disabled. See its delivery for
   * the result.
   *
   * Requires the role travel-manager. Open to programs with the scope `sojourn/webhooks.write`.
   */
  async pingWebhook(webhookId: string, options: KeyedOptions = {}): Promise<Answer<models.DeliveryView>> {
    return await this.call("POST", `/v1/webhooks/${segment(webhookId)}/ping`, "json", { ...options, isKeyed: true });
  }

  /**
   * List a webhook's deliveries, newest first.
   *
   * Requires the role travel-manager. Open to programs with the scope `sojourn/webhooks.write`.
   */
  async listDeliveries(webhookId: string, options: CallOptions & { readonly limit?: number; readonly cursor?: string; readonly status?: models.DeliveryStatus; readonly known?: Answer<Page<models.DeliveryView>> } = {}): Promise<Answer<Page<models.DeliveryView>>> {
    return await this.call("GET", `/v1/webhooks/${segment(webhookId)}/deliveries`, "json", { ...options, query: { limit: options.limit, cursor: options.cursor, status: options.status } });
  }

  /** As `listDeliveries`, every item to the end of the list; `limit` is how many a page has. */
  allDeliveries(webhookId: string, options: CallOptions & { readonly limit?: number; readonly status?: models.DeliveryStatus } = {}): AsyncGenerator<models.DeliveryView, void, undefined> {
    return this.all((cursor) => this.listDeliveries(webhookId, { ...options, ...(cursor === undefined ? {} : { cursor }) }));
  }

  /**
   * Get the delivery of an event.
   *
   * Requires the role travel-manager. Open to programs with the scope `sojourn/webhooks.write`.
   */
  async getDelivery(webhookId: string, eventId: string, options: CallOptions & { readonly known?: Answer<models.DeliveryView> } = {}): Promise<Answer<models.DeliveryView>> {
    return await this.call("GET", `/v1/webhooks/${segment(webhookId)}/deliveries/${segment(eventId)}`, "json", options);
  }

  /**
   * Replay the delivery of an event.
   *
   * Sends the event again at once, under the same id and with the full number of retries.
   *
   * Requires the role travel-manager. Open to programs with the scope `sojourn/webhooks.write`.
   */
  async replayDelivery(webhookId: string, eventId: string, options: KeyedOptions = {}): Promise<Answer<models.DeliveryView>> {
    return await this.call("POST", `/v1/webhooks/${segment(webhookId)}/deliveries/${segment(eventId)}/replay`, "json", { ...options, isKeyed: true });
  }

  /**
   * Get the current user.
   *
   * Open to every signed-in user. Not open to programs.
   */
  async getMe(options: CallOptions & { readonly known?: Answer<models.MeView> } = {}): Promise<Answer<models.MeView>> {
    return await this.call("GET", "/v1/me", "json", options);
  }

  /**
   * Get the health of the service.
   *
   * 200 if every dependency answers, 503 with the same body if one does not.
   *
   * Requires no token.
   */
  async getHealth(options: CallOptions & { readonly known?: Answer<models.HealthView> } = {}): Promise<Answer<models.HealthView>> {
    return await this.call("GET", "/v1/health", "json", options);
  }

  /**
   * Get the OpenAPI description.
   *
   * Requires no token.
   */
  async getOpenapi(options: CallOptions & { readonly known?: Answer<Readonly<Record<string, unknown>>> } = {}): Promise<Answer<Readonly<Record<string, unknown>>>> {
    return await this.call("GET", "/v1/openapi.json", "json", options);
  }

  /**
   * Read the API reference as a web page.
   *
   * Requires no token.
   */
  async getDocs(options: CallOptions & { readonly known?: Answer<string> } = {}): Promise<Answer<string>> {
    return await this.call("GET", "/v1/docs", "text", options);
  }
}
