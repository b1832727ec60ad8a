"""Checks what left Tracker, without Tracker: python verify.py FILE KEYLINE.

FILE is a certificate of uniformity as it was handed out, or the folder of an evidence package. KEYLINE is the
agency's key line, such as riverton.example/tracker+ca9475f4+AQOh..., which comes from the agency by another
way than the file. Needs Python 3.10 and the package "cryptography", and no network. Bytes count from 0.

Ends with 0 where everything holds, 1 where something does not, which is named, and 2 where it cannot be used.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import re
import sys
import zlib
from itertools import zip_longest
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HOLDS, BROKEN, UNUSABLE = 0, 1, 2
SOUND = ("Nothing in it was changed since it was signed.", "HOLDS")
CERTIFICATE = "tracker uniformity certificate"
PACKAGE = "tracker evidence package"
NOTE, AID, TAGS = "package.note", "package.blocks", "tagmanifest-sha256.txt"
BLOCK = 65536
OF_BLOCK = re.compile("[0-9a-f]{64}:[0-9a-f]{8}")
CRC = [0]
for _ in range(255):  # the table of CRC-32, each row from the row of half its number
    _row = len(CRC)
    for _bit in range(8):
        _row = _row >> 1 ^ (0xEDB88320 if _row & 1 else 0)
    CRC.append(_row)
BY_TOP = {row >> 24: number for number, row in enumerate(CRC)}
DASH = "\u2014 "
STATES = ("done", "not-applicable", "could-not-be-done", "gap", "extra", "in-progress", "not-started")


class Broken(Exception):
    """Something does not hold; the words say what, and where."""


class Unusable(Exception):
    """What was given cannot be used at all."""


def read_key(line: str) -> tuple[str, bytes, bytes]:
    """Return the name, the 4 bytes that signatures name it by, and the public key of a key line."""
    name, _, rest = line.strip().partition("+")
    if not line.isprintable():
        raise Unusable("the key line is not a key line: it holds what nobody can read")
    named, _, encoded = rest.partition("+")
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise Unusable("the key line is not a key line: its last part is not base64") from None
    if len(key) != 33 or key[:1] != b"\x01":
        raise Unusable("the key line is not one of an Ed25519 key")
    if hashlib.sha256(name.encode() + b"\n" + key).hexdigest()[:8] != named:
        raise Unusable("the key line is damaged: its parts do not belong together")
    return name, bytes.fromhex(named), key[1:]


def open_note(note: str, key: tuple[str, bytes, bytes], what: str) -> str:
    """Return the text of a signed note, once the signature of the key on it holds."""
    name, key_id, public = key
    text, gap, block = note.rpartition("\n\n")
    if not gap or not block.endswith("\n"):
        raise Broken(f"{what}: it has no signatures, or its end is missing")
    text += "\n"
    ours = [line for line in block.split("\n")[:-1] if line.startswith(f"{DASH}{name} ")]
    for line in ours:
        encoded = line[len(DASH) + len(name) + 1 :]
        try:
            signature = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError):
            raise Broken(f"{what}: the line of its signature is damaged") from None
        if base64.b64encode(signature).decode() != encoded:
            raise Broken(f"{what}: the line of its signature is damaged")
        if signature[:4] == key_id:
            try:
                Ed25519PublicKey.from_public_bytes(public).verify(signature[4:], text.encode())
            except InvalidSignature:
                raise Broken(f"{what}: the signature does not hold, so its text was changed") from None
            if len(ours) != len(block.split("\n")[:-1]):
                raise Broken(f"{what}: it bears a signature that nobody knows")
            return text
    raise Broken(f"{what}: it is not signed with this key")


def read_checkpoint(note: str, key: tuple[str, bytes, bytes]) -> tuple[int, str]:
    """Return how many lines the ledger had, and its root, by the checkpoint of that moment."""
    lines = open_note(note, key, "the checkpoint of the ledger").split("\n")
    if len(lines) < 4 or lines[0] != key[0] or not lines[1].isdecimal():
        raise Broken("the checkpoint of the ledger is not one")
    return int(lines[1]), base64.b64decode(lines[2]).hex()


def check_certificate(note: str, key: tuple[str, bytes, bytes]) -> list[str]:
    """Return in sentences what a certificate of uniformity proves."""
    text = open_note(note, key, "the certificate")
    try:
        said: Any = json.loads(text)
    except ValueError:
        raise Broken("the certificate: it is signed, and it is no certificate") from None
    if not isinstance(said, dict) or said.get("kind") != CERTIFICATE or said.get("v") != 1:
        raise Broken("the certificate: it is signed, and it is something else than a certificate")
    plain = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n"
    if plain != text:
        raise Broken("the certificate: it is not in its one form")
    size, root = read_checkpoint(said["checkpoint"], key)
    codes = [step["step"] for step in said["steps"]]
    for case in said["cases"]:
        if [step["step"] for step in case["steps"]] != codes:
            raise Broken(f"the certificate: case {case['case']} has other steps than the protocol")
        for step in case["steps"]:
            if step["state"] not in STATES:
                raise Broken(f"the certificate: case {case['case']}, step {step['step']} has no known state")
    number, requisition = said["number"], said["requisition"]["reference"]
    return [
        f"Certificate {number} of requisition {requisition} is as {key[0]} signed it.",
        f"Issued {said['issued_at']}, asked for by {said['asked_by']['name']}.",
        f"Protocol: {said['protocol']['title']}, version {said['protocol']['version']}, "
        f"digest {said['protocol']['digest']}.",
        said["sentence"],
        f"The ledger had {size} lines then, with root {root}.",
    ]


def text_of(content: bytes, what: str) -> str:
    """Return bytes as text."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as trouble:
        raise Broken(f"{what}: byte {trouble.start} is not text") from None


