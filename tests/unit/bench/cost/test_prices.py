"""Price tables: what is used is priced line by line, what has no price is an error, no table is without its sources."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.cost import metered, prices, standing
from bench.cost.metered import COUNTED, PAID_CALLS
from bench.cost.usage import Usage

TABLE = prices.load("eu-central-1")
amounts = st.dictionaries(st.sampled_from(sorted(TABLE.prices)), st.floats(0, 1e9), max_size=6).map(Usage)


@pytest.mark.parametrize("region", prices.regions())
def test_every_table_says_where_and_of_when_it_is(region: str) -> None:
    table = prices.load(region)

    assert table.region == region
    assert dt.date.fromisoformat(table.as_of).isoformat() == table.as_of
    assert all(price.usd > 0 and price.per > 0 and price.page and price.what for price in table.prices.values())


@given(amounts, amounts, st.floats(0, 100))
def test_a_price_is_the_sum_of_its_parts_and_grows_with_what_is_used(one: Usage, other: Usage, times: float) -> None:
    both = TABLE.price(one + other)

    assert both == pytest.approx(TABLE.price(one) + TABLE.price(other))
    assert TABLE.price(one * times) == pytest.approx(TABLE.price(one) * times)
    assert TABLE.price(one, free=True) <= TABLE.price(one)
    assert sum(line.usd for line in TABLE.lines(one)) == pytest.approx(TABLE.price(one))


def test_what_is_free_for_ever_is_counted_only_when_it_is_asked_for() -> None:
    used = Usage({"lambda.requests": 1_500_000})

    assert TABLE.price(used) == pytest.approx(0.30)
    assert TABLE.price(used, free=True) == pytest.approx(0.10)


def test_the_dearest_stands_first() -> None:
    lines = TABLE.lines(Usage({"kms.keys": 1, "cloudwatch.dashboards": 1, "sqs.requests": 1}))

    assert [line.name for line in lines] == ["cloudwatch.dashboards", "kms.keys", "sqs.requests"]


def test_what_has_no_price_is_an_error() -> None:
    with pytest.raises(KeyError):
        TABLE.price(Usage({"lambda.wishes": 1}))


def test_everything_that_is_counted_has_a_price() -> None:
    counted = {name for name, _ in COUNTED.values()} | set(PAID_CALLS.values())
    standing_things = {name for stage in ("dev", "prod") for name, _ in standing.count_standing(stage)}
    standing_things |= {name for kind in ("on", "regional") for name, _ in standing.count_edge(kind)}

    assert counted | standing_things <= TABLE.prices.keys()


def test_an_edge_is_paid_for_by_its_firewalls_and_their_rules() -> None:
    whole, alone = standing.count_edge("on"), standing.count_edge("regional")

    assert (whole.of("firewall.acls"), alone.of("firewall.acls")) == (2, 1)
    assert whole.of("firewall.rules") == alone.of("firewall.rules") + 1, "that of the API's own asks for the key alone"
    assert whole.of("cloudwatch.alarms") == 3


def test_a_call_that_nobody_has_priced_is_an_error() -> None:
    model = metered.Model({}, {}, 0)

    with pytest.raises(ValueError, match="comprehend:DetectEntities"):
        model.usage_of({"step_plan": {"call:comprehend:DetectEntities": 1}})
