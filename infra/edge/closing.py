"""How the service knows of what stands before it: where people reach the API, and that its own address is closed."""

from infra.templates import Value

PARAMETER = "PublicUrl"


def close_address(template: Value, address: str) -> Value:
    """Close the gateway's own address of the REST API where there is another one. It is said in the template itself,
    and by no condition, for only another definition of the API is another deployment of it.

    That of the WebSocket API stays open: pushes to connections go through it.
    """
    if address and "RestAPI" in template["Resources"]:
        template["Resources"]["RestAPI"]["Properties"]["DisableExecuteApiEndpoint"] = True
    return template


def name_address(template: Value, address: str) -> dict[str, str]:
    """Return what the service's stack is told of where people reach the API; nothing if its release knows no such
    thing."""
    return {PARAMETER: address} if PARAMETER in template.get("Parameters", {}) else {}
