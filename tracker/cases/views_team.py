"""Pages of supervisors and investigators: the team, assignment, ties, and a case's timeline."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from tracker.accounts.standing_roles import supervisors
from tracker.cases.assigning import Assignable, assign_case, assignable, take_back
from tracker.cases.blueprint import blueprint
from tracker.cases.came_back import stage_of
from tracker.cases.conflicts import declare_conflict, own_declaration
from tracker.cases.forms import AssignForm, ConflictForm, TakeBackForm
from tracker.cases.forms_timeline import TimelineFilter
from tracker.cases.givers import missing_to_move_on
from tracker.cases.handing_over import newest_words
from tracker.cases.lanes import Asked
from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts, case_header
from tracker.cases.team import team_page
from tracker.cases.timeline import timeline as case_timeline
from tracker.cases.views_opening import open_on_record
from tracker.clock import agency_day
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.actors import Role
from tracker.policy.answers import Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.hands import WAYS_OUT, missing_reviewers
from tracker.policy.judgement import reads_all
from tracker.policy.permissions import Permission
from tracker.policy.separation import missing_to_give_out
from tracker.policy.stages import CORRECTABLE
from tracker.policy.vocabulary import ConflictAnswer, Stage, Tie
from tracker.policy.workload import HANDS
from tracker.requisitions.deviations import deviation_list
from tracker.web.forms import NOT_DONE, explain, options
from tracker.web.guard import current_actor, requires
from tracker.web.menus import first_page
from tracker.web.pages import go, notice, page

Answer = tuple[str, int] | Response
THE_CANDIDATE = "the candidate"
"""How the timeline calls candidates for whoever reads them by reference alone."""
LINE_NUMBER = re.compile(r"[0-9]{1,15}")
"""The number of a line of the ledger, as an address carries it."""


@blueprint.get("/team")
@requires(Permission.READ_TEAM)
def team() -> Answer:
    """Show the cases under way, who has them, and each one's load."""
    assigned = request.args.get("show") == "assigned"
    now, after = clock_of(db.session).now(), request.args.get("after", "")
    view = team_page(db.session, now, reader=current_actor().person_id, assigned=assigned, after=after)
    return page(view=view, assigned=assigned, hands=HANDS)


@blueprint.route("/team/<case>", methods=["GET", "POST"])
@requires(Permission.ASSIGN_CASE, about=case_facts)
def assign(case: str, facts: CaseFacts) -> Answer:
    """Show who could work on a case, and give it to one of them."""
    people = _people(facts)
    form = AssignForm(seen=str(facts.investigator_id or ""))
    form.investigator.choices = options((one.reference, one.name) for one in people)
    if not form.validate_on_submit():
        return _assign(facts, form, 422 if form.is_submitted() else 200, people)
    chosen = next(one for one in people if one.reference == form.investigator.data)
    try:
        with unit_of_work(current_actor()) as work:
            assign_case(work, facts, person_id=chosen.person_id, seen=_seen(form.seen.data))
    except NOT_DONE as why:
        explain(form, why)
        return _assign_anew(case, form)
    notice("case-assigned", case)
    return go("cases.team")


def _assign_anew(case: str, form: AssignForm) -> Answer:
    """Show who has a case and who could by now, to whoever sent the page of before."""
    facts = case_facts(db.session, current_actor(), case=case)
    return _assign(facts, form, 409, _people(facts))


def _assign(facts: CaseFacts, form: AssignForm, status: int, people: tuple[Assignable, ...]) -> Answer:
    """Show who has a case and who could; whoever sends this page has seen just that."""
    giver = current_actor().person_id
    free = (one for one in people if not one.unmet and one.person_id != facts.investigator_id)
    form.investigator.choices = options((one.reference, one.name) for one in free)
    form.seen.data = str(facts.investigator_id or "")
    return page(
        status,
        template="cases/assign",
        form=form,
        people=people,
        over=missing_to_give_out(facts.stage) or missing_to_move_on(db.session, facts, giver),
        header=case_header(db.session, facts.case_id),
        left=newest_words(db.session, facts.case_id),
        deviations=deviation_list(db.session, facts.requisition_id),
        stage=stage_of(db.session, facts),
        ways_out=WAYS_OUT,
        reviewers=missing_reviewers(facts, {row.id: row.name for row in supervisors(db.session)}),
    )


