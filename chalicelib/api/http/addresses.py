"""Where the API is reached from outside, by the request that came in."""

import re

from chalice.app import Request

from chalicelib import settings

EXAMPLE_ADDRESS = "https://travel.example.com/api"
_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")


def api_address(request: Request, base_path: str) -> str:
    """Return the address below which `/v1` lies for whoever sent `request`, which had `base_path` before `/v1`.

    The setting `public_url` where there is one; else the gateway's own domain with its stage, of which the caller
    decides nothing. The embedded cloud's gateway has no domain, and `chalice local` is no gateway: it is the host that
    was asked.
    """
    here = settings.current()
    if here.public_url:
        return here.public_url.rstrip("/")
    if domain := request.context.get("domainName"):
        return f"https://{domain}{base_path}"
    if here.aws_endpoint_url and (api := request.context.get("apiId")):
        return f"{here.aws_endpoint_url.rstrip('/')}/_aws/execute-api/{api}{base_path}"
    host = request.headers.get("host", "")
    return f"http://{host if _HOST.fullmatch(host) else 'localhost'}{base_path}"


def webcal_of(address: str) -> str:
    """Return the address by which calendar programs are told to subscribe, and not to download once."""
    return f"webcal:{address.partition(':')[2]}"
