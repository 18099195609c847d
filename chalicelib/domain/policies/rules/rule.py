"""What every kind of rule has to say: what breaks it, what is wrong with it, its limits, and which trips it is about.

A kind lives in the file of its family and answers all of it there, an empty answer included: nothing is answered for a
kind that somebody forgot.
"""

from abc import abstractmethod
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, NamedTuple

import msgspec

from chalicelib.domain.budgets.budget import BudgetKey
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.text import PolicyGroup
from chalicelib.domain.trip_requests.cost_shares import share_of_travellers
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.value import Value
from chalicelib.domain.verdict import Action, Fact, Finding, MissingFact, Violation
from chalicelib.errors import FieldError

ClauseNumber = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[1-9][0-9]{0,2}(\.[1-9][0-9]{0,2}){0,3}$",
        description="Number of the policy clause, such as `5.2`",
        examples=["4.2"],
    ),
]
Amounts = Annotated[
    tuple[Money, ...],
    msgspec.Meta(
        min_length=1,
        description="A limit in one or more currencies, the policy's own among them; others are converted by `rates`",
        examples=[[{"amount": 20000, "currency": "EUR"}]],
    ),
]


def settled_by_rate(*currencies: str) -> str:
    """Return who could say what an amount in one of these currencies is worth in another."""
    return f"the rates of {' and '.join(currencies)} in the travel policy, which a travel manager publishes"


class Conversion(NamedTuple):
    """An amount in the policy's own currency, and the company's rate that brought it there."""

    money: Money
    rate: Decimal


class CostCentreBudget(NamedTuple):
    """What a cost centre may still spend on what of the trip falls into a period; None where it has no budget."""

    cost_centre: str
    period: str
    remaining: Money | None

    @property
    def key(self) -> BudgetKey:
        return BudgetKey(self.cost_centre, self.period)


Trains = tuple[tuple[int, str], ...]
"""Slices of a request, by their places in it, each with what goes there by rail and was offered."""


class Case(Value, frozen=True):
    """Everything that a rule may look at; of the policy only its `convert`, None where the company set no rate.

    `places` are those of the travellers for whom the rule holds, and whose share is judged; `budgets` are those that
    may be charged.
    """

    option: Option
    request: TripRequest
    convert: Callable[[Money], Conversion | None]
    today: date
    budgets: tuple[CostCentreBudget, ...]
    places: tuple[int, ...]
    trains: Trains = ()

    @property
    def people(self) -> int:
        """How many travellers the rule holds for."""
        return len(self.places)

    def share_of(self, *prices: Money) -> Money:
        """Return what the travellers for whom the rule holds pay of components at these prices."""
        return share_of_travellers(self.request, prices, prices[0].currency, self.places)


class Relevance(NamedTuple):
    """Whether a rule applies to a trip, and what of this very trip it speaks of ("London", "6 travellers")."""

    applies: bool
    trip_detail: str | None


APPLIES = Relevance(applies=True, trip_detail=None)
UNRELATED = Relevance(applies=False, trip_detail=None)


def applies_if(related: object) -> Relevance:
    """Return that a rule applies where there is something that it speaks of."""
    return APPLIES if related else UNRELATED


def names_trip(details: Iterable[str]) -> Relevance:
    """Return that a rule speaks of these details of the very trip; that it does not apply where there are none."""
    named = ", ".join(dict.fromkeys(details))
    return Relevance(applies=True, trip_detail=named) if named else UNRELATED


class Rule(Value, frozen=True, tag_field="rule"):
    """What every rule has: the clause it rests on, and what breaking it calls for."""

    clause: ClauseNumber
    action: Annotated[Action, msgspec.Meta(description="What a violation requires")]
    groups: Annotated[
        tuple[PolicyGroup, ...],
        msgspec.Meta(
            max_length=50,
            description="Groups of employees for whom alone it holds, in the place of the rule of its kind, action and "
            "subject that names none; empty for everybody else",
        ),
    ] = ()

    is_separable: ClassVar[bool]
    """Whether judging each component of an option alone finds all that judging the option finds, and nothing else; a
    rule of which that is not so is one over the whole trip."""

    @property
    def identity(self) -> Hashable:
        """What tells it from other rules: two of one identity, for one traveller, would contradict or repeat each
        other. One kind of rule may come once for each action."""
        return self.name, self.action, self.variant

    @property
    def name(self) -> str:
        return str(self.__struct_config__.tag)

    @property
    @abstractmethod
    def variant(self) -> str | None:
        """What tells it from another rule of its kind and action, which would otherwise repeat or contradict it."""

    @abstractmethod
    def violations(self, case: Case) -> Iterator[Finding]:
        """Return every way in which the option breaks the rule, at least one when it does, and every fact that is not
        known and by which it might.

        A rule only ever finds more as a price or a cabin rises, so that a dearer option is never judged more kindly.
        """

    @abstractmethod
    def errors(self) -> Iterator[FieldError]:
        """Return what is wrong with the rule beyond its shape, whatever else the policy says; pointers begin at the
        rule."""

    @abstractmethod
    def limits(self) -> Iterator[tuple[str, Amounts]]:
        """Return every limit in money that the rule sets, each with its pointer, which begins at the rule."""

    @abstractmethod
    def relevance(self, request: TripRequest) -> Relevance:
        """Return how much the rule has to do with a trip, before there is any offer."""

    def missing_fact(self, fact: Fact, detail: str, settled_by: str) -> MissingFact:
        """Return a fact that the rule lacks to judge an option."""
        return MissingFact(rule=self.name, clause=self.clause, fact=fact, detail=detail, settled_by=settled_by)

    def missing_rate(self, price: Money, limit: Money, unit: str) -> MissingFact:
        """Return the exchange rate that is missing to hold `price` to `limit`."""
        detail = f"at most {limit} {unit}, and there is no exchange rate between that and {price}"
        return self.missing_fact(Fact.EXCHANGE_RATE, detail, settled_by_rate(price.currency, limit.currency))

    def violation(
        self, expected: str, actual: str, action: Action | None = None, excess: Money | None = None
    ) -> Violation:
        """Return one way in which the rule is broken; `action` only where it is not the rule's own, and by how much a
        price exceeds its limit, where it does."""
        return Violation(
            rule=self.name,
            clause=self.clause,
            expected=expected,
            actual=actual,
            action=action or self.action,
            excess=excess,
        )
