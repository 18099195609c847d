"""Which function may do what: one readable table, and the IAM policy of each function made from it.

ARNs name their resource and stage in full; account and region are `*` because no account id belongs in the repository,
and a role can reach no other account's resources by its own policy anyway.
"""

import json
from typing import TypedDict, cast

from infra.foundation.tables import TABLES
from infra.policy_statements import EMULATED, Statement, allow, key_statement, log_statement, statement_of
from infra.reading_models import ask_statements, find_models
from infra.settings_rights import read_statements
from infra.tracing import trace_statements

STAGES = ("local", "dev", "staging", "prod")

READ = ("GetItem", "BatchGetItem", "Query")
WRITE = ("PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem")
ACTIONS = {
    "read": READ,
    "write": WRITE,
    "get": ("GetItem",),
    "batch": ("BatchGetItem",),
    "put": ("PutItem",),
    "update": ("UpdateItem",),
    "delete": ("DeleteItem",),
    "check": ("ConditionCheckItem",),
    "query": ("Query",),
    "scan": ("Scan",),
}

# A grant is "<service>:<what>:<thing>"; what may be done with a table is in ACTIONS.
CHANGE = (  # what every change of a booking takes: read it, write it through the one door, announce its event
    "table:get:bookings",
    "table:put:bookings",
    "table:put:booking-events",
    "table:put:booking-audit",
    "table:put:approval-tasks",
    "table:delete:approval-tasks",
    "table:put:approval-history",
    "table:get:mentions",
    "table:batch:mentions",
    "table:check:mentions",
    "table:put:mentions",
    "queue:send:notifications",
    "queue:send:reconciliations",
)
# What a booking reserves, spends and gives back.
MONEY = ("table:update:budgets", "table:update:credits", "table:update:limits")
POLICY = ("table:get:policies", "table:query:policies")
SUPPLIER = (
    "table:read:sandbox-inventory",
    "table:write:sandbox-inventory",
    "table:read:sandbox-ledger",
    "table:write:sandbox-ledger",
    "table:read:sandbox-faults",
    "table:write:sandbox-faults",
)
RIGHT_TO_SPEND = (  # whoever asked for a booking has not left and may book for its travellers, also when it commits
    "table:get:employees",
    "table:check:employees",
    "table:get:passengers",
    "table:check:passengers",
)
TRAVELLER_FACTS = ("table:get:passengers", "key:decrypt:passengers")  # what carriers need of who travels
BOOKING_FOR_OTHERS = (
    *RIGHT_TO_SPEND,
    "table:update:passengers",
    "table:get:passenger-links",
    "table:put:passenger-accesses",
)
REQUESTING = (
    *CHANGE,
    *BOOKING_FOR_OTHERS,
    "table:get:idempotency",
    "table:put:idempotency",
    "table:update:idempotency",
    "queue:send:bookings",
    "workflow:start:booking",
    "parameter:read:foundation",
    "table:get:budgets",  # whose cost centre the trip is to count against
)
TALKING = (  # what a message about a booking may lead to: a selection with its money, a decision that is waited for
    *MONEY,
    *POLICY,
    *TRAVELLER_FACTS,
    "table:get:limits",
    "table:query:credits",
    "workflow:answer:booking",
)
PROFILES = (
    "table:read:passengers",
    "table:write:passengers",
    "table:read:passenger-links",
    "table:write:passenger-links",
    "table:query:passenger-accesses",
    "key:use:passengers",
)
DOCUMENTS = (
    "table:get:documents",
    "table:put:documents",
    "table:query:documents",
    "bucket:list:documents",
    "bucket:keep:documents/uploads",
    "bucket:keep:documents/documents",
    "key:use:documents",
)
TIDYING = (
    "table:get:documents",
    "table:put:documents",
    "table:delete:documents",
    "table:query:documents",
    "bucket:versions:documents",
    "bucket:purge:documents/uploads",
    "bucket:purge:documents/documents",
)
TRIPS = (
    "table:read:trips",
    "table:put:trips",
    "table:delete:trips",
    "table:read:items",
    "table:put:items",
    "table:delete:items",
    "table:read:shares",
    "table:put:shares",
    "table:delete:shares",
    "table:get:calendars",
    "table:put:calendars",
    "table:delete:calendars",
)
CONSENTS = ("table:query:consents", "table:put:consents")
PEOPLE = (
    "table:read:employees",
    "table:write:employees",
    "table:put:colleagues",
    "table:delete:colleagues",
    "table:query:colleagues",
    "table:query:approval-tasks",
)
# Who may charge which cost centre, what is left of it, and what would be reserved of it for a trip.
CHARGING = ("table:get:budgets", "table:get:employees", "table:get:limits", "table:query:credits")
OTHER_TRIPS = ("table:query:trips", "table:get:bookings")  # whether a traveller has another trip at the same time
MANAGEMENT_CHAIN = ("table:get:employees",)  # who is asked for approval
ERASING = (  # what it takes to forget a person, and to write down that it was done
    *CONSENTS,
    *CHANGE,
    "table:read:passengers",
    "table:write:passengers",
    "table:read:passenger-links",
    "table:write:passenger-links",
    "table:query:passenger-accesses",
    "table:query:mentions",
    "table:update:mentions",
    "table:delete:mentions",
    "table:batch:bookings",
    "table:query:approval-history",
    "table:delete:approval-history",
    "table:query:quotes",
    "table:delete:quotes",
    "table:query:documents",
    "table:get:documents",
    "table:put:documents",
    "bucket:versions:documents",
    "bucket:purge:documents/uploads",
    "bucket:purge:documents/documents",
    "table:get:trips",
    "table:query:trips",
    "table:put:trips",
    "table:delete:trips",
    "table:query:items",
    "table:put:items",
    "table:delete:items",
    "table:query:shares",
    "table:delete:shares",
    "table:get:calendars",
    "table:delete:calendars",
    "table:get:employees",
    "table:put:employees",
    "table:delete:colleagues",
    "table:scan:connections",
    "table:delete:connections",
    "table:query:subscriptions",
    "table:delete:subscriptions",
    "accounts:erase:users",
    "table:get:account-links",
    "table:query:account-links",
    "table:delete:account-links",
    "table:get:privacy-erasures",
    "table:put:privacy-erasures",
    "table:query:privacy-erasures",
    "bucket:add:audit-anchors/erasures",
)
READING = ("models:ask:words",)  # what a request in words says, of the models that the stage names, if it names any
# Who somebody is whose account was linked, and the link of one that claims an invitation when it first signs in.
SIGNING_IN = ("table:get:account-links", "table:put:account-links", "table:delete:account-links",
              "table:check:mentions", "parameter:read:foundation")  # fmt: skip
