"""A usual day of a company, from eight in the morning to eight in the next: people ask for trips, choose, approve,
cancel and look things up; some are wrong, some change their mind. Nobody has to be called for any of it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from chalicelib.domain.identity import Identity
from chalicelib.gateways import webhook_http
from chalicelib.gateways.webhook_http import Reached
from chalicelib.services.webhooks.subscriptions import WebhookRequest, create_webhook
from tests.alarms.stage import Stage
from tests.simulation.stages import NEEDS_APPROVAL
from tests.simulation.world import ANNA, BEN, CLARA, DAVID
from tests.support.asked_trips import journey_body

HOURS = 24
BOOKED, APPROVED, DECLINED, CANCELLED, EXPIRED = range(5)
# Who asks in which minute of the day, and how it ends.
TRIPS: tuple[tuple[int, Identity, int], ...] = (
    (3, ANNA, BOOKED),
    (17, DAVID, BOOKED),
    (45, ANNA, CANCELLED),
    (70, DAVID, EXPIRED),
    (95, ANNA, BOOKED),
    (150, DAVID, BOOKED),
    (185, ANNA, APPROVED),
    (230, DAVID, DECLINED),
    (260, ANNA, APPROVED),
    (400, DAVID, APPROVED),
)
APPROVALS_FROM = 180  # the minute from which on every trip needs an approval
SOUND = "https://sound.example.com/events"
_FIRST = date(2027, 3, 1)


class Errand:
    """One trip of one traveller, from the request to its end."""

    def __init__(self, stage: Stage, number: int, who: Identity, ending: int) -> None:
        self.stage, self.who, self.ending, self.booking_id = stage, who, ending, ""
        out = _FIRST + timedelta(weeks=number)
        self.body = journey_body("Berlin", "London", str(out), str(out + timedelta(days=2)), costCentre="SALES-EU")

    def ask(self) -> None:
        answer = self.post("/v1/bookings", self.body)
        self.booking_id = answer["bookingId"]
        self.stage.world.listen(self.booking_id, self.who)
        self.in_minutes(2, self.choose)

    def choose(self) -> None:
        booking = self.get()
        if self.ending == EXPIRED:
            return
        open_options = [each for each in booking["options"] if each["verdict"]["outcome"] != "denied"]
        self.post(f"{self.path}/selection", {"optionId": open_options[0]["optionId"]})
        after: dict[int, Callable[[], None]] = {APPROVED: self.decide, DECLINED: self.decide, CANCELLED: self.cancel}
        self.in_minutes(12, after.get(self.ending, self.look))

    def decide(self) -> None:
        approval = self.get()["approvalRequest"]
        decision = "approved" if self.ending == APPROVED else "declined"
        body = {"decision": decision, "approvalHash": approval["hash"], "comment": "As agreed."}
        self.post(f"{self.path}/approval", body, BEN)
        self.in_minutes(5, self.look)

    def cancel(self) -> None:
        quote = self.post(f"{self.path}/quotes", {"kind": "cancellation"})
        self.post(f"{self.path}/quotes/{quote['quoteId']}/confirmation", None)
        self.in_minutes(5, self.look)

    def look(self) -> None:
        """Look at the booking, at the trips, and at one that is not there."""
        self.get()
        self.stage.call(self.who, "GET", "/v1/trips")
        self.stage.call(self.who, "GET", "/v1/bookings/bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F7")
        self.stage.call(self.who, "POST", "/v1/bookings", {"slices": []}, idempotency_key=f"wrong-{self.booking_id}")

    @property
    def path(self) -> str:
        return f"/v1/bookings/{self.booking_id}"

    def get(self) -> Any:
        return self._answer("GET", self.path, None, self.who)

    def post(self, path: str, body: Any, who: Identity | None = None) -> Any:
        key = path.replace("/", "-") + str(self.stage.now.timestamp())
        return self._answer("POST", path, body, who or self.who, idempotency_key=key)

    def _answer(self, method: str, path: str, body: Any, who: Identity, **headers: str) -> Any:
        answered = self.stage.call(who, method, path, body, **headers)
        assert answered is not None
        assert answered.status < 400, (method, path, answered.text)
        return answered.body

    def in_minutes(self, minutes: float, task: Callable[[], None]) -> None:
        self.stage.world.later(60 * minutes, task)


def live_through(stage: Stage, hours: float = HOURS, trips: tuple[tuple[int, Identity, int], ...] = TRIPS) -> None:
    """Let a usual day happen."""
    sound: Any = lambda *_request, **_more: Reached(204, None, 5)  # noqa: E731 - stands for a function
    stage.patch.setattr(webhook_http, "post", sound)
    with stage.world.wire.quiet():
        request = WebhookRequest(url=SOUND, event_types=("*",))
        create_webhook(CLARA, request, webhook_id="whk_01JQZX5V9D7R8M3T2K6W000001")
    for number, (minute, who, ending) in enumerate(trips):
        stage.world.later(60 * minute, Errand(stage, number, who, ending).ask)
    stage.world.later(60 * APPROVALS_FROM, lambda: stage.world.publish(NEEDS_APPROVAL))
    stage.run(hours=hours)
