"""Two trees side by side: who takes turns, what is a ratio, what is said when it is too much."""

from bench.compare import Measure, Samples, end_of, taking_turns


def test_the_other_tree_is_first_in_every_second_round() -> None:
    order: list[int] = []

    def measure(which: int) -> float:
        order.append(which)
        return float(which)

    samples = taking_turns(4, measure)

    assert order == [1, 0, 0, 1, 1, 0, 0, 1]
    assert samples == Samples([0.0] * 4, [1.0] * 4)


def test_a_ratio_is_of_one_round_and_its_median_is_held_to_the_limit() -> None:
    samples = Samples(old=[100.0, 200.0, 400.0], new=[102.0, 204.0, 800.0])

    assert samples.ratios() == [1.02, 1.02, 2.0]
    assert Measure("warm read", "us", samples, limit=1.03).met
    assert not Measure("warm read", "us", samples, limit=1.01).met
    assert Measure("warm read", "us", samples).met


def test_a_printed_line_says_both_medians_the_spread_and_the_limit() -> None:
    line = Measure("warm read", "us", Samples([100.0, 200.0], [110.0, 260.0]), limit=1.03).line()

    assert " ".join(line.split()) == "warm read 150 185 us 1.200 (1.100-1.300) MISSED, at most 1.03"


def test_the_end_of_a_call_is_its_error_its_status_or_that_it_returned() -> None:
    ends = [end_of(answer) for answer in ({"raised": "NotFound"}, {"statusCode": 401, "body": ""}, {"a": 1}, None)]

    assert ends == ["NotFound", "401", "returned", "returned"]
