"""What the emulator's API Gateway lacks of a user pool's authorizer that asks for no scopes: on AWS it takes id tokens
and no access tokens, so that no program's token opens what only it guards."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Claims = dict[str, Any] | None
Validate = Callable[..., Awaitable[tuple[Claims, Any]]]


def install(gateway: Any) -> None:
    """Let the emulator's module of REST APIs refuse access tokens where AWS does."""
    gateway._validate_cognito_authorizer = _refuse_access_tokens(gateway, gateway._validate_cognito_authorizer)


def _refuse_access_tokens(gateway: Any, validate: Validate) -> Validate:
    async def validated(authorizer: Any, method: Mapping[str, Any], *request: Any) -> tuple[Claims, Any]:
        claims, refusal = await validate(authorizer, method, *request)
        if claims is not None and not method.get("authorizationScopes") and claims.get("token_use") != "id":
            return None, gateway._gw_error("UNAUTHORIZED", "Unauthorized")
        return claims, refusal

    return validated
