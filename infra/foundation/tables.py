"""The tables: how each is keyed and asked, and what outlives the stack. Everything else is the same for all."""

from typing import NamedTuple

from infra.templates import Value, identify, name_of, resource

EVERYTHING = ("*",)
KEYS = ()
NUMBERS = frozenset({"seq", "version", "position"})  # what else a key is made of is text


class Index(NamedTuple):
    """Another way to ask a table. `carries` names what its rows hold beside the keys."""

    name: str
    partition: str
    sort: str = ""
    carries: tuple[str, ...] = EVERYTHING


class Table(NamedTuple):
    """A table. `expires` names the attribute after whose moment a row is deleted.

    What a company must keep stays when the stack goes (`kept`); the rest can be made again.
    """

    name: str
    partition: str
    sort: str = ""
    indexes: tuple[Index, ...] = ()
    expires: str = ""
    kept: bool = True


TABLES = (
    Table("bookings", "bookingId", indexes=(
        Index("requester-created", "requesterId", "createdAt", carries=("status", "version", "summary")),
        Index("status-due", "status", "dueAt", carries=KEYS),
        Index("status-compensation", "status", "compensationSince", carries=KEYS),
        Index("unanchored-since", "unanchored", "unanchoredSince", carries=KEYS),
        Index("month-start", "startsIn", "startsOn", carries=KEYS),
        Index("cost-centre-start", "costCentre", "startsOn", carries=KEYS),
        Index("report-month", "reportMonth", "bookingId", carries=("version",)),
    )),
    Table("booking-events", "bookingId", "seq", expires="expiresAt", indexes=(
        Index("pending", "pending", "dueAt", carries=("createdAt",)),
    )),
    # Which events concern a person or a pool, in an order of their own.
    Table("person-feeds", "feed", "entry", expires="expiresAt"),
    Table("booking-audit", "bookingId", "auditId", expires="expiresAt", indexes=(
        Index("requester-timestamp", "requesterId", "timestamp"),
    )),
    Table("budgets", "costCentre", "period", indexes=(
        Index("period-centre", "period", "costCentre"),
    )),
    # Spend and compliance as it adds up, and what each booking counts for in it: counted again from the bookings.
    Table("reports", "report", "entry"),
    # What holds limits when many ask at once: what is reserved without approval, and what was added lately where.
    Table("limits", "scope", expires="expiresAt"),
    Table("employees", "userId", indexes=(
        Index("roster-name", "roster", "sortName"),
        Index("manager-name", "managerId", "sortName"),
        Index("cost-centre-name", "costCentre", "sortName"),
        Index("delegate-until", "delegateId", "delegateUntil"),
        Index("change-pending", "pending", "changedAt", carries=KEYS),
    )),
    # What files of people change, previewed and applied; for a week.
    Table("employee-imports", "importId", "entry", expires="expiresAt", kept=False, indexes=(
        Index("due", "due", "dueAt", carries=KEYS),
    )),
    # By which beginnings of words active employees are found.
    Table("colleagues", "initial", "term"),
    # Whose an account of the user pool is, where its `sub` is not the person's id.
    Table("account-links", "key", expires="expiresAt", indexes=(
        Index("user", "userId", "key", carries=KEYS),
    )),
    # Who is asked for approval: rows that come and go with the booking that waits for it.
    Table("approval-tasks", "assignee", "urgency"),
    # What each was asked to approve, and what became of it.
    Table("approval-history", "assignee", "request", expires="expiresAt"),
    Table("policies", "policyId", "version"),
    # What the policy's clauses rest on: uploaded documents, each with its versions, and what these were parsed into.
    Table("policy-documents", "documentId", indexes=(
        Index("listed-document", "listed", "documentId"),
        Index("due", "due", "dueAt", carries=KEYS),
    )),
    Table("policy-sections", "documentVersion", "position"),
    Table("trips", "tripId", indexes=(
        Index("traveller-start", "travellerId", "startsAt"),
        Index("month-start", "startsIn", "startsAt"),
    )),
    # In which country a booked trip is on which days of a month.
    Table("trip-days", "countryMonth", "tripId", expires="expiresAt"),
    Table("items", "itemId", expires="ttl", indexes=(
        Index("trip-start", "tripId", "startsAt"),
        Index("user-created", "userId", "createdAt"),
        Index("status-created", "ownerStatus", "createdAt"),
    )),
    # What changing a booking would cost, and what suppliers keep for travellers instead of giving money back.
    Table("quotes", "bookingId", "quoteId", expires="ttl", kept=False, indexes=(
        Index("requester-created", "requesterId", "createdAt"),
    )),
    Table("credits", "creditId", indexes=(
        Index("user-created", "userId", "createdAt"),
    )),
    # Which bookings have an order of a record locator, by a keyed hash of it.
    Table("record-locators", "locatorHash", "bookingId"),
    # What suppliers told of orders; what was put aside for a person is found by its status.
    Table("supplier-notices", "noticeId", expires="ttl", kept=False, indexes=(
        Index("review-status", "reviewStatus", "noticeId"),
    )),
    # Calendar feeds that are open: by an id that is no secret, with the hash of what opens each.
    Table("calendars", "calendarId"),
    # Devices that may report where their owner is: by an id that is no secret, with the hash of what each signs in by.
    Table("tracking-devices", "deviceId"),
    # Trips shared with colleagues.
    Table("shares", "tripId", "userId", indexes=(
        Index("sharee-shared", "userId", "sharedAt", carries=KEYS),
    )),
    # Exports of the company's lists, which run out with their files.
    Table("list-exports", "exportId", expires="expiresAt", kept=False, indexes=(
        Index("user-created", "userId", "createdAt"),
        Index("due", "due", "dueAt", carries=KEYS),
    )),
    Table("idempotency", "key", expires="expiresAt", kept=False),
    # Calls of a person in a minute, by a key that tells nothing of the person.
    Table("call-counts", "key", expires="expiresAt", kept=False),
    # What opens one connection in place of a token, by an id that is no secret, with the hash of what opens it.
    Table("tickets", "ticketId", expires="expiresAt", kept=False),
    Table("connections", "connectionId", expires="expiresAt", kept=False),
    Table("subscriptions", "bookingId", "connectionId", expires="expiresAt", kept=False, indexes=(
        Index("connection", "connectionId"),
    )),
    Table("sandbox-inventory", "unit", kept=False),
    Table("sandbox-ledger", "key", kept=False),
    Table("sandbox-faults", "operation", "faultId", kept=False),
    # From a person to everything that names them, and who is erased.
    Table("mentions", "subject", "thing"),
    Table("consents", "userId", "entry", indexes=(
        Index("expiring-until", "expiring", "until"),
    )),
    # How each traveller shares their positions, and who looked at them: under whose they are.
    Table("tracking-preferences", "userId", indexes=(
        Index("due", "due", "dueAt", carries=KEYS),
    )),
    # What was published of each traveller on the move, in order, and what their trips have been warned of.
    Table("tracking-events", "userId", "entry", expires="expiresAt"),
    Table("position-looks", "userId", "lookId", expires="expiresAt", indexes=(
        Index("viewer-look", "viewerId", "lookId"),
    )),
    Table("privacy-exports", "exportId", expires="expiresAt", indexes=(
        Index("user-created", "userId", "createdAt"),
    )),
    Table("privacy-erasures", "erasureId", indexes=(
        Index("user-created", "userId", "createdAt"),
        Index("running-created", "running", "createdAt", carries=KEYS),
    )),
    # Conversations with the assistant and their messages, under the person whose they are.
    Table("conversations", "userId", "entry", expires="expiresAt"),
    # Where travellers were: a quarter of an hour of a person, packed.
    Table("positions", "userId", "bucket", expires="expiresAt"),
    # Areas at whose edges something is to be said, the company's and people's own; what happened there, what of it is
    # still to be published, and from where on positions are followed.
    Table("geofences", "owner", "geofenceId"),
    Table("geofence-events", "userId", "entry", expires="expiresAt", indexes=(
        Index("geofence-entry", "geofenceId", "entry"),
    )),
    # Links by which anybody may follow a part of a person's track, with the hash of what opens each.
    Table("track-shares", "owner", "shareId", expires="expiresAt"),
    # Traveller profiles. They are here on a stage that keeps none, too: it may have kept some, and may again.
    Table("passengers", "passengerId", indexes=(
        Index("kind-used", "kind", "lastUsedAt", carries=KEYS),
    )),
    Table("passenger-links", "userId", "link"),
    Table("passenger-accesses", "passengerId", "accessId", expires="expiresAt"),
    Table("webhooks", "owner", "webhookId"),
    Table("webhook-deliveries", "webhookId", "eventId", expires="expiresAt", indexes=(
        Index("webhook-created", "webhookId", "createdAt", carries=("document",)),
        Index("status-created", "webhookStatus", "createdAt", carries=("document",)),
        Index("due", "due", "dueAt", carries=("revision",)),
    )),
    Table("documents", "userId", "documentId", indexes=(
        Index("owner-kind", "ownerKind", "documentId"),
        Index("owner-trip", "ownerTrip", "documentId"),
        Index("due", "due", "dueAt", carries=KEYS),
    )),
)  # fmt: skip


