"""The travel policy over HTTP: read the one in effect, and publish the next version."""

from datetime import date

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, links_to
from chalicelib.domain.identity import Role
from chalicelib.domain.money import Money
from chalicelib.domain.policies.document import Clause, Policy, PolicyDraft, Rate
from chalicelib.domain.policies.rules.hotels import CityCap, NightlyCap
from chalicelib.domain.verdict import Action
from chalicelib.errors import NotFound
from chalicelib.services import policies as service

blueprint = ApiBlueprint(
    __name__, tag="Policy", description="The company's travel policy: clauses, rules and approval levels."
)


def _example() -> PolicyDraft:
    def euros(cents: int) -> tuple[Money, ...]:
        return (Money(amount=cents, currency="EUR"),)

    return PolicyDraft(
        name="Travel policy",
        effective_from=date(2026, 1, 1),
        currency="EUR",
        rates=(Rate(currency="GBP", rate="1.17"),),
        clauses=(Clause(number="5.2", title="Hotel rates by city", text="A night may cost no more than ..."),),
        rules=(
            NightlyCap(
                clause="5.2",
                action=Action.APPROVE,
                default=euros(14000),
                cities=(CityCap(city="London", country="GB", amounts=euros(18000)),),
            ),
        ),
    )


def _make_published() -> Policy:
    document = _example()
    return Policy(**{field: getattr(document, field) for field in PolicyDraft.__struct_fields__}, version=1)


@blueprint.route(
    "/v1/policies/current",
    summary="Get the travel policy in effect",
    errors=[NotFound],
    example=lambda: Example(response=_make_published()),
)
def get_policy(call: Call[None, None]) -> Answer[Policy]:
    policy = service.get_policy()
    return Answer(policy, version=policy.version)


@blueprint.route(
    "/v1/policies/current",
    method="PUT",
    summary="Publish the next version of the travel policy",
    description='Send `If-Match: "v0"` for the first version, otherwise the ETag of the newest version, or `*`.',
    roles=[Role.TRAVEL_MANAGER],
    links=[links_to("get_policy")],
    example=lambda: Example(request=_example(), response=_make_published()),
)
def publish_policy(call: Call[PolicyDraft, None]) -> Answer[Policy]:
    policy = service.publish_policy(call.identity, call.body, replaces=call.expected_version)
    return Answer(policy, version=policy.version)
