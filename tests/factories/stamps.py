"""Certificates of a domain, and time stamps (RFC 3161) made byte by byte, as a WACZ brings them along."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tests.factories.packages import signed_by

MADE = datetime(2026, 3, 9, 13, 0, tzinfo=UTC)
SEQUENCE, SET, NUMBER, BYTES, OID = 0x30, 0x31, 0x02, 0x04, 0x06
SIGNED_DATA, TST_INFO = "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
CONTENT_TYPE, MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
SHA_256, ECDSA_SHA_256 = "2.16.840.1.101.3.4.2.1", "1.2.840.10045.4.3.2"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a key and a certificate for it."""

    key: EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> str:
        """Return the certificate as it is written into a package."""
        return self.certificate.public_bytes(Encoding.PEM).decode()


def holder(name: str, issuer: Holder | None = None, *, stamps: bool = False, days: int = 30) -> Holder:
    """Return a new holder whose certificate is signed by ``issuer``, or by themselves."""
    key = generate_private_key(SECP256R1())
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder(
        issuer.certificate.subject if issuer else named,
        named,
        key.public_key(),
        x509.random_serial_number(),
        MADE - timedelta(days=1),
        MADE + timedelta(days=days),
    )
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=not stamps, path_length=None), critical=True)
    if stamps:
        builder = builder.add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
        )
    return Holder(key, builder.sign(issuer.key if issuer else key, SHA256()))


def signed_for(
    domain: str, listed: bytes, signer: Holder, maker: Holder, stamper: tuple[Holder, Holder]
) -> dict[str, Any]:
    """Return a signature in the name of a domain, with its certificates and a time stamp of it."""
    said = signed_by(signer.key, listed)
    del said["publicKey"]
    return said | {
        "domain": domain,
        "domainCert": signer.pem + maker.pem,
        "timeSignature": b64encode(stamp(said["signature"].encode(), stamper[0])).decode(),
        "timestampCert": stamper[0].pem + stamper[1].pem,
    }


def stamp(message: bytes, by: Holder) -> bytes:
    """Return the answer of a maker of time stamps, granted, with the maker's own certificate inside."""
    imprint = tlv(SEQUENCE, algorithm(SHA_256), tlv(BYTES, hashlib.sha256(message).digest()))
    at = tlv(0x18, f"{MADE:%Y%m%d%H%M%SZ}".encode())
    info = tlv(SEQUENCE, number(1), oid("1.2.3.4"), imprint, number(7), at)
    told = tlv(SEQUENCE, oid(CONTENT_TYPE), tlv(SET, oid(TST_INFO)))
    digest = tlv(SEQUENCE, oid(MESSAGE_DIGEST), tlv(SET, tlv(BYTES, hashlib.sha256(info).digest())))
    signature = by.key.sign(tlv(SET, told, digest), ECDSA(SHA256()))
    issuer = by.certificate.issuer.public_bytes()
    signer = tlv(
        SEQUENCE,
        number(1),
        tlv(SEQUENCE, issuer, number(by.certificate.serial_number)),
        algorithm(SHA_256),
        tlv(0xA0, told, digest),
        algorithm(ECDSA_SHA_256),
        tlv(BYTES, signature),
    )
    content = tlv(SEQUENCE, oid(TST_INFO), tlv(0xA0, tlv(BYTES, info)))
    certificates = tlv(0xA0, by.certificate.public_bytes(Encoding.DER))
    data = tlv(SEQUENCE, number(3), tlv(SET, algorithm(SHA_256)), content, certificates, tlv(SET, signer))
    return tlv(SEQUENCE, tlv(SEQUENCE, number(0)), tlv(SEQUENCE, oid(SIGNED_DATA), tlv(0xA0, data)))


def tlv(tag: int, *parts: bytes) -> bytes:
    """Return a value of DER: its tag, its length and its parts."""
    body = b"".join(parts)
    if len(body) < 0x80:
        return bytes((tag, len(body))) + body
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8)
    return bytes((tag, 0x80 | len(length))) + length + body


def number(value: int) -> bytes:
    """Return a number that is not negative."""
    return tlv(NUMBER, value.to_bytes(value.bit_length() // 8 + 1))


def algorithm(name: str) -> bytes:
    """Return the name of a way of computing."""
    return tlv(SEQUENCE, oid(name))


def oid(name: str) -> bytes:
    """Return an object identifier, given by its numbers with points between them."""
    first, second, *others = map(int, name.split("."))
    body = bytes((40 * first + second,))
    for other in others:
        digits = [other & 0x7F]
        while other := other >> 7:
            digits.append(0x80 | other & 0x7F)
        body += bytes(reversed(digits))
    return tlv(OID, body)
