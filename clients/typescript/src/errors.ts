/**
 * What can go wrong, one class for each kind of problem (RFC 9457) that the API answers.
 *
 * SojournError
 * ├── NoAnswer                    nothing came back, after all tries
 * ├── UnexpectedAnswer            something came back that this version of the client cannot read
 * └── ApiError                    a problem; .status, .problem, .requestId, .errors
 *     ├── InvalidInput            400  .errors: what is wrong, and where
 *     ├── Unauthenticated         401
 *     ├── NotAllowed              403
 *     │   └── InsufficientScope
 *     ├── NotFound                404  also what is somebody else's
 *     ├── MethodNotAllowed        405
 *     ├── Conflict                409
 *     │   ├── VersionConflict     409  somebody else changed it first
 *     │   ├── BudgetExceeded      409
 *     │   ├── ReservationLimit    409
 *     │   ├── QuoteExpired        409
 *     │   ├── QuoteStale          409
 *     │   ├── Departed            409
 *     │   └── StillRunning        409  the first request with this Idempotency-Key has not finished
 *     ├── PreconditionFailed      412  somebody else changed it since it was read
 *     ├── BodyTooLarge            413
 *     ├── UnsupportedMediaType    415
 *     ├── AmbiguousRequest        422  .questions: what has to be answered first
 *     ├── KeyReused               422  the Idempotency-Key belongs to another request
 *     ├── PreconditionRequired    428
 *     ├── TooManyRequests         429
 *     └── ServerError             5xx
 *         └── Unavailable         503
 *             ├── SupplierUnavailable  503
 *             └── SupplierTimeout      504
 */

import type { FieldProblem, Problem, Question } from "./models.ts";

const PROBLEM_PREFIX = "urn:sojourn:problem:";
const LONGEST_EXCERPT = 500;

/** Anything that this client throws by itself. */
export class SojournError extends Error {
  override get name(): string {
    return this.constructor.name;
  }
}

/** No answer came, after all tries; whether the request was done is not known. */
export class NoAnswer extends SojournError {}

/** The answer is none that this version of the client can read. */
export class UnexpectedAnswer extends SojournError {}

/** The API answered a problem; `message` says it in a sentence, with the fields that it is about. */
export class ApiError extends SojournError {
  readonly problem: Problem;
  readonly headers: Headers;

  constructor(problem: Problem, headers: Headers) {
    super(sentenceOf(problem));
    this.problem = problem;
    this.headers = headers;
  }

  get status(): number {
    return this.problem.status;
  }

  /** Names the request in the service's logs. */
  get requestId(): string {
    return this.problem.requestId;
  }

  /** What is wrong with the input, and where. */
  get errors(): readonly FieldProblem[] {
    return this.problem.errors ?? [];
  }

  /** What has to be answered before the request can be understood. */
  get questions(): readonly Question[] {
    return this.problem.questions ?? [];
  }
}

export class InvalidInput extends ApiError {}
export class Unauthenticated extends ApiError {}
export class NotAllowed extends ApiError {}
/** The token of a program lacks the scope that `problem.scope` names. */
export class InsufficientScope extends NotAllowed {}
export class NotFound extends ApiError {}
export class MethodNotAllowed extends ApiError {}
export class Conflict extends ApiError {}
export class VersionConflict extends Conflict {}
export class BudgetExceeded extends Conflict {}
export class ReservationLimit extends Conflict {}
export class QuoteExpired extends Conflict {}
export class QuoteStale extends Conflict {}
export class Departed extends Conflict {}
export class StillRunning extends Conflict {}
export class PreconditionFailed extends ApiError {}
export class BodyTooLarge extends ApiError {}
export class UnsupportedMediaType extends ApiError {}
export class AmbiguousRequest extends ApiError {}
export class KeyReused extends ApiError {}
export class PreconditionRequired extends ApiError {}
export class TooManyRequests extends ApiError {}
export class ServerError extends ApiError {}
export class Unavailable extends ServerError {}
export class SupplierUnavailable extends Unavailable {}
export class SupplierTimeout extends Unavailable {}

type ErrorClass = new (problem: Problem, headers: Headers) => ApiError;

const BY_SLUG: ReadonlyMap<string, ErrorClass> = new Map<string, ErrorClass>([
  ["invalid-input", InvalidInput],
  ["unauthenticated", Unauthenticated],
  ["not-allowed", NotAllowed],
  ["insufficient-scope", InsufficientScope],
  ["not-found", NotFound],
  ["method-not-allowed", MethodNotAllowed],
  ["conflict", Conflict],
  ["version-conflict", VersionConflict],
  ["budget-exceeded", BudgetExceeded],
  ["reservation-limit", ReservationLimit],
  ["quote-expired", QuoteExpired],
  ["quote-stale", QuoteStale],
  ["departed", Departed],
  ["still-running", StillRunning],
  ["precondition-failed", PreconditionFailed],
  ["body-too-large", BodyTooLarge],
  ["unsupported-media-type", UnsupportedMediaType],
  ["ambiguous-request", AmbiguousRequest],
  ["key-reused", KeyReused],
  ["precondition-required", PreconditionRequired],
  ["too-many-requests", TooManyRequests],
  ["internal", ServerError],
  ["unavailable", Unavailable],
  ["supplier-unavailable", SupplierUnavailable],
  ["supplier-timeout", SupplierTimeout],
]);

const BY_STATUS: ReadonlyMap<number, ErrorClass> = new Map<number, ErrorClass>([
  [400, InvalidInput],
  [401, Unauthenticated],
  [403, NotAllowed],
  [404, NotFound],
  [405, MethodNotAllowed],
  [409, Conflict],
  [412, PreconditionFailed],
  [413, BodyTooLarge],
  [415, UnsupportedMediaType],
  [428, PreconditionRequired],
  [429, TooManyRequests],
  [503, Unavailable],
]);

/** Return the error for an answer of 400 and more, whoever gave it: the API, or a gateway before it. */
export function errorOf(status: number, headers: Headers, text: string): ApiError {
  const problem = readProblem(text) ?? {
    type: "about:blank",
    title: "No problem document",
    status,
    detail: text.slice(0, LONGEST_EXCERPT),
    requestId: headers.get("X-Request-Id") ?? "",
  };
  const fallback = BY_STATUS.get(status) ?? (status >= 500 ? ServerError : ApiError);
  const found = BY_SLUG.get(problem.type.replace(PROBLEM_PREFIX, "")) ?? fallback;
  return new found(problem, headers);
}

function readProblem(text: string): Problem | null {
  try {
    const read: unknown = JSON.parse(text);
    return isProblem(read) ? read : null;
  } catch {
    return null; // no JSON: a page of a proxy, or nothing at all
  }
}

function isProblem(read: unknown): read is Problem {
  if (typeof read !== "object" || read === null) return false;
  const { type, title, status, detail } = read as Partial<Record<keyof Problem, unknown>>;
  return [type, title, detail].every((each) => typeof each === "string") && typeof status === "number";
}

function sentenceOf(problem: Problem): string {
  const fields = (problem.errors ?? []).map((each) => `${each.pointer || "/"}: ${each.detail}`);
  return [`${problem.status} ${problem.title}: ${problem.detail}`, ...fields].join(" ");
}
