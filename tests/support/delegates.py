"""Which function of a worker each handler of `app.py` calls, read from its text."""

import ast


def delegates(source: str) -> dict[str, str]:
    """The `module:function` that each function of `source` calls, of the module that it imports."""
    return {
        node.name: f"{imported.module}.{call.func.value.id}:{call.func.attr}"
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
        for imported in node.body
        if isinstance(imported, ast.ImportFrom)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name)
        if call.func.value.id in {alias.name for alias in imported.names}
    }
