"""A route: the currencies in which prices may be given."""

from tests.recipes.recipe import Added, Edited, Recipe, Written

_CODE = '''"""Currencies over HTTP."""

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example
from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.currencies import CIRCULATING
from chalicelib.domain.value import Value

blueprint = ApiBlueprint(__name__, tag="Currencies", description="The currencies in which prices may be given.")


class Currencies(Value, frozen=True):
    """Codes of currencies in circulation."""

    codes: tuple[str, ...]


@blueprint.route(
    "/v1/currencies",
    summary="List currencies",
    scope=Scope.POLICIES_READ,
    example=lambda: Example(response=Currencies(codes=("CHF", "EUR"))),
)
def list_currencies(call: Call[None, None]) -> Answer[Currencies]:
    return Answer(Currencies(codes=tuple(sorted(CIRCULATING))))
'''

RECIPE = Recipe(
    "A route",
    (
        Added(
            "chalicelib/api/currencies.py",
            _CODE,
            "tests/test_starting.py::test_every_blueprint_is_listed_once",
        ),
        Edited(
            "chalicelib/api/blueprints.py",
            "    documents,",
            "    currencies,\n",
            "tests/test_starting.py::test_every_blueprint_is_listed_once",
        ),
        Edited(
            "chalicelib/api/blueprints.py",
            "    documents.blueprint",
            "    currencies.blueprint,\n",
            "tests/test_starting.py::test_every_blueprint_is_listed_once",
        ),
        Written(
            "clients/python/sojourn_client/models.py",
            "local.make_client",
            "tests/client/test_agreement.py::test_client_is_as_the_description_has_it",
        ),
        Written(
            "clients/python/sojourn_client/operations.py",
            "local.make_client",
            "tests/client/test_agreement.py::test_client_is_as_the_description_has_it",
        ),
        Written(
            "clients/typescript/src/models.ts",
            "local.make_client",
            "tests/client/test_agreement.py::test_client_is_as_the_description_has_it",
        ),
        Written(
            "clients/typescript/src/operations.ts",
            "local.make_client",
            "tests/client/test_agreement.py::test_client_is_as_the_description_has_it",
        ),
    ),
)
