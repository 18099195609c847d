/* A caller's first steps with openapi-fetch and the types that openapi-typescript makes of the description, as whoever
   SOJOURN_TOKEN speaks for; prints what came of each as JSON. */
import createClient from "openapi-fetch";
import type { paths } from "./schema.js";

const given = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
};

const api = createClient<paths>({
  baseUrl: given("SOJOURN_URL"),
  headers: { Authorization: `Bearer ${given("SOJOURN_TOKEN")}` },
});

const me = await api.GET("/v1/me");
if (me.error) throw new Error(me.error.detail);

const accepted = await api.POST("/v1/bookings", {
  params: { header: { "Idempotency-Key": crypto.randomUUID() } },
  body: {
    slices: [{ origin: "BER", destination: "LHR", departOn: given("SOJOURN_DEPART_ON") }],
    purpose: "a customer's workshop",
    costCentre: "SALES-EU",
  },
});
if (accepted.error) throw new Error(accepted.error.detail);

const booking = await api.GET("/v1/bookings/{bookingId}", { params: { path: { bookingId: accepted.data.bookingId } } });
if (booking.error) throw new Error(booking.error.detail);

const missing = await api.GET("/v1/bookings/{bookingId}", { params: { path: { bookingId: given("SOJOURN_MISSING") } } });
if (!missing.error) throw new Error("a booking that there is not was answered");

const said = {
  user: me.data.userId,
  requested: accepted.data.bookingId,
  read: booking.data.bookingId,
  requester: booking.data.requesterId,
  departOn: booking.data.request.slices[0]?.departOn,
  refused: [missing.response.status, missing.error.status],
};
process.stdout.write(JSON.stringify(said));
