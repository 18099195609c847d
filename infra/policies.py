"""Which function may do what: one readable table, and the IAM policy of each function made from it.

ARNs name resource and stage in full; account and region are `*`: no account id belongs in the repository, and a role
can reach no other account's resources by its own policy anyway."""

import json
from typing import TypedDict, cast

from infra import document_rights
from infra.data_plane.rights import asking_statements, plane_statements
from infra.document_rights import DOCUMENTS, LOOKING_AFTER, POLICY, POLICY_DOCUMENTS, SEARCHING_POLICY, TIDYING
from infra.feed_rights import ERASING_FEEDS, FEED, FEEDING, PUSHING_FEEDS
from infra.list_rights import ITINERARY, LISTING, WRITING_EXPORTS
from infra.map_rights import map_statements
from infra.parsing_rights import parsing_statements
from infra.people_rights import APPLYING, IMPORTING
from infra.policy_index_rights import index_statements
from infra.policy_statements import (
    TABLE_ACTIONS,
    Statement,
    key_statement,
    log_statement,
    statement_of,
    table_statements,
)
from infra.reading_models import model_statements
from infra.report_rights import COPYING, COUNTING, READING_REPORTS, RECOUNTING
from infra.settings_rights import read_statements
from infra.stream_rights import CONNECTING, STREAMED, USING_TICKETS
from infra.tracing import trace_statements
from infra.tracking_rights import COARSENING, ENDING_ACCESS, ERASING_POSITIONS, FOLLOWING, STOPPING, STORING, TRACKING
from infra.webhook_rights import PUBLISHING, SUBSCRIBING

STAGES = ("local", "dev", "staging", "prod")
_BY_SETTING = {"maps": map_statements, "parsing": parsing_statements, "reporting": asking_statements}

# A grant is "<service>:<what>:<thing>"; what may be done with a table is in TABLE_ACTIONS. An index of a table is a
# thing of its own, `table:query:bookings/status-due`: who asks it need not be able to ask the table.
CHANGE = (  # what every change of a booking takes: read it, write it through the one door, announce its event
    "table:get:bookings",
    "table:put:bookings",
    "table:put:booking-events",
    "table:put:booking-audit",
    "queue:send:notifications",
)
NAMING = ("table:check:mentions", "table:put:mentions")  # what a change takes that names somebody anew
ENDING = ("queue:send:reconciliations",)  # what a change takes that ends a booking: another may wait for how it ends
ANSWERED = ("table:put:approval-history",)  # what becomes of a request for approval, for each who was asked
CLOSING = (*ANSWERED, "table:delete:approval-tasks")  # and it stands in nobody's inbox any more
# What a booking reserves, spends and gives back.
MONEY = ("table:update:budgets", "table:update:credits", "table:update:limits")
FAULTS = ("table:query:sandbox-faults", "table:update:sandbox-faults")
SEARCHING = ("table:batch:sandbox-inventory", *FAULTS)  # offers, and what is left of them
ORDERING = (  # what holds, orders and changes take of the supplier, and what it takes to give them back
    "table:get:sandbox-ledger",
    "table:put:sandbox-ledger",
    "table:update:sandbox-inventory",
    *FAULTS,
)
HOLDING = (*SEARCHING, *ORDERING, "table:put:sandbox-inventory")  # what is held for the first time is written down
RIGHT_TO_SPEND = (  # whoever asked for a booking has not left and may book for its travellers, also when it commits
    "table:get:employees",
    "table:check:employees",
    "table:get:passengers",
    "table:check:passengers",
)
ROLES = (  # which roles somebody holds now, by the account that they have now
    "accounts:ask:users",
    "table:get:account-links",
    "parameter:read:foundation",
)
STILL_ALLOWED = (*ROLES, "table:get:employees", "table:get:passengers", "table:batch:mentions")  # nobody was erased
TRAVELLER_FACTS = ("table:get:passengers", "key:decrypt:passengers")  # what carriers need of who travels
BOOKING_FOR_OTHERS = (*RIGHT_TO_SPEND, "table:update:passengers", "table:get:passenger-links",
                      "table:put:passenger-accesses")  # fmt: skip
