"""Sealed files beside the records of whatever room that keep them: what lacks the other, how each stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Table, select
from sqlalchemy.orm import Session

from tracker.cases.models import Candidate, Case
from tracker.db import Record, UnitOfWork
from tracker.findings.sweeping import sweep
from tracker.health_checks import HealthCheck
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.policy.actors import Role
from tracker.policy.answers import Denied
from tracker.policy.captures import FileState
from tracker.policy.permissions import Permission
from tracker.policy.vocabulary import Stage
from tracker.policy.wording import counted
from tracker.vault.format import SYSTEM_HOLDER, VOLUNTARY_HOLDER, Domain
from tracker.vault.trouble import NoKey, Unopenable
from tracker.vault.vault import vault_of

IN_PARTS_OF = 500
"""How many files the database is asked about at once."""

_HOLDERS = {
    Domain.CASE: select(Case.id).where(Case.stage != Stage.DISPOSED),
    Domain.CANDIDATE: select(Candidate.id),
}


@dataclass(frozen=True, slots=True)
class StoreState:
    """What does not fit together: sealed files without a record, and records whose file is not there."""

    orphans: tuple[UUID, ...]
    missing: tuple[str, ...]


def store_state(session: Session) -> StoreState:
    """Compare the store of sealed files with the records; for ``flask check``.

    An orphan may be a file whose record is just on its way; :func:`sweep_files` tells the two apart.
    """
    there = frozenset(vault_of(session).files.ids())
    known = {row.file_id: row.reference for table in keepers() for row in session.execute(kept_in(table))}
    missing = sorted(reference for file_id, reference in known.items() if file_id not in there)
    return StoreState(tuple(sorted(there - known.keys())), tuple(missing))


def keepers() -> tuple[Table, ...]:
    """Return the tables that name sealed files: each, of whatever room, that has a column ``file_id``."""
    return tuple(table for table in Record.metadata.tables.values() if "file_id" in table.c)


def files_check(session: Session, *, named: bool = True) -> HealthCheck:
    """Say whether every record has its sealed file, and every sealed file its record.

    Without ``named`` it counts the files and names none: for people who read no case.
    """
    state = store_state(session)
    if state.missing:
        names = ", ".join(state.missing[:5]) + (" and more" if len(state.missing) > 5 else "")
        lost = f"the files of {names} are" if named else _are_missing(len(state.missing))
        return HealthCheck("sealed files", False, f"{lost} missing; restore them from a backup")
    if state.orphans:
        words = f"{counted(len(state.orphans), 'sealed file')} without a record; run check with --sweep"
        return HealthCheck("sealed files", False, words)
    words = "every capture and every file of an answer is there, and none lies there without a record"
    return HealthCheck("sealed files", True, words)


def _are_missing(count: int) -> str:
    return f"{counted(count, 'sealed file')} {'is' if count == 1 else 'are'}"


def holders_check(session: Session) -> HealthCheck:
    """Unwrap every data key, and say which case or candidate has none that opens."""
    opened, lines = vault_of(session).holders(session)
    needed = [(Domain.SYSTEM, SYSTEM_HOLDER), (Domain.SYSTEM, VOLUNTARY_HOLDER)]
    for domain, holders in _HOLDERS.items():
        needed += [(domain, holder_id) for holder_id in session.scalars(holders)]
    lacking = [
        f"no {domain} key of {holder} opens" for domain, holder in needed if (domain, holder) not in opened
    ]
    if told := (*lines, *lacking):
        words = "; ".join(told[:5]) + ("; and more" if len(told) > 5 else "")
        return HealthCheck("data keys", False, f"{words}; restore the database from a backup")
    return HealthCheck("data keys", True, f"{counted(len(opened), 'holder')}, the key of each opens")


def contents_check(session: Session) -> HealthCheck:
    """Compute the digest of every sealed file's bytes anew, case by case; for ``flask check --captures``."""
    count, unlike = 0, list[str]()
    try:
        for reference, state in _recomputed(session):
            count += 1
            if state is not FileState.INTACT:
                unlike.append(f"{reference} ({state.value})")
    except (NoKey, Unopenable) as error:
        return HealthCheck("contents", False, f"{error}; restore the database from a backup")
    if unlike:
        words = f"{', '.join(unlike)}: not as received; keep what is there and restore from a backup"
        return HealthCheck("contents", False, words)
    return HealthCheck(
        "contents", True, f"{counted(count, 'sealed file')} recomputed, each as it was received"
    )


def _recomputed(session: Session) -> Iterator[tuple[str, FileState]]:
    for table in keepers():
        for row in session.execute(kept_in(table)).all():
            sealer = vault_of(session).domain(session, Domain.CASE, row.case_id)
            yield row.reference, sealer.verify_file(row.file_id, row.sha256)


def kept_in(table: Table) -> Select[Any]:
    """Select the files that a table names, by case: its own, or that of the row which it belongs to.

    Those of a case that was disposed of are none any more.
    """
    case_id = table.c.get("case_id")
    rows = select(table.c.reference, table.c.file_id, table.c.sha256)
    if case_id is None:
        ((own, above),) = [(key.parent, key.column) for key in table.foreign_keys]
        case_id = above.table.c.case_id
        rows = rows.join_from(table, above.table, own == above)
    kept = rows.join(Case.__table__, Case.__table__.c.id == case_id).where(Case.stage != Stage.DISPOSED)
    return kept.add_columns(case_id).order_by(case_id, table.c.reference)


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
    """Return which of these sealed files have a record of a case that was not disposed of."""
    wanted = sorted(files)
    found: set[UUID] = set()
    for start in range(0, len(wanted), IN_PARTS_OF):
        for table in keepers():
            part = table.c.file_id.in_(wanted[start : start + IN_PARTS_OF])
            found |= {row.file_id for row in session.execute(kept_in(table).where(part))}
    return frozenset(found)


def files_of(session: Session, case_id: UUID) -> tuple[UUID, ...]:
    """Return the sealed files of a case, of whatever room, in one statement for each table with files."""
    found: list[UUID] = []
    for table in keepers():
        kept = kept_in(table)
        found += [row.file_id for row in session.execute(kept.where(_case_of(table) == case_id))]
    return tuple(found)


def disposed_files(session: Session, there: Collection[UUID]) -> tuple[UUID, ...]:
    """Return which of the sealed files that are there belong to cases that were disposed of."""
    found: list[UUID] = []
    for table in keepers():
        case_id = _case_of(table)
        rows = select(table.c.file_id)
        if case_id.table is not table:
            rows = rows.join_from(table, case_id.table)
        gone = rows.join(Case.__table__, Case.__table__.c.id == case_id).where(Case.stage == Stage.DISPOSED)
        found += [file_id for file_id in session.scalars(gone) if file_id in there]
    return tuple(found)


def _case_of(table: Table) -> Any:
    own = table.c.get("case_id")
    if own is not None:
        return own
    ((_, above),) = [(key.parent, key.column) for key in table.foreign_keys]
    return above.table.c.case_id
