"""How many calls somebody has made in a window of time, and what a day's calls of models have cost. The key tells
nothing of who it is to whom does not know it."""

from datetime import datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PynamoDBException
from pynamodb.models import Model

from chalicelib.dynamodb.tables import table_meta
from chalicelib.errors import Unavailable


class CallCountRow(Model):
    """The calls of one caller in one window; or an amount."""

    Meta = table_meta("call-counts")

    key = UnicodeAttribute(hash_key=True)
    calls = NumberAttribute()
    expires_at = NumberAttribute(attr_name="expiresAt")  # seconds since the epoch, the table's TTL


def add_calls(key: str, calls: int, expires_at: datetime) -> int:
    """Add to the calls of a window, and return how many there are then: one write unit. Raises Unavailable."""
    row = CallCountRow(key)
    try:
        row.update([CallCountRow.calls.add(calls), CallCountRow.expires_at.set(int(expires_at.timestamp()))])
    except PynamoDBException as error:
        raise Unavailable("The calls could not be counted.") from error
    return int(row.calls)


def add_amount(key: str, amount: int, expires_at: datetime) -> int:
    """Add to an amount, or take away from it, and return what it is then: one write unit. Raises Unavailable."""
    return add_calls(key, amount, expires_at)
