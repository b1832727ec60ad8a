"""Questions about one answer as they are read: by staff, by the candidate, and beside the very answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.affidavits.exact import Exact, title_of
from tracker.affidavits.models import Affidavit, Clarification, ClarificationEnd
from tracker.affidavits.own import Edition
from tracker.affidavits.slots import CLARIFIED, CLARIFIED_IN_WORDS
from tracker.affidavits.told import Told
from tracker.affidavits.words import Say, english
from tracker.policy.affidavit_window import UNDECIDED
from tracker.policy.answers import NotFound
from tracker.policy.clarifying import About, Ending
from tracker.policy.facts import CaseFacts
from tracker.vault.format import Domain
from tracker.vault.sealer import Sealer
from tracker.vault.vault import vault_of

_taker = aliased(Person)
_ALL = (
    select(
        *Clarification.__table__.columns,
        Person.name.label("who"),
        ClarificationEnd.id.label("end_id"),
        ClarificationEnd.version.label("end_version"),
        ClarificationEnd.how,
        ClarificationEnd.ended_at,
        ClarificationEnd.words.label("reply"),
        Affidavit.edition.label("answered_with"),
        _taker.name.label("taker"),
    )
    .join(Person, Person.id == Clarification.asked_by)
    .outerjoin(ClarificationEnd, ClarificationEnd.clarification_id == Clarification.id)
    .outerjoin(Affidavit, Affidavit.id == ClarificationEnd.affidavit_id)
    .outerjoin(_taker, _taker.id == ClarificationEnd.taken_back_by)
    .where(Clarification.case_id == bindparam("case"))
    .order_by(Clarification.asked_at.desc(), Clarification.reference)
)
_OPEN = (
    select(Clarification.reference, Person.name)
    .join(Person, Person.id == Clarification.asked_by)
    .outerjoin(ClarificationEnd, ClarificationEnd.clarification_id == Clarification.id)
    .where(Clarification.case_id == bindparam("case"), ClarificationEnd.id.is_(None))
    .order_by(Clarification.asked_at, Clarification.reference)
)


@dataclass(frozen=True, slots=True)
class Clarified:
    """One question about an answer, opened, with how it ended.

    ``ending`` is None while it waits. ``reply`` is what the candidate answered in words, ``answered_with``
    the edition that changed the answer, ``taker`` who took the question back.
    """

    reference: str
    exact: Exact
    words: str
    who: str
    asked_at: datetime
    ending: Ending | None
    ended_at: datetime | None
    reply: str
    answered_with: int | None
    taker: str

    @property
    def waits(self) -> bool:
        """Say whether the candidate can still answer it."""
        return self.ending is None


def clarified_of(session: Session, case_id: UUID) -> tuple[Clarified, ...]:
    """Return the questions about the answers of a case, newest first, in two statements at most."""
    rows = session.execute(_ALL, {"case": case_id}).all()
    if not rows:
        return ()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return tuple(_opened(row, sealer) for row in rows)


def _opened(row: Row[*tuple[Any, ...]], sealer: Sealer) -> Clarified:
    reply = sealer.open_text(CLARIFIED_IN_WORDS, row.end_id, row.end_version, row.reply) if row.reply else ""
    return Clarified(
        reference=row.reference,
        exact=Exact(About(row.about), row.number),
        words=sealer.open_text(CLARIFIED, row.id, row.version, row.words),
        who=row.who,
        asked_at=row.asked_at,
        ending=Ending(row.how) if row.how else None,
        ended_at=row.ended_at,
        reply=reply,
        answered_with=row.answered_with,
        taker=row.taker or "",
    )


def clarified_called(session: Session, case_id: UUID, reference: str) -> Clarified:
    """Return one question about an answer of a case; raises NotFound."""
    for one in clarified_of(session, case_id):
        if one.reference == reference:
            return one
    raise NotFound


@dataclass(frozen=True, slots=True)
class AskedAbout:
    """One question as staff read it: what its answer is called, and what the edition that ended it says."""

    asked: Clarified
    title: str
    changes: tuple[str, ...]


def asked_about(session: Session, case_id: UUID, editions: Sequence[Edition]) -> tuple[AskedAbout, ...]:
    """Return the questions about the answers of a case beside its editions, oldest of those first."""
    changes = {one.edition: one.changes for one in editions}
    newest = editions[-1].answers
    return tuple(
        AskedAbout(one, title_of(one.exact, newest, english), changes.get(one.answered_with or 0, ()))
        for one in clarified_of(session, case_id)
    )


def waiting_on(session: Session, case_id: UUID, exact: Exact) -> tuple[Clarified, ...]:
    """Return the questions about this very answer that wait for the candidate, oldest first."""
    found = (one for one in clarified_of(session, case_id) if one.waits and one.exact == exact)
    return tuple(sorted(found, key=lambda one: one.asked_at))


def tell_clarifications(session: Session, facts: CaseFacts, _now: datetime, _: Say) -> tuple[Told, ...]:
    """Tell the candidate who asks about an answer, in one statement; opens nothing."""
    if facts.seen_as not in UNDECIDED:
        return ()
    return tuple(
        Told(
            _("%(who)s needs one more thing about your answers.", who=row.name),
            _("Read it and answer"),
            "affidavits.clarify",
            {"clarification": row.reference},
            due=True,
        )
        for row in session.execute(_OPEN, {"case": facts.case_id})
    )
