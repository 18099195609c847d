"""The base of every value in the domain: frozen, keyword-only, camelCase on the wire.

Unknown fields are refused when a value is decoded, so that a misspelt field is an error and never a silent default.
"""

import msgspec


class Value(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True, omit_defaults=False):
    """An immutable value; two values with equal fields are equal."""
