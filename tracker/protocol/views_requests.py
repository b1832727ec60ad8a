"""Pages of asking to differ from the protocol, and of ruling on what others ask."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts
from tracker.cases.views_opening import open_on_record
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.access_modes import may_use
from tracker.policy.answers import require
from tracker.policy.differing import missing_in_reason
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.searching import missing_in_look
from tracker.policy.wording import capital
from tracker.policy.words import METHODS
from tracker.protocol import differing
from tracker.protocol.blueprint import blueprint
from tracker.protocol.forms import EXCUSES, ExcuseForm, ExtraForm, text_of
from tracker.protocol.pinned import extra_places, protected_words
from tracker.protocol.requests import request_detail, request_facts, request_list
from tracker.protocol.step_page import StepPage, step_page
from tracker.protocol.surroundings import offered_modes
from tracker.protocol.time_asked import time_list
from tracker.protocol.views_ruling import rule_on
from tracker.web.forms import NOT_DONE, explain, options, put_all_beside
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""


@blueprint.route("/cases/<case>/steps/<step>/ask-excuse", methods=["GET", "POST"])
@requires(Permission.ASK_REQUEST, about=case_facts)
def ask_excuse(case: str, step: str, facts: CaseFacts) -> Answer:
    """Ask that a step be set aside, with a reason of the list and in words."""
    view, form = _step(facts, step), ExcuseForm()
    ending = request.args.get("ending", "")
    ending = ending if ending in EXCUSES else ""
    fitting = [one for one in view.excuses if not ending or one.not_applicable == (ending == EXCUSES[0])]
    form.excuse.choices = options((reason.code, reason.words) for reason in fitting or view.excuses)
    if not form.validate_on_submit():
        return page(_status(form), view=view, form=form, ending=ending)
    try:
        with unit_of_work(current_actor()) as work:
            row = differing.ask_excuse(
                work, facts, step=step, excuse_code=text_of(form.excuse), reason=text_of(form.reason)
            )
    except NOT_DONE as refusal:
        explain(form, refusal)
        return page(409, view=view, form=form, ending=ending)
    notice("excuse-asked", row.reference)
    return go("protocol.step", case=case, step=step)


@blueprint.route("/cases/<case>/steps/<step>/ask-extra", methods=["GET", "POST"])
@requires(Permission.ASK_REQUEST, about=case_facts)
def ask_extra(case: str, step: str, facts: CaseFacts) -> Answer:
    """Ask to make one search that the protocol does not hold."""
    view, form = _step(facts, step), ExtraForm()
    modes = offered_modes(db.session, facts.requisition_id)
    places = [(place, place) for place in extra_places(view.top.definition)]
    methods = [(method.value, capital(words)) for method, words in METHODS.items() if may_use(method, modes)]
    form.place.choices = options((("", "Choose a place"), *places))
    form.method.choices = options((("", "Choose a method"), *methods))
    if not form.validate_on_submit():
        if form.is_submitted() and not form.query.errors:
            put_all_beside(form, missing_in_look(text_of(form.query), protected_words(), view.own.words))
        return page(_status(form), view=view, form=form)
    wish = differing.Wish(text_of(form.query), text_of(form.place), text_of(form.method))
    try:
        with unit_of_work(current_actor()) as work:
            row = differing.ask_extra(work, facts, step=step, wish=wish, reason=text_of(form.reason))
    except NOT_DONE as refusal:
        explain(form, refusal)
        return page(409, view=view, form=form)
    notice("extra-asked", row.reference)
    return go("protocol.step", case=case, step=step)


@blueprint.get("/requests")
@requires(Permission.READ_REQUESTS)
def requests() -> Answer:
    """Show what waits for a ruling, and what was ruled lately; nothing sealed is opened."""
    reader = current_actor().person_id
    return page(view=request_list(db.session, reader), times=time_list(db.session, reader))


@blueprint.route("/requests/<request>", methods=["GET", "POST"])
@requires(Permission.DECIDE_REQUEST, about=request_facts)
def rule_request(request: str, facts: CaseFacts) -> Answer:
    """Show a request with its reason, and rule on it."""
    return rule_on(
        facts,
        request,
        sees=Thing.SEARCH_LOG,
        rule=lambda work, approve, reason: differing.rule_request(
            work, facts, request=request, approve=approve, reason=reason
        ),
        detail=lambda: request_detail(db.session, facts.case_id, request),
    )


def _status(form: ExcuseForm | ExtraForm) -> int:
    """Return the status of a form that is not accepted, having said beside the reason what the rules say."""
    if not form.is_submitted():
        return 200
    put_all_beside(form, missing_in_reason(text_of(form.reason)))
    return 422


def _step(facts: CaseFacts, step: str) -> StepPage:
    view = step_page(db.session, current_actor(), facts, step, clock_of(db.session).now())
    require(view.unmet)
    open_on_record(facts, Thing.SEARCH_LOG)
    return view
