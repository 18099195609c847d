/** The client: every operation of the API as a method, and what takes more than one call. */

import type { Answer, Open } from "./base.ts";
import { PreconditionFailed, SojournError, UnexpectedAnswer, VersionConflict } from "./errors.ts";
import { readStream } from "./events.ts";
import type { BookingStatus, BookingView, Event } from "./models.ts";
import { Operations } from "./operations.ts";
import { Transport, sleep, type Options } from "./transport.ts";

/** The statuses in which nothing more happens. */
export const ENDED: ReadonlySet<BookingStatus> = new Set(["booked", "declined", "expired", "cancelled", "failed"]);

/** It did not come to what was waited for in the time that was given. */
export class OutOfTime extends SojournError {}

export interface FollowOptions {
  /** The id of the last event that was read before. */
  readonly after?: string;
  /** The statuses of which the first one to come ends it; those in which nothing more happens unless given. */
  readonly until?: Iterable<Open<BookingStatus>>;
  /** After so long it throws OutOfTime; without, it follows until the end. */
  readonly timeoutMs?: number;
  /** How many seconds (0-20) an answer may wait for news where it is sent whole. */
  readonly wait?: number;
  readonly signal?: AbortSignal;
}

const WAIT = 10;
/** How long to wait after a stream that brought nothing, unless it says: at most the longest. */
const PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;
/** How long nothing may come of an open stream, which shows every quarter of a minute that it lives. */
const QUIET_MS = 40_000;
const POLL_MS = 250;

/** One person's (or program's) calls. `baseUrl`: the API's address. */
export class Client extends Operations {
  constructor(baseUrl: string, options: Options = {}) {
    super(new Transport(baseUrl, options));
  }

  /**
   * Yield the events of a booking as they happen, the one that led into one of the statuses `until` being the last.
   * Each stream goes on where the last one ended, or broke.
   */
  async *follow(bookingId: string, options: FollowOptions = {}): AsyncGenerator<Event, void, undefined> {
    const { wait = WAIT, signal } = options;
    const until = new Set<string>(options.until ?? ENDED);
    const stop = Date.now() + (options.timeoutMs ?? Number.POSITIVE_INFINITY);
    let after = options.after;
    while (Date.now() < stop) {
      let count = 0;
      const stream = new BookingStream(this.transport, bookingId, wait, stop, signal);
      for await (const event of stream.read(after)) {
        count += 1;
        after = event.eventId;
        yield event;
        if (until.has(event.status)) return;
      }
      if (count === 0) await sleep(Math.min(stream.retryMs, LONGEST_PAUSE_MS), signal);
    }
    throw new OutOfTime(`${bookingId} did not come to ${[...until].join(", ")} within ${options.timeoutMs} ms`);
  }

  /** Return the booking as soon as it has one of `statuses`, or one in which nothing more happens. Throws OutOfTime. */
  async waitUntil(
    bookingId: string,
    statuses: Iterable<Open<BookingStatus>>,
    { timeoutMs = 60_000, signal }: { readonly timeoutMs?: number; readonly signal?: AbortSignal } = {},
  ): Promise<BookingView> {
    const until = new Set<string>([...statuses, ...ENDED]);
    const stop = Date.now() + timeoutMs;
    const options = signal ? { signal } : {};
    let booking = await this.getBooking(bookingId, options);
    while (!until.has(booking.body.status)) {
      if (Date.now() > stop) {
        throw new OutOfTime(`${bookingId} is still ${booking.body.status} after ${timeoutMs} ms`);
      }
      await sleep(POLL_MS, signal);
      booking = await this.getBooking(bookingId, { ...options, known: booking });
    }
    return booking.body;
  }

  /**
   * Return an address of events, such as a booking's `eventsUrl`, that an EventSource can open once: with a ticket in
   * place of the token, which an EventSource has no header for. `after`: the id of the last event that was read before.
   */
  async eventsUrl(url: string, after?: string): Promise<string> {
    const { body } = await this.createTicket();
    const address = new URL(url);
    address.searchParams.set("ticket", body.ticket);
    if (after !== undefined) address.searchParams.set("lastEventId", after);
    return address.toString();
  }
}

/** One stream of a booking's events, until it ends, breaks, or `stop`. */
class BookingStream {
  readonly #transport: Transport;
  readonly #path: string;
  readonly #stop: number;
  readonly #signal: AbortSignal | undefined;
  /** How long to wait before the next one, as it says. */
  retryMs = PAUSE_MS;

  constructor(transport: Transport, bookingId: string, wait: number, stop: number, signal: AbortSignal | undefined) {
    this.#transport = transport;
    this.#path = `/v1/sse/bookings/${encodeURIComponent(bookingId)}?wait=${wait}`;
    this.#stop = stop;
    this.#signal = signal;
  }

  async *read(after: string | undefined): AsyncGenerator<Event, void, undefined> {
    const { body, status } = await this.#open(after);
    if (body === null) throw new UnexpectedAnswer(`${status}: a stream without a body`);
    try {
      for await (const event of readStream<Event>(body, (retryMs) => (this.retryMs = retryMs))) yield event.data;
    } catch (error) {
      // A connection that broke: whoever follows goes on with another.
      if (this.#signal?.aborted || error instanceof UnexpectedAnswer) throw error;
    }
  }

  async #open(after: string | undefined): Promise<Response> {
    return await this.#transport.send({
      method: "GET",
      path: this.#path,
      headers: { Accept: "text/event-stream", ...(after === undefined ? {} : { "Last-Event-ID": after }) },
      again: true,
      signal: this.#signal,
      streams: true,
      timeoutMs: Math.min(QUIET_MS, Math.max(this.#stop - Date.now(), 1)),
    });
  }
}

/**
 * Read, then write what follows from it with `ifMatch` what was read; once more when somebody else was faster.
 *
 *     await change(() => client.getTrip(tripId),
 *                  (seen) => client.updateTrip(tripId, { name: `${seen.body.name}, Q3` }, { ifMatch: seen }));
 *
 * Throws PreconditionFailed or VersionConflict when somebody else was faster `tries` times.
 */
export async function change<Read, Written>(
  read: () => Promise<Answer<Read>>,
  write: (seen: Answer<Read>) => Promise<Answer<Written>>,
  tries = 3,
): Promise<Answer<Written>> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await write(await read());
    } catch (error) {
      const isLate = error instanceof PreconditionFailed || error instanceof VersionConflict;
      if (!isLate || tried >= tries) throw error;
    }
  }
}
