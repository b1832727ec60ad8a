"""How tests find the sample candidates and read where they stand."""

from __future__ import annotations

from sqlalchemy import select

from tracker.cases.addresses import email_index
from tracker.cases.models import Candidate, Case
from tracker.cases.queries import facts_of
from tracker.db import clock_of, db
from tracker.demo.cast import CANDIDATE_MAIL
from tracker.policy.facts import CaseFacts
from tracker.policy.uniformity import CaseWork, Matrix, matrix, work_is_over
from tracker.policy.vocabulary import Stage
from tracker.protocol.progress import requisition_cells
from tracker.requisitions.models import Requisition


def case_of(slug: str) -> CaseFacts:
    """Return the case of a sample candidate."""
    index = email_index(db.session, f"{slug}@{CANDIDATE_MAIL}")
    found = (
        select(Case.id)
        .join(Candidate, Candidate.id == Case.candidate_id)
        .where(Candidate.email_index == index)
    )
    return facts_of(db.session, db.session.scalars(found).one())


def uniformity(title: str) -> Matrix:
    """Return the matrix of a requisition, those who withdrew left out."""
    requisition_id = db.session.scalars(select(Requisition.id).where(Requisition.title == title)).one()
    now = clock_of(db.session).now()
    return matrix(
        [
            CaseWork(case.reference, case.steps, work_is_over(case.stage, case.due_at, now))
            for case in requisition_cells(db.session, requisition_id)
            if case.stage is not Stage.WITHDRAWN
        ]
    )
