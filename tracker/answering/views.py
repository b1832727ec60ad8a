"""The candidate's pages: the check of an answer, and the receipt; its making stands in ``views_draft``."""

from __future__ import annotations

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.affidavits.blueprint import language
from tracker.answering import views_draft
from tracker.answering.blueprint import Answer, blueprint, response_view
from tracker.answering.forms import SendForm
from tracker.answering.own import own_picture
from tracker.answering.queries import own_request
from tracker.answering.service import send_answer
from tracker.answering.words import choice_words
from tracker.cases.openings import Thing, record_opening
from tracker.db import db, unit_of_work
from tracker.findings.handing_out import POLICY
from tracker.policy.answers import NotFound, Overtaken, Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, page

__all__ = ["blueprint", "views_draft"]


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
    view = response_view(facts, response)
    if view.closed or view.lacking:
        return go("answering.response", response=response)
    form.seen.data = str(view.draft.version)
    return page(409 if form.form_errors else 200, view=view, form=form, choices=choice_words(_))


@blueprint.get("/a/response/<response>/post/<capture>")
@requires(Permission.ANSWER_CONCERN, about=own_request)
def own_post(response: str, capture: str, facts: CaseFacts) -> Answer:
    """Show the candidate a picture of their own post, drawn anew, once that is on record."""
    posts = response_view(facts, response).posts
    post = next((one for one in posts if one.picture and one.capture == capture), None)
    if post is None:
        raise NotFound
    picture = own_picture(db.session, facts.case_id, post)
    with unit_of_work(current_actor()) as work:
        record_opening(
            work, case_id=facts.case_id, thing=Thing.CAPTURE, reference=post.capture, reason="own-post"
        )
    shown = Response(picture, content_type="image/jpeg")
    shown.headers["Content-Security-Policy"] = POLICY
    return shown


@blueprint.get("/a/response/<response>/receipt.txt")
@requires(Permission.ANSWER_CONCERN, about=own_request)
def response_text(response: str, facts: CaseFacts) -> Answer:
    """Hand out the exact text of the answer, byte for byte."""
    given = response_view(facts, response).request.answer
    if given is None:
        return go("answering.response", response=response)
    download = Response(given.document, content_type="text/plain; charset=utf-8")
    download.headers["Content-Disposition"] = f'attachment; filename="answer-{response}.txt"'
    return download
