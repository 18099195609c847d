"""The sandbox's rental cars: what each invented company has at the airport and in the centre, priced by the day and
made again from nothing but its id."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from chalicelib.domain.local_days import local_day, local_time
from chalicelib.domain.money import Money, average
from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.searches import CarQuery
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.places.place import Place
from chalicelib.errors import FieldError, InvalidInput, NotFound
from chalicelib.gateways.suppliers.sandbox.car_fleets import COMPANIES, CarModel, has_manuals, list_models
from chalicelib.gateways.suppliers.sandbox.car_rates import day_factor, first_day_rate, one_way_fee
from chalicelib.gateways.suppliers.sandbox.car_stations import (
    StationKind,
    is_open,
    list_stations,
    may_be_left,
    rental_station,
    station_key,
)
from chalicelib.gateways.suppliers.sandbox.cities import price_level
from chalicelib.gateways.suppliers.sandbox.flight_times import departure_time
from chalicelib.gateways.suppliers.sandbox.inventory_items import (
    InventoryItem,
    Part,
    decode_id,
    encode_id,
    read_place,
    unknown_offer,
    write_place,
)
from chalicelib.gateways.suppliers.sandbox.limits import LIMITS
from chalicelib.gateways.suppliers.sandbox.prices import in_currency
from chalicelib.gateways.suppliers.sandbox.seeded_choices import seeded_choice, seeded_int

SUPPLIER = "sandbox"
_BEFORE_PICK_UP = timedelta(hours=1)
_DAY = timedelta(days=1)
# Of how many categories, from the one asked for up, a company offers a car.
_CATEGORIES_OFFERED = 3
_FEWEST_CARS, _MOST_CARS = 2, 12
_RATES = {Refundability.FULL: 1.0, Refundability.WITH_FEE: 0.94, Refundability.NONE: 0.84}


class Desk(NamedTuple):
    """A station of a company at a local time: where and when a car is picked up or dropped off."""

    kind: StationKind
    place: Place
    day: date
    time: str


@dataclass(frozen=True, slots=True)
class Rental:
    """Everything that an offer's id says."""

    company: int
    car: CarModel
    refundability: Refundability
    pick_up: Desk
    drop_off: Desk
    currency: str

    @property
    def pick_up_at(self) -> datetime:
        return _moment(self.company, self.pick_up)

    @property
    def drop_off_at(self) -> datetime:
        return _moment(self.company, self.drop_off)

    @property
    def days(self) -> tuple[date, ...]:
        """The days of 24 hours by the clock where it is picked up, begun ones included; each by the date on which it
        begins."""
        zone = rental_station(self.company, self.pick_up.kind, self.pick_up.place).timezone
        begins, ends = (local_time(at, zone).replace(tzinfo=None) for at in (self.pick_up_at, self.drop_off_at))
        count = max(1, -((begins - ends) // _DAY))
        return tuple(self.pick_up.day + timedelta(days=number) for number in range(count))

    @property
    def station_key(self) -> str:
        """Where it is picked up."""
        return station_key(self.company, self.pick_up.kind, self.pick_up.place)


def car_rentals(query: CarQuery, now: datetime) -> list[Rental]:
    """Return what could be offered for `query` if nothing were rented. Raises InvalidInput for more days than are
    rented at once."""
    if (query.drop_off_on - query.pick_up_on).days > LIMITS.rental_days:
        detail = f"The sandbox supplier rents cars for at most {LIMITS.rental_days} days at once."
        raise InvalidInput(detail, [FieldError("/dropOffOn", detail)])
    last_day = local_day(now, query.drop_off.timezone) + LIMITS.ahead
    if query.drop_off_on > last_day or not may_be_left(query.pick_up, query.drop_off):
        return []
    return [
        rental
        for company in range(len(COMPANIES))
        for pick_up, drop_off in _find_desks(query, company)
        for rental in _find_rentals(query, company, pick_up, drop_off)
        if _is_on_sale(rental, now)
    ]


def read_rental(offer_id: str) -> Rental:
    """Return the rental that `offer_id` stands for. Raises NotFound."""
    try:
        kind, (company, acriss, refundability, currency, *desks) = decode_id(offer_id)
        half = len(desks) // 2
        rental = Rental(
            company=int(company),
            car=_read_model(acriss, desks),
            refundability=Refundability(refundability),
            pick_up=_read_desk(desks[:half]),
            drop_off=_read_desk(desks[half:]),
            currency=currency,
        )
        is_possible = 0 <= rental.company < len(COMPANIES) and rental.pick_up_at < rental.drop_off_at
    except (ValueError, LookupError, NotFound):
        raise unknown_offer(offer_id) from None
    if kind != "c" or not is_possible or len(rental.days) > LIMITS.rental_days + 1:
        raise unknown_offer(offer_id)
    return rental


def car_inventory_item(rental: Rental) -> InventoryItem:
    """Return the car of a code at a station that is taken each day, and what it costs while no unit's price is
    changed."""
    days, rates = rental.days, _rates(rental)
    name = f"car {rental.station_key} {rental.car.acriss}"
    units = {f"{name} {day}": seeded_int(_FEWEST_CARS, _MOST_CARS, "cars", name, day) for day in days}
    price = in_currency(sum(rates) + _one_way_fee(rental), rental.currency)
    return InventoryItem(
        offer_id=_rental_id(rental),
        units=units,
        count=1,
        price=price,
        refundability=rental.refundability,
        fee=_fee(rental, rates[0]),
        starts_at=rental.pick_up_at,
        parts=(Part(units=tuple(units), starts_at=rental.pick_up_at, weight=1),),
    )


def car_offer(rental: Rental, item: InventoryItem, price: Money, expires_at: datetime) -> CarOffer:
    """Return `rental` as it is offered, at `price`."""
    days = len(rental.days)
    return CarOffer(
        offer_id=item.offer_id,
        supplier=SUPPLIER,
        company=COMPANIES[rental.company].name,
        model=rental.car.name,
        category=rental.car.category,
        acriss=rental.car.acriss,
        seats=rental.car.seats,
        automatic=rental.car.automatic,
        pick_up=rental_station(rental.company, rental.pick_up.kind, rental.pick_up.place),
        drop_off=rental_station(rental.company, rental.drop_off.kind, rental.drop_off.place),
        pick_up_at=rental.pick_up_at,
        drop_off_at=rental.drop_off_at,
        car_index=0,
        days=days,
        daily=average(price, days),
        price=price,
        refundability=rental.refundability,
        cancellation_fee=item.fee,
        expires_at=expires_at,
    )


def _find_desks(query: CarQuery, company: int) -> Iterator[tuple[Desk, Desk]]:
    """Yield where a company is open when the car is picked up and when it is dropped off; there and back that is the
    same station."""
    for there in list_stations(company, query.pick_up):
        for back in list_stations(company, query.drop_off):
            if query.pick_up == query.drop_off and there is not back:
                continue
            if is_open(company, there, query.pick_up_on, query.pick_up_at) and is_open(
                company, back, query.drop_off_on, query.drop_off_at
            ):
                yield (
                    Desk(there, query.pick_up, query.pick_up_on, query.pick_up_at),
                    Desk(back, query.drop_off, query.drop_off_on, query.drop_off_at),
                )


def _find_rentals(query: CarQuery, company: int, pick_up: Desk, drop_off: Desk) -> Iterator[Rental]:
    """Yield a car of each of the lowest categories that will do, the lowest of all at a saver rate as well."""
    for place, car in enumerate(_choose_models(query, company)):
        for refundability in _list_terms(company, query.pick_up.country, with_saver=place == 0):
            yield Rental(company, car, refundability, pick_up, drop_off, query.currency)


def _choose_models(query: CarQuery, company: int) -> list[CarModel]:
    """Return a car of each category from the one asked for up, as long as it seats everybody."""
    by_category: dict[int, list[CarModel]] = {}
    for model in list_models(query.pick_up.country):
        fits = model.seats >= query.travellers and (model.automatic or not query.automatic)
        if fits and model.category.rank >= query.category.rank:
            by_category.setdefault(model.category.rank, []).append(model)
    offered = sorted(by_category)[:_CATEGORIES_OFFERED]
    return [_choose_model(by_category[category], company, query.pick_up) for category in offered]


def _choose_model(models: list[CarModel], company: int, place: Place) -> CarModel:
    kinds = ",".join(model.acriss for model in models)
    return models[seeded_int(0, len(models) - 1, "car model", company, place.country, kinds)]


def _list_terms(company: int, country: str, *, with_saver: bool) -> Iterator[Refundability]:
    yield Refundability.FULL if seeded_choice("car rate", company, country) < 0.6 else Refundability.WITH_FEE
    if with_saver and COMPANIES[company].has_saver_rate:
        yield Refundability.NONE


def _is_on_sale(rental: Rental, now: datetime) -> bool:
    return now + _BEFORE_PICK_UP <= rental.pick_up_at < rental.drop_off_at


def _moment(company: int, desk: Desk) -> datetime:
    hours, minutes = desk.time.split(":")
    zone = rental_station(company, desk.kind, desk.place).timezone
    return departure_time(desk.day, int(hours) * 60 + int(minutes), zone)


def _rates(rental: Rental) -> list[float]:
    """Return euro cents of each day."""
    place = rental.pick_up.place
    # Cars differ less from place to place than rooms do.
    level = (0.6 + 0.4 * price_level(place)) * COMPANIES[rental.company].price_level * _RATES[rental.refundability]
    first = level * first_day_rate(
        rental.car,
        costs_more_automatic=has_manuals(place.country),
        at_airport=rental.pick_up.kind is StationKind.AIRPORT,
    )
    return [
        first
        * day_factor(day, number, seeded_choice("car demand", rental.station_key, day), southern=place.latitude < 0)
        for number, day in enumerate(rental.days)
    ]


def _one_way_fee(rental: Rental) -> float:
    """Return euro cents."""
    there = rental_station(rental.company, rental.pick_up.kind, rental.pick_up.place)
    back = rental_station(rental.company, rental.drop_off.kind, rental.drop_off.place)
    metres = great_circle_distance(there.latitude, there.longitude, back.latitude, back.longitude)
    return one_way_fee(round(metres), abroad=rental.pick_up.place.country != rental.drop_off.place.country)


def _fee(rental: Rental, first_day: float) -> Money | None:
    """Return the first day."""
    return in_currency(first_day, rental.currency) if rental.refundability is Refundability.WITH_FEE else None


def _rental_id(rental: Rental) -> str:
    terms = (rental.company, rental.car.acriss, rental.refundability, rental.currency)
    return encode_id("c", *terms, *_write_desk(rental.pick_up), *_write_desk(rental.drop_off))


def _write_desk(desk: Desk) -> tuple[object, ...]:
    return desk.kind, desk.day, desk.time, *write_place(desk.place)


def _read_desk(parts: list[str]) -> Desk:
    kind, day, time, *place = parts
    return Desk(StationKind(kind), read_place(place), date.fromisoformat(day), time)


def _read_model(acriss: str, desks: list[str]) -> CarModel:
    country = _read_desk(desks[: len(desks) // 2]).place.country
    found = next((model for model in list_models(country) if model.acriss == acriss), None)
    if found is None:
        raise ValueError(acriss)
    return found
