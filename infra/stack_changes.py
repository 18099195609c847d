"""What a change set would do, in lines that a person reads before they say yes."""

from collections import Counter
from typing import Any, NamedTuple

# Each action, what takes most care first: its sign, and what it is called when it is done.
ACTIONS = {
    "Remove": ("-", "removed"),
    "Replace": ("!", "replaced"),
    "Dynamic": ("?", "perhaps changed"),
    "Modify": ("~", "changed"),
    "SyncWithActual": ("=", "taken as it is"),
    "Import": ("<", "taken in"),
    "Add": ("+", "added"),
}


class Change(NamedTuple):
    """What happens to one resource. `action` is one of ACTIONS; `certain` is False where only the update itself shows
    whether a resource is made anew."""

    action: str
    resource: str
    kind: str
    fields: tuple[str, ...] = ()
    certain: bool = True
    follows: frozenset[str] = frozenset()  # resources that it may change with, if it changes by nothing else


def changes_of(found: list[dict[str, Any]]) -> list[Change]:
    """Return the changes that CloudFormation describes."""
    return [_change_of(each["ResourceChange"]) for each in found if "ResourceChange" in each]


def _change_of(change: dict[str, Any]) -> Change:
    replacement = change.get("Replacement", "False")
    action = "Replace" if change["Action"] == "Modify" and replacement != "False" else change["Action"]
    targets = [detail["Target"] for detail in change.get("Details", [])]
    fields = sorted({target.get("Name") or target["Attribute"] for target in targets})
    return Change(
        action,
        change["LogicalResourceId"],
        change["ResourceType"],
        tuple(fields),
        certain=replacement != "Conditional",
        follows=_follows(change.get("Details", [])),
    )


def _follows(details: list[dict[str, Any]]) -> frozenset[str]:
    """Return the resources by whose attributes alone a resource may change; none, if it changes by anything else."""
    if not all(each.get("ChangeSource") in {"ResourceAttribute", "ResourceReference"} for each in details):
        return frozenset()
    return frozenset(each["CausingEntity"].partition(".")[0] for each in details if "CausingEntity" in each)


def beyond_code(changes: list[Change]) -> list[Change]:
    """Return the changes that do more than give functions new code.

    What names a function, or what names that, is described as perhaps changed too; but new code leaves a function its
    name, its address and so everything that names it.
    """
    left = [change for change in changes if not _is_code(change)]
    harmless = {change.resource for change in changes} - {change.resource for change in left}
    while followers := [each for each in left if each.follows and each.follows <= harmless]:
        harmless |= {each.resource for each in followers}
        left = [each for each in left if each not in followers]
    return left


def _is_code(change: Change) -> bool:
    match change.kind:
        case "AWS::Lambda::Function":
            return change.action == "Modify" and set(change.fields) <= {"Code"}
        case "AWS::Lambda::Version" | "AWS::Lambda::Alias":  # each release makes a version, and an alias goes on to it
            return True
        case _:
            return False


def headline(changes: list[Change]) -> str:
    """Return how many resources are added, changed, replaced and removed."""
    counts = Counter(change.action for change in changes)
    said = [f"{counts[action]} {done}" for action, (_, done) in reversed(ACTIONS.items()) if counts[action]]
    return ", ".join(said) or "no resource changes"


def describe(changes: list[Change]) -> list[str]:
    """Return a line a change, what takes most care first."""
    order = list(ACTIONS)
    return [_line(change) for change in sorted(changes, key=lambda it: (order.index(it.action), it.resource))]


def _line(change: Change) -> str:
    sign, done = ACTIONS[change.action]
    doubt = "" if change.certain else " (perhaps)"
    fields = f": {', '.join(change.fields)}" if change.fields else ""
    return f"{sign} {done}{doubt} {change.resource} ({change.kind}){fields}"
