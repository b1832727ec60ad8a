"""Pages of logging a search, of marking one as entered in error, and of the whole log."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts
from tracker.cases.views_opening import open_on_record
from tracker.clock import agency_zone
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.answers import NotFound, Overtaken, Refused, Unmet, require
from tracker.policy.differing import missing_to_use
from tracker.policy.facts import CaseFacts
from tracker.policy.methods import missing_device
from tracker.policy.permissions import Permission
from tracker.policy.searching import missing_in_look, missing_in_time, missing_to_fill
from tracker.protocol import service, voiding
from tracker.protocol.blueprint import blueprint
from tracker.protocol.case_top import case_top
from tracker.protocol.forms import LookForm, SearchForm, VoidForm, text_of
from tracker.protocol.log_form import form_of, look_of
from tracker.protocol.log_pages import logged_search, search_log, session_log
from tracker.protocol.own_names import left_open
from tracker.protocol.pinned import protected_words
from tracker.protocol.requests import RequestDetail
from tracker.protocol.searched import search_facts
from tracker.protocol.step_page import StepPage, step_page
from tracker.protocol.surroundings import require_searching
from tracker.web.attested import attest
from tracker.web.forms import NOT_DONE, explain, put_beside
from tracker.web.guard import current_actor, requires
from tracker.web.moments import from_the_clock
from tracker.web.pages import go, notice, page
from tracker.web.typed import number_in

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""


@blueprint.route("/cases/<case>/steps/<step>/search", methods=["GET", "POST"])
@requires(Permission.LOG_SEARCH, about=case_facts)
def search(case: str, step: str, facts: CaseFacts) -> Answer:
    """Show the one screen on which a search is logged, and log it."""
    view = step_page(db.session, current_actor(), facts, step, clock_of(db.session).now())
    require(view.unmet)
    asked = _asked(view)
    form = form_of(view, asked, number_in(request.args.get("proposal")), clock_of(db.session).now())
    if not form.validate_on_submit() or not form.department_device.data:
        _say_all(form, view)
        return _show(facts, view, form, asked, status=422 if form.is_submitted() else 200)
    try:
        with unit_of_work(current_actor()) as work:
            service.log_search(work, facts, step=step, look=look_of(form, asked))
    except Refused as refusal:
        with unit_of_work(current_actor()) as work:
            service.record_refusal(work, facts, step=step, unmet=refusal.unmet)
        if form.since.data != view.newest:  # what was logged meanwhile is told now, and is no reason any more
            form.since.data = view.newest
        return _show(facts, view, form, asked, status=409, unmet=refusal.unmet)
    except Overtaken as first:
        explain(form, first)
        return _show(facts, view, form, asked, status=409)
    attest(clock_of(db.session).now())
    return _onward(case, view, form)


@blueprint.route("/cases/<case>/searches/<search>/void", methods=["GET", "POST"])
@requires(Permission.LOG_SEARCH, about=search_facts)
def void_search(case: str, search: str, facts: CaseFacts) -> Answer:
    """Show a logged search, and mark it as entered in error."""
    if request.method == "GET":
        require_searching(db.session, facts, current_actor(), clock_of(db.session).now())
    form = VoidForm()
    if form.validate_on_submit():
        try:
            with unit_of_work(current_actor()) as work:
                voiding.void_search(work, facts, search=search, reason=text_of(form.reason))
        except NOT_DONE as refusal:
            explain(form, refusal)
        else:
            notice("search-voided", search)
            return go("protocol.searches", case=case)
    open_on_record(facts, Thing.SEARCH_LOG)
    entry = logged_search(db.session, facts.case_id, search)
    top = case_top(db.session, current_actor(), facts)
    return page(422 if form.is_submitted() else 200, top=top, entry=entry, form=form)


@blueprint.post("/cases/<case>/searches/<search>/undo")
@requires(Permission.LOG_SEARCH, about=search_facts)
def undo_search(case: str, search: str, facts: CaseFacts) -> Answer:
    """Undo a search within a minute of logging it; the entry stays, marked."""
    with unit_of_work(current_actor()) as work:
        voiding.undo_search(work, facts, search=search)
    notice("search-undone", search)
    step = logged_search(db.session, facts.case_id, search).facts.step
    return go("protocol.step", case=case, step=step)


@blueprint.get("/cases/<case>/searches")
@requires(Permission.READ_SEARCHES, about=case_facts)
def searches(case: str, facts: CaseFacts) -> Answer:
    """Show the search log of a case, newest first, page by page, or what was logged of one session."""
    del case
    open_on_record(facts, Thing.SEARCH_LOG)
    meeting = request.args.get("session", "")
    if meeting:
        log = session_log(db.session, facts.case_id, meeting)
    else:
        older, newer = request.args.get("older", ""), request.args.get("newer", "")
        log = search_log(db.session, facts.case_id, older_than=older, newer_than=newer)
    return page(top=case_top(db.session, current_actor(), facts), log=log, meeting=meeting)


def _say_all(form: LookForm, view: StepPage) -> None:
    """Say beside the fields what the rules ask for too, so that all is mended in one go."""
    if not form.is_submitted():
        return
    when = form.searched_at
    left = [*missing_device(on_department_device=form.department_device.data)]
    if when.data and not when.errors:
        now = clock_of(db.session).now().astimezone(agency_zone())
        left += missing_in_time(from_the_clock(when.data), now)
    if isinstance(form, SearchForm) and not form.query.errors:
        left += missing_in_look(text_of(form.query), protected_words(), view.own.words)
        left += missing_to_fill(left_open(text_of(form.query), view.step))
    for one in left:
        put_beside(form, one)


def _show(
    facts: CaseFacts,
    view: StepPage,
    form: LookForm,
    asked: RequestDetail | None,
    *,
    status: int,
    unmet: tuple[Unmet, ...] = (),
) -> Answer:
    open_on_record(facts, Thing.SEARCH_LOG)
    number = number_in(form.proposal.data) or 0
    zone = f"{clock_of(db.session).now().astimezone(agency_zone()):%Z}"
    return page(
        status,
        view=view,
        form=form,
        asked=asked,
        refused=unmet,
        proposal=view.proposal(number) if number else None,
        zone=zone,
    )


def _asked(view: StepPage) -> RequestDetail | None:
    """Return the approved request that the search is made for, None for work within the protocol.

    Raises Refused where its page is opened once more after its search was logged (R-15).
    """
    reference = request.values.get("request", "")
    if not reference:
        return None
    for one in view.requests:
        if one.line.reference == reference and one.method is not None and one.line.approved:
            if request.method == "GET":  # what is sent is refused, and recorded, by the writer
                require(missing_to_use(reference, one.line.step, one.line.used_by))
            return one
    raise NotFound


def _onward(case: str, view: StepPage, form: LookForm) -> Answer:
    """Go to the next look that the step proposes and nobody logged yet, and to the step when none is left."""
    number, step = number_in(form.proposal.data), view.step.code
    if number is None or not isinstance(form, SearchForm):
        return go("protocol.step", case=case, step=step)
    left = view.left_after(text_of(form.query), text_of(form.place))
    behind = (one for one in left if one.number > number and request.form.get("then") == "next")
    onward = next(behind, left[0] if left else None)
    if onward is None:
        return go("protocol.step", case=case, step=step)
    return go("protocol.search", case=case, step=step, proposal=onward.number)
