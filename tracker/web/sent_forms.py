"""A form that is sent twice is done once: after a double click, a second finger, an impatient reload.

Every form carries a number of its own. Whoever sends it first claims that number with all that was typed, in
a transaction of its own before anything is done; whoever sends the same again waits, and is led to where the
first one led. A form whose answer was not "done" gives its claim back, so that it can be sent again. What
was typed differently is another form.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from datetime import timedelta

from flask import Flask, g, redirect, request, session
from markupsafe import Markup
from sqlalchemy import Column, LargeBinary, String, Table, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from tracker.db import Record, UtcDateTime, clock_of, db, write_apart
from tracker.policy.answers import Refused, Unmet

FIELD = "form_number"
KEPT_FOR = timedelta(days=1)
"""How long a claim is remembered; nobody sends one form twice over so long a time."""
PATIENCE_SECONDS, PAUSE_SECONDS = 8.0, 0.05

sent_forms = Table(
    "sent_forms",
    Record.metadata,
    Column("claim", LargeBinary, primary_key=True),
    Column("claimed_at", UtcDateTime, nullable=False, index=True),
    Column("led_to", String),
)
"""Claims by SHA-256, and the address to which the answer led; nothing that was typed."""

_OLD = delete(sent_forms).where(sent_forms.c.claimed_at < bindparam("before"))
_CLAIM = insert(sent_forms)
_LED_TO = update(sent_forms).where(sent_forms.c.claim == bindparam("which")).values(led_to=bindparam("where"))
_GIVE_BACK = delete(sent_forms).where(sent_forms.c.claim == bindparam("which"))
_FOUND = select(sent_forms.c.led_to).where(sent_forms.c.claim == bindparam("which"))

UNSURE = Unmet(
    None,
    "This form was sent before, and what became of it is not known yet. Look whether it is saved; if it is "
    "not, open the page again and send it from there.",
)


def install(app: Flask) -> None:
    """Claim every form before it is done, and note where it led."""
    app.before_request(_claim)
    app.after_request(_note)
    app.jinja_env.globals["form_number"] = form_number


def form_number() -> Markup:
    """Return a hidden field with a fresh number, for inside a form."""
    number = secrets.token_urlsafe(16)
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, number)


def _claim() -> Response | None:
    """Claim this form; lead on whoever sends it a second time."""
    claim = _of_request()
    if claim is None:
        return None
    patient_until = time.monotonic() + PATIENCE_SECONDS
    while not _claimed(claim):
        found = db.session.execute(_FOUND, {"which": claim}).one_or_none()
        db.session.rollback()
        if found is not None and found.led_to:
            return redirect(found.led_to, 303)
        if time.monotonic() > patient_until:
            raise Refused(UNSURE)
        time.sleep(PAUSE_SECONDS)
    g.claim = claim
    return None


def _of_request() -> bytes | None:
    """Return what is claimed: number, sender, address and all that was typed. Files tell themselves apart."""
    if request.method != "POST" or request.mimetype != "application/x-www-form-urlencoded":
        return None
    if not request.form.get(FIELD):
        return None
    typed = sorted((name, value) for name, value in request.form.items(multi=True) if name != "csrf_token")
    said = json.dumps([session.get("sid", ""), request.full_path, typed])
    return hashlib.sha256(said.encode()).digest()


def _claimed(claim: bytes) -> bool:
    now = clock_of(db.session).now()
    try:
        write_apart((_OLD, {"before": now - KEPT_FOR}), (_CLAIM, {"claim": claim, "claimed_at": now}))
    except IntegrityError:
        return False
    return True


def done_at(address: str) -> None:
    """Say that a form is done though its answer is a page; whoever sends it again is led to an address."""
    g.led_to = address


def _note(response: Response) -> Response:
    claim, led_to = g.pop("claim", None), g.pop("led_to", response.headers.get("Location", ""))
    if claim is not None and led_to and response.status_code in (200, 302, 303):
        write_apart((_LED_TO, {"which": claim, "where": led_to}))
    elif claim is not None:
        write_apart((_GIVE_BACK, {"which": claim}))
    return response
