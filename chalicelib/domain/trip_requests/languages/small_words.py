"""Small words by which a language is told, and words of names that are in several of them."""

from enum import StrEnum


class Language(StrEnum):
    """A language in which trips are asked for (ISO 639-1)."""

    ENGLISH = "en"
    GERMAN = "de"
    FRENCH = "fr"
    SPANISH = "es"


# Words of no other of these languages, no cities, and no codes of airports, which many write in small letters.
DECISIVE = {
    Language.GERMAN: """
abends abflug ankunft auch bahn benötige benötigen bitte brauche brauchen buche buchen danach danke dann
dezember dienstag dienstreise donnerstag dort eine einem einen einer fahre fahren februar fliege fliegen flug
flüge freitag frühestens für geht gerne grüße habe haben hallo heute hinflug hinreise hotelzimmer höchstens ich
jahr januar juli juni kein keine keinen kollege kollegen kollegin kommende kommenden kunden kundentermin
leihwagen leute maximal mein meine meinen mietwagen mindestens mittags mittwoch monat montag morgen morgens muss
märz möchte möchten möglich müssen nach nachmittags nacht nicht nächste nächsten nächster nächte nächten oder
ohne oktober personen reise reisen rückflug rückreise samstag sind soll sollen sonntag spätestens tage tagen uhr
unser unsere unter vom vormittags weiter wenn werden wieder woche wochen würde würden zimmer zur zurück zwischen
über übermorgen übernachtung übernachtungen
""",
    Language.FRENCH: """
aimerais août après arriver arrivée aujourd avant avec avion avril besoin billet billets bonjour cette chambre
chez dans demain depuis devons dimanche dois doit décembre départ ensuite faut février heure heures hôtel
janvier je jeudi juillet juin jusqu jusque lundi mardi matin matinée merci mercredi midi moins notre nous
novembre nuit nuits octobre partir personne personnes plaît pour prochain prochaine puis quelques qui rentrer
retour revenir réservation réserver réservez réunion samedi sans semaine septembre soir soirée sont trajet
vendredi vers voiture vols voudrais voudrions vous voyage voyager à
""",
    Language.SPANISH: """
abril agosto alquiler antes avión billete billetes coche debemos debo desde después diciembre domingo enero
estar está favor febrero gracias habitación hacia hasta hola hora horas jueves julio junio llegada llegar luego
lunes martes marzo mayo mañana mediodía miércoles necesitamos necesito noche noches nosotros noviembre nuestra
nuestro octubre para personas próxima próximo queremos quiero quisiera quisiéramos regresar regreso reservar
resérvame reunión salida salir semana septiembre sería sábado tarde tenemos tengo tren viajar viaje viajo
viernes volar volver vuelo vuelos vuelta
""",
}
# Words that are in names as well, or in another of the languages: they add to what a decisive word says.
SUPPORTING = {
    Language.GERMAN: """
ab alle am an april auf august aus bei bin bis das dem den der des die ein gegen hin im in ist mai mir mit
november nur pro september und uns von vor will wir zu zug zum
""",
    Language.FRENCH: """
aller au aux ce classe de des du en entre est et hôtels la le les mai mars mes mon non nos on ou par pas plus
que ses sur train un une vol
""",
    Language.SPANISH: """
a al clase con de del el en entre es habitaciones hotel hoy ida ir la las los mi no o por que se sin son su un
una y yo
""",
}
ENGLISH = """
a after afternoon an and april are arrive arriving at august back be before book booking by day days december
evening february flight flights fly flying for friday from get go going home i i'd i'll i'm is january july june
leave leaving like march may me monday morning my near need needs next night nights not november october of on
one or our please return returning saturday september sunday than that the then this three thursday to today
tomorrow travel trip tuesday two under until us via want we wednesday week weeks with would
"""
# What stands in small letters within a name: "Rio de Janeiro", "Frankfurt am Main".
PARTICLES = "de del la las los le les du des da der den von am im an y et a à zu"
