"""What choosing one of the options shown costs beside its price: the limits that it exceeds, who would have to approve
it, and what the others would save."""

from collections.abc import Iterator, Sequence

import msgspec

from chalicelib.domain.offers.offers import CheaperOption, ChoiceCost, LimitExcess, Option
from chalicelib.domain.planning.preferences import list_rides
from chalicelib.domain.policies.approval_levels import name_approvers
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.verdict import ApprovalKind

# So many other options are named at most.
_MOST_NAMED = 3


def with_choice_costs(options: Sequence[Option], policy: Policy) -> tuple[Option, ...]:
    """Return the judged options that are shown together, each with what choosing it costs beside its price."""
    return tuple(msgspec.structs.replace(option, choice_cost=_cost_of(option, options, policy)) for option in options)


def _cost_of(option: Option, options: Sequence[Option], policy: Policy) -> ChoiceCost:
    verdict = option.verdict
    return ChoiceCost(
        excesses=tuple(_list_excesses(option)),
        approval_kind=verdict.required_approval_kind if verdict else ApprovalKind.NONE,
        approvers=name_approvers(verdict, option.price, policy) if verdict else (),
        cheaper=_find_cheaper(option, options),
    )


def _list_excesses(option: Option) -> Iterator[LimitExcess]:
    for each in option.verdict.violations if option.verdict else ():
        if each.excess is not None:
            yield LimitExcess(rule=each.rule, clause=each.clause, excess=each.excess)


def _find_cheaper(option: Option, options: Sequence[Option]) -> tuple[CheaperOption, ...]:
    """Return the cheaper ones that may be chosen and of which none is both dearer and slower than another, the
    quickest first; of those of the same lack of beds alone, for a night without a bed saves nothing."""
    cheaper = [
        CheaperOption(
            rank=other.rank,
            saves=option.price - other.price,
            extra_seconds=_count_seconds(other) - _count_seconds(option),
        )
        for other in options
        if other.price.amount < option.price.amount
        and other.unoffered_nights <= option.unoffered_nights
        and (other.verdict is None or other.verdict.outcome.may_be_chosen)
    ]
    cheaper.sort(key=lambda each: (each.extra_seconds, -each.saves.amount, each.rank))
    kept: list[CheaperOption] = []
    for each in cheaper:
        if not kept or each.saves.amount > kept[-1].saves.amount:
            kept.append(each)
    return tuple(kept[:_MOST_NAMED])


def _count_seconds(option: Option) -> int:
    return sum(ride.flown.duration for offer in option.transport for ride in list_rides(offer))
