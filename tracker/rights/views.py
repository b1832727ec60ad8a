"""What a candidate asks for: an answer, a copy, who looked, and help."""

from __future__ import annotations

from flask import Response as Download
from flask import render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.affidavits.blueprint import dates, language, setting
from tracker.cases.queries import own_case
from tracker.db import db, unit_of_work
from tracker.policy.facts import CaseFacts
from tracker.policy.legal import Right
from tracker.policy.permissions import Permission
from tracker.rights import service, views_staff
from tracker.rights.archive import INDEX, File, packed
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
    right = setting(facts).profile.right(Right.INSPECT)
    return page(status, form=form, wanted=copies_of(db.session, facts.case_id), right=right)


@blueprint.post("/a/copy/take")
@requires(Permission.COPY_OWN_FILE, about=own_case)
def take(facts: CaseFacts) -> Response:
    """Hand out everything that the candidate gave, at once and without asking anybody; it is recorded."""
    files = own_file(db.session, facts, _)
    index = render_template("rights/_copy_index.html", files=files, reference=facts.reference)
    content = packed((*files, File(INDEX, "", index.encode())))
    with unit_of_work(current_actor()) as work:
        service.hand_out(work, facts, content=content, files=len(files))
    response = Download(content, content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="own-file-{facts.reference}.zip"'
    return response


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
    return page(setting=place, dates=dates(place))
