"""The page of status in a real browser, as CloudFront would serve it: whether everybody can use it, whether it says
what health answers, be that good, bad or nothing, and whether it asks nothing of other hosts."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from infra.edge import site
from tests.conformance import browsing

_WORKS = {"status": "ok", "latencyMilliseconds": 4}
_FAILS = {"status": "failing", "latencyMilliseconds": 2_000}


class Case(NamedTuple):
    """One way in which health is answered, what the page has to say of it, and which systems it lists."""

    status: int
    body: str
    says: str
    rows: tuple[str, ...]


def _health(status: str, **dependencies: Mapping[str, Any]) -> str:
    return json.dumps({"status": status, "stage": "prod", "version": "0.1.0", "dependencies": dependencies})


CASES: dict[str, Case] = {
    "good": Case(200, _health("ok", database=_WORKS), "Everything works.", ("database yes 4",)),
    "bad": Case(
        503,
        _health("degraded", database=_WORKS, queue=_FAILS),
        "Some of it does not work at the moment: queue.",
        ("database yes 4", "queue no 2000"),
    ),
    "blocked": Case(403, "{}", "The service does not answer (status 403).", ()),
    "nonsense": Case(200, "<html>", "The service does not answer (", ()),
    "nothing": Case(0, "", "The service does not answer (", ()),
}


def look_at() -> browsing.Looked:
    """Open the page in each case. Raises LinterFailed where npm or the browser fails."""
    answers = {
        name: {"status": case.status, "body": case.body} if case.status else None for name, case in CASES.items()
    }
    with _serve() as address:
        found = browsing.open_page("status.mjs", {"url": address, "answers": answers})
    if found is None:
        return browsing.Looked("status page", (), None)
    return browsing.Looked("status page", tuple(judge(found)), len(found["violations"]))


def judge(found: Mapping[str, Any]) -> list[str]:
    """All that is wrong with what a browser has shown."""
    other = [
        f"{name}: it says {found['said'][name]!r}"
        for name, case in CASES.items()
        if not found["said"][name].startswith(case.says)
    ]
    rows = {name: tuple(" ".join(row.split()) for row in listed) for name, listed in found["rows"].items()}
    other += [f"{name}: it lists {rows[name]}" for name, case in CASES.items() if rows[name] != case.rows]
    promises = {
        "it asks once when it is opened and once when it is asked to": found["again"] == 2,
        "without a script it leads to the answer itself": found["scriptless"] == "/api/v1/health",
    }
    broken = [f"not so: {promise}" for promise, holds in promises.items() if not holds]
    return [*browsing.judge_use(found), *other, *broken]


@contextmanager
def _serve() -> Iterator[str]:
    """The page at an address of its own, with the policy that CloudFront puts beside it."""
    page = next(file for file in site.list_files() if file.path == site.PAGE)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", page.media)
            self.send_header("Content-Security-Policy", site.security_policy())
            self.end_headers()
            self.wfile.write(page.body)

        def log_message(self, *_: Any) -> None:
            """Say nothing of each request."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
