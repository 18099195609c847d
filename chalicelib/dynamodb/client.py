"""One client of DynamoDB for all tables.

PynamoDB makes a client for each table, and each reads botocore's description of DynamoDB anew: 30 ms and 3 MB a table
in a cold start. It has no setting for that, so its property is replaced.
"""

import threading
from typing import Any

from botocore.config import Config
from botocore.session import get_session
from pynamodb.connection import Connection

from chalicelib import __version__, observability
from chalicelib.dynamodb.errors import is_throttled

_clients: dict[tuple[object, ...], Any] = {}
_making = threading.Lock()  # making a client is not safe in two threads at once, using one is


def share() -> None:
    """Let every connection of this process that is set up alike use the same client."""
    Connection.client = property(_client)  # type: ignore[assignment,method-assign]


def _client(connection: Connection) -> Any:
    alike = (
        connection.region,
        connection.host,
        connection._connect_timeout_seconds,
        connection._read_timeout_seconds,
        connection._max_retry_attempts_exception,
    )
    client = _clients.get(alike)
    if client is None:
        with _making:
            client = _clients.get(alike) or _make(connection)
        if client._request_signer._credentials:  # a client without credentials would stay without
            _clients[alike] = client
    return client


def _make(connection: Connection) -> Any:
    config = Config(
        parameter_validation=False,  # PynamoDB makes no other parameters than DynamoDB's
        connect_timeout=connection._connect_timeout_seconds,
        read_timeout=connection._read_timeout_seconds,
        retries={"mode": "standard", "total_max_attempts": 1 + connection._max_retry_attempts_exception},
        user_agent=f"sojourn/{__version__}",  # botocore's own is put together twice a call, a sixth of its time
    )
    client = get_session().create_client("dynamodb", connection.region, endpoint_url=connection.host, config=config)
    client.meta.events.register("needs-retry.dynamodb", _count_throttle)
    return client


def _count_throttle(response: tuple[Any, dict[str, Any]] | None, **_attempt: Any) -> None:
    """Count a call that DynamoDB refuses because there are too many, before it is made again: whoever asked may never
    know, and AWS counts them by table and operation, which no one alarm can look at."""
    if response is not None and is_throttled(response[1]):
        observability.metric("TableThrottles", by_operation=False)
