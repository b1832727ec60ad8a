"""Verifying the ledger: its lines, its tree, its checkpoints, and the rows it speaks of."""

from __future__ import annotations

from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from tracker.ledger.cells import Stored
from tracker.ledger.claims import Witness, gather_claims
from tracker.ledger.lines import read_lines
from tracker.ledger.merkle import WIDTH, Hashes, peak_ranges, root_of
from tracker.ledger.models import HEAD, ledger_head
from tracker.ledger.report import Findings, Report
from tracker.ledger.states import LastStates, compare_rows

__all__ = ["Witness", "verify"]

_HEAD_ROWS = select(ledger_head.c.id, ledger_head.c.size, Stored(ledger_head.c.peaks).label("peaks"))


def verify(session: Session, witness: Witness, *, deep: bool = False) -> Report:
    """Recompute the whole ledger and hold it against everything that speaks of it.

    Lines: sequence, form, hash, time, copied columns. Tree: the head, every stored and exported checkpoint.
    ``deep``: every row of the database against the last line that wrote it, rows in no line, and lines whose
    row is gone. Reads one snapshot and writes nothing; must not run inside a unit of work.
    """
    if "work" in session.info:
        raise RuntimeError("the ledger is verified outside a unit of work")
    findings = Findings()
    states = LastStates()
    try:
        _begin_snapshot(session)
        return _verify(session, witness, states if deep else None, findings)
    except SQLAlchemyError as error:
        findings.unchecked("database", f"the database could not be read: {type(error).__name__}")
        return findings.report(size=0, root=root_of(()), checkpoints=0, rows=0, deep=deep)
    finally:
        states.close()
        session.rollback()


def _verify(session: Session, witness: Witness, states: LastStates | None, findings: Findings) -> Report:
    claims = gather_claims(session, witness, findings)
    size = 0
    peaks: Hashes = ()
    claims.meet(size, peaks, findings)
    for reached in read_lines(session, findings):
        size, peaks = reached.size, reached.peaks
        if size in claims.by_size:
            claims.meet(size, peaks, findings)
        if states is not None and reached.entry is not None:
            states.take(reached.entry, findings)
    claims.left(size, findings)
    _compare_head(session, size, peaks, claims.last_good, findings)
    rows = compare_rows(session, states, findings) if states is not None else 0
    return findings.report(
        size=size, root=root_of(peaks), checkpoints=claims.found, rows=rows, deep=states is not None
    )


def _begin_snapshot(session: Session) -> None:
    """Read the database as it is at one moment, while others go on writing."""
    session.rollback()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))


def _compare_head(session: Session, size: int, peaks: Hashes, good: int, findings: Findings) -> None:
    heads = session.execute(_HEAD_ROWS).all()
    if [head.id for head in heads] != [HEAD]:
        findings.add("head", "the head of the ledger is gone")
        return
    head = heads[0]
    if not isinstance(head.size, int):
        findings.add("head", "the head of the ledger is damaged: its size is no number")
        return
    if head.size != size:
        told = f"the head speaks of {head.size} lines, but a chain of {size} is there"
        findings.add("head", told, min(size, max(head.size, 0)))
        return
    if head.peaks == b"".join(peaks):
        return
    if len(head.peaks) != WIDTH * len(peaks):
        findings.add("head", "the head of the ledger is damaged: it is not the compact range of its lines")
        return
    for number, lines in enumerate(peak_ranges(size)):
        if head.peaks[WIDTH * number : WIDTH * (number + 1)] != peaks[number]:
            first = max(lines.start, good) if good < lines.stop else lines.start
            told = f"the head does not agree with lines {first} to {lines.stop - 1}"
            findings.add_range("head", told, range(first, lines.stop))
