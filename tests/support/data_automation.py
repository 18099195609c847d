"""A double of Bedrock Data Automation's runtime on the loopback, and the output that it makes of sections.

It takes what the service takes (JSON 1.1, a signature, the ARNs and addresses of its API's model), does each client
token once, says `Created`, then `InProgress`, then how it ended, and puts `job_metadata.json` and the standard output
for documents where the service does. Made from the public API model and the user guide's page on that output.
"""

import json
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.support.policy_files import MadeSection, MadeTable

JsonObject = dict[str, Any]
PROJECT = "arn:aws:bedrock:eu-central-1:123456789012:data-automation-project/0a1b2c3d4e5f"
_TARGET = "AmazonBedrockKeystoneRuntimeService."
_PROFILE = re.compile(
    r"arn:aws[a-z-]*:bedrock:[a-z0-9-]+:[0-9]{12}:data-automation-profile/[a-z-]+\.data-automation-v1"
)
_ADDRESS = re.compile(r"s3://[a-z0-9][.a-z0-9-]{1,61}[a-z0-9](/[^\x00-\x1f\x7f{^}%`\]\">\[~<#|]*)?")
_TOKEN = re.compile(r"[a-zA-Z0-9](-*[a-zA-Z0-9]){1,256}")


class DataAutomation:
    """The service: `put` writes into the bucket, `output` is made of every file, unless `ends` says that it fails."""

    def __init__(self, put: Callable[[str, bytes], None]) -> None:
        self.put = put
        self.output: JsonObject = {}
        self.ends: JsonObject = {"status": "Success"}
        self.refusals: list[tuple[int, str]] = []
        self.asked: list[tuple[str, JsonObject]] = []
        self._invocations: dict[str, JsonObject] = {}
        self._tokens: dict[str, str] = {}
        self._questions: dict[str, int] = {}

    def answer(self, operation: str, authorization: str, body: JsonObject) -> tuple[int, JsonObject]:
        """Return status and body of an answer."""
        self.asked.append((operation, body))
        if self.refusals:
            status, code = self.refusals.pop(0)
            return status, {"__type": code, "message": f"{code}, in the service's words."}
        if "/bedrock/aws4_request" not in authorization:
            return 403, {"__type": "AccessDeniedException", "message": "not signed"}
        if operation == "InvokeDataAutomationAsync":
            return self._invoke(body)
        if operation == "GetDataAutomationStatus":
            return self._tell_status(body)
        return 400, {"__type": "UnknownOperationException"}

    def _invoke(self, body: JsonObject) -> tuple[int, JsonObject]:
        right = (
            _ADDRESS.fullmatch(body.get("inputConfiguration", {}).get("s3Uri", ""))
            and _ADDRESS.fullmatch(body.get("outputConfiguration", {}).get("s3Uri", ""))
            and _PROFILE.fullmatch(body.get("dataAutomationProfileArn", ""))
            and body.get("dataAutomationConfiguration", {}).get("dataAutomationProjectArn") == PROJECT
            and _TOKEN.fullmatch(body.get("clientToken", "x1"))
        )
        if not right:
            return 400, {"__type": "ValidationException", "message": "the request is not valid"}
        token = body.get("clientToken", f"made-{len(self._tokens)}")
        if token not in self._tokens:
            number = f"{len(self._tokens):012d}"
            self._tokens[token] = f"arn:aws:bedrock:eu-central-1:123456789012:data-automation-invocation/{number}"
            self._invocations[self._tokens[token]] = body
        return 200, {"invocationArn": self._tokens[token]}

    def _tell_status(self, body: JsonObject) -> tuple[int, JsonObject]:
        arn = body.get("invocationArn", "")
        if arn not in self._invocations:
            return 404, {"__type": "ResourceNotFoundException", "message": "no such invocation"}
        asked = self._questions[arn] = self._questions.get(arn, 0) + 1
        if asked < 3:
            return 200, {"status": ("Created", "InProgress")[asked - 1]}
        if self.ends["status"] != "Success":
            return 200, self.ends
        place = self._invocations[arn]["outputConfiguration"]["s3Uri"] + "/" + arn.rpartition("/")[2]
        result = f"{place}/0/standard_output/0/result.json"
        source = self._invocations[arn]["inputConfiguration"]["s3Uri"]
        job = {
            "job_id": arn.rpartition("/")[2],
            "job_status": "PROCESSED",
            "semantic_modality": "DOCUMENT",
            "output_metadata": [
                {
                    "asset_id": 0,
                    "asset_input_path": dict(zip(("s3_bucket", "s3_key"), source[5:].split("/", 1), strict=True)),
                    "segment_metadata": [{"standard_output_path": result}],
                }
            ],
        }
        self.put(_key(result), json.dumps(self.output).encode())
        self.put(_key(f"{place}/job_metadata.json"), json.dumps(job).encode())
        return 200, {"status": "Success", "outputConfiguration": {"s3Uri": f"{place}/job_metadata.json"}}


def _key(uri: str) -> str:
    return uri[5:].partition("/")[2]


@contextmanager
def data_automation(put: Callable[[str, bytes], None]) -> Iterator[tuple[DataAutomation, str]]:
    """The service and its address, for as long as the block."""
    made = DataAutomation(put)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            operation = str(self.headers.get("X-Amz-Target", "")).removeprefix(_TARGET)
            status, answer = made.answer(operation, str(self.headers.get("Authorization", "")), body)
            sent = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/x-amz-json-1.1")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield made, f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


# --- the output -------------------------------------------------------------------------------------------------------


def make_output(sections: Sequence[MadeSection], *, pages: int = 1) -> JsonObject:
    """Return the standard output for a document of these sections, those with `new_page` on the next page each."""
    elements: list[JsonObject] = []
    page = 0

    def add(kind: str, markdown: str, **more: Any) -> None:
        elements.append(
            {
                "id": f"00000000-0000-4000-8000-{len(elements):012d}",
                "type": kind,
                "representation": {"text": markdown.lstrip("# "), "markdown": markdown},
                "reading_order": len(elements),
                "page_indices": [page],
                "locations": [
                    {"page_index": page, "bounding_box": {"left": 0.1, "top": 0.1, "width": 0.8, "height": 0.1}}
                ],
                **more,
            }
        )

    for section in sections:
        page += section.new_page and bool(elements)
        add("TEXT", "Example Ltd", sub_type="HEADER")
        add("TEXT", "#" * section.level + " " + section.title, sub_type="SECTION_TITLE")
        for paragraph in section.paragraphs:
            add("TEXT", paragraph, sub_type="PARAGRAPH")
        for table in section.tables:
            add("TABLE", _markdown(table), title=table.caption or "", footers=[], headers=[])
        add("TEXT", str(page + 1), sub_type="PAGE_NUMBER")
    chance = [*elements[-1:], *elements[:-1]]  # their order in the list says nothing
    return {
        "metadata": {
            "logical_subdocument_id": "1", "semantic_modality": "DOCUMENT", "number_of_pages": max(pages, page + 1),
            "start_page_index": 0, "end_page_index": page,
        },
        "document": {"statistics": {"element_count": len(elements)}},
        "pages": [{"id": f"page-{number}", "page_index": number} for number in range(page + 1)],
        "elements": chance,
    }  # fmt: skip


def _markdown(table: MadeTable) -> str:
    head, *rows = table.rows
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))