ROLES = (  # which roles somebody holds now, by the account that they have now
    "accounts:ask:users",
    "table:get:account-links",
    "parameter:read:foundation",
)
POOLS = (
    "accounts:list:users",
    "table:get:account-links",
    "parameter:read:foundation",
    "table:get:employees",
)  # who could answer a pool's requests
LOCATORS = ("key:use:locators",)  # to read and to write record locators
PRIVACY = (*PROFILES, *ERASING, "table:get:privacy-exports", "table:put:privacy-exports", "table:query:privacy-exports")
FORGETTING = ("table:delete:connections", "table:query:subscriptions", "table:delete:subscriptions")
PUBLISHING = ("table:query:webhooks", "table:put:webhook-deliveries", "queue:send:webhooks")  # webhooks' deliveries
RECONCILING = (  # what it takes to do a booking's pending work
    "table:get:employees",  # whom to pass a silent approver's turn to, and who has left
    "table:get:passengers",
    *CHANGE,
    *SUPPLIER,
    "table:update:budgets",
    "table:update:limits",
    "table:get:trips",
    "table:put:trips",
    "table:query:items",
    "table:put:items",
    "table:put:credits",
    "table:update:credits",
    "workflow:start:booking",
    "workflow:answer:booking",
    "workflow:describe:booking",
    "parameter:read:foundation",
)
WATCHING = ("table:get:budgets", "table:update:budgets")  # noticing that a budget has reached a threshold
CHANGING = (  # what it takes to quote a change of what is booked, to agree to it, and to see what came of it
    *SUPPLIER,
    "table:get:quotes",
    "table:put:quotes",
    "table:query:credits",
    "table:update:credits",
    "table:get:supplier-notices",
    "table:put:supplier-notices",
    "table:query:supplier-notices",
    "secret:read:supplier-sandbox",
)
SUBSCRIBING = (
    *PUBLISHING,
    "table:get:webhooks",
    "table:put:webhooks",
    "table:update:webhooks",
    "table:delete:webhooks",
    "table:get:webhook-deliveries",
    "table:query:webhook-deliveries",
    "key:use:webhooks",
)

