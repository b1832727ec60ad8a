"""Check 9 as the record answers it: the candidate was asked about these words, and how that ended.

Where the record knows nothing, a person answers the check.
"""

from __future__ import annotations

from tracker.policy.answer_words import ENDINGS
from tracker.policy.answering import LETS_GO, Ending
from tracker.policy.casework import AskedFacts
from tracker.policy.clauses import Clause, cites
from tracker.policy.identity import OWN_ACTS
from tracker.policy.vocabulary import Attribution, Direction
from tracker.policy.wording import day


@cites(Clause.HAMDEN_D_6)
def asked_on_record(asked: AskedFacts | None, direction: Direction, attribution: Attribution) -> str:
    """Return the ground on which the record answers check 9, empty where a person answers it.

    That is of a concern in its newest wording alone. What somebody else did, a tag or a picture, stands only
    beside a second source that a person has looked at, whatever the candidate was asked.
    """
    if asked is None or direction is not Direction.CONCERN or attribution not in OWN_ACTS:
        return ""
    return _words(asked)


def _words(asked: AskedFacts) -> str:
    ending = Ending(asked.ending) if asked.ending else None
    if ending not in LETS_GO or asked.ended_on is None:
        return ""
    return (
        f"The candidate was asked about this wording on {day(asked.asked_on)}, question {asked.reference}. "
        f"{ENDINGS[ending]}: {day(asked.ended_on)}."
    )
