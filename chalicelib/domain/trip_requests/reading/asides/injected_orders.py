"""Orders to whoever reads a request: to skip an approval, to exceed a limit, to ignore the rules. They are no part of
any trip, and change neither cabin nor price, policy nor approval; what is asked for beside them is read.
"""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern

_COMMENT = LatePattern(r"<!--.*?(?:-->|$)|#{2,}[^#]*#{2,}", re.DOTALL)
_BRACKETS = LatePattern(r"[\[({<][^\[\](){}<>]{1,400}[\])}>]")
_QUOTES = LatePattern(r"(?<!\w)['\"“][^'\"“”\n]{8,300}['\"”](?!\w)")
_MACHINES = r"(?:bots?|chatbot|assistant|system|ai|llm|model|agent|robot|parser|gpt|prompt|instructions?)"
_MACHINE = LatePattern(
    r"\b(?:bots?|chatbot|llm|gpt|ai|prompt|instructions?)\b"
    rf"|\b{_MACHINES}\b\s*[,:]|\bto the {_MACHINES}\b",
    re.IGNORECASE,
)
_REPORTED = LatePattern(r"\b(?:instructions?|orders?|command|note|wrote|said|says|says that|reads)\b", re.IGNORECASE)
_DISOWNED = LatePattern(r"\s*I (?:don't|do not) (?:want|mean|agree to) (?:this|that|it)[.!]?", re.IGNORECASE)
_FLAG = LatePattern(
    r"\b(?:[A-Z]+[-_ ])?(?:(?:AUTO[-_ ]?)?APPROV\w*|OVERRIDE|POLICY|LIMITS?|SKIP|BYPASS|FORCE|ADMIN"
    r"|SUDO)(?:[ _-][A-Z]+)?\s*="
    r"\s*(?:Y|YES|N|NO|TRUE|FALSE|ON|OFF|1|0|NONE)\b",
    re.IGNORECASE,
)
_ADDRESSED = LatePattern(
    r"[\s*-]*@?(?:(?:attention|attn):? |(?:note|message) (?:to|for) (?:the )?|dear |hey )?(?:the )?"
    rf"(?:(?:booking|travel|ai|reading) )?(?:{_MACHINES}|admin|administrator|override|sudo)"
    r"(?: (?:override|note|message|prompt|instructions?|command|notice))?\s*[:>]",
    re.IGNORECASE,
)
_SAID_TO_A_MACHINE = LatePattern(
    r"\b(?:auto-?(?:matically )?approv\w+|approve (?:this|it|everything|all|automatically)|pre-?approved"
    r"|answer approved"
    r"|(?:treat|mark|consider|count|set|regard) (?:\w+ ){0,4}as (?:pre-?)?approved"
    r"|(?:don't|do not|never) ask(?: (?:me|us|back|any|again|questions))*|(?:without|no) (?:asking"
    r"|questions(?: asked)?)"
    r"|you are (?:now|hereby)|from now on you|act as|assume (?:one|two|three|four|that|all|only)\b)",
    re.IGNORECASE,
)
_WORD = LatePattern(r"[a-z]+(?:['’][a-z]+)?", re.IGNORECASE)
_RULE = LatePattern(
    r"(?:polic(?:y|ies)|approvals?|approvers?|limits?|rules?|restrictions?|budgets?|caps?|checks?|controls?|guardrails?"
    r"|compliance|permissions?|authori[sz]ations?|instructions?|constraints?|ceilings?|safeguards?)"
)
# Before a rule ("ignore the policy"), and behind one ("approval is granted", "limits do not apply").
_BREAKING = LatePattern(
    r"(?:ignor\w+|bypass\w*|overrid\w+|skip\w*|disregard\w*|waiv\w+|suspend\w*|lift(?:ed|ing)?|disabl\w+|exceed\w*"
    r"|circumvent\w*|automat\w+|granted|preapproved|remov\w+|relax\w*|evade\w*)"
)
_SOLD = LatePattern(r"(?:hotels?|rooms?|flights?|trains?|cars?|seats?|bags?|stops?|nights?|airlines?|fares?)")
_LACKING = LatePattern(r"(?:without|forget|no|unlimited)")
_BROKEN = LatePattern(r"(?:granted|waived|suspended|lifted|disabled|overridden|skipped|apply|applies|needed|required)")
_DENIES = LatePattern(r"(?:no|not|never|don't|doesn't|isn't|aren't|needn't|granted|without)")
_OBEDIENT = LatePattern(
    r"\b(?:(?:not|never|n't|without|cannot) (?:\w+ )?exceed|within (?:the |our |my |company )?(?:policy"
    r"|limits?|budget|rules)"
    r"|(?:limit|budget|cap)(?: is| of|:)? ?[^\w]{0,3}[0-9]|no (?:more|longer|later|earlier|less))",
    re.IGNORECASE,
)
_NEAR = 8  # words
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_OF_A_TRIP = LatePattern(
    rf"\b(?:[0-9]{{1,2}}(?:st|nd|rd|th)?[ .-]?(?:of )?{_MONTH}|{_MONTH}\.? ?[0-9]{{1,2}}|[0-9]{{1,4}}[./-][0-9]{{1,2}}"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tmrw)\b|\bfrom\b.{1,60}\bto\b"
    r"|\b[A-Z]{3}\s?[-/>]\s?[A-Z]{3}\b",
    re.IGNORECASE,
)
_SENTENCE = LatePattern(r"(?:[^.!?;\n]++|\.(?=[^\s.]))++[.!?;\n]*")
_CLAUSE = LatePattern(r"[^,:]+[,:]?")
_AND_BOOK = LatePattern(
    r"\b(?:and|then|but|so)\b(?= (?:please |then |just )?(?:book|reserve|get|find|arrange|fly|send|i |we ))",
    re.IGNORECASE,
)
_NOTHING = " . "


