"""Whose characteristic a passage names: the candidate's own, that of people aimed at, or somebody else's."""

from __future__ import annotations

import re

from tracker.policy.sanitising import Protected, Whose

HOSTILE = re.compile(
    r"\b(?:against|mock\w*|insult\w*|demean\w*|threat\w*|slurs?|hatred|hates?|hated"
    r"|harass\w*|disparag\w*|stereotyp\w*"
    r"|attack\w*|violence|bias\w*|racist|jok(?:e|es|ed|ing)|memes?|rants?|compar(?:es|ed"
    r"|ing)|ridicul\w*|imitat\w*"
    r"|yell\w*|shout(?:ed|ing) at|aimed at|directed at|call(?:ed|s|ing) (?:an?"
    r"|the|some\w*|his|her|their|for)"
    r"|calls|should|shouldn't|deserve\w*|go (?:back|home)|deport\w*|burn|kill|shoot|hang"
    r"|smells?|ruin\w*|rats|vermin"
    r"|animals|trash|scum|dirty|stupid|belong|can't|cannot|never (?:hire|trust|take)|outed"
    r"|insultingly|visit at night"
    r"|towards?|freak|disgust\w*|noose|oven|all look|get out|serves? cats|lazy|crimes?"
    r"|inferior|ban|banned)\b"
)
"""Words in a sentence that aims at people."""
AIMED_AT = re.compile(
    r"\b(?:threat\w*|slurs?|harass\w*|mock\w*|insult\w*|kill|shoot|hurt|burn|beat|punch|slap|stab|stalk\w*"
    r"|doxx\w*|call(?:ed|s|ing)|taunt\w*|ridicul\w*|trash|scum|stupid|bitch|deserves?|yell\w*|scream\w*"
    r"|snitch|rat|watch your|find (?:you|him|her|them)|catch (?:a|these)|should be|knows? where|pay for"
    r"|better (?:watch|sleep|not|run|pray)|put (?:him|her|hands))\b"
)
"""Words of a threat or an insult."""
OWN = re.compile(
    r"(?:\bcandidate(?:'s)?,?(?: who)?(?: (?:is|was|has|had|became|identif\w+ as"
    r"|came out as|attends?|posts?|also|speaks|"
    r"takes|uses|joined|turned|got|gets|served|supports?))?(?: (?:an?|the|in|on|now|of"
    r"|only|both|openly|his|her|their))*"
    r"|\b(?:i am|i'm|im|as an?|my|bio|we are|proud|profile|about section)[^,;]{0,12})\s*$"
)
"""Words right before what somebody says of themselves, or is said of the candidate."""
SPOKEN_TO = re.compile(
    r"\b(?:told|asked|imitated|replied to|(?:wrote|said|sent|typed|posted|yelled"
    r"|spoke)\b[^.;]{0,80}\b(?:to|at|about|toward|of))"
    r" (?:an?|the|some|two|three|one)\s*$"
    r"|\b(?:wrote|said|says|posted|commented|claimed|typed|joked|believes) that(?: all"
    r"| most| the| these| those)?\s*$"
)
"""Words right before those whom, or of whom, somebody speaks."""
OTHERS = re.compile(
    r"\b(?:his|her|their|my|candidate's)\s+(?:\w+\s+)?(?:friend|neighbou?r|cousin|roommate"
    r"|coworker|boss|ex|brother|sister"
    r"|mother|father|mom|dad|parents?|son|daughter|uncle|aunt|nephew|niece|teacher|partner"
    r"|landlord)(?:'s)?\b[^.;]*$"
)
"""Words after which the talk is of a third person."""
QUOTED_IN = re.compile(r"[\"\u201c]([^\"\u201c\u201d]*)$")
"""What stands of a quotation before a passage in it."""
QUOTED_ON = re.compile(r"[^\"\u201c\u201d]*")
"""What follows of the quotation."""
OF_ONESELF = re.compile(r"\b(?:i|i'm|im|i've|ive|i'll|i'd|my|me|mine|myself|our|ours|we|we're|us)\b")
"""Words by which whoever is quoted speaks of themselves."""
SPOKEN_OF: frozenset[Protected] = frozenset(
    {
        *(Protected.RACE, Protected.RELIGION, Protected.ORIGIN, Protected.SEX, Protected.AGE),
        *(Protected.HEALTH, Protected.ASSISTANCE, Protected.POLITICS),
    }
)
"""What a quotation says of others where nobody in it speaks of themselves."""
ABOUT = re.compile(
    r"\b(?:bio|profile|header|about section|tagline|caption\w*|hashtag\w*|banner|biography|resume"
    r"|tattoo|shirt|sticker|pin|flag|name|called|titled)\b"
)
"""Words before what somebody writes of themselves without saying so."""
SOMEBODY = re.compile(
    r"\b(?:motorist|caller|victim|neighbou?r|stranger|customer|clerk|landlord|coworker|witness|officer|driver"
    r"|complainant|suspect|inmate|patient|tenant|ex|friend|trainee|sergeant|supervisor)(?:'s)?\b"
)
"""Somebody other than the candidate, in the sentence before what identifies."""
NEAR = 160
"""How many characters before and after a passage are read."""


def whose_is(before: str, after: str, category: Protected, given: str = "") -> Whose:
    """Say whose characteristic a passage names, from the words around it, as they are read.

    ``given`` is what the word list says of it wherever it stands. A person decides in the end.
    """
    if given:
        return Whose(given)
    left, right = _sentence_before(before), _sentence_after(after)
    if category in (Protected.OTHER_PERSON, Protected.MINOR):
        aimed = AIMED_AT.search(left) or AIMED_AT.search(right)
        return Whose.TARGET if aimed else Whose.THIRD_PERSON
    if category is Protected.IDENTIFIER and SOMEBODY.search(left):
        return Whose.UNCLEAR
    if category in (Protected.OPINION, Protected.IDENTIFIER) or OWN.search(left):
        return Whose.CANDIDATE
    if (
        _is_said_of_others(before, after, category)
        or SPOKEN_TO.search(left)
        or HOSTILE.search(left)
        or HOSTILE.search(right)
    ):
        return Whose.TARGET
    return Whose.THIRD_PERSON if OTHERS.search(left) else Whose.CANDIDATE


def _is_said_of_others(before: str, after: str, category: Protected) -> bool:
    """Say whether a passage stands in a quotation in which nobody speaks of themselves."""
    opened = QUOTED_IN.search(before) if category in SPOKEN_OF else None
    rest = QUOTED_ON.match(after)
    if opened is None or rest is None or ABOUT.search(before, 0, opened.start()):
        return False
    return OF_ONESELF.search(f"{opened[1]} {rest[0]}") is None


def _sentence_before(text: str) -> str:
    return re.split(r"[.!?;\n]\s", text[-NEAR:])[-1]


def _sentence_after(text: str) -> str:
    return re.split(r"[.!?;\n](?:\s|$)", text[:NEAR])[0]
