"""People who use Sojourn through an app that does not give up: what got no answer is sent again under the same key.

They come by HTTP, as API Gateway hands it on. What was answered is asked for once more under its key now and then, and
has to be the same to the last byte.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any, Literal, NamedTuple

import msgspec

from chalicelib.domain.bookings.booking import Booking, BookingStatus, WaitsOn
from chalicelib.domain.identity import Identity
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.verdict import Outcome
from chalicelib.services.bookings.queries import BookingOperation, operations
from tests.simulation.looks import LOOKS_EVERY, Patience, last_moment
from tests.simulation.promises import is_done
from tests.simulation.watch_rights import NOW
from tests.simulation.world import ANNA, BEN, LONDON, World
from tests.support import gateway
from tests.support.asked_trips import ask_for, revision_body

OLGA = Identity(
    user_id="olga",
    email="olga@example.com",
    name="Olga Nowak",
    given_name="Olga",
    family_name="Nowak",
    groups=frozenset({"operator"}),
)
_PAGE_OPEN = timedelta(seconds=1)  # since at least so long before the last moment
_AGAIN = (0.0, 0.0, 1.0, 30.0, 600.0)  # seconds until who has cancelled cancels again
Answer = Literal["approved", "declined", "silent"]
Intention = Callable[[Booking], bool]

# How the gateway answers for a function that has no room.
NO_ROOM = gateway.Answered(500, {}, '{"message": "Internal server error"}')


class Post(NamedTuple):
    """One POST under one key, to be sent until it is answered."""

    key: str
    path: str
    body: Any


class App:
    """What stands between a person and the API."""

    def __init__(self, world: World, identity: Identity, name: str) -> None:
        self.world, self.identity, self.name = world, identity, name
        self.pending: Post | None = None
        self.texts: dict[str, str] = {}
        self.meddles = False  # sends what it may not
        self.repeats = False  # sends only what has been done already
        self._rng = Random(f"app {world.seed} {name}")
        self._count = 0
        self._unanswered = ""

    def send(self, path: str, body: Any) -> Any:
        """Send a POST, or again the one that has had no answer yet; its answer, or None while there is none."""
        if self.pending is None:
            self._count += 1
            self.pending = Post(f"{self.name}-{self._count}", path, body)
        post = self.pending
        answer = self._try(post)
        if answer is None:
            self._unanswered = post.key
            return None
        self.pending = None
        luck = self._rng.random()
        if luck < 0.3:
            self.world.later(self._rng.choice([0.0, 5.0, 100.0]), lambda: self._try(post))
        elif luck < 0.32:
            self.world.later(1.0, lambda: self._mistake(post))
        return answer

    def _mistake(self, post: Post) -> None:
        """Something else under a key that was used."""
        other = post._replace(path=post.path.replace("bkg_", "bkg_0"))
        if other.path == post.path:
            other = post._replace(body=post.body | {"purpose": "Another one"})
        self.world.guarded("POST mistake", lambda: self._refused(self._sent(other)))

    def _refused(self, answer: gateway.Answered) -> None:
        if answer.status < 400:
            self.world.found.append(f"{self.name}: a key that was used for something else got {answer.text}")

    def _sent(self, post: Post) -> gateway.Answered:
        if self.world.throttled("api_handler"):
            return NO_ROOM
        return gateway.call(self.identity, "POST", post.path, post.body, idempotency_key=post.key)

    def _try(self, post: Post) -> Any:
        answers: list[gateway.Answered] = []
        is_new = post.key not in self.texts
        done = is_new and (self.repeats or self._unanswered == post.key) and self._is_done(post)
        self.world.guarded(
            f"POST {post.path.rpartition('/')[2]}",
            lambda: answers.append(self._sent(post)),
        )
        if not answers or not _final(answers[0]):
            return None
        if answers[0].status == 403 and self.world.watch.rights.has_left(self.identity.user_id, NOW):
            return answers[0].body  # whoever has left gets no answer again
        before = self.texts.setdefault(post.key, answers[0].text)
        if before != answers[0].text:
            self.world.found.append(f"{post.key}: the same key got {before} and then {answers[0].text}")
        if done and answers[0].status >= 400 and self._is_done(post):
            self.world.found.append(f"{post.key}: what was done is refused with {answers[0].text}")
        return answers[0].body

    def _is_done(self, post: Post) -> bool:
        _, _, resource = post.path.partition("/v1/bookings/")
        if not resource or self.meddles:
            return False
        return is_done(self.identity, post.path, post.body, self.world.booking(resource.partition("/")[0]))


class Person:
    """Looks at one booking again and again until it has ended, and does what there is to be done."""

    def __init__(self, world: World, identity: Identity, name: str, pace: float = LOOKS_EVERY) -> None:
        self.world, self.identity = world, identity
        self.app = App(world, identity, name)
        self.patience = Patience(pace)
        self.booking_id: str | None = None
        # What this person leaves to the last moment, and to how many seconds after it, or before.
        self.late: tuple[WaitsOn, float] | None = None
        self.wavers = False  # and says something else soon after a decision
        self.second_thoughts = App(world, identity, f"{name}-wavering")
        self.second_thoughts.meddles = True
        world.people.append(self)

    def look(self) -> None:
        booking = self._booking()
        if booking is not None and (left := self._time_left(booking)) > 0:
            self.world.later(left, self.look)
        elif booking is None or not booking.terminal or self.busy():
            self._act(booking)
            self.world.later(self.patience.until_next(booking, busy=self.app.pending is not None), self.look)

    def _time_left(self, booking: Booking) -> float:
        """For how long this person does not look, of those who leave everything to the last moment."""
        end = self._last_moment(booking)
        if self.late is None or end is None or self.app.pending is not None:
            return 0
        return (end - self.world.clock.time).total_seconds() + self.late[1]

    def _last_moment(self, booking: Booking) -> datetime | None:
        """Until when one may decide what this person leaves to the last moment."""
        if self.late is None or booking.waiting is None or booking.waiting.on != self.late[0]:
            return None
        return last_moment(booking)

    def busy(self) -> bool:
        """Whether this person waits for an answer, or wants something more of a booking that has ended."""
        booking = self._booking()
        return self.app.pending is not None or (booking is not None and booking.terminal and self.wants_more(booking))

    def wants_more(self, booking: Booking) -> bool:
        return False

    def may(self, booking: Booking) -> tuple[BookingOperation, ...]:
        """What this person may do with the booking, as their app shows it: now, or, to those who leave everything to
        the last moment, on the page that they have had open since before that."""
        clock, until = self.world.clock, self._last_moment(booking)
        now = clock.time
        try:
            clock.time = now if until is None else min(now, until - _PAGE_OPEN)
            with self.world.wire.quiet():
                return operations(self.identity, booking)
        finally:
            clock.time = now

    def _booking(self) -> Booking | None:
        return self.world.booking(self.booking_id) if self.booking_id else None

    def post(self, what: str, body: Any) -> Any:
        return self.app.send(f"/v1/bookings/{self.booking_id}/{what}", body)

    def _waver(self, what: str, body: Any) -> None:
        path = f"/v1/bookings/{self.booking_id}/{what}"
        if self.wavers:
            self.world.later(0, lambda: self.second_thoughts.send(path, body))

    def _act(self, booking: Booking | None) -> None:
        if self.app.pending is not None:
            self._hear(self.app.send("", None))
        else:
            self.act(booking)

    def act(self, booking: Booking | None) -> None:
        raise NotImplementedError

    def _hear(self, answer: Any) -> None:
        """What a late answer says."""


class Traveller(Person):
    """Asks for a trip, chooses the best option that may be chosen, whenever there is a choice, until it has ended."""

    def __init__(
        self,
        world: World,
        identity: Identity = ANNA,
        *,
        name: str = "traveller",
        pace: float = LOOKS_EVERY,
        **preferences: Any,
    ) -> None:
        super().__init__(world, identity, name, pace)
        request = msgspec.to_builtins(ask_for(LONDON, **preferences))
        self.preferences = {field: value for field, value in request.items() if value is not None}
        self.cancels: Intention = lambda _booking: False
        self.recalls: Intention = lambda _booking: False
        self.prefers: Callable[[Option], bool] = lambda _option: True
        # What is asked to be quoted once it is booked, one after the other, and how often at most.
        self.changes: tuple[dict[str, Any], ...] = ()
        self.changes_left = 2.0
        self.declines = False
        self.revision: dict[str, Any] = {}
        self.says: list[str] = []  # in words, before anything is chosen
        self.quote_id: str | None = None
        self.refused = 0
        self.whims = Random(f"whims {world.seed} {name}")
        self.repeated = App(world, identity, f"{name}-again")
        self.repeated.repeats = True
        world.later(0, self.look)

    def act(self, booking: Booking | None) -> None:
        if booking is None:
            self._hear(self.app.send("/v1/bookings", self.preferences))
            return
        may = self.may(booking)
        if BookingOperation.CANCEL in may and self.cancels(booking):
            self.post("cancellation", None)
            self.world.later(self.whims.choice(_AGAIN), self._cancel_again)
        elif BookingOperation.RECALL in may and self.recalls(booking):
            self.post("recall", {})
        elif BookingOperation.REVISE in may:
            self.post("revision", revision_body(booking.request, self.revision))
        elif BookingOperation.SELECT in may and self.says:
            self.post("messages", {"message": self.says.pop(0)})
        elif BookingOperation.SELECT in may:
            self._choose(booking)
        elif BookingOperation.DECIDE_SUPPLIER_CHANGE in may:
            change = next(each for each in booking.supplier_changes if each.decision is None)
            answer, other = ("declined", "accepted") if self.declines else ("accepted", "declined")
            self.post(f"supplier-changes/{change.change_id}/decision", {"decision": answer})
            self._waver(f"supplier-changes/{change.change_id}/decision", {"decision": other})
        elif BookingOperation.CHANGE in may and self._would_change(booking):
            self._change(booking)

    def _cancel_again(self) -> None:
        """Cancel once more what is cancelled, as from a page that does not say so yet; that must not be refused."""
        path, booking = f"/v1/bookings/{self.booking_id}/cancellation", self._booking()
        if booking is None or not is_done(self.identity, path, None, booking):
            return
        if self.repeated.send(path, None) is None:
            self.world.later(LOOKS_EVERY, self._cancel_again)

    def wants_more(self, booking: Booking) -> bool:
        if not booking.supplier_changes and not self._would_change(booking):
            return False  # whatever they may do
        may = self.may(booking)
        return BookingOperation.DECIDE_SUPPLIER_CHANGE in may or (
            BookingOperation.CHANGE in may and self._would_change(booking)
        )

    def _would_change(self, booking: Booking) -> bool:
        return len(booking.receipts) < len(self.changes) and self.changes_left > 0

    def _change(self, booking: Booking) -> None:
        """Ask what it would cost, then agree; a quote that is refused is asked for anew."""
        if self.quote_id is None:
            self.changes_left -= 0.5
            self._hear(self.post("quotes", self.changes[len(booking.receipts)]))
        else:
            quote_id, self.quote_id = self.quote_id, None
            self.changes_left -= 0.5
            self.post(f"quotes/{quote_id}/confirmation", None)

    def _choose(self, booking: Booking) -> None:
        allowed = [o for o in booking.options if o.verdict and o.verdict.outcome is not Outcome.DENIED]
        preferred = sorted(allowed, key=self.prefers, reverse=True)  # and otherwise as they are ranked
        option = preferred[min(self.refused, len(allowed) - 1)]
        self._hear(self.post("selection", {"optionId": option.option_id}))

    def _hear(self, answer: Any) -> None:
        if answer is None:
            return
        if self.booking_id is None and "bookingId" in answer:
            self.booking_id = answer["bookingId"]
        self.quote_id = answer.get("quoteId") or self.quote_id
        if "budget" in str(answer.get("type", "")):
            self.refused += 1


class Approver(Person):
    """Decides on whatever waits for this person's decision, always in the same way, unless it is to be sent back."""

    def __init__(
        self,
        world: World,
        traveller: Traveller,
        answer: Answer,
        identity: Identity = BEN,
        *,
        pace: float = LOOKS_EVERY,
    ) -> None:
        super().__init__(world, identity, f"{identity.user_id}-{traveller.app.name}", pace)
        self.traveller, self.answer = traveller, answer
        self.second_thought = "declined"
        self.sends_back: Intention = lambda _booking: False
        self.words = "A day less."
        world.later(pace, self.look)

    def look(self) -> None:
        self.booking_id = self.traveller.booking_id
        super().look()

    def act(self, booking: Booking | None) -> None:
        if booking is None or booking.approval_request is None or self.answer == "silent":
            return
        may = self.may(booking)
        seen = {"approvalHash": booking.approval_request.hash}
        if BookingOperation.SEND_BACK in may and self.sends_back(booking):
            self.post("approval", seen | {"decision": "sent_back", "comment": self.words})
        elif BookingOperation.APPROVE in may:
            self.post("approval", seen | {"decision": self.answer})
            self._waver("approval", seen | {"decision": self.second_thought, "comment": "Or rather not."})


