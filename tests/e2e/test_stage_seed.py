"""What a new stage is given, tried on a deployed copy as if it were a stage of AWS, whose people sign in by SRP."""

import shutil
from pathlib import Path

import msgspec
import pytest

from infra.smoke import Copy, find_copy
from local.client import Client
from local.stack import load
from local.stage_seed import SeedRefused, seed_stage
from tests.e2e.world import World


@pytest.fixture
def copy(world: World) -> Copy:
    return find_copy(world.stack.target)._replace(address=world.stack.base_url)


@pytest.fixture
def home(world: World, tmp_path: Path) -> Path:
    """A home in which the passwords that the copy's people have are known, so that they stay."""
    shutil.copy(Path(world.stack.home) / "stack.json", tmp_path / "stack.json")
    return tmp_path


def test_a_stage_to_be_tried_has_people_a_policy_and_budgets(world: World, copy: Copy, home: Path) -> None:
    said: list[str] = []

    seed_stage(world.stack.target, copy, home, "", said.append)

    seeded = msgspec.structs.replace(load(home), stage="dev")  # whose tokens are had by SRP
    assert seeded.users == world.stack.users
    manager = Client(copy.address, seeded.token("travel-manager"))
    assert manager.get_policy().body.version >= 1
    assert said[-1].startswith(
        "seed: local has traveller, second-traveller, approver, travel-desk, travel-manager, operator"
    )
    assert (home / "stack.json").stat().st_mode & 0o077 == 0


def test_prod_gets_nobody_but_its_first_travel_manager(world: World, copy: Copy, tmp_path: Path) -> None:
    prod, email = world.stack.target._replace(stage="prod"), "Greta.Holm@example.com"
    cognito = world.service("cognito-idp")
    said: list[str] = []
    before = cognito.list_users(UserPoolId=copy.pool)["Users"]

    for _ in range(2):
        seed_stage(prod, copy, tmp_path, email, said.append)

    after = cognito.list_users(UserPoolId=copy.pool)["Users"]
    (made,) = [each for each in after if each["Username"] not in {known["Username"] for known in before}]
    groups = cognito.admin_list_groups_for_user(UserPoolId=copy.pool, Username=made["Username"])["Groups"]
    assert {each["GroupName"] for each in groups} == {"traveller", "travel-manager"}
    assert made["UserStatus"] == "FORCE_CHANGE_PASSWORD", "the mail has a password for once"
    assert [line.split(" ", 2)[2] for line in said] == [
        "is invited by mail, and is a travel manager",
        "was invited before, and is a travel manager",
    ]
    assert list(tmp_path.iterdir()) == []
    cognito.admin_delete_user(UserPoolId=copy.pool, Username=made["Username"])


def test_prod_without_a_travel_manager_is_refused(world: World, copy: Copy, tmp_path: Path) -> None:
    with pytest.raises(SeedRefused, match="MANAGER="):
        seed_stage(world.stack.target._replace(stage="prod"), copy, tmp_path, "", print)
