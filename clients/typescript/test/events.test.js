/** Streams of events, however they are cut into pieces. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Client, OutOfTime, readStream } from "../dist/index.js";
import { Server } from "./server.js";

const STREAM =
  ': hello\n\nid: evt_1\nevent: booking.requested\ndata: {"n": 1,\ndata: "s": "é😀"}\n\n' +
  'retry: 100\r\n\r\nid: evt_2\r\ndata:{"n": 2}\r\n\r\rid: evt_3\rdata: {"n": 3}\r\r\nevent: cut\ndata: {"n": 4}';

function inPieces(bytes, size) {
  return new ReadableStream({
    start(controller) {
      for (let from = 0; from < bytes.length; from += size) controller.enqueue(bytes.slice(from, from + size));
      controller.close();
    },
  });
}

test("a stream reads the same in pieces of every size, and an event that was cut is none", async () => {
  const bytes = new TextEncoder().encode(STREAM);
  for (let size = 1; size <= bytes.length; size += 1) {
    const read = [];
    for await (const event of readStream(inPieces(bytes, size))) read.push(event);
    assert.deepEqual(
      read,
      [
        { id: "evt_1", type: "booking.requested", data: { n: 1, s: "é😀" } },
        { id: "evt_2", type: "message", data: { n: 2 } },
        { id: "evt_3", type: "message", data: { n: 3 } },
      ],
      `pieces of ${size}`,
    );
  }
});

let server;
before(async () => (server = await new Server().start()));
after(async () => await server.stop());

function written(number, status) {
  const event = { eventId: `evt_${number}`, bookingId: "bkg_1", seq: number, type: "booking.x", status, data: {} };
  return `id: evt_${number}\ndata: ${JSON.stringify(event)}\n\nretry: 100\n\n`;
}

test("a booking is followed over many streams to the status that was waited for", async () => {
  server.says(200, written(1, "planning"));
  server.says(200, ": nothing new\n\n");
  server.says(200, written(2, "awaiting_selection") + written(3, "holding"));
  const client = new Client(server.url);

  const seen = [];
  for await (const event of client.follow("bkg_1", { until: ["awaiting_selection"] })) seen.push(event.eventId);

  assert.deepEqual(seen, ["evt_1", "evt_2"]);
  assert.deepEqual(
    server.asked.map((each) => each.headers["last-event-id"]),
    [undefined, "evt_1", "evt_1"],
  );
});

test("who waits for nothing is not kept", async () => {
  server.says(200, ": nothing\n\n");
  const client = new Client(server.url);

  await assert.rejects(async () => {
    for await (const _ of client.follow("bkg_1", { timeoutMs: 30, wait: 0 }));
  }, OutOfTime);
});

test("a stream that breaks is gone on with behind the last event that was whole", async () => {
  server.asked.length = 0;
  server.breaksOff(200, written(1, "planning") + "id: evt_2\ndata: {\"eventId\"");
  server.says(200, written(2, "booked"));

  const seen = [];
  for await (const event of new Client(server.url).follow("bkg_1")) seen.push(event.eventId);

  assert.deepEqual(seen, ["evt_1", "evt_2"]);
  assert.deepEqual(
    server.asked.map((each) => each.headers["last-event-id"]),
    [undefined, "evt_1"],
  );
});

test("events come while the stream is open, and who has what was waited for leaves it", async () => {
  server.begins(200, written(1, "planning"), written(2, "booked"));

  const seen = [];
  for await (const event of new Client(server.url).follow("bkg_1")) seen.push(event.eventId);

  assert.deepEqual(seen, ["evt_1", "evt_2"]);
});

test("an address for an EventSource has a ticket and no token", async () => {
  server.asked.length = 0;
  server.says(201, JSON.stringify({ ticket: "tkt_1", expiresAt: "2027-03-03T09:41:00Z" }));
  const client = new Client(server.url, { token: "a-token" });

  const address = await client.eventsUrl("https://travel.example.com/api/v1/sse/me", "12.0.7");

  assert.equal(address, "https://travel.example.com/api/v1/sse/me?ticket=tkt_1&lastEventId=12.0.7");
  assert.deepEqual([server.asked[0].method, server.asked[0].headers.authorization], ["POST", "Bearer a-token"]);
});
