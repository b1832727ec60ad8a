"""Published vectors, run through the seam that the product uses."""

from __future__ import annotations

import hashlib
import hmac
import re

import cryptography_vectors
import pytest

from tests.vault import decoder
from tracker.vault.primitives import (
    Aes256Gcm,
    NotAuthentic,
    StreamOpening,
    StreamSealing,
    hkdf_sha256,
    hkdf_sha512,
    hmac_sha256,
    random_bytes,
)


def _text(name: str) -> str:
    with cryptography_vectors.open_vector_file(name, "r") as file:
        return str(file.read()).replace("\r", "")


def _gcm_cases() -> list[dict[str, str]]:
    """Return the decryption cases that have our nonce and tag length; the headers before them say so."""
    chosen, fits = [], False
    for block in _text("ciphers/AES/GCM/gcmDecrypt256.rsp").split("\n\n"):
        case = dict(re.findall(r"^\[?(\w+) *= *(\w*)", block, re.MULTILINE))
        if "Keylen" in case:
            fits = case["IVlen"] == "96" and case["Taglen"] == "128"
        elif fits and case:
            chosen.append(case | {"fails": "yes" if "FAIL" in block else ""})
    return chosen


def test_aes_gcm_agrees_with_every_cavp_case_of_our_shape() -> None:
    cases = _gcm_cases()
    assert len(cases) > 300
    for case in cases:
        cipher = Aes256Gcm(bytes.fromhex(case["Key"]))
        nonce, context = bytes.fromhex(case["IV"]), bytes.fromhex(case["AAD"])
        sealed = bytes.fromhex(case["CT"] + case["Tag"])
        if case["fails"]:
            with pytest.raises(NotAuthentic):
                cipher.decrypt(nonce, sealed, context)
        else:
            plain = bytes.fromhex(case["PT"])
            assert cipher.decrypt(nonce, sealed, context) == plain
            assert cipher.encrypt(nonce, plain, context) == sealed


def test_hkdf_agrees_with_rfc_5869() -> None:
    text = _text("KDF/rfc-5869-HKDF-SHA256.txt")
    names = ("IKM", "salt", "info", "L", "OKM")
    columns = [re.findall(rf"^{name} *= *(\w*)$", text, re.MULTILINE) for name in names]
    cases = list(zip(*columns, strict=True))
    assert len(cases) == 3
    for key, salt, info, length, made in cases:
        derived = hkdf_sha256(
            bytes.fromhex(key), bytes.fromhex(info), int(length), bytes.fromhex(salt) or None
        )
        assert derived.hex() == made
        assert derived == decoder.hkdf(
            "sha256", bytes.fromhex(key), bytes.fromhex(info), int(length), bytes.fromhex(salt)
        )


def test_hkdf_with_sha_512_agrees_with_the_definition() -> None:
    key, info = bytes(range(32)), b"wrap/v1"
    assert hkdf_sha512(key, info) == decoder.hkdf("sha512", key, info)
    assert hkdf_sha512(key, info, 100, b"salt") == decoder.hkdf("sha512", key, info, 100, b"salt")


def test_hmac_agrees_with_rfc_4231() -> None:
    text = _text("HMAC/rfc-4231-sha256.txt")
    columns = [re.findall(rf"^{name} *= *(\w*)", text, re.MULTILINE) for name in ("Key", "Msg", "MD")]
    cases = list(zip(*columns, strict=True))
    assert len(cases) >= 5
    for key, message, digest in cases:
        made = hmac_sha256(bytes.fromhex(key), bytes.fromhex(message))
        assert made.hex() == digest
        assert made == hmac.digest(bytes.fromhex(key), bytes.fromhex(message), hashlib.sha256)


@pytest.mark.parametrize("size", [0, 1, 16_383, 16_384, 16_385, 3 * 16_384, 100_000])
def test_streams_agree_with_an_independent_codec_both_ways(size: int) -> None:
    key, context, plain = bytes(range(32)), b"context", random_bytes(size)
    sealing = StreamSealing(key, context)
    assert decoder.open_stream(key, context, sealing.feed(plain) + sealing.finish()) == plain
    opening = StreamOpening(key, context)
    assert opening.feed(decoder.seal_stream(key, context, bytes(24), plain)) + opening.finish() == plain


def test_keys_and_nonces_have_one_length() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Aes256Gcm(bytes(16))
    with pytest.raises(ValueError, match="12 bytes"):
        Aes256Gcm(bytes(32)).encrypt(bytes(11), b"", b"")
    with pytest.raises(NotAuthentic):
        Aes256Gcm(bytes(32)).decrypt(bytes(11), bytes(16), b"")
