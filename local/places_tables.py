"""What GeoNames and airportsdata do not say: metropolitan areas, everyday names, names of regions and countries.

Curated by hand from public knowledge; `make_places.py` refuses to run when a code or a city here does not exist.
"""

# City code of IATA (or the main airport's code where there is none) -> (GeoNames name, country, airports).
# The main airport comes first, the others by passengers (airports' published figures for 2023 and 2024).
METRO_AREAS: dict[str, tuple[str, str, str]] = {
    "LON": ("London", "GB", "LHR LGW STN LTN LCY"),
    "PAR": ("Paris", "FR", "CDG ORY BVA"),
    "MIL": ("Milan", "IT", "MXP BGY LIN"),
    "ROM": ("Rome", "IT", "FCO CIA"),
    "VCE": ("Venice", "IT", "VCE TSF"),
    "BER": ("Berlin", "DE", "BER"),
    "FRA": ("Frankfurt am Main", "DE", "FRA HHN"),
    "STO": ("Stockholm", "SE", "ARN BMA NYO"),
    "OSL": ("Oslo", "NO", "OSL TRF"),
    "BRU": ("Brussels", "BE", "BRU CRL"),
    "REK": ("Reykjavík", "IS", "KEF RKV"),
    "BFS": ("Belfast", "GB", "BFS BHD"),
    "GLA": ("Glasgow", "GB", "GLA PIK"),
    "EAP": ("Basel", "CH", "BSL"),
    "FAE": ("Tórshavn", "FO", "FAE"),
    "MOW": ("Moscow", "RU", "SVO DME VKO"),
    "IEV": ("Kyiv", "UA", "KBP IEV"),
    "BUH": ("Bucharest", "RO", "OTP BBU"),
    "WAW": ("Warsaw", "PL", "WAW WMI"),
    "TCI": ("Santa Cruz de Tenerife", "ES", "TFS TFN"),
    "LIS": ("Lisbon", "PT", "LIS"),
    "AMS": ("Amsterdam", "NL", "AMS"),
    "IST": ("Istanbul", "TR", "IST SAW"),
    "ANK": ("Ankara", "TR", "ESB"),
    "NYC": ("New York City", "US", "JFK EWR LGA"),
    "WAS": ("Washington", "US", "IAD BWI DCA"),
    "CHI": ("Chicago", "US", "ORD MDW"),
    "LAX": ("Los Angeles", "US", "LAX BUR SNA ONT LGB"),
    "SFO": ("San Francisco", "US", "SFO OAK SJC"),
    "SJC": ("San Jose", "US", "SJC SFO OAK"),
    "OAK": ("Oakland", "US", "OAK SFO"),
    "BDL": ("Hartford", "US", "BDL"),
    "BOS": ("Boston", "US", "BOS"),
    "MIA": ("Miami", "US", "MIA FLL"),
    "ORL": ("Orlando", "US", "MCO SFB"),
    "TPA": ("Tampa", "US", "TPA PIE"),
    "HOU": ("Houston", "US", "IAH HOU"),
    "DFW": ("Dallas", "US", "DFW DAL"),
    "DTT": ("Detroit", "US", "DTW"),
    "SEA": ("Seattle", "US", "SEA PAE"),
    "PHX": ("Phoenix", "US", "PHX AZA"),
    "LAS": ("Las Vegas", "US", "LAS"),
    "PHL": ("Philadelphia", "US", "PHL"),
    "ATL": ("Atlanta", "US", "ATL"),
    "DEN": ("Denver", "US", "DEN"),
    "SAN": ("San Diego", "US", "SAN"),
    "MSP": ("Minneapolis", "US", "MSP"),
    "CLE": ("Cleveland", "US", "CLE"),
    "STL": ("St. Louis", "US", "STL"),
    "SAT": ("San Antonio", "US", "SAT"),
    "AUS": ("Austin", "US", "AUS"),
    "PDX": ("Portland", "US", "PDX"),
    "MKC": ("Kansas City", "US", "MCI"),
    "HNL": ("Honolulu", "US", "HNL"),
    "YTO": ("Toronto", "CA", "YYZ YTZ YHM"),
    "YMQ": ("Montréal", "CA", "YUL YHU"),
    "YVR": ("Vancouver", "CA", "YVR YXX"),
    "YEA": ("Edmonton", "CA", "YEG"),
    "MEX": ("Mexico City", "MX", "MEX NLU"),
    "BUE": ("Buenos Aires", "AR", "EZE AEP"),
    "SAO": ("São Paulo", "BR", "GRU CGH VCP"),
    "RIO": ("Rio de Janeiro", "BR", "GIG SDU"),
    "BHZ": ("Belo Horizonte", "BR", "CNF PLU"),
    "SCL": ("Santiago", "CL", "SCL"),
    "BOG": ("Bogotá", "CO", "BOG"),
    "TYO": ("Tokyo", "JP", "HND NRT"),
    "OSA": ("Osaka", "JP", "KIX ITM UKB"),
    "NGO": ("Nagoya", "JP", "NGO NKM"),
    "SPK": ("Sapporo", "JP", "CTS OKD"),
    "SEL": ("Seoul", "KR", "ICN GMP"),
    "BJS": ("Beijing", "CN", "PEK PKX"),
    "SHA": ("Shanghai", "CN", "PVG SHA"),
    "CTU": ("Chengdu", "CN", "TFU CTU"),
    "TPE": ("Taipei", "TW", "TPE TSA"),
    "HKG": ("Hong Kong", "HK", "HKG"),
    "BKK": ("Bangkok", "TH", "BKK DMK"),
    "JKT": ("Jakarta", "ID", "CGK HLP"),
    "JOG": ("Yogyakarta", "ID", "YIA JOG"),
    "KUL": ("Kuala Lumpur", "MY", "KUL SZB"),
    "SIN": ("Singapore", "SG", "SIN"),
    "MNL": ("Manila", "PH", "MNL CRK"),
    "DEL": ("Delhi", "IN", "DEL"),
    "BOM": ("Mumbai", "IN", "BOM"),
    "DXB": ("Dubai", "AE", "DXB DWC"),
    "AUH": ("Abu Dhabi", "AE", "AUH"),
    "THR": ("Tehran", "IR", "IKA THR"),
    "TLV": ("Tel Aviv", "IL", "TLV"),
    "CAI": ("Cairo", "EG", "CAI SPX"),
    "CAS": ("Casablanca", "MA", "CMN"),
    "DKR": ("Dakar", "SN", "DSS"),
    "NBO": ("Nairobi", "KE", "NBO WIL"),
    "JNB": ("Johannesburg", "ZA", "JNB HLA"),
    "LOS": ("Lagos", "NG", "LOS"),
    "SYD": ("Sydney", "AU", "SYD"),
    "MEL": ("Melbourne", "AU", "MEL AVV"),
    "AKL": ("Auckland", "NZ", "AKL"),
}

