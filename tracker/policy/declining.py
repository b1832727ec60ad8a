"""A choice of access is no reason for anything: not to turn somebody down, not to look further (Hampton F.2).

One state says so by law (Va. Code 40.1-28.7:5), and this product everywhere. No list offers it; this is for
what people write in words of their own. It knows the plain ways of saying it, not every one.

Read are the words that act on a candidate: what a board reads, why it matters for the job, what informed a
decision, why more is looked at, why a copy is kept back, and why the Chief deviates. Not read are words that
set something right or are facts for the file: a return or a correction has to be able to name what is to be
taken out, a finding is withheld for speaking of it, and a log says what happened.
"""

from __future__ import annotations

import re

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.wording import normal

_CHOICE = r"(?:chose|choice of|wants?|asked for|only gave|gave) (?:\w+ )?(?:public[ -]only|to talk first)"
_AGAINST = (
    r"(?:declin(?:e[sd]?|ing)|refus(?:e[sd]?|ing|al)|den(?:y|ie[sd]|ying)|withheld|withholds|revoked|revokes|"
    r"stopped|stops|unwilling|(?:would|did|does|will|do|has|have|had)(?: not|n't)(?: want to)? "
    r"(?:give|given|grant|granted|allow|allowed|let|share|shared|show|shown))"
)
_LOOK = (
    r"(?:access|log[ -]?ins?|logging in|sign(?:ing)?[ -]in|passwords?|together session|(?:us|me) look|"
    r"private accounts?)"
)
_SHOWN = (
    r"(?:access|passwords?|together session) (?:was|has been|were) (?:\w+ )?"
    r"(?:declin|refus|deni|stopp|withheld|revok)\w*"
)
DECLINED = re.compile(rf"\b(?:{_CHOICE}|{_AGAINST}(?:\W+\w+){{0,4}}?\W+{_LOOK}|{_SHOWN})\b", re.IGNORECASE)
_NO_REASON = (
    "How a candidate lets us look is their choice, and no reason for anything: Va. Code 40.1-28.7:5, "
    "which is followed everywhere."
)
_PLACES = re.compile(r"\b(?:site|place|page|app|platform|server|host|website)\W+(?:\w+\W+)?$", re.IGNORECASE)
"""What else refuses access: a place does, and that is no choice of anybody's."""


def speaks_of_declining(text: str) -> bool:
    """Say whether a text speaks of access that a candidate did not give, or stopped."""
    plain = normal(text).replace("\u2019", "'")
    return any(not _PLACES.search(plain[: found.start()]) for found in DECLINED.finditer(plain))


@cites(Clause.HAMPTON_F_2)
def missing_in_ground(text: str, field: str) -> tuple[Unmet, ...]:
    """Say that a reason speaks of a choice of access, which is none; ``field`` is where it was written."""
    if not speaks_of_declining(text):
        return ()
    return (Unmet(Clause.HAMPTON_F_2, f"{_NO_REASON} Write the reason without it.", fix=f"field:{field}"),)


@cites(Clause.HAMPTON_F_2)
def missing_in_wording(text: str, finding: str) -> tuple[Unmet, ...]:
    """Say that what a board would read of a finding speaks of a choice of access, which reaches no board."""
    if not speaks_of_declining(text):
        return ()
    words = f"The statement of finding {finding} speaks of access. {_NO_REASON} Word it without that."
    return (Unmet(Clause.HAMPTON_F_2, words, fix=f"finding:{finding}"),)
