"""Forms in which people write what the rules read in one: shorthand of travel desks, of chats, and of who learned
English late. Each has one reading."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
# "April 8. Rental car ..." is a day at the end of a sentence.
_NO_MONTH_BEFORE = re.sub(
    r"\w+", r"(?<!\g<0> )", "ary rch ril may une uly ust ber jan feb mar apr jun jul aug sep ept oct nov dec"
).replace(" (", "(")
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_NUMBER = r"(?:[0-9]{1,2}|two|three|four|five|six|seven|eight|nine)"
_CLASS = r"(?:economy|business|first|premium economy)(?: class)?"

# In order: what is written on the left is read as what stands on the right.
_PLAIN: tuple[tuple[str, str], ...] = (
    (r"(?<![\w-])(?:o/w|ow|oneway)(?![\w-])", "one way"),
    (r"\bsingle (?=from\b|to\b|way\b|tickets?\b|journey\b|fare\b|please\b)(?:way\b)?", "one way "),
    (r"(?:(?<=, )|\ba )single(?=\s*(?:$|[.,;!]))", "one way"),
    # "NY" behind a city is its state: Albany, NY.
    (
        r"(?:(?<=\bfrom )|(?<=\bto )|(?<=\bin )|(?<=\bthen )|(?<=\bfly )|(?<=\binto )|(?<=[;.:] )|^)(?-i:NY)\b",
        "New York",
    ),
    (
        (
            r"\b(?:from )?(?:the )?(?:night|evening) of ([^,;.]{3,24}?)"
            r" (?:through|thru|until|till|to) (?:the )?morning of\b"
        ),
        r"from \1 until",
    ),
    # Rental cars: one way rental, a set of wheels, auto for rent.
    (r"\bone[- ]way (?:car )?(?:rental|hire)(?: car)?\b", "rental car"),
    (r"\b(rental|hire|rented|self[- ]drive) vehicles?\b", r"\1 car"),
    (r"\b(rental(?: car)?|hire car|rental vehicle|car) out of (?=(?:the )?(?-i:[A-Z]))", r"\1 at "),
    (r"\b(?:a set of|some) wheels(?= (?:in|at|from|for)\b)", "a rental car"),
    (
        r"\b(needs?|get|want|book|have|hire|rent)( me| us)? (?:some |a set of |my own )?wheels\b(?! (?:up|of|down))",
        r"\1\2 a rental car",
    ),
    (r"\b(?:(an?|one) )?(?:auto|car)s? (?:for|to|on) (?:rent|hire)\b", r"\1 rental car"),
    (r"\b(rent|hire|renting|hiring) an? auto\b", r"\1 a car"),
    (r"\bsgl(?= (?:pax|adt|adult|passenger|travell?er)\b)", "1"),
    (r"\bpax:? ?([1-9])\b(?![ -]?(?:pax|people|[0-9.:/]))", r"\1 people"),
    (r"\b([1-9]) ?sgl\b(?! rooms?\b)", r"\1 single room"),
    (r"\bsgl\b(?=(?: rooms?)?\b)", "single"),
    (
        r"\b(?:pop|stick|chuck|bung|shove|slot|squeeze) (me|us|him|her|them)(?: down)? (?=(?:on|onto|in|into|for)\b)",
        r"book \1 ",
    ),
    (r"\b(if|where|when|wherever|as far as) poss\b", r"\1 possible"),
    (r"\b(if|where|when) avail\b\.?", r"\1 available"),
    # "Nothing too early please (after 8)": of which half of the day that is.
    (
        (
            r"\b(?:nothing|not) (?:(?:too|so|crazy|super|stupidly|ridiculously|insanely|unearthly|silly|very)"
            r" )?early,?(?: pls| please)?[ ,(:-]+"
            r"(?:(?:i mean|so|say|like|for example|that is) )?(?:not before|after|from) ([0-9]{1,2})\b(?![:.0-9]|"
            r" ?[ap]\.?m)\)?"
        ),
        r"nothing before \1 am",
    ),
    (
        (
            r"\b(?:nothing|not) (?:(?:too|so|crazy|super|stupidly|ridiculously|insanely|silly|very) )?late,?(?: pls"
            r"| please)?[ ,(:-]+"
            r"(?:(?:i mean|so|say|like|for example|that is) )?(?:not after|before|until|by)"
            r" ([0-9]{1,2})\b(?![:.0-9]| ?[ap]\.?m)\)?"
        ),
        r"nothing after \1 pm",
    ),
    (r"\bi\.\s?e\b\.?", "that is"),
    (r"\be\.\s?g\b\.?", "for example"),
    (r"\btix\b", "tickets"),
    (r"(?-i:\b([A-Z]{3}) (?:HB|Hbf|SBB|CFF)\b)", r"\1"),
    (r"(?-i:(?:(?<=[A-Za-z.,)] )|(?<=[0-9]{4} ))n(?= [A-Za-z0-9]))", "and"),
    (r"\bbkgs?\b", "booking"),
    (r"(?-i:\bCAR)(?= (?:only|rental|hire|re?qd|required|needed|please|pls|from|at|in|for|pick)\b| ?[:-]+ )", "car"),
    (
        r"\b(flights?|trains?|planes?|fly(?:ing)?|going|leav(?:e|ing)|depart(?:ing)?) out of (?=(?-i:[A-Z]))",
        r"\1 from ",
    ),
    # "Me + 1 (Tom Becker)": the name of whom the number counts.
    (
        (
            r"\b(me|myself) ?(?:\+|plus|and|&) ?(?:1|one)(?: (?:other|more|colleague|guest))?[,:]? ?\(?"
            r"(?-i:([A-Z][\w'-]+(?: [A-Z][\w'-]+){1,2}))\)?(?! to\b)"
        ),
        r"\1 and \2",
    ),
    (r"(?<=[a-z0-9,] )(?:le|el|den|il|d[íi]a) (?=[0-9]{1,2}\b)", "on "),
    # "Arrival 12 May, departure 14 May" at a place; "up on the 10th, down on the 12th".
    (
        r"\barrival:? ((?:on )?(?:the )?[0-9][^,;.()]{0,20}?),? (?:and )?departure:? (?=(?:on )?(?:the )?[0-9])",
        r"\1, back ",
    ),
    (
        r"\b(?:up|down) (on (?:the )?[0-9][^;.]{0,25}?),? (?:and )?(?:back )?(?:up|down)(?: again)? (?=on\b)",
        r"\1, back ",
    ),
    # "Get me over to Oslo".
    (
        (
            r"\b((?:get|fly|send|bring|take|put|book|getting|flying) (?:me|us|him|her|them)) (?:over|across|up|down"
            r"|off)(?= to\b)"
        ),
        r"\1",
    ),
    (r"\b(?:be )?able to get (me|us)\b", r"get \1"),
    (
        r"\b(?:at |around )?(noon|midday|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[- ]?ish\b",
        r"around \1",
    ),
    (r"\b(?:avoid(?:ing)?|no|without|(?:don't|do not) (?:want|need))(?: an?y?)? overnight stays?\b", "no hotel"),
    (r"(?-i:\b([A-Z]{3}|[A-Z][a-z]+) CBD\b)", r"\1 city centre"),
    (
        r"\bthe (evening|night|afternoon|morning) (before|after)(?=\s*(?:[.,;)]|$|from\b|and\b|to\b|by\b))",
        r"the day \2 in the \1",
    ),
    (r"(?<=\s)//+(?=\s)", "/"),
    (r"\bO/B\b", "outbound"),
    (r"\bI/B\b", "inbound"),
    (r"(?-i:\bDO[JT]\b)(?= ?:)", "date"),
    (r"\b(?:the )?(?:hour|time) of (?:the )?arriv(?:e|al|ing)\b:?", "arriving"),
    (r"\b(?:the )?(?:hour|time) of (?:the )?depart(?:ure|ing)?\b:?", "departing"),
    (r"(?<![.!?,] )(?<!^)\byours truly\b(?! *$)", "me"),
    (r"\brms?\b(?=[ ,.]|$)(?! [A-Z]{2})", "room"),
    # "1) Rome-Oslo 3 March 2) Oslo-Rome 5 March".
    (
        (
            rf"(?:(?<=^)|(?<=[\s.;,]))(?:\(?[1-8]\)|{_NO_MONTH_BEFORE}\(?[1-8]\.)\s+"
            r"(?=(?:from )?(?-i:[A-Z]\w+(?: [A-Z]\w+)?)\s?(?:to\b|-|->|>|/)"
            r"|(?:the |an? )?(?:return |outbound |inbound )?(?:flights?|trains?|hotel|room|car|rental|hire)\b)"
        ),
        "",
    ),
    (r"\bstd(?=(?: economy)? class\b)", "standard"),
    (
        (
            r"(?<![\w,.])([1-3]|one|two|three) ?(?:x|\u00d7|\*) ?[0-9]{2} ?kgs?\b"
            r"(?: (?:bags?|luggage|baggage|pieces?|suitcases?))?"
        ),
        r"\1 checked bags",
    ),
    (
        (
            r"(?<![\w,.])(?:an? |one |1 )?[0-9]{2} ?kgs? (?:of )?(?:checked |check-?in |check in |hold )?(?:bag"
            r"|luggage|baggage|suitcase)\b"
        ),
        "1 checked bag",
    ),
    (r"\bupto\b", "up to"),
    (r"\bchk(?=[ -]?(?:in|out)\b)", "check"),
    (
        r"\b(max(?:imum)?|up to|limit|cap)\.? (?:per night|pn|p\.n\.|a night|/ ?night)\b:? (?=[A-Z€$£0-9])",
        r"per night \1 ",
    ),
    # "130 a night tops in euros": the currency behind the night.
    (
        (
            r"\b([0-9][0-9.,]*)((?: (?:a|per|each) night|/night| nightly)(?:,? (?:tops|max(?:imum)?|at most))?) in"
            r" (euros?|pounds?|dollars?"
            r"|francs|rupees|yen|(?-i:[A-Z]{3}))\b"
        ),
        r"\1 \3\2",
    ),
    (r"\b(aisle|window)s?(?: seats?)?,? ?x ?[2-9]\b", r"\1 seats"),
    # As people say it who learned English late.
    (r"\bcent(?:er|re) of costs?\b", "cost centre"),
    (r"\b(no|without|one|two|1|2|single) (?:scale|escala)s?\b", r"\1 stop"),
    (r"\b(?:at|on|in|for) the (?:back way|way of return|return way|way of back)\b", "on the way back"),
    (r"\b(?:in (?:the )?)?direction (?:of |to )?(?=(?-i:[A-Z]))", "to "),
    (
        (
            rf"\b(from (?-i:[A-Z])\w+(?: (?-i:[A-Z])\w+)?) (?:until|till|up to) (?=(?-i:[A-Z]))(?!(?:{_MONTH}"
            rf"|{_WEEKDAY})\b)"
        ),
        r"\1 to ",
    ),
    (r"(?<=\w )(?:place|seat|spot) (?:by|at|on|near|beside) (?:the )?corridor\b", "aisle seat"),
    (
        (
            r"(?<=[0-9€$£] )by night\b|(?<=[0-9€$£])by night\b|(?<=euros )by night\b"
            r"|(?<=[0-9] [A-Z]{3} )by night\b|(?<=euro )by night\b"
        ),
        "per night",
    ),
    # "Budapest time!", "Oslo, here I come": where one is off to.
    (
        (
            r"(?-i:\b([A-ZÀ-Þ][a-zß-ÿ]+(?: [A-ZÀ-Þ][a-zß-ÿ]+)?))(?: time(?=\s?!)| calling(?=\s?[!.])|,? here (?:i"
            r"|we) come(?=\s?[!.,])| bound(?=\s?[!.,]))"
        ),
        r"to \1",
    ),
    (r"\bfr(?= [0-9])", "from"),
    (
        (
            r"(?:,|;|\band) after (?=(?:to|back|home)\b|(?:i|we) (?:(?:will|shall|must|have to"
            r"|need to) )?(?:take|go|fly|travel|continue"
            r"|move)\b)"
        ),
        ", then ",
    ),
    (r"\b(?:tvlr|trvlr|trav|psgr|paxes)(s?)\b", r"traveller\1"),
    (r"\bhome(?:ward)?(?:s|[- ]?bound)?(?= (?:flight|journey|leg|trip|train)\b)", "return"),
    (r"\bhome(?:wards?|bound|ward[- ]bound)\b", "home"),
    (r"\bnlt\b(?= (?:at )?[0-9])", "no later than"),
    (r"\bnet\b(?= (?:at )?[0-9]{2}:?[0-9]{2}\b)", "not earlier than"),
    (
        (
            r"\b(?:early|late)(?:ish)?(?: morning| evening)? (flight|train|one|departure)(?=,? ?\(?(?:(?:say|like"
            r"|i mean"
            r"|that is),? )?(?:before|after|by|around|not|nothing) [0-9])"
        ),
        r"\1",
    ),
    (
        (
            r"\b(?:but |just |and )*(?:no|nothing|not)(?: at)? (?:an? )?(?:too |super |stupidly |ridiculously "
            r"|silly |insanely"
            r" |ungodly |crazy )*(?:early|late|crack[ -]of[ -]dawn|silly o'clock|stupid o'clock"
            r"|ungodly)(?: (?:stuff|flights?"
            r"|starts?|departures?|hours?|times?|things?|ones?|mornings?|nights?))?(?: please| pls"
            r"| plz)?[ ,.(:;-]+(?:so )?"
            r"(?=(?:nothing|not|no flights?|no departures?) (?:before|after|earlier|later)\b)"
        ),
        " ",
    ),
    (
        (
            r"\b((?:after|before|around|at|by|from) [0-9]{1,2}(?:[:.][0-9]{2})? ?(?:am|pm|hrs|h)?) start(?:ing)?"
            r"(?=\s*(?:[.,;)]|$))"
        ),
        r"departing \1",
    ),
    (
        (
            r"\b(?:the |this |my |his |her |our )?(?:journey|trip|travel|visit|mission) (?:serves|relates to"
            r"|concerns|is (?:for"
            r"|in connection with|undertaken for|intended for|meant for|occasioned by|related to"
            r"|in respect of)) (?=[a-z]+ [A-Z"
            r"a-z])"
        ),
        "purpose: ",
    ),
    (
        (
            r"\b(?:nothing|no (?:flights?|trains?|departures?|planes?)) (?:that )?(departing|departs?|leaving"
            r"|leaves?|landing|lands?"
            r"|arriving|arrives?|taking off|getting in) (?=(?:before|after|earlier|later)\b)"
        ),
        r"\1 nothing ",
    ),
    (r"\bcost[ -]?(?:ctr|cntr)\b\.?", "cost centre"),
    (
        (
            r"(?<!\bno )(?<!\bnot )(?<!\bavoid )(?<!\bwithout )(?<!\bany )(?<!\bnot an )\bovernight (flight|flt"
            r"|plane)\b"
            r"(?! (?:is|are|would|will|works|ok|okay|fine|possible|acceptable|allowed)\b)"
        ),
        r"night \1",
    ),
    (
        (
            r"(?<![\w/.-])([1-9]|1[0-9])(?-i:N)(?![\w/-])(?= ?(?:[,.;/]|$|hotel|HTL|htl|room|stay|in\b"
            r"|(?-i:[A-Z]{2})))"
        ),
        r"\1 nights",
    ),
    (r"(?-i:\bPEY? (?:CLS|CLASS|cls|class)\b)", "premium economy class"),
    (
        (
            r"\b(?:no|without|avoid(?:ing)?)(?: any| an?)? overnight (?:stops?|stop-?overs?|layovers?|connections?"
            r"|transits?)\b"
        ),
        "no overnight flights",
    ),
    (r"\bbk\b", "book"),
    (r"\bw(?= (?:(?!class)[a-z]{2}|a\b))", "with"),
    (r"(?<![\w-])(?:r/t|rt|roundtrip)(?![\w-])", "round trip"),
    (r"\b(?:outward|outbound) (?:flight |journey )?only\b|\bjust the one direction\b|\bno return needed\b", "one way"),
    (r"\ball (?:two|three|four|five|six)\b(?= (?:in|by|on|with|non|refund))", "all"),
    (r"\b(?:to and fro|there and back|flights there and back)\b", "round trip"),
    (r"\bhtls\b", "hotels"),
    (r"\bhtl\b|\bhtel\b", "hotel"),
    (rf"\b({_NUMBER}) hotel nights?\b", r"hotel, \1 nights"),
    (rf"\b({_NUMBER}) hotel rooms\b", r"\1 rooms"),
    (r"\b(one|[0-9]{1,2}|two|three|four|five)[ -]?nts?\b", r"\1 nights"),
    (r"/\s?nt\b", "/night"),
    (r"\b(per|a|each) nt\b", r"\1 night"),
    (r"\b(?:night) hotel\b", "night, hotel"),
    (r"\b([1-9] ?(?:adt|adl|adults?|pax)) std\b", r"\1, standard class"),
    (rf"\b({_NUMBER})\s?(?:adt|adl|adults?|seats?|tkts?|tickets?|pax)\b", r"\1 people"),
    (rf"\b({_NUMBER}) ({_CLASS}) (?:tickets?|seats?|tkts?)\b", r"\1 people, \2"),
    (r"\btkts?\b", "ticket"),
    (r"\bflts?\b", "flight"),
    (r"\b(?:biz|bizz|bsns)(?: class)?\b|\b[CJ][ -]class\b|\bclub class\b|\bclass [CJ]\b", "business class"),
    (r"\b(?:eco|econ)(?: class)?\b|\bY[ -]class\b|\bmain cabin\b|(?<= people )Y(?=\s*$|[,;.])", "economy class"),
    (r"\b(?:prem(?:ium)? eco(?:n)?|W[ -]class)\b", "premium economy"),
    (r"\bF[ -]class\b", "first class"),
    (
        r"\bdep(?:t|arts?|\.)?(?= )(?! ?from\b)(?=\s?(?:aft|bef|before|after|between|btw|not|at|around|by|[0-9]))",
        "departing",
    ),
    (r"\barr(?:ives?|\.)?(?=\s(?:aft|bef|before|after|between|btw|not|at|around|by|[0-9]))", "arriving"),
    (r"\bbef\b|\bb4\b", "before"),
    (r"\b(late|early|mid) aft\b", r"\1 afternoon"),
    (r"\baft\b", "after"),
    (r"\bbtwn?\b", "between"),
    (r"\bmorn\b", "morning"),
    (r"\b(?:arvo|aftn)\b", "afternoon"),
    (r"\bday of (?=(?:tomorrow|today)\b)", ""),
    (r"\bnr\b\.?", "near"),
    (r"\bstn\b\.?", "station"),
    (r"\b(?:tmrw|tmr|tmrow|tmw|2moro|2mrw|tomoz|tmoro)\b", "tomorrow"),
    (r"\bday after tomorrow\b", "day after tomorrow"),
    (r"(?<![\w-])(?:rtn|ret)(?![\w-])", "return"),
    (r"\bw/o\b", "without"),
    (r"\bw/(?=\s?\w)", "with "),
    (r"\bex[ -](?=[A-Z])", "from "),
    (r"\bnonstop\b|\bnon stop\b", "non-stop"),
    (r"\bpref\b(?!\.?\s*seat)", "preferred"),
    (r"\b(departing|arriving) (?=(?:[01][0-9]|2[0-3])[0-5][0-9]\b(?!\s?-))", r"\1 at "),
    (rf"\b([0-9]{{1,2}} ?{_MONTH})-(?=[0-9]{{1,2}} ?{_MONTH}\b)", r"\1 - "),
    # Dates: 19OCT27, 9-12 nov 27, 18.-20. October, 12 Aug '27.
    (rf"\b([0-9]{{1,2}})[ -]?({_MONTH})[ -]?'?(2[4-9]|3[0-9])\b(?![:.,]?[0-9]|\s*(?:people|pax|h\b))", r"\1 \2 20\3"),
    (rf"\b([0-9]{{1,2}})\.?\s?-\s?([0-9]{{1,2}})\.\s?({_MONTH})\b", r"\1-\2 \3"),
    (rf"\b([0-9]{{1,2}})\.\s?({_MONTH})\b", r"\1 \2"),
    (
        r"\b(?:wk|cw|kw|calendar week|week no\.?|week number|week)\s?([0-9]{1,2})(?:\s?/\s?|\s+of\s+)(20[0-9]{2})\b",
        r"week \1 \2",
    ),
    (r"\b(?:wk|cw|kw|calendar week|week no\.?|week number|week)\s?([0-9]{1,2})\b", r"week \1"),
    (r"\b(?:a )?fortnight\b", "two weeks"),
    (r"\btomorrow (a |two )?weeks?\b", r"\1week from tomorrow"),
    (r"\b(?<!a )(?<!one )(?<!two )week from tomorrow\b", "a week from tomorrow"),
    (r"\btwo week from\b", "two weeks from"),
    (r"\b(two weeks|a week|one week) today\b", r"\1 from today"),
    (r"\btoday (two weeks|week)\b", r"in \1 from today"),
    (r"\bin week from today\b", "in a week from today"),
    # Money: 15k INR, CHF 280.-, 6,500/-, 1 450 NOK.
    (r"(?<=[0-9])(?:[.,]--?|/-|/=)(?![0-9])", ""),
    (r"(?<![0-9.,])([0-9]{1,3}) ([0-9]{3})(?=\s?(?:[A-Z]{3}\b|€|kr\b))", r"\1\2"),
    (r"\b([A-Z]{3}) ([0-9]{1,3}) ([0-9]{3})\b", r"\1 \2\3"),
    (r"\bRs\.?\s?(?=[0-9])", "rupees "),
    (r"\bRM\s?(?=[0-9])", "MYR "),
    (r"(?<=[0-9])\s?(?:Kč|Kc)\b", " CZK"),
    (r"(?<!\bin )\bthe night\b(?! (?:market|bazaar|safari|club|zoo|souk)s?\b)", "a night"),
    (r"\b(?:2|two)[ -]way\b", "round-trip"),
    (
        r"\b((?:hotels?|rooms?|beds?|accommodation|lodging)\b[^.;:!?]{0,40}?) (?:for )?(?:that|the same) night\b",
        r"\1 for a night",
    ),
    (r"\b(?:for )?each night\b", "each night"),
    # A body that meets is who one travels to see.
    (
        (
            r"\b(?:the|our|their) (?:committee|board(?: of directors)?|council|panel|management|leadership)"
            r" (?:meets|convenes|gathers|sits)\b"
        ),
        "the meeting is",
    ),
    # "By Tuesday noon": a time of its day.
    (
        (
            r"\b(by|before|after|until|not? later than) (?:on )?"
            r"((?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow)"
            r" (?:at )?(noon|midday|[0-9]{1,2}(?:[:.][0-9]{2})?\s?[ap]\.?m\b\.?|[0-9]{1,2}[:h][0-9]{2})"
        ),
        r"on \2 \1 \3",
    ),
    # Days: abbreviated where they stand for one.
    (r"\b(?:mon)\b(?!\.?\s*[0-9])", "Monday"),
    (r"\btues?\b(?!\.?,?\s*(?:the )?[0-9])", "Tuesday"),
    (r"\bwed\b(?!\.?,?\s*(?:the )?[0-9])", "Wednesday"),
    (r"\bthu(?:rs?)?\b(?!\.?,?\s*(?:the )?[0-9])", "Thursday"),
    (r"\bfri\b(?!\.?,?\s*(?:the )?[0-9])", "Friday"),
    (r"(?<=[a-zA-Z0-9] )sat\b(?=\s*(?:$|[,;.]|am\b|pm\b|week|evening|morning|afternoon|night))", "Saturday"),
    (r"(?<=[a-zA-Z0-9] )(?<!\bthe )sun\b(?=\s*(?:$|[,;.]|am\b|pm\b|week|evening|morning|afternoon|night))", "Sunday"),
    (r"\b(that|(?:the )?same day) (?=(?:in the )?(?:evening|afternoon|morning|night)\b)", r"same day in the "),
    (r"\bin the in the\b", "in the"),
    (r"\b(?:the )?final day of\b", "the last day of"),
    (
        (
            r"\b(names?(?: of [a-z ]{3,20})? (?:to (?:follow|come)|will follow|tb[acd]|(?:to|will"
            r"|shall) be (?:sent|shared"
            r"|given|confirmed|advised|announced)))(?:,? (?:on|by|next|this))* (?:(?:mon|tues|wednes|thurs|fri|satur"
            r"|sun)day|tomorrow|today)\b"
        ),
        r"\1",
    ),
)
PLAIN_FORMS = tuple((LatePattern(pattern, re.IGNORECASE), plain) for pattern, plain in _PLAIN)
