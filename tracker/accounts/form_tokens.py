"""The token that forms carry names the session whose page they stand on, so that a tab left open is known."""

from __future__ import annotations

import secrets

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.exceptions import RequestEntityTooLarge

from tracker.accounts.session_ids import digest_of

SALT = "wtf-csrf-token"
"""What Flask-WTF signs tokens under."""


def form_token(session_id: str) -> str:
    """Return a fresh token for the forms of a session; it names the session by its digest alone."""
    return f"{secrets.token_hex(20)}.{digest_of(session_id).hex()}"


def digest_in_form() -> bytes:
    """Return the digest of the session on whose page the form sent now stood, empty if none is known."""
    try:
        sent = request.form.get("csrf_token", "")
    except RequestEntityTooLarge:
        return b""
    try:
        token = URLSafeTimedSerializer(current_app.secret_key or "", salt=SALT).loads(sent)
        return bytes.fromhex(str(token).partition(".")[2])
    except (BadData, ValueError):
        return b""
