"""Airlines of the world and the airports they fly from: who may plausibly carry a traveller between two places.

Designators, countries and hubs are facts of common knowledge (IATA designators; the carriers' own pages) as
of 2026; the sandbox supplier draws its timetables from them. Flights and fares of the sandbox are invented.
"""

from enum import StrEnum
from functools import cache

from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.domain.value import Value


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
_FLEETS = {"N": Fleet.NARROW, "W": Fleet.MIXED, "L": Fleet.LONG_HAUL}

# designator | country | fleet | cabins | hubs | name
_TABLE = """
A3 GR N EB   ATH,SKG                         Aegean Airlines
AA US W EPBF DFW,CLT,MIA,PHL,ORD,PHX,JFK,LAX American Airlines
AC CA W EPB  YYZ,YUL,YVR                     Air Canada
AF FR W EPBF CDG,ORY                         Air France
AI IN W EPBF DEL,BOM                         Air India
AM MX W EPB  MEX,MTY                         Aeromexico
AR AR W EB   AEP,EZE                         Aerolineas Argentinas
AS US W EPB  SEA,PDX,SFO,ANC                 Alaska Airlines
AT MA W EB   CMN                             Royal Air Maroc
AV CO W EB   BOG,SAL                         Avianca
AY FI W EPB  HEL                             Finnair
AZ IT W EPB  FCO,LIN                         ITA Airways
B6 US W EPB  JFK,BOS,FLL                     JetBlue Airways
BA GB W EPBF LHR,LGW,LCY                     British Airways
BR TW W EPB  TPE                             EVA Air
BT LV N EB   RIX,TLL,VNO                     airBaltic
CA CN W EPBF PEK,CTU                         Air China
CI TW W EPB  TPE                             China Airlines
CM PA N EB   PTY                             Copa Airlines
CX HK W EPBF HKG                             Cathay Pacific
CZ CN W EPBF CAN,PKX                         China Southern Airlines
DL US W EPB  ATL,DTW,MSP,SLC,JFK,SEA,LAX,BOS Delta Air Lines
EI IE W EB   DUB                             Aer Lingus
EK AE W EPBF DXB                             Emirates
ET ET W EB   ADD                             Ethiopian Airlines
EW DE N EB   DUS,CGN,HAM,STR                 Eurowings
EY AE W EBF  AUH                             Etihad Airways
FI IS W EPB  KEF                             Icelandair
FJ FJ W EB   NAN                             Fiji Airways
FR IE N E    DUB,STN,BGY,CRL,BVA,AGP,KRK     Ryanair
G3 BR N EB   GRU,GIG,BSB                     GOL Linhas Aereas
GA ID W EBF  CGK,DPS                         Garuda Indonesia
HA US W EPB  HNL                             Hawaiian Airlines
HO CN W EB   PVG                             Juneyao Air
HU CN W EB   PEK,HAK                         Hainan Airlines
IB ES W EPB  MAD                             Iberia
JL JP W EPBF HND,NRT,ITM                     Japan Airlines
JU RS W EB   BEG                             Air Serbia
KE KR W EPBF ICN,GMP                         Korean Air
KL NL W EPB  AMS                             KLM Royal Dutch Airlines
KM MT N EB   MLA                             KM Malta Airlines
KQ KE W EB   NBO                             Kenya Airways
LA CL W EPB  SCL,GRU,LIM,BOG                 LATAM Airlines
LH DE W EPBF FRA,MUC                         Lufthansa
LO PL W EPB  WAW                             LOT Polish Airlines
LX CH W EPBF ZRH,GVA                         Swiss International Air Lines
LY IL W EPB  TLV                             El Al
MH MY W EB   KUL                             Malaysia Airlines
MS EG W EPB  CAI                             EgyptAir
MU CN W EPBF PVG,SHA,KMG                     China Eastern Airlines
NH JP W EPBF HND,NRT                         All Nippon Airways
NZ NZ W EPB  AKL,CHC,WLG                     Air New Zealand
OS AT W EPB  VIE                             Austrian Airlines
OU HR N EB   ZAG,SPU                         Croatia Airlines
OZ KR W EB   ICN,GMP                         Asiana Airlines
PC TR N E    SAW,ESB                         Pegasus Airlines
PR PH W EPB  MNL,CEB                         Philippine Airlines
QF AU W EPBF SYD,MEL,BNE,PER                 Qantas
QR QA W EBF  DOH                             Qatar Airways
RJ JO W EB   AMM                             Royal Jordanian
RO RO N EB   OTP                             TAROM
SA ZA W EB   JNB,CPT                         South African Airways
SK SE W EPB  ARN,CPH,OSL                     Scandinavian Airlines
SN BE W EPB  BRU                             Brussels Airlines
SQ SG W EPBF SIN                             Singapore Airlines
SV SA W EBF  JED,RUH                         Saudia
TG TH W EPBF BKK                             Thai Airways
TK TR W EB   IST                             Turkish Airlines
TN PF L EPB  PPT                             Air Tahiti Nui
TP PT W EB   LIS,OPO                         TAP Air Portugal
U2 GB N E    LGW,MXP,BER,GVA,ORY,BRS,MAN,EDI easyJet
UA US W EPB  ORD,DEN,IAH,EWR,SFO,IAD,LAX,GUM United Airlines
UL LK W EB   CMB                             SriLankan Airlines
UX ES W EB   MAD                             Air Europa
VN VN W EPB  HAN,SGN                         Vietnam Airlines
VS GB L EPB  LHR,MAN                         Virgin Atlantic
VY ES N E    BCN,PMI,ORY                     Vueling
W6 HU N E    BUD,LTN,OTP,TIA                 Wizz Air
WB RW W EPB  KGL                             RwandAir
WN US N E    DAL,MDW,BWI,LAS,DEN,PHX,HOU,OAK Southwest Airlines
WS CA W EPB  YYC                             WestJet
6E IN N E    DEL,BOM,BLR,HYD,MAA,CCU         IndiGo
AD BR W EB   VCP,CNF,REC                     Azul
AK MY N E    KUL,PEN,BKI                     AirAsia
DY NO N E    OSL,BGO,TRD,CPH                 Norwegian
F9 US N E    DEN,MCO,LAS                     Frontier Airlines
HY UZ W EB   TAS                             Uzbekistan Airways
J2 AZ W EPB  GYD                             Azerbaijan Airlines
JQ AU W E    MEL,SYD,OOL                     Jetstar
KC KZ W EB   ALA,NQZ                         Air Astana
LG LU N EB   LUX                             Luxair
PX PG W EB   POM                             Air Niugini
TR SG W E    SIN                             Scoot
VA AU N EB   BNE,SYD,MEL                     Virgin Australia
"""


def _read(row: str) -> Airline:
    designator, country, fleet, cabins, hubs, name = row.split(maxsplit=5)
    return Airline(
        designator=designator,
        name=name,
        country=country,
        hubs=tuple(hubs.split(",")),
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
