"""Reads a request in words by rules: real places, real dates, and a question for whatever is not certain."""

from collections.abc import Mapping
from datetime import datetime

from chalicelib.domain.money import CurrencyCode
from chalicelib.domain.places.place import IataCode
from chalicelib.domain.trip_requests.reading.clarifications import Findings
from chalicelib.domain.trip_requests.reading.days.date_phrases import DatePhrases, take_dates
from chalicelib.domain.trip_requests.reading.days.times import AskedWindow, take_windows
from chalicelib.domain.trip_requests.reading.hotels.nearness import NamedNear, limit_distance
from chalicelib.domain.trip_requests.reading.hotels.stay import (
    StayReading,
    read_stay,
    speaks_of_journey,
    take_only,
    take_stay_places,
)
from chalicelib.domain.trip_requests.reading.hotels.stay_phrases import StayPlace, part_stay_dates
from chalicelib.domain.trip_requests.reading.itineraries import read_itinerary
from chalicelib.domain.trip_requests.reading.journeys.named_slices import Journey
from chalicelib.domain.trip_requests.reading.journeys.place_names import part_joined_names
from chalicelib.domain.trip_requests.reading.journeys.route import (
    depart_from_home,
    find_city_around,
    find_district,
    find_landmark,
    start_at_home,
    take_journey,
    take_route,
    with_car_place,
    with_stay_places,
)
from chalicelib.domain.trip_requests.reading.journeys.untouched_places import take_untouched
from chalicelib.domain.trip_requests.reading.leftovers.leftovers import says_it_is_had, sort_leftovers
from chalicelib.domain.trip_requests.reading.people.charges import read_cost_centre
from chalicelib.domain.trip_requests.reading.people.people import FindPeople, Party, read_travellers
from chalicelib.domain.trip_requests.reading.people.purposes import read_purpose, take_labelled_purpose
from chalicelib.domain.trip_requests.reading.shapes import (
    Read,
    Wants,
    as_journey_home,
    as_there_and_back,
    is_at_a_place,
    read_at_places,
    read_journey,
)
from chalicelib.domain.trip_requests.reading.text.words import GAP, Words
from chalicelib.domain.trip_requests.reading.transport.cars import part_dates
from chalicelib.domain.trip_requests.reading.transport.transport import (
    mentions_flight,
    say_unsold,
    take_cars,
    take_modes,
    take_unsold,
)
from chalicelib.domain.trip_requests.reading.wishes.cabins import ask_of_coach, keep_cabins, take_cabins
from chalicelib.domain.trip_requests.reading.wishes.comforts import (
    as_terms_of_a_stay,
    find_unplaced,
    place_preferences,
    take_comforts,
)
from chalicelib.domain.trip_requests.request_reading import ReadWords, RequestReading
from chalicelib.domain.trip_requests.sale_window import SaleLimits
from chalicelib.domain.trip_requests.trip_request import Cabin, Traveller, TripRequest
from chalicelib.domain.value import Value

TEXT_LIMIT = 1000
IGNORE = "ignore"

_EXAMPLE = "Berlin to London 3-5 March 2027, hotel near the centre under 200 EUR a night"


class ReadingDefaults(Value, frozen=True):
    """What holds where the words say nothing: who travels, the company's currency, cabin and cost centre."""

    traveller: Traveller | None  # None: their given and family names are not known, and are asked
    currency: CurrencyCode
    cabin: Cabin = Cabin.ECONOMY
    cost_centre: str | None = None
    refused_cost_centres: frozenset[str] = frozenset()  # of the words, what may not be charged
    display_name: str = ""  # what a traveller whose names are not known is called
    find_people: FindPeople | None = None  # the people of the company by a name, whom the requester may book for
    given: tuple[Traveller, ...] = ()  # who travels, where that is said beside the words
    home: IataCode | None = None  # the traveller's home airport
    limits: SaleLimits = SaleLimits()  # what is sold of a trip at most
    stay_limits: SaleLimits = SaleLimits()  # ... and of one with a hotel


def read_request(
    text: str, *, now: datetime, defaults: ReadingDefaults, answers: Mapping[str, str] | None = None
) -> TripRequest:
    """Return the trip that `text` asks for, in English, at most 1000 characters; today is the day that it is at `now`
    where the trip starts.

    AmbiguousRequest holds every question at once; `answers` (field -> the chosen code, or a place, a date, names)
    settle them when the same text is read again, and answers to what is not in doubt change nothing.
    InvalidInput says what is wrong: nothing understood, an unknown place, a past date, a contradiction.
    """
    words = Words(text, TEXT_LIMIT)
    findings = Findings(answers or {})
    read = _read_words(words, findings, now, defaults)
    findings.raise_if_any()
    return read


