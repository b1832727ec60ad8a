"""What a candidate can say to a question about an answer, without changing what was filed (Hampton F.2)."""

from __future__ import annotations

from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import Unmet
from tracker.policy.clarifying import FIELD, Ending
from tracker.policy.clauses import Clause, cites
from tracker.policy.wording import blank, worded

MOST_REPLY_WORDS = 200
"""So long is an answer in words at the most."""


@cites(Clause.HAMPTON_F_2)
def missing_to_reply(words: str, *, ending: Ending | None) -> tuple[Unmet, ...]:
    """Say why an answer in words is not sent: the question is over, or its words do not do."""
    if ending is Ending.TAKEN_BACK:
        return (Unmet(None, worded("We took this question back. You do not need to answer it.")),)
    if ending is not None:
        return (Unmet(None, worded("This question is answered already. Ask us if you want to add to it.")),)
    if blank(words):
        return (Unmet(None, worded("Write your answer"), fix=FIELD),)
    if len(words.split()) > MOST_REPLY_WORDS:
        sentence = worded("Write no more than %(number)s words", number=MOST_REPLY_WORDS)
        return (Unmet(None, sentence, fix=FIELD),)
    return missing_in_text(words)
