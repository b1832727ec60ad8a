"""The round over every sealed file: its digest computed anew, in parts that can be broken off and taken up.

Nothing is held but one part's rows, and no transaction waits while files are read. Of an intact capture only
the round tells; a custody line is written where a file is not as received, and where it is so again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Table, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.clock import agency_zone
from tracker.db import UnitOfWork, clock_of, db, unit_of_work
from tracker.findings.alarm import tell_unlike
from tracker.findings.arrivals import custody_row
from tracker.findings.capture_queries import VERIFIED
from tracker.findings.keepers import keepers, kept_in
from tracker.findings.models import Capture, CustodyLine, VerifyRun
from tracker.health_checks import HealthCheck
from tracker.ledger.acts.act import Act
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.ledger.queries import entries_of
from tracker.policy.actors import SYSTEM, Role
from tracker.policy.answers import Denied
from tracker.policy.captures import FileState
from tracker.policy.permissions import Permission
from tracker.policy.wording import counted, moment
from tracker.vault.format import Domain
from tracker.vault.trouble import NoKey, Unopenable
from tracker.vault.vault import vault_of

PART_FILES, PART_SECONDS = 500, 60.0
"""A part of a round ends after so many files or so long, whichever comes first; then it is written down."""
GIVEN_UP = timedelta(days=7)
"""A round that was broken off so long ago is begun anew."""
DUE = timedelta(hours=48)
"""No file that is older than this waits longer for the end of a round, or IT is told."""

_OPEN = (
    select(VerifyRun)
    .where(VerifyRun.finished_at.is_(None), VerifyRun.started_at > bindparam("since"))
    .order_by(VerifyRun.started_at.desc())
    .limit(1)
)
_LAST = (
    select(VerifyRun.started_at, VerifyRun.finished_at, VerifyRun.checked)
    .where(VerifyRun.finished_at.is_not(None))
    .order_by(VerifyRun.started_at.desc())
    .limit(1)
)
_OLDEST = select(func.min(Capture.uploaded_at))
_later = aliased(CustodyLine)
_UNLIKE = select(CustodyLine.capture_id).where(
    CustodyLine.act == VERIFIED,
    CustodyLine.outcome.in_((FileState.CHANGED, FileState.MISSING)),
    ~select(_later.id)
    .where(
        _later.capture_id == CustodyLine.capture_id,
        _later.act == VERIFIED,
        _later.outcome == FileState.INTACT,
        _later.done_at > CustodyLine.done_at,
    )
    .exists(),
)
_BROKEN = select(func.count(Capture.id)).where(Capture.id.in_(_UNLIKE))


@dataclass(frozen=True, slots=True)
class Looked:
    """One sealed file that was looked at: whose it is, and how it stands."""

    table: str
    row_id: UUID
    file_id: UUID
    reference: str
    case_id: UUID
    state: FileState


@dataclass(frozen=True, slots=True)
class RoundState:
    """How far a round came: files looked at, those not as received, and whether it came to the end."""

    checked: int
    failed: int
    finished: bool

    @property
    def sentence(self) -> str:
        """Say it in words."""
        done = "every sealed file is verified" if self.finished else "broken off, to be taken up again"
        return f"{done}: {counted(self.checked, 'file')} looked at, {self.failed} not as received"


def go_round(*, goes_on: Callable[[], bool] = lambda: True) -> RoundState:
    """Go on with the round that was broken off, or begin one; stop after a part where ``goes_on`` says no."""
    with unit_of_work(SYSTEM) as work:
        run = _take_up(work)
        state, run_id = RoundState(run.checked, run.failed, False), run.id
        place = (run.of_table, run.came_to)
    while not state.finished and goes_on():
        looked, finished = _part(db.session, *place)
        if looked:
            place = (looked[-1].table, looked[-1].file_id)
        with unit_of_work(SYSTEM) as work:
            state = _write_down(work, run_id, looked, finished=finished)
    return state


def rounds_check(session: Session) -> HealthCheck:
    """Say when every capture was verified last, and how many are not as they were received."""
    name, now = "captures", clock_of(session).now()
    broken, oldest = session.scalar(_BROKEN) or 0, session.scalar(_OLDEST)
    last = session.execute(_LAST).one_or_none()
    if broken:
        words = (
            f"{counted(broken, 'capture')} not as received; keep what is there, put the files back from a "
            "backup, then run: flask --app wsgi verify-captures"
        )
        return HealthCheck(name, False, words)
    if oldest is None:
        return HealthCheck(name, True, "none is kept yet")
    waited_since = max(oldest, last.started_at) if last else oldest
    told = f"all verified {moment(_here(last.finished_at))}" if last else "not verified by night yet"
    if now - waited_since > DUE:
        words = f"{told}; let this run every night: flask --app wsgi verify-captures"
        return HealthCheck(name, False, words)
    return HealthCheck(name, True, told)


def _take_up(work: UnitOfWork) -> VerifyRun:
    if work.actor.role is not Role.SYSTEM:
        raise Denied(Permission.READ_SYSTEM)
    now = work.now()
    run = work.session.scalars(_OPEN, {"since": now - GIVEN_UP}).one_or_none()
    if run is not None:
        return run
    record(work, Event.FILES_ROUND_BEGUN)
    return work.add(VerifyRun(started_at=now, went_on_at=now))


def _part(session: Session, table_name: str, came_to: UUID | None) -> tuple[list[Looked], bool]:
    """Look at the next files; the second value tells whether these were the last."""
    looked, until = list[Looked](), time.monotonic() + PART_SECONDS
    for one in _files_behind(session, table_name, came_to):
        looked.append(one)
        if len(looked) >= PART_FILES or time.monotonic() > until:
            return looked, False
    return looked, True


def _files_behind(session: Session, table_name: str, came_to: UUID | None) -> Iterator[Looked]:
    for table in sorted(keepers(), key=lambda one: one.name):
        if table.name < table_name:
            continue
        behind = came_to if table.name == table_name else None
        query = kept_in(table).add_columns(table.c.id).order_by(None).order_by(table.c.file_id)
        if behind is not None:
            query = query.where(table.c.file_id > behind)
        rows = session.execute(query.limit(PART_FILES)).all()
        session.rollback()  # reading files can last; no snapshot of the database waits for it
        for row in rows:
            yield _look(session, table, row)
        if len(rows) == PART_FILES:
            return


def _look(session: Session, table: Table, row: Any) -> Looked:
    try:
        sealer = vault_of(session).domain(session, Domain.CASE, row.case_id)
        session.rollback()
        state = sealer.verify_file(row.file_id, row.sha256)
    except (NoKey, Unopenable):
        state = FileState.CHANGED
    return Looked(table.name, row.id, row.file_id, row.reference, row.case_id, state)


def _write_down(work: UnitOfWork, run_id: UUID, looked: list[Looked], *, finished: bool) -> RoundState:
    run = work.session.get_one(VerifyRun, run_id)
    failed = [one for one in looked if one.state is not FileState.INTACT]
    before = _unlike_before(work.session, looked)
    tell_unlike(work, [one.case_id for one in failed if one.row_id not in before])
    for one in (one for one in looked if one.state is not FileState.INTACT or one.row_id in before):
        if one.table == Capture.__tablename__:
            work.add(custody_row(work.actor, work.now(), one.row_id, VERIFIED, one.state))
            _tell(work, Event.CAPTURE_VERIFIED, "capture", one)
        elif one.state is not FileState.INTACT:
            _tell(work, Event.FILE_FOUND_UNLIKE, "answer-file", one)
    work.change(
        run,
        went_on_at=work.now(),
        finished_at=work.now() if finished else None,
        of_table=looked[-1].table if looked else run.of_table,
        came_to=looked[-1].file_id if looked else run.came_to,
        checked=run.checked + len(looked),
        failed=run.failed + len(failed),
    )
    act = Event.FILES_ROUND_ENDED if finished else Event.FILES_ROUND_WENT_ON
    record(work, act, checked=run.checked, failed=run.failed)
    return RoundState(run.checked, run.failed, finished)


def _tell(work: UnitOfWork, act: Act, kind: str, one: Looked) -> None:
    record(work, act, about=(kind, one.reference), case_id=one.case_id, result=one.state)


def _unlike_before(session: Session, looked: list[Looked]) -> frozenset[UUID]:
    """Return the rows of those files of which it was written down before that they are not as received."""
    captures = _UNLIKE.where(CustodyLine.capture_id.in_([one.row_id for one in looked]))
    failed = [one for one in looked if one.state is not FileState.INTACT]
    others = [one for one in failed if one.table != Capture.__tablename__]
    lines = entries_of(session, {one.case_id for one in others}, [Event.FILE_FOUND_UNLIKE.name])
    known = {line.about[1] for line in lines if line.about}
    return frozenset(session.scalars(captures)) | {one.row_id for one in others if one.reference in known}


def _here(at: datetime) -> datetime:
    return at.astimezone(agency_zone())
