"""Functions that others call by name: run at once, each in an environment of its own, as Lambda does."""

import io
import json
from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.workers import policy_search
from tests.simulation.cloud.rows import Failure
from tests.support.connection import Crash
from tests.support.tables import STAGE

HANDLERS: Mapping[str, Callable[[dict[str, Any]], Any]] = {
    f"sojourn-{STAGE}-search_policies": policy_search.search_policies,
}


def invoke(params: Mapping[str, Any]) -> dict[str, Any]:
    """Answer as Lambda does: whatever becomes of the function, the caller goes on."""
    handler = HANDLERS.get(params["FunctionName"])
    if handler is None or params["Qualifier"] != "live":
        raise Failure("ResourceNotFoundException", "Function not found", status=404)
    try:
        answer = handler(json.loads(params["Payload"]))
    except (Exception, Crash) as error:  # noqa: BLE001 - the function has failed, and not who called it
        failed = json.dumps({"errorMessage": str(error), "errorType": type(error).__name__})
        return {"StatusCode": 200, "FunctionError": "Unhandled", "Payload": io.BytesIO(failed.encode())}
    return {"StatusCode": 200, "Payload": io.BytesIO(json.dumps(answer).encode())}
