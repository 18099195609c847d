"""Names of airports: those that the resolver knows, and the file is what the installed source makes it."""

from chalicelib.domain.places.airport_names import airport_name
from chalicelib.domain.places.resolver import find_airport
from local import make_airport_names


def test_the_file_of_names_is_what_the_installed_source_makes_it() -> None:
    assert make_airport_names.TARGET.read_text("utf-8") == make_airport_names.render_names()


def test_a_name_is_the_one_that_the_resolver_knows() -> None:
    assert airport_name("BER") == find_airport("BER").name
    assert airport_name("ZZZ") is None