def explain_reading(text: str, request: TripRequest, *, now: datetime) -> RequestReading:
    """Return how the words of `text`, of which `request` came at `now`, were read; what was asked about and answered
    stands among what was not read."""
    words = Words(text, TEXT_LIMIT)
    part_joined_names(words)
    plain = words.text
    defaults = ReadingDefaults(
        traveller=next(iter(request.travellers), None),
        currency=request.currency,
        cost_centre=request.cost_centre,
        given=request.travellers,
    )
    _read_words(words, Findings({}), now, defaults)
    left = sort_leftovers(words.text)
    claimed = [(each.field, plain[each.start : each.end].strip(" ,;:.-")) for each in words.claimed(plain)]
    unsold = [said for field, said in claimed if said and not field]
    return RequestReading(
        read=tuple(ReadWords(words=said, field=_field_in(request, field)) for field, said in claimed if said and field),
        unread=(*unsold, *left.asked, *left.passed, *words.small_talk),
    )


# What a journey is not known without, by the fields of its questions.
_BASICS = frozenset(("origin", "destination", "departOn", "returnOn", "nights", "dropOffOn", "travellers"))
# Where what is said of the days and places of a trip is read into, by what the trip has.
_FIELDS_BY_PART = {
    "slices": {"days": "slices.departOn", "times": "slices.departure", "places": "slices"},
    "stays": {"days": "stays.checkIn", "times": "stays.checkIn", "places": "stays.place"},
    "cars": {"days": "cars.pickUpOn", "times": "cars.pickUpAt", "places": "cars.pickUp"},
}


def _field_in(request: TripRequest, field: str) -> str:
    part = "slices" if request.slices else "stays" if request.stays else "cars"
    return _FIELDS_BY_PART[part].get(field, field)


def _read_words(words: Words, findings: Findings, now: datetime, defaults: ReadingDefaults) -> TripRequest:
    """Return the trip that `words` ask for, which holds where nothing was found to ask or to refuse."""
    part_joined_names(words)
    cost_centre = read_cost_centre(
        words.into("costCentre"), findings, defaults.cost_centre, defaults.refused_cost_centres
    )
    labelled = take_labelled_purpose(words.into("purpose"))
    is_lone = take_only(words.into("stays"))
    speaks, flies = speaks_of_journey(words.text), mentions_flight(words.text)
    stay_reading = read_stay(words, findings)
    comforts = take_comforts(words.into("preferences"), stay_reading.ends, flies=speaks or not is_lone)
    cars = take_cars(words.into("cars"))
    windows = take_windows(words.into("times"))
    dates = part_dates(_take_days(words.into("days"), windows, stay_reading), cars)
    cabins = take_cabins(words.into("slices.cabin"), findings, defaults.cabin, speaks_of_flying=flies)
    limits = defaults.stay_limits if stay_reading.wanted else defaults.limits
    travellers = read_travellers(words.into("travellers"), findings, _party_of(defaults, limits.travellers))
    purpose = labelled or read_purpose(words.into("purpose"))
    named_modes = take_modes(words.into("slices.mode"))
    unsold = take_unsold(words.into(""))
    stays = take_stay_places(words.into("stays.place"), stay_reading)
    text = words.text
    journey = take_journey(words.into("places"), [each.name for each in stays])
    journey = start_at_home(journey, defaults.home, words)
    stay_reading, stays = _near_landmark(stay_reading, stays, journey)
    stay_places = [each.name for each in stays]
    wants = Wants(stay_reading, cars, dates, cabins, named_modes, windows, comforts, defaults.currency)
    if journey.is_of_several:
        wants = wants._replace(dates=part_stay_dates(dates, stay_reading.ends))
        read = _read_several(words.into("days"), wants, journey, stay_places, findings, now, limits)
    else:
        near = stay_reading.near.name if stay_reading.near else None
        named = with_stay_places(take_route(words, journey, text), stay_places, near)
        if (district := find_district(named)) and near is None:
            wants = wants._replace(stay=stay_reading._replace(near=NamedNear(district, 0)))
            named = named._replace(stay=None)
        is_lone = is_at_a_place(wants, named, says_only=is_lone, speaks_of_journey=speaks)
        if is_lone:
            comforts = comforts if cars else as_terms_of_a_stay(comforts)
            wants = wants._replace(comforts=comforts)
            named = with_car_place(named, next((car.pick_up for car in cars), None))
            read = read_at_places(wants, stays, named, findings, now, limits)
        else:
            wants = wants._replace(dates=part_stay_dates(dates, stay_reading.ends))
            wants = as_journey_home(wants) if journey.is_return else wants
            wants = as_there_and_back(wants) if len(journey.slices) > 1 else wants
            read = read_journey(wants, depart_from_home(named, defaults.home, words), findings, now, limits)
    ask_of_coach(cabins, read.places, findings)
    if unsold and not read.places:
        findings.refuse(say_unsold(unsold))
    unplaced = find_unplaced(comforts, read.slices, read.begins) if read.slices else ()
    _account_for_the_rest(
        take_untouched(words.into("places"), read.slices), findings, unsold, (*read.unplaced, *unplaced)
    )
    return TripRequest(
        slices=read.slices,
        stays=read.stays,
        cars=read.cars,
        preferences=(
            *place_preferences(comforts, read.slices, read.starts, read.begins),
            *keep_cabins(cabins),
            *limit_distance(stay_reading.near),
        ),
        purpose=purpose,
        cost_centre=cost_centre,
        travellers=travellers,
        currency=defaults.currency,
    )


