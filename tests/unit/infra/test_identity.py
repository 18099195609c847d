"""No release replaces a thing with data by an empty one."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from infra.existing import FINDERS
from infra.foundation import template as foundation
from infra.identity import IDENTITY, keep_identity
from infra.templates import Value

values = st.sampled_from(["a", "b", {"Fn::Sub": "sojourn-${Stage}-x"}])
kinds = st.sampled_from([*IDENTITY, "AWS::SQS::Queue"])


@st.composite
def resources(draw: st.DrawFn) -> Value:
    made = {}
    for name in draw(st.sets(st.sampled_from("XYZ"))):
        kind = draw(kinds)
        keys = [*IDENTITY.get(kind, ()), "Tags", "QueueName"]
        made[name] = {"Type": kind, "Properties": draw(st.dictionaries(st.sampled_from(keys), values))}
    return {"Resources": made}


def pick(properties: dict[str, Any], keys: tuple[str, ...], *, inside: bool) -> dict[str, Any]:
    return {key: value for key, value in properties.items() if (key in keys) is inside}


@given(resources(), resources())
def test_what_is_deployed_stays_what_it_is_and_everything_else_is_as_the_release_says(old: Value, new: Value) -> None:
    before = json.dumps(new)

    made, kept = keep_identity(old, new)

    assert json.dumps(new) == before
    assert made["Resources"].keys() == new["Resources"].keys()
    for name, it in made["Resources"].items():
        keys = IDENTITY.get(it["Type"], ())
        stays = old["Resources"].get(name, {}).get("Type") == it["Type"]
        source = old["Resources"][name] if stays else new["Resources"][name]
        assert pick(it["Properties"], keys, inside=True) == pick(source["Properties"], keys, inside=True)
        assert pick(it["Properties"], keys, inside=False) == pick(
            new["Resources"][name]["Properties"], keys, inside=False
        )
        assert [key for key in kept if key.startswith(f"{name}.")] == sorted(
            f"{name}.{key}"
            for key in keys
            if stays and old["Resources"][name]["Properties"].get(key) != new["Resources"][name]["Properties"].get(key)
        )


def test_a_new_stage_has_everything_as_the_release_says() -> None:
    assert keep_identity({}, foundation.template()) == (foundation.template(), [])
    assert keep_identity(foundation.template(), foundation.template()) == (foundation.template(), [])


def test_whatever_outlives_the_foundation_has_an_identity_that_is_kept() -> None:
    kinds_kept = {
        it["Type"] for it in foundation.template()["Resources"].values() if it.get("DeletionPolicy") == "Retain"
    }

    assert kinds_kept <= IDENTITY.keys() <= FINDERS.keys()


def test_a_user_pool_that_knows_addresses_by_their_case_goes_on_to() -> None:
    old = foundation.template()
    del old["Resources"]["UserPool"]["Properties"]["UsernameConfiguration"]

    made, kept = keep_identity(old, foundation.template())

    assert kept == ["UserPool.UsernameConfiguration"]
    assert "UsernameConfiguration" not in made["Resources"]["UserPool"]["Properties"]
