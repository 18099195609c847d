"""From the bytes of a message, whatever door it came through, to plain JSON values.

Stricter than JSON parsers are: no key twice, no NaN, no broken text, bounded size, depth and numbers. Text that was
broken on its way here is refused like text that came so: a gateway puts U+FFFD in the place of what is not UTF-8.
"""

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec

from chalicelib.errors import BodyTooLarge, FieldError, InvalidInput

LARGEST_BODY = 256 * 1024
DEEPEST = 32
LONGEST_NUMBER = 18
# The largest whole number that every reader of JSON keeps exactly (RFC 7493, section 2.2).
LARGEST_NUMBER = 2**53 - 1
_MANY_DIGITS = b"0" * len(str(LARGEST_NUMBER))
_AS_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_NOT_VALID = "The body is not valid JSON for this operation."
_TOO_LARGE = "It has a number that is too large."
_HOLDERS = frozenset({dict, list})
MOST_LOST = 50
_LOST = {
    "\0": "It has U+0000, which is no text.",
    "\ufffd": "It has U+FFFD, which stands where text was not UTF-8: send it as UTF-8.",
}
_REPLACED = "\ufffd".encode()


def parse_json(raw: bytes | str, *, largest: int = LARGEST_BODY) -> Any:
    """Return the JSON in `raw` as plain values. Raises BodyTooLarge, or InvalidInput with the reason."""
    raw = _encode(raw) if isinstance(raw, str) else raw
    value = _parse(raw, largest)
    if b"\\u" in raw or _REPLACED in raw:
        _refuse_lost_text(value)
    return value


def text_error(text: str) -> str | None:
    """Return why a text is none that anybody can have meant, if so."""
    return next((detail for sign, detail in _LOST.items() if sign in text), None)


def _parse(raw: bytes, largest: int) -> Any:
    if len(raw) > largest:
        raise BodyTooLarge(f"A body may have {largest} bytes.")
    if not raw.strip():
        raise _not_json("It is empty.")
    try:
        value = _parser_of(raw).decode(raw.decode("utf-8"))
        depth = _depth(value)
    except json.JSONDecodeError as error:
        raise _not_json(f"{error.msg} at line {error.lineno}, column {error.colno}.") from error
    except UnicodeError as error:
        raise _not_json("It is not UTF-8.") from error
    except RecursionError:
        depth = DEEPEST + 1
    except _NoValue as error:
        raise InvalidInput(_NOT_VALID, _locate(raw.decode("utf-8"), error)) from error
    if depth > DEEPEST:
        raise _not_json(f"It is nested more than {DEEPEST} levels deep.")
    if b"\\u" in raw:
        _refuse_broken_text(value)
    return value


def vet_values(value: Any, *, largest: int) -> Any:
    """Return plain values that somebody else has parsed as if they had come as text: what JSON cannot say, and what no
    body may have, is refused alike; but for lost text, which an error in the words of another system may hold, whose
    booking must end all the same. Raises BodyTooLarge, InvalidInput."""
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError) as error:
        raise _not_json("It holds what JSON cannot say.") from error
    except RecursionError as error:
        raise _not_json(f"It is nested more than {DEEPEST} levels deep.") from error
    return _parse(_encode(text), largest)


