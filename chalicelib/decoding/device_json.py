"""From the bytes that a device sends to plain JSON values, of which each part is judged by itself.

Other bodies are refused as a whole when a number in them is none; here it stays, as a number that no reader takes, so
that one bad fix of a thousand refuses no other. A name that is given twice in an object holds the list of what it was
given as, which no reader takes either.
"""

import json
import math
from typing import Any, NoReturn

from chalicelib.decoding.json_text import LONGEST_NUMBER
from chalicelib.errors import BodyTooLarge, FieldError, InvalidInput


def parse_device_json(raw: bytes, *, largest: int) -> object:
    """Return the JSON in `raw` as plain values. Raises BodyTooLarge, or InvalidInput for what is no JSON at all."""
    if len(raw) > largest:
        raise BodyTooLarge(f"A body may have {largest} bytes.")
    if not raw.strip():
        _refuse("It is empty.")
    try:
        return _PARSER.decode(raw.decode("utf-8"))
    except json.JSONDecodeError as error:
        _refuse(f"{error.msg} at line {error.lineno}, column {error.colno}.")
    except UnicodeError:
        _refuse("It is not UTF-8.")
    except RecursionError:
        _refuse("It is nested too deep.")


def _refuse(detail: str) -> NoReturn:
    raise InvalidInput("The body is not valid JSON for this operation.", [FieldError("", detail)]) from None


def _keep_all(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    given: dict[str, list[Any]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in given.items()}


def _whole(text: str) -> float:
    return int(text) if len(text) <= LONGEST_NUMBER else math.inf


def _constant(_name: str) -> float:
    return math.nan


_PARSER = json.JSONDecoder(object_pairs_hook=_keep_all, parse_int=_whole, parse_constant=_constant)
