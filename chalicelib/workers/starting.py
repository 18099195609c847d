"""What a function imports while it starts, where Lambda gives it more of a processor than for the first event.

The handlers in `app.py`, and what they call in their worker, import the same themselves, so that a function whose name
is not known here is only slower.
"""

from importlib import import_module

# By handler: its worker, and what the worker imports for it alone.
_MODULES = {
    "authorize_caller": ("workers.authorization",),
    "stream_events": ("api.streams",),
    "websocket_connect": ("workers.websocket",),
    "websocket_message": ("workers.websocket",),
    "websocket_disconnect": ("workers.websocket",),
    "booking_intake": ("workers.queues", "services.booking_workflow.start"),
    "push_events": ("workers.queues", "services.bookings.commits", "services.operations.outbox"),
    "deliver_webhooks": ("workers.queues", "services.webhooks.deliveries"),
    "reconcile_bookings": ("workers.queues", "services.bookings.commits", "services.operations.reconciliation"),
    "parse_policy_document": (
        "workers.queues",
        "services.policy_documents.messages",
        "services.policy_documents.worker",
    ),
    "index_policy_document": (
        "workers.queues",
        "gateways.policy_index.registry",
        "services.policy_documents.messages",
        "services.policy_search.indexing",
    ),
    "store_positions": ("workers.queues", "services.tracking.messages", "services.tracking.processing"),
    "copy_reports": ("workers.queues", "services.reports.copying"),
    "heartbeat": ("workers.schedules", "services.live_updates", "services.tracking.followers"),
    "sweeper": (
        "workers.schedules",
        "services.operations.sweeper",
        "services.operations.people_changes",
        "services.documents.maintenance",
        "services.employee_imports",
    ),
    "anchor_audit": ("workers.schedules", "services.operations.anchoring"),
    "nightly": ("workers.schedules", "services.operations.retention", "services.reports.recount"),
    "rotate_secret": ("workers.secret_rotation",),
    "read_policy_tables": ("workers.policy_tables",),
    "search_policies": ("workers.policy_search",),
    "step_resume": ("workers.booking_steps", "services.booking_workflow.resumption"),
    "step_retrieve": ("workers.booking_steps", "services.booking_workflow.planning"),
    "step_plan": ("workers.booking_steps", "services.booking_workflow.planning"),
    "step_validate": ("workers.booking_steps", "services.booking_workflow.planning"),
    "step_await_selection": ("workers.booking_steps", "services.booking_workflow.planning"),
    "step_hold": ("workers.booking_steps", "services.booking_workflow.holding"),
    "step_await_approval": ("workers.booking_steps", "services.booking_workflow.holding"),
    "step_reopen": ("workers.booking_steps", "services.booking_workflow.revisions"),
    "step_await_revision": ("workers.booking_steps", "services.booking_workflow.revisions"),
    "step_expire": ("workers.booking_steps", "services.booking_workflow.expiry"),
    "step_delay": ("workers.booking_steps", "services.booking_workflow.patience"),
    "step_reprice": ("workers.booking_steps", "services.booking_workflow.purchase"),
    "step_book": ("workers.booking_steps", "services.booking_workflow.purchase"),
    "step_record": ("workers.booking_steps", "services.booking_workflow.purchase"),
    "step_compensate": ("workers.booking_steps", "services.booking_workflow.compensation"),
    "step_escalate": ("workers.booking_steps", "services.booking_workflow.compensation"),
}

# Handlers that use no table: the SDK, which comes with the tables' modules otherwise, is needed by their first event.
_WITHOUT_TABLES = {"booking_intake", "rotate_secret"}


def modules_of(handler: str) -> tuple[str, ...]:
    """Return the modules that a handler in `app.py` will need with its first event; none for one that is not known."""
    return tuple(f"chalicelib.{module}" for module in _MODULES.get(handler, ()))


def import_modules(handler: str) -> None:
    """Import what the handler will need with its first event."""
    for module in modules_of(handler):
        import_module(module)
    if handler in _WITHOUT_TABLES:
        import_module("boto3")
