"""What every parser promises, tried with our own and with Bedrock Data Automation, asked by the real client."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import boto3
import pytest
from botocore.config import Config

from chalicelib import settings
from chalicelib.domain.policy_documents.problems import ParsingProblem
from chalicelib.domain.policy_documents.section import CELL_BREAK, ParsedDocument
from chalicelib.errors import Unavailable
from chalicelib.gateways import aws, parameters, storage
from chalicelib.gateways.document_parsing import data_automation as gateway
from chalicelib.gateways.document_parsing import parsing
from chalicelib.gateways.document_parsing.automation_output import parse_output
from chalicelib.gateways.document_parsing.data_automation import DataAutomationParser, profile_of
from chalicelib.gateways.document_parsing.formats import parse_body
from chalicelib.gateways.document_parsing.pdf_tables import read_page_tables
from chalicelib.gateways.document_parsing.protocol import DocumentParser, OnProgress, ParsingFailed
from tests.support.data_automation import PROJECT, DataAutomation, data_automation, make_output
from tests.support.policy_files import MadeSection, MadeTable, make_markdown, make_pdf

BUCKET = "sojourn-local-documents-000000000000"
KEY = "policies/pdc_01JQZXB2M4C6N8P0R2T4000001/1/file"
PDF = "application/pdf"
POLICY = [
    MadeSection("Purpose", ("This policy says how employees travel.", "It holds for everybody."), "1"),
    MadeSection("Air travel", ("Economy class is booked.",), "2"),
    MadeSection("May I book business class?", ("No.",), "2.1", 2, new_page=True),
    MadeSection("Rates", ("By city.",), "3", tables=(
        MadeTable((("City", "Rate"), ("Oslo", "190 EUR"), ("Graz", "120 EUR")), "Table 1: Nightly limits"),)),
]  # fmt: skip


class OwnParser:
    """Our own, without its child processes, which `test_child.py` tries."""

    def parse(self, body: bytes, content_type: str, *, on_progress: OnProgress, key: str | None) -> ParsedDocument:
        return parse_body(body, content_type, on_progress, lambda pages: read_page_tables(body, pages))


class Service(NamedTuple):
    """The double, what lies in the bucket, and how long was waited."""

    double: DataAutomation
    files: dict[str, bytes]
    waited: list[float]

    @property
    def parser(self) -> DataAutomationParser:
        return DataAutomationParser(PROJECT, OwnParser(), self.waited.append)


@pytest.fixture(name="service")
def a_service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """Data Automation, with a bucket in memory."""
    files: dict[str, bytes] = {}

    def read(key: str, *, at_most: int) -> storage.StoredFile | None:
        return storage.StoredFile(len(files[key]), "application/json", files[key]) if key in files else None

    with data_automation(files.__setitem__) as (double, url):
        keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
        once = Config(retries={"total_max_attempts": 1})
        client: Any = boto3.client(gateway.SERVICE, "eu-central-1", endpoint_url=url, config=once, **keys)  # type: ignore[call-overload]
        monkeypatch.setattr(aws, "client", lambda _service, **_more: client)
        monkeypatch.setattr(parameters, "documents_bucket", lambda: BUCKET)
        monkeypatch.setattr(storage, "read", read)
        monkeypatch.setattr(gateway, "parse_output_in_child", parse_output)
        double.output = make_output(POLICY)
        yield Service(double, files, [])


@pytest.fixture(name="parser", params=["own", "data automation"])
def a_parser(request: pytest.FixtureRequest, service: Service) -> DocumentParser:
    return OwnParser() if request.param == "own" else service.parser


def parse(parser: DocumentParser, body: bytes, content_type: str = PDF) -> ParsedDocument:
    return parser.parse(body, content_type, on_progress=lambda *_: None, key=KEY)


def test_numbers_headings_words_pages_and_tables_come_out(parser: DocumentParser) -> None:
    seen: list[tuple[int, int | None]] = []

    document = parser.parse(make_pdf(POLICY), PDF, on_progress=lambda *at: seen.append(at), key=KEY)

    assert [(each.number, each.heading, each.level) for each in document.sections] == [
        (made.number, made.heading, made.level) for made in POLICY
    ]
    assert [each.page_at(0) for each in document.sections] == [1, 1, 2, 2]
    for section, made in zip(document.sections, POLICY, strict=True):
        assert section.text.startswith("\n\n".join(made.paragraphs))
    (table,) = document.sections[3].tables
    assert (table.rows, table.caption) == POLICY[3].tables[0][:2]
    assert document.sections[3].text[table.start : table.end].split("\n") == [
        CELL_BREAK.join(row) for row in table.rows
    ]
    assert document.pages == 2
    assert seen[-1] == (2, 2)


def test_what_is_no_pdf_is_refused_before_anything_is_paid_for(parser: DocumentParser, service: Service) -> None:
    with pytest.raises(ParsingFailed) as failed:
        parse(parser, b"PK\x03\x04 and more")

    assert failed.value.problem is ParsingProblem.WRONG_TYPE
    assert not service.double.asked


def test_other_formats_are_parsed_here(parser: DocumentParser, service: Service) -> None:
    document = parse(parser, make_markdown(POLICY), "text/markdown")

    assert [each.number for each in document.sections] == ["1", "2", "2.1", "3"]
    assert not service.double.asked


@pytest.mark.parametrize(
    "ends",
    [
        {"status": "ClientError", "errorType": "EncryptedDocument", "errorMessage": "It is encrypted."},
        {"status": "ServiceError", "errorType": "InternalError", "errorMessage": "Something failed."},
    ],
)
def test_what_the_service_cannot_do_our_own_parser_does_or_says_why(service: Service, ends: dict[str, str]) -> None:
    service.double.ends = ends

    assert len(parse(service.parser, make_pdf(POLICY)).sections) == 4
    with pytest.raises(ParsingFailed) as failed:
        parse(service.parser, make_pdf(POLICY, encrypt="secret"))
    assert failed.value.problem is ParsingProblem.ENCRYPTED


def test_service_that_refuses_leaves_it_to_our_own_parser(service: Service) -> None:
    service.double.refusals = [(403, "AccessDeniedException")]

    assert len(parse(service.parser, make_pdf(POLICY)).sections) == 4


def test_service_without_room_is_asked_again_later(service: Service) -> None:
    service.double.refusals = [(429, "ThrottlingException")] * 9

    with pytest.raises(Unavailable):
        parse(service.parser, make_pdf(POLICY))


def test_file_that_is_asked_for_twice_is_worked_on_once(service: Service) -> None:
    body = make_pdf(POLICY)

    first, second = parse(service.parser, body), parse(service.parser, body)

    tokens = {asked["clientToken"] for operation, asked in service.double.asked if operation.startswith("Invoke")}
    assert first == second
    assert len(tokens) == 1
    assert len([each for each in service.files if each.endswith("result.json")]) == 1
    assert all(each.startswith("policies/pdc_01JQZXB2M4C6N8P0R2T4000001/1/automation/") for each in service.files)


def test_output_that_is_not_where_it_should_be_is_tried_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service.double, "put", lambda *_: None)

    with pytest.raises(Unavailable):
        parse(service.parser, make_pdf(POLICY))


def test_work_that_takes_too_long_is_left_for_the_next_attempt(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateway, "_MOST_QUESTIONS", 2)

    with pytest.raises(Unavailable):
        parse(service.parser, make_pdf(POLICY))

    assert service.waited == [2.0, 2.0]


def test_too_many_pages_and_no_text_are_problems_here_too(service: Service) -> None:
    service.double.output = make_output(POLICY, pages=501)
    with pytest.raises(ParsingFailed) as failed:
        parse(service.parser, make_pdf(POLICY))
    assert failed.value.problem is ParsingProblem.TOO_MANY_PAGES

    service.double.output = make_output([])
    with pytest.raises(ParsingFailed) as failed:
        parse(service.parser, make_pdf(POLICY[:1]))
    assert failed.value.problem is ParsingProblem.EMPTY


@pytest.mark.parametrize(
    ("region", "area"),
    [("eu-central-1", "eu"), ("us-east-1", "us"), ("us-gov-west-1", "us-gov"), ("ap-south-1", "apac")],
)
def test_profile_is_that_of_the_projects_part_of_the_world(region: str, area: str) -> None:
    project = PROJECT.replace("eu-central-1", region)

    assert (
        profile_of(project)
        == f"arn:aws:bedrock:{region}:123456789012:data-automation-profile/{area}.data-automation-v1"
    )


def test_setting_chooses_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    here = settings.load({"SOJOURN_PARSING_PROJECT": PROJECT})
    assert isinstance(parsing._current(), parsing.LocalParser)

    monkeypatch.setattr(settings, "current", lambda: here)

    assert isinstance(parsing._current(), DataAutomationParser)