REQUESTING = (
    *CHANGE,
    *NAMING,
    *BOOKING_FOR_OTHERS,
    "table:get:idempotency",
    "table:put:idempotency",
    "table:update:idempotency",
    "queue:send:bookings",
    "workflow:start:booking",
    "parameter:read:foundation",
    "table:get:budgets",  # whose cost centre the trip is to count against
)
DECIDING = (  # what it takes to choose, to decide, to send back, to revise and to cancel
    *CLOSING,
    *MONEY,
    *POLICY,
    *TRAVELLER_FACTS,
    "table:batch:mentions",
    "table:query:credits/user-created",
    "workflow:notify:booking",
)
PROFILES = (
    "table:get:passengers",
    "table:batch:passengers",
    "table:put:passengers",
    "table:update:passengers",
    "table:delete:passengers",
    "table:get:passenger-links",
    "table:query:passenger-links",
    "table:put:passenger-links",
    "table:delete:passenger-links",
    "table:query:passenger-accesses",
    "key:use:passengers",
)
TRIPS = (
    *LISTING,
    *ITINERARY,
    "table:get:trips",
    "table:check:trips",  # that nobody deletes what something is put on
    "table:delete:trips",
    "table:get:items",
    "table:query:items/trip-start",
    "table:query:items/user-created",
    "table:query:items/status-created",
    "table:put:items",
    "table:delete:items",
    "table:get:shares",
    "table:batch:shares",
    "table:query:shares",
    "table:query:shares/sharee-shared",
    "table:put:shares",
    "table:delete:shares",
    "table:get:calendars",
    "table:put:calendars",
    "table:delete:calendars",
)
TALKING = ("table:get:conversations", "table:put:conversations")  # with the assistant
CONSENTS = ("table:query:consents", "table:put:consents")
PEOPLE = (
    "table:get:employees",
    "table:batch:employees",
    "table:query:employees/roster-name",
    "table:query:employees/manager-name",
    "table:query:employees/cost-centre-name",
    "table:query:employees/delegate-until",
    "table:put:employees",
    "table:check:employees",
    "table:put:colleagues",
    "table:delete:colleagues",
    "table:query:colleagues",
    "table:query:approval-tasks",
    "table:query:approval-history",
)
# Who may charge which cost centre, what is left of it, and what would be reserved of it for a trip.
CHARGING = ("table:get:budgets", "table:get:employees", "table:get:limits", "table:query:credits/user-created")
# Whether a traveller has another trip at the same time.
OTHER_TRIPS = ("table:query:trips/traveller-start", "table:get:bookings")
MANAGEMENT_CHAIN = ("table:get:employees",)  # who is asked for approval
ERASING = (  # what it takes to forget a person, and to write down that it was done
    *CONSENTS,
    *CHANGE,
    *COUNTING,
    *ERASING_FEEDS,
    "table:get:passengers",
    "table:batch:passengers",
    "table:put:passengers",
    "table:delete:passengers",
    "table:get:passenger-links",
    "table:query:passenger-links",
    "table:put:passenger-links",
    "table:delete:passenger-links",
    "table:get:mentions",
    "table:batch:mentions",
    "table:check:mentions",
    "table:query:mentions",
    "table:delete:record-locators",
    "table:update:mentions",
    "table:delete:mentions",
    "table:batch:bookings",
    "table:query:approval-history",
    "table:delete:approval-history",
    "table:query:quotes/requester-created",
    "table:delete:quotes",
    "table:query:documents",
    "table:get:documents",
    "table:put:documents",
    "bucket:versions:documents",
    "bucket:purge:documents/uploads",
    "bucket:purge:documents/documents",
    "table:get:policy-documents",
    "table:put:policy-documents",
    "table:query:policy-documents/listed-document",
    "table:get:trips",
    "table:query:trips/traveller-start",
    "table:put:trips",
    "table:delete:trips",
    "table:get:items",
    "table:query:items/trip-start",
    "table:query:items/user-created",
    "table:put:items",
    "table:delete:items",
    "table:query:shares",
    "table:query:shares/sharee-shared",
    "table:delete:shares",
    "table:get:calendars",
    "table:delete:calendars",
    "table:get:employees",
    "table:put:employees",
    "table:delete:colleagues",
    "table:scan:connections",
    "table:delete:connections",
    "table:query:subscriptions/connection",
    "table:delete:subscriptions",
    "accounts:erase:users",
    "table:query:account-links/user",
    "table:delete:account-links",
    "table:query:conversations",
    "table:delete:conversations",
    *ERASING_POSITIONS,
    "table:get:privacy-erasures",
    "table:put:privacy-erasures",
    "bucket:add:audit-anchors/erasures",
)
READING = ("models:ask:words",)  # what a request in words says, of the models that the stage names, if it names any
# Who somebody is whose account was linked, and the link of one that claims an invitation when it first signs in.
SIGNING_IN = ("table:get:account-links", "table:put:account-links", "table:delete:account-links",
              "table:check:mentions", "parameter:read:foundation")  # fmt: skip
