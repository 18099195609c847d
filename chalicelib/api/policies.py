"""The travel policy over HTTP: read the one in effect, and publish the next version."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import msgspec

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, links_to
from chalicelib.api.openapi import examples
from chalicelib.domain.identity import Role
from chalicelib.domain.money import Money
from chalicelib.domain.policies.document import Clause, Policy, PolicyDraft, Rate
from chalicelib.domain.policies.rules.hotels import CityCap, NightlyCap
from chalicelib.domain.policies.sources import ClauseCitation, ClauseSource, OutdatedSource
from chalicelib.domain.verdict import Action
from chalicelib.errors import NotFound
from chalicelib.services import policies as service
from chalicelib.services.policy_sources import list_outdated_sources

_CITATION = examples.CITATION

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


@blueprint.route(
    "/v1/policies/current",
    summary="Get the travel policy in effect",
    errors=[NotFound],
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
        "`citations`."
    ),
    roles=[Role.TRAVEL_MANAGER],
    links=[links_to("get_policy")],
    example=lambda: Example(request=_example(), response=_make_published()),
)
def publish_policy(call: Call[PolicyDraft, None]) -> Answer[PolicyView]:
    return _answer(service.publish_policy(call.identity, call.body, replaces=call.expected_version))


def _answer(policy: Policy) -> Answer[PolicyView]:
    """Answer with a version of the policy; what of it is outdated changes with the documents."""
    return Answer(_to_view(policy, list_outdated_sources(policy)), version=policy.version, content_tagged=True)
