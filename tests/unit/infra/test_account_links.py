"""Accounts of a new pool are linked to people by whoever holds the stage, each to one, and never to somebody erased."""

import json
import time
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.backends import get_backend

from chalicelib import clock
from chalicelib.domain.account_links import INVITATION_KEPT
from chalicelib.domain.mentions import Erased
from chalicelib.models import account_links
from chalicelib.models.mentions import MentionRow
from infra.account_links import (
    AccountLink,
    Invitation,
    LinkRefused,
    find_links,
    find_pool,
    invite_people,
    link_accounts,
    link_people,
)
from infra.target import Target
from tests.support.accounts import add_account, make_pool
from tests.support.tables import REGION, empty_tables, make_tables

HERE = Target("local", region=REGION)


@pytest.fixture(scope="module", autouse=True)
def _cloud() -> Iterator[None]:
    with mock_aws():
        make_tables("mentions")
        yield


@pytest.fixture(name="pool")
def a_pool_without_accounts() -> str:
    empty_tables()
    for account in get_backend("cognito-idp").values():
        account[REGION].user_pools.clear()
    return make_pool()


def add(pool: str, email: str, *, verified: bool = True) -> str:
    sub = add_account(pool, email, email)
    change(pool, "admin_update_user_attributes", email, UserAttributes=[
        {"Name": "email_verified", "Value": str(verified).lower()}
    ])  # fmt: skip
    return sub


def change(pool: str, what: str, username: str, **more: Any) -> None:
    cognito = boto3.client("cognito-idp", region_name=REGION)
    getattr(cognito, what)(UserPoolId=pool, Username=username, **more)


def test_what_is_linked_here_is_what_the_service_reads(pool: str) -> None:
    new = add(pool, "anna@example.com")

    assert link_accounts(HERE, pool, [AccountLink("anna", new)]) == 1

    assert account_links.has_links(pool)
    assert account_links.find_user(pool, new) == "anna"
    assert account_links.find_sub(pool, "anna") == new
    assert find_links(HERE, pool) == {new: "anna"}
    assert find_links(HERE, "eu-central-1_Another") == {}
    assert account_links.forget_person("anna") == 2


def test_linking_again_changes_nothing(pool: str) -> None:
    links = [AccountLink("anna", add(pool, "anna@example.com")), AccountLink("ben", add(pool, "ben@example.com"))]
    link_accounts(HERE, pool, links[:1])

    assert link_accounts(HERE, pool, links) == 1
    assert link_accounts(HERE, pool, links) == 0


def test_a_person_gets_no_second_account_and_an_account_no_second_person(pool: str) -> None:
    first, second = add(pool, "anna@example.com"), add(pool, "other@example.com")
    link_accounts(HERE, pool, [AccountLink("anna", first)])

    for link in (AccountLink("anna", second), AccountLink("ben", first)):
        with pytest.raises(LinkRefused, match="is linked to another already"):
            link_accounts(HERE, pool, [link])
    for twice in ([("anna", first), ("anna", second)], [("anna", first), ("ben", first)]):
        with pytest.raises(LinkRefused, match="named more than once"):
            link_accounts(HERE, pool, [AccountLink(*each) for each in twice])
    assert find_links(HERE, pool) == {first: "anna"}


def test_who_still_signs_in_with_their_own_account_of_the_pool_gets_no_other(pool: str) -> None:
    """An account that has a person's id as its `sub` is theirs: another beside it would act as them, too."""
    anna, other = add(pool, "anna@example.com"), add(pool, "sso-anna@example.com")

    with pytest.raises(LinkRefused, match="has an account of this pool already: disable it"):
        link_accounts(HERE, pool, [AccountLink(anna, other)])
    assert link_accounts(HERE, pool, [AccountLink(anna, anna)]) == 0

    change(pool, "admin_disable_user", "anna@example.com")
    assert link_accounts(HERE, pool, [AccountLink(anna, other)]) == 1


def test_an_account_that_the_pool_has_not_is_not_linked(pool: str) -> None:
    with pytest.raises(LinkRefused, match="has no account nobodys"):
        link_accounts(HERE, pool, [AccountLink("anna", "nobodys")])


