"""Sealed files beside their records: what lacks the other, recomputing, and sweeping what a crash left."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from tracker.cases.models import Candidate, Case
from tracker.db import Record, UnitOfWork
from tracker.findings.capture_queries import CaptureRow, capture_rows
from tracker.findings.models import Capture
from tracker.findings.sweeping import sweep
from tracker.health_checks import HealthCheck
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import Role
from tracker.policy.answers import Denied
from tracker.policy.captures import FileState
from tracker.policy.permissions import Permission
from tracker.policy.wording import counted
from tracker.vault.format import SYSTEM_HOLDER, Domain
from tracker.vault.trouble import NoKey, Unopenable
from tracker.vault.vault import vault_of

IN_PARTS_OF = 500
"""How many files the database is asked about at once."""
WHOLE_BYTES = 8 * 1024 * 1024
"""A file up to this size is opened to its end before its first byte leaves."""

_CASES = select(Capture.case_id).distinct().order_by(Capture.case_id)
_HOLDERS = {
    Domain.CASE: select(Case.id),
    Domain.CANDIDATE: select(Candidate.id),
}


@dataclass(frozen=True, slots=True)
class StoreState:
    """What does not fit together: sealed files without a record, and captures whose file is not there."""

    orphans: tuple[UUID, ...]
    missing: tuple[str, ...]


def store_state(session: Session) -> StoreState:
    """Compare the store of sealed files with the records; for ``flask check``.

    An orphan may be a file whose record is just on its way; :func:`sweep_files` tells the two apart.
    """
    there = frozenset(vault_of(session).files.ids())
    known = {
        row.file_id: row.reference
        for table in _keepers()
        for row in session.execute(select(table.c.file_id, table.c.reference))
    }
    missing = sorted(reference for file_id, reference in known.items() if file_id not in there)
    return StoreState(tuple(sorted(there - known.keys())), tuple(missing))


def _keepers() -> tuple[Table, ...]:
    """Return the tables that name sealed files: each, of whatever room, that has a column ``file_id``."""
    return tuple(table for table in Record.metadata.tables.values() if "file_id" in table.c)


def files_check(session: Session, *, named: bool = True) -> HealthCheck:
    """Say whether every capture has its sealed file, and every sealed file its capture.

    Without ``named`` it counts the captures and names none: for people who read no case.
    """
    state = store_state(session)
    if state.missing:
        names = ", ".join(state.missing[:5]) + (" and more" if len(state.missing) > 5 else "")
        names = names if named else counted(len(state.missing), "capture")
        return HealthCheck("captures", False, f"the files of {names} are missing; restore them from a backup")
    if state.orphans:
        words = f"{counted(len(state.orphans), 'sealed file')} without a record; run check with --sweep"
        return HealthCheck("captures", False, words)
    return HealthCheck("captures", True, "every capture has its sealed file, and none lies there without one")


def holders_check(session: Session) -> HealthCheck:
    """Unwrap every data key, and say which case or candidate has none that opens."""
    opened, lines = vault_of(session).holders(session)
    needed = [(Domain.SYSTEM, SYSTEM_HOLDER)]
    for domain, holders in _HOLDERS.items():
        needed += [(domain, holder_id) for holder_id in session.scalars(holders)]
    lacking = [
        f"no {domain} key of {holder} opens" for domain, holder in needed if (domain, holder) not in opened
    ]
    if told := (*lines, *lacking):
        words = "; ".join(told[:5]) + ("; and more" if len(told) > 5 else "")
        return HealthCheck("data keys", False, f"{words}; restore the database from a backup")
    return HealthCheck("data keys", True, f"{counted(len(opened), 'holder')}, the key of each opens")


def captures_check(session: Session) -> HealthCheck:
    """Compute the digest of every capture's bytes anew, case by case; for ``flask check --captures``."""
    count, unlike = 0, list[str]()
    for case_id in session.scalars(_CASES).all():
        try:
            looked_at = recompute_all(session, case_id)
        except (NoKey, Unopenable) as error:
            return HealthCheck("contents", False, f"{error}; restore the database from a backup")
        for capture, state in looked_at:
            count += 1
            if state is not FileState.INTACT:
                unlike.append(f"{capture.reference} ({state.value})")
    if unlike:
        words = f"{', '.join(unlike)}: not as received; keep what is there and restore from a backup"
        return HealthCheck("contents", False, words)
    return HealthCheck("contents", True, f"{counted(count, 'capture')} recomputed, each as it was received")


def sweep_files(work: UnitOfWork) -> tuple[UUID, ...]:
    """Remove sealed files that a crash left without a record, and return their ids; the product's own act."""
    if work.actor.role is not Role.SYSTEM:
        raise Denied(Permission.READ_SYSTEM)
    orphans = store_state(work.session).orphans
    gone = sweep(vault_of(work.session).files, orphans, lambda files: recorded_files(work.session, files))
    if gone:
        record(work, Event.CAPTURES_SWEPT, count=len(gone))
    return gone


def recorded_files(session: Session, files: Collection[UUID]) -> frozenset[UUID]:
    """Return which of these sealed files have a record."""
    wanted = sorted(files)
    found: set[UUID] = set()
    for start in range(0, len(wanted), IN_PARTS_OF):
        for table in _keepers():
            part = table.c.file_id.in_(wanted[start : start + IN_PARTS_OF])
            found |= set(session.scalars(select(table.c.file_id).where(part)))
    return frozenset(found)


def recompute(session: Session, case_id: UUID, capture: CaptureRow) -> FileState:
    """Compute the digest of a capture's bytes anew, and say whether it is the one from when it came."""
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return sealer.verify_file(capture.file_id, capture.sha256)


def recompute_all(session: Session, case_id: UUID) -> tuple[tuple[CaptureRow, FileState], ...]:
    """Compute the digests of all captures of a case anew, with one statement more than for reading them."""
    captures = capture_rows(session, case_id)
    if not captures:
        return ()
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    return tuple((one, sealer.verify_file(one.file_id, one.sha256)) for one in captures)


def open_capture(session: Session, case_id: UUID, capture: CaptureRow) -> Iterator[bytes]:
    """Return the bytes of a capture, opened to the end already where it is small.

    Raises :class:`~tracker.vault.trouble.Unopenable` or :class:`~tracker.vault.trouble.FileMissing` at once
    where that can be told before the first byte; a large file that breaks later raises while it is read.
    """
    sealer = vault_of(session).domain(session, Domain.CASE, case_id)
    opened = sealer.open_file(capture.file_id)
    if opened.size != capture.size:
        opened.close()
        raise Unopenable(f"file {capture.file_id} has another length than recorded")
    return iter(list(opened)) if capture.size <= WHOLE_BYTES else opened


def whole_file(session: Session, case_id: UUID, file_id: UUID, sha256: str) -> bytes:
    """Return all bytes of a sealed file of a case; raises FileMissing or Unopenable.

    ``sha256`` is what they had when they came, in hex.
    """
    with vault_of(session).domain(session, Domain.CASE, case_id).open_file(file_id) as opened:
        data = b"".join(opened)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Unopenable(f"file {file_id} is not what was received")
    return data
