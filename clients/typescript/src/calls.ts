/** How an operation becomes a request, and its answer a value: what the generated methods share. */

import { Answer, tagOf, type Page, type Seen } from "./base.ts";
import { UnexpectedAnswer } from "./errors.ts";
import type { Transport } from "./transport.ts";

/** What every call takes. */
export interface CallOptions {
  /** Ends the call, which then throws the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Of an operation that may be sent again without being done twice. */
export interface KeyedOptions extends CallOptions {
  /** Outlives the process, where it is kept; unless given, one is made for all tries of this call. */
  readonly idempotencyKey?: string;
}

type QueryValue = string | number | boolean;
/** A parameter that is sent once, or once for each value of a list; not at all where it is not given. */
type QueryPart = QueryValue | readonly QueryValue[] | null | undefined;

/** All that an operation can have; only generated code calls with it. */
interface Sent<Body> extends KeyedOptions {
  readonly query?: Readonly<Record<string, QueryPart>>;
  readonly body?: unknown;
  readonly ifMatch?: Seen | undefined;
  readonly known?: Answer<Body> | undefined;
  readonly isKeyed?: boolean;
}

/** As what a body is read. */
type Reading = "json" | "text" | "nothing";

/** Sends the requests of the operations. */
export class Calls {
  readonly transport: Transport;

  constructor(transport: Transport) {
    this.transport = transport;
  }

  /**
   * Return the answer of one operation; `known` itself when the API says that it still holds.
   *
   * Throws ApiError, NoAnswer, UnexpectedAnswer.
   */
  protected async call<Body>(
    method: string,
    path: string,
    reading: Reading,
    sent: Sent<Body> = {},
  ): Promise<Answer<Body>> {
    const { ifMatch, known, isKeyed = false } = sent;
    const headers: Record<string, string> = {};
    if (isKeyed) headers["Idempotency-Key"] = sent.idempotencyKey ?? crypto.randomUUID();
    if (ifMatch !== undefined) headers["If-Match"] = tagOf(ifMatch);
    if (known?.etag != null) headers["If-None-Match"] = known.etag;
    if (sent.body !== undefined) headers["Content-Type"] = "application/json";
    const response = await this.transport.send({
      method,
      path: path + queryOf(sent.query ?? {}),
      headers,
      body: sent.body === undefined ? undefined : JSON.stringify(sent.body),
      again: isKeyed || method !== "POST",
      signal: sent.signal,
    });
    if (response.status === 304 && known !== undefined) return known;
    const body = read(response.status, await response.text(), reading);
    return new Answer(body as Body, response.status, response.headers);
  }

  /** Yield the items of all pages, each page asked for when the one before has been read. */
  protected async *all<Item>(
    pageAfter: (cursor: string | undefined) => Promise<Answer<Page<Item>>>,
  ): AsyncGenerator<Item, void, undefined> {
    let cursor: string | undefined;
    do {
      const { body: page }: Answer<Page<Item>> = await pageAfter(cursor);
      yield* page.items;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
}

/** Return a value as it stands in a path. */
export function segment(value: string | number): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
}

function queryOf(given: Readonly<Record<string, QueryPart>>): string {
  const sent = new URLSearchParams();
  for (const [name, part] of Object.entries(given)) {
    const values = Array.isArray(part) ? part : [part];
    for (const value of values) if (value != null) sent.append(name, String(value));
  }
  return sent.size > 0 ? `?${sent}` : "";
}

function read(status: number, text: string, reading: Reading): unknown {
  if (reading === "text") return text;
  if (reading === "nothing") return null;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnexpectedAnswer(`${status}, ${text.length} characters: ${String(error)}`, { cause: error });
  }
}
