"""DynamoDB in one process: the operations and expressions that Sojourn uses, over plain dictionaries.

Every request is answered under one lock by the caller, so each is atomic as DynamoDB's are. Rows are never changed in
place: what a read has given out stays what it was. `committed` hears of every write, a transaction's all at once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tests.simulation.cloud import expressions
from tests.simulation.cloud.rows import Everything, Failure, Index, Key, Table, Written, invalid
from tests.simulation.cloud.units import Meter
from tests.simulation.cloud.values import Item, Refused

Answer = dict[str, Any]

_QUIET = frozenset({"TableName", "ReturnConsumedCapacity", "ReturnItemCollectionMetrics"})
_EXPRESSIONS = frozenset({"ExpressionAttributeNames", "ExpressionAttributeValues"})
_ON_FAILURE = "ReturnValuesOnConditionCheckFailure"
_ON_CONDITION = _EXPRESSIONS | {"ConditionExpression", _ON_FAILURE}
_PAGES = _EXPRESSIONS | {"Limit", "ExclusiveStartKey", "FilterExpression", "ProjectionExpression", "ConsistentRead"}
_KNOWN = {
    "GetItem": {"Key", "ConsistentRead", "ProjectionExpression", "ExpressionAttributeNames"},
    "PutItem": {"Item", "ReturnValues", *_ON_CONDITION},
    "UpdateItem": {"Key", "UpdateExpression", "ReturnValues", *_ON_CONDITION},
    "DeleteItem": {"Key", "ReturnValues", *_ON_CONDITION},
    "Query": {"KeyConditionExpression", "IndexName", "ScanIndexForward", "Select", *_PAGES},
    "Scan": {"Select", *_PAGES},
    "BatchGetItem": {"RequestItems"},
    "ListTables": {"ExclusiveStartTableName", "Limit"},
    "TransactWriteItems": {"TransactItems", "ClientRequestToken"},
}
_KNOWN_IN_TRANSACTION = {
    "Put": {"Item", *_ON_CONDITION},
    "Update": {"Key", "UpdateExpression", *_ON_CONDITION},
    "Delete": {"Key", *_ON_CONDITION},
    "ConditionCheck": {"Key", *_ON_CONDITION},
}
_METHODS = {operation: f"_{operation.lower()}" for operation in _KNOWN}
_ALLOWED = {operation: frozenset(known | _QUIET) for operation, known in _KNOWN.items()}
_ALLOWED_IN_TRANSACTION = {kind: frozenset(known | _QUIET) for kind, known in _KNOWN_IN_TRANSACTION.items()}
_ALLOWED_IN_BATCH = frozenset({"Keys", "ConsistentRead", "ProjectionExpression", "ExpressionAttributeNames"})
_MOST_IN_TRANSACTION, _MOST_IN_BATCH = 100, 100
_MOST_LISTED = 100
_FAILED = "ConditionalCheckFailed"


class Tables:
    """The tables of one region and account."""

    def __init__(self) -> None:
        self.tables: dict[str, Table] = {}
        self.committed: Callable[[Sequence[Written]], None] = lambda _written: None
        self.writes = 0  # how often something was written
        self.meter: Meter | None = None  # of what is measured
        self._tokens: dict[str, Any] = {}

    def create(self, described: Mapping[str, Any]) -> None:
        """Make a table as CreateTable and the template describe it."""
        self.tables[described["TableName"]] = Table(described)

    def clear(self) -> None:
        """Take every row out of every table."""
        self._tokens.clear()
        self.meter = None
        for table in self.tables.values():
            table.clear()

    def snapshot(self) -> list[tuple[Table, Key, Item]]:
        """Every row that there is."""
        return [(table, key, item) for table in self.tables.values() for key, item in table.rows.items()]

    def restore(self, rows: Sequence[tuple[Table, Key, Item]]) -> None:
        """Let there be these rows and no others."""
        self.clear()
        for table, key, item in rows:
            table.store(key, item)

    def answer(self, operation: str, params: Mapping[str, Any]) -> Answer:
        """Answer one request. Raises Failure as DynamoDB would, NotImplementedError for what is not known here."""
        known = _ALLOWED.get(operation)
        if known is None:
            raise NotImplementedError(f"dynamodb.{operation}")
        _only(params, known, operation)
        try:
            answer: Answer = getattr(self, _METHODS[operation])(params)
        except Refused as error:
            raise invalid(str(error)) from None
        return answer

    def _table(self, params: Mapping[str, Any]) -> Table:
        try:
            return self.tables[params["TableName"]]
        except KeyError:
            raise Failure("ResourceNotFoundException", "Requested resource not found") from None

    # Reading

    def _getitem(self, params: Mapping[str, Any]) -> Answer:
        table = self._table(params)
        key = table.key_of(params["Key"], alone=True)
        item = table.rows.get(key)
        self._count_read(table, table.own, [item] if item else [], key[0], params)
        return {} if item is None else {"Item": _shown(item, params)}

    def _batchgetitem(self, params: Mapping[str, Any]) -> Answer:
        wanted = params["RequestItems"]
        if sum(len(each["Keys"]) for each in wanted.values()) > _MOST_IN_BATCH:
            raise invalid("Too many items requested for the BatchGetItem call")
        found: dict[str, list[Item]] = {}
        for name, each in wanted.items():
            _only(each, _ALLOWED_IN_BATCH, "BatchGetItem")
            table = self._table({"TableName": name})
            keys = [table.key_of(key, alone=True) for key in each["Keys"]]
            if len(set(keys)) != len(keys):
                raise invalid("Provided list of item keys contains duplicates")
            for key in keys:
                self._count_read(table, table.own, [table.rows[key]] if key in table.rows else [], key[0], each)
            found[name] = [_shown(table.rows[key], each) for key in keys if key in table.rows]
        return {"Responses": found, "UnprocessedKeys": {}}

    def _query(self, params: Mapping[str, Any]) -> Answer:
        table = self._table(params)
        index = self._index(table, params)
        names, values = expressions.names_of(params), params.get("ExpressionAttributeValues", {})
        wanted = expressions.key_condition(params["KeyConditionExpression"], names, index.hash_name)
        if wanted.names - {index.hash_name, index.range_name}:
            raise invalid("Query condition missed key schema element")
        wanted.require_order(values)
        partition = wanted.hash_value({}, values)
        rows = index.rows(partition)
        if len(wanted.names) > 1:
            rows = [row for row in rows if wanted.whole(row[1], values)]
        if not params.get("ScanIndexForward", True):
            rows = rows[::-1]
        return self._page(table, index, rows, params, next(iter(partition.values())))

    def _index(self, table: Table, params: Mapping[str, Any]) -> Index:
        name = params.get("IndexName")
        if name is None:
            return table.own
        if name not in table.indexes:
            raise invalid(f"The table does not have the specified index: {name}")
        if params.get("ConsistentRead"):
            raise invalid("Consistent reads are not supported on global secondary indexes")
        return table.indexes[name]

    def _listtables(self, params: Mapping[str, Any]) -> Answer:
        after, most = params.get("ExclusiveStartTableName", ""), params.get("Limit", _MOST_LISTED)
        names = [name for name in sorted(self.tables) if name > after]
        return {"TableNames": names[:most], **({"LastEvaluatedTableName": names[most - 1]} if names[most:] else {})}

    def _scan(self, params: Mapping[str, Any]) -> Answer:
        table = self._table(params)
        every = Everything(table.hash_name, table.range_name, None)
        return self._page(table, every, sorted(table.rows.items(), key=every.order), params, "every")

    def _page(
        self, table: Table, index: Index, rows: list[tuple[Key, Item]], params: Mapping[str, Any], partition: Any
    ) -> Answer:
        start, limit = params.get("ExclusiveStartKey"), params.get("Limit")
        if start is not None:
            rows = _after(table, index, rows, start, forward=params.get("ScanIndexForward", True))
        page = rows if limit is None else rows[:limit]
        items = [index.project(item) for _, item in page]
        self._count_read(table, index, items, partition, params)
        text = params.get("FilterExpression")
        if text is not None:
            holds, values = expressions.condition(text, expressions.names_of(params)), _values(params)
            items = [item for item in items if holds(item, values)]
        answer: Answer = {"Count": len(items), "ScannedCount": len(page)}
        if params.get("Select") != "COUNT":
            answer["Items"] = [_shown(item, params) for item in items]
        if limit is not None and len(page) == limit:
            answer["LastEvaluatedKey"] = _position(table, index, page[-1][1])
        return answer

    def _count_read(
        self, table: Table, index: Index, items: Sequence[Item], partition: Any, params: Mapping[str, Any]
    ) -> None:
        if self.meter is not None:
            consistent = bool(params.get("ConsistentRead"))
            self.meter.count_read(table, index, items, partition, consistent=consistent)

    # Writing

    def _putitem(self, params: Mapping[str, Any]) -> Answer:
        table = self._table(params)
        return self._write(table, table.key_of(params["Item"]), self._put, params)

    def _updateitem(self, params: Mapping[str, Any]) -> Answer:
        table = self._table(params)
        return self._write(table, table.key_of(params["Key"], alone=True), self._update, params)

    def _deleteitem(self, params: Mapping[str, Any]) -> Answer:
        table = self._table(params)
        return self._write(table, table.key_of(params["Key"], alone=True), self._delete, params)

    def _write(self, table: Table, key: Key, make: Any, params: Mapping[str, Any]) -> Answer:
        before = table.rows.get(key)
        if not _holds(before, params):
            more = {"Item": before} if before is not None and params.get(_ON_FAILURE) == "ALL_OLD" else {}
            raise Failure("ConditionalCheckFailedException", "The conditional request failed", **more)
        after: Item | None = make(table, before, params)
        written = table.store(key, after)
        self._count_write(table, key, before, after, together=False)
        self.writes += 1
        self.committed([written])
        returned = params.get("ReturnValues", "NONE")
        if returned not in ("NONE", "ALL_OLD", "ALL_NEW"):
            raise NotImplementedError(f"ReturnValues {returned}")
        returned_item = {"ALL_OLD": before, "ALL_NEW": after}.get(returned)
        return {} if returned_item is None else {"Attributes": returned_item}

    def _put(self, table: Table, _before: Item | None, params: Mapping[str, Any]) -> Item:
        table.check_item(params["Item"])
        item: Item = params["Item"]
        return item

    def _update(self, table: Table, before: Item | None, params: Mapping[str, Any]) -> Item:
        change, touched = expressions.update(params["UpdateExpression"], expressions.names_of(params))
        if touched & {table.hash_name, table.range_name}:
            raise invalid("One or more parameter values were invalid: Cannot update attribute; it is part of the key")
        after = change(params["Key"] if before is None else before, _values(params))
        table.check_item(after)
        return after

    def _delete(self, _table: Table, _before: Item | None, _params: Mapping[str, Any]) -> None:
        return None

    def _transactwriteitems(self, params: Mapping[str, Any]) -> Answer:
        steps = params["TransactItems"]
        token = params.get("ClientRequestToken")
        if token in self._tokens:
            if self._tokens[token] != steps:
                raise Failure("IdempotentParameterMismatchException", "The token came before with another request.")
            return {}
        if len(steps) > _MOST_IN_TRANSACTION:
            raise invalid("Member must have length less than or equal to 100")
        planned = list(self._planned(steps))
        if len({(table.name, key) for table, key, _, _ in planned}) != len(planned):
            raise invalid("Transaction request cannot include multiple operations on one item")
        self._check(planned)
        made = [_Made(table, key, self._made(kind, table, key, step)) for table, key, kind, step in planned]
        kinds = [kind for _, _, kind, _ in planned]
        for each, kind in zip(made, kinds, strict=True):
            before = each.table.rows.get(each.key)
            self._count_write(
                each.table, each.key, before, before if kind == "ConditionCheck" else each.item, together=True
            )
        written = [e.table.store(e.key, e.item) for e, k in zip(made, kinds, strict=True) if k != "ConditionCheck"]
        if token is not None:
            self._tokens[token] = steps
        self.writes += 1
        self.committed(written)
        return {}

    def _count_write(self, table: Table, key: Key, before: Item | None, after: Item | None, *, together: bool) -> None:
        if self.meter is not None:
            self.meter.count_write(table, key, before, after, together=together)

    def _planned(self, steps: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Table, Key, str, Mapping[str, Any]]]:
        for each in steps:
            ((kind, step),) = each.items()
            _only(step, _ALLOWED_IN_TRANSACTION[kind], kind)
            table = self._table(step)
            key = table.key_of(step["Item"]) if kind == "Put" else table.key_of(step["Key"], alone=True)
            yield table, key, kind, step

    def _check(self, planned: Sequence[tuple[Table, Key, str, Mapping[str, Any]]]) -> None:
        """Raises Failure with a reason for every step when the condition of one does not hold."""
        reasons: list[dict[str, Any]] = []
        for table, key, _, step in planned:
            before = table.rows.get(key)
            if _holds(before, step):
                reasons.append({"Code": "None"})
                continue
            reason = {"Code": _FAILED, "Message": "The conditional request failed"}
            returned_item = {"Item": before} if before is not None and step.get(_ON_FAILURE) == "ALL_OLD" else {}
            reasons.append(reason | returned_item)
        codes = [reason["Code"] for reason in reasons]
        if _FAILED in codes:
            said = "Transaction cancelled, please refer cancellation reasons for specific reasons"
            raise Failure("TransactionCanceledException", f"{said} [{', '.join(codes)}]", CancellationReasons=reasons)

    def _made(self, kind: str, table: Table, key: Key, step: Mapping[str, Any]) -> Item | None:
        before = table.rows.get(key)
        if kind == "Put":
            return self._put(table, before, step)
        return self._update(table, before, step) if kind == "Update" else None


class _Made(NamedTuple):
    table: Table
    key: Key
    item: Item | None


def _values(params: Mapping[str, Any]) -> Mapping[str, Any]:
    given: Mapping[str, Any] = params.get("ExpressionAttributeValues", {})
    return given


def _holds(item: Item | None, params: Mapping[str, Any]) -> bool:
    text = params.get("ConditionExpression")
    if text is None:
        return True
    return expressions.condition(text, expressions.names_of(params))(item or {}, _values(params))


def _shown(item: Item, params: Mapping[str, Any]) -> Item:
    text = params.get("ProjectionExpression")
    if text is None:
        return item
    return expressions.project(item, expressions.projection(text, expressions.names_of(params)))


def _after(
    table: Table, index: Index, rows: list[tuple[Key, Item]], start: Item, *, forward: bool
) -> list[tuple[Key, Item]]:
    """What comes after the place of `start`, whether or not its row is still there."""
    if start.keys() != _names(table, index):
        raise invalid("The provided starting key is invalid")
    here = index.order(
        (table.key_of({name: start[name] for name in (table.hash_name, table.range_name) if name}), start)
    )
    return [row for row in rows if (index.order(row) > here if forward else index.order(row) < here)]


def _position(table: Table, index: Index, item: Item) -> Item:
    return {name: item[name] for name in sorted(_names(table, index))}


def _names(table: Table, index: Index) -> set[str]:
    """The attributes that say where in an index a row stands."""
    return {name for name in (table.hash_name, table.range_name, index.hash_name, index.range_name) if name}


def _only(params: Mapping[str, Any], known: frozenset[str], what: str) -> None:
    if not params.keys() <= known:
        raise NotImplementedError(f"{what} with {sorted(params.keys() - known)}")
