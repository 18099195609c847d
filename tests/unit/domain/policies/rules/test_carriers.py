"""Airlines that are preferred, and airlines that are barred."""

from chalicelib.domain.offers.offers import Slice
from chalicelib.domain.policies.rules.carriers import BarredCarriers, Carrier, PreferredCarriers
from chalicelib.domain.verdict import Action, Outcome
from tests.unit.policy_samples import flight, option, segment, verdict_on


def test_carrier_not_preferred_is_noted_and_still_compliant() -> None:
    rule = PreferredCarriers(clause="1.7", action=Action.NOTE, carriers=(Carrier(code="BA", name="British Airways"),))

    verdict = verdict_on(rule)

    assert verdict.outcome is Outcome.COMPLIANT
    assert [(v.expected, v.actual) for v in verdict.violations] == [("a preferred carrier: BA", "LH")]


def test_one_barred_carrier_among_several_is_enough() -> None:
    rule = BarredCarriers(clause="1.7", action=Action.DENY, carriers=(Carrier(code="IA", name="Iraqi Airways"),))
    mixed = option(flight(slices=(Slice(segments=(segment(), segment(marketing_carrier="IA"))),)))

    verdict = verdict_on(rule, mixed)

    assert verdict.outcome is Outcome.DENIED
    assert verdict.violations[0].actual == "Iraqi Airways (IA)"
