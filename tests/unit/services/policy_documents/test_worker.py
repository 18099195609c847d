"""Parsing: each version once, whatever dies, comes twice or comes late, and every end says what it is."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest

from chalicelib.domain.policy_documents import parsing as domain
from chalicelib.domain.policy_documents.document import PolicyDocument, PolicyDocumentStatus
from chalicelib.domain.policy_documents.problems import MOST_SECTIONS, ParsingProblem, ParsingWarning
from chalicelib.domain.policy_documents.section import ParsedDocument, Section
from chalicelib.domain.webhooks.webhook import Webhook
from chalicelib.errors import NotFound, Unavailable
from chalicelib.gateways.document_parsing import parsing
from chalicelib.gateways.document_parsing.markdown import parse_markdown
from chalicelib.gateways.document_parsing.protocol import OnProgress, ParsingFailed
from chalicelib.models import policy_documents, policy_sections, webhooks
from chalicelib.services.policy_documents import deletion, uploads
from chalicelib.services.policy_documents.follow_up import complete_indexing
from chalicelib.services.policy_documents.messages import PolicyDocumentMessage
from chalicelib.services.policy_documents.worker import FileMissing, parse_version
from chalicelib.workers import queues as queue_workers
from tests.support.connection import Crash, Cut
from tests.support.daily_share import current_day
from tests.support.policy_document_samples import section
from tests.unit.services.documents.document_world import BEGUN, cut_at
from tests.unit.services.policy_documents.policy_world import MANAGER, PolicyWorld, sweep

Parse = Callable[[bytes, OnProgress], ParsedDocument]


@pytest.fixture(autouse=True)
def _in_this_process() -> Iterator[None]:
    """The real parser of Markdown, without the child process that it runs in."""
    with pytest.MonkeyPatch.context() as patch:
        let_parse(patch, parse_markdown)
        yield


def let_parse(patch: pytest.MonkeyPatch, parse: Parse) -> None:
    def in_process(body: bytes, _content_type: str, *, on_progress: OnProgress, **_more: Any) -> ParsedDocument:
        return parse(body, on_progress)

    patch.setattr(parsing, "parse", in_process)


def refuse(problem: ParsingProblem, detail: str | None = None) -> Parse:
    def parse(_body: bytes, _on_progress: OnProgress) -> ParsedDocument:
        raise ParsingFailed(problem, detail)

    return parse


def work(world: PolicyWorld) -> int:
    """Take the messages of the queue and parse what they name; how many there were."""
    messages = world.take("policy-documents")
    for each in messages:
        parse_version(msgspec.convert(each, PolicyDocumentMessage))
    return len(messages)


def subscribe(*event_types: str) -> None:
    webhook = Webhook(
        webhook_id="whk_01JQZXD3N5P7R9T1V3X5Z7B9D1",
        url="https://hooks.example.com/",
        event_types=event_types,
        description="",
        enabled=True,
        encrypted_secrets=msgspec.json.decode(b'{"key":"AA==","text":"AA=="}'),
        created_at=BEGUN,
        created_by="bob",
        updated_at=BEGUN,
    )
    webhooks.WebhookRow("company", webhook.webhook_id, version=1, document=webhook).save()


def test_what_was_confirmed_is_parsed_and_published_and_sent_to_be_indexed(world: PolicyWorld) -> None:
    document = world.received()

    assert work(world) == 1

    version = world.version(document)
    headings = [each.heading for each in policy_sections.read_sections(document.document_id, 1, count=99)]
    assert (version.status, version.notified, version.progress.sections) == (PolicyDocumentStatus.PARSED, True, 2)
    assert headings == ["Flights", "Hotels"]
    assert world.take("policy-index") == [{"documentId": document.document_id, "version": 1}]
    assert complete_indexing(document.document_id, 1, "words")
    assert not complete_indexing(document.document_id, 1, "words")
    assert world.version(document).due_at is None


def test_message_that_comes_twice_or_late_does_nothing_more(world: PolicyWorld) -> None:
    document = world.received()
    message = PolicyDocumentMessage(document_id=document.document_id, version=1)
    work(world)
    complete_indexing(document.document_id, 1, "words")
    before = world.stored(document)

    parse_version(message)
    parse_version(msgspec.structs.replace(message, version=2))
    assert world.stored(document) == before

    deletion.delete_document(MANAGER, document.document_id, expected=None)
    parse_version(message)
    world.clock.turn(minutes=21)
    sweep(world)
    parse_version(message)
    with pytest.raises(NotFound):
        policy_documents.get_document(document.document_id)
    assert not complete_indexing(document.document_id, 1, "words")


def test_version_that_somebody_parses_is_left_to_them_until_they_are_thought_dead(world: PolicyWorld) -> None:
    document = world.received()
    before = world.stored(document)
    claimed = domain.begin_parsing(before, 1, world.clock.time, until=world.clock.time.replace(minute=16))
    policy_documents.replace_document(before, claimed)

    work(world)
    assert world.version(document).attempts == 1

    world.clock.turn(minutes=7)
    assert sweep(world)["parsing_resent"] == 1
    work(world)
    assert (world.version(document).status, world.version(document).attempts) == (PolicyDocumentStatus.PARSED, 2)


@pytest.mark.parametrize("problem", ParsingProblem)
def test_problem_of_the_file_ends_in_a_status_that_says_what_to_do(
    problem: ParsingProblem, world: PolicyWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_parse(monkeypatch, refuse(problem, "page 3"))
    document = world.received()

    work(world)

    failure = world.version(document).failure
    assert failure is not None
    assert (failure.problem, failure.found) == (problem, "page 3")
    assert failure.detail
    assert world.take("policy-index") == []
    assert world.take("policy-documents-dlq") == []


def make_nothing(_body: bytes, _on_progress: OnProgress) -> ParsedDocument:
    return ParsedDocument(title=None, pages=2, sections=())


def make_too_many(_body: bytes, _on_progress: OnProgress) -> ParsedDocument:
    some = section(0, "x")
    return ParsedDocument(title=None, pages=None, sections=(some,) * (MOST_SECTIONS + 1))


@pytest.mark.parametrize(
    ("parse", "problem"),
    [(make_nothing, ParsingProblem.EMPTY), (make_too_many, ParsingProblem.TOO_COMPLEX)],
)
def test_what_cannot_be_kept_is_no_empty_success(
    parse: Parse, problem: ParsingProblem, world: PolicyWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_parse(monkeypatch, parse)
    document = world.received()

    work(world)

    failure = world.version(document).failure
    assert failure is not None
    assert failure.problem is problem


def test_system_that_is_away_is_waited_for_as_long_as_it_takes(
    world: PolicyWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_body: bytes, _on_progress: OnProgress) -> ParsedDocument:
        raise Unavailable("It is away.")

    document = world.received()
    with monkeypatch.context() as patch:
        let_parse(patch, away)
        for _ in range(2 * domain.MOST_ATTEMPTS):
            with pytest.raises(Unavailable):
                work(world)
            world.clock.turn(minutes=61)
            sweep(world)

    let_parse(monkeypatch, parse_markdown)
    work(world)
    assert world.version(document).status is PolicyDocumentStatus.PARSED


def test_what_nobody_has_foreseen_is_tried_a_few_times_and_then_given_up_with_a_dead_letter(
    world: PolicyWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(_body: bytes, _on_progress: OnProgress) -> ParsedDocument:
        raise KeyError("unforeseen")

    let_parse(monkeypatch, stumble)
    document = world.received()

    for _ in range(domain.MOST_ATTEMPTS):
        with pytest.raises(KeyError):
            work(world)
        assert world.take("policy-documents-dlq") == []
        world.clock.turn(minutes=61)
        sweep(world)
    work(world)

    failure = world.version(document).failure
    assert failure is not None
    assert failure.problem is ParsingProblem.NOT_PARSED
    assert world.take("policy-documents-dlq") == [{"documentId": document.document_id, "version": 1}]
    world.clock.turn(minutes=61)
    sweep(world)
    assert work(world) == 0


def test_worker_that_dies_each_time_is_given_up_too(world: PolicyWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(_body: bytes, _on_progress: OnProgress) -> ParsedDocument:
        raise Crash("out of memory")

    let_parse(monkeypatch, die)
    document = world.received()

    for _ in range(domain.MOST_ATTEMPTS):
        with pytest.raises(Crash):
            work(world)
        world.clock.turn(minutes=61)
        sweep(world)
    work(world)

    assert world.version(document).status is PolicyDocumentStatus.FAILED
    assert len(world.take("policy-documents-dlq")) == 1


def test_file_that_is_gone_is_a_fault_of_ours(world: PolicyWorld) -> None:
    document = world.received()
    for key in world.kept():
        world.s3.delete_object(Bucket="sojourn-local-documents-123456789012", Key=key)

    with pytest.raises(FileMissing):
        work(world)

    assert world.version(document).attempts == 1


def test_deletion_while_it_is_parsed_wins(world: PolicyWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    document = world.received()

    def delete_meanwhile(body: bytes, on_progress: OnProgress) -> ParsedDocument:
        before = world.stored(document)
        policy_documents.replace_document(before, domain.delete_document(before, world.clock.time))
        on_progress(1, 1)
        return parse_markdown(body, on_progress)

    let_parse(monkeypatch, delete_meanwhile)

    work(world)

    assert world.stored(document).deleted
    assert world.take("policy-index") == []


def test_batch_whose_time_is_over_hands_back_what_it_has_not_begun(
    world: PolicyWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = [world.received() for _ in range(3)]
    records = world.receive("policy-documents")
    begun: list[bytes] = []

    def parse(body: bytes, on_progress: OnProgress) -> ParsedDocument:
        begun.append(body)
        if len(begun) == 2:
            world.clock.turn(seconds=queue_workers.SECONDS)
            raise Unavailable("It is away.")
        return parse_markdown(body, on_progress)

    let_parse(monkeypatch, parse)
    with pytest.raises(queue_workers.BatchFailed):
        queue_workers.parse_policy_documents({"Records": records})

    statuses = sorted(world.version(each).status for each in documents)
    assert statuses == [PolicyDocumentStatus.PARSED, PolicyDocumentStatus.RECEIVED, PolicyDocumentStatus.RECEIVED]
    assert len(world.take("policy-documents")) == 1, "only what was handed back is there at once"


def test_progress_is_written_some_ten_times(world: PolicyWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    document = world.received()
    seen: list[PolicyDocument] = []

    def parse(body: bytes, on_progress: OnProgress) -> ParsedDocument:
        for page in range(1, 501):
            on_progress(page, 500)
        seen.append(world.stored(document))
        made = parse_markdown(body, lambda _done, _of: None)
        return msgspec.structs.replace(made, pages=500, warnings=(ParsingWarning.TABLES_NOT_READ,))

    let_parse(monkeypatch, parse)
    work(world)

    progress = [each.progress.pages_parsed for each in seen[0].events if each.type.value.endswith("progressed")]
    after = world.version(document)
    assert progress == list(range(50, 501, 50))
    assert seen[0].versions[0].progress.pages == 500
    assert (after.progress.pages_parsed, after.progress.pages) == (500, 500)
    assert after.warnings == (ParsingWarning.TABLES_NOT_READ,)


def test_subscribers_are_notified_once_of_how_it_ended(world: PolicyWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    subscribe("policy_document.*")
    document = world.received()
    work(world)
    sent = world.take("webhooks")
    assert len(sent) == 1, "by whoever parses, and not by the next sweep"
    uploads.create_version(MANAGER, document.document_id, document.versions[0].file, expected=None, operation_id=None)
    world.upload(document, 2)
    uploads.confirm_version(MANAGER, document.document_id, 2)
    let_parse(monkeypatch, refuse(ParsingProblem.ENCRYPTED))
    work(world)
    world.clock.turn(minutes=5)
    sweep(world)
    sent += world.take("webhooks")
    assert len({each["eventId"] for each in sent}) == len(sent) == 2


@pytest.mark.parametrize("how", [Cut.BEFORE, Cut.AFTER, Cut.UNREACHABLE])
def test_parsing_that_is_cut_at_any_call_is_finished_by_itself(
    world: PolicyWorld, how: Cut, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parse(body: bytes, on_progress: OnProgress) -> ParsedDocument:
        on_progress(1, 1)
        return parse_markdown(body, on_progress)

    let_parse(monkeypatch, parse)
    number, cuts = current_day() % 3, 0  # another third of the calls each day
    while True:
        document = world.received()
        world.wire.scissors = cut_at(len(world.wire.calls) + number, how)
        before = len(world.wire.cut)
        try:
            _work_whatever_happens(world)
        finally:
            world.wire.scissors = lambda _call: None
        if len(world.wire.cut) == before:
            break
        cuts, number = cuts + 1, number + 3
        _let_time_pass(world)
        assert world.version(document).status is PolicyDocumentStatus.PARSED
        assert len(_sections_of(world, document)) == world.version(document).progress.sections == 2
        assert world.version(document).notified
        assert document.document_id in {each["documentId"] for each in world.take("policy-index")}
        deletion.delete_document(MANAGER, document.document_id, expected=None)
    assert cuts >= 4


def _work_whatever_happens(world: PolicyWorld) -> None:
    try:
        work(world)
    except (Crash, Exception):  # noqa: BLE001 - the message would come again; here it is lost as well
        return


def _let_time_pass(world: PolicyWorld) -> None:
    for _ in range(3):
        world.clock.turn(minutes=61)
        sweep(world)
        work(world)


def _sections_of(world: PolicyWorld, document: PolicyDocument) -> list[Section]:
    count = world.version(document).progress.sections
    return list(policy_sections.read_sections(document.document_id, 1, count=count))


def test_upload_that_never_came_fails_after_a_day(world: PolicyWorld) -> None:
    document = world.create()
    world.clock.turn(hours=25)

    assert sweep(world)["uploads_expired"] == 1

    failure = world.version(document).failure
    assert failure is not None
    assert failure.problem is ParsingProblem.NOT_UPLOADED
    assert json.loads(msgspec.json.encode(failure))["problem"] == "not_uploaded"
    assert world.version(document).due_at is None


def test_what_waits_for_nothing_but_its_index_is_sent_again_ever_less_often(world: PolicyWorld) -> None:
    world.received()
    work(world)
    world.take("policy-index")

    sent = []
    for _ in range(180):
        world.clock.turn(minutes=1)
        sweep(world)
        sent.append(len(world.take("policy-index")))

    assert 3 <= sum(sent) <= 10