GRANTS: dict[str, tuple[str, ...]] = {
    "api_handler": (*REQUESTING, *CHANGING, *POLICY, *TRIPS, *SUBSCRIBING, *PRIVACY, *DOCUMENTS, *WATCHING, *PEOPLE,
                    *LOCATORS, "bucket:list:audit-anchors", "bucket:read:audit-anchors", "key:verify:audit",
                    "table:get:limits", "table:update:limits",
                    "table:put:policies", "table:query:bookings", "table:batch:bookings",
                    "table:query:booking-events", "table:query:booking-audit", "table:put:budgets",
                    "table:query:budgets", "table:get:trips", "table:query:trips", "table:query:items",
                    "workflow:answer:booking", "workflow:inspect:booking", "secret:read:signing",
                    "table:update:call-counts", *READING, *ROLES, *SIGNING_IN),
    "websocket_connect": (*SIGNING_IN, "table:put:connections", "table:get:employees"),
    "websocket_message": (*REQUESTING, *TALKING, *FORGETTING, "table:query:booking-events", "table:get:connections",
                          "table:put:subscriptions", "socket:send:api", "table:update:call-counts", *READING,
                          "table:batch:employees", *ROLES),
    "websocket_disconnect": FORGETTING,
    "booking_intake": ("queue:consume:bookings", "queue:send:bookings-dlq", "workflow:start:booking",
                       "parameter:read:foundation"),
    "push_events": (*FORGETTING, *PUBLISHING, *WATCHING, *ROLES, "queue:consume:notifications",
                    "queue:send:notifications-dlq", "table:query:booking-events", "table:update:booking-events",
                    "table:get:connections", "table:get:bookings", "table:get:employees",
                    "table:batch:employees", "socket:send:api"),
    "deliver_webhooks": (*PUBLISHING, "queue:consume:webhooks", "queue:send:webhooks-dlq", "table:get:webhooks",
                         "table:update:webhooks", "table:get:webhook-deliveries", "table:update:webhook-deliveries",
                         "key:decrypt:webhooks"),
    "heartbeat": (*FORGETTING, "table:scan:connections", "socket:send:api"),
    "reconcile_bookings": (*RECONCILING, "queue:consume:reconciliations", "queue:send:reconciliations-dlq"),
    "sweeper": (*RECONCILING, *POOLS, "table:query:employees", "table:update:employees", "table:query:approval-tasks",
                "table:query:mentions", "table:batch:bookings", *TIDYING, *PUBLISHING, *WATCHING,
                "table:query:webhook-deliveries", "table:update:webhook-deliveries", "table:query:bookings",
                "table:update:bookings", "table:query:booking-events", "table:update:booking-events",
                "table:update:documents"),
    "anchor_audit": ("table:get:bookings", "table:query:bookings", "table:update:bookings", "bucket:list:audit-anchors",
                     "bucket:read:audit-anchors", "bucket:add:audit-anchors", "key:sign:audit",
                     "parameter:read:foundation"),
    "nightly": (*ERASING, "bucket:list:audit-anchors", "bucket:read:audit-anchors/erasures",
                "table:query:bookings", *PUBLISHING, *WATCHING, "table:get:consents", "table:update:consents",
                "table:query:budgets", "parameter:read:foundation"),
    "rotate_secret": ("secret:rotate:signing", "secret:rotate:supplier-sandbox"),
    "step_resume": CHANGE,
    "step_retrieve": (*CHANGE, *POLICY, "table:get:employees"),  # whose policy group a traveller is in
    "step_plan": (*CHANGE, *POLICY, *SUPPLIER, *TRAVELLER_FACTS, *CHARGING, *OTHER_TRIPS),
    "step_validate": (*CHANGE, *POOLS, *POLICY, *CHARGING, *OTHER_TRIPS),
    "step_await_selection": (*CHANGE, "workflow:answer:booking"),
    "step_hold": (*CHANGE, *POLICY, *SUPPLIER, *MANAGEMENT_CHAIN, *RIGHT_TO_SPEND, "table:get:budgets", *MONEY,
                 *OTHER_TRIPS),
    "step_await_approval": (*CHANGE, *POOLS, "workflow:answer:booking"),
    "step_reopen": (*CHANGE, *SUPPLIER, *MONEY),
    "step_await_revision": (*CHANGE, "workflow:answer:booking"),
    "step_expire": CHANGE,
    "step_delay": CHANGE,
    "step_reprice": (*CHANGE, *POLICY, *SUPPLIER, *MANAGEMENT_CHAIN, *RIGHT_TO_SPEND, "table:get:budgets", *MONEY,
                   *OTHER_TRIPS),
    "step_book": (*CHANGE, *SUPPLIER, *RIGHT_TO_SPEND, *MONEY, *TRAVELLER_FACTS, "key:encrypt:locators"),
    "step_record": (*CHANGE, *MONEY, "table:put:trips", "table:put:items"),
    "step_compensate": (*CHANGE, *SUPPLIER, *MONEY),
    "step_escalate": (*CHANGE, *SUPPLIER, *MONEY),
}  # fmt: skip

