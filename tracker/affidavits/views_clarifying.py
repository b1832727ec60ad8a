"""Asking a candidate about one answer: by staff, and as the candidate reads and answers it."""

from __future__ import annotations

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from tracker.affidavits.answers import Answers
from tracker.affidavits.blueprint import Answer, blueprint, setting
from tracker.affidavits.clarified import Clarified, clarified_called
from tracker.affidavits.clarifying import answer_in_words, ask_about, take_back_question
from tracker.affidavits.drafts import begin_change, draft_of
from tracker.affidavits.exact import exacts_of, place_of, title_of
from tracker.affidavits.forms_clarifying import ReplyForm
from tracker.affidavits.forms_staff import AskAboutForm
from tracker.affidavits.queries import filed_reference
from tracker.affidavits.words import english
from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts, case_header, own_case
from tracker.cases.views_opening import open_on_record
from tracker.db import db, unit_of_work
from tracker.policy.affidavit_window import missing_to_answer
from tracker.policy.answers import require
from tracker.policy.clarifying import missing_to_clarify
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.web.forms import NOT_DONE, explain
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page


@blueprint.route("/cases/<case>/affidavit/ask", methods=("GET", "POST"))
@requires(Permission.CLARIFY_ANSWER, about=case_facts)
def ask_to_clarify(case: str, facts: CaseFacts) -> Answer:
    """Ask the candidate about one answer of what is filed; its reading is recorded."""
    filed = draft_of(db.session, facts.case_id).filed
    require(missing_to_clarify(facts.seen_as, filed=filed.edition > 0))
    form = AskAboutForm()
    offered = exacts_of(filed.answers, accounts_asked=setting(facts).accounts_asked)
    form.offer((one.key, title_of(one, filed.answers, english)) for one in offered)
    if form.validate_on_submit() and _asked(form, facts):
        return go("affidavits.case_affidavit", case=case)
    reference = filed_reference(db.session, facts.case_id)
    open_on_record(facts, Thing.AFFIDAVIT, reference, reason=None)
    status = 422 if form.is_submitted() else 200
    return page(status, form=form, header=case_header(db.session, facts.case_id))


def _asked(form: AskAboutForm, facts: CaseFacts) -> bool:
    try:
        with unit_of_work(current_actor()) as work:
            asked = ask_about(work, facts, about=form.about.data or "", words=form.words.data or "")
            reference = asked.reference
    except NOT_DONE as refusal:
        explain(form, refusal)
        return False
    notice("clarification-asked", reference)
    return True


@blueprint.post("/cases/<case>/affidavit/ask/<clarification>/take-back")
@requires(Permission.CLARIFY_ANSWER, about=case_facts)
def take_back(case: str, clarification: str, facts: CaseFacts) -> Response:
    """Take a question about an answer back."""
    with unit_of_work(current_actor()) as work:
        take_back_question(work, facts, reference=clarification)
    notice("clarification-taken-back", clarification)
    return go("affidavits.case_affidavit", case=case)


@blueprint.route("/a/clarify/<clarification>", methods=("GET", "POST"))
@requires(Permission.FILL_AFFIDAVIT, about=own_case)
def clarify(facts: CaseFacts, clarification: str) -> Answer:
    """Show what is asked about one answer, and take an answer in words."""
    asked = clarified_called(db.session, facts.case_id, clarification)
    form = ReplyForm()
    if form.validate_on_submit():
        try:
            with unit_of_work(current_actor()) as work:
                answer_in_words(work, facts, reference=clarification, words=form.words.data or "")
        except NOT_DONE as refusal:
            explain(form, refusal)
        else:
            notice("clarification-answered")
            return go("affidavits.status")
    answers = _as_it_stands(facts)
    closed = missing_to_answer(facts.seen_as, filed=True)
    status = 422 if form.is_submitted() else 200
    return page(
        status,
        form=form,
        asked=asked,
        title=title_of(asked.exact, answers, _),
        answerable=asked.waits and not closed,
    )


@blueprint.post("/a/clarify/<clarification>/change")
@requires(Permission.FILL_AFFIDAVIT, about=own_case)
def change_asked(facts: CaseFacts, clarification: str) -> Response:
    """Begin a change, or go on with it, at the very answer that was asked about."""
    asked: Clarified = clarified_called(db.session, facts.case_id, clarification)
    if not draft_of(db.session, facts.case_id).is_open:
        with unit_of_work(current_actor()) as work:
            begin_change(work, facts)
    endpoint, parts = place_of(asked.exact, _as_it_stands(facts))
    return go(endpoint, **parts)


def _as_it_stands(facts: CaseFacts) -> Answers:
    """Return the answers of a change that was begun, of what is filed otherwise."""
    draft = draft_of(db.session, facts.case_id)
    return draft.answers if draft.is_open else draft.filed.answers
