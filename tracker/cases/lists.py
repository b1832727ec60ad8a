"""The list of cases for HR: whose, and how far; nothing of what is in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from tracker.accounts.models import SignInSession
from tracker.cases.apart import decides_on
from tracker.cases.came_back import came_back, stage_told
from tracker.cases.correcting import SEEN_STAGE
from tracker.cases.due import days_over, due_next
from tracker.cases.how_far import HowFar, how_far
from tracker.cases.invitation_lines import works
from tracker.cases.models import Candidate, Case, Invitation, InvitationCode, LinkRequest
from tracker.cases.queries import CANDIDATE_NAME
from tracker.cases.way_back import waiting_requests
from tracker.mail.models import OutgoingMail
from tracker.policy.affidavit_window import WAITING
from tracker.policy.mailing import WITH_LINK, MailState
from tracker.policy.stages import is_over, not_invited
from tracker.policy.vocabulary import Stage
from tracker.requisitions.models import Requisition
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

PAGE = 100
"""Lines of one page of a list."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case as HR sees it: whose, where, how far; nothing of what is in it.

    ``told`` is where it stands in the word that the team reads; a correction shows to nobody here.
    ``invited_until`` is set while an invitation works, ``asked_since`` while somebody waits for a new one.
    ``is_over`` says that the application is, so that a way in leads to the candidate's own file alone.
    ``came_in`` says that the candidate entered, ``mail`` how far the newest mail with a link is, ``how_far``
    what later rooms tell of the affidavit. ``due`` is the day by which the affidavit, or after it the review,
    is awaited, None once neither is; ``days_over`` counts the days since.
    """

    reference: str
    candidate_name: str
    requisition: str
    title: str
    stage: Stage
    told: str
    invited_until: datetime | None
    is_over: bool
    asked_since: datetime | None
    came_in: bool
    mail: MailState | None
    how_far: HowFar | None
    opened_at: datetime
    due: date | None
    days_over: int

    @property
    def awaits_affidavit(self) -> bool:
        """Say whether the affidavit is still to come."""
        return self.stage in WAITING

    @property
    def never_invited(self) -> bool:
        """Say whether the candidate has still to be invited a first time."""
        return not_invited(self.stage)


@dataclass(frozen=True, slots=True)
class CaseList:
    """A page of cases, newest first; ``older`` is the reference to go on after, empty on the last page."""

    lines: tuple[CaseLine, ...]
    older: str
    counts: Mapping[Stage, int]


def case_list(
    session: Session,
    now: datetime,
    *,
    requisition: str = "",
    stages: Collection[Stage] = (),
    after: str = "",
    apart_from: UUID | None = None,
    named: bool = True,
) -> CaseList:
    """Return the cases with their states; ``requisition`` and ``stages`` limit them.

    Candidates on whom ``apart_from`` decides are left out and counted nowhere (Hamden D.2). Their names are
    opened only where they are ``named``. It takes as many statements for many as for few.
    """
    others = () if apart_from is None else (~decides_on(bindparam("reader", apart_from)),)
    query = _newest_first(now, requisition, stages).where(*others).limit(PAGE + 1)
    if after:
        at, row_id = anchor(Case.opened_at, after, *others), anchor(Case.id, after, *others)
        query = query.where(or_(Case.opened_at < at, and_(Case.opened_at == at, Case.id < row_id)))
    counted = select(SEEN_STAGE, func.count()).select_from(Case).where(*others).group_by(SEEN_STAGE)
    found = session.execute(query).all()
    rows = found[:PAGE]
    if requisition:
        counted = counted.join(Requisition, Requisition.id == Case.requisition_id)
        counted = counted.where(Requisition.reference == requisition)
    return CaseList(
        lines=_lines(session, now, rows, candidate_names(session, rows) if named else {}),
        older=rows[-1].reference if len(found) > PAGE else "",
        counts={Stage(stage): number for stage, number in session.execute(counted)},
    )


def _lines(
    session: Session, now: datetime, rows: Sequence[Row[*tuple[Any, ...]]], names: Mapping[UUID, str]
) -> tuple[CaseLine, ...]:
    known = how_far(session, [row.id for row in rows])
    returned = came_back(session, [row.id for row in rows])
    return tuple(
        _line(session, now, row, names.get(row.candidate_id, ""), known.get(row.id), back=row.id in returned)
        for row in rows
    )


def _line(
    session: Session,
    now: datetime,
    row: Row[*tuple[Any, ...]],
    name: str,
    known: HowFar | None,
    *,
    back: bool,
) -> CaseLine:
    stage = Stage(row.stage)
    due = due_next(session, stage, row.opened_at, row.due_at)
    return CaseLine(
        reference=row.reference,
        candidate_name=name,
        requisition=row.requisition,
        title=row.title,
        stage=stage,
        told=stage_told(row.stage, None, returned=back),
        invited_until=row.invited_until,
        is_over=is_over(stage),
        asked_since=row.asked_since,
        came_in=row.came_in is not None,
        mail=MailState(row.mail) if row.mail else None,
        how_far=known,
        opened_at=row.opened_at,
        due=due,
        days_over=days_over(due, now),
    )


_CAME_IN = (
    select(func.min(SignInSession.started_at))
    .where(SignInSession.subject_id == Case.candidate_id, SignInSession.case_id == Case.id)
    .correlate(Case)
    .scalar_subquery()
)
_MAIL = (
    select(OutgoingMail.state)
    .where(OutgoingMail.case_id == Case.id, OutgoingMail.kind.in_([kind.value for kind in WITH_LINK]))
    .order_by(OutgoingMail.posted_at.desc(), OutgoingMail.id)
    .limit(1)
    .correlate(Case)
    .scalar_subquery()
)


def _newest_first(now: datetime, requisition: str, stages: Collection[Stage]) -> Select[*tuple[Any, ...]]:
    invited = (
        select(func.max(Invitation.expires_at))
        .outerjoin(InvitationCode, InvitationCode.id == Invitation.code_id)
        .where(Invitation.case_id == Case.id, works(now))
        .correlate(Case)
        .scalar_subquery()
    )
    asked = waiting_requests().where(LinkRequest.case_id == Case.id).correlate(Case).scalar_subquery()
    query = (
        select(
            Case.id,
            Case.reference,
            SEEN_STAGE.label("stage"),
            Case.opened_at,
            Case.due_at,
            Case.candidate_id,
            Candidate.version.label("candidate_version"),
            Candidate.name.label("sealed_name"),
            Requisition.reference.label("requisition"),
            Requisition.title,
            invited.label("invited_until"),
            asked.label("asked_since"),
            _CAME_IN.label("came_in"),
            _MAIL.label("mail"),
        )
        .join(Candidate, Candidate.id == Case.candidate_id)
        .join(Requisition, Requisition.id == Case.requisition_id)
        .order_by(Case.opened_at.desc(), Case.id.desc())
    )
    if requisition:
        query = query.where(Requisition.reference == requisition)
    if stages:
        query = query.where(SEEN_STAGE.in_([stage.value for stage in stages]))
    return query


def anchor(column: Any, reference: str, *shown: ColumnElement[bool]) -> ColumnElement[Any]:
    """Return the place in the list after which a page goes on; none where the case is not ``shown``.

    So a case that is left out of a list answers as one that there is not.
    """
    return select(column).where(Case.reference == reference, *shown).correlate(None).scalar_subquery()


def candidate_names(session: Session, rows: Collection[Row[*tuple[Any, ...]]]) -> Mapping[UUID, str]:
    """Open the names of many candidates, in one statement; rows hold the id, version and sealed name."""
    sealers = vault_of(session).domains(session, Domain.CANDIDATE, {row.candidate_id for row in rows})
    return {
        row.candidate_id: sealers[row.candidate_id].open_text(
            CANDIDATE_NAME, row.candidate_id, row.candidate_version, row.sealed_name
        )
        for row in rows
    }
