"""Until when each closed case is kept: how it ended, its newest record, the agency's schedule, its holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, select
from sqlalchemy.orm import Session

from tracker.board.models import Decision
from tracker.cases.apart import decides_on
from tracker.cases.models import Case
from tracker.cases.said import tied_to
from tracker.clock import agency_day
from tracker.editions.shelf import editions
from tracker.ledger.acts.accounts import AccountActs
from tracker.ledger.acts.act import Act
from tracker.ledger.acts.answering import AnsweringActs
from tracker.ledger.acts.findings import FindingActs
from tracker.ledger.acts.mail import MailActs
from tracker.ledger.acts.openings import OpeningActs
from tracker.ledger.acts.oversight import OversightActs
from tracker.ledger.acts.records import RecordActs
from tracker.ledger.acts.rights import RightsActs
from tracker.ledger.models import ledger_entries
from tracker.policy.answers import NotFound
from tracker.policy.disposal import KeptCase
from tracker.policy.retention import Ending, ending_of
from tracker.policy.vocabulary import Outcome, Stage
from tracker.records.queries import holds_standing
from tracker.requisitions.models import Requisition
from tracker.rights.unanswered import unanswered

IN_PARTS_OF = 5_000
"""How many cases the database is asked about at once."""
NO_RECORDS = frozenset(
    {
        *(
            name
            for room in (AccountActs, MailActs, OpeningActs, OversightActs, RecordActs)
            for name, act in vars(room).items()
            if isinstance(act, Act)
        ),
        AnsweringActs.ANSWER_FILE_OPENED.name,
        AnsweringActs.ANSWER_FILE_VERIFIED.name,
        FindingActs.CAPTURE_EXPORTED.name,
        FindingActs.CAPTURE_VERIFIED.name,
        FindingActs.FILE_FOUND_UNLIKE.name,
        RightsActs.OWN_FILE_TAKEN.name,
    }
)
"""Acts that make no record of a case: who looked, what was mailed or verified, and retention itself."""


@dataclass(frozen=True, slots=True)
class KeptLine:
    """One case in the calendar of retention; it names nobody."""

    case_id: UUID
    candidate_id: UUID
    requisition_id: UUID
    requisition: str
    title: str
    opened_at: datetime
    ending: Ending
    series: str
    kept: KeptCase

    @property
    def reference(self) -> str:
        """Return the reference of the case."""
        return self.kept.reference


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a case: the matters that hold it, what its candidate asked for, who has a tie."""

    matters: tuple[str, ...]
    waiting: tuple[str, ...]
    tied: frozenset[UUID]


_CASES: Select[*tuple[Any, ...]] = (
    select(
        Case.id,
        Case.candidate_id,
        Case.requisition_id,
        Case.reference,
        Case.stage,
        Case.opened_at,
        Case.withdrawn_at,
        Requisition.reference.label("requisition"),
        Requisition.title,
        Requisition.profile,
        Requisition.profile_version,
        Requisition.profile_digest,
    )
    .join(Requisition, Requisition.id == Case.requisition_id)
    .order_by(Case.opened_at, Case.reference)
)
_NEWEST = (
    select(ledger_entries.c.case_id, func.max(ledger_entries.c.at).label("at"))
    .where(
        ledger_entries.c.case_id.in_(bindparam("cases", expanding=True)),
        ledger_entries.c.event.not_in(sorted(NO_RECORDS)),
    )
    .group_by(ledger_entries.c.case_id)
)
_OUTCOMES = (
    select(Decision.case_id, Decision.outcome)
    .where(Decision.case_id.in_(bindparam("cases", expanding=True)))
    .order_by(Decision.number)
)


def calendar(session: Session, reader: UUID) -> tuple[KeptLine, ...]:
    """Return every closed case, the one that is due first coming first, in six statements for up to 5,000.

    Cases of candidates on whom the reader decides, or decided, are left out (Hamden D.2).
    """
    closed = (Case.stage == Stage.CLOSED.value) & ~decides_on(bindparam("reader"))
    lines = _lines(session, closed, {"reader": reader})
    return tuple(sorted(lines, key=lambda line: (line.kept.due_on, line.reference)))


def cases_called(session: Session, references: Collection[str]) -> tuple[KeptLine, ...]:
    """Return the cases with these references as they stand now; raises NotFound where one has none."""
    wanted = sorted(set(references))
    lines = _lines(session, Case.reference.in_(wanted), {}) if wanted else ()
    if len(lines) != len(wanted):
        raise NotFound
    return tuple(lines)


def cases_in(session: Session, case_ids: Collection[UUID]) -> dict[UUID, KeptLine]:
    """Return cases by their ids as they stand now."""
    return {line.case_id: line for line in _lines(session, Case.id.in_(list(case_ids)), {})}


def _lines(session: Session, which: ColumnElement[bool], keys: dict[str, Any]) -> Sequence[KeptLine]:
    rows = session.execute(_CASES.where(which), keys).all()
    ids = [row.id for row in rows]
    newest, outcomes = dict[UUID, date](), dict[UUID, str]()
    held: dict[UUID, tuple[str, ...]] = {}
    waiting: dict[UUID, tuple[str, ...]] = {}
    tied: dict[UUID, frozenset[UUID]] = {}
    for part in _parts(ids):
        for one in session.execute(_NEWEST, {"cases": [str(case_id) for case_id in part]}):
            newest[UUID(one.case_id)] = agency_day(datetime.fromisoformat(one.at))
        for one in session.execute(_OUTCOMES, {"cases": part}):
            outcomes[one.case_id] = one.outcome
        held |= holds_standing(session, part)
        waiting |= unanswered(session, part)
    for some in _parts(list(dict.fromkeys(row.candidate_id for row in rows))):
        tied |= tied_to(session, some)
    return [
        _line(
            row,
            max(newest.get(row.id, date.min), agency_day(row.opened_at)),
            outcomes.get(row.id, ""),
            Around(held.get(row.id, ()), waiting.get(row.id, ()), tied.get(row.candidate_id, frozenset())),
        )
        for row in rows
    ]


def _parts(ids: list[UUID]) -> Iterable[list[UUID]]:
    return (ids[start : start + IN_PARTS_OF] for start in range(0, len(ids), IN_PARTS_OF))


def _line(row: Row[Any], newest: date, outcome: str, around: Around) -> KeptLine:
    profile = editions().profile(row.profile, row.profile_version, row.profile_digest)
    ending = ending_of(withdrawn=row.withdrawn_at is not None, went_on=outcome == Outcome.CONTINUE)
    return KeptLine(
        case_id=row.id,
        candidate_id=row.candidate_id,
        requisition_id=row.requisition_id,
        requisition=row.requisition,
        title=row.title,
        opened_at=row.opened_at,
        ending=ending,
        series=profile.retention_ground.source,
        kept=KeptCase(
            row.reference,
            Stage(row.stage),
            newest,
            profile.retention.years(ending),
            around.matters,
            around.waiting,
            around.tied,
        ),
    )
