"""What travellers call airports, stations and cities, where neither GeoNames nor airportsdata do.

Names and codes are facts, as signposted at the places themselves; a test resolves each. A station is the city that its
trains serve. Read when first needed.
"""

from functools import cache

from chalicelib.domain.places.normalization import fold

# Code of an airport = what it is called; also behind the name of its city ("Rome Fiumicino").
_AIRPORTS = """
HND=Haneda; JFK=Kennedy, John F Kennedy; ITM=Itami; ISL=Ataturk; CPH=Kastrup; YYZ=Pearson, Lester Pearson
FCO=Fiumicino, Leonardo da Vinci; CIA=Ciampino; LIN=Linate; MXP=Malpensa; BGY=Orio al Serio, Bergamo Orio
HOU=Hobby, William Hobby; IAH=Bush, George Bush, Houston Intercontinental, Bush Intercontinental
DAL=Love Field, Dallas Love; BHD=Belfast City, George Best
BFS=Belfast International; IAD=Dulles; DCA=Reagan, Reagan National, Washington National; BOS=Logan; ORD=O Hare, Ohare
MDW=Midway; EZE=Ezeiza; AEP=Aeroparque, Jorge Newbery; GRU=Guarulhos; CGH=Congonhas; VCP=Viracopos; GIG=Galeao
SDU=Santos Dumont; BOG=El Dorado; UIO=Mariscal Sucre; PVG=Pudong; SHA=Hongqiao; PEK=Beijing Capital; PKX=Daxing
CAN=Baiyun; DMK=Don Mueang, Don Muang; BKK=Suvarnabhumi, Suvarnabumi; SZB=Subang; CGK=Soekarno Hatta, Soekarno-Hatta
HLP=Halim; ICN=Incheon, Seoul Incheon; GMP=Gimpo, Seoul Gimpo; TPE=Taoyuan; TSA=Songshan; HKG=Chek Lap Kok
KIX=Kansai; NGO=Centrair; NRT=Narita, Tokyo Narita; CTS=Chitose, New Chitose; ARN=Arlanda; BMA=Bromma; GOT=Landvetter
HEL=Vantaa; OSL=Gardermoen; TRF=Torp; BGO=Flesland; SVG=Sola; TRD=Vaernes; BLL=Billund Airport
BER=Brandenburg, Willy Brandt; MUC=Franz Josef Strauss; HHN=Hahn; VIE=Schwechat; ZRH=Kloten; GVA=Cointrin
BSL=Euroairport; MAD=Barajas; BCN=El Prat; LIS=Portela, Humberto Delgado; OPO=Sa Carneiro; TLV=Ben Gurion
AMM=Queen Alia; DEL=Indira Gandhi, IGI; BOM=Chhatrapati Shivaji; BLR=Kempegowda; HYD=Shamshabad
CCU=Dum Dum, Netaji Subhas; SAW=Sabiha Gokcen; SVO=Sheremetyevo; DME=Domodedovo; VKO=Vnukovo; KBP=Boryspil
OTP=Otopeni; BUD=Ferihegy; PHX=Sky Harbor; SEA=Sea-Tac, SeaTac; MEL=Tullamarine; AVV=Avalon
SYD=Kingsford Smith, Mascot; BRU=Zaventem; CRL=Brussels Charleroi, Brussels South; BVA=Beauvais; CDG=Roissy; ORY=Orly
LGA=La Guardia, LaGuardia; EWR=Liberty; STN=London Stansted; LTN=London Luton, Luton Airport; LGW=London Gatwick
SEN=London Southend; LCY=London City; JNB=OR Tambo, Tambo; CPT=Cape Town International; LOS=Murtala Muhammed
ABV=Nnamdi Azikiwe; ACC=Kotoka; NBO=Jomo Kenyatta; WIL=Nairobi Wilson; ADD=Bole; CAI=Cairo Airport; RUH=King Khalid
JED=King Abdulaziz; DXB=Dubai International; DWC=Al Maktoum, Dubai World Central; DOH=Hamad; MEX=Benito Juarez
NLU=Felipe Angeles, AIFA; SCL=Pudahuel; LIM=Jorge Chavez; GLA=Glasgow International; PIK=Prestwick; EDI=Turnhouse
MAN=Ringway; BHX=Elmdon; LPL=John Lennon; EMA=East Midlands; WAW=Okecie; WMI=Modlin; PRG=Ruzyne, Vaclav Havel
AMS=Schiphol; EIN=Welschap; RTM=Zestienhoven; NAP=Capodichino; TRN=Caselle; BLQ=Marconi; VCE=Marco Polo
CTA=Fontanarossa; KUL=KLIA; SIN=Changi; MNL=Ninoy Aquino; CRK=Clark; SGN=Tan Son Nhat; HAN=Noi Bai; DPS=Ngurah Rai
FUK=Fukuoka Airport; RDU=Raleigh-Durham, Raleigh Durham
MSP=Minneapolis Saint Paul, Minneapolis-St Paul, Minneapolis St Paul; DFW=Dallas Fort Worth, Dallas-Fort Worth
FLL=Fort Lauderdale-Hollywood; SNA=John Wayne, Orange County; PIE=St Pete-Clearwater; BUR=Burbank Airport
XIY=Xi'an; LOP=Lombok; OAK=Oakland Airport; GSP=Greenville-Spartanburg; LBA=Leeds Bradford, Leeds-Bradford; MME=Teesside
"""
# What else a city is called, its stations included: the city, as the book of cities has it.
_CITIES = """
London GB=King's Cross, Kings Cross, Kings X, St Pancras, Saint Pancras, Paddington, Euston, Liverpool Street, Victoria
 Station, London Victoria, Waterloo Station, London Waterloo, London Bridge, Marylebone, Charing Cross, Londres,
 Londra
Paris FR=Paris Nord, Paris Est, Gare de Lyon, Gare du Nord, Gare de l'Est, Montparnasse, Gare Montparnasse, Gare
 d'Austerlitz, Gare Saint-Lazare, Parigi, Parijs
Lyon FR=Part-Dieu, Perrache
Marseille FR=Gare Saint-Charles, Marsiglia
Edinburgh GB=Waverley, Haymarket Station
Manchester GB=Piccadilly Station, Manchester Piccadilly
Birmingham GB=New Street Station, Birmingham New Street
Glasgow GB=Glasgow Queen Street
Bristol GB=Temple Meads, Bristol Temple Meads
Dublin IE=Heuston, Connolly Station
Osaka JP=Shin-Osaka, Shin Osaka, Umeda
Fukuoka JP=Hakata
Yokohama JP=Shin-Yokohama, Shin Yokohama
Kobe JP=Shin-Kobe, Shin Kobe
Tokyo JP=Shinagawa Station, Shinjuku Station, Ueno Station
Seoul KR=Seoul Station, Yongsan
Madrid ES=Atocha, Puerta de Atocha
Barcelona ES=Sants, Barcelona Sants
Valencia ES=Valencia Joaquin Sorolla
Sevilla ES=Santa Justa, Sevilla Santa Justa, Siviglia
Rome IT=Roma Termini, Termini, Rom
Milan IT=Milano Centrale, Mailand
Florence IT=Santa Maria Novella, Firenze SMN, Florenz
Turin IT=Porta Nuova, Porta Susa
Venice IT=Venezia Santa Lucia, Venezia Mestre, Venedig
Naples IT=Napoli Centrale, Neapel
Genoa IT=Genua
Bologna IT=Bologna Centrale
Brussels BE=Bruxelles-Midi, Brussel-Zuid, Gare du Midi, Brussels Midi, Brussels South Station, Bruessel
Antwerp BE=Antwerpen-Centraal
Gent BE=Gent-Sint-Pieters
Liège BE=Liege Guillemins
Copenhagen DK=Kopenhagen, Kobenhavn H, Copenaghen, Copenhague
Lisbon PT=Lissabon, Lisbonne, Oriente Station, Santa Apolonia
Porto PT=Campanha
Vienna AT=Wien Hbf, Vienne, Viena, Wenen, Bec
Prague CZ=Prag, Praga, Praha hl n
Warsaw PL=Warschau, Varsovie, Warszawa Centralna
Kraków PL=Krakau, Cracovia
Munich DE=Monaco di Baviera, Monachium
Köln DE=Koln Messe/Deutz
Frankfurt am Main DE=Francfort, Frankfurt Main, Frankfurt a M, Frankfurt (Main)
Hamburg DE=Hambourg, Amburgo
Nuremberg DE=Nuremburg
Aachen DE=Aix-la-Chapelle
Geneva CH=Ginebra, Geneve-Cornavin, Cornavin
Zürich CH=Zurigo, Zurych
Budapest HU=Budapest Keleti
Belgrade RS=Belgrado
Bucharest RO=Bukarest, Bucarest
Athens GR=Athen, Athenes, Atene, Atenas
Moscow RU=Moskau, Moscou
Mumbai IN=Mumbai CST, Mumbai Central
Delhi IN=New Delhi Station, Hazrat Nizamuddin
Bengaluru IN=Blore, B'lore
Tiruchirappalli IN=Trichy, Tiruchi, Tiruchy
Johannesburg ZA=Jozi
Cebu City PH=Cebu
Bacolod City PH=Bacolod
Makati City PH=Makati
Jambi City ID=Jambi
Mexico City MX=Mex City
Indianapolis US=Indy
Cincinnati US=Cincy
Washington US=DC, D.C.
New York City US=Penn Station, Grand Central, Nueva York, Big Apple
San Francisco US=San Fran
Hong Kong HK=Hongkong
Cebu City PH=Cebu
Bacolod City PH=Bacolod
Saint Petersburg RU=Leningrad
Cluj-Napoca RO=Cluj
Basrah IQ=Basra
Addis Ababa ET=Addis
Ulan Bator MN=Ulaanbaatar
Cusco PE=Cuzco
San Carlos de Bariloche AR=Bariloche
Lamezia Terme IT=Lamezia
Salt Lake City US=Salt Lake
Astana KZ=Nur-Sultan, Nur Sultan
Sharm el-Sheikh EG=Sharm
Hangzhou CN=Hangchow
Yogyakarta ID=Jogjakarta, Yogya
Makassar ID=Ujung Pandang
Pristina XK=Prishtina
Donostia / San Sebastián ES=Donostia
A Coruña ES=Coruna
Stoke-on-Trent GB=Stoke
The Hague NL=Hague
Port Louis MU=Mauritius
Oranjestad AW=Aruba
Willemstad CW=Curacao
Bridgetown BB=Barbados
"""
# Cities that a bare name means at one end of a journey whose other end is known.
MEANT_BESIDE = {"barcelona": "ES"}
# ... and those that are meant where no namesake with an airport is nearer to that end.
MEANT_ABROAD = {"newcastle": "GB", "santiago": "CL"}
# Cities that a bare name means the world over, though others of that name have as many people or an airport too: those
# are known by their region.
MEANT_FIRST = {
    "aberdeen": "GB", "athens": "GR", "bali": "ID", "belfast": "GB", "bristol": "GB", "cambridge": "GB",
    "cartagena": "CO", "changsha": "CN", "colombo": "LK", "columbus": "US", "dundee": "GB", "florence": "IT",
    "fuzhou": "CN", "granada": "ES", "huntsville": "US", "hyderabad": "IN", "jacksonville": "US",
    "kingston": "JM", "kochi": "IN", "la paz": "BO", "madison": "US", "manchester": "GB", "norfolk": "US",
    "odessa": "UA", "okinawa": "JP", "orleans": "FR", "oxford": "GB", "pamplona": "ES", "panama city": "PA",
    "parma": "IT", "phu quoc": "VN", "portsmouth": "GB", "queenstown": "NZ",
    "reading": "GB", "saint louis": "US", "salamanca": "ES",
    "san juan": "PR", "valparaiso": "CL", "vancouver": "CA", "venice": "IT", "york": "GB",
}  # fmt: skip


@cache
def airports_by_name() -> dict[str, str]:
    """Return the code of each airport by its folded name."""
    return {fold(name): code for code, names in _read(_AIRPORTS.replace("\n", ";")) for name in names}


@cache
def cities_by_name() -> dict[str, tuple[str, str]]:
    """Return the name and the country of each city by what else it is called, folded."""
    rows = _CITIES.replace("\n ", " ").replace("\n", ";")
    return {fold(name): (city[:-3], city[-2:]) for city, names in _read(rows) for name in names}


def _read(table: str) -> list[tuple[str, list[str]]]:
    rows = (row.split("=") for row in table.split(";") if "=" in row)
    return [(key.strip(), [name.strip() for name in names.split(",") if name.strip()]) for key, names in rows]
