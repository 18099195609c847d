"""JSON schemas as language models are shown them: whole in themselves, and without what only costs tokens."""

from typing import Any

# What a schema holds for callers of the API: answers are held to all of it anyway.
_FOR_PEOPLE = frozenset({"title", "examples", "pattern", "discriminator", "default", "minLength", "maxLength"})


def inline_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema with what it refers to in its place, for not every model follows references."""
    inlined: dict[str, Any] = _inline({key: each for key, each in schema.items() if key != "$defs"}, schema["$defs"])
    return inlined


def _inline(node: Any, known: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_inline(each, known) for each in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _inline(known[node["$ref"].rpartition("/")[2]], known)
    return {name: _inline(value, known) for name, value in node.items() if name not in _FOR_PEOPLE}
