"""The signature of a WACZ, as wacz-auth 0.1.0 has it: verified as far as that goes without asking anybody.

A signature without a name was made by a key that comes with it: it proves that one browser
made the package, whoever sat there. One in the name of a domain brings a certificate and a time stamp: that
those fit together is verified; whether their makers are to be trusted is not, since no list of such makers
is kept here.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
)
from cryptography.x509.oid import NameOID

from tracker.findings.formats.seen import Found, Notes
from tracker.findings.formats.stamps import verify_stamp

LONGEST = 200_000
"""A certificate chain or a time stamp that is longer is not read."""
MOST_CERTIFICATES = 10
UNREADABLE = (ValueError, TypeError, UnsupportedAlgorithm, x509.ExtensionNotFound)


def verify_signature(signed: Mapping[str, Any], digest: str, notes: Notes) -> None:
    """Note whether the signature fits ``digest``, the package's own word for its list, and who made it."""
    signature = _decoded(words_in(signed, "signature"))
    if words_in(signed, "domain") or words_in(signed, "domainCert"):
        _verify_domain(signed, signature, digest, notes)
        return
    try:
        key = load_der_public_key(_decoded(words_in(signed, "publicKey")))
    except UNREADABLE:
        notes.add(Found.SIGNATURE_UNREAD)
        return
    _note_signature(key, signature, signed, digest, notes)
    try:
        whole = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    except UNREADABLE:
        return
    notes.add(Found.SIGNER_KEY, hashlib.sha256(whole).hexdigest())
    if created := words_in(signed, "created"):
        notes.add(Found.SIGNED_ON, created)


def _verify_domain(signed: Mapping[str, Any], signature: bytes, digest: str, notes: Notes) -> None:
    try:
        chain = _chain(words_in(signed, "domainCert"))
        key = chain[0].public_key()
    except UNREADABLE:
        notes.add(Found.SIGNATURE_UNREAD)
        return
    _note_signature(key, signature, signed, digest, notes)
    domain = words_in(signed, "domain")
    notes.add(Found.SIGNER_DOMAIN if domain.lower() in _domains(chain[0]) else Found.SIGNER_OTHER, domain)
    notes.add(Found.CHAIN_RIGHT if _follows(chain) else Found.CHAIN_WRONG)
    created = words_in(signed, "created")
    notes.add(Found.SIGNED_ON, created)
    if not _held(chain[0], created):
        notes.add(Found.SIGNED_OUTSIDE)
    stamp = words_in(signed, "timeSignature")
    if not stamp:
        notes.add(Found.STAMP_ABSENT)
        return
    try:
        stampers = _chain(words_in(signed, "timestampCert"))
    except UNREADABLE:
        stampers = ()
    verify_stamp(_decoded(stamp), stampers, words_in(signed, "signature").encode("utf-8", "replace"), notes)


def _note_signature(
    key: object, signature: bytes, signed: Mapping[str, Any], digest: str, notes: Notes
) -> None:
    """Note whether a key made a signature over the text of the digest, and over no other digest."""
    if not isinstance(key, EllipticCurvePublicKey):
        notes.add(Found.SIGNATURE_UNREAD)
        return
    text = words_in(signed, "hash")
    right = text == digest and _made(key, signature, text.encode("utf-8", "replace"))
    notes.add(Found.SIGNATURE_RIGHT if right else Found.SIGNATURE_WRONG)


def _made(key: EllipticCurvePublicKey, signature: bytes, text: bytes) -> bool:
    """Say whether a key made a signature, written as the two numbers side by side or as DER."""
    half = (key.key_size + 7) // 8
    ways = [signature]
    if len(signature) == 2 * half:
        numbers = (int.from_bytes(part, "big") for part in (signature[:half], signature[half:]))
        ways.insert(0, encode_dss_signature(*numbers))
    for way in ways:
        try:
            key.verify(way, text, ECDSA(SHA256()))
        except (InvalidSignature, *UNREADABLE):
            continue
        return True
    return False


def _chain(text: str) -> tuple[x509.Certificate, ...]:
    if not 0 < len(text) <= LONGEST:
        raise ValueError("no certificates")
    return tuple(x509.load_pem_x509_certificates(text.encode("ascii", "replace"))[:MOST_CERTIFICATES])


def _domains(certificate: x509.Certificate) -> frozenset[str]:
    named = {str(one.value) for one in certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)}
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        named |= set(names.get_values_for_type(x509.DNSName))
    except UNREADABLE:
        pass
    return frozenset(name.lower() for name in named)


def _follows(chain: tuple[x509.Certificate, ...]) -> bool:
    """Say whether each certificate was signed by the next, and the last one of a single by itself."""
    pairs = list(pairwise(chain)) or [(chain[0], chain[0])]
    try:
        for one, issuer in pairs:
            one.verify_directly_issued_by(issuer)
    except (InvalidSignature, *UNREADABLE):
        return False
    return True


def _held(certificate: x509.Certificate, created: str) -> bool:
    try:
        at = datetime.fromisoformat(created.replace("Z", "+00:00"))
    except ValueError:
        return False
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc


def _decoded(text: str) -> bytes:
    if len(text) > LONGEST:
        return b""
    try:
        return b64decode(text, validate=True)
    except ValueError:
        return b""


def words_in(said: Mapping[str, Any], key: str) -> str:
    """Return the words that a document says under a key, nothing where it says something else."""
    value = said.get(key)
    return value if isinstance(value, str) else ""