POOLS = ("accounts:list:users", "table:get:account-links", "parameter:read:foundation",
         "table:get:employees")  # who could answer a pool's requests  # fmt: skip
LOCATORS = ("key:use:locators", "secret:read:locator-index", "table:query:record-locators")  # to read, write and find
PRIVACY = (
    *PROFILES,
    *ERASING,
    "table:query:privacy-erasures/user-created",
    "table:get:privacy-exports",
    "table:put:privacy-exports",
    "table:query:privacy-exports/user-created",
)
FORGETTING = ("table:delete:connections", "table:query:subscriptions/connection", "table:delete:subscriptions")
RECONCILING = (  # what it takes to do a booking's pending work
    *CHANGE,
    *CLOSING,
    *ENDING,
    *STILL_ALLOWED,  # also whom to pass a silent approver's turn to, and who has left
    *ORDERING,
    *MONEY,
    "table:put:approval-tasks",
    "table:get:trips",
    *ITINERARY,
    "table:query:items/trip-start",
    "table:put:items",
    "table:put:credits",
    "workflow:start:booking",
    "workflow:notify:booking",
    "workflow:expire:booking",
    "workflow:describe:booking",
    "parameter:read:foundation",
)
WATCHING = ("table:get:budgets", "table:update:budgets")  # noticing that a budget has reached a threshold
CHANGING = (  # what it takes to quote a change of what is booked, to agree to it, and to see what came of it
    *SEARCHING,
    "table:get:sandbox-ledger",
    "table:put:sandbox-ledger",
    "table:get:quotes",
    "table:put:quotes",
    "table:query:credits/user-created",
    "table:update:credits",
    "table:get:supplier-notices",
    "table:put:supplier-notices",
    "table:query:supplier-notices/review-status",
    "secret:read:supplier-sandbox",
)

