"""What every copy of the reports keeps to. Each one's test file takes `Contract` as a base class and says how an empty
one is made."""

from typing import Protocol

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain.reports.contribution import Contribution, Dimension, Entry
from chalicelib.domain.reports.measures import Measures
from chalicelib.gateways.reporting_copy.postgres_copy import Copied

_FEW = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
_IDS = ("bkg_a", "bkg_B", "bkg_c")
MONTHS = ("2027-01", "2027-02")
_KEYS = st.sampled_from(["-", "SALES-EU", "Zürich HB - Genève", 'it\'s \\ "quoted"', "100 %", "(erased)"])
_AMOUNTS = st.integers(-(10**12), 10**12)
_MEASURES = st.builds(Measures, bookings=st.integers(0, 1), gross=_AMOUNTS, refunded=_AMOUNTS, co2_grams=_AMOUNTS)
_ENTRIES = st.builds(
    Entry,
    dimension=st.sampled_from(list(Dimension)),
    key=_KEYS,
    currency=st.sampled_from(["EUR", "JPY"]),
    measures=_MEASURES,
)
_CONTRIBUTIONS = st.builds(
    Contribution,
    month=st.sampled_from(MONTHS),
    entries=st.lists(_ENTRIES, max_size=6, unique_by=lambda entry: entry.group).map(tuple),
)
_CHANGES = st.tuples(st.sampled_from(_IDS), st.integers(1, 4), st.none() | _CONTRIBUTIONS, st.booleans())


class Copy(Protocol):
    """What a copy is asked for."""

    def replace(
        self, booking_id: str, version: int, contribution: Contribution | None, *, although_later: bool = False
    ) -> bool: ...

    def list_month(self, month: str) -> dict[str, Copied]: ...


def counting(gross: int, month: str = "2027-01", *keys: str) -> Contribution:
    """What a booking counts for, in these groups of cost centres."""
    return Contribution(
        month=month,
        entries=tuple(
            Entry(
                dimension=Dimension.COST_CENTRE,
                key=key,
                currency="EUR",
                measures=Measures(bookings=1, gross=gross, refunded=1),
            )
            for key in keys or ("OPS",)
        ),
    )


class Contract:
    """Tests of one kind of copy; `make_copy` gives an empty one, each time another."""

    def make_copy(self) -> Copy:
        raise NotImplementedError

    def test_what_is_copied_is_listed_in_its_month_alone(self) -> None:
        copy = self.make_copy()

        assert copy.replace("bkg_a", 1, counting(100))
        assert copy.replace("bkg_b", 3, counting(200, "2027-02"))

        assert copy.list_month("2027-01") == {"bkg_a": Copied(1, counting(100))}
        assert copy.list_month("2027-02") == {"bkg_b": Copied(3, counting(200, "2027-02"))}
        assert copy.list_month("2026-12") == {}

    def test_the_same_again_changes_nothing_and_another_replaces_all_of_it(self) -> None:
        copy = self.make_copy()
        copy.replace("bkg_a", 1, counting(100, "2027-01", "OPS", "SALES"))

        assert not copy.replace("bkg_a", 1, counting(100, "2027-01", "SALES", "OPS"))
        assert not copy.replace("bkg_a", 2, counting(100, "2027-01", "OPS", "SALES"))
        assert copy.replace("bkg_a", 3, counting(50, "2027-01", "OPS"))

        assert copy.list_month("2027-01") == {"bkg_a": Copied(3, counting(50))}

    def test_an_earlier_version_that_comes_late_changes_nothing(self) -> None:
        copy = self.make_copy()
        copy.replace("bkg_a", 3, counting(50))

        assert not copy.replace("bkg_a", 2, counting(100))
        assert not copy.replace("bkg_a", 2, None)

        assert copy.list_month("2027-01") == {"bkg_a": Copied(3, counting(50))}

    def test_although_it_is_earlier_it_counts_where_that_is_wanted(self) -> None:
        copy = self.make_copy()
        copy.replace("bkg_a", 9, counting(50))

        assert copy.replace("bkg_a", 2, counting(100), although_later=True)

        assert copy.list_month("2027-01") == {"bkg_a": Copied(2, counting(100))}

    def test_what_counts_for_nothing_any_more_is_gone(self) -> None:
        copy = self.make_copy()
        copy.replace("bkg_a", 1, counting(50))

        assert copy.replace("bkg_a", 2, None)
        assert not copy.replace("bkg_a", 2, None)

        assert copy.list_month("2027-01") == {}

    def test_a_booking_that_counts_in_no_group_is_known_all_the_same(self) -> None:
        copy = self.make_copy()

        copy.replace("bkg_a", 1, Contribution(month="2027-01", entries=()))

        assert copy.list_month("2027-01") == {"bkg_a": Copied(1, Contribution(month="2027-01", entries=()))}

    @_FEW
    @given(st.lists(_CHANGES, max_size=12))
    def test_whatever_comes_in_whatever_order_the_latest_version_stands(
        self, changes: list[tuple[str, int, Contribution | None, bool]]
    ) -> None:
        copy, expected = self.make_copy(), dict[str, Copied]()

        for booking_id, version, contribution, although_later in changes:
            copy.replace(booking_id, version, contribution, although_later=although_later)
            known = expected.get(booking_id)
            if known is None or known.version <= version or although_later:
                expected.pop(booking_id, None)
                if contribution is not None:
                    expected[booking_id] = Copied(version, contribution.in_order())

        for month in MONTHS:
            assert copy.list_month(month) == {
                booking_id: each for booking_id, each in expected.items() if each.contribution.month == month
            }
