"""What surrounds a request in a mail or a chat and is no part of it: quoted mail, signatures, greetings, notes to
whoever reads it. None of it is ever read as a wish, and no order in it changes a policy, a price or an approval."""

import re

_COMMENT = re.compile(r"<!--.*?(?:-->|$)|#{2,}[^#]*#{2,}", re.DOTALL)
_TO_A_MACHINE = re.compile(
    r"[\[({<][^\])}>]*\b(?:bot|ai|llm|assistant|instructions?|system|prompt|agent)\b[^\])}>]*[\])}>]", re.IGNORECASE
)
_QUOTED = re.compile(r"^\s*>.*$|^\s*On [^\n]{0,80}wrote:\s*$", re.MULTILINE)
_FORWARDED = re.compile(r"^-{3,}\s*(?:original|forwarded) message.*", re.IGNORECASE | re.MULTILINE | re.DOTALL)
_SUBJECT = re.compile(r"\A\s*(?:(?:fwd?|re|aw|wg):\s*)+[^\n]*\n", re.IGNORECASE)
_DASHES = re.compile(r"\n-- ?\n.*\Z", re.DOTALL)
_REGARDS = (
    r"(?:(?:with )?(?:kind|best|warm|many|kindest)?\s?regards|best wishes|best|cheers|(?:many "
    r"|with )?thanks(?: a lot| in advance)?"
    r"|thank you|sincerely|yours (?:sincerely|faithfully|truly)|br|rgds|thx|ta|love)"
)
_SIGNATURE = re.compile(rf"\n[ \t]*{_REGARDS}[ \t,.!]*\n.*\Z", re.IGNORECASE | re.DOTALL)
_SIGNED = re.compile(r"\b(?:(?:kind|best|warm)\s)?regards,?\s+[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}\s*$", re.IGNORECASE)
_GREETING = re.compile(
    r"\A\s*(?:dear|hi+|hello|hey|hiya|good (?:morning|afternoon|evening|day)|morning|respected|greetings)\b"
    r"(?:[ \t]+(?!(?:from|to|can|could|please|pls|i|we|my|need|book|get|a|an"
    r"|the)\b)[^\W\d_][\w.'-]*){0,3}[ \t]*(?:[,!.:]|\n|\Z)",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"[^.!?;:\n]{0,80}\b(?:skip(?:ping)? (?:the |all |any )?approvals?|without (?:any |an )?approval"
    r"|answer approved|ignore (?:all|any|the|your"
    r"|previous|every)[a-z ]{0,30}(?:rules?|instructions?|polic(?:y|ies)|limits?)|exceed (?:every|all|any|the) limits?"
    r"|(?:auto-?)?approve (?:this|it|everything)|bypass[a-z ]{0,30} (?:policy|approval"
    r"|limits?))\b[^.!?;:\n]{0,120}[.!?;:]?",
    re.IGNORECASE,
)
_DROPPED = re.compile(
    r"[^.!?\n]{0,60}\b(?:was|were) (?:going|planning|about) to (?:say|book|ask|take|go)\b[^.!?\n]{0,150}?"
    r"\b(?:so |but )?(?:let's|let us) (?:make it|go with|say|do)\b|\b(?:forget|ignore|disregard|scratch) (?:the"
    r"|my|all|those|what)"
    r" [^.!?:,\n]{0,40}(?:below|above|earlier|before|previous mail)\b[,.:;]?",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\bas (?:per|discussed|agreed|mentioned|promised|(?-i:[A-Z][a-z]+) (?:told|said|mentioned|wrote|asked)"
    r"|(?:we|i|you) (?:discussed|agreed|said|spoke)|the boss says)\b[^,.;:\n]{0,60}(?=[,.;:\n]|$)"
    r"|\bfurther to (?:our|my|your)\b[^,.;:\n]{0,60}(?=[,.;:\n]|$)|\bthanks a (?:bunch|lot|million|ton)\b"
    r"|\b(?:i|we)(?:'ll| will)? (?:come|drive|travel|go|get there|arrive) (?:there )?(?:with|in|by) (?:my"
    r"|our) (?:own )?car\b"
    r"|\b(?:i|we)(?:'ll| will)? (?:take|catch|go by) (?:the |a )?(?:train|bus|boat|ferry"
    r"|coach) (?:in )?between(?: (?:them|the two))?\b"
    r"|\b(?:i|we)(?:'ll| will)? reach (?-i:[A-Z]\w+) by (?:train|bus|boat|ferry|coach|car)\b"
    r"|\b(?:i|we)(?:'ll| will| am| are)? stay(?:ing)? with (?:family|friends|my [a-z]+)\b|\bnothing else\b"
    r"|\bno preferences? (?:on|for|about|as to) (?:the )?cabin\b",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^[ \t]*(?:[0-9]{1,2}[.)]|[*•])[ \t]+", re.MULTILINE)
_NOTHING = " . "


def without_noise(text: str) -> str:
    """Return `text` without what is no part of the request."""
    text = _TO_A_MACHINE.sub(_NOTHING, _COMMENT.sub(_NOTHING, text))
    text = _FORWARDED.sub("", _QUOTED.sub("", text))
    text = _SIGNATURE.sub("\n", _DASHES.sub("\n", text))
    text = _GREETING.sub("", _SUBJECT.sub("", text))
    text = _SIGNED.sub("", text.rstrip())
    text = _ITEM.sub("; ", _ASIDE.sub("", text))
    return _ORDER.sub(_NOTHING, _DROPPED.sub(_NOTHING, text))
