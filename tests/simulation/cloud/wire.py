"""The connection between our code and the outside: every call passes here, and can be cut here.

AWS is answered at `BaseClient._make_api_call`, where PynamoDB and every client of boto3 come through, so that nothing
is serialised, signed or sent. What botocore does around a call is kept: a call whose answer is lost is sent again as
often as the client's settings say, a transaction always with the same token, and errors are the client's own classes.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from typing import Any, NamedTuple, TypeVar

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError, ConnectTimeoutError, ReadTimeoutError
from pynamodb.connection import Connection

from chalicelib import settings
from chalicelib.domain.identity import Role
from tests.simulation.cloud import accounts, functions, keys
from tests.simulation.cloud.buckets import Bucket, FileBucket
from tests.simulation.cloud.queues import Queues
from tests.simulation.cloud.quick_models import hurry
from tests.simulation.cloud.rows import Failure
from tests.simulation.cloud.tables import Tables
from tests.simulation.cloud.workflow import Answer
from tests.support.connection import Crash, Cut, RecordedConnection
from tests.support.keys import AUDIT_BUCKET

T = TypeVar("T")
Params = Mapping[str, Any]
Service = Callable[[str, dict[str, Any]], Answer]

_SOCKETS = {"PostToConnection": "connections.Post", "DeleteConnection": "connections.Delete"}

# Errors upon which botocore sends a call again by itself.
_SENT_AGAIN = frozenset(
    {"ThrottlingException", "ProvisionedThroughputExceededException", "TransactionInProgressException"}
)


class Call:
    """One call to the outside; botocore's own repetitions of it have the same number."""

    __slots__ = ("number", "operation", "params", "turn", "within")

    def __init__(self, number: int, operation: str, params: Params, within: str, turn: int) -> None:
        self.number = number
        self.operation = operation  # such as dynamodb.PutItem
        self.params = params
        self.within = within  # which of our functions made it
        self.turn = turn  # in which of its turns

    def mentions(self, text: str) -> bool:
        """Whether the request says this."""
        return text in json.dumps(self.params, default=_as_text)

    @property
    def kind(self) -> tuple[str, str, tuple[str, ...]]:
        """Which of our functions asks what, and of which tables or queue."""
        items = self.params.get("TransactItems", ())
        tables = {asked["TableName"] for item in items for asked in item.values()}
        one = self.params.get("TableName") or self.params.get("QueueUrl")
        return self.within, self.operation, tuple(sorted({*tables, *([one] if one else [])}))

    def __repr__(self) -> str:
        return f"{self.number} {self.within} {self.operation}"


_FORGOTTEN: Params = {}
Scissors = Callable[[Call], Cut | None]


class Outside(NamedTuple):
    """How a system fails: when nobody is reached, when its answer is lost, and how often a lost answer is asked for."""

    unreachable: Callable[[], Exception]
    lost: Callable[[], Exception]
    attempts: int


