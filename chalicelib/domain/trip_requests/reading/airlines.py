"""Airlines as travellers name them, with their IATA designators. Source: the carriers' own sites."""

_ROWS = """
Aegean A3|Aer Lingus EI|Aeromexico AM|Air Canada AC|Air China CA|Air Europa UX|Air France AF|Air India AI
Air New Zealand NZ|AirAsia AK|Alaska Airlines AS|All Nippon Airways NH|ANA NH|American Airlines AA|Asiana OZ
Austrian Airlines OS|Austrian OS|Avianca AV|British Airways BA|Brussels Airlines SN|Cathay Pacific CX|Cathay CX
China Airlines CI|China Eastern MU|China Southern CZ|Copa Airlines CM|Delta DL|Delta Air Lines DL|easyJet U2
EgyptAir MS|El Al LY|Emirates EK|Ethiopian Airlines ET|Ethiopian ET|Etihad EY|Eurowings EW|EVA Air BR|Finnair AY
Garuda GA|Iberia IB|Icelandair FI|IndiGo 6E|ITA Airways AZ|Japan Airlines JL|JAL JL|JetBlue B6|Jetstar JQ
Kenya Airways KQ|KLM KL|Korean Air KE|LATAM LA|LOT LO|LOT Polish Airlines LO|Lufthansa LH|Malaysia Airlines MH
Norwegian DY|Oman Air WY|Philippine Airlines PR|Qantas QF|Qatar Airways QR|Qatar QR|Royal Air Maroc AT
Ryanair FR|SAS SK|Saudia SV|Singapore Airlines SQ|Southwest WN|South African Airways SA|SriLankan UL|Swiss LX
TAP TP|TAP Air Portugal TP|Thai Airways TG|Turkish Airlines TK|Turkish TK|United UA|United Airlines UA
Vietnam Airlines VN|Virgin Atlantic VS|Vueling VY|WestJet WS|Wizz Air W6
"""
AIRLINES = {
    name: code
    for row in _ROWS.strip().splitlines()
    for name, _, code in (each.rpartition(" ") for each in row.split("|"))
}
