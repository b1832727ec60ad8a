"""How an act comes to the ledger: recorded while it is done, appended as the last thing before commit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, bindparam, insert, select, update
from sqlalchemy.orm import Session

from tracker.clock import Clock
from tracker.db import JOURNAL_WRITE, Record, UnitOfWork
from tracker.ledger.acts.act import CODE_WORD, TYPE_WORD, Act, Misrecorded
from tracker.ledger.canonical import Uncanonical
from tracker.ledger.entries import OUTCOMES, Entry, RowDigest, read_entry, written
from tracker.ledger.merkle import WIDTH, Hashes, grow, leaf_hash
from tracker.ledger.models import HEAD, ledger_entries, ledger_head
from tracker.ledger.rows import written_row
from tracker.policy.actors import Actor

_LOCK_HEAD = select(ledger_head.c.size, ledger_head.c.peaks).where(ledger_head.c.id == HEAD).with_for_update()
_BODY_AT = select(ledger_entries.c.body).where(ledger_entries.c.idx == bindparam("at"))
_ADD_ENTRY = insert(ledger_entries).execution_options(**{JOURNAL_WRITE: True})
_MOVE_HEAD = (
    update(ledger_head)
    .where(ledger_head.c.id == HEAD, ledger_head.c.size == bindparam("before"))
    .values(size=bindparam("after"), peaks=bindparam("now"))
    .execution_options(**{JOURNAL_WRITE: True})
)


class LedgerUnfit(Exception):
    """The ledger cannot take a line: it was never set up, or its head does not stand on its last line."""


@dataclass(frozen=True, slots=True)
class Recording:
    """An act that waits for its commit."""

    event: str
    about: tuple[str, str] | None
    case: str | None
    outcome: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from, as the ledger keeps it: its id, and its address where settings say so."""

    request: str | None = None
    ip: str | None = None


def came_from(session: Session, *, request: str | None = None, ip: str | None = None) -> None:
    """Say where the acts of this session come from."""
    session.info["origin"] = Origin(request, ip)


def record(
    work: UnitOfWork,
    event: Act,
    *,
    about: tuple[str, str] | None = None,
    case_id: UUID | None = None,
    outcome: str = "ok",
    **params: object,
) -> None:
    """Say what is being done, for the ledger to keep when the unit of work commits.

    ``about`` is the object's type and its reference: ``("finding", "F-7KQ4M2")``. ``case_id`` is the case it
    belongs to, a candidate's own when not given. ``outcome`` is ``ok`` or ``denied``. ``params`` are exactly
    the event's parameters, never a person's words. Raises :class:`Misrecorded`.
    """
    if outcome not in OUTCOMES:
        raise Misrecorded(f"an outcome is one of {OUTCOMES}")
    if about is None and event.needs_about:
        raise Misrecorded(f"{event.name} says what it is about")
    if about and not (TYPE_WORD.fullmatch(about[0]) and CODE_WORD.fullmatch(about[1])):
        raise Misrecorded(f"{event.name} is about a type in small letters and a reference without spaces")
    case = case_id or work.actor.case_id
    settled = event.settle(params)
    work.entries.append(Recording(event.name, about, str(case) if case else None, outcome, settled))


def append(
    session: Session, entries: list[Recording], rows: list[Record], actor: Actor, clock: Clock
) -> None:
    """Append the recorded acts as lines of the ledger, the last of them with the digests of the rows written.

    Runs within the transaction that wrote the rows, and takes the head's lock last, so that writers wait for
    one another as briefly as can be. A clock that lies before the last line breaks nothing: the line keeps
    the time of the one before and says by how much the clock lay behind.
    """
    digests = tuple(sorted((written_row(row) for row in rows), key=lambda row: (row.table, row.id)))
    size, peaks, last = _lock_head(session)
    now = clock.now()
    at = max(now, last or now)
    origin = session.info.get("origin") or Origin()
    line = Entry(
        idx=size,
        at=at,
        actor=str(actor.person_id),
        role=actor.role.value,
        event="",
        skew=(at - now) // timedelta(microseconds=1),
        session=actor.session or None,
        ip=origin.ip,
        request=origin.request,
    )
    for recording in entries:
        here = digests if recording is entries[-1] else ()
        peaks = _append(session, _line(line, recording, size, here), peaks)
        size += 1


def _line(line: Entry, recording: Recording, idx: int, rows: tuple[RowDigest, ...]) -> Entry:
    return replace(
        line,
        idx=idx,
        event=recording.event,
        about=recording.about,
        case=recording.case,
        outcome=recording.outcome,
        params=recording.params,
        rows=rows,
    )


def _append(session: Session, line: Entry, peaks: Hashes) -> Hashes:
    body = line.body()
    leaf = leaf_hash(body)
    session.execute(
        _ADD_ENTRY,
        {
            "idx": line.idx,
            "body": body.decode("utf-8"),
            "leaf": leaf,
            "at": written(line.at),
            "event": line.event,
            "actor": line.actor,
            "case_id": line.case,
        },
    )
    grown = grow(peaks, line.idx, leaf)
    step = {"before": line.idx, "after": line.idx + 1, "now": b"".join(grown)}
    moved = cast(CursorResult[Any], session.execute(_MOVE_HEAD, step))
    if moved.rowcount != 1:
        raise LedgerUnfit("the head of the ledger moved although it was locked")
    return grown


def _lock_head(session: Session) -> tuple[int, Hashes, datetime | None]:
    head = session.execute(_LOCK_HEAD).one_or_none()
    if head is None:
        raise LedgerUnfit("the ledger has no head: the database was not migrated")
    peaks = split_peaks(head.peaks, head.size)
    if head.size == 0:
        return 0, peaks, None
    # A statement of its own: under PostgreSQL only a new one sees the line of the writer we waited for.
    body = session.execute(_BODY_AT, {"at": head.size - 1}).scalar_one_or_none()
    if body is None:
        raise LedgerUnfit(f"line {head.size - 1} of the ledger is gone: run verify-ledger")
    try:
        return head.size, peaks, read_entry(body.encode("utf-8")).at
    except Uncanonical as error:
        raise LedgerUnfit(f"line {head.size - 1} of the ledger is damaged: run verify-ledger") from error


def split_peaks(blob: bytes, size: int) -> Hashes:
    """Return the compact range that the head keeps in one piece."""
    if len(blob) != WIDTH * size.bit_count():
        raise LedgerUnfit("the head of the ledger is damaged: run verify-ledger")
    return tuple(blob[start : start + WIDTH] for start in range(0, len(blob), WIDTH))
