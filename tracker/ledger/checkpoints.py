"""Signed checkpoints (c2sp.org/tlog-checkpoint): what the ledger was at a size, kept outside too."""

from __future__ import annotations

import binascii
import os
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from tracker.db import JOURNAL_WRITE, UnitOfWork
from tracker.ledger.entries import moment_of, written
from tracker.ledger.journal import LedgerUnfit, split_peaks
from tracker.ledger.merkle import WIDTH, root_of
from tracker.ledger.models import HEAD, ledger_checkpoints, ledger_head
from tracker.ledger.notes import BadNote, Signer, Verifier, open_note, require_text

LATEST = "latest"
SUFFIX = ".checkpoint"
SIGNED = "signed "
"""How the line begins that says when a checkpoint was signed."""
EVERY = 1000
"""Lines after which a checkpoint is due."""
WITHIN = timedelta(hours=1)
"""Time after which a checkpoint is due if any line was added."""

_HEAD = select(ledger_head.c.size, ledger_head.c.peaks).where(ledger_head.c.id == HEAD)
_STORED = select(ledger_checkpoints).order_by(ledger_checkpoints.c.size, ledger_checkpoints.c.key)
_NEWEST = (
    select(ledger_checkpoints.c.size, ledger_checkpoints.c.created_at)
    .order_by(ledger_checkpoints.c.size.desc())
    .limit(1)
)
_NEWEST_OF = (
    select(ledger_checkpoints.c.note)
    .where(ledger_checkpoints.c.key == bindparam("key"))
    .order_by(ledger_checkpoints.c.size.desc())
    .limit(1)
)
_NOTE_AT = select(ledger_checkpoints.c.note).where(
    ledger_checkpoints.c.size == bindparam("size"), ledger_checkpoints.c.key == bindparam("key")
)
_ADD = insert(ledger_checkpoints).execution_options(**{JOURNAL_WRITE: True})


class ExportRefused(Exception):
    """The folder of checkpoints holds something that the new one contradicts; nothing was written over."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The root of the ledger of one origin at one size; ``at`` is when it was signed, if it says so."""

    origin: str
    size: int
    root: bytes
    at: datetime | None = None

    def text(self) -> str:
        """Return the lines that are signed; the moment is an extension line, which others pass over."""
        signed = f"{SIGNED}{written(self.at)}\n" if self.at else ""
        text = f"{self.origin}\n{self.size}\n{b64encode(self.root).decode('ascii')}\n{signed}"
        require_text(text)
        return text


@dataclass(frozen=True, slots=True)
class Issued:
    """A checkpoint as it was signed: ``key`` is the signing key's id in hex."""

    size: int
    key: str
    note: str


def read_checkpoint(text: str) -> Checkpoint:
    """Return the checkpoint that a note's text holds; lines after the third are extensions.

    Of those only ``signed <moment>`` is read.
    """
    lines = text.split("\n")
    if len(lines) < 4 or "" in lines[:-1] or lines[-1]:
        raise BadNote("a checkpoint is an origin, a size and a root, each on its line")
    origin, size, encoded = lines[:3]
    if not (size.isascii() and size.isdigit()) or len(size) > 18 or str(int(size)) != size:
        raise BadNote("a checkpoint's size is a whole number without leading zeros")
    try:
        root = b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadNote("a checkpoint's root is base64") from error
    if len(root) != WIDTH or b64encode(root).decode("ascii") != encoded:
        raise BadNote("a checkpoint's root is 32 bytes in base64")
    moments = [line.removeprefix(SIGNED) for line in lines[3:] if line.startswith(SIGNED)]
    try:
        return Checkpoint(origin, int(size), root, moment_of(moments[0]) if moments else None)
    except ValueError as error:
        raise BadNote("a checkpoint's moment has 27 characters") from error


def open_checkpoint(note: str, verifiers: Sequence[Verifier], origin: str) -> Checkpoint:
    """Return the checkpoint of this origin that the note holds, signed by a key that we know."""
    text, _ = open_note(note, verifiers)
    checkpoint = read_checkpoint(text)
    if checkpoint.origin != origin:
        raise BadNote(f"the checkpoint is of {checkpoint.origin}, not of {origin}")
    return checkpoint


