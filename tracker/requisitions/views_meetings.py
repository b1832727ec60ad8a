"""The pages of all boards, and of one board's meetings: set one, or call one off."""

from __future__ import annotations

from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from tracker.db import clock_of, db, unit_of_work
from tracker.policy.facts import RequisitionFacts
from tracker.policy.permissions import Permission
from tracker.requisitions.blueprint import blueprint
from tracker.requisitions.boards import board_lines
from tracker.requisitions.meetings import call_off_meeting, meetings_of, set_meeting
from tracker.requisitions.queries import requisition_facts
from tracker.web.forms import NOT_DONE, Form, explain
from tracker.web.guard import current_actor, may, requires
from tracker.web.moments import MomentField, from_the_clock
from tracker.web.pages import go, notice, page

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""


class MeetingForm(Form):
    """When and where a board meets."""

    held_at = MomentField("When does the board meet?", [InputRequired("Enter a day and a time")])
    place = StringField(
        "Where?",
        [
            InputRequired("Write where the board meets"),
            Length(max=200, message="Write at most 200 characters"),
        ],
    )


class CallOffForm(Form):
    """A meeting that does not take place."""

    meeting = HiddenField()


@blueprint.get("/admin/boards")
@requires(Permission.READ_REQUISITIONS)
def boards() -> Answer:
    """Show the boards of requisitions that are not closed: who sits on each, and when it meets next."""
    return page(
        boards=board_lines(db.session, clock_of(db.session).now()), seats=may(Permission.SEAT_BOARD_MEMBER)
    )


@blueprint.route("/admin/requisitions/<requisition>/meetings", methods=["GET", "POST"])
@requires(Permission.SET_MEETING, about=requisition_facts)
def meetings(requisition: str, facts: RequisitionFacts) -> Answer:
    """Show when a board meets, and set a meeting."""
    form = MeetingForm()
    if form.validate_on_submit():
        held_at = from_the_clock(form.held_at.data) if form.held_at.data else None
        try:
            with unit_of_work(current_actor()) as work:
                set_meeting(work, facts, held_at=held_at, place=form.place.data or "")
        except NOT_DONE as why:
            explain(form, why)
        else:
            notice("meeting-set", requisition)
            return go("requisitions.meetings", requisition=requisition)
    found = meetings_of(db.session, facts.requisition_id, clock_of(db.session).now())
    status = 422 if form.is_submitted() else 200
    return page(status, form=form, title=facts.title, requisition=requisition, meetings=found)


@blueprint.post("/admin/requisitions/<requisition>/meetings/call-off")
@requires(Permission.SET_MEETING, about=requisition_facts)
def call_off(requisition: str, facts: RequisitionFacts) -> Answer:
    """Call a meeting off."""
    with unit_of_work(current_actor()) as work:
        call_off_meeting(work, facts, meeting=CallOffForm().meeting.data or "")
    notice("meeting-called-off", requisition)
    return go("requisitions.meetings", requisition=requisition)
