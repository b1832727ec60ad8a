"""By when what happens to an affidavit, as the candidate's pages tell it, and who has the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.affidavits.setting import Setting
from tracker.cases.invitation_lines import invited_until
from tracker.clock import agency_day
from tracker.policy.stages import FOR_CANDIDATES
from tracker.policy.vocabulary import Stage


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of one case for its candidate.

    ``due`` is the last day for the affidavit, ``planned`` the day by which the unit means to be done;
    ``late`` and ``longer`` say that they have passed. ``link_until`` is the end of the link that works now,
    None where none does.
    """

    due: date
    late: bool
    planned: date
    longer: bool
    link_until: datetime | None


def dates_of(session: Session, setting: Setting, now: datetime) -> Dates:
    """Return the dates of a case as they stand now, in one statement."""
    due, planned, today = setting.header.affidavit_due, agency_day(setting.header.due_at), agency_day(now)
    until = invited_until(session, setting.case_id, now)
    return Dates(due=due, late=today > due, planned=planned, longer=today > planned, link_until=until)


def stands_of(setting: Setting) -> str:
    """Return the key by which the candidate's pages say how far the case is, or how it ended."""
    if setting.header.withdrawn_at is not None:
        return "withdrawn"
    if setting.header.seen_as is Stage.RELEASED:
        return "with-the-board"
    return FOR_CANDIDATES[setting.header.seen_as]
