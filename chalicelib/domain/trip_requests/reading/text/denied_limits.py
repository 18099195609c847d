"""Limits whose verb is denied, put as the rules read them: who "can't leave Oslo before 9" leaves it not before 9."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern

_LIKES = r"(?:(?: really| ever| please)* (?:want(?:ed)? to|like to|wish to|care to|be able to|be))?"
# "The 1st of May not before 7" denies nothing.
_MAY = r"(?<!of )(?<![0-9] )(?<![0-9]st )(?<![0-9]nd )(?<![0-9]rd )(?<![0-9]th )(?-i:may)"
_DENIED = (
    rf"(?:(?:must|should|shall|{_MAY}|might|can|could|will|would|do|does|ought to|want to|is to|are to|have to"
    rf"|has to) ?not"
    rf"|(?:can|won|mustn|shouldn|don|doesn|wouldn|couldn)'t|cannot|not to){_LIKES}"
)
_VERB = (
    r"(?:depart|leave|arrive|land|start|fly|go|travel|return|take off|set off|set out|get away|get in"
    r"|touch down|take place|be"
    r"|departing|leaving|landing|arriving|flying|taking off)"
)
# What stands between the verb and its limit: a place, or which way.
_BETWEEN = r"(?: (?:out|home|there|back|off|away|for|from|in|at|the|of|(?-i:[^\W\d_a-z][\w'-]{1,20})))"
_LIMIT = (
    r"(?=(?:before|after|earlier than|later than) (?:the )?(?:[0-9]|noon|midday|half|quarter|one|two|three|four|five"
    r"|six|seven|eight|nine|ten|eleven|twelve))"
)
_PUT = r"(?:put|book|send|have|get) (?:me|us|him|her|them|anyone|anybody)(?: down)? (?:out of|on anything out of)"
_FORMS = tuple(
    (LatePattern(pattern, re.IGNORECASE), plain)
    for pattern, plain in (
        # "None of the three flights may leave before 11".
        (
            (
                r"\bnone of (?:the |my |our |these |those )?(?:two |three |four |[2-8] )?(flights|trains"
                r"|legs|slices|departures)"
                rf" (?:may|can|should|must|shall|is to|are to|to)( {_VERB}{_BETWEEN}{{0,3}}) {_LIMIT}"
            ),
            r"all \1\2 not ",
        ),
        (rf"\b{_DENIED} {_PUT}({_BETWEEN}{{1,3}}) {_LIMIT}", r"leave\1 not "),
        (rf"\b{_DENIED}(?: take place)? {_LIMIT}", "not "),
        (rf"\b{_DENIED}( {_VERB}{_BETWEEN}{{0,4}}) {_LIMIT}", r"\1 not "),
        # "After the 16:30".
        (r"\b(before|after|around|until|by) the (?=[0-9]{1,2}[:.h][0-9]{2}\b)", r"\1 "),
    )
)


def put_denied_limits_plainly(text: str) -> str:
    """Return a line of text, in which times by which one must not travel are those from which one may."""
    for pattern, plain in _FORMS:
        text = pattern.sub(plain, text)
    return text
