"""Every choice that an answer offers, taken once by the one it was offered to, over the deployed copy: a question's
choices, the options that are not denied, the operations on a booking, what the assistant offers and links to, and
addresses. A refused one is a fault.

What takes a booking somewhere else is taken on a booking of its own, so each is made as often as it offers something.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import count
from typing import Any, NamedTuple

from local.client import Client
from local.stack import Stack
from tests.conformance.shapes import ASKED_BACK, CHOSEN, SHAPES
from tests.e2e.parts import last_flight
from tests.e2e.world import World
from tests.support import promises
from tests.support.promises import Offered
from tests.support.waiting import eventually

Json = dict[str, Any]

# Places that are several, a year or a return left out, a day that is two; all of it asked back.
WORDS = (
    "San Jose to Tokyo 3-5 March",
    "Berlin to Birmingham on 5/4/2027",
    "Frankfurt to London Friday, hotel under 250 a night",
)
# With a rate and without one in the seeded policy: what has none may be chosen all the same.
CURRENCIES = ("EUR", "VND")
DEEPEST = 4
AT_ONCE = 2


class Kept(NamedTuple):
    """What was offered and what of it was taken, by kind, and what was refused."""

    offered: Counter[str]
    taken: Counter[str]
    broken: list[str]

    def describe(self) -> str:
        """Return the figures in a line."""
        kinds = ", ".join(f"{kind} {self.taken[kind]} of {number}" for kind, number in sorted(self.offered.items()))
        return f"promises: {self.offered.total()} offered, {self.taken.total()} taken ({kinds})"


class Scene(NamedTuple):
    """A booking that offers something to some people."""

    name: str
    make: Callable[["_Keeper"], Json]
    viewers: tuple[str, ...]


def keep_promises(stack: Stack) -> Kept:
    """Take whatever is offered, once."""
    keeper = _Keeper(stack)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        unclear: list[Json] = [{"request": text} for text in WORDS]
        unclear += [asked(keeper.ahead()) for asked in ASKED_BACK]
        work: list[tuple[Callable[..., None], tuple[Any, ...]]] = [
            (keeper.follow_questions, (each,)) for each in unclear
        ]
        work += [(keeper.choose_each_option, (currency,)) for currency in CURRENCIES]
        work += [(keeper.choose_each_option, ("EUR", SHAPES[name])) for name in CHOSEN]
        work += [(keeper.change_each_part, (shape,)) for shape in SHAPES.values()]
        work += [(keeper.do_each_operation, (scene, viewer)) for scene in SCENES for viewer in scene.viewers]
        work += [(keeper.do_what_the_assistant_offers, (scene,)) for scene in SCENES]
        for done in [pool.submit(task, *arguments) for task, arguments in work]:
            done.result()
    return keeper.kept


class _Keeper:
    """Takes things, each on a trip of days that no other has."""

    def __init__(self, stack: Stack) -> None:
        self.world = World(stack)
        self.kept = Kept(Counter(), Counter(), [])
        self._days = count(30, 3)

    def ahead(self) -> int:
        """Return how many days ahead the next trip is."""
        return next(self._days)

    def take(self, who: str, kind: str, offered: Offered) -> Any:
        """Take what was offered; the answer, None when it was refused."""
        self.kept.offered[kind] += 1
        reply = self._client(who).call(offered.method, offered.path, offered.body)
        if reply.status >= 300 and not (kind == "answer" and reply.status == 422):
            told = f"{who}: {offered.what}: {reply.status} {reply.raw.decode()[:300]}"
            self.kept.broken.append(told)
            return None
        self.kept.taken[kind] += 1
        return reply.body

    def follow_questions(self, unclear: Json) -> None:
        """Answer each question that a request brings up with each of its choices."""
        reply = self.world.traveller.call("POST", "/v1/bookings", unclear)
        if reply.status == 422:
            self._answer(unclear, {}, reply.body, 1)

    def _answer(self, unclear: Json, given: Json, problem: Json, depth: int) -> None:
        asked = set(given)
        for what, answers in promises.answers_offered(problem):
            body = {**unclear, "answers": {**given, **answers}}
            answer = self.take("traveller", "answer", Offered(f"{unclear}: {what}", "POST", "/v1/bookings", body))
            further = {each["field"] for each in answer["questions"]} if answer and "questions" in answer else set()
            if further - asked and depth < DEEPEST:  # what comes after is the same after each answer
                asked |= further
                self._answer(unclear, {**given, **answers}, answer, depth + 1)

    def choose_each_option(self, currency: str, shape: Callable[[int], Json] = lambda _ahead: {}) -> None:
        """Choose each option that is not denied, of a booking of its own each."""
        place = 0
        while (offered := self._offered_options(currency, shape))[place:]:
            self.take("traveller", "option", offered[place])
            place += 1

    def _offered_options(self, currency: str, shape: Callable[[int], Json]) -> list[Offered]:
        ahead = self.ahead()
        booking = self.world.options(self.world.trip_request(ahead=ahead, currency=currency, **shape(ahead)))
        return [each for each in promises.offered_by(booking) if each.what.startswith("select")]

    def change_each_part(self, shape: Callable[[int], Json]) -> None:
        """Book a trip, ask what each of its parts costs on another day, and cancel one part after the other."""
        ahead, traveller = self.ahead(), self.world.traveller
        booked = self.world.finish(self.world.options(self.world.trip_request(ahead=ahead, **shape(ahead))))
        assert booked["status"] == "booked", booked["failure"]
        for move in promises.moves_of(booked):
            reply = traveller.call(move.method, move.path, move.body)
            if reply.status not in {201, 400, 409}:
                self.kept.broken.append(f"{move.what}: {reply.status} {reply.raw.decode()[:300]}")
        while parts := list(promises.parts_offered(booked, datetime.now(UTC))):
            quote = self.take("traveller", "part", parts[0])
            confirmation = promises.confirmation_of(quote) if quote else None
            if confirmation is None or self.take("traveller", "confirmation", confirmation) is None:
                return
            booked = traveller.wait_for(booked["bookingId"], "booked", "cancelled")

    def do_each_operation(self, scene: Scene, viewer: str) -> None:
        """Do each operation that a booking offers to somebody, on a booking of its own each."""
        place = 0
        while (offered := list(self._offered(scene, viewer)))[place:]:
            kind, _, _ = offered[place].what.partition(" ")
            self.take(viewer, kind, offered[place])
            place += 1

    def _offered(self, scene: Scene, viewer: str) -> Iterator[Offered]:
        booking_id = scene.make(self)["bookingId"]
        shown = self._client(viewer).get(f"/v1/bookings/{booking_id}")
        for at, address in promises.addresses_in(shown):
            if "/sse/" not in address:  # which lasts until the gateway ends it
                self.take(viewer, "address", Offered(at, "GET", address))
        seen = set()
        for each in promises.offered_by(shown):
            if not each.what.startswith("select") or "select" not in seen:  # options are taken by themselves
                seen.add(each.what.partition(" ")[0])
                yield each

    def do_what_the_assistant_offers(self, scene: Scene) -> None:
        """Send each request that the assistant offers for a booking of the traveller, on a booking of its own each."""
        place = 0
        while (offered := list(self._offered_in_words(scene)))[place:]:
            self.take("traveller", "action", offered[place])
            place += 1

    def _offered_in_words(self, scene: Scene) -> list[Offered]:
        booking_id = scene.make(self)["bookingId"]
        asked = {"message": f"What is the status of booking {booking_id}?"}
        answer = self.world.traveller.post("/v1/assistant/messages", asked)["answer"]
        for link in answer["links"]:
            self.take("traveller", "link", Offered(link["title"], "GET", link["href"]))
        first = {each.what: each for each in reversed(list(promises.actions_offered(answer)))}
        return [first[operation] for operation in sorted(first)]

    def _client(self, who: str) -> Client:
        return self.world.person(who)


def _choosing(keeper: _Keeper) -> Json:
    return keeper.world.options(keeper.world.trip_request(ahead=keeper.ahead()))


def _asking(keeper: _Keeper) -> Json:
    """A booking that waits for a travel manager, because nobody set the rate of its currency."""
    wanted = keeper.world.options(keeper.world.trip_request(ahead=keeper.ahead(), currency="ISK"))
    allowed = [each for each in wanted["options"] if promises.may_be_chosen(each)]
    assert allowed, (wanted["status"], wanted["failure"], [each["verdict"] for each in wanted["options"]])
    keeper.world.select(wanted, allowed[0])
    return keeper.world.traveller.wait_for(wanted["bookingId"], "awaiting_approval")


def _returned(keeper: _Keeper) -> Json:
    path = f"/v1/bookings/{_asking(keeper)['bookingId']}"
    keeper.world.traveller.post(f"{path}/recall", {})
    eventually(lambda: "revise" in keeper.world.traveller.get(path)["operations"])
    return dict(keeper.world.traveller.get(path))


def _booked(keeper: _Keeper) -> Json:
    done = keeper.world.finish(keeper.world.options(keeper.world.trip_request(ahead=keeper.ahead())))
    assert done["status"] == "booked", done["failure"]
    return done


def _moved(keeper: _Keeper) -> Json:
    booked = _booked(keeper)
    keeper.world.sandbox("move", booked["bookingId"], last_flight(booked), 30)
    return booked


SCENES = (
    Scene("awaiting a selection", _choosing, ("traveller",)),
    Scene("awaiting approval", _asking, ("traveller", "travel-manager")),
    Scene("to be revised", _returned, ("traveller",)),
    Scene("booked", _booked, ("traveller",)),
    Scene("moved by the supplier", _moved, ("traveller",)),
)
