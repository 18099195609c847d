"""The Chalice app: the API where it is served, and every event handler as a one-line delegate.

Event handlers stand here and nowhere else: on a blueprint they would be deployed with their own module as the entry
point, and this file would never be loaded for them. What a handler needs is imported inside it, so that a function's
cold start does not pay for the other functions.
"""

from chalicelib import cold_start

# isort: split
from typing import Any

from chalice.app import (
    AuthRequest,
    Chalice,
    CloudWatchEvent,
    CognitoUserPoolAuthorizer,
    Cron,
    Rate,
    SQSEvent,
    WebsocketEvent,
)

from chalicelib import settings

# Chalice would add a handler of its own to the logger of this name: every line would come twice.
app = Chalice(app_name="sojourn", configure_logs=False)
app.experimental_feature_flags.update(["WEBSOCKETS"])

here = settings.current()


# Before the routes, which name it as theirs. The gateway keeps an answer as long, and no longer, so that what is
# refused while keys are rotated is not refused for long.
@app.authorizer(ttl_seconds=60, name="authorize_caller")
def authorize_caller(request: AuthRequest) -> dict[str, Any]:
    from chalicelib.workers import authorization

    return authorization.authorize(request.token, request.method_arn)


# Every function is packaged from this file, and one serves HTTP: the others would import the whole API for nothing.
# That one loads of it what it is asked for, unless it is started before anybody waits for it.
if here.serves_http:
    from chalicelib.api.http import late_routes, routing

    app.api.cors = routing.allow_origin(here.allow_origin)  # before the blueprints, which take it with them
    pool = CognitoUserPoolAuthorizer("users", provider_arns=[here.user_pool_arn])
    guards = routing.Guards(people=pool, programs=authorize_caller)
    table = None if here.starts_ahead else late_routes.read_table()
    if table:
        late_routes.mount(app, table, guards)
    else:
        from chalicelib.api import blueprints

        routing.mount(app, blueprints.BLUEPRINTS, guards)
else:
    from chalicelib.workers import starting

    starting.import_modules(here.handler)


# Behind the operations that stream, where the platform streams; run by `chalicelib/workers/stream_runtime.py`, which
# sends what it yields.
@app.lambda_function(name="stream_events")
def stream_events(event: dict[str, Any], context: Any) -> Any:
    from chalicelib.api import streams

    return streams.stream(event, context)


@app.on_ws_connect(name="websocket_connect")
def websocket_connect(event: WebsocketEvent) -> dict[str, Any]:
    from chalicelib.workers import websocket

    return websocket.on_connect(event.to_dict())


@app.on_ws_message(name="websocket_message")
def websocket_message(event: WebsocketEvent) -> dict[str, Any]:
    from chalicelib.workers import websocket

    return websocket.on_message(event.to_dict())


@app.on_ws_disconnect(name="websocket_disconnect")
def websocket_disconnect(event: WebsocketEvent) -> dict[str, Any]:
    from chalicelib.workers import websocket

    return websocket.on_disconnect(event.to_dict())


# A queue's function takes so many batches at once and no more: what there is no room for waits in the queue.
@app.on_sqs_message(queue=here.name("bookings"), batch_size=10, maximum_concurrency=20, name="booking_intake")
def booking_intake(event: SQSEvent) -> None:
    from chalicelib.workers import queues

    queues.start_bookings(event.to_dict())


@app.on_sqs_message(queue=here.name("notifications"), batch_size=10, maximum_concurrency=50, name="push_events")
def push_events(event: SQSEvent) -> None:
    from chalicelib.workers import queues

    queues.push_events(event.to_dict())


# One message at a time, and few at once for each receiver, so that one that hangs delays nobody else; and not all of
# the account's functions for them.
@app.on_sqs_message(queue=here.name("webhooks"), batch_size=1, maximum_concurrency=20, name="deliver_webhooks")
def deliver_webhooks(event: SQSEvent) -> None:
    from chalicelib.workers import queues

    queues.deliver_webhooks(event.to_dict())


# Few at a time: each may have to wait for a supplier.
@app.on_sqs_message(queue=here.name("reconciliations"), batch_size=5, maximum_concurrency=20, name="reconcile_bookings")
def reconcile_bookings(event: SQSEvent) -> None:
    from chalicelib.workers import queues

    queues.reconcile_bookings(event.to_dict())


# One at a time: each may take minutes, and has the memory of its function for itself.
@app.on_sqs_message(
    queue=here.name("policy-documents"), batch_size=1, maximum_concurrency=5, name="parse_policy_document"
)
def parse_policy_document(event: SQSEvent) -> None:
    from chalicelib.workers import queues

    queues.parse_policy_documents(event.to_dict())


@app.on_sqs_message(queue=here.name("policy-index"), batch_size=1, maximum_concurrency=2, name="index_policy_document")
def index_policy_document(event: SQSEvent) -> None:
    from chalicelib.workers import queues

    queues.index_policy_documents(event.to_dict())


# What a person's device reports in a few seconds is stored by one write.
@app.on_sqs_message(
    queue=here.name("positions"),
    batch_size=100,
    maximum_batching_window_in_seconds=2,
    maximum_concurrency=20,
    name="store_positions",
)
def store_positions(event: SQSEvent) -> None:
    from chalicelib.workers import queues

    queues.store_positions(event.to_dict())