# What people call a city in English or at home, where GeoNames' main name is another: country -> name=other names.
EVERYDAY_NAMES: dict[str, str] = {
    "AE": "Dubai=Dubayy; Abu Dhabi=Abu Zaby",
    "AR": "Córdoba=Cordoba",
    "AT": "Vienna=Wien",
    "AU": "Perth=Perth WA",
    "BD": "Chattogram=Chittagong; Dhaka=Dacca",
    "BE": "Brussels=Bruxelles/Brussel; Antwerp=Antwerpen/Anvers; Gent=Ghent/Gand; Brugge=Bruges; Liège=Luik/Lüttich",
    "BG": "Sofia=Sofiya",
    "BR": "Rio de Janeiro=Rio; Brasília=Brasilia",
    "CA": "Montréal=Montreal; Québec=Quebec City/Quebec",
    "CH": "Geneva=Genève/Genf/Ginevra; Zürich=Zuerich; Basel=Basle/Bâle; Bern=Berne; Luzern=Lucerne",
    "CL": "Santiago=Santiago de Chile",
    "CN": "Beijing=Peking; Guangzhou=Canton; Chongqing=Chungking; Nanjing=Nanking; Ürümqi=Urumchi; Xi’an=Xian",
    "CO": "Bogotá=Bogota; Cartagena=Cartagena de Indias",
    "CU": "Havana=La Habana; Santiago de Cuba=Santiago",
    "CZ": "Prague=Praha; Brno=Brünn; Pilsen=Plzeň",
    "DE": "Munich=München/Muenchen; Köln=Cologne/Koeln; Nuremberg=Nürnberg/Nuernberg; Frankfurt am Main=Frankfurt"
    "; Düsseldorf=Duesseldorf; Hannover=Hanover",
    "DK": "Copenhagen=København/Kobenhavn; Århus=Aarhus",
    "DO": "Santiago de los Caballeros=Santiago",
    "DZ": "Algiers=Alger",
    "EG": "Cairo=Al Qahirah; Alexandria=Al Iskandariyah",
    "ES": "Sevilla=Seville; Palma=Palma de Mallorca/Mallorca/Majorca; Santa Cruz de Tenerife=Tenerife"
    "; Las Palmas de Gran Canaria=Las Palmas/Gran Canaria; A Coruña=La Coruña/Corunna; Donostia / San Sebastián="
    "San Sebastian; Zaragoza=Saragossa; Santiago de Compostela=Santiago",
    "FI": "Helsinki=Helsingfors; Turku=Åbo",
    "FR": "Lyon=Lyons; Marseille=Marseilles; Strasbourg=Straßburg",
    "GB": "Newcastle upon Tyne=Newcastle",
    "GR": "Athens=Athina; Thessaloníki=Salonica/Salonika; Irákleion=Heraklion; Firá=Santorini",
    "HK": "Hong Kong=HK",
    "ID": "Denpasar=Bali; Yogyakarta=Jogja",
    "IE": "Dublin=Baile Átha Cliath",
    "IL": "Tel Aviv=Tel Aviv-Yafo",
    "IN": "Mumbai=Bombay; Bengaluru=Bangalore; Chennai=Madras; Kolkata=Calcutta; Delhi=New Delhi; Kochi=Cochin"
    "; Pune=Poona; Thiruvananthapuram=Trivandrum; Varanasi=Benares; Mysuru=Mysore; Vadodara=Baroda"
    "; Visakhapatnam=Vizag; Gurugram=Gurgaon; Panjim=Goa/Panaji",
    "IS": "Reykjavík=Reykjavik",
    "IT": "Milan=Milano; Rome=Roma; Turin=Torino; Florence=Firenze; Naples=Napoli; Venice=Venezia; Genoa=Genova"
    "; Padua=Padova",
    "JP": "Tokyo=Tokio; Osaka=Ōsaka; Naha=Okinawa",
    "KH": "Siem Reap=Angkor",
    "KR": "Seoul=Soul; Busan=Pusan; Incheon=Inchon; Jeju City=Jeju/Cheju",
    "KW": "Kuwait City=Kuwait",
    "LK": "Colombo=Kolamba",
    "MA": "Marrakesh=Marrakech; Tangier=Tanger; Fes=Fez/Fès",
    "MM": "Yangon=Rangoon",
    "MO": "Macau=Macao",
    "MT": "Valletta=Malta",
    "MX": "Mexico City=Ciudad de México/CDMX; Cancún=Cancun",
    "MY": "Kuala Lumpur=KL; George Town=Penang",
    "NL": "The Hague=Den Haag/'s-Gravenhage",
    "NP": "Kathmandu=Katmandu",
    "PA": "Panama City=Panamá/Ciudad de Panamá",
    "PF": "Papeete=Tahiti",
    "PL": "Warsaw=Warszawa; Kraków=Cracow; Wrocław=Breslau; Gdańsk=Danzig; Łódź=Lodz",
    "PT": "Lisbon=Lisboa; Porto=Oporto; Funchal=Madeira",
    "RO": "Bucharest=București",
    "RS": "Belgrade=Beograd",
    "RU": "Moscow=Moskva; Saint Petersburg=St Petersburg/Sankt-Peterburg",
    "SA": "Riyadh=Ar Riyad; Jeddah=Jiddah; Makkah=Mecca; Madinah=Medina",
    "SE": "Gothenburg=Göteborg",
    "SG": "Singapore=Singapura",
    "SY": "Damascus=Dimashq",
    "TR": "Istanbul=İstanbul; İzmir=Izmir/Smyrna",
    "TW": "Taipei=Taibei",
    "TZ": "Dar es Salaam=Dar; Zanzibar=Zanzibar City",
    "UA": "Kyiv=Kiev; Odesa=Odessa; Lviv=Lvov; Kharkiv=Kharkov",
    "US": "New York City=New York/NYC/NY City; Washington=Washington DC/Washington D.C."
    "; Los Angeles=LA; San Francisco=SF; Philadelphia=Philly; Las Vegas=Vegas; New Orleans=NOLA; Honolulu=Oahu",
    "VN": "Ho Chi Minh City=Saigon/HCMC/Ho Chi Minh; Da Nang=Danang",
    "ZA": "Johannesburg=Joburg; Cape Town=Kaapstad; Gqeberha=Port Elizabeth",
}

