"""A setting: how many trips a page shows."""

from tests.recipes.recipe import Edited, Recipe

RECIPE = Recipe(
    "A setting",
    (
        Edited(
            "chalicelib/settings.py",
            '    user_pool_id: str = ""',
            "    trips_shown: int = 20\n",
            "tests/unit/test_settings_docs.py::test_every_setting_of_the_functions_has_a_row_with_its_default",
        ),
        Edited(
            ".chalice/config.json",
            '        "SOJOURN_CURRENCY"',
            '        "SOJOURN_TRIPS_SHOWN": "25",\n',
            "tests/unit/test_settings_docs.py::test_every_setting_of_the_functions_says_where_it_is_set",
            everywhere=True,
        ),
        Edited(
            "docs/operations.md",
            "| `SOJOURN_LOG_LEVEL`",
            "| `SOJOURN_TRIPS_SHOWN` | `20` | `config.json` | how many trips a page shows |\n",
            "tests/unit/test_settings_docs.py::test_every_setting_of_the_functions_has_a_row_with_its_default",
        ),
    ),
)
