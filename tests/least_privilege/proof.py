"""What the record proves of every policy on every stage: that each pair is needed by a call that was made, that each
call that was made is allowed, and that nothing is allowed for more than it has to be."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from infra import policies
from infra.policy_statements import EMULATED
from infra.reading_models import PURPOSES, find_models
from tests.least_privilege.called_by_aws import calls_of_aws
from tests.least_privilege.evaluator import Policy, applies, is_allowed
from tests.least_privilege.pairs import Pair, alone, on_stage, split, without
from tests.least_privilege.requests import Call, Record
from tests.least_privilege.stages import MACHINE, role_policy


class Caught(NamedTuple):
    """A pair whose removal denies a call, and the tests that make this call (or which service of AWS does)."""

    stage: str
    function: str
    pair: Pair
    call: Call
    tests: tuple[str, ...]

    @property
    def label(self) -> str:
        """How a report names the pair."""
        return _label(self.stage, self.function, self.pair)


def _label(stage: str, function: str, pair: Pair) -> str:
    return f"{stage} {function}: {pair.action} on {pair.resource}{pair.key and f' of {pair.key}'}"


class Findings(NamedTuple):
    """What was found of the policies."""

    caught: list[Caught]
    missed: list[str]
    denied: list[str]

    @property
    def pairs(self) -> int:
        return len(self.caught) + len(self.missed)


def prove(record: Record, stages: Iterable[str] = policies.STAGES) -> Findings:
    """Evaluate every policy with one pair removed against the record, and every call against the policy as it is."""
    findings = Findings([], [], [])
    by_function: defaultdict[str, dict[Call, tuple[str, ...]]] = defaultdict(dict)
    for call, tests in record.items():
        by_function[call.function][call] = tests
    for stage in stages:
        for function in (*policies.GRANTS, MACHINE):
            policy = role_policy(function, stage)
            made = {**_on_stage(by_function[function], stage), **calls_of_aws(function, stage)}
            _prove_policy(stage, function, policy, made, findings)
        findings.denied.extend(_without_policy(by_function))
    return Findings(findings.caught, findings.missed, sorted(set(findings.denied)))


def _on_stage(record: Mapping[Call, tuple[str, ...]], stage: str) -> dict[Call, tuple[str, ...]]:
    """Return what was called as it is on a stage; the embedded cloud asks nobody what the state machine may, and a
    stage that names no model asks none."""
    asks_models = any(find_models(stage, purpose) for purpose in PURPOSES)
    return {
        call._replace(
            request=on_stage(call.request, stage, emulated=stage == EMULATED and call.function != MACHINE)
        ): tests
        for call, tests in record.items()
        if asks_models or not call.request.action.startswith("bedrock:")
    }


def _prove_policy(stage: str, function: str, policy: Policy, made: Record, findings: Findings) -> None:
    allowed = {call: tests for call, tests in made.items() if is_allowed(policy, call.request)}
    findings.denied.extend(
        f"{stage} {function}: {call.request.action} on {call.request.resource} is used, and not granted: {tests[0]}"
        for call, tests in made.items()
        if call not in allowed
    )
    for pair in split(policy):
        found = list(_caught(stage, policy, pair, allowed))
        if found:
            findings.caught.append(found[0]._replace(tests=_spread([test for each in found for test in each.tests])))
        else:
            findings.missed.append(_label(stage, function, pair))


def _caught(stage: str, policy: Policy, pair: Pair, allowed: Record) -> Iterator[Caught]:
    """Yield each call that is denied as soon as the pair is gone: of those that it allows."""
    statement, rest = alone(policy, pair), without(policy, pair)
    for call, tests in allowed.items():
        if applies(statement, call.request) and not is_allowed(rest, call.request):
            yield Caught(stage, call.function, pair, call, tests)


def _spread(tests: Sequence[str]) -> tuple[str, ...]:
    """Return the tests once each, those of different files first: what one of a file does without, others of it may."""
    of_file: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for test in tests:
        of_file[test.partition("::")[0]][test] = None
    return tuple(test for turn in zip_longest(*of_file.values()) for test in turn if test is not None)


def _without_policy(by_function: Mapping[str, Record]) -> Iterator[str]:
    yield from (f"{name} was at work, and has no policy" for name in by_function.keys() - {*policies.GRANTS, MACHINE})
