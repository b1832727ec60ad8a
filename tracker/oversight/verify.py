"""Checks what left Tracker, without Tracker: python verify.py FILE KEYLINE.

FILE is a certificate of uniformity as it was handed out. KEYLINE is the agency's key line, such as
riverton.example/tracker+ca9475f4+AQOh..., which comes from the agency by another way than the file. Needs
Python 3.10 and the package "cryptography", and no network.

Ends with 0 where everything holds, 1 where something does not, which is named, and 2 where it cannot be used.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HOLDS, BROKEN, UNUSABLE = 0, 1, 2
CERTIFICATE = "tracker uniformity certificate"
DASH = "\u2014 "
STATES = ("done", "not-applicable", "could-not-be-done", "gap", "extra", "in-progress", "not-started")


class Broken(Exception):
    """Something does not hold; the words say what, and where."""


class Unusable(Exception):
    """What was given cannot be used at all."""


def read_key(line: str) -> tuple[str, bytes, bytes]:
    """Return the name, the 4 bytes that signatures name it by, and the public key of a key line."""
    name, _, rest = line.strip().partition("+")
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


def main(arguments: list[str]) -> int:
    """Check a file with a key line, and say what holds or what does not."""
    try:
        if len(arguments) != 2:
            raise Unusable((__doc__ or "").split("\n", 1)[0])
        try:
            content = Path(arguments[0]).read_bytes()
        except OSError as trouble:
            raise Unusable(f"{arguments[0]} cannot be read: {trouble.strerror}") from None
        key = read_key(arguments[1])
        try:
            note = content.decode("utf-8")
        except UnicodeDecodeError as trouble:
            raise Broken(f"the certificate: byte {trouble.start} is not text") from None
        said, status = check_certificate(note, key), HOLDS
    except Broken as trouble:
        said, status = [f"BROKEN: {trouble}."], BROKEN
    except Unusable as trouble:
        said, status = [f"CANNOT CHECK: {trouble}"], UNUSABLE
    sys.stdout.write(
        "".join(f"{sentence}\n" for sentence in [*said, *(["HOLDS"] if status == HOLDS else [])])
    )
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