def _encode(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise _not_json("It has half a surrogate pair.") from error


def _not_json(detail: str) -> InvalidInput:
    return InvalidInput(_NOT_VALID, [FieldError("", detail)])


class _NoValue(Exception):
    """Something in a text that JSON can write and no body may have; the words say what."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        raise _NoValue(f"It has the key {twice[:100]!r} twice.")
    return found


def _whole(text: str) -> int:
    if len(text.lstrip("-")) > LONGEST_NUMBER or abs(int(text)) > LARGEST_NUMBER:
        raise _NoValue(_TOO_LARGE)
    return int(text)


def _fraction(text: str) -> float:
    """Read a whole number as an integer, however it is written (`5.0`), as JSON Schema does."""
    number = float(text)
    if not math.isfinite(number):
        raise _NoValue(_TOO_LARGE)
    return int(number) if number.is_integer() and abs(number) <= LARGEST_NUMBER else number


def _refuse_constant(name: str) -> None:
    raise _NoValue(f"{name} is no number in JSON.")


def _locate(text: str, error: _NoValue) -> list[FieldError]:
    """Return where a text has what no body may have; only that it has it, where the rest of it cannot be read
    either."""

    def or_error(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def attempt(found: Any) -> Any:
            try:
                return read(found)
            except _NoValue as refusal:
                return refusal

        return attempt

    lenient = json.JSONDecoder(
        object_pairs_hook=or_error(_unique),
        parse_int=or_error(_whole),
        parse_float=or_error(_fraction),
        parse_constant=or_error(_refuse_constant),
    )
    try:
        found = list(islice(_find_errors(lenient.decode(text), ""), MOST_LOST))
        "".join(each.pointer for each in found).encode()
    except (json.JSONDecodeError, RecursionError, UnicodeEncodeError):
        return [FieldError("", str(error))]
    return found


def _find_errors(value: Any, at: str) -> Iterator[FieldError]:
    if isinstance(value, _NoValue):
        yield FieldError(at, str(value))
    for step, each in _steps_in(value):
        yield from _find_errors(each, f"{at}/{step}")


def _steps_in(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield each value in a list or an object with its step of a pointer."""
    if isinstance(value, list):
        yield from ((str(index), each) for index, each in enumerate(value))
    elif isinstance(value, dict):
        yield from ((name.replace("~", "~0").replace("/", "~1"), each) for name, each in value.items())


def _refuse_broken_text(value: Any) -> None:
    """Half a surrogate pair can be written in JSON, but is no text, and can be neither stored nor sent."""
    try:
        msgspec.json.encode(value)
    except UnicodeEncodeError as error:
        raise _not_json("It has half a surrogate pair.") from error


def _refuse_lost_text(value: Any) -> None:
    lost = list(islice(_find_lost_text(value, ""), MOST_LOST))
    if lost:
        raise InvalidInput("The body has text that is none.", lost)


def _find_lost_text(value: Any, at: str) -> Iterator[FieldError]:
    """Yield where text was lost, in values and in names."""
    if isinstance(value, str):
        detail = text_error(value)
        if detail is not None:
            yield FieldError(at, detail)
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _find_lost_text(each, f"{at}/{index}")
    elif isinstance(value, dict):
        for name, each in value.items():
            detail = text_error(name)
            if detail is not None:
                yield FieldError(at, f"A name in it: {detail}")
            else:
                yield from _find_lost_text(each, f"{at}/{name.replace('~', '~0').replace('/', '~1')}")


def _make_parser(parse_int: Callable[[str], int]) -> json.JSONDecoder:
    return json.JSONDecoder(
        object_pairs_hook=_unique, parse_int=parse_int, parse_float=_fraction, parse_constant=_refuse_constant
    )


_PARSER, _PARSER_OF_SHORT_NUMBERS = _make_parser(_whole), _make_parser(int)


def _parser_of(raw: bytes) -> json.JSONDecoder:
    """Return what parses this text: where no row of digits is so long that its number may be too large, each of many
    thousands of numbers need not be looked at."""
    return _PARSER if _MANY_DIGITS in raw.translate(_AS_ZEROS) else _PARSER_OF_SHORT_NUMBERS


def _depth(value: Any) -> int:
    """How deeply lists and objects are nested; stops counting once it is too deep."""
    holders, depth = [value] if type(value) in _HOLDERS else [], 0
    while holders and depth <= DEEPEST:
        depth += 1
        holders = [inner for holder in holders for inner in _values_in(holder) if type(inner) in _HOLDERS]
    return depth


def _values_in(holder: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return holder.values() if isinstance(holder, dict) else holder
