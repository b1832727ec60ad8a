"""Drafts: what somebody typed of a finding and has not saved, so that it survives adding a capture.

A form that goes on with a draft carries the draft's mark: its reference and how often it was kept. What
another window kept since is never overwritten: this form's words are then kept beside it, as a further draft.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.db import UnitOfWork
from tracker.findings import slots
from tracker.findings.models import Finding, FindingDraft
from tracker.findings.queries import finding_id_of
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.affidavit import missing_in_text
from tracker.policy.answers import NotFound, Unmet, require
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.protocol.surroundings import standing
from tracker.references import plain
from tracker.vault.format import Domain
from tracker.vault.sealer import Sealer
from tracker.vault.vault import vault_of

EMPTY: Mapping[str, str | list[str]] = {}

_LIVE = (
    select(
        FindingDraft.id,
        FindingDraft.version,
        FindingDraft.reference,
        FindingDraft.content,
        FindingDraft.kept_at,
        Finding.reference.label("finding"),
    )
    .outerjoin(Finding, Finding.id == FindingDraft.finding_id)
    .where(
        FindingDraft.case_id == bindparam("case"),
        FindingDraft.kept_by == bindparam("person"),
        FindingDraft.settled_at.is_(None),
    )
    .order_by(FindingDraft.kept_at.desc(), FindingDraft.reference)
)
_KEPT = (
    select(Person.name, func.count())
    .join(FindingDraft, FindingDraft.kept_by == Person.id)
    .where(FindingDraft.case_id == bindparam("case"), FindingDraft.settled_at.is_(None))
    .group_by(Person.id, Person.name)
    .order_by(Person.name)
)
_LIVE_ONE = _LIVE.where(FindingDraft.reference == bindparam("draft"))


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed, by the fields' names; ``finding`` is empty for one that is to be a new finding."""

    reference: str
    finding: str
    content: Mapping[str, str | list[str]]
    kept_at: datetime
    version: int

    @property
    def mark(self) -> str:
        """Return what a form carries that goes on with this draft as it is now."""
        return f"{self.reference}.{self.version}"


def drafts_of(session: Session, case_id: UUID, person_id: UUID) -> tuple[Draft, ...]:
    """Return somebody's own drafts in a case, the newest first, in two statements."""
    rows = session.execute(_LIVE, {"case": case_id, "person": person_id}).all()
    if not rows:
        return ()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return tuple(
        Draft(
            row.reference,
            row.finding or "",
            sealer.open_json(slots.DRAFT, row.id, row.version, row.content),
            row.kept_at,
            row.version,
        )
        for row in rows
    )


def drafts_kept(session: Session, case_id: UUID) -> tuple[tuple[str, int], ...]:
    """Return who has how many drafts of a case that are not saved yet, without opening any."""
    return tuple(row._tuple() for row in session.execute(_KEPT, {"case": case_id}))


def draft_of(session: Session, case_id: UUID, person_id: UUID, reference: str) -> Draft:
    """Return one of somebody's own drafts; raises NotFound, for other people's too."""
    row = session.execute(_LIVE_ONE, {"case": case_id, "person": person_id, "draft": reference}).one_or_none()
    if row is None:
        raise NotFound
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    content = sealer.open_json(slots.DRAFT, row.id, row.version, row.content)
    return Draft(row.reference, row.finding or "", content, row.kept_at, row.version)


def keep_draft(
    work: UnitOfWork,
    case: CaseFacts,
    *,
    content: Mapping[str, str | list[str]],
    finding: str = "",
    mark: str = "",
) -> FindingDraft:
    """Keep what was typed; with a ``mark`` that still holds, in place of what the same draft held before."""
    permit(work.actor, Permission.WRITE_FINDING, case)
    require(standing(work.session, case, work.actor.person_id, work.now()).unmet)
    for value in content.values():
        for text in [value] if isinstance(value, str) else value:
            require(missing_in_text(text))
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    finding_id = finding_id_of(work.session, case.case_id, finding) if finding else None
    draft = _marked(work, case, mark)
    if draft is not None and draft.finding_id == finding_id:
        _record_kept(work, case, draft.reference)
        return work.change(draft, content=_sealed(sealer, draft, content), kept_at=work.now())
    draft_id, reference = uuid4(), work.reference(FindingDraft.reference, lambda: plain("D"))
    _record_kept(work, case, reference)
    return work.add(
        FindingDraft(
            id=draft_id,
            reference=reference,
            case_id=case.case_id,
            finding_id=finding_id,
            content=sealer.seal_json(slots.DRAFT, draft_id, 1, dict(content)),
            kept_by=work.actor.person_id,
            kept_at=work.now(),
        )
    )


