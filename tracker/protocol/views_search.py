"""Pages of logging a search, of marking one as entered in error, and of the whole log."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from tracker.cases.openings import Thing, record_opening
from tracker.cases.queries import case_facts
from tracker.clock import agency_zone
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.answers import NotFound, Overtaken, Refused, Unmet, require
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.searching import missing_in_look, missing_in_time, missing_to_fill
from tracker.policy.vocabulary import SearchResult, SignedIn
from tracker.policy.wording import capital
from tracker.protocol import service, voiding
from tracker.protocol.asked import RequestDetail
from tracker.protocol.blueprint import blueprint
from tracker.protocol.case_top import case_top
from tracker.protocol.forms import (
    LookForm,
    SearchForm,
    VoidForm,
    text_of,
)
from tracker.protocol.log_pages import logged_search, search_log, session_log
from tracker.protocol.own_names import left_open
from tracker.protocol.pinned import places_of, protected_words
from tracker.protocol.searched import search_facts
from tracker.protocol.step_page import StepPage, step_page
from tracker.protocol.surroundings import require_searching
from tracker.web.forms import NOT_DONE, explain, options, put_beside
from tracker.web.guard import current_actor, requires
from tracker.web.moments import from_the_clock, on_the_clock
from tracker.web.pages import go, notice, page

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""


@blueprint.route("/cases/<case>/steps/<step>/search", methods=["GET", "POST"])
@requires(Permission.LOG_SEARCH, about=case_facts)
def search(case: str, step: str, facts: CaseFacts) -> Answer:
    """Show the one screen on which a search is logged, and log it."""
    view = step_page(db.session, current_actor(), facts, step, clock_of(db.session).now())
    require(view.unmet)
    asked = _asked(view)
    form = _search_form(view, asked)
    if not form.validate_on_submit():
        _say_all(form, view)
        return _show(facts, view, form, asked, status=422 if form.is_submitted() else 200)
    try:
        with unit_of_work(current_actor()) as work:
            row = service.log_search(work, facts, step=step, look=_look(form, asked))
    except Refused as refusal:
        with unit_of_work(current_actor()) as work:
            service.record_refusal(work, facts, step=step, unmet=refusal.unmet)
        return _show(facts, view, form, asked, status=409, unmet=refusal.unmet)
    except Overtaken as first:
        explain(form, first)
        return _show(facts, view, form, asked, status=409)
    notice(f"search-{form.result.data}", row.reference)
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
    _record(facts)
    entry = logged_search(db.session, facts.case_id, search)
    top = case_top(db.session, current_actor(), facts)
    return page(422 if form.is_submitted() else 200, top=top, entry=entry, form=form)


@blueprint.get("/cases/<case>/searches")
@requires(Permission.READ_SEARCHES, about=case_facts)
def searches(case: str, facts: CaseFacts) -> Answer:
    """Show the search log of a case, newest first, page by page, or what was logged of one session."""
    del case
    _record(facts)
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
    when, left = form.searched_at, list[Unmet]()
    if when.data and not when.errors:
        left += missing_in_time(from_the_clock(when.data), clock_of(db.session).now())
    if isinstance(form, SearchForm):
        left += missing_in_look(text_of(form.query), protected_words(), view.own.words)
        left += missing_to_fill(left_open(text_of(form.query), view.step))
    for one in left:
        put_beside(form, one)


def _record(facts: CaseFacts) -> None:
    with unit_of_work(current_actor()) as work:
        record_opening(work, case_id=facts.case_id, thing=Thing.SEARCH_LOG, reference=facts.reference)


def _show(
    facts: CaseFacts,
    view: StepPage,
    form: LookForm,
    asked: RequestDetail | None,
    *,
    status: int,
    unmet: tuple[Unmet, ...] = (),
) -> Answer:
    _record(facts)
    number = _number(form.proposal.data) or 0
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
    """Return the approved request that the search is made for, None for work within the protocol."""
    reference = request.values.get("request", "")
    if not reference:
        return None
    for one in view.requests:
        if one.line.reference == reference and one.line.usable:
            return one
    raise NotFound


def _search_form(view: StepPage, asked: RequestDetail | None) -> LookForm:
    proposal = view.proposal(_number(request.args.get("proposal")))
    given = {
        "signed_in": SignedIn.NO.value,
        "pages_seen": 1,
        "searched_at": on_the_clock(clock_of(db.session).now()),
        "department_device": True,
        "request": asked.line.reference if asked else "",
        "proposal": str(proposal.number) if proposal else "",
        "query": proposal.query if proposal else "",
        "place": proposal.place if proposal else view.step.places[0],
        "method": view.methods[0][0].value if view.methods else "",
        "account": str(proposal.account or "") if proposal else "",
    }
    form: LookForm = LookForm(data=given)
    if asked is None:
        form = SearchForm(data=given)
        form.place.choices = options(places_of(view.step))
        form.method.choices = options((method.value, capital(words)) for method, words in view.methods)
    accounts = [(one.account, f"{one.platform_name} {one.handle}".strip()) for one in view.own.accounts]
    form.account.choices = options((("", "None, by name or handle"), *accounts))
    return form


def _look(form: LookForm, asked: RequestDetail | None) -> service.Look:
    searched_at, pages_seen = form.searched_at.data, form.pages_seen.data
    if searched_at is None or pages_seen is None:
        raise ValueError("a form that was accepted says when, and how many pages")
    return service.Look(
        query=text_of(form.query) if isinstance(form, SearchForm) else "",
        place=text_of(form.place) if isinstance(form, SearchForm) else "",
        method=text_of(form.method) if isinstance(form, SearchForm) else "",
        result=SearchResult(text_of(form.result)),
        searched_at=from_the_clock(searched_at),
        signed_in=SignedIn(text_of(form.signed_in)),
        pages_seen=pages_seen,
        department_device=form.department_device.data,
        account=_number(form.account.data),
        note=text_of(form.note),
        request=asked.line.reference if asked else "",
    )


def _onward(case: str, view: StepPage, form: LookForm) -> Answer:
    """Stay in place, or go to the next look that the step proposes, and to the step when none is left."""
    number, step = _number(form.proposal.data), view.step.code
    if number is None or form.request.data:
        return go("protocol.step", case=case, step=step)
    if request.form.get("then") != "next":
        return go("protocol.search", case=case, step=step, proposal=number)
    onward = view.after(number)
    if onward is None:
        return go("protocol.step", case=case, step=step)
    return go("protocol.search", case=case, step=step, proposal=onward.number)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else None
