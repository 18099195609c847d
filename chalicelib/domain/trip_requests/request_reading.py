"""How the words of a trip request were read: which words went into which field, and which were let through unread."""

from typing import Annotated

import msgspec

from chalicelib.domain.value import Value


class ReadWords(Value, frozen=True):
    """Words of a request, as they were understood ("tmrw" is "tomorrow"), and the field into which they were read."""

    words: Annotated[str, msgspec.Meta(description="As the request has them")]
    field: Annotated[
        str,
        msgspec.Meta(examples=["slices.departOn"], description="Field of the request that they fill, such as `slices`"),
    ]


class RequestReading(Value, frozen=True):
    """What was read of a request in words, in its order, and what was not: nothing of that is booked."""

    read: Annotated[
        tuple[ReadWords, ...],
        msgspec.Meta(description="Words that were understood, in the order of the text, each with its field"),
    ]
    unread: Annotated[
        tuple[str, ...],
        msgspec.Meta(description="Words that were passed over; greetings, quoted mail and the like apart"),
    ]
