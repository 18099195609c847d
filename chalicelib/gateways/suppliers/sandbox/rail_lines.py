"""Lines that real operators run between real stations, as far as the sandbox knows them: stops, minutes and kilometres.

Which operator runs where, with which kind of train, minutes between stops (a stop's own included) and rail kilometres
are facts of common knowledge as of 2026, from the operators' published timetables, to about a tenth. Which minute of
the hour a train leaves at, and its number, are drawn by hash: nobody's timetable.
"""

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate

from chalicelib.gateways.suppliers.sandbox.rail_stations import RailStation, all_stations
from chalicelib.gateways.suppliers.sandbox.seeded_choices import seeded_int

# Half a day before midnight: from then on a line has a train each `interval`, so that some are under way at 05:30.
_FIRST_RUN = -12 * 60
_NUMBERS_A_LINE = 100

# key | minutes between trains | kind of train | operator | stops, with minutes/kilometres between them. Operators with
# spaces in their names have underscores.
_TABLE = """
ICE1    60 ICE DB HAM 105/286 BER 75/190 LEI 43/123 ERF 70/190 NUR 65/170 MUC
ICE2   120 ICE DB BER 104/282 ERF 66/190 NUR 63/170 MUC
ICE10   60 ICE DB BER 98/257 HAN 97/208 DOR 23/37 ESS 28/34 DUS
ICE11  120 ICE DB BER 98/257 HAN 160/293 KOL
ICE12  120 ICE DB BER 160/385 KAS 85/196 FRA 38/78 MAN 24/61 KAR 63/137 FRB 46/67 BAS
ICE15  120 ICE DB BER 104/282 ERF 127/245 FRA
ICE20   60 ICE DB HAM 77/178 HAN 58/144 KAS 87/196 FRA 39/78 MAN 24/61 KAR 63/137 FRB 46/67 BAS
ICE25   60 ICE DB HAM 77/178 HAN 58/144 KAS 67/183 WUR 56/102 NUR 68/170 MUC
ICE31   60 ICE DB HAM 56/116 BRE 77/172 MST 33/57 DOR 23/37 ESS 28/34 DUS 24/40 KOL
ICE41   60 ICE DB FRA 69/136 WUR 56/102 NUR 66/170 MUC
ICE42   60 ICE DB DOR 23/37 ESS 28/34 DUS 25/40 KOL 56/170 FFL 34/72 MAN 39/107 STU 44/87 ULM 44/86 AUG 32/62 MUC
ICE45   60 ICE DB KOL 54/170 FFL 13/11 FRA
ICE50  120 ICE DB DRE 68/120 LEI 43/123 ERF 128/245 FRA
ICE60  120 ICE DB FRA 39/78 MAN 39/107 STU 44/87 ULM 44/86 AUG 32/62 MUC
ICE78  120 ICE DB AMS 27/39 UTR 37/57 ARN 76/114 DUS 25/40 KOL 56/170 FFL 13/11 FRA
ICE79  120 ICE DB BRU 49/103 LGG 25/54 AAC 38/70 KOL 56/170 FFL 13/11 FRA
ICE91  120 ICE DB DUS 25/40 KOL 21/34 BON 120/187 FRA
EC75   120 EC DSB HAM 192/340 ODE 82/160 CPH
EC27   120 EC CD BER 112/187 DRE 138/191 PRG 153/255 BNO 90/141 BTS 144/215 BUD
EC95   120 EC PKP_Intercity BER 162/260 POZ 155/305 WAW
EC60   120 EC OEBB MUC 107/171 INN 213/275 VRN 54/114 BOL
RJ70   120 RJ OEBB PRG 153/255 BNO 89/143 WIE 156/211 GRZ 203/225 LJU
RJX63  120 RJX OEBB MUC 92/153 SZG 64/127 LNZ 76/190 WIE 160/256 BUD
RJX16  120 RJX OEBB ZRH 211/285 INN 108/187 SZG 64/127 LNZ 76/190 WIE
EC19   120 EC SBB ZRH 62/83 SGL 148/225 MUC
IC1     60 IC SBB GVA 7/6 GEN 37/60 LSN 67/97 BRN 58/107 ZRH 11/10 ZFH 53/73 SGL
IC3     60 IC SBB BAS 54/88 ZRH
IC6     60 IC SBB BAS 56/101 BRN
IC75    60 IC SBB ZRH 45/57 LUZ
EC31   120 EC SBB ZRH 117/176 LUG 76/78 MIL
EC37   240 EC SBB GEN 38/60 LSN 200/314 MIL
EC52   240 EC SBB BAS 58/101 BRN 187/232 MIL
TGV1    60 TGV_INOUI SNCF PAR-E 107/439 SXB
TGV2   120 TGV_INOUI SNCF PAR-E 107/439 SXB 42/86 KAR 41/80 STU 125/235 MUC
TGV3   120 ICE DB PAR-E 110/390 SBR 79/132 MAN 40/78 FRA
TGV4   120 TGV_INOUI SNCF PAR-E 85/315 MET 46/63 LUX
TGV5    60 TGV_INOUI SNCF PAR-L 118/427 LYD
TGV6    60 TGV_INOUI SNCF PAR-L 158/657 AVI 35/93 MRS
TGV7   240 TGV_INOUI SNCF PAR-L 158/657 AVI 36/93 MRS 157/225 NIC
TGV8   120 TGV_INOUI SNCF PAR-L 203/760 MPL
TGV9   360 TGV_INOUI SNCF PAR-L 203/760 MPL 185/340 BCN
TGV10   60 TGV_INOUI SNCF PAR-M 129/540 BOD
TGV11  120 TGV_INOUI SNCF PAR-M 129/540 BOD 129/257 TLS
TGV12   60 TGV_INOUI SNCF PAR-M 90/364 RNS
TGV13   60 TGV_INOUI SNCF PAR-M 128/387 NTE
TGV14   60 TGV_INOUI SNCF PAR-N 63/225 LIL-F
TGV15  120 TGV_INOUI SNCF LIL-E 53/204 CDG 122/452 LYD 66/229 AVI 35/93 MRS
TGV16  120 TGV_INOUI SNCF SXB 130/310 DIJ 98/197 LYD
TGV17  120 TGV_INOUI SNCF LYD 107/305 MPL 132/245 TLS
TGV18  120 TGV_Lyria SNCF PAR-L 190/540 GEN
TGV19  120 TGV_Lyria SNCF PAR-L 96/287 DIJ 126/202 LSN
TGV20  120 TGV_Lyria SNCF PAR-L 96/287 DIJ 91/240 BAS 57/88 ZRH
IC20   120 Intercites SNCF NTE 285/396 BOD
FR92   360 FR Trenitalia PAR-L 119/427 LYD 232/310 TRN 54/148 MIL
EST1    60 Eurostar Eurostar LON-S 137/492 PAR-N
EST2   120 Eurostar Eurostar LON-S 83/267 LIL-E 38/106 BRU
EST3   240 Eurostar Eurostar LON-S 120/373 BRU 73/144 RTM 43/74 AMS
EST4    60 Eurostar Eurostar PAR-N 84/312 BRU 39/47 ANT 34/97 RTM 26/57 SPL 16/17 AMS
EST5   120 Eurostar Eurostar PAR-N 85/312 BRU 49/103 LGG 25/54 AAC 38/70 KOL
ECD1    60 ECD NS BRU 38/47 ANT 37/97 RTM 26/57 SPL 16/17 AMS
ICN1    60 IC NS AMS 27/39 UTR 51/84 EHV
ICN2    60 IC NS DHG 38/62 UTR 35/57 ARN
ICN3    60 IC NS DHG 25/24 RTM 38/57 UTR
ICB1    60 IC SNCB GNT 31/52 BRU 58/100 LGG
ICB2    60 IC SNCB BRU 185/227 LUX
ICB3    60 IC SNCB ANT 52/57 GNT 32/74 LIL-F
FR1     60 FR Trenitalia TRN 56/148 MIL 64/219 BOL 39/92 FIR 95/261 ROM 72/222 NAP
FR2    120 FR Trenitalia MIL 184/560 ROM 72/222 NAP
FR3     60 FR Trenitalia VCE 28/37 PAD 62/123 BOL 39/92 FIR 97/261 ROM
FR4     60 FR Trenitalia MIL 73/148 VRN 44/82 PAD 28/37 VCE
AVE1    60 AVE Renfe MAD-A 150/621 BCN
AVE2   120 AVE Renfe MAD-A 77/306 ZAZ 84/315 BCN
AVE3    60 AVE Renfe MAD-A 105/345 COR 46/127 SVQ
AVE4    60 AVE Renfe MAD-A 105/345 COR 57/168 AGP
AVE5    60 AVE Renfe MAD-C 115/391 VLC
AVE6   120 AVE Renfe MAD-C 145/486 ALC
AVE7   240 AVE Renfe BCN 88/315 ZAZ 178/650 COR 46/127 SVQ
EUM1   120 Euromed Renfe BCN 162/355 VLC 105/190 ALC
AP1     60 AP CP LIS 105/211 CBR 67/119 OPO
LNE1    60 LNER LNER LON-K 112/303 YRK 60/129 NCL 90/200 EDB
LNE2    60 LNER LNER LON-K 133/299 LDS
AWC1    60 Avanti Avanti_West_Coast LON-E 80/182 BHM
AWC2    60 Avanti Avanti_West_Coast LON-E 128/296 MCR
AWC3    60 Avanti Avanti_West_Coast LON-E 133/312 LIV
AWC4    60 Avanti Avanti_West_Coast LON-E 272/646 GLA-C
GWR1    60 GWR Great_Western_Railway LON-P 25/58 RDG 75/132 BRS
GWR2    60 GWR Great_Western_Railway LON-P 25/58 RDG 87/175 CDF
XC1     60 XC CrossCountry MCR 90/132 BHM 86/143 BRS
XC2     60 XC CrossCountry BHM 100/145 RDG
XC3     60 XC CrossCountry BHM 121/187 LDS 26/41 YRK 60/129 NCL 92/200 EDB
TPE1    60 TPE TransPennine_Express LIV 48/56 MCR 56/69 LDS 26/41 YRK 60/129 NCL
TPE2   120 TPE TransPennine_Express MCR 195/346 EDB
SCR1    60 SR ScotRail EDB 51/76 GLA-Q
ENT1    60 Enterprise NI_Railways DUB-C 125/182 BFS
IER1    60 IC Iarnrod_Eireann DUB-H 155/265 ORK
SJ1     60 Snabbtag SJ STO 186/455 GOT
SJ2     60 Snabbtag SJ STO 268/600 MMA 38/47 CPH
SJ3    240 Snabbtag SJ STO 322/570 OSL
SJ4    120 Snabbtag SJ GOT 153/305 MMA 38/47 CPH
VY1    120 RE Vy OSL 225/350 GOT
VY2    240 F Vy OSL 405/471 BGO
DSB1    60 IC DSB CPH 76/160 ODE 95/168 AAR
VR1     60 Pendolino VR HEL 98/187 TMP
VR2     60 IC VR HEL 118/194 TKU
EIP1    60 EIP PKP_Intercity KRK 142/293 WAW 168/339 GDN
EIP2   120 EIP PKP_Intercity WAW 222/388 WRO
IC83   120 IC PKP_Intercity WRO 100/165 POZ
IC33   120 IC PKP_Intercity KRK 65/78 KTW 145/180 WRO
EC10   120 EC PKP_Intercity WAW 147/297 KTW 95/97 OSR 190/356 PRG
EC11   240 EC PKP_Intercity WAW 147/297 KTW 95/97 OSR 130/170 BNO 89/143 WIE
NOZ1    60 Nozomi JR_Central TYO 18/26 YOK 81/316 NGO 35/134 KYO 15/39 OSA 84/305 HIJ 66/249 HKT
HIK1    60 Hikari JR_Central TYO 18/26 YOK 86/316 NGO 44/134 KYO 16/39 OSA
HAY1    60 Hayabusa JR_East TYO 92/325 SDJ
KAG1    60 Kagayaki JR_East TYO 152/450 KNZ
KTX1    60 KTX Korail SEL 58/160 TJN 48/133 DGU 50/124 PUS
G1      60 G China_Railway PEK-S 90/406 TNA 127/617 NKG 68/295 SHA
G2      60 G China_Railway SHA 52/159 HGH
G3     120 G China_Railway PEK-W 152/693 CGO 118/536 WUH 84/362 CSX 150/707 CAN
G4     120 G China_Railway PEK-W 150/693 CGO 128/523 XIY
G5      60 G China_Railway CAN 36/102 SZX 20/39 HKG
G6      60 G China_Railway NKG 75/256 HGH
G7     120 G China_Railway NKG 195/536 WUH
C1      60 C China_Railway PEK-S 32/120 TSN
ACE1    60 Acela Amtrak BOS 38/71 PVD 92/181 NHV 94/121 NYP 73/146 PHL 66/154 BAL 34/65 WAS
NER1    60 Northeast_Regional Amtrak BOS 42/71 PVD 104/181 NHV 106/121 NYP 86/146 PHL 78/154 BAL 43/65 WAS
"""
_NAMES = {"CD": "ČD", "OEBB": "ÖBB", "Intercites": "Intercités", "Snabbtag": "Snabbtåg"}
_NAMES |= {"Iarnrod_Eireann": "Iarnród Éireann"}


