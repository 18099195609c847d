"""Words of a trip in another sense, which tell of nothing to book: "sea trials", "the weather station", "first aid",
"the season is over"."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.blanks import blank_out

# What stands before a word is of another kind of it, and what stands behind makes it part of something else.
_OTHER_SENSES = LatePattern(
    r"(?<![\w'-])(?:"
    # Places of work, and none to travel from.
    r"(?:weather|fire|police|power|radio|tv|television|gas|petrol|filling|space|research|field|pumping|polling|lifeboat"
    r"|broadcasting|monitoring|measuring|charging|work|docking|transmitter|ranger|earth|ground|coastguard|rescue|marine"
    r"|biological|compressor|transformer|treatment|recycling|wind|tracking|news|border|customs) stations?"
    r"|(?:call|data|shopping|arts|sports|leisure|garden|distribution|logistics|test|control|community|research|training"
    r"|visitor|youth|health|medical|cancer|recycling|space|flight|welfare|trade|congress|exhibition|competence|service"
    r"|innovation|detention|crisis) (?:centres?|centers?)"
    # What a word is a part of.
    r"|sea (?:trials?|levels?|bed|food|salt|ice|turtles?|birds?|urchins?|defen[cs]es?|walls?|captain|cadets?|rescue"
    r"|water)"
    r"|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) (?:grade|form|years?|graders?|violin"
    r"|division|edition|draft|generation|responders?|opinion|reading|prototype|batch|anniversary|birthday|trimester"
    r"|symphony)"
    r"|first (?:aid|aiders?|hand|mate|lady|impressions?|contact|love|principles|nations|world war)"
    r"|(?:window|bed|bag|car|dog|cat|bus|train|ferry|hotel|cancellation|refund|luggage|seat|room|child|kid|baby|pet|meal"
    r"|airport|airline|station|visa|star|suite|cabin|passport|insurance|night|week|weekend|charter|stock|train) "
    r"(?:trade|fair|expo|industry|manufacturer|manufacturing|factory|makers?|designers?|design|fitters?|frames?|cleaning"
    r"|restoration|museum|federation|association|psychologist|psychology|care|nurses?|doctors?|therapist|behaviou?rist"
    r"|parts|testing|technology|software|systems?|architects?|architecture|photographer|magazine|lawyers?"
    r"|law|workers?|union|strikers?|wash)"
    r"|(?:harbou?r|port|marina|airport|station|hotel|bus|train|railway) (?:office|authority|master|police|board"
    r"|administration"
    r"|commission|department|operations|engineering|security|chaplain)"
    # What is at an end, or turned.
    r"|(?:is|are|was|were|'s|be|being|nearly|almost|now|finally|all) over(?: (?:and done|with"
    r"|for (?:me|us|him|her|them|good|this year|the year|now)|now|at last))*(?=\s*(?:[.,;:!?)¦]|$|so\b|and\b|but\b))"
    r"|(?:half|quarter|double|triple)[ -](?:baked|term|time|marathon|decker|bass|glazing|helix|blind|click|entry|check"
    r"|checked|jump|final|finals)"
    r")(?![\w'-])",
    re.IGNORECASE,
)


def without_other_senses(text: str) -> str:
    """Return a text with blanks where words of a trip stand in another sense, everything else in its place."""
    return blank_out(_OTHER_SENSES, text)
