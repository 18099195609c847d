"""Airlines of the world and the airports they fly from: who may plausibly carry a traveller between two places.

Designators, countries, hubs and alliances are facts of common knowledge (IATA designators; the carriers' own pages) as
of 2026; the sandbox supplier draws its timetables from them. Flights and fares of the sandbox are invented.
"""

from enum import StrEnum
from functools import cache

from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.domain.value import Value


class Alliance(StrEnum):
    STAR = "Star Alliance"
    ONEWORLD = "oneworld"
    SKYTEAM = "SkyTeam"


class Fleet(StrEnum):
    """What its aircraft are made for."""

    NARROW = "narrow-body"
    MIXED = "narrow- and wide-body"
    LONG_HAUL = "long-haul only"


class Airline(Value, frozen=True):
    """One carrier; `cabins` are those of its long-haul fleet, low-cost carriers have economy alone."""

    designator: str
    name: str
    country: str
    hubs: tuple[str, ...]
    alliance: Alliance | None
    fleet: Fleet
    cabins: tuple[Cabin, ...]

    @property
    def low_cost(self) -> bool:
        return len(self.cabins) == 1

    def flies_from(self, airport: str) -> bool:
        return airport in self.hubs


# How the cabins are written in the table below.
_CABINS = {
    "E": (Cabin.ECONOMY,),
    "EB": (Cabin.ECONOMY, Cabin.BUSINESS),
    "EPB": (Cabin.ECONOMY, Cabin.PREMIUM_ECONOMY, Cabin.BUSINESS),
    "EBF": (Cabin.ECONOMY, Cabin.BUSINESS, Cabin.FIRST),
    "EPBF": (Cabin.ECONOMY, Cabin.PREMIUM_ECONOMY, Cabin.BUSINESS, Cabin.FIRST),
}
_ALLIANCES = {"*": Alliance.STAR, "1": Alliance.ONEWORLD, "S": Alliance.SKYTEAM, "-": None}

_FLEETS = {"N": Fleet.NARROW, "W": Fleet.MIXED, "L": Fleet.LONG_HAUL}

