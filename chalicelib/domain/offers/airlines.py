"""What airlines are called: the brand's name for each IATA designator that a request may name or the sandbox sells a
flight of. Facts of common knowledge (the carriers' own pages), as of 2026."""

from functools import cache

_ROWS = """
0B Blue Air|3U Sichuan Airlines|4Y Discover Airlines|4Z Airlink|5J Cebu Pacific|6E IndiGo|7C Jeju Air
9C Spring Airlines|A3 Aegean Airlines|AA American Airlines|AC Air Canada|AD Azul|AF Air France|AH Air Algérie
AI Air India|AK AirAsia|AM Aeromexico|AR Aerolineas Argentinas|AS Alaska Airlines|AT Royal Air Maroc|AV Avianca
AW Africa World Airlines|AY Finnair|AZ ITA Airways|B6 JetBlue Airways|BA British Airways|BG Biman Bangladesh Airlines
BI Royal Brunei Airlines|BJ Nouvelair|BP Air Botswana|BR EVA Air|BT airBaltic|BY TUI Airways|CA Air China
CI China Airlines|CM Copa Airlines|CX Cathay Pacific|CY Cyprus Airways|CZ China Southern Airlines|DD Nok Air|DE Condor
DL Delta Air Lines|DT TAAG Angola Airlines|DY Norwegian|EI Aer Lingus|EK Emirates|EN Air Dolomiti
ET Ethiopian Airlines|EW Eurowings|EY Etihad Airways|F9 Frontier Airlines|FA FlySafair|FB Bulgaria Air|FD Thai AirAsia
FI Icelandair|FJ Fiji Airways|FR Ryanair|FY Firefly|FZ flydubai|G3 GOL Linhas Aereas|G9 Air Arabia|GA Garuda Indonesia
GF Gulf Air|GL Air Greenland|GQ Sky Express|H2 SKY Airline|HA Hawaiian Airlines|HC Air Senegal|HM Air Seychelles
HO Juneyao Air|HU Hainan Airlines|HV Transavia|HX Hong Kong Airlines|HY Uzbekistan Airways|I2 Iberia Express
IA Iraqi Airways|IB Iberia|ID Batik Air|IE Solomon Airlines|IT Tigerair|IX Air India Express|IZ Arkia
J2 Azerbaijan Airlines|J9 Jazeera Airways|JE Mango|JL Japan Airlines|JQ Jetstar|JT Lion Air|JU Air Serbia
KC Air Astana|KE Korean Air|KL KLM Royal Dutch Airlines|KM KM Malta Airlines|KP ASKY|KQ Kenya Airways
KU Kuwait Airways|LA LATAM Airlines|LG Luxair|LH Lufthansa|LJ Jin Air|LM Loganair|LO LOT Polish Airlines|LS Jet2
LX Swiss International Air Lines|LY El Al|ME Middle East Airlines|MF Xiamen Airlines|MH Malaysia Airlines
MK Air Mauritius|MM Peach|MS EgyptAir|MU China Eastern Airlines|MX Breeze|N0 Norse Atlantic Airways|N4 Nordwind
NF Air Vanuatu|NH All Nippon Airways|NK Spirit Airlines|NT Binter Canarias|NZ Air New Zealand|OG PLAY
OK Czech Airlines|OM MIAT Mongolian Airlines|OS Austrian Airlines|OU Croatia Airlines|OV SalamAir|OZ Asiana Airlines
P4 Air Peace|PC Pegasus Airlines|PD Porter Airlines|PG Bangkok Airways|PK Pakistan International Airlines|PQ SkyUp
PR Philippine Airlines|PS Ukraine International Airlines|PW Precision Air|PX Air Niugini|QF Qantas|QP Akasa Air
QR Qatar Airways|RA Nepal Airlines|RJ Royal Jordanian|RO TAROM|RQ Kam Air|S4 Azores Airlines|S7 S7 Airlines
SA South African Airways|SC Shandong Airlines|SF Tassili Airlines|SG SpiceJet|SK Scandinavian Airlines
SL Thai Lion Air|SM Air Cairo|SN Brussels Airlines|SQ Singapore Airlines|SS Corsair|SV Saudia|SW Air Namibia
SY Sun Country Airlines|T3 Eastern Airways|TC Air Tanzania|TF Braathens Regional Airlines|TG Thai Airways
TK Turkish Airlines|TN Air Tahiti Nui|TP TAP Air Portugal|TR Scoot|TS Air Transat|TU Tunisair|TW T'way Air|U2 easyJet
UA United Airlines|UB Myanmar National Airlines|UK Vistara|UL SriLankan Airlines|UX Air Europa|V7 Volotea
VA Virgin Australia|VB Viva|VJ VietJet Air|VN Vietnam Airlines|VS Virgin Atlantic|VY Vueling|W6 Wizz Air|WB RwandAir
WF Widerøe|WN Southwest Airlines|WS WestJet|WY Oman Air|X3 TUI fly Deutschland|XK Air Corsica|XQ SunExpress|XY flynas
Y4 Volaris|ZG ZIPAIR|ZH Shenzhen Airlines|ZL Rex Airlines
"""


def airline_name(designator: str) -> str | None:
    """Return what the airline with this IATA designator is called; None where that is not known here."""
    return _names().get(designator)


@cache
def _names() -> dict[str, str]:
    rows = (each.partition(" ") for row in _ROWS.strip().splitlines() for each in row.split("|"))
    return {designator: name for designator, _, name in rows}
