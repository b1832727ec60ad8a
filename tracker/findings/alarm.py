"""Telling people once that a sealed file is not as it was received: IT, and who works on its case."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from uuid import UUID

from sqlalchemy import bindparam, select

from tracker.accounts.standing_roles import working_as
from tracker.accounts.writing_to import mail_people
from tracker.cases.models import Assignment
from tracker.db import UnitOfWork
from tracker.policy.actors import Role
from tracker.policy.answers import Unreadable
from tracker.policy.mailing import MailKind

_AT_WORK = select(Assignment.person_id, Assignment.assigned_by).where(
    Assignment.case_id.in_(bindparam("cases", expanding=True)), Assignment.ended_at.is_(None)
)


def tell_unlike(work: UnitOfWork, cases: Collection[UUID]) -> None:
    """Write to whoever must know of files found unlike now, in these cases; who calls leaves out the rest.

    These are IT, who puts the file back, the investigators of the cases, and who gave them the cases.
    """
    if not cases:
        return
    people = set(working_as(work.session, Role.IT))
    for row in work.session.execute(_AT_WORK, {"cases": sorted(set(cases), key=str)}):
        people |= {row.person_id, row.assigned_by}
    with suppress(Unreadable):  # where addresses are sealed shut, the custody and the system page tell it
        mail_people(work, MailKind.FILE_UNLIKE, people)
