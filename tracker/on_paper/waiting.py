"""Which papers wait, for whom, and which one was filed last; opens nothing of what is in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.affidavits.models import Affidavit
from tracker.cases.apart import decides_on
from tracker.cases.how_far import HowFar
from tracker.cases.lists import candidate_names
from tracker.cases.models import Candidate, Case
from tracker.on_paper.models import PaperCopy, PaperLetter, PaperTypist
from tracker.on_paper.queries import COMPARISONS, TYPISTS
from tracker.policy.vocabulary import Stage

COPYING = HowFar("On paper, being copied")
COMPARING = HowFar("On paper, to be compared", waits=True)

_FILED = (
    select(
        PaperCopy.id,
        PaperCopy.ended_at,
        PaperCopy.reference.label("paper"),
        PaperLetter.sent_at,
        Affidavit.reference,
        Affidavit.edition,
        Affidavit.fingerprint,
        Affidavit.language,
    )
    .join(Affidavit, Affidavit.id == PaperCopy.affidavit_id)
    .outerjoin(PaperLetter, PaperLetter.copy_id == PaperCopy.id)
    .where(PaperCopy.case_id == bindparam("case"))
    .order_by(Affidavit.edition.desc())
    .limit(1)
)
_WAITING = select(PaperCopy.case_id, PaperCopy.handed_on_at).where(
    PaperCopy.case_id.in_(bindparam("cases", expanding=True)), PaperCopy.ending.is_(None)
)
_OF_CANDIDATES = (
    select(
        PaperCopy.id,
        PaperCopy.reference,
        PaperCopy.saved_at,
        PaperCopy.handed_on_at,
        PaperCopy.ended_at,
        Case.reference.label("case"),
        Case.candidate_id,
        Candidate.version.label("candidate_version"),
        Candidate.name.label("sealed_name"),
    )
    .join(Case, Case.id == PaperCopy.case_id)
    .join(Candidate, Candidate.id == Case.candidate_id)
    .where(Case.stage != Stage.DISPOSED.value, ~decides_on(bindparam("reader")))
)
_LINES = _OF_CANDIDATES.where(PaperCopy.ending.is_(None)).order_by(PaperCopy.begun_at, PaperCopy.id)
_LETTERS = (
    _OF_CANDIDATES.outerjoin(PaperLetter, PaperLetter.copy_id == PaperCopy.id)
    .where(PaperCopy.affidavit_id.is_not(None), PaperLetter.id.is_(None))
    .order_by(PaperCopy.ended_at, PaperCopy.id)
)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper as the list shows it; ``own`` says that the reader typed something of its copy."""

    reference: str
    case: str
    candidate: str
    since: datetime
    to_be_compared: bool
    own: bool


@dataclass(frozen=True, slots=True)
class FiledPaper:
    """The newest edition that was filed from a paper."""

    reference: str
    edition: int
    fingerprint: str
    language: str
    filed_at: datetime
    typists: tuple[str, ...]
    compared_by: str
    paper: str
    copy_id: UUID
    letter_sent_at: datetime | None


def filed_paper(session: Session, case_id: UUID) -> FiledPaper | None:
    """Return the newest edition of a case that was filed from a paper, in three statements; or None."""
    row = session.execute(_FILED, {"case": case_id}).one_or_none()
    if row is None:
        return None
    asked = {"copy": row.id}
    return FiledPaper(
        reference=row.reference,
        edition=row.edition,
        fingerprint=row.fingerprint,
        language=row.language,
        filed_at=row.ended_at,
        typists=tuple(one.name for one in session.execute(TYPISTS, asked)),
        compared_by=session.execute(COMPARISONS, asked).all()[-1].name,
        paper=row.paper,
        copy_id=row.id,
        letter_sent_at=row.sent_at,
    )


def papers_under_way(session: Session, cases: Collection[UUID]) -> Mapping[UUID, bool]:
    """Return the cases of which a paper is being copied, each with whether it waits to be compared."""
    rows = session.execute(_WAITING, {"cases": list(cases)})
    return {row.case_id: row.handed_on_at is not None for row in rows}


def paper_lines(session: Session, reader_id: UUID) -> tuple[PaperLine, ...]:
    """Return the papers that are being copied or wait to be compared, in three statements.

    Those of candidates whom the reader decides on are left out (Hamden D.2), and those of cases that are
    disposed of.
    """
    rows = session.execute(_LINES, {"reader": reader_id}).all()
    names = candidate_names(session, rows) if rows else {}
    typed = set(session.scalars(select(PaperTypist.copy_id).where(PaperTypist.person_id == reader_id)))
    return tuple(
        PaperLine(
            reference=row.reference,
            case=row.case,
            candidate=names[row.candidate_id],
            since=row.handed_on_at or row.saved_at,
            to_be_compared=row.handed_on_at is not None,
            own=row.id in typed,
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A filed paper whose letter did not go out yet."""

    reference: str
    case: str
    candidate: str
    filed_at: datetime


def letter_lines(session: Session, reader_id: UUID) -> tuple[LetterLine, ...]:
    """Return the filed papers whose letters wait, the oldest first, in two statements; left out as above."""
    rows = session.execute(_LETTERS, {"reader": reader_id}).all()
    names = candidate_names(session, rows) if rows else {}
    return tuple(LetterLine(row.reference, row.case, names[row.candidate_id], row.ended_at) for row in rows)


def how_far_papers_are(session: Session, cases: Collection[UUID]) -> Mapping[UUID, HowFar]:
    """Return which of many cases have a paper under way, in one statement."""
    return {
        case_id: COMPARING if handed_on else COPYING
        for case_id, handed_on in papers_under_way(session, cases).items()
    }
