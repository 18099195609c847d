"""The authorizer function and the API behind it, as the gateway calls both: who gets in, of the user pool and of
another issuer, people and programs; and what the gateway keeps of it."""

import json
import time
from collections.abc import Mapping
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

import app
from chalicelib import settings
from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example
from chalicelib.domain.authorization.scopes import Scope
from chalicelib.domain.value import Value
from chalicelib.errors import Unauthenticated, Unavailable
from chalicelib.gateways import jwks
from chalicelib.services import authentication
from tests.simulation.cloud.empty import empty_cloud
from tests.support.forgeries import FORGERIES, Forger
from tests.support.tables import STAGE
from tests.support.user_pool import CLIENT, ISSUER, POOL, KeyServer, PoolKeys, id_claims
from tests.unit.api.harness import Api

pytestmark = pytest.mark.usefixtures("deployed", "nobody_has_left")

ARN = "arn:aws:execute-api:eu-central-1:123456789012:abc123/api/POST/v1/bookings/bkg_1"
OTHER_ISSUER = "https://login.example.com/tenant/v2.0"
OTHER_AUDIENCE = "api-of-sojourn"
BOT = "7aqr0bot"


class Seen(Value, frozen=True):
    user_id: str
    name: str
    roles: tuple[str, ...]


callers = ApiBlueprint(__name__, tag="Callers")


def seen() -> Example:
    return Example(Seen(user_id="user-ada", name="Ada", roles=("traveller",)))


@callers.route("/v1/seen", summary="Who is seen", scope=Scope.TRIPS_READ, example=seen)
def get_caller(call: Call[None, None]) -> Answer[Seen]:
    who = call.identity
    return Answer(Seen(user_id=who.user_id, name=who.name, roles=who.roles))


@pytest.fixture
def deployed(stage: settings.Settings, monkeypatch: pytest.MonkeyPatch) -> settings.Settings:
    here = msgspec.structs.replace(stage, verify_tokens_in_app=False)
    monkeypatch.setattr(settings, "current", lambda: here)
    return here


@pytest.fixture
def other_issuer(
    deployed: settings.Settings, pool_key_server: KeyServer, monkeypatch: pytest.MonkeyPatch
) -> settings.Settings:
    """The company's own provider in the place of the user pool, whose claims have names of their own."""
    here = msgspec.structs.replace(
        deployed,
        token_issuer=OTHER_ISSUER,
        token_keys_url=f"{pool_key_server.url}/{POOL}/.well-known/jwks.json",
        token_audience=OTHER_AUDIENCE,
        token_claims="sub=oid,groups=roles,scope=scp,client_id=azp,email=upn",
    )
    monkeypatch.setattr(settings, "current", lambda: here)
    return here


def authorize(token: str) -> dict[str, Any]:
    event = {"type": "TOKEN", "authorizationToken": f"Bearer {token}", "methodArn": ARN}
    answer = app.authorize_caller(event, None)
    assert isinstance(answer, dict)
    return answer


def effect_of(answer: Mapping[str, Any]) -> str:
    (statement,) = answer["policyDocument"]["Statement"]
    return str(statement["Effect"])


def status_of(token: str) -> int:
    """What the gateway answers: by the function, or by the API with what the function found."""
    answer = authorize(token)
    if effect_of(answer) == "Deny":
        return 401
    return int(Api(callers).through_gateway("GET", "/v1/seen", claims=answer["context"]["claims"])["statusCode"])


def body_of(token: str) -> dict[str, Any]:
    claims = authorize(token)["context"]["claims"]
    return dict(json.loads(Api(callers).through_gateway("GET", "/v1/seen", claims=claims)["body"]))


def program_claims(**changes: Any) -> dict[str, Any]:
    """The claims of a sound access token by client credentials, as a user pool has them."""
    now = int(time.time())
    claims = {
        "sub": BOT,
        "client_id": BOT,
        "token_use": "access",
        "scope": "sojourn/trips.read",
        "iss": ISSUER,
        "iat": now,
        "exp": now + 3600,
        **changes,
    }
    return {name: value for name, value in claims.items() if value is not None}


def other_claims(**changes: Any) -> dict[str, Any]:
    """The claims of a person's token of the other issuer."""
    now = int(time.time())
    claims = {
        "iss": OTHER_ISSUER,
        "aud": OTHER_AUDIENCE,
        "sub": "pairwise-of-ada",
        "oid": "user-ada",
        "roles": ["traveller", "approver", "system", "2c1f6a0e-a-group-of-something-else"],
        "azp": "the-page",
        "upn": "ada@example.com",
        "name": "Ada Lovelace",
        "iat": now,
        "exp": now + 3600,
        **changes,
    }
    return {name: value for name, value in claims.items() if value is not None}


def test_a_person_and_a_program_get_in_with_what_counts_of_their_tokens(pool_keys: PoolKeys) -> None:
    person = body_of(pool_keys.id_token(cognito__groups=["traveller", "system", "something-else"]))
    program = body_of(pool_keys.sign(program_claims()))

    assert (person["userId"], person["roles"]) == ("user-ada", ["traveller"])
    assert (program["userId"], program["roles"]) == (f"program:{BOT}", ["system"])


