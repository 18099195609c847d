/** What the client sends, sends once more, and makes of the answers. */

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";

import { ANY, Client, NEW, Transport, change, errors } from "../dist/index.js";
import { HANG_UP, Server } from "./server.js";

const TRIP = "trp_01JMZ8Q4T5X7V9B2N3C4D5E6F7";
const ME = { userId: "u", email: "a@example.com", name: "Ada", roles: ["traveller"], permissions: [] };
const SHORT = { firstMs: 1, longestMs: 2 };
let server;
let client;

before(async () => (server = await new Server().start()));
after(async () => await server.stop());
beforeEach(() => {
  server.asked.length = 0;
  client = new Client(server.url, { token: () => "a-token", retry: SHORT });
});

test("a call carries the token and reads the answer", async () => {
  server.says(200, ME, { ETag: '"v3"', "X-Request-Id": "req-7" });

  const answer = await client.getMe();

  assert.deepEqual([answer.body.name, answer.etag, answer.requestId, answer.isReplayed], ["Ada", '"v3"', "req-7", false]);
  assert.equal(server.asked[0].url, "/api/v1/me");
  assert.equal(server.asked[0].headers.authorization, "Bearer a-token");
});

test("a POST is tried once more under the same key", async () => {
  server.refuses(503, "unavailable");
  server.says(HANG_UP);
  server.refuses(409, "still-running");
  server.says(201, { secret: "whsec_x" }, { "Idempotency-Replayed": "true" });

  const answer = await client.rotateWebhookSecret("whk_1");

  const keys = new Set(server.asked.map((each) => each.headers["idempotency-key"]));
  assert.deepEqual([server.asked.length, keys.size, answer.isReplayed], [4, 1, true]);
});

test("the tries end, with the reason", async () => {
  for (let tried = 0; tried < 4; tried += 1) server.says(HANG_UP);
  await assert.rejects(client.getMe(), errors.NoAnswer);
  assert.equal(server.asked.length, 4);

  server.refuses(429, "too-many-requests", { headers: { "Retry-After": "3600" } });
  await assert.rejects(client.getMe(), errors.TooManyRequests);
  assert.equal(server.asked.length, 5, "an hour is more than anybody waits");
});

test("an error names its fields, and is of its kind", async () => {
  server.refuses(400, "invalid-input", { errors: [{ pointer: "/cabin", detail: "Not a cabin." }] });
  server.refuses(409, "budget-exceeded");
  server.says(502, "<html>Bad gateway</html>");

  await assert.rejects(client.getMe(), (error) => {
    assert.ok(error instanceof errors.InvalidInput);
    assert.equal(error.message, "400 Refused: No. /cabin: Not a cabin.");
    assert.equal(error.errors[0].pointer, "/cabin");
    return error.name === "InvalidInput";
  });
  await assert.rejects(client.getMe(), (error) => error instanceof errors.Conflict && error.name === "BudgetExceeded");
  const once = new Client(server.url, { retry: { tries: 1 } });
  await assert.rejects(once.getMe(), (error) => error.name === "ServerError" && error.message.includes("Bad gateway"));
});

test("a change says what it is based on, and is made once more when somebody was faster", async () => {
  server.says(200, { name: "London" }, { ETag: '"v1"' });
  server.refuses(412, "precondition-failed");
  server.says(200, { name: "London" }, { ETag: '"v2"' });
  server.says(200, { name: "Paris" }, { ETag: '"v3"' });

  const written = await change(
    () => client.getTrip(TRIP),
    (seen) => client.updateTrip(TRIP, { name: "Paris" }, { ifMatch: seen }),
  );

  assert.equal(written.etag, '"v3"');
  assert.deepEqual(
    server.asked.map((each) => each.headers["if-match"]),
    [undefined, '"v1"', undefined, '"v2"'],
  );
  assert.deepEqual([ANY, NEW], ["*", '"v0"']);
});

test("what is known is not read twice", async () => {
  server.says(200, ME, { ETag: '"v1"' });
  server.says(304);

  const known = await client.getMe();

  assert.equal(await client.getMe({ known }), known);
  assert.equal(server.asked[1].headers["if-none-match"], '"v1"');
});

test("a list is walked to its end under the same filters", async () => {
  server.says(200, { items: [1, 2], nextCursor: "a b" });
  server.says(200, { items: [3], nextCursor: null });

  const items = [];
  for await (const item of client.allBookings({ limit: 2, status: "booked" })) items.push(item);

  assert.deepEqual(items, [1, 2, 3]);
  const queries = server.asked.map((each) => [...new URL(each.url, server.url).searchParams].sort());
  const filters = [["limit", "2"], ["status", "booked"]];
  assert.deepEqual(queries, [filters, [["cursor", "a b"], ...filters]]);
});

test("lists of values and odd characters arrive as they are", async () => {
  server.says(200, { distanceMetres: 1 });
  server.says(404, { type: "urn:sojourn:problem:not-found", title: "", status: 404, detail: "", requestId: "" });

  await client.planRoute({ origin: "60,24", destination: "61,24", via: ["60.2,24", "60.4,24"] });
  await assert.rejects(client.getBooking("a/b?c#d'(é)"), errors.NotFound);

  const { searchParams } = new URL(server.asked[0].url, server.url);
  assert.deepEqual(searchParams.getAll("via"), ["60.2,24", "60.4,24"]);
  assert.equal(decodeURIComponent(server.asked[1].url.split("/").at(-1)), "a/b?c#d'(é)");
});

test("a call ends when it is aborted", async () => {
  const reason = new Error("enough");
  const slow = new Transport(server.url, { retry: { firstMs: 60_000, longestMs: 60_000 } });
  server.refuses(503, "unavailable");
  const controller = new AbortController();
  const call = slow.send({ method: "GET", path: "/v1/me", again: true, signal: controller.signal });
  setTimeout(() => controller.abort(reason), 20);

  await assert.rejects(call, (error) => error === reason);
});
