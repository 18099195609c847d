"""The people of a company in which somebody leaves: who they are, and what may become of them at any moment.

What becomes of them is done by HTTP, by those who may, and until it is answered.
"""

from datetime import timedelta
from typing import Any, NamedTuple

from chalicelib.domain.identity import Identity
from tests.simulation.approvals import EMIL, keep
from tests.simulation.cloud.rows import Key, Table
from tests.simulation.cloud.values import Item
from tests.simulation.cloud.wire import Call
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, Task, World
from tests.simulation.worlds import world
from tests.support import gateway
from tests.support.connection import Cut

DORA = Identity(
    user_id="dora",
    email="dora@example.com",
    name="Dora Lund",
    given_name="Dora",
    family_name="Lund",
    groups=frozenset({"traveller", "approver"}),
)
ZORA = Identity(
    user_id="zora",
    email="zora@example.com",
    name="Zora Quillfeather",
    given_name="Zora",
    family_name="Quillfeather",
    groups=frozenset({"traveller"}),
)
PEOPLE = (ANNA, DAVID, BEN, CLARA, EMIL, DORA, ZORA)
_MANAGERS = {"ben": "clara", "anna": "ben", "david": "ben", "dora": "clara", "zora": "ben"}
_BIRTH = {"birthDate": "1990-05-01", "nationality": "DE"}
_AGAIN = (5.0, 5.0, 5.0, 60.0, 60.0, 900.0, 900.0, 7200.0)  # seconds until what was not answered is sent again


class Furniture(NamedTuple):
    """What every such world has, and the passenger profiles of those for whom Anna may book, by their user ids."""

    rows: list[tuple[Table, Key, Item]]
    profiles: dict[str, str]


def furnish(made: World) -> dict[str, str]:
    """Keep the people, and the profiles of Zora and Ben, who let Anna book for them; the profiles' ids."""
    made.wire.accounts |= {identity.user_id: identity.name for identity in PEOPLE}
    found = _furniture(made)
    for table, key, item in found.rows:
        made.watch([table.store(key, item)])
    return found.profiles


def prepare() -> None:
    """Make what every such world has in a world of its own, so that no schedule differs for being the first."""
    if not _made:
        with world(0, model=True) as made:
            furnish(made)


_made: list[Furniture] = []


def _furniture(made: World) -> Furniture:
    """The same rows in every world, which are therefore made once."""
    if not _made:
        before = {(table.name, key) for table, key, _ in made.wire.tables.snapshot()}
        with made.wire.quiet():
            for identity in (CLARA, EMIL, BEN, ANNA, DAVID, DORA, ZORA):
                keep(identity.user_id, name=identity.name, manager_id=_MANAGERS.get(identity.user_id))
            profiles = {who.user_id: _keep_profile(who) for who in (ZORA, BEN)}
        rows = [each for each in made.wire.tables.snapshot() if (each[0].name, each[1]) not in before]
        _made.append(Furniture(rows, profiles))
    return _made[0]


def _keep_profile(who: Identity) -> str:
    answer = gateway.call(who, "POST", "/v1/passengers", profile(who, "anna"), idempotency_key="profile")
    return str(answer.body["passengerId"])


def profile(who: Identity, *arrangers: str) -> dict[str, Any]:
    given, _, family = who.name.partition(" ")
    return {"givenName": given, "familyName": family, "arrangerIds": list(arrangers), **_BIRTH}


class Request(NamedTuple):
    """What somebody sends so that something becomes of somebody."""

    identity: Identity
    method: str
    path: str
    body: Any = None


def send(made: World, request: Request, attempt: int = 0) -> None:
    """Send a request until it is answered for good."""
    answers: list[gateway.Answered] = []
    headers = {"if_match": "*"}
    if request.method == "POST":
        headers = {"idempotency_key": request.path.replace("/", "-") + request.identity.user_id}
    made.guarded(
        f"{request.method} {request.path.split('/')[2]}",
        lambda: answers.append(gateway.call(request.identity, request.method, request.path, request.body, **headers)),
    )
    if attempt < len(_AGAIN) and (not answers or answers[0].status >= 500 or answers[0].status in (409, 412)):
        made.later(_AGAIN[attempt], lambda: send(made, request, attempt + 1))


def leaves(user_id: str) -> Request:
    return Request(EMIL if user_id == "clara" else CLARA, "DELETE", f"/v1/employees/{user_id}")


def delegates(made: World, identity: Identity, delegate: str, days: int = 3) -> Request:
    today = made.clock.time.date()
    body = {"delegateId": delegate, "from": str(today), "until": str(today + timedelta(days=days))}
    return Request(identity, "PUT", "/v1/me/delegation", body)


def comes_back(identity: Identity) -> Request:
    return Request(identity, "DELETE", "/v1/me/delegation")


def withdraws(who: Identity, passenger_id: str) -> Request:
    return Request(who, "PUT", f"/v1/passengers/{passenger_id}", profile(who))


def deletes(who: Identity, passenger_id: str) -> Request:
    return Request(who, "DELETE", f"/v1/passengers/{passenger_id}")


def erases(identity: Identity) -> Request:
    return Request(identity, "POST", "/v1/privacy/erasures", {})


class InTheMiddle:
    """Lets things happen in the middle of what a function does: when it is about to make its next call but so many."""

    def __init__(self, made: World) -> None:
        self.made, self._misfortune = made, made.wire.scissors
        self._waiting: list[list[Any]] = []
        made.wire.scissors = self

    def of(self, function: str, calls: int, task: Task) -> None:
        """Let something happen when `function` is about to make this call of its own (from 1 on)."""
        self._waiting.append([function, calls, task])

    def __call__(self, call: Call) -> Cut | None:
        for waiting in self._waiting:
            if call.within.startswith(waiting[0]):
                waiting[1] -= 1
        happening = [each for each in self._waiting if each[1] <= 0]
        self._waiting = [each for each in self._waiting if each[1] > 0]
        for _, _, task in happening:
            task()
        return self._misfortune(call) if self._misfortune is not None else None
