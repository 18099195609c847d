"""Main stations that the sandbox's trains call at, and which of them serve a place.

Names, places and codes are facts: names as signposted, WGS 84 degrees to some 100 metres, UIC codes as railways
publish them. A code that begins with 00, which is no country's, is the sandbox's own: for stations outside UIC's
scheme, and for those whose code is not known for certain.
"""

from dataclasses import dataclass
from functools import cache

from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.places.place import Place

# How far from a place its station may be.
_IN_REACH = 25_000

_ZONES = {
    "AT": "Europe/Vienna", "BE": "Europe/Brussels", "CH": "Europe/Zurich", "CN": "Asia/Shanghai", "CZ": "Europe/Prague",
    "DE": "Europe/Berlin", "DK": "Europe/Copenhagen", "ES": "Europe/Madrid", "FI": "Europe/Helsinki",
    "FR": "Europe/Paris", "GB": "Europe/London", "HK": "Asia/Hong_Kong", "HU": "Europe/Budapest", "IE": "Europe/Dublin",
    "IT": "Europe/Rome", "JP": "Asia/Tokyo", "KR": "Asia/Seoul", "LU": "Europe/Luxembourg", "NL": "Europe/Amsterdam",
    "NO": "Europe/Oslo", "PL": "Europe/Warsaw", "PT": "Europe/Lisbon", "SE": "Europe/Stockholm",
    "SI": "Europe/Ljubljana", "SK": "Europe/Bratislava", "US": "America/New_York",
}  # fmt: skip