# designator | country | alliance | fleet | cabins | hubs | name
_TABLE = """
A3 GR * N EB   ATH,SKG                         Aegean Airlines
AA US 1 W EPBF DFW,CLT,MIA,PHL,ORD,PHX,JFK,LAX American Airlines
AC CA * W EPB  YYZ,YUL,YVR                     Air Canada
AF FR S W EPBF CDG,ORY                         Air France
AI IN * W EPBF DEL,BOM                         Air India
AM MX S W EPB  MEX,MTY                         Aeromexico
AR AR S W EB   AEP,EZE                         Aerolineas Argentinas
AS US 1 W EPB  SEA,PDX,SFO,ANC                 Alaska Airlines
AT MA 1 W EB   CMN                             Royal Air Maroc
AV CO * W EB   BOG,SAL                         Avianca
AY FI 1 W EPB  HEL                             Finnair
AZ IT * W EPB  FCO,LIN                         ITA Airways
B6 US - W EPB  JFK,BOS,FLL                     JetBlue Airways
BA GB 1 W EPBF LHR,LGW,LCY                     British Airways
BR TW * W EPB  TPE                             EVA Air
BT LV - N EB   RIX,TLL,VNO                     airBaltic
CA CN * W EPBF PEK,CTU                         Air China
CI TW S W EPB  TPE                             China Airlines
CM PA * N EB   PTY                             Copa Airlines
CX HK 1 W EPBF HKG                             Cathay Pacific
CZ CN - W EPBF CAN,PKX                         China Southern Airlines
DL US S W EPB  ATL,DTW,MSP,SLC,JFK,SEA,LAX,BOS Delta Air Lines
EI IE - W EB   DUB                             Aer Lingus
EK AE - W EPBF DXB                             Emirates
ET ET * W EB   ADD                             Ethiopian Airlines
EW DE - N EB   DUS,CGN,HAM,STR                 Eurowings
EY AE - W EBF  AUH                             Etihad Airways
FI IS - W EPB  KEF                             Icelandair
FJ FJ 1 W EB   NAN                             Fiji Airways
FR IE - N E    DUB,STN,BGY,CRL,BVA,AGP,KRK     Ryanair
G3 BR - N EB   GRU,GIG,BSB                     GOL Linhas Aereas
GA ID S W EBF  CGK,DPS                         Garuda Indonesia
HA US 1 W EPB  HNL                             Hawaiian Airlines
HO CN - W EB   PVG                             Juneyao Air
HU CN - W EB   PEK,HAK                         Hainan Airlines
IB ES 1 W EPB  MAD                             Iberia
JL JP 1 W EPBF HND,NRT,ITM                     Japan Airlines
JU RS - W EB   BEG                             Air Serbia
KE KR S W EPBF ICN,GMP                         Korean Air
KL NL S W EPB  AMS                             KLM Royal Dutch Airlines
KM MT - N EB   MLA                             KM Malta Airlines
KQ KE S W EB   NBO                             Kenya Airways
LA CL - W EPB  SCL,GRU,LIM,BOG                 LATAM Airlines
LH DE * W EPBF FRA,MUC                         Lufthansa
LO PL * W EPB  WAW                             LOT Polish Airlines
LX CH * W EPBF ZRH,GVA                         Swiss International Air Lines
LY IL - W EPB  TLV                             El Al
MH MY 1 W EB   KUL                             Malaysia Airlines
MS EG * W EPB  CAI                             EgyptAir
MU CN S W EPBF PVG,SHA,KMG                     China Eastern Airlines
NH JP * W EPBF HND,NRT                         All Nippon Airways
NZ NZ * W EPB  AKL,CHC,WLG                     Air New Zealand
OS AT * W EPB  VIE                             Austrian Airlines
OU HR * N EB   ZAG,SPU                         Croatia Airlines
OZ KR * W EB   ICN,GMP                         Asiana Airlines
PC TR - N E    SAW,ESB                         Pegasus Airlines
PR PH - W EPB  MNL,CEB                         Philippine Airlines
QF AU 1 W EPBF SYD,MEL,BNE,PER                 Qantas
QR QA 1 W EBF  DOH                             Qatar Airways
RJ JO 1 W EB   AMM                             Royal Jordanian
RO RO S N EB   OTP                             TAROM
SA ZA * W EB   JNB,CPT                         South African Airways
SK SE S W EPB  ARN,CPH,OSL                     Scandinavian Airlines
SN BE * W EPB  BRU                             Brussels Airlines
SQ SG * W EPBF SIN                             Singapore Airlines
SV SA S W EBF  JED,RUH                         Saudia
TG TH * W EPBF BKK                             Thai Airways
TK TR * W EB   IST                             Turkish Airlines
TN PF - L EPB  PPT                             Air Tahiti Nui
TP PT * W EB   LIS,OPO                         TAP Air Portugal
U2 GB - N E    LGW,MXP,BER,GVA,ORY,BRS,MAN,EDI easyJet
UA US * W EPB  ORD,DEN,IAH,EWR,SFO,IAD,LAX,GUM United Airlines
UL LK 1 W EB   CMB                             SriLankan Airlines
UX ES S W EB   MAD                             Air Europa
VN VN S W EPB  HAN,SGN                         Vietnam Airlines
VS GB S L EPB  LHR,MAN                         Virgin Atlantic
VY ES - N E    BCN,PMI,ORY                     Vueling
W6 HU - N E    BUD,LTN,OTP,TIA                 Wizz Air
WB RW - W EPB  KGL                             RwandAir
WN US - N E    DAL,MDW,BWI,LAS,DEN,PHX,HOU,OAK Southwest Airlines
WS CA - W EPB  YYC                             WestJet
6E IN - N E    DEL,BOM,BLR,HYD,MAA,CCU         IndiGo
AD BR - W EB   VCP,CNF,REC                     Azul
AK MY - N E    KUL,PEN,BKI                     AirAsia
DY NO - N E    OSL,BGO,TRD,CPH                 Norwegian
F9 US - N E    DEN,MCO,LAS                     Frontier Airlines
HY UZ - W EB   TAS                             Uzbekistan Airways
J2 AZ - W EPB  GYD                             Azerbaijan Airlines
JQ AU - W E    MEL,SYD,OOL                     Jetstar
KC KZ - W EB   ALA,NQZ                         Air Astana
LG LU - N EB   LUX                             Luxair
PX PG - W EB   POM                             Air Niugini
TR SG - W E    SIN                             Scoot
VA AU - N EB   BNE,SYD,MEL                     Virgin Australia
"""


def _read(row: str) -> Airline:
    designator, country, alliance, fleet, cabins, hubs, name = row.split(maxsplit=6)
    return Airline(
        designator=designator,
        name=name,
        country=country,
        hubs=tuple(hubs.split(",")),
        alliance=_ALLIANCES[alliance],
        fleet=_FLEETS[fleet],
        cabins=_CABINS[cabins],
    )


@cache
def all_airlines() -> tuple[Airline, ...]:
    """Return every airline of the table, in its order."""
    return tuple(_read(row) for row in _TABLE.strip().splitlines())


@cache
def airlines_from(airport: str) -> tuple[Airline, ...]:
    """Return the airlines that have a hub at `airport` (IATA); empty for most airports."""
    return tuple(airline for airline in all_airlines() if airline.flies_from(airport))
