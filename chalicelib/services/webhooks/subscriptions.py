"""Subscribing the company's other systems to events; only the travel manager may."""

import secrets
from typing import Annotated

import msgspec

from chalicelib import clock, observability, settings
from chalicelib.domain.encryption import Encrypted
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.value import Cursor, Value
from chalicelib.domain.versions import require_version
from chalicelib.domain.webhooks import webhook as domain
from chalicelib.domain.webhooks.addresses import LONGEST, PUBLIC_URL, WebhookAddress, read_address
from chalicelib.domain.webhooks.webhook import Secret, Webhook
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.errors import FieldError, InvalidInput
from chalicelib.gateways import encryption
from chalicelib.gateways.encryption import DecryptionFailed
from chalicelib.models import webhooks


class WebhookRequest(Value, frozen=True):
    """A webhook subscription: the event types, and the URL that receives them."""

    url: Annotated[
        str,
        msgspec.Meta(
            min_length=1,
            max_length=LONGEST,
            description="URL of the receiver: https, a public host, port 443 or 8443",
            examples=["https://hooks.example.com/sojourn"],
            extra_json_schema={"pattern": PUBLIC_URL},
        ),
    ]
    event_types: Annotated[
        tuple[Annotated[str, msgspec.Meta(extra_json_schema={"enum": domain.SUBSCRIBABLE})], ...],
        msgspec.Meta(
            min_length=1,
            max_length=50,
            description="Event types (`booking.booked`), groups of them (`booking.*`), or `*` for all",
            examples=[["booking.booked", "booking.cancelled"]],
        ),
    ]
    description: Annotated[
        str, msgspec.Meta(max_length=500, description="What the subscription is for, for people")
    ] = ""
    enabled: Annotated[bool, msgspec.Meta(description="False: nothing is delivered until it is true again")] = True


def create_webhook(identity: Identity, request: WebhookRequest, *, webhook_id: str) -> Webhook:
    """Subscribe, with a new secret that signs.

    Raises NotAllowed, InvalidInput for an address or a type of event that cannot be, Conflict when there are too many,
    Unavailable.
    """
    identity.require(Role.TRAVEL_MANAGER, Role.SYSTEM)
    _validate(request)
    now = clock.now()
    return webhooks.add_webhook(
        Webhook(
            webhook_id=webhook_id,
            url=request.url,
            event_types=request.event_types,
            description=request.description,
            enabled=request.enabled,
            encrypted_secrets=_encrypt_secrets(webhook_id, (_new_secret(),)),
            created_at=now,
            created_by=identity.user_id,
            updated_at=now,
        )
    )


def get_webhook(identity: Identity, webhook_id: str) -> Webhook:
    """Return one webhook. Raises NotAllowed, NotFound."""
    identity.require(Role.TRAVEL_MANAGER, Role.SYSTEM)
    return webhooks.get_webhook(webhook_id)


def list_webhooks(identity: Identity, *, limit: int, start: Cursor | None) -> ResultPage[Webhook]:
    """List a page of the webhooks, newest first, and where the next page starts. Raises NotAllowed."""
    identity.require(Role.TRAVEL_MANAGER, Role.SYSTEM)
    return webhooks.list_webhooks(limit=limit, start=start)


def replace_webhook(identity: Identity, webhook_id: str, request: WebhookRequest, *, expected: int | None) -> Webhook:
    """Put `request` in place of a subscription; the secret stays. Enabling one that we disabled forgets its failures.

    Raises NotAllowed, NotFound, VersionConflict, InvalidInput.
    """
    before = _get_expected(identity, webhook_id, expected=expected)
    _validate(request)
    after = msgspec.structs.replace(
        before,
        url=request.url,
        event_types=request.event_types,
        description=request.description,
        enabled=request.enabled,
        disabled_reason=None if request.enabled else before.disabled_reason,
        updated_at=clock.now(),
    )
    return webhooks.change_webhook(before, after)


def delete_webhook(identity: Identity, webhook_id: str, *, expected: int | None) -> None:
    """Delete a webhook; its pending deliveries are dropped. Raises as `replace_webhook`."""
    webhooks.remove_webhook(_get_expected(identity, webhook_id, expected=expected))


def rotate_webhook_secret(identity: Identity, webhook_id: str, *, operation_id: str | None = None) -> Webhook:
    """Sign with a new secret, and for a day with the old one as well, unless that cannot be read any more; the same
    `operation_id` again changes nothing.

    Raises NotAllowed, NotFound, VersionConflict, Unavailable.
    """
    before = _get_expected(identity, webhook_id, expected=None)
    if operation_id is not None and before.rotated_by == operation_id:
        return before
    now = clock.now()
    kept = domain.rotate_secrets(find_secrets(before), _new_secret(), now)
    encrypted = _encrypt_secrets(webhook_id, kept)
    after = msgspec.structs.replace(before, encrypted_secrets=encrypted, updated_at=now, rotated_by=operation_id)
    return webhooks.change_webhook(before, after)


def decrypt_secrets(webhook: Webhook) -> tuple[Secret, ...]:
    """Return the secrets of a webhook, the newest first: to sign with, or to be shown once to whoever made them.

    Raises DecryptionFailed for a row that was tampered with, Unavailable.
    """
    plain = encryption.decrypt(webhook.encrypted_secrets, _secrets_context(webhook.webhook_id), key="webhooks")
    return msgspec.json.decode(plain, type=tuple[Secret, ...])


def find_secrets(webhook: Webhook) -> tuple[Secret, ...]:
    """Return what a webhook's messages are signed with; none, which is logged, if its row was tampered with. Raises
    Unavailable."""
    try:
        return decrypt_secrets(webhook)
    except DecryptionFailed:
        observability.error("webhook secrets cannot be decrypted", webhookId=webhook.webhook_id)
        return ()


def loopback_allowed() -> bool:
    """Return whether webhooks may lead to this very machine: on the local stage, where it was switched on."""
    here = settings.current()
    return here.stage == "local" and here.webhook_loopback


def address_of(url: str) -> WebhookAddress:
    """Return a webhook's URL taken apart, by the rules that count now. Raises InvalidInput."""
    return read_address(url, loopback=loopback_allowed())


def _get_expected(identity: Identity, webhook_id: str, *, expected: int | None) -> Webhook:
    webhook = get_webhook(identity, webhook_id)
    require_version(webhook, expected, "The webhook")
    return webhook


def _validate(request: WebhookRequest) -> None:
    address_of(request.url)
    wrong = domain.unknown_types(request.event_types)
    if wrong:
        found = [FieldError(f"/eventTypes/{index}", "Unknown event type.") for index in wrong]
        raise InvalidInput("Some event types are unknown.", found)


def _encrypt_secrets(webhook_id: str, kept: tuple[Secret, ...]) -> Encrypted:
    return encryption.encrypt(msgspec.json.encode(kept), _secrets_context(webhook_id), key="webhooks")


def _secrets_context(webhook_id: str) -> dict[str, str]:
    return {"table": settings.current().name("webhooks"), "webhookId": webhook_id}


def _new_secret() -> Secret:
    return domain.to_secret(secrets.token_bytes(domain.SECRET_BYTES))
