"""The writer of the outbox: mails are posted with the act they tell of, and dropped when they have no use."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import cast
from uuid import UUID, uuid4

from sqlalchemy import select

from tracker.db import UnitOfWork
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.mail.models import OutgoingMail
from tracker.mail.slots import ANSWER, CONTENT
from tracker.policy.answers import require
from tracker.policy.mailing import WITH_LINK, MailKind, MailState, Stopped, fits_in_mail, missing_to_post
from tracker.policy.vocabulary import Language
from tracker.policy.words import LANGUAGES
from tracker.references import plain
from tracker.settings import Settings
from tracker.vault.format import Domain
from tracker.vault.vault import SYSTEM_HOLDER, vault_of


def post(
    work: UnitOfWork,
    *,
    kind: MailKind,
    to: str,
    language: str = Language.ENGLISH,
    case_id: UUID | None = None,
    link: str = "",
    due: date | None = None,
    code: str = "",
    useless_at: datetime | None = None,
) -> OutgoingMail:
    """Put a mail into the outbox; it is sent once the act is committed, and never if it is not.

    ``link`` is a path of this site, as ``/i/<token>``; kinds without one lead to where candidates ask for it.
    ``code`` is six digits. ``useless_at`` is when sending it has no use any more. Nothing personal fits into
    a mail. Raises Refused where mail is off (``Settings.mail_available``) or none can go to the address.
    """
    settings = cast(Settings, work.session.info["settings"])
    require(missing_to_post(address=to, available=settings.mail_available))
    if not fits_in_mail(link=link, code=code) or language not in LANGUAGES:
        raise ValueError("a mail takes a path of this site, six digits, and a language that it is written in")
    reference, row_id = work.reference(OutgoingMail.reference, lambda: plain("M")), uuid4()
    about = ("mail", reference)
    record(work, Event.MAIL_POSTED, about=about, case_id=case_id, what=kind, language=language)
    return work.add(
        OutgoingMail(
            id=row_id,
            reference=reference,
            kind=kind.value,
            language=language,
            case_id=case_id,
            posted_at=work.now(),
            useless_at=useless_at,
            content=_sealed(work, row_id, {"to": to, "link": link, "code": code, "due": str(due or "")}),
            state=MailState.WAITING.value,
            tries=0,
            next_try_at=work.now(),
        )
    )


def _sealed(work: UnitOfWork, row_id: UUID, content: dict[str, str]) -> bytes:
    sealer = vault_of(work.session).domain(work.session, Domain.SYSTEM, SYSTEM_HOLDER)
    return sealer.seal_json(CONTENT, row_id, 1, content)


def drop_mails(
    work: UnitOfWork, case_id: UUID, *, reason: Stopped, kinds: Collection[MailKind] = WITH_LINK
) -> int:
    """Drop what waits to be sent in a case and has no use any more; return how many it was.

    One that a worker has in hand may still arrive; it is not tried again.
    """
    named = [kind.value for kind in kinds]
    waiting = select(OutgoingMail).where(
        OutgoingMail.case_id == case_id,
        OutgoingMail.ended_at.is_(None),
        OutgoingMail.kind.in_(named),
    )
    rows = work.session.scalars(waiting.with_for_update()).all()
    drop(work, rows, reason)
    return len(rows)


def drop(work: UnitOfWork, rows: Iterable[OutgoingMail], reason: Stopped) -> None:
    """End mails that have no use any more; one that a worker has in hand is only not tried again."""
    for row in rows:
        about = ("mail", row.reference)
        if row.taken_until is not None and row.taken_until > work.now():
            record(work, Event.MAIL_NOT_AGAIN, about=about, case_id=row.case_id, reason=reason)
            work.change(row, useless_at=work.now(), **sealed_anew(work, row))
        else:
            record(work, Event.MAIL_DROPPED, about=about, case_id=row.case_id, what=row.kind, reason=reason)
            end(work, row, MailState.DROPPED)


def end(
    work: UnitOfWork, row: OutgoingMail, state: MailState, *, code: int | None = None, words: str = ""
) -> None:
    """Close a mail: its address and all that it was filled with go; what the server said stays, sealed."""
    said = sealed_answer(work, row, words)
    work.change(
        row,
        content=None,
        answer=said,
        state=state.value,
        code=code,
        next_try_at=None,
        taken_until=None,
        ended_at=work.now(),
    )


def sealed_answer(work: UnitOfWork, row: OutgoingMail, words: str) -> bytes | None:
    """Seal what the mail server said to the next version of a mail; None where it said nothing."""
    sealer = vault_of(work.session).domain(work.session, Domain.SYSTEM, SYSTEM_HOLDER)
    return sealer.seal(ANSWER, row.id, row.version + 1, words) if words else None


def sealed_anew(work: UnitOfWork, row: OutgoingMail) -> dict[str, bytes | None]:
    """Return the sealed cells of a mail as they are, sealed to its next version."""
    sealer = vault_of(work.session).domain(work.session, Domain.SYSTEM, SYSTEM_HOLDER)
    kept: dict[str, bytes | None] = {}
    for name, slot, cell in (("content", CONTENT, row.content), ("answer", ANSWER, row.answer)):
        if cell is not None:
            opened = sealer.open(slot, row.id, row.version, cell)
            kept[name] = sealer.seal(slot, row.id, row.version + 1, opened)
    return kept


def forget_mails(work: UnitOfWork, case_id: UUID, *, case: str) -> None:
    """Empty what mail servers answered about a case that is disposed of, and stop what still waits."""
    drop_mails(work, case_id, reason=Stopped.CLOSED, kinds=frozenset(MailKind))
    answered = select(OutgoingMail).where(
        OutgoingMail.case_id == case_id, OutgoingMail.answer.is_not(None), OutgoingMail.ended_at.is_not(None)
    )
    rows = work.session.scalars(answered).all()
    for row in rows:
        work.change(row, answer=None)
    if rows:
        record(work, Event.MAILS_FORGOTTEN, about=("case", case), case_id=case_id)
