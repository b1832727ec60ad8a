"""What staff do about it: questions to answer, and requests for a copy with their days."""

from __future__ import annotations

from tracker.cases.kept_until import way_into
from tracker.cases.openings import Thing
from tracker.cases.views_opening import open_on_record
from tracker.clock import agency_day
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.rights import CopyOutcome
from tracker.policy.way_back import WayIn
from tracker.rights import service
from tracker.rights.blueprint import Answer, blueprint
from tracker.rights.forms import AnswerForm, CopyAnswerForm
from tracker.rights.queries import (
    copy_facts,
    copy_of,
    question_facts,
    question_of,
)
from tracker.rights.waiting import copy_lines, question_lines
from tracker.web.forms import NOT_DONE, explain
from tracker.web.guard import current_actor, may, requires
from tracker.web.pages import go, notice, page


@blueprint.get("/questions")
@requires(Permission.READ_QUESTIONS)
def questions() -> Answer:
    """Show which questions wait, the oldest first."""
    return page(lines=question_lines(db.session, current_actor().person_id))


@blueprint.route("/questions/<question>", methods=("GET", "POST"))
@requires(Permission.ANSWER_QUESTION, about=question_facts)
def answer(question: str, facts: CaseFacts) -> Answer:
    """Show a question, which is recorded, and take an answer to it."""
    form = AnswerForm()
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit() and _answered(form, question, facts):
        notice("question-answered", question)
        return go("rights.questions")
    open_on_record(facts, Thing.QUESTION, question)
    asked = question_of(db.session, facts.case_id, question)
    form.seen.data = str(len(asked.replies))
    hints = service.touching(form.words.data or "") if form.is_submitted() else ()
    over = _way_in_ended(facts)
    return page(status, form=form, asked=asked, facts=facts, hints=hints, over=over)


def _way_in_ended(facts: CaseFacts) -> bool:
    """Say whether the candidate reads nothing here any more, so that an answer goes by letter."""
    now = clock_of(db.session).now()
    return way_into(db.session, facts.case_id, facts.seen_as, now) is WayIn.NOTHING


def _answered(form: AnswerForm, question: str, facts: CaseFacts) -> bool:
    try:
        with unit_of_work(current_actor()) as work:
            service.answer_question(
                work,
                facts,
                reference=question,
                words=form.words.data or "",
                seen_answers=form.answers,
                looked=bool(form.looked.data),
            )
    except NOT_DONE as refusal:
        explain(form, refusal)
        return False
    return True


@blueprint.get("/copies")
@requires(Permission.READ_COPY_REQUESTS)
def copies() -> Answer:
    """Show which requests for a copy wait, and how many days are left."""
    today = agency_day(clock_of(db.session).now())
    return page(lines=copy_lines(db.session, current_actor().person_id, today))


@blueprint.get("/copies/<copy>")
@requires(Permission.READ_COPY_REQUEST, about=copy_facts)
def copy_request(copy: str, facts: CaseFacts) -> Answer:
    """Show a request for a copy, which is recorded, and what was given."""
    return _copy_page(copy, facts, CopyAnswerForm())


@blueprint.post("/copies/<copy>")
@requires(Permission.ANSWER_COPY_REQUEST, about=copy_facts)
def answer_copy(copy: str, facts: CaseFacts) -> Answer:
    """Record what was given."""
    form = CopyAnswerForm()
    if not form.validate_on_submit():
        return _copy_page(copy, facts, form, 422)
    try:
        with unit_of_work(current_actor()) as work:
            service.settle_copy(
                work,
                facts,
                reference=copy,
                outcome=CopyOutcome(form.outcome.data),
                words=form.words.data or "",
            )
    except NOT_DONE as refusal:
        explain(form, refusal)
        return _copy_page(copy, facts, form, 422)
    notice("copy-answered", copy)
    return go("rights.copies")


def _copy_page(copy: str, facts: CaseFacts, form: CopyAnswerForm, status: int = 200) -> Answer:
    open_on_record(facts, Thing.COPY_REQUEST, copy)
    wanted = copy_of(db.session, facts.case_id, copy)
    answering = may(Permission.ANSWER_COPY_REQUEST, facts)
    return page(
        status, template="rights/copy_request", form=form, wanted=wanted, facts=facts, answering=answering
    )
