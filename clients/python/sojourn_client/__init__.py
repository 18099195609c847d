"""A typed client of Sojourn's API.

`Client` has one method an operation, named as in the API's description; the types that they take and give are in
`sojourn_client.models`, the errors that they raise in `sojourn_client.errors`.
"""

from sojourn_client import errors, models
from sojourn_client.base import ANY, NEW, Answer, Model, Page
from sojourn_client.client import Client, change
from sojourn_client.errors import ApiError, NoAnswer, SojournError, UnexpectedAnswer
from sojourn_client.events import ENDED, Event, UnknownEvent, read_event
from sojourn_client.models import EventType
from sojourn_client.money import decimal_of, format_money, money_of, total_of
from sojourn_client.transport import ONCE, Retry

__all__ = [
    "ANY",
    "ENDED",
    "NEW",
    "ONCE",
    "Answer",
    "ApiError",
    "Client",
    "Event",
    "EventType",
    "Model",
    "NoAnswer",
    "Page",
    "Retry",
    "SojournError",
    "UnexpectedAnswer",
    "UnknownEvent",
    "change",
    "decimal_of",
    "errors",
    "format_money",
    "models",
    "money_of",
    "read_event",
    "total_of",
]
