"""What breaks callers of the released API is found, and stands in the changelog."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from local.breaking_changes import CHANGELOG, RELEASED, Break, find_breaks, reduce, unlisted
from tests.support.described import describe_api

pytestmark = pytest.mark.usefixtures("stage")

Json = dict[str, Any]


@pytest.fixture(scope="module")
def now() -> Json:
    return reduce(json.loads(json.dumps(describe_api())))


def test_what_breaks_since_the_last_release_is_in_the_changelog(now: Json) -> None:
    breaks = find_breaks(json.loads(RELEASED.read_text(encoding="utf-8")), now)

    assert unlisted(breaks, CHANGELOG.read_text(encoding="utf-8")) == [], "list each under ## Unreleased, in backticks"


def _drop_operation(description: Json) -> None:
    del description["paths"]["/v1/bookings"]["post"]


def _drop_field_of_answers(description: Json) -> None:
    del description["components"]["schemas"]["BookingView"]["properties"]["options"]


def _drop_field_of_requests(description: Json) -> None:
    del description["components"]["schemas"]["BookingRequest"]["properties"]["costCentre"]


def _require_field(description: Json) -> None:
    description["components"]["schemas"]["BookingRequest"].setdefault("required", []).append("purpose")


def _leave_field_out(description: Json) -> None:
    description["components"]["schemas"]["BookingView"]["required"].remove("status")


def _change_type(description: Json) -> None:
    description["components"]["schemas"]["BookingView"]["properties"]["bookingId"] = {"type": "integer"}


def _take_less(description: Json) -> None:
    description["components"]["schemas"]["Cabin"]["enum"].remove("first")


def _drop_parameter(description: Json) -> None:
    parameters = description["paths"]["/v1/bookings"]["get"]["parameters"]
    parameters[:] = [each for each in parameters if each.get("name") != "limit"]


@pytest.mark.parametrize(
    ("change", "thing"),
    [
        (_drop_operation, "create_booking"),
        (_drop_field_of_answers, "BookingView.options"),
        (_drop_field_of_requests, "BookingRequest.costCentre"),
        (_require_field, "BookingRequest.purpose"),
        (_leave_field_out, "BookingView.status"),
        (_change_type, "BookingView.bookingId"),
        (_take_less, "Cabin"),
        (_drop_parameter, "list_bookings?limit"),
    ],
)
def test_every_kind_of_break_is_found(change: Callable[[Json], None], thing: str, now: Json) -> None:
    changed = copy.deepcopy(now)
    change(changed)

    assert thing in {each.thing for each in find_breaks(now, changed)}


def test_additions_break_nobody(now: Json) -> None:
    more = copy.deepcopy(now)
    schemas = more["components"]["schemas"]
    schemas["BookingView"]["properties"]["mood"] = {"type": "string"}
    schemas["BookingRequest"]["properties"]["mood"] = {"type": "string"}
    schemas["BookingStatus"]["enum"].append("dreamt")
    more["paths"]["/v1/moods"] = {"get": more["paths"]["/v1/me"]["get"]}

    assert find_breaks(now, more) == []
    assert find_breaks(now, now) == []


def test_changelog_is_read_under_unreleased_alone() -> None:
    changelog = "## Unreleased\n- `Cabin` does not take `first`.\n## 0.1.0\n- `BookingView.options` is gone.\n"
    breaks = [Break("Cabin", "does not take first"), Break("BookingView.options", "is gone")]

    assert unlisted(breaks, changelog) == [breaks[1]]