GRANTS: dict[str, tuple[str, ...]] = {
    "api_handler": (*REQUESTING, *DECIDING, *CHANGING, *TRIPS, *SUBSCRIBING, *PRIVACY, *DOCUMENTS, *WATCHING, *PEOPLE,
                    *POLICY_DOCUMENTS, *SEARCHING_POLICY, *LOCATORS, *TALKING, *TRACKING, *SIGNING_IN, *IMPORTING,
                    "bucket:list:audit-anchors", "bucket:read:audit-anchors", "key:verify:audit", "table:put:policies",
                    "table:put:approval-tasks", "table:get:limits", *ENDING, *FEED,
                    "table:query:bookings/status-compensation", "table:query:booking-events", "table:get:booking-audit",
                    "table:query:booking-audit", "table:query:booking-audit/requester-timestamp", "table:put:budgets",
                    "table:query:budgets/period-centre", "workflow:inspect:booking", "secret:read:signing",
                    "table:update:call-counts", *READING, "models:ask:answers", "maps:ask:provider", *ROLES,
                    *READING_REPORTS, *USING_TICKETS, "table:put:tickets"),
    "stream_events": (*SIGNING_IN, *ROLES, *STREAMED), "websocket_connect": (*SIGNING_IN, *CONNECTING),
    "websocket_message": (*REQUESTING, *DECIDING, *FORGETTING, "table:query:booking-events", "table:get:connections",
                          "table:put:subscriptions", "socket:send:api", "table:update:call-counts", *READING,
                          *FOLLOWING, *ROLES, *FEED),
    "websocket_disconnect": FORGETTING,
    "booking_intake": ("queue:consume:bookings", "queue:send:bookings-dlq", "workflow:start:booking",
                       "parameter:read:foundation"),
    "push_events": (*FORGETTING, *PUBLISHING, *WATCHING, *ROLES, *COUNTING, *PUSHING_FEEDS, "socket:close:api",
                    "queue:consume:notifications", "queue:send:notifications-dlq", "table:update:booking-events",
                    "table:get:connections", "table:batch:employees", "table:get:policies"),
    "deliver_webhooks": (*PUBLISHING, "queue:consume:webhooks", "queue:send:webhooks-dlq", "table:get:webhooks",
                         "table:update:webhooks", "table:get:webhook-deliveries", "table:update:webhook-deliveries",
                         "key:decrypt:webhooks"),
    **document_rights.FUNCTIONS,
    "store_positions": STORING, "copy_reports": COPYING,
    "heartbeat": (*FORGETTING, *STOPPING, "table:scan:connections", "table:scan:subscriptions", "socket:close:api"),
    "reconcile_bookings": (*RECONCILING, "queue:consume:reconciliations", "queue:send:reconciliations-dlq"),
    "sweeper": (*RECONCILING, *POOLS, *APPLYING, *WRITING_EXPORTS, "table:query:employees/change-pending",
                "table:query:employees/delegate-until", "table:update:employees", "table:query:approval-tasks",
                "table:query:mentions", "table:batch:bookings", *ENDING_ACCESS, *TIDYING, *LOOKING_AFTER, *PUBLISHING,
                *WATCHING, "table:query:webhook-deliveries/due", "table:update:webhook-deliveries",
                "table:query:bookings/status-due", "table:query:bookings/status-compensation", "table:update:bookings",
                *FEEDING, "table:query:booking-events", "table:query:booking-events/pending",
                "table:update:booking-events", "table:update:documents", "table:get:policies", *COUNTING),
    "anchor_audit": ("table:get:bookings", "table:query:bookings/unanchored-since", "table:update:bookings",
                     "bucket:list:audit-anchors", "bucket:read:audit-anchors", "bucket:add:audit-anchors",
                     "key:sign:audit", "parameter:read:foundation"),
    "nightly": (*ERASING, *COARSENING, *WATCHING, *PUBLISHING, *RECOUNTING, "bucket:list:audit-anchors",
                "bucket:read:audit-anchors/erasures", "table:get:account-links", "table:put:mentions",
                "table:query:bookings/status-due", "table:query:passengers/kind-used", "table:get:consents",
                "table:query:consents/expiring-until", "table:update:consents",
                "table:query:privacy-erasures/running-created", "table:query:budgets/period-centre",
                "parameter:read:foundation"),
    "authorize_caller": ("parameter:read:foundation",),
    "rotate_secret": ("secret:rotate:signing", "secret:rotate:supplier-sandbox"),
    "step_resume": ("table:get:bookings",),
    "step_retrieve": (*CHANGE, *SEARCHING_POLICY, "table:get:employees"),  # whose policy group a traveller is in
    "step_plan": (*CHANGE, *SEARCHING_POLICY, *SEARCHING, *TRAVELLER_FACTS, *CHARGING, *OTHER_TRIPS),
    "step_validate": (*CHANGE, *POOLS, "table:get:policies", *CHARGING, *OTHER_TRIPS),
    "step_await_selection": (*CHANGE, "workflow:notify:booking"),
    "step_hold": (*CHANGE, *ANSWERED, *POLICY, *HOLDING, *MANAGEMENT_CHAIN, *STILL_ALLOWED, "table:get:budgets", *MONEY,
                  *OTHER_TRIPS),
    "step_await_approval": (*CHANGE, *POOLS, "table:put:approval-tasks", "workflow:notify:booking"),
    "step_reopen": (*CHANGE, *ORDERING, *MONEY),
    "step_await_revision": (*CHANGE, "workflow:notify:booking"),
    "step_expire": (*CHANGE, *CLOSING),
    "step_delay": CHANGE,
    "step_reprice": (*CHANGE, *ANSWERED, "table:put:approval-tasks", *POLICY, *SEARCHING, *ORDERING, *MANAGEMENT_CHAIN,
                     *STILL_ALLOWED, *RIGHT_TO_SPEND, "table:get:budgets", *MONEY, *OTHER_TRIPS),
    "step_book": (*CHANGE, *ORDERING, *STILL_ALLOWED, "table:update:budgets", "table:update:credits", *TRAVELLER_FACTS,
                  "key:encrypt:locators", "secret:read:locator-index", "table:put:record-locators"),
    "step_record": (*CHANGE, *ENDING, "table:update:budgets", "table:update:credits", *ITINERARY,
                    "table:put:items"),
    "step_compensate": (*CHANGE, *CLOSING, *ENDING, *ORDERING, *MONEY),
    "step_escalate": (*CHANGE, *CLOSING, *ENDING, *ORDERING, *MONEY),
}  # fmt: skip


