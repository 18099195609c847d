"""Two sweepers, two heartbeats and two nights at once, wherever one can come between the calls of another."""

import pytest

from tests.simulation import overlaps
from tests.simulation.overlaps import HEARTBEAT, JOBS, MOST_CALLS, NIGHTLY, SWEEPER, Job, overlap

# `make simulate` draws from all of the sweeper's places, which end in whole lives of bookings.
EVERY = {SWEEPER.name: 6, HEARTBEAT.name: 1, NIGHTLY.name: 1}


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_a_job_that_overlaps_itself_harms_nothing(job: Job) -> None:
    found = dict(overlaps.overlaps(job, EVERY[job.name]))

    assert len(found) > 5
    assert {at: wrong for at, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_there_is_something_to_be_done_at_more_than_one_place(job: Job) -> None:
    alone = overlap(job, None)

    assert alone.found == ()
    assert 5 < alone.calls <= MOST_CALLS
