"""When a session was: close to the time that the candidate agreed to, and of hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause, cites
from tracker.policy.wording import moment

LONGEST_SESSION = timedelta(hours=8)
"""A session is of one day; more of it is another session, agreed on by itself."""
EARLIEST = timedelta(minutes=15)
"""How long before the agreed time a session begins at most."""
LATEST = timedelta(hours=4)
"""How long after the agreed time a session still is the one that was agreed on."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The candidate's yes: to which time, and when it was said, or noted from a call."""

    chosen_at: datetime
    said_at: datetime


@cites(Clause.HAMPTON_F_2)
def missing_in_times(
    started: datetime, ended: datetime, agreement: Agreement | None, now: datetime
) -> tuple[Unmet, ...]:
    """Say what a session's times lack: it is over, near the agreed time, after the yes, and of hours."""
    if ended > now:
        words = "A session is recorded once it is over: its end must not be in the future."
        return (Unmet(None, words, fix="field:ended"),)
    if ended < started:
        return (Unmet(None, "The session must end after it began.", fix="field:ended"),)
    told = _against_agreement(started, agreement) if agreement else ""
    if told:
        return (Unmet(Clause.HAMPTON_F_2, told, fix="field:started"),)
    if ended - started > LONGEST_SESSION:
        hours = int(LONGEST_SESSION.total_seconds() // 3600)
        words = (
            f"A session lasts {hours} hours at most. Each further one is agreed on and recorded by itself."
        )
        return (Unmet(Clause.HAMPTON_F_2, words, fix="field:ended"),)
    return ()


def _against_agreement(started: datetime, agreement: Agreement) -> str:
    chosen, said = _minute(agreement.chosen_at), _minute(agreement.said_at)
    if started < said:
        return (
            f"The candidate agreed at {moment(agreement.said_at)}, and no session begins before that. Give "
            "the time at which this one began."
        )
    if chosen - EARLIEST <= started <= chosen + LATEST:
        return ""
    return (
        f"The candidate agreed to {moment(agreement.chosen_at)}. A session begins "
        f"{int(EARLIEST.total_seconds() // 60)} minutes before that at the earliest and "
        f"{int(LATEST.total_seconds() // 3600)} hours after it at the latest. Where you agree on another "
        "time, offer it before you meet."
    )


def _minute(at: datetime) -> datetime:
    """Return the minute of a moment, as times are typed."""
    return at.replace(second=0, microsecond=0)


@cites(Clause.HAMPTON_F_2)
def waiting_words(until: datetime) -> str:
    """Say why nothing is logged yet of a session whose agreement the investigator alone has told of."""
    return (
        "You noted that the candidate agreed by telephone or in person. The candidate reads that on their "
        "own page: a look made in this session is logged once the candidate says that it was so, or after "
        f"{moment(until)}, when the time to say otherwise is over."
    )
