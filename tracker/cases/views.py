"""HR's pages of candidates: states, new candidates, invitations, withdrawal, closing."""

from __future__ import annotations

from typing import cast

from flask import current_app, request, url_for
from werkzeug.wrappers import Response

from tracker.cases import service, views_team
from tracker.cases.blueprint import blueprint
from tracker.cases.candidates import Known, contact_of, known_candidates
from tracker.cases.forms import CandidateForm, EmptyForm, WithdrawalForm
from tracker.cases.invitation_lines import InvitationState, invitations_of
from tracker.cases.inviting import issue_invitation, stop_invitation
from tracker.cases.lists import case_list
from tracker.cases.queries import case_facts, case_header
from tracker.cases.way_back import asked_since
from tracker.clock import agency_day
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.actors import Role
from tracker.policy.affidavit_window import WAITING
from tracker.policy.facts import CaseFacts, RequisitionFacts
from tracker.policy.permissions import Permission
from tracker.policy.stages import may_move, missing_to_invite
from tracker.policy.vocabulary import Stage
from tracker.policy.words import STAGES
from tracker.requisitions.queries import requisition_facts, requisition_list
from tracker.settings import Settings
from tracker.web.forms import NOT_DONE, explain, options
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page
from tracker.web.sent_forms import done_at

__all__ = ["blueprint", "views_team"]

Answer = tuple[str, int] | Response


@blueprint.get("/admin/candidates")
@requires(Permission.READ_CASE_STATES)
def candidates() -> Answer:
    """Show the cases with their states, and nothing of what is in them."""
    stage = request.args.get("state", "")
    chosen = Stage(stage) if stage in set(Stage) else None
    requisition = request.args.get("requisition", "")
    view = case_list(
        db.session,
        clock_of(db.session).now(),
        requisition=requisition,
        stages=(chosen,) if chosen else (),
        after=request.args.get("after", ""),
    )
    requisitions = requisition_list(db.session)
    hr = current_actor().role is Role.HR_ADMIN
    return page(
        view=view,
        words=STAGES,
        requisitions=requisitions,
        requisition=requisition,
        chosen=chosen,
        stages=tuple(Stage),
        hr=hr,
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
                contact = {"email": form.email.data or "", "phone": form.phone.data or ""}
                opened = service.open_case(work, facts, name=form.name.data or "", **contact)
            case = opened.reference
    except NOT_DONE as why:
        explain(form, why)
        return page(409, form=form, facts=facts, known=known)
    notice("case-opened", case)
    return go("cases.invitation", case=case)


def _same(known: Known) -> str:
    return f"Yes: {known.name}, known from {', '.join(known.titles)}"


@blueprint.route("/admin/candidates/<case>/invitation", methods=["GET", "POST"])
@requires(Permission.INVITE_CANDIDATE, about=case_facts)
def invitation(case: str, facts: CaseFacts) -> Answer:
    """Show the invitations of a candidate; issue one, whose link and code are shown this once."""
    form, issued, link = EmptyForm(), None, ""
    if form.validate_on_submit():
        with unit_of_work(current_actor()) as work:
            issued = issue_invitation(work, facts)
        done_at(url_for("cases.invitation", case=case))
        base = cast(Settings, current_app.extensions["settings"]).base_url.rstrip("/")
        link = base + url_for("affidavits.invitation", token=issued.token)
        facts = case_facts(db.session, current_actor(), case=case)
    lines = invitations_of(db.session, facts.case_id, clock_of(db.session).now())
    until = max((line.expires_at for line in lines if line.state is InvitationState.LIVE), default=None)
    due = case_header(db.session, facts.case_id).affidavit_due
    return page(
        form=form,
        facts=facts,
        contact=contact_of(db.session, facts.candidate_id),
        lines=lines,
        asked_since=asked_since(db.session, facts.case_id),
        live_until=until,
        waiting=facts.stage in WAITING,
        over=missing_to_invite(facts.seen_as),
        can_withdraw=may_move(facts.seen_as, Stage.WITHDRAWN),
        can_close=may_move(facts.stage, Stage.CLOSED),
        due=due,
        ends_before=until is not None and agency_day(until) <= due,
        issued=issued,
        link=link,
        words=STAGES,
    )


@blueprint.post("/admin/candidates/<case>/invitation/stop")
@requires(Permission.INVITE_CANDIDATE, about=case_facts)
def stop(case: str, facts: CaseFacts) -> Answer:
    """Stop the link that works now."""
    with unit_of_work(current_actor()) as work:
        stop_invitation(work, facts)
    notice("invitation-stopped", case)
    return go("cases.invitation", case=case)


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