# Scheduled flights land here too, whatever else the airport's name says that it is: an air base, an airstrip.
SCHEDULED = "ZAZ REU CHS MSJ IWK KUV HIN IXP BEK BUP AIP HDS KHS MSH LAU UKA DGA"

# Airfields with an IATA code but without scheduled flights, which would pass for the airport of a well-known place.
NOT_SCHEDULED = """
OXF CBG PAO WBU BED OWD HAO LVK TEB PDK VNY SMO APA BJC DPA PWK LUK FTY ADS OPF TMB FXE PMP RNT CRG FAB BQH NHT
LBG TOJ BFI SQL HHR CCR HWD RHV GYI AFW GKY DTO SSF CXO SGR MIC FCM STP LOU ORL ISM BCT CGF OKX HYC BVY MMN NUQ SZV
RKE DIA NKM MKC RML CRK PIE HFD CVT RAL TIW INT SCF YHU HWO JOT TOA FUL OUN YLY AKC SPG MSC AUZ BFK MGL ESS CPQ PRY QNV
ISL TXL YND BAF ADA
"""

# Neighbourhoods and oddities of GeoNames that would only make a famous name ambiguous: (name, country).
LEFT_OUT = {("Victoria", "HK"), ("New Delhi", "IN"), ("Kowloon", "HK"), ("City of London", "GB")}

