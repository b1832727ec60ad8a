"""The candidate's pages: what is asked, the answer, its check, and the receipt."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.affidavits.blueprint import language, setting
from tracker.affidavits.forms import offer
from tracker.affidavits.summary import Row
from tracker.answering.blueprint import blueprint
from tracker.answering.drafts import save_draft
from tracker.answering.forms import ConcernForm, SendForm
from tracker.answering.own import ResponsePage, response_page
from tracker.answering.queries import own_request
from tracker.answering.service import send_answer, take_more_time
from tracker.answering.words import choice_words
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.answers import Overtaken, Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.web.forms import explain, put_all_beside
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page

__all__ = ["blueprint"]

Answer = Response | tuple[str, int]
"""What a view gives back."""

MORE, LATER = "more", "later"
"""The buttons beside the first: more time, and only saving."""


@blueprint.get("/a/response/<response>")
@requires(Permission.ANSWER_CONCERN, about=own_request)
def response(response: str, facts: CaseFacts) -> Answer:
    """Show what the candidate is asked, or what was sent."""
    view = _view(facts, response)
    if view.closed:
        return _closed(facts, view, 200)
    draft = view.draft
    return _ask(facts, view, _form({"choice": draft.choice and draft.choice.value, "words": draft.words}))


@blueprint.post("/a/response/<response>")
@requires(Permission.ANSWER_CONCERN, about=own_request)
def save_response(response: str, facts: CaseFacts) -> Answer:
    """Keep what was typed, and go on to what the button says; a late draft is kept too (R-06)."""
    form = _form()
    if not form.validate():
        return _ask(facts, _view(facts, response), form, 422)
    try:
        with unit_of_work(current_actor()) as work:
            save_draft(
                work,
                facts,
                response=response,
                seen=form.version,
                choice=form.chosen,
                words=form.words.data or "",
            )
    except Overtaken:
        return _overtaken(facts, response, form)
    except Refused as refusal:
        view = _view(facts, response)
        if view.sent:
            return _closed(facts, view, 409)
        explain(form, refusal)
        return _ask(facts, view, form, 422)
    return _onward(facts, response, form)


def _onward(facts: CaseFacts, response: str, form: ConcernForm) -> Answer:
    view = _view(facts, response)
    if view.closed:
        return _closed(facts, view, 409)
    if MORE in request.form:
        return _more_time(facts, response)
    if LATER in request.form:
        notice("answer-draft-kept")
        return go("affidavits.status")
    if view.lacking:
        form.seen.data = str(view.draft.version)
        put_all_beside(form, view.lacking)
        return _ask(facts, view, form, 422)
    return go("answering.check_response", response=response)


def _more_time(facts: CaseFacts, response: str) -> Answer:
    with unit_of_work(current_actor()) as work:
        take_more_time(work, facts, response=response)
    notice("more-time")
    return go("answering.response", response=response)


@blueprint.route("/a/response/<response>/check", methods=("GET", "POST"))
@requires(Permission.ANSWER_CONCERN, about=own_request)
def check_response(response: str, facts: CaseFacts) -> Answer:
    """Show the answer as the board will read it, and send it."""
    form = SendForm()
    if form.validate_on_submit():
        try:
            with unit_of_work(current_actor()) as work:
                send_answer(work, facts, response=response, seen=form.version, language=language())
        except Overtaken:
            form.form_errors.append(
                _(
                    "You saved something else in another tab. This is what is saved now. Look again, then "
                    "send it."
                )
            )
        except Refused:
            return go("answering.response", response=response)
        else:
            return go("answering.response", response=response)
    view = _view(facts, response)
    if view.closed or view.lacking:
        return go("answering.response", response=response)
    form.seen.data = str(view.draft.version)
    return page(409 if form.form_errors else 200, view=view, form=form, choices=choice_words(_))


@blueprint.get("/a/response/<response>/receipt.txt")
@requires(Permission.ANSWER_CONCERN, about=own_request)
def response_text(response: str, facts: CaseFacts) -> Answer:
    """Hand out the exact text of the answer, byte for byte."""
    given = _view(facts, response).request.answer
    if given is None:
        return go("answering.response", response=response)
    download = Response(given.document, content_type="text/plain; charset=utf-8")
    download.headers["Content-Disposition"] = f'attachment; filename="answer-{response}.txt"'
    return download


def _form(data: dict[str, str | None] | None = None) -> ConcernForm:
    form = ConcernForm(data=data)
    form.choice.choices = offer(*((choice.value, words) for choice, words in choice_words(_).items()))
    return form


def _view(facts: CaseFacts, response: str) -> ResponsePage:
    return response_page(db.session, facts, response, clock_of(db.session).now())


def _ask(facts: CaseFacts, view: ResponsePage, form: ConcernForm, status: int = 200) -> Answer:
    if form.untouched:
        form.seen.data = str(view.draft.version)
    return page(
        status,
        template="answering/response",
        view=view,
        form=form,
        setting=setting(facts),
        overtaken=(),
    )


def _overtaken(facts: CaseFacts, response: str, form: ConcernForm) -> Answer:
    view = _view(facts, response)
    form.overtaken = True
    form.seen.data = str(view.draft.version)
    form.form_errors.append(
        _("You saved something else in another tab. Both are on this page. Change it, or save it again.")
    )
    rows = (Row(_("Your words"), view.draft.words),)
    return page(
        409, template="answering/response", view=view, form=form, setting=setting(facts), overtaken=rows
    )


def _closed(facts: CaseFacts, view: ResponsePage, status: int) -> Answer:
    template = "answering/_sent" if view.sent else "answering/_closed"
    return page(status, template=template, view=view, setting=setting(facts), choices=choice_words(_))
