"""Which clauses a traveller is shown for a trip, and why."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.policies.document import Clause, Tag
from chalicelib.domain.policies.retrieval import ClauseHit, relevant_clauses
from chalicelib.domain.policies.rules.destinations import DestinationApproval
from chalicelib.domain.trip_requests.trip_request import TravelMode, TripRequest
from chalicelib.domain.verdict import Action
from tests.unit.domain.policies.policy_shapes import SHAPES, asked, car_in, one_slice, stay_in
from tests.unit.policy_samples import BERLIN, HAMBURG, LAGOS, LONDON, crowd, policy, seeded_policy, trip

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


def test_tag_alone_is_enough() -> None:
    clauses = (Clause(number="1.1", title="One", text="Take care.", tags=(Tag.GROUP,)),)

    assert relevant_clauses(policy(clauses=clauses), trip()) == ()
    assert relevant_clauses(policy(clauses=clauses), trip(travellers=crowd(2)))[0].why == ("group trip",)


KINDS = ("flight", "rail", "stay", "car")


@pytest.mark.parametrize(
    ("shape", "kinds"),
    [
        ("there and back", {"flight", "stay"}),
        ("split tickets", {"flight", "stay"}),
        ("hotel alone", {"stay"}),
        ("car alone", {"car"}),
        ("rail out and air back", {"flight", "rail", "stay"}),
        ("open jaw", {"flight", "stay"}),
        ("eight slices", {"flight"}),
    ],
)
def test_clauses_are_of_the_kinds_of_what_is_asked_for(shape: str, kinds: set[str]) -> None:
    tagged = {kind: [each for each in SEEDED.clauses if Tag(kind) in each.tags] for kind in KINDS}
    assert all(tagged.values())
    request = msgspec.structs.replace(SHAPES[shape][0], purpose=None)

    found = {hit.number: hit.why for hit in relevant_clauses(SEEDED, request, 100)}

    for kind, clauses in tagged.items():
        said = {clause.number for clause in clauses if f"{kind} trip" in found.get(clause.number, ())}
        assert said == ({clause.number for clause in clauses} if kind in kinds else set())


def test_slice_by_any_mode_may_be_flown_and_taken_by_rail() -> None:
    request = asked((one_slice(BERLIN, HAMBURG, mode=TravelMode.ANY),))
    clauses = tuple(
        Clause(number=f"1.{number}", title=str(tag), text="Take care.", tags=(tag,))
        for number, tag in enumerate((Tag.FLIGHT, Tag.RAIL, Tag.STAY, Tag.CAR), 1)
    )

    found = relevant_clauses(policy(clauses=clauses), request)

    assert [hit.why for hit in found] == [("flight trip", "words: flight"), ("rail trip", "words: rail")]


def test_words_of_every_place_that_the_trip_goes_to_are_looked_for() -> None:
    names = ("London", "Paris", "Lagos", "Hamburg", "Berlin", "Rome")
    clauses = tuple(
        Clause(number=f"1.{number}", title="One", text=f"In {name} take care.") for number, name in enumerate(names, 1)
    )

    found = relevant_clauses(policy(clauses=clauses), SHAPES["eight slices"][0])

    assert {hit.why[0] for hit in found} == {"words: london", "words: pari", "words: lago", "words: hamburg"}


def test_trip_is_abroad_when_its_places_lie_in_two_countries() -> None:
    """Whatever lies between them: a gap travelled by oneself, a car that is dropped off elsewhere."""
    clauses = tuple(
        Clause(number=f"1.{number}", title="One", text="Take care.", tags=(tag,))
        for number, tag in enumerate((Tag.DOMESTIC, Tag.INTERNATIONAL), 1)
    )
    at_home = (asked(stays=(stay_in(LONDON),)), asked((one_slice(BERLIN, HAMBURG),), (stay_in(HAMBURG),)))
    to_london = msgspec.structs.replace(car_in(BERLIN), drop_off=LONDON)
    abroad = (
        asked((one_slice(BERLIN, HAMBURG),), (stay_in(LONDON, 1),)),
        asked(stays=(stay_in(BERLIN), stay_in(LONDON, 2))),
        asked(cars=(to_london,)),
    )

    def numbers(request: TripRequest) -> list[str]:
        return [hit.number for hit in relevant_clauses(policy(clauses=clauses), request)]

    assert [numbers(each) for each in at_home] == [["1.1"]] * 2
    assert [numbers(each) for each in abroad] == [["1.2"]] * 3


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
