"""The audit on a deployed copy: anchored by the function that alone may, with the key of the stage; and what is done to
the tables afterwards is found."""

import pytest

from tests.e2e.world import World

pytestmark = pytest.mark.waits


def test_audit_is_anchored_and_what_is_cut_from_it_is_found(world: World) -> None:
    booking_id = world.options(world.trip_request())["bookingId"]
    path = f"/v1/bookings/{booking_id}/audit"

    world.invoke("anchor_audit")
    anchored = world.traveller.get(f"{path}/verification")
    last = world.traveller.get(path)["items"][-1]
    key = {"bookingId": {"S": booking_id}, "auditId": {"S": last["auditId"]}}
    world.service("dynamodb").delete_item(TableName="sojourn-local-booking-audit", Key=key)
    cut = world.traveller.get(f"{path}/verification")

    assert anchored["intact"]
    assert anchored["anchor"]["leaf"]["head"] == last["hash"]
    assert anchored["anchor"]["signed"]["keyId"].startswith("arn:aws:kms:")
    assert (cut["intact"], cut["firstBrokenEntryId"]) == (False, last["auditId"])
    found = world.manager.get("/v1/audit/verification?limit=100")["items"]
    assert {each["bookingId"] for each in found if not each["intact"]} == {booking_id}
