/** A trip requested, followed, booked and changed on a real copy: `node journey.js BASE WEBSOCKET TOKEN`. */

import { Client, change, decimalOf, errors, listen, moneyOf } from "../src/index.ts";

declare const process: { readonly argv: readonly string[] };

const DAY_MS = 86_400_000;
const TUESDAY = 2;

const [base = "", webSocket = "", token = ""] = process.argv.slice(2);
let calls = 0;
const counting: typeof fetch = (input, init) => {
  calls += 1;
  return fetch(input, init);
};
const client = new Client(base, { token: async () => token, fetch: counting });

function check(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`not so: ${what}`);
}

/** Return what a call is refused with. */
async function refusal(call: Promise<unknown>): Promise<errors.ApiError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof errors.ApiError) return error;
    throw error;
  }
  throw new Error("not so: it is refused");
}

/** Return a day months ahead, a Tuesday and so many days after it. */
function dayAhead(after: number): string {
  const far = new Date(Date.now() + 120 * DAY_MS);
  const days = ((TUESDAY - far.getUTCDay() + 7) % 7) + after;
  return new Date(far.getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

const me = await client.getMe();
check(me.body.roles.includes("traveller"), "the token is a traveller's");

const slices = [
  { origin: "Berlin", destination: "London", departOn: dayAhead(0) },
  { origin: "London", destination: "Berlin", departOn: dayAhead(2) },
];
const wrong = await refusal(client.createBooking({ slices: [{ ...slices[0]!, departOn: "soon" }] }));
check(wrong instanceof errors.InvalidInput, "a day that is none is invalid input");
check(wrong.message.includes("/slices/0/departOn: "), `the error names its field: ${wrong.message}`);

const { body: accepted } = await client.createBooking({ slices, purpose: "customer visit" });
const live = await listen(client, webSocket);
live.subscribe(accepted.bookingId);
const followed = new Set<string>();
for await (const event of client.follow(accepted.bookingId, { until: ["awaiting_selection"], timeoutMs: 120_000 })) {
  followed.add(event.eventId);
}
const pushed = new Set<string>();
for await (const event of live) {
  pushed.add(event.eventId);
  if (event.status === "awaiting_selection") break;
}
live.close();
check([...followed].sort().join() === [...pushed].sort().join(), "both streams have the same events");

const seen = await client.getBooking(accepted.bookingId);
const option = seen.body.options.find((each) => each.verdict?.outcome === "compliant");
check(option !== undefined, "one of the options needs nobody's approval");
for (const { price } of option.components) {
  check(moneyOf(decimalOf(price), price.currency).amount === price.amount, "a price is exact");
}
await client.selectOption(accepted.bookingId, { optionId: option.optionId });
const booked = await client.waitUntil(accepted.bookingId, ["booked"], { timeoutMs: 120_000 });
check(booked.status === "booked" && typeof booked.tripId === "string", "it is booked, as a trip");

const { tripId } = booked;
const renamed = await change(
  () => client.getTrip(tripId),
  (trip) => client.updateTrip(tripId, { name: "London, renamed" }, { ifMatch: trip }),
);
check(renamed.body.trip.name === "London, renamed", "the trip has its new name");
const trips: string[] = [];
for await (const trip of client.allTrips({ limit: 1 })) trips.push(trip.tripId);
check(trips.includes(tripId) && new Set(trips).size === trips.length, "every trip is listed once");
const known = await client.getTrip(tripId);
check((await client.getTrip(tripId, { known })) === known, "what is known still holds");
const missing = await refusal(client.getTrip("trp_01JMZ8Q4T5X7V9B2N3C4D5E6F7"));
check(missing instanceof errors.NotFound, "there is no such trip");

console.log(JSON.stringify({ calls, events: followed.size }));
