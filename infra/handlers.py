"""The Lambda functions that `app.py` makes, read from its decorators and without importing it.

Rights, log groups, names and timeouts are kept for each of them elsewhere; all are held against this.
"""

import ast

EVENTS = {"lambda_function", "authorizer", "schedule", "on_sqs_message", "on_sns_message", "on_s3_event", "on_cw_event",
          "on_kinesis_record", "on_dynamodb_record"}  # fmt: skip
SOCKETS = {"on_ws_connect": "websocket_connect", "on_ws_message": "websocket_message",
           "on_ws_disconnect": "websocket_disconnect"}  # fmt: skip


def handlers(source: str) -> set[str]:
    """Return the names of the functions that `source` makes; the REST API is `api_handler`."""
    names = {"api_handler"}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            names |= {name for decorator in node.decorator_list if (name := _handler_name(decorator, node.name))}
    return names


def _handler_name(decorator: ast.expr, default: str) -> str | None:
    call = decorator if isinstance(decorator, ast.Call) else None
    function = call.func if call else decorator
    if not isinstance(function, ast.Attribute):
        return None
    if function.attr in SOCKETS:
        return SOCKETS[function.attr]
    if function.attr not in EVENTS:
        return None
    given = (
        [k.value.value for k in call.keywords if k.arg == "name" and isinstance(k.value, ast.Constant)] if call else []
    )
    return str(given[0]) if given else default
