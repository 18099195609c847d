"""Short texts with a shape of their own that several kinds of things carry."""

import re
from typing import Annotated

import msgspec

COST_CENTRE_PATTERN = "[A-Z0-9][A-Z0-9-]{1,31}"

ShortText = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
CostCentre = Annotated[str, msgspec.Meta(pattern=f"^{COST_CENTRE_PATTERN}$", examples=["SALES-EU"])]
PolicyGroup = Annotated[
    str,
    msgspec.Meta(
        pattern="^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$",
        description="A group of employees that rules of the travel policy may name",
        examples=["executives"],
    ),
]

# Controls, line ends, marks that are not seen or turn the reading direction, and every space but the usual one: in no
# passport, and in a list or a mail they make one name look like another. Spelled out, as Python and JSON Schema differ.
_UNSEEN = (
    r"\x00-\x1f\x7f-\xa0\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u1680\u180e"
    r"\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\ufffb"
)
PERSON_NAME_PATTERN = f"[^{_UNSEEN} ]([^{_UNSEEN}]*[^{_UNSEEN} ])?"
_NAMED = re.compile(PERSON_NAME_PATTERN)


def person_name(longest: int) -> msgspec.Meta:
    """Return what makes a text somebody's name: `Annotated[str, person_name(60)]`."""
    return msgspec.Meta(
        min_length=1,
        max_length=longest,
        pattern=f"^{PERSON_NAME_PATTERN}$",
        description="As in the passport",
        examples=["Anna"],
    )


PersonName = Annotated[str, person_name(60)]
FullName = Annotated[str, person_name(200)]


def is_person_name(text: str) -> bool:
    """Return whether a text may be somebody's name: it has something to see in it, and nothing that is not seen."""
    return text.isprintable() and _NAMED.fullmatch(text) is not None


def clean_name(text: str) -> str:
    """Return a name that comes from elsewhere without what no name has; empty if that was all."""
    seen = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(seen.split())