def test_what_the_gateway_keeps_for_a_token_holds_for_every_route_of_its_stage_and_is_text(
    pool_keys: PoolKeys,
) -> None:
    groups = ["traveller", *(f"group-{number}-of-another-application" for number in range(150))]
    answer = authorize(pool_keys.id_token(cognito__groups=groups))
    (statement,) = answer["policyDocument"]["Statement"]

    assert statement["Resource"] == ["arn:aws:execute-api:eu-central-1:123456789012:abc123/api/*/*"]
    assert statement["Action"] == "execute-api:Invoke"
    assert answer["principalId"] == "user-ada"
    assert all(isinstance(value, str) for value in answer["context"].values())
    assert len(json.dumps(answer)) < 8_000


def test_names_of_everywhere_come_through(pool_keys: PoolKeys) -> None:
    token = pool_keys.id_token(name="Zoë Müller-Łukasz 王")

    assert authorize(token)["context"]["claims"].isascii()
    assert body_of(token)["name"] == "Zoë Müller-Łukasz 王"


def test_what_the_function_refuses_it_refuses_everywhere_and_without_a_reason(pool_keys: PoolKeys) -> None:
    answer = authorize(pool_keys.id_token(aud="another-client"))

    assert effect_of(answer) == "Deny"
    assert (answer["principalId"], answer["context"]) == ("nobody", {})


@pytest.mark.parametrize("wrong", FORGERIES)
def test_no_forged_token_of_a_person_gets_in(pool_keys: PoolKeys, wrong: str) -> None:
    assert status_of(FORGERIES[wrong](Forger(pool_keys.private, pool_keys.kid, id_claims()))) == 401


# What is wrong with a person's id token, but says nothing of a program's.
OF_PEOPLE = {
    *("other client", "several clients", "no audience", "access token", "access token with an audience"),
    "tampered groups",
}


@pytest.mark.parametrize("wrong", sorted(set(FORGERIES) - OF_PEOPLE))
def test_no_forged_token_of_a_program_gets_in(pool_keys: PoolKeys, wrong: str) -> None:
    sound = program_claims(aud="unused")
    assert status_of(pool_keys.sign(sound)) == 200

    assert status_of(FORGERIES[wrong](Forger(pool_keys.private, pool_keys.kid, sound))) == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"sub": "user-ada"},  # what a client got for a person who signed in
        {"sub": "user-ada", "client_id": CLIENT, "username": "ada"},
        {"client_id": None},
        {"token_use": "id"},
        {"token_use": None},
        {"sub": "a client", "client_id": "a client"},
    ],
)
def test_an_access_token_that_is_not_about_its_client_is_nobodys(pool_keys: PoolKeys, wrong: dict[str, Any]) -> None:
    assert status_of(pool_keys.sign(program_claims(**wrong))) == 401


@pytest.mark.parametrize(
    "scope", [None, "", "trips", "other/trips.read", "sojourn/trips.reader", "sojourn/trips.write"]
)
def test_a_program_without_the_scope_gets_in_nowhere(pool_keys: PoolKeys, scope: str | None) -> None:
    assert status_of(pool_keys.sign(program_claims(scope=scope))) == 403


def test_an_access_token_of_a_person_is_refused_and_says_which_is_wanted(pool_keys: PoolKeys) -> None:
    token = pool_keys.sign(id_claims(token_use="access", aud=None, client_id=CLIENT))

    assert body_of(token)["detail"] == "An id token is required."


def test_what_the_gateway_kept_counts_no_longer_than_the_token(
    pool_keys: PoolKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = authorize(pool_keys.sign(program_claims()))["context"]["claims"]
    api = Api(callers)
    assert api.through_gateway("GET", "/v1/seen", claims=claims)["statusCode"] == 200

    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 3_700)

    assert api.through_gateway("GET", "/v1/seen", claims=claims)["statusCode"] == 401


@pytest.mark.parametrize("claims", ["", "{}", "[]", "null", "garbage", '{"sub": "user-ada"}'])
def test_claims_that_no_function_of_ours_wrote_are_nobodys(claims: str) -> None:
    assert Api(callers).through_gateway("GET", "/v1/seen", claims=claims)["statusCode"] == 401


def test_while_there_are_no_keys_the_function_fails_and_refuses_nobody(
    pool_keys: PoolKeys, pool_key_server: KeyServer
) -> None:
    pool_key_server.status = 500

    with pytest.raises(Unavailable):
        authorize(pool_keys.id_token())


def test_a_token_without_the_scheme_is_read_as_well(pool_keys: PoolKeys) -> None:
    event = {"type": "TOKEN", "authorizationToken": pool_keys.id_token(), "methodArn": ARN}

    assert effect_of(app.authorize_caller(event, None)) == "Allow"


