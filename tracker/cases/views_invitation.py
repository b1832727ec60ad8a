"""HR's page of one candidate's invitations: how each stands, and a new one, shown once."""

from __future__ import annotations

from typing import cast

from flask import current_app, url_for
from flask_babel import force_locale, gettext
from werkzeug.wrappers import Response

from tracker.cases.blueprint import blueprint
from tracker.cases.came_back import seen_stage_of
from tracker.cases.candidates import contact_of
from tracker.cases.forms import InviteForm
from tracker.cases.how_far import how_far
from tracker.cases.invitation_lines import InvitationState, invitations_of
from tracker.cases.inviting import Channel, Issued, issue_invitation, stop_invitation
from tracker.cases.kept_until import file_kept_until, way_into
from tracker.cases.letters import Letters, letters
from tracker.cases.queries import case_facts, case_header
from tracker.cases.sending import mail_link
from tracker.cases.way_back import asked_since
from tracker.clock import agency_day
from tracker.db import clock_of, db, unit_of_work
from tracker.mail.queries import mails_of
from tracker.policy.affidavit_window import WAITING
from tracker.policy.facts import CaseFacts
from tracker.policy.mailing import MailKind
from tracker.policy.permissions import Permission
from tracker.policy.stages import is_over, may_move
from tracker.policy.vocabulary import Stage
from tracker.policy.way_back import missing_to_invite
from tracker.policy.wording import before_of
from tracker.settings import Settings
from tracker.web.forms import NOT_DONE, explain
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page
from tracker.web.sent_forms import done_at

Answer = tuple[str, int] | Response


@blueprint.route("/admin/candidates/<case>/invitation", methods=["GET", "POST"])
@requires(Permission.INVITE_CANDIDATE, about=case_facts)
def invitation(case: str, facts: CaseFacts) -> Answer:
    """Show the invitations of a candidate; issue one, whose link and code are shown this once."""
    form, issued, link, paper = InviteForm(), None, "", Letters()
    if form.validate_on_submit() and (issued := _issued(facts, form)):
        done_at(url_for("cases.invitation", case=case))
        facts = case_facts(db.session, current_actor(), case=case)
        link, paper = _shown(facts, issued)
    now, header = clock_of(db.session).now(), case_header(db.session, facts.case_id)
    lines = invitations_of(db.session, facts.case_id, now)
    until = max((line.expires_at for line in lines if line.state is InvitationState.LIVE), default=None)
    return page(
        422 if form.is_submitted() and issued is None else 200,
        form=form,
        facts=facts,
        contact=contact_of(db.session, facts.candidate_id),
        lines=lines,
        asked_since=asked_since(db.session, facts.case_id),
        live_until=until,
        waiting=facts.stage in WAITING,
        over=is_over(facts.seen_as),
        kept_until=file_kept_until(db.session, facts.case_id),
        closed=missing_to_invite(way_into(db.session, facts.case_id, facts.seen_as, now)),
        can_withdraw=may_move(facts.seen_as, Stage.WITHDRAWN),
        can_close=may_move(facts.stage, Stage.CLOSED),
        due=header.affidavit_due,
        ends_before=until is not None and agency_day(until) <= header.affidavit_due,
        issued=issued,
        channel=form.channel.data,
        mails=mails_of(db.session, facts.case_id),
        mail_available=cast(Settings, current_app.extensions["settings"]).mail_available,
        link=link,
        paper=paper,
        stage=seen_stage_of(db.session, facts),
        how_far=how_far(db.session, [facts.case_id]).get(facts.case_id),
    )


def _issued(facts: CaseFacts, form: InviteForm) -> Issued | None:
    """Issue an invitation and send it; None if something stood in the way, which the form then says."""
    channel = Channel(form.channel.data)
    try:
        with unit_of_work(current_actor()) as work:
            issued = issue_invitation(work, facts, channel=channel)
            if channel is Channel.MAIL:
                to = {"case_id": facts.case_id, "candidate_id": facts.candidate_id}
                kind = MailKind.OWN_FILE if is_over(facts.seen_as) else MailKind.INVITATION
                mail_link(work, kind, **to, token=issued.token, until=issued.expires_at)
    except NOT_DONE as why:
        explain(form, why)
        return None
    return issued


def _shown(facts: CaseFacts, issued: Issued) -> tuple[str, Letters]:
    """Return the link as it is passed on, and the letters, in the candidate's language."""
    settings = cast(Settings, current_app.extensions["settings"])
    language = contact_of(db.session, facts.candidate_id).language
    path = url_for("affidavits.invitation", token=issued.token)
    link = settings.base_url.rstrip("/") + before_of(language) + path
    header, now = case_header(db.session, facts.case_id), clock_of(db.session).now()
    with force_locale(language):
        return link, letters(settings, header, issued, link=link, language=language, now=now, say=gettext)


@blueprint.post("/admin/candidates/<case>/invitation/stop")
@requires(Permission.INVITE_CANDIDATE, about=case_facts)
def stop(case: str, facts: CaseFacts) -> Answer:
    """Stop the code that works now, with all its links."""
    with unit_of_work(current_actor()) as work:
        stop_invitation(work, facts)
    notice("invitation-stopped", case)
    return go("cases.invitation", case=case)