def resources() -> dict[str, Value]:
    """Return every table as CloudFormation makes it."""
    return {identify(each.name, "Table"): table(each) for each in TABLES}


def table(it: Table) -> Value:
    """Return a table as CloudFormation makes it."""
    return resource("DynamoDB::Table", _properties(it), kept=it.kept)


def _properties(table: Table) -> Value:
    return {
        "TableName": name_of(table.name),
        "BillingMode": "PAY_PER_REQUEST",
        "DeletionProtectionEnabled": {"Fn::If": ["Protected", True, False]},
        "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
        "SSESpecification": {"SSEEnabled": True},
        "AttributeDefinitions": [_define(name) for name in _key_attributes(table)],
        "KeySchema": _keys(table),
        **({"GlobalSecondaryIndexes": [_index(index) for index in table.indexes]} if table.indexes else {}),
        **({"TimeToLiveSpecification": _time_to_live(table.expires)} if table.expires else {}),
    }


def _key_attributes(table: Table) -> list[str]:
    keyed: list[Table | Index] = [table, *table.indexes]
    return list(dict.fromkeys(name for each in keyed for name in (each.partition, each.sort) if name))


def _define(name: str) -> Value:
    return {"AttributeName": name, "AttributeType": "N" if name in NUMBERS else "S"}


def _keys(asked: Table | Index) -> list[Value]:
    sort = [{"AttributeName": asked.sort, "KeyType": "RANGE"}] if asked.sort else []
    return [{"AttributeName": asked.partition, "KeyType": "HASH"}, *sort]


def _index(index: Index) -> Value:
    return {"IndexName": index.name, "KeySchema": _keys(index), "Projection": _projection(index.carries)}


def _projection(carries: tuple[str, ...]) -> Value:
    if carries == EVERYTHING:
        return {"ProjectionType": "ALL"}
    if carries == KEYS:
        return {"ProjectionType": "KEYS_ONLY"}
    return {"ProjectionType": "INCLUDE", "NonKeyAttributes": list(carries)}


def _time_to_live(attribute: str) -> Value:
    return {"AttributeName": attribute, "Enabled": True}
