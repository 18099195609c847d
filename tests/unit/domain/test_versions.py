"""Nobody writes over what they have not seen."""

import pytest

from chalicelib.domain.trips.share import Right, Share
from chalicelib.domain.versions import require_version
from chalicelib.errors import VersionConflict
from tests.support.booked_samples import NOW

SHARE = Share(
    trip_id="trp_1", user_id="ben", right=Right.READ, shared_at=NOW, updated_at=NOW, shared_by="anna", version=3
)


@pytest.mark.parametrize(("found", "expected"), [(SHARE, 3), (SHARE, None), (None, 0), (None, None)])
def test_what_was_seen_or_whatever_there_is_may_be_written_over(found: Share | None, expected: int | None) -> None:
    require_version(found, expected, "The share")


@pytest.mark.parametrize(("found", "expected"), [(SHARE, 2), (SHARE, 4), (SHARE, 0), (None, 1)])
def test_another_version_than_was_seen_is_not_written_over(found: Share | None, expected: int) -> None:
    with pytest.raises(VersionConflict, match="The share has changed meanwhile"):
        require_version(found, expected, "The share")
