"""A verifier written from docs/LEDGER.md alone: it shares no line with the product.

It reads a SQLite file and notes with nothing but the standard library and Ed25519.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sqlite3
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def leaf(body: bytes) -> bytes:
    """Hash a leaf."""
    return hashlib.sha256(b"\x00" + body).digest()


def root(leaves: list[bytes]) -> bytes:
    """Hash a whole tree."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256().digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + root(leaves[:half]) + root(leaves[half:])).digest()


def peaks(leaves: list[bytes]) -> bytes:
    """Return the compact range in one piece."""
    made, start = b"", 0
    for bit in reversed(range(len(leaves).bit_length())):
        if len(leaves) >> bit & 1:
            made += root(leaves[start : start + (1 << bit)])
            start += 1 << bit
    return made


def checkpoint(note: str, key: str) -> tuple[str, int, bytes]:
    """Return origin, size and root of a note, if the key line's key signed it."""
    name, key_id, encoded = key.split("+", 2)
    public = base64.b64decode(encoded)
    if public[:1] != b"\x01" or hashlib.sha256(f"{name}\n".encode() + public).hexdigest()[:8] != key_id:
        raise InvalidSignature("the key line is damaged")
    text, _, signatures = note.rpartition("\n\n")
    for line in signatures.splitlines():
        signed = base64.b64decode(line.split(" ")[2])
        if line.startswith(f"— {name} ") and signed[:4].hex() == key_id:
            Ed25519PublicKey.from_public_bytes(public[1:]).verify(signed[4:], f"{text}\n".encode())
            origin, size, hashed, *_ = text.split("\n")
            return origin, int(size), base64.b64decode(hashed)
    raise InvalidSignature("not signed by this key")


def complaints(database: Path, key: str) -> list[str]:
    """Return what is wrong with the ledger in a SQLite file."""
    found: list[str] = []
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        entries = connection.execute("SELECT * FROM ledger_entries ORDER BY idx").fetchall()
        head = connection.execute("SELECT size, peaks FROM ledger_head").fetchall()
        notes = connection.execute("SELECT note FROM ledger_checkpoints").fetchall()
    connection.close()
    leaves, before = [], ""
    for place, (idx, body, stored, at, event, actor, case_id) in enumerate(entries):
        said = json.loads(body)
        plain = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        right = (
            plain == body
            and (said["v"], said["idx"], idx) == (1, place, place)
            and stored == leaf(body.encode())
            and (said["t"], said["event"], said["actor"], said["case"]) == (at, event, actor, case_id)
            and before <= at
        )
        found += [] if right else [f"line {place}"]
        leaves.append(leaf(body.encode()))
        before = at
    if head != [(len(leaves), peaks(leaves))]:
        found.append("head")
    for (note,) in notes:
        _, size, hashed = checkpoint(note, key)
        if size > len(leaves) or root(leaves[:size]) != hashed:
            found.append(f"checkpoint {size}")
    return found