class Wire(RecordedConnection[Call]):
    """The connection to the cloud of the simulation. `scissors` says for every call whether and how it is cut."""

    def __init__(self, tables: Tables, queues: Queues) -> None:
        super().__init__()
        self.tables, self.queues = tables, queues
        self.parameters: dict[str, str] = {}
        # In use; there is none before them.
        self.secrets = {settings.current().name("locator-index"): "a key for tests"}
        self.audit_bucket, self.file_bucket = Bucket(), FileBucket()
        self.accounts: dict[str, str] = {}  # of the user pool, and the full name of each
        self.federated: set[str] = set()  # whose accounts are of the company's own identity provider
        self.unknown: list[str] = []  # what it was asked for and does not know
        self.scissors: Scissors | None = None
        # Whether only the scissors see what is asked for: of many calls, this is most of what there is to remember.
        self.forgets_requests = False
        self.step_functions: Service = lambda _operation, _body: Answer(400, {"__type": "NotThere"})
        self.pushed: list[tuple[str, dict[str, Any]]] = []
        self.gone: set[str] = set()
        self.closed: set[str] = set()  # by our side
        self.throttled: Callable[[str], bool] = lambda _operation: False  # such as dynamodb.PutItem
        self.hanging: set[str] = set()  # connections that take what is sent and never say so
        self.heard: Callable[[str, dict[str, Any]], None] = lambda _connection_id, _message: None
        # In the user pool everybody is in every group, so that their token says what they may; but for these.
        self.lost_roles: dict[str, frozenset[Role]] = {}
        self.within = "test"
        self._tokens = Counter[str]()
        self._turn = self._turns = 0

    @contextmanager
    def inside(self, function: str) -> Iterator[None]:
        """Calls made here are made by one of our functions, this one."""
        before = self.within, self._turn
        self._turns += 1
        self.within, self._turn = function, self._turns
        try:
            yield
        finally:
            self.within, self._turn = before

    @property
    def turns(self) -> int:
        """How many turns of functions have begun."""
        return self._turns

    @property
    def turn(self) -> int:
        """The number of the present turn; what no function does is one of its own."""
        return self._turn or self._turns + 1

    def carry(self, operation: str, params: Params, effect: Callable[[], T], outside: Outside) -> T:
        """Let one call have its effect and return its answer, unless it is cut."""
        with self._lock:
            if self._quiet:
                return effect()
            call = Call(len(self.calls), operation, params, self.within, self._turn)
            self.calls.append(call)
            cut = self.scissors(call) if self.scissors is not None else None
            if self.forgets_requests:
                call.params = _FORGOTTEN
            if cut is None:
                return effect()
            self.cut.append((call, cut))
            return self._cut(call, cut, effect, outside)

    def _cut(self, call: Call, cut: Cut, effect: Callable[[], T], outside: Outside) -> T:
        if cut is Cut.BEFORE:
            raise Crash(f"before {call}")
        if cut is Cut.UNREACHABLE:
            raise outside.unreachable()
        for _ in range(outside.attempts if cut is Cut.LOST else 1):
            try:
                effect()
            except Exception:  # noqa: BLE001, S110 - whatever the answer is, it does not arrive
                pass
        if cut is Cut.AFTER:
            raise Crash(f"after {call}")
        if cut is Cut.LOST or outside.attempts == 1:
            raise outside.lost()
        return effect()

    def aws(self, client: Any, operation: str, params: Params) -> Any:
        """Answer a client of boto3."""
        service, outside, names = _CLIENTS.get(client) or _known(client)
        name = names.get(operation) or names.setdefault(operation, _SOCKETS.get(operation, f"{service}.{operation}"))
        if operation == "TransactWriteItems" and "ClientRequestToken" not in params:
            # botocore makes one, the same for all its attempts. What is made quietly has numbers of its own: some of it
            # is made once and kept for every world, and the first to make it would count on from there.
            kind = "quiet" if self._quiet else "token"
            self._tokens[kind] += 1
            params = {**params, "ClientRequestToken": f"{kind}-{self._tokens[kind]}"}

        def effect() -> Any:
            for attempt in range(1, outside.attempts + 1):
                try:
                    return self._effect(name, service, operation, params)
                except Failure as failure:
                    if attempt < outside.attempts and failure.code in _SENT_AGAIN:
                        continue
                    raise _error(client, operation, failure) from None
                except NotImplementedError:
                    self.unknown.append(name)
                    raise
            raise AssertionError("unreachable: the last attempt returns or raises")

        return self.carry(name, params, effect, outside)

    def _effect(self, name: str, service: str, operation: str, params: Params) -> Any:
        if self.refusals.get(name):
            refused = json.loads(self.refusals[name].pop(0))
            raise Failure(refused.pop("__type"), refused.pop("Message", ""), **refused)
        if not self._quiet and self.throttled(name):
            raise _refuse_for_load(operation, params)
        if service == "dynamodb":
            return self.tables.answer(operation, params)
        if service == "sqs":
            return self.queues.answer(operation, params)
        if service == "stepfunctions":
            return self._workflow(operation, params)
        if name == "connections.Post":
            return self._push(params)
        if name == "connections.Delete":
            if params["ConnectionId"] in self.gone:
                raise Failure("GoneException", "", status=410)
            self.gone.add(params["ConnectionId"])
            self.closed.add(params["ConnectionId"])
            return {}
        return self._more(name, service, operation, params)

    def _more(self, name: str, service: str, operation: str, params: Params) -> Any:
        """Answer what is asked for now and then."""
        if service == "ssm":
            return self._parameter(operation, params)
        if service == "s3":
            bucket = self.audit_bucket if params["Bucket"] == AUDIT_BUCKET else self.file_bucket
            return bucket.answer(operation, params)
        if service == "kms":
            return keys.answer(operation, params)
        if name == "cognito-idp.AdminListGroupsForUser":
            return accounts.list_groups(params["Username"], self.federated, self.lost_roles)
        if name == "cognito-idp.ListUsersInGroup":
            return accounts.list_members(params["GroupName"], self.accounts, self.lost_roles)
        if service == "cognito-idp":
            return accounts.answer(self.accounts, self.federated, operation, params)
        if name == "secretsmanager.GetSecretValue":
            return self._secret(params)
        if name == "lambda.Invoke":
            with self.inside(params["FunctionName"].rpartition("-")[2]):
                return functions.invoke(params)
        raise NotImplementedError(name)

    def _secret(self, params: Params) -> Any:
        if params["VersionStage"] != "AWSCURRENT":
            raise Failure("ResourceNotFoundException", "There is no version before it.")
        return {"SecretString": self.secrets[params["SecretId"]]}

    def _workflow(self, operation: str, params: Params) -> Any:
        status, body = self.step_functions(operation, dict(params))
        if status != 200:
            raise Failure(body["__type"], body.get("message", ""))
        return body

    def _push(self, params: Params) -> Any:
        if params["ConnectionId"] in self.gone:
            raise Failure("GoneException", "", status=410)
        if params["ConnectionId"] in self.hanging:
            raise ReadTimeoutError(endpoint_url="the connection")
        message = json.loads(params["Data"])
        self.pushed.append((params["ConnectionId"], message))
        self.heard(params["ConnectionId"], message)
        return {}

    def _parameter(self, operation: str, params: Params) -> Any:
        if operation != "GetParameter" or params["Name"] not in self.parameters:
            raise NotImplementedError(f"ssm.{operation} {params}")
        return {"Parameter": {"Name": params["Name"], "Value": self.parameters[params["Name"]]}}


