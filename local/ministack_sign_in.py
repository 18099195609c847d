"""What the emulator's user pools lack of app clients and of the token endpoint.

A client there has one secret for ever; on AWS it may have two, so that one is rotated while the other is good. Tokens
that are refreshed there know no groups, and whoever has a refresh token may use it as any client; on AWS it is the
client's that it was given to.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qs

Answer = tuple[int, dict[str, str], bytes]
Handler = Callable[[Any, dict[str, Any]], Answer]

MOST_SECRETS = 2
_SECRETS = "_secrets"  # of a client: by id, the value and when it was made


def install(cognito: Any) -> None:
    """Let the emulator's module of user pools answer as AWS does."""
    cognito._dispatch_idp = _with_secrets(cognito, cognito._dispatch_idp)
    cognito._authenticate_client = _by_any_secret(cognito, cognito._authenticate_client)
    cognito._oauth2_token = _by_its_own_client(cognito, cognito._oauth2_token)
    cognito._fake_token = _with_groups(cognito, cognito._fake_token)


def _with_secrets(
    cognito: Any, dispatch: Callable[[str, dict[str, Any]], Awaitable[Answer]]
) -> Callable[[str, dict[str, Any]], Awaitable[Answer]]:
    """Return `dispatch`, which adds, lists and deletes secrets of a client too."""
    own: Mapping[str, Handler] = {
        "AddUserPoolClientSecret": _add_secret,
        "ListUserPoolClientSecrets": _list_secrets,
        "DeleteUserPoolClientSecret": _delete_secret,
    }

    async def answer(action: str, data: dict[str, Any]) -> Answer:
        if handler := own.get(action):
            return handler(cognito, data)
        status, headers, body = await dispatch(action, data)
        if action.endswith("UserPoolClient") and _SECRETS.encode() in body:
            shown = json.loads(body)
            del shown["UserPoolClient"][_SECRETS]
            body = json.dumps(shown).encode()
        return status, headers, body

    return answer


def _add_secret(cognito: Any, data: dict[str, Any]) -> Answer:
    client = _find_client(cognito, data)
    if client is None:
        return _not_found(cognito, data)
    secrets = _secrets_of(client)
    if len(secrets) >= MOST_SECRETS:
        return _error(cognito, "LimitExceededException", "The client has as many secrets as it may have.")
    made = cognito._now_epoch()
    name = f"{client['ClientId']}--{int(made * 1000)}"
    secrets[name] = {"value": data.get("ClientSecret") or cognito._client_secret(), "made": made}
    shown = {"ClientSecretValue": secrets[name]["value"]} if not data.get("ClientSecret") else {}
    answer = {"ClientSecretId": name, "ClientSecretCreateDate": made, **shown}
    return _answer(cognito, {"ClientSecretDescriptor": answer})


def _list_secrets(cognito: Any, data: dict[str, Any]) -> Answer:
    client = _find_client(cognito, data)
    if client is None:
        return _not_found(cognito, data)
    listed = [
        {"ClientSecretId": name, "ClientSecretCreateDate": each["made"]} for name, each in _secrets_of(client).items()
    ]
    return _answer(cognito, {"ClientSecrets": listed})


def _delete_secret(cognito: Any, data: dict[str, Any]) -> Answer:
    client, name = _find_client(cognito, data), data.get("ClientSecretId")
    if client is None or name not in _secrets_of(client):
        return _not_found(cognito, data)
    secrets = _secrets_of(client)
    if len(secrets) == 1:
        return _error(cognito, "InvalidParameterException", "The last secret of a client cannot be deleted.")
    del secrets[name]
    client["ClientSecret"] = next(iter(secrets.values()))["value"]
    return _answer(cognito, {})


def _secrets_of(client: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the secrets of a client, to be changed; the one that it was made with is the first."""
    if _SECRETS not in client:
        made = client["CreationDate"]
        first = {"value": client["ClientSecret"], "made": made}
        client[_SECRETS] = {f"{client['ClientId']}--{int(made * 1000)}": first} if client.get("ClientSecret") else {}
    secrets: dict[str, dict[str, Any]] = client[_SECRETS]
    return secrets


def _by_any_secret(cognito: Any, authenticate: Callable[..., tuple[str, str]]) -> Callable[..., tuple[str, str]]:
    """Return `authenticate`, which takes each secret of a client for the one that the emulator compares with."""

    def run(headers: dict[str, str], form: dict[str, str]) -> tuple[str, str]:
        client_id, secret = authenticate(headers, form)
        _, _, client = cognito._find_pool_by_client_id(client_id)
        if client and any(each["value"] == secret for each in client.get(_SECRETS, {}).values()):
            return client_id, client["ClientSecret"]
        return client_id, secret

    return run


def _by_its_own_client(cognito: Any, answer: Callable[..., Answer]) -> Callable[..., Answer]:
    """Return `answer` of the token endpoint, which refreshes tokens for the client alone that they were made for."""

    def run(
        data: Any, query: Mapping[str, Any], raw_body: bytes = b"", headers: dict[str, str] | None = None
    ) -> Answer:
        form = {name: values[0] for name, values in parse_qs(raw_body.decode("utf-8", "replace")).items()}
        if form.get("grant_type") == "refresh_token":
            client_id, secret = cognito._authenticate_client(headers or {}, form)
            _, _, client = cognito._find_pool_by_client_id(client_id)
            if client is None or secret != (client.get("ClientSecret") or ""):
                return _oauth_error(cognito, "invalid_client")
            if cognito._token_claims(form.get("refresh_token", "")).get("client_id") != client_id:
                return _oauth_error(cognito, "invalid_grant")
        return answer(data, query, raw_body, headers)

    return run


def _with_groups(cognito: Any, make: Callable[..., str]) -> Callable[..., str]:
    """Return `make` of tokens, which names a person's groups also where the emulator leaves them out."""

    def run(sub: str, pool_id: str, *args: str, **said: Any) -> str:
        username = args[2] if len(args) > 2 else said.get("username", "")
        if said.get("groups") is None and username:
            pool = cognito._user_pools.get(pool_id) or {}
            said["groups"] = list(pool.get("_users", {}).get(username, {}).get("_groups", []))
        return make(sub, pool_id, *args, **said)

    return run


def _find_client(cognito: Any, data: dict[str, Any]) -> dict[str, Any] | None:
    pool = cognito._user_pools.get(data.get("UserPoolId")) or {}
    found: dict[str, Any] | None = pool.get("_clients", {}).get(data.get("ClientId"))
    return found


def _answer(cognito: Any, content: dict[str, Any]) -> Answer:
    answer: Answer = cognito.json_response(content)
    return answer


def _not_found(cognito: Any, data: dict[str, Any]) -> Answer:
    return _error(
        cognito, "ResourceNotFoundException", f"There is no client {data.get('ClientId')}, or no such secret."
    )


def _error(cognito: Any, code: str, text: str) -> Answer:
    answer: Answer = cognito.error_response_json(code, text, 400)
    return answer


def _oauth_error(cognito: Any, error: str) -> Answer:
    answer: Answer = cognito._oauth2_error(error, "The refresh token is not this client's.")
    return answer
