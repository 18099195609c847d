"""What is said of people who travel, and of those who do not: "Ann Lee needs a flight", "agreed by Bob Ray"."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.text.words import GAP

_TRAVELS = (
    r"go(?:ing)?|proceed(?:ing)?|journey(?:ing)?|embark(?:ing)?|fly(?:ing)?|travel(?:l?ing)?"
    r"|attend(?:ing)?|visit(?:ing)?|in|take|taking|depart(?:ing)?"
    r"|leav(?:e|ing)|com(?:e|ing)|rid(?:e|ing)|join(?:ing)?|at|due|head(?:ing|ed)?|get|board|stay(?:ing)?"
    r"|an?|the(?! (?:cheap|low"
    r"|best|most|least|report|number|contract|deal|invoice|receipt|price|cost)\w*)|from|tickets?"
    r"|flights?|seats?|expected|wanted|represent(?:ing)?|present(?:ing)?|speak(?:ing)?|having"
    r"|participat(?:e|ing)|off|invited|accompan(?:y|ying)"
)
_APPOSITION = (
    r"(?:\([^()]{1,60}\)|,[^,.;:!?]{2,50},|\s(?:from|of|in|at) (?:the |our |my |your |its )?[a-z][\w&'-]*(?:"
    r" [\w&'-]+){0,2}?|\s(?:of|from|at|with) (?:the |our )?(?-i:[A-Z])[\w&'-]*(?: (?:of |for |and "
    r"|on )?(?:the )?(?-i:[A-Z])"
    r"[\w&'-]*){0,5})?"
)
VERB = LatePattern(
    rf"\s*{_APPOSITION}[,)]?\s*(?:(?:both|all|also|who|she|he|they)\s+)?"
    r"(?:(?:will|shall|must|need(?:s|ed)?|ha[sv]e?|wants?|is|are|would like|wishes|gotta|wanna|gonna|got|has got"
    r"|plans?|am)"
    rf"\s+(?:(?:also|now|only|still|both|all)\s+)?(?:to\s+)?(?:be\s+)?(?:{_TRAVELS})\b"
    r"|(?:goes|flies|travels|leaves|departs|relocates|moves|attends|visits|need|needs|go|fly|travel|gotta|take over"
    r"|takes over|goes instead|travels instead|requires?|represents|joins|accompanies|heads|proceeds|flying|travell?ing"
    r"|arrives|comes|lands"
    r"|starts|returns|stays)\b"
    r"|(?:is|has|needs|will have) to report (?:at|to|in|for)\b"
    rf"|(?:is|are|has|have|needs?)\s+to\s+be\s*(?:(?:accommodated|lodged|housed|put up|booked|flown|ticketed|sent"
    rf"|brought)\b"
    rf"|{GAP})"
    r"|to (?:be|fly|travel|go|attend|visit|leave|depart|come|join)\b"
    r"|(?:(?:is|are|has|have|needs?) to )?be (?:booked|flown|put|sent|reserved|accommodated|ticketed)\b)",
    re.IGNORECASE,
)
# "Could Ann Lee get a seat", "Can Bob Ray be booked".
MAY_BEFORE = LatePattern(r"\b(?:could|can|may|would|should|shall|will|must)\s+$", re.IGNORECASE)
MAY_BEHIND = LatePattern(
    r"\s+(?:please )?(?:be (?:booked|put|on|in|at)|get|have|fly|go|travel|take|join|leave|depart)\b", re.IGNORECASE
)
ROUTE_BEHIND = LatePattern(r"\s*[,:;-]\s*[A-Z][\w.']*(?: [A-Z][\w.']*){0,3}(?: to | ?-+>? ?| ?/ ?)[A-Z]")
# That the requester does not travel, or does.
NOT_TRAVELLING = LatePattern(
    r"\b(?:(?:i am|i'm|i will|i'll|i shall|myself|i do|i don't|i won't) ?(?:not|n't)? ?(?:be )?(?:travell?ing"
    r"|fly(?:ing)?|going|coming|travel|join(?:ing)?)"
    r"(?: myself| along| with them)?|(?:(?:and )?not (?:for )?me(?: myself)?|without me(?! (?:and|or|being)\b)"
    r"|instead of me|in my (?:place|stead)"
    r"|takes? over from me|(?:the )?tickets? (?:is|are) (?:for|in the name of) (?:him|her|them)"
    r"|(?:she|he)(?:'s| is) (?:the only|the sole|our only) (?:travell?er|passenger|one (?:travell?ing|flying))))\b",
    re.IGNORECASE,
)
SAYS_NOT = LatePattern(
    r"\bnot\b|\bwithout\b|\bbehind\b|n't|instead|place|stead|takes? over|for (?:him|her|them)|\b(?:she|he)\b",
    re.IGNORECASE,
)
# That some do not come: whoever is named so is not counted.
STAY_BEHIND = LatePattern(
    r"\b(?:my|our|the) [a-z]+ (?:no|not|don't|doesn't|do not|does not|isn't|aren't|won't|is not|are not|will not)"
    r" (?:come|comes|coming|travel(?:l?ing)?|join(?:ing)?|go|going|fly|flying)(?: (?:along|with me|too|this time))?\b",
    re.IGNORECASE,
)
PRONOUNS = LatePattern(
    r"\bfor (?:both|all|the two|the three) of (?:them|us|you)\b|\bfor (?:him|her"
    r"|them)\b",
    re.IGNORECASE,
)
# "Kindly arrange her flight": of whoever is named before.
THEIR_JOURNEY = LatePattern(
    r"\b(?:arrange|book|reserve|issue|buy|get|organi[sz]e|procure|purchase|provide|need|require|secure|for|of)\b[^.;:!?]{0,15}"
    r"\b(?:her|his|their|the (?:former|latter)'s) (?:(?:own|return|onward|outward|train|rail|air|business|class) ){0,2}"
    r"(?:flights?|tickets?|travel|journey|return|trip|train|seat|itinerary|outbound|passage|fare)\b",
    re.IGNORECASE,
)
# "Ann Lee comes with me", "... will join me".
WITH_ME = LatePattern(
    r"[^.;!?]{0,40}?\b(?:(?:with|along with|beside) (?:me|us)\b|(?:joins?|joining|accompan(?:y|ies|ying)) (?:me|us)\b"
    r"|(?:comes?|coming) (?:along|too|as well)\b)",
    re.IGNORECASE,
)
# Who is met, asked, or only named: "to see Ann Lee", "agreed by Bob Ray", "Client: Carla Sim", "Ann Lee has approved".
_BYSTANDER_BEFORE = LatePattern(
    r"\b(?:by|from|dear|of|at|see|seeing|meet(?:ing|s)?|visit(?:ing)?|with|to|cc|via|contact|call|ask(?:ed)?|thanks?"
    r"|hi|hello|regards|sincerely|clients?|customers?|hosts?|hosted|host|attn|attention|signed|approvers?|approved"
    r"|than|like|as|and|or|about|against|interview(?:ing)?|phone|replac(?:e|es|ing)|not|instead of|author(?:ised)?)"
    r"(?: (?:the|our|my|a|an|new))?\s*:?\s*$",
    re.IGNORECASE,
)
_BYSTANDER_BEHIND = LatePattern(
    rf"'|\s*{_APPOSITION},?\s+(?:(?:has|have|had|will|would|may|is|was|already|just)\s+)*(?:approv\w+"
    rf"|agree[sd]?|sa(?:ys|id|y)"
    r"|t(?:ells|old)|ask(?:s|ed)?|wants?|invit\w+|confirm\w*|sen(?:ds|t)|wr(?:ites|ote)|host\w*|pays?|sign\w*|meets?"
    r"|met|picks?|knows?|suggest\w*|organi[sz]\w+|arrang\w+|handles?|covers?|requests?|requested)\b",
    re.IGNORECASE,
)


def is_bystander(text: str, start: int, end: int) -> bool:
    """Return whether somebody named at `start` to `end` of the text is one whom travellers meet or ask."""
    return bool(_BYSTANDER_BEFORE.search(text[max(0, start - 40) : start]) or _BYSTANDER_BEHIND.match(text, end))
