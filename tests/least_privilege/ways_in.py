"""Which service is part of which function, where a test calls it without the worker or the view that leads to it. One
that several functions lead to stands here as the part of one; while another is at work, it is the other's, unless one
`alone` leads to it: then a test does it in the middle of what the other does."""

from typing import NamedTuple


class WayIn(NamedTuple):
    """Functions of a module of services that one of our functions is made of; all that are public, where none is
    named."""

    function: str
    module: str
    names: tuple[str, ...] = ()
    alone: bool = False


WAYS_IN = (
    WayIn("sweeper", "documents.maintenance", ("clean_up_documents",)),
    WayIn("sweeper", "operations.people_changes", ("follow_up_changes",)),
    WayIn("sweeper", "operations.sweeper", ("sweep",)),
    WayIn("sweeper", "policy_documents.maintenance", ("look_after_due",)),
    WayIn("sweeper", "list_exports.writing", ("write_piece",)),
    WayIn("sweeper", "employee_imports", ("carry_on_imports", "carry_on")),
    WayIn("store_positions", "tracking.processing", ("process_positions",)),
    WayIn("store_positions", "tracking.storing", ("store_positions",)),
    WayIn("store_positions", "tracking.geofencing", ("update_events", "publish_pending")),
    WayIn("store_positions", "tracking.trip_warnings", ("update_warnings",)),
    WayIn("store_positions", "tracking.followers", ("push_positions", "push_event")),
    WayIn("heartbeat", "live_updates", ("send_heartbeats",)),
    WayIn("heartbeat", "tracking.followers", ("end_feeds",)),
    WayIn("nightly", "operations.retention", ("purge_expired",)),
    WayIn("nightly", "privacy.requests", ("carry_on_all",)),
    WayIn("nightly", "reports.recount", ("recount_reports",)),
    WayIn("anchor_audit", "operations.anchoring", ("anchor_heads",)),
    WayIn("rotate_secret", "operations.secret_rotation", ("rotate",)),
    WayIn("parse_policy_document", "policy_documents.worker", ("parse_version",)),
    WayIn("read_policy_tables", "policy_documents.tables", ("read_tables",)),
    WayIn("index_policy_document", "policy_search.indexing", ("index_version",)),
    WayIn("search_policies", "policy_search.ranking", ("rank",)),
    WayIn("push_events", "operations.outbox", ("push_event",)),
    WayIn("deliver_webhooks", "webhooks.deliveries", ("deliver",)),
    WayIn("reconcile_bookings", "operations.reconciliation", ("reconcile_booking",)),
    WayIn("copy_reports", "reports.copying", ("follow",)),
    WayIn("websocket_connect", "live_updates", ("connect",)),
    WayIn("websocket_disconnect", "live_updates", ("disconnect",)),
    WayIn("websocket_message", "live_updates", ("get_connection", "subscribe", "unsubscribe", "send")),
    WayIn("websocket_message", "booking_workflow.conversation", ("send_once",)),
    WayIn("websocket_message", "person_feeds", ("subscribe", "unsubscribe")),
    WayIn("websocket_message", "tracking.followers", ("follow",)),
    WayIn("step_retrieve", "booking_workflow.planning", ("retrieve_policy",)),
    WayIn("step_plan", "booking_workflow.planning", ("plan_options",)),
    WayIn("step_validate", "booking_workflow.planning", ("judge_options",)),
    WayIn("step_await_selection", "booking_workflow.planning", ("await_selection",)),
    WayIn("step_hold", "booking_workflow.holding", ("hold_option",)),
    WayIn("step_await_approval", "booking_workflow.holding", ("await_approval",)),
    WayIn("step_reopen", "booking_workflow.revisions", ("reopen_booking",)),
    WayIn("step_await_revision", "booking_workflow.revisions", ("await_revision",)),
    WayIn("step_expire", "booking_workflow.expiry", ("expire_wait",)),
    WayIn("step_resume", "booking_workflow.resumption", ("resume_workflow",)),
    WayIn("step_delay", "booking_workflow.patience", ("delay_step",)),
    WayIn("step_reprice", "booking_workflow.purchase", ("reprice_option",)),
    WayIn("step_book", "booking_workflow.purchase", ("place_orders",)),
    WayIn("step_record", "booking_workflow.purchase", ("record_trip",)),
    WayIn("step_compensate", "booking_workflow.compensation", ("end_booking",)),
    WayIn("step_escalate", "booking_workflow.compensation", ("end_or_escalate",)),
    WayIn("api_handler", "booking_workflow.decisions"),
    WayIn("api_handler", "booking_workflow.revisions", ("send_back", "revise_booking")),
    WayIn(
        "api_handler",
        "privacy.requests",
        ("request_export", "get_export", "list_entries", "request_erasure", "request_guest_erasure", "get_erasure"),
    ),
    WayIn("api_handler", "privacy.consents", ("decide",)),
    WayIn("api_handler", "policies", ("publish_policy",)),
    WayIn("api_handler", "policy_documents.deletion", alone=True),
    WayIn("api_handler", "authentication", ("person_of", "verify_caller")),
    WayIn("api_handler", "call_limits", ("count_call",)),
    WayIn("api_handler", "booking_workflow.intake", ("request_booking", "accept_once")),
    *(
        WayIn("api_handler", module)
        for module in (
            "approvals.inbox",
            "bookings.audits",
            "bookings.queries",
            "budgets.budgets",
            "colleagues",
            "documents.documents",
            "employees",
            "operations.compensations",
            "passengers",
            "policy_documents.queries",
            "policy_documents.uploads",
            "policy_search.search",
            "servicing.notice_reviews",
            "servicing.quotes",
            "servicing.supplier_notices",
            "travel_credits",
            "trips.calendars",
            "trips.items",
            "trips.shares",
            "trips.trips",
            "webhooks.subscriptions",
        )
    ),
)
