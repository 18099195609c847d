"""The base of every value in the domain: frozen, keyword-only, camelCase on the wire.

Unknown fields are refused when a value is decoded, so that a misspelt field is an error and never a silent default.
"""

from typing import Any

import msgspec

JsonObject = dict[str, Any]
# Where a list goes on: the key of a row, as DynamoDB writes it.
Cursor = dict[str, dict[str, str]]


class Value(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True, omit_defaults=False):
    """An immutable value; two values with equal fields are equal."""


class SentValue(Value, frozen=True):
    """A value that callers send as well as read: shown as it was sent, for a field more would be unknown to who sends
    it back."""
