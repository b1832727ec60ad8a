"""Takes in the files that a candidate puts with an answer: judged by their content, sealed as they arrive."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import cast
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.answering.models import AnswerFile
from tracker.answering.queries import RequestRow
from tracker.answering.slots import FILE_NAME
from tracker.antivirus import keeps_unscanned, scanner_of
from tracker.db import UnitOfWork
from tracker.findings.arriving import Limits, Received
from tracker.findings.formats.recognise import Kind, content_of
from tracker.findings.intake import Intake
from tracker.findings.keepers import recorded_files
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.answering import MOST_BYTES, MOST_FILES, missing_to_add_files
from tracker.policy.answers import require
from tracker.policy.captures import FileState
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.references import plain
from tracker.settings import Settings
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

KINDS = (Kind.PNG, Kind.JPEG, Kind.WEBP, Kind.PDF)
"""What a candidate can send: pictures and printed pages."""
ACCEPT = ",".join(ending for kind in KINDS for ending in kind.value.endings)
"""The endings, as a file field takes them."""


def open_files(session: Session, case: CaseFacts) -> Intake:
    """Return the block that takes in the files of one form for an answer."""
    sealer = vault_of(session).domain(session, Domain.CASE, case.case_id)
    session.rollback()  # an upload can last; no snapshot of the database waits for it

    def recorded(files: Collection[UUID]) -> frozenset[UUID]:
        session.rollback()
        return recorded_files(session, files)

    settings = cast(Settings, session.info["settings"])
    return Intake(
        sealer,
        Limits(MOST_BYTES, MOST_BYTES),
        recorded,
        judge=_judge,
        most=MOST_FILES,
        scanner=scanner_of(settings),
        keeps_unscanned=keeps_unscanned(settings),
    )


def _judge(head: bytes, _name: str) -> Kind:
    """Judge by the content alone: phones name pictures as they like."""
    return content_of(head, KINDS)


def add_files(
    work: UnitOfWork, case: CaseFacts, request: RequestRow, files: Sequence[Received], *, kept: int
) -> tuple[str, ...]:
    """Keep files for an answer that has ``kept`` of them already, and return their references."""
    permit(work.actor, Permission.ANSWER_CONCERN, case)
    if not files:
        return ()
    ever = select(func.count(AnswerFile.id)).where(AnswerFile.request_id == request.request_id)
    before = work.session.scalar(ever) or 0
    require(missing_to_add_files(kept=kept, adding=len(files), ever=before))
    return tuple(_add(work, case, request, file) for file in files)


def _add(work: UnitOfWork, case: CaseFacts, request: RequestRow, file: Received) -> str:
    sealer, row_id = vault_of(work.session).domain(work.session, Domain.CASE, case.case_id), uuid4()
    row = work.add(
        AnswerFile(
            id=row_id,
            reference=work.reference(AnswerFile.reference, lambda: plain("E")),
            request_id=request.request_id,
            file_id=file.file_id,
            file_name=sealer.seal(FILE_NAME, row_id, 1, file.name),
            media_type=file.kind.value.media_type,
            size=file.sealed.size,
            sha256=file.sealed.sha256,
            sealed_sha256=file.sealed.sealed_sha256,
            added_at=work.now(),
        )
    )
    work.session.flush()
    record(
        work,
        Event.ANSWER_FILE_ADDED,
        about=("concern", request.reference),
        case_id=case.case_id,
        file=row.reference,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        scan=file.scanned.said,
    )
    return row.reference


def record_verified(work: UnitOfWork, case: CaseFacts, states: Mapping[str, FileState]) -> None:
    """Record what was found when the digests of files that were sent with answers were computed anew."""
    permit(work.actor, Permission.VERIFY_CAPTURE, case)
    for reference, state in states.items():
        about = ("answer-file", reference)
        record(work, Event.ANSWER_FILE_VERIFIED, about=about, case_id=case.case_id, result=state)


def record_refused(work: UnitOfWork, case: CaseFacts, *, response: str, codes: Sequence[str]) -> None:
    """Record that files were offered and not kept; only why, with no word of theirs."""
    permit(work.actor, Permission.ANSWER_CONCERN, case)
    for code in codes:
        about = ("concern", response)
        record(
            work,
            Event.ANSWER_FILE_REFUSED,
            about=about,
            case_id=case.case_id,
            outcome="denied",
            reason=code,
        )
