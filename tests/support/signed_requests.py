"""Requests to AWS as a stand-in gets them: whether the signature of one is right, as the service finds it out."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from chalicelib import settings
from chalicelib.gateways import aws

ACCESS_KEY, SECRET_KEY = "AKIAIOSFODNN7EXAMPLE", "an-example-secret-key"
_SCHEME = "AWS4-HMAC-SHA256 "


def use_example_key(patch: pytest.MonkeyPatch) -> None:
    """Have clients of AWS sign by the example key, also where another test has made a client by another key."""
    patch.setenv("AWS_ACCESS_KEY_ID", ACCESS_KEY)
    patch.setenv("AWS_SECRET_ACCESS_KEY", SECRET_KEY)
    patch.delenv("AWS_SESSION_TOKEN", raising=False)
    patch.setattr("boto3.DEFAULT_SESSION", None)


@contextmanager
def clients_led_to(url: str) -> Iterator[None]:
    """Meanwhile clients of AWS are made for the address, sign by the example key, and wait for nobody before they try
    again."""
    with pytest.MonkeyPatch.context() as patch:
        use_example_key(patch)
        patch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0)
        here = settings.load({"AWS_ENDPOINT_URL": url})
        patch.setattr(settings, "current", lambda: here)
        aws.client.cache_clear()
        yield
        aws.client.cache_clear()


def is_signed(handler: BaseHTTPRequestHandler, body: bytes, service: str) -> bool:
    """Whether a request is signed by the example key, for this service, with the body that came."""
    header = str(handler.headers.get("Authorization", ""))
    if not header.startswith(_SCHEME):
        return False
    parts = dict(part.strip().split("=", 1) for part in header.removeprefix(_SCHEME).split(","))
    key, _, region, signed_for, _ = parts["Credential"].split("/")
    names = parts["SignedHeaders"].split(";")
    headers = {name: str(handler.headers[name]) for name in names}
    url = f"http://{handler.headers['Host']}{handler.path}"
    request = AWSRequest(method=handler.command, url=url, data=body, headers=headers)
    request.context["timestamp"] = str(handler.headers["X-Amz-Date"])
    signer = SigV4Auth(Credentials(ACCESS_KEY, SECRET_KEY), service, region)
    signature = signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request)
    return (key, signed_for, signature) == (ACCESS_KEY, service, parts["Signature"])
