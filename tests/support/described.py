"""The API's description, which takes a second to make and is the same in every test: to be read, and never changed."""

from functools import cache
from typing import Any

import app
from chalicelib.api.openapi.document import build_document


@cache
def describe_api(address: str = "") -> dict[str, Any]:
    """Return the description of the app as it ships, for callers who reach it at `address`."""
    return build_document(app.app, address) if address else build_document(app.app)
