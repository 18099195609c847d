"""An event: the policy's clauses were read again."""

from tests.recipes.recipe import Edited, Recipe, Written

RECIPE = Recipe(
    "An event",
    (
        Edited(
            "chalicelib/domain/bookings/events.py",
            '    SELECTED = "',
            '    NOTED = "booking.noted"\n',
            "tests/client/test_agreement.py::test_events_are_the_service_s",
        ),
        Edited(
            "chalicelib/services/booking_workflow/planning.py",
            "def ",
            "_NOTED = EventType.NOTED\n\n\n",
            "tests/unit/domain/bookings/test_events_wiring.py::test_every_type_of_event_is_published_somewhere",
        ),
        Edited(
            "chalicelib/domain/bookings/event_data/by_type.py",
            "    EventType.SELECTED",
            "    EventType.NOTED: EventData,\n",
            "tests/client/test_agreement.py::test_client_is_as_the_description_has_it",
        ),
        Edited(
            "chalicelib/api/openapi/meanings/events.py",
            '    "booking.selected"',
            '    "booking.noted": "The clauses were read again",\n',
            "tests/client/test_agreement.py::test_client_is_as_the_description_has_it",
        ),
        Edited(
            "tests/support/event_samples.py",
            "    EventType.SELECTED",
            "    EventType.NOTED: {},\n",
            "tests/unit/domain/bookings/test_events_wiring.py::test_every_type_of_event_says_what_its_data_are",
        ),
        Written(
            "clients/python/sojourn_client/models.py",
            "local.make_client",
            "tests/client/test_agreement.py::test_client_is_as_the_description_has_it",
        ),
        Written(
            "clients/typescript/src/models.ts",
            "local.make_client",
            "tests/client/test_agreement.py::test_client_is_as_the_description_has_it",
        ),
    ),
)
