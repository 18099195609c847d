"""Clients of AWS services: made when first needed, kept warm, and never waiting longer than a request can."""

import threading
from functools import cache
from typing import Any

from chalicelib import settings

_making = threading.Lock()  # boto3 makes clients from one session, which threads must not share meanwhile


@cache
def client(service: str, *, timeout: float = 5.0, attempts: int = 3, region: str = "") -> Any:
    """Return the boto3 client of `service`, of the stage's region unless another is given; `timeout` in seconds to
    connect and to read, `attempts` in all."""
    import boto3
    from botocore.config import Config

    here = settings.current()
    make: Any = boto3.client  # typed by service name only; here the name is a value
    patience = Config(
        connect_timeout=timeout,
        read_timeout=timeout,
        retries={"mode": "standard", "total_max_attempts": attempts},
        signature_version="s3v4" if service == "s3" else None,  # else addresses are presigned in S3's older way
        # The region's own host, which answers from a bucket's first minute on; the embedded cloud has paths only.
        s3={"addressing_style": "path" if here.aws_endpoint_url else "virtual"},
    )
    with _making:
        return make(
            service, region_name=region or here.region, endpoint_url=here.aws_endpoint_url or None, config=patience
        )
