"""Where the API is reached from outside: the one place that makes absolute addresses of it."""

import re

from chalice.app import Request

from chalicelib import settings

ADDRESS_FIELDS = frozenset({"url", "eventsUrl", "entriesUrl", "href"})
"""What leads to somewhere in this API, wherever it stands in an answer."""
EXAMPLE_ADDRESS = "https://travel.example.com/api"
# A quote within a text is escaped in JSON, so this is never found in what somebody wrote; in a JSON example that is
# itself a text, all are.
_PATH = re.compile(r'((\\?)"(?:' + "|".join(sorted(ADDRESS_FIELDS)) + r')\2":\2")/v1/')
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


def complete_addresses(text: str, address: str) -> str:
    """Return a body as it is sent with the paths in its `url`, `eventsUrl` and other fields of that kind completed by
    `address`. Whoever made the body need not know where the API is reached."""
    return _PATH.sub(lambda found: f"{found[1]}{address}/v1/", text)


def webcal_of(address: str) -> str:
    """Return the address by which calendar programs are told to subscribe, and not to download once."""
    return f"webcal:{address.partition(':')[2]}"
