"""A deployed copy as the end-to-end tests handle it: people who ask for trips, and an operator who looks in, breaks
one wire at a time and mends it."""

import itertools
import json
import os
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from boto3.dynamodb.types import TypeDeserializer

from chalicelib.dynamodb.tables import lengthen
from infra.package import ROOT
from infra.packaged_template import ALIAS
from local.client import Client, open_socket, sign_in
from local.stack import Stack
from tests.e2e.ear import Ear, Json, read_events
from tests.support.asked_trips import journey_body
from tests.support.schedules import scheduled
from tests.support.waiting import eventually

T = TypeVar("T")
A = TypeVar("A")

ENDED = ("booked", "declined", "expired", "cancelled", "failed", "compensation_required")
# Two cores drive the emulator; more at a time only makes everybody wait longer.
AT_ONCE = 5


def day(ahead: int) -> date:
    """A day so many days from now."""
    return datetime.now(UTC).date() + timedelta(days=ahead)


def at_once(work: Callable[[A], T], things: Sequence[A], workers: int = AT_ONCE) -> list[T]:
    """What `work` makes of each of `things`, several at a time, in their order; the first error is raised."""
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(work, things))


def year_of(trip_request: Json) -> str:
    """The budget period that a trip with slices begins in."""
    return str(trip_request["slices"][0]["departOn"])[:4]