def test_somebody_erased_is_neither_linked_nor_invited(pool: str) -> None:
    erased = Erased(erasure_id="era_1", subjects=("anna",))
    MentionRow("anna", "!erased", at=clock.now(), erased=erased).save()
    new = add(pool, "anna@example.com")

    with pytest.raises(LinkRefused, match="anna has been erased"):
        link_accounts(HERE, pool, [AccountLink("anna", new)])
    with pytest.raises(LinkRefused, match="anna has been erased"):
        invite_people(HERE, pool, [Invitation("anna", "anna@example.com")])
    assert find_links(HERE, pool) == {}


def test_a_list_links_who_is_there_by_a_verified_address_and_invites_the_others(pool: str) -> None:
    anna, unproven = add(pool, "anna@example.com"), add(pool, "ben@example.com", verified=False)
    disabled = add(pool, "carl@example.com")
    change(pool, "admin_disable_user", "carl@example.com")
    named = add(pool, "dora@example.com", verified=False)
    people = [
        {"userId": "anna", "email": "Anna@Example.COM"},
        {"userId": "ben", "email": "ben@example.com"},
        {"userId": "carl", "email": "carl@example.com"},
        {"userId": "dora", "sub": named, "email": "dora@example.com"},
    ]
    said: list[str] = []

    for text in (json.dumps(people), "\n".join(map(json.dumps, people))):
        link_people(HERE, find_pool(HERE), text, said.append)

    assert said == [
        "link-accounts: 2 linked, 0 were already, 2 invited for 30 days",
        "link-accounts: 0 linked, 2 were already, 2 invited for 30 days",
    ]
    assert find_links(HERE, pool) == {anna: "anna", named: "dora"}
    assert {unproven, disabled}.isdisjoint(find_links(HERE, pool))
    assert account_links.find_invited(pool, "BEN@example.com", clock.now()) == "ben"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[", "cannot be read"),
        ('{"userId": "anna"}', "Person 1 needs a `userId`, and a `sub` or an `email`"),
        ('[{"userId": "anna", "email": "a@b.c"}, 7]', "Person 2 needs"),
        ('{"userId": "an/na", "email": "a@b.c"}', "is no user id"),
        ('{"userId": "anna", "email": "nowhere"}', "is no address"),
        ('[{"userId": "anna", "email": "a@b.c"}, {"userId": "ben", "email": "A@b.c"}]', "named more than once"),
    ],
)
def test_a_list_that_is_off_is_refused_and_invites_nobody(pool: str, text: str, reason: str) -> None:
    with pytest.raises(LinkRefused, match=reason):
        link_people(HERE, pool, text, print)

    assert account_links.find_invited(pool, "a@b.c", clock.now()) is None


def test_an_address_is_not_invited_as_another_person_while_it_is_as_one(
    pool: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    invite_people(HERE, pool, [Invitation("anna", "shared@example.com")])
    invite_people(HERE, pool, [Invitation("anna", "Shared@example.com")])

    with pytest.raises(LinkRefused, match="is invited as anna already"):
        invite_people(HERE, pool, [Invitation("carl", "carl@example.com"), Invitation("ben", "shared@example.com")])

    assert account_links.find_invited(pool, "shared@example.com", clock.now()) == "anna"
    assert account_links.find_invited(pool, "carl@example.com", clock.now()) is None, "nobody of the list"
    later = time.time() + INVITATION_KEPT.total_seconds() + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert invite_people(HERE, pool, [Invitation("ben", "shared@example.com")]) == 1


def test_two_accounts_of_one_address_are_matched_by_hand(pool: str) -> None:
    first, second = add(pool, "anna@example.com"), add(pool, "anna2@example.com")
    change(pool, "admin_update_user_attributes", "anna2@example.com", UserAttributes=[
        {"Name": "email", "Value": "ANNA@example.com"}, {"Name": "email_verified", "Value": "true"},
    ])  # fmt: skip

    with pytest.raises(LinkRefused, match="anna may be any of the accounts") as refused:
        link_people(HERE, pool, '{"userId": "anna", "email": "anna@example.com"}', print)

    assert first in str(refused.value)
    assert second in str(refused.value)
