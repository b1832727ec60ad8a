"""Seals and opens what belongs to one holder: cells and files."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from tracker.policy.captures import FileState
from tracker.vault.chest import KeyChest, OpenKey, WrappedKey
from tracker.vault.files import (
    FileSealer,
    OpenedFile,
    read_version,
)
from tracker.vault.format import (
    Slot,
    field_context,
    file_context,
    pack_field,
    unpack_field,
)
from tracker.vault.primitives import NONCE_BYTES, NotAuthentic, StreamOpening, random_bytes
from tracker.vault.store import FileStore
from tracker.vault.trouble import FileMissing, UnknownSlot, Unopenable


@dataclass(frozen=True, slots=True)
class Sealer:
    """The keys of one holder in one domain; keep it no longer than the page or the act.

    ``keys`` are all versions, the newest last: that one seals, each opens what it sealed. ``slots`` are the
    places that may be sealed for; None leaves it open.
    """

    keys: tuple[WrappedKey, ...]
    chest: KeyChest
    files: FileStore
    slots: Container[Slot] | None = None

    @property
    def holder_id(self) -> uuid.UUID:
        """Return whose keys these are."""
        return self.keys[-1].holder_id

    def seal(self, slot: Slot, row_id: uuid.UUID, row_version: int, text: str | bytes) -> bytes:
        """Seal a text for one cell of one version of one row; nowhere else will it open."""
        if self.slots is not None and slot not in self.slots:
            raise UnknownSlot(f"{slot} is not in the inventory of sealed columns")
        key = self.keys[-1]
        nonce = random_bytes(NONCE_BYTES)
        context = field_context(slot, row_id, key.holder_id, key.dek_version, row_version)
        plain = text.encode() if isinstance(text, str) else text
        return pack_field(key.dek_version, nonce, self.chest.open(key).fields.encrypt(nonce, plain, context))

    def open(self, slot: Slot, row_id: uuid.UUID, row_version: int, sealed: bytes) -> bytes:
        """Open a cell, or raise :class:`Unopenable` naming it if it is not what was sealed there."""
        try:
            field = unpack_field(sealed)
            _, opened = self._key(field.dek_version)
            context = field_context(slot, row_id, self.holder_id, field.dek_version, row_version)
            return opened.fields.decrypt(field.nonce, field.sealed, context)
        except (NotAuthentic, Unopenable) as error:
            reason = str(error) or "it is not what was sealed there"
            raise Unopenable(f"{slot} of row {row_id} does not open: {reason}") from error

    def open_text(self, slot: Slot, row_id: uuid.UUID, row_version: int, sealed: bytes) -> str:
        """Open a cell that holds a text."""
        return self.open(slot, row_id, row_version, sealed).decode()

    def seal_json(self, slot: Slot, row_id: uuid.UUID, row_version: int, value: Any) -> bytes:
        """Seal a structure of plain values, always written the same way."""
        text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        return self.seal(slot, row_id, row_version, text)

    def open_json(self, slot: Slot, row_id: uuid.UUID, row_version: int, sealed: bytes) -> Any:
        """Open a cell that holds a structure of plain values."""
        return json.loads(self.open(slot, row_id, row_version, sealed))

    def file_sealer(self, file_id: uuid.UUID) -> FileSealer:
        """Begin a sealed file that is written piece by piece, as an upload arrives."""
        key = self.keys[-1]
        context = file_context(file_id, key.holder_id, key.dek_version)
        return FileSealer(self.files, file_id, self.chest.open(key).files, key.dek_version, context)

    def open_file(self, file_id: uuid.UUID) -> OpenedFile:
        """Open a sealed file; raises :class:`FileMissing` or :class:`Unopenable` before the first byte."""
        file = self.files.open(file_id)
        try:
            key, opened = self._key(read_version(file, file_id))
        except BaseException:
            file.close()
            raise
        context = file_context(file_id, key.holder_id, key.dek_version)
        return OpenedFile(file, StreamOpening(opened.files, context), file_id)

    def verify_file(self, file_id: uuid.UUID, sha256: str) -> FileState:
        """Recompute a file and compare it with the SHA-256 (hexadecimal) that was recorded of its content."""
        digest = hashlib.sha256()
        try:
            with self.open_file(file_id) as pieces:
                for piece in pieces:
                    digest.update(piece)
        except FileMissing:
            return FileState.MISSING
        except Unopenable:
            return FileState.CHANGED
        return FileState.INTACT if digest.hexdigest() == sha256 else FileState.CHANGED

    def _key(self, dek_version: int) -> tuple[WrappedKey, OpenKey]:
        for key in self.keys:
            if key.dek_version == dek_version:
                return key, self.chest.open(key)
        raise Unopenable(f"it names key version {dek_version}, which {self.holder_id} does not have")
