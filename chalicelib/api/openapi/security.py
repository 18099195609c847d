"""Who may call an operation, as the description of the API says it: people by id tokens, programs by scopes."""

from chalicelib.api.http.identity import TICKET
from chalicelib.api.http.route import Route
from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.value import JsonObject

SECURITY_SCHEMES: JsonObject = {
    "users": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "An id token of the company's Cognito user pool, or of the provider that the stage names.",
    },
    "programs": {
        "type": "oauth2",
        "description": (
            "An access token of a program, by client credentials at the user pool's own domain, in whose place an "
            "example stands here. A program acts as itself, or, with the scope `sojourn/act-for`, for the person whom "
            "the header `Act-For` names, never with more than that person's rights."
        ),
        "flows": {
            "clientCredentials": {
                "tokenUrl": "https://sojourn.auth.eu-central-1.amazoncognito.com/oauth2/token",
                "scopes": {scope.qualified: scope.summary for scope in Scope},
            }
        },
    },
    "tickets": {
        "type": "apiKey",
        "in": "query",
        "name": TICKET,
        "description": "A ticket of `POST /v1/tickets`, where no header can be sent: good for one connection.",
    },
}


def describe_security(route: Route) -> list[JsonObject]:
    """Return which tokens open an operation: one of these, or none."""
    if route.public:
        return []
    of_programs: list[JsonObject] = [{"programs": [route.scope.qualified]}] if route.scope else []
    of_tickets: list[JsonObject] = [{"tickets": []}] if route.takes_ticket else []
    return [{"users": []}, *of_programs, *of_tickets]


def explain_access(route: Route) -> str:
    """Return in a sentence who may call an operation."""
    if route.public:
        return "Requires no token."
    people = f"Requires the role {' or '.join(route.roles)}." if route.roles else "Open to every signed-in user."
    if route.takes_ticket:
        people += " Where no header can be sent, `?ticket=` stands for the token."
    if route.scope is None:
        return f"{people} Not open to programs."
    named = ", which name a person in `Act-For`" if route.scope.needs_person else ""
    return f"{people} Open to programs with the scope `{route.scope.qualified}`{named}."
