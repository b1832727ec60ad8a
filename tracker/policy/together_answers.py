"""What a candidate says of a session: to the times offered, and to what was recorded of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import Unmet
from tracker.policy.calls import is_calling
from tracker.policy.clauses import Clause, cites
from tracker.policy.vocabulary import Stage
from tracker.policy.wording import blank, worded

CONFIRM_WITHIN = timedelta(days=5)
"""How long a candidate can say whether a record is right; saying nothing counts for nothing."""


class TimeAnswer(StrEnum):
    """What is said to the times that were offered; the newest answer counts."""

    AGREED = "agreed"
    """One of the times suits."""
    ANOTHER_TIME = "another-time"
    """None of them suits."""
    NOT_ANY_MORE = "not-any-more"
    """No meeting is wanted; a neutral value that stops nothing else."""


class Confirmation(StrEnum):
    """What a candidate says of the record of a session."""

    CONFIRMED = "confirmed"
    """It was as recorded."""
    DIFFERENT = "different"
    """Something was different, in the candidate's own words, which stay beside the record."""


@cites(Clause.HAMPTON_F_2)
def missing_to_answer_times(stage: Stage, *, recorded: bool, has_case: bool = True) -> tuple[Unmet, ...]:
    """Say why there is no time to agree on any more; ``has_case`` is of the investigator who offered it."""
    if recorded:
        return (
            Unmet(None, "You met already, so there is no time to choose any more.", fix="affidavit:status"),
        )
    if not is_calling(stage):
        words = worded("We do not look at accounts any more, so there is no time to choose.")
        return (Unmet(Clause.HAMPTON_F_2, words, fix="affidavit:status"),)
    if not has_case:
        words = worded("Another investigator has your case now, so there is no time to choose here.")
        return (Unmet(Clause.HAMPTON_F_2, words, fix="affidavit:status"),)
    return ()


def missing_in_answer(
    answer: TimeAnswer, chosen: datetime | None, times: tuple[datetime, ...], now: datetime, words: str = ""
) -> tuple[Unmet, ...]:
    """Say what is left of an answer: which of the times, while it is ahead, and no password in words."""
    told = tuple(
        Unmet(one.clause, one.sentence, fix="field:words", ref=one.ref) for one in missing_in_text(words)
    )
    if answer is not TimeAnswer.AGREED:
        return told
    if chosen is None or chosen not in times:
        return (Unmet(None, "Choose one of the times.", fix="field:answer"), *told)
    if chosen <= now:
        past = worded("That time is over. Choose another one, or ask us for another time.")
        return (Unmet(None, past, fix="field:answer"), *told)
    return told


@cites(Clause.HAMPTON_F_2)
def missing_to_confirm(recorded_at: datetime, now: datetime, *, answered: bool) -> tuple[Unmet, ...]:
    """Say why a record can no longer be answered; saying nothing never counts for or against anybody."""
    if answered:
        words = worded("You answered this already. Your answer and the record both stay.")
        return (Unmet(None, words, fix="affidavit:status"),)
    if now > recorded_at + CONFIRM_WITHIN:
        words = worded(
            "The time to answer here is over. That does not count against you. You can still call us."
        )
        return (Unmet(Clause.HAMPTON_F_2, words, fix="affidavit:status"),)
    return ()


def missing_in_difference(answer: Confirmation, words: str) -> tuple[Unmet, ...]:
    """Say that whoever says something was different says what, and never writes a password."""
    if answer is Confirmation.DIFFERENT and blank(words):
        return (Unmet(None, "Write what was different.", fix="field:words"),)
    return tuple(
        Unmet(one.clause, one.sentence, fix="field:words", ref=one.ref) for one in missing_in_text(words)
    )
