"""Who gets in: one matrix of tokens, as the app checks them itself and as it checks a gateway's claims."""

import json
import time

import msgspec
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from chalicelib import settings
from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.value import Value
from chalicelib.errors import NotAllowed, Unauthenticated, Unavailable
from chalicelib.gateways import jwks
from chalicelib.services import authentication
from tests.support.forgeries import FORGERIES, Forger
from tests.support.user_pool import ISSUER, KeyServer, PoolKeys, id_claims
from tests.support.waiting import PATIENCE, ends_soon
from tests.unit.api.harness import Api

pytestmark = pytest.mark.usefixtures("stage", "nobody_has_left")


class Seen(Value, frozen=True):
    user_id: str
    email: str
    name: str
    groups: tuple[str, ...]


people = ApiBlueprint(__name__, tag="People")


def seen() -> Example:
    return Example(Seen(user_id="user-ada", email="ada@example.com", name="Ada", groups=("traveller",)))


@people.route("/v1/seen", summary="Who is seen", example=seen)
def get_seen(call: Call[None, None]) -> Answer[Seen]:
    who = call.identity
    return Answer(Seen(user_id=who.user_id, email=who.email, name=who.name, groups=tuple(sorted(who.groups))))


@people.route("/v1/managers", summary="Managers only", roles=[Role.TRAVEL_MANAGER], example=seen)
def get_managers(call: Call[None, None]) -> Answer[Seen]:
    return get_seen(call)


@pytest.fixture
def api() -> Api:
    return Api(people)


@pytest.fixture
def deployed_api(stage: settings.Settings, monkeypatch: pytest.MonkeyPatch) -> Api:
    """The same API where a gateway checks tokens."""
    deployed = msgspec.structs.replace(stage, verify_tokens_in_app=False)
    monkeypatch.setattr(settings, "current", lambda: deployed)
    return Api(people)


def forged(pool_keys: PoolKeys) -> dict[str, str]:
    """Tokens that must not get in, by what is wrong with them."""
    forger = Forger(pool_keys.private, pool_keys.kid, id_claims())
    return {wrong: forge(forger) for wrong, forge in FORGERIES.items()}


def test_a_sound_id_token_gets_in(api: Api, pool_keys: PoolKeys) -> None:
    token = pool_keys.id_token(cognito__groups=["approver", "traveller"])

    answer = api.send("GET", "/v1/seen", token=token)

    assert answer.status_code == 200
    assert answer.json_body["userId"] == "user-ada"
    assert answer.json_body["groups"] == ["approver", "traveller"]


def test_a_token_without_the_scheme_gets_in_as_at_the_gateway(api: Api, token: str) -> None:
    assert api.send("GET", "/v1/seen", authorization=token).status_code == 200


def test_no_token_is_401_and_says_how_to_sign_in(api: Api) -> None:
    for headers in ({}, {"authorization": ""}, {"authorization": "Bearer "}):
        answer = api.send("GET", "/v1/seen", **headers)

        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert answer.json_body["type"] == "urn:sojourn:problem:unauthenticated"


def test_every_forged_token_is_401_in_the_app(api: Api, pool_keys: PoolKeys) -> None:
    answers = {wrong: api.send("GET", "/v1/seen", token=bad) for wrong, bad in forged(pool_keys).items()}
    got = {wrong: (each.status_code, each.headers["WWW-Authenticate"]) for wrong, each in answers.items()}

    assert got == dict.fromkeys(got, (401, 'Bearer error="invalid_token"'))


