"""What is wrong with a policy document beyond its shape: everything at once, each with a pointer to the place."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

import msgspec

from chalicelib.domain.policies import document as rules
from chalicelib.domain.policies.approval_rules import ApprovalRules
from chalicelib.domain.policies.document import Amounts, AnyRule, PolicyDocument
from chalicelib.errors import FieldError, InvalidInput

# A version is one item of DynamoDB, which holds 400 KB at most.
_LARGEST_DOCUMENT = 350_000
_SMALLEST_RATE, _LARGEST_RATE = Decimal("0.000001"), Decimal(1_000_000)


def check(document: PolicyDocument) -> None:
    """Raise InvalidInput with every error (RFC 6901 pointers into the document's JSON), or return when there is none.

    Each rule rests on a clause that exists, each limit is given in the policy's currency, bands ascend from 0, nothing
    is said twice, no carrier is both preferred and barred, and reminders come before those who are asked are passed
    over, and that before the limit.
    """
    errors = [*_size_errors(document), *_clause_errors(document), *_rate_errors(document)]
    for index, rule in enumerate(document.rules):
        errors += _rule_errors(rule, document, f"/rules/{index}")
    errors += _repeated([_identity(rule) for rule in document.rules], "/rules/{}", "says the same as rule {}")
    errors += _barred_and_preferred(document)
    errors += _approval_errors(document.approvals)
    if errors:
        raise InvalidInput("The travel policy cannot be published as it is.", errors)


def _size_errors(document: PolicyDocument) -> Iterator[FieldError]:
    size = len(msgspec.json.encode(document))
    if size > _LARGEST_DOCUMENT:
        yield FieldError("", f"has {size} bytes as JSON, at most {_LARGEST_DOCUMENT} can be kept")


def _clause_errors(document: PolicyDocument) -> Iterator[FieldError]:
    numbers = [clause.number for clause in document.clauses]
    yield from _repeated(numbers, "/clauses/{}/number", "is the number of clause {} already")


def _rate_errors(document: PolicyDocument) -> Iterator[FieldError]:
    for index, rate in enumerate(document.rates):
        if rate.currency == document.currency:
            yield FieldError(f"/rates/{index}/currency", "is the policy's own currency, whose rate is always 1")
        if not _SMALLEST_RATE <= rate.worth <= _LARGEST_RATE:
            yield FieldError(f"/rates/{index}/rate", f"must lie between {_SMALLEST_RATE} and {_LARGEST_RATE}")
    currencies = [rate.currency for rate in document.rates]
    yield from _repeated(currencies, "/rates/{}/currency", "has a rate already at {}")


def _rule_errors(rule: AnyRule, document: PolicyDocument, at: str) -> Iterator[FieldError]:
    if all(clause.number != rule.clause for clause in document.clauses):
        yield FieldError(f"{at}/clause", f"there is no clause {rule.clause}")
    for pointer, amounts in _amounts(rule, at):
        yield from _amount_errors(amounts, document.currency, pointer)
    match rule:
        case rules.CabinByDuration(bands=bands):
            yield from _band_errors([band.from_seconds for band in bands], at, "fromSeconds")
            yield from _ascending([band.cabin.rank for band in bands], at, "cabin", "must be above the band before it")
        case rules.FareCap(bands=fare_bands):
            yield from _band_errors([band.from_metres for band in fare_bands], at, "fromMetres")
        case rules.NightlyCap():
            yield from _nightly_errors(rule, at)
        case rules.PreferredCarriers(carriers=carriers) | rules.BarredCarriers(carriers=carriers):
            codes = [carrier.code for carrier in carriers]
            yield from _repeated(codes, at + "/carriers/{}/code", "is named already at {}")
        case rules.DestinationApproval():
            yield from _destination_errors(rule, at)
        case _:
            return


def _amounts(rule: AnyRule, at: str) -> Iterator[tuple[str, Amounts]]:
    """Every limit in money that `rule` sets, with its pointer."""
    match rule:
        case rules.FareCap():
            yield from ((f"{at}/bands/{index}/amounts", band.amounts) for index, band in enumerate(rule.bands))
        case rules.NightlyCap():
            yield f"{at}/default", rule.default
            yield from ((f"{at}/countries/{index}/amounts", cap.amounts) for index, cap in enumerate(rule.countries))
            yield from ((f"{at}/cities/{index}/amounts", cap.amounts) for index, cap in enumerate(rule.cities))
        case rules.TotalCap():
            yield f"{at}/amounts", rule.amounts
        case rules.Refundable():
            yield f"{at}/above", rule.above
        case _:
            return


def _amount_errors(amounts: Amounts, currency: str, at: str) -> Iterator[FieldError]:
    if all(amount.currency != currency for amount in amounts):
        yield FieldError(at, f"must have an amount in {currency}, the policy's currency")
    yield from _repeated([amount.currency for amount in amounts], at + "/{}/currency", "has an amount already at {}")
    for index, amount in enumerate(amounts):
        if amount.amount < 0:
            yield FieldError(f"{at}/{index}/amount", "must not be below 0")


def _band_errors(starts: Sequence[int], at: str, field: str) -> Iterator[FieldError]:
    if starts[0] != 0:
        yield FieldError(f"{at}/bands/0/{field}", "the first band must start at 0")
    yield from _ascending(starts, at, field, "must be above the band before it")


def _ascending(values: Sequence[int], at: str, field: str, detail: str) -> Iterator[FieldError]:
    for index in range(1, len(values)):
        if values[index] <= values[index - 1]:
            yield FieldError(f"{at}/bands/{index}/{field}", detail)


def _nightly_errors(rule: rules.NightlyCap, at: str) -> Iterator[FieldError]:
    countries = [cap.country for cap in rule.countries]
    yield from _repeated(countries, at + "/countries/{}/country", "has a limit already at {}")
    names: dict[tuple[str, str], int] = {}
    for index, cap in enumerate(rule.cities):
        for name in (cap.city, *cap.also):
            first = names.setdefault((cap.country, name.casefold()), index)
            if first != index:
                yield FieldError(f"{at}/cities/{index}/city", f"{name} has a limit already at {first}")


def _destination_errors(rule: rules.DestinationApproval, at: str) -> Iterator[FieldError]:
    if not rule.countries and not rule.cities:
        yield FieldError(at, "must name a country or a city")
    yield from _repeated(rule.countries, at + "/countries/{}", "is named already at {}")
    cities = [(city.country, city.city.casefold()) for city in rule.cities]
    yield from _repeated(cities, at + "/cities/{}/city", "is named already at {}")


def _barred_and_preferred(document: PolicyDocument) -> Iterator[FieldError]:
    preferred = {
        carrier.code
        for rule in document.rules
        if isinstance(rule, rules.PreferredCarriers)
        for carrier in rule.carriers
    }
    for index, rule in enumerate(document.rules):
        if isinstance(rule, rules.BarredCarriers):
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


def _identity(rule: AnyRule) -> Hashable:
    """Two rules of one identity would contradict or repeat each other; one rule may come once for each action."""
    variant = getattr(rule, "scope", None) or getattr(rule, "component", None) or getattr(rule, "reason", None)
    return rule.name, rule.action, variant


def _repeated(values: Iterable[Hashable], pointer: str, detail: str) -> Iterator[FieldError]:
    """An error for every value that came before; `{}` in `pointer` is its index, in `detail` that of the first."""
    first: dict[Hashable, int] = {}
    for index, value in enumerate(values):
        if first.setdefault(value, index) != index:
            yield FieldError(pointer.format(index), detail.format(first[value]))