# key | code | country | latitude | longitude | name. Stations whose keys are alike up to the dash are of one city.
_TABLE = """
BER     8011160 DE 52.5251 13.3694 Berlin Hbf
HAM     8002549 DE 53.5528 10.0067 Hamburg Hbf
MUC     8000261 DE 48.1402 11.5583 München Hbf
FRA     8000105 DE 50.1071 8.6638 Frankfurt (Main) Hbf
FFL     8070003 DE 50.0530 8.5698 Frankfurt (M) Flughafen Fernbf
KOL     8000207 DE 50.9430 6.9589 Köln Hbf
BON     8000044 DE 50.7320 7.0970 Bonn Hbf
DUS     8000085 DE 51.2200 6.7943 Düsseldorf Hbf
DOR     8000080 DE 51.5179 7.4593 Dortmund Hbf
ESS     8000098 DE 51.4515 7.0142 Essen Hbf
STU     8000096 DE 48.7840 9.1817 Stuttgart Hbf
HAN     8000152 DE 52.3768 9.7411 Hannover Hbf
LEI     8010205 DE 51.3455 12.3821 Leipzig Hbf
DRE     8010085 DE 51.0405 13.7320 Dresden Hbf
NUR     8000284 DE 49.4456 11.0826 Nürnberg Hbf
BRE     8000050 DE 53.0831 8.8137 Bremen Hbf
MAN     8000244 DE 49.4793 8.4697 Mannheim Hbf
KAR     8000191 DE 48.9935 8.4021 Karlsruhe Hbf
FRB     8000107 DE 47.9977 7.8415 Freiburg (Breisgau) Hbf
ERF     8010101 DE 50.9725 11.0385 Erfurt Hbf
KAS     8003200 DE 51.3127 9.4470 Kassel-Wilhelmshöhe
WUR     8000260 DE 49.8018 9.9357 Würzburg Hbf
AAC     8000001 DE 50.7678 6.0915 Aachen Hbf
MST     8000263 DE 51.9566 7.6350 Münster (Westf) Hbf
SBR     8000323 DE 49.2411 6.9911 Saarbrücken Hbf
ULM     8000170 DE 48.3994 9.9829 Ulm Hbf
AUG     8000013 DE 48.3654 10.8856 Augsburg Hbf
WIE     8103000 AT 48.1852 16.3762 Wien Hbf
LNZ     8100013 AT 48.2903 14.2919 Linz Hbf
SZG     8100002 AT 47.8130 13.0457 Salzburg Hbf
INN     8100108 AT 47.2633 11.4009 Innsbruck Hbf
GRZ     8100173 AT 47.0727 15.4163 Graz Hbf
ZRH     8503000 CH 47.3782 8.5402 Zürich HB
ZFH     8503016 CH 47.4504 8.5624 Zürich Flughafen
GEN     8501008 CH 46.2102 6.1424 Genève
GVA     8501026 CH 46.2311 6.1110 Genève-Aéroport
LSN     8501120 CH 46.5168 6.6291 Lausanne
BRN     8507000 CH 46.9488 7.4391 Bern
BAS     8500010 CH 47.5474 7.5896 Basel SBB
LUZ     8505000 CH 47.0502 8.3102 Luzern
LUG     8505300 CH 46.0055 8.9470 Lugano
SGL     8506302 CH 47.4232 9.3697 St. Gallen
PAR-N   8727100 FR 48.8809 2.3553 Paris Gare du Nord
PAR-L   8768600 FR 48.8443 2.3744 Paris Gare de Lyon
PAR-E   8711300 FR 48.8768 2.3592 Paris Gare de l'Est
PAR-M   8739100 FR 48.8404 2.3192 Paris Montparnasse
CDG     8727149 FR 49.0040 2.5711 Aéroport Charles-de-Gaulle 2 TGV
LIL-E   8722326 FR 50.6394 3.0754 Lille Europe
LIL-F   8728600 FR 50.6363 3.0705 Lille Flandres
LYD     8772319 FR 45.7605 4.8597 Lyon Part-Dieu
MRS     8775100 FR 43.3027 5.3805 Marseille Saint-Charles
AVI     8731896 FR 43.9217 4.7862 Avignon TGV
MPL     8777300 FR 43.6047 3.8805 Montpellier Saint-Roch
NIC     8775605 FR 43.7046 7.2619 Nice-Ville
BOD     8758100 FR 44.8256 -0.5566 Bordeaux Saint-Jean
TLS     8761100 FR 43.6112 1.4537 Toulouse Matabiau
NTE     8748100 FR 47.2175 -1.5420 Nantes
RNS     8747100 FR 48.1035 -1.6723 Rennes
SXB     8721202 FR 48.5850 7.7346 Strasbourg
DIJ     8771300 FR 47.3233 5.0272 Dijon-Ville
MET     8719203 FR 49.1098 6.1772 Metz-Ville
LON-S   7015400 GB 51.5311 -0.1260 London St Pancras International
LON-K   0000101 GB 51.5308 -0.1230 London King's Cross
LON-E   0000102 GB 51.5284 -0.1337 London Euston
LON-P   0000103 GB 51.5170 -0.1774 London Paddington
RDG     0000104 GB 51.4590 -0.9720 Reading
BHM     0000105 GB 52.4778 -1.8990 Birmingham New Street
MCR     0000106 GB 53.4770 -2.2300 Manchester Piccadilly
LIV     0000107 GB 53.4074 -2.9776 Liverpool Lime Street
LDS     0000108 GB 53.7955 -1.5490 Leeds
YRK     0000109 GB 53.9580 -1.0931 York
NCL     0000110 GB 54.9684 -1.6173 Newcastle
EDB     0000111 GB 55.9521 -3.1893 Edinburgh Waverley
GLA-C   0000112 GB 55.8590 -4.2576 Glasgow Central
GLA-Q   0000113 GB 55.8623 -4.2511 Glasgow Queen Street
BRS     0000114 GB 51.4491 -2.5813 Bristol Temple Meads
CDF     0000115 GB 51.4756 -3.1790 Cardiff Central
BFS     0000116 GB 54.5943 -5.9385 Belfast Grand Central
DUB-C   0000201 IE 53.3531 -6.2459 Dublin Connolly
DUB-H   0000202 IE 53.3465 -6.2925 Dublin Heuston
ORK     0000203 IE 51.9017 -8.4582 Cork Kent
BRU     8814001 BE 50.8357 4.3365 Bruxelles-Midi / Brussel-Zuid
ANT     8821006 BE 51.2172 4.4212 Antwerpen-Centraal
LGG     8841004 BE 50.6245 5.5667 Liège-Guillemins
GNT     8892007 BE 51.0357 3.7107 Gent-Sint-Pieters
LUX     8200100 LU 49.5999 6.1342 Luxembourg
AMS     8400058 NL 52.3789 4.9003 Amsterdam Centraal
SPL     8400561 NL 52.3094 4.7620 Schiphol Airport
RTM     8400530 NL 51.9249 4.4690 Rotterdam Centraal
DHG     8400282 NL 52.0808 4.3247 Den Haag Centraal
UTR     8400621 NL 52.0889 5.1101 Utrecht Centraal
EHV     8400206 NL 51.4433 5.4814 Eindhoven Centraal
ARN     8400071 NL 51.9849 5.9011 Arnhem Centraal
MIL     8301700 IT 45.4864 9.2044 Milano Centrale
TRN     8300035 IT 45.0717 7.6651 Torino Porta Susa
VRN     8302430 IT 45.4288 10.9824 Verona Porta Nuova
PAD     8302581 IT 45.4176 11.8805 Padova
VCE     8302593 IT 45.4414 12.3208 Venezia Santa Lucia
BOL     8305043 IT 44.5059 11.3433 Bologna Centrale
FIR     8306421 IT 43.7765 11.2480 Firenze Santa Maria Novella
ROM     8308409 IT 41.9010 12.5018 Roma Termini
NAP     8309218 IT 40.8530 14.2725 Napoli Centrale
MAD-A   7160000 ES 40.4066 -3.6894 Madrid Puerta de Atocha
MAD-C   7117000 ES 40.4722 -3.6822 Madrid Chamartín
BCN     7171801 ES 41.3793 2.1400 Barcelona Sants
ZAZ     7104040 ES 41.6584 -0.9115 Zaragoza-Delicias
COR     7150500 ES 37.8885 -4.7893 Córdoba
SVQ     7151003 ES 37.3920 -5.9755 Sevilla Santa Justa
AGP     7154413 ES 36.7113 -4.4318 Málaga María Zambrano
VLC     7103216 ES 39.4592 -0.3826 València Joaquín Sorolla
ALC     7160911 ES 38.3444 -0.4950 Alacant Terminal
LIS     9431039 PT 38.7678 -9.0993 Lisboa Oriente
CBR     9436004 PT 40.2249 -8.4406 Coimbra-B
OPO     9402006 PT 41.1488 -8.5855 Porto Campanhã
CPH     8600626 DK 55.6727 12.5646 København H
ODE     8600512 DK 55.4017 10.3866 Odense
AAR     8600053 DK 56.1502 10.2045 Aarhus H
STO     7400001 SE 59.3300 18.0570 Stockholm Central
GOT     7400002 SE 57.7089 11.9734 Göteborg Central
MMA     7400003 SE 55.6093 13.0008 Malmö Central
OSL     7600100 NO 59.9110 10.7528 Oslo S
BGO     0000301 NO 60.3903 5.3335 Bergen
HEL     1000001 FI 60.1719 24.9414 Helsinki
TMP     1000160 FI 61.4982 23.7731 Tampere
TKU     1000130 FI 60.4539 22.2530 Turku
WAW     0000401 PL 52.2288 21.0033 Warszawa Centralna
KRK     0000402 PL 50.0684 19.9475 Kraków Główny
GDN     0000403 PL 54.3555 18.6437 Gdańsk Główny
POZ     0000404 PL 52.4017 16.9114 Poznań Główny
WRO     0000405 PL 51.0981 17.0365 Wrocław Główny
KTW     0000406 PL 50.2577 19.0172 Katowice
PRG     5457076 CZ 50.0830 14.4354 Praha hl.n.
BNO     0000501 CZ 49.1905 16.6128 Brno hl.n.
OSR     0000502 CZ 49.8515 18.2670 Ostrava hl.n.
BTS     0000503 SK 48.1586 17.1065 Bratislava hl.st.
BUD     5510017 HU 47.5003 19.0839 Budapest-Keleti
LJU     0000504 SI 46.0580 14.5111 Ljubljana
TYO     0000601 JP 35.6812 139.7671 Tokyo
YOK     0000602 JP 35.5075 139.6175 Shin-Yokohama
NGO     0000603 JP 35.1709 136.8815 Nagoya
KYO     0000604 JP 34.9855 135.7585 Kyoto
OSA     0000605 JP 34.7335 135.5003 Shin-Osaka
HIJ     0000606 JP 34.3974 132.4756 Hiroshima
HKT     0000607 JP 33.5898 130.4207 Hakata
SDJ     0000608 JP 38.2601 140.8824 Sendai
KNZ     0000609 JP 36.5781 136.6478 Kanazawa
SEL     0000701 KR 37.5546 126.9708 Seoul
TJN     0000702 KR 36.3325 127.4342 Daejeon
DGU     0000703 KR 35.8795 128.6284 Dongdaegu
PUS     0000704 KR 35.1150 129.0415 Busan
PEK-S   0000801 CN 39.8652 116.3786 Beijing South
PEK-W   0000802 CN 39.8949 116.3223 Beijing West
TSN     0000803 CN 39.1350 117.2100 Tianjin
TNA     0000804 CN 36.6683 116.8920 Jinan West
NKG     0000805 CN 31.9687 118.7984 Nanjing South
SHA     0000806 CN 31.1940 121.3270 Shanghai Hongqiao
HGH     0000807 CN 30.2905 120.2130 Hangzhou East
CGO     0000808 CN 34.7590 113.7750 Zhengzhou East
WUH     0000809 CN 30.6070 114.4240 Wuhan
CSX     0000810 CN 28.1470 113.0650 Changsha South
CAN     0000811 CN 22.9893 113.2690 Guangzhou South
SZX     0000812 CN 22.6090 114.0290 Shenzhen North
XIY     0000813 CN 34.3770 108.9390 Xi'an North
HKG     0000814 HK 22.3040 114.1655 Hong Kong West Kowloon
BOS     0000901 US 42.3519 -71.0552 Boston South Station
PVD     0000902 US 41.8293 -71.4133 Providence
NHV     0000903 US 41.2976 -72.9267 New Haven Union Station
NYP     0000904 US 40.7506 -73.9935 New York Penn Station
PHL     0000905 US 39.9557 -75.1820 Philadelphia 30th Street
BAL     0000906 US 39.3074 -76.6157 Baltimore Penn Station
WAS     0000907 US 38.8977 -77.0063 Washington Union Station
"""


