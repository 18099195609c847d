"""Where a webhook may lead: to a public address on the internet, and nowhere into our own network.

The text of an address is judged when it is subscribed; what its name resolves to is judged at every delivery.
"""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import msgspec

from chalicelib.errors import FieldError, InvalidInput

LONGEST = 2_048
PORTS = (443, 8443)

# A path and a query of RFC 3986: other characters than these stand there percent-encoded.
_TARGET = r"(?:[/?](?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
# Strict on purpose: what is not plainly a host, a port and a path is refused, so that no two readers can disagree about
# where it leads. User information, fragments, backslashes, IPv6 literals and text beyond ASCII match nothing here.
_URL = re.compile(rf"(https?)://([A-Za-z0-9.-]{{1,253}}|\[::1\])(?::([0-9]{{1,5}}))?({_TARGET})")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")

PUBLIC_URL = (
    r"^https://([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9]{2,59})(:(443|8443))?"
    rf"{_TARGET}$"
)
"""The same for the API's document, as far as one pattern says it: names of inner networks are not left out of it."""
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_INSIDE = frozenset({"localhost", "localdomain", "local", "internal", "intranet", "lan", "home", "corp", "arpa"})
_NOWHERE = frozenset({"test", "invalid", "onion"})
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})

# The IANA registries of special-purpose addresses: everything that does not lead to one machine on the internet.
_SPECIAL_V4 = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
# Of IPv6 only what is handed out to be reached (2000::/3), less the blocks in it that carry other addresses inside them
# (Teredo, 6to4) or are for documentation.
_UNICAST_V6 = ip_network("2000::/3")
_SPECIAL_V6 = tuple(ip_network(block) for block in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))


class WebhookAddress(msgspec.Struct, frozen=True, kw_only=True):
    """A webhook's URL, taken apart: whether by TLS, the host, the port, and what to ask it for."""

    secure: bool
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """What stands in the Host header."""
        usual = 443 if self.secure else 80
        return self.host if self.port == usual else f"{self.host}:{self.port}"


def read_address(url: str, *, loopback: bool = False) -> WebhookAddress:
    """Return the URL taken apart. Raises InvalidInput where it is no `https` URL of a public host name.

    `loopback` lets it lead to this very machine too, by http and on any port: for one laptop, never for a real stage.
    """
    match = _URL.fullmatch(url) if len(url) <= LONGEST else None
    if match is None:
        raise _make_refusal(
            "an https URL with a host name, without user, password or fragment, its other characters percent-encoded"
        )
    scheme, host, port, target = match.groups()
    host, secure = host.lower(), scheme == "https"
    number = int(port) if port else 443 if secure else 80
    if loopback and host in _LOOPBACK:
        if not 0 < number < 65_536:
            raise _make_refusal("a port between 1 and 65535")
    elif not secure:
        raise _make_refusal("https")
    elif number not in PORTS:
        raise _make_refusal(f"port {' or '.join(map(str, PORTS))}")
    elif not _is_public_name(host):
        raise _make_refusal("the full name of a public host, not a number and not a name of an inner network")
    path = target or "/"
    return WebhookAddress(secure=secure, host=host, port=number, target=path if path.startswith("/") else f"/{path}")


def is_public(address: str) -> bool:
    """Return whether a numeric IP address is one machine's on the internet; text that is none is not."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv4Address):
        return not any(ip in block for block in _SPECIAL_V4)
    return _is_public_v6(ip)


def is_loopback(address: str) -> bool:
    """Return whether a numeric IP address is this very machine's."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _is_public_v6(ip: IPv6Address) -> bool:
    return ip.scope_id is None and ip in _UNICAST_V6 and not any(ip in block for block in _SPECIAL_V6)


def _is_public_name(host: str) -> bool:
    labels = host.split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        return False
    last = labels[-1]
    return not _NUMBER.fullmatch(last) and last not in _INSIDE and last not in _NOWHERE


def _make_refusal(wanted: str) -> InvalidInput:
    return InvalidInput("Events cannot be sent to this address.", [FieldError("/url", f"It must be {wanted}.")])
