"""Sending to open WebSocket connections through API Gateway's management API."""

from functools import cache
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib import settings
from chalicelib.errors import Unavailable


def send(endpoint: str, connection_id: str, data: bytes) -> bool:
    """Send one message to a connection; False when the connection is gone. Raises Unavailable.

    `endpoint` is the management URL of the API that the connection came in by; a stage may set another one.
    """
    try:
        _client(settings.current().websocket_endpoint or endpoint).post_to_connection(
            ConnectionId=connection_id, Data=data
        )
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in {"GoneException", "410"}:
            return False
        raise Unavailable("The connection could not be reached.") from error
    except BotoCoreError as error:
        raise Unavailable("The connection could not be reached.") from error
    return True


@cache
def _client(endpoint: str) -> Any:
    import boto3
    from botocore.config import Config

    patience = Config(connect_timeout=2, read_timeout=3, retries={"total_max_attempts": 2})
    return boto3.client(
        "apigatewaymanagementapi",
        endpoint_url=endpoint,
        region_name=settings.current().region,
        config=patience,
    )
