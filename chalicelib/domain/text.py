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
DISPLAY_NAME_PATTERN = f"[^{_UNSEEN} ]([^{_UNSEEN}]*[^{_UNSEEN} ])?"
_DISPLAYED = re.compile(DISPLAY_NAME_PATTERN)

# What is in no name besides: digits, symbols and quotes; joiners (U+200C and U+200D) some scripts need. What a schema
# cannot say, `person_names.name_error` does.
_IN_NO_NAME = (
    _UNSEEN.replace(r"\u2000-\u200f", r"\u2000-\u200b\u200e\u200f")
    + r"!-&(-,/-@\[-`{-~\xa1-\xb6\xb8-\xbf\xd7\xf7\u2012-\u2017\u201a-\u2027\u2030-\u205e\u20a0-\u20cf"
    + r"\u2190-\u2bff\u2e00-\u2e7f\u3001-\u3004\u3007-\u3030"
)
PERSON_NAME_PATTERN = f"[^{_IN_NO_NAME}]*[^{_IN_NO_NAME} ][^{_IN_NO_NAME}]*"
LONGEST_NAME = 100


def display_name(longest: int) -> msgspec.Meta:
    """Return what makes a text a name by which somebody is shown: `Annotated[str, display_name(200)]`."""
    return msgspec.Meta(
        min_length=1,
        max_length=longest,
        pattern=f"^{DISPLAY_NAME_PATTERN}$",
        description="Name by which the person is shown",
        examples=["Anna Berger"],
    )


FullName = Annotated[str, display_name(200)]
PersonName = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=LONGEST_NAME,
        pattern=f"^{PERSON_NAME_PATTERN}$",
        description="As in the passport, in any script: letters, spaces, hyphens, apostrophes and full stops",
        examples=["Anna"],
    ),
]
