"""Districts, fairs, stations and sights of business cities that hotels are asked to be near, with where they are.

Names and places are facts: coordinates are WGS 84 degrees to some 300 metres, of the middle of what is named, as public
maps show it. One is meant only in its own city. Read when first needed.
"""

from functools import cache

from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.places.normalization import fold
from chalicelib.domain.places.place import Landmark, Place

# How far from the middle of its city a landmark may be, in metres.
_IN_REACH = 60_000
# Words around a name that are no part of it.
_AROUND = frozenset((
    "the", "station", "district", "area", "quarter", "neighbourhood", "neighborhood", "main", "side", "train",
    "railway", "metro", "centre", "center", "building", "square", "zone",
))  # fmt: skip

# latitude longitude name, other names
_TABLE = """
51.512 -0.084 City of London, Bank, Square Mile; 51.505 -0.020 Canary Wharf, Docklands
51.508 0.029 ExCeL, Excel London; 51.497 -0.179 South Kensington; 51.514 -0.142 Soho, Oxford Circus
51.509 -0.148 Mayfair; 51.531 -0.124 King's Cross; 51.517 -0.177 Paddington; 51.501 -0.125 Westminster, Big Ben
51.503 -0.113 Waterloo; 51.505 -0.086 London Bridge; 51.525 -0.088 Old Street, Shoreditch
51.519 -0.081 Liverpool Street; 51.497 -0.208 Olympia; 51.556 -0.280 Wembley; 53.477 -2.230 Piccadilly
53.476 -2.248 Deansgate; 53.473 -2.298 MediaCity; 55.952 -3.190 Waverley; 55.946 -3.210 Haymarket
55.861 -4.287 SEC, SEC Glasgow; 52.453 -1.718 NEC; 54.968 -1.605 Quayside; 53.345 -6.238 Grand Canal Dock
53.349 -6.245 IFSC; 48.892 2.237 La Defense; 48.833 2.287 Porte de Versailles; 48.970 2.515 Villepinte
48.870 2.308 Champs-Elysees; 48.874 2.332 Opera; 48.881 2.355 Gare du Nord; 48.845 2.373 Gare de Lyon
48.854 2.333 Saint-Germain; 48.879 2.283 Porte Maillot; 45.761 4.859 Part-Dieu; 45.784 4.855 Cite Internationale
50.637 3.075 Euralille; 52.525 13.369 Hauptbahnhof, Berlin Hbf; 52.521 13.413 Alexanderplatz
52.509 13.376 Potsdamer Platz; 52.505 13.335 Kurfuerstendamm; 52.501 13.271 Messe Berlin, ICC Berlin
52.499 13.403 Kreuzberg; 48.136 11.691 Messe Muenchen, Messe Riem; 48.140 11.558 Munich Hbf
48.137 11.576 Marienplatz; 48.162 11.587 Schwabing; 50.111 8.648 Messe Frankfurt; 50.116 8.670 Bankenviertel, Westend
50.107 8.664 Frankfurt Hbf; 50.946 6.983 Koelnmesse, Koelner Messe; 50.941 6.958 Cologne Cathedral, Koelner Dom
51.262 6.741 Messe Duesseldorf; 51.225 6.773 Altstadt; 52.323 9.804 Messe Hannover; 51.397 12.403 Leipziger Messe
53.562 9.973 Messe Hamburg; 53.544 9.999 HafenCity; 48.691 9.190 Messe Stuttgart; 49.417 11.117 Messe Nuernberg
48.207 16.366 Hofburg; 48.208 16.373 Stephansdom, Stephansplatz; 48.218 16.409 Messe Wien, Prater
48.234 16.417 UNO City; 47.378 8.540 Bahnhofstrasse, Zurich HB; 47.411 8.551 Messe Zurich, Oerlikon
46.227 6.140 Palais des Nations, United Nations; 46.234 6.119 Palexpo; 46.210 6.142 Cornavin
47.563 7.600 Messe Basel; 47.548 7.590 Basel SBB; 50.843 4.384 European Quarter, EU Quarter, Schuman
50.847 4.353 Grand Place; 50.836 4.336 Brussels Midi, Gare du Midi; 52.338 4.873 Zuidas, WTC Amsterdam
52.341 4.888 RAI; 52.379 4.900 Centraal, Amsterdam Centraal; 52.373 4.893 Dam
51.909 4.487 Erasmus Bridge, Erasmusbrug; 51.917 4.494 Markthal; 52.081 4.315 Binnenhof
51.217 4.421 Antwerpen-Centraal; 41.355 2.130 Fira Gran Via; 41.373 2.149 Fira Montjuic, Placa Espanya
41.379 2.140 Sants; 41.387 2.170 Placa Catalunya; 41.403 2.191 22@, Glories; 40.465 -3.616 IFEMA
40.407 -3.690 Atocha; 40.417 -3.704 Puerta del Sol; 40.450 -3.692 AZCA; 40.430 -3.686 Salamanca
38.768 -9.094 Parque das Nacoes; 38.711 -9.142 Chiado, Baixa; 38.725 -9.150 Marques de Pombal; 41.140 -8.611 Ribeira
41.158 -8.629 Boavista; 45.478 9.150 Fieramilanocity, MiCo; 45.519 9.088 Fiera Milano, Rho Fiera; 45.464 9.190 Duomo
45.486 9.204 Milano Centrale; 45.484 9.190 Porta Nuova; 41.901 12.501 Termini; 41.903 12.454 Vatican
41.832 12.467 EUR; 44.510 11.365 Bologna Fiere; 43.776 11.249 Santa Maria Novella; 43.778 11.249 Fortezza da Basso
55.672 12.564 Tivoli; 55.638 12.577 Bella Center; 55.691 12.599 Nordhavn
59.330 18.058 Centralstation, Central Station; 59.334 18.063 Stureplan; 59.404 17.945 Kista; 59.911 10.753 Oslo S
59.910 10.727 Aker Brygge; 59.953 10.633 Fornebu; 60.397 5.324 Bryggen; 60.171 24.941 Kamppi, Rautatientori
60.162 24.921 Ruoholahti; 57.698 11.988 Svenska Massan; 50.087 14.411 Karluv most, Charles Bridge
50.082 14.427 Vaclavske namesti, Wenceslas Square; 50.083 14.435 Praha hl n; 47.497 19.054 Deak ter, Deak Ferenc ter
47.496 19.040 Chain Bridge; 52.232 21.006 Palace of Culture; 52.229 21.003 Warszawa Centralna
52.220 20.985 Rondo Daszynskiego; 50.062 19.937 Rynek Glowny; 54.356 18.644 Gdansk Main Station
37.976 23.735 Syntagma; 41.037 28.985 Taksim; 41.077 29.012 Levent; 41.009 28.978 Sultanahmet; 32.074 34.792 Sarona
30.061 31.219 Zamalek; 30.013 31.407 New Cairo; 25.197 55.274 Burj Khalifa, Downtown Dubai; 25.212 55.281 DIFC
25.225 55.289 World Trade Centre; 25.080 55.140 Dubai Marina; 25.095 55.155 Internet City; 24.489 54.606 Yas Island
24.500 54.405 ADGM, Al Maryah Island; 25.322 51.529 West Bay; 24.711 46.674 Olaya; 24.764 46.640 KAFD
23.600 58.545 Ruwi; 23.618 58.566 Mutrah, Muttrah; -1.268 36.811 Westlands; -1.299 36.787 Kilimani
-1.233 36.817 Gigiri; -26.107 28.057 Sandton; -26.146 28.041 Rosebank; -33.907 18.420 V&A Waterfront
-33.915 18.427 CTICC; -29.855 31.029 ICC, Durban ICC; 6.431 3.424 Victoria Island; 6.601 3.351 Ikeja
6.447 3.435 Ikoyi; 9.082 7.493 Maitama; 9.033 7.484 Garki; 5.571 -0.187 Ridge; 5.606 -0.171 Airport City
18.930 72.835 Fort; 19.066 72.868 BKC, Bandra Kurla Complex; 19.054 72.840 Bandra; 19.114 72.870 Andheri
19.118 72.906 Powai; 18.926 72.823 Nariman Point; 18.995 72.825 Lower Parel; 28.631 77.217 Connaught Place
28.550 77.121 Aerocity; 28.495 77.089 Cyber City; 12.970 77.750 Whitefield; 12.975 77.607 MG Road
12.936 77.624 Koramangala; 12.846 77.660 Electronic City; 13.010 80.212 Guindy; 13.041 80.234 T Nagar
13.083 80.276 Chennai Central; 17.447 78.376 HITEC City; 17.440 78.349 Gachibowli; 22.553 88.352 Park Street
22.580 88.432 Salt Lake, Sector V; 18.536 73.894 Koregaon Park; 18.591 73.739 Hinjewadi; 26.911 75.801 C-Scheme
22.310 73.170 Alkapuri; 23.793 90.414 Gulshan; 23.794 90.404 Banani; 6.924 79.845 Galle Face
1.284 103.851 Raffles Place; 1.283 103.859 Marina Bay; 1.304 103.832 Orchard; 1.294 103.857 Suntec
1.334 103.962 Changi Business Park; 3.153 101.713 KLCC; 3.134 101.686 KL Sentral; 3.148 101.711 Bukit Bintang
13.746 100.534 Siam; 13.730 100.524 Silom; 13.738 100.560 Asok, Sukhumvit; 13.724 100.529 Sathorn
18.797 98.968 Nimman, Nimmanhaemin; -6.208 106.822 Sudirman; -6.225 106.808 SCBD; 10.773 106.704 District 1
21.028 105.852 Hoan Kiem; 14.555 121.024 Makati; 14.551 121.050 BGC; 22.281 114.158 Central
22.297 114.172 Tsim Sha Tsui; 22.283 114.173 Wan Chai; 31.235 121.506 Lujiazui; 31.239 121.490 The Bund
31.230 121.474 People's Square; 39.909 116.460 CBD, Guomao; 39.984 116.316 Zhongguancun; 22.543 114.058 Futian
35.681 139.767 Tokyo Station, Marunouchi; 35.690 139.700 Shinjuku; 35.659 139.701 Shibuya; 35.672 139.765 Ginza
35.628 139.739 Shinagawa; 35.660 139.729 Roppongi; 34.702 135.496 Umeda; 34.666 135.501 Namba
34.733 135.500 Shin-Osaka; 33.590 130.421 Hakata; 33.589 130.399 Tenjin; 35.168 136.909 Sakae
35.171 136.882 Nagoya Station; 37.498 127.028 Gangnam; 37.526 126.925 Yeouido; 37.566 126.978 City Hall
37.512 127.059 COEX; 25.034 121.565 Taipei 101, Xinyi; -33.861 151.211 Circular Quay; -33.877 151.200 Darling Harbour
-33.839 151.207 North Sydney; -37.818 144.967 Flinders Street; -37.822 144.958 Southbank
-36.843 174.766 Viaduct, Viaduct Harbour; -41.283 174.776 Lambton Quay; 40.755 -73.985 Midtown, Times Square
40.707 -74.011 Wall Street, Financial District; 40.752 -73.977 Grand Central; 40.751 -73.994 Penn Station
40.757 -74.002 Javits Center; 40.749 -73.968 United Nations; 41.851 -87.616 McCormick Place; 41.883 -87.629 The Loop
41.892 -87.626 River North; 42.346 -71.046 Seaport; 42.348 -71.076 Back Bay; 42.363 -71.086 Kendall Square
38.898 -77.037 White House; 38.889 -77.009 Capitol Hill; 38.903 -77.043 K Street; 38.957 -77.359 Reston
38.919 -77.224 Tysons; 37.784 -122.401 Moscone, Moscone Center; 37.795 -122.395 Financial District, Embarcadero
37.788 -122.407 Union Square; 34.050 -118.254 Downtown LA; 34.069 -118.445 UCLA; 34.060 -118.445 Westwood
34.059 -118.413 Century City; 32.707 -117.162 San Diego Convention Center
36.132 -115.152 Las Vegas Convention Center; 36.115 -115.173 The Strip; 47.612 -122.332 Seattle Convention Center
47.623 -122.337 South Lake Union; 30.275 -97.740 Capitol, Texas Capitol; 30.402 -97.725 The Domain
29.752 -95.358 George R Brown; 29.740 -95.461 Galleria; 32.775 -96.800 Dallas Convention Center
33.848 -84.363 Buckhead; 33.758 -84.397 Georgia World Congress Center; 25.764 -80.192 Brickell
28.425 -81.469 Orange County Convention Center; 39.742 -104.996 Colorado Convention Center
45.528 -122.663 Oregon Convention Center; 43.643 -79.386 CN Tower; 43.649 -79.380 Bay Street
45.501 -73.568 Place Ville Marie; 49.289 -123.117 Canada Place; 19.433 -99.191 Polanco
19.427 -99.168 Reforma, Paseo de la Reforma; 19.359 -99.261 Santa Fe; 4.659 -74.057 Chapinero; 4.694 -74.034 Usaquen
-12.121 -77.030 Miraflores; -12.098 -77.036 San Isidro; -33.417 -70.600 Las Condes, El Golf; -34.588 -58.393 Recoleta
-34.611 -58.363 Puerto Madero; -23.561 -46.656 Paulista, Avenida Paulista; -23.596 -46.687 Vila Olimpia
-23.583 -46.680 Itaim; -22.971 -43.182 Copacabana; -22.984 -43.204 Ipanema; 14.598 -90.508 Zona Viva
"""


