"""Whether whoever asks speaks of a journey of their own, or only of that of somebody whom they name."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern

_ASK = (
    r"(?:ask|request|beg|appreciate|apply|write|confirm|inform|advise|refer|wish|would like|need|want|have|hope|trust"
    r"|attach|forward|enclose|know|think|believe|guess|suppose|look forward|am writing|am looking|are looking|was"
    r" asked|have been asked|am (?:asking|booking|requesting|organi[sz]ing|arranging)|are (?:booking|requesting))"
)
# Where whoever asks only asks: "I kindly ask you to book", "we would be grateful", "let me know".
_ONLY_ASKS = LatePattern(
    r"\b(?:i|we)(?:'d| would| should| shall| could)?(?: \w+)? be (?:very |most |so |much )?(?:grateful|obliged|glad"
    r"|pleased|thankful|happy)\b"
    rf"|\b(?:i|we)(?:'d| would|'m| am)? (?:kindly |also |hereby |herewith |humbly |just |now )*{_ASK}"
    r" (?:that\b|you\b|for (?:a |the )?(?:flight|ticket|booking|reservation)|to (?:ask|inform|request|book|reserve"
    r"|arrange|order|organi[sz]e|have|get|see)\b|if you\b|whether\b|this\b|it\b|all\b|the\b)"
    r"|\b(?:let|tell|send|inform|advise|call|contact|e-?mail|give|remind|copy|ping) (?:me|us)\b"
    r"|\b(?:to|with|from|for) (?:me|us)(?: know)? (?:as soon as|by|asap|please)\b|\bit's me(?: again)?\b"
    r"|\b(?:my|our) (?:new |own |dear |senior |junior |line |former |young |good |whole )*(?:boss|chief|colleague"
    r"|co-?worker|assistant|clients?|customers?|company|firm|department|team|office|cost|budget|requests?|letter|mails?"
    r"|e-?mails?|message|guests?|director|manager|managing|intern|visitors?|candidate|suppliers?|auditors?"
    r"|consultant|engineers?|best|thanks|apologies|regards|behalf|side|end|account|records?|reference|policy|travel"
    r" (?:desk|policy))\b"
    r"|\bhelp (?:me|us)\b|\bjoins? us\b|\brepresents? us\b|\brepresenting us\b|\bfor us\b",
    re.IGNORECASE,
)
_SELF = LatePattern(
    r"(?<![\w.])(?:i|i'm|i'll|i'd|i've|me|myself|my|mine|we|we're|we'll|we'd|we've|us|our)(?![\w.])", re.IGNORECASE
)


def speaks_of_own_travel(text: str) -> bool:
    """Return whether whoever asks speaks of themselves as more than the one who asks."""
    return _SELF.search(_ONLY_ASKS.sub(" ", text)) is not None