class Policy(TypedDict):
    """An IAM policy document."""

    Version: str
    Statement: list[Statement]


def policy(function: str, stage: str) -> Policy:
    """Return the IAM policy document of one function on one stage."""
    statements = [log_statement(function, stage), *read_statements(stage), *trace_statements(function, stage)]
    statements += plane_statements(function, stage)
    tables: dict[str, set[str]] = {}
    keys: dict[str, list[str]] = {}
    for grant in dict.fromkeys(GRANTS[function]):  # what two sets of grants share is said once
        service, verb, thing = grant.split(":")
        if service == "table":
            tables.setdefault(thing, set()).add(f"dynamodb:{TABLE_ACTIONS[verb]}")
        elif service == "models":
            statements += model_statements(stage, thing)
        elif service in _BY_SETTING:
            statements += _BY_SETTING[service](stage)
        elif service == "vectors":
            statements += index_statements(stage, verb)
        elif service == "key":
            keys.setdefault(verb, []).append(f"sojourn-{stage}-{thing}")
        else:
            statements.append(statement_of(service, verb, thing, stage))
    statements += [key_statement(verb, names, stage) for verb, names in _used_once(keys).items()]
    statements += [
        each for thing, actions in sorted(tables.items()) for each in table_statements(thing, actions, stage)
    ]
    return {"Version": "2012-10-17", "Statement": _merge(statements)}


def _used_once(keys: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return what is done with which keys, without what whoever uses one both ways may do with it anyway."""
    both = keys.get("use", [])
    left = {verb: [each for each in names if verb == "use" or each not in both] for verb, names in keys.items()}
    return {verb: names for verb, names in left.items() if names}


def _merge(statements: list[Statement]) -> list[Statement]:
    """Return what these statements allow in as few as there can be, for IAM limits how long a policy is: what may be
    done to the same things stands in one, and then what may be done alike, with all that it may be done to."""
    return _gather("Resource", _gather("Action", statements))


def _gather(field: str, statements: list[Statement]) -> list[Statement]:
    """Return one statement for all that differ in this field alone, with everything that they have in it."""
    gathered: dict[str, Statement] = {}
    for statement in statements:
        alike = json.dumps({**statement, field: None}, sort_keys=True)
        known = gathered.setdefault(alike, {**statement, field: []})
        known[field] = list(dict.fromkeys([*cast("list[str]", known[field]), *cast("list[str]", statement[field])]))
    return [{**it, "Action": sorted(cast("list[str]", it["Action"]))} for it in gathered.values()]
