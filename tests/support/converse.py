"""A stand-in of Bedrock's Converse on the loopback: it takes what the service takes, and answers, or errs, as told.

Requests are held to what the service documents (a signature, messages, limits, a tool with a schema that the choice
names); what is off is refused as the service refuses it. Answers have the service's own form, which real clients read.
"""

import json
import re
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import unquote

from tests.support.closing import ClosingHandler

JsonObject = dict[str, Any]
Reply = Callable[[BaseHTTPRequestHandler], None]

STATUSES = {
    "AccessDeniedException": 403,
    "InternalServerException": 500,
    "ModelErrorException": 424,
    "ModelNotReadyException": 429,
    "ModelTimeoutException": 408,
    "ResourceNotFoundException": 404,
    "ServiceUnavailableException": 503,
    "ThrottlingException": 429,
    "ValidationException": 400,
}


NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")  # of a tool, and the id of its call
GUARDRAIL = {"guardrailIdentifier", "guardrailVersion"}


class Asked(NamedTuple):
    """One request as it came in."""

    model_id: str
    body: JsonObject

    @property
    def message(self) -> str:
        return str(self.body["messages"][0]["content"][0]["text"])


def send(status: int, body: bytes, **headers: str) -> Reply:
    """Answer with just this body."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.send_header("x-amzn-RequestId", "00000000-0000-4000-8000-000000000000")
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        with suppress(OSError):
            handler.wfile.write(body)

    return reply


def fail(code: str) -> Reply:
    """Refuse as the service does: the error's name in a header, its sentence in the body."""
    return send(
        STATUSES[code], json.dumps({"message": f"{code}, in the service's words."}).encode(), x_amzn_ErrorType=code
    )


def say(*blocks: JsonObject, stop: str = "tool_use", tokens: tuple[int, int] = (4000, 300)) -> Reply:
    """Answer with these blocks of content."""
    given, taken = tokens
    body = {
        "output": {"message": {"role": "assistant", "content": list(blocks)}},
        "stopReason": stop,
        "usage": {"inputTokens": given, "outputTokens": taken, "totalTokens": given + taken},
        "metrics": {"latencyMs": 321},
    }
    return send(200, json.dumps(body).encode())


def call_tool(arguments: Any, name: str = "read_trip", call_id: str = "tooluse_0123456789abcdefghijkl") -> JsonObject:
    """A block of content that calls a tool."""
    return {"toolUse": {"toolUseId": call_id, "name": name, "input": arguments}}


def claims(*listed: JsonObject, tokens: tuple[int, int] = (4000, 300)) -> Reply:
    """Answer with these claims, as a model does that does as it is told."""
    return say({"text": "I will read the trip."}, call_tool({"claims": list(listed)}), tokens=tokens)


def prose(text: str) -> Reply:
    """Answer in words alone."""
    return say({"text": text}, stop="end_turn")


def stall(released: threading.Event) -> Reply:
    """Say nothing until the test is over."""

    def reply(_: BaseHTTPRequestHandler) -> None:
        released.wait(30)

    return reply


def drip(released: threading.Event) -> Reply:
    """Begin a good answer, and go on byte by byte for as long as the test lasts."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        with suppress(OSError):
            while not released.wait(0.02):
                handler.wfile.write(b" ")
                handler.wfile.flush()

    return reply


class Converse:
    """The stand-in: `replies` are used up in turn, and the last one stays, unless `think` makes one of what is asked;
    what was asked is kept."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.replies: deque[Reply] = deque()
        self.think: Callable[[Asked], Reply] | None = None
        self.over = threading.Event()
        outer = self

        class Handler(ClosingHandler):
            def do_POST(self) -> None:  # noqa: N802 - as http.server names it
                body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", "0"))))
                _, _, model_id, operation = unquote(self.path).split("/", 3)
                self.close_connection = True  # also where nothing is answered
                wrong = _find_wrong(operation, str(self.headers.get("Authorization", "")), body)
                if wrong:
                    fail(wrong)(self)
                    return
                outer.asked.append(Asked(model_id, body))
                outer.choose_reply(outer.asked[-1])(self)

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """A client that hangs up is what some tests are about."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def choose_reply(self, asked: Asked) -> Reply:
        if self.think is not None:
            return self.think(asked)
        return self.replies.popleft() if len(self.replies) > 1 else self.replies[0]

    def close(self) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()


def _find_wrong(operation: str, authorization: str, body: JsonObject) -> str | None:
    """Return as which error the service refuses a request; None for one that it takes."""
    if "/bedrock/aws4_request" not in authorization:
        return "AccessDeniedException"
    tools = [each["toolSpec"] for each in body.get("toolConfig", {}).get("tools", [])]
    choice = body.get("toolConfig", {}).get("toolChoice", {})
    is_right = (
        operation == "converse"
        and _is_talk(body.get("messages") or [])
        and body.get("inferenceConfig", {}).get("maxTokens", 0) >= 1
        and bool(tools)
        and all(each["inputSchema"]["json"].get("type") == "object" and NAME.fullmatch(each["name"]) for each in tools)
        and (choice == {"auto": {}} or choice.get("tool", {}).get("name") in {each["name"] for each in tools})
        and set(body.get("guardrailConfig", GUARDRAIL)) == GUARDRAIL
    )
    return None if is_right else "ValidationException"


def _is_talk(messages: list[JsonObject]) -> bool:
    """Return whether these take turns, the user first and last, with a result for each call and no blank text."""
    roles = [each["role"] for each in messages]
    blocks = [block for each in messages for block in each["content"]]
    calls = [[block["toolUse"] for block in each["content"] if "toolUse" in block] for each in messages]
    results = [[block["toolResult"] for block in each["content"] if "toolResult" in block] for each in messages]
    return (
        len(messages) % 2 == 1
        and roles == ["user", "assistant"] * (len(messages) // 2) + ["user"]
        and all(each["content"] for each in messages)
        and all(block["text"].strip() for block in blocks if "text" in block)
        and all(NAME.fullmatch(call["name"]) and NAME.fullmatch(call["toolUseId"]) for made in calls for call in made)
        and all(
            [call["toolUseId"] for call in made] == [result["toolUseId"] for result in answered]
            for made, answered in zip(calls, results[1:], strict=False)
        )
    )


@contextmanager
def converse(*replies: Reply) -> Iterator[Converse]:
    """A stand-in that stands for as long as the block."""
    made = Converse()
    made.replies.extend(replies)
    try:
        yield made
    finally:
        made.close()
