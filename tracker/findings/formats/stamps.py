"""Time stamps (RFC 3161) of signatures, held against those and against the certificates that they bring."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from cryptography import x509

from tracker.findings.formats.seen import Found, Notes

IMPRINTS = (hashlib.sha256, hashlib.sha384, hashlib.sha512)
"""How a stamp may have taken the digest of what it is of."""


def verify_stamp(
    stamp: bytes, certificates: Sequence[x509.Certificate], signature: bytes, notes: Notes
) -> None:
    """Note whether a time stamp is of this signature, as it is written, and what time it says."""
    from rfc3161_client import (
        VerificationError,
        VerifierBuilder,
        decode_timestamp_response,
    )

    try:
        answer = decode_timestamp_response(stamp)
        said, imprint = answer.tst_info.gen_time, answer.tst_info.message_imprint.message
    except ValueError:
        notes.add(Found.STAMP_UNREAD)
        return
    if imprint not in {make(signature).digest() for make in IMPRINTS}:
        notes.add(Found.STAMP_WRONG)
        return
    try:
        verifier = VerifierBuilder(
            roots=list(certificates[-1:]), intermediates=list(certificates[:-1])
        ).build()
        verifier.verify_message(answer, signature)
    except (VerificationError, ValueError):
        notes.add(Found.STAMP_UNREAD)
        return
    notes.add(Found.STAMP_RIGHT)
    notes.add(Found.STAMPED_ON, f"{said:%Y-%m-%d %H:%M:%S} UTC")
