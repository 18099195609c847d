"""The request in a mail: what its newest message says, without headers, quoted and forwarded mail, signatures and
disclaimers.

Older messages are history. Only where the newest one gives no trip of its own ("please book the below") is the message
read that it points to.
"""

import re
from itertools import takewhile

from chalicelib.domain.places.resolver import names_city
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.asides.amended_mail import amend
from chalicelib.domain.trip_requests.reading.asides.greetings import without_greeting
from chalicelib.domain.trip_requests.reading.asides.own_travel import speaks_of_own_travel

_HEADER = LatePattern(
    r"(?:from|to|cc|bcc|date|sent|subject|reply-to|importance|von|an|gesendet|betreff|de|objet|asunto|oggetto|fecha"
    r"|data"
    r"|onderwerp|ämne|emne):",
    re.IGNORECASE,
)
# A form has "From:" and "To:" as well; only a mail has one of these, an address or a time in its date.
_OF_A_MAIL = LatePattern(
    r"(?:cc|bcc|sent|subject|reply-to|importance|gesendet|betreff|objet|asunto|oggetto|onderwerp|ämne|emne):|[^:]+:.*@"
    r"|date:.*[0-9]:[0-9]",
    re.IGNORECASE,
)
_SUBJECT_MARKS = LatePattern(r"\s*(?:(?:fwd?|re|aw|wg|sv|vs|tr|rv|antw|vb|subject)\s*:\s*)+", re.IGNORECASE)
_ROUTE = LatePattern(r"\b(?:to|from)\b", re.IGNORECASE)
_QUOTE = LatePattern(r"\s*[>|]")
_WROTE = (
    r"(?:wrote|writes|schrieb|a écrit|escribió|escreveu|skrev|schreef|ha scritto|napisał(?:\(a\)|a)?"
    r"|kirjoitti|napsal|írta)"
)
_ATTRIBUTION = LatePattern(
    rf"\s*(?:.{{0,120}}\b{_WROTE}\b.{{0,60}}:|on .{{0,100}}\bwrote)\s*|\s*begin forwarded message:?\s*", re.IGNORECASE
)
_SEPARATOR = LatePattern(
    r"\s*(?:[-_*=]{2,}\s*[^\W\d_][^\n]{0,60}?[-_*=]{2,}|_{8,}|={8,}|-{3,}\s*(?:original|forwarded).*)\s*", re.IGNORECASE
)
_CLOSINGS = r"""
(?:with )?(?:(?:my|our) )?(?:very )?(?:kind|best|warm|many|kindest|warmest)?\s?regards|regards and thanks|best wishes
(?:very )?much obliged|obliged|much appreciated|appreciated|(?:with |in )?(?:gratitude|appreciation)(?: indeed)?
ta (?:very much|muchly|ever so)|gratefully(?: yours)?|in haste|yours in haste|bests|all my best|best for now|warmest
speak soon|have a good one|thanking you kindly|thanks a million|cheers(?: muchly| ever so)?|with thanks
all the best|best|cheers(?: mate)?
(?:many |with |warm )?thanks(?: a lot| again| in advance| so much| very much| indeed)?
(?:many |with |warm )?thanks,? (?:and|&|\+) (?:(?:my|our) )?(?:kind |best |warm |kindest )?(?:regards|wishes|greetings)
thank you(?: (?:so|very) much| in advance)?|thanking you(?: in (?:advance|anticipation))?|sincerely(?: yours)?
yours(?: (?:sincerely|faithfully|truly|respectfully|cordially|obediently|gratefully|humbly|ever))?
(?:very )?truly yours|respectfully(?: yours)?
cordially|warmly|br|kr|rgds|brgds|brs|thx|tks|ty|tia|ta|love|xx?|take care|god bless(?: you)?|talk soon|ciao(?: ciao)?
mit (?:freundlichen|besten|herzlichen|lieben) gr(?:ü|ue)(?:ß|ss)en|mfg
(?:viele|beste|liebe|herzliche|schöne|freundliche) gr(?:ü|ue)(?:ß|ss)e|gr(?:ü|ue)(?:ß|ss)e|gruß|gruss|lg|vg
glück auf|petri heil
danke(?: und gruß)?|vielen dank|cordialement|bien (?:à vous|cordialement)|cdlt|merci(?: beaucoup| d'avance)?
(?:sincères )?salutations|amicalement|à bientôt|(?:un |muchos )?(?:cordiales? )?saludos?(?: cordiales)?|atentamente
atte|(?:un |forte )?abrazo|abraços?|obrigad[oa]|(?:muchas )?gracias|(?:melhores )?cumprimentos|att
(?:cordiali|distinti|cari|tanti) saluti|saluti|(?:mille )?grazie(?: mille)?|a presto
(?:met )?(?:vriendelijke |hartelijke )?groet(?:en|jes)?|mvg|dank je(?: wel)?|bedankt|mvh|vh
med (?:vänliga?|venlig|vennlig) h(?:älsningar?|ilsen)|(?:vänliga |bästa )?hälsningar
(?:beste |venlig |vennlig )?hilsen|(?:ystävällisin )?terveisin|tack(?: på förhand)?|(?:på forhånd )?takk?|kiitos
pozdrawiam|z poważaniem|dziękuję|s pozdravem|děkuji|üdvözlettel|köszönöm|saygılarımla|teşekkürler|faafetai|shukran
arigato|mahalo|namaste|ng[aā] mihi(?: nui)?|terima kasih|salam|shukriya|dhanyavaad|(?:kind |best |warm )rgds
  |all best|yours aye
"""
_CLOSING = "|".join(line for line in _CLOSINGS.split("\n") if line)
_NAME = r"(?:[^\W\d_a-zß-öø-ÿ][\w.'’-]*|(?:de|da|di|del|van|von|der|den|i|y|bin|al|la|le)\b)(?:[ ]+|(?=[,.!]|$))"
_CLOSING_LINE = LatePattern(rf"[\s/~*-]*(?i:{_CLOSING})(?:[ ]*[,!.]*[ ]*|[ ]*[,.!]+[ ]*(?:{_NAME}){{1,5}})[\s,.!:)-]*")
_NAME_LINE = LatePattern(
    rf"[\s/~*–—-]*(?:(?i:dr|prof|mr|mrs|ms|capt|ing|dipl)\.?[ ]+)*(?:{_NAME}){{1,5}}[ .]*(?:\([^()\n]*\)[ .]*)?"
    r"(?:(?:,|[ ]*[|/\u00b7\u2022])[^\n]{1,60})?"
)
_INLINE_END = LatePattern(
    rf"(?<=[.!?)] )-+ ?(?:{_NAME}){{1,3}}\Z"
    rf"|(?<=[.!?] )(?i:(?:with )?(?:my |our )?(?:(?:best|kind|warm|sincere|high) )?(?:compliments|respects?|salutations"
    rf"|greetings)|cordially|obediently|respectfully),[ ]+(?:(?:Dr|Prof|Mr|Mrs|Ms)\.? )?(?:{_NAME}){{1,4}}[.!]?\s*\Z|"
    rf"(?<=[.!?] )(?i:{_CLOSING})[,.!]*[ ]+(?:{_NAME}){{1,4}}[.!]?\s*\Z"
    rf"|(?<=[\s,.!?])(?i:(?:kind|best|warm|many)\s+regards|regards|yours (?:sincerely|faithfully|truly)|yours"
    rf"|sincerely|thanks and regards|(?:best|warm) wishes|cheers|thanking you|br|rgds)"
    rf",?[ ]+(?:{_NAME}){{1,5}}[.!]?\s*\Z"
)
_FOOTER = LatePattern(
    r"\s*(?:sent (?:from|via|with) .{1,40}|get outlook for .{1,20}"
    r"|(?:von|envoyé de|enviado desde|inviato da|skickat från) .{0,40}"
    r"|\[.*\]|\(.*(?:confidential|external).*\)|\*{2,}.*|[\"“].*[\"”]"
    r"|.*\b(?:confidential\w*|privileged|addressee|intended recipient|disclaimer|unsubscribe|phishing|external e-?mail"
    r"|think before you print|before printing|no imprimas|mailbox is monitored|registered (?:office|in)|legal notice"
    r"|virus(?:es)?|by mistake|office hours|working hours|out of (?:the )?office)\b.*)\s*",
    re.IGNORECASE,
)
_SPEAKS = LatePattern(
    r"\b(?:please|pls|plz|need|book|want|also|add|i|i'd|i'll|we|we'd|let's|make it|would like|could you|can you"
    r"|forgot|reserve|pax|passengers?|travell?ers|cost cent(?:re|er)|hotel|flights?|p\.?\s?s)\b",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATED = LatePattern(
    rf"\b(?:[0-9]{{1,2}}(?:st|nd|rd|th)?[ .-]?(?:of )?{_MONTH}|{_MONTH}\.? ?[0-9]{{1,2}}(?:st|nd|rd|th)?"
    rf"|[0-9]{{1,4}}[./-][0-9]{{1,2}}"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tmrw|tonight|today|next (?:week|month)"
    r"|the [0-9]{1,2}(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
_POINTS_BELOW = LatePattern(
    r"\b(?:below|underneath|attached|forward(?:ed|ing)?|following (?:mail|message|request)|trailing|this one"
    r"|see (?:his|her|their))\b",
    re.IGNORECASE,
)
# Who wrote what is forwarded, and that whoever forwards it goes along.
_AUTHOR = LatePattern(
    r"\s*From:\s*\"?(?!(?:the|travel|team|human|customer|events?|office|bookings?|reservations?"
    r"|sales)\b)((?:[^\W\d_][\w.'’-]*[ ]+){1,3}[^\W\d_][\w'’-]*)\"?\s*(?:<[^>]*>|\[[^\]]*\])?\s*\Z",
    re.IGNORECASE,
)
_AMONG_OTHERS = LatePattern(
    r"\b(?:me|myself|I) (?:and|&|plus|with)\b|\b(?:and|&|plus|with) (?:me|myself|I)\b", re.IGNORECASE
)
_ME = LatePattern(r"\b(?:me|myself|I)\b", re.IGNORECASE)
# That whoever forwards it goes along, or goes alone.
_GOES_ALONG = LatePattern(
    r"\b(?:me too|plus me|(?:and|&|\+) (?:for )?me(?=\s*[.,;!?]|\s*\Z)|with me|for me (?:too|as well)|me as well"
    r"|both of us|all of us|us both|(?:i|we)(?:'m|'ll| am"
    r"| will| shall)?"
    r" (?:also |too )?(?:join|joining|come|coming|go|going|fly|flying|travel|travell?ing)(?: too| along| as well)?)\b",
    re.IGNORECASE,
)
_PASSED_ON = LatePattern(r"\bfwd?:|\bforwarded\b|\bweitergeleitet|\btransféré|\breenviado|\binoltrato", re.IGNORECASE)
# That somebody is said to travel, or several are.
_SOMEBODY = LatePattern(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof)\b|\b(?i:for|travell?ers?|passengers?|pax|names?)\b:? [^\W\d_a-z]\w+ [^\W\d_a-z]\w+"
    r"|\b(?i:team|group|delegation|everyone|everybody|both|all of|whole|us|we|our|colleagues?)\b"
)
_GOES_ALONE = LatePattern(r"\bfor (?:me|myself)\b", re.IGNORECASE)
_OPEN_END = LatePattern(r"(?:\b(?:for|and|with|are|is|names?|travell?ers?|passengers?|of|by)|[:,])\Z", re.IGNORECASE)
_LONGEST_SIGNATURE_LINE = 90


def find_request(text: str, *, is_forwarded: bool = False, by: str = "", passes_on: bool = False) -> str:
    """Return what the newest message of a mail asks for; a text that is no mail stays as it is. `by` is what whoever
    forwards it writes; `passes_on` says whether the mail itself says that it is forwarded, and is no answer."""
    lines = text.split("\n")
    start = _find_header_end(lines, is_forwarded=is_forwarded)
    newest, older = _part_older(lines[start:])
    said = without_greeting("\n".join(_strip_message(newest)))
    author = next((found[1] for line in lines[:start] if (found := _AUTHOR.match(line))), None)
    if author and by and (speaks_of_own_travel(said) or (passes_on and not _SOMEBODY.search(said))):
        said = _name_author(said, author.strip(), by)
    if older and _DATED.search(said) and (amended := amend(find_request(_unquote(older), is_forwarded=True), said)):
        return amended
    if not _DATED.search(said):
        if older and (_POINTS_BELOW.search(said) or not _ROUTE.search(said)):
            passes_on = any(_PASSED_ON.search(line) for line in lines[: len(lines) - len(older)])
            asked = find_request(_unquote(older), is_forwarded=True, by=said, passes_on=passes_on)
            said = f"{_without_author(said, asked)}\n\n{asked}"
        elif subject := next(
            (line for line in lines[:start] if _SUBJECT_MARKS.match(line) and _DATED.search(line)), ""
        ):
            said = f"{_SUBJECT_MARKS.sub('', subject)}.\n{said}"
    return _INLINE_END.sub(lambda match: match[0] if names_city(match[0].strip(" -.!")) else "", said.strip())


def _name_author(said: str, author: str, by: str) -> str:
    """Return what is forwarded with whoever wrote it named as one who travels, unless who forwards it goes alone."""
    if _GOES_ALONG.search(by):
        return f"{said}\nTravellers: {author} and me."
    if _GOES_ALONE.search(by):
        return said
    if named := _AMONG_OTHERS.search(said):
        return said[: named.start()] + _ME.sub(author, named[0]) + said[named.end() :]
    return f"{said}\nTraveller: {author}."


def _without_author(said: str, asked: str) -> str:
    """Return what is said of a message without the first name of whoever wrote it, whom that names in full: "book the
    below for Hannu"."""
    if (author := _NAMED_AS_TRAVELLER.search(asked)) is None:
        return said
    first, *others = map(re.escape, author[1].split())
    said = re.sub(
        rf"\bwhat {first}(?: {' '.join(others)})? (?:asks?|asked|needs?|wants?|requests?|requested|wrote|writes|says)"
        r"(?: (?:for|me|us|you))* (?:below|underneath|further down)\b",
        "",
        said,
    )
    return re.sub(
        rf"\s*\b(?:for|on behalf of) {first}(?: {' '.join(others)})?(?=\s*(?:[,.;!?)]|\Z|please\b|pls\b))", "", said
    )


_NAMED_AS_TRAVELLER = LatePattern(r"\nTravellers?: ([^\n]+?)(?: and me)?\.\Z")


def _part_older(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines of the newest message, and those of what is forwarded or quoted in it."""
    for place, line in enumerate(lines):
        is_older = _ATTRIBUTION.fullmatch(line) or (
            _SEPARATOR.fullmatch(line) and any(map(str.strip, lines[place + 1 :]))
        )
        if is_older or (place and _is_header(lines[place:])):
            return _without_quotes(lines[:place]), lines[place + (1 if is_older else 0) :]
    return _without_quotes(lines), [line for line in lines if _QUOTE.match(line)]


def _find_header_end(lines: list[str], *, is_forwarded: bool) -> int:
    """Return where a message begins behind its header or its subject."""
    place = next((at for at, line in enumerate(lines) if line.strip()), 0)
    block = _header_of(lines[place:])
    if _is_header(lines[place:]) or (is_forwarded and block):
        return place + len(block)
    has_more = any(line.strip() for line in lines[place + 1 :])
    return place + 1 if has_more and _SUBJECT_MARKS.match(lines[place]) else place


def _header_of(lines: list[str]) -> list[str]:
    return list(takewhile(_HEADER.match, (line.strip() for line in lines)))


def _is_header(lines: list[str]) -> bool:
    """Return whether lines begin with the header of a mail: two of its fields, one of which no form has."""
    block = _header_of(lines)
    return len(block) > 1 and any(_OF_A_MAIL.match(line) for line in block)


def _without_quotes(lines: list[str]) -> list[str]:
    """Return lines without quoted ones; a yes or a no to a quoted question is dropped with it."""
    kept: list[str] = []
    answers = False
    for line in lines:
        if _QUOTE.match(line):
            answers = True
            continue
        kept.append(
            re.sub(r"(?i)\A\s*(?:yes|no|yep|nope|sure|correct|right)\b[,.!:;-]*", "", line) if answers else line
        )
        answers = answers and not line.strip()
    return kept


def _unquote(lines: list[str]) -> str:
    return "\n".join(re.sub(r"\A\s*[>|]+ ?", "", line) for line in lines)


def _strip_message(lines: list[str]) -> list[str]:
    """Return the lines of one message without what stands below it."""
    for place, line in enumerate(lines):
        if place and (line.strip() in {"--", "-- "} or _CLOSING_LINE.fullmatch(line)):
            after = [each for each in lines[place + 1 :] if not _is_footer(each)]
            resumed = next((at for at, each in enumerate(after) if _resumes(each)), None)
            if resumed is None:
                return _without_footers(lines[:place])
            return _strip_message([*lines[:place], "", *after[resumed:]])
    return _without_names(_without_footers(lines))


def _resumes(line: str) -> bool:
    """Return whether a line below a closing goes on with the request."""
    return bool(_SPEAKS.search(line)) and len(line.split()) > 3 and not _is_footer(line)


def _without_footers(lines: list[str]) -> list[str]:
    return [line for place, line in enumerate(lines) if place == 0 or not _is_footer(line)]


def _is_footer(line: str) -> bool:
    return bool(_FOOTER.fullmatch(line)) and not (_SPEAKS.search(line) and _DATED.search(line))


def _without_names(lines: list[str]) -> list[str]:
    """Return lines without a signature that no closing announces: a name, and what belongs to it, at the end."""
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    for place in range(max(1, len(lines) - 5), len(lines)):
        before = next((each.strip() for each in reversed(lines[:place]) if each.strip()), "")
        stands_apart = not lines[place - 1].strip() or before[-1:] in tuple(".!?)")
        block = lines[place:]
        if (
            stands_apart
            and not _goes_on(before)
            and _NAME_LINE.fullmatch(lines[place])
            and all(map(_may_be_signed, block))
        ):
            return lines[:place]
    return lines


def _goes_on(line: str) -> bool:
    """Return whether what follows a line still belongs to it: a list of names is no signature."""
    return bool(_OPEN_END.search(line)) or (line[-1:] not in tuple(".!?)") and bool(_NAME_LINE.fullmatch(line)))


def _may_be_signed(line: str) -> bool:
    if _DATED.search(line) or line.rstrip().endswith(("?", "!")) or len(line) > _LONGEST_SIGNATURE_LINE:
        return False
    return bool(_NAME_LINE.fullmatch(line)) or not _SPEAKS.search(line)