def test_every_forged_token_is_refused_with_python_joses_other_backend(
    pool_keys: PoolKeys, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    """Without `cryptography` python-jose would verify with `rsa`: here, not in the package, which lacks it."""
    import jose.jwk
    from jose.backends.rsa_backend import RSAKey

    bad_tokens = forged(pool_keys)
    monkeypatch.setattr(jose.jwk, "get_key", lambda _: RSAKey)

    assert authentication.verify_caller(token).identity.user_id == "user-ada"
    for bad in bad_tokens.values():
        with pytest.raises(Unauthenticated):
            authentication.verify_caller(bad)


@pytest.mark.parametrize("skew", [-20, 20])
def test_clocks_may_differ_a_little(pool_keys: PoolKeys, skew: int) -> None:
    now = int(time.time())

    found = authentication.verify_session(pool_keys.id_token(exp=now - 20, iat=now + skew))

    assert found.identity.user_id == "user-ada"
    assert found.expires_at.timestamp() == now - 20


@pytest.mark.parametrize("ahead", [{"iat": 120}, {"nbf": 120}, {"exp": -120}])
def test_clocks_may_not_differ_by_more(pool_keys: PoolKeys, ahead: dict[str, int]) -> None:
    now = int(time.time())
    claims = {name: now + seconds for name, seconds in ahead.items()}

    with pytest.raises(Unauthenticated):
        authentication.verify_session(pool_keys.id_token(**claims))


def test_an_at_hash_of_the_hosted_sign_in_does_no_harm(pool_keys: PoolKeys) -> None:
    assert authentication.verify_caller(pool_keys.id_token(at_hash="abc")).identity.user_id == "user-ada"


@given(st.text(max_size=200))
@hypothesis_settings(
    max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_no_text_breaks_the_check(text: str) -> None:
    with pytest.raises(Unauthenticated):
        authentication.verify_caller(text)


def test_a_rotated_key_is_taken_up(
    api: Api, pool_keys: PoolKeys, pool_key_server: KeyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = PoolKeys("second")
    assert api.send("GET", "/v1/seen", token=pool_keys.id_token()).status_code == 200
    pool_key_server.serve(fresh)
    assert api.send("GET", "/v1/seen", token=fresh.id_token()).status_code == 401

    _pass(monkeypatch, jwks.REFETCH_SECONDS)

    assert api.send("GET", "/v1/seen", token=fresh.id_token()).status_code == 200


def test_unknown_key_ids_cause_one_fetch_in_ten_seconds(
    api: Api, pool_keys: PoolKeys, pool_key_server: KeyServer
) -> None:
    for number in range(5):
        api.send("GET", "/v1/seen", token=pool_keys.sign(id_claims(), kid=f"k{number}"))

    assert pool_key_server.asked == 1


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"keys": 1}', b'{"keys": []}', b'{"keys": [{"kid": "x"}]}'])
def test_a_bad_key_set_is_never_kept(
    api: Api, pool_keys: PoolKeys, pool_key_server: KeyServer, monkeypatch: pytest.MonkeyPatch, body: bytes
) -> None:
    pool_key_server.body = body
    assert api.send("GET", "/v1/seen", token=pool_keys.id_token()).status_code == 503

    pool_key_server.serve(pool_keys)
    _pass(monkeypatch, jwks.REFETCH_SECONDS)

    assert api.send("GET", "/v1/seen", token=pool_keys.id_token()).status_code == 200


def test_known_keys_outlive_a_failing_key_server(
    pool_keys: PoolKeys, pool_key_server: KeyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    authentication.verify_caller(pool_keys.id_token())
    pool_key_server.status = 500

    _pass(monkeypatch, jwks.KEPT_SECONDS + 1)

    assert authentication.verify_caller(pool_keys.id_token()).identity.user_id == "user-ada"
    assert pool_key_server.asked == 2


@pytest.mark.waits
def test_a_slow_key_server_is_given_up(pool_keys: PoolKeys, pool_key_server: KeyServer) -> None:
    pool_key_server.delay = PATIENCE

    with ends_soon(), pytest.raises(Unavailable):
        authentication.verify_caller(pool_keys.id_token())


@pytest.mark.parametrize("alg", ["HS256", "RS256"])
def test_a_symmetric_key_in_the_key_set_is_no_key(pool_keys: PoolKeys, pool_key_server: KeyServer, alg: str) -> None:

    oct_key = {"kid": "first", "kty": "oct", "alg": alg, "k": "c2VjcmV0", "n": "", "e": ""}
    pool_key_server.body = json.dumps({"keys": [oct_key]}).encode()

    with pytest.raises(Unavailable):
        authentication.verify_caller(pool_keys.id_token())


def gateway_claims(**changes: str) -> dict[str, str]:
    """Claims as API Gateway hands them on: all of them text."""
    plain = {name: str(value) for name, value in id_claims().items()}
    return {**plain, "cognito:groups": "approver,traveller", **{k.replace("__", ":"): v for k, v in changes.items()}}


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ("approver,traveller", ["approver", "traveller"]),
        ("[approver traveller]", ["approver", "traveller"]),
        ("[travel-manager]", ["travel-manager"]),
        ("travel-manager", ["travel-manager"]),
        ("", []),
    ],
)
def test_groups_are_read_as_aws_and_as_the_emulator_send_them(
    deployed_api: Api, groups: str, expected: list[str]
) -> None:
    answer = deployed_api.through_gateway("GET", "/v1/seen", claims=gateway_claims(cognito__groups=groups))

    assert json.loads(answer["body"])["groups"] == expected


@pytest.mark.parametrize("exp", ["Wed Mar 03 08:15:00 UTC 2100", "4102444800"])
def test_times_are_read_as_aws_and_as_the_emulator_send_them(deployed_api: Api, exp: str) -> None:
    claims = gateway_claims(exp=exp, iat="Wed Mar 03 08:15:00 UTC 2021")

    assert deployed_api.through_gateway("GET", "/v1/seen", claims=claims)["statusCode"] == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"token_use": "access"},
        {"aud": "another-client"},
        {"iss": f"{ISSUER}X"},
        {"exp": "Wed Mar 03 08:15:00 UTC 2021"},
        {"exp": "1"},
        {"exp": "sometime"},
        {"iat": "Wed Mar 03 08:15:00 UTC 2100"},
        {"nbf": "Wed Mar 03 08:15:00 UTC 2100"},
        {"sub": ""},
    ],
)
def test_what_the_gateway_lets_through_is_checked_again(deployed_api: Api, wrong: dict[str, str]) -> None:
    assert deployed_api.through_gateway("GET", "/v1/seen", claims=gateway_claims(**wrong))["statusCode"] == 401


