"""What Spanish phrases of a trip are called in English."""

from chalicelib.domain.trip_requests.languages.entries import Glossary, name_days_and_months, name_numbers

SPANISH = Glossary(
    dates=(
        (r"pasado mañana", "the day after tomorrow"),
        (r"hoy", "today"),
        (r"(?:por|en|de) la mañana", "in the morning"),
        (r"(?:por|en|de) la tarde", "in the afternoon"),
        (r"(?:por|en|de) la noche", "in the evening"),
        (r"mañana", "tomorrow"),
        *name_days_and_months(
            "lunes martes (?:miércoles|miercoles) jueves viernes (?:sábado|sabado) domingo",
            "enero febrero marzo abril mayo junio julio agosto (?:septiembre|setiembre) octubre noviembre diciembre",
        ),
        (r"(?:el )?próximo(?= \w+day\b)", "next"),
        (r"(?:el )?(\w+day) próximo", r"next \1"),
    ),
    numbers=name_numbers("un[ao]? dos tres cuatro cinco seis siete ocho nueve diez once doce"),
    phrases=(
        (r"semana (?:después|más tarde)", "week later"),
        (r"semanas (?:después|más tarde)", "weeks later"),
        (r"(?:el )?mismo día", "the same day"),
        (r"(?:maleta|equipaje) facturad[ao]", "checked bag"),
        (r"maletas facturadas", "checked bags"),
        (r"(?:colegas|compañeros)", "colleagues"),
        (r"(?:colega|compañero)", "colleague"),
        (r"la semana que viene|la próxima semana", "next week"),
        (r"días? (?:después|más tarde)", "days later"),
        (r"al día siguiente", "the next day"),
        (r"(?:solo|sólo|solamente) (?:de )?ida|sin (?:vuelta|regreso)", "one way"),
        (r"ida y vuelta", "round trip"),
        (r"(?:en )?(?:clase )?(?:premium economy|turista premium|económica premium)", "premium economy class"),
        (r"(?:en )?(?:clase )?(?:ejecutiva|business(?: class)?|de negocios)", "business class"),
        (r"(?:en )?primera(?: clase)?", "first class"),
        (r"(?:en )?clase (?:turista|económica)", "economy class"),
        (r"(?:en|con el) (?:tren|ave)", "by train"),
        (r"tren o avión|avión o tren", "train or plane"),
        (r"tren", "by train"),
        (r"vuelos? (?:directos?|sin escalas?)|sin (?:escalas?|transbordos?)", "non-stop"),
        (r"(?:asiento (?:de |en el )?)?pasillo", "aisle seat"),
        (r"(?:asiento (?:de |en la )?)?ventanilla", "window seat"),
        (r"(?:con )?(?:un )?coche de alquiler|auto rentado|(?:un )?carro de alquiler", "a rental car"),
        (r"reembolsables?", "refundable"),
        (r"(?:un |una )?(?:hotel|habitación|alojamiento)", "hotel"),
        (r"(?:solo|sólo|solamente)(?= hotel)", "only"),
        (r"(?:cerca del |en el )centro|céntrico", "near the centre"),
        (r"(?:al menos |mínimo )?(?:de )?(\d) estrellas(?: (?:como )?mínimo)?", r"at least \1 stars"),
        (r"(?:por|la|/) ?noche", "a night"),
        (r"noches", "nights"),
        (r"noche", "night"),
        (r"dentro de|en(?= \w+ (?:días?|semanas?))", "in"),
        (r"días?", "days"),
        (r"semanas?", "weeks"),
        (r"en total", "in total"),
        (r"como máximo|máximo|máx\.?|hasta(?= \d+ ?(?:€|eur))|no más de|menos de", "at most"),
        (r"personas|viajeros|pasajeros|adultos", "people"),
        (r"euros?", "EUR"),
        (r"francos suizos", "CHF"),
        (r"si es posible|a ser posible", "if possible"),
        (r"preferiblemente|de preferencia", "preferably"),
        (r"a más tardar(?: a las)?|no después de(?: las)?", "no later than"),
        (r"no antes de(?: las)?|a partir de(?: las)?", "not before"),
        (r"antes de(?: las)?(?= \d)", "before"),
        (r"después de(?: las)?(?= \d)", "after"),
        (r"(?:hacia|sobre) las(?= \d)", "around"),
        (r"a las(?= \d)", "at"),
        (r"entre", "between"),
        (r"salida|salir|saliendo", "departure"),
        (r"llegada|llegar|llegando", "arrival"),
        (r"vuelta|regreso", "back"),
        (r"hasta el|al(?= \d)|-", "to"),
        (r"del(?= \d)|desde el(?= \d)", "from"),
        (r"y", "and"),
        (r"o", "or"),
        (r"con", "with"),
        (r"para", "for"),
        (r"el|la|los|las|de|del|un|una|en|las", ""),
    ),
    clock=r"(\d{1,2}):(\d{2})(?: ?h(?:oras)?)?|(\d{1,2}) ?h(?:oras)?",
    glue=(
        "salida llegada salir llegar somos "
        "hola gracias buenos días buenas yo me necesito necesitamos quiero queremos quisiera quisiéramos "
        "tengo tenemos que debo debemos ir volar viajar viajo viaje vuelo vuelos billete billetes reservar "
        "reserva resérvame por favor el la los las un una de del desde al a en y o para con avión ida luego "
        "después hacia mi mis nuestro nuestra es son está se su "
    ),
    negations="no sin excepto salvo nunca ni tampoco ningún ninguna",
    matters=(
        "señor señora sr sra "
        "equipo grupo familia cada todos primer primero último última principios finales mediados "
        "solo sólo solamente directo directa niño niños niña bebé perro gato silla ruedas visado alergia "
        "vegetariano vegano halal kosher equipaje maleta maletas flexible cancelable ventanilla pasillo "
        "asiento escala escalas transbordo estrellas centro aeropuerto estación cerca temprano tarde "
        "barato mejor sino ferry autobús taxi traslado aparcamiento "
    ),
    back="vuelta regreso volver regresar",
    leaves="de desde del",
    heads="a hacia para hasta al en",
    companions="con y e",
    alone=r"solo|sólo|solamente|(?:sin|ningún) (?:vuelo|avión|tren|transporte)",
    events="reunión cita feria conferencia congreso seminario formación taller evento oficina hotel habitación",
    fares="vuelo vuelos billete billetes tren avión pasaje",
    bounds="antes después partir",
    persons="para con señor señora sr sra colega",
)
