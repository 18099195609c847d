"""What a command may say of somebody; that they then sign in is seen in tests/e2e/test_invitations.py."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.identity import Role
from infra.invitations import ROLES, InvitationRefused, Invitee, invite, read_roles
from infra.target import Target


@given(st.lists(st.sampled_from(ROLES), min_size=1), st.sampled_from([" ", ",", ", "]))
def test_roles_are_named_between_spaces_or_commas(roles: list[Role], between: str) -> None:
    assert read_roles(between.join(roles)) == tuple(roles)


@pytest.mark.parametrize("word", ["admin", "Traveller", "system", "travel_manager"])
def test_a_role_that_nobody_may_have_is_refused_with_those_that_there_are(word: str) -> None:
    with pytest.raises(
        InvitationRefused, match="is no role of people: there are traveller, approver, travel-desk, travel-m"
    ):
        read_roles(f"traveller {word}")


@pytest.mark.parametrize("text", ["", " ", ","])
def test_nobody_is_invited_to_do_nothing(text: str) -> None:
    with pytest.raises(InvitationRefused, match="ROLES="):
        read_roles(text)


@pytest.mark.parametrize("email", ["", "clara", "a@b@c", "clara @example.com", 'x"@example.com', "a@b.com,c@d.com"])
def test_what_is_no_address_reaches_no_pool(email: str) -> None:
    with pytest.raises(InvitationRefused, match="is no address"):
        invite(Target("dev"), "eu-central-1_none", Invitee(email), [Role.TRAVELLER])
