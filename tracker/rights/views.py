"""What a candidate asks for: an answer, a copy, who looked, and help."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime

from flask import Response as Download
from flask import render_template, stream_with_context
from flask_babel import gettext as _

from tracker.affidavits.blueprint import dates, language, setting
from tracker.cases.queries import own_case
from tracker.db import db, unit_of_work
from tracker.engines import alone
from tracker.policy.answers import Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.legal import Right
from tracker.policy.permissions import Permission
from tracker.policy.stages import is_over
from tracker.rights import service, views_staff
from tracker.rights.archive import INDEX, File, file_of, streamed, with_manifest
from tracker.rights.blueprint import Answer, blueprint
from tracker.rights.forms import CopyForm, QuestionForm
from tracker.rights.looks import looks_at
from tracker.rights.own_file import own_file
from tracker.rights.queries import copies_of, questions_of
from tracker.web.forms import NOT_DONE, explain
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page

__all__ = ["blueprint", "views_staff"]


@blueprint.route("/a/question", methods=("GET", "POST"))
@requires(Permission.ASK_QUESTION, about=own_case)
def question(facts: CaseFacts) -> Answer:
    """Take a question, and show those asked before with their answers."""
    form = QuestionForm()
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            with unit_of_work(current_actor()) as work:
                service.ask_question(work, facts, words=form.words.data or "", language=language())
        except NOT_DONE as refusal:
            explain(form, refusal)
        else:
            notice("question-asked")
            return go("rights.question")
    return page(status, form=form, asked=questions_of(db.session, facts.case_id))


@blueprint.route("/a/copy", methods=("GET", "POST"))
@requires(Permission.COPY_OWN_FILE, about=own_case)
def copy(facts: CaseFacts) -> Answer:
    """Offer the copy that is there at once, and take a request for more."""
    form = CopyForm()
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            with unit_of_work(current_actor()) as work:
                service.request_copy(work, facts, words=form.words.data or "")
        except NOT_DONE as refusal:
            explain(form, refusal)
        else:
            notice("copy-requested")
            return go("rights.copy")
    return _copy_page(facts, form, status)


def _copy_page(facts: CaseFacts, form: CopyForm, status: int) -> Answer:
    right = setting(facts).profile.right(Right.INSPECT)
    wanted = copies_of(db.session, facts.case_id)
    return page(status, template="rights/copy", form=form, wanted=wanted, right=right)


@blueprint.post("/a/copy/take")
@requires(Permission.COPY_OWN_FILE, about=own_case)
def take(facts: CaseFacts) -> Answer:
    """Hand out everything that the candidate gave, at once and without asking anybody; it is recorded."""
    with ExitStack() as held:
        free = held.enter_context(alone(db.engine, f"own-file-{facts.reference}"))
        try:
            files, made_at = _handed_out(facts, under_way=not free)
        except Refused as refusal:
            form = CopyForm(formdata=None)
            explain(form, refusal)
            return _copy_page(facts, form, 409)
        body = stream_with_context(streamed(files, made_at))
        response = Download(body, content_type="application/zip")
        response.headers["Content-Disposition"] = f'attachment; filename="own-file-{facts.reference}.zip"'
        response.call_on_close(held.pop_all().close)
        return response


def _handed_out(facts: CaseFacts, *, under_way: bool) -> tuple[tuple[File, ...], datetime]:
    """Record that a copy leaves, and return its files; raises Refused while another one is on its way."""
    files = () if under_way else own_file(db.session, facts, _)
    index = render_template("rights/_copy_index.html", files=files, reference=facts.reference)
    listed = with_manifest((*files, file_of(INDEX, "", index.encode())))
    with unit_of_work(current_actor()) as work:
        made_at = service.hand_out(
            work, facts, digest=listed[0].digest, files=len(files), under_way=under_way
        )
    return listed, made_at


@blueprint.get("/a/access-log")
@requires(Permission.READ_OWN_CASE, about=own_case)
def access_log(facts: CaseFacts) -> Answer:
    """Say who used the access, and who opened the affidavit."""
    return page(looks=looks_at(db.session, facts, _))


@blueprint.get("/a/help")
@requires(Permission.READ_OWN_CASE, about=own_case)
def own_help(facts: CaseFacts) -> Answer:
    """Say how it can be done otherwise, whom to call, and how to come back."""
    place = setting(facts)
    return page(setting=place, dates=dates(place), over=is_over(facts.seen_as))
