"""Days of which a sentence only says that one does not travel then: "no, not the 9th, sorry", "we can't do Wednesday
any more". They say nothing where another day is asked for."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_DAY = (
    rf"(?:(?:{_WEEKDAY},? )?(?:the )?[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|{_MONTH} [0-9]{{1,2}}(?:st|nd|rd"
    rf"|th)?"
    rf"|(?:{_WEEKDAY},? )?the [0-9]{{1,2}}(?:st|nd|rd|th)|(?:the )?{_WEEKDAY})"
)
_AFTER_ALL = r"(?: (?:any ?more|after all|then|now|this time|sadly|unfortunately|though|either))"
_OPENING = r"(?:(?:no|nope|sorry|hi|hello|hey|ugh|oh|oops|argh|actually|so|ok|okay|unfortunately|sadly)[,.!]* )*"
_SORRY = (
    r"(?:,? (?:sorry|please|thanks|my mistake|my bad|i'm afraid|i am afraid|as (?:you|i) (?:wrote|said)|unfortunately))"
)
_DENIED = LatePattern(
    rf"(?:\A|(?<=[.!?;:] ))\s*{_OPENING}(?:"
    # "No, not the 9th, sorry."
    rf"(?:it's |it is |that's |definitely )?not (?:on )?(?P<not>{_DAY}){_AFTER_ALL}*"
    # "I can't do Wednesday any more".
    r"|(?:(?:i|we|he|she|they) )?(?:really )?(?:can't|cannot|can not|won't be able to|will not be able to|am unable to"
    r"|are unable to|couldn't) (?:do|make|manage|travel|fly|go|leave|come) (?:it )?(?:on )?"
    rf"(?P<cannot>{_DAY}){_AFTER_ALL}+"
    # "Wednesday is no longer possible", "the 9th doesn't work any more".
    rf"|(?P<is_not>{_DAY}) (?:(?:is|was) (?:no longer|not) (?:possible|an option|good|convenient|available|on|ok"
    r"|feasible)|(?:(?:is|was) )(?:quite |totally |simply |completely )?(?:impossible|out(?: of the question)?|a"
    r" no-?go|no good|no use|unworkable|off the table|bad|tricky|taken|too (?:early|late|soon))"
    r"|(?:doesn't|does not|won't|will not|no longer) works?(?: out)?)"
    rf"(?: for (?:me|us|him|her|them|the client|everyone))?{_AFTER_ALL}*(?: for (?:me|us|him|her|them))?"
    # ... which is settled with the day that it says instead.
    r")(?(not)(?!,? (?:so )?(?:please )?make (?:it|that)\b))"
    rf"{_SORRY}*(?=\s*(?:[.!;]|,?\s*(?:so|make|can we|let's|please)\b))",
    re.IGNORECASE,
)
_ANOTHER = LatePattern(rf"\b{_DAY}\b", re.IGNORECASE)
_NUMBER_OR_NAME = LatePattern(rf"[0-9]+|{_WEEKDAY}", re.IGNORECASE)


def without_denied_days(text: str) -> str:
    """Return a line of text without sentences that only deny a day, where it says another day than that, and that one
    nowhere else."""
    for match in reversed(list(_DENIED.finditer(text))):
        rest = f"{text[: match.start()]} {text[match.end() :]}"
        denied = match["not"] or match["cannot"] or match["is_not"]
        others = {each.lower() for day in _ANOTHER.findall(rest) for each in _NUMBER_OR_NAME.findall(day)}
        if others and others.isdisjoint(each.lower() for each in _NUMBER_OR_NAME.findall(denied)):
            text = rest
    return text
