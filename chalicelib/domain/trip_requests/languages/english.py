"""What surrounds phrases of a trip in English, which needs no glossary of them."""

from chalicelib.domain.trip_requests.languages.entries import Glossary

ENGLISH = Glossary(
    dates=(),
    numbers=(),
    phrases=(),
    clock=r"(?!)",
    glue="the a an to from on in at by for of and with into i we me my our is are it please book need want",
    negations="not no without never except unless instead nor neither don't avoid rather",
    matters="",
    back="back return returning returns home inbound",
    leaves="from leaving departing ex",
    heads="to into towards reaching visiting",
    companions="with and plus for",
    alone=r"only|just|no flights?",
    events="meeting conference appointment workshop seminar event fair hotel room office",
    fares="flight flights fare fares ticket tickets train",
    bounds="before after",
    persons="for with mr mrs ms",
)
