"""Phrasings of what people ask the assistant for, by what it is."""

from itertools import product

from chalicelib.domain.assistant.topics import Topic

_TRIPS = ("trip", "flight", "journey", "business trip")
_PLACES = ("", " to London", " to New York")
_DAYS = ("", " next week", " on 3 March")


def _fill(*templates: str) -> list[str]:
    """Every phrasing of the templates, with each trip, place and day in its place."""
    filled = []
    for template in templates:
        slots = [
            values if name in template else ("",)
            for name, values in (("{trip}", _TRIPS), ("{to}", _PLACES), ("{day}", _DAYS))
        ]
        for trip, to, day in product(*slots):
            filled.append(template.replace("{trip}", trip).replace("{to}", to).replace("{day}", day))
    return filled


PHRASINGS: dict[Topic, list[str]] = {
    Topic.NEXT_TRIP: _fill(
        "When is my next {trip}{to}?",
        "when do I fly{to}{day}",
        "Where am I going{day}?",
        "what's my next {trip}",
        "What time does my {trip}{to} leave?",
        "When does my {trip}{to} start?",
        "when am I leaving{to}",
        "When do I have to leave for the airport?",
        "Which hotel am I staying at{day}?",
        "what is my itinerary",
        "Show me my {trip}{to}",
        "How do I get home?",
        "when am I back?",
        "what's on my itinerary",
        "do I have a flight tomorrow?",
        "any trips coming up?",
        "Wann fliege ich nach London?",
        "Wann ist meine nächste Reise?",
        "Wohin fahre ich?",
        "Quand est-ce que je pars ?",
        "C'est quand, mon prochain voyage ?",
        "¿Cuándo es mi próximo viaje?",
    ),
    Topic.TRIPS: _fill(
        "List my trips",
        "show me my upcoming trips",
        "What trips do I have{day}?",
        "Where did I go on my last {trip}?",
        "my trips",
        "Do I have any trips{day}?",
        "how many trips have I planned? show my trips",
        "Meine Reisen",
        "Mes voyages",
    ),
    Topic.BOOKINGS: _fill(
        "What's the status of my {trip}{to}?",
        "Has my {trip}{to} been approved?",
        "is my {trip}{to} confirmed",
        "Was my {trip} declined?",
        "Why was my {trip}{to} cancelled?",
        "did my {trip} get approved",
        "Is my request still waiting?",
        "show my bookings",
        "Do I have any open bookings?",
        "What is waiting for my selection?",
        "what happened to my trip request",
        "Ist meine Buchung genehmigt?",
        "Did Ben approve my {trip}?",
        "Has Anna Berger declined my {trip}{to}?",
        "Est-ce que mon voyage est approuvé ?",
        "¿Está aprobado mi viaje?",
    ),
    Topic.APPROVALS: [
        "What do I have to approve?",
        "Is anything waiting for my approval?",
        "What's waiting for me?",
        "show my pending approvals",
        "Which requests need my approval?",
        "Are there requests for me to approve?",
        "anything to approve?",
        "my inbox",
        "approvals",
        "show my approvals",
        "what needs my attention?",
        "Do I need to approve anything today?",
        "What is pending for my decision?",
        "how many requests are waiting for my OK",
        "Was muss ich genehmigen?",
        "¿Qué tengo que aprobar?",
    ],
    Topic.DOCUMENTS: [
        "When does my passport expire?",
        "Which of my documents expire soon?",
        "Is my visa still valid?",
        "list my documents",
        "Do I have a passport on file?",
        "What documents do I have?",
        "When do I have to renew my passport?",
        "has my visa expired",
        "my passport",
        "passport expiry date",
        "Läuft mein Reisepass bald ab?",
        "Quand expire mon passeport ?",
        "¿Cuándo caduca mi pasaporte?",
    ],
    Topic.BUDGET: [
        "How much budget is left?",
        "How much is left of my budget?",
        "What's left in the budget of SALES-EU?",
        "show me my budget",
        "budget remaining for OPS",
        "budget",
        "How much money is left?",
        "How much of our budget has been spent?",
        "Wie viel Budget ist noch übrig?",
    ],
    Topic.CANCELLATION: _fill(
        "Cancel my {trip}{to}",
        "please cancel my {trip}",
        "I want to cancel my {trip}{to}",
        "Can you cancel my {trip}{to}?",
        "Can I cancel my {trip}?",
        "cancel it",
        "cancel",
        "Storniere meine Reise",
    ),
    Topic.TRIP_REQUEST: _fill(
        "Book me a {trip}{to}{day}",
        "Can you book a hotel in Rome{day}?",
        "I need a flight to Tokyo{day}",
        "I want to go to London{day}",
        "find me a train to Hamburg{day}",
        "please arrange a {trip}{to}",
        "need a hotel in Paris{day}",
        "Buche mir einen Flug nach Rom",
    ),
    Topic.HELP: ["hello", "Hi!", "What can you do?", "help", "who are you?"],
    Topic.POLICY: _fill(
        "How much may a hotel cost{day}?",
        "Can I fly business class{to}?",
        "Do I need approval for my {trip}{to}?",
        "Who approves my {trip}?",
        "Who has to approve my {trip}?",
        "What happens if I cancel my {trip}?",
        "May I extend my {trip}{to}?",
        "Is my flight refundable?",
        "Do I need a visa for Japan?",
        "When do I have to submit my expenses?",
        "Can my wife travel with me?",
        "how early must I book my {trip}",
        "What's the hotel limit in London?",
        "Can I take a taxi from the airport to my hotel?",
        "Who pays when my {trip} is cancelled?",
        "Am I reimbursed for my passport?",
        "How do I claim my hotel?",
        "What documents do I need to hand in?",
        "How much of my own money do I get back?",
        "lost luggage",
        "Do I have a hotel limit?",
        "Do I need a passport for a trip within Europe?",
        "what does the policy say on approvals",
        "Darf ich meine Reise verlängern?",
        "Puis-je prendre la classe affaires ?",
    ),
}
