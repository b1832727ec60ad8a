"""The one place where cryptographic primitives are taken from the library.

Everything else in the product that seals, derives or authenticates goes through these functions, so that
published test vectors can be run through exactly the code that the product uses. Key lengths are checked
here; what a key is for is decided by the callers.
"""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16


class NotAuthentic(Exception):
    """The bytes are not what was sealed under this key and context."""


def random_bytes(count: int) -> bytes:
    """Return ``count`` bytes from the operating system's generator."""
    return os.urandom(count)


def hkdf_sha256(key: bytes, info: bytes, length: int = KEY_BYTES, salt: bytes | None = None) -> bytes:
    """Derive ``length`` bytes from a key by HKDF with SHA-256 (RFC 5869)."""
    return HKDF(SHA256(), length, salt, info).derive(key)


def hkdf_sha512(key: bytes, info: bytes, length: int = KEY_BYTES, salt: bytes | None = None) -> bytes:
    """Derive ``length`` bytes from a key by HKDF with SHA-512 (RFC 5869)."""
    return HKDF(SHA512(), length, salt, info).derive(key)


def hmac_sha256(key: bytes, message: bytes) -> bytes:
    """Return the 32 bytes of HMAC-SHA-256 (RFC 2104)."""
    return hmac.digest(key, message, hashlib.sha256)


def same(one: bytes, other: bytes) -> bool:
    """Tell whether two digests are equal, in a time that does not depend on where they differ."""
    return hmac.compare_digest(one, other)


class Aes256Gcm:
    """AES-256-GCM with a 96-bit nonce and a 128-bit tag (SP 800-38D) under one 32-byte key."""

    def __init__(self, key: bytes) -> None:
        """Take a key of 32 bytes."""
        if len(key) != KEY_BYTES:
            raise ValueError("AES-256-GCM takes a key of 32 bytes")
        self._cipher = AESGCM(key)

    def encrypt(self, nonce: bytes, plain: bytes, context: bytes) -> bytes:
        """Return the ciphertext followed by its tag; a nonce is never used twice under one key."""
        if len(nonce) != NONCE_BYTES:
            raise ValueError("a nonce has 12 bytes")
        return self._cipher.encrypt(nonce, plain, context)

    def decrypt(self, nonce: bytes, sealed: bytes, context: bytes) -> bytes:
        """Return the plaintext, or raise :class:`NotAuthentic`."""
        if len(nonce) != NONCE_BYTES or len(sealed) < TAG_BYTES:
            raise NotAuthentic
        try:
            return self._cipher.decrypt(nonce, sealed, context)
        except InvalidTag as error:
            raise NotAuthentic from error


class StreamSealing:
    """Cobblestone-256 for one message: feed it, then finish it (c2sp.org/chunked-encryption)."""

    def __init__(self, key: bytes, context: bytes) -> None:
        """Take a key of 32 bytes and the context that the message is bound to."""
        self._encryptor = Cobblestone256Encryptor(key, context)

    def feed(self, plain: bytes | memoryview) -> bytes:
        """Return the next part of the ciphertext."""
        return self._encryptor.update(plain)

    def finish(self) -> bytes:
        """Return the last part of the ciphertext."""
        return self._encryptor.finalize()


class StreamOpening:
    """Cobblestone-256 backwards; only :meth:`finish` proves that nothing was cut off."""

    def __init__(self, key: bytes, context: bytes) -> None:
        """Take the key and context that the message was sealed with."""
        self._decryptor = Cobblestone256Decryptor(key, context)

    def feed(self, sealed: bytes) -> bytes:
        """Return the plaintext of the chunks that are complete, or raise :class:`NotAuthentic`."""
        try:
            return self._decryptor.update(sealed)
        except InvalidTag as error:
            raise NotAuthentic from error

    def finish(self) -> bytes:
        """Return the last plaintext, or raise :class:`NotAuthentic` if the message was cut short."""
        try:
            return self._decryptor.finalize()
        except InvalidTag as error:
            raise NotAuthentic from error
