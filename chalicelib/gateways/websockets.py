"""Sending to open WebSocket connections through API Gateway's management API."""

import threading
from functools import cache
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib import settings
from chalicelib.errors import Unavailable

# A connection that does not take a message within this is tried again with its next; it must not hold up the others.
_SECONDS = 2
MOST_AT_ONCE = 100

_making = threading.Lock()


def send(endpoint: str, connection_id: str, data: bytes) -> bool:
    """Send one message to a connection; False when the connection is gone. Raises Unavailable.

    `endpoint` is the management URL of the API that the connection came in by; a stage may set another one.
    """
    try:
        _client(settings.current().websocket_endpoint or endpoint).post_to_connection(
            ConnectionId=connection_id, Data=data
        )
    except ClientError as error:
        if _is_gone(error):
            return False
        raise Unavailable("The connection could not be reached.") from error
    except BotoCoreError as error:
        raise Unavailable("The connection could not be reached.") from error
    return True


def close(endpoint: str, connection_id: str) -> None:
    """Close a connection; harmless when it is gone. Raises Unavailable."""
    try:
        _client(settings.current().websocket_endpoint or endpoint).delete_connection(ConnectionId=connection_id)
    except ClientError as error:
        if not _is_gone(error):
            raise Unavailable("The connection could not be closed.") from error
    except BotoCoreError as error:
        raise Unavailable("The connection could not be closed.") from error


def _is_gone(error: ClientError) -> bool:
    return error.response.get("Error", {}).get("Code") in {"GoneException", "410"}


def _client(endpoint: str) -> Any:
    with _making:  # a client may be used by many threads, and made by one
        return _make_client(endpoint)


@cache
def _make_client(endpoint: str) -> Any:
    import boto3
    from botocore.config import Config

    patience = Config(
        connect_timeout=_SECONDS,
        read_timeout=_SECONDS,
        retries={"total_max_attempts": 1},
        max_pool_connections=MOST_AT_ONCE,
    )
    return boto3.client(
        "apigatewaymanagementapi",
        endpoint_url=endpoint,
        region_name=settings.current().region,
        config=patience,
    )
