"""Reading requests by a model that a stand-in of Converse is, over the simulation's tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from botocore.client import BaseClient

from chalicelib import settings
from chalicelib.gateways import aws
from chalicelib.services.trip_requests import model_reading
from tests.simulation.cloud.empty import empty_cloud
from tests.support.converse import Converse, Reply, converse

MODELS = "eu.amazon.nova-lite-v1:0=0.078/0.312"


@contextmanager
def model_reads(*replies: Reply, **changes: Any) -> Iterator[Converse]:
    """A stage on which a model reads requests; its answers are these. The real client asks it over HTTP, and every
    other service is the simulation's."""
    over_http = BaseClient._make_api_call  # type: ignore[attr-defined]
    with empty_cloud(), converse(*replies) as made, pytest.MonkeyPatch.context() as patch:
        simulated = BaseClient._make_api_call  # type: ignore[attr-defined]

        def call(client: BaseClient, operation: str, params: dict[str, Any]) -> Any:
            return (over_http if operation == "Converse" else simulated)(client, operation, params)

        patch.setattr(BaseClient, "_make_api_call", call)
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "testing")
        patch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0)
        here = msgspec.structs.replace(settings.current(), **{"reading_models": MODELS, **changes})
        patch.setattr(settings, "current", lambda: here)
        # Clients alone are led there: tables that are first used meanwhile stay when it is gone.
        led = msgspec.structs.replace(here, aws_endpoint_url=made.url)
        patch.setattr(aws, "settings", SimpleNamespace(current=lambda: led))
        aws.client.cache_clear()
        model_reading.forget_recent()
        yield made
        aws.client.cache_clear()
        model_reading.forget_recent()
