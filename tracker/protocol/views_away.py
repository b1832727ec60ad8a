"""Pages of what is not pursued: accounts of namesakes, and the one way to stop."""

from __future__ import annotations

from werkzeug.wrappers import Response

from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts
from tracker.cases.views_opening import open_on_record
from tracker.db import db, unit_of_work
from tracker.editions.shelf import editions
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.protocol import setting_aside
from tracker.protocol.away import (
    namesake_case,
    ruled_out,
    ruled_out_one,
    stop_case,
    stop_of,
    stopped_cases,
    stops_of,
)
from tracker.protocol.blueprint import blueprint
from tracker.protocol.case_top import case_top
from tracker.protocol.forms import text_of
from tracker.protocol.forms_away import LiftForm, ReopenForm, RuleOutForm, StopForm
from tracker.web.forms import NOT_DONE, explain, options
from tracker.web.guard import current_actor, may, requires
from tracker.web.pages import go, notice, page

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""


@blueprint.get("/cases/<case>/namesakes")
@requires(Permission.READ_SEARCHES, about=case_facts)
def namesakes(case: str, facts: CaseFacts) -> Answer:
    """Show the accounts that are not the candidate's, each with the reason."""
    del case
    open_on_record(facts, Thing.SEARCH_LOG)
    known = ruled_out(db.session, facts.case_id)
    actor, reopens = current_actor(), may(Permission.REOPEN_ACCOUNT, facts)
    return page(top=case_top(db.session, actor, facts), known=known, reader=actor, reopens=reopens)


@blueprint.route("/cases/<case>/namesakes/new", methods=["GET", "POST"])
@requires(Permission.LOG_SEARCH, about=case_facts)
def rule_out(case: str, facts: CaseFacts) -> Answer:
    """Rule an account out as another person's."""
    form = RuleOutForm()
    form.platform.choices = _platforms()
    if form.validate_on_submit():
        try:
            with unit_of_work(current_actor()) as work:
                row = setting_aside.rule_out(
                    work,
                    facts,
                    platform=text_of(form.platform),
                    handle=text_of(form.handle),
                    reason=text_of(form.reason),
                )
        except NOT_DONE as refusal:
            explain(form, refusal)
        else:
            notice("account-ruled-out", row.reference)
            return go("protocol.namesakes", case=case)
    open_on_record(facts, Thing.SEARCH_LOG)
    top = case_top(db.session, current_actor(), facts)
    return page(422 if form.is_submitted() else 200, top=top, form=form)


@blueprint.route("/cases/<case>/namesakes/<namesake>/reopen", methods=["GET", "POST"])
@requires(Permission.REOPEN_ACCOUNT, about=namesake_case)
def reopen_account(case: str, namesake: str, facts: CaseFacts) -> Answer:
    """Put a ruled-out account in question again, with what is new beside the earlier reason."""
    form = ReopenForm()
    if form.validate_on_submit():
        try:
            with unit_of_work(current_actor()) as work:
                reason = text_of(form.reason)
                setting_aside.reopen_account(work, facts, namesake=namesake, reason=reason)
        except NOT_DONE as refusal:
            explain(form, refusal)
        else:
            notice("account-reopened", namesake)
            return go("protocol.namesakes", case=case)
    open_on_record(facts, Thing.SEARCH_LOG)
    one = ruled_out_one(db.session, facts.case_id, namesake)
    top = case_top(db.session, current_actor(), facts)
    return page(422 if form.is_submitted() else 200, top=top, form=form, one=one)


@blueprint.get("/stops")
@requires(Permission.READ_TEAM)
def stopped() -> Answer:
    """Show the cases in which work is stopped until a supervisor says what happens."""
    return page(lines=stopped_cases(db.session, current_actor().person_id))


@blueprint.get("/cases/<case>/stops")
@requires(Permission.READ_SEARCHES, about=case_facts)
def stops(case: str, facts: CaseFacts) -> Answer:
    """Show where somebody stopped in a case, and what comes next."""
    del case
    open_on_record(facts, Thing.SEARCH_LOG)
    found = stops_of(db.session, facts.case_id)
    actor, lifts = current_actor(), may(Permission.LIFT_STOP, facts)
    return page(top=case_top(db.session, actor, facts), found=found, reader=actor, lifts=lifts)


@blueprint.route("/cases/<case>/stops/new", methods=["GET", "POST"])
@requires(Permission.LOG_SEARCH, about=case_facts)
def stop(case: str, facts: CaseFacts) -> Answer:
    """Stop at what nobody may keep: what kind, and where, and nothing else."""
    form = StopForm()
    form.platform.choices = _platforms()
    if form.validate_on_submit():
        try:
            with unit_of_work(current_actor()) as work:
                kind, platform = text_of(form.kind), text_of(form.platform)
                row = setting_aside.call_stop(work, facts, kind=kind, platform=platform)
        except NOT_DONE as refusal:
            explain(form, refusal)
        else:
            notice("stopped", row.reference)
            return go("protocol.stops", case=case)
    open_on_record(facts, Thing.SEARCH_LOG)
    top = case_top(db.session, current_actor(), facts)
    return page(422 if form.is_submitted() else 200, top=top, form=form)


@blueprint.route("/cases/<case>/stops/<stop>/lift", methods=["GET", "POST"])
@requires(Permission.LIFT_STOP, about=stop_case)
def lift_stop(case: str, stop: str, facts: CaseFacts) -> Answer:
    """Let the work go on, once what had to be done is done."""
    form = LiftForm()
    if form.validate_on_submit():
        try:
            with unit_of_work(current_actor()) as work:
                setting_aside.lift_stop(work, facts, stop=stop, reason=text_of(form.reason))
        except NOT_DONE as refusal:
            explain(form, refusal)
        else:
            notice("stop-lifted", stop)
            return go("protocol.stops", case=case)
    open_on_record(facts, Thing.SEARCH_LOG)
    called = stop_of(db.session, facts.case_id, stop)
    top = case_top(db.session, current_actor(), facts)
    return page(422 if form.is_submitted() else 200, top=top, form=form, called=called)


def _platforms() -> list[tuple[str, str, dict[str, object]]]:
    return options((("", "Choose"), *((one.key, one.name) for one in editions().platforms())))
