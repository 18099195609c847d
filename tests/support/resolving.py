"""A template as a stage gets it: parameters, conditions and mappings put in, what is not made there left out."""

import re
from typing import Any

from infra.templates import Value

ACCOUNT, REGION = "123456789012", "eu-central-1"
PSEUDO = {
    "AWS::AccountId": ACCOUNT,
    "AWS::Region": REGION,
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
}
_NOTHING = object()


def resolve(template: Value, stage: str, **given: str) -> dict[str, Any]:
    """Return the resources that the template makes on a stage, or, if it knows of none, in an account. References to
    resources stay as they are."""
    of_stage = {"Stage": stage} if "Stage" in template.get("Parameters", {}) else {}
    return _Stage(template, of_stage | given).resources()


class _Stage:
    def __init__(self, template: Value, given: dict[str, str]) -> None:
        declared = template.get("Parameters", {})
        assert given.keys() <= declared.keys(), f"no parameters: {given.keys() - declared.keys()}"
        defaults = {name: each["Default"] for name, each in declared.items() if "Default" in each}
        self._template = template
        self._values = {**PSEUDO, **defaults, **given}

    def resources(self) -> dict[str, Any]:
        made = self._template["Resources"].items()
        return {name: self._put_in(each) for name, each in made if self._holds(each.get("Condition"))}

    def _holds(self, name: str | None) -> bool:
        return name is None or self._is_true(self._template["Conditions"][name])

    def _is_true(self, said: Value) -> bool:
        ((word, of),) = said.items()
        match word:
            case "Fn::Equals":
                return bool(self._put_in(of[0]) == self._put_in(of[1]))
            case "Fn::Not":
                return not self._is_true(of[0])
            case "Fn::Or":
                return any(self._is_true(each) for each in of)
            case "Fn::And":
                return all(self._is_true(each) for each in of)
            case "Condition":
                return self._holds(of)
        raise AssertionError(f"a condition of another kind: {said}")

    def _put_in(self, said: Any) -> Any:
        if isinstance(said, list):
            return [each for each in map(self._put_in, said) if each is not _NOTHING]
        if not isinstance(said, dict):
            return said
        match said:
            case {"Ref": "AWS::NoValue"}:
                return _NOTHING
            case {"Ref": name} if name in self._values:
                return self._values[name]
            case {"Fn::If": [condition, then, otherwise]}:
                return self._put_in(then if self._holds(condition) else otherwise)
            case {"Fn::FindInMap": [table, first, second]}:
                return self._template["Mappings"][table][self._put_in(first)][self._put_in(second)]
            case {"Fn::Sub": str(text)}:
                return re.sub(r"\$\{([\w:]+)\}", lambda found: str(self._values.get(found[1], found[0])), text)
        values = {key: self._put_in(each) for key, each in said.items()}
        return {key: each for key, each in values.items() if each is not _NOTHING}
