"""People who are named beside a journey and do not go on it: who agreed to it, who is to be told, whom one meets."""

import re

from chalicelib.domain.places.resolver import names_place
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.airlines import find_airlines
from chalicelib.domain.trip_requests.reading.blanks import blank_out

_WORD = r"[^\W\d_a-zß-öø-ÿ](?:[^\W\d_]|['’-](?=[^\W\d_]))+(?![\w-])"
_NAME = rf"(?-i:(?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?{_WORD}(?: {_WORD}){{0,2}})"
_NAMES = rf"{_NAME}(?:(?:,| and| &) {_NAME})*"
_END = r"(?=\s*(?:[.,;:!?)]|\Z|\b(?:on|in|at|of|if|about|when|once|who|and|for|too|as well|please)\b))"
_BYSTANDERS = LatePattern(
    r"\b(?:"
    r"(?:(?:has been|was|is|were|are|been|already|pre-?) ?)*(?:approved|authori[sz]ed|signed(?: off)?|agreed"
    r"|confirmed|cleared|requested"
    rf"|sponsored|sanctioned|ok'?d) by {_NAMES}"
    r"|(?:my |our |the |your )?(?:approvers?|line managers?|budget holder|budget owner|cost owner|contact(?:"
    r" person)?|hosts?|requester"
    rf"|booker|authori[sz]er|counterpart|client contact)(?: is| are|:| will be)+ {_NAMES}"
    rf"|(?:please |pls |kindly )?(?:copy|(?-i:[Cc]c|bcc)|inform|notify|contact|call|ask|e-?mail|tell|ping|phone"
    rf"|remind|thank) {_NAMES}"
    r"|(?:please |pls |kindly )?(?:send|forward|copy|mail|e-?mail|give)(?: me and| us and)? (?:the |all |a copy"
    r" of the |my |our )*"
    rf"(?:confirmation|tickets?|itinerary|documents?|invoices?|details?|receipts?|vouchers?|copy|copies)? ?to"
    rf" {_NAMES}(?: too| as well)?"
    rf"|(?:i am|i'm|we are|we're|i will be|i'll be) (?:meeting|seeing|visiting|interviewing)(?: with)? {_NAMES}"
    rf"|(?:as )?(?:agreed|discussed|arranged|spoken|talked|coordinated|checked|aligned) (?:with|to) {_NAMES}"
    rf"|(?:any )?(?:questions?|queries)(?: to| for|,? ask|,? contact|,? call|:) {_NAMES}"
    rf"|(?:with )?(?:the )?(?:approval|consent|permission|blessing|ok(?:ay)?) (?:of|from|by) {_NAMES}"
    rf"){_END}",
    re.IGNORECASE,
)
# "Ann can't make it", "Bob's off sick", "Ms Lee is no longer coming".
_NOT = r"(?:can't|cannot|can not|can no longer|couldn't|won't|will not|isn't|is not|is no longer|doesn't|is unable to)"
_AWAY = (
    r"(?:off (?:work|sick|ill|duty|today)|away|ill|sick|unwell|poorly|out of office|stuck|tied up|busy"
    r"|unavailable|on (?:(?:sick|maternity|paternity|parental"
    r"|annual|study) )?leave|on (?:holiday|vacation|jury duty)|at home|staying (?:at home|behind|here))"
)
_STAYS_AWAY = LatePattern(
    rf"(?:\b(?:but|as|since|because|now that|unfortunately|sadly|sorry),? )?"
    rf"(?:\b(?:my|our|the) (?:[a-z]+ )?[a-z]+,? )?\b(?P<name>{_NAME})"
    rf"(?:,? (?:who|he|she))?(?: (?:{_NOT} (?:(?:be )?(?:able to )?(?:make it|get away|come|coming|join|joining|travel"
    rf"|travell?ing"
    rf"|(?P<goes>go|going)|attend|attending))"
    rf"|has (?:dropped|pulled|backed) out|has cancelled|had to (?:cancel|drop out|pull out))"
    r"|(?: (?:stays|is staying|remains))(?: at)? (?:home|behind|here)"
    rf"|(?:'s| is)(?: (?:now|currently|still|unfortunately|sadly))? (?P<away>{_AWAY}))"
    r"(?: (?:sick|ill|home|any ?more|after all|this time|now|today|unfortunately|either|at all|(?:on|with) [a-z]+"
    r"|(?:this|next|that) week))*"
    r"(?:,? (?:because of|due to|owing to|on account of) (?:(?-i:[a-z])[\w'-]* ?){1,6}?)?"
    r"(?=\s*(?:[.,;:!?)]|\Z|\b(?:so|and|but|because|since|as)\b))",
    re.IGNORECASE,
)

# Who the one who asks is: "the undersigned, a Visiting Fellow of the Institute of Astronomy, requests".
_WHO_ASKS = LatePattern(
    r"(?<=\bundersigned),\s[^.;:!?()0-9]{2,100}?,(?=\s+(?:hereby |kindly |humbly |herewith )*[a-z]+s\b)", re.IGNORECASE
)


def without_bystanders(text: str) -> str:
    """Return a line of text with blanks where it names people who do not travel, everything else in its place."""
    text = _STAYS_AWAY.sub(_blank_if_named_once, text)
    text = blank_out(_WHO_ASKS, text)
    return blank_out(_BYSTANDERS, text)


def _blank_if_named_once(match: re.Match[str]) -> str:
    """Return blanks for words by which somebody stays at home; the words themselves where the text names them again,
    or where it may be a place or an airline that is out."""
    name = match["name"]
    is_once = all(len(re.findall(rf"\b{re.escape(word)}\b", match.string)) == 1 for word in name.split())
    may_be_a_place = bool(match["goes"] or match["away"]) and names_place(name)
    return match[0] if may_be_a_place or not is_once or any(find_airlines(name)) else " " * len(match[0])
