"""Pages that are there for everyone: checking a fingerprint, privacy, accessibility, help."""

from __future__ import annotations

import re

from flask import request
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from tracker.affidavits.blueprint import Answer, blueprint, language, settings
from tracker.affidavits.citing import cited
from tracker.affidavits.forms import VerifyForm
from tracker.affidavits.passing import MOST_BYTES, Passing
from tracker.affidavits.proved import said_of
from tracker.affidavits.setting import setting_of
from tracker.affidavits.words import notice_words
from tracker.db import db
from tracker.policy.actors import Role
from tracker.policy.permissions import Permission
from tracker.web.guard import actor_or_none, requires
from tracker.web.pace import answered_now
from tracker.web.pages import page
from tracker.web.receiving import require_token, streams, take_files

FINGERPRINT = re.compile(r"[0-9a-f]{64}")


MOST = MOST_BYTES // 1_000_000
"""The largest file that is checked, in MB."""


@blueprint.route("/verify", methods=("GET", "POST"))
@streams
@requires(Permission.ENTER)
def verify() -> Answer:
    """Say whether a fingerprint, or a file, is of something that was filed or sent here; and nothing else."""
    if request.method == "GET":
        return page(form=VerifyForm(), digest="", said="", most=MOST)
    if not answered_now():
        small = (request.content_length or 0) <= settings().form_bytes
        form = VerifyForm() if small else VerifyForm(formdata=None)
        return page(429, form=form, digest="", said="", waits=True, most=MOST)
    passing = Passing()
    take_files(passing.begin, MOST_BYTES + settings().form_bytes)
    try:
        form = VerifyForm()
    except RequestEntityTooLarge:
        form = VerifyForm(formdata=None)
        form.document.errors = [_("Choose a smaller file: up to %(most)s MB.", most=MOST)]
        return page(413, form=form, digest="", said="", most=MOST)
    sound = form.validate()
    require_token(form.errors)
    digest = _digest(form, passing) if sound else ""
    said = said_of(db.session, digest, _) if digest else ""
    return page(422 if form.errors else 200, form=form, digest=digest, said=said, most=MOST)


def _digest(form: VerifyForm, passing: Passing) -> str:
    """Return the fingerprint that was pasted, or that of the file; empty if neither, and the form says so."""
    if passing.digest and {*request.files} == {form.document.name}:
        return passing.digest
    pasted = re.sub(r"[\s:.-]", "", form.fingerprint.data or "").lower()
    if FINGERPRINT.fullmatch(pasted):
        return pasted
    words = _("Paste the fingerprint, or choose the file")
    if pasted:
        words = _("A fingerprint is 64 letters and digits: 0 to 9, a to f. Check that you copied all of it")
    form.fingerprint.errors = [words]
    return ""


@blueprint.get("/privacy")
@requires(Permission.ENTER)
def privacy() -> Answer:
    """Say what is kept of a candidate, who reads it, how long, and whether answering is a must."""
    actor = actor_or_none()
    case_id = actor.case_id if actor is not None and actor.role is Role.CANDIDATE else None
    place = setting_of(db.session, case_id) if case_id else None
    return page(settings=settings(), place=place, about=notice_words(_), spoken=language(), cited=cited)


@blueprint.get("/accessibility")
@requires(Permission.ENTER)
def accessibility() -> Answer:
    """Say how these pages can be used, and whom to tell when one cannot."""
    return page(settings=settings())


@blueprint.get("/help")
@requires(Permission.ENTER)
def help_page() -> Answer:
    """Answer what candidates ask."""
    return page()
