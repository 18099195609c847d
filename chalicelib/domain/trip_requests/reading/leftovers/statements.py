"""What makes a clause a mere statement ("my boss has agreed"), and what it may say of the trip all the same: where from
and to, who travels, in which cabin, by when one is back."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern

ASSERTS = LatePattern(
    r"(?:\b(?:is|are|am|will|was|were|been|has|have|had|did|does|do|knows?|knew|thinks?|thought|hopes?"
    r"|guess|hear|heard|feels?|felt"
    r"|says|said|tells|told|writes|wrote|asks|speaks?|spoke|met|saw|went|came|got|made|took|gave|found"
    r"|kept|lost|ran|sat"
    r"|stood|quit|paid|sent|began|broke|chose|won|held|understood|works|lives|looks|seems|sounds|means|owns"
    r"|runs|hosts|starts|discusses|decides|checks|confirms"
    r"|handles|organi[sz]es|covers|pays|approves|agrees|insists|suggests|sends|thinks"
    r"|needn't|isn't|aren't|wasn't|weren't|hasn't|haven't|hadn't|don't|doesn't|didn't"
    r"|can't|cannot|couldn't|could not|wouldn't|would not|sorry)|['’](?:m|re|ve|ll)"
    r"|(?:it|that|he|she|here|there|what|who|everything|all)['’]s|(?-i:\b[a-z]{2,}ed))\b",
    re.IGNORECASE,
)
ASKS = LatePattern(
    r"\b(?:can (?:you|u|ya|we)|needs?|needed|wants?|wanted|wanna|requires?|required|must|please|pls|book(?:ed|ing)?"
    r"|reserved?"
    r"|arranged?|should|shall"
    r"|prefer\w*|would(?! not)|could(?! not)|['’]d|rather|wish(?:es)?|likes?|loves?"
    r"|travel(?:s|l?ing)?|fly(?:ing)?|flies|joins?|joining|comes?|coming"
    r"|arriv\w*|leav\w*|depart\w*|land\w*|stay\w*|return\w*|go|goes|going|bring\w*|tak(?:e|es|ing)|carr(?:y|ies|ying)"
    r"|accompan\w*|along|add|let['’]?s|only|moves?|chang\w*|switch\w*|swap\w*|with me|and me|and i|names?"
    r"|travell?ers?|passengers?|pax|tickets?)\b",
    re.IGNORECASE,
)
HOPES = LatePattern(
    r"\s*(?:i |we )?(?:do )?(?:hope|trust) (?:that )?(?!to\b)[^0-9¦]{0,80}\b(?:is|are|was|were|had|has been"
    r"|have been|went|goes"
    r"|enjoyed|recovered|well|good|doing|keeping|find you)\b[^0-9¦]*\Z",
    re.IGNORECASE,
)
_SAYS_WHERE = LatePattern(r"\s*(?:from|to|into|via)\b", re.IGNORECASE)
# ... and that several travel: "we are some people from the lab".
_SAYS_MANY = LatePattern(
    r"\s*(?:we|they)(?:'re| are| will be| shall be) (?:some|several|a few|a couple of|a group|a team|a party|many"
    r"|quite a few|two or three|three or four)\b"
    r"|.*\b(?:everyone|everybody|all(?: of us)?|(?:the )?whole(?: of the)? \w+)\b.*\b(?:is|are|'s)(?: all)?"
    r" (?:in|off|coming|going|joining|on board|travell?ing|flying)\b",
    re.IGNORECASE,
)
# Statements that say in which cabin one flies, or that something must be so.
_SAYS_CABIN = LatePattern(
    r"\s*(?:(?:business|first|coach|club)(?: class)? (?:is|isn't|will|would)(?: be)? (?:not )?(?:fine|ok(?:ay)?|alright"
    r"|all right|enough|preferred|required|essential|an? (?:absolute )?must|mandatory|obligatory|compulsory"
    r"|necessary|needed|approved|authori[sz]ed)|(?:business|first|coach|club)(?: class)? has been|that(?:'s|"
    r" is) (?:non-?negotiable|an? (?:absolute )?must|mandatory|essential))\b",
    re.IGNORECASE,
)
# ... or in which cabin and of which ways, or which size of a car will do.
_SAYS_HOW = LatePattern(
    r"\b(?:both|each|either|all|every) (?:ways?|directions?|legs?|flights?|sectors?)\b|\bon the way (?:back|out"
    r"|home|there)\b"
    r"|\b(?:standard|compact|small|medium|large|mini|intermediate|economy|full)(?:[- ]size)?(?: car| one| size)?"
    r" (?:is|would|will|works|does)\b|\b(?:size|category|manual|gearbox)\b"
    # ... or that one wants to change nowhere, and has something to check in.
    r"|\b(?:direct|non-?stop|straight|through) (?:flights?|trains?|connections?|services?|ones?|routes?)\b"
    r"|\b(?:flights?|trains?|connections?|it|this|that)(?: must| should| has to| have to| needs? to)? (?:be|is|are)"
    r" (?:non-?stop|direct)\b"
    r"|\bcases?\b[^.;!?]{0,20}\b(?:check|hold)\b|\bcheck(?:ing)?(?: in)? [^.;!?]{0,15}\bcases?\b"
    r"|\b(?:entitled to|allowed|eligible for|approved for) (?:fly )?(?:business|first|premium)\b",
    re.IGNORECASE,
)
# ... or that there is a way back, whenever: "back whenever works".
_SAYS_BACK = LatePattern(
    r"\s*(?:(?:and|then|but),? )*(?:back|home|return|inbound)\b(?! is\b)"
    # ... or that nobody knows yet when: "I don't know when I'll be back".
    r"|.*\b(?:know|idea|sure|unsure|unclear|unknown|decided|can.t say)\b.*\bwhen\b.*\b(?:back|home|return(?:ing)?)\b",
    re.IGNORECASE,
)
_ROUTE = LatePattern(r"\b[A-Z]{3}\s?[-/>]\s?[A-Z]{3}\b")
PURPOSE = LatePattern(
    r"\b(?:purpose|reason|for(?! (?:me|us|him|her|them|now|good|ever|years|ages)\b)|attend\w*|to see|travell?ers?"
    r"|passengers?)\b",
    re.IGNORECASE,
)


def says_something_of_the_trip(piece: str) -> bool:
    """Return whether a statement is one of how, where, when or for what one travels."""
    return (
        any(says.match(piece) for says in (_SAYS_CABIN, _SAYS_WHERE, _SAYS_MANY, _SAYS_BACK))
        or _SAYS_HOW.search(piece) is not None
        or _ROUTE.search(piece) is not None
        or PURPOSE.search(piece) is not None
    )