@dataclass(frozen=True, eq=False)
class Line:
    """A line in one of its two directions, with minutes and metres from its first stop to each. Times of day are those
    of the clock of its region, which London, Lisbon and Helsinki are an hour off."""

    key: str
    interval: int
    kind: str
    operator: str
    number: int
    stops: tuple[RailStation, ...]
    minutes: tuple[int, ...]
    metres: tuple[int, ...]

    @cached_property
    def first_minute(self) -> int:
        """Return when its first run leaves the first stop, in minutes after midnight."""
        return _FIRST_RUN + seeded_int(0, self.interval - 1, "rail", self.key)

    @cached_property
    def checks_in(self) -> bool:
        """Whether passengers are to be there long before it leaves: those through the Channel tunnel."""
        countries = {stop.country for stop in self.stops}
        return "GB" in countries and not countries <= {"GB", "IE"}

    def passes_at(self, run: int, stop: int) -> int:
        """Return when its train `run` leaves, or reaches, its stop of that index, in minutes after midnight."""
        return self.first_minute + run * self.interval + self.minutes[stop]

    def train(self, run: int) -> str:
        """Return what its train `run` is called."""
        return f"{self.kind} {self.number + 2 * run}"


@cache
def all_lines() -> dict[str, Line]:
    """Return each line in both directions, by its key."""
    kinds: dict[str, int] = {}
    lines: dict[str, Line] = {}
    for row in _TABLE.strip().splitlines():
        key, interval, kind, operator, *path = row.split()
        kinds[kind] = kinds.get(kind, 0) + 1
        number = _NUMBERS_A_LINE * kinds[kind]
        common = int(interval), _name(kind), _name(operator)
        lines[f"{key}a"] = _line(f"{key}a", *common, number, path)
        lines[f"{key}b"] = _line(f"{key}b", *common, number + 1, path[::-1])
    return lines


@cache
def lines_at(key: str) -> tuple[tuple[Line, int], ...]:
    """Return the lines that leave the station of that key for somewhere, and the index of the stop there."""
    return tuple(
        (line, index) for line in all_lines().values() for index, stop in enumerate(line.stops[:-1]) if stop.key == key
    )


def _line(key: str, interval: int, kind: str, operator: str, number: int, path: list[str]) -> Line:
    hops = [hop.split("/") for hop in path[1::2]]
    return Line(
        key,
        interval,
        kind,
        operator,
        number,
        stops=tuple(all_stations()[stop] for stop in path[::2]),
        minutes=tuple(accumulate((int(minutes) for minutes, _ in hops), initial=0)),
        metres=tuple(accumulate((1000 * int(kilometres) for _, kilometres in hops), initial=0)),
    )


def _name(text: str) -> str:
    return _NAMES.get(text, text.replace("_", " "))
