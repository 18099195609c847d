"""Encoded polylines: a track as the short text that map libraries draw, with 5 digits after the point (Google) or with
6 (OSRM, Valhalla). After Google's "Encoded Polyline Algorithm Format": what changes from point to point, five bits to a
letter.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal

from chalicelib.domain.tracking.fix import DEGREE
from chalicelib.domain.tracking.geometry.points import Point
from chalicelib.errors import InvalidInput

Precision = Literal[5, 6]

_LETTERS = range(63, 127)
_MORE = 0x20
# Twice the way around the globe in units of the sixth digit, with its sign, is shorter than 2 ** 30.
_MOST_LETTERS = 6
_LARGEST = (90 * DEGREE, 180 * DEGREE)


def encode_polyline(points: Iterable[Point], precision: Precision = 5) -> str:
    """Return `points` as text. Each coordinate is rounded to `precision` digits after the point, halves away from zero:
    the error is at most half a unit of the last digit, and does not add up along the track."""
    unit = _unit(precision)
    rounded = [(_rounded(latitude, unit), _rounded(longitude, unit)) for latitude, longitude in points]
    return "".join(
        _letters(value - before)
        for previous, point in pairwise([(0, 0), *rounded])
        for before, value in zip(previous, point, strict=True)
    )


def decode_polyline(text: str, precision: Precision = 5) -> tuple[Point, ...]:
    """Return the points of an encoded polyline. Raises InvalidInput for text that is none, is cut short, or is of
    another precision, so that it leads away from the globe."""
    unit = _unit(precision)
    latitude = longitude = 0
    points: list[Point] = []
    changes = _numbers(text)
    for north in changes:
        east = next(changes, None)
        if east is None:
            raise InvalidInput("The polyline ends with a latitude that has no longitude.")
        latitude, longitude = latitude + north * unit, longitude + east * unit
        if abs(latitude) > _LARGEST[0] or abs(longitude) > _LARGEST[1]:
            raise InvalidInput(f"Point {len(points)} of the polyline is off the globe: is its precision {precision}?")
        points.append((latitude, longitude))
    return tuple(points)


def _unit(precision: Precision) -> int:
    return DEGREE // (100_000 if precision == 5 else 1_000_000)


def _rounded(value: int, unit: int) -> int:
    size = (abs(value) + unit // 2) // unit
    return size if value >= 0 else -size


def _letters(number: int) -> str:
    """Return a number as letters, its sign in the lowest bit, the lowest five bits first."""
    rest = number * 2 if number >= 0 else ~(number * 2)
    letters = []
    while rest >= _MORE:
        letters.append(chr((rest % _MORE | _MORE) + _LETTERS.start))
        rest //= _MORE
    letters.append(chr(rest + _LETTERS.start))
    return "".join(letters)


def _numbers(text: str) -> Iterator[int]:
    number = count = 0
    for place, letter in enumerate(text):
        value = ord(letter) - _LETTERS.start
        if ord(letter) not in _LETTERS:
            raise InvalidInput(f"Character {place} of the polyline is none that a polyline has.")
        number |= value % _MORE << 5 * count
        count += 1
        if value < _MORE:
            yield number // 2 if number % 2 == 0 else ~(number // 2)
            number = count = 0
        elif count == _MOST_LETTERS:
            raise InvalidInput(f"A number of the polyline that ends after character {place} is too long.")
    if count:
        raise InvalidInput("The polyline is cut short: its last number has no end.")
