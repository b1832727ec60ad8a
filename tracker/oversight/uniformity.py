"""The uniformity table of a requisition: candidates by steps, by reference and never by name (Hamden D.5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.cases.bound import lent_in
from tracker.cases.models import Case
from tracker.db import clock_of
from tracker.oversight.answer_times import times_to_answer
from tracker.oversight.kept_work import Work, work_of
from tracker.policy.definitions import ProtocolDefinition
from tracker.policy.facts import RequisitionFacts
from tracker.policy.uniformity import Column, Matrix, Row, is_unlike
from tracker.protocol.queries import definition_of
from tracker.protocol.time_asked import times_given
from tracker.requisitions.deviations import DeviationLine, deviation_list
from tracker.requisitions.models import Requisition

_CHOICE = (
    select(
        Requisition.reference,
        Requisition.title,
        Requisition.opened_at,
        Requisition.closed_at,
        func.count(Case.id).label("cases"),
    )
    .outerjoin(Case, (Case.requisition_id == Requisition.id) & Case.withdrawn_at.is_(None))
    .where(Requisition.opened_at.is_not(None))
    .group_by(Requisition.id)
    .order_by(Requisition.opened_at.desc(), Requisition.reference)
)


@dataclass(frozen=True, slots=True)
class RequisitionLine:
    """A requisition whose table can be chosen, with the candidates in it."""

    reference: str
    title: str
    opened_at: datetime
    closed_at: datetime | None
    cases: int


@dataclass(frozen=True, slots=True)
class UniformityTable:
    """The table of one requisition, with what the Chief deviated from and who withdrew and is left out."""

    requisition: str
    title: str
    protocol: str
    table: Matrix
    withdrawn: tuple[str, ...]
    deviations: tuple[DeviationLine, ...]
    times: Mapping[str, tuple[str, ...]]
    """By reference, in sentences, which candidates' cases got more time than others'."""
    answers: Mapping[str, tuple[str, ...]]
    """By reference, in sentences, which candidates got more time to answer a concern."""
    lent: Mapping[str, tuple[str, ...]]
    """By reference, in sentences, for which cases a partner agency lent somebody."""

    @property
    def told(self) -> tuple[Mapping[str, tuple[str, ...]], ...]:
        """Return what went otherwise for whole cases, by reference and in sentences."""
        return self.times, self.answers, self.lent

    def shown(self, *, differences_only: bool, searched: Collection[str] | None = None) -> tuple[Row, ...]:
        """Return all candidates, or those for whom something differs; of some cases if those are named."""
        rows = self.unlike if differences_only else self.table.rows
        return tuple(row for row in rows if searched is None or row.reference in searched)

    @property
    def unlike(self) -> tuple[Row, ...]:
        """Return the candidates for whom something went otherwise than for everyone."""
        told = {*self.times, *self.answers, *self.lent}
        return tuple(row for row in self.table.rows if is_unlike(row) or row.reference in told)


def opened_requisitions(session: Session) -> tuple[RequisitionLine, ...]:
    """Return the requisitions that were opened, newest first, in one statement."""
    return tuple(
        RequisitionLine(row.reference, row.title, row.opened_at, row.closed_at, row.cases)
        for row in session.execute(_CHOICE)
    )


def uniformity_of(
    session: Session, requisition: RequisitionFacts, work: Work | None = None
) -> UniformityTable:
    """Return the table of a requisition, in eleven statements however many its candidates are.

    ``work`` is what is compared, read here unless it is given. Candidates who withdrew are left out, since
    nothing more is searched for them; raises NotFound while the requisition is bound to no protocol.
    """
    definition = definition_of(session, requisition.requisition_id)
    work = work or work_of(session, requisition.requisition_id)
    return UniformityTable(
        requisition=requisition.reference,
        title=requisition.title,
        protocol=named(definition),
        table=work.matrix_at(clock_of(session).now()),
        withdrawn=tuple(case.reference for case in work.cases if case.withdrawn),
        deviations=deviation_list(session, requisition.requisition_id),
        times=times_given(session, requisition.requisition_id),
        answers=times_to_answer(session, requisition.requisition_id),
        lent=lent_in(session, requisition.requisition_id),
    )


def named(definition: ProtocolDefinition) -> str:
    """Return what a protocol is called, with its version and the start of its digest."""
    return f"{definition.title}, version {definition.version} ({definition.digest[:16]}…)"


def column_of(table: Matrix, code: str) -> Column | None:
    """Return what a step came to over all candidates."""
    return next((column for column in table.columns if column.code == code), None)