_answering: list[Wire] = []  # the last one answers
_plugged_in = False


@contextmanager
def plugged_in() -> Iterator[None]:
    """Have the clients of boto3 and PynamoDB call the connection. Whoever makes many worlds does this once around them
    all: after each change of a class Python has to learn anew what is where in it."""
    global _plugged_in  # noqa: PLW0603 - so are the classes

    def make_api_call(client: Any, operation: str, params: Params) -> Any:
        return _answering[-1].aws(client, operation, params)

    def dispatch(connection: Connection, operation: str, params: dict[str, Any]) -> Any:
        """What PynamoDB does, without telling its listeners, of whom there are none, and its log of it."""
        client = _CLIENT_OF.get(connection)
        if client is None:
            client = _CLIENT_OF[connection] = connection.client
        try:
            return _answering[-1].aws(client, operation, params)
        except ClientError as error:
            return Connection._make_api_call(_Failed(connection, error), operation, params)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "nobody")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
        patch.setattr(BaseClient, "_make_api_call", make_api_call)
        patch.setattr(Connection, "dispatch", dispatch)
        hurry(patch)
        _plugged_in = True
        try:
            yield
        finally:
            _plugged_in = False


@contextmanager
def answered(wire: Wire) -> Iterator[Wire]:
    """Let `wire` answer every client of boto3 and of PynamoDB."""
    with nullcontext() if _plugged_in else plugged_in():
        _answering.append(wire)
        try:
            yield wire
        finally:
            _answering.remove(wire)


class _Failed:
    """A connection whose call has failed like this, for PynamoDB to make its own error of."""

    def __init__(self, connection: Connection, error: ClientError) -> None:
        self.client, self._error = self, error
        self._get_table_name_for_error_context = connection._get_table_name_for_error_context

    def _make_api_call(self, _operation: str, _params: Params) -> Any:
        try:
            raise self._error
        finally:
            del self._error  # whose traceback knows this frame, and through it everything that is under way


_CLIENT_OF: dict[Connection, Any] = {}
_CLIENTS: dict[Any, tuple[str, Outside, dict[str, str]]] = {}


def _known(client: Any) -> tuple[str, Outside, dict[str, str]]:
    """The service of a client, how its calls fail, and how they are called; a client is asked once."""
    address, retries = client.meta.endpoint_url, client.meta.config.retries or {}
    outside = Outside(
        lambda: ConnectTimeoutError(endpoint_url=address),
        lambda: ReadTimeoutError(endpoint_url=address),
        int(retries.get("total_max_attempts", 5)),
    )
    known = _CLIENTS[client] = (client._service_model.service_name, outside, {})
    return known


def _error(client: Any, operation: str, failure: Failure) -> Exception:
    """The error that botocore makes of such an answer."""
    response = {
        "Error": {"Code": failure.code, "Message": failure.message},
        "ResponseMetadata": {"HTTPStatusCode": failure.more.pop("status", 400), "HTTPHeaders": {}, "RetryAttempts": 0},
        **failure.more,
    }
    made: Exception = client.exceptions.from_code(failure.code)(response, operation)
    return made


def _refuse_for_load(operation: str, params: Params) -> Failure:
    """What a service says that has too much to do: of a transaction it says so item by item."""
    if operation != "TransactWriteItems":
        return Failure("ThrottlingException", "Rate exceeded")
    reasons = [{"Code": "ThrottlingError", "Message": "Throughput exceeds the current capacity of your table."}]
    reasons += [{"Code": "None"}] * (len(params["TransactItems"]) - 1)
    said = "Transaction cancelled, please refer cancellation reasons for specific reasons"
    codes = ", ".join(each["Code"] for each in reasons)
    return Failure("TransactionCanceledException", f"{said} [{codes}]", CancellationReasons=reasons)


def _as_text(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)
