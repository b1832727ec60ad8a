"""The Chief's pages of decisions whose page was corrected: the list, and the reason why one stands."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from tracker.board.blueprint import blueprint
from tracker.board.deciding import grounds_in_words
from tracker.board.packet_facts import packet_facts
from tracker.board.upholding import case_of_superseded, superseded, superseded_page, uphold_decision
from tracker.cases.openings import Thing, record_opening
from tracker.db import db, unit_of_work
from tracker.policy.facts import PacketFacts
from tracker.policy.permissions import Permission
from tracker.web.forms import NOT_DONE, Form, explain
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page


class UpholdForm(Form):
    """Why a decision stands."""

    reason = TextAreaField(
        "Why the decision stands",
        [
            InputRequired("Write why the decision stands"),
            Length(max=2000, message="Write at most 2,000 characters"),
        ],
        description="It is kept sealed. The board reads that you recorded a reason, and not its words.",
    )


@blueprint.get("/corrected")
@requires(Permission.READ_SUPERSEDED)
def corrected() -> ResponseReturnValue:
    """Show which decisions were made on a page that was corrected."""
    return page(lines=superseded(db.session))


@blueprint.route("/corrected/<packet>", methods=["GET", "POST"])
@requires(Permission.UPHOLD_DECISION, about=packet_facts)
def uphold(packet: str, facts: PacketFacts) -> ResponseReturnValue:
    """Show both pages, which is recorded, and take the reason why the decision stands."""
    form = UpholdForm()
    case_id, edition = case_of_superseded(db.session, packet)
    status = 422 if form.is_submitted() else 200
    if request.method != "HEAD":  # which brings nobody a page to read
        with unit_of_work(current_actor()) as work:
            record_opening(work, case_id=case_id, thing=Thing.PACKET, reference=packet, edition=edition)
    if form.validate_on_submit():
        try:
            with unit_of_work(current_actor()) as work:
                uphold_decision(work, facts, reason=form.reason.data or "")
        except NOT_DONE as why:
            explain(form, why)
            status = 409
        else:
            notice("decision-upheld")
            return go("board.corrected")
    view = superseded_page(db.session, packet)
    before, now = (
        Markup(text)  # noqa: S704 - our own template's output, sealed at release and checked by digest
        for text in (view.decided_on, view.counts_now)
    )
    return page(
        status, form=form, view=view, packet=packet, before=before, now=now, grounds=grounds_in_words()
    )
