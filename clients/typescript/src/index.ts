/**
 * A typed client of Sojourn's API.
 *
 * `Client` has one method an operation, named as in the API's description in camel case; the types that they take and
 * give are exported beside it, the errors that they throw as `errors`.
 */

export * from "./base.ts";
export { type CallOptions, type KeyedOptions } from "./calls.ts";
export { Client, ENDED, OutOfTime, change, type FollowOptions } from "./client.ts";
export * as errors from "./errors.ts";
export { readStream, type StreamEvent } from "./events.ts";
export { Live, NotConnected, NotSubscribed, listen, type ListenOptions } from "./live.ts";
export type * as models from "./models.ts";
export { decimalOf, formatMoney, minorDigits, moneyOf, totalOf } from "./money.ts";
export { ONCE, PATIENT, Transport, type Options, type Retry, type Token } from "./transport.ts";
