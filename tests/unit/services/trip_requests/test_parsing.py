"""Understanding a request: everything that is wrong is told at once, and what is ambiguous is asked back."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain.identity import Identity
from chalicelib.domain.money import Money
from chalicelib.domain.trip_requests.sale_window import FURTHEST_DEPARTURE
from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.errors import AmbiguousRequest, InvalidInput
from chalicelib.services.trip_requests.fields import BookingRequest, RequestedStay
from chalicelib.services.trip_requests.parsing import understand
from tests.simulation.cloud.empty import empty_cloud
from tests.support.asked_trips import Journey, ask_there_and_back, there_and_back

ANNA = Identity(
    user_id="anna", email="anna.berger@example.com", name="Anna Berger", given_name="Anna", family_name="Berger"
)
NOW = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)
TODAY = NOW.date()
FIELDS: dict[str, Any] = {"origin": "Berlin", "destination": "LHR", "depart_on": date(2027, 3, 3)}


@pytest.fixture(autouse=True, scope="module")
def _nobody_is_kept_as_an_employee() -> Iterator[None]:
    with empty_cloud():
        yield


def read(now: datetime = NOW, **fields: Any) -> Journey:
    return there_and_back(understand(ANNA, ask_there_and_back(**(FIELDS | fields)), now=now))


def pointers(**fields: Any) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        read(**fields)
    return [error.pointer for error in refused.value.errors]


def test_fields_become_a_request_with_the_usual_for_what_is_left_out() -> None:
    request = read(return_on=date(2027, 3, 5), stay=RequestedStay())

    assert (request.origin.name, request.destination.airports) == ("Berlin", ("LHR",))
    assert (request.cabin, request.cost_centre, request.currency) == (Cabin.ECONOMY, "GENERAL", "EUR")
    assert request.stay is not None
    assert (request.stay.check_in, request.stay.nights) == (date(2027, 3, 3), 2)
    assert [traveller.family_name for traveller in request.travellers] == ["Berger"]


def test_words_become_the_same_request_as_fields() -> None:
    asked = BookingRequest(request="Fly from Berlin to London on 3 March 2027, back on 5 March")
    words = there_and_back(understand(ANNA, asked, now=NOW))

    assert (words.origin.name, words.destination.name) == ("Berlin", "London")
    assert (words.depart_on, words.return_on) == (date(2027, 3, 3), date(2027, 3, 5))


def test_words_and_fields_at_once_are_refused() -> None:
    assert pointers(request="Berlin to London on 3 March 2027", stay=RequestedStay()) == ["/slices", "/stays"]


def test_trip_has_a_slice_or_a_stay_or_a_car() -> None:
    with pytest.raises(InvalidInput) as refused:
        understand(ANNA, BookingRequest(), now=NOW)

    assert [error.pointer for error in refused.value.errors] == ["/slices"]


def test_both_places_that_do_not_exist_are_reported_at_once() -> None:
    assert pointers(origin="Xyzzy", destination="Plugh") == ["/slices/0/origin", "/slices/0/destination"]


def test_origin_is_not_the_destination() -> None:
    assert pointers(destination="BER") == ["/slices/0/destination"]


def test_a_name_of_many_places_is_asked_back_and_its_answer_taken() -> None:
    with pytest.raises(AmbiguousRequest) as asked:
        read(destination="San Jose")
    (question,) = asked.value.questions
    code, _label = question.choices[0]

    assert read(destination="San Jose", answers={question.field: code}).destination.name.startswith("San Jos")


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"depart_on": TODAY - timedelta(days=1)}, "/slices/0/departOn"),
        ({"depart_on": TODAY + FURTHEST_DEPARTURE + timedelta(days=1)}, "/slices/0/departOn"),
        ({"return_on": date(2027, 3, 2)}, "/slices/1/departOn"),
        ({"return_on": TODAY + FURTHEST_DEPARTURE + timedelta(days=1)}, "/slices/1/departOn"),
        ({"stay": RequestedStay(check_in=date(2027, 3, 2), check_out=date(2027, 3, 5))}, "/stays/0/checkIn"),
        ({"stay": RequestedStay(check_in=date(2027, 3, 5), check_out=date(2027, 3, 5))}, "/stays/0/checkOut"),
        ({"stay": RequestedStay(check_out=date(2027, 6, 2))}, "/stays/0/checkOut"),
        ({"stay": RequestedStay(check_out=date(2027, 3, 7)), "return_on": date(2027, 3, 5)}, "/stays/0/checkOut"),
        ({"stay": RequestedStay(check_in=date(2027, 3, 6), check_out=date(2027, 3, 8))}, "/stays/0/checkIn"),
        (
            {
                "depart_on": TODAY + FURTHEST_DEPARTURE,
                "stay": RequestedStay(check_out=TODAY + FURTHEST_DEPARTURE + timedelta(days=1)),
            },
            "/stays/0/checkOut",
        ),
        ({"stay": RequestedStay()}, "/stays/0/checkOut"),
        (
            {"stay": RequestedStay(check_out=date(2027, 3, 5), nightly_cap=Money(amount=0, currency="EUR"))},
            "/stays/0/nightlyCap/amount",
        ),
        (
            {"stay": RequestedStay(check_out=date(2027, 3, 5), total_cap=Money(amount=0, currency="EUR"))},
            "/stays/0/totalCap/amount",
        ),
    ],
)
def test_dates_that_cannot_be_are_refused_where_they_stand(wrong: dict[str, Any], pointer: str) -> None:
    assert pointers(**wrong) == [pointer]


@pytest.mark.parametrize("stay", [(date(2027, 9, 1), date(2027, 9, 3)), (date(9999, 12, 30), date(9999, 12, 31))])
def test_stay_apart_from_its_journey_is_refused(stay: tuple[date, date]) -> None:
    preferences = RequestedStay(check_in=stay[0], check_out=stay[1])

    for journey in ({"return_on": date(2027, 3, 5)}, {}):
        assert pointers(stay=preferences, **journey)[0] == "/stays/0/checkIn"


def test_stay_of_words_lies_with_its_journey() -> None:
    words = BookingRequest(
        request="Berlin to London on 3 March 2027, back on 5 March, with a hotel from 1 to 3 September 2027"
    )

    with pytest.raises(InvalidInput):
        understand(ANNA, words, now=NOW)


@pytest.mark.parametrize(
    ("origin", "destination", "earliest"),
    [
        ("NRT", "HNL", date(2027, 3, 2)),
        ("AKL", "LAX", date(2027, 3, 2)),
        ("APW", "PPG", date(2027, 3, 2)),
        ("SYD", "SFO", date(2027, 3, 2)),
        ("NAN", "PPT", date(2027, 3, 2)),
        ("ICN", "ANC", date(2027, 3, 2)),
        ("CXI", "HNL", date(2027, 3, 2)),
        ("HND", "LHR", date(2027, 3, 3)),
        ("BER", "LHR", date(2027, 3, 3)),
        ("JFK", "ORD", date(2027, 3, 3)),
        ("LAX", "SYD", date(2027, 3, 3)),
        ("PPG", "APW", date(2027, 3, 3)),
    ],
)
def test_stay_may_begin_on_the_first_day_on_which_one_can_be_there(
    origin: str, destination: str, earliest: date
) -> None:
    journey: dict[str, Any] = {"origin": origin, "destination": destination, "return_on": date(2027, 3, 8)}

    stay = read(**journey, stay=RequestedStay(check_in=earliest)).stay

    assert stay is not None
    assert stay.check_in == earliest
    assert pointers(**journey, stay=RequestedStay(check_in=earliest - timedelta(days=1))) == ["/stays/0/checkIn"]


@pytest.mark.parametrize(("check_in", "begins"), [(None, True), (date(2027, 3, 3), False), (date(2027, 3, 4), False)])
def test_stay_begins_on_arrival_unless_its_first_night_is_named(check_in: date | None, begins: bool) -> None:
    stay = read(return_on=date(2027, 3, 5), stay=RequestedStay(check_in=check_in)).stay

    assert stay is not None
    assert (stay.begins_on_arrival, stay.keeps_nights) == (begins, False)


@pytest.mark.parametrize("last_day", [date(2027, 3, 4), date(2027, 3, 5), date(2027, 3, 6)])
def test_stay_may_end_before_the_return_or_the_morning_after(last_day: date) -> None:
    stay = read(return_on=date(2027, 3, 5), stay=RequestedStay(check_out=last_day)).stay

    assert stay is not None
    assert stay.check_out == last_day


@pytest.mark.parametrize("odd", ["A\u0000na Lee", "An\u202ena Lee", "An\u00adna Lee"])
def test_no_name_has_what_cannot_be_seen_also_where_it_is_an_answer(odd: str) -> None:
    words = BookingRequest(
        request="Berlin to London on 3 March 2027, one way, for 2 people", answers={"travellers": odd}
    )

    with pytest.raises(InvalidInput) as refused:
        understand(ANNA, words, now=NOW)

    assert {each.pointer for each in refused.value.errors} == {"/answers/travellers"}


@pytest.mark.parametrize("fits", [TODAY, TODAY + FURTHEST_DEPARTURE])
def test_first_and_last_day_on_sale_are_taken(fits: date) -> None:
    assert read(depart_on=fits).depart_on == fits


def test_today_is_todays_date_where_the_journey_begins() -> None:
    evening = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)

    assert read(evening, origin="JFK", depart_on=date(2026, 11, 20)).depart_on == date(2026, 11, 20)
    with pytest.raises(InvalidInput):
        read(evening, origin="NRT", depart_on=date(2026, 11, 20))
