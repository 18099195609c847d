"""Lists of one's own and of the whole company: whose things are meant, and as what they are written."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

import msgspec

from chalicelib.api.http.calls import answer_in
from chalicelib.api.http.media_types import choose_media_type
from chalicelib.api.http.route import JSON
from chalicelib.api.http.routing import Answer, Call
from chalicelib.domain.csv_text import CSV, Cell, write_rows
from chalicelib.domain.value import Cursor
from chalicelib.errors import FieldError, InvalidInput

CSV_SAID = (
    "With `Accept: text/csv` the page is a file of a header and a line for each item; `Link` leads to the next page. "
    "What is more than a page is exported: `POST /v1/exports`."
)


class ListScope(StrEnum):
    """Whose things a list has: one's own, or everybody's."""

    OWN = "own"
    ALL = "all"


def refuse_company_filters(query: msgspec.Struct, names: Iterable[str], detail: str = "Only with `scope=all`.") -> None:
    """Raise InvalidInput, with the detail for each, for filters of the company's lists where they do not count."""
    wrong = [
        FieldError(f"/{each.encode_name}", detail)
        for each in msgspec.structs.fields(query)
        if each.name in names and getattr(query, each.name) is not None
    ]
    if wrong:
        raise InvalidInput("These filters are for lists of the whole company.", wrong)


def wants_csv(call: Call[Any, Any]) -> bool:
    """Return whether the caller would rather have a file of lines."""
    return choose_media_type(call.headers.get("accept"), [JSON, CSV.partition(";")[0]]) != JSON


def answer_csv(call: Call[Any, Any], name: str, rows: Iterable[Sequence[Cell]], position: Cursor | None) -> Answer[Any]:
    """Answer with a page as a file of lines, and a link to the next one."""
    headers = {**call.link_to(call.cursor_at(position)), "Content-Disposition": f'attachment; filename="{name}.csv"'}
    return answer_in(CSV, write_rows(rows), headers)
