"""The answer in the making: read, and saved with every press; also when the time is over."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.answering.intake import add_files
from tracker.answering.models import AnswerDraft, AnswerRequest
from tracker.answering.queries import RequestRow, request_of
from tracker.answering.slots import DRAFT
from tracker.cases.holding import as_it_stands
from tracker.db import UnitOfWork
from tracker.findings.arriving import Received
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.affidavit import missing_in_text
from tracker.policy.answering import Choice, Ending, missing_to_answer_concern
from tracker.policy.answers import Overtaken, require
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

_DRAFT = select(AnswerDraft).where(AnswerDraft.request_id == bindparam("request"))


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed so far; ``version`` is the row's, 0 while nothing was saved.

    ``files`` are references of files that were put with it.
    """

    version: int = 0
    choice: Choice | None = None
    words: str = ""
    files: tuple[str, ...] = ()
    saved_at: datetime | None = None


def draft_of(session: Session, case_id: UUID, request_id: UUID) -> Draft:
    """Return the draft of an answer, in two statements."""
    row = session.scalars(_DRAFT, {"request": request_id}).one_or_none()
    if row is None:
        return Draft()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    kept = sealer.open_json(DRAFT, row.id, row.version, row.content)
    choice = Choice(kept["choice"]) if kept["choice"] else None
    return Draft(row.version, choice, kept["words"], tuple(kept["files"]), row.saved_at)


def save_draft(
    work: UnitOfWork,
    case: CaseFacts,
    *,
    response: str,
    seen: int,
    choice: Choice | None,
    words: str,
    add: Sequence[Received] = (),
    remove: Collection[str] = (),
) -> None:
    """Keep what was typed, whether or not the time is over; but nothing like a password (R-03).

    ``seen`` is the version of the draft that the page was made from; raises Overtaken when it is another.
    ``add`` are files that came with it, ``remove`` references of those that are taken out.
    """
    permit(work.actor, Permission.ANSWER_CONCERN, case)
    fresh = as_it_stands(work, case)
    request = request_of(work.session, fresh.case_id, response)
    if request.ending is Ending.ANSWERED:
        require(missing_to_answer_concern(request.facts, fresh.stage, work.now()))
    require(missing_in_text(words))
    draft = draft_of(work.session, fresh.case_id, request.request_id)
    if draft.version != seen:
        raise Overtaken
    kept = tuple(one for one in draft.files if one not in remove)
    files = (*kept, *add_files(work, fresh, request, add, kept=len(kept)))
    keep(work, fresh, request, choice=choice, words=words, files=files)


def keep(
    work: UnitOfWork,
    case: CaseFacts,
    request: RequestRow,
    *,
    choice: Choice | None,
    words: str,
    files: tuple[str, ...],
) -> AnswerDraft:
    """Write a draft; who calls it has asked for permission and looked at what is kept."""
    permit(work.actor, Permission.ANSWER_CONCERN, case)
    sealer = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id)
    row = work.session.scalars(_DRAFT, {"request": request.request_id}).one_or_none()
    content = {"choice": choice.value if choice else "", "words": words, "files": list(files)}
    about = ("concern", request.reference)
    record(work, Event.ANSWER_DRAFT_SAVED, about=about, case_id=case.case_id)
    if row is None:
        row_id = uuid4()
        sealed = sealer.seal_json(DRAFT, row_id, 1, content)
        return work.add(
            AnswerDraft(id=row_id, request_id=request.request_id, content=sealed, saved_at=work.now())
        )
    sealed = sealer.seal_json(DRAFT, row.id, row.version + 1, content)
    return work.change(row, content=sealed, saved_at=work.now())


def carry_draft(work: UnitOfWork, case: CaseFacts, before: RequestRow, again: AnswerRequest) -> None:
    """Put what was typed and not sent below the question that is asked once more.

    Files stay with the first; the candidate puts them with the answer again.
    """
    permit(work.actor, Permission.ASK_CANDIDATE, case)
    typed = draft_of(work.session, case.case_id, before.request_id)
    if not typed.version:
        return
    sealer, row_id = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id), uuid4()
    content = {"choice": typed.choice.value if typed.choice else "", "words": typed.words}
    sealed = sealer.seal_json(DRAFT, row_id, 1, content | {"files": ()})
    record(work, Event.ANSWER_DRAFT_CARRIED, about=("concern", again.reference), case_id=case.case_id)
    work.add(AnswerDraft(id=row_id, request_id=again.id, content=sealed, saved_at=work.now()))
