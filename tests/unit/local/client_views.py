"""What a client reads of the API's own values, for tests of commands that show it."""

from typing import Any

import msgspec

from chalicelib.api.openapi.examples import find_clause
from chalicelib.api.option_views import to_option_view
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.trip_requests.trip_request import TripRequest
from sojourn_client import models


def read_request_view(request: TripRequest) -> models.TripRequest:
    return msgspec.json.decode(msgspec.json.encode(request), type=models.TripRequest)


def read_option_view(option: Option) -> models.OptionView:
    return msgspec.json.decode(msgspec.json.encode(to_option_view(option, find_clause)), type=models.OptionView)


def read_booking_view(request: TripRequest, *options: Option) -> models.BookingView:
    """A booking of which only the request and its options are known."""
    unknown: dict[str, Any] = dict.fromkeys(models.BookingView.__struct_fields__)
    known = {"request": read_request_view(request), "options": tuple(map(read_option_view, options))}
    return models.BookingView(**unknown | known)
