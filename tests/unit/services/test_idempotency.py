"""A claim is somebody's alone, until it is answered or its lease runs out."""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta

import msgspec
import pytest

from chalicelib import clock
from chalicelib.errors import KeyReused, StillRunning, Unavailable
from chalicelib.gateways import encryption
from chalicelib.models import idempotency as table
from chalicelib.models.idempotency import IdempotencyRow, StoredAnswer
from chalicelib.services import idempotency
from tests.simulation.cloud.empty import empty_cloud
from tests.support.connection import Cut
from tests.support.one_at_a_time import aws_one_at_a_time

SCOPE = idempotency.IdempotencyScope(user_id="u", operation="POST /v1/x", key="k", fingerprint="f")


@pytest.fixture(autouse=True)
def tables() -> Iterator[None]:
    with aws_one_at_a_time():
        IdempotencyRow.create_table(billing_mode="PAY_PER_REQUEST", wait=True)
        yield


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Lets time pass."""
    real = clock.now

    def pass_time(passed: timedelta) -> None:
        monkeypatch.setattr(clock, "now", lambda: real() + passed)

    return pass_time


def test_the_answer_comes_back_as_it_was_kept() -> None:
    kept = idempotency.complete(claimed(SCOPE), answer("Käse\n{}"))

    assert idempotency.claim(SCOPE) == kept == answer("Käse\n{}")


def test_the_row_holds_neither_the_key_nor_the_person() -> None:
    scope = idempotency.IdempotencyScope(user_id="user-ada", operation="POST /v1/x", key="my-key", fingerprint="f")
    claimed(scope)

    (row,) = IdempotencyRow.scan()
    assert "user-ada" not in str(row.serialize())
    assert "my-key" not in str(row.serialize())
    assert row.key == scope.hashed


def test_a_released_claim_is_taken_up_at_once() -> None:
    first = claimed(SCOPE)
    idempotency.release(first)

    assert claimed(SCOPE).operation_id == first.operation_id


def test_work_that_fails_of_anything_is_done_again_at_once_under_the_same_ids() -> None:
    made: list[str] = []

    def fail(claim: idempotency.Claim) -> StoredAnswer:
        made.append(claim.new_id("bkg"))
        raise RuntimeError("lost")

    def succeed(claim: idempotency.Claim) -> StoredAnswer:
        made.append(claim.new_id("bkg"))
        return answer(made[-1])

    with pytest.raises(RuntimeError):
        idempotency.once(SCOPE, fail)
    first = idempotency.once(SCOPE, succeed)
    second = idempotency.once(SCOPE, fail)

    assert made == [made[0]] * 2
    assert first == idempotency.Done(answer(made[0]), replayed=False)
    assert second == idempotency.Done(answer(made[0]), replayed=True)


def test_answer_that_cannot_be_kept_is_not_sent_and_the_work_may_be_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bool:
        raise Unavailable("The table is away.")

    with monkeypatch.context() as patch:
        patch.setattr(table, "store_answer", refuse)
        with pytest.raises(Unavailable):
            idempotency.once(SCOPE, lambda _: answer("first"))

    assert idempotency.once(SCOPE, lambda _: answer("again")) == idempotency.Done(answer("again"), replayed=False)


def test_answer_is_kept_unreadable_and_read_by_its_key() -> None:
    given = [idempotency.once(SCOPE, lambda _: answer("whsec_x")) for _ in range(2)]

    kept = idempotency.claim(SCOPE)
    assert [each.answer for each in given] == [answer("whsec_x")] * 2
    assert isinstance(kept, StoredAnswer)
    assert "whsec_x" not in kept.body


def test_long_answer_is_kept_short_and_read_as_it_was() -> None:
    options = json.dumps([{"optionId": f"opt_{number}", "price": {"amount": 20_000 + number}} for number in range(900)])
    idempotency.once(SCOPE, lambda _claim: answer(options))

    (row,) = IdempotencyRow.scan()
    assert len(str(row.serialize())) < len(options) / 4
    assert idempotency.once(SCOPE, lambda _claim: answer("another")) == idempotency.Done(answer(options), replayed=True)


def test_answer_that_an_earlier_release_kept_is_read() -> None:
    plain = encryption.encrypt_with(SCOPE.encryption_key, msgspec.json.encode(answer("as before")), SCOPE.hashed)
    kept = StoredAnswer(status=200, headers={}, body=plain, encrypted=True)

    assert idempotency.decrypt_answer(kept, SCOPE) == answer("as before")


def test_an_answered_claim_cannot_be_released() -> None:
    first = claimed(SCOPE)
    idempotency.complete(first, answer("a"))
    idempotency.release(first)

    assert idempotency.claim(SCOPE) == answer("a")


def test_a_key_stands_for_one_request_even_after_a_crash(later: Callable[[timedelta], None]) -> None:
    claimed(SCOPE)
    later(timedelta(seconds=61))

    with pytest.raises(KeyReused):
        idempotency.claim(
            idempotency.IdempotencyScope(user_id="u", operation="POST /v1/x", key="k", fingerprint="other")
        )


def test_a_row_that_dynamodb_has_not_yet_removed_is_free_after_a_day(later: Callable[[timedelta], None]) -> None:
    first = claimed(SCOPE)
    idempotency.complete(first, answer("old"))
    later(timedelta(hours=24, seconds=1))

    second = claimed(SCOPE)

    assert second.operation_id != first.operation_id
    with pytest.raises(StillRunning):
        idempotency.claim(SCOPE)


def test_who_is_not_heard_the_first_time_has_the_claim_all_the_same(later: Callable[[timedelta], None]) -> None:
    """The SDK sends what got no answer once more, and is refused: the claim is there already, and its own."""
    with empty_cloud() as wire:
        wire.scissors = lambda call: Cut.BLINK if call.operation != "dynamodb.GetItem" else None
        first = claimed(SCOPE)
        with pytest.raises(StillRunning):
            idempotency.claim(SCOPE)

        later(idempotency.LEASE)
        second = claimed(SCOPE)

        assert (second.operation_id, second.owner != first.owner) == (first.operation_id, True)
        assert idempotency.complete(second, answer("{}")) == answer("{}")


@pytest.mark.waits
def test_of_many_at_once_one_gets_the_claim() -> None:
    got: Counter[str] = Counter()

    def ask() -> None:
        try:
            got[type(idempotency.claim(SCOPE)).__name__] += 1
        except StillRunning:
            got["StillRunning"] += 1

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert got == {"Claim": 1, "StillRunning": 7}


def test_a_row_seen_before_somebody_else_took_over_is_of_no_use(later: Callable[[timedelta], None]) -> None:
    claimed(SCOPE)
    seen = table.find(SCOPE.hashed)
    assert seen is not None
    later(timedelta(seconds=61))
    claimed(SCOPE)

    assert not table.take_over(seen, "late", clock.now())


def test_dynamodb_failing_is_no_condition_failing() -> None:
    IdempotencyRow.delete_table()

    with pytest.raises(Unavailable):
        idempotency.claim(SCOPE)


def test_who_comes_late_answers_as_who_took_over(later: Callable[[timedelta], None]) -> None:
    slow = claimed(SCOPE)
    later(timedelta(seconds=61))
    quick = claimed(SCOPE)

    kept = idempotency.complete(quick, answer("quick"))
    idempotency.release(slow)

    assert idempotency.complete(slow, answer("slow")) == kept == answer("quick")
    assert idempotency.claim(SCOPE) == answer("quick")
    assert slow.operation_id == quick.operation_id


def test_only_one_of_two_takes_over(later: Callable[[timedelta], None]) -> None:
    claimed(SCOPE)
    later(timedelta(seconds=61))
    claimed(SCOPE)

    with pytest.raises(StillRunning):
        idempotency.claim(SCOPE)


def test_ids_of_a_claim_are_sound_and_differ(later: Callable[[timedelta], None]) -> None:
    first = claimed(SCOPE)
    later(timedelta(seconds=61))
    second = claimed(SCOPE)

    made = [[each.new_id(prefix) for prefix in ("bkg", "bkg", "trp")] for each in (first, second)]

    assert made[0] == made[1]
    assert len({one[4:] for one in made[0]}) == 3
    assert all(one[4:14] == first.operation_id[:10] for one in made[0])


def test_the_fields_of_a_scope_do_not_run_into_each_other() -> None:
    scopes = [("ab", "c", "d"), ("a", "bc", "d"), ("a", "b", "cd")]

    hashed = {idempotency.IdempotencyScope(user_id=u, operation=o, key=k, fingerprint="").hashed for u, o, k in scopes}

    assert len(hashed) == 3


def claimed(scope: idempotency.IdempotencyScope) -> idempotency.Claim:
    got = idempotency.claim(scope)
    assert isinstance(got, idempotency.Claim)
    return got


def answer(body: str) -> idempotency.StoredAnswer:
    return idempotency.StoredAnswer(status=200, headers={"Location": "/v1/x"}, body=body)
