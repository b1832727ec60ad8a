"""An evidence package as a bag (RFC 8493) around a signed list of its files (docs/EXPORTS.md, section 4)."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tracker.exports.verifier_file import verifier_file
from tracker.ledger.canonical import canonical
from tracker.ledger.notes import Signer
from tracker.rights.archive import File, file_of
from tracker.vault.trouble import Unopenable

KIND = "tracker evidence package"
"""Says what the signed text is, so that nothing else that the key signs can be taken for it."""
FORMAT = 1
BLOCK = 64 * 1024
"""Bytes of which a digest is signed each, so that the place of a change is known as well as the file."""
NOTE, AID, TAGS = "package.note", "package.blocks", "tagmanifest-sha256.txt"
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


@dataclass(frozen=True, slots=True)
class Measured:
    """A file with its size and the digests of its blocks; ``line`` is that of the ledger that tells of it."""

    file: File
    size: int
    blocks: tuple[str, ...]
    item: bool = False
    line: int | None = None


def measured(file: File, *, item: bool = False, lines: Mapping[str, int] | None = None) -> Measured:
    """Read a file once, and return what is signed of it; raises Unopenable where it is not what it was.

    ``lines`` are the ledger's, by the digest that each tells of.
    """
    whole, size, blocks = hashlib.sha256(), 0, []
    for block in _in_blocks(file.pieces()):
        whole.update(block)
        size += len(block)
        blocks.append(block_line(block))
    digest = whole.hexdigest()
    if file.digest and file.digest != digest:
        raise Unopenable(f"{file.name} is not what was received")
    line = (lines or {}).get(digest)
    return Measured(replace(file, digest=digest), size, tuple(blocks), item, line)


def block_line(block: bytes) -> str:
    """Return what is kept of a block: SHA-256 proves it, CRC-32 tells which byte was changed."""
    return f"{hashlib.sha256(block).hexdigest()}:{zlib.crc32(block):08x}"


def _in_blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= BLOCK:
            yield bytes(held[:BLOCK])
            del held[:BLOCK]
    if held:
        yield bytes(held)


def bag(
    name: str,
    payload: Collection[Measured],
    *,
    about: Mapping[str, Any],
    told: Iterable[tuple[str, str]],
    how_to: bytes,
    made_at: datetime,
    signer: Signer,
) -> tuple[File, ...]:
    """Return all files of a bag below one folder, in the order of their names; the last seal the others.

    ``about`` is what is signed besides the files, ``told`` what bag-info.txt says.
    """
    octets = sum(one.size for one in payload)
    info = (*told, ("Bagging-Date", f"{made_at:%Y-%m-%d}"), ("Payload-Oxum", f"{octets}.{len(payload)}"))
    plain = {
        "bagit.txt": BAGIT,
        "bag-info.txt": "".join(f"{label}: {' '.join(words.split())}\n" for label, words in info).encode(),
        "manifest-sha256.txt": _listed((one.file.name, one.file.digest) for one in payload),
        "HOWTO.txt": how_to,
        "verify.py": verifier_file(),
    }
    tags = [measured(file_of(path, "", content, made_at)) for path, content in plain.items()]
    note = signer.sign(canonical(_said((*payload, *tags), about)).decode("utf-8") + "\n").encode()
    aid = "".join(f"{block_line(block)}\n" for block in _in_blocks((note,))).encode()
    sealing = [file_of(NOTE, "", note, made_at), file_of(AID, "", aid, made_at)]
    outer = [*(one.file for one in tags), *sealing]
    last = file_of(TAGS, "", _listed((one.name, one.digest) for one in outer), made_at)
    within = (*(one.file for one in payload), *outer, last)
    return tuple(replace(one, name=f"{name}/{one.name}") for one in sorted(within, key=lambda one: one.name))


def _said(files: Iterable[Measured], about: Mapping[str, Any]) -> dict[str, Any]:
    given = sorted(files, key=lambda one: one.file.name)
    return {
        "kind": KIND,
        "v": FORMAT,
        **about,
        "items": [
            {"path": one.file.name, "sha256": one.file.digest, "line": one.line} for one in given if one.item
        ],
        "files": [
            {
                "path": one.file.name,
                "size": one.size,
                "sha256": one.file.digest,
                "blocks": list(one.blocks),
            }
            for one in given
        ],
    }


def _listed(files: Iterable[tuple[str, str]]) -> bytes:
    """Return a manifest: digest and path on each line, in the order of the paths."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(files)).encode()