def _take_days(words: Words, windows: tuple[AskedWindow, ...], stay: StayReading) -> DatePhrases:
    """Return the days, taken out of `words`; one day is that of both ways where a time of it is of the way back."""
    taken = take_dates(words)
    back = next((each for each in windows if each.is_of_return(taken.text)), None)
    return taken.for_one_day(back.start) if back and not stay.wanted else taken


def _near_landmark(
    stay: StayReading, places: tuple[StayPlace, ...], journey: Journey
) -> tuple[StayReading, tuple[StayPlace, ...]]:
    """Return what is said of a hotel, and where it is, with a part of the city that the journey goes to as what it is
    near."""
    landmark = find_landmark([each.name for each in places], journey) if stay.near is None else None
    return (stay._replace(near=NamedNear(landmark, 0)), ()) if landmark else (stay, places)


def _read_several(
    words: Words,
    wants: Wants,
    journey: Journey,
    stay_places: list[str],
    findings: Findings,
    now: datetime,
    limits: SaleLimits,
) -> Read:
    """Return a journey of several slices; a hotel in a part of a city that it goes to is near that part."""
    ends = [each.destination for each in journey.slices if each.destination]
    if len(stay_places) == 1 and (around := find_city_around(stay_places[0], ends)):
        wants = wants._replace(stay=wants.stay._replace(near=wants.stay.near or NamedNear(stay_places[0], 0)))
        stay_places = [around]
    read = read_itinerary(wants, journey.slices, stay_places, findings, now, limits)
    for each in read.stopovers:
        words.blank(each.start, each.end)
    return read


def _party_of(defaults: ReadingDefaults, most: int) -> Party:
    alone = (defaults.traveller,) if defaults.traveller else ()
    return Party(
        defaults.given or alone,
        is_given=bool(defaults.given),
        display_name=defaults.display_name,
        most=most,
        find_people=defaults.find_people,
    )


def _account_for_the_rest(words: Words, findings: Findings, unsold: tuple[str, ...], unplaced: tuple[str, ...]) -> None:
    """Ask about what nobody sells, and about words that nothing understood, since they may matter: the traveller says
    whether to go on without them. While it is open who travels, from where to where or when, that alone is asked: the
    words that are left may say it, and are asked about once it is answered."""
    if GAP not in words.text:
        findings.refuse(f'No trip was found in these words. Say from where to where and when, such as "{_EXAMPLE}".')
        return
    doubts = [say_unsold(unsold)] if unsold else []
    doubts += [f'Of which slice is "{said}"?' for said in unplaced]
    is_open = not _BASICS.isdisjoint(field.rpartition(".")[2] for field in findings.open_fields)
    had = tuple(piece for piece in words.small_talk if says_it_is_had(piece))
    if not is_open and (left := (*sort_leftovers(words.text, findings.fields).asked, *had)):
        quoted = ", ".join(f'"{run}"' for run in left)
        doubts.append(f"Not understood: {quoted}.")
    if doubts:
        findings.choose("unread", f"{' '.join(doubts)} Go on without that?", [(IGNORE, "Go on without that")])