@pytest.mark.parametrize("claims", [None, {}])
def test_a_gateway_without_claims_is_401(deployed_api: Api, claims: dict[str, str] | None) -> None:
    assert deployed_api.through_gateway("GET", "/v1/seen", claims=claims)["statusCode"] == 401


def test_claims_without_a_gateway_are_not_believed(
    stage: settings.Settings, monkeypatch: pytest.MonkeyPatch, pool_keys: PoolKeys
) -> None:
    """Chalice's local server hands on whatever a token claims; its events have no API id."""
    deployed = msgspec.structs.replace(stage, verify_tokens_in_app=False)
    monkeypatch.setattr(settings, "current", lambda: deployed)
    with pytest.warns(UserWarning, match="not a supported in local mode"):
        answer = Api(people).send("GET", "/v1/seen", token=PoolKeys("first").id_token())

    assert answer.status_code == 401


def test_a_route_for_managers_is_403_for_others(api: Api, pool_keys: PoolKeys) -> None:
    assert api.send("GET", "/v1/managers", token=pool_keys.id_token()).status_code == 403
    manager = pool_keys.id_token(cognito__groups=["travel-manager"])
    assert api.send("GET", "/v1/managers", token=manager).status_code == 200


def test_an_identity_knows_its_roles() -> None:
    ada = Identity(user_id="u", email="", name="", groups=frozenset({"approver", "unknown"}))

    assert ada.roles == (Role.APPROVER,)
    assert ada.has(Role.TRAVELLER, Role.APPROVER)
    with pytest.raises(NotAllowed, match="travel-manager"):
        ada.require(Role.TRAVEL_MANAGER)


def _pass(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let time pass for the key store."""
    real = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: real() + seconds)
