"""HR's pages of candidates: states, new candidates, invitations, withdrawal, closing."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from tracker.cases import (
    service,
    views_absences,
    views_age,
    views_exposure,
    views_invitation,
    views_list,
    views_partners,
    views_team,
    views_ties,
)
from tracker.cases.blueprint import blueprint
from tracker.cases.candidates import Known, contact_of, known_candidates
from tracker.cases.forms import CandidateForm, EmptyForm, WithdrawalForm
from tracker.cases.lists import case_list
from tracker.cases.queries import case_facts
from tracker.cases.waits import waits_for
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.actors import Role
from tracker.policy.facts import CaseFacts, RequisitionFacts
from tracker.policy.judgement import reads_all
from tracker.policy.mailing import MAIL_STATES
from tracker.policy.permissions import Permission
from tracker.policy.vocabulary import Stage
from tracker.policy.words import STAGES
from tracker.requisitions.queries import requisition_facts, requisition_list
from tracker.web.forms import NOT_DONE, explain, options
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page

__all__ = [
    "blueprint",
    "views_absences",
    "views_age",
    "views_exposure",
    "views_invitation",
    "views_list",
    "views_partners",
    "views_team",
    "views_ties",
]

Answer = tuple[str, int] | Response


@blueprint.get("/admin/candidates")
@requires(Permission.READ_CASE_STATES)
def candidates() -> Answer:
    """Show the cases with their states, and nothing of what is in them."""
    stage = request.args.get("state", "")
    chosen = Stage(stage) if stage in set(Stage) else None
    requisition = request.args.get("requisition", "")
    actor = current_actor()
    view = case_list(
        db.session,
        clock_of(db.session).now(),
        requisition=requisition,
        stages=(chosen,) if chosen else (),
        after=request.args.get("after", ""),
        apart_from=actor.person_id if actor.role is Role.SUPERVISOR else None,
        named=reads_all(actor.role),
    )
    requisitions = requisition_list(db.session)
    hr = actor.role is Role.HR_ADMIN
    return page(
        view=view,
        words=STAGES,
        mail_words=MAIL_STATES,
        requisitions=requisitions,
        requisition=requisition,
        chosen=chosen,
        stages=tuple(Stage),
        hr=hr,
        named=reads_all(actor.role),
        waits=waits_for(db.session, actor, clock_of(db.session).now()),
    )


@blueprint.route("/admin/requisitions/<requisition>/candidates/new", methods=["GET", "POST"])
@requires(Permission.OPEN_CASE, about=requisition_facts)
def new_candidate(requisition: str, facts: RequisitionFacts) -> Answer:
    """Add a candidate and open the case; an address that is known already is a question first."""
    del requisition
    form = CandidateForm()
    if not form.validate_on_submit():
        return page(422 if form.is_submitted() else 200, form=form, facts=facts, known=())
    known = known_candidates(db.session, form.email.data or "")
    form.known.choices = options(
        (*((one.reference, _same(one)) for one in known), ("new", "No, somebody else"))
    )
    chosen = next((one for one in known if one.reference == form.known.data), None)
    if known and chosen is None and form.known.data != "new":
        form.known.errors = ["Somebody is here with that e-mail address. Say whether it is the same person"]
        return page(422, form=form, facts=facts, known=known)
    try:
        with unit_of_work(current_actor()) as work:
            if chosen:
                opened = service.open_further_case(work, facts, candidate_id=chosen.candidate_id)
            else:
                opened = service.open_case(work, facts, name=form.name.data or "", **form.contact)
            case = opened.reference
    except NOT_DONE as why:
        explain(form, why)
        return page(409, form=form, facts=facts, known=known)
    notice("case-opened", case)
    return go("cases.invitation", case=case)


def _same(known: Known) -> str:
    return f"Yes: {known.name}, known from {', '.join(known.titles)}"


@blueprint.route("/admin/candidates/<case>/withdraw", methods=["GET", "POST"])
@requires(Permission.WITHDRAW_CASE, about=case_facts)
def withdraw(case: str, facts: CaseFacts) -> Answer:
    """Record that a candidate withdrew."""
    form = WithdrawalForm()
    if not form.validate_on_submit():
        status = 422 if form.is_submitted() else 200
        return page(status, form=form, facts=facts, contact=contact_of(db.session, facts.candidate_id))
    with unit_of_work(current_actor()) as work:
        service.withdraw_case(work, facts)
    notice("case-withdrawn", case)
    return go("cases.candidates")


@blueprint.route("/admin/candidates/<case>/close", methods=["GET", "POST"])
@requires(Permission.CLOSE_CASE, about=case_facts)
def close(case: str, facts: CaseFacts) -> Answer:
    """Close a decided or withdrawn case, after asking."""
    form, hr = EmptyForm(), current_actor().role is Role.HR_ADMIN
    if not form.validate_on_submit():
        return page(form=form, facts=facts, contact=contact_of(db.session, facts.candidate_id), hr=hr)
    with unit_of_work(current_actor()) as work:
        service.close_case(work, facts)
    notice("case-closed", case)
    return go("cases.candidates") if hr else go("protocol.case", case=case)
