"""Consents over HTTP: grant and withdraw them, and read their history."""

from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from chalicelib import clock
from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, Page, PageQuery, PathParam, links_to
from chalicelib.api.openapi import examples
from chalicelib.domain.privacy.consents import Consent, ConsentChangeReason, Purpose, TextVersion
from chalicelib.domain.value import Value
from chalicelib.services.privacy import consents as service

blueprint = ApiBlueprint(
    __name__,
    tag="Consents",
    description=(
        "Consents to the use of your personal data, by purpose. A consent counts only after you have granted it."
    ),
)

_CONSENT_OPERATIONS = ("get_consent", "set_consent", "list_consent_history")

_PARAMS = {
    "purpose": PathParam(f"({'|'.join(Purpose)})", "The purpose of the data use", Purpose.LOCATION_TRACKING.value),
}


class ConsentRequest(Value, frozen=True):
    """A consent that is granted or withdrawn."""

    granted: Annotated[bool, msgspec.Meta(description="True grants the consent, false withdraws it")]
    text_version: TextVersion


class ConsentView(Value, frozen=True):
    """Whether a consent is in effect, and by which decision."""

    purpose: Annotated[Purpose, msgspec.Meta(description="Use of data that the consent is for")]
    granted: Annotated[bool, msgspec.Meta(description="False if never granted, withdrawn or expired")]
    text_version: Annotated[
        str | None, msgspec.Meta(description="Version of the text that was agreed to; null if nothing was decided")
    ]
    decided_at: Annotated[datetime | None, msgspec.Meta(description="Null if never decided")]
    expires_at: Annotated[
        datetime | None,
        msgspec.Meta(description="Until when the consent is in effect; null if it is not, or does not expire"),
    ]
    reason: Annotated[
        ConsentChangeReason | None, msgspec.Meta(description="Why it is as it is; null if nothing was decided")
    ]


class HistoryQuery(PageQuery, frozen=True):
    """A page of decisions."""


def to_view(purpose: Purpose, consent: Consent | None, now: datetime) -> ConsentView:
    """Return the view of a consent: its latest decision, if there is one."""
    return ConsentView(
        purpose=purpose,
        granted=consent is not None and consent.holds(now),
        text_version=consent.text_version if consent else None,
        decided_at=consent.decided_at if consent else None,
        expires_at=consent.expires_at if consent else None,
        reason=consent.reason if consent else None,
    )


def _example() -> Consent:
    return Consent(
        user_id="6b1f0c7e-0d0a-4a9e-9a43-3c1d2e8f7a10",
        purpose=Purpose.LOCATION_TRACKING,
        version=1,
        granted=True,
        text_version="2026-11-en",
        decided_at=examples.AT,
        expires_at=examples.AT + timedelta(days=730),
    )


def _view_example() -> ConsentView:
    return to_view(Purpose.LOCATION_TRACKING, _example(), examples.AT)


@blueprint.route(
    "/v1/consents",
    summary="List my consents by purpose",
    links=[links_to(*_CONSENT_OPERATIONS, purpose="/items/0/purpose")],
    example=lambda: Example(response=Page(items=(_view_example(),), next_cursor=None)),
)
def list_consents(call: Call[None, None]) -> Answer[Page[ConsentView]]:
    now = clock.now()
    return call.page((to_view(each, service.get_consent(call.identity, each), now) for each in Purpose), None)


@blueprint.route(
    "/v1/consents/{purpose}",
    summary="Get a consent",
    params=_PARAMS,
    links=[links_to(*_CONSENT_OPERATIONS, purpose="/purpose", etag=True)],
    example=lambda: Example(response=_view_example()),
)
def get_consent(call: Call[None, None]) -> Answer[ConsentView]:
    purpose = Purpose(call.path["purpose"])
    consent = service.get_consent(call.identity, purpose)
    version = consent.version if consent else 0
    return Answer(to_view(purpose, consent, clock.now()), version=version, content_tagged=True)


@blueprint.route(
    "/v1/consents/{purpose}",
    method="PUT",
    summary="Grant or withdraw a consent",
    description='Send `If-Match: "v0"` for the first decision, then the ETag that you read, or `*` for either.',
    params=_PARAMS,
    links=[links_to(*_CONSENT_OPERATIONS, purpose="/purpose")],
    example=lambda: Example(request=ConsentRequest(granted=True, text_version="2026-11-en"), response=_view_example()),
)
def set_consent(call: Call[ConsentRequest, None]) -> Answer[ConsentView]:
    purpose = Purpose(call.path["purpose"])
    consent = service.decide(
        call.identity,
        purpose,
        granted=call.body.granted,
        text_version=call.body.text_version,
        expected=call.expected_version,
    )
    return Answer(to_view(purpose, consent, clock.now()), version=consent.version, content_tagged=True)


@blueprint.route(
    "/v1/consents/{purpose}/history",
    summary="List the history of a consent, latest first",
    params=_PARAMS,
    links=[links_to(*_CONSENT_OPERATIONS, purpose="/items/0/purpose")],
    example=lambda: Example(response=Page(items=(_example(),), next_cursor=None)),
)
def list_consent_history(call: Call[None, HistoryQuery]) -> Answer[Page[Consent]]:
    found, position = service.list_history(
        call.identity, Purpose(call.path["purpose"]), limit=call.query.limit, start=call.position()
    )
    return call.page(found, position)
