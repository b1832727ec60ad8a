"""WACZ files that list, digest and sign what they hold, and what is wrong with some of them."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP384R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.factories import files


def listing(parts: Mapping[str, bytes]) -> bytes:
    """Return the list of these parts, with the digest of each."""
    resources = [
        {"name": path.rsplit("/")[-1], "path": path, "hash": _sha256(data), "bytes": len(data)}
        for path, data in parts.items()
    ]
    return json.dumps({"profile": "data-package", "resources": resources}).encode()


def digest(listed: bytes, signed: Mapping[str, Any] | None = None) -> bytes:
    """Return what is kept beside the list: its digest, and who signed that."""
    said: dict[str, Any] = {"path": "datapackage.json", "hash": _sha256(listed)}
    return json.dumps(said | ({"signedData": dict(signed)} if signed else {})).encode()


def browser_key() -> EllipticCurvePrivateKey:
    """Return a key as a browser that archives makes one for itself."""
    return generate_private_key(SECP384R1())


def signed_by(key: EllipticCurvePrivateKey, listed: bytes, *, raw: bool = True) -> dict[str, Any]:
    """Return a signature over the text of the list's digest: two numbers side by side, or as DER."""
    signature = key.sign(_sha256(listed).encode(), ECDSA(SHA256()))
    if raw:
        half = (key.key_size + 7) // 8
        signature = b"".join(number.to_bytes(half, "big") for number in decode_dss_signature(signature))
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return {
        "hash": _sha256(listed),
        "signature": b64encode(signature).decode(),
        "publicKey": b64encode(public).decode(),
        "created": "2026-03-09T13:00:00Z",
        "software": "an archiving browser",
    }


def package(parts: Mapping[str, bytes], how: int = zipfile.ZIP_STORED) -> bytes:
    """Return a zip of these parts, in this order; the same bytes at any time of the clock."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as made:
        for name, data in parts.items():
            made.writestr(zipfile.ZipInfo(name), data, how)
    return out.getvalue()


def archive() -> dict[str, bytes]:
    """Return the parts of a small archive, without its list."""
    return {
        "archive/data.warc.gz": files.packed_warc(),
        "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n',
    }


def whole(
    parts: Mapping[str, bytes] | None = None, *, signed: bool = True, spoil: Mapping[str, bytes] = {}
) -> bytes:
    """Return a WACZ with list and digest; ``spoil`` are parts that differ from what is listed."""
    there = archive() if parts is None else dict(parts)
    listed = listing(there)
    kept = digest(listed, signed_by(browser_key(), listed) if signed else None)
    return package({**there, "datapackage.json": listed, "datapackage-digest.json": kept, **spoil})


def _sha256(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