def tick_in_draft(
    work: UnitOfWork, case: CaseFacts, *, reference: str, captures: Collection[str]
) -> FindingDraft:
    """Tick captures in a draft of one's own, that were added on its account."""
    permit(work.actor, Permission.WRITE_FINDING, case)
    draft = _live(work, case, reference)
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    content = dict(sealer.open_json(slots.DRAFT, draft.id, draft.version, draft.content))
    ticked = content.get("captures", [])
    there = [ticked] if isinstance(ticked, str) else list(ticked)
    content["captures"] = [*there, *(one for one in captures if one not in there)]
    _record_kept(work, case, reference)
    return work.change(draft, content=_sealed(sealer, draft, content), kept_at=work.now())


def use_up_draft(work: UnitOfWork, case: CaseFacts, *, mark: str) -> FindingDraft | None:
    """Empty a draft that became a version; what another window kept in it since stays a draft."""
    permit(work.actor, Permission.WRITE_FINDING, case)
    draft = _marked(work, case, mark)
    return _settled(work, case, draft) if draft else None


def drop_draft(work: UnitOfWork, case: CaseFacts, *, reference: str) -> FindingDraft:
    """Give a draft of one's own up, and empty it; raises NotFound."""
    permit(work.actor, Permission.WRITE_FINDING, case)
    draft = _live(work, case, reference)
    record(work, Event.FINDING_DRAFT_SETTLED, about=("draft", reference), case_id=case.case_id)
    return _settled(work, case, draft)


def missing_to_use_up(session: Session, case_id: UUID, person_id: UUID, mark: str) -> tuple[Unmet, ...]:
    """Say that the draft of a form is gone: its words may be a finding already."""
    reference, _, _ = mark.partition(".")
    which = {"case": case_id, "person": person_id, "draft": reference}
    if not mark or session.execute(_LIVE_ONE, which).one_or_none() is not None:
        return ()
    words = (
        "The draft was saved as a finding or dropped in another window. What you typed is below. "
        "Look at the findings of the case first; if this is a further one, save again."
    )
    return (Unmet(None, words),)


def _settled(work: UnitOfWork, case: CaseFacts, draft: FindingDraft) -> FindingDraft:
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    return work.change(draft, content=_sealed(sealer, draft, EMPTY), settled_at=work.now())


def _record_kept(work: UnitOfWork, case: CaseFacts, reference: str) -> None:
    record(work, Event.FINDING_DRAFT_KEPT, about=("draft", reference), case_id=case.case_id)


def _sealed(sealer: Sealer, draft: FindingDraft, content: Mapping[str, str | list[str]]) -> bytes:
    return sealer.seal_json(slots.DRAFT, draft.id, draft.version + 1, dict(content))


def _marked(work: UnitOfWork, case: CaseFacts, mark: str) -> FindingDraft | None:
    """Return the draft of a mark, where nobody kept or settled it since."""
    reference, _, version = mark.partition(".")
    draft = work.session.scalars(_own(work, case, reference)).one_or_none()
    return draft if draft is not None and str(draft.version) == version else None


def _live(work: UnitOfWork, case: CaseFacts, reference: str) -> FindingDraft:
    draft = work.session.scalars(_own(work, case, reference)).one_or_none()
    if draft is None:
        raise NotFound
    return draft


def _own(work: UnitOfWork, case: CaseFacts, reference: str) -> Select[FindingDraft]:
    return select(FindingDraft).where(
        FindingDraft.case_id == case.case_id,
        FindingDraft.reference == reference,
        FindingDraft.kept_by == work.actor.person_id,
        FindingDraft.settled_at.is_(None),
    )
