/**
 * HTTP below the operations: the tries that a request is worth.
 *
 * A request that may be sent again without harm is: reads, changes that name the version they are based on, and POSTs
 * under an Idempotency-Key, which stays the same over all tries. A change whose answer was lost may so hear that its
 * version is gone: it was done the first time.
 */

import { NoAnswer, errorOf } from "./errors.ts";

/** How often a request is tried, and how long to wait in between: milliseconds, doubling, drawn at random below that. */
export interface Retry {
  readonly tries: number;
  readonly firstMs: number;
  readonly longestMs: number;
  /** A Retry-After of the server counts instead, up to so long; one that asks for more ends the tries. */
  readonly patienceMs: number;
}

export const PATIENT: Retry = { tries: 4, firstMs: 250, longestMs: 8_000, patienceMs: 30_000 };
export const ONCE: Retry = { ...PATIENT, tries: 1 };

/** An id token, or what gives a fresh one; it is asked before each try. */
export type Token = string | (() => string | Promise<string>);

export interface Options {
  readonly token?: Token;
  readonly retry?: Partial<Retry>;
  /** How long an answer may take; 35 seconds unless given. */
  readonly timeoutMs?: number;
  /** What sends requests, instead of the runtime's own `fetch`. */
  readonly fetch?: typeof fetch;
}

/** What is sent. `again` says that the request may be sent more than once. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly again: boolean;
  /** How long this answer may take. */
  readonly timeoutMs?: number | undefined;
  /** The answer is read while it comes: it takes as long as it likes, but never comes to nothing for `timeoutMs`. */
  readonly streams?: boolean;
  readonly signal?: AbortSignal | undefined;
}

const STILL_RUNNING = "urn:sojourn:problem:still-running";
const DEFAULT_TIMEOUT_MS = 35_000;

/** Sends requests to one API, whose address `baseUrl` is, with or without the `/v1` at its end. */
export class Transport {
  readonly baseUrl: string;
  readonly #token: Token | undefined;
  readonly #retry: Retry;
  readonly #timeoutMs: number;
  readonly #fetch: typeof fetch;

  constructor(baseUrl: string, options: Options = {}) {
    this.baseUrl = baseUrl.replace(/\/+$/, "").replace(/\/v1$/, "");
    this.#token = options.token;
    this.#retry = { ...PATIENT, ...options.retry };
    this.#timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init));
  }

  /** Return an answer below 400; throw ApiError for any other, NoAnswer for none, and what `signal` was aborted with. */
  async send(request: Request): Promise<Response> {
    for (let tried = 1; ; tried += 1) {
      let pause: number | null;
      let failure: Error;
      try {
        const response = await this.#send(request);
        if (response.status < 400) return response;
        const text = await response.text();
        failure = errorOf(response.status, response.headers, text);
        const isWorth = isWorthAnotherTry(response.status, text, request.again);
        pause = isWorth ? this.#pause(tried, response.headers.get("Retry-After")) : null;
      } catch (error) {
        if (request.signal?.aborted) throw error;
        failure = new NoAnswer(`${request.method} ${request.path}: ${String(error)}`, { cause: error });
        pause = request.again ? this.#pause(tried, null) : null;
      }
      if (pause === null) throw failure;
      await sleep(pause, request.signal);
    }
  }

  /** Return the token of now; undefined where there is none. */
  async freshToken(): Promise<string | undefined> {
    return typeof this.#token === "function" ? await this.#token() : this.#token;
  }

  async #send(request: Request): Promise<Response> {
    const token = await this.freshToken();
    const timeoutMs = request.timeoutMs ?? this.#timeoutMs;
    const patience = request.streams ? new Patience(timeoutMs) : null;
    const timeout = patience?.signal ?? AbortSignal.timeout(timeoutMs);
    const response = await this.#fetch(this.baseUrl + request.path, {
      method: request.method,
      headers: { ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }), ...request.headers },
      body: request.body ?? null,
      redirect: "error", // the API never redirects
      signal: request.signal ? AbortSignal.any([request.signal, timeout]) : timeout,
    });
    return patience?.watch(response) ?? response;
  }

  /** Return the milliseconds until the next try after `tried` tries; null to give up. */
  #pause(tried: number, asked: string | null): number | null {
    const { tries, firstMs, longestMs, patienceMs } = this.#retry;
    if (tried >= tries) return null;
    if (asked !== null && /^\d+$/.test(asked)) {
      const askedMs = Number(asked) * 1_000;
      return askedMs <= patienceMs ? askedMs : null;
    }
    return Math.random() * Math.min(longestMs, firstMs * 2 ** (tried - 1));
  }
}

/** How long nothing may come of an answer that streams. */
class Patience {
  readonly #ms: number;
  readonly #end = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ms: number) {
    this.#ms = ms;
    this.#begin();
  }

  get signal(): AbortSignal {
    return this.#end.signal;
  }

  /** Return an answer whose body may take as long as it likes, while something comes. */
  watch(response: Response): Response {
    if (response.body === null) return response;
    const watched = new TransformStream<Uint8Array, Uint8Array>({
      transform: (piece, further) => {
        this.#begin();
        further.enqueue(piece);
      },
      flush: () => clearTimeout(this.#timer),
    });
    this.#begin();
    return new Response(response.body.pipeThrough(watched), response);
  }

  #begin(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end.abort(new DOMException("Nothing came in time.", "TimeoutError")), this.#ms);
    (this.#timer as unknown as { unref?: () => void }).unref?.(); // Node does not stay for it
  }
}

/** Return whether the same request may be answered better a little later. */
function isWorthAnotherTry(status: number, text: string, again: boolean): boolean {
  if (status === 429) return true;
  return again && (status >= 500 || (status === 409 && text.includes(STILL_RUNNING)));
}

/** Wait, or throw what `signal` is aborted with. */
export async function sleep(milliseconds: number, signal?: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", end);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", end, { once: true });
  });
}
