"""What German phrases of a trip are called in English; "halb neun" is left out, as "half nine" is another time."""

from chalicelib.domain.trip_requests.languages.entries import Glossary, name_days_and_months, name_numbers

GERMAN = Glossary(
    dates=(
        (r"übermorgen", "the day after tomorrow"),
        (r"heute", "today"),
        (r"morgen (?:früh|vormittag)", "tomorrow in the morning"),
        (r"früh ?morgens|am frühen morgen", "in the early morning"),
        (r"morgen nachmittag", "tomorrow in the afternoon"),
        (r"morgen abend", "tomorrow in the evening"),
        (r"am morgen|morgens|vormittags|am vormittag|vormittag", "in the morning"),
        (r"morgen", "tomorrow"),
        (r"nachmittags|am nachmittag|nachmittag", "in the afternoon"),
        (r"abends|am abend|abend", "in the evening"),
        *name_days_and_months(
            "montag dienstag mittwoch donnerstag freitag (?:samstag|sonnabend) sonntag",
            "(?:januar|jänner) februar märz april mai juni juli august september oktober november dezember",
        ),
        (r"(?:am |den )?nächste[nr]?(?= \w+day\b)", "next"),
        (r"(?:am |den )?kommende[nr]?(?= \w+day\b)", "coming"),
    ),
    numbers=name_numbers("eins?|eine[nrms]? zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"),
    phrases=(
        (r"woche später", "week later"),
        (r"wochen später", "weeks later"),
        (r"bis(?= \d\d:\d\d)", "by"),
        (r"am (?:selben|gleichen) tag", "the same day"),
        (r"aufgabegepäck|aufgegebenes gepäck|aufgegebener koffer", "checked bag"),
        (r"aufgegebene koffer", "checked bags"),
        (r"kollegen|kolleginnen", "colleagues"),
        (r"kollege|kollegin", "colleague"),
        (r"(?:nächste|kommende) woche", "next week"),
        (r"früh", "in the morning"),
        (r"tage? später", "days later"),
        (r"am (?:nächsten|folgenden) tag|tags darauf|(?:am )?tag darauf|am folgetag", "the next day"),
        (r"nur (?:hin(?:flug|fahrt|reise)?)|einfache? (?:fahrt|flug|strecke)|ohne rück(?:flug|fahrt|reise)", "one way"),
        (r"hin und (?:zurück|rück)", "round trip"),
        (r"(?:in )?(?:der )?premium[- ]economy(?:[- ]class|[- ]?klasse)?", "premium economy class"),
        (r"(?:in )?(?:der )?business(?:[- ]class|[- ]?klasse)", "business class"),
        (r"(?:in )?(?:der )?(?:ersten?|1\.) klasse|first[- ]class", "first class"),
        (r"(?:in )?(?:der )?(?:economy|touristen)(?:[- ]class|[- ]?klasse)", "economy class"),
        (r"(?:mit )?(?:dem zug|der bahn|dem ice)|per (?:zug|bahn)", "by train"),
        (r"zug oder flug(?:zeug)?|flug(?:zeug)? oder (?:zug|bahn)", "train or plane"),
        (r"(?:bahn|zug)(?:fahrt|reise)?", "by train"),
        (r"(?:mit )?(?:dem )?flugzeug|flug", "flight"),
        (r"direktflüge?|direktflug|nonstop|non-stop|ohne (?:umsteigen|umstieg|zwischenstopp)", "non-stop"),
        (r"gangplatz|(?:platz )?am gang", "aisle seat"),
        (r"fensterplatz|(?:platz )?am fenster", "window seat"),
        (r"(?:einen? )?(?:mietwagen|leihwagen|mietauto)", "a rental car"),
        (r"erstattbare?[rsn]?|stornierbare?[rsn]?", "refundable"),
        (r"(?:ein )?(?:hotel(?:zimmer)?|zimmer|unterkunft)", "hotel"),
        (r"nur(?= hotel)", "only"),
        (
            r"(?:nahe am |nahe dem |im |in der nähe vom )(?:stadt)?zentrum|zentral gelegen|zentrumsnah",
            "near the centre",
        ),
        (r"(?:mindestens |ab )?(\d)[ -]sternen?(?: mindestens)?(?:-?hotel)?", r"at least \1 stars"),
        (r"(?:pro|je) nacht|die nacht|/ ?nacht", "a night"),
        (r"nächten?|übernachtungen", "nights"),
        (r"nacht|übernachtung", "night"),
        (r"in tagen", "in days"),
        (r"tagen?", "days"),
        (r"wochen?", "weeks"),
        (r"insgesamt|gesamt", "in total"),
        (r"höchstens|maximal|max\.|bis zu|nicht (?:mehr|teurer) als|nicht über|unter", "at most"),
        (r"(?:personen|leute|reisende|erwachsene)", "people"),
        (r"euro", "EUR"),
        (r"(?:schweizer )?franken", "CHF"),
        (r"wenn (?:es )?(?:geht|möglich)|falls möglich|möglichst", "if possible"),
        (r"am liebsten|bevorzugt|lieber", "preferably"),
        (r"(?:bis )?spätestens(?: um)?|nicht nach", "no later than"),
        (r"frühestens(?: um)?|nicht vor|ab(?= \d)", "not before"),
        (r"vor(?= \d)", "before"),
        (r"nach(?= \d)", "after"),
        (r"(?:so )?gegen|um ca\.|ungefähr um|etwa um", "around"),
        (r"um(?= \d+ ?(?:€|eur|chf|usd|gbp))|rund|circa", "around"),
        (r"um(?= \d)", "at"),
        (r"zwischen", "between"),
        (r"abflug|abfahrt|abreise", "departure"),
        (r"ankunft|landung", "arrival"),
        (r"rückflug|rückfahrt|rückreise|zurück", "back"),
        (r"bis(?: zum)?|-", "to"),
        (r"vom", "from"),
        (r"und", "and"),
        (r"oder", "or"),
        (r"mit", "with"),
        (r"für", "for"),
        (r"am|den|dem|der|ein|einen|eine|im", ""),
    ),
    clock=r"(\d{1,2})(?:[:.](\d{2}))? ?uhr",
    glue=(
        "abflug abfahrt abreise ankunft "
        "bitte ich wir mir uns nach von ab in zu zum zur und oder der die das den dem des ein eine einen "
        "einem einer am im für mit flug flüge fliegen fliege reise reisen dienstreise hin hinflug brauche "
        "brauchen benötige benötigen möchte möchten muss müssen würde würden gerne hallo danke guten tag "
        "liebe grüße dann danach weiter wieder auch noch es geht um wegen gibt einmal habe haben sollte soll "
        "sollen buchen buche sein ist sind werden wird mein meine unser unsere dort "
    ),
    negations="nicht kein keine keinen ohne statt anstatt außer weder",
    matters=(
        "frau herr herrn "
        "zweit dritt viert fünft team gruppe familie jeden jede erster ersten erste letzter letzten letzte "
        "anfang ende mitte "
        "nur lieber direkt kind kinder baby hund katze haustier rollstuhl visum allergie allergisch "
        "vegetarisch vegan halal koscher gepäck koffer handgepäck umbuchbar flexibel stornierbar fenster gang "
        "sitz umsteigen zwischenstopp übernachtflug nachtflug sterne zentrum flughafen bahnhof nähe "
        "günstig billig früh spät früher später anreise abreise sondern stattdessen fähre bus taxi transfer "
        "parken rail "
    ),
    back="zurück rückflug rückfahrt rückreise heim",
    leaves="von ab aus vom",
    heads="nach in zum zur bis",
    companions="mit und plus",
    alone=r"nur|ausschließlich|(?:ohne|kein(?:en)?) (?:flug|flüge|anreise|bahn)",
    events=(
        "meeting termin kundentermin besprechung messe konferenz tagung workshop seminar schulung sitzung "
        "treffen veranstaltung vortrag büro hotel hotelzimmer zimmer unterkunft übernachtung "
    ),
    fares="flug flüge flugpreis flugticket ticket tickets bahn zug fahrkarte",
    bounds="ab vor nach",
    persons="für mit herr herrn frau kollege kollegen kollegin chef chefin",
)
