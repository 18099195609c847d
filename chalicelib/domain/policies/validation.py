"""What is wrong with a policy draft beyond its shape: everything at once, each with a pointer to the place."""

from collections.abc import Hashable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

import msgspec

from chalicelib.domain.policies.approval_rules import ApprovalRules
from chalicelib.domain.policies.document import PolicyDraft
from chalicelib.domain.policies.rules.carriers import BarredCarriers, PreferredCarriers
from chalicelib.domain.policies.rules.field_errors import find_repeated
from chalicelib.domain.policies.rules.kinds import AnyRule
from chalicelib.domain.policies.rules.rule import Amounts
from chalicelib.errors import FieldError, InvalidInput

# A version is one item of DynamoDB, which holds 400 KB at most.
_LARGEST_DOCUMENT = 350_000
_SMALLEST_RATE, _LARGEST_RATE = Decimal("0.000001"), Decimal(1_000_000)


def check(document: PolicyDraft) -> None:
    """Raise InvalidInput with every error (RFC 6901 pointers into the document's JSON), or return when there is none.

    Each rule rests on a clause that exists, each limit is given in the policy's currency, bands ascend from 0, nothing
    is said twice, no carrier is both preferred and barred, and reminders come before those who are asked are passed
    over, and that before the limit.
    """
    errors = list(errors_in(document))
    if errors:
        raise InvalidInput("The travel policy is not valid.", errors)


def errors_in(document: PolicyDraft) -> Iterator[FieldError]:
    """Yield every error of a document, with its pointer."""
    yield from _size_errors(document)
    yield from _clause_errors(document)
    yield from _rate_errors(document)
    for index, rule in enumerate(document.rules):
        yield from _rule_errors(rule, document, f"/rules/{index}")
    yield from _find_repeated_rules(document.rules)
    yield from _find_barred_and_preferred(document)
    yield from _approval_errors(document.approvals)


def check_size(document: PolicyDraft) -> None:
    """Raise InvalidInput for a document that is too large to be kept, be it with its citations."""
    errors = list(_size_errors(document))
    if errors:
        raise InvalidInput("The travel policy is too large with the words that it cites.", errors)


def _size_errors(document: PolicyDraft) -> Iterator[FieldError]:
    size = len(msgspec.json.encode(document))
    if size > _LARGEST_DOCUMENT:
        yield FieldError("", f"has {size} bytes as JSON, at most {_LARGEST_DOCUMENT} can be kept")


def _clause_errors(document: PolicyDraft) -> Iterator[FieldError]:
    numbers = [clause.number for clause in document.clauses]
    yield from find_repeated(numbers, "/clauses/{}/number", "is the number of clause {} already")


def _rate_errors(document: PolicyDraft) -> Iterator[FieldError]:
    for index, rate in enumerate(document.rates):
        if rate.currency == document.currency:
            yield FieldError(f"/rates/{index}/currency", "is the policy's own currency, whose rate is always 1")
        if not _SMALLEST_RATE <= rate.worth <= _LARGEST_RATE:
            yield FieldError(f"/rates/{index}/rate", f"must lie between {_SMALLEST_RATE} and {_LARGEST_RATE}")
    currencies = [rate.currency for rate in document.rates]
    yield from find_repeated(currencies, "/rates/{}/currency", "has a rate already at {}")


def _rule_errors(rule: AnyRule, document: PolicyDraft, at: str) -> Iterator[FieldError]:
    if all(clause.number != rule.clause for clause in document.clauses):
        yield FieldError(f"{at}/clause", f"there is no clause {rule.clause}")
    for pointer, amounts in rule.limits():
        yield from _amount_errors(amounts, document.currency, at + pointer)
    yield from find_repeated(list(rule.groups), at + "/groups/{}", "is named already at {}")
    yield from (FieldError(at + pointer, detail) for pointer, detail in rule.errors())


def _amount_errors(amounts: Amounts, currency: str, at: str) -> Iterator[FieldError]:
    if all(amount.currency != currency for amount in amounts):
        yield FieldError(at, f"must have an amount in {currency}, the policy's currency")
    yield from find_repeated(
        [amount.currency for amount in amounts], at + "/{}/currency", "has an amount already at {}"
    )
    for index, amount in enumerate(amounts):
        if amount.amount < 0:
            yield FieldError(f"{at}/{index}/amount", "must not be below 0")


def _find_barred_and_preferred(document: PolicyDraft) -> Iterator[FieldError]:
    preferring = [rule for rule in document.rules if isinstance(rule, PreferredCarriers)]
    for index, rule in enumerate(document.rules):
        if isinstance(rule, BarredCarriers):
            preferred = {each.code for other in preferring if _meet(rule, other) for each in other.carriers}
            for place, carrier in enumerate(rule.carriers):
                if carrier.code in preferred:
                    yield FieldError(f"/rules/{index}/carriers/{place}/code", f"{carrier.code} is preferred elsewhere")


def _approval_errors(asked: ApprovalRules) -> Iterator[FieldError]:
    tiers = asked.tiers
    if tiers and tiers[0].from_amount != 0:
        yield FieldError("/approvals/tiers/0/fromAmount", "the first tier must start at 0")
    for index in range(1, len(tiers)):
        if tiers[index].from_amount <= tiers[index - 1].from_amount:
            yield FieldError(f"/approvals/tiers/{index}/fromAmount", "must be above the tier before it")
        if tiers[index].levels < tiers[index - 1].levels:
            yield FieldError(f"/approvals/tiers/{index}/levels", "a higher price cannot need fewer levels")
    times = [
        (field, seconds)
        for field, seconds in (
            ("remindAfterSeconds", asked.remind_after_seconds),
            ("escalateAfterSeconds", asked.escalate_after_seconds),
            ("limitSeconds", asked.limit_seconds),
        )
        if seconds is not None
    ]
    for (field, seconds), (later, limit) in pairwise(times):
        if seconds >= limit:
            yield FieldError(f"/approvals/{field}", f"must be below {later}")


def _find_repeated_rules(rules: Sequence[AnyRule]) -> Iterator[FieldError]:
    """Yield an error for each rule whose identity another has for the same group, or for nobody in particular."""
    first: dict[Hashable, int] = {}
    for index, rule in enumerate(rules):
        keys = [(rule.identity, group) for group in dict.fromkeys(rule.groups) or (None,)]
        said = [first[key] for key in keys if key in first]
        if said:
            yield FieldError(f"/rules/{index}", f"says the same as rule {min(said)}")
        first.update({key: index for key in keys if key not in first})


def _meet(one: AnyRule, other: AnyRule) -> bool:
    """Return whether two rules may hold for the same traveller."""
    return not one.groups or not other.groups or bool(set(one.groups) & set(other.groups))
