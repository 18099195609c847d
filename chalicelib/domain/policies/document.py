"""The company's travel policy: its clauses, the rules they carry, and what the company sets beside them.

A rule says what it allows, the clause it rests on, and the action that breaking it calls for (`policies.rules`).
`evaluation.judge` applies them; `validation.check` says what is wrong with a document before it becomes a version.
"""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.money import CurrencyCode, Money, convert
from chalicelib.domain.policies.approval_rules import ApprovalRules
from chalicelib.domain.policies.rules.kinds import AnyRule
from chalicelib.domain.policies.rules.rule import ClauseNumber, Conversion
from chalicelib.domain.policies.sources import ClauseCitation, ClauseSource
from chalicelib.domain.policy_documents.citation import Citation
from chalicelib.domain.text import ShortText
from chalicelib.domain.timestamps import Day
from chalicelib.domain.value import Value


class Tag(StrEnum):
    """Kind of trips that a clause applies to, besides those of its rules."""

    ALWAYS = "always"
    FLIGHT = "flight"
    RAIL = "rail"
    STAY = "stay"
    CAR = "car"
    DOMESTIC = "domestic"
    INTERNATIONAL = "international"
    GROUP = "group"


class Clause(Value, frozen=True):
    """A numbered paragraph of the policy, as employees read it."""

    number: ClauseNumber
    title: Annotated[ShortText, msgspec.Meta(description="Heading of the clause")]
    text: Annotated[
        str, msgspec.Meta(min_length=1, max_length=4000, description="Words of the clause, which verdicts quote")
    ]
    tags: Annotated[
        tuple[Tag, ...], msgspec.Meta(description="Kinds of trips that it applies to, besides those of its rules")
    ] = ()
    source: Annotated[
        ClauseSource | None,
        msgspec.Meta(description="Words of a policy document that it rests on, checked when the policy is published"),
    ] = None


class CitedClause(Value, frozen=True):
    """A clause of the travel policy in its own words, as a verdict, an approval or an audit entry rests on it."""

    policy_version: Annotated[int, msgspec.Meta(description="Version of the travel policy that has these words")]
    number: ClauseNumber
    title: Annotated[ShortText, msgspec.Meta(description="Heading of the clause")]
    text: Annotated[str, msgspec.Meta(description="The clause as it stood when the verdict was made")]
    citation: Annotated[
        Citation | None,
        msgspec.Meta(description="Words of a policy document that the clause rests on; null if it names none"),
    ] = None


class Rate(Value, frozen=True):
    """The company's exchange rate: one major unit of `currency` is `rate` major units of the policy's currency."""

    currency: CurrencyCode
    rate: Annotated[
        str,
        msgspec.Meta(
            pattern=r"^[0-9]{1,7}(\.[0-9]{1,9})?$",
            description="Decimal number, as text to keep it exact",
            examples=["0.92"],
        ),
    ]

    @property
    def worth(self) -> Decimal:
        """The rate as a number."""
        return Decimal(self.rate)


Worth = Annotated[int, msgspec.Meta(ge=0, description="Minor units of the policy's currency")]


class TradeOffs(Value, frozen=True):
    """What the company would pay, in minor units, to avoid each of these once. Ranks options; verdicts ignore it."""

    hour: Annotated[Worth, msgspec.Meta(description="An hour of journey, per traveller")] = 0
    connection: Annotated[Worth, msgspec.Meta(description="A change of aircraft, per traveller")] = 0
    unsocial_time: Annotated[
        Worth,
        msgspec.Meta(
            description="A departure before 06:00 or an arrival from 23:00 to 06:00, local time, per traveller"
        ),
    ] = 0
    co2_tonne: Annotated[Worth, msgspec.Meta(description="A tonne of CO2 equivalent")] = 0
    centre_kilometre: Annotated[Worth, msgspec.Meta(description="A kilometre between hotel and centre, per night")] = 0
    star: Annotated[Worth, msgspec.Meta(description="A hotel star less, per night")] = 0
    non_preferred_carrier: Annotated[
        Worth, msgspec.Meta(description="A flight with a carrier that is not preferred, per traveller")
    ] = 0
    lower_cabin: Annotated[Worth, msgspec.Meta(description="A flight in a cabin below the requested one")] = 0
    non_refundable: Annotated[Worth, msgspec.Meta(description="A component that is not refundable")] = 0


