"""What DynamoDB is called with and what rows hold, in words: long values are compressed, and nothing is found in them
as they are."""

import re

from chalicelib.dynamodb.tables import lengthen

_COMPRESSED = re.compile(rb"zlib:[A-Za-z0-9+/=]+")


def readable(body: bytes) -> bytes:
    """A body, with what it holds compressed after it."""
    longer = (lengthen(found.decode()) for found in _COMPRESSED.findall(body))
    return b"\n".join([body, *(each for each in longer if isinstance(each, bytes))])


def readable_text(text: str) -> str:
    """The text of rows, with what they hold compressed after it."""
    return readable(text.encode()).decode()
