"""The supervisor's page about what the candidate was asked, and what came of it."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts
from tracker.cases.views_opening import open_on_record
from tracker.db import UnitOfWork, clock_of, db, unit_of_work
from tracker.policy.answer_words import FOLLOWS
from tracker.policy.answering import Meanwhile, Outcome
from tracker.policy.answers import NotFound
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.words import in_words
from tracker.release import asking
from tracker.release.answer_pages import AnswerPage, answer_page
from tracker.release.blueprint import blueprint
from tracker.release.forms import AnswerForm
from tracker.web.forms import NOT_DONE, explain, options
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""


@blueprint.get("/review/<case>/answer")
@requires(Permission.ASK_CANDIDATE, about=case_facts)
def answer(case: str, facts: CaseFacts) -> Answer:
    """Show what the candidate was asked and answered, and what can be done about it."""
    del case
    return _answer(200, _view(facts, request.args.get("about", "")), AnswerForm(formdata=None))


@blueprint.post("/review/<case>/answer")
@requires(Permission.ASK_CANDIDATE, about=case_facts)
def save_answer(case: str, facts: CaseFacts) -> Answer:
    """Record what is done about a question or an answer."""
    form = AnswerForm()
    about = form.response.data or ""
    view = _view(facts, about)
    if not form.validate():
        return _answer(422, view, form)
    try:
        with unit_of_work(current_actor()) as work:
            done = _do(work, facts, form)
    except NOT_DONE as why:
        explain(form, why)
        now = case_facts(db.session, current_actor(), case=case)
        return _answer(409, _view(now, about), form)
    notice(done)
    now = case_facts(db.session, current_actor(), case=case)
    if now.stage is facts.stage:
        return go("release.answer", case=case)
    return go("release.queue")


def _do(work: UnitOfWork, facts: CaseFacts, form: AnswerForm) -> str:
    response, what, reason = form.response.data or "", form.what.data, form.reason.data or ""
    if what == Meanwhile.GO_ON:
        asking.go_on_without(work, facts, response=response)
        return "answer-waited"
    if what == Meanwhile.WAIVE:
        asking.record_waiver(work, facts, response=response, reason=reason)
        return "answer-waived"
    if what == Meanwhile.TAKE_BACK:
        asking.take_back(work, facts, response=response, reason=reason)
        return "question-taken-back"
    if what == Meanwhile.REOPEN:
        asking.reopen_time(work, facts, response=response, reason=reason)
        return "time-reopened"
    if what not in set(Outcome):
        raise NotFound
    asking.judge_answer(work, facts, response=response, outcome=Outcome(what), reason=reason)
    return "answer-judged"


def _view(facts: CaseFacts, about: str) -> AnswerPage:
    open_on_record(facts, Thing.REVIEW)
    return answer_page(db.session, current_actor(), facts, clock_of(db.session).now(), about)


def _answer(status: int, view: AnswerPage, form: AnswerForm) -> Answer:
    form.what.choices = options((one.value, in_words(one)) for one in view.offered)
    form.response.data = view.next.reference if view.next else ""
    return page(status, template="release/answer", view=view, form=form, follows=FOLLOWS)
