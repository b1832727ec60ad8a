"""A decoder written from docs/FORMAT.md alone: it shares no line with the product.

Only the hash functions of the standard library and one AES-GCM are used.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
import uuid

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CHUNK = 16384


def expand(name: str, prk: bytes, info: bytes, length: int) -> bytes:
    """HKDF-Expand."""
    made, block, number = b"", b"", 1
    while len(made) < length:
        block = hmac.digest(prk, block + info + bytes([number]), name)
        made, number = made + block, number + 1
    return made[:length]


def hkdf(name: str, key: bytes, info: bytes, length: int = 32, salt: bytes = b"") -> bytes:
    """HKDF: extract, then expand; no salt is a salt of zeros."""
    salt = salt or bytes(hashlib.new(name).digest_size)
    return expand(name, hmac.digest(salt, key, name), info, length)


def prefixed(data: bytes) -> bytes:
    """Four bytes of length, then the bytes."""
    return struct.pack(">I", len(data)) + data


def check_value(master_key: bytes, name: str) -> bytes:
    """The eight bytes in keyring.kcv."""
    return hmac.digest(hkdf("sha512", master_key, b"kcv"), name.encode(), "sha256")[:8]


def unwrap(master_key: bytes, kek_id: str, domain: str, holder: str, version: int, wrapped: bytes) -> bytes:
    """The data key in data_keys.wrapped."""
    context = b"bit/wrap/v1" + prefixed(domain.encode()) + prefixed(uuid.UUID(holder).bytes)
    context += struct.pack(">H", version) + prefixed(kek_id.encode())
    return AESGCM(hkdf("sha512", master_key, b"wrap/v1")).decrypt(wrapped[:12], wrapped[12:], context)


def open_cell(
    data_key: bytes, table: str, column: str, row: str, row_version: int, holder: str, cell: bytes
) -> bytes:
    """The text of one sealed cell."""
    if cell[:2] != b"\x01\x01":
        raise ValueError("another format")
    context = b"bit/field/v1" + prefixed(table.encode()) + prefixed(column.encode())
    context += prefixed(uuid.UUID(row).bytes) + prefixed(uuid.UUID(holder).bytes)
    context += cell[2:4] + struct.pack(">I", row_version)
    return AESGCM(hkdf("sha512", data_key, b"field")).decrypt(cell[4:16], cell[16:], context)


def open_file(data_key: bytes, file_id: str, holder: str, sealed: bytes) -> bytes:
    """The content of one sealed file."""
    if sealed[:2] != b"\x01\x02":
        raise ValueError("another format")
    context = b"bit/file/v1" + uuid.UUID(file_id).bytes + uuid.UUID(holder).bytes + sealed[2:4]
    return open_stream(hkdf("sha512", data_key, b"file"), context, sealed[4:])


def _stream_keys(key: bytes, salt: bytes, context: bytes) -> tuple[bytes, bytes, bytes]:
    info = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\x00" + salt + context
    made = expand("sha512", key, info, 32 + 12 + 32)
    return made[:32], made[32:44], made[44:]


def _nonce(base: bytes, number: int) -> bytes:
    return bytes(one ^ other for one, other in zip(base, number.to_bytes(12, "big"), strict=True))


def open_stream(key: bytes, context: bytes, sealed: bytes) -> bytes:
    """A Cobblestone-256 message."""
    cipher_key, base, commitment = _stream_keys(key, sealed[:24], context)
    if sealed[24:56] != commitment:
        raise ValueError("another key or context")
    plain, rest, number = b"", sealed[56:], 0
    while True:
        part, rest = rest[: CHUNK + 16], rest[CHUNK + 16 :]
        opened = AESGCM(cipher_key).decrypt(_nonce(base, number), part, b"")
        plain, number = plain + opened, number + 1
        if len(opened) < CHUNK:
            if rest:
                raise ValueError("something follows the last chunk")
            return plain


def seal_stream(key: bytes, context: bytes, salt: bytes, plain: bytes) -> bytes:
    """A Cobblestone-256 message with a given salt, for the worked example."""
    cipher_key, base, commitment = _stream_keys(key, salt, context)
    sealed = salt + commitment
    for number in range(len(plain) // CHUNK + 1):
        part = plain[number * CHUNK : (number + 1) * CHUNK]
        sealed += AESGCM(cipher_key).encrypt(_nonce(base, number), part, b"")
    return sealed


def blind_index(root: bytes, table: str, column: str, text: str) -> bytes:
    """The sixteen bytes beside a sealed cell by which equal texts are found."""
    key = hkdf("sha256", root, f"bidx|{table}|{column}|index|v1".encode())
    return hmac.digest(key, text.encode(), "sha256")[:16]
