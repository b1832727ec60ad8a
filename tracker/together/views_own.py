"""Sessions as the candidate sees them: choosing a time, and reading what was noted."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.affidavits.queries import declared_accounts
from tracker.cases.queries import own_case
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.answers import NotFound
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.together_answers import (
    Confirmation,
    TimeAnswer,
    missing_to_answer_times,
    missing_to_confirm,
)
from tracker.together import service
from tracker.together.blueprint import blueprint
from tracker.together.forms import AnswerForm, ConfirmForm
from tracker.together.queries import RecordRow, SessionRow, session_of
from tracker.together.words import language_words, medium_words, script, stopped_words, title_of
from tracker.web.formats import moment
from tracker.web.forms import NOT_DONE, explain
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page
from tracker.web.typed import number_in

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""
TIME = "time-"
"""How the value of a time that can be chosen begins."""


@blueprint.route("/a/sessions/<meeting>", methods=["GET", "POST"])
@requires(Permission.ANSWER_SESSION, about=own_case)
def answer(meeting: str, facts: CaseFacts) -> Answer:
    """Show the times offered for a session, and take the candidate's answer."""
    found = session_of(db.session, facts.case_id, meeting)
    now = clock_of(db.session).now()
    form = _answer_form(found, now)
    if form.validate_on_submit():
        said, chosen = _said(form, found)
        try:
            with unit_of_work(current_actor()) as work:
                service.answer_times(
                    work, facts, reference=meeting, answer=said, chosen=chosen, words=form.words.data or ""
                )
        except NOT_DONE as refusal:
            explain(form, refusal)
        else:
            notice(f"meeting-{said}")
            return go("affidavits.status")
    has_case = found.investigator_id == facts.investigator_id
    closed = missing_to_answer_times(facts.seen_as, recorded=bool(found.records), has_case=has_case)
    return page(
        422 if form.is_submitted() else 200,
        form=form,
        session=found,
        title=title_of(found.mode, _),
        script=script(found.mode, _),
        closed=bool(closed),
        ahead=found.agreed and found.chosen_at is not None and found.chosen_at > now,
    )


@blueprint.route("/a/sessions/<meeting>/noted", methods=["GET", "POST"])
@requires(Permission.ANSWER_SESSION, about=own_case)
def confirm(meeting: str, facts: CaseFacts) -> Answer:
    """Show what was noted of a session, and take whether it was so."""
    found, record = _noted(facts, meeting)
    form = ConfirmForm(data={"number": str(record.number)})
    if form.validate_on_submit():
        try:
            with unit_of_work(current_actor()) as work:
                service.confirm_session(
                    work,
                    facts,
                    reference=meeting,
                    number=number_in(form.number.data) or 0,
                    answer=Confirmation(form.answer.data),
                    words=form.words.data or "",
                )
        except NOT_DONE as refusal:
            explain(form, refusal)
        else:
            notice(f"noted-{form.answer.data}")
            return go("affidavits.status")
    now = clock_of(db.session).now()
    said = record.confirmation is not None
    return page(
        422 if form.is_submitted() else 200,
        form=form,
        session=found,
        record=record,
        title=title_of(found.mode, _),
        labels=_labels(facts),
        media=medium_words(_),
        stopped=stopped_words(_),
        languages=language_words(_),
        open=not missing_to_confirm(record.recorded_at, now, answered=said),
    )


def _answer_form(found: SessionRow, now: datetime) -> AnswerForm:
    """Return the form with the candidate's own last answer; a yes that staff noted is not put into it."""
    chosen = f"{TIME}{found.times.index(found.chosen_at)}" if found.chosen_at in found.times else None
    own = None if found.by_telephone else chosen or found.answer
    form = AnswerForm(data={"answer": own, "words": found.words})
    form.offer_times(
        tuple((f"{TIME}{place}", moment(at)) for place, at in enumerate(found.times) if at > now)
    )
    return form


def _said(form: AnswerForm, found: SessionRow) -> tuple[TimeAnswer, datetime | None]:
    value = str(form.answer.data)
    if not value.startswith(TIME):
        return TimeAnswer(value), None
    return TimeAnswer.AGREED, found.times[number_in(value.removeprefix(TIME)) or 0]


def _noted(facts: CaseFacts, meeting: str) -> tuple[SessionRow, RecordRow]:
    found = session_of(db.session, facts.case_id, meeting)
    if found.record is None:
        raise NotFound
    return found, found.record


def _labels(facts: CaseFacts) -> dict[int, str]:
    return {
        one.number: f"{one.platform_name}: {one.handle}" if one.handle else one.platform_name
        for one in declared_accounts(db.session, facts.case_id)
    }
