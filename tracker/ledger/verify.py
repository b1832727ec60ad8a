"""Verifying the ledger: its lines, its tree, its checkpoints, and the rows it speaks of."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from tracker.ledger.cells import Stored
from tracker.ledger.checkpoints import LATEST, Checkpoint, exported, open_checkpoint
from tracker.ledger.lines import read_lines
from tracker.ledger.merkle import WIDTH, Hashes, peak_ranges, root_of
from tracker.ledger.models import HEAD, ledger_checkpoints, ledger_head
from tracker.ledger.notes import BadNote, Verifier
from tracker.ledger.report import Findings, Report
from tracker.ledger.states import LastStates, compare_rows

_HEAD_ROWS = select(ledger_head.c.id, ledger_head.c.size, Stored(ledger_head.c.peaks).label("peaks"))
_NOTES = select(ledger_checkpoints.c.size, Stored(ledger_checkpoints.c.note).label("note"))


@dataclass(frozen=True, slots=True)
class Witness:
    """What is known from outside the ledger's tables.

    ``verifiers`` are the keys that may have signed checkpoints, ``origin`` the name they sign under,
    ``folder`` where checkpoints were exported to, None where nothing was.
    """

    origin: str
    verifiers: tuple[Verifier, ...]
    folder: Path | None = None


@dataclass(slots=True)
class _Claims:
    """Checkpoints yet to be met by the reading, by size, each with the place it was found in."""

    found: int = 0
    by_size: dict[int, list[tuple[str, Checkpoint]]] = field(default_factory=dict)
    last_good: int = 0

    def add(self, place: str, checkpoint: Checkpoint) -> None:
        self.by_size.setdefault(checkpoint.size, []).append((place, checkpoint))

    def meet(self, size: int, peaks: Hashes, findings: Findings) -> None:
        claims = self.by_size.pop(size, ())
        root = root_of(peaks)
        good = all(checkpoint.root == root for _, checkpoint in claims)
        for place, checkpoint in claims:
            if checkpoint.root != root:
                told = f"lines {self.last_good} to {size - 1} are not those that {place} was signed over"
                _add_range(findings, "checkpoint", told, range(self.last_good, size))
        self.last_good = size if claims and good else self.last_good

    def left(self, size: int, findings: Findings) -> None:
        for claims in self.by_size.values():
            for place, checkpoint in claims:
                told = f"{place} was signed over {checkpoint.size} lines, but only {size} are there"
                findings.add("truncated", told, size, checkpoint.size)


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
    claims = _claims(session, witness, findings)
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


def _claims(session: Session, witness: Witness, findings: Findings) -> _Claims:
    claims = _Claims()
    stored = [(f"the stored checkpoint of line {row.size}", row.note) for row in session.execute(_NOTES)]
    known = {note for _, note in stored}
    outside = _outside(witness.folder, findings)
    for place, note in outside:
        if note not in known:
            findings.add("checkpoint", f"{place} is not among the stored checkpoints")
    claims.found = len(stored) + len(outside)
    if claims.found and not witness.verifiers:
        told = f"{claims.found} checkpoints cannot be checked without the key that signed them"
        findings.unchecked("key", told)
        return claims
    for place, note in (*stored, *outside):
        try:
            claims.add(place, open_checkpoint(note.decode("utf-8"), witness.verifiers, witness.origin))
        except (BadNote, UnicodeDecodeError) as error:
            findings.add("checkpoint", f"{place} does not hold: {error}")
    return claims


def _outside(folder: Path | None, findings: Findings) -> list[tuple[str, bytes]]:
    """Return the exported checkpoints, each with its place."""
    if folder is None:
        return []
    if not folder.is_dir():
        findings.unchecked("folder", f"{folder} with the exported checkpoints is not there")
        return []
    notes = []
    for path in exported(folder):
        try:
            notes.append((str(path), path.read_bytes()))
        except OSError as error:
            findings.unchecked("folder", f"{path} could not be read: {error.strerror}")
    latest = folder / LATEST
    if latest.is_file() and latest.read_bytes() not in {note for _, note in notes}:
        findings.add("checkpoint", f"{latest} is not among the exported checkpoints: one was taken away")
        notes.append((str(latest), latest.read_bytes()))
    return notes


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
            _add_range(findings, "head", told, range(first, lines.stop))


def _add_range(findings: Findings, kind: str, sentence: str, lines: range) -> None:
    """Note that one of these lines is wrong; where one of them was found already, name no other."""
    if any(one.idx is not None and one.idx in lines for one in findings.kept):
        findings.add(kind, sentence)
    else:
        findings.add(kind, sentence, lines.start, lines.stop)
