"""Where ruled lines of a page make a table."""

from collections.abc import Sequence

from chalicelib.gateways.document_parsing.pdf_content import Rule

Region = tuple[float, float, float, float]
_TOUCHES = 3.0  # points
_MOST = 600  # rules of a page that are looked at one by one


def ruled_regions(rules: Sequence[Rule]) -> list[Region]:
    """Return where rules that touch each other make a grid: two level ones and two upright ones at least."""
    if len(rules) > _MOST:
        return [_around(rules)] if _is_grid(rules) else []
    groups: list[list[Rule]] = []
    for rule in rules:
        touching = [group for group in groups if any(_touch(rule, each) for each in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([rule, *(each for group in touching for each in group)])
    return [_around(group) for group in groups if _is_grid(group)]


def _touch(one: Rule, other: Rule) -> bool:
    return (
        one.x0 - _TOUCHES <= other.x1
        and other.x0 - _TOUCHES <= one.x1
        and one.y0 - _TOUCHES <= other.y1
        and other.y0 - _TOUCHES <= one.y1
    )


def _is_grid(rules: Sequence[Rule]) -> bool:
    levels = {round(rule.y0 / _TOUCHES) for rule in rules if rule.level}
    uprights = {round(rule.x0 / _TOUCHES) for rule in rules if not rule.level}
    return min(len(levels), len(uprights)) >= 2 and len(levels) + len(uprights) >= 5


def _around(rules: Sequence[Rule]) -> Region:
    return (
        min(rule.x0 for rule in rules),
        min(rule.y0 for rule in rules),
        max(rule.x1 for rule in rules),
        max(rule.y1 for rule in rules),
    )
