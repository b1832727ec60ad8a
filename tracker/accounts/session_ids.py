"""Ids of sign-in sessions: made of chance, carried by the browser alone, and kept here only as digests."""

from __future__ import annotations

import hashlib
import secrets


def new_session_id() -> str:
    """Return a fresh session id of 256 bits."""
    return secrets.token_urlsafe(32)


def digest_of(session_id: str) -> bytes:
    """Return what the database keeps of a session id."""
    return hashlib.sha256(session_id.encode()).digest()
