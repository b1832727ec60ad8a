"""Ids of sign-in sessions: made of chance, carried by the browser alone, and kept here only as digests."""

from __future__ import annotations

import hashlib
import secrets
from uuid import UUID


def new_session_id() -> str:
    """Return a fresh session id of 256 bits."""
    return secrets.token_urlsafe(32)


def digest_of(session_id: str) -> bytes:
    """Return what the database keeps of a session id."""
    return hashlib.sha256(session_id.encode()).digest()


def turn_at(subject_id: UUID) -> str:
    """Name the turn that whoever opens or ends sessions of a person or candidate waits for first."""
    return f"sessions-of-{subject_id}"
