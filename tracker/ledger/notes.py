"""Signed notes as c2sp.org/signed-note has them, with Ed25519: text that anyone can check."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
"""The algorithm's number in key ids and key lines."""

DASH = "— "
SIGNATURES_MOST = 100


class BadNote(ValueError):
    """The note is malformed, or no signature on it is by a key that we know."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key with the name it signs under."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """Return the 4 bytes by which signatures name the key."""
        return key_id(self.name, self.public)

    def text(self) -> str:
        """Return the key line, to be given to whoever wants to check."""
        return f"{self.name}+{self.key_id.hex()}+{_base64(ED25519 + self.public)}"

    def accepts(self, text: bytes, signature: bytes) -> bool:
        """Tell whether the 64 bytes are this key's signature of the text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True, repr=False)
class Signer:
    """A private key, made from a seed of 32 bytes, with the name it signs under."""

    name: str
    seed: bytes

    def __post_init__(self) -> None:
        """Refuse a name that a note could not carry, and a seed of another length."""
        if not is_name(self.name):
            raise BadNote("a key's name has no spaces and no plus sign")
        if len(self.seed) != 32:
            raise BadNote("a seed is 32 bytes")

    @property
    def verifier(self) -> Verifier:
        """Return the public half."""
        private = Ed25519PrivateKey.from_private_bytes(self.seed)
        return Verifier(self.name, private.public_key().public_bytes_raw())

    def sign(self, text: str) -> str:
        """Return the text, which ends a line, as a note with this key's signature."""
        require_text(text)
        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode("utf-8"))
        return f"{text}\n{DASH}{self.name} {_base64(self.verifier.key_id + signature)}\n"


def key_id(name: str, public: bytes) -> bytes:
    """Return the first 4 bytes of SHA-256 of the name, a line end, the algorithm's number and the key."""
    return sha256(name.encode("utf-8") + b"\n" + ED25519 + public).digest()[:4]


def is_name(name: str) -> bool:
    """Tell whether a key can be called so."""
    return name != "" and "+" not in name and not any(letter.isspace() for letter in name)


def require_text(text: str) -> None:
    """Make sure that the text can be signed: whole lines without control characters."""
    if not text.endswith("\n"):
        raise BadNote("a note's text ends with a line end")
    if any(letter < " " and letter != "\n" for letter in text) or "\ufffd" in text:
        raise BadNote("a note's text has no control characters")


def open_note(note: str, verifiers: Sequence[Verifier]) -> tuple[str, tuple[Verifier, ...]]:
    """Return the note's text and whose signatures on it hold, at least one.

    Signatures by unknown keys are passed over; one by a known key that does not hold spoils the note. Raises
    :class:`BadNote`.
    """
    require_text(note)
    split = note.rfind("\n\n")
    if split < 0:
        raise BadNote("the note has no signatures")
    text, lines = note[: split + 1], note[split + 2 :].split("\n")[:-1]
    if not 0 < len(lines) <= SIGNATURES_MOST:
        raise BadNote(f"a note has 1 to {SIGNATURES_MOST} signatures")
    known = {(verifier.name, verifier.key_id): verifier for verifier in verifiers}
    held: dict[Verifier, None] = {}
    for line in lines:
        name, named, signature = _split_signature(line)
        verifier = known.get((name, named))
        if verifier is None or verifier in held:
            continue
        if not verifier.accepts(text.encode("utf-8"), signature):
            raise BadNote(f"the signature of {name} does not hold")
        held[verifier] = None
    if not held:
        raise BadNote("no signature is by a key that we know")
    return text, tuple(held)


def _split_signature(line: str) -> tuple[str, bytes, bytes]:
    if not line.startswith(DASH):
        raise BadNote("a signature's line begins with a dash")
    name, _, encoded = line[len(DASH) :].partition(" ")
    signature = _unbase64(encoded)
    if not is_name(name) or len(signature) < 5:
        raise BadNote("a signature's line has a name and at least 5 bytes")
    return name, signature[:4], signature[4:]


def _base64(data: bytes) -> str:
    return b64encode(data).decode("ascii")


def _unbase64(text: str) -> bytes:
    """Return what the one base64 spelling of it says."""
    try:
        data = b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadNote("not base64") from error
    if _base64(data) != text:
        raise BadNote("not base64 in its one spelling")
    return data
