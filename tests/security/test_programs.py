"""No program gets beyond its scopes, nor beyond whom it acts for: every operation of the deployed copy, by programs
with each scope that is not the one, with all of them for nobody we know, and by people who name somebody else."""

import itertools
from collections import Counter
from typing import NamedTuple

import pytest

from chalicelib.api.blueprints import BLUEPRINTS
from chalicelib.domain.authorization.scopes import Scope
from local.client import Client
from tests.e2e.programs import make_program
from tests.e2e.world import World, at_once
from tests.security.described import Operation

SCOPES = {route.name: route.scope for blueprint in BLUEPRINTS for route in blueprint.api_routes}
PEOPLE_ONLY = frozenset(name for name, scope in SCOPES.items() if scope is None)
STREAMS = frozenset(route.name for blueprint in BLUEPRINTS for route in blueprint.api_routes if route.takes_ticket)


class Trial(NamedTuple):
    """A program, or a person, and how they call."""

    name: str
    client: Client
    headers: dict[str, str]
    scopes: frozenset[Scope] | None  # None: a person

    def statuses(self, operation: Operation) -> set[int]:
        """What may be answered: the user pool's authorizer takes no program, and says 401. Before what streams there is
        no authorizer, and its function knows the program."""
        if self.scopes is None:
            return {403}
        return {401} if operation.name in PEOPLE_ONLY - STREAMS else {403}

    def is_for(self, operation: Operation) -> bool:
        """Whether it must not get in there: nobody names a person whom they may not, and no scope opens another's."""
        scope = SCOPES[operation.name]
        return scope is None or bool(self.headers) or scope not in (self.scopes or ())


@pytest.fixture(scope="module")
def trials(world: World) -> list[Trial]:
    anna = {"Act-For": world.traveller.get("/v1/me")["userId"]}
    nobody = {"Act-For": "nobody-we-know"}
    people = [Trial("a person for another", world.approver, anna, None)]
    everything = make_program(world, *Scope).client
    found = [*people, Trial("every scope, for nobody we know", everything, nobody, frozenset(Scope))]
    found.append(Trial("every scope", everything, {}, frozenset(Scope)))
    for scope in Scope:
        one = make_program(world, scope).client
        found.append(Trial(f"{scope} alone", one, {}, frozenset({scope})))
        if scope is not Scope.ACT_FOR:
            found.append(Trial(f"{scope} alone, for a person", one, anna, frozenset({scope})))
    return found


def test_no_program_gets_beyond_its_scopes_at_the_gateway(
    world: World, operations: list[Operation], trials: list[Trial], figures: Counter[str]
) -> None:
    guarded = [operation for operation in operations if not operation.public]
    pairs = [(each, trial) for each, trial in itertools.product(guarded, trials) if trial.is_for(each)]

    def wrong(pair: tuple[Operation, Trial]) -> str | None:
        operation, trial = pair
        reply = operation.send(trial.client, operation.url(), operation.body, **trial.headers)
        if reply.status in trial.statuses(operation):
            return None
        return f"{trial.name}: {operation.method} {operation.path} is {reply.status} {str(reply.body)[:100]}"

    assert [found for found in at_once(wrong, pairs) if found] == []
    assert {operation.name for operation in guarded} <= SCOPES.keys()
    figures["program attacks"] += len(pairs)