@dataclass(frozen=True, slots=True)
class RailStation:
    """A station with its WGS 84 degrees; `city` is the same for all stations of a city."""

    key: str
    code: str
    name: str
    country: str
    latitude: float
    longitude: float

    @property
    def city(self) -> str:
        return self.key.partition("-")[0]

    @property
    def timezone(self) -> str:
        return _ZONES[self.country]


@cache
def all_stations() -> dict[str, RailStation]:
    """Return every station by its key."""
    return {station.key: station for station in map(_read, _TABLE.strip().splitlines())}


def stations_of(place: Place) -> tuple[RailStation, ...]:
    """Return the stations of the city whose station is nearest to `place`; none where it is more than 25 km away."""
    away = {each.key: _metres(each, place) for each in all_stations().values()}
    nearest = min(away, key=lambda key: away[key])
    if away[nearest] > _IN_REACH:
        return ()
    city = all_stations()[nearest].city
    return tuple(each for each in all_stations().values() if each.city == city)


def _metres(station: RailStation, place: Place) -> float:
    return great_circle_distance(station.latitude, station.longitude, place.latitude, place.longitude)


def _read(row: str) -> RailStation:
    key, code, country, latitude, longitude, name = row.split(maxsplit=5)
    return RailStation(key, code, name, country, float(latitude), float(longitude))