class World:
    """One running copy. Clients and tokens are kept, because signing in costs more than most calls."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self._people: dict[str, Client] = {}
        self._services: dict[str, Any] = {}
        self._lock = threading.Lock()

    def person(self, role: str) -> Client:
        """The client of the user of `role`, signed in."""
        with self._lock:
            if role not in self._people:
                self._people[role] = sign_in(self.stack, role)
            return self._people[role]

    @property
    def traveller(self) -> Client:
        return self.person("traveller")

    @property
    def second(self) -> Client:
        return self.person("second-traveller")

    @property
    def approver(self) -> Client:
        return self.person("approver")

    @property
    def manager(self) -> Client:
        return self.person("travel-manager")

    def newcomer(self, name: str, *groups: str, email: str = "", verified: bool | None = None) -> Client:
        """The client of somebody who has just joined the company, in these groups. What is not said of their address
        is taken for verified here, and is not on AWS."""
        cognito, pool = self.service("cognito-idp"), self.stack.user_pool_id
        email, password = email or f"{uuid.uuid4().hex}@example.com", f"{uuid.uuid4().hex}aA1"
        given_name, _, family_name = name.rpartition(" ")
        named = {"email": email, "name": name, "given_name": given_name, "family_name": family_name}
        if verified is not None:
            named["email_verified"] = str(verified).lower()
        attributes = [{"Name": key, "Value": value} for key, value in named.items() if value]
        cognito.admin_create_user(UserPoolId=pool, Username=email, MessageAction="SUPPRESS", UserAttributes=attributes)
        cognito.admin_set_user_password(UserPoolId=pool, Username=email, Password=password, Permanent=True)
        for group in groups:
            cognito.admin_add_user_to_group(UserPoolId=pool, Username=email, GroupName=group)
        answer = cognito.initiate_auth(
            ClientId=self.stack.user_pool_client_id,
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": email, "PASSWORD": password},
        )
        return Client(self.stack.base_url, answer["AuthenticationResult"]["IdToken"])

    @contextmanager
    def ear(self, client: Client) -> Iterator[Ear]:
        """An open WebSocket connection of whoever `client` speaks for."""
        with open_socket(self.stack, client.token or "") as socket:
            yield Ear(socket)

    def service(self, name: str) -> Any:
        """A client of one of the copy's services, as its root."""
        with self._lock:
            if name not in self._services:
                self._services[name] = self.stack.client(name)
            return self._services[name]

    def policy_draft(self) -> Json:
        """The travel policy in effect, to be published again, be it with changes."""
        published_only = {"version", "citations", "outdatedSources"}
        policy = self.manager.get("/v1/policies/current")
        return {name: value for name, value in policy.items() if name not in published_only}

    # Asking, choosing, deciding

    def trip_request(
        self,
        *,
        ahead: int = 100,
        nights: int = 2,
        cost_centre: str | None = None,
        origin: str = "BER",
        destination: str = "LHR",
        depart_on: str | None = None,
        cabin: str = "economy",
        stay: Json | None = None,
        **fields: Any,
    ) -> Json:
        """A trip there and back, Berlin to London, that the policy has nothing against, unless `fields` say
        otherwise."""
        days = depart_on or day(ahead).isoformat(), day(ahead + nights).isoformat()
        journey = journey_body(origin, destination, *days, stay=stay)
        for each in journey["slices"]:
            each["cabin"] = cabin
        about = {"purpose": "a customer's workshop", "costCentre": cost_centre or "SALES-EU"}
        return {name: value for name, value in {**journey, **about, **fields}.items() if value is not None}

    def ask(self, trip_request: Json, *, by: Client | None = None, key: str | None = None) -> str:
        """The id of a new booking."""
        return str((by or self.traveller).post("/v1/bookings", trip_request, key=key)["bookingId"])

    def options(self, trip_request: Json, *, by: Client | None = None) -> Json:
        """A new booking that waits for a choice."""
        client = by or self.traveller
        return client.wait_for(self.ask(trip_request, by=client), "awaiting_selection", *ENDED)

    def select(self, booking: Json, option: Json, *, by: Client | None = None) -> Json:
        path = f"/v1/bookings/{booking['bookingId']}/selection"
        return dict((by or self.traveller).post(path, {"optionId": option["optionId"]}))

    def finish(self, booking: Json, *, by: Client | None = None) -> Json:
        """Choose the best option that may be chosen, approve where it is asked, and wait for the end."""
        client = by or self.traveller
        self.select(booking, allowed(booking), by=client)
        return self.see_through(booking["bookingId"], by=client)

    def see_through(self, booking_id: str, *, by: Client | None = None) -> Json:
        """Approve where it is asked, and wait for the end."""
        client = by or self.traveller
        seen = client.wait_for(booking_id, "awaiting_approval", *ENDED)
        while seen["status"] == "awaiting_approval":
            if seen["approvalRequest"]["status"] == "pending":
                self.decide(seen, "approved")
            seen = client.wait_for(booking_id, "awaiting_approval", *ENDED)
        return seen

    def decide(self, booking: Json, decision: str, *, by: Client | None = None, approval_hash: str = "") -> Json:
        body = {"decision": decision, "approvalHash": approval_hash or booking["approvalRequest"]["hash"]}
        return dict((by or self.approver).post(f"/v1/bookings/{booking['bookingId']}/approval", body))

    def events(self, booking_id: str, *, by: Client | None = None) -> list[Json]:
        """The event log as it stands, read in one go."""
        return read_events((by or self.traveller).call("GET", f"/v1/sse/bookings/{booking_id}?wait=0"))

    # Money

    def new_budget(self, euros: int, *others: Client) -> str:
        """A cost centre of its own with this budget for every year that a test may travel in, which the traveller may
        charge, and these others."""
        centre = self.budgeted_centre(euros)
        for client in (self.traveller, *others):
            path = f"/v1/employees/{client.get('/v1/me')['userId']}"
            eventually(lambda path=path: self._grant(path, centre))  # type: ignore[misc]
        return centre

    def budgeted_centre(self, euros: int) -> str:
        """A cost centre of its own with this budget for every year that a test may travel in, which only its own people
        may charge."""
        centre = f"E2E-{uuid.uuid4().hex[:8].upper()}"
        limit = {"limit": {"amount": euros * 100, "currency": "EUR"}}
        for year in sorted({day(0).year, day(361).year}):
            self.manager.put(f"/v1/budgets/{centre}/{year}", limit, if_match='"v0"')
        return centre

    def _grant(self, path: str, centre: str) -> bool:
        """Let somebody charge a cost centre as well, and the latest before it; False when another test was faster."""
        kept = self.manager.call("GET", path)
        granted = [*kept.body["chargeableCostCentres"], centre][-50:]
        change = {"chargeableCostCentres": granted}
        return self.manager.call("PATCH", path, change, headers={"If-Match": kept.headers["ETag"]}).status == 200

    def budget(self, centre: str, trip_request: Json) -> tuple[int, int, int]:
        """(reserved, committed, left) in cents, in the year of departure."""
        found = self.manager.get(f"/v1/budgets/{centre}/{year_of(trip_request)}")
        return found["reserved"]["amount"], found["committed"]["amount"], found["remaining"]["amount"]

    # Looking in

    def rows(self, table: str) -> list[Json]:
        """Every row of a table."""
        pages = self.service("dynamodb").get_paginator("scan").paginate(TableName=self.stack.name(table))
        plain = TypeDeserializer().deserialize
        return [{name: plain(value) for name, value in item.items()} for page in pages for item in page["Items"]]

    def ledger(self, booking_id: str, kind: str) -> list[Json]:
        """The supplier's own records of one kind (hold, order) for a booking."""
        records = [decoded(row["record"]) for row in self.rows("sandbox-ledger") if booking_id in row["key"]]
        return [record for record in records if record["type"] == kind]

    def units(self, offer_ids: Sequence[str]) -> dict[str, Json]:
        """What the supplier's inventory says of every unit that records with these offer ids took."""
        records = [decoded(row["record"]) for row in self.rows("sandbox-ledger")]
        wanted = {unit for record in records if record.get("offerId") in offer_ids for unit in record["units"]}
        return {row["unit"]: row for row in self.rows("sandbox-inventory") if row["unit"] in wanted}

    def executions(self, booking_id: str) -> list[Json]:
        pages = self.service("stepfunctions").get_paginator("list_executions")
        found = [e for p in pages.paginate(stateMachineArn=self.stack.state_machine_arn) for e in p["executions"]]
        return [execution for execution in found if execution["name"] == booking_id]

    # Breaking and mending

    def sandbox(self, *words: object) -> str:
        """What an operator types after `python -m local.sandbox`."""
        command = [sys.executable, "-m", "local.sandbox", *map(str, words)]
        environment = {**os.environ, "SOJOURN_HOME": self.stack.home}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{words}: {done.stderr}"
        return done.stdout

    def invoke(self, function: str, event: Json | None = None) -> Any:
        """Call a function and return its answer. AssertionError when it fails."""
        answer = self.service("lambda").invoke(
            FunctionName=self.stack.name(function), Payload=json.dumps(scheduled() if event is None else event)
        )
        body = answer["Payload"].read()
        assert "FunctionError" not in answer, body
        return json.loads(body)

    def role(self, function: str) -> str:
        """The name of a function's role."""
        found = self.service("lambda").get_function_configuration(FunctionName=self.stack.name(function))
        return str(found["Role"]).rpartition("/")[2]

    @contextmanager
    def denied(self, function: str, *actions: str, resource: str = "*") -> Iterator[None]:
        """Meanwhile the function's role may not do `actions`: a wire that is cut without the function knowing."""
        iam, role, name = self.service("iam"), self.role(function), f"cut-{uuid.uuid4().hex[:8]}"
        statement = {"Effect": "Deny", "Action": list(actions), "Resource": resource}
        document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=document)
        try:
            yield
        finally:
            iam.delete_role_policy(RoleName=role, PolicyName=name)

    @contextmanager
    def environment(self, function: str, **variables: str) -> Iterator[None]:
        """Meanwhile the function that is called, by its alias, runs with these variables set otherwise."""
        functions, name = self.service("lambda"), self.stack.name(function)
        usual = functions.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
        released = functions.get_alias(FunctionName=name, Name=ALIAS)["FunctionVersion"]
        functions.update_function_configuration(FunctionName=name, Environment={"Variables": usual | variables})
        changed = functions.publish_version(FunctionName=name)["Version"]
        functions.update_alias(FunctionName=name, Name=ALIAS, FunctionVersion=changed)
        try:
            yield
        finally:
            functions.update_alias(FunctionName=name, Name=ALIAS, FunctionVersion=released)
            functions.update_function_configuration(FunctionName=name, Environment={"Variables": usual})

    @contextmanager
    def unscheduled(self) -> Iterator[None]:
        """Meanwhile nothing happens by the clock: only tests sweep."""
        events = self.service("events")
        names = [rule["Name"] for rule in events.list_rules()["Rules"] if rule["State"] == "ENABLED"]
        for name in names:
            events.disable_rule(Name=name)
        try:
            yield
        finally:
            for name in names:
                events.enable_rule(Name=name)

    def backdate(self, table: str, key: Json, attribute: str, by: timedelta | str) -> None:
        """Move a row's time into the past, so that what has patience need not be waited for: by so much from now, or to
        a time as tables keep it."""
        then = by if isinstance(by, str) else _ago(by)
        self.service("dynamodb").update_item(
            TableName=self.stack.name(table),
            Key=key,
            UpdateExpression="SET #attribute = :then",
            ConditionExpression="attribute_exists(#attribute)",
            ExpressionAttributeNames={"#attribute": attribute},
            ExpressionAttributeValues={":then": {"S": then}},
        )

    def overdue(self, booking_id: str) -> None:
        """Let the sweeper think that a booking has been waited for long enough."""
        self.backdate("bookings", {"bookingId": {"S": booking_id}}, "dueAt", timedelta(minutes=1))
        (row,) = (row for row in self.rows("bookings") if row["bookingId"] == booking_id)
        document, then = decoded(row["document"]), _ago(timedelta(minutes=1))
        document["dueAt"] = then
        if document["approvalRequest"] and document["approvalRequest"]["status"] == "pending":
            document["approvalRequest"]["deadline"] = then
            self._move_inbox_rows(booking_id, then)
        self._put_document(booking_id, row["version"], document)

    def age_approval(self, booking_id: str, by: timedelta) -> None:
        """Let what a booking's approval waits for have begun so much earlier."""
        (row,) = (row for row in self.rows("bookings") if row["bookingId"] == booking_id)
        document = decoded(row["document"])
        approval = document["approvalRequest"]
        document["dueAt"] = _earlier(document["dueAt"], by)
        approval["deadline"] = _earlier(approval["deadline"], by)
        for step, name in itertools.product(approval["steps"], ("requestedAt", "remindAt", "remindedAt", "escalateAt")):
            if step.get(name):
                step[name] = _earlier(step[name], by)
        self._move_inbox_rows(booking_id, approval["deadline"])
        self.backdate("bookings", {"bookingId": {"S": booking_id}}, "dueAt", document["dueAt"])
        self._put_document(booking_id, row["version"], document)

    def _put_document(self, booking_id: str, version: object, document: Json) -> None:
        self.service("dynamodb").update_item(
            TableName=self.stack.name("bookings"),
            Key={"bookingId": {"S": booking_id}},
            UpdateExpression="SET document = :document",
            ConditionExpression="version = :version",
            ExpressionAttributeValues={
                ":document": {"S": json.dumps(document)},
                ":version": {"N": str(version)},
            },
        )

    def _move_inbox_rows(self, booking_id: str, deadline: str) -> None:
        """Have the rows of the approvers' inboxes stand by another deadline, as the booking now does."""
        tasks, table = self.service("dynamodb"), self.stack.name("approval-tasks")
        for row in self.rows("approval-tasks"):
            if row["urgency"].endswith(booking_id):
                key = {"assignee": {"S": row["assignee"]}, "urgency": {"S": row["urgency"]}}
                tasks.delete_item(TableName=table, Key=key)
                tasks.put_item(TableName=table, Item={**key, "urgency": {"S": f"{deadline}#{booking_id}"}})


def _ago(by: timedelta) -> str:
    """A time in the past as tables keep it."""
    return _kept(datetime.now(UTC) - by)


def _earlier(time: str, by: timedelta) -> str:
    """A time as tables keep it, so much earlier."""
    return _kept(datetime.fromisoformat(time) - by)


def _kept(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def allowed(booking: Json, outcome: str | None = None) -> Json:
    """The first option that the policy lets one choose, or the first with this outcome."""
    assert booking["status"] == "awaiting_selection", (booking["status"], booking["failure"])
    fitting = [o for o in booking["options"] if o["verdict"]["outcome"] in ((outcome,) if outcome else _MAY)]
    assert fitting, [(o["optionId"], o["verdict"]) for o in booking["options"]]
    return dict(fitting[0])


_MAY = ("compliant", "approval_required")


def price_of(option: Json) -> int:
    """What an option costs, in cents."""
    return sum(int(component["price"]["amount"]) for component in option["components"])


def decoded(value: object) -> Json:
    """A struct as a table keeps it."""
    return dict(value) if isinstance(value, Mapping) else dict(json.loads(lengthen(str(value))))
