"""Which clauses a traveller is shown for a trip, and why."""

from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.policies.document import Clause, Tag
from chalicelib.domain.policies.retrieval import ClauseHit, bm25_plus, relevant_clauses
from chalicelib.domain.policies.rules.destinations import DestinationApproval
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.verdict import Action
from tests.unit.policy_samples import BERLIN, HAMBURG, LAGOS, crowd, policy, seeded_policy, trip

SEEDED = seeded_policy()


def hits(request: TripRequest, limit: int = 100) -> dict[str, ClauseHit]:
    return {hit.number: hit for hit in relevant_clauses(SEEDED, request, limit)}


@pytest.mark.parametrize(
    ("request_", "first", "why"),
    [
        (trip(destination=LAGOS, stay=None), "6.1", "destination_approval: Lagos"),
        (trip(), "5.1", "nightly_cap: London"),
        (trip(origin=BERLIN, destination=HAMBURG, stay=None), "4.7", "short_route: 255 km"),
        (trip(travellers=crowd(6), stay=None), "4.8", "travelling_together: 6 travellers"),
    ],
)
def test_clause_that_names_this_very_trip_comes_first(request_: TripRequest, first: str, why: str) -> None:
    found = relevant_clauses(SEEDED, request_)

    assert found[0].number == first
    assert why in found[0].why


def test_clauses_on_hotels_are_for_trips_with_a_stay() -> None:
    with_stay, without = hits(trip()), hits(trip(stay=None))

    assert "nightly_cap: London" in with_stay["5.1"].why
    assert "hotel_stars" in with_stay["5.2"].why
    assert all("nightly_cap" not in why for hit in without.values() for why in hit.why)


def test_clauses_for_trips_abroad_are_not_for_trips_at_home() -> None:
    abroad, home = hits(trip(purpose=None)), hits(trip(purpose=None, destination=HAMBURG))

    assert abroad["6.5"].why[0] == "international trip"
    assert "2.2" in abroad
    assert "2.3" not in abroad
    assert "6.5" not in home
    assert "2.3" in home


def test_words_of_the_purpose_find_a_clause_without_a_rule_for_the_trip() -> None:
    found = hits(trip(purpose="Conference and training course"))["6.4"]

    assert found.why == ("words: conference, course, training",)
    assert found.excerpt.startswith("Conferences and training courses at typical holiday destinations")


def test_clause_that_uses_more_of_the_words_ranks_higher() -> None:
    clauses = (
        Clause(number="1.1", title="One", text="Lounges are private."),
        Clause(number="1.2", title="Two", text="A lounge or a workshop."),
        Clause(number="1.3", title="Three", text="Nothing of the kind."),
    )

    found = relevant_clauses(policy(clauses=clauses), trip(purpose="Workshop in a lounge"))

    assert [hit.number for hit in found] == ["1.2", "1.1"]


def test_best_words_weigh_more_than_a_tag_and_less_than_a_rule() -> None:
    clauses = (
        Clause(number="1.1", title="One", text="Take care.", tags=(Tag.ALWAYS,)),
        Clause(number="1.2", title="Two", text="A lounge is a good place to write down what was said."),
        Clause(number="1.3", title="Three", text="Nothing of the kind."),
    )
    names = DestinationApproval(clause="1.3", action=Action.NOTE, reason="security", countries=("GB",))

    found = relevant_clauses(policy(names, clauses=clauses), trip(purpose="Lounge"))

    assert [hit.number for hit in found] == ["1.3", "1.2", "1.1"]


def test_score_is_that_of_the_formula() -> None:
    # By hand for "b": N = 3, df = 2, lengths 2, 1, 3 (average 2): ln(4 / 2) x (2.2 tf / (norm + tf) + 1).
    scores = bm25_plus(["b"], [["a", "b"], ["a"], ["b", "b", "c"]])

    assert scores == pytest.approx([log(2) * (2.2 / 2.2 + 1), 0.0, log(2) * (4.4 / (1.65 + 2) + 1)])


def test_tag_alone_is_enough() -> None:
    clauses = (Clause(number="1.1", title="One", text="Take care.", tags=(Tag.GROUP,)),)

    assert relevant_clauses(policy(clauses=clauses), trip()) == ()
    assert relevant_clauses(policy(clauses=clauses), trip(travellers=crowd(2)))[0].why == ("group trip",)


def test_long_sentence_is_cut_between_words() -> None:
    clauses = (Clause(number="1.1", title="One", text="hotel " * 200),)

    excerpt = relevant_clauses(policy(clauses=clauses), trip())[0].excerpt

    assert excerpt.endswith("hotel ...")
    assert len(excerpt) <= 284


@settings(deadline=None)
@given(st.text(max_size=200), st.integers(1, 50))
def test_any_purpose_gives_the_first_of_one_fixed_order(purpose: str, limit: int) -> None:
    request = trip(purpose=purpose or None)

    everything = relevant_clauses(SEEDED, request, 100)

    assert relevant_clauses(SEEDED, request, limit) == everything[:limit]
    assert all(hit.why and hit.excerpt for hit in everything)
