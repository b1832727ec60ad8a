"""What is read of a paper that is being copied: what was typed of it, by whom, its pages, what differed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.affidavits.answers import Answers, read_answers
from tracker.affidavits.models import SignedScan
from tracker.affidavits.scans import Scan, open_scan
from tracker.cases.models import Assignment
from tracker.on_paper.copied import PaperSignature, read_signature
from tracker.on_paper.models import PaperComparison, PaperCopy, PaperPage, PaperTypist
from tracker.on_paper.slots import COPIED, DIFFERENCE, SIGNED
from tracker.policy.answers import NotFound
from tracker.policy.vocabulary import Language
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

_OPEN = select(PaperCopy).where(PaperCopy.case_id == bindparam("case"), PaperCopy.ending.is_(None))
TYPISTS = (
    select(Person.id, Person.name)
    .join(PaperTypist, PaperTypist.person_id == Person.id)
    .where(PaperTypist.copy_id == bindparam("copy"))
    .order_by(PaperTypist.since, Person.name)
)
_INVESTIGATORS = (
    select(Person.id, Person.name)
    .join(Assignment, Assignment.person_id == Person.id)
    .where(Assignment.case_id == bindparam("case"))
    .order_by(Assignment.assigned_at.desc())
)
_PAGES = (
    select(
        PaperPage.number,
        PaperPage.scan_id,
        PaperPage.taken_off_at,
        SignedScan.media,
        SignedScan.size,
        SignedScan.fingerprint,
        SignedScan.handed_in_at,
    )
    .join(SignedScan, SignedScan.id == PaperPage.scan_id)
    .where(PaperPage.copy_id == bindparam("copy"))
    .order_by(PaperPage.number)
)
COMPARISONS = (
    select(
        PaperComparison.id,
        PaperComparison.version,
        PaperComparison.number,
        PaperComparison.same,
        PaperComparison.words,
        PaperComparison.compared_at,
        Person.name,
    )
    .join(Person, Person.id == PaperComparison.compared_by)
    .where(PaperComparison.copy_id == bindparam("copy"))
    .order_by(PaperComparison.number)
)


@dataclass(frozen=True, slots=True)
class PageRow:
    """A file that shows the paper; ``taken_off`` says that nobody is shown it any more."""

    number: int
    scan_id: UUID
    media: str
    size: int
    sha256: str
    added_at: datetime
    taken_off: bool

    @property
    def is_picture(self) -> bool:
        """Say whether it is shown on a page; other files are downloaded."""
        return self.media.startswith("image/")


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """What somebody said of a copy beside the paper."""

    who: str
    at: datetime
    same: bool
    words: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A signed paper that is being copied, opened.

    ``investigators`` have the case or had it, the last one first: whom a form can have been printed for.
    """

    copy_id: UUID
    reference: str
    version: int
    edition: int
    language: Language
    answers: Answers
    signature: PaperSignature
    begun_at: datetime
    saved_at: datetime
    handed_on_at: datetime | None
    typists: Mapping[UUID, str]
    all_pages: tuple[PageRow, ...]
    comparisons: tuple[ComparisonRow, ...]
    investigators: Mapping[UUID, str]

    @property
    def named(self) -> tuple[UUID | None, str]:
        """Return who may look, as the paper says: id and name, None and nothing where it names nobody."""
        said = self.signature.investigator
        found = ((one, name) for one, name in self.investigators.items() if str(one) == said)
        return next(found, (None, ""))

    @property
    def pages(self) -> tuple[PageRow, ...]:
        """Return the files that show the paper now."""
        return tuple(page for page in self.all_pages if not page.taken_off)

    @property
    def differs(self) -> ComparisonRow | None:
        """Return what differed when it was last compared, while it is typed again."""
        return self.comparisons[-1] if self.comparisons and self.handed_on_at is None else None


def paper_of(session: Session, case_id: UUID) -> Paper | None:
    """Return the paper of a case that is being copied, opened, in five statements; None where none is."""
    row = session.execute(_OPEN, {"case": case_id}).scalar_one_or_none()
    if row is None:
        return None
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    asked = {"copy": row.id}
    compared = tuple(
        ComparisonRow(
            who=one.name,
            at=one.compared_at,
            same=one.same,
            words=sealer.open_text(DIFFERENCE, one.id, one.version, one.words) if one.words else "",
        )
        for one in session.execute(COMPARISONS, asked)
    )
    return Paper(
        copy_id=row.id,
        reference=row.reference,
        version=row.version,
        edition=row.edition,
        language=Language(row.language),
        answers=read_answers(sealer.open_json(COPIED, row.id, row.version, row.answers)),
        signature=read_signature(sealer.open_json(SIGNED, row.id, row.version, row.signature)),
        begun_at=row.begun_at,
        saved_at=row.saved_at,
        handed_on_at=row.handed_on_at,
        typists={one.id: one.name for one in session.execute(TYPISTS, asked)},
        all_pages=_pages(session, row.id),
        comparisons=compared,
        investigators={one.id: one.name for one in session.execute(_INVESTIGATORS, {"case": case_id})},
    )


def the_paper(session: Session, case_id: UUID) -> Paper:
    """Return the paper of a case that is being copied; raises NotFound where none is."""
    paper = paper_of(session, case_id)
    if paper is None:
        raise NotFound
    return paper


def _pages(session: Session, copy_id: UUID) -> tuple[PageRow, ...]:
    return tuple(
        PageRow(
            number=row.number,
            scan_id=row.scan_id,
            media=row.media,
            size=row.size,
            sha256=row.fingerprint,
            added_at=row.handed_in_at,
            taken_off=row.taken_off_at is not None,
        )
        for row in session.execute(_PAGES, {"copy": copy_id})
    )


def page_of(session: Session, case_id: UUID, number: int) -> Scan:
    """Return a file that shows the paper of a case; raises NotFound, also for one that was taken off."""
    pages = {page.number: page for page in the_paper(session, case_id).pages}
    if number not in pages:
        raise NotFound
    return open_scan(session, case_id, pages[number].scan_id)
