"""Whether a place lies in a country or a part of one that people name beside it: "off to Shetland: Edinburgh to
Sumburgh", "travelling to Norway, Rome to Oslo".

States, provinces and countries are in the gazetteer; parts that people speak of and no office draws a line around are
here, by the airports that one flies to for them. Names and codes are facts; a test finds each of them.
"""

from functools import cache

from chalicelib.domain.places.normalization import fold
from chalicelib.domain.places.place import Place
from chalicelib.domain.places.resolver import city_of, names_region, resolve_place
from chalicelib.errors import AmbiguousRequest, InvalidInput

_REGIONS = """
Shetland, Shetlands, Shetland Islands, Shetland Isles=LSI; Orkney, Orkneys, Orkney Islands, Northern Isles=KOI LSI
Hebrides, Outer Hebrides, Western Isles=SYY BEB BRR; Highlands, Scottish Highlands=INV WIC; Cornwall=NQY
Channel Islands=JER GCI; East Anglia=NWI STN; Midlands, West Midlands=BHX EMA; Yorkshire=LBA HUY; Ulster=BFS BHD LDY
Connemara=NOC; Algarve=FAO; Azores=PDL TER HOR; Alentejo=BYJ LIS; Costa del Sol=AGP; Costa Blanca=ALC
Costa Brava=GRO BCN; Mallorca, Majorca=PMI; Balearics, Balearic Islands=PMI IBZ MAH; Canaries, Canary Islands,
 Canary Isles=LPA TFS TFN ACE FUE SPC; Tenerife=TFS TFN; Gran Canaria=LPA; Basque Country=BIO EAS VIT BIQ
Provence=MRS NCE AVN TLN; Riviera, French Riviera, Cote d'Azur=NCE TLN; Brittany=BES RNS LRT; Normandy=CFR DOL LEH
Alsace=SXB MLH BSL; Dordogne=EGC; Savoy=CMF GVA; Black Forest=FKB BSL; Ruhr, Ruhr Area=DTM DUS; Rhineland=CGN DUS
Tyrol, Tirol=INN; South Tyrol=BZO; Jutland=BLL AAL AAR; Lapland=RVN KTT IVL KAO KRN LLA; Lofoten, Lofotens=LKN SVJ EVE
Peloponnese=KLX; Cyclades=JTR JMK; Dodecanese=RHO KGS; Dalmatia=SPU ZAD DBV; Istria=PUY; Transylvania=CLJ SBZ TGM
Silesia, Upper Silesia=KTW WRO; Balkans=BEG SOF SKP SJJ TIA PRN TGD; Baltics, Baltic States=RIX TLL VNO
Scandinavia=CPH ARN OSL GOT BGO AAR; Benelux=AMS BRU LUX; Nordics=CPH ARN OSL HEL KEF
Bay Area, San Francisco Bay Area=SFO OAK SJC; Silicon Valley=SJC SFO
Napa Valley=STS SFO OAK; New England=BOS PVD BDL PWM
 MHT BTV; Long Island=ISP JFK LGA; Florida Keys=EYW; Gulf Coast=MSY MOB PNS; Panhandle=PNS ECP; Midwest=ORD MDW MSP STL
 DTW IND CMH; Upper Peninsula=MQT; Pacific Northwest=SEA PDX GEG; Maritimes=YHZ YFC YQM YYG; Okanagan=YLW
Yucatan=MID CUN; Baja=TIJ SJD; Patagonia=USH FTE BRC PUQ; Borneo=BKI KCH BTU BWN; Sabah=BKI SDK TWU; Sarawak=KCH MYY SBW
Java=CGK SUB YIA JOG SRG; Sumatra=KNO PDG PLM; Sulawesi=UPG MDC; Mindanao=DVO CGY; Visayas=CEB ILO; Luzon=MNL CRK
Kyushu=FUK KOJ KMJ NGS; Hokkaido=CTS HKD AKJ; Okinawa=OKA; Shikoku=TAK MYJ; Kansai=KIX ITM UKB; Tohoku=SDJ
Konkan=GOI GOX; Malabar=CCJ CNN; Ladakh=IXL; Kashmir=SXR; Andamans, Andaman Islands=IXZ
South Island=CHC ZQN DUD NSN; North Island=AKL WLG; Far North=CNS; Outback=ASP; Gold Coast Hinterland=OOL
Copperbelt=NLA; Garden Route=GRJ; Western Cape=CPT GRJ; Katanga=FBM; Sinai=SSH; Gulf=DXB AUH DOH BAH KWI MCT
"""


def lies_in(place: Place, region: str) -> bool:
    """Return whether a place is in the country, or the part of one, that is called so."""
    if not set(spoken_regions().get(fold(region), ())).isdisjoint(place.airports):
        return True
    if not names_region(region):
        return False
    try:
        found = resolve_place(f"{city_of(place).name}, {region}", in_words=True)
    except (AmbiguousRequest, InvalidInput):
        return False
    return found.country == place.country and not set(found.airports).isdisjoint(place.airports)


@cache
def spoken_regions() -> dict[str, tuple[str, ...]]:
    """Return the airports of each region that people speak of, by its name as `fold` writes it."""
    found: dict[str, tuple[str, ...]] = {}
    for row in _REGIONS.replace("\n ", " ").replace("\n", ";").split(";"):
        names, _, codes = row.partition("=")
        found |= {fold(name): tuple(codes.split()) for name in names.split(",") if name.strip()}
    return found
