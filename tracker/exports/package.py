"""What an evidence package holds: items as received, custody, what the board saw, and what proves it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.affidavits.words import english
from tracker.board.released import ReleasedPage, released_pages
from tracker.exports.bag import Measured, measured
from tracker.findings.capture_queries import CaptureRow, capture_rows
from tracker.findings.custody import InHand, custody_in
from tracker.findings.labels import ending
from tracker.findings.stored import open_capture
from tracker.ledger.entries import written
from tracker.ledger.proofs import Proofs, bodies_of, proofs_of
from tracker.policy.actors import SYSTEM, Actor
from tracker.policy.exporting import Redaction, Scope
from tracker.policy.facts import CaseFacts
from tracker.rights.answers_given import answers_given
from tracker.rights.archive import File, file_of
from tracker.rights.own_file import SIGNED, Giver, affidavits
from tracker.rights.signed_otherwise import clarifications, scans, statements
from tracker.vault.trouble import FileMissing, Unopenable

LINES, PROOFS, CUSTODY = "data/ledger/lines.jsonl", "data/ledger/proofs.txt", "data/custody.csv"
SAME_BYTES = frozenset({"PREVIEW_APPROVED", "CASE_SUBMITTED", "FIRST_RELEASED", "SCAN_SAME", "OATH_TAKEN"})
"""Acts that name a digest without being the one by which those bytes came, or were shown."""
DIGESTS = ("sha256", "fingerprint", "digest")
KINDS: Mapping[Giver, str] = {
    affidavits: "What the candidate filed, with receipts",
    statements: "Statements that were to be sworn",
    scans: "Scans of signed papers",
    clarifications: "What the candidate was asked to clarify",
    answers_given: "What the candidate answered, with files",
}
"""What each kind of the candidate's files is called where one of them cannot be opened."""
_PEOPLE = select(Person.id, Person.reference, Person.name).where(
    Person.id.in_(bindparam("people", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Told:
    """A line of custody as it is written: who is a name or a reference, as the package's redaction has it."""

    capture: str
    act: str
    outcome: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Package:
    """The files of a package without its index; ``absent`` says in sentences what is not in it, and why.

    ``captures`` and ``pages`` leave, so their openings are recorded, and so are what the candidate ``signed``
    and the ``answers``; ``lines`` counts the ledger's.
    """

    files: tuple[Measured, ...]
    captures: tuple[CaptureRow, ...]
    pages: tuple[ReleasedPage, ...]
    custody: tuple[Told, ...]
    absent: tuple[str, ...]
    lines: int
    signed: bool
    answers: bool

    @property
    def items(self) -> tuple[Measured, ...]:
        """Return what was received or released, without what was made for the package."""
        return tuple(one for one in self.files if one.item)


def package_of(session: Session, case: CaseFacts, scope: Scope, redaction: Redaction, size: int) -> Package:
    """Read everything once, and return it measured; the ledger counts as it was at a size.

    What cannot be opened is named among what is absent. Statements do not grow with items, but for the
    pages of 500 lines in which the ledger is read.
    """
    numbers, told_of = _lines(session, case.case_id, size)
    pages = released_pages(session, case.case_id)
    files = [measured(_page(one), item=True, lines=told_of) for one in pages]
    absent = [] if pages else ["A page for the board: none was released."]
    captures: tuple[CaptureRow, ...] = ()
    signed: tuple[Measured, ...] = ()
    answered: tuple[Measured, ...] = ()
    custody: tuple[Told, ...] = ()
    if scope is Scope.EVERYTHING:
        kept, gone = _captures(session, case, redaction, told_of)
        captures = tuple(kept)
        signed, lost = _received(session, case, SIGNED, told_of)
        answered, lost_too = _received(session, case, (answers_given,), told_of)
        custody = _custody(session, custody_in(session, case.case_id), redaction)
        files += [*kept.values(), *signed, *answered]
        files.append(measured(file_of(CUSTODY, "Custody of the captures", _as_csv(custody))))
        absent += [*gone, *lost, *lost_too]
    else:
        absent.append("Captures, the candidate's files and custody: they were left out on request.")
    return Package(
        files=(*files, *_proven(session, case, numbers, size)),
        captures=captures,
        pages=pages,
        custody=custody,
        absent=tuple(absent),
        lines=len(numbers),
        signed=bool(signed),
        answers=bool(answered),
    )


def _captures(
    session: Session, case: CaseFacts, redaction: Redaction, lines: Mapping[str, int]
) -> tuple[dict[CaptureRow, Measured], list[str]]:
    """Return each capture with its file as received, and in sentences those that cannot be opened."""
    kept: dict[CaptureRow, Measured] = {}
    gone: list[str] = []
    for row in capture_rows(session, case.case_id):
        try:
            kept[row] = measured(_capture(session, case, row, redaction), item=True, lines=lines)
        except (FileMissing, Unopenable):
            gone.append(f"Capture {row.reference}: what is stored is gone, or not what was received.")
    return kept, gone


def _proven(session: Session, case: CaseFacts, numbers: list[int], size: int) -> tuple[Measured, Measured]:
    proofs = proofs_of(session, numbers, size)
    return (
        measured(File(LINES, "Lines of the ledger", "", partial(_bodies, session, case, size))),
        measured(File(PROOFS, "Their proofs", "", partial(_proofs, proofs, numbers))),
    )


def _lines(session: Session, case_id: UUID, size: int) -> tuple[list[int], Mapping[str, int]]:
    """Return the numbers of a case's lines, and which line tells of which digest: the first of its kind."""
    numbers: list[int] = []
    told: dict[str, int] = {}
    for idx, body in bodies_of(session, case_id, size):
        numbers.append(idx)
        said = json.loads(body)
        if said["event"] not in SAME_BYTES:
            for name in DIGESTS:
                if name in said["params"]:
                    told.setdefault(str(said["params"][name]), idx)
    return numbers, told


def _bodies(session: Session, case: CaseFacts, size: int) -> Iterator[bytes]:
    for _, body in bodies_of(session, case.case_id, size):
        yield body + b"\n"


def _proofs(proofs: Proofs, numbers: Iterable[int]) -> Iterator[bytes]:
    for idx in numbers:
        yield (" ".join(one.hex() for one in proofs.of(idx)) + "\n").encode()


def _page(one: ReleasedPage) -> File:
    title = f"What the board saw: packet {one.reference}, edition {one.edition}"
    content = one.page.encode()
    return file_of(f"data/board/{one.reference}.html", title, content, one.released_at)


def _capture(session: Session, case: CaseFacts, row: CaptureRow, redaction: Redaction) -> File:
    said = "" if redaction is Redaction.REFERENCES else f": {row.shows} {row.source_link}".rstrip()
    return File(
        name=f"data/captures/{row.reference}{ending(row.media_type)}",
        title=f"Capture {row.reference}{said}",
        digest=row.sha256,
        pieces=lambda: open_capture(session, case.case_id, row),
        at=row.uploaded_at,
    )


def _received(
    session: Session, case: CaseFacts, givers: Iterable[Giver], lines: Mapping[str, int]
) -> tuple[tuple[Measured, ...], list[str]]:
    """Return the candidate's files as they came, and in sentences those that cannot be opened."""
    kept: list[Measured] = []
    gone: list[str] = []
    for giver in givers:
        try:
            for one in giver(session, case, english):
                if one.at is not None:
                    file = replace(one, name=f"data/candidate/{one.name}", title=f"“{one.title}”")
                    kept.append(measured(file, item=True, lines=lines))
        except (FileMissing, Unopenable):
            gone.append(f"{KINDS[giver]}: not all is here, since a file is gone or not what was received.")
    return tuple(kept), gone


def _custody(session: Session, lines: tuple[InHand, ...], redaction: Redaction) -> tuple[Told, ...]:
    ids = sorted({one.by for one in lines})
    rows = session.execute(_PEOPLE, {"people": ids}).all() if ids else []
    named = redaction is Redaction.NAMED
    people = {row.id: row.name if named else row.reference for row in rows} | {SYSTEM.person_id: SYSTEM.name}
    return tuple(
        Told(one.capture, one.act, one.outcome, people.get(one.by, "The candidate"), one.at) for one in lines
    )


def asker_in(session: Session, actor: Actor, redaction: Redaction) -> Actor:
    """Return whoever asks for a package as it may say: by name, or by reference alone."""
    if redaction is Redaction.NAMED:
        return actor
    row = session.execute(_PEOPLE, {"people": [actor.person_id]}).one()
    return replace(actor, name=row.reference)


def _as_csv(custody: Iterable[Told]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("capture", "act", "outcome", "by", "at"))
    for one in custody:
        writer.writerow((one.capture, one.act, one.outcome, one.who, written(one.at)))
    return text.getvalue().encode("utf-8")
