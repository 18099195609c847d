"""The right that each operation asks for, at the moment when it is used: one table, in which every operation that
changes something, every step of the workflow and every message of a WebSocket has its line.

Where each is looked up: who has left is stopped at the door of HTTP and of WebSockets, but for what is open to them;
roles stand at the route, and count while the user pool says so; the rest is asked with the thing at hand, in
`services/authorization`.
"""

from collections.abc import Mapping
from enum import StrEnum


class Right(StrEnum):
    """By what somebody may do something. Each but `SIGNATURE` and `SELF` ends when they leave."""

    SIGNATURE = "a signature of the supplier"
    DEVICE = "a credential of a device, whose owner has not left"
    SELF = "it is about their own data; also for who has left"
    ACTIVE = "they have not left; what it touches is their own"
    OWNER = "the document or profile is theirs"
    REQUESTER = "they asked for the trip, which it takes from everybody"
    PARTY = "they asked for the trip, or travel on it"
    ARRANGER = "they asked for the booking or travel by it, or are of the travel desk"
    WRITER = "they are a party of the trip, or it is shared with them to write"
    READER = "they are a party of the trip, or it is shared with them"
    SPEND = (
        "they asked for the booking or travel by it, or are of the travel desk; and who asked may still book for each "
        "of its travellers"
    )
    DECIDE = "they are asked for approval, have no part in it, and have decided at no other level"
    LOOK = "it is about themselves; or the company lets them look, for a reason, while the traveller consents"
    DRAWER = "the geofence is theirs, or the company's and they are a travel manager"
    MANAGER = "they are a travel manager"
    OPERATOR = "they are an operator"


RIGHTS: Mapping[str, Right] = {
    "create_booking": Right.SPEND,
    "select_option": Right.SPEND,
    "decide_approval": Right.DECIDE,
    "recall_booking": Right.ARRANGER,
    "revise_booking": Right.SPEND,
    "cancel_booking": Right.ARRANGER,
    "send_message": Right.SPEND,
    "create_quote": Right.SPEND,
    "confirm_quote": Right.SPEND,
    "decide_supplier_change": Right.SPEND,
    "receive_notice": Right.SIGNATURE,
    "report_positions": Right.DEVICE,
    "report_osmand_position": Right.DEVICE,
    "report_owntracks_message": Right.DEVICE,
    "create_trip": Right.ACTIVE,
    "replace_trip": Right.WRITER,
    "update_trip": Right.WRITER,
    "cancel_trip": Right.PARTY,
    "delete_trip": Right.REQUESTER,
    "put_share": Right.PARTY,
    "delete_share": Right.READER,
    "create_item": Right.WRITER,
    "replace_item": Right.WRITER,
    "update_item": Right.WRITER,
    "delete_item": Right.WRITER,
    "create_trip_calendar": Right.READER,
    "revoke_trip_calendar": Right.ACTIVE,
    "create_my_calendar": Right.ACTIVE,
    "revoke_my_calendar": Right.ACTIVE,
    "create_ticket": Right.ACTIVE,
    "register_tracking_device": Right.ACTIVE,
    "rename_tracking_device": Right.ACTIVE,
    "revoke_tracking_device": Right.ACTIVE,
    "create_document": Right.ACTIVE,
    "confirm_document": Right.OWNER,
    "delete_document": Right.OWNER,
    "create_passenger": Right.ACTIVE,
    "replace_passenger": Right.OWNER,
    "delete_passenger": Right.OWNER,
    "set_consent": Right.SELF,
    "set_tracking": Right.SELF,
    "delete_positions": Right.SELF,
    "create_geofence": Right.DRAWER,
    "replace_geofence": Right.DRAWER,
    "delete_geofence": Right.DRAWER,
    "create_track_share": Right.ACTIVE,
    "revoke_track_share": Right.ACTIVE,
    "request_list_export": Right.MANAGER,
    "delete_list_export": Right.MANAGER,
    "request_export": Right.SELF,
    "request_erasure": Right.SELF,
    "send_assistant_message": Right.ACTIVE,
    "stream_assistant_message": Right.ACTIVE,
    "delete_conversation": Right.ACTIVE,
    "publish_policy": Right.MANAGER,
    "create_policy_document": Right.MANAGER,
    "delete_policy_document": Right.MANAGER,
    "create_policy_document_version": Right.MANAGER,
    "confirm_policy_document_version": Right.MANAGER,
    "delete_policy_document_version": Right.MANAGER,
    "set_budget": Right.MANAGER,
    "put_employee": Right.MANAGER,
    "update_employee": Right.MANAGER,
    "deactivate_employee": Right.MANAGER,
    "preview_employee_import": Right.MANAGER,
    "apply_employee_import": Right.MANAGER,
    "set_delegate": Right.ACTIVE,
    "remove_delegate": Right.ACTIVE,
    "retry_compensation": Right.OPERATOR,
    "decide_notice_review": Right.MANAGER,
    "create_webhook": Right.MANAGER,
    "replace_webhook": Right.MANAGER,
    "delete_webhook": Right.MANAGER,
    "rotate_webhook_secret": Right.MANAGER,
    "ping_webhook": Right.MANAGER,
    "replay_delivery": Right.MANAGER,
}

# What who has left may read of themselves; everything else needs somebody who has not.
OPEN_TO_FORMER: frozenset[str] = frozenset(
    {
        *(name for name, right in RIGHTS.items() if right is Right.SELF),
        "get_me",
        "get_export",
        "list_export_entries",
        "get_erasure",
        "list_consents",
        "get_consent",
        "list_consent_history",
        "get_tracking",
        "list_position_looks",
        "list_my_positions",
        "get_my_track_summary",
        "list_my_geofence_events",
    }
)

# What a step of the workflow asks of the booking before it does anything; None for one that spends nothing.
STEP_RIGHTS: Mapping[str, Right | None] = {
    "step_resume": None,
    "step_retrieve": None,
    "step_plan": None,
    "step_validate": None,
    "step_await_selection": None,
    "step_hold": Right.SPEND,
    "step_await_approval": None,
    "step_reopen": None,
    "step_await_revision": None,
    "step_expire": None,
    "step_delay": None,
    "step_reprice": Right.SPEND,
    "step_book": Right.SPEND,
    "step_record": None,
    "step_compensate": None,
    "step_escalate": None,
}

SOCKET_RIGHTS: Mapping[str, Right] = {
    "subscribe": Right.ACTIVE,
    "unsubscribe": Right.ACTIVE,
    "create_booking": Right.SPEND,
    "send_message": Right.SPEND,
    "follow_traveller": Right.LOOK,
    "unfollow_traveller": Right.ACTIVE,
    "subscribe_me": Right.ACTIVE,
    "unsubscribe_me": Right.ACTIVE,
    "ping": Right.ACTIVE,
}
