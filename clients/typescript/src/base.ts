/** What an answer is, and the words by which a change says what it is based on. */

/** As `ifMatch`: change it whatever its version. */
export const ANY = "*";
/** As `ifMatch`: only if it is not there yet. */
export const NEW = '"v0"';

/** Words of which a newer server may have more: known ones are completed by an editor, others are kept as they are. */
export type Open<Known extends string> = Known | (string & Record<never, never>);

/** A part of a list; `nextCursor` is null at its end. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
  /** Ids of what cannot be read at the moment and is not among `items`; only lists of bookings and trips say so. */
  readonly unreadable?: readonly string[];
}

/** What the API answered: the `body`, and what HTTP said about it. */
export class Answer<Body> {
  readonly body: Body;
  readonly status: number;
  readonly headers: Headers;

  constructor(body: Body, status: number, headers: Headers) {
    this.body = body;
    this.status = status;
    this.headers = headers;
  }

  /** The version of what was answered, for `ifMatch`. */
  get etag(): string | null {
    return this.headers.get("ETag");
  }

  /** Where the new thing is. */
  get location(): string | null {
    return this.headers.get("Location");
  }

  /** Names the request in the service's logs. */
  get requestId(): string | null {
    return this.headers.get("X-Request-Id");
  }

  /** Whether this was done by an earlier request with the same Idempotency-Key. */
  get isReplayed(): boolean {
    return this.headers.get("Idempotency-Replayed") === "true";
  }
}

/** What a change is based on: an answer, or a tag as it is. */
export type Seen = Answer<unknown> | string;

/** Return the If-Match of a change based on `seen`. Throws TypeError if the answer has no tag. */
export function tagOf(seen: Seen): string {
  if (typeof seen === "string") return seen;
  if (seen.etag === null) throw new TypeError("This answer has no ETag to base a change on.");
  return seen.etag;
}
