"""What a command may say of a program; that programs then get their tokens is seen in tests/e2e/test_app_clients.py."""

from collections.abc import Iterator

import boto3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from moto import mock_aws

from chalicelib.domain.authorization.scopes import Scope
from infra.app_clients import AppClientRefused, AppClients, find_token_url, read_scopes
from infra.target import DeploymentFailed, Target

TARGET = Target("dev", "eu-central-1")


@pytest.fixture
def pool_id() -> Iterator[str]:
    with mock_aws():
        cognito = boto3.client("cognito-idp", region_name=TARGET.region)
        yield cognito.create_user_pool(PoolName="sojourn-dev-users")["UserPool"]["Id"]


@given(st.lists(st.sampled_from(Scope)), st.sampled_from([" ", ",", ", ", "\n"]))
def test_scopes_are_named_between_spaces_or_commas(scopes: list[Scope], between: str) -> None:
    assert read_scopes(between.join(scopes)) == scopes


@pytest.mark.parametrize("word", ["bookings.delete", "sojourn/bookings.read", "BOOKINGS.READ", "*", "openid"])
def test_a_scope_that_there_is_not_is_refused_with_those_that_there_are(word: str) -> None:
    with pytest.raises(AppClientRefused, match=r"is no scope: there are bookings\.read, .*, act-for\."):
        read_scopes(f"bookings.read {word}")


@pytest.mark.parametrize(
    "name", ["", "HR", "hr sync", "hr/sync", "-hr", "hr-", "hr--sync", "1hr", "hr_sync", "h" * 41, "hr\n", "../hr"]
)
def test_a_name_that_would_be_another_things_is_refused(pool_id: str, name: str) -> None:
    with pytest.raises(AppClientRefused, match="is no name of a program"):
        AppClients(TARGET, pool_id).keep(name, [Scope.BOOKINGS_READ], print)


def test_a_program_that_may_do_nothing_is_not_made(pool_id: str) -> None:
    with pytest.raises(AppClientRefused, match="SCOPES="):
        AppClients(TARGET, pool_id).keep("hr-sync", [], print)

    assert AppClients(TARGET, pool_id).list_all() == []


def test_no_program_is_made_before_there_is_somewhere_to_get_tokens(pool_id: str) -> None:
    with pytest.raises(DeploymentFailed, match="has no domain"):
        AppClients(TARGET, pool_id).keep("hr-sync", [Scope.BOOKINGS_READ], print)

    assert AppClients(TARGET, pool_id).list_all() == []


def test_tokens_are_had_at_the_pools_own_domain(pool_id: str) -> None:
    with pytest.raises(DeploymentFailed, match="make deploy STAGE=dev"):
        find_token_url(TARGET, pool_id)

    boto3.client("cognito-idp", region_name=TARGET.region).create_user_pool_domain(
        UserPoolId=pool_id, Domain="sojourn-dev-123456789012"
    )

    url = "https://sojourn-dev-123456789012.auth.eu-central-1.amazoncognito.com/oauth2/token"
    assert find_token_url(TARGET, pool_id) == url
