"""Parsing PDFs by Amazon Bedrock Data Automation, which reads scanned pages too.

It takes a file from the bucket and puts what it makes of it beside, in its own time. Asked twice for the same file it
does it once, by a token made of the file. What it cannot do, our own parser does, or says why.
"""

import hashlib
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import msgspec
from botocore.exceptions import BotoCoreError, ClientError

from chalicelib import observability
from chalicelib.domain.policy_documents.document import PolicyFileType
from chalicelib.domain.policy_documents.section import ParsedDocument
from chalicelib.errors import Unavailable
from chalicelib.gateways import aws, parameters, storage
from chalicelib.gateways.document_parsing.child import parse_output_in_child
from chalicelib.gateways.document_parsing.formats import vet_kind
from chalicelib.gateways.document_parsing.protocol import DocumentParser, OnProgress
from chalicelib.residency import find_area

SERVICE = "bedrock-data-automation-runtime"
LARGEST_OUTPUT = 64 * 1024 * 1024
_BETWEEN = 2.0  # seconds between two questions whether it is done
_MOST_QUESTIONS = 90
_TRY_AGAIN = frozenset({"ThrottlingException", "ServiceQuotaExceededException", "InternalServerException"})
_RUNNING = frozenset({"Created", "InProgress"})


class DataAutomationParser:
    """Parses PDFs that lie in the bucket by a project of Data Automation, and everything else by `otherwise`."""

    def __init__(self, project: str, otherwise: DocumentParser, wait: Callable[[float], None] = time.sleep) -> None:
        self._project = project
        self._otherwise = otherwise
        self._wait = wait

    def parse(self, body: bytes, content_type: str, *, on_progress: OnProgress, key: str | None) -> ParsedDocument:
        """Return the file's sections, as `DocumentParser` says."""
        if vet_kind(body, content_type) is PolicyFileType.PDF and key is not None:
            output = self._make_output(body, key, on_progress)
            if output is not None:
                return parse_output_in_child(output, on_progress=on_progress)
        return self._otherwise.parse(body, content_type, on_progress=on_progress, key=key)

    def _make_output(self, body: bytes, key: str, on_progress: OnProgress) -> bytes | None:
        """Return the standard output for a file, None when the service cannot make one."""
        on_progress(0, None)
        invocation = self._call("invoke_data_automation_async", **self._request(body, key))
        if invocation is None:
            return None
        answer = self._await(invocation["invocationArn"])
        if answer is None or answer["status"] != "Success":
            failed = answer or {}
            observability.warning(
                "data automation failed",
                documentKey=key,
                reason=f"{failed.get('status')}: {failed.get('errorType')} {failed.get('errorMessage')}"[:300],
            )
            return None
        return _read_output(answer["outputConfiguration"]["s3Uri"])

    def _request(self, body: bytes, key: str) -> dict[str, Any]:
        bucket = parameters.documents_bucket()
        mark = hashlib.sha256(key.encode() + b"\0" + self._project.encode() + b"\0" + body).hexdigest()
        return {
            "clientToken": mark,
            "inputConfiguration": {"s3Uri": f"s3://{bucket}/{key}"},
            "outputConfiguration": {"s3Uri": f"s3://{bucket}/{key.rpartition('/')[0]}/automation"},
            "dataAutomationConfiguration": {"dataAutomationProjectArn": self._project, "stage": "LIVE"},
            "dataAutomationProfileArn": profile_of(self._project),
        }

    def _await(self, invocation: str) -> Any:
        for _ in range(_MOST_QUESTIONS):
            answer = self._call("get_data_automation_status", invocationArn=invocation)
            if answer is None or answer["status"] not in _RUNNING:
                return answer
            self._wait(_BETWEEN)
        raise Unavailable("Data Automation has not parsed the document yet.")

    def _call(self, operation: str, **request: Any) -> Any:
        """Return the service's answer, None when it refuses. Raises Unavailable."""
        client = aws.client(SERVICE, timeout=10.0, region=self._project.split(":")[3])
        try:
            return getattr(client, operation)(**request)
        except BotoCoreError as error:
            raise Unavailable("Data Automation could not be reached.") from error
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code in _TRY_AGAIN:
                raise Unavailable("Data Automation has no room now.") from error
            observability.warning("data automation refused", operation=operation, reason=str(error)[:300])
            return None


def profile_of(project: str) -> str:
    """Return the ARN of the profile by which a project's files are worked on, somewhere in its part of the world."""
    _, partition, _, region, account, _ = project.split(":", 5)
    return f"arn:{partition}:bedrock:{region}:{account}:data-automation-profile/{find_area(region)}.data-automation-v1"


class _Segment(msgspec.Struct):
    standard_output_path: str


class _Asset(msgspec.Struct):
    segment_metadata: list[_Segment]


class _Job(msgspec.Struct):
    """What the service says of an invocation in `job_metadata.json`: where it put what it made."""

    output_metadata: list[_Asset]


def _read_output(metadata_uri: str) -> bytes:
    try:
        job = msgspec.json.decode(_read(metadata_uri), type=_Job)
        segment = job.output_metadata[0].segment_metadata[0]
    except (msgspec.DecodeError, IndexError) as error:
        raise Unavailable("What Data Automation says of its output cannot be read.") from error
    return _read(segment.standard_output_path)


def _read(uri: str) -> bytes:
    place = urlsplit(uri)
    if place.netloc != parameters.documents_bucket():
        raise Unavailable("Data Automation says to have put its output elsewhere.")
    stored = storage.read(place.path.lstrip("/"), at_most=LARGEST_OUTPUT)
    if stored is None or stored.body is None:
        raise Unavailable("The output of Data Automation is not where it says.")
    return stored.body
