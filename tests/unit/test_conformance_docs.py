"""An exception from conformance counts only if it is argued, and an argument only if there is something to argue."""

import re
from pathlib import Path

from tests.conformance.exceptions import EXCUSES, RULES, Answered, excuse_for

ROOT = Path(__file__).parents[2]
RECORD = ROOT / "docs" / "decisions" / "conformance-exceptions.md"


def test_every_exception_is_argued_for_its_check_and_every_argument_is_for_one() -> None:
    argued = set(re.findall(r"^- \*\*([\w-]+)\*\* \((\w+)\)", RECORD.read_text(encoding="utf-8"), re.MULTILINE))

    assert argued == {(each.name, each.check) for each in EXCUSES}


def test_every_rule_beyond_a_schema_is_refused_in_these_words() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "chalicelib").rglob("*.py"))

    assert {rule for rule in RULES if rule[1] not in code} == set()


def test_what_the_decoder_refuses_is_never_excused() -> None:
    kind = "urn:sojourn:problem:invalid-input"
    refused = [
        Answered(operation, method, 400, kind, "The body is not valid.", ("/name",))
        for operation, method in (("create_item", "POST"), ("create_booking", "POST"), ("update_trip", "PATCH"))
    ]

    assert [excuse_for("positive_data_acceptance", each) for each in refused] == [None, None, None]


def test_a_server_error_is_never_excused() -> None:
    broken = Answered("create_item", "POST", 500, "urn:sojourn:problem:internal", "", ())

    assert not [each.check for each in EXCUSES if excuse_for(each.check, broken)]
