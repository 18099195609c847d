"""Airlines as travellers name them: by name, by IATA designator, or by their alliance. Source of the designators: the
carriers' own sites.

Names are written as names are: "Delta" and "LOT", but not "delta" of a river and "lot" of people; what is no word
besides is known in small letters too.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.preferences import Alliance

_ROWS = """
Gol G3|GOL Linhas Aéreas G3|Gol Linhas Aereas G3
Aegean A3|Aegean Airlines A3|Aer Lingus EI|Aerolineas AR|Aerolineas Argentinas AR|Aerolíneas Argentinas AR
Aeromexico AM|Aeroméxico AM
Africa World Airlines AW|Africa World AW|Air Algerie AH|Air Algérie AH|Air Arabia G9|Air Astana KC|Air Baltic BT
airBaltic BT|Air Botswana BP|Air Cairo SM|Air Canada AC|Air China CA|Air Corsica XK|Air Dolomiti EN|Air Europa UX
Air France AF|Air Greenland GL|Air India AI|Air India Express IX|Air Malta KM|KM Malta Airlines KM|Air Mauritius MK
Air Namibia SW|Air New Zealand NZ|Air NZ NZ|Air Niugini PX|Air Peace P4|Air Senegal HC|Air Serbia JU|Air Seychelles HM
Air Tahiti Nui TN|Air Tanzania TC|Air Transat TS|Air Vanuatu NF|AirAsia AK|Air Asia AK|Airlink 4Z|Akasa QP|Akasa Air QP
Alaska AS|Alaska Airlines AS|All Nippon Airways NH|ANA NH|American AA|American Airlines AA|Arkia IZ|Asiana OZ
Asiana Airlines OZ|ASKY KP|Austrian Airlines OS|Austrian OS|Avianca AV|Azerbaijan Airlines J2|AZAL J2|Azul AD
Bangkok Airways PG|Batik Air ID|Binter NT|Biman BG|Biman Bangladesh BG|Blue Air 0B|Braathens TF|Breeze MX
British Airways BA|Brussels Airlines SN|Bulgaria Air FB|Cathay Pacific CX|Cathay CX|Cebu Pacific 5J|China Airlines CI
China Eastern MU|China Southern CZ|Condor DE|Copa CM|Copa Airlines CM|Corsair SS|Croatia Airlines OU|Cyprus Airways CY
Czech Airlines OK|Delta DL|Delta Air Lines DL|Delta Airlines DL|Discover 4Y|Discover Airlines 4Y|Eastern Airways T3
easyJet U2|EgyptAir MS|Egypt Air MS|El Al LY|Emirates EK|Ethiopian Airlines ET|Ethiopian ET|Etihad EY
Etihad Airways EY|Eurowings EW|EVA Air BR|EVA BR|Fiji Airways FJ|Finnair AY|Firefly FY|FlyDubai FZ|Flynas XY
FlySafair FA|Frontier F9|Frontier Airlines F9|Garuda GA|Garuda Indonesia GA|GOL G3|Gol G3|Gulf Air GF|Hainan Airlines HU
Hawaiian HA|Hawaiian Airlines HA|Hong Kong Airlines HX|Iberia IB|Iberia Express I2|Icelandair FI|IndiGo 6E
Iraqi Airways IA|ITA Airways AZ|ITA AZ|Japan Airlines JL|JAL JL|Jazeera J9|Jazeera Airways J9|Jeju Air 7C|Jet2 LS
JetBlue B6|Jetstar JQ
Jin Air LJ|Juneyao HO|Kam Air RQ|Kenya Airways KQ|KLM KL|Korean Air KE|Kuwait Airways KU|LATAM LA|Lion Air JT
Loganair LM|LOT LO|LOT Polish Airlines LO|Lufthansa LH|Luxair LG|Malaysia Airlines MH|Mango JE|Middle East Airlines ME
MIAT OM|Myanmar Airways UB|Nepal Airlines RA|Nok Air DD|Nordwind N4|Norse N0|Norse Atlantic N0|Norwegian DY
Nouvelair BJ|Oman Air WY|Pakistan International PK|PIA PK|Peach MM|Pegasus PC|Pegasus Airlines PC|PAL PR
Philippine Airlines PR|Play OG|Porter PD|Porter Airlines PD|Precision Air PW|Qantas QF|Qatar Airways QR|Qatar QR
Rex ZL|Royal Air Maroc AT|Royal Brunei BI|Royal Jordanian RJ|RwandAir WB|Ryanair FR|S7 S7|SAS SK|SalamAir OV|SATA S4
Azores Airlines S4|Saudia SV|Scandinavian Airlines SK|Scoot TR|Shandong Airlines SC|Shenzhen Airlines ZH
Sichuan Airlines 3U|Singapore Airlines SQ|SKY Airline H2|Sky Airline H2|Sky H2|Sky Express GQ|SkyUp PQ
Solomon Airlines IE
South African Airways SA|Southwest WN|Southwest Airlines WN|SpiceJet SG|Spirit NK|Spirit Airlines NK|Spring Airlines 9C
SriLankan UL|SriLankan Airlines UL|Sun Country SY|SunExpress XQ|Swiss LX|SWISS LX|TAAG DT|TAP TP
TAP Air Portugal TP|TAP Portugal TP|TAROM RO|Tassili SF|Thai TG|Thai Airways TG|Thai AirAsia FD|Thai Lion SL|Tigerair IT
Transavia HV|TUI BY|TUIfly X3|Tunisair TU|Turkish Airlines TK|Turkish TK|T'way TW|Ukraine International PS|United UA
United Airlines UA|Uzbekistan Airways HY|VietJet VJ|Vietnam Airlines VN|Virgin Atlantic VS|Virgin Australia VA|Virgin VS
Vistara UK|Viva Aerobus VB|VivaAerobus VB|Volaris Y4|Volotea V7|Vueling VY|WestJet WS|Widerøe WF|Wideroe WF|Wizz W6
Wizz Air W6|Wizzair W6|Xiamen Airlines MF|Zipair ZG
"""
AIRLINES = {
    name: code
    for row in _ROWS.strip().splitlines()
    for name, _, code in (each.rpartition(" ") for each in row.split("|"))
}
ALLIANCES = {
    "star alliance": Alliance.STAR_ALLIANCE,
    "staralliance": Alliance.STAR_ALLIANCE,
    "oneworld": Alliance.ONEWORLD,
    "one world": Alliance.ONEWORLD,
    "skyteam": Alliance.SKYTEAM,
    "sky team": Alliance.SKYTEAM,
}
_DESIGNATORS = frozenset(AIRLINES.values())
# Names that are words besides: in small letters they are these.
_NAMES_AND_WORDS = """
alaska american azul breeze cathay condor delta discover ethiopian frontier hawaiian lot mango norse norwegian peach
play porter qatar rex sky spirit swiss tap thai pal eva turkish united virgin austrian ana pia sas sata tui pegasus
firefly scoot southwest gol asky volaris copa iberia biman
"""
_WORDS_TOO = frozenset(_NAMES_AND_WORDS.split())
# Of these, what hardly means anything else where it stands for itself and is wished for: "delta if there's a choice".
_WISHED_IN_SMALL = LatePattern(
    r"(?:(?<=^)|(?<=[.,;!?(] )|(?<=with )|(?<=fly )|(?<=on ))(?-i:delta|united|swiss|american|qatar|thai|turkish"
    r"|virgin|norwegian"
    r"|hawaiian|austrian|ethiopian|cathay|condor|frontier|sas|eva|southwest|iberia|copa|tap|pegasus"
    r"|volaris)(?=,? (?:(?:would be |is )?preferr?ed|pref\b"
    r"|preferably|please|pls"
    r"|plz|only|for preference|if (?:at all )?(?:poss(?:ible)?|available|u can|you can|i can|there(?:'s| is)(?: a"
    r"| any)? choice"
    r"|they (?:still )?(?:fly|go|do|run|have|exist)|(?:that|it|one) exists|(?:the |its? )?(?:price|fare"
    r"|cost)s? (?:is|are)"
    r"|(?:it|that)(?:'s| is)(?:n't| not)?))\b(?! (?:food|breakfast|meal|visa|passport|client|office)))"
)
# Designators that are words, times or titles besides: they want a word such as "only" beside them.
_CODES_AND_WORDS = """
AM PM AI AT AS BY DE DO GO HE HI HO ID IS IT LA ME MM MX MY NO OK OM ON OR PC PG SO TO TU UK UP US WE
"""
_CODES_TOO = frozenset(_CODES_AND_WORDS.split())
# Names and designators of places besides: states, provinces, countries. Behind the name of a city they are these.
_NAMES_AND_REGIONS = "alaska qatar delta mango AK AR AZ CA GA HA IA ID LA MH MS MU NH NT PR SA SC SK TN VA WY OK OR"
_REGIONS_TOO = frozenset(_NAMES_AND_REGIONS.split())
_TOKEN = LatePattern(r"[\w']+")
_MOST_WORDS = max(len(name.split()) for name in AIRLINES)
_BETWEEN = LatePattern(
    r"\s*(?:(?:if (?:you can|possible|available)|preferably|ideally|first)\b)?\s*[,;]?\s*"
    r"\b(?:otherwise|or else|failing (?:that|which)|if not(?: possible| available)?),?\s+|"
    r"\s*(?:(?:,\s*|/\s*)?(?:\bor\b|\band\b|&)|,|/)\s*",
    re.IGNORECASE,
)
# "I'd prefer WestJet but Air Canada works too": a choice as well.
_BUT = LatePattern(r",?\s+(?:but|though|although)\s+", re.IGNORECASE)
FINE = r"(?:fine|ok(?:ay)?|good|great|grand|perfect|lovely|cool|alright|all right|possible|acceptable|ideal|best)"
# What is said behind an airline with which one wants to fly: "Air Canada's good", "Swiss is my favourite".
PRAISE = (
    r"(?:(?:'s|\s+(?:is|are|would be|will be|seems))\s+"
    r"(?:(?:always|just|also|usually|still|perfectly|absolutely|totally|really|by far|quite)\s+)*"
    r"(?:(?:my|our|her|his|their|the|a)\s+)?"
    rf"(?:best (?:choice|option)|{FINE}|favou?rite|(?:first )?choice|preferred(?: airline| carrier| choice)?"
    rf"|preference|choice"
    r"|what (?:i|we) (?:usually |normally |always )?(?:take|fly|use|prefer|like))(?: (?:by|with|for|to) (?:me"
    r"|us|everyone))?"
    r"|\s+(?:best|all the way|for the win|(?:will|would) (?:do|work)(?: nicely| well| just fine| the job)?"
    r"|works?(?: (?:well|fine|best|great|just fine))?(?: for (?:me|us))?|whe(?:re|n)ver possible|over (?:the )?others"
    r"|metal|one)(?! (?:way|stop|bag|night)))(?![\w-])"
)
_PRAISED = LatePattern(PRAISE, re.IGNORECASE)
_TOO = LatePattern(
    rf"\s+(?:(?:works?|will do|would do|(?:is|are|would be)(?: (?:also|just as))? {FINE})(?: too| as well)"
    rf"|(?:is|are|would be) also {FINE}|also (?:works?|ok(?:ay)?))\b",
    re.IGNORECASE,
)


# "Southwest is out", "Delta is not an option": what is said behind an airline that is not to be flown with.
_REFUSED = LatePattern(
    r"\s+(?:flights? )?(?:(?:(?:is|are|should be|must be|shall be|has to be|needs to be|to be) (?:best"
    r" )?)?avoided|(?:isn't|aren't) (?:an"
    r" option|wanted|acceptable|ok(?:ay)?|welcome)|not (?:accepted|allowed|wanted|acceptable|welcome|possible"
    r"|an option)"
    r"|(?:is|are)(?: (?:right|definitely|simply|just))? (?:out(?! of\b)|a no(?:-go)?|no option|no good"
    r"|off(?: the table|[ -]limits)|not an option|not (?:acceptable|ok(?:ay)?|wanted)|excluded|banned|ruled out"
    r"|to be avoided))(?![\w-])",
    re.IGNORECASE,
)


class FoundAirline(NamedTuple):
    """An airline or an alliance that is named at `start` to `end` of a text; a weak name stands for something else as
    often, and one of a region does behind a city."""

    start: int
    end: int
    carrier: str | None
    alliance: Alliance | None
    is_weak: bool
    is_region: bool


def find_airlines(text: str) -> Iterator[list[FoundAirline]]:
    """Yield what is named in `text`, in order; what is named as a choice ("BA or VS") comes together."""
    group: list[FoundAirline] = []
    for found in _find_each(text):
        is_choice = group and _BUT.fullmatch(text, group[-1].end, found.start) and _TOO.match(text, found.end)
        if group and (is_choice or _BETWEEN.fullmatch(text, group[-1].end, found.start)):
            group.append(found)
            continue
        if group:
            yield group
        group = [found]
    if group:
        yield group


def refuse_behind(text: str, position: int) -> int | None:
    """Return where the words end by which the airline that is named right before `position` is refused; None where it
    is not."""
    said = _REFUSED.match(text, position)
    return said.end() if said else None


def is_praised(text: str, position: int) -> bool:
    """Return whether it is said of the airline that is named right before `position` that it will do, or is best."""
    return _PRAISED.match(text, position) is not None


def _find_each(text: str) -> Iterator[FoundAirline]:
    tokens = list(_TOKEN.finditer(text))
    taken = 0
    for place, token in enumerate(tokens):
        if token.start() < taken or token[0].lower() not in _first_words():
            continue
        for count in range(min(_MOST_WORDS, len(tokens) - place), 0, -1):
            start, end = token.start(), tokens[place + count - 1].end()
            end -= len("'s") if text[:end].endswith("'s") and _PRAISED.match(text, end - len("'s")) else 0
            is_wished = count == 1 and _WISHED_IN_SMALL.match(text, start) is not None
            found = _look_up(text[start:end], start, end, is_wished=is_wished)
            if found and not _is_part_of_a_word(text, start, end):
                yield found
                taken = end
                break


def _look_up(written: str, start: int, end: int, *, is_wished: bool) -> FoundAirline | None:
    lower = written.lower()
    if alliance := ALLIANCES.get(lower):
        return FoundAirline(start, end, None, alliance, is_weak=False, is_region=False)
    if code := _by_small_name().get(lower):
        is_word = lower in _WORDS_TOO
        is_sure = is_wished or written in AIRLINES or (written.isupper() and len(written) > 3)
        if is_word and not is_sure:
            return None
        return FoundAirline(start, end, code, None, is_word, is_region=lower in _REGIONS_TOO)
    code = written.upper()
    if code in _DESIGNATORS and (written.isupper() or (written.islower() and code not in _CODES_TOO)):
        is_weak = code in _CODES_TOO or not written.isupper()
        return FoundAirline(start, end, code, None, is_weak, is_region=code in _REGIONS_TOO)
    return None


def _is_part_of_a_word(text: str, start: int, end: int) -> bool:
    """Return whether hyphens or dots join it to something: a way between airports, an address."""
    before, behind = text[max(start - 2, 0) : start], text[end : end + 2]
    return bool(re.search(r"\w[-.@]$|[@#]$", before) or re.match(r"[-.@]\w|[@\u2019]", behind))


@cache
def _by_small_name() -> dict[str, str]:
    return {name.lower(): code for name, code in AIRLINES.items()}


@cache
def _first_words() -> frozenset[str]:
    names = [*_by_small_name(), *ALLIANCES, *(code.lower() for code in _DESIGNATORS)]
    return frozenset(_TOKEN.match(name)[0] for name in names if _TOKEN.match(name))  # type: ignore[index]