class PolicyDraft(Value, frozen=True):
    """A travel policy to publish; publishing it creates a `Policy` with a version."""

    name: Annotated[ShortText, msgspec.Meta(description="Name of the policy, for people")]
    effective_from: Annotated[Day, msgspec.Meta(description="First day on which the policy is in effect (UTC)")]
    currency: Annotated[
        CurrencyCode, msgspec.Meta(description="ISO 4217 code of the policy's currency; every limit is given in it")
    ]
    rates: Annotated[
        tuple[Rate, ...],
        msgspec.Meta(description="Exchange rates by which prices in other currencies are compared with limits"),
    ]
    clauses: Annotated[
        tuple[Clause, ...],
        msgspec.Meta(min_length=1, max_length=500, description="The policy as employees read it, in order"),
    ]
    rules: Annotated[
        tuple[AnyRule, ...],
        msgspec.Meta(
            max_length=500, description="What is checked of every option; each names the clause that states it"
        ),
    ]
    trade_offs: Annotated[TradeOffs, msgspec.Meta(description="What options are ranked by")] = TradeOffs()
    approvals: Annotated[ApprovalRules, msgspec.Meta(description="Who approves, and by when")] = ApprovalRules()


class Policy(PolicyDraft, frozen=True, kw_only=True):
    """One published version of the travel policy; it never changes."""

    version: Annotated[int, msgspec.Meta(ge=1)]
    citations: Annotated[
        tuple[ClauseCitation, ...],
        msgspec.Meta(description="Where the words that clauses name as their `source` stand, letter by letter"),
    ] = ()

    def clause(self, number: str) -> Clause | None:
        return next((clause for clause in self.clauses if clause.number == number), None)

    def citation_of(self, number: str) -> Citation | None:
        """Return the citation that a clause rests on, None when it names no source."""
        return next((each.citation for each in self.citations if each.clause == number), None)

    def cited_clause(self, number: str) -> CitedClause | None:
        """Return a clause in its own words with its citation, None when there is no clause of this number."""
        clause = self.clause(number)
        if clause is None:
            return None
        return CitedClause(
            policy_version=self.version,
            number=clause.number,
            title=clause.title,
            text=clause.text,
            citation=self.citation_of(number),
        )

    def cites(self, document_id: str, version: int | None = None) -> bool:
        """Return whether a clause cites a policy document, in this version of it or in any."""
        return any(
            each.citation.document_id == document_id and version in (None, each.citation.version)
            for each in self.citations
        )

    def rate(self, currency: str) -> Decimal | None:
        """Return the worth of one major unit of `currency` in the policy's own, None when the company set none."""
        if currency == self.currency:
            return Decimal(1)
        return next((rate.worth for rate in self.rates if rate.currency == currency), None)

    def convert(self, money: Money) -> Conversion | None:
        """Return `money` in the policy's own currency, None when the company set no rate for it."""
        rate = self.rate(money.currency)
        return None if rate is None else Conversion(convert(money, self.currency, rate), rate)

    def levels_for(self, price: Money) -> int:
        """Return how many levels of the line have to agree to `price`; all that there are when nobody set its rate."""
        converted = self.convert(price)
        return self.approvals.levels_for(None if converted is None else converted.money.amount)

    def tolerates(self, approved: Money, price: Money) -> bool:
        """Return whether `price` may be paid where `approved` was, without asking again."""
        return self.approvals.tolerates(approved, price, self.rate(price.currency), self.currency)
