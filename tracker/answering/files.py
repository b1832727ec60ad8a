"""The files that a candidate put with an answer, as they are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.answering.document import SentFile
from tracker.answering.models import AnswerFile, AnswerRequest
from tracker.answering.queries import requests_of
from tracker.answering.slots import FILE_NAME
from tracker.findings.labels import kind_name, scan_words
from tracker.findings.stored import whole_file
from tracker.ledger.events import Event
from tracker.ledger.queries import entries_of
from tracker.policy.answers import NotFound
from tracker.policy.arrivals import NotScanned, Scan
from tracker.policy.captures import FileState
from tracker.vault.format import Domain
from tracker.vault.vault import vault_of

_FILES = select(AnswerFile).where(AnswerFile.request_id == bindparam("request")).order_by(AnswerFile.added_at)
_IN_CASE = (
    select(AnswerFile)
    .join(AnswerRequest, AnswerRequest.id == AnswerFile.request_id)
    .where(AnswerRequest.case_id == bindparam("case"))
    .order_by(AnswerFile.added_at)
)


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file, its name opened.

    ``scan`` is what the ledger has of looking through it for malware; empty where nobody asked.
    """

    reference: str
    file_id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    scan: str = ""

    @property
    def looked_through(self) -> str:
        """Say whether the file was looked through for malware on its way in."""
        clean = self.scan == Scan.CLEAN
        return scan_words(Scan.CLEAN if clean else Scan.NOT_SCANNED, "", self.scan or NotScanned.NONE_SET)

    @property
    def kind(self) -> str:
        """Return what people call its kind."""
        return kind_name(self.media_type)

    @property
    def sent(self) -> SentFile:
        """Return the file as an answer names it."""
        return SentFile(self.reference, self.media_type, self.size, self.sha256)


def files_of(session: Session, case_id: UUID, request_id: UUID) -> Mapping[str, FileRow]:
    """Return every file that was ever put with an answer, by reference, in two statements."""
    return _opened(session, case_id, session.scalars(_FILES, {"request": request_id}).all())


def files_in_case(session: Session, case_id: UUID) -> Mapping[str, FileRow]:
    """Return every file that was put with any answer in a case, by reference, in three statements."""
    found = _opened(session, case_id, session.scalars(_IN_CASE, {"case": case_id}).all())
    lines = entries_of(session, [case_id], {Event.ANSWER_FILE_ADDED.name}) if found else ()
    scans = {str(line.params["file"]): str(line.params.get("scan") or "") for line in lines}
    return {reference: replace(row, scan=scans.get(reference, "")) for reference, row in found.items()}


def sent_file(session: Session, case_id: UUID, reference: str) -> FileRow:
    """Return a file that was sent with an answer in a case; raises NotFound, also for one of a draft."""
    if reference not in _sent(session, case_id):
        raise NotFound
    return files_in_case(session, case_id)[reference]


def recompute_sent(session: Session, case_id: UUID) -> Mapping[str, FileState]:
    """Compute anew the digest of each file that was sent with an answer in a case, by reference."""
    sent = _sent(session, case_id)
    if not sent:
        return {}
    sealer, rows = vault_of(session).domain(session, Domain.CASE, case_id), files_in_case(session, case_id)
    return {one: sealer.verify_file(rows[one].file_id, rows[one].sha256) for one in sorted(sent)}


def _sent(session: Session, case_id: UUID) -> frozenset[str]:
    answers = (row.answer for row in requests_of(session, case_id) if row.answer)
    return frozenset(one.reference for answer in answers for one in answer.files)


def _opened(session: Session, case_id: UUID, rows: Sequence[AnswerFile]) -> Mapping[str, FileRow]:
    if not rows:
        return {}
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return {
        row.reference: FileRow(
            reference=row.reference,
            file_id=row.file_id,
            name=sealer.open_text(FILE_NAME, row.id, row.version, row.file_name),
            media_type=row.media_type,
            size=row.size,
            sha256=row.sha256,
        )
        for row in rows
    }


def pieces_of(session: Session, case_id: UUID, file: FileRow) -> Callable[[], Iterator[bytes]]:
    """Return what opens a file and yields its bytes in pieces; asks the database for nothing any more.

    Raises FileMissing or Unopenable at once where that can be told before the first byte.
    """
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    sealer.open_file(file.file_id).close()

    def opened() -> Iterator[bytes]:
        with sealer.open_file(file.file_id) as pieces:
            yield from pieces

    return opened


def content_of(session: Session, case_id: UUID, file: FileRow) -> bytes:
    """Return the bytes of a file as they were received; raises Unopenable where they are not those."""
    return b"".join(whole_file(session, case_id, file.file_id, file.sha256))
