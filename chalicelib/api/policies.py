"""The travel policy over HTTP: read the version in effect and every other, and publish the next."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, Page, PageQuery, PathParam, links_to
from chalicelib.api.openapi import examples
from chalicelib.decoding.policy_drafts import list_further_errors
from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.identity import Role
from chalicelib.domain.money import Money
from chalicelib.domain.policies.document import Clause, Policy, PolicyDraft, Rate
from chalicelib.domain.policies.rules.hotels import CityCap, NightlyCap
from chalicelib.domain.policies.sources import ClauseCitation, ClauseSource, OutdatedSource
from chalicelib.domain.policies.versions import VersionStatus
from chalicelib.domain.value import Value
from chalicelib.domain.verdict import Action
from chalicelib.errors import FieldError, InvalidInput, NotFound
from chalicelib.models.policies import PublishedVersion
from chalicelib.services import policies as service
from chalicelib.services.policy_sources import list_outdated_sources

_CITATION = examples.CITATION
# By the reader's own browser, which asks each time whether it is still so; by nobody in between.
_KEPT = "private, no-cache"

blueprint = ApiBlueprint(
    __name__, tag="Policy", description="The company's travel policy: clauses, rules and approval levels."
)


class PolicyView(Policy, frozen=True, kw_only=True):
    """One published version of the travel policy, and which of its sources a newer version of a document outdates."""

    outdated_sources: Annotated[
        tuple[OutdatedSource, ...],
        msgspec.Meta(
            description="Sources of whose documents there is a newer version; the policy goes on to cite the old one"
        ),
    ] = ()


class PolicySubmission(PolicyDraft, frozen=True, kw_only=True):
    """A travel policy to publish: a draft, or what was read of a version, edited. Fields that only Sojourn sets may be
    sent as they were read."""

    version: Annotated[
        Annotated[int, msgspec.Meta(ge=1)] | UnsetType,
        msgspec.Meta(description="The version that was read and edited; may be left out"),
    ] = UNSET
    citations: Annotated[
        tuple[ClauseCitation, ...] | UnsetType,
        msgspec.Meta(description="As that version has them; may be left out"),
    ] = UNSET
    outdated_sources: Annotated[
        tuple[OutdatedSource, ...] | UnsetType, msgspec.Meta(description="As they were read; may be left out")
    ] = UNSET


class PolicyVersionView(Value, frozen=True):
    """That a version of the travel policy was published, and what it counts for."""

    version: int
    status: Annotated[VersionStatus, msgspec.Meta(description="Whether it counts today (UTC)")]
    effective_from: Annotated[date, msgspec.Meta(description="First day (UTC) on which it counts")]
    published_at: Annotated[datetime, msgspec.Meta(description="When it was published")]
    published_by: Annotated[str | None, msgspec.Meta(description="`userId` of who published it; for travel managers")]
    url: Annotated[str, msgspec.Meta(description="Address of the version, to be read whole")]


def _to_view(policy: Policy, outdated: Sequence[OutdatedSource]) -> PolicyView:
    fields = {field: getattr(policy, field) for field in Policy.__struct_fields__}
    return PolicyView(**fields, outdated_sources=tuple(outdated))


def _example() -> PolicyDraft:
    def euros(cents: int) -> tuple[Money, ...]:
        return (Money(amount=cents, currency="EUR"),)

    return PolicyDraft(
        name="Travel policy",
        effective_from=date(2026, 1, 1),
        currency="EUR",
        rates=(Rate(currency="GBP", rate="1.17"),),
        clauses=(
            Clause(
                number="5.2",
                title="Hotel rates by city",
                text="A night may cost no more than the limit of its city, all taxes in.",
                source=ClauseSource(
                    document_id=_CITATION.document_id,
                    version=_CITATION.version,
                    number=_CITATION.number,
                    quote=_CITATION.quote,
                ),
            ),
        ),
        rules=(
            NightlyCap(
                clause="5.2",
                action=Action.APPROVE,
                default=euros(14000),
                cities=(CityCap(city="London", country="GB", amounts=euros(18000)),),
            ),
        ),
    )


def _make_published() -> PolicyView:
    document = _example()
    fields = {field: getattr(document, field) for field in PolicyDraft.__struct_fields__}
    cited = (ClauseCitation(clause="5.2", citation=_CITATION),)
    moved = msgspec.structs.replace(_CITATION, version=2, page=8)
    outdated = OutdatedSource(
        clause="5.2", document_id=_CITATION.document_id, cited_version=1, newest_version=2, citation=moved
    )
    return _to_view(Policy(**fields, version=1, citations=cited), [outdated])


def _to_version_view(published: PublishedVersion, status: VersionStatus) -> PolicyVersionView:
    return PolicyVersionView(
        version=published.version,
        status=status,
        effective_from=published.effective_from,
        published_at=published.published_at,
        published_by=published.published_by or None,
        url=f"/v1/policies/{published.version}",
    )


def _version_example() -> PolicyVersionView:
    published = PublishedVersion(1, date(2026, 1, 1), examples.AT, examples.TRAVELLER_ID)
    return _to_version_view(published, VersionStatus.IN_EFFECT)


@blueprint.route(
    "/v1/policies",
    summary="List the versions of the travel policy",
    scope=Scope.POLICIES_READ,
    description="Newest first. A version never changes; verdicts, bookings and the audit name the one they rest on.",
    links=[links_to("get_policy_version", version="/items/0/version"), links_to("get_policy")],
    example=lambda: Example(response=Page(items=(_version_example(),), next_cursor=None)),
)
def list_policy_versions(call: Call[None, PageQuery]) -> Answer[Page[PolicyVersionView]]:
    found, position = service.list_versions(call.identity, limit=call.query.limit, start=call.position())
    return call.page((_to_version_view(*each) for each in found), position)


@blueprint.route(
    "/v1/policies/current",
    summary="Get the travel policy in effect",
    scope=Scope.POLICIES_READ,
    cache_control=_KEPT,
    errors=[NotFound],
    links=[links_to("list_policy_versions"), links_to("get_policy_version", version="/version")],
    example=lambda: Example(response=_make_published()),
)
def get_policy(call: Call[None, None]) -> Answer[PolicyView]:
    return _answer(service.get_policy())


@blueprint.route(
    "/v1/policies/current",
    method="PUT",
    summary="Publish the next version of the travel policy",
    description=(
        'Send `If-Match: "v0"` for the first version, otherwise the ETag of the newest version, or `*`. Words of '
        "policy documents that clauses name as their `source` must stand there letter by letter; they become "
        "`citations`. What was read of any version may be edited and sent as it is: `version`, `citations` and "
        "`outdatedSources`, which only Sojourn sets, are accepted as that version has them and refused when they "
        "differ."
    ),
    roles=[Role.TRAVEL_MANAGER],
    further_errors=list_further_errors,
    links=[links_to("get_policy", "list_policy_versions"), links_to("get_policy_version", version="/version")],
    example=lambda: Example(request=_to_submission(_example()), response=_make_published()),
)
def publish_policy(call: Call[PolicySubmission, None]) -> Answer[PolicyView]:
    _require_unchanged(call.body)
    draft = PolicyDraft(**{field: getattr(call.body, field) for field in PolicyDraft.__struct_fields__})
    return _answer(service.publish_policy(call.identity, draft, replaces=call.expected_version))


@blueprint.route(
    "/v1/policies/{version}",
    summary="Get a version of the travel policy",
    scope=Scope.POLICIES_READ,
    cache_control=_KEPT,
    description="Everybody who is signed in may read every version: bookings cite it as their `policyVersion`.",
    params={"version": PathParam("[1-9][0-9]{0,8}", "The version's number", "1")},
    errors=[NotFound],
    links=[links_to("get_policy", "list_policy_versions")],
    example=lambda: Example(response=_make_published()),
)
def get_policy_version(call: Call[None, None]) -> Answer[PolicyView]:
    return _answer(service.get_version(int(call.path["version"])))


def _to_submission(draft: PolicyDraft) -> PolicySubmission:
    return PolicySubmission(**{field: getattr(draft, field) for field in PolicyDraft.__struct_fields__})


def _require_unchanged(sent: PolicySubmission) -> None:
    """Raise InvalidInput for every field that only Sojourn sets and that is not as the version has it which `sent` was
    made of."""
    errors = list(_find_changed(sent))
    if errors:
        raise InvalidInput("The travel policy changes what only Sojourn sets.", errors)


def _find_changed(sent: PolicySubmission) -> Iterator[FieldError]:
    given: dict[str, Any] = {
        "citations": sent.citations,
        "outdatedSources": sent.outdated_sources,
    }
    if sent.version is UNSET:
        named = [name for name, value in given.items() if value not in (UNSET, ())]
        yield from (FieldError(f"/{name}", "Send it with the `version` it is of, or leave it out.") for name in named)
        return
    try:
        read = service.get_version(sent.version)
    except NotFound:
        yield FieldError("/version", "There is no such version: send the one that was read, or leave it out.")
        return
    kept = {"citations": read.citations, "outdatedSources": list_outdated_sources(read)}
    for name, value in given.items():
        if value not in (UNSET, kept[name]):
            yield FieldError(
                f"/{name}",
                f"Only Sojourn sets this, and version {sent.version} has other ones: send them as they are read, or "
                "leave them out.",
            )


def _answer(policy: Policy) -> Answer[PolicyView]:
    """Answer with a version of the policy; what of it is outdated changes with the documents."""
    return Answer(_to_view(policy, list_outdated_sources(policy)), version=policy.version, content_tagged=True)