# Towns of few people that many travel to, for their firms, fairs, courts or congresses: country -> names.
_SMALL_TOWNS = {
    "GB": "Perth, Penzance, Windsor, Stirling, Durham, Truro, Salisbury, Winchester, Stratford-upon-Avon, Buxton"
    ", Whitby, St Andrews, Falmouth, Kendal, Llandudno, Farnborough, Aberystwyth, Lancaster, Canterbury, Bath"
    ", Inverness, Oban",
    "IE": "Killarney, Kilkenny, Sligo, Athlone, Ennis, Tralee",
    "FR": "Biarritz, Épernay, Beaune, Saint-Malo, Vichy, Arcachon, Deauville",
    "DE": "Baden-Baden, Walldorf, Garmisch-Partenkirchen, Speyer, Ingelheim am Rhein, Künzelsau"
    ", Herzogenaurach, Melsungen",
    "AT": "Bregenz, Kitzbühel, Leoben, Feldkirch",
    "CH": "Zug, Vevey, Montreux, Locarno, Baden, Interlaken, Sion, Chur",
    "IT": "Stresa, Sanremo, Rapallo, Ivrea, Assisi, Merano, Cernobbio",
    "ES": "Sitges, Toledo, Segovia, Ronda",
    "PT": "Cascais, Sintra, Estoril, Fátima",
    "NL": "Wageningen, Noordwijk-Binnen, Valkenburg",
    "BE": "Spa, Ieper, Knokke",
    "DK": "Billund, Sønderborg, Svendborg",
    "NO": "Lillehammer, Kongsberg, Molde",
    "SE": "Visby, Kiruna, Åre, Ystad",
    "FI": "Hanko, Porvoo, Kemi",
    "US": "Aspen, Vail, Los Alamos, Sedona, Key West, Saratoga Springs, Bar Harbor",
    "CA": "Banff, Whistler, Jasper",
    "IN": "Rishikesh, Mount Abu, Mussoorie, Lonavla, Khajuraho",
    "ZA": "Stellenbosch",
    "NZ": "Queenstown, Taupo",
    "AU": "Broome, Byron Bay",
    "JP": "Hakone, Nikkō",
    "GR": "Náfplio",
    "SM": "San Marino",
}
SMALL_TOWNS = {(name, country) for country, names in _SMALL_TOWNS.items() for name in names.split(", ")}

