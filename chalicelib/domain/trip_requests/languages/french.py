"""What French phrases of a trip are called in English."""

from chalicelib.domain.trip_requests.languages.entries import Glossary, name_days_and_months, name_numbers

FRENCH = Glossary(
    dates=(
        (r"après-demain", "the day after tomorrow"),
        (r"aujourd'hui", "today"),
        (r"demain matin", "tomorrow in the morning"),
        (r"demain après-midi", "tomorrow in the afternoon"),
        (r"demain soir", "tomorrow in the evening"),
        (r"demain", "tomorrow"),
        (r"(?:du|le|au|dans la) (?:matin|matinée)|matin", "in the morning"),
        (r"(?:dans )?(?:l'|de l')?après-midi", "in the afternoon"),
        (r"(?:du|le|au|en|dans la) (?:soir|soirée)|soir", "in the evening"),
        *name_days_and_months(
            "lundi mardi mercredi jeudi vendredi samedi dimanche",
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        ),
        (r"(\w+day) prochain", r"next \1"),
    ),
    numbers=name_numbers("une? deux trois quatre cinq six sept huit neuf dix onze douze"),
    phrases=(
        (r"semaine plus tard", "week later"),
        (r"semaines plus tard", "weeks later"),
        (r"le même jour", "the same day"),
        (r"bagage en soute|valise en soute", "checked bag"),
        (r"(?:bagages|valises) en soute", "checked bags"),
        (r"collègues", "colleagues"),
        (r"collègue", "colleague"),
        (r"la semaine prochaine", "next week"),
        (r"jours? plus tard|jours? après", "days later"),
        (r"le lendemain|le jour suivant", "the next day"),
        (r"1er", "1"),
        (r"aller[- ]simple|sans retour", "one way"),
        (r"aller[- ]retour", "round trip"),
        (r"(?:en )?(?:classe )?premium[- ](?:economy|éco(?:nomique)?)", "premium economy class"),
        (r"(?:en )?(?:classe|cabine) (?:affaires|business)|business class", "business class"),
        (r"(?:en )?première classe|first class", "first class"),
        (r"(?:en )?classe (?:éco(?:nomique|nomy)?|touriste)", "economy class"),
        (r"(?:en|par le|avec le) (?:train|tgv)", "by train"),
        (r"train ou avion|avion ou train", "train or plane"),
        (r"vols? (?:directs?|sans escale)|sans (?:escale|correspondance)", "non-stop"),
        (r"(?:siège |place )?côté couloir", "aisle seat"),
        (r"(?:siège |place )?côté (?:hublot|fenêtre)", "window seat"),
        (r"(?:avec )?(?:une )?voiture de location", "a rental car"),
        (r"remboursables?", "refundable"),
        (r"(?:un |une )?(?:hôtel|hotel|chambre(?: d'hôtel)?)", "hotel"),
        (r"seulement(?= hotel)", "only"),
        (r"(?:près du |proche du |au |en )centre(?:[- ]ville)?", "near the centre"),
        (r"(?:au moins |minimum )?(\d) étoiles(?: (?:au )?minimum)?", r"at least \1 stars"),
        (r"(?:par|la|/) ?nuit(?:ée)?", "a night"),
        (r"nuits|nuitées", "nights"),
        (r"nuit|nuitée", "night"),
        (r"dans(?= \w+ (?:jours?|semaines?))", "in"),
        (r"jours?", "days"),
        (r"semaines?", "weeks"),
        (r"au total|en tout", "in total"),
        (r"au (?:maximum|plus)|maximum|max\.?|jusqu'à(?= \d+ ?(?:€|eur))|pas plus de|moins de", "at most"),
        (r"personnes|voyageurs|passagers|adultes", "people"),
        (r"euros?", "EUR"),
        (r"francs? suisses?", "CHF"),
        (r"si possible", "if possible"),
        (r"de préférence", "preferably"),
        (r"au plus tard(?: à)?|pas après", "no later than"),
        (r"au plus tôt(?: à)?|pas avant|à partir de", "not before"),
        (r"avant(?= \d)", "before"),
        (r"après(?= \d)", "after"),
        (r"vers(?= \d)", "around"),
        (r"à(?= \d)", "at"),
        (r"entre", "between"),
        (r"départ", "departure"),
        (r"arrivée", "arrival"),
        (r"retour", "back"),
        (r"jusqu'au|au(?= \d)|-", "to"),
        (r"du(?= \d)", "from"),
        (r"et", "and"),
        (r"ou", "or"),
        (r"avec", "with"),
        (r"pour", "for"),
        (r"le|la|les|l'|du|de|des|d'|un|une|à|au|en", ""),
    ),
    clock=r"(\d{1,2}) ?h(?:eures?)?(?: ?(\d{2}))?",
    glue=(
        "départ arrivée aller-retour "
        "bonjour merci je nous vous il me faut le la les l d un une des du de à au aux en et ou pour avec "
        "dans chez vol vols avion billet billets aller voyage voyager réservez réserver réservation besoin "
        "voudrais voudrions aimerais dois devons doit s plaît partir départ depuis vers puis ensuite j ai mon "
        "ma mes notre nos ce cette est sont qui que se trouve faudrait aussi y suis être "
    ),
    negations="pas sans sauf jamais ni plutôt excepté aucun aucune",
    matters=(
        "madame monsieur mme "
        "équipe groupe famille chaque premier dernier dernière début fin "
        "seulement uniquement direct directement enfant enfants bébé chien chat fauteuil handicapé visa "
        "allergie végétarien végétalien halal casher bagage bagages valise valises modifiable annulable "
        "flexible hublot couloir siège escale correspondance étoiles centre aéroport gare près tôt tard "
        "plutôt mieux sinon ferry bus taxi navette parking "
    ),
    back="retour rentrer revenir rentrée",
    leaves="de depuis du d",
    heads="à vers pour au aux en",
    companions="avec et plus",
    alone=r"seulement|uniquement|(?:sans|pas de) (?:vol|avion|train|transport)",
    events=(
        "réunion rendez rdv salon conférence séminaire formation atelier colloque congrès bureau hôtel hotel chambre "
    ),
    fares="vol vols billet billets train avion",
    bounds="avant après partir",
    persons="pour avec monsieur madame m mme collègue",
)
