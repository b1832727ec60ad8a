"""Drafts of protocols as they are read: how each stands, its wording, and what was said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.editions.written import edition_of
from tracker.policy.answers import NotFound
from tracker.policy.definitions import ProtocolDefinition
from tracker.policy.protocol_drafts import OVER, STATE_WORDS, DraftAct, DraftFacts, DraftState
from tracker.requisitions.models_drafts import (
    ProtocolDraft,
    ProtocolDraftAct,
    ProtocolEdition,
    ProtocolWording,
)
from tracker.requisitions.on_file import protocol_on_file
from tracker.requisitions.using import use_of

_DRAFT = select(ProtocolDraft).where(
    ProtocolDraft.protocol == bindparam("protocol"), ProtocolDraft.number == bindparam("number")
)
_WORDINGS = (
    select(ProtocolWording.number, ProtocolWording.saved_by, ProtocolWording.saved_at, Person.name)
    .join(Person, Person.id == ProtocolWording.saved_by)
    .where(ProtocolWording.draft_id == bindparam("draft"))
    .order_by(ProtocolWording.number)
)
_CONTENT = select(ProtocolWording.content).where(
    ProtocolWording.draft_id == bindparam("draft"), ProtocolWording.number == bindparam("wording")
)
_ACTS = (
    select(
        ProtocolDraftAct.act,
        ProtocolDraftAct.wording,
        ProtocolDraftAct.words,
        ProtocolDraftAct.done_at,
        Person.name,
    )
    .join(Person, Person.id == ProtocolDraftAct.done_by)
    .where(ProtocolDraftAct.draft_id == bindparam("draft"))
    .order_by(ProtocolDraftAct.number)
)
_EDITION = (
    select(
        ProtocolEdition.protocol,
        ProtocolEdition.number,
        ProtocolEdition.digest,
        ProtocolEdition.published_at,
        Person.name,
    )
    .join(Person, Person.id == ProtocolEdition.published_by)
    .where(ProtocolEdition.draft_id == bindparam("draft"))
)
_here = aliased(ProtocolDraftAct)
_later = aliased(ProtocolDraftAct)
_LAST = (
    _here.draft_id == ProtocolDraft.id,
    ~exists().where(_later.draft_id == _here.draft_id, _later.number > _here.number),
)
_LIST = select(
    ProtocolDraft.id,
    ProtocolDraft.protocol,
    ProtocolDraft.number,
    ProtocolDraft.base,
    ProtocolDraft.base_digest,
    select(func.max(ProtocolWording.number))
    .where(ProtocolWording.draft_id == ProtocolDraft.id)
    .scalar_subquery()
    .label("wording"),
    select(_here.act).where(*_LAST).scalar_subquery().label("act"),
    select(_here.wording).where(*_LAST).scalar_subquery().label("about"),
    select(ProtocolEdition.number)
    .where(ProtocolEdition.draft_id == ProtocolDraft.id)
    .scalar_subquery()
    .label("published"),
).order_by(ProtocolDraft.made_at.desc(), ProtocolDraft.number.desc())
ACT_WORDS: dict[DraftAct, str] = {
    DraftAct.SENT: "sent it to counsel",
    DraftAct.APPROVED: "approved it",
    DraftAct.RETURNED: "returned it",
    DraftAct.SET_ASIDE: "set it aside",
}
SHOWN = 20
"""So many drafts are listed, the newest."""


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One line of a draft's history: who did what when, and in what words."""

    at: datetime
    words: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft: its facts, its wording, what it was made from, and its history, newest first."""

    facts: DraftFacts
    wording: ProtocolDefinition
    base: ProtocolDefinition
    history: tuple[DraftLine, ...]

    @property
    def state(self) -> str:
        """Return how it stands, in words."""
        return STATE_WORDS[self.facts.state]

    @property
    def opens(self) -> bool:
        """Say whether its wording can be changed now."""
        return self.facts.state not in OVER and self.facts.state is not DraftState.WITH_COUNSEL


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in a list."""

    protocol: str
    number: int
    base: int
    state: str
    over: bool


def draft_of(session: Session, protocol: str, number: int) -> DraftView:
    """Return a draft, in as many statements whatever it holds; raises NotFound."""
    draft = session.scalars(_DRAFT, {"protocol": protocol, "number": number}).one_or_none()
    if draft is None:
        raise NotFound
    here = {"draft": draft.id}
    wordings, acts = session.execute(_WORDINGS, here).all(), session.execute(_ACTS, here).all()
    edition = session.execute(_EDITION, here).one_or_none()
    facts = DraftFacts(
        draft_id=draft.id,
        protocol=draft.protocol,
        number=draft.number,
        base=draft.base,
        base_digest=draft.base_digest,
        wording=wordings[-1].number,
        last=(DraftAct(acts[-1].act), acts[-1].wording) if acts else None,
        writers=frozenset(row.saved_by for row in wordings),
        published=edition.number if edition else None,
        cases=use_of(session, edition.protocol, edition.number, edition.digest).cases if edition else 0,
        acts=len(acts),
    )
    content = session.scalars(_CONTENT, {**here, "wording": facts.wording}).one()
    base = protocol_on_file(session, draft.protocol, draft.base, draft.base_digest)
    lines = [DraftLine(row.saved_at, f"{row.name} saved wording {row.number}") for row in wordings]
    lines += [
        DraftLine(row.done_at, f"{row.name} {ACT_WORDS[DraftAct(row.act)]}, wording {row.wording}", row.words)
        for row in acts
    ]
    if edition is not None:
        lines.append(
            DraftLine(edition.published_at, f"{edition.name} published it as version {edition.number}")
        )
    return DraftView(
        facts=facts,
        wording=edition_of(draft.protocol, draft.base + 1, draft.made_at.date(), content),
        base=base,
        history=tuple(sorted(lines, key=lambda line: line.at, reverse=True)),
    )


def draft_list(session: Session, protocol: str = "") -> tuple[DraftRow, ...]:
    """Return the newest drafts, of one protocol or of all, newest first, in one statement."""
    wanted = _LIST.where(ProtocolDraft.protocol == protocol) if protocol else _LIST
    return tuple(_row(row) for row in session.execute(wanted.limit(SHOWN)))


def _row(row: Row[*tuple[Any, ...]]) -> DraftRow:
    facts = DraftFacts(
        draft_id=row.id,
        protocol=row.protocol,
        number=row.number,
        base=row.base,
        base_digest=row.base_digest,
        wording=row.wording,
        last=(DraftAct(row.act), row.about) if row.act else None,
        writers=frozenset(),
        published=row.published,
    )
    return DraftRow(row.protocol, row.number, row.base, STATE_WORDS[facts.state], facts.state in OVER)


def open_draft(session: Session, protocol: str) -> int | None:
    """Return the number of the draft of a protocol that is at work, None where none is."""
    return next((row.number for row in draft_list(session, protocol) if not row.over), None)
