"""Airlines of the world and the airports they fly from: who may plausibly carry a traveller between two places.

Designators, countries and hubs are facts of common knowledge (IATA designators; the carriers' own pages) as
of 2026; the sandbox supplier draws its timetables from them. Flights and fares of the sandbox are invented.
"""

from enum import StrEnum
from functools import cache

from chalicelib.domain.offers.airlines import airline_name
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
    country: str
    hubs: tuple[str, ...]
    fleet: Fleet
    cabins: tuple[Cabin, ...]

    @property
    def name(self) -> str:
        return airline_name(self.designator) or self.designator

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

# designator | country | fleet | cabins | hubs
_TABLE = """
A3 GR N EB   ATH,SKG
AA US W EPBF DFW,CLT,MIA,PHL,ORD,PHX,JFK,LAX
AC CA W EPB  YYZ,YUL,YVR
AF FR W EPBF CDG,ORY
AI IN W EPBF DEL,BOM
AM MX W EPB  MEX,MTY
AR AR W EB   AEP,EZE
AS US W EPB  SEA,PDX,SFO,ANC
AT MA W EB   CMN
AV CO W EB   BOG,SAL
AY FI W EPB  HEL
AZ IT W EPB  FCO,LIN
B6 US W EPB  JFK,BOS,FLL
BA GB W EPBF LHR,LGW,LCY
BR TW W EPB  TPE
BT LV N EB   RIX,TLL,VNO
CA CN W EPBF PEK,CTU
CI TW W EPB  TPE
CM PA N EB   PTY
CX HK W EPBF HKG
CZ CN W EPBF CAN,PKX
DL US W EPB  ATL,DTW,MSP,SLC,JFK,SEA,LAX,BOS
EI IE W EB   DUB
EK AE W EPBF DXB
ET ET W EB   ADD
EW DE N EB   DUS,CGN,HAM,STR
EY AE W EBF  AUH
FI IS W EPB  KEF
FJ FJ W EB   NAN
FR IE N E    DUB,STN,BGY,CRL,BVA,AGP,KRK
G3 BR N EB   GRU,GIG,BSB
GA ID W EBF  CGK,DPS
HA US W EPB  HNL
HO CN W EB   PVG
HU CN W EB   PEK,HAK
IB ES W EPB  MAD
JL JP W EPBF HND,NRT,ITM
JU RS W EB   BEG
KE KR W EPBF ICN,GMP
KL NL W EPB  AMS
KM MT N EB   MLA
KQ KE W EB   NBO
LA CL W EPB  SCL,GRU,LIM,BOG
LH DE W EPBF FRA,MUC
LO PL W EPB  WAW
LX CH W EPBF ZRH,GVA
LY IL W EPB  TLV
MH MY W EB   KUL
MS EG W EPB  CAI
MU CN W EPBF PVG,SHA,KMG
NH JP W EPBF HND,NRT
NZ NZ W EPB  AKL,CHC,WLG
OS AT W EPB  VIE
OU HR N EB   ZAG,SPU
OZ KR W EB   ICN,GMP
PC TR N E    SAW,ESB
PR PH W EPB  MNL,CEB
QF AU W EPBF SYD,MEL,BNE,PER
QR QA W EBF  DOH
RJ JO W EB   AMM
RO RO N EB   OTP
SA ZA W EB   JNB,CPT
SK SE W EPB  ARN,CPH,OSL
SN BE W EPB  BRU
SQ SG W EPBF SIN
SV SA W EBF  JED,RUH
TG TH W EPBF BKK
TK TR W EB   IST
TN PF L EPB  PPT
TP PT W EB   LIS,OPO
U2 GB N E    LGW,MXP,BER,GVA,ORY,BRS,MAN,EDI
UA US W EPB  ORD,DEN,IAH,EWR,SFO,IAD,LAX,GUM
UL LK W EB   CMB
UX ES W EB   MAD
VN VN W EPB  HAN,SGN
VS GB L EPB  LHR,MAN
VY ES N E    BCN,PMI,ORY
W6 HU N E    BUD,LTN,OTP,TIA
WB RW W EPB  KGL
WN US N E    DAL,MDW,BWI,LAS,DEN,PHX,HOU,OAK
WS CA W EPB  YYC
6E IN N E    DEL,BOM,BLR,HYD,MAA,CCU
AD BR W EB   VCP,CNF,REC
AK MY N E    KUL,PEN,BKI
DY NO N E    OSL,BGO,TRD,CPH
F9 US N E    DEN,MCO,LAS
HY UZ W EB   TAS
J2 AZ W EPB  GYD
JQ AU W E    MEL,SYD,OOL
KC KZ W EB   ALA,NQZ
LG LU N EB   LUX
PX PG W EB   POM
TR SG W E    SIN
VA AU N EB   BNE,SYD,MEL
"""


def _read(row: str) -> Airline:
    designator, country, fleet, cabins, hubs = row.split()
    return Airline(
        designator=designator,
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
