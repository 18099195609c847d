/** Events as they are pushed over WebSocket: the advised way for pages. */

import type { Client } from "./client.ts";
import { SojournError, UnexpectedAnswer } from "./errors.ts";
import type { Event } from "./models.ts";

/** The service refused a message; `code` says why, such as `not_found`. */
export class NotSubscribed extends SojournError {
  readonly code: string;

  constructor(code: string, detail: string) {
    super(`${code}: ${detail}`);
    this.code = code;
  }
}

/** The connection could not be opened, or broke. */
export class NotConnected extends SojournError {}

export interface ListenOptions {
  readonly timeoutMs?: number;
  /** The class of sockets, where the runtime has none of its own (Node before 22). */
  readonly WebSocket?: typeof WebSocket;
}

/** Whatever the service sends; `type` says which of the fields it has. */
interface Message {
  readonly type: string;
  readonly event?: Event;
  readonly events?: readonly Event[];
  readonly more?: boolean;
  readonly code?: string;
  readonly detail?: string;
}

const DEFAULT_TIMEOUT_MS = 20_000;
const NORMAL_CLOSURE = 1_000;

/**
 * One open connection: subscribe to bookings, then iterate over what happens to them, missed events included.
 *
 * An event may come twice, with the same `eventId`. Iteration ends when the connection is closed from either side,
 * which API Gateway does after two hours; `listen` and subscribe once more then, `after` the last event.
 */
export class Live implements AsyncIterable<Event> {
  readonly #socket: WebSocket;
  readonly #waiting: (string | null)[] = []; // null: the connection is closed
  #wake: (() => void) | null = null;

  /** `socket` is open; `listen` gives one that is. */
  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", (message) => this.#take(String(message.data)));
    socket.addEventListener("close", () => this.#take(null));
  }

  /** Listen to a booking, from the event behind `after` on. */
  subscribe(bookingId: string, after?: string): void {
    this.#say({ action: "subscribe", bookingId, lastEventId: after });
  }

  unsubscribe(bookingId: string): void {
    this.#say({ action: "unsubscribe", bookingId });
  }

  /** Keep a quiet connection open: API Gateway closes one that is idle for ten minutes. */
  ping(): void {
    this.#say({ action: "ping" });
  }

  close(): void {
    this.#socket.close(NORMAL_CLOSURE);
  }

  /** Yield events as they come. Throws NotSubscribed where the service refused a message. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Event, void, undefined> {
    for (;;) {
      const text = await this.#next();
      if (text === null) return;
      const message = readMessage(text);
      if (message.type === "error") throw new NotSubscribed(message.code ?? "", message.detail ?? "");
      const missed = message.events ?? [];
      const last = missed.at(-1);
      if (message.more && last) this.subscribe(last.bookingId, last.eventId); // a part of it: the rest follows
      yield* missed;
      if (message.event) yield message.event;
    }
  }

  async #next(): Promise<string | null> {
    while (this.#waiting.length === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#waiting.shift() ?? null;
  }

  #take(text: string | null): void {
    this.#waiting.push(text);
    this.#wake?.();
    this.#wake = null;
  }

  #say(message: Readonly<Record<string, string | undefined>>): void {
    this.#socket.send(JSON.stringify(message));
  }
}

/**
 * Return a connection to the WebSocket address `url`, of whoever the client speaks for: by a ticket, since a browser's
 * socket sends no headers. Throws NotConnected.
 */
export async function listen(client: Client, url: string, options: ListenOptions = {}): Promise<Live> {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, WebSocket: Socket = WebSocket } = options;
  const { body } = await client.createTicket();
  const address = new URL(url);
  address.searchParams.set("ticket", body.ticket);
  const socket = new Socket(address);
  await new Promise<void>((resolve, reject) => {
    const refuse = (why: string) => () => {
      clearTimeout(timer);
      reject(new NotConnected(`${url}: ${why}`));
    };
    const timer = setTimeout(() => {
      socket.close();
      refuse(`no connection within ${timeoutMs} ms`)();
    }, timeoutMs);
    socket.addEventListener("error", refuse("the connection was refused"), { once: true });
    socket.addEventListener("open", () => {
      clearTimeout(timer);
      resolve();
    });
  });
  return new Live(socket);
}

function readMessage(text: string): Message {
  const read: unknown = JSON.parse(text);
  if (typeof read === "object" && read !== null && "type" in read) return read as Message;
  throw new UnexpectedAnswer("a message without a type");
}