class Operator(Person):
    """Has every undo that failed tried again, as long as there is one."""

    def __init__(self, world: World, traveller: Traveller, identity: Identity = OLGA) -> None:
        super().__init__(world, identity, f"{identity.user_id}-{traveller.app.name}")
        self.traveller = traveller
        world.later(LOOKS_EVERY, self.look)

    def look(self) -> None:
        self.booking_id = self.traveller.booking_id
        super().look()

    def act(self, booking: Booking | None) -> None:
        if booking is not None and booking.status is BookingStatus.COMPENSATION_REQUIRED:
            self.app.send(f"/v1/compensations/{self.booking_id}/retry", None)


class Onlooker(Person):
    """Looks at what somebody else asked for, and does at most three things there."""

    def __init__(
        self, world: World, traveller: Traveller, identity: Identity, name: str, *, first: float, pace: float
    ) -> None:
        super().__init__(world, identity, name, pace)
        self.app.meddles = True
        self.traveller, self.left = traveller, 3
        world.later(first, self.look)

    def look(self) -> None:
        self.booking_id = self.traveller.booking_id
        if self.left:
            super().look()


def follow(world: World, traveller: Traveller) -> None:
    """The traveller listens as soon as there is something to listen to, unless they have left by then."""
    if traveller.booking_id:
        if not world.watch.rights.has_left(traveller.identity.user_id, NOW):
            world.listen(traveller.booking_id, traveller.identity)
    else:
        world.later(1, lambda: follow(world, traveller))


def _final(answer: gateway.Answered) -> bool:
    """Whether this is the answer for good; else the app sends the same again under the same key."""
    if answer.status != 409:
        return answer.status < 500
    return not str(answer.body["type"]).endswith(("still-running", "version-conflict"))
