"""How sealed cells, wrapped keys and sealed files are laid out, byte for byte (docs/FORMAT.md).

All numbers are big-endian. A UUID is its 16 raw bytes. ``LP`` is a length of four bytes, then the bytes.
"""

from __future__ import annotations

import struct
import uuid
from dataclasses import dataclass
from enum import StrEnum

from tracker.vault.primitives import NONCE_BYTES, TAG_BYTES, Aes256Gcm
from tracker.vault.trouble import Unopenable

FORMAT_V1 = 0x01
ALG_AES_256_GCM = 0x01
ALG_COBBLESTONE_256 = 0x02

HEADER = struct.Struct(">BBH")
FIELD_OVERHEAD = HEADER.size + NONCE_BYTES + TAG_BYTES


class Domain(StrEnum):
    """What kind of holder a data key belongs to; each kind has keys of its own."""

    CASE = "case"
    """The raw material of one case."""
    CANDIDATE = "candidate"
    """What is known of one candidate apart from any case."""
    SYSTEM = "system"
    """What belongs to nobody's case, such as the staff's addresses."""
    BOARD = "board"
    """The copies of one case that were released to its board."""


SYSTEM_HOLDER = uuid.UUID("00000000-0000-0000-0000-000000000001")
"""The holder of the key of the system domain that everything but voluntary answers is sealed under."""
VOLUNTARY_HOLDER = uuid.UUID("00000000-0000-0000-0000-000000000002")
"""The holder of the key of what candidates say of themselves, which is sealed apart from everything else."""


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """The place of a sealed cell: its table and its column."""

    table: str
    column: str

    def __post_init__(self) -> None:
        """Take plain names only; they are written into contexts."""
        if not (self.table.isidentifier() and self.column.isidentifier()):
            raise ValueError("a slot is named by a table and a column")

    def __str__(self) -> str:
        """Name the place as table.column."""
        return f"{self.table}.{self.column}"


@dataclass(frozen=True, slots=True)
class SealedField:
    """A sealed cell, taken apart."""

    dek_version: int
    nonce: bytes
    sealed: bytes


def lp(data: bytes) -> bytes:
    """Put the length of the bytes, as four bytes, before them."""
    return struct.pack(">I", len(data)) + data


def field_context(
    slot: Slot, row_id: uuid.UUID, holder_id: uuid.UUID, dek_version: int, row_version: int
) -> bytes:
    """Return what a sealed cell is bound to: its place, its row and that row's version, its holder's key."""
    return b"".join(
        (
            b"bit/field/v1",
            lp(slot.table.encode()),
            lp(slot.column.encode()),
            lp(row_id.bytes),
            lp(holder_id.bytes),
            struct.pack(">HI", dek_version, row_version),
        )
    )


def pack_field(dek_version: int, nonce: bytes, sealed: bytes) -> bytes:
    """Put a sealed cell together: format, algorithm, key version, nonce, ciphertext and tag."""
    return HEADER.pack(FORMAT_V1, ALG_AES_256_GCM, dek_version) + nonce + sealed


def unpack_field(cell: bytes) -> SealedField:
    """Take a sealed cell apart, or raise :class:`Unopenable` if it is not one."""
    if len(cell) < FIELD_OVERHEAD:
        raise Unopenable("too short for a sealed cell")
    form, alg, dek_version = HEADER.unpack_from(cell)
    if (form, alg) != (FORMAT_V1, ALG_AES_256_GCM):
        raise Unopenable("not a sealed cell of a format known here")
    body = HEADER.size + NONCE_BYTES
    return SealedField(dek_version, cell[HEADER.size : body], cell[body:])


def wrap_context(domain: str, holder_id: uuid.UUID, dek_version: int, kek_id: str) -> bytes:
    """Return what a wrapped data key is bound to: its domain, holder and version, and its master key."""
    return b"".join(
        (
            b"bit/wrap/v1",
            lp(domain.encode()),
            lp(holder_id.bytes),
            struct.pack(">H", dek_version),
            lp(kek_id.encode()),
        )
    )


def wrap_key(cipher: Aes256Gcm, nonce: bytes, data_key: bytes, context: bytes) -> bytes:
    """Wrap a data key: nonce, ciphertext and tag, 60 bytes."""
    return nonce + cipher.encrypt(nonce, data_key, context)


def unwrap_key(cipher: Aes256Gcm, wrapped: bytes, context: bytes) -> bytes:
    """Return the data key, or raise :class:`~tracker.vault.primitives.NotAuthentic`."""
    return cipher.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], context)


def file_header(dek_version: int) -> bytes:
    """Return the four bytes that open a sealed file."""
    return HEADER.pack(FORMAT_V1, ALG_COBBLESTONE_256, dek_version)


def file_context(file_id: uuid.UUID, holder_id: uuid.UUID, dek_version: int) -> bytes:
    """Return what a sealed file is bound to: its id, and its holder's key."""
    return b"bit/file/v1" + file_id.bytes + holder_id.bytes + struct.pack(">H", dek_version)


def read_file_header(header: bytes) -> int:
    """Return the key version from the four bytes that open a sealed file, or raise :class:`Unopenable`."""
    if len(header) != HEADER.size:
        raise Unopenable("too short for a sealed file")
    form, alg, dek_version = HEADER.unpack(header)
    if (form, alg) != (FORMAT_V1, ALG_COBBLESTONE_256):
        raise Unopenable("not a sealed file of a format known here")
    return int(dek_version)
