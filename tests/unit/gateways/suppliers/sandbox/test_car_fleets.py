"""Companies and cars: codes that ACRISS knows, a car for any number of travellers everywhere."""

import re

import pytest

from chalicelib.domain.trip_requests.trip_request import CarCategory
from chalicelib.gateways.suppliers.sandbox.car_fleets import COMPANIES, has_manuals, list_models

# Types, gearboxes and fuels of the ACRISS matrix that the sandbox uses.
ACRISS = re.compile("[MECISFP][BDWFV][MA][RH]")


@pytest.mark.parametrize("country", ["DE", "US"])
def test_codes_are_of_the_matrix_and_each_stands_for_one_car(country: str) -> None:
    models = list_models(country)

    assert all(ACRISS.fullmatch(model.acriss) for model in models)
    assert len({model.acriss for model in models}) == len({model.name for model in models}) == len(models)


@pytest.mark.parametrize("country", ["DE", "US"])
def test_every_category_is_rented_and_the_best_seats_nine(country: str) -> None:
    models = list_models(country)

    assert {model.category for model in models} == set(CarCategory)
    assert any(model.seats >= 9 and model.automatic and model.category is CarCategory.PREMIUM for model in models)


def test_manuals_are_rented_where_they_are_driven() -> None:
    assert has_manuals("FR")
    assert not has_manuals("JP")
    assert any(not model.automatic for model in list_models("FR"))
    assert all(model.automatic for model in list_models("JP"))


def test_passenger_vans_have_six_seats_or_more() -> None:
    assert all(
        (model.seats >= 6) == (model.acriss[1] == "V") for country in ("DE", "US") for model in list_models(country)
    )


def test_companies_open_before_they_close() -> None:
    for company in COMPANIES:
        for opens, closes in (company.working_days, company.saturdays):
            assert "06:00" < opens < closes < "21:00"