def one_byte(piece: bytes, block: str) -> tuple[int, int] | None:
    """Return the place of the one byte that was changed, and what it was; None where it was not just one.

    What CRC-32 differs by is undone byte by byte until a single byte explains it; the digest then proves it.
    """
    digest, _, crc = block.partition(":")
    state = zlib.crc32(piece) ^ int(crc, 16)
    for place in range(len(piece) - 1, -1, -1):
        changed = BY_TOP[state >> 24]
        if state and CRC[changed] == state:
            was = piece[place] ^ changed
            mended = piece[:place] + bytes((was,)) + piece[place + 1 :]
            if hashlib.sha256(mended).hexdigest() == digest:
                return place, was
        state = (state ^ CRC[changed]) << 8 & 0xFFFFFFFF | changed
    return None


def blocks_of(content: bytes) -> list[str]:
    """Return SHA-256 and CRC-32 of each block of 64 KiB."""
    pieces = [content[at : at + BLOCK] for at in range(0, len(content), BLOCK)]
    return [f"{hashlib.sha256(piece).hexdigest()}:{zlib.crc32(piece):08x}" for piece in pieces]


def located(piece: bytes, block: str, at: int, length: int, size: int) -> str:
    """Say where a block that begins at a byte is not as it was, as closely as can be proven."""
    if len(piece) < length:
        return f"it ends before byte {at + len(piece)} and had {size} bytes; it holds up to byte {at}"
    found = one_byte(piece, block)
    if found is None:
        return f"the first bad byte is one of bytes {at} to {at + length - 1}; what is before them holds"
    place, was = found
    return f"byte {at + place} is the first bad byte: it was {was:#04x} and is {piece[place]:#04x}"


def check_file(folder: Path, one: dict[str, Any]) -> None:
    """Compare a file with what was signed of it, block by block."""
    name, size, at, whole = one["path"], one["size"], 0, hashlib.sha256()
    path = folder / name
    if not path.is_file():
        raise Broken(f"{name}: the file is missing")
    with path.open("rb") as file:
        for block in one["blocks"]:
            piece, length = file.read(min(BLOCK, size - at)), min(BLOCK, size - at)
            if hashlib.sha256(piece).hexdigest() != block.partition(":")[0]:
                raise Broken(f"{name}: {located(piece, block, at, length, size)}")
            whole.update(piece)
            at += length
        if file.read(1):
            raise Broken(f"{name}: byte {size} is the first bad byte: the file had {size} bytes")
    if (at, whole.hexdigest()) != (size, one["sha256"]):
        raise Broken(f"{name}: what was signed of it does not belong together")


def check_made(folder: Path, name: str, expected: str) -> None:
    """Compare a file with what it has to be, since it follows from all others."""
    content, wanted = (folder / name).read_bytes() if (folder / name).is_file() else b"", expected.encode()
    if content != wanted:
        same = zip(content, wanted, strict=False)
        first = next((at for at, (a, b) in enumerate(same) if a != b), min(len(content), len(wanted)))
        raise Broken(f"{name}: byte {first} is the first bad byte")


def check_listing(folder: Path, known: set[str]) -> None:
    """Find whatever is not of the package: files, folders, and links to what lies elsewhere."""
    folders = {parent.as_posix() for path in known for parent in Path(path).parents}
    for place, inner, names in os.walk(folder):
        for name in sorted((*inner, *names)):
            path = Path(place, name)
            told = path.relative_to(folder).as_posix()
            if path.is_symlink():
                raise Broken(f"{told}: this is a link to somewhere else, and not of the package")
            if told not in (folders if name in inner else known):
                raise Broken(f"{told}: this is not of the package")


def package_note(folder: Path, key: tuple[str, bytes, bytes]) -> tuple[bytes, str]:
    """Return the signed note of a package and its text; a change is located with the help of its blocks."""
    if not (folder / NOTE).is_file():
        raise Broken(f"{NOTE}: the file is missing")
    content = (folder / NOTE).read_bytes()
    try:
        return content, open_note(text_of(content, NOTE), key, NOTE)
    except Broken as trouble:
        aid = (folder / AID).read_bytes().split(b"\n") if (folder / AID).is_file() else []
        for number, line in enumerate(aid):
            piece, block = content[number * BLOCK :][:BLOCK], line.decode("ascii", "replace")
            if OF_BLOCK.fullmatch(block) and blocks_of(piece) != [block]:
                at = number * BLOCK
                told = f"the first bad byte is one of bytes {at} to {at + len(piece)}; what is before holds"
                if one_byte(piece, block):
                    told = located(piece, block, at, len(piece), len(content))
                raise Broken(f"{trouble}; {told}") from None
        raise