INDEXED = frozenset(table.name for table in TABLES if table.indexes)
AUDIT, PUT = "booking-audit", "dynamodb:PutItem"


class Policy(TypedDict):
    """An IAM policy document."""

    Version: str
    Statement: list[Statement]


def policy(function: str, stage: str) -> Policy:
    """Return the IAM policy document of one function on one stage."""
    statements = [log_statement(function, stage), *read_statements(stage), *trace_statements(stage)]
    tables: dict[str, set[str]] = {}
    keys: dict[str, list[str]] = {}
    for grant in dict.fromkeys(GRANTS[function]):  # what two sets of grants share is said once
        service, verb, thing = grant.split(":")
        if service == "table":
            tables.setdefault(thing, set()).update(_table_actions(verb))
        elif service == "models":
            statements += ask_statements(find_models(stage))
        elif service == "key":
            keys.setdefault(verb, []).append(f"sojourn-{stage}-{thing}")
        else:
            statements.append(statement_of(service, verb, thing, stage))
    statements += [key_statement(verb, names, stage) for verb, names in keys.items()]
    if AUDIT in tables and stage != EMULATED:
        tables[AUDIT] -= {PUT}
        statements.append(_audit_statement(stage))
    statements += [_table_statement(thing, actions, stage) for thing, actions in sorted(tables.items()) if actions]
    return {"Version": "2012-10-17", "Statement": _merge(statements)}


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


def _table_actions(verb: str) -> list[str]:
    return [f"dynamodb:{action}" for action in ACTIONS[verb]]


def _audit_statement(stage: str) -> Statement:
    """Return the statement by which entries are added to the audit. IAM cannot say "only what is new": that stands in
    the condition of the transaction. It can say "only in a transaction"; the embedded cloud cannot."""
    arn = f"arn:aws:dynamodb:*:*:table/sojourn-{stage}-{AUDIT}"
    within = {"ForAnyValue:StringEquals": {"dynamodb:EnclosingOperation": ["TransactWriteItems"]}}
    return {**allow([PUT], [arn]), "Condition": within}


def _table_statement(table: str, actions: set[str], stage: str) -> Statement:
    arn = f"arn:aws:dynamodb:*:*:table/sojourn-{stage}-{table}"
    reads = bool({"dynamodb:Query", "dynamodb:Scan"} & actions)
    return allow(sorted(actions), [arn, f"{arn}/index/*"] if reads and table in INDEXED else [arn])
