"""Composite alarms: a rule over the states of other alarms."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from tests.alarms.cloudwatch.evaluation import AlarmState
from tests.alarms.cloudwatch.unsupported import Unsupported

Rule = Callable[[Mapping[str, AlarmState]], bool]
_TOKEN = re.compile(
    r"\s*(?:(?P<call>(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:\"[^\"]*\"|'[^']*'|[^\s()\"']+)\s*\))"
    r"|(?P<word>AND|OR|NOT|TRUE|FALSE)\b|(?P<sign>[()]))"
)
_CALL = re.compile(r"(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*[\"']?(.*?)[\"']?\s*\)")
LONGEST_RULE = 10_240
MOST_ALARMS = 100


class CompositeAlarm(NamedTuple):
    """An alarm that rings while its rule holds."""

    name: str
    rule: str

    def names(self) -> set[str]:
        """The alarms that it looks at."""
        return {_name_in(token) for token in _tokens(self.rule) if _CALL.fullmatch(token)}

    def holds(self, states: Mapping[str, AlarmState]) -> bool:
        """Whether the rule holds. Raises Unsupported, also for an alarm that is not among `states`."""
        if unknown := self.names() - states.keys():
            raise Unsupported(f"{self.name} looks at {', '.join(sorted(unknown))}")
        return read_rule(self.rule)(states)


def read_rule(text: str) -> Rule:
    """What says whether a rule holds; `NOT` binds closest, then `AND`, then `OR`. Raises Unsupported."""
    if len(text) > LONGEST_RULE:
        raise Unsupported(f"a rule of {len(text)} characters")
    reader = _Reader(_tokens(text))
    rule = reader.read_any()
    reader.end()
    return rule


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        if sum(_CALL.fullmatch(token) is not None for token in tokens) > MOST_ALARMS:
            raise Unsupported(f"a rule over more than {MOST_ALARMS} alarms")
        self._tokens = list(reversed(tokens))

    def read_any(self) -> Rule:
        rules = [self._read_all()]
        while self._take("OR"):
            rules.append(self._read_all())
        return lambda states: any(rule(states) for rule in rules)

    def end(self) -> None:
        if self._tokens:
            raise Unsupported(f"what follows: {self._tokens[-1]}")

    def _read_all(self) -> Rule:
        rules = [self._read_one()]
        while self._take("AND"):
            rules.append(self._read_one())
        return lambda states: all(rule(states) for rule in rules)

    def _read_one(self) -> Rule:
        if not self._tokens:
            raise Unsupported("a rule that ends too early")
        token = self._tokens.pop()
        match token:
            case "NOT":
                negated = self._read_one()
                return lambda states: not negated(states)
            case "(":
                inner = self.read_any()
                if not self._take(")"):
                    raise Unsupported("a bracket that is not closed")
                return inner
            case "TRUE" | "FALSE":
                return lambda _states: token == "TRUE"
            case _:
                return _read_call(token)

    def _take(self, token: str) -> bool:
        if self._tokens and self._tokens[-1] == token:
            self._tokens.pop()
            return True
        return False


def _read_call(token: str) -> Rule:
    found = _CALL.fullmatch(token)
    if found is None:
        raise Unsupported(f"{token} in a rule")
    wanted, name = AlarmState(found[1]), _name_in(token)
    return lambda states: states[name] is wanted


def _name_in(token: str) -> str:
    """The name of the alarm that is asked for, by its name or its ARN."""
    found = _CALL.fullmatch(token)
    return "" if found is None else found[2].rpartition(":alarm:")[2]


def _tokens(text: str) -> list[str]:
    found, place = [], 0
    while text[place:].strip():
        token = _TOKEN.match(text, place)
        if token is None:
            raise Unsupported(f"what begins here: {text[place:]}")
        found.append(token[str(token.lastgroup)])
        place = token.end()
    return found