def rooted(idx: int, size: int, leaf: bytes, path: list[bytes]) -> bytes:
    """Return the root that a proof leads to from a leaf (RFC 9162, 2.1.3.2), empty where to none."""
    last, node = size - 1, leaf
    for other in path:
        if last == 0:
            return b""
        if idx & 1 or idx == last:
            node = hashlib.sha256(b"\1" + other + node).digest()
            while idx and not idx & 1:
                idx, last = idx >> 1, last >> 1
        else:
            node = hashlib.sha256(b"\1" + node + other).digest()
        idx, last = idx >> 1, last >> 1
    return node if last == 0 else b""


def check_ledger(folder: Path, said: dict[str, Any], size: int, root: str) -> int:
    """Return how many lines of the ledger are proven, and hold each item against its own line."""
    items = {one["line"]: one for one in said["items"] if one["line"] is not None}
    count, last = 0, -1
    with (folder / said["lines"]).open("rb") as lines, (folder / said["proofs"]).open() as proofs:
        for body, proof in zip_longest(lines, proofs, fillvalue=None):
            if body is None or proof is None:
                raise Broken("the ledger: there are not as many proofs as lines")
            entry, path = json.loads(body), [bytes.fromhex(one) for one in proof.split()]
            idx = entry["idx"]
            leaf = hashlib.sha256(b"\0" + body[:-1]).digest()
            if idx <= last or idx >= size or entry["case"] != said["case"]["id"]:
                raise Broken(f"the ledger: line {idx} is out of turn, or of another case")
            if rooted(idx, size, leaf, path).hex() != root:
                raise Broken(f"the ledger: line {idx} is not proven by the checkpoint")
            item = items.pop(idx, None)
            if item is not None and item["sha256"] not in entry["params"].values():
                raise Broken(f"{item['path']}: line {idx} of the ledger tells of other bytes")
            count, last = count + 1, idx
    if items:
        raise Broken(f"the ledger: line {min(items)} is missing, which {items[min(items)]['path']} stands on")
    return count


def check_package(folder: Path, key: tuple[str, bytes, bytes]) -> list[str]:
    """Return in sentences what an evidence package proves."""
    note, text = package_note(folder, key)
    said: Any = json.loads(text) if text[:1] == "{" else None
    if not isinstance(said, dict) or said.get("kind") != PACKAGE or said.get("v") != 1:
        raise Broken(f"{NOTE}: it is signed, and it is something else than an evidence package")
    check_listing(folder, {one["path"] for one in said["files"]} | {NOTE, AID, TAGS})
    for one in said["files"]:
        check_file(folder, one)
    digests = {one["path"]: one["sha256"] for one in said["files"] if not one["path"].startswith("data/")}
    aid = "".join(f"{block}\n" for block in blocks_of(note))
    digests |= {NOTE: hashlib.sha256(note).hexdigest(), AID: hashlib.sha256(aid.encode()).hexdigest()}
    check_made(folder, AID, aid)
    check_made(folder, TAGS, "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)))
    size, root = read_checkpoint(said["checkpoint"], key)
    count = check_ledger(folder, said, size, root)
    return [
        f"Evidence package {said['number']} of case {said['case']['reference']} is as {key[0]} signed it.",
        f"Made {said['made_at']} for matter {said['matter']}, asked for by {said['asked_by']['name']}.",
        f"{len(said['files'])} files hold, of which {len(said['items'])} are items as received or released.",
        f"{count} lines of the ledger are proven to be among the {size} of the checkpoint, root {root}.",
        *(f"Not in it: {one}" for one in said["absent"]),
    ]


def main(arguments: list[str]) -> int:
    """Check a file or a folder with a key line, and say what holds or what does not."""
    try:
        if len(arguments) != 2:
            raise Unusable("two things are needed: python verify.py FILE KEYLINE")
        key, given = read_key(arguments[1]), Path(arguments[0])
        try:
            if given.is_dir():
                said, status = check_package(given, key), HOLDS
            else:
                said, status = check_certificate(text_of(given.read_bytes(), "the certificate"), key), HOLDS
        except OSError as trouble:
            raise Unusable(f"{trouble.filename or given} cannot be read: {trouble.strerror}") from None
    except Broken as trouble:
        said, status = [f"BROKEN: {trouble}."], BROKEN
    except Unusable as trouble:
        said, status = [f"CANNOT CHECK: {trouble}"], UNUSABLE
    for sentence in [*said, *(SOUND if status == HOLDS else ())]:
        plain = "".join(one if one.isprintable() else ascii(one)[1:-1] for one in sentence)
        coding = sys.stdout.encoding or "ascii"
        sys.stdout.write(plain.encode(coding, "backslashreplace").decode(coding) + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
