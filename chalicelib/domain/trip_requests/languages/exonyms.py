"""What cities are called in German, French and Spanish where the gazetteer has no such name for them."""

from functools import cache

from chalicelib.domain.trip_requests.languages.small_words import Language

# Names that are another city's as well ("Colonia", "Vienne") are left out: they are asked about.
_SHORTEST = 3  # letters; what is shorter is an article
_NAMES = {
    Language.GERMAN: """
Agram = Zagreb; Algier = Algiers; Athen = Athens, Greece; Bukarest = Bucharest; Florenz = Florence, Italy; Genua
= Genoa; Havanna = Havana; Hongkong = Hong Kong; Kairo = Cairo; Kapstadt = Cape Town; Kiew = Kyiv; Kopenhagen =
Copenhagen; Krakau = Kraków; Laibach = Ljubljana; Lissabon = Lisbon; Luxemburg = Luxembourg; Mailand = Milan;
Mexiko-Stadt = Mexico City; Moskau = Moscow; Neapel = Naples; Neu-Delhi = New Delhi; Nizza = Nice; Posen =
Poznań; Prag = Prague; Preßburg = Bratislava; Reval = Tallinn; Rom = Rome; Saloniki = Thessaloniki; Singapur =
Singapore; Teheran = Tehran; Venedig = Venice, Italy; Warschau = Warsaw
""",
    Language.FRENCH: """
Athènes = Athens, Greece; Barcelone = Barcelona, Spain; Beyrouth = Beirut; Bucarest = Bucharest; Copenhague =
Copenhagen; Cracovie = Kraków; Djeddah = Jeddah; Dresde = Dresden; Francfort = Frankfurt; Gênes = Genoa;
Hambourg = Hamburg; La Havane = Havana; La Haye = The Hague; La Nouvelle-Orléans = New Orleans; Le Caire =
Cairo; Le Cap = Cape Town; Lisbonne = Lisbon; Londres = London; Mexico = Mexico City; Moscou = Moscow;
Nouvelle-Orléans = New Orleans; Philadelphie = Philadelphia; Pékin = Beijing; Ratisbonne = Regensburg;
Sarrebruck = Saarbrücken; Singapour = Singapore; Téhéran = Tehran; Varsovie = Warsaw; Venise = Venice, Italy;
Édimbourg = Edinburgh
""",
    Language.SPANISH: """
Amberes = Antwerp; Argel = Algiers; Atenas = Athens, Greece; Basilea = Basel; Belgrado = Belgrade; Berna = Bern;
Brujas = Bruges; Bruselas = Brussels; Bucarest = Bucharest; Burdeos = Bordeaux; Ciudad del Cabo = Cape Town;
Copenhague = Copenhagen; Cracovia = Kraków; Dresde = Dresden; Edimburgo = Edinburgh; El Cairo = Cairo; Estambul
= Istanbul; Estocolmo = Stockholm; Estrasburgo = Strasbourg; Fráncfort = Frankfurt; Gante = Ghent; Ginebra =
Geneva; Gotemburgo = Gothenburg; Hamburgo = Hamburg; La Haya = The Hague; Londres = London; Luxemburgo =
Luxembourg; Marsella = Marseille; Moscú = Moscow; Niza = Nice; Nueva Delhi = New Delhi; Nueva Orleans = New
Orleans; Nueva York = New York; Nápoles = Naples; Pekín = Beijing; Praga = Prague; Róterdam = Rotterdam; Seúl =
Seoul; Singapur = Singapore; Tesalónica = Thessaloniki; Varsovia = Warsaw; Venecia = Venice, Italy; Viena =
Vienna; Yakarta = Jakarta
""",
}


def name_in_english(place: str, language: Language) -> str:
    """Return a place by its English name, where it is called otherwise in this language; else as it is."""
    return _names(language).get(place.casefold(), place)


def is_of_name(word: str, language: Language) -> bool:
    """Return whether a word is one of such a name."""
    return word.casefold() in _words(language)


@cache
def _words(language: Language) -> frozenset[str]:
    return frozenset(word for name in _names(language) for word in name.split() if len(word) >= _SHORTEST)


@cache
def _names(language: Language) -> dict[str, str]:
    pairs = (pair.split(" = ") for pair in " ".join(_NAMES.get(language, "").split()).split("; ") if pair)
    return {name.casefold(): english for name, english in pairs}
