"""Which voluntary answers are a case's: found by a keyed digest, opened for the yearly count alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.impact.models import VoluntaryAnswer
from tracker.impact.slots import SAID
from tracker.policy.impact import Heritage, Said, Sex
from tracker.vault.format import VOLUNTARY_HOLDER, Domain
from tracker.vault.sealer import Sealer
from tracker.vault.vault import vault_of

AT_ONCE = 20_000
"""So many cases are asked about in one statement at the most: databases take no more values."""
_newest = (
    select(VoluntaryAnswer.case_index, func.max(VoluntaryAnswer.number).label("number"))
    .group_by(VoluntaryAnswer.case_index)
    .subquery()
)


def index_of(session: Session, case_id: UUID) -> str:
    """Return what stands for a case beside its candidate's voluntary answers."""
    return vault_of(session).blind_index("voluntary_answers", "case_index", case_id.hex).hex()


def sealer_of(session: Session) -> Sealer:
    """Return the sealer of all voluntary answers, whose key seals nothing else."""
    return vault_of(session).domain(session, Domain.SYSTEM, VOLUNTARY_HOLDER)


def times_answered(session: Session, case_id: UUID) -> int:
    """Return how often the candidate of a case has given these answers; opens nothing."""
    asked = select(func.count()).where(VoluntaryAnswer.case_index == index_of(session, case_id))
    return session.scalar(asked) or 0


def said_in(session: Session, case_ids: Iterable[UUID]) -> Mapping[UUID, Said]:
    """Open the newest answers of candidates, by case, in two statements for every 20,000 cases."""
    cases = {index_of(session, case_id): case_id for case_id in case_ids}
    indexes, found = sorted(cases), dict[UUID, Said]()
    sealer = sealer_of(session)
    for start in range(0, len(indexes), AT_ONCE):
        rows = session.execute(
            select(
                VoluntaryAnswer.id,
                VoluntaryAnswer.version,
                VoluntaryAnswer.case_index,
                VoluntaryAnswer.answers,
            )
            .join(
                _newest,
                (_newest.c.case_index == VoluntaryAnswer.case_index)
                & (_newest.c.number == VoluntaryAnswer.number),
            )
            .where(VoluntaryAnswer.case_index.in_(indexes[start : start + AT_ONCE]))
        )
        for row in rows:
            told = sealer.open_json(SAID, row.id, row.version, row.answers)
            found[cases[row.case_index]] = Said(
                Sex(told["sex"]) if told["sex"] else None,
                Heritage(told["heritage"]) if told["heritage"] else None,
            )
    return found
