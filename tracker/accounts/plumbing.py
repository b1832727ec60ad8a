"""Flask-Login as thin plumbing over our own sessions: it asks who is signed in, and we look it up.

The browser holds a signed cookie with the session's id and the minute it was last seen; the database holds
only the digest of the id. Looking at a page therefore writes nothing, and a session can still be ended at
once by its row.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, Request, request, session
from flask_login import LoginManager, UserMixin
from werkzeug.wrappers import Response

from tracker.accounts.queries import session_actor
from tracker.clock import Clock
from tracker.db import clock_of, db
from tracker.policy.actors import Actor, Role
from tracker.settings import Settings
from tracker.web.pages import go

SEEN_EVERY_SECONDS = 60


@dataclass(eq=False)
class SignedIn(UserMixin):
    """What Flask-Login calls a user: the actor of this request."""

    actor: Actor

    def get_id(self) -> str:
        """Return the session's name; nothing relies on it."""
        return self.actor.session


def install(app: Flask, settings: Settings) -> None:
    """Let Flask-Login ask us, and send people who are not signed in where they can."""
    manager = LoginManager()
    manager.session_protection = None
    manager.init_app(app)
    idle = settings.idle_minutes * 60

    def load(_request: Request) -> SignedIn | None:
        return _load(idle)

    manager.request_loader(load)
    manager.unauthorized_handler(_not_signed_in)
    app.after_request(_seen)


def new_session_id() -> str:
    """Return a fresh session id of 256 bits."""
    return secrets.token_urlsafe(32)


def digest_of(session_id: str) -> bytes:
    """Return what the database keeps of a session id."""
    return hashlib.sha256(session_id.encode()).digest()


def carry(session_id: str, clock: Clock) -> None:
    """Give the browser a session; whatever it carried before is dropped."""
    session.clear()
    session["sid"] = session_id
    session["seen"] = int(clock.now().timestamp())


def drop() -> None:
    """Take the session from the browser."""
    session.clear()


def _load(idle: int) -> SignedIn | None:
    session_id, seen = session.get("sid"), session.get("seen", 0)
    if not isinstance(session_id, str) or not isinstance(seen, int):
        return None
    now = clock_of(db.session).now()
    if now.timestamp() - seen > idle:
        return None
    actor = session_actor(db.session, digest_of(session_id), now)
    return SignedIn(actor) if actor else None


def _seen(response: Response) -> Any:
    if "sid" in session:
        now: datetime = clock_of(db.session).now()
        if now.timestamp() - session.get("seen", 0) >= SEEN_EVERY_SECONDS and _is_live(response):
            session["seen"] = int(now.timestamp())
    return response


def _is_live(_response: Response) -> bool:
    from flask_login import current_user

    return bool(current_user.is_authenticated)


def _not_signed_in() -> Response:
    if request.path.startswith("/a"):
        return go("affidavits.signed_out") if request.blueprint == "affidavits" else go("accounts.sign_in")
    return go("accounts.sign_in")


CANDIDATE = Role.CANDIDATE
