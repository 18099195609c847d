"""Changing what others change as well."""

import pytest

from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import Conflict, CreditSpent, NotFound, VersionConflict


class Rivals:
    """An attempt at a change that so many others come before."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.attempts = 0

    def __call__(self) -> str:
        self.attempts += 1
        if self.attempts <= self.count:
            raise VersionConflict("The booking has changed meanwhile.")
        return "kept"


def test_change_is_attempted_again_when_somebody_was_faster() -> None:
    attempt = Rivals(2)

    assert until_kept(attempt) == "kept"
    assert attempt.attempts == 3


def test_change_is_given_up_when_somebody_always_is() -> None:
    attempt = Rivals(1000)

    with pytest.raises(VersionConflict, match="has changed meanwhile"):
        until_kept(attempt)
    assert attempt.attempts < 10


@pytest.mark.parametrize("error", [NotFound("There is no such booking."), Conflict("It waits for no choice.")])
def test_what_another_attempt_would_not_mend_is_raised_at_once(error: Exception) -> None:
    made = []

    def attempt() -> None:
        made.append(1)
        raise error

    with pytest.raises(type(error), match=str(error)):
        until_kept(attempt)
    assert len(made) == 1


@pytest.mark.parametrize("attempts", [1, 2, 4])
def test_change_is_attempted_as_often_as_it_is_said_and_no_more(attempts: int) -> None:
    attempt = Rivals(1000)

    with pytest.raises(VersionConflict):
        until_kept(attempt, attempts=attempts)
    assert attempt.attempts == attempts


def test_only_the_conflict_that_is_named_is_worth_another_attempt() -> None:
    attempt = Rivals(1)

    with pytest.raises(VersionConflict):
        until_kept(attempt, CreditSpent)
    assert attempt.attempts == 1