US_STATES = (
    "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware"
    "|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas"
    "|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi"
    "|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York"
    "|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island"
    "|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington"
    "|WV West Virginia|WI Wisconsin|WY Wyoming"
)

# GeoNames' first-level codes -> name (and postal abbreviation) where people say the region in a request.
REGIONS: dict[str, dict[str, str]] = {
    "US": {code: f"{name}|{code}" for code, name in (state.split(" ", 1) for state in US_STATES.split("|"))},
    "CA": {
        "01": "Alberta|AB", "02": "British Columbia|BC", "03": "Manitoba|MB", "04": "New Brunswick|NB",
        "05": "Newfoundland and Labrador|NL", "07": "Nova Scotia|NS", "08": "Ontario|ON",
        "09": "Prince Edward Island|PE", "10": "Quebec|QC", "11": "Saskatchewan|SK", "12": "Yukon|YT",
        "13": "Northwest Territories|NT", "14": "Nunavut|NU",
    },
    "AU": {
        "01": "Australian Capital Territory|ACT", "02": "New South Wales|NSW", "03": "Northern Territory|NT",
        "04": "Queensland|QLD", "05": "South Australia|SA", "06": "Tasmania|TAS", "07": "Victoria|VIC",
        "08": "Western Australia|WA",
    },
    "GB": {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"},
    "DE": {
        "01": "Baden-Württemberg", "02": "Bavaria|Bayern", "03": "Bremen", "04": "Hamburg", "05": "Hesse|Hessen",
        "06": "Lower Saxony|Niedersachsen", "07": "North Rhine-Westphalia|Nordrhein-Westfalen|NRW",
        "08": "Rhineland-Palatinate|Rheinland-Pfalz", "09": "Saarland", "10": "Schleswig-Holstein",
        "11": "Brandenburg", "12": "Mecklenburg-Vorpommern", "13": "Saxony|Sachsen",
        "14": "Saxony-Anhalt|Sachsen-Anhalt", "15": "Thuringia|Thüringen", "16": "Berlin",
    },
}  # fmt: skip

COUNTRY_ALIASES = {
    "GB": "UK|U.K.|Great Britain|Britain",
    "US": "USA|U.S.A.|U.S.|United States of America|America",
    "AE": "UAE|U.A.E.|Emirates",
    "NL": "Holland|Netherlands",
    "KR": "Korea|Republic of Korea",
    "CZ": "Czech Republic",
    "CN": "PRC|People's Republic of China",
    "RU": "Russian Federation",
    "CI": "Côte d'Ivoire",
    "TR": "Türkiye",
    "MM": "Burma",
    "CD": "DRC|DR Congo",
}