@given(st.text(max_size=200))
@hypothesis_settings(
    max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_no_text_is_let_in_or_makes_the_function_fail(text: str) -> None:
    assert effect_of(authorize(text)) == "Deny"


@pytest.mark.usefixtures("other_issuer")
def test_people_of_another_issuer_are_read_by_the_names_of_its_claims(pool_keys: PoolKeys) -> None:
    for audience in (OTHER_AUDIENCE, ["something-else", OTHER_AUDIENCE]):
        assert body_of(pool_keys.sign(other_claims(aud=audience))) == {
            "userId": "user-ada",
            "name": "Ada Lovelace",
            "roles": ["traveller", "approver"],
        }


@pytest.mark.parametrize(
    "about_itself",
    [
        {"sub": BOT, "azp": BOT},
        {"sub": f"{BOT}@clients", "azp": BOT},
        {"sub": "its-principal", "azp": BOT, "idtyp": "app", "oid": "its-principal"},
    ],
)
@pytest.mark.usefixtures("other_issuer")
def test_programs_of_another_issuer_are_no_people(pool_keys: PoolKeys, about_itself: dict[str, Any]) -> None:
    for scopes in ("sojourn/trips.read", "trips.read openid", ["trips.read", "something-else"]):
        assert body_of(pool_keys.sign(other_claims(**about_itself, scp=scopes)))["userId"] == f"program:{BOT}"


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": f"{OTHER_ISSUER}/"},
        {"iss": ISSUER},
        {"aud": "another-api"},
        {"aud": CLIENT},
        {"aud": [OTHER_AUDIENCE + "x"]},
        {"aud": None},
        {"oid": None},
        {"oid": "auth0|ada"},
        {"oid": f"program:{BOT}"},
        {"sub": None},
        {"exp": 1},
        {"sub": BOT, "azp": BOT, "aud": "another-api"},
    ],
)
@pytest.mark.usefixtures("other_issuer")
def test_what_another_issuer_says_of_somebody_else_or_for_somebody_else_lets_nobody_in(
    pool_keys: PoolKeys, wrong: dict[str, Any]
) -> None:
    assert status_of(pool_keys.sign(other_claims())) == 200

    assert status_of(pool_keys.sign(other_claims(**wrong))) == 401


@pytest.mark.parametrize("wrong", sorted(set(FORGERIES) - OF_PEOPLE - {"no use", "use in capitals"}))
@pytest.mark.usefixtures("other_issuer")
def test_no_forged_token_of_another_issuer_gets_in(pool_keys: PoolKeys, wrong: str) -> None:
    forged = FORGERIES[wrong](Forger(pool_keys.private, pool_keys.kid, other_claims()))
    if wrong in {"no subject", "an empty subject"}:  # it is another claim that says who it is
        forged = pool_keys.sign(other_claims(oid=None if wrong == "no subject" else ""))

    assert status_of(forged) == 401


@pytest.mark.usefixtures("other_issuer")
def test_tokens_of_the_user_pool_let_nobody_in_where_another_issuers_are_taken(pool_keys: PoolKeys) -> None:
    assert status_of(pool_keys.id_token()) == 401
    assert status_of(pool_keys.sign(program_claims())) == 401


@pytest.mark.usefixtures("other_issuer")
def test_keys_of_another_issuer_may_rotate(
    pool_keys: PoolKeys, pool_key_server: KeyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = PoolKeys("second")
    assert status_of(pool_keys.sign(other_claims())) == 200
    pool_key_server.serve(fresh)
    real = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: real() + jwks.REFETCH_SECONDS)

    assert status_of(fresh.sign(other_claims())) == 200
    assert status_of(pool_keys.sign(other_claims())) == 401


def test_programs_get_in_where_the_application_checks_tokens_itself(
    stage: settings.Settings, pool_keys: PoolKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "current", lambda: stage)
    api = Api(callers)

    assert api.send("GET", "/v1/seen", token=pool_keys.sign(program_claims())).json_body["userId"] == f"program:{BOT}"
    assert api.send("GET", "/v1/seen", token=pool_keys.sign(program_claims(scope="openid"))).status_code == 403


def test_no_program_opens_a_websocket(pool_keys: PoolKeys) -> None:
    with pytest.raises(Unauthenticated, match="id token"):
        authentication.verify_session(pool_keys.sign(program_claims()))


def test_a_function_that_does_not_know_its_pool_looks_it_up(
    deployed: settings.Settings, pool_keys: PoolKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = msgspec.structs.replace(deployed, user_pool_id="", user_pool_client_id="")
    monkeypatch.setattr(settings, "current", lambda: without)
    with empty_cloud() as wire:
        known = {"userPoolId": POOL, "userPoolClientId": CLIENT}
        wire.parameters[f"/sojourn/{STAGE}/foundation"] = json.dumps(known)

        assert effect_of(authorize(pool_keys.id_token())) == "Allow"

    assert [call.operation for call in wire.calls] == ["ssm.GetParameter"]
