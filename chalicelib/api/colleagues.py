"""Finding colleagues over HTTP: to share with, to delegate to, to have arrange one's trips."""

from typing import Annotated

import msgspec

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, Page, PageQuery
from chalicelib.api.openapi import examples
from chalicelib.domain.colleagues import Colleague, to_colleague
from chalicelib.errors import NotAllowed
from chalicelib.services import colleagues as service

blueprint = ApiBlueprint(__name__, tag="Employees")


class ColleaguesQuery(PageQuery, frozen=True, kw_only=True):
    """Whom to look for."""

    query: Annotated[
        str,
        msgspec.Meta(
            min_length=1,
            max_length=100,
            description="Beginning of a word of the name, or of the address: two letters at least, or one character "
            "where a character is a word; case and accents do not count",
            examples=["web"],
        ),
    ]


@blueprint.route(
    "/v1/colleagues",
    summary="Find colleagues by name or address",
    description=(
        "Active employees, for sharing, delegating and arranging: their name, address and id, and nothing else. For "
        "active employees; a page may be short although more follow."
    ),
    errors=[NotAllowed],
    example=lambda: Example(response=Page(items=(to_colleague(examples.EMPLOYEE),), next_cursor=None)),
)
def find_colleagues(call: Call[None, ColleaguesQuery]) -> Answer[Page[Colleague]]:
    found, position = service.find_colleagues(
        call.identity, call.query.query, limit=call.query.limit, start=call.position()
    )
    return call.page(found, position)