def _people(facts: CaseFacts) -> tuple[Assignable, ...]:
    today = agency_day(clock_of(db.session).now())
    return assignable(db.session, facts, today, giver=current_actor().person_id)


def _seen(typed: str | None) -> UUID | None:
    try:
        return UUID(typed or "")
    except ValueError:
        return None


@blueprint.post("/team/<case>/take-back")
@requires(Permission.ASSIGN_CASE, about=case_facts)
def take_case_back(case: str, facts: CaseFacts) -> Answer:
    """Take a case back from its investigator, who is still the one that the page named."""
    form = TakeBackForm()
    try:
        with unit_of_work(current_actor()) as work:
            take_back(work, facts, seen=_seen(form.seen.data))
    except Refused as why:
        again = AssignForm(formdata=None)
        explain(again, why)
        return _assign_anew(case, again)
    notice("case-taken-back", case)
    return go("cases.assign", case=case)


@blueprint.route("/cases/<case>/conflict", methods=["GET", "POST"])
@requires(Permission.DECLARE_CONFLICT, about=case_facts)
def conflict(case: str, facts: CaseFacts) -> Answer:
    """Ask, on the name alone, whether there is a tie to the candidate; also the way to step away later."""
    actor, form = current_actor(), ConflictForm()
    if not form.validate_on_submit():
        return _ask(form, facts, 422 if form.is_submitted() else 200)
    answer = ConflictAnswer(form.answer.data)
    tie = Tie(form.tie.data) if form.tie.data else None
    try:
        with unit_of_work(actor) as work:
            declare_conflict(work, facts, answer=answer, tie=tie, explanation=form.explanation.data or "")
    except NOT_DONE as refusal:
        explain(form, refusal)
        return _ask(form, facts, 422)
    if answer is not ConflictAnswer.NONE:
        notice("tie-declared")
        return go(first_page(actor.role))
    notice("no-tie-declared")
    if actor.role is Role.INVESTIGATOR:
        return go("protocol.case", case=case)
    if facts.stage in CORRECTABLE:
        return go("release.correction", case=case)
    elsewhere = "protocol.requests" if facts.stage is Stage.SEARCH else "cases.team"
    return go("release.review", case=case) if facts.stage is Stage.REVIEW else go(elsewhere)


def _ask(form: ConflictForm, facts: CaseFacts, status: int) -> tuple[str, int]:
    header = case_header(db.session, facts.case_id)
    said = own_declaration(db.session, facts.case_id, current_actor().person_id)
    searches = current_actor().role is Role.INVESTIGATOR
    return page(status, form=form, header=header, said=said, searches=searches)


@blueprint.get("/cases/<case>/timeline")
@requires(Permission.READ_CASE, about=case_facts)
def timeline(case: str, facts: CaseFacts) -> Answer:
    """Show what was done in a case, line by line: all of it, or the lane and the kinds that are asked for."""
    open_on_record(facts, Thing.CASE, case)
    header, named = case_header(db.session, facts.case_id), reads_all(current_actor().role)
    header = header if named else replace(header, candidate_name=THE_CANDIDATE)
    before = LINE_NUMBER.fullmatch(request.args.get("before", ""))
    form = TimelineFilter(formdata=request.args)
    asked = Asked.read(request.args.get("lane", ""), form.only.data or (), form.without.data or ())
    view = case_timeline(
        db.session, header, asked, seated=facts.seated, before=int(before[0]) if before else None
    )
    return page(header=header, view=view, asked=asked, form=form, reads_all=named)
