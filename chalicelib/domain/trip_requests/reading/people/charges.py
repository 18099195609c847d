"""Which cost centre pays, in words."""

import re
from collections.abc import Collection

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.clarifications import Findings
from chalicelib.domain.trip_requests.reading.text.words import Words

_COST_CENTRE_SHAPE = LatePattern(r"[A-Z0-9][A-Z0-9-]{1,31}")
_CHARGED = (
    r"(?:(?:please )?(?:on|to|for|under|against|billing(?: to)?|charge(?:d|able)?"
    r"(?: (?:(?:all|both|the whole) of )?(?:it|this|that|these|them|everything|(?:the|this) (?:whole )?(?:trip|lot"
    r"|journey|booking|costs?|expenses|travel)|all (?:costs|expenses)))?(?: all)?(?: to)?|paid by|pay(?:s|able)? (?:by"
    r"|from)|using|bill(?:ed)?"
    r"(?: it)?(?: to)?|book(?:ed)? (?:it )?(?:on|to|against)|debit|use):? )*"
)
# Behind a slash, what has a digit in it: such a code is no cost centre's, and is not read as half of one.
_CODE = r"(?P<code>[A-Za-z0-9][A-Za-z0-9-]*(?:/[A-Za-z-]*[0-9][A-Za-z0-9-]*)*)"
_COST_CENTRE = LatePattern(
    rf"\b{_CHARGED}(?:(?:the|my|our|your|emp(?:loyee)?|staff|dept\.?|department(?:al)?|own|usual|relevant)"
    rf" ){{0,2}}cost[ -]?cent(?:re|er)s?\s*(?:(?:(?:for (?:this|it|the trip)|to (?:use|charge)|is|code|no\.?"
    r"|number|nr\.?|should be|will be)(?![A-Za-z-])|[:=#]) ?)*"
    rf"{_CODE}",
    re.IGNORECASE,
)
# Behind other words a code has a digit in it: "cc" also leads to whom a mail is copied, and a project has a name.
_DIGITS = r"(?P<code>(?=[A-Za-z-]*[0-9])[A-Za-z0-9][A-Za-z0-9-]*)"
_CHARGED_TO = LatePattern(
    rf"\b(?:{_CHARGED}(?:the |our |my )?(?:(?:project|proj\.?|prj\.?|account|acct?\.?|budget|cost|charge|billing"
    rf"|department|dept\.?)"
    rf" (?:code|number|no\.?|nr\.?|id)|wbs|project|proj\.?|prj\.?|kst|kostenstelle|(?-i:GL)(?: code)?|costs(?=\s*:))"
    rf"\s*(?:(?:is|[:=#]) ?)*{_DIGITS}|(?<![\w/])(?:charge(?: it)?(?: to)?:? |bill(?: it)?(?: to)?:? |on )?(?-i:CC"
    r"|C/C|c/c|(?<=[,.;] )cc(?=:? (?:[0-9]{3,}"
    r"|(?-i:(?=[0-9-]*[A-Z])(?=[A-Z-]*[0-9])[A-Z0-9-]{2,})(?![\w@])))):? ?#?"
    rf"{_DIGITS.replace('code', 'cc')}|(?:charge|bill)(?:d|ed)?(?: it)?(?: all)? to:? (?:client )?(?:matter "
    rf"|order )?{_DIGITS.replace('code', 'to')}"
    r"|(?:charge|bill|debit|book on|invoice) (?:it (?:on|to)"
    r" )?(?P<bare>(?=[A-Za-z-]*[0-9])(?=[0-9]*[A-Za-z-])[A-Za-z0-9]+-[A-Za-z0-9-]+)"
    r"|\bref(?:erence)?\.?:? ?(?P<ref>(?-i:CC-?)[A-Za-z0-9-]*[0-9][A-Za-z0-9-]*))"
    r"(?:,? (?:that|this|which) is (?:the|my|our) cost[ -]?cent(?:re|er))?(?![\w-])",
    re.IGNORECASE,
)


def read_cost_centre(
    words: Words, findings: Findings, default: str | None, refused: Collection[str] = frozenset()
) -> str:
    """Return the cost centre in the words, else the traveller's own; empty when it is asked back, of those that are not
    `refused`."""
    codes = _take_codes(words)
    if len(codes) > 1:
        choices = [(code, code) for code in codes if code not in refused]
        return findings.choose("costCentre", "Which cost centre pays?", choices) or ""
    code = codes[0] if codes else default
    pointer = "/request"
    if code is None:
        code, pointer = findings.ask("costCentre", "Which cost centre pays?"), "/answers/costCentre"
    if codes and code is not None and "/" in code:
        question = f"{code!r} is no code of a cost centre, such as SALES-EU. Which cost centre pays?"
        code, pointer = findings.ask("costCentre", question), "/answers/costCentre"
    if code is not None and not _COST_CENTRE_SHAPE.fullmatch(code):
        findings.refuse(f"{code!r} is no code of a cost centre, such as SALES-EU.", pointer)
    return code or ""


def cost_centres_in(text: str) -> tuple[str, ...]:
    """Return the cost centres of which the words of a request say that they pay; more than one is asked back."""
    return tuple(_take_codes(Words(text, len(text))))


def _take_codes(words: Words) -> list[str]:
    """Return the codes in `words`, taken out of them: of cost centres, or where there is none, of what else pays."""
    codes = [match["code"] for match in words.take_all(_COST_CENTRE)]
    names = ("code", "cc", "to", "bare", "ref")
    charged = [next(match[name] for name in names if match[name]) for match in words.take_all(_CHARGED_TO)]
    return list(dict.fromkeys(code.upper() for code in codes or charged))