def locate(name: str, place: Place) -> Landmark:
    """Return what a hotel in or at `place` is to be near, with where it is if that is known."""
    found = next(
        (
            each
            for each in _landmarks().get(_stripped(name), ())
            if great_circle_distance(each[0], each[1], place.latitude, place.longitude) <= _IN_REACH
        ),
        None,
    )
    return Landmark(name, *found) if found else Landmark(name)


def locate_place(name: str, place: Place, near: Place) -> Landmark:
    """Return a place that a hotel in or at `place` is to be near, with where it is unless that is too far away."""
    metres = great_circle_distance(near.latitude, near.longitude, place.latitude, place.longitude)
    return Landmark(name, near.latitude, near.longitude) if metres <= _IN_REACH else Landmark(name)


@cache
def _landmarks() -> dict[str, list[tuple[float, float]]]:
    """Return where each landmark is by its folded name; several have one name, each in a city of its own."""
    found: dict[str, list[tuple[float, float]]] = {}
    for row in _TABLE.replace("\n", ";").split(";"):
        if row.strip():
            latitude, longitude, names = row.split(maxsplit=2)
            for name in names.split(","):
                found.setdefault(_stripped(name), []).append((float(latitude), float(longitude)))
    return found


def _stripped(name: str) -> str:
    """Return a folded name without the words around it, unless it is nothing but them."""
    words = fold(name).split()
    return " ".join(word for word in words if word not in _AROUND) or " ".join(words)
