"""Ruled tables are read by a function of their own, which says when it could not read them all."""

from typing import Any

from chalicelib.services.policy_documents import tables
from chalicelib.workers.policy_tables import read_policy_tables
from tests.support.files import BUCKET
from tests.support.policy_files import MadeSection, MadeTable, make_pdf
from tests.unit.services.policy_documents.policy_world import PolicyWorld

KEY = "policies/pdc_01JQZXB2M4C6N8P0R2T4000001/1/file"
RATES = (("City", "Rate"), ("Oslo", "190 EUR"))


def _ask(world: PolicyWorld, body: bytes | None) -> Any:
    if body is not None:
        with world.wire.quiet():
            world.s3.put_object(Bucket=BUCKET, Key=KEY, Body=body)
    return read_policy_tables({"key": KEY, "pages": [1]})


def test_tables_of_the_pages_are_read_from_the_bucket(world: PolicyWorld) -> None:
    answer = _ask(world, make_pdf([MadeSection("Rates", ("By city.",), "1", tables=(MadeTable(RATES),))]))

    assert [table["rows"] for table in answer["tables"]] == [RATES]
    assert answer["complete"]


def test_file_that_is_gone_or_damaged_has_no_tables_and_it_says_so(world: PolicyWorld) -> None:
    assert _ask(world, None) == {"tables": (), "complete": False}
    assert _ask(world, b"%PDF-1.7 and nothing") == {"tables": (), "complete": False}


def test_more_than_an_answer_may_hold_is_left_out_and_it_says_so(world: PolicyWorld, monkeypatch: Any) -> None:
    monkeypatch.setattr(tables, "_MOST_CHARACTERS", 40)
    made = make_pdf([MadeSection("Rates", ("By city.",), "1", tables=(MadeTable(RATES), MadeTable(RATES)))])

    answer = _ask(world, made)

    assert (len(answer["tables"]), answer["complete"]) == (1, False)
