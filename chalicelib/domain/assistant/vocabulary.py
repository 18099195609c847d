"""The words of business travel, by what they stand for: so that "lodging", "Unterkunft" and "hôtel" are one thing.

A thing has its words on a line of its own, and on indented ones below it: English, German, French and Spanish, folded
(small letters, no accents).
"""

from collections.abc import Mapping
from functools import cache

from chalicelib.domain.assistant.stems import fold, stem

# What a question about travel speaks of. The first word of a line is what it is looked for by in English.
_CONCEPTS = """
hotel lodging accommodation room inn motel airbnb guesthouse overnight unterkunft ubernachtung zimmer hotelzimmer
    hebergement chambre nuitee alojamiento habitacion hospedaje hostal hotels stay stays stayed
flight fly flown flew plane airplane aircraft airline airfare carrier aviation flug fluge flugen fliegen fliege
    flieger flugzeug fluggesellschaft vol vols avion compagnie vuelo vuelos aerolinea volar
train rail railway railcard bahn zug zuge bahncard tren ferrocarril
car vehicle rental alquilar louer mieten automobile rent hire mietwagen auto wagen leihwagen voiture coche alquiler
taxi cab uber lyft rideshare limousine taxis
bus shuttle coach buses metro subway tram transit underground nahverkehr ubahn autobus
drive driver driving mileage mile kilometre kilometer milage fahren kilometergeld conduire conducir kilometraje
meal food eat ate dinner lunch breakfast supper restaurant snack essen mahlzeit verpflegung fruhstuck mittagessen
    abendessen repas dejeuner diner comida almuerzo cena desayuno
allowance diem subsistence daily tagegeld spesensatz verpflegungspauschale indemnite dieta viaticos
alcohol wine beer drink minibar alkohol wein bier alcool vin biere vino cerveza
baggage luggage bag suitcase carryon gepack koffer bagage bagages valise equipaje maleta
class cabin business economy premium coach upgrade seat legroom klasse kabine sitz sitzplatz classe siege clase
    asiento
approval approve authorise authorize authorization authorisation permission consent signoff manager supervisor boss
    genehmigung genehmigen erlaubnis vorgesetzter chef approbation approuver autorisation responsable aprobacion
    aprobar autorizacion jefe
cost price pay paid payment expensive cheap cheapest limit cap maximum max spend spent amount rate fare charge money
    afford kosten kostet preis zahlen bezahlen teuer grenze hochstens obergrenze betrag cout couter coute prix payer
    cher plafond montant costo costar costaria cuesta precio pagar caro limite importe
reimburse reimbursement refund repay claim expense receipt invoice bill voucher erstatten erstattung erstattet beleg
    belege rechnung spesen quittung rembourser remboursement recu facture frais justificatif reembolso reembolsar
    recibo gastos
cancel cancellation cancelled uncancelled stornieren stornierung absagen annuler annulation cancelar cancelacion
    anular
change rebook amend modify postpone reschedule umbuchen umbuchung andern verschieben modifier changer reporter
    cambiar cambio modificar
book booking reserve reservation buchen buchung reservieren reserver reservar reserva
visa visum passport reisepass pass passeport pasaporte visado
insurance insured insure coverage versicherung versichert assurance seguro
illness ill sick doctor hospital medical accident injury injured health krank krankheit arzt unfall malade medecin
    accidente enfermo medico
emergency evacuation danger safety security risk notfall sicherheit urgence emergencia seguridad
family companion spouse partner wife husband child children kid dependent familie ehepartner partnerin kinder
    famille conjoint enfant familia pareja hijo
private personal vacation holiday leisure weekend privat urlaub wochenende prive vacances vacaciones privado
extend extension prolong longer verlangern verlangerung prolonger prolongation prolongar
card creditcard kreditkarte firmenkarte carte tarjeta
loyalty points frequent flyer meilen bonusmeilen vielflieger miles fidelite puntos
conference training seminar congress registration workshop tagung konferenz schulung congres formation congreso
tip gratuity trinkgeld pourboire propina
laundry cleaning wasche wascherei blanchisserie lavanderia
internet wifi wlan roaming telephone phone mobile telefon handy
parking toll garage park parkplatz parken maut peage aparcamiento peaje
emission co2 carbon climate environment sustainable emissionen klima umwelt climat emisiones clima
advance prepayment cash vorschuss bargeld avance efectivo anticipo
currency exchange conversion wahrung wechselkurs devise moneda
deadline submit submission handed hand remettre rendre abgeben abgabe entregar due frist einreichen delai soumettre
    plazo presentar
abroad foreign international overseas domestic ausland inland etranger extranjero country countries destination
    destinations region land pays pais destino
lost lose loss damaged damage stolen theft missing verloren verlust beschadigt gestohlen perdu vole perdido robado
delay delayed late missed miss verspatung verspatet verpasst retard retarde retraso perder
ahead early earliest beforehand vorab fruhzeitig
relocation relocate move moving transfer household storage residence mortgage lease umzug umziehen demenagement
    mudanza
gift entertainment client guest customer geschenk kunde gast cadeau cliente regalo
group together team colleague gruppe gemeinsam kollege groupe collegue grupo colega
exception exemption waiver ausnahme derogation excepcion
violate breach violation noncompliance sanction verstoss infraction forbid forbidden prohibit prohibited banned
    refused verboten interdit prohibido
accessible disability disabled wheelchair behinderung rollstuhl handicap discapacidad
night nightly nachts nuit noche
layover stopover connection direct nonstop umsteigen zwischenstopp direktflug escale correspondance escala
"""
# Words that say that it is about travel or the policy at all, and nothing of what.
_TRAVEL = """
trip travel traveller traveler travelling journey policy rule clause company employer employee staff per diem
reimbursable reise dienstreise reisen geschaftsreise richtlinie regel firma unternehmen voyage deplacement politique
regle entreprise viaje politica norma empresa airport station flughafen bahnhof aeroport gare aeropuerto estacion
budget budgets itinerary
"""
# What a travel policy has nothing to do with, whatever words of it stand in one.
_FOREIGN = """
weather forecast rain sunny wetter wettervorhersage regnet meteo pleut pronostico lluvia cook cooking recipe bake
baking pasta spaghetti kochen rezept backen cuisiner recette cuire cocinar receta football soccer basketball
fussball bundesliga futbol joke riddle poem poetry song lyrics witz gedicht blague poeme chanson chiste poema
cancion python javascript code programming algorithm regex sql programmieren bitcoin crypto aktie bourse bolsa
president election wahl horoscope zodiac astrology dating girlfriend boyfriend movie netflix homework essay dinosaur
mathematics equation physics chemistry workout
"""
# What questions are made of, in four languages, and never what they are about.
_ASKING = """
a about above after again all also always am an and any anybody anyone anything are as ask at be because been before
being below best between both but by can could did do does doing done down during each either else ever every few
for from get gets getting give go goes going good got had happen happens has have having he hello her here hi him
his how however i if in into is it its just kind know let like long made make many may maybe me mean might more most
much must my need needs new no nor not now of off ok okay on once one only or other our out over own please possible
put really required right said same say says shall she should since so some somebody someone something still such
sure take taken takes tell than thank thanks that the their them then there these they thing things think this those
through time to too under until up us use used using usually very want wants was way we well were what when where
whether which while who whom whose why will with within without won work would yes yet you your yours allowed allow
permitted permit entitled eligible apply applies applied ab aber als auch auf aus bei bin bis bitte da danke darf
das dass dem den der des die dies diese dieser doch du durch durfen ein eine einem einen einer er erlaubt es fur
gibt hallo hat habe haben ich ihr im ist ja kann kein keine konnen man mein meine meinem meinen meiner mich mir mit
muss mussen nach nicht noch nur ob oder ohne sein sich sie sind soll um und uns unser unsere viel vom von vor wann
warum welche welcher welches wenn wer werde werden wie wieviel wir wird wo wohin zu zum zur zwischen ai ainsi alors
apres au aux avec avez avoir bonjour ce cela ces cette chez combien comme comment dans de dois doit elle en est et
etre fait faire faut il ils je la le les leur lors ma mais merci mes moi mon ne nous ont ou par pas peut peux plait
pour pourquoi puis quand que quel quelle quelles quels qui quoi sa sans se ses si son sont sur ta tu un une va vous
al algo como con cual cuales cuando cuanto cuanta debo del desde donde el ella entre era esta este esto gracias ha
hace hacer hay hola las lo los mas mi mis muy nos o para pero por porque puede puedo quien ser sin sobre su sus te
tengo tiene una y ya dont cant wont isnt arent doesnt didnt ive id whats hows lang lange langen langer kurz kurze
kurzen peuton come comes coming came bring brings bringing along leave leaves leaving left day days week weeks
person people add adds added times
"""


@cache
def concepts() -> Mapping[str, str]:
    """Return the thing that each stem stands for, by the first word of its line."""
    found: dict[str, str] = {}
    for words in _list_things():
        for word in words:
            found.setdefault(stem(word), words[0])
    return found


@cache
def travel_words() -> frozenset[str]:
    """Return the stems that say that a text is about travel, and nothing of what."""
    return _stems(_TRAVEL)


@cache
def foreign_words() -> frozenset[str]:
    """Return the stems of what no travel policy is about."""
    return _stems(_FOREIGN) - concepts().keys()


@cache
def asking_words() -> frozenset[str]:
    """Return the words that questions are made of, as they are written: they are no stems."""
    return frozenset(fold(_ASKING).split())


@cache
def synonyms_of(concept: str) -> tuple[str, ...]:
    """Return the English words that a thing is looked for by: the first few of its line."""
    return tuple(next(words[:6] for words in _list_things() if words[0] == concept))


def list_thing_words() -> frozenset[str]:
    """Return every word that stands for a thing, as it is written."""
    return frozenset(word for words in _list_things() for word in words)


def _list_things() -> list[list[str]]:
    return [each.split() for each in _CONCEPTS.replace("\n    ", " ").strip().splitlines()]


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())
