"""People who are named beside a journey and do not go on it: who agreed to it, who is to be told, whom one meets."""

import re

_WORD = r"[^\W\d_a-zß-öø-ÿ](?:[^\W\d_]|['’-](?=[^\W\d_]))+(?![\w-])"
_NAME = rf"(?-i:(?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?{_WORD}(?: {_WORD}){{0,2}})"
_NAMES = rf"{_NAME}(?:(?:,| and| &) {_NAME})*"
_END = r"(?=\s*(?:[.,;:!?)]|\Z|\b(?:on|in|at|of|if|about|when|once|who|and|for|too|as well|please)\b))"
_BYSTANDERS = re.compile(
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


def without_bystanders(text: str) -> str:
    """Return a line of text with blanks where it names people who do not travel, everything else in its place."""
    return _BYSTANDERS.sub(lambda match: " " * len(match[0]), text)
