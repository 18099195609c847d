"""Steps of the copy's schema that were released stay as they were, and every figure has its column."""

import hashlib
import re

from chalicelib.domain.reports.contribution import Dimension
from chalicelib.gateways.reporting_copy.schema import MEASURES, STEPS, VIEWS, name_readers, name_schema

RELEASED = {
    1: "99213f850c4f",
    2: "55975114bb00",
    3: "5cd941bc22a2",
    4: "41c587170a54",
    5: "737b4b6530a4",
    6: "a05f33b9f7ee",
    7: "9932b49b8a46",
    8: "d6eac6d52eb6",
}


def test_every_figure_has_a_column_and_every_dimension_a_view() -> None:
    text = "\n".join(STEPS)

    columns = set(re.findall(r"(\w+) bigint not null", text))
    assert columns - {"version"} == set(MEASURES)
    assert VIEWS.keys() == set(Dimension)
    for view, group in VIEWS.values():
        (made,) = [step for step in STEPS if f"create view {{schema}}.{view} " in step]
        assert f" as {group}," in made if group else " as , " not in made
        assert all(f" as {figure}" in made for figure in (*MEASURES, "net"))


def test_a_step_that_was_released_is_never_changed() -> None:
    """Another step is added instead: what was done once is not done again."""
    assert {step: hashlib.sha256(text.encode()).hexdigest()[:12] for step, text in enumerate(STEPS, 1)} == RELEASED


def test_schemas_of_stages_and_their_readers_have_names_of_their_own() -> None:
    assert name_schema("dev") == "sojourn_dev_reports"
    assert name_readers(name_schema("dev")) == "sojourn_dev_reports_readers"
