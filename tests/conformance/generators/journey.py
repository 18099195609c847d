"""A caller's first steps with the client that openapi-python-client makes of the description, as whoever SOJOURN_TOKEN
speaks for; prints what came of each as JSON."""

import datetime
import json
import os
import sys
import uuid

import httpx
from generated_client import AuthenticatedClient
from generated_client.api.bookings import create_booking, get_booking
from generated_client.api.service import get_me
from generated_client.models import BookingAccepted, BookingRequest, BookingView, MeView, Problem, RequestedSlice

client = AuthenticatedClient(os.environ["SOJOURN_URL"], token=os.environ["SOJOURN_TOKEN"], timeout=httpx.Timeout(60))
depart_on = datetime.date.fromisoformat(os.environ["SOJOURN_DEPART_ON"])

me = get_me.sync(client=client)
assert isinstance(me, MeView), me

trip = BookingRequest(
    slices=[RequestedSlice(origin="BER", destination="LHR", depart_on=depart_on)],
    purpose="a customer's workshop",
    cost_centre="SALES-EU",
)
accepted = create_booking.sync(client=client, body=trip, idempotency_key=uuid.uuid4().hex)
assert isinstance(accepted, BookingAccepted), accepted

booking = get_booking.sync(accepted.booking_id, client=client)
assert isinstance(booking, BookingView), booking

missing = get_booking.sync_detailed(os.environ["SOJOURN_MISSING"], client=client)
assert isinstance(missing.parsed, Problem), missing

said = {
    "user": me.user_id,
    "requested": accepted.booking_id,
    "read": booking.booking_id,
    "requester": booking.requester_id,
    "departOn": booking.request.slices[0].depart_on.isoformat(),
    "refused": [int(missing.status_code), missing.parsed.status],
}
json.dump(said, sys.stdout)
