"""What travel managers alone have before anything is tried: people, a webhook, an import, an export, documents."""

from typing import Any

from local.client import Client
from tests.e2e.policy_documents import uploaded

Json = dict[str, Any]

# So many people come before all others in the list of employees, of which the first may be deactivated at any moment:
# who has left can do nothing, nobody can share with them, and those that the API is tried as are needed.
STAND_INS = 12
KEPT = "conformance-kept"  # of whom one import is
GONE = "conformance-gone"  # the user id of who is deactivated in the place of somebody who is needed


def add_for_company(
    client: Client,
    colleague: str,
    receiver_url: str,
    paths: dict[str, str],
    own_paths: dict[str, dict[str, str]],
    bodies: dict[str, Json],
) -> None:
    """Make what travel managers alone have, and add it."""
    paths |= _webhook(client, receiver_url) | _employee(client, KEPT) | _employee_import(client) | _list_export(client)
    paths["reviewId"] = client.get("/v1/supplier-notices")["items"][0]["reviewId"]
    own_paths["deactivate_employee"] = _employee(client, GONE)
    own_paths["delete_list_export"] = _list_export(client)
    for each in ("confirm_policy_document_version", "delete_policy_document_version", "delete_policy_document"):
        own_paths[each] = {"policyDocumentId": uploaded(client)}
    for number in range(STAND_INS):
        _employee(client, f"conformance-{number}")
    own_paths |= {each: {"userId": colleague} for each in ("get_share", "put_share", "delete_share")}
    bodies |= {"put_employee": {"managerId": None}, "update_employee": {"managerId": None}}
    bodies |= {"create_booking": {"costCentre": "FINANCE"}, "set_budget": {"ownerId": colleague}}


def _employee_import(client: Client) -> Json:
    """An import of somebody who is there, and of somebody who is nobody else's stand-in, previewed."""
    rows = f"userId,name\n{KEPT},Kept Aage\nconformance-imported,Imported Aage\n"
    return {"importId": client.post("/v1/employees/imports", {"csv": rows})["importId"]}


def _list_export(client: Client) -> dict[str, str]:
    """An export of a list, beside which its person keeps one other: there may only be so many."""
    leave_one(client, "/v1/exports", "exportId")
    made = client.post("/v1/exports", {"bookings": {"costCentre": "SALES-EU"}})
    return {"listExportId": str(made["exportId"])}


def _employee(client: Client, user_id: str) -> dict[str, str]:
    """Somebody whom nobody else's bookings hang on."""
    client.put(f"/v1/employees/{user_id}", {"name": "Aage Aabye"})
    return {"userId": user_id}


def _webhook(client: Client, url: str) -> dict[str, str]:
    leave_one(client, "/v1/webhooks", "webhookId")  # there may be twenty
    made = client.post("/v1/webhooks", {"url": url, "eventTypes": ["booking.*"]})["webhook"]
    _, sent = (client.post(f"/v1/webhooks/{made['webhookId']}/ping") for _ in range(2))
    return {"webhookId": made["webhookId"], "eventId": sent["eventId"]}


def leave_one(client: Client, path: str, key: str, query: str = "?limit=100") -> None:
    """Delete what the client has of a kind of which there may only be so many, and leave one."""
    for old in client.get(f"{path}{query}")["items"][1:]:
        client.call("DELETE", f"{path}/{old[key]}")
