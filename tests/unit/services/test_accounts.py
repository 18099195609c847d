"""People keep their id when the pool is made anew; and nobody becomes somebody else by an address, however written."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from chalicelib import clock
from chalicelib.domain.account_links import INVITATION_KEPT, account_key, invitation_key, person_key, pool_key
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.privacy.requests import ErasureStatus
from chalicelib.errors import PersonErased
from chalicelib.gateways import parameters, user_pool
from chalicelib.gateways.user_pool import Account, Member
from chalicelib.models import account_links
from chalicelib.models.account_links import AccountLinkRow, claim_invitation, find_user
from chalicelib.services import accounts
from chalicelib.services.authentication import person_of
from chalicelib.services.authorization.people import require_active
from chalicelib.services.authorization.roles import with_current_roles
from chalicelib.services.privacy.subjects import subjects_of_user
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.wire import Wire
from tests.support.user_pool import id_claims
from tests.unit.services.privacy.privacy_samples import everything, forget, keep_booking, keep_profile

ANNA, NEW, EMAIL = "anna", "5f0c-new", "anna.weber@example.com"


@pytest.fixture(autouse=True)
def cloud() -> Iterator[Wire]:
    with empty_cloud() as wire:
        yield wire


def pool() -> str:
    return parameters.user_pool()[0]


def link(sub: str = NEW, user_id: str = ANNA) -> None:
    AccountLinkRow(pool_key(pool())).save()
    AccountLinkRow(account_key(pool(), sub), user_id=user_id).save()
    AccountLinkRow(person_key(pool(), user_id), user_id=user_id, sub=sub).save()


def invite(email: str = EMAIL, user_id: str = ANNA, kept: timedelta = INVITATION_KEPT, at_pool: str = "") -> None:
    AccountLinkRow(pool_key(pool())).save()
    until = int((clock.now() + kept).timestamp())
    AccountLinkRow(invitation_key(at_pool or pool(), email), user_id=user_id, expires_at=until).save()


def sign_in(sub: str = NEW, email: str = EMAIL, verified: Any = True, **claims: Any) -> str:
    return person_of(id_claims(sub=sub, email=email, email_verified=verified, **claims)).user_id


def test_an_account_of_which_nothing_is_said_is_a_person_of_its_own(cloud: Wire) -> None:
    assert sign_in("ada") == "ada"
    assert [call.operation for call in cloud.calls if call.mentions("account-links")] == ["dynamodb.GetItem"]


def test_who_was_linked_is_who_they_were() -> None:
    link()

    assert sign_in() == ANNA
    assert sign_in(email="new.address@example.com", verified=None) == ANNA
    assert sign_in("somebody-else") == "somebody-else"


def test_that_a_pool_has_links_is_asked_until_it_has(cloud: Wire) -> None:
    sign_in("ada")
    sign_in("ada")
    link()
    begun = len(cloud.calls)
    assert sign_in() == ANNA
    first = len(cloud.calls)
    assert sign_in() == ANNA

    assert [
        sum(call.mentions(pool_key(pool())) for call in calls)
        for calls in (cloud.calls[:begun], cloud.calls[begun:first], cloud.calls[first:])
    ] == [3, 1, 0]


def test_who_was_invited_is_who_they_were_from_their_first_sign_in_on() -> None:
    invite()

    assert sign_in(email="Anna.Weber@Example.com") == ANNA
    assert sign_in(email="married@example.com", verified=None) == ANNA
    assert accounts.find_sub(ANNA) == NEW
    assert account_links.find_invited(pool(), EMAIL, clock.now()) is None


@pytest.mark.parametrize("verified", [None, False, "false", "False", "", "1", 1.5, "TRUE"])
def test_somebody_who_registers_anothers_address_without_proving_it_is_nobody_but_themselves(verified: Any) -> None:
    invite()

    assert sign_in("attacker", verified=verified) == "attacker"
    assert sign_in(NEW) == ANNA, "and the invitation is still theirs"


@pytest.mark.parametrize(
    "email",
    [
        "anna.weber@example.com.evil.example",
        "anna.weber+x@example.com",
        "annaweber@example.com",
        "anna.weber@examp\uff4ce.com",
        "\u0430nna.weber@example.com",
        "anna.weber@example.com\u200b",
        "anna.weber@example.com\n",
        "",
    ],
)
def test_an_address_that_only_looks_alike_claims_nothing(email: str) -> None:
    invite()

    assert sign_in("attacker", email) == "attacker"


@pytest.mark.parametrize(
    ("theirs", "alike"), [("office@example.com", "o\ufb03ce@example.com"), ("kim@x.org", "\u212aim@x.org")]
)
def test_an_address_that_unicode_folds_into_anothers_claims_nothing(theirs: str, alike: str) -> None:
    assert alike.casefold() == theirs
    invite(theirs)

    assert sign_in("attacker", alike) == "attacker"


@hypothesis_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.emails(), st.emails())
def test_an_invitation_is_claimed_by_its_own_address_alone(invited: str, asked: str) -> None:
    same = invited.lower() == asked.lower()

    assert (invitation_key("pool", invited) == invitation_key("pool", asked)) == same


def test_an_invitation_is_claimed_once() -> None:
    invite()
    sign_in()

    assert sign_in("second-account") == "second-account"


def test_an_invitation_that_is_over_or_of_another_pool_is_not_claimed() -> None:
    invite(kept=timedelta(seconds=-1))
    invite("carl@example.com", "carl", at_pool="eu-central-1_Another")

    assert sign_in() == NEW
    assert sign_in("c", "carl@example.com") == "c"


def test_who_has_an_account_in_the_pool_already_gets_no_second_one() -> None:
    link()
    invite()

    assert sign_in("second-account") == "second-account"
    assert accounts.find_sub(ANNA) == NEW


def test_two_accounts_that_claim_one_invitation_at_once_do_not_both_become_the_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    invite()
    claim = account_links.claim_invitation

    def beaten(pool_id: str, sub: str, user_id: str, email: str) -> None:
        claim(pool_id, "first", user_id, email)
        claim(pool_id, sub, user_id, email)

    monkeypatch.setattr(account_links, "claim_invitation", beaten)

    assert sign_in("second") == "second"
    assert find_user(pool(), "first") == ANNA


def test_an_account_whose_own_other_call_was_first_is_who_it_became(monkeypatch: pytest.MonkeyPatch) -> None:
    invite()
    claim = account_links.claim_invitation

    def twice(pool_id: str, sub: str, user_id: str, email: str) -> None:
        claim(pool_id, sub, user_id, email)
        claim(pool_id, sub, user_id, email)

    monkeypatch.setattr(account_links, "claim_invitation", twice)

    assert sign_in() == ANNA


def test_the_pool_is_asked_about_a_person_by_the_account_that_they_have_now(monkeypatch: pytest.MonkeyPatch) -> None:
    link()
    monkeypatch.setattr(user_pool, "list_groups", {NEW: frozenset({"travel-manager"})}.__getitem__)
    monkeypatch.setattr(user_pool, "find_account", {NEW: Account("name-in-pool", "Anna Weber")}.get)
    monkeypatch.setattr(user_pool, "list_members", lambda _: (Member(NEW, "Anna"), Member("ben", "Ben")))
    groups = frozenset({"travel-manager"})

    assert with_current_roles(Identity(user_id=ANNA, email="", name="", groups=groups)).has(Role.TRAVEL_MANAGER)
    assert accounts.find_account(ANNA) == Account("name-in-pool", "Anna Weber")
    assert accounts.find_account(NEW) is None, "the account is no person of its own"
    assert accounts.list_members("travel-manager") == (Member(ANNA, "Anna"), Member("ben", "Ben"))


def test_who_is_erased_takes_account_links_and_invitations_along(cloud: Wire) -> None:
    keep_profile()
    keep_booking()
    link()
    invite("another@example.com")
    AccountLinkRow(account_key("eu-central-1_Gone", "older"), user_id=ANNA).save()
    cloud.accounts[NEW] = "Anna Weber"

    erasure = forget()

    assert erasure.status is ErasureStatus.DONE
    assert cloud.accounts == {}
    assert [row.key for row in AccountLinkRow.scan()] == [pool_key(pool())]
    assert "Weber" not in everything()


def test_a_token_that_outlives_its_erased_person_is_still_theirs() -> None:
    link()
    assert NEW in subjects_of_user(ANNA)
    forget()

    late = person_of(id_claims(sub=NEW, email_verified=True))

    require_active(late)
    with pytest.raises(PersonErased):
        keep_profile(msgspec.structs.replace(late))


def test_nobody_claims_an_invitation_to_be_somebody_erased() -> None:
    forget()
    invite()

    assert sign_in() == NEW
    with pytest.raises(PersonErased):
        claim_invitation(pool(), NEW, ANNA, EMAIL)
