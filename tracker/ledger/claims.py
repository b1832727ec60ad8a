"""What checkpoints claim of the ledger, in the database and outside of it, held against the lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.ledger.cells import Stored
from tracker.ledger.checkpoints import (
    LATEST,
    Checkpoint,
    exported,
    lacking,
    missing,
    open_checkpoint,
    read_checkpoint,
)
from tracker.ledger.merkle import Hashes, root_of
from tracker.ledger.models import ledger_checkpoints
from tracker.ledger.notes import BadNote, Verifier
from tracker.ledger.report import Findings

_columns = ledger_checkpoints.c
_NOTES = select(_columns.size, _columns.key, Stored(_columns.note).label("note"))
_MOMENTS = select(_columns.size, _columns.key, _columns.created_at)


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
class Claims:
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
                findings.add_range("checkpoint", told, range(self.last_good, size))
        self.last_good = size if claims and good else self.last_good

    def left(self, size: int, findings: Findings) -> None:
        for claims in self.by_size.values():
            for place, checkpoint in claims:
                told = f"{place} was signed over {checkpoint.size} lines, but only {size} are there"
                findings.add("truncated", told, size, checkpoint.size)


def gather_claims(session: Session, witness: Witness, findings: Findings) -> Claims:
    """Return what every checkpoint claims, stored or exported, having checked that it may be believed."""
    claims = Claims()
    rows = session.execute(_NOTES).all()
    stored = [(f"the stored checkpoint of line {row.size}", row.note) for row in rows]
    known = {note for _, note in stored}
    outside = _outside(witness.folder, findings)
    if witness.folder is not None and witness.folder.is_dir():
        names = lacking(witness.folder, [(row.size, row.key) for row in rows if isinstance(row.size, int)])
        if names:
            findings.unchecked("folder", missing(witness.folder, names))
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
    _compare_columns(session, witness, findings)
    return claims


def _compare_columns(session: Session, witness: Witness, findings: Findings) -> None:
    """Make sure that what stands beside a stored note is what the note says."""
    keys = {verifier.key_id.hex() for verifier in witness.verifiers}
    try:
        moments = {(row.size, row.key): row.created_at for row in session.execute(_MOMENTS)}
        for row in session.execute(_NOTES):
            signed = read_checkpoint(row.note.decode("utf-8").rpartition("\n\n")[0] + "\n")
            if (row.size, moments[row.size, row.key]) != (signed.size, signed.at) or row.key not in keys:
                told = f"the stored checkpoint of line {row.size} has columns that differ from its note"
                findings.add("checkpoint", told)
    except (ValueError, TypeError):
        findings.add("checkpoint", "a stored checkpoint cannot be read")


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
