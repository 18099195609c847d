"""What is said in a roundabout way, put in the words that the rules read: a vague time that a clock says at once,
limits in the words of those who learned English late, people who are led to by "namely"."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern

_NAME = r"(?-i:[A-Z][\w'-]+)"
_TITLED = r"(?-i:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Madam|Sir)\b\.?)"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_CABIN = r"(?:first|business|premium economy|economy)(?: class)?(?: seats?)?"
_PEOPLE = r"(?:people|persons?|adults?|pax|passengers?|travell?ers?|guests?|colleagues|employees|participants|staff)"
# "Say from 9", "so after 18:00": the clock that says what was meant.
_BY_THE_CLOCK = (
    r"(?=\s*(?:[,(-]\s*)?(?:(?:so|say|like|maybe|meaning|i\.e\.|that is|that means)[\s,]+)*"
    r"(?:after|from|not before|no earlier than|past|any ?time after|around|about)\s+(?:[0-9]{1,2}|half|noon|midday"
    r"|(?:one"
    r"|two|three|four|five|six|seven|eight|nine|ten|eleven))\b)"
)

_OFFICE = (
    r"(?:(?:vice|deputy|acting|assistant|managing|executive)[ -])?(?:director|dean|head|chair|chairman|chairwoman"
    r"|chairperson|president"
    r"|rector|secretary|minister|commissioner|professor|chief|governor|mayor|registrar|provost|warden|principal"
    r"|manager|treasurer)"
)
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_IN_FIGURES = "|".join(rf"(?<=\b{word}) \(0?{number}\)" for number, word in enumerate(_COUNTED, start=1))

# In order: what is written on the left is read as what stands on the right.
_WORDY: tuple[tuple[str, str], ...] = (
    # "Back the same 12 March": the day that was said before.
    (
        (
            rf"\b(?:on )?(?:(?:the|that|this) )?(?:very )?same (?=[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)? ?{_MONTH}\b"
            rf"|{_MONTH} [0-9]{{1,2}}(?:st|nd|rd|th)?\b)"
        ),
        "on ",
    ),
    # "Should first class not be offered, business is acceptable": cabins next to what is asked for are offered anyway.
    (
        (
            rf"[,;(]?\s*\b(?:should|if|in case)(?: the| an?)? {_CABIN}(?: (?:is|be|should be|were|was))? (?:not"
            rf"|un) ?(?:be )?(?:available"
            r"|offered|possible|sold|obtainable|free|had|found|allowed|approved)(?: (?:there|on (?:this|that"
            r"|the) (?:route|flight|day)))?"
            rf",? (?:then )?{_CABIN}(?: (?:is|would be|will be|may be))?(?: also| quite)? (?:acceptable|fine|ok|okay"
            rf"|enough|sufficient"
            r"|alright|all right|booked|taken|will do|would do|does|suffices?)\)?(?=\s*(?:[.,;!]|$))"
        ),
        "",
    ),
    # "Ann Lee's flight is on 3 March": for whom it is.
    (
        (
            rf"(?:(?<=^)|(?<=[.:;!,] )|(?<=book )|(?<=arrange )"
            rf"|(?<=need ))((?:{_TITLED} )?{_NAME} {_NAME}(?: {_NAME})?)'s"
            r" (flights?|trip|journey|travel|tickets?|trains?)(?: (?:is|are|will be|would be|should be)(?= (?:on|from"
            r"|to)\b|:))?"
        ),
        r"\2 for \1,",
    ),
    # "The delegation, consisting of Ann Lee and Bob Ray, will travel": they are who travels.
    (
        (
            rf"\b(?:the|our|a|this) (?:delegation|team|group|party|mission|crew)(?: of (?:two|three|four|five"
            rf"|[2-5])(?: people| persons)?)?"
            r",? (?:(?:which |that )?consist(?:s|ing) of|(?:which |that )?(?:is )?(?:composed|made up) of|compris(?:es"
            r"|ing)|namely)"
            rf" (?=(?:the |our |my )?(?:{_TITLED} |Ambassador |Judge )?{_NAME} {_NAME})"
        ),
        "",
    ),
    (r"\b(?:and )?onwards?,? (?=from (?-i:[A-Z]))", "then "),
    # "The Director of Studies, Dr Ann Lee": of what she is the director, does not matter.
    (
        (
            rf"\b((?:the|our|my|its|their) (?:{_OFFICE})) (?:of|for) (?:the "
            rf"|our )?{_NAME}(?: (?:and )?{_NAME}){{0,3}},? (?={_TITLED} )"
        ),
        r"\1 ",
    ),
    (r"\bfor (?:the )?[a-z]+ and (?:the |his |her |my |our )?[a-z]+ alike\b", "for all"),
    # "One (1) seat", "two return tickets".
    (rf"(?:{_IN_FIGURES})(?= )", ""),
    (r"\b(two|three|four|five|six|seven|eight|nine|[2-9]) return (?=(?:tickets|fares|seats)\b)", r"\1 round-trip "),
    (r"\bnot (more|over|above) (?=(?:[A-Z]{3} ?|[€$£¥₹] ?)?[0-9]+ ?(?:[a-z]{2,}|[€$£]))", "not more than "),
    (
        (
            r"\b(preferred|preferably|preferable|nice|ideal|welcome),? (?:but|though|although|if) (?:it's |it is "
            r"|that's )?(?:not|no)"
            r" (?:absolutely |strictly |really )?(?:obligatory|mandatory|compulsory|essential|required|necessary"
            r"|critical|crucial|vital|needed|important"
            r"|urgent|(?:an? )?(?:must|(?:pre-?)?condition|requirement|deal[ -]?breakers?|necessity|priority|big"
            r" deal))\b"
        ),
        r"\1",
    ),
    # "Last leg home Ankara-Izmir": which slice it is, its places say.
    (
        (
            r"\b(?:the )?(?:first|second|third|fourth|last|final|next) (?:leg|slice|sector|stretch|part)(?: is| home"
            r"| back|:)*"
            r" (?=(?:from )?(?-i:[A-Z][\w'-]+(?: [A-Z][\w'-]+)?) ?(?:-|to\b|->|/) ?(?-i:[A-Z]))"
        ),
        "",
    ),
    # "Myself, wife and two kids".
    (
        (
            r"\b(myself|me|self|i),? (?:and |& )?(?:(?:my|our) )?(wife|husband|spouse|partner|son|daughter|mother"
            r"|father"
            r"|mum|mom|dad|brother|sister|colleague|boss|manager|assistant)(?=,? (?:and|&|plus) (?:my |our |the |a "
            r"|an |\d"
            r"|one\b|two\b|three\b|four\b))"
        ),
        r"\1 and my \2",
    ),
    (r"\b(?:solely|exclusively) (?=(?:in|at|for) (?-i:[A-Z]))", "only "),
    (r"\b(i|we)(?:'ve| have) got (?=(?:an?|the|my|our|two|three) [a-z])", r"\1 have "),
    # "Budget's 150 a night".
    (
        r"\b(budget|limit|cap|max|rate|price)'s (?=(?:about |max |up to )?(?:[A-Z]{3} ?)?[0-9€$£¥₹])",
        r"\1 is ",
    ),
    (r"\bppl\b", "people"),
    (r"(?-i:\bBUS(?:INESS)? CLS?\b)", "business class"),
    (r"(?-i:\bECO(?:NOMY)? CLS?\b)", "economy class"),
    (
        (
            r"\b(?:per|a|each) (?:room[ -]?(?:and|per|&|/|,)?[ -]?(?:per )?night|night[ -]?(?:and|per|&|/|,)[ -]?(?:per"
            r" )?room)\b"
        ),
        "per night",
    ),
    (
        (
            r"\(?\b(?:day|dd)[ /]?(?:/|before|then|-) ?(?:month|mm)(?:[ /-]+(?:year|yyyy|yy))?(?: (?:format"
            r"|order))?\)?(?=\s*(?:[.,;)]|$))"
        ),
        "dd/mm",
    ),
    (
        (
            r"\(?\b(?:month|mm)[ /]?(?:/|before|then|-) ?(?:day|dd)(?:[ /-]+(?:year|yyyy|yy))?(?: (?:format"
            r"|order))?\)?(?=\s*(?:[.,;)]|$))"
        ),
        "mm/dd",
    ),
    (
        (
            r"\bsingle (?=(?:pax|pers(?:on)?|passenger|travell?er|adult|adt|psgr|guest|person)\b)(?!\w+ (?:room"
            r"|occupancy|use))"
        ),
        "1 ",
    ),
    # "Back the sun after": a day of the week where it cannot be anything else.
    (r"\bthe sat(?= (?:after|before|following)\b)", "the Saturday"),
    (r"\bthe sun(?= (?:after|before|following)\b)", "the Sunday"),
    # "With a change I don't accept", "stops we don't want".
    (
        (
            r"\b(?:with )?(?:an? |any )?(?:stops?|stop-?overs?|changes?|connections?|layovers?|transits?|transfers?)"
            r" (?:i|we) (?:do not|don't|cannot|can't|can not|will not|won't) (?:accept|want|take|like|wish|agree(?:"
            r" to| with)?"
            r"|do|need|allow)\b"
        ),
        "no stops",
    ),
    # "I'm a window person".
    (
        (
            r"\b(?:i'm|i am|we're|he's|she's)(?: (?:an?|always|usually|more of|very much|definitely|strictly|really"
            r"|totally"
            r"|such))* (aisle|window)(?:[ -]seat)? (?:persons?|people|guy|girl|gal|lad|man|woman|human|fan|lover"
            r"|type|kind of"
            r" (?:person|guy|girl|traveller))\b"
        ),
        r"\1 seat",
    ),
    # Of whoever writes, and of theirs.
    (r"\b(and|with|plus|for|&|namely|of) (?:the |your )?undersigned\b", r"\1 me"),
    (r"\bthe undersigned(?= (?:and|&|plus|together with|as well as|accompanied by)\b)", "I"),
    (r"\b(colleagues?|co-?workers?|friends?|assistants?|engineers?|team ?mates?) of (?:me|mine|us|ours)\b", r"\1"),
    (
        (
            r"\b(?:pax|passengers?|travell?ers?)(?: name)?\s*(?:[:=]|\bis\b)\s*(?:the )?(?:requester|requestor|self"
            r"|myself|me|sender"
            r"|undersigned|applicant|(?:same )?as requester)\b(?=\s*(?:[.,;)]|$))"
        ),
        "",
    ),
    # "A fortnight in Malta: ...": it lasts so long.
    (r"(?:(?<=^)|(?<=[.!?:;] ))(?:an? )?fortnight in (?=(?-i:[A-Z]))", "for two weeks in "),
    (r"(?:(?<=^)|(?<=[.!?:;] ))((?:an?|one|two|three) weeks?) in (?=(?-i:[A-Z]))", r"for \1 in "),
    (r"\b(\d[\d.,]*(?: ?(?:[A-Z]{3}|/-))?) only(?=,? (?:per|a|each|for) night| nightly|/night)", r"\1"),
    (r"\bavoid me\b", "avoid"),
    # "HTL Naples 2 nts", as travel desks say where it is.
    (
        (
            r"(?-i:\b(?:HTL|Htl|htl)) (?=(?!(?:only|re?qd?|required|needed|pls|please|for|from|near|max"
            r"|with)\b)(?-i:[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)(?: [0-9]|\s*[,.;(]|$| (?:from|for|max"
            r"|near|until)\b))"
        ),
        "hotel in ",
    ),
    # "Hotel in 14 Sep out 16 Sep", "check in 14 Sep, check out 16 Sep".
    (
        (
            r"(?<=[\w,] )(?:check(?:ing)?[ -]?)?in(?: on)? (?=([0-9]{1,2}[ /.-]?\w{0,9}),? (?:and"
            r" )?(?:check(?:ing)?[ -]?)?out\b)"
            r"\1,? (?:and )?(?:check(?:ing)?[ -]?)?out(?: on)? (?=[0-9])"
        ),
        r"from \1 to ",
    ),
    (rf"\bafter (?:my |our )?(?:tea|dinner|supper|school)\b{_BY_THE_CLOCK}", "in the evening"),
    (rf"\bafter (?:my |our )?breakfast\b{_BY_THE_CLOCK}", "in the morning"),
    (
        (
            r"\bnot (?:one|an?) (?:single )?(?:penny|cent|pence|euro|dollar|pound|rupee|paisa|franc|yen|kron[ae]|krone)"
            r" (?:over|more than|above|beyond)\b"
        ),
        "not more than",
    ),
    # "A four star in Porto" is a hotel.
    (
        (
            r"\b(an?|some|one) ((?:nice |decent |good |cheap |quiet )*(?:three|four|five"
            r"|[3-5])[ -]?stars?(?: or (?:better|above|more|higher|up))?)"
            r"(?=\s*(?:[,.;]|$|(?:in|near|at|by|close|around|with|within|under|for|please|there|not|max)\b))"
        ),
        r"\1 \2 hotel",
    ),
    # "Make that two: Ann Lee and me".
    (
        (
            rf"\b(?:please )?make (?:that|it) (two|three|four|five|[2-5])(?= ?[:,(-] ?(?:{_TITLED} )?(?:{_NAME} {_NAME}"
            rf"|me\b|myself\b))"
        ),
        r"for \1 people",
    ),
    (r"\b(max)imal(?:ly)?\b(?=,? (?:price|rate|cost|budget|[0-9€$£]))", r"\1imum"),
    (r"\b(min)imal(?:ly)?\b(?=,? (?:[0-9]|one|two|three|four|five))", r"\1imum"),
    (
        (
            r"\b(?:with )?(?:an? |the )?max(?:imum)?\.? (?:room )?(?:price|rate|cost|budget)(?: of| is|:)*"
            r"(?=(?: (?:per|a|each) night)?:? ?(?:[A-Z]{3} ?|[€$£¥] ?)?[0-9])"
        ),
        "max",
    ),
    (r"\bnear (?:from|of|to) (?=(?:the |our |my )?(?-i:[A-Z])|(?:the|our|my) [a-z])", "near "),
    (r"\b([0-2]?[0-9][:.][0-5][0-9]) (?:hours?|o'?clock|uhr|heures?|horas)\b", r"\1"),
    (
        (
            r"\b(?:the |my |our |his |her )?(return|departure|way back)(?: date| flight)? (?:remains|stays|is still"
            r"|is unchanged"
            r"(?: on)?)(?: unchanged)?(?: on| at)?(?: the)? (?=[0-9])"
        ),
        r"\1 on ",
    ),
    (
        (
            rf"\b({_PEOPLE})(?:[,:;]? ?-?|( \())\s?(?:namely|viz\.?|to wit|that is to say|specifically"
            rf"|as follows)[,:]? (?={_TITLED}|{_NAME})"
        ),
        r"\1,\2 ",
    ),
    # "A rental car, please. Drop the car off at noon": the one that is asked for.
    (
        (
            r"(\bcar\b(?:(?!\bcar\b).){0,120}?\b(?:pick|collect|drop|return|tak|take|leav|leave|bring|get|hand|giv"
            r"|give)(?:p?ing|ing"
            r"|ting)?)( (?:up|off|back|over))? the (?:rental |hire )?car\b"
        ),
        r"\1 it\2",
    ),
    (
        (
            r"(?<=, )(?:and )?after(?: that)? (?=(?:i|we) (?:will )?(?:come|go|fly|return|travel|continue"
            r"|move)(?: back| home| on"
            r"| again)* to (?-i:[A-Z])[^,.;:!?]{1,40} (?:on|the|at) )"
        ),
        "then ",
    ),
    (rf"\b({_PEOPLE}), \( ?(?={_TITLED}|{_NAME})", r"\1 ("),
    (rf"\b([1-9]|one|two|three|four|five|six) ({_PEOPLE}) ?- ?(?={_TITLED} {_NAME}|{_NAME} {_NAME})", r"\1 \2, "),
)
_COMPILED = tuple((LatePattern(pattern, re.IGNORECASE), plain) for pattern, plain in _WORDY)


def put_wordy_plainly(text: str) -> str:
    """Return `text` with what is said in a roundabout way in plain words."""
    for pattern, plain in _COMPILED:
        text = pattern.sub(plain, text)
    return text
