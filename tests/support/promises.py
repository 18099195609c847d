"""What an answer offers, as requests that must be accepted a moment later by the one it was offered to.

A question's choices, the options that are not denied, the operations on a booking, the assistant's actions, and
addresses.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

Json = dict[str, Any]

# Every operation that a booking may offer, with what each way of doing it takes beside what the booking says.
WAYS: Mapping[str, tuple[Json, ...]] = {
    "select": ({},),
    "approve": ({"decision": "approved"}, {"decision": "declined"}),
    "send_back": ({"decision": "sent_back", "comment": "Please take a later flight."},),
    "recall": ({},),
    "revise": ({},),
    "cancel": ({},),
    "change": ({"kind": "cancellation"},),
    "decide_supplier_change": ({"decision": "accepted"}, {"decision": "declined"}),
}


class Offered(NamedTuple):
    """One thing that was offered, and the request that takes it."""

    what: str
    method: str
    path: str
    body: Json | None = None


def may_be_chosen(option: Json) -> bool:
    """Return whether an option says that it may be chosen."""
    return option["verdict"] is not None and option["verdict"]["outcome"] != "denied"


def offered_by(booking: Json) -> Iterator[Offered]:
    """Yield all that a booking, as somebody is shown it, offers to them."""
    for operation in booking["operations"]:
        for way in WAYS[operation]:
            yield from _requests(booking, operation, way)


def all_that_there_is(booking: Json) -> Iterator[Offered]:
    """Yield what a booking could offer, whether it does or not."""
    yield from offered_by({**booking, "operations": list(WAYS)})


def answers_offered(problem: Json) -> Iterator[tuple[str, Json]]:
    """Yield each choice of each question of a problem, with a first choice of every other question."""
    firsts = {each["field"]: each["choices"][0]["code"] for each in problem["questions"] if each["choices"]}
    for question in problem["questions"]:
        for choice in question["choices"]:
            yield f"{question['field']}={choice['code']}", {**firsts, question["field"]: choice["code"]}


def parts_offered(booking: Json, now: datetime) -> Iterator[Offered]:
    """Yield a quote for each part of a booking that its viewer may cancel by itself at `now`."""
    if "change" not in booking["operations"]:
        return
    for part in booking["parts"]:
        if part["status"] == "confirmed" and datetime.fromisoformat(part["startsAt"]) > now:
            body = {"kind": "cancellation", "parts": [part["partId"]]}
            yield Offered(f"part {part['partId']}", "POST", f"/v1/bookings/{booking['bookingId']}/quotes", body)


def moves_of(booking: Json) -> Iterator[Offered]:
    """Yield a quote for each slice, stay and car a day later, which may be refused, if there is a reason."""
    request = booking["request"]
    moved: dict[str, list[Json]] = {
        "slices": [
            {"slice": place, "departOn": _day_after(each["departOn"])} for place, each in enumerate(request["slices"])
        ],
        "stays": [
            {"stay": place, "checkOut": _day_after(each["checkOut"])} for place, each in enumerate(request["stays"])
        ],
        "cars": [
            {"car": place, "dropOffOn": _day_after(each["dropOffOn"])} for place, each in enumerate(request["cars"])
        ],
    }
    for field, changes in moved.items():
        for change in changes:
            body = {"kind": "date_change", field: [change]}
            yield Offered(f"move {change}", "POST", f"/v1/bookings/{booking['bookingId']}/quotes", body)


def confirmation_of(quote: Json) -> Offered | None:
    """Return the confirmation of a quote that may be confirmed."""
    if quote["status"] != "open":
        return None
    path = f"/v1/bookings/{quote['bookingId']}/quotes/{quote['quoteId']}/confirmation"
    return Offered(f"confirm {quote['kind']}", "POST", path)


def actions_offered(answer: Json) -> Iterator[Offered]:
    """Yield each request that an answer of the assistant has ready to be sent, by the operation that it calls."""
    for each in answer["actions"]:
        yield Offered(each["operation"], each["method"], each["href"], each["body"])


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def addresses_in(answer: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Yield the path of every address of ours in an answer, with where it stands."""
    if isinstance(answer, dict):
        for name, each in answer.items():
            yield from addresses_in(each, f"{at}/{name}")
    elif isinstance(answer, list):
        for index, each in enumerate(answer):
            yield from addresses_in(each, f"{at}/{index}")
    elif isinstance(answer, str) and at.casefold().endswith("url") and "/v1/" in answer:
        yield at, answer[answer.index("/v1/") :]


def _requests(booking: Json, operation: str, way: Json) -> Iterator[Offered]:
    base = f"/v1/bookings/{booking['bookingId']}"
    said = f"{operation} {way.get('decision', '')}".strip()
    match operation:
        case "select":
            for option in filter(may_be_chosen, booking["options"]):
                option_id = option["optionId"]
                yield Offered(f"{said} {option_id}", "POST", f"{base}/selection", {"optionId": option_id})
        case "approve" | "send_back":
            approval = booking["approvalRequest"] or {"hash": "0" * 64}
            yield Offered(said, "POST", f"{base}/approval", {**way, "approvalHash": approval["hash"]})
        case "recall":
            yield Offered(said, "POST", f"{base}/recall", way)
        case "revise":
            yield Offered(said, "POST", f"{base}/revision", way)
        case "cancel":
            yield Offered(said, "POST", f"{base}/cancellation")
        case "change":
            yield Offered(said, "POST", f"{base}/quotes", way)
        case "decide_supplier_change":
            for change in booking["supplierChanges"]:
                path = f"{base}/supplier-changes/{change['changeId']}/decision"
                yield Offered(f"{said} {change['changeId']}", "POST", path, way)