# Few at a time, for each has a connection of the database; comparing a month takes one of them for a while.
@app.on_sqs_message(queue=here.name("reporting"), batch_size=5, maximum_concurrency=5, name="copy_reports")
def copy_reports(event: SQSEvent) -> None:
    from chalicelib.workers import queues

    queues.copy_reports(event.to_dict())


@app.schedule(Rate(5, unit=Rate.MINUTES), name="heartbeat")
def heartbeat(event: CloudWatchEvent) -> None:
    from chalicelib.workers import schedules

    schedules.send_heartbeats()


@app.schedule(Rate(1, unit=Rate.MINUTES), name="sweeper")
def sweeper(event: CloudWatchEvent) -> None:
    from chalicelib.workers import schedules

    schedules.sweep()


@app.schedule(Rate(1, unit=Rate.HOURS), name="anchor_audit")
def anchor_audit(event: CloudWatchEvent) -> None:
    from chalicelib.workers import schedules

    schedules.anchor_audit()


@app.schedule(Cron(0, 3, "*", "*", "?", "*"), name="nightly")
def nightly(event: CloudWatchEvent) -> None:
    from chalicelib.workers import schedules

    schedules.purge_expired()


@app.lambda_function(name="rotate_secret")
def rotate_secret(event: dict[str, Any], context: object) -> None:
    from chalicelib.workers import secret_rotation

    secret_rotation.rotate_secret(event)


@app.lambda_function(name="read_policy_tables")
def read_policy_tables(event: dict[str, Any], context: object) -> dict[str, Any]:
    from chalicelib.workers import policy_tables

    return policy_tables.read_policy_tables(event)


@app.lambda_function(name="search_policies")
def search_policies(event: dict[str, Any], context: object) -> dict[str, Any]:
    from chalicelib.workers import policy_search

    return policy_search.search_policies(event)


@app.lambda_function(name="step_resume")
def step_resume(event: dict[str, Any], context: object) -> dict[str, Any]:
    from chalicelib.workers import booking_steps

    return booking_steps.resume(event)


@app.lambda_function(name="step_retrieve")
def step_retrieve(event: dict[str, Any], context: object) -> dict[str, Any]:
    from chalicelib.workers import booking_steps

    return booking_steps.retrieve(event)


@app.lambda_function(name="step_plan")
def step_plan(event: dict[str, Any], context: object) -> dict[str, Any]:
    from chalicelib.workers import booking_steps

    return booking_steps.plan(event)


@app.lambda_function(name="step_validate")
def step_validate(event: dict[str, Any], context: object) -> dict[str, Any]:
    from chalicelib.workers import booking_steps

    return booking_steps.validate(event)


@app.lambda_function(name="step_await_selection")
def step_await_selection(event: dict[str, Any], context: object) -> dict[str, Any]:
    from chalicelib.workers import booking_steps

    return booking_steps.await_selection(event)


@app.lambda_function(name="step_hold")
def step_hold(event: dict[str, Any], context: object) -> dict[str, Any]:
    from chalicelib.workers import booking_steps

    return booking_steps.hold(event)


@app.lambda_function(name="step_await_approval")
def step_await_approval(event: dict[str, Any], context: object) -> dict[str, Any]:
    from chalicelib.workers import booking_steps

    return booking_steps.await_approval(event)


@app.lambda_function(name="step_reopen")
def step_reopen(event: dict[str, Any], context: object) -> dict[str, Any]:
    from chalicelib.workers import booking_steps

    return booking_steps.reopen(event)


@app.lambda_function(name="step_await_revision")
def step_await_revision(event: dict[str, Any], context: object) -> dict[str, Any]:
    from chalicelib.workers import booking_steps

    return booking_steps.await_revision(event)


@app.lambda_function(name="step_expire")
def step_expire(event: dict[str, Any], context: object) -> dict[str, Any]:
    from chalicelib.workers import booking_steps

    return booking_steps.expire(event)


@app.lambda_function(name="step_delay")
def step_delay(event: dict[str, Any], context: object) -> dict[str, Any]:
    from chalicelib.workers import booking_steps

    return booking_steps.delay(event)


@app.lambda_function(name="step_reprice")
def step_reprice(event: dict[str, Any], context: object) -> dict[str, Any]:
    from chalicelib.workers import booking_steps

    return booking_steps.reprice(event)


@app.lambda_function(name="step_book")
def step_book(event: dict[str, Any], context: object) -> dict[str, Any]:
    from chalicelib.workers import booking_steps

    return booking_steps.book(event)


@app.lambda_function(name="step_record")
def step_record(event: dict[str, Any], context: object) -> dict[str, Any]:
    from chalicelib.workers import booking_steps

    return booking_steps.record(event)


@app.lambda_function(name="step_compensate")
def step_compensate(event: dict[str, Any], context: object) -> dict[str, Any]:
    from chalicelib.workers import booking_steps

    return booking_steps.compensate(event)


@app.lambda_function(name="step_escalate")
def step_escalate(event: dict[str, Any], context: object) -> dict[str, Any]:
    from chalicelib.workers import booking_steps

    return booking_steps.escalate(event)


cold_start.end()
