"""People who are new to the company, and the passenger profiles that they keep."""

from typing import Any

from local.client import Client
from tests.e2e.ear import Json
from tests.e2e.world import World

PASSPORT = {"kind": "passport", "number": "C01X00T47", "issuingCountry": "PL", "expiresOn": "2035-05-31"}


def joined(world: World, name: str, cost_centre: str) -> tuple[Client, str]:
    """Somebody new of this cost centre, whose manager is the approver, and their id."""
    client = world.newcomer(name, "traveller")
    user_id, manager_id = (str(each.get("/v1/me")["userId"]) for each in (client, world.approver))
    record = {"name": name, "costCentre": cost_centre, "managerId": manager_id}
    world.manager.put(f"/v1/employees/{user_id}", record, if_match='"v0"')
    return client, user_id


def profile(name: str, **changes: Any) -> Json:
    given_name, family_name = name.split(" ")
    names = {"givenName": given_name, "familyName": family_name}
    return {**names, "birthDate": "1988-04-12", "nationality": "PL", "documents": [PASSPORT], **changes}
