"""People who use Sojourn through an app that does not give up: what got no answer is sent again under the same key."""

from collections.abc import Callable
from typing import Any, Literal

from chalicelib.domain.booking import Booking
from chalicelib.domain.identity import Identity
from chalicelib.domain.policy import Outcome
from chalicelib.errors import BudgetExceeded, NotFound
from chalicelib.services import booking_decisions, booking_revisions
from chalicelib.services.trip_revisions import RevisionAsk
from tests.simulation.world import ANNA, BEN, World

LOOKS_EVERY = 4.0  # seconds; twice as long, and so on, while nothing changes
LOOKS_AT_LEAST_EVERY = 900.0
Answer = Literal["approved", "rejected"]


class Patience:
    """How long somebody waits before the next look: the longer, the longer nothing has changed."""

    def __init__(self) -> None:
        self._seen, self._pause = -1, LOOKS_EVERY

    def until_next(self, booking: Booking | None) -> float:
        version = booking.version if booking is not None else 0
        self._pause = LOOKS_EVERY if version != self._seen else min(2 * self._pause, LOOKS_AT_LEAST_EVERY)
        self._seen = version
        return self._pause


class Traveller:
    """Asks for a trip, chooses the best option that may be chosen, whenever there is a choice, until it has ended."""

    def __init__(self, world: World, booking_id: str, identity: Identity = ANNA, **wishes: Any) -> None:
        self.world, self.booking_id, self.identity, self.wishes = world, booking_id, identity, wishes
        self.calls_off: Callable[[Booking], bool] = lambda _booking: False
        self.recalls: Callable[[Booking], bool] = lambda _booking: False
        self.revision = RevisionAsk()
        self.refused = 0
        self.patience = Patience()
        world.later(0, self._ask)

    def _ask(self) -> None:
        asked = self.world.guarded(
            "traveller", lambda: self.world.ask(self.identity, booking_id=self.booking_id, **self.wishes)
        )
        self.world.later(LOOKS_EVERY, self._look if asked else self._ask)

    def _look(self) -> None:
        booking = self.world.booking(self.booking_id)
        if booking.terminal:
            return
        if (booking.choosable or booking.decidable or booking.revisable) and self.calls_off(booking):
            self.world.guarded("call off", lambda: booking_decisions.cancel_booking(self.identity, self.booking_id))
        elif booking.decidable and self.recalls(booking):
            self.world.guarded("recall", lambda: booking_revisions.recall(self.identity, self.booking_id, None))
        elif booking.revisable:
            self.world.guarded("revise", lambda: self._revise(booking))
        elif booking.choosable:
            self.world.guarded("choose", lambda: self._choose(booking))
        self.world.later(self.patience.until_next(booking), self._look)

    def _revise(self, booking: Booking) -> None:
        """Under one operation for each time that it came back, as an app does that sends the same again."""
        booking_revisions.revise_booking(
            self.identity, self.booking_id, self.revision, operation_id=f"revision {len(booking.revisions)}"
        )

    def _choose(self, booking: Booking) -> None:
        allowed = [o for o in booking.options if o.verdict and o.verdict.outcome is not Outcome.DENIED]
        option = allowed[min(self.refused, len(allowed) - 1)]
        try:
            booking_decisions.select_option(self.identity, self.booking_id, option.option_id)
        except BudgetExceeded:
            self.refused += 1


class Approver:
    """Decides whatever waits for a decision, always in the same way, unless it is to be sent back."""

    def __init__(self, world: World, booking_id: str, answer: Answer, identity: Identity = BEN) -> None:
        self.world, self.booking_id, self.answer, self.identity = world, booking_id, answer, identity
        self.sends_back: Callable[[Booking], bool] = lambda _booking: False
        self.patience = Patience()
        world.later(LOOKS_EVERY, self._look)

    def _look(self) -> None:
        booking = self._found()
        if booking is not None and booking.terminal:
            return
        if booking is not None and booking.decidable and booking.approval is not None:
            wanted = booking.approval.hash
            decide = self._send_back if self.sends_back(booking) else self._decide
            self.world.guarded("decide", lambda: decide(wanted))
        self.world.later(self.patience.until_next(booking), self._look)

    def _found(self) -> Booking | None:
        try:
            return self.world.booking(self.booking_id)
        except NotFound:
            return None

    def _decide(self, wanted: str) -> None:
        booking_decisions.decide_approval(
            self.identity, self.booking_id, decision=self.answer, approval_hash=wanted, comment=None
        )

    def _send_back(self, wanted: str) -> None:
        booking_revisions.send_back(self.identity, self.booking_id, approval_hash=wanted, comment="A day less.")