def issue(work: UnitOfWork, signer: Signer) -> Issued:
    """Sign what the ledger is now and store it; the signer's name is the origin.

    To be exported by :func:`export` once the unit of work has committed. Signing the same size again with
    the same key returns what is stored.
    """
    head = work.session.execute(_HEAD).one_or_none()
    if head is None:
        raise LedgerUnfit("the ledger has no head: the database was not migrated")
    key = signer.verifier.key_id.hex()
    root = root_of(split_peaks(head.peaks, head.size))
    there = work.session.execute(_NOTE_AT, {"size": head.size, "key": key}).scalar_one_or_none()
    if there is not None:
        return Issued(head.size, key, there)
    now = work.now()
    note = signer.sign(Checkpoint(signer.name, head.size, root, now).text())
    work.session.execute(_ADD, {"size": head.size, "key": key, "note": note, "created_at": now})
    return Issued(head.size, key, note)


def stored(session: Session) -> tuple[Issued, ...]:
    """Return every checkpoint in the database, smallest first."""
    return tuple(Issued(row.size, row.key, row.note) for row in session.execute(_STORED))


def newest(session: Session, verifier: Verifier) -> str:
    """Return the note of the newest checkpoint that a key signed, in one statement."""
    return str(session.execute(_NEWEST_OF, {"key": verifier.key_id.hex()}).scalar_one())


def is_due(session: Session, now: datetime) -> bool:
    """Tell whether enough lines, or enough time, have gone by since the last checkpoint."""
    head, newest = session.execute(_HEAD).one(), session.execute(_NEWEST).one_or_none()
    if newest is None:
        return bool(head.size)
    added = head.size - newest.size
    return bool(added >= EVERY or (added > 0 and now - newest.created_at >= WITHIN))


def export(issued: Issued, folder: Path) -> Path:
    """Write the checkpoint to a file of its own in the folder, and as ``latest``; return the file.

    No file is written over. Raises :class:`ExportRefused` where the folder knows a larger ledger, or another
    checkpoint of this size and key: the database went back in time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file_name(issued.size, issued.key)
    newer = [other for other in exported(folder) if other.name[:12] > path.name[:12]]
    if newer:
        raise ExportRefused(f"{newer[-1].name} is of a larger ledger than line {issued.size}")
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(issued.note)
            file.flush()
            os.fsync(file.fileno())
        path.chmod(0o444)
    except FileExistsError:
        if path.read_text("utf-8") != issued.note:
            raise ExportRefused(f"{path.name} holds another checkpoint of the same size") from None
    _point_latest(folder, issued.note)
    return path


def file_name(size: int, key: str) -> str:
    """Return the name of the file that a checkpoint is exported to."""
    return f"{size:012d}-{key}{SUFFIX}"


def lacking(folder: Path, known: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """Return the names of files that ought to be in the folder: those of the newest checkpoint, and latest.

    ``known`` are size and key of each checkpoint that the database has; where it has none, none is lacking.
    """
    newest = max((size for size, _ in known), default=0)
    names = [file_name(size, key) for size, key in known if size == newest]
    return tuple(name for name in (*names, *([LATEST] if names else [])) if not (folder / name).is_file())


def missing(folder: Path, names: Sequence[str]) -> str:
    """Say which files of the newest checkpoint are not in the folder."""
    return f"{' and '.join(names)} of the newest checkpoint cannot be found in {folder}"


def exported(folder: Path) -> tuple[Path, ...]:
    """Return the files of checkpoints in the folder, smallest ledger first."""
    return tuple(sorted(folder.glob(f"*{SUFFIX}")))


def _point_latest(folder: Path, note: str) -> None:
    fresh = folder / f".{LATEST}"
    with fresh.open("w", encoding="utf-8", newline="\n") as file:
        file.write(note)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / LATEST)
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)


def behind_export(session: Session, folder: Path, verifiers: Sequence[Verifier], origin: str) -> str:
    """Return, in one sentence, how the database contradicts the last exported checkpoint; empty if not.

    Quick enough for every start: an old backup put back in silence is seen here, the rest by ``verify``.
    """
    latest = next(iter((*folder.glob(LATEST), *reversed(exported(folder)))), None)
    if latest is None:
        return ""
    note = latest.read_bytes().decode("utf-8", "replace")
    try:
        checkpoint = open_checkpoint(note, verifiers, origin)
    except BadNote as error:
        return f"{latest} cannot be relied on: {error}"
    size = session.execute(_HEAD).one().size
    if size < checkpoint.size:
        return f"the ledger has {size} lines, but {checkpoint.size} were there when {latest} was signed"
    if all(note != there.note for there in stored(session)):
        return f"the database does not know the checkpoint in {latest}: another history was put in its place"
    return ""


def not_exported(session: Session, folder: Path) -> str:
    """Return, in one sentence, which files of the newest checkpoint are missing; empty if none is."""
    names = lacking(folder, [(there.size, there.key) for there in stored(session)])
    return missing(folder, names) if names else ""
