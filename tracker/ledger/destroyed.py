"""The signed list of what was disposed of, kept outside the database: a note for each batch, never rewritten.

Each note says by the digest of all bytes before it where it stands, so that none is taken out or put between.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from tracker.ledger.canonical import canonical
from tracker.ledger.notes import BadNote, Signer, Verifier, open_note

LIST = "disposals"
"""The file, in the folder of checkpoints."""
KIND = "disposal"
BEFORE = "before "

Key = tuple[str, UUID, int]
"""A data key that was destroyed: its domain, its holder, its version."""


@dataclass(frozen=True, slots=True)
class DisposalList:
    """What the list holds, oldest first, and in one sentence what is wrong with it, if anything."""

    batches: tuple[Mapping[str, Any], ...] = ()
    fault: str = ""

    @property
    def keys(self) -> frozenset[Key]:
        """Return every data key that it says is destroyed."""
        return frozenset(key for batch in self.batches for key in _keys_of(batch))


def _keys_of(batch: Mapping[str, Any]) -> tuple[Key, ...]:
    """Return the data keys that a batch says are destroyed; what is no such list raises as its parts do."""
    return tuple(
        (str(domain), UUID(holder), int(version))
        for case in batch["cases"]
        for domain, holder, version in case["keys"]
    )


def add_batch(folder: Path, signer: Signer, batch: Mapping[str, Any]) -> None:
    """Add what was disposed of with one batch to the end of the list, and wait until it is on the disk."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LIST).open("ab+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        there = sha256(file.read()).hexdigest()
        text = f"{signer.name}\n{KIND}\n{BEFORE}{there}\n{canonical(batch).decode('utf-8')}\n"
        file.write(f"{signer.sign(text)}\n".encode())
        file.flush()
        os.fsync(file.fileno())


def read_list(folder: Path, verifiers: Sequence[Verifier], origin: str) -> DisposalList:
    """Return what the list says; a note that cannot be relied on is told of, and the others still count."""
    path = folder / LIST
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return DisposalList()
    batches, faults = list[Mapping[str, Any]](), list[str]()
    for number, (before, note) in enumerate(_notes(content), start=1):
        try:
            batches.append(_batch(note, before, verifiers, origin))
        except (BadNote, ValueError, KeyError, TypeError) as error:
            faults.append(f"note {number} of {path} cannot be relied on: {error}")
    return DisposalList(tuple(batches), faults[0] if faults else "")


def _notes(content: bytes) -> Iterator[tuple[bytes, str]]:
    """Yield each note, and all bytes before it."""
    place = 0
    while place < len(content):
        signed = content.find(b"\n\n", place)
        end = content.find(b"\n\n", signed + 2) if signed >= 0 else -1
        stop = end + 2 if end >= 0 else len(content)
        yield content[:place], content[place : stop - 1 if end >= 0 else stop].decode("utf-8", "replace")
        place = stop


def _batch(note: str, before: bytes, verifiers: Sequence[Verifier], origin: str) -> Mapping[str, Any]:
    text, _ = open_note(note, verifiers)
    name, kind, there, told = text.split("\n")[:4]
    if (name, kind) != (origin, KIND):
        raise BadNote(f"it is of {name}, not a disposal of {origin}")
    if there != BEFORE + sha256(before).hexdigest():
        raise BadNote("it does not stand where it was written: something before it is changed or gone")
    batch: Mapping[str, Any] = json.loads(told)
    _keys_of(batch)  # raises where it names no keys
    return batch