def without_orders(text: str) -> str:
    """Return `text` without orders to its reader; of a sentence that asks for a trip as well, only the clause goes."""
    text = _BRACKETS.sub(
        lambda match: _NOTHING if _MACHINE.search(match[0]) else match[0], _COMMENT.sub(_NOTHING, text)
    )
    return _SENTENCE.sub(lambda match: _without_order(match[0]), _FLAG.sub(" ", _without_reported(text)))


def _without_reported(text: str) -> str:
    """Leave out the sentence that reports an order in quotation marks, and the one that disowns it."""
    for quoted in reversed(list(_QUOTES.finditer(text))):
        start = max(text.rfind(mark, 0, quoted.start()) for mark in ".!?\n") + 1
        if _REPORTED.search(text[start : quoted.start()]) and (_MACHINE.search(quoted[0]) or _is_order(quoted[0])):
            end = next((at + 1 for at in range(quoted.end(), len(text)) if text[at] in ".!?\n"), len(text))
            disowned = _DISOWNED.match(text, end)
            text = text[:start] + _NOTHING + text[disowned.end() if disowned else end :]
    return text


def _without_order(sentence: str) -> str:
    addressed = _ADDRESSED.match(sentence)
    if not addressed and not _is_order(sentence):
        return sentence
    end = "\n" if sentence.endswith("\n") else ""
    begins_with_it = addressed or _is_order(_CLAUSE.findall(sentence)[0])
    if begins_with_it and not _OF_A_TRIP.search(sentence):
        return _NOTHING + end
    rest = sentence[addressed.end() :] if addressed else sentence
    clauses = [part for clause in _CLAUSE.findall(rest) for part in _AND_BOOK.split(clause)]
    return "".join(clause for clause in clauses if not _is_order(clause)) + end


def _is_order(text: str) -> bool:
    return (_goes_against_rules(text) or bool(_SAID_TO_A_MACHINE.search(text))) and not _OBEDIENT.search(text)


def _goes_against_rules(text: str) -> bool:
    """Return whether a word for a rule has one beside it in its clause by which it would not hold."""
    return any(_breaks_a_rule(_WORD.findall(clause.lower().replace("’", "'"))) for clause in _CLAUSE.findall(text))


def _breaks_a_rule(words: list[str]) -> bool:
    for place, word in enumerate(words):
        if _RULE.fullmatch(word):
            before, after = words[max(0, place - _NEAR) : place], words[place + 1 : place + 1 + _NEAR]
            if any(map(_BREAKING.fullmatch, before)):
                return True
            if any(map(_LACKING.fullmatch, before[-2:])) and not any(map(_SOLD.fullmatch, words)):
                return True
            if any(map(_BROKEN.fullmatch, after)) and any(map(_DENIES.fullmatch, (*before, *after))):
                return True
    return False
