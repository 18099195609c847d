"""What is read from the tool that checks imports."""

import pytest

from local import contracts

SAID = """
Analyzed 337 files, 2298 dependencies.
--------------------------------------

layers: api, workers -> services -> gateways
-> domain KEPT
no circles BROKEN

Contracts: 1 kept, 1 broken.

No cycles are allowed in chalicelib.domain.
No cycles are allowed in chalicelib.services.
"""


def test_wrapped_lines_are_read_and_circles_counted() -> None:
    found = contracts.read(SAID, ["layers: api, workers -> services -> gateways -> domain", "no circles"])

    assert found.kept == ["layers: api, workers -> services -> gateways -> domain"]
    assert (found.broken, found.circles) == (["no circles"], 2)


def test_contract_of_which_nothing_is_said_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing is said of"):
        contracts.read(SAID, ["one door"])
