"""The addresses that answers and messages hand out: paths of this API where they are made, whole when they leave."""

from chalicelib import settings

ADDRESS_FIELDS = frozenset({"url", "eventsUrl", "entriesUrl", "href"})
"""What leads to somewhere in this API, wherever it stands in an answer."""
_PATH = "/v1/"
# A quote within a text is escaped in JSON, so this is never found in what somebody wrote; in a JSON example that is
# itself a text, all are.
_BEFORE_PATH = tuple(
    f'{escape}"{field}{escape}":{escape}"' for field in sorted(ADDRESS_FIELDS) for escape in ("", "\\")
)


def complete_addresses(text: str, address: str) -> str:
    """Return a body as it is sent with the paths in its `url`, `eventsUrl` and other fields of that kind completed by
    `address`. Whoever made the body need not know where the API is reached."""
    *before, last = text.split(_PATH)
    completed = (text + address if text.endswith(_BEFORE_PATH) else text for text in before)
    return _PATH.join((*completed, last))


def configured_address() -> str:
    """Return the address below which `/v1` lies, as the stage is told it: for what is sent to somebody who has asked
    nothing over HTTP. Empty in a process that is told none."""
    here = settings.current()
    return (here.public_url or here.api_url).rstrip("/")
