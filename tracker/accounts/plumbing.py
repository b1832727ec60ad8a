"""Flask-Login as thin plumbing over our own sessions: it asks who is signed in, and we look it up.

The browser holds a signed cookie with the session's id and the minute it was last seen; the database holds
only the digest of the id. Looking at a page therefore writes nothing, and a session can still be ended at
once by its row. What is posted when a session has run out is kept for its writer (R-37), see ``keeping``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import Flask, Request, request, session
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.wrappers import Response

from tracker.accounts import keeping
from tracker.accounts.form_tokens import form_token
from tracker.accounts.keeping import keep_sent, look_for_kept
from tracker.accounts.kept_forms import Writer, writer_of
from tracker.accounts.queries import live_roles, session_actor
from tracker.accounts.session_ids import digest_of
from tracker.accounts.single_keys import keys_on
from tracker.clock import Clock
from tracker.db import clock_of, db
from tracker.policy.actors import Actor, Role
from tracker.policy.proofs import SESSIONS_AT_ONCE
from tracker.settings import Settings
from tracker.web.guard import Gone, is_asked
from tracker.web.headers import SAFE_METHODS
from tracker.web.pages import go, notice

SEEN_EVERY_SECONDS = 60


@dataclass(eq=False)
class SignedIn(UserMixin):
    """What Flask-Login calls a user: the actor of this request, and the digest of the session's id."""

    actor: Actor
    digest: bytes

    def get_id(self) -> str:
        """Return the session's name; nothing relies on it."""
        return self.actor.session

    def stands(self) -> bool:
        """Tell whether the session, the person and the role are still what they were for this request."""
        return session_actor(db.session, self.digest, clock_of(db.session).now()) is not None


def install(app: Flask, settings: Settings) -> None:
    """Let Flask-Login ask us, and send people who are not signed in where they can."""
    manager = LoginManager()
    manager.session_protection = None
    manager.init_app(app)
    idle = settings.idle_minutes * 60

    def load(_request: Request) -> SignedIn | None:
        return _load(idle)

    def not_signed_in() -> Response:
        return _not_signed_in(settings)

    def let_go(_gone: Gone) -> Response:
        if writer_of(db.session, digest_of(carried())) is None:
            notice("ended")
        return _not_signed_in(settings)

    manager.request_loader(load)
    manager.unauthorized_handler(not_signed_in)
    app.after_request(_seen)
    app.register_error_handler(Gone, let_go)
    keeping.install(app)


def carry(session_id: str, clock: Clock) -> None:
    """Give the browser a session; whatever it carried before is dropped."""
    session.clear()
    session["sid"] = session_id
    session["csrf_token"] = form_token(session_id)
    session["seen"] = int(clock.now().timestamp())


def let_in(session_id: str, actor: Actor, *, gave_way: int = 0) -> None:
    """Give the browser the session of somebody who just proved who they are.

    Whoever comes back after a time-out keeps the token of the forms that are still open in other tabs, unless
    it is in another role.
    Whoever is signed out in another place for it is told on the next page.
    """
    before = writer_of(db.session, digest_of(carried())) if carried() else None
    same = before is not None and replace(before.actor, name=actor.name, session=actor.session) == actor
    token = session.get("csrf_token") if same else None
    carry(session_id, clock_of(db.session))
    if token:
        session["csrf_token"] = token
    if actor.role is not Role.CANDIDATE and len(live_roles(db.session, actor.person_id)) > 1:
        session["several_roles"] = True
    if actor.role is not Role.CANDIDATE:
        session["keys"] = keys_on(db.session, actor.person_id)
    look_for_kept(actor)
    if gave_way:
        notice("gave-way", str(SESSIONS_AT_ONCE))


def carried() -> str:
    """Return the session id that the browser carries, empty without one."""
    session_id = session.get("sid")
    return session_id if isinstance(session_id, str) else ""


def drop() -> None:
    """Take the session from the browser."""
    session.clear()


def _load(idle: int) -> SignedIn | None:
    if not is_asked():
        return None
    session_id, seen = session.get("sid"), session.get("seen", 0)
    if not isinstance(session_id, str) or not isinstance(seen, int):
        return None
    now = clock_of(db.session).now()
    if now.timestamp() - seen > idle:
        return None
    actor = session_actor(db.session, digest_of(session_id), now)
    if actor is not None and actor.role is not Role.CANDIDATE:
        actor = replace(actor, place=request.remote_addr or "")
    return SignedIn(actor, digest_of(session_id)) if actor else None


def _seen(response: Response) -> Any:
    if "sid" in session and current_user.is_authenticated:
        now: datetime = clock_of(db.session).now()
        if now.timestamp() - session.get("seen", 0) >= SEEN_EVERY_SECONDS:
            session["seen"] = int(now.timestamp())
    return response


def _not_signed_in(settings: Settings) -> Response:
    writer = writer_of(db.session, digest_of(carried())) if carried() else None
    if writer is not None:
        kept = request.method not in SAFE_METHODS and keep_sent(writer.actor)
        _say_why(writer, settings, kept=kept)
    if request.blueprint == "affidavits" or (writer is not None and writer.actor.case_id is not None):
        return go("affidavits.signed_out")
    return go("accounts.sign_in")


def _say_why(writer: Writer, settings: Settings, *, kept: bool) -> None:
    """Leave the reason for the next page, and how to come to what was kept: by a link, for candidates."""
    way = ("-kept-link" if writer.actor.role is Role.CANDIDATE else "-kept") if kept else ""
    if writer.gave_way:
        notice(f"put-out{way}", str(SESSIONS_AT_ONCE))
    else:
        notice(f"{'away' if _was_idle(settings) else 'ended'}{way}", str(settings.idle_minutes))


def _was_idle(settings: Settings) -> bool:
    away = clock_of(db.session).now().timestamp() - session.get("seen", 0)
    return bool(away > settings.idle_minutes * 60)
