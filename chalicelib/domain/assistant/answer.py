"""An answer of the assistant: what it says, the words of the policy that it rests on, and what may be done next.

An answer changes nothing. What would change something is an action: a request that its reader may send themselves.
"""

from enum import StrEnum
from typing import Annotated, Literal

import msgspec

from chalicelib.domain.policy_documents.citation import Citation
from chalicelib.domain.value import JsonObject, Value

BY_RULES = "Quoted and listed by rules from the policy and from what is yours; no language model worded this answer."
LONGEST_PARAGRAPH = 4_000
MOST_PARAGRAPHS = 40
MOST_CITATIONS = 20
MOST_LINKS = 20
MOST_ACTIONS = 10


class AnswerOutcome(StrEnum):
    """What came of a question."""

    ANSWERED = "answered"
    NOTHING_FOUND = "nothing_found"
    OUT_OF_SCOPE = "out_of_scope"


class AnswererKind(StrEnum):
    """Who made an answer: rules that quote and list what they find, or a language model that chose what is shown."""

    EXTRACTIVE = "extractive"
    MODEL = "model"


Href = Annotated[
    str,
    msgspec.Meta(
        pattern="^/v1/[A-Za-z0-9_/.?=&%-]*$",
        description="What can be asked for, within this API",
        examples=["/v1/bookings/bkg_01JQZX5V9D7R8M3T2K6W4H0YBE"],
    ),
]


class AnswerParagraph(Value, frozen=True):
    """A paragraph of an answer; with `citation`, the words of a document, letter by letter."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_PARAGRAPH, description="Words of the paragraph")]
    citation: Annotated[
        Annotated[int, msgspec.Meta(ge=0)] | None,
        msgspec.Meta(description="Place in `citations`, from 0, of what this quotes; else null"),
    ] = None


class Link(Value, frozen=True):
    """Where something that an answer speaks of can be read."""

    title: Annotated[str, msgspec.Meta(description="What is to be read there")]
    href: Href


class ActionLink(Value, frozen=True):
    """A request that its reader may send to change something, if they want to; the assistant never sends it."""

    operation: Annotated[str, msgspec.Meta(description="`operationId` of the request", examples=["cancel_booking"])]
    title: Annotated[str, msgspec.Meta(examples=["Cancel the booking"], description="What sending it does")]
    method: Annotated[Literal["POST", "PUT", "DELETE"], msgspec.Meta(description="HTTP method of the request")]
    href: Href
    body: Annotated[JsonObject | None, msgspec.Meta(description="What to send; null for no body")]
    effect: Annotated[
        str, msgspec.Meta(description="What it does", examples=["Ends the booking; nothing has been bought yet."])
    ]


class Usage(Value, frozen=True):
    """What it took a language model to make an answer."""

    model_id: Annotated[str, msgspec.Meta(description="Bedrock id of the model")]
    input_tokens: Annotated[int, msgspec.Meta(ge=0, description="Tokens that the model read")]
    output_tokens: Annotated[int, msgspec.Meta(ge=0, description="Tokens that the model wrote")]


class Answer(Value, frozen=True):
    """What the assistant says to a question."""

    outcome: Annotated[
        AnswerOutcome,
        msgspec.Meta(
            description="`nothing_found`: neither the policy nor what is yours says anything on this; "
            "`out_of_scope`: it is about neither"
        ),
    ]
    answered_by: Annotated[
        AnswererKind,
        msgspec.Meta(
            description="`extractive`: quoted and listed by rules; `model`: chosen, not worded, by a language model"
        ),
    ]
    notice: Annotated[str, msgspec.Meta(description="How the answer was made, to be shown with it")]
    paragraphs: Annotated[
        tuple[AnswerParagraph, ...],
        msgspec.Meta(min_length=1, max_length=MOST_PARAGRAPHS, description="The answer, in order of reading"),
    ]
    citations: Annotated[
        tuple[Citation, ...],
        msgspec.Meta(max_length=MOST_CITATIONS, description="Quotes that the paragraphs rest on, by their index"),
    ] = ()
    links: Annotated[
        tuple[Link, ...], msgspec.Meta(max_length=MOST_LINKS, description="Where to read what the answer speaks of")
    ] = ()
    actions: Annotated[
        tuple[ActionLink, ...],
        msgspec.Meta(
            max_length=MOST_ACTIONS,
            description="Requests that you may send to act on the answer; none is sent by itself",
        ),
    ] = ()
    usage: Annotated[Usage | None, msgspec.Meta(description="Null unless a language model made it")] = None
