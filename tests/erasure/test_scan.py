"""The same scan on a few people in moto: it sees what is planted everywhere, and finds nothing of who is erased."""

import itertools
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from chalicelib import clock
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.identity import Identity
from chalicelib.domain.privacy.requests import ErasureStatus
from chalicelib.domain.trips.item import ItemDetails
from chalicelib.errors import PersonErased
from chalicelib.gateways import aws
from chalicelib.services import employees, live_updates
from chalicelib.services.privacy import requests as privacy_requests
from chalicelib.services.trips import items
from infra.foundation.tables import TABLES
from tests.erasure.kept import COST_CENTRE, KEPT, PROFILE, PSEUDONYM
from tests.erasure.places import Cloud, list_places
from tests.erasure.scan import describe, find_left, find_planted
from tests.erasure.spellings import Search, Trace, make_word, spell
from tests.support.accounts import add_account, make_pool
from tests.support.files import make_bucket
from tests.support.keys import make_audit_bucket, make_keys
from tests.support.passenger_samples import CLARA, DAVID
from tests.support.process_memory import forget_all
from tests.support.tables import REGION, make_queues, make_tables
from tests.unit.services.privacy.privacy_samples import keep_booking, keep_profile

POOL = "eu-central-1_Accounts1"
PEOPLE = 2


@pytest.fixture(scope="module")
def cloud() -> Iterator[Cloud]:
    aws.client.cache_clear()
    forget_all()
    with mock_aws():
        make_tables()
        make_queues()
        make_keys()
        make_bucket()
        make_audit_bucket()
        make_pool(POOL)
        employees.put_employee(CLARA, "david", EmployeeDetails(name=DAVID.name, email=DAVID.email), expected=0)
        boto3.client("logs", region_name=REGION).create_log_group(logGroupName="/aws/lambda/sojourn-local-nightly")
        clients: dict[str, Any] = {}
        yield Cloud(lambda name: clients.setdefault(name, boto3.client(name, region_name=REGION)), "local")  # type: ignore[call-overload]


def test_every_table_of_the_foundation_is_looked_through(cloud: Cloud) -> None:
    assert {place.name for place in list_places(cloud) if place.kind == "table"} == {table.name for table in TABLES}


def test_a_trace_is_seen_in_every_place(cloud: Cloud) -> None:
    planted = find_planted(cloud, random.Random(1))

    assert planted.missed == []
    assert planted.total >= len(TABLES) + 4


@pytest.mark.parametrize("spelling", spell("Zqbäköx"))
def test_every_spelling_is_found_wherever_it_stands(spelling: str) -> None:
    written = spell("Zqbadäkox")[spelling]
    search = Search([Trace("somebody", "name", "Zqbadäkox"), Trace("somebody", "record locator", "K7QX2M")])

    for before, after in itertools.product(("", "x", "family, "), ("", ", given", "=")):
        assert [hit.trace.kind for hit in search.find(f"{before}{written}{after}")] == ["name"]
    assert [hit.trace.kind for hit in search.find("k7qx2m ak7qx2mb")] == ["record locator"]


def test_who_is_erased_while_others_book_is_found_nowhere(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(2)
    monkeypatch.setattr(privacy_requests, "A_REQUEST", 0.0)
    traces: list[Trace] = []
    for _ in range(PEOPLE):
        traces += _live_and_be_erased(chance)

    left = find_left(cloud, traces)

    assert left == [], "\n".join(describe(left))
    assert not list(Search([each for each in traces if each.kind == "name"]).find(capsys.readouterr().out)), (
        "in the log"
    )


def _live_and_be_erased(chance: random.Random) -> list[Trace]:
    """The traces of somebody who had a word of their own in every field."""
    given, family, item, mail, centre = (make_word(chance, plain=number > 2) for number in range(5))
    user_id = add_account(POOL, f"{mail}@example.com", f"{given} {family}")
    person = Identity(
        user_id=user_id, email=f"{mail}@example.com", name=f"{given} {family}", groups=frozenset({"traveller"})
    )
    record = EmployeeDetails(name=person.name, email=person.email, cost_centre=centre.upper())
    employees.put_employee(CLARA, user_id, record, expected=0)
    mine = keep_profile(person, given_name=given, family_name=family, arranger_ids=("david",))
    keep_booking(DAVID, BookingStatus.CANCELLED, mine)
    items.create_item(person, ItemDetails(name=item, description=f"for {family}, {given}"), item_id=clock.new_id("itm"))
    live_updates.connect(person, clock.new_id("con"), "http://localhost", until=clock.now())
    erasure = privacy_requests.request_erasure(person, None, erasure_id=clock.new_id("era"))
    while erasure.status is ErasureStatus.RUNNING:
        with pytest.raises(PersonErased):
            items.create_item(person, ItemDetails(name=item), item_id=clock.new_id("itm"))
        erasure = privacy_requests._do_piece(erasure)
    named = [Trace(user_id, "name", word) for word in (given, family, item, mail)]
    return [
        *named,
        Trace(user_id, COST_CENTRE, centre),
        Trace(user_id, PSEUDONYM, user_id),
        Trace(user_id, PROFILE, mine),
    ]


def test_what_is_left_on_purpose_is_in_the_docs() -> None:
    docs = " ".join((Path(__file__).parents[2] / "docs" / "privacy.md").read_text(encoding="utf-8").split())

    for kind, places in KEPT.items():
        assert f"| {kind} | {', '.join(each.removeprefix('table ') for each in places)} |" in docs, kind
