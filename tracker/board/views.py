"""Pages of the board: the docket, the packets, and the decision; nothing else exists for a member."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from tracker.board import deciding, service, views_chief
from tracker.board.blueprint import blueprint
from tracker.board.deciding import grounds_in_words
from tracker.board.docket import dockets, first_of, next_to_decide
from tracker.board.forms import (
    DecisionForm,
    DutiesForm,
    ReadForm,
    decision_form,
    tie_field,
    ties_form,
)
from tracker.board.packet_facts import packet_facts
from tracker.board.queries import (
    OfPacket,
    candidate_of,
    case_of_packet,
    duties_accepted_at,
    members_of,
    missing_before_meeting,
    of_packet,
    packet_page,
)
from tracker.board.recorded import decisions_of
from tracker.board.ties import asked_about, say_of_tie
from tracker.cases.openings import Thing, record_opening
from tracker.clock import agency_day
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.answers import Lapsed, Refused, require
from tracker.policy.closing import missing_since_closed, missing_to_step_out
from tracker.policy.decisions import missing_to_read, taking_no_part
from tracker.policy.facts import PacketFacts, RequisitionFacts
from tracker.policy.permissions import Permission
from tracker.policy.seat_ties import WHOM_TO_ASK
from tracker.requisitions.queries import is_blind, requisition_facts
from tracker.web.forms import put_all_beside
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page

__all__ = ["blueprint", "views_chief"]


@blueprint.get("")
@requires(Permission.READ_DOCKET)
def docket() -> ResponseReturnValue:
    """Show the dockets of the boards one sits on."""
    found = dockets(db.session, current_actor().person_id)
    return page(dockets=found, first=first_of(found))


@blueprint.route("/duties/<requisition>", methods=["GET", "POST"])
@requires(Permission.ACCEPT_DUTIES, about=requisition_facts)
def duties(requisition: str, facts: RequisitionFacts) -> ResponseReturnValue:
    """Show the duties of a board member with each candidate to be asked about, and take what is said."""
    actor = current_actor()
    asked = asked_about(db.session, facts.requisition_id, actor.person_id)
    accepted_at = duties_accepted_at(db.session, facts.requisition_id, actor.person_id)
    form = ties_form(asked)
    if form.validate_on_submit():
        answers = form.answers()
        with unit_of_work(actor) as work:
            service.accept_duties(work, facts)
            for one in asked:
                about = packet_facts(work.session, actor, packet=one.packet)
                say_of_tie(work, about, answers[tie_field(one.packet)])
        notice("ties-said" if accepted_at else "duties-accepted")
        return go(".docket")
    status = 422 if form.is_submitted() else 200
    return page(
        status,
        form=form,
        requisition=requisition,
        title=facts.title,
        accepted_at=accepted_at,
        ask=WHOM_TO_ASK,
        blind=is_blind(db.session, facts.requisition_id),
    )


@blueprint.get("/packets/<packet>")
@requires(Permission.READ_PACKET, about=packet_facts)
def packet(packet: str, facts: PacketFacts) -> ResponseReturnValue:
    """Show a packet, byte for byte as released; the reading is recorded first."""
    return _packet_page(200, packet, facts, ReadForm())


def _packet_page(status: int, packet: str, facts: PacketFacts, form: ReadForm) -> ResponseReturnValue:
    actor, now = current_actor(), clock_of(db.session).now()
    if closed := missing_since_closed(facts.closes, agency_day(now)):
        raise Lapsed(*closed)
    require(missing_to_read(facts, actor.person_id))
    case_id, edition = case_of_packet(db.session, packet)
    if request.method != "HEAD":  # which brings nobody a page to read
        with unit_of_work(actor) as work:
            record_opening(work, case_id=case_id, thing=Thing.PACKET, reference=packet, edition=edition)
    view = packet_page(db.session, facts, actor.person_id)
    released = Markup(view.page)  # noqa: S704 - our own template's output, sealed at release, checked by digest
    return page(
        status,
        template="board/packet",
        view=view,
        released=released,
        form=form,
        reader=actor.name,
        now=now,
    )


@blueprint.post("/packets/<packet>/acknowledge")
@requires(Permission.ACKNOWLEDGE_PACKET, about=packet_facts)
def acknowledge(packet: str, facts: PacketFacts) -> ResponseReturnValue:
    """Confirm the reading of ``packet``, and go on to the next one that waits."""
    actor, form = current_actor(), ReadForm()
    try:
        with unit_of_work(actor) as work:
            service.acknowledge(work, facts, no_own_search=bool(form.no_own_search.data))
    except Refused as refusal:
        if not all(one.fix.startswith("field:") for one in refusal.unmet):
            raise
        put_all_beside(form, refusal.unmet)
        return _packet_page(409, packet, facts, form)
    following = packet_page(db.session, facts, actor.person_id).next_packet
    notice("packet-read-next" if following else "packet-read")
    return go(".packet", packet=following) if following else go(".docket")


@blueprint.route("/packets/<packet>/step-out", methods=["GET", "POST"])
@requires(Permission.STEP_OUT, about=packet_facts)
def step_out(packet: str, facts: PacketFacts) -> ResponseReturnValue:
    """Ask once more, then let the member step out; why is not asked."""
    form = DutiesForm()
    if form.validate_on_submit():
        with unit_of_work(current_actor()) as work:
            service.step_out(work, facts)
        notice("stepped-out")
        return go(".docket")
    require(missing_to_step_out(facts.closes))
    return page(form=form, packet=packet, candidate=candidate_of(db.session, packet))


@blueprint.get("/decisions/<packet>")
@requires(Permission.READ_DECISION, about=packet_facts)
def decision(packet: str, facts: PacketFacts) -> ResponseReturnValue:
    """Show what the board decided, and to the chair the form to record it."""
    about = of_packet(db.session, packet)
    return _decision_page(200, packet, facts, decision_form(about.told), about)


@blueprint.post("/decisions/<packet>")
@requires(Permission.RECORD_DECISION, about=packet_facts)
def record_decision(packet: str, facts: PacketFacts) -> ResponseReturnValue:
    """Record the board's decision."""
    about = of_packet(db.session, packet)
    form = decision_form(about.told)
    if not form.validate_on_submit():
        put_all_beside(form, deciding.missing_in(form.verdict(), about.findings))
        return _decision_page(422, packet, facts, form, about)
    try:
        with unit_of_work(current_actor()) as work:
            deciding.record_decision(work, facts, form.verdict(), seen=form.seen.data or 0)
    except Refused as refusal:
        put_all_beside(form, refusal.unmet)
        return _decision_page(409, packet, facts, form, about, refusal=refusal)
    notice("decision-recorded")
    return go(".decision", packet=packet)


def _decision_page(
    status: int,
    packet: str,
    facts: PacketFacts,
    form: DecisionForm,
    about: OfPacket,
    *,
    refusal: Refused | None = None,
) -> ResponseReturnValue:
    case_id, _ = case_of_packet(db.session, packet)
    person, apart = current_actor().person_id, taking_no_part(facts)
    decisions = decisions_of(db.session, case_id)
    if person not in facts.opened_by:  # who has not opened the packet reads nothing of it here
        for one in form.linked:
            one.description = ""
    if form.untouched:
        form.seen.data = len(decisions)
    return page(
        status,
        template="board/decision",
        form=form,
        packet=packet,
        candidate=about.candidate,
        grounds=grounds_in_words(),
        unmet=[one for one in refusal.unmet if not one.fix.startswith("field:")] if refusal else (),
        first=missing_before_meeting(db.session, facts) if not form.is_submitted() else (),
        members=members_of(db.session, facts),
        decisions=decisions,
        records=facts.chair == person and person not in apart and not facts.closed,
        following=next_to_decide(db.session, person) if decisions and facts.chair == person else "",
        chair_apart=facts.chair is None or facts.chair in apart,
    )
